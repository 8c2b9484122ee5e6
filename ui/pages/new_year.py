"""The page *Start a new year*: what becomes of each measure, and last year's targets beside the new ones."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.model import EntityId
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import Scorecard
from ascdesk.year import NewYear
from ascdesk.year.draft import ToDo, as_text, from_text, to_do, told
from ui.models.new_year import NewYearModel, YearLine
from ui.page import BACK, Desk, Page, Spot, Touched
from ui.widgets.beside import beside, show_beside
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, card, empty, label
from ui.widgets.new_year_details import WIDTH, NewYearDetails
from ui.widgets.new_year_table import NewYearTable
from ui.widgets.sight import bring_in_sight

KEY = "new_year"
ABOUT = (
    "Nothing is written until the year starts. Earlier periods keep their codes, definitions and targets; no target "
    "is carried over by itself."
)
KEYS = "K keeps · C changes · R retires · N renumbers · T takes last year’s target · Enter edits · F8 shows all of it"
WHERE = {"reason": "reason", "comparable": "comparable", "code": "now", "target": "target"}
ROOM_FOR_BOTH = 900


class NewYearPage(Page):
    """Prepares a financial year and starts it in one step; Esc leads back."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.year: Period | None = None
        self.model = NewYearModel(self)
        self.table = NewYearTable(self.model)
        self.title = label("", "heading")
        self.back = button("", "link", "Back to where you came from (Esc)")
        self.back.hide()
        self.take = button(
            "Take last year’s target", tip="In every selected line (T); the target says so, with the date"
        )
        self.details = button("Details", tip="All fields of the definition (F8)")
        self.details.setCheckable(True)
        self.start = button("", "primary", "One step, which Undo takes back")
        self.about, self.keys = label(ABOUT, "second", wrap=True), label(KEYS, "caption", wrap=True)
        self.trouble = label("", "trouble", wrap=True)
        self.trouble.hide()
        self.left = QWidget()
        self.left.setAccessibleName("What is still to be answered")
        self.ways = FlowLayout(self.left, gap=4)
        self.panel = NewYearDetails(self.model.set_field, self.model.set_answer)
        self._lay_out()
        self.back.clicked.connect(desk.back)
        self.take.clicked.connect(self.take_last)
        self.details.clicked.connect(self.show_details)
        self.start.clicked.connect(self.begin)
        self.model.answered.connect(self._answered)
        self.model.told.connect(self._tell)
        self.model.modelReset.connect(self._show_line)
        self.table.opened.connect(self._open)
        self.table.taken.connect(self.take_last)
        self.table.selectionModel().currentChanged.connect(self._move)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title)
        head.addWidget(self.back)
        head.addStretch(1)
        for each in (self.take, self.details, self.start):
            head.addWidget(each)
        layout.addLayout(head)
        layout.addWidget(self.about)
        layout.addWidget(self.left)
        layout.addWidget(self.trouble)
        ground = card()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.ground = card()
        within = QVBoxLayout(self.ground)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.panel)
        self.ground.hide()
        layout.addWidget(beside(ground, self.ground, WIDTH), 1)
        layout.addWidget(self.keys)

    # Showing

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        self.year = year = card.period.financial_year.next()
        self.title.setText(f"Start {show_period(year)}")
        self.start.setText(f"Start {show_period(year)}")
        self.start.setAccessibleName(self.start.text())
        offered = self.desk.workspace.new_year(year)
        self.model.show_year(from_text(self._kept(), offered), offered)
        if not self.table.currentIndex().isValid():
            self.table.stand_on(0)
        self._show_left()
        self._show_line()

    def _kept(self) -> str | None:
        """Return what was answered of the year, also where its start was undone."""
        workspace, redoable = self.desk.workspace, self.desk.workspace.redoable()
        if text := workspace.half_typed(self._key()):
            return text
        undone = redoable is not None and redoable.label == self.start.text()
        return workspace.half_typed(self._key("started")) if undone else None

    def _key(self, state: str = "prepared") -> str:
        return f"{KEY}:{self.year}:{state}"

    def _answered(self) -> None:
        assert self.model.year
        assert self.model.offered
        text = as_text(self.model.year, self.model.offered)
        self.desk.workspace.keep_half_typed(self._key(), text or None)
        self._show_left()
        self._show_line()

    def _show_left(self) -> None:
        """Say what is still to be answered, each leading to where that is done."""
        empty(self.ways)
        assert self.model.year
        open_, before = to_do(self.model.year), self.start
        for each in open_:
            way = button(each.words, "link", "Go to the first, and from there to the next")
            way.clicked.connect(lambda _=False, each=each: self.lead(each))
            self.ways.addWidget(way)
            QWidget.setTabOrder(before, way)
            before = way
        if all(each.field == "target" for each in open_):
            self.ways.addWidget(label(f"{told(self.model.year)[:1].upper()}{told(self.model.year)[1:]}.", "second"))
        for at in range(self.ways.count()):
            if (item := self.ways.itemAt(at)) and (widget := item.widget()):
                widget.show()

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))

    def line(self) -> YearLine | None:
        """Return the line that the cursor stands on."""
        return self.model.line(self.table.currentIndex().row())

    def _show_line(self) -> None:
        line = self.line()
        if line is not None and self.year is not None and self.ground.isVisibleTo(self):
            self.panel.show_line(line, self.year, self.desk.workspace.populations())

    @override
    def show_way_back(self, title: str) -> None:
        self.back.setVisible(bool(title))
        self.back.setText(f"{BACK} {title}")
        self.back.setAccessibleName(f"Back to {title}")

    # Going places

    def lead(self, what: ToDo) -> None:
        """Put the cursor on the next line of which something is to be answered, after the one where it stands."""
        wanted = {each.id for each in what.measures}
        rows = [at for at in range(self.model.rowCount()) if self._lacks(at, wanted, what.field)]
        here = self.table.currentIndex().row()
        if rows:
            self.table.stand_on(next((row for row in rows if row > here), rows[0]), WHERE[what.field])
            self.table.setFocus()

    def _lacks(self, row: int, wanted: set[EntityId], field: str) -> bool:
        line = self.model.line(row)
        if line is None or line.turn.measure.id not in wanted:
            return False
        if field != "target":
            return line.first
        return line.last is not None and not self.model.index(row, self.model.column("target")).data()

    def _move(self) -> None:
        self._show_line()
        if line := self.line():
            self.moved.emit(Spot(KEY, line.turn.measure.id))

    @override
    def go_to(self, spot: Spot) -> None:
        if spot.measure is not None:
            self.table.go_to(spot.measure)

    @override
    def first(self) -> QWidget:
        return self.table

    @override
    def leave(self) -> None:
        self.table.finish()
        if self.ground.isVisibleTo(self):
            self.panel.finish()

    # The panel beside

    @override
    def toggle_details(self) -> None:
        self.show_details(not self.ground.isVisibleTo(self))

    def show_details(self, shown: bool) -> None:
        """Open or close the whole definition beside the table."""
        if not shown:
            self.panel.finish()
        show_beside(self.ground, shown, self.table)
        self.details.setChecked(shown)
        self._show_line()
        QTimer.singleShot(0, self.table, lambda: bring_in_sight(self.table))  # once the table has its new width

    def _open(self) -> None:
        self.show_details(True)
        self.panel.first().setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.panel.isAncestorOf(self.window().focusWidget() or self):
            self.table.setFocus()
            return
        super().keyPressEvent(event)

    # Acting

    def take_last(self) -> None:
        """Take last year's targets over in the selected lines."""
        count = self.model.take_last(self.table.selected_rows(), self.desk.workspace.today())
        if not count:
            self._tell("No target of last year stands in the selected lines. Type the new one.")
        else:
            self._tell("")

    def begin(self) -> None:
        """Start the year, unless something must be answered first: then go there."""
        self.leave()
        year, offered = self.model.year, self.model.offered
        if year is None or offered is None or self.year is None:
            return
        waiting = [each for each in to_do(year) if each.field != "target"]
        if waiting:
            self.lead(waiting[0])
            line = self.line()
            self._tell(f"{show_period(self.year)} cannot start yet. {' '.join(line.asked) if line else ''}")
            return
        self._start(year, offered, self.year)

    def _start(self, year: NewYear, offered: NewYear, period: Period) -> None:
        workspace, key, started = self.desk.workspace, self._key(), self._key("started")
        text, said = as_text(year, offered), told(year)
        workspace.keep_half_typed(key, None)
        try:
            count = workspace.begin_year(year)
        except BaseException:
            workspace.keep_half_typed(key, text or None)
            raise
        workspace.keep_half_typed(started, text or None)
        if not count:
            self._tell("Nothing was changed or set yet, so there is nothing to write.")
            return
        self.desk.go(Spot("measures"))
        self.desk.messages.tell(f"{show_period(period)} has started: {said}.", act="Undo", run=self.desk.undo)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < ROOM_FOR_BOTH
        self.take.setText("Take last year’s" if narrow else "Take last year’s target")
        self.about.setVisible(self.height() >= 520)
