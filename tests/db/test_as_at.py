"""The file as it was: whatever was done since, each moment reads as the store read then."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ascdesk.errors import UserError
from ascdesk.identity import commentary_id, reporting_period_id
from ascdesk.model import (
    Commentary,
    Entity,
    EntityId,
    Figure,
    ImportedFile,
    Measure,
    ReportingPeriod,
    Section,
    Subject,
)
from ascdesk.store import Store
from db.codec import KINDS, Kind
from db.connection import MEMORY
from db.store import SqliteStore, create, open_store
from tests.db import test_codec
from tests.db.samples import Q1, Q2, Q3, figure, measure, section

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


class Clock:
    """Goes on by an hour, half a second and a bit with every look."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        self.now += timedelta(hours=1, milliseconds=500)
        return self.now


@pytest.fixture
def ticking(path: Path) -> Iterator[SqliteStore]:
    """A store whose steps are an hour apart."""
    store = create(path, author="Ann", clock=Clock())
    yield store
    store.close()


def at_end(store: SqliteStore) -> datetime:
    return store.steps(1)[0].at


def write(store: SqliteStore, *entities: Entity, label: str = "Type") -> datetime:
    with store.step(label):
        store.write(entities)
    return at_end(store)


def raws(store: Store, **where: object) -> list[str]:
    return [each.raw for each in store.read(Figure, **where)]


def commentary(text: str) -> Commentary:
    of = EntityId("2A")
    return Commentary(
        id=commentary_id(Subject.MEASURE, of, Q3, ""), subject=Subject.MEASURE, subject_id=of, period=Q3, text=text
    )


def test_a_figure_reads_as_it_was_before_it_was_revised_cleared_and_typed_again(ticking: SqliteStore) -> None:
    first = write(ticking, figure("1"), figure("5", Q2))
    second = write(ticking, figure("2"))
    with ticking.step("Clear"):
        ticking.remove([figure("2")])
    cleared = at_end(ticking)
    again = write(ticking, figure("4"))
    was = {moment: sorted(raws(ticking.as_at(moment))) for moment in (first, second, cleared, again)}
    assert was == {first: ["1", "5"], second: ["2", "5"], cleared: ["5"], again: ["4", "5"]}
    assert raws(ticking.as_at(first - timedelta(milliseconds=1))) == []


def test_what_is_asked_for_is_chosen_by_what_it_said_then(ticking: SqliteStore) -> None:
    first = write(ticking, figure("1", note="first"), figure("2", code="2B", note="first"), figure("3", Q2))
    write(ticking, figure("1", note="later"), figure("2", code="2B", note="later"))
    then = ticking.as_at(first)
    assert raws(then, note="first", measure="2A") == ["1"]
    assert sorted(raws(then, note="first", measure=("2A", "2B"))) == ["1", "2"]
    assert raws(then, note="later") == []
    assert raws(then, period=(Q2, Q3)) == ["3"]
    assert raws(then, file=None, period=Q2) == ["3"]
    with pytest.raises(TypeError, match="no field"):
        then.read(Figure, colour="red")


def test_yes_and_no_are_chosen_by_as_in_the_tables_of_today(ticking: SqliteStore) -> None:
    locked = ReportingPeriod(id=reporting_period_id(Q1), period=Q1, locked=True)
    first = write(ticking, locked)
    write(ticking, ReportingPeriod(id=locked.id, period=Q1))
    assert ticking.as_at(first).read(ReportingPeriod, locked=True) == [locked]
    assert ticking.read(ReportingPeriod, locked=True) == []


def test_periods_are_those_that_something_was_held_for(ticking: SqliteStore) -> None:
    first = write(ticking, figure("1", Q1), figure("2", Q1, code="2B"))
    second = write(ticking, figure("3", Q2), commentary("said"))
    with ticking.step("Clear"):
        ticking.remove([figure("1", Q1), figure("2", Q1, code="2B"), figure("3", Q2)])
    assert ticking.periods() == {Q3}
    assert ticking.as_at(first).periods() == {Q1}
    assert ticking.as_at(second).periods() == {Q1, Q2, Q3}


def test_the_log_ends_at_the_moment(ticking: SqliteStore) -> None:
    first = write(ticking, measure(), label="Make it")
    write(ticking, measure(title="Renamed"), label="Rename it")
    then, held = ticking.as_at(first), measure().id
    assert [each.label for each in then.steps()] == ["Make it"]
    assert [each.step.label for each in then.history()] == ["Make it"]
    assert [each.step.label for each in then.history(measure=held, kind=Measure)] == ["Make it"]
    later, earlier = ticking.steps()
    assert then.changes_of(later.id) == []
    assert [each.after for each in then.changes_of(earlier.id)] == [measure()]
    assert then.undoable() is None
    assert then.redoable() is None


def test_a_file_is_read_that_was_undone_since_and_none_that_came_later(ticking: SqliteStore) -> None:
    with ticking.step("Import"):
        first = ticking.keep_file("first.csv", b"1,2")
    imported = at_end(ticking)
    ticking.undo()
    with ticking.step("Import"):
        second = ticking.keep_file("second.csv", b"3,4")
    then = ticking.as_at(imported)
    assert then.read(ImportedFile) == [first]
    assert then.file_content(first.id) == b"1,2"
    with pytest.raises(UserError, match="not here on"):
        then.file_content(second.id)


def test_nothing_can_be_written(ticking: SqliteStore, tmp_path: Path) -> None:
    then = ticking.as_at(write(ticking, figure("1")))
    writes: list[Any] = [
        lambda: then.step("Type"),
        lambda: then.write([figure("2")]),
        lambda: then.remove([figure("1")]),
        lambda: then.keep_file("a.csv", b"1"),
        lambda: then.keep_local("half", "typed"),
        then.undo,
        then.redo,
    ]
    for each in writes:
        with pytest.raises(UserError, match=r"shown as it was on 1 March 2026, so nothing can be changed\."):
            each()
    with pytest.raises(UserError, match="as it is today"):
        then.copy_to(tmp_path / "copy.ascdesk")
    assert raws(ticking) == ["1"]
    assert ticking.check() == then.check() == []


def test_what_is_half_typed_is_of_today(ticking: SqliteStore) -> None:
    then = ticking.as_at(write(ticking, figure("1")))
    ticking.keep_local("half", "typed")
    assert then.local("half") is None
    then.keep_local("half", None)
    assert ticking.local("half") == "typed"


def test_closing_it_leaves_the_file_open_and_what_is_written_meanwhile_is_not_seen(ticking: SqliteStore) -> None:
    first = write(ticking, figure("1"))
    then = ticking.as_at(first)
    assert raws(then) == ["1"]
    write(ticking, figure("2"))
    assert raws(then) == ["1"]
    then.close()
    assert raws(ticking) == ["2"]
    assert raws(then.as_at(at_end(ticking))) == ["1"]


def test_it_is_read_from_a_file_that_was_closed_and_opened_again(ticking: SqliteStore, path: Path) -> None:
    first = write(ticking, figure("1"), section("Before"))
    write(ticking, figure("2"), section("After"))
    ticking.close()
    again = open_store(path, author="Bob")
    assert raws(again.as_at(first)) == ["1"]
    assert [each.title for each in again.as_at(first).read(Section)] == ["Before"]
    again.close()


_values = st.sampled_from(["1", "2", "3.5", None])
_periods = st.sampled_from([Q1, Q2, Q3])


class PastMachine(RuleBasedStateMachine):
    """Steps of every sort, with a clock that ticks; after each, every moment so far reads as it did."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()
        self.store = open_store(MEMORY, author="Ann", clock=self.clock)
        self.seen: list[tuple[datetime, Any]] = []

    def teardown(self) -> None:
        self.store.close()

    @rule(value=_values, period=_periods, code=st.sampled_from(["2A", "2B"]), note=st.sampled_from(["", "why"]))
    def type_figure(self, value: str | None, period: Any, code: str, note: str) -> None:
        write(self.store, figure(value, period, code, note))

    @rule(period=_periods, code=st.sampled_from(["2A", "2B"]))
    def clear_figure(self, period: Any, code: str) -> None:
        with self.store.step("Clear"):
            self.store.remove([figure("1", period, code)])

    @rule(title=st.sampled_from(["Admissions", "Renamed"]))
    def rename(self, title: str) -> None:
        write(self.store, Measure(id=measure().id, framework="ASCOF", code="2A", title=title), section(title))

    @rule(text=st.sampled_from(["", "said"]), content=st.sampled_from([b"a", b"b"]))
    def import_return(self, text: str, content: bytes) -> None:
        with self.store.step("Import"):
            self.store.keep_file("return.csv", content)
            self.store.write([commentary(text), figure("7", Q3)])
            self.store.write([figure("8", Q3)])

    @rule()
    def undo(self) -> None:
        with suppress(UserError):
            self.store.undo()

    @rule()
    def redo(self) -> None:
        with suppress(UserError):
            self.store.redo()

    def _read(self, store: Store) -> Any:
        chosen = [store.read(Figure, period=period, measure=("2A", "2B")) for period in (Q1, Q2, Q3)]
        noted = store.read(Figure, note="why"), store.read(Figure, measure="2B", file=None)
        held: list[Any] = [store.read(kind) for kind in KINDS]
        return held, chosen, noted, store.periods(), store.history(), store.steps(), store.history(limit=2)

    @invariant()
    def every_moment_reads_as_it_did(self) -> None:
        self.seen.append((self.clock.now, self._read(self.store)))
        for moment, read in self.seen:
            assert self._read(self.store.as_at(moment)) == read


TestPast = PastMachine.TestCase
TestPast.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)


# Only for what it registers: how fields of every type are made.
assert test_codec.ALL
_does = st.lists(st.sampled_from(["write", "remove", "undo", "redo"]), min_size=2, max_size=7)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.table)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), does=_does)
def test_every_kind_reads_as_it_did_whatever_it_was_asked_by(
    kind: Kind[Any], data: st.DataObject, does: list[str]
) -> None:
    clock = Clock()
    store = open_store(MEMORY, author="Ann", clock=clock)
    entities = [replace(data.draw(st.builds(kind.type)), id=EntityId(key)) for key in ("a", "b", "a", "b")]
    fields = [name for name in kind.columns if name != "kind"]  # which a store is asked for otherwise
    asked: list[dict[str, object]] = [{}]
    asked += [{name: getattr(each, name)} for each in entities[:2] for name in fields]
    asked += [{name: [getattr(each, name) for each in entities]} for name in fields]
    seen = []
    for at, each in enumerate(does):
        with suppress(UserError):
            _do(store, each, entities[at % len(entities)])
        seen.append((clock.now, [store.read(kind.type, **where) for where in asked]))
    for moment, read in seen:
        past = store.as_at(moment)
        assert [past.read(kind.type, **where) for where in asked] == read
    store.close()


def _do(store: SqliteStore, what: str, entity: Entity) -> None:
    if what in ("undo", "redo"):
        getattr(store, what)()
        return
    with store.step(what):
        store.write([entity]) if what == "write" else store.remove([entity])
