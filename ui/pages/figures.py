"""The Figures page: the sheet in which a quarter is keyed, and beside it the figure under the cursor."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.expecting import expectations, longer_wanted
from ascdesk.holding import source_text
from ascdesk.model import EntityId, Figure
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import Scorecard, show_figure
from ascdesk.sheet import Line, LineKey, concerns, explained, sheet_lines, sheet_periods, with_lines
from ui import words
from ui.keying import Keying
from ui.models.figures import Column, FiguresModel, changed_cells, line_title
from ui.models.unread import Unread
from ui.page import Desk, Page, Spot, Touched
from ui.widgets.beside import beside, show_beside
from ui.widgets.figure_panel import MOST_EARLIER, WIDTH, Story, panel_card, sentence
from ui.widgets.figures_head import Filters, FindBox, PasteBar, Shown
from ui.widgets.figures_table import FiguresTable
from ui.widgets.labels import button, card, label

ROOM_FOR_BOTH, ROOM_FOR_PANEL = 1100, 1000
# The log is read for the panel when the cursor has come to rest.
REST = 60


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
        self.filters, self.find_box, self.paste_bar = Filters(), FindBox(), PasteBar()
        self.unread_button = button("", "unread")
        self.said = label("", "below")
        self.said.setFixedHeight(28)
        self.said.setAccessibleName("What is said of the figure under the cursor")
        self.details = button("Details", tip="Show the figure under the cursor beside the grid (F8)")
        self._shown, self._sought = Shown.ALL, ""
        self._due: dict[tuple[EntityId, str], bool] = {}
        self._odd: dict[LineKey, bool] = {}
        self._longer: tuple[Figure, ...] = ()
        self._wide: bool | None = None
        self._landed = False
        self._soon, self._rest = QTimer(self), QTimer(self)
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
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(self._head())
        layout.addWidget(self.paste_bar)
        layout.addWidget(self.splitter, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(label("Figures", "heading"))
        head.addWidget(self.filters)
        head.addWidget(self.unread_button)
        head.addStretch(1)
        head.addWidget(self.find_box, 1)
        self.details.setCheckable(True)
        head.addWidget(self.details)
        return head

    def _connect(self) -> None:
        for timer, after, act in ((self._soon, 0, self._show_story), (self._rest, REST, self._show_history)):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(act)
        self.details.toggled.connect(self.show_details)
        self.table.selectionModel().currentChanged.connect(self._move)
        self.table.note_wanted.connect(self._edit_note)
        self.table.left.connect(self._leave_grid)
        self.table.how_wanted.connect(self._show_how)
        self.panel.correct_wanted.connect(self._correct)
        self.panel.noted.connect(self._keep_note)
        self.panel.left.connect(self.table.setFocus)
        self.filters.chosen.connect(self.show_only)
        self.find_box.textEdited.connect(lambda _: self._find(again=False))
        self.find_box.next_wanted.connect(self._find)
        self.find_box.left.connect(self.table.setFocus)
        self.keying.asked.connect(self.paste_bar.ask)
        self.keying.unread_changed.connect(self._show_unread)
        self.paste_bar.agreed.connect(self.keying.agree)
        self.paste_bar.left.connect(self.table.setFocus)
        self.unread_button.clicked.connect(self._go_to_unread)
        for keys, act in (("Ctrl+F", self._start_finding), ("F3", self._find)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
        self._show_unread()

    # What is shown

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        same = self.card is not None and self.card.period == card.period
        self.card = card
        self.keying.period = card.period
        if touched is None:
            self.keying.follow_undo()
        self.paste_bar.close_up()
        if not same:
            self._take_back_sought()
        if not (same and touched is not None and self._show_touched(card, touched)):
            self._show_all(card)
        self.filters.show_counts(self._counts())
        self._tell()

    def _show_touched(self, card: Scorecard, touched: Collection[EntityId]) -> bool:
        """Show the lines of some measures as they are now; False where lines have come or gone."""
        rows = tuple(row for row in card.rows if row.measure.id in touched)
        figures = self.desk.workspace.figures_in(sheet_periods(card.period), touched)
        anew = sheet_lines(rows, figures)
        lines = with_lines(self.lines, anew, touched)
        if lines is None:
            return False
        self.lines = lines
        self._count(replace(card, rows=rows), anew)
        self.table.fit_changed(self.model.replace_lines(lines, touched))
        return True

    def _show_all(self, card: Scorecard) -> None:
        workspace, before, here = self.desk.workspace, self.lines, self.table.current_line()
        self.lines = sheet_lines(card.rows, workspace.figures_in(sheet_periods(card.period)))
        self._longer = workspace.figures_in(*wanted) if (wanted := longer_wanted(card))[0] else ()
        self._due, self._odd = {}, {}
        self._count(card, self.lines)
        same = card.period == self.model.period and [each.key for each in before] == [each.key for each in self.lines]
        column = max(self.table.currentIndex().column(), 0)
        if not self.model.show_lines(card.period, self.lines, self._kept() if not same else self.model.kept):
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

    def _count(self, card: Scorecard, lines: Collection[Line]) -> None:
        """Look again at what is due and what is odd in some lines."""
        for each in expectations(card, self._longer):
            self._due[each.row.measure.id, each.row.part] = each.figure is None
        for line in lines:
            figure = line.figures.get(card.period)
            self._odd[line.key] = bool(figure and not explained(figure) and concerns(line, card.period))

    def _counts(self) -> dict[Shown, int]:
        rows = self.card.rows if self.card else ()
        odd = {key[1:] for key, found in self._odd.items() if found}
        every = {(row.measure.id, row.part) for row in rows}
        return {Shown.ALL: len(every), Shown.DUE: sum(self._due.values()), Shown.CHECK: len(odd)}

    def _kept(self) -> frozenset[LineKey] | None:
        """Return the keys of the lines that the chosen button shows, or None for all."""
        if self._shown is Shown.ALL:
            return None
        if self._shown is Shown.CHECK:
            return frozenset(key for key, found in self._odd.items() if found)
        return frozenset(line.key for line in self.lines if line.main and self._due.get(line.key[1:3]))

    def show_only(self, shown: Shown) -> None:
        """Show all lines, or only those whose figure is due or wants checking; until another button is chosen."""
        if self.card is None:
            return
        self._shown = shown
        self.filters.buttons[shown].setChecked(True)
        here, column = self.table.current_line(), self.table.currentIndex().column()
        self.table.nothing = {
            Shown.ALL: "",
            Shown.DUE: f"Every figure that is due for {show_period(self.card.period)} is in.",
            Shown.CHECK: f"No figure looks odd in {show_period(self.card.period)}, or each has a note.",
        }[shown]
        self.model.show_lines(self.card.period, self.lines, self._kept())
        if here is None or not self.table.go_to(here.key, column):
            self._stand_first()
        self._tell()

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

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # The file may be closed before they would have read it.
        self._soon.stop()
        self._rest.stop()

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
        place = place or self.model.place_at(Column.CURRENT)
        assert place is not None
        return Story(line, place, self.unread.get(self.model.cell_key(line, place)))

    def _show_history(self) -> None:
        story = self._story()
        if story is None or not self.details.isChecked():
            return
        entity = story.line.entry(story.place.period, "").key
        files = self.desk.workspace.imported_files()
        values: list[tuple[str, str]] = []
        for change in self.desk.workspace.history(story.line.measure, story.place.period):
            before, after = (each if isinstance(each, Figure) else None for each in (change.before, change.after))
            noted = before is not None and after is not None and before == replace(after, note=before.note)
            if change.entity == entity and not noted and len(values) < MOST_EARLIER:
                how = source_text(after, files) if after else "cleared"
                when = f"{words.local_time(change.step.at)} · {change.step.author}"
                values.append((show_figure(story.line.measure, after) or "blank", f"{how} · {when}"))
        self.panel.show_earlier(tuple(values))

    def _correct(self) -> None:
        self.table.setFocus()
        self.table.begin()

    def _edit_note(self) -> None:
        self.show_details(True)
        self.panel.edit_note()

    def _show_how(self, index: QModelIndex) -> None:
        """Open the arithmetic of the rating that was asked for, and put the keyboard there."""
        line = self.model.line_at(index)
        if line is None or not line.main or index.column() != Column.RATING:
            return
        self.show_details(True)
        self._show_story()
        self.panel.show_how()

    def _keep_note(self, note: str) -> None:
        story = self._story()
        if story and story.figure:
            self.keying.explain(story.line, story.figure, note)

    def _leave_grid(self) -> None:
        (self.panel if self.details.isChecked() else self.find_box).setFocus()

    # Finding

    def _start_finding(self) -> None:
        self.find_box.setFocus()
        self.find_box.selectAll()

    def _find(self, again: bool = True) -> None:
        """Go to the next line whose code or title holds what is sought; `again` goes on from the current one."""
        self._take_back_sought()
        sought = self.find_box.text().casefold().split()
        line = self.table.current_line()
        lines = [each for each in self.lines if self.model.kept is None or each.key in self.model.kept]
        if not sought or not lines:
            return
        at = lines.index(line) if line in lines else -1
        order = lines[at + again :] + lines[: at + again] if at >= 0 else lines
        found = next((each for each in order if _holds(each, sought)), None)
        if found is None:
            self._sought = f"No line shown here has “{self.find_box.text()}” in its code or name."
            self.desk.messages.tell(self._sought, "warning")
            return
        if found.key[0] in self.model.folded:
            self.model.fold(found.key[0], folded=False)
        self.table.go_to(found.key, Column.CURRENT if line is None else None)

    def _take_back_sought(self) -> None:
        """Close what was said of a search that found nothing."""
        self.desk.messages.take_back(self._sought)

    # What cannot be read

    @override
    def unsaved_count(self) -> int:
        return len(self.unread.not_saved())

    def _show_unread(self) -> None:
        count = len(self.unread)
        state = ("is" if count == 1 else "are") + " not saved" if self.unread.refused else "cannot be read"
        text = f"▲ {words.of_them(count, 'cell')} {state}"
        self.unread_button.setText(text)
        self.unread_button.setAccessibleName(text[2:])
        self.unread_button.setToolTip("Go to the next one")
        self.unread_button.setVisible(bool(count))
        self.model.refresh_all()
        self._tell()

    def _go_to_unread(self) -> None:
        """Put the cursor on the next cell whose text made no figure."""
        cells = [index for key in self.unread if (index := self.model.find_cell(key)).isValid()]
        here = self.table.currentIndex()
        ahead = sorted((each.row(), each.column()) for each in cells)
        after = [each for each in ahead if each > (here.row(), here.column())]
        self.table.setFocus()
        if ahead:
            self.table.stand(*(after or ahead)[0])
        else:
            kind = "is not saved" if self.unread.refused else "cannot be read"
            text = f"The text that {kind} stands in {self.unread.where()}, which is not shown now."
            self.desk.messages.tell(text, "warning")


def _stands_on(line: Line | None, spot: Spot) -> bool:
    """Tell whether a line is the spot's; other pages know no series, and mean any."""
    same = line is not None and line.key[1:3] == (spot.measure, spot.part)
    return same and line is not None and spot.series in ("", line.series)


def _holds(line: Line, sought: Collection[str]) -> bool:
    text = f"{line.measure.code} {line_title(line)}".casefold()
    return all(word in text for word in sought)
