"""The page *Compared with print*: what reports printed for a period beside what is computed, with both reasons."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.periods import Period, show_period
from ascdesk.reconciling import Reconciliation
from ascdesk.scorecard import Scorecard
from ui.models.reconciliation import ReconciliationModel
from ui.models.reconciliation_lines import Line, is_empty, sections, summary
from ui.page import BACK, Desk, Page, Spot, Touched
from ui.widgets.labels import button, card, label
from ui.widgets.reconciliation_table import ReconciliationTable
from ui.widgets.reconciliation_tallies import Tallies, pairs
from ui.words import of_them

HOW = (
    "Import a report that prints ratings, directions or differences. What it printed then stands here beside what "
    "is computed, with the reason for each."
)


class ReconciliationPage(Page):
    """Shows how a period's printed judgements compare with the computed ones; Esc leads back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Reconciliation | None = None
        self._other: Period | None = None
        self.model = ReconciliationModel(self)
        self.table = ReconciliationTable(self.model)
        self.back = button("", "link", "Back to where you came from (Esc)")
        self.back.hide()
        self.said, self.more = label("", "group", wrap=True), label("", "second", wrap=True)
        self.tallies = Tallies()
        self.differences, self.all = button("Differences", "filter"), button("All", "filter")
        self.copy = button("Copy as table", tip="Copy every line that is shown; Ctrl+C copies the selected ones")
        self.nothing = label("Nothing that was printed differs from what is computed.", "third")
        self.missing, self.other = label("", "title", wrap=True), button("", "link")
        self.import_ = button("Import a report…", "primary")
        # Arrows go from one of these to the other, and not out of the page.
        self._ways = QButtonGroup(self)
        self._ways.setExclusive(False)
        for way in (self.other, self.import_):
            self._ways.addButton(way)
        self._lay_out()
        for choice, alone in ((self.differences, True), (self.all, False)):
            choice.setCheckable(True)
            choice.clicked.connect(lambda _=False, alone=alone: self.show_differences(alone))
        self.show_differences(False)
        self.back.clicked.connect(desk.back)
        self.copy.clicked.connect(self.copy_all)
        self.table.chosen.connect(self._lead)
        self.table.selectionModel().currentChanged.connect(self._move)
        self.import_.clicked.connect(lambda: desk.do("import"))
        self.other.clicked.connect(lambda: desk.go(Spot(period=self._other)))

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        sentences = QVBoxLayout()
        sentences.setSpacing(2)
        sentences.addWidget(self.said)
        sentences.addWidget(self.more)
        layout.addLayout(sentences)
        layout.addWidget(self.tallies)
        ground = card()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 1, 1, 1)
        self.stack = QStackedWidget()
        self.none = _middle(self.nothing)
        self.empty = self._empty()
        for each in (self.table, self.none, self.empty):
            self.stack.addWidget(each)
        inside.addWidget(self.stack)
        layout.addWidget(ground, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Compared with print", "heading"))
        head.addWidget(self.back)
        head.addStretch(1)
        for each in (self.differences, self.all, self.copy):
            head.addWidget(each)
        return head

    def _empty(self) -> QWidget:
        how = label(HOW, "second", wrap=True)
        return _middle(self.missing, how, self.other, self.import_)

    # Showing

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        self.found = self.desk.workspace.reconcile(card.period)
        first, *rest = (*summary(self.found), "") if not is_empty(self.found) else ("",)
        self.said.setText(first)
        self.more.setText(" · ".join(each for each in rest if each))
        self.tallies.show_pairs(() if is_empty(self.found) else pairs(self.found))
        held = self.table.current_line()
        self.model.show_sections(() if is_empty(self.found) else sections(self.found))
        if held is None or not self.table.go_to(held.row.measure.id, held.row.part):
            self.table.stand_on(self.table.first_line())
        self._tell(card.period)

    def _tell(self, period: Period) -> None:
        """Say how many lines there are of each kind, and what to do where there are none at all."""
        self.differences.setText(f"Differences {self.model.count(differences=True)}")
        self.all.setText(f"All {self.model.count(differences=False)}")
        for each in (self.differences, self.all):
            each.setAccessibleName(f"Show: {each.text()}")
        there = bool(self.model.sections)
        for widget in (self.said, self.differences, self.all, self.copy):
            widget.setVisible(there)
        self.more.setVisible(there and bool(self.more.text()))
        if not there:
            self.missing.setText(f"Nothing printed is held for {show_period(period)}")
            self._other = max((each.period for each in self.desk.workspace.published()), default=None)
            self.other.setVisible(self._other is not None)
            self.other.setText(f"Show {show_period(self._other)}" if self._other else "")
            self.other.setAccessibleName(self.other.text())
        self._show_stack()

    def _show_stack(self) -> None:
        if not self.model.sections:
            self.stack.setCurrentWidget(self.empty)
        else:
            self.stack.setCurrentWidget(self.table if self.model.shown else self.none)
        self.copy.setEnabled(bool(self.model.shown))

    def show_differences(self, alone: bool) -> None:
        """Show the differences alone, or all lines."""
        held = self.table.current_line()
        self.differences.setChecked(alone)
        self.all.setChecked(not alone)
        self.model.show_differences(alone)
        if held is None or not self.table.go_to(held.row.measure.id, held.row.part):
            self.table.stand_on(self.table.first_line())
        self._show_stack()

    @override
    def show_way_back(self, title: str) -> None:
        self.back.setVisible(bool(title))
        self.back.setText(f"{BACK} {title}")
        self.back.setAccessibleName(f"Back to {title}")

    @override
    def go_to(self, spot: Spot) -> None:
        if spot.measure is not None:
            self.table.go_to(spot.measure, spot.part)

    @override
    def first(self) -> QWidget:
        shown = self.stack.currentWidget()
        if shown is self.table:
            return self.table
        return self.import_ if shown is self.empty else self.all

    # Going on

    def _move(self, current: QModelIndex) -> None:
        if line := self.model.line_at(current.row()):
            self.moved.emit(Spot("reconciliation", line.row.measure.id, line.row.part))

    def _lead(self, line: Line) -> None:
        self.desk.go(Spot("scorecard", line.row.measure.id, line.row.part, returns=True, how=line.how))

    def copy_all(self) -> None:
        """Copy every line that is shown as a table."""
        count = self.table.copy_all()
        if count:
            self.desk.messages.tell(f"{of_them(count, 'line')} copied as a table. Paste it into a workbook or a paper.")


def _middle(*widgets: QWidget) -> QWidget:
    """Return widgets one below the other in the middle of the page."""
    made = QWidget()
    lines = QVBoxLayout()
    lines.setSpacing(8)
    for each in widgets:
        wide = isinstance(each, QLabel)
        lines.addWidget(each, 0, Qt.AlignmentFlag(0) if wide else Qt.AlignmentFlag.AlignLeft)
    block = QWidget()
    block.setLayout(lines)
    block.setMaximumWidth(480)
    across = QHBoxLayout()
    across.addStretch(1)
    across.addWidget(block, 4)
    across.addStretch(1)
    around = QVBoxLayout(made)
    around.addStretch(2)
    around.addLayout(across)
    around.addStretch(3)
    return made
