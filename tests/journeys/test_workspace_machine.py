"""Whatever is done through a workspace, the tables say what the log says, and both say what was done."""

import hashlib
import tempfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.errors import UserError
from ascdesk.identity import measure_id, placement_id, section_id, target_id
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    Entity,
    Figure,
    ImportedFile,
    Measure,
    Placement,
    Polarity,
    Rating,
    RatingOverride,
    Section,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.returns.reading import interpret
from ascdesk.returns.values import Book, Cell, CellKind, Sheet
from ascdesk.workspace import Workspace

FRAMEWORK = "Plan"
PERIODS = [Period.quarter(2023, 1), Period.quarter(2023, 2), Period.month(2023, 9)]
TITLES = ["Contacts", "Visits at home", "Proportion at home"]
TYPED: dict[str, str | None] = {"66": "66", "66%": "66", "3/4": "75", "0": "0", "n/a": None, "-2.50%": "-2.5"}
_texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)

Model = dict[Any, Any]


def _measure(title: str) -> Measure:
    code = f"K{TITLES.index(title)}"
    return Measure(
        id=measure_id(FRAMEWORK, code, title),
        framework=FRAMEWORK,
        code=code,
        title=title,
        unit=Unit.PERCENT,
        polarity=Polarity.HIGHER,
        series=("Waiting",),
    )


MEASURES = [_measure(title) for title in TITLES]
SECTION = Section(id=section_id(FRAMEWORK, "Home"), framework=FRAMEWORK, title="Home")
_measures, _periods = st.sampled_from(MEASURES), st.sampled_from(PERIODS)


def _book(cells: dict[tuple[int, int], str]) -> Book:
    """Return a small return, as it comes out of a reader: no file is needed."""
    rows: dict[int, list[Cell]] = {}
    for (row, column), text in sorted(cells.items()):
        rows.setdefault(row, []).append(Cell(row, column, CellKind.TEXT, text))
    sheet = Sheet(FRAMEWORK, tuple(tuple(row) for row in rows.values()))
    content = repr(sorted(cells.items())).encode()
    return Book(f"return {hashlib.sha256(content).hexdigest()[:8]}.csv", content, (sheet,))


class WorkspaceMachine(RuleBasedStateMachine):
    """Everything that changes a workspace, in any order, beside a model of a few lines."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(prefix="ascdesk-machine-")
        self.path = Path(self.folder.name) / "Quarter.ascdesk"
        self.workspace: Workspace = new_workspace(self.path)
        # What is held, by what it is of; what it was before each step; what was undone since.
        self.held: Model = {}
        self.done: list[Model] = []
        self.undone: list[Model] = []

    def teardown(self) -> None:
        self.workspace.close()
        self.folder.cleanup()

    @initialize()
    def make_measures(self) -> None:
        self._save([*MEASURES], "Make measures")

    def _noted(self, change: Model) -> None:
        """Note what was just changed (None takes away); what changes nothing leaves no step."""
        after = {key: value for key, value in {**self.held, **change}.items() if value is not None}
        if after != self.held:
            self.done.append(self.held)
            self.undone.clear()
        self.held = after

    def _save(self, entities: list[Entity], label: str) -> None:
        self.workspace.save(entities, label)
        self._noted({(type(each), each.id): each for each in entities})

    @rule(
        measure=_measures, period=_periods, typed=st.sampled_from(list(TYPED)), series=st.sampled_from(["", "Waiting"]),
        note=_texts,
    )  # fmt: skip
    def set_figure(self, measure: Measure, period: Period, typed: str, series: str, note: str) -> None:
        if (Measure, measure.id) in self.held:
            made = self.workspace.set_figure(measure, period, typed, "", series, note)
            assert made.value == (None if TYPED[typed] is None else Decimal(TYPED[typed] or 0))
            self._noted({(Figure, made.id): made})

    @rule(measure=_measures, period=_periods, typed=st.sampled_from(["", "about 5", "1,2", "5 of", "#N/A", "£5"]))
    def refuse_what_is_no_figure(self, measure: Measure, period: Period, typed: str) -> None:
        with pytest.raises(UserError):
            self.workspace.set_figure(measure, period, typed)

    @precondition(lambda self: any(kind is Figure for kind, _ in self.held))
    @rule(data=st.data())
    def clear_figure(self, data: st.DataObject) -> None:
        keys = sorted((key for key in self.held if key[0] is Figure), key=str)
        key = data.draw(st.sampled_from(keys))
        self.workspace.clear_figure(self.held[key])
        self._noted({key: None})

    @rule(
        measure=_measures, period=_periods, text=_texts, status=st.sampled_from(CommentaryStatus),
        about=st.sampled_from(["measure", "section", "report"]),
    )  # fmt: skip
    def comment(self, measure: Measure, period: Period, text: str, status: CommentaryStatus, about: str) -> None:
        if about == "measure":
            said = self.workspace.comment(measure, period, text, status=status)
        elif about == "section":
            said = self.workspace.comment_section(SECTION, period, text, status)
        else:
            said = self.workspace.comment_report(FRAMEWORK, period, text, status)
        assert said.text == text.strip()
        self._noted({(type(said), said.id): said})

    @rule(measure=_measures, period=_periods, rating=st.sampled_from(Rating), reason=_texts)
    def override_rating(self, measure: Measure, period: Period, rating: Rating, reason: str) -> None:
        if not reason.strip():
            with pytest.raises(UserError):
                self.workspace.override_rating(measure, period, rating, reason)
            return
        given = self.workspace.override_rating(measure, period, rating, reason)
        self._noted({(type(given), given.id): given})

    @rule(measure=_measures, decimals=st.integers(0, 3), title=st.sampled_from(TITLES))
    def change_measure(self, measure: Measure, decimals: int, title: str) -> None:
        self._save([replace(measure, decimals=decimals, aim=title)], "Change a measure")

    @rule(measure=_measures, value=st.decimals(-5, 200, places=2), kind=st.sampled_from(TargetKind))
    def set_target(self, measure: Measure, value: Decimal, kind: TargetKind) -> None:
        year = Period.year(2023)
        made = Target(id=target_id(measure.id, year), measure=measure.id, year=year, kind=kind, value=value)
        self._save([made], "Set a target")

    @rule(measures=st.lists(_measures, max_size=3, unique=True), position=st.integers(0, 3))
    def place(self, measures: list[Measure], position: int) -> None:
        placements: list[Entity] = [
            Placement(id=placement_id(SECTION.id, each.id), section=SECTION.id, measure=each.id, position=position)
            for each in measures
        ]
        self._save([SECTION, *placements], "Place measures")

    @rule(
        values=st.dictionaries(
            st.tuples(st.integers(2, 4), st.integers(2, 3)), st.sampled_from(["5", "66%", "N/A", "what?"])
        ),
        said=_texts,
    )
    def import_return(self, values: dict[tuple[int, int], str], said: str) -> None:
        heads = {(1, 1): "Measure", (1, 2): "2023-24 Q1", (1, 3): "2023-24 Q2", (1, 4): "Comments"}
        names = {(row, 1): title for row, title in enumerate(TITLES, 2)}
        book = _book({**heads, **names, **values, (2, 4): said})
        chosen = self.workspace.plan_import([interpret(book)], adopt=True)
        self.workspace.apply(chosen)
        if chosen.changes_nothing:
            return
        changed = [each.entity for each in chosen.items if each.status != "unchanged"]
        written = [*chosen.measures, *chosen.structure, *changed]
        self._noted({(type(each), each.id): each for each in written})
        again = self.workspace.plan_import([interpret(book)], adopt=True)
        assert again.measures == again.structure == ()
        assert [item for item in again.items if item.status != "unchanged"] == []

    @rule()
    def undo(self) -> None:
        if not self.done:
            with pytest.raises(UserError):
                self.workspace.undo()
            return
        self.workspace.undo()
        self.undone.append(self.held)
        self.held = self.done.pop()

    @rule()
    def redo(self) -> None:
        if not self.undone:
            with pytest.raises(UserError):
                self.workspace.redo()
            return
        self.workspace.redo()
        self.done.append(self.held)
        self.held = self.undone.pop()

    @rule()
    def reopen(self) -> None:
        self.workspace.close()
        self.workspace = open_workspace(self.path)

    @rule()
    def look(self) -> None:
        """Looking changes nothing, and finds nothing that it stumbles over."""
        steps = len(self.workspace.steps())
        for period in PERIODS:
            card = self.workspace.scorecard(period)
            self.workspace.contents(period)
            self.workspace.reconcile(period)
            held = [row.measure.id for row in card.rows]
            assert set(held) == {each.id for each in self.workspace.measures()}
        self.workspace.history()
        assert len(self.workspace.steps()) == steps

    @invariant()
    def the_tables_are_what_the_log_says(self) -> None:
        assert self.workspace.check_file() == []

    @invariant()
    def the_file_holds_what_was_done(self) -> None:
        found: Model = {}
        lists: list[Any] = [
            self.workspace.figures(), self.workspace.measures(), self.workspace.targets(), self.workspace.sections(),
            self.workspace.placements(), self.workspace.imported_files().values(),
            *(self.workspace.commentaries(period) for period in PERIODS),
        ]  # fmt: skip
        for entities in lists:
            found.update({(type(each), each.id): each for each in entities})
        kinds = {Figure, Measure, Target, Section, Placement, Commentary, ImportedFile}
        assert found == {key: value for key, value in self.held.items() if key[0] in kinds}

    @invariant()
    def overrides_stand_in_their_rows(self) -> None:
        for period in PERIODS:
            found = {row.override.id: row.override for row in self.workspace.scorecard(period).rows if row.override}
            held = {each.id: each for (kind, _), each in self.held.items() if kind is RatingOverride}
            assert found == {key: each for key, each in held.items() if each.period == period and self._has(each)}

    def _has(self, override: RatingOverride) -> bool:
        return (Measure, override.measure) in self.held

    @invariant()
    def each_step_of_the_model_is_one_of_the_log(self) -> None:
        assert (self.workspace.undoable() is not None) == bool(self.done)
        assert (self.workspace.redoable() is not None) == bool(self.undone)


# Explaining a failure traces every line, which takes longer than finding it.
_USUAL: dict[str, Any] = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
    "phases": [each for each in Phase if each is not Phase.explain],
}


def test_anything_done_in_any_order_stays_whole() -> None:
    run_state_machine_as_test(
        WorkspaceMachine,
        settings=settings(max_examples=50, stateful_step_count=30, **_USUAL),
    )


@pytest.mark.prove
def test_anything_done_in_any_order_stays_whole_for_long() -> None:
    run_state_machine_as_test(
        WorkspaceMachine,
        settings=settings(max_examples=200, stateful_step_count=60, **_USUAL),
    )
