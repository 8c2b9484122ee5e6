"""A year that is to start, as a table: a line for each measure and, beneath it, for each further target of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from typing_extensions import override

from ascdesk.defining.targets import target_field
from ascdesk.model import EntityId, Target, TargetKind
from ascdesk.periods import Period, show_period
from ascdesk.year import Fate, NewYear, Turn
from ascdesk.year.draft import (
    Which,
    is_taken,
    target_at,
    targets_of,
    with_fate,
    with_field,
    with_last,
    with_target,
)
from ascdesk.year.questions import questions
from ascdesk.year.telling import changed_words, same_definition
from ui.measure_words import Choices
from ui.models.entries import Column, EntriesModel, Index

RENUMBER = "renumber"
FATES: Choices = ((Fate.KEEP, "Keep"), (Fate.CHANGE, "Change"), (RENUMBER, "Renumber"), (Fate.RETIRE, "Retire"))
COMPARES: Choices = (("yes", "Yes"), ("no", "No"))
NOT_YET = "Nothing yet: press Enter to say what"
LINE, MISSING = Qt.ItemDataRole.UserRole + 10, Qt.ItemDataRole.UserRole + 11
# Letters stand for a fate where nothing is typed.
UNTYPED = ("code", "measure", "fate", "changes", "last")


@dataclass(frozen=True, slots=True)
class YearLine:
    """One line: what becomes of a measure, and one of its targets; `asked` is what must be answered about it."""

    turn: Turn
    which: Which
    first: bool
    asked: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What tells the line from others."""
        return "\x1f".join((self.turn.measure.id, *self.which))

    @property
    def last(self) -> Target | None:
        """Last year's target."""
        return target_at(self.turn.last_targets, self.which)

    @property
    def target(self) -> Target | None:
        """What is set for the new year."""
        return target_at(self.turn.targets, self.which)

    @property
    def retires(self) -> bool:
        """Whether the measure is no longer reported."""
        return self.turn.fate is Fate.RETIRE


def columns(year: Period) -> tuple[Column, ...]:
    """Return the columns of a year."""
    return (
        Column("code", "Code", fixed=True),
        Column("measure", "Measure", fixed=True),
        Column("fate", "Becomes", choices=FATES),
        Column("now", "New code"),
        Column("changes", "What changes", fixed=True),
        Column("comparable", "Compares", choices=COMPARES),
        Column("reason", "Why"),
        Column("last", show_period(year.previous()), right=True, fixed=True),
        Column("target", f"Target {show_period(year)}", right=True),
    )


class NewYearModel(EntriesModel):
    """What becomes of each measure. Emits `answered` when something was answered, and is to be kept.

    Of what was answered, the latest can be taken back until the year starts.
    """

    answered = Signal()
    renumbering = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_show, self.set_answer, parent)
        self.year: NewYear | None = None
        self.offered: NewYear | None = None
        self.before: list[NewYear] = []

    def show_year(self, year: NewYear, offered: NewYear) -> None:
        """Show a year as far as it is answered; `offered` is as the file has it, with nothing answered."""
        same = self.year is not None and self.year.year == year.year
        self.offered, self.year = offered, year
        if not same:
            self.before, self.refused = [], {}
        self._show_lines()

    def _show_lines(self) -> None:
        assert self.year
        asked: dict[EntityId, tuple[str, ...]] = {}
        for each in questions(self.year):
            asked[each.measure.id] = (*asked.get(each.measure.id, ()), each.text)
        lines = tuple(
            YearLine(turn, which, at == 0, asked.get(turn.measure.id, ()))
            for turn in self.year.turns
            for at, which in enumerate(targets_of(turn))
        )
        heads, held = columns(self.year.year), self.rows
        if heads != self.columns or [each.id for each in lines] != [each.id for each in held]:
            self.show_rows(heads, lines)
            return
        self.rows = lines
        changed = [at for at, (old, new) in enumerate(zip(held, lines, strict=True)) if old != new]
        for at in changed:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(heads) - 1))

    def line(self, row: int) -> YearLine | None:
        """Return the line of a row."""
        found = self.rows[row] if 0 <= row < len(self.rows) else None
        return found if isinstance(found, YearLine) else None

    def lines(self, rows: Collection[int]) -> tuple[YearLine, ...]:
        """Return the lines of some rows."""
        return tuple(line for row in sorted(set(rows)) if (line := self.line(row)))

    def row_of(self, measure: EntityId) -> int:
        """Return the first row of a measure, or -1."""
        return next((at for at in range(len(self.rows)) if self.lines([at])[0].turn.measure.id == measure), -1)

    def column(self, key: str) -> int:
        """Return the number of a column."""
        return [each.key for each in self.columns].index(key)

    # Answering

    def answer(self, change: Callable[[Turn], Turn], measures: Collection[EntityId]) -> None:
        """Change what becomes of some measures, as one thing to take back; UserError where it cannot be."""
        assert self.year
        turns = tuple(change(turn) if turn.measure.id in measures else turn for turn in self.year.turns)
        if turns == self.year.turns:
            return
        self.before.append(self.year)
        self.year = replace(self.year, turns=turns)
        self._show_lines()
        self.answered.emit()

    def take_back(self) -> bool:
        """Take back what was answered last; False where nothing was."""
        if not self.before:
            return False
        self.year = self.before.pop()
        self.refused = {}
        self._show_lines()
        self.told.emit("")
        self.answered.emit()
        return True

    def set_fate(self, fate: Fate, rows: Collection[int]) -> None:
        """Set what becomes of the measures of some rows."""
        self.answer(lambda turn: with_fate(turn, fate), {each.turn.measure.id for each in self.lines(rows)})

    def take_last(self, rows: Collection[int], day: datetime.date) -> int:
        """Take last year's targets over in some rows, as far as there were any; return how many."""
        assert self.year
        year, wanted = self.year.year, [each for each in self.lines(rows) if _can_take(each)]
        by_measure: dict[EntityId, list[Which]] = {}
        for each in wanted:
            by_measure.setdefault(each.turn.measure.id, []).append(each.which)

        def taken(turn: Turn) -> Turn:
            for which in by_measure[turn.measure.id]:
                turn = with_last(turn, which, year, day)
            return turn

        self.answer(taken, by_measure)
        return len(wanted)

    def set_field(self, measure: EntityId, field: str, typed: str) -> None:
        """Set a field of a measure as it shall be from the new year on; UserError if it cannot stand there."""
        self.answer(lambda turn: with_field(turn, field, typed), {measure})

    def set_answer(self, line: YearLine, key: str, typed: str) -> None:
        """Keep what was typed in a column of a line; UserError if it cannot stand there."""
        measure = {line.turn.measure.id}
        if key == "target":
            self.answer(lambda turn: self._with_target(turn, line.which, typed), measure)
        elif key == "now":
            self.set_field(line.turn.measure.id, "code", typed.strip() or line.turn.measure.code)
        elif key == "fate" and typed == RENUMBER:
            self.renumbering.emit(self.row_of(line.turn.measure.id))
        elif key == "fate":
            self.answer(lambda turn: with_fate(turn, Fate(typed)), measure)
        elif key == "comparable":
            self.answer(lambda turn: replace(turn, comparable=typed == "yes"), measure)
        elif key == "reason":
            self.answer(lambda turn: replace(turn, reason=typed.strip()), measure)

    def _with_target(self, turn: Turn, which: Which, typed: str) -> Turn:
        assert self.year
        assert self.offered
        held = next((each.targets for each in self.offered.turns if each.measure.id == turn.measure.id), ())
        return with_target(turn, which, typed, self.year.year, held)

    # Showing

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags, line = super().flags(index), self.line(index.row())
        if line is None:
            return flags
        key = self.columns[index.column()].key
        closed = (not line.first and key != "target") or (key == "target" and line.retires)
        closed = closed or (key in ("now", "comparable") and line.retires)
        closed = closed or (key == "comparable" and line.turn.fate is not Fate.CHANGE)
        closed = closed or (key == "reason" and line.turn.fate is Fate.KEEP)
        return flags & ~Qt.ItemFlag.ItemIsEditable if closed else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None or (not line.first and self.columns[index.column()].choices):
            return None if role != Qt.ItemDataRole.DisplayRole else ""
        key = self.columns[index.column()].key
        if role == LINE:
            return line
        if role == MISSING:
            return bool(line.asked) and line.first and key == missing_in(line)
        if role == Qt.ItemDataRole.DisplayRole and key == "comparable" and line.turn.fate is not Fate.CHANGE:
            return ""
        if role == Qt.ItemDataRole.DisplayRole and key == "comparable" and missing_in(line) == "reason":
            return f"{super().data(index, role)}?"
        if role == Qt.ItemDataRole.DisplayRole and key == "target" and is_taken(line.target):
            return f"{_show(line, key)}, taken over"
        if role == Qt.ItemDataRole.ToolTipRole and (said := self._tip(line, key)):
            return said
        return super().data(index, role)

    def _tip(self, line: YearLine, key: str) -> str:
        if key == "target" and line.target and line.target.rationale:
            return line.target.rationale
        return " ".join(line.asked) if key in ("fate", missing_in(line)) and line.first else ""


def missing_in(line: YearLine) -> str:
    """Return the column in which what is asked about a measure is answered; nothing where nothing is."""
    if not line.asked:
        return ""
    unclear = same_definition(line.turn.measure, line.turn.now) or not line.turn.comparable
    return "reason" if line.retires or (unclear and not line.turn.reason.strip()) else "now"


def _can_take(line: YearLine) -> bool:
    return not line.retires and line.last is not None and line.last.kind is not TargetKind.NONE


def _show(line: YearLine, key: str) -> str:
    turn = line.turn
    measure = turn.measure if turn.fate is not Fate.CHANGE else turn.now
    if key in ("last", "target"):
        target = line.last if key == "last" else line.target
        return "" if target is None or (key == "target" and line.retires) else target_field(measure, target, "value")
    if not line.first:
        return " · ".join(word for word in line.which if word) if key == "measure" else ""
    match key:
        case "code":
            return turn.measure.code
        case "measure":
            return turn.measure.title
        case "fate":
            return RENUMBER if turn.renumbers else turn.fate.value
        case "now":
            return turn.now.code if turn.fate is Fate.CHANGE and turn.now.code != turn.measure.code else ""
        case "changes":
            return _changes(turn)
        case "comparable":
            return "yes" if turn.comparable else "no"
        case _:
            return turn.reason if turn.fate is not Fate.KEEP else ""


def _changes(turn: Turn) -> str:
    if turn.fate is not Fate.CHANGE:
        return ""
    return changed_words(turn.measure, turn.now) or NOT_YET
