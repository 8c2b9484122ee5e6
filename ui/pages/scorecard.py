"""The Scorecard page: the judged rows, and beside them all that stands behind the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.holding import source_text
from ascdesk.model import Figure
from ascdesk.scorecard import Row, Scorecard, show_figure
from ascdesk.workspace import Workspace
from ui import words
from ui.models.scorecard import Layout, ScorecardModel, best_layout
from ui.page import Desk, Page, Spot, Touched
from ui.widgets.beside import beside
from ui.widgets.detail import WIDTH, Story, detail_card
from ui.widgets.labels import button, card, label
from ui.widgets.scorecard_table import ScorecardTable

ROOM_FOR_BOTH = 1040
LAYOUT_TIPS = {
    Layout.TABLE: "Earlier figures, target, rating, direction and comparator",
    Layout.FRAMEWORK: "Two years, average, rank, quarters, rating and comments",
}


class ScorecardPage(Page):
    """Shows the rows of a period; F8 or Enter opens the panel with the reasons."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
        self._wide: bool | None = None
        self.card: Scorecard | None = None
        self._chosen: Layout | None = None
        self.model = ScorecardModel(self)
        self.table = ScorecardTable(self.model)
        self.detail_ground, self.detail = detail_card()
        self.tally, self.differing = label("", "second"), label("", "third")
        self.details = button("Details", tip="Show the chosen measure beside the table (F8)")
        self.details.setCheckable(True)
        self.layouts = {layout: button(layout.value, tip=LAYOUT_TIPS[layout]) for layout in Layout}
        for layout, choice in self.layouts.items():
            choice.setCheckable(True)
            choice.setAccessibleName(f"Layout: {layout.value}")
            choice.clicked.connect(lambda _=False, layout=layout: self.lay_out(layout))
        self._lay_out()
        self.details.toggled.connect(self.show_details)
        self.table.activated.connect(self._open_reason)
        self.table.doubleClicked.connect(self._open_reason)
        self.table.selectionModel().currentChanged.connect(self._move)
        self.model.dataChanged.connect(self._tell)

    def _lay_out(self) -> None:
        ground = card()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.splitter = beside(ground, self.detail_ground, WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        self.head = self._head()
        layout.addLayout(self.head)
        layout.addWidget(self.splitter, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label("Scorecard", "heading"))
        head.addWidget(self.tally)
        head.addWidget(self.differing)
        head.addStretch(1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for each in (*self.layouts.values(), self.details):
            acts.addWidget(each)
        head.addLayout(acts)
        return head

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        self.card = card
        self.model.show_card(card)
        self._show_layout(self._chosen or best_layout(card))
        differing = sum(words.differs(row) for row in card.rows)
        self.tally.setText(words.tally_words(card.tally))
        self.differing.setText(f"{differing} differ from what was printed" if differing else "")
        if self.table.current_row() is None:
            self._select_first()
        self._tell()

    @override
    def go_to(self, spot: Spot) -> None:
        if spot.measure is not None:
            self.table.go_to(spot.measure, spot.part)

    @override
    def first(self) -> QWidget:
        return self.table

    def lay_out(self, layout: Layout) -> None:
        """Lay every scorecard out in this way from now on."""
        self._chosen = layout
        self._show_layout(layout)

    def _show_layout(self, layout: Layout) -> None:
        for each, choice in self.layouts.items():
            choice.setChecked(each is layout)
        if self.table.layout_ is not layout:
            self.table.lay_out(layout)

    @override
    def toggle_details(self) -> None:
        self.details.toggle()

    def show_details(self, shown: bool) -> None:
        """Open or close the panel beside the table."""
        self.detail_ground.setVisible(shown)
        self.details.setChecked(shown)

    def _select_first(self) -> None:
        first = next((number for number, line in enumerate(self.model.lines) if isinstance(line, Row)), -1)
        if first >= 0:
            self.table.setCurrentIndex(self.model.index(first, 1))

    def _open_reason(self, index: QModelIndex) -> None:
        if self.model.row_at(index) is not None:
            self.show_details(True)

    def _move(self) -> None:
        self._tell()
        if row := self.table.current_row():
            self.moved.emit(Spot("scorecard", row.measure.id, row.part))

    def _tell(self) -> None:
        row = self.table.current_row()
        self.detail.show_story(self._story(row) if row else None)

    def _story(self, row: Row) -> Story:
        return Story(row, source_words(self._workspace, row.figure), earlier_values(self._workspace, row))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOM_FOR_BOTH
        if wide is not self._wide:
            self._wide = wide
            self.show_details(wide)
            self.differing.setVisible(wide)
            # Where there is no room for all of it on one line, the tally has what there is, and breaks.
            self.tally.setWordWrap(not wide)
            self.head.setStretchFactor(self.tally, 0 if wide else 100)


def source_words(workspace: Workspace, figure: Figure | None) -> str:
    """Return where a figure came from: its file and cell, or that it was typed."""
    if figure is None:
        return ""
    source = source_text(figure, workspace.imported_files())
    return "Typed in this program" if source == "typed" else source


def earlier_values(workspace: Workspace, row: Row) -> tuple[tuple[str, str], ...]:
    """Return the values that a row's figure had before the one shown, latest first, each with how it came."""
    if row.figure is None:
        return ()
    lines = []
    for change in workspace.history(row.measure, row.period):
        before = change.before
        if isinstance(before, Figure) and before.id == row.figure.id:
            value = show_figure(row.measure, before) or "blank"
            lines.append((f"until {words.local_time(change.step.at)} · {change.step.author}", value))
    return tuple(lines)
