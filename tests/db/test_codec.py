import dataclasses
import datetime
import sqlite3
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ascdesk.errors import UserError
from ascdesk.model import Entity, Figure
from ascdesk.periods import Period
from db.codec import KINDS, STEP, Kind, canonical, canonical_rows, plain_number
from db.connection import MEMORY, OpenMemory
from db.store import open_store
from tests.db.samples import figure, measure

ALL = [*KINDS.values(), STEP]
texts = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=40)
decimals = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**30), max_value=10**30)
periods = st.one_of(
    st.builds(Period.month, st.integers(1950, 2100), st.integers(1, 12)),
    st.builds(Period.quarter, st.integers(1950, 2100), st.integers(1, 4)),
    st.builds(Period.half, st.integers(1950, 2100), st.integers(1, 2)),
    st.builds(Period.year, st.integers(1950, 2100)),
)
st.register_type_strategy(str, texts)
st.register_type_strategy(int, st.integers(-(2**63), 2**63 - 1))
st.register_type_strategy(Decimal, decimals)
st.register_type_strategy(Period, periods)
st.register_type_strategy(datetime.datetime, st.datetimes(timezones=st.just(datetime.UTC)))


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.table)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_kind_comes_back_as_it_was_from_row_and_json(kind: Kind[Any], data: st.DataObject) -> None:
    entities = data.draw(st.lists(st.builds(kind.type), min_size=1, max_size=3))
    rows = kind.rows(entities)
    conn = sqlite3.connect(":memory:")
    assert kind.entities(rows) == entities
    for row, payload in zip(rows, kind.payloads(rows), strict=True):
        assert kind.row(payload) == row
        assert payload == canonical(dict(zip(kind.columns, row, strict=True)))
        assert conn.execute(f"SELECT {', '.join('?' * len(row))}", row).fetchone() == row
    conn.close()


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.table)
@settings(max_examples=3, deadline=None)
@given(data=st.data())
def test_every_kind_comes_back_from_the_store(kind: Kind[Any], data: st.DataObject) -> None:
    entity: Entity = data.draw(st.builds(kind.type))
    store = open_store(MEMORY, author="Ann")
    with store.step("Keep"):
        assert store.write([entity]) == 1
    assert store.read(kind.type) == [entity]
    store.undo()
    assert store.read(kind.type) == []
    store.redo()
    assert store.read(kind.type) == [entity]
    # An imported file of nowhere has no content, which is the only thing amiss.
    assert all("content of the imported file" in problem for problem in store.check())
    store.close()


@pytest.mark.parametrize("kind", ALL, ids=lambda kind: kind.table)
def test_the_table_has_a_column_for_every_field(kind: Kind[Any]) -> None:
    conn = OpenMemory().conn
    columns = {name: (type_, bool(notnull)) for _, name, type_, notnull, *_ in _table_info(conn, kind)}
    for field in dataclasses.fields(kind.type):
        type_ = "INTEGER" if field.type in ("int", "bool", "int | None") else "TEXT"
        assert columns.pop(field.name) == (type_, "None" not in str(field.type)), field.name
    assert set(columns) == ({"position", "replica"} if kind is STEP else set())


def _table_info(conn: sqlite3.Connection, kind: Kind[Any]) -> list[Any]:
    return conn.execute(f"PRAGMA table_info({kind.table})").fetchall()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.10", "1.1"),
        ("1E+3", "1000"),
        ("1.5E-7", "0.00000015"),
        ("-0.00", "0"),
        ("100", "100"),
        ("12345678901234567890.123456789012345678901", "12345678901234567890.123456789012345678901"),
    ],
)
def test_numbers_are_plain_digits(value: str, text: str) -> None:
    assert plain_number(Decimal(value)) == text
    assert Decimal(text) == Decimal(value)


def test_a_monstrous_number_is_refused_with_a_sentence() -> None:
    with pytest.raises(UserError, match="too large"):
        plain_number(Decimal("1E+999999"))


def test_what_is_no_number_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not a figure"):
        plain_number(Decimal("NaN"))


@pytest.mark.parametrize("text", ["a\x00b", "half \ud83d character"])
def test_a_character_that_cannot_be_kept_is_refused(text: str) -> None:
    store = open_store(MEMORY, author="Ann")
    with pytest.raises(UserError, match="cannot be kept"), store.step("Type"):
        store.write([figure("1", note=text)])
    with pytest.raises(UserError, match="cannot be kept"), store.step(text):
        store.write([figure("1")])
    assert store.steps() == []
    store.close()


@pytest.mark.parametrize(
    "text",
    ["👩🏽‍⚕️ ½ – “x”", "'); DROP TABLE figure; --", '"\\u0000" spelled out', "%s {0} ?", "\t\r\n\x01", "x" * 10_000_000],
    ids=["emoji", "sql", "escape", "format", "controls", "ten million"],
)
def test_any_other_text_is_kept(text: str) -> None:
    store = open_store(MEMORY, author=text[:100])
    with store.step(text[:100]):
        store.write([figure("1", note=text), measure(title=text[:100])])
    (found,) = store.read(type(figure("1")), note=text)
    assert found.note == text
    assert store.check() == []
    store.close()


def test_a_field_that_came_later_has_its_default_in_older_revisions() -> None:
    (row,) = KINDS[type(measure())].rows([measure()])
    older = {"id": measure().id, "framework": "ASCOF", "code": "2A", "title": "Admissions", "gone": 1}
    assert KINDS[type(measure())].row(canonical(older)) == row


@given(st.lists(st.tuples(texts, st.none() | st.integers(), st.none() | texts), max_size=4))
def test_rows_are_canonical_json(rows: list[tuple[str, int | None, str | None]]) -> None:
    columns = ("b", "a", "ä")
    expected = [canonical(dict(zip(columns, row, strict=True))) for row in rows]
    assert canonical_rows(columns, rows) == expected


def test_what_is_no_period_is_never_written() -> None:
    with pytest.raises(TypeError, match="not a period"):
        KINDS[Figure].rows([dataclasses.replace(figure("1"), period="")])  # type: ignore[arg-type]
