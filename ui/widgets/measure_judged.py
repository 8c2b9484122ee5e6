"""How a measure is judged: its rules, as far as they have any bearing, and what they make of the shown period."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.defining.applying import applying
from ascdesk.model import Base, Measure, Unit
from ascdesk.periods import show_period
from ascdesk.scorecard import Row
from ascdesk.store import Step
from ui.measure_words import POLARITIES
from ui.rule_words import (
    BASES,
    BASES_EXPLAINED,
    COUNTED,
    COUNTED_EXPLAINED,
    COURSES,
    COURSES_EXPLAINED,
    RULES,
    RULES_EXPLAINED,
    TESTS,
    TESTS_EXPLAINED,
    version_words,
)
from ui.widgets.arithmetic import Arithmetic, Subject
from ui.widgets.chip import Chip, face_of
from ui.widgets.labels import button, card, empty, label
from ui.widgets.measure_change import beside
from ui.widgets.measure_fields import Asked, Field
from ui.widgets.measure_form import FieldsTab, Keep, Rows
from ui.words import direction_words, judged_when

LIMIT = "How far from the target is still Amber, such as {}, where the year’s own target sets no floor or tolerance."
OF_PERCENT, OF_OTHERS = "0.5 points or 2% of target", "5 or 2% of target"
RATING = (
    Asked("rule", "How it is rated", choices=RULES, explained=RULES_EXPLAINED),
    Asked("unrated_because", "Why it is not rated", "A set of rules leaves a measure alone that has a reason.", lines=2,
          paragraph=True),
    Asked("polarity", "Which way is better", choices=POLARITIES),
    Asked("tolerance", "Tolerance", LIMIT.format(OF_OTHERS)),
    Asked("course", "How its year runs", choices=COURSES, explained=COURSES_EXPLAINED),
    Asked("parts_count_once", "In a tally", choices=COUNTED, explained=COUNTED_EXPLAINED),
)  # fmt: skip
TRAVEL = (
    Asked("direction_base", "Direction compares with", choices=BASES, explained=BASES_EXPLAINED),
    Asked("baseline", "Baseline period", "Such as 2019/20, or Quarter 2 2019/20."),
    Asked("same_within", "The same within", "How far a figure may move and still be the same; empty if any change "
          "counts."),
    Asked("significance", "More than chance", choices=TESTS, explained=TESTS_EXPLAINED),
)  # fmt: skip
WIDE = ("rule", "unrated_because")
NOT_REPORTED = "It is not in the scorecard: no measure of “{}” has a figure or a target for {}."


class JudgedTab(FieldsTab):
    """The rules of a measure under their two heads, each with what it makes of the shown period."""

    def __init__(self, keep: Keep) -> None:
        self.example, self.lines = _frame("How the shown period is rated")
        self.travelled, self.ways = _frame("The shown period’s direction of travel")
        self.rating, self.travel, self.fillers = _grid(), _grid(), (QWidget(), QWidget())
        self.version = label("", "caption", wrap=True)
        self.whole = button("Rules of the whole report…", "link")
        self.hows: dict[tuple[str, Subject], Arithmetic] = {}
        self._applying: frozenset[str] = frozenset()
        super().__init__((RATING, TRAVEL), keep)

    @override
    def _lay_out(self, rows: Rows) -> None:
        for name, grid, frame in (
            ("Rating", self.rating, self.example), ("Direction of travel", self.travel, self.travelled)
        ):  # fmt: skip
            self.ground.addWidget(label(name, "group"))
            self.ground.addLayout(grid)
            self.ground.addWidget(frame)
        self._arrange(frozenset(self.fields))
        self.below.addWidget(self.version)
        self.below.addLayout(beside(self.whole))
        controls = [field.control for field in self.fields.values()]
        for before, after in pairwise(controls):
            QWidget.setTabOrder(before, after)

    @override
    def show_measure(self, measure: Measure) -> None:
        super().show_measure(measure)
        width = OF_PERCENT if measure.unit is Unit.PERCENT else OF_OTHERS
        self.fields["tolerance"].explain(LIMIT.format(width))
        # First the values, then what is to be seen: a field that is hidden is left, and would keep what it holds.
        self._arrange(applying(measure))

    def _arrange(self, wanted: frozenset[str]) -> None:
        """Show the fields that have a bearing; what the others hold stays with the measure."""
        if wanted == self._applying:
            return
        self._applying = wanted
        for grid, asked, filler in zip((self.rating, self.travel), (RATING, TRAVEL), self.fillers, strict=True):
            _arrange(grid, [self.fields[each.key] for each in asked], wanted, filler)

    def show_rows(self, measure: Measure, rows: Iterable[Row], period: str, reported: bool) -> None:
        """Say in a sentence how each row of the measure is rated, and whether its framework is in the scorecard.

        The rows are those of the shown `period`, or of an earlier one where it has no figure yet.
        """
        unfolded = {key: how.subject for key, how in self.hows.items()}
        self.hows = {}
        empty(self.lines)
        empty(self.ways)
        each_once = list({row.part: row for row in rows}.values())
        self.lines.addWidget(label(_heading(measure, each_once, period), "caption", wrap=True))
        self.ways.addWidget(label("With this, it reads:", "caption"))
        for row in each_once:
            when = f" {said}." if (said := judged_when(row)) else ""
            self.lines.addLayout(_line(Chip(face_of(row)), f"{_part(row)}{row.reason}{when}"))
            self.ways.addWidget(label(f"{_part(row)}{direction_words(row)}", "strong", wrap=True))
            self.ways.addWidget(label(_travelled(row), "second", wrap=True))
            for lines, subject in ((self.lines, Subject.RATING), (self.ways, Subject.DIRECTION)):
                how = self.hows[row.part, subject] = Arithmetic((subject,))
                lines.addWidget(how)  # before it is shown, or it would be a window of its own
                how.show_row(row)
                how.unfold(unfolded.get((row.part, subject)))
        if not reported:
            self.lines.addWidget(label(NOT_REPORTED.format(measure.framework, period), "second", wrap=True))
        self.travelled.setVisible(bool(each_once))
        self.example.setAccessibleDescription(". ".join(f"{_part(row)}{row.reason}" for row in each_once))
        self.travelled.setAccessibleDescription(". ".join(f"{_part(row)}{row.travel.reason}" for row in each_once))

    def show_version(self, measure: Measure, changed: Step | None) -> None:
        """Say which version of its rule a measure has, and in which step it became that."""
        self.version.setText(version_words(measure, changed))


def _heading(measure: Measure, rows: list[Row], period: str) -> str:
    """Return of which period an example is, and by which version where that is not today's."""
    if not rows:
        return "There is nothing to judge yet."
    when = show_period(rows[0].period)
    before = "" if period == when else f"There is no figure for {period} yet. "
    if rows[0].measure.rule_version != measure.rule_version:
        return f"{before}{when} was published, and keeps version {rows[0].measure.rule_version} of the rule:"
    return f"{before}With this, {when} is:"


def _travelled(row: Row) -> str:
    """Return why a direction is what it is, and whether it is more than chance; a slope says that by itself."""
    tested = "" if row.travel.base is Base.TREND else row.travel.significance_reason
    return f"{row.travel.reason} {tested}".strip()


def _part(row: Row) -> str:
    return f"{row.part}: " if row.part else ""


def _line(chip: QWidget, said: str) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(10)
    line.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(label(said, "strong", wrap=True), 1)
    return line


def _frame(name: str) -> tuple[QFrame, QVBoxLayout]:
    frame = card()
    frame.setAccessibleName(name)
    lines = QVBoxLayout(frame)
    lines.setContentsMargins(14, 10, 14, 12)
    lines.setSpacing(6)
    return frame, lines


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(12)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _arrange(grid: QGridLayout, fields: Iterable[Field], wanted: Collection[str], filler: QWidget) -> None:
    """Stand the wanted fields two in a line, but for the wide ones, and hide the others.

    The filler stands beside one that is alone in its line, so that both columns stay equally wide.
    """
    while grid.takeAt(0):
        pass
    place = 0
    for field in fields:
        key = field.asked.key
        if key in wanted:
            place += place % 2 if key in WIDE else 0
            span = 2 if key in WIDE else 1
            grid.addWidget(field, place // 2, place % 2, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        field.setVisible(key in wanted)
    if place % 2:
        grid.addWidget(filler, place // 2, 1)
    filler.setVisible(bool(place % 2))
