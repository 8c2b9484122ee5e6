from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from ascdesk.errors import Cancelled, UserError
from ascdesk.identity import commentary_id, file_id
from ascdesk.model import Commentary, EntityId, Figure, ImportedFile, Measure, Section, Subject
from ascdesk.store import Store
from db.connection import MEMORY
from db.store import SqliteStore, open_store
from tests.db.samples import Q1, Q2, Q3, figure, figures, measure, section


def as_the_core_sees_it(store: SqliteStore) -> Store:
    """Have mypy compare the store with its Protocol."""
    return store


def test_a_step_keeps_all_of_its_block(store: SqliteStore) -> None:
    with store.step("Type"):
        assert store.write([measure(), section(), figure("41.20")]) == 3
    assert store.read(Measure) == [measure()]
    assert store.read(Section) == [section()]
    assert store.read(Figure)[0].value == Decimal("41.2")


def test_a_step_that_fails_keeps_nothing(store: SqliteStore) -> None:
    with suppress(Cancelled), store.step("Import"):
        store.write(figures(300))
        store.keep_file("a.csv", b"1,2")
        raise Cancelled
    assert [store.read(Figure), store.read(ImportedFile), store.steps(), store.history()] == [[], [], [], []]
    with store.step("Type"):
        store.write([figure("1")])
    assert store.check() == []


def test_an_error_of_the_block_stays_what_it_is(store: SqliteStore) -> None:
    with pytest.raises(FileNotFoundError), store.step("Import"):
        raise FileNotFoundError("the caller's own")


def test_a_step_without_a_change_leaves_no_trace(store: SqliteStore) -> None:
    with store.step("Type"):
        store.write([figure("1.10")])
    with store.step("Type again"):
        assert store.write([figure("1.10"), replace(figure("1.1"), raw="1.10")]) == 0
        assert store.remove([figure("1", Q2)]) == 0
    assert [step.label for step in store.steps()] == ["Type"]


def test_nothing_is_written_outside_a_step(store: SqliteStore) -> None:
    for write in (
        lambda: store.write([figure("1")]),
        lambda: store.remove([figure("1")]),
        lambda: store.keep_file("a", b""),
    ):
        with pytest.raises(RuntimeError, match="outside a step"):
            write()
    assert store.read(Figure) == []


def test_a_step_within_a_step_is_refused(store: SqliteStore) -> None:
    with pytest.raises(RuntimeError, match="within"), store.step("One"), store.step("Two"):
        pass
    with store.step("Three"):
        store.write([figure("1")])
    assert store.check() == []


def test_a_step_that_goes_on_after_a_failed_write_is_not_kept(store: SqliteStore) -> None:
    with pytest.raises(RuntimeError, match="went on"), store.step("Type"), suppress(UserError):
        store.write([figure("1"), figure("1", Q2, note="\x00")])
    assert store.read(Figure) == []


def test_a_monstrous_count_is_refused_with_a_sentence(store: SqliteStore) -> None:
    with pytest.raises(UserError, match="too large"), store.step("Adopt"):
        store.write([replace(section(), position=10**30)])
    assert store.read(Section) == []


def test_a_worker_may_own_the_store_for_a_while(store: SqliteStore) -> None:
    def work() -> int:
        with store.step("Import"):
            return store.write(figures(50))

    with ThreadPoolExecutor(1) as worker:
        assert worker.submit(work).result() == 50
    assert len(store.read(Figure)) == 50


def test_of_two_with_one_id_the_later_counts(store: SqliteStore) -> None:
    with store.step("Type"):
        assert store.write([figure("1"), figure("2")]) == 1
    assert [found.raw for found in store.read(Figure)] == ["2"]


def test_read_by_fields(store: SqliteStore) -> None:
    with store.step("Type"):
        store.write([figure("1"), figure(None, Q2), figure("3", Q3), figure("4", Q3, code="2B")])

    def raws(**where: object) -> set[str]:
        return {found.raw for found in store.read(Figure, **where)}

    assert raws(period=Q3) == {"3", "4"}
    assert raws(period=(Q1, Q3), measure="2A") == {"1", "3"}
    assert raws(period={Q1: 0}.keys()) == {"1"}
    assert raws(period=[]) == set()
    assert raws(value=None) == {""}
    assert raws(value=[Decimal("1.0"), None]) == {"1", ""}
    assert raws(measure="' OR 1=1 --") == set()
    with pytest.raises(TypeError, match="no field"):
        raws(nonsense=1)


def test_reading_is_in_one_order_whatever_was_written_first() -> None:
    one, two = (open_store(MEMORY, author="Ann") for _ in range(2))
    for store, batch in ((one, figures(20)), (two, figures(20)[::-1])):
        with store.step("Type"):
            store.write(batch)
    assert one.read(Figure) == two.read(Figure)
    one.close()
    two.close()


def test_history_says_what_changed_latest_first(store: SqliteStore) -> None:
    with store.step("Type"):
        store.write([figure("1"), measure()])
    with store.step("Correct"):
        store.write([figure("2")])
    with store.step("Clear"):
        store.remove([figure("2")])
    changes = store.history(measure=figure("1").measure)
    assert [(change.step.label, change.before, change.after) for change in changes] == [
        ("Clear", figure("2"), None),
        ("Correct", figure("1"), figure("2")),
        ("Type", None, figure("1")),
    ]
    assert [change.after for change in store.history(measure().id)] == [measure()]
    assert store.history(EntityId("another")) == []
    assert store.history()[-2].after == measure()
    assert store.history()[-2].kind is Measure
    assert len(store.history(limit=2)) == 2
    assert [change.after for change in store.history(kind=Measure)] == [measure()]
    assert store.history(figure("1").measure, kind=Measure) == []
    assert store.history(figure("1").measure, kind=Figure) == changes
    assert [step.label for step in store.steps(limit=2)] == ["Clear", "Correct"]


def test_the_log_says_who_and_when() -> None:
    moment = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    store = open_store(MEMORY, author="Ann", clock=lambda: moment)
    with store.step("Type"):
        store.write([figure("1")])
    (step,) = store.steps()
    assert (step.author, step.at, step.action, step.of) == ("Ann", moment, "do", None)
    assert step.device
    store.close()


def test_a_file_is_kept_once_by_its_hash(store: SqliteStore) -> None:
    with store.step("Import"):
        kept = store.keep_file("a.csv", b"1,2" * 1000)
    with store.step("Import again"):
        assert store.keep_file("a.csv", b"1,2" * 1000) == kept
    assert kept.id == file_id(kept.sha256)
    assert store.file_content(kept.id) == b"1,2" * 1000
    assert len(store.steps()) == 1
    store.undo()
    assert store.read(ImportedFile) == []
    store.redo()
    assert store.file_content(kept.id) == b"1,2" * 1000


def test_the_periods_are_those_that_something_is_said_of(store: SqliteStore) -> None:
    assert store.periods() == set()
    with store.step("Type"):
        store.write([figure("1"), figure("2", Q3), figure("3", Q3, code="2B"), measure()])
    assert store.periods() == {Q1, Q3}
    with store.step("Comment"):
        key = commentary_id(Subject.REPORT, EntityId("K"), Q2)
        store.write([Commentary(id=key, subject=Subject.REPORT, subject_id=EntityId("K"), period=Q2, text="Said.")])
    assert store.periods() == {Q1, Q2, Q3}
