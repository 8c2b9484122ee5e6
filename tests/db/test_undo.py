from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ascdesk.errors import UserError
from ascdesk.model import Figure, Measure
from db.check import rebuilt
from db.codec import KINDS
from db.connection import MEMORY
from db.store import SqliteStore, open_store
from tests.db.samples import Q2, figure, figures, measure


def type_in(store: SqliteStore, value: str, label: str = "") -> None:
    with store.step(label or f"Type {value}"):
        store.write([figure(value)])


def raws(store: SqliteStore) -> list[str]:
    return [found.raw for found in store.read(Figure)]


def test_undo_takes_back_a_whole_step_and_redo_does_it_again(store: SqliteStore) -> None:
    type_in(store, "1")
    with store.step("Import"):
        store.write([figure("2"), figure("5", Q2), measure()])
        store.write([figure("3")])
    step = store.undo()
    assert (step.label, step.action) == ("Undo: Import", "undo")
    assert raws(store) == ["1"]
    assert store.read(Measure) == []
    assert store.redo().label == "Redo: Import"
    assert set(raws(store)) == {"3", "5"}
    assert store.check() == []


def test_undo_goes_back_step_by_step_on_one_figure(store: SqliteStore) -> None:
    for value in "123":
        type_in(store, value)
    seen = []
    for _ in range(3):
        store.undo()
        seen.append(raws(store))
    assert seen == [["2"], ["1"], []]
    assert store.undoable() is None
    for value in "123":
        store.redo()
        assert raws(store) == [value]
    assert store.redoable() is None
    store.undo()
    assert raws(store) == ["2"]


def test_removal_is_undone(store: SqliteStore) -> None:
    type_in(store, "1")
    with store.step("Clear"):
        assert store.remove([figure("1")]) == 1
    store.undo()
    assert raws(store) == ["1"]


def test_another_step_ends_what_can_be_redone(store: SqliteStore) -> None:
    type_in(store, "1")
    store.undo()
    assert store.redoable()
    type_in(store, "2")
    assert store.redoable() is None
    with pytest.raises(UserError, match="nothing to redo"):
        store.redo()
    store.undo()
    with pytest.raises(UserError, match="nothing to undo"):
        store.undo()


def test_undo_reaches_across_sessions(store: SqliteStore, path: Path) -> None:
    type_in(store, "1")
    type_in(store, "2")
    store.close()
    again = open_store(path, author="Ann")
    again.undo()
    again.close()
    third = open_store(path, author="Ann")
    assert third.redoable().label == "Type 2"  # type: ignore[union-attr]
    third.undo()
    assert raws(third) == []
    third.close()


def test_undo_reaches_across_a_move_of_the_file(store: SqliteStore, path: Path) -> None:
    type_in(store, "1")
    store.close()
    moved = open_store(path.rename(path.with_name("Moved.ascdesk")), author="Ann")
    moved.undo()
    assert raws(moved) == []
    moved.close()


def test_only_own_steps_are_undone_and_not_what_changed_since(store: SqliteStore, path: Path) -> None:
    type_in(store, "1")
    store.close()
    other = open_store(path, author="Bob")
    assert other.undoable() is None
    type_in(other, "2", "Bob corrects")
    other.close()
    again = open_store(path, author="Ann")
    with pytest.raises(UserError, match=r"“Type 1” cannot be undone: .* again by “Bob corrects”"):
        again.undo()
    assert raws(again) == ["2"]
    assert len(again.steps()) == 2
    again.close()


def test_redo_is_refused_where_another_changed_it(store: SqliteStore, path: Path) -> None:
    type_in(store, "1")
    store.undo()
    store.close()
    other = open_store(path, author="Bob")
    type_in(other, "2", "Bob types")
    other.close()
    again = open_store(path, author="Ann")
    with pytest.raises(UserError, match=r"“Type 1” cannot be redone: .*“Bob types”"):
        again.redo()
    again.close()


def test_a_step_that_ended_where_it_began_can_be_undone(store: SqliteStore) -> None:
    type_in(store, "1")
    with store.step("There and back"):
        store.write([figure("2")])
        store.write([figure("1")])
    assert store.undo().label == "Undo: There and back"
    assert store.undoable().label == "Type 1"  # type: ignore[union-attr]


class AnyWork(RuleBasedStateMachine):
    """Whatever is done in whatever order, a plain list of past states says what undo and redo lead to."""

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store(MEMORY, author="Ann")
        self.past: list[dict[str, str]] = []
        self.future: list[dict[str, str]] = []
        self.now: dict[str, str] = {}

    @rule(values=st.dictionaries(st.sampled_from("ABCD"), st.sampled_from(["1", "2", ""]), max_size=3))
    def work(self, values: dict[str, str]) -> None:
        wanted = {code: value for code, value in {**self.now, **values}.items() if value}
        with self.store.step("Work"):
            self.store.write([figure(value, code=code) for code, value in values.items() if value])
            self.store.remove([figure("0", code=code) for code, value in values.items() if not value])
        if wanted != self.now:
            self.past.append(self.now)
            self.future, self.now = [], wanted

    @rule()
    def undo(self) -> None:
        assert bool(self.store.undoable()) == bool(self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()
            self.store.undo()

    @rule()
    def redo(self) -> None:
        assert bool(self.store.redoable()) == bool(self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()
            self.store.redo()

    @rule()
    def fail(self) -> None:
        with suppress(ZeroDivisionError), self.store.step("Fail"):
            self.store.write(figures(3, "9"))
            raise ZeroDivisionError

    @invariant()
    def tables_say_what_was_done_and_what_the_log_says(self) -> None:
        found = self.store.read(Figure)
        assert {each.measure: each.raw for each in found} == self.now
        assert KINDS[Figure].rows(found) == list(rebuilt(self.store._conn, KINDS[Figure]))

    def teardown(self) -> None:
        assert self.store.check() == []
        self.store.close()


TestAnyWork = AnyWork.TestCase
TestAnyWork.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
