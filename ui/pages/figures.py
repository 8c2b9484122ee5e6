"""The Figures page: the sheet in which a quarter is keyed, and beside it the figure under the cursor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.columns import Columns, read_columns, write_columns
from ascdesk.errors import UserError
from ascdesk.locking import locked_by
from ascdesk.model import EntityId, FollowUp
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import Scorecard
from ascdesk.sheet import Line, LineKey, with_lines
from ascdesk.sifting import Shown
from ui import words
from ui.column_sets import ColumnSets
from ui.finding import Finding
from ui.keying import Keying
from ui.loading import loading
from ui.models.figures import Column, FiguresModel, changed_cells
from ui.models.unread import Unread
from ui.page import Desk, Page, Spot, Touched
from ui.past import TYPED, Either, Pending
from ui.sheet_counts import NOTHING, SheetCounts
from ui.sheet_reading import SheetReading
from ui.tending import Tending
from ui.unread_cells import UnreadCells
from ui.widgets.beside import beside, show_beside
from ui.widgets.change_bar import ChangeBar
from ui.widgets.figure_panel import WIDTH, Story, panel_card, sentence
from ui.widgets.figures_head import Filters, FindBox
from ui.widgets.figures_table import FiguresTable
from ui.widgets.labels import button, card, label

ROOM_FOR_BOTH, ROOM_FOR_PANEL = 1100, 1000
SIDE, SPACE = 16, 14
# The log is read for the panel when the cursor has come to rest.
REST = 60
# All lines are counted again when nobody has typed for so many milliseconds.
PAUSE = 150
# Under which the columns that are shown, and how large, are kept in the file, outside its log.
KEPT, ZOOM = "figures: columns", "figures: zoom"


class FiguresPage(Page):
    """Shows the sheet of a period; what is typed goes to the file at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.card: Scorecard | None = None
        self.lines: tuple[Line, ...] = ()
        self.unread = Unread(desk.workspace)
        self.keying = Keying(desk, self.unread, self)
        self.model = FiguresModel(self.unread, self)
        self.model.typed = self.keying.type_text
        self.table = FiguresTable(self.model, self.keying)
        self.panel_ground, self.panel = panel_card()
        self.filters, self.find_box, self.paste_bar = Filters(), FindBox(), ChangeBar(self.keying)
        self.reading, self.counts = SheetReading(desk.workspace), SheetCounts(desk.workspace)
        self.finding = Finding(self.find_box, self.table, desk, self)
        self.tending = Tending(desk, self.panel, self.keying, self._story, self)
        self.heading = label("Figures", "heading")
        self.unread_cells = UnreadCells(self.unread, self.table, desk, self)
        self.unread_button = self.unread_cells.button
        self.said = label("", "below")
        self.said.setFixedHeight(28)
        self.said.setAccessibleName("What is said of the figure under the cursor")
        self.columns_button = button("Columns", tip="Choose periods and other columns, and save sets of them (F7)")
        self.column_sets = ColumnSets(lambda: self.columns, desk, self)
        self.columns_panel = self.column_sets.panel
        self.columns = read_columns(desk.workspace.half_typed(KEPT) or "")
        self.details = button("Details", tip="Show the figure under the cursor beside the grid (F8)")
        self._shown = Shown.ALL
        self._wide: bool | None = None
        self._landed = False
        self._soon, self._rest, self._pause = QTimer(self), QTimer(self), QTimer(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        ground = card()
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table)
        inside.addWidget(self.said)
        self.splitter = beside(ground, self.panel_ground, WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(SIDE, 10, SIDE, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addWidget(self.paste_bar)
        layout.addWidget(self.splitter, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(SPACE)
        head.addWidget(self.heading)
        head.addWidget(self.filters)
        head.addWidget(self.unread_button)
        head.addStretch(1)
        head.addWidget(self.find_box, 1)
        self.details.setCheckable(True)
        head.addWidget(self.columns_button)
        head.addWidget(self.details)
        return head

    def _connect(self) -> None:
        for timer, after, act in (
            (self._soon, 0, self._show_story), (self._rest, REST, self._show_history),
            (self._pause, PAUSE, self._show_counts),
        ):  # fmt: skip
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(act)
        self.details.toggled.connect(self.show_details)
        self.table.selectionModel().currentChanged.connect(self._move)
        self.table.note_wanted.connect(self._edit_note)
        self.table.left.connect(self._leave_grid)
        self.table.how_wanted.connect(self._show_how)
        self.panel.checks.correct_wanted.connect(self._correct)
        self.tending.add_keys(self, self._open_panel)
        self.tending.add_to_menu(self.table.menu, self._open_panel)
        self.panel.left.connect(self.table.setFocus)
        self.filters.chosen.connect(self.show_only)
        self.table.zoomed.connect(self._keep_zoom)
        self.columns_button.clicked.connect(self.choose_columns)
        self.columns_panel.chosen.connect(self.show_columns)
        self.find_box.left.connect(self.table.setFocus)
        self.keying.unread_changed.connect(self._show_unread)
        self.paste_bar.left.connect(self.table.setFocus)
        self.paste_bar.given_up.connect(self._stand_where_asked)
        for keys, act in (("Ctrl+F", self.finding.start), ("F3", self.finding.find), ("F7", self.choose_columns)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show_unread()
        self.table.set_zoom(float(self.desk.workspace.half_typed(ZOOM) or 1))

    # What is shown

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        same = self.card is not None and self.card.period == card.period
        self.card = card
        if touched is None or card.period != self.keying.period:
            self.keying.show_period(card.period)
        if touched is None:
            self.keying.follow_undo()
        self.paste_bar.close_up()
        if not same:
            self.finding.take_back()
        if not (same and touched is not None and self._show_touched(card, touched)):
            self._show_all(card)
        self._show_marks(card, self.counts.sieve(card).flags)
        if touched is None:
            self._show_counts()
        else:
            self._pause.start()
        self._tell()

    def _show_counts(self) -> None:
        if self.card is not None:
            self.filters.show_counts(self.counts.sieve(self.card).counts())
            self._fit_head()

    def _show_marks(self, card: Scorecard, flags: Collection[FollowUp]) -> None:
        """Show which periods are locked and which cells are flagged."""
        calendar = [each for each in self.desk.workspace.calendar() if each.locked]
        periods = self.columns.periods(card.period) if calendar else ()
        states = {period: locked_by(period, calendar) for period in periods}
        self.model.show_locked({period: state for period, state in states.items() if state})
        self.model.show_flags(flags)

    def _show_touched(self, card: Scorecard, touched: Collection[EntityId]) -> bool:
        """Show the lines of some measures as they are now; False where lines have come or gone."""
        anew = self.reading.lines_of(card, self.columns, touched)
        about = {*touched, *(line.measure.id for line in anew)}
        lines = with_lines(self.lines, anew, about)
        if lines is None:
            return False
        self.lines = lines
        self.counts.count(replace(card, rows=tuple(row for row in card.rows if row.measure.id in about)), anew)
        self.table.fit_changed(self.model.replace_lines(lines, about))
        return True

    def _show_all(self, card: Scorecard) -> None:
        with loading(len(card.rows) * len(self.reading.periods(card, self.columns))):
            self._show_anew(card)

    def _show_anew(self, card: Scorecard) -> None:
        before, here = self.lines, self.table.current_line()
        self.lines = self.reading.lines(card, self.columns)
        self.counts.count_all(card, self.lines)
        same = card.period == self.model.period and [each.key for each in before] == [each.key for each in self.lines]
        column = max(self.table.currentIndex().column(), 0)
        kept = self.counts.sieve(card).kept(self._shown, self.lines) if not same else self.model.kept
        if not self.model.show_lines(card.period, self.lines, kept, self.columns):
            self.table.fit()
        if here is None or not self.table.go_to(here.key, column if same else None):
            self._stand_first()
        if same and self.isVisible() and (changed := changed_cells(before, self.lines)):
            self._go_to_changed(changed)
            self._landed = True

    def _go_to_changed(self, changed: Sequence[tuple[LineKey, Period]]) -> None:
        """Put the cursor where undo or redo changed something, unless it is there already."""
        line, place = self.table.current_line(), self.table.current_place()
        now = [key for key, period in changed if period == self.model.period]
        if line and place and (line.key, place.period) in changed and (place.period == self.model.period or not now):
            return
        keys = now or [key for key, _ in changed]
        # In the column that is keyed, also where an earlier figure changed: what is typed next would take its place.
        self.table.go_to(line.key if line and line.key in keys else keys[0], Column.CURRENT)

    def _stand_first(self) -> None:
        numbers = self.table.line_numbers()
        if numbers:
            self.table.stand(numbers[0], Column.CURRENT)

    def show_only(self, shown: Shown) -> None:
        """Show all lines, or only those that are due, odd or whatever was chosen; until another button is chosen."""
        if self.card is None:
            return
        self._shown = shown
        self.filters.choose(shown)
        here, column = self.table.current_line(), self.table.currentIndex().column()
        self.table.nothing = NOTHING.get(shown, "").format(period=show_period(self.card.period))
        self.model.show_lines(self.card.period, self.lines, self.counts.sieve(self.card).kept(shown, self.lines))
        if here is None or not self.table.go_to(here.key, column):
            self._stand_first()
        self._tell()

    # Columns

    def choose_columns(self) -> None:
        """Open the panel in which the columns are chosen."""
        self.table.finish()
        self.column_sets.open_below(self.columns_button)

    def show_columns(self, columns: Columns) -> None:
        """Show other columns; the cursor stays with what it stands on, or goes to the shown period."""
        place, line = self.table.current_place(), self.table.current_line()
        self.columns = columns
        with suppress(UserError):  # where the file takes nothing, the choice holds until it is closed
            self.desk.workspace.keep_half_typed(KEPT, write_columns(columns))
        if self.card is not None:
            self.table.finish()
            self._show_all(self.card)
            self._show_marks(self.card, self.counts.sieve(self.card).flags)
            self.table.show_end()
            if line is not None:
                column = self.model.column_of(place) if place else -1
                self.table.go_to(line.key, column if column >= 0 else Column.CURRENT)
        self.column_sets.follow()

    def _keep_zoom(self, zoom: float) -> None:
        with suppress(UserError):  # as with the columns
            self.desk.workspace.keep_half_typed(ZOOM, str(zoom))

    # Page

    @override
    def go_to(self, spot: Spot) -> None:
        if self._landed:
            # Undo has put the cursor where something changed: the window's spot follows, not the other way round.
            self._landed = False
            self._say_where()
            return
        if spot.measure is None or _stands_on(self.table.current_line(), spot):
            return
        wanted = (spot.measure, spot.part, spot.series, "")
        key = next((each.key for each in self.lines if each.key[1:5] == wanted), None)
        if key is None:
            return
        if self.model.kept is not None and key not in self.model.kept:
            self.show_only(Shown.ALL)
        if key[0] in self.model.folded:
            self.model.fold(key[0], folded=False)
        self.table.go_to(key, Column.CURRENT)

    @override
    def first(self) -> QWidget:
        return self.table

    @override
    def toggle_details(self) -> None:
        self.details.toggle()

    @override
    def leave(self) -> None:
        self.table.finish()
        self.panel.keep_note()
        self.paste_bar.close_up()
        self.keying.save_unread()

    def show_details(self, shown: bool) -> None:
        """Open or close the panel beside the grid; without it, one sentence stands below."""
        show_beside(self.panel_ground, shown, self.table)
        self.said.setVisible(not shown)
        self.details.setChecked(shown)
        if shown and self.width() < ROOM_FOR_PANEL:
            self.splitter.setSizes([self.width(), 1])  # the panel makes do with its least
        self._tell()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOM_FOR_BOTH
        if wide is not self._wide:
            self._wide = wide
            self.show_details(wide)
        self._fit_head()

    def _fit_head(self) -> None:
        """Give the filters the room that the other things above the grid leave."""
        others = (self.find_box, self.columns_button, self.details, *([self.unread_button] if len(self.unread) else []))
        taken = sum(max(each.minimumWidth(), each.minimumSizeHint().width()) + SPACE for each in others)
        self.filters.fit_into(self.width() - 2 * SIDE - self.heading.sizeHint().width() - SPACE - taken)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._pause.start()
        self._tell()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # The file may be closed before they would have read it.
        for timer in (self._soon, self._rest, self._pause):
            timer.stop()

    # The panel

    def _move(self) -> None:
        self._tell()
        self._say_where()

    def _say_where(self) -> None:
        if line := self.table.current_line():
            self.moved.emit(Spot("figures", line.measure.id, line.row.part, line.series))

    def _tell(self) -> None:
        """Have the panel tell of the figure under the cursor, once all is done that was asked for."""
        self._soon.start()

    def _show_story(self) -> None:
        story = self._story()
        self.panel.show_story(story)
        text = sentence(story) if story else ""
        self.said.setText(text)
        self.said.setToolTip(words.plain_tooltip(text))
        if self.details.isChecked():
            self._rest.start()

    def _story(self) -> Story | None:
        line, place = self.table.current_line(), self.table.current_place()
        if line is None:
            return None
        place = place or self.model.place_at(self.model.heads.current)
        assert place is not None
        return self.tending.story(line, place, self.unread.get(self.model.cell_key(line, place)))

    def _show_history(self) -> None:
        story = self._story()
        if story is None or not self.details.isChecked():
            return
        self.panel.show_settled(self.tending.settled(story))

    def _correct(self) -> None:
        self.table.setFocus()
        self.table.begin()

    def _stand_where_asked(self, asked: Pending | Either) -> None:
        """Put the cursor back into the cell whose text was given up."""
        if asked.done == TYPED:
            cell = asked.layout.cells[0]
            self.table.go_to(cell.line.key, next(
                (at for at in self.table.typing_columns() if self.model.place_at(at) == cell.place), None
            ))  # fmt: skip

    def _open_panel(self) -> None:
        """Open the panel on the figure under the cursor, once what is being typed is kept."""
        self.table.finish()
        self.show_details(True)
        self._show_story()

    def _edit_note(self) -> None:
        self._open_panel()
        self.panel.edit_note()

    def _show_how(self, index: QModelIndex) -> None:
        """Open the arithmetic of the rating that was asked for, and put the keyboard there."""
        line = self.model.line_at(index)
        if line is None or not line.main or self.model.kind(index.column()) is not Column.RATING:
            return
        self.show_details(True)
        self._show_story()
        self.panel.show_how()

    def _leave_grid(self) -> None:
        (self.panel if self.details.isChecked() else self.find_box).setFocus()

    # What cannot be read

    @override
    def unsaved_count(self) -> int:
        return len(self.unread.not_saved())

    def _show_unread(self) -> None:
        self.unread_cells.count()
        self._fit_head()
        self.model.refresh_all()
        self._tell()


def _stands_on(line: Line | None, spot: Spot) -> bool:
    """Tell whether a line is the spot's; other pages know no series, and mean any."""
    same = line is not None and line.key[1:3] == (spot.measure, spot.part)
    return same and line is not None and spot.series in ("", line.series)
