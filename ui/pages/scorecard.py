"""The Scorecard page: the judged rows, and beside them all that stands behind the chosen one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.errors import UserError
from ascdesk.holding import source_text
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Figure, Rating
from ascdesk.scorecard import Row, Scorecard, show_figure
from ascdesk.workspace import Workspace
from ui import words
from ui.models.scorecard import JUDGED, Column, Layout, ScorecardModel, best_layout
from ui.page import BACK, Desk, Page, Spot, Touched
from ui.widgets.arithmetic import Subject
from ui.widgets.beside import beside, show_beside
from ui.widgets.detail import WIDTH, Story, detail_card
from ui.widgets.labels import button, card, label
from ui.widgets.scorecard_table import ScorecardTable

ROOM_FOR_BOTH, ROOM_FOR_WORDS = 1040, 1160
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
        self._roomy: bool | None = None
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
        self.compare = button("", "link")
        self.show_way_back("")
        self._lay_out()
        self.compare.clicked.connect(lambda: desk.do("compare"))
        self.details.toggled.connect(self.show_details)
        self.table.activated.connect(self._open_reason)
        self.table.doubleClicked.connect(self._open_reason)
        self.table.clicked.connect(self._open_if_judged)
        self.detail.left.connect(self.table.setFocus)
        self.detail.setting_wanted.connect(self._set)
        self.detail.by_hand.given.connect(self._rate_by_hand)
        self.detail.by_hand.taken_back.connect(self._rate_as_computed)
        self.table.selectionModel().currentChanged.connect(self._move)

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
        for each in (self.compare, *self.layouts.values(), self.details):
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
        self.compare.setVisible(any(row.published for row in card.rows))
        if self.table.current_row() is None:
            self._select_first()
        self._tell()

    @override
    def go_to(self, spot: Spot) -> None:
        if spot.measure is not None:
            self.table.go_to(spot.measure, spot.part)

    @override
    def show_way_back(self, title: str) -> None:
        # Nobody leaves another page for this one but the comparison, for the arithmetic of a line.
        self.compare.setText(f"{BACK} {title}" if title else "Compare with print")
        self.compare.setAccessibleName(f"Back to {title}" if title else "Compare with print")
        here = "What the report printed beside what is computed, with the reasons"
        self.compare.setToolTip("Back to where you came from (Esc)" if title else here)

    @override
    def show_how(self, how: str) -> None:
        self.show_details(True)
        self.detail.show_how(Subject[how.upper()])

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
        show_beside(self.detail_ground, shown, self.table)
        self.details.setChecked(shown)

    def _select_first(self) -> None:
        first = next((number for number, line in enumerate(self.model.lines) if isinstance(line, Row)), -1)
        if first >= 0:
            self.table.setCurrentIndex(self.model.index(first, 1))

    def _open_reason(self, index: QModelIndex) -> None:
        if self.model.row_at(index) is not None:
            self.show_details(True)
            self._open_if_judged(index)

    def _open_if_judged(self, index: QModelIndex) -> None:
        """Open the arithmetic of a rating or a direction beside the table, and put the keyboard there."""
        if self.model.row_at(index) is None or index.column() not in JUDGED:
            return
        self.show_details(True)
        self.detail.show_how(Subject.RATING if index.column() == Column.RATING else Subject.DIRECTION)

    def _set(self, tab: str) -> None:
        """Lead to where it is set how the chosen measure is judged; Esc leads back."""
        if row := self.table.current_row():
            self.desk.go(Spot("measures", row.measure.id, row.part, returns=True, how=tab))

    def _rate_by_hand(self, rating: Rating, reason: str) -> None:
        row = self.table.current_row()
        if row is None:
            return
        try:
            self._workspace.override_rating(row.measure, row.period, rating, reason, row.part)
        except UserError as error:
            self.detail.by_hand.form.complain(f"{error.problem} {error.remedy}")
            return
        said = f"{row.measure.code or row.measure.title} is {RATING_WORDS[rating]} by hand."
        self.desk.messages.tell(said, "done", act="Undo", run=self.desk.undo)

    def _rate_as_computed(self) -> None:
        row = self.table.current_row()
        if row is None or row.override is None:
            return
        name = row.measure.code or row.measure.title
        self._workspace.remove([row.override], f"Rate {name} as computed")
        said = f"{name} is rated as computed again."
        self.desk.messages.tell(said, "done", act="Undo", run=self.desk.undo)

    def _move(self) -> None:
        self._tell()
        if row := self.table.current_row():
            self.moved.emit(Spot("scorecard", row.measure.id, row.part))

    def _tell(self) -> None:
        row = self.table.current_row()
        self.detail.show_story(self._story(row) if row else None)

    def _story(self, row: Row) -> Story:
        given = self._workspace.explained(row.shown) if row.shown else ()
        said = tuple(words.explained_words(each) for each in given)
        return Story(row, source_words(self._workspace, row.shown), earlier_values(self._workspace, row), said)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOM_FOR_BOTH
        if wide is not self._wide:
            self._wide = wide
            self.show_details(wide)
        roomy = self.width() >= ROOM_FOR_WORDS
        if roomy is not self._roomy:
            self._roomy = roomy
            self.differing.setVisible(roomy)
            # Where there is no room for all of it on one line, the tally has what there is, and breaks.
            self.tally.setWordWrap(not roomy)
            self.head.setStretchFactor(self.tally, 0 if roomy else 100)


def source_words(workspace: Workspace, figure: Figure | None) -> str:
    """Return where a figure came from: its file and cell, or that it was typed."""
    if figure is None:
        return ""
    source = source_text(figure, workspace.imported_files())
    return "Typed in this program" if source == "typed" else source


def earlier_values(workspace: Workspace, row: Row) -> tuple[tuple[str, str], ...]:
    """Return the values that a row's figure had before the one shown, latest first, each with how it came."""
    if row.shown is None:
        return ()
    lines = []
    for change in workspace.history(row.measure, row.shown.period):
        before = change.before
        if isinstance(before, Figure) and before.id == row.shown.id:
            value = show_figure(row.measure, before) or "blank"
            lines.append((f"until {words.local_time(change.step.at)} · {change.step.author}", value))
    return tuple(lines)
