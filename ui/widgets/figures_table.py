"""The grid that a quarter is keyed in, with the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView
from typing_extensions import override

from ascdesk.pasting import Place
from ascdesk.sheet import Line, LineKey
from ui.keying import Keying
from ui.models.figures import COLUMNS, FIELDS, Column, FiguresModel, Heading
from ui.theme import sized
from ui.tokens import TEXT, tokens_now
from ui.widgets.figures_blocks import Blocks
from ui.widgets.figures_cells import NOW, SheetDelegate
from ui.widgets.figures_room import column_widths, line_height, numbers_fit
from ui.widgets.figures_ways import WAYS, target
from ui.widgets.scorecard_table import HEADING, ONE_LINE
from ui.widgets.sight import bring_in_sight, was_in_sight
from ui.widgets.tinted_head import TintedHead

KEY, NO_KEYS = Qt.Key, Qt.KeyboardModifier.NoModifier
SELECT = QItemSelectionModel.SelectionFlag


class FiguresTable(QTableView):
    """Shows a sheet.

    Emits `note_wanted` for the note of the current figure, `how_wanted` with a rating whose arithmetic is asked for,
    and `left` when F6 leads out of the grid.
    """

    note_wanted = Signal()
    how_wanted = Signal(object)
    left = Signal()

    def __init__(self, model: FiguresModel, keying: Keying) -> None:
        super().__init__()
        self.sheet, self._keying = model, keying
        self.cells = SheetDelegate(model, self)
        self.cells.left = self._leave_editor
        self.nothing = ""
        self._box = QRect()
        self._column = int(Column.CURRENT)
        self._tab_from: int | None = None
        self._fitted = -1
        self.setModel(model)
        self.setItemDelegate(self.cells)
        self.setHorizontalHeader(TintedHead(self, NOW, Column.CURRENT))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(HEADING)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Figures")
        self.setAccessibleDescription(
            "Type to replace a figure, F2 to edit it, Enter to go down, Tab to go to the next "
            "cell of the period. F4 gives the reasons why "
            "there is no figure. F6 leaves the grid, as does Tab in its last cell."
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ONE_LINE)
        self.setMinimumWidth(420)
        # What is seen already is then moved when the grid scrolls, and not painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.blocks = Blocks(self, keying)
        self.menu = self._make_menu()
        model.modelReset.connect(self._span_headings)
        model.modelReset.connect(self.fit)

    # Where one stands

    def columns(self) -> list[int]:
        """Return the columns that are shown, from left to right."""
        return [column for column in range(COLUMNS) if not self.isColumnHidden(column)]

    def typing_columns(self) -> list[int]:
        """Return the shown columns that can be typed in."""
        return [column for column in self.columns() if self.sheet.place_at(column)]

    def line_numbers(self) -> list[int]:
        """Return the numbers of the lines that are no headings."""
        return [number for number, line in enumerate(self.sheet.shown) if isinstance(line, Line)]

    def current_line(self) -> Line | None:
        """Return the line that the cursor stands on."""
        return self.sheet.line_at(self.currentIndex())

    def current_place(self) -> Place | None:
        """Return what is typed in the cell that the cursor stands on, if anything can be."""
        return self.sheet.place_at(self.currentIndex().column()) if self.current_line() else None

    def stand(self, row: int, column: int) -> None:
        """Put the cursor on one cell."""
        if not 0 <= row < len(self.sheet.shown):
            return
        heading = isinstance(self.sheet.shown[row], Heading)
        if not heading:
            self._column = column
        index = self.sheet.index(row, 0 if heading else column)
        self._box = QRect(index.column(), row, 1, 1)
        self.selectionModel().setCurrentIndex(index, SELECT.Clear if heading else SELECT.ClearAndSelect)
        self.scrollTo(index)

    def go_to(self, key: LineKey, column: int | None = None) -> bool:
        """Put the cursor on the line of a key; False where it is not shown."""
        number = self.sheet.number_of(key)
        if number < 0:
            return False
        self.stand(number, self._column if column is None else column)
        return True

    def extend(self, row: int, column: int) -> None:
        """Select from the cursor to a cell."""
        start = self.currentIndex()
        if self.sheet.line_at(start) is None:
            self.stand(row, column)
            return
        self._select(QRect(start.column(), start.row(), 1, 1) | QRect(column, row, 1, 1))
        self.scrollTo(self.sheet.index(row, column))

    def select_all(self) -> None:
        """Select every figure of the shown period."""
        rows, here = self.line_numbers(), self.currentIndex().row()
        if rows:
            self.stand(here if here in rows else rows[0], Column.CURRENT)
            self._select(QRect(Column.CURRENT, rows[0], 1, rows[-1] - rows[0] + 1))

    def _select(self, box: QRect) -> None:
        self._box = box
        first, last = self.sheet.index(box.top(), box.left()), self.sheet.index(box.bottom(), box.right())
        self.selectionModel().select(QItemSelection(first, last), SELECT.ClearAndSelect)

    def block(self) -> tuple[list[int], list[int]]:
        """Return the lines and shown columns that are selected."""
        box = self._box
        rows = [row for row in self.line_numbers() if box.top() <= row <= box.bottom()]
        return rows, [column for column in self.columns() if box.left() <= column <= box.right()]

    # Keys

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control_z = event.key() == KEY.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
            if control_z and self._keying.can_take_away():
                # The latest thing is texts that are no step of the log: undo would take back an older one.
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._does(event))

    def _does(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; False where it is not the grid's."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if held & Qt.KeyboardModifier.AltModifier:
            return key == KEY.Key_Down and self._do(self.blocks.give_reasons)
        if key in WAYS and self._move(key, bool(held & control), bool(held & shift)):
            return True
        if held & control:
            act = self._with_control().get(key)
            return act is not None and self._do(act)
        if key in (KEY.Key_Tab, KEY.Key_Backtab):
            return self._tab(-1 if key == KEY.Key_Backtab or held & shift else 1)
        if self._on_heading(key):
            return True
        if key in (KEY.Key_Return, KEY.Key_Enter) and self.currentIndex().column() == Column.RATING:
            return self._do(lambda: self.how_wanted.emit(self.currentIndex()))
        if key in (KEY.Key_Return, KEY.Key_Enter):
            return self._do(lambda: self._enter(-1 if held & shift else 1))
        if act := self._alone().get(key):
            return self._do(act)
        return event.text().strip().isprintable() and event.text().strip() != "" and self.begin(event.text())

    def _with_control(self) -> dict[int, Callable[[], object]]:
        blocks = self.blocks
        return {
            KEY.Key_C: blocks.copy, KEY.Key_Insert: blocks.copy, KEY.Key_X: blocks.cut, KEY.Key_V: blocks.paste,
            KEY.Key_D: blocks.fill_down, KEY.Key_R: blocks.fill_right, KEY.Key_A: self.select_all,
            KEY.Key_Semicolon: self.note_wanted.emit, KEY.Key_Z: self._keying.take_away,
        }  # fmt: skip

    def _alone(self) -> dict[int, Callable[[], object]]:
        return {
            KEY.Key_F2: self.begin, KEY.Key_F4: self.blocks.give_reasons, KEY.Key_F6: self.left.emit,
            KEY.Key_Delete: self.blocks.clear, KEY.Key_Backspace: lambda: self.begin("", fresh=True),
            KEY.Key_Escape: self._restore,
        }  # fmt: skip

    def _do(self, act: Callable[[], object]) -> bool:
        act()
        return True

    def _on_heading(self, key: int) -> bool:
        """Fold or unfold the section that the cursor stands on; False where it stands on none or the key is another."""
        index = self.currentIndex()
        line = self.sheet.shown[index.row()] if index.isValid() else None
        if not isinstance(line, Heading):
            return False
        if key in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space):
            self.fold(index.row(), not line.folded)
            return True
        return key == KEY.Key_Delete

    def fold(self, row: int, folded: bool) -> None:
        """Fold the section of a heading away, or show its lines again; the cursor goes to the heading."""
        heading = self.sheet.shown[row]
        if isinstance(heading, Heading):
            scrolled = self.verticalScrollBar().value()
            self.sheet.fold(heading.key, folded)
            self.stand(row, 0)
            self.verticalScrollBar().setValue(scrolled)
            self.scrollTo(self.currentIndex())

    def _move(self, key: int, control: bool, shift: bool) -> bool:
        """Move the cursor, or with Shift the end of the selection."""
        self._tab_from = None
        start = self.currentIndex()
        if not start.isValid():
            self.stand(next(iter(self.line_numbers()), 0), Column.CURRENT)
            return True
        line = self.sheet.shown[start.row()]
        if isinstance(line, Heading) and key in (KEY.Key_Left, KEY.Key_Right) and not control:
            self.fold(start.row(), key == KEY.Key_Left)
            return True
        row, column = start.row(), self._column
        if shift and self._box.isValid():
            # The corner across from the cursor is the one that moves.
            row = self._box.top() if self._box.top() < start.row() else self._box.bottom()
            column = self._box.left() if self._box.left() < start.column() else self._box.right()
        row, column = target(self, key, control, row, column)
        (self.extend if shift else self.stand)(row, column)
        return True

    def _tab(self, step: int) -> bool:
        """Move to the next cell of the shown period; False past the last or before the first, which leaves.

        Earlier periods are passed over: they are keyed already, and only changed by somebody who goes there.
        """
        if self._within_block(step, across=True):
            return True
        rows, index = self.line_numbers(), self.currentIndex()
        typing = [each for each in self.typing_columns() if each in FIELDS]
        if not rows or not typing or not index.isValid():
            return False
        if self._tab_from is None:
            # From an earlier period, Enter is to lead on in the shown one, not back to figures that are keyed already.
            self._tab_from = index.column() if index.column() in typing else typing[0 if step > 0 else -1]
        column, row = index.column(), index.row()
        ahead = [each for each in typing if (each > column if step > 0 else each < column)]
        if self.sheet.line_at(index) is not None and ahead:
            self.stand(row, ahead[0] if step > 0 else ahead[-1])
            return True
        further = [each for each in rows if (each > row if step > 0 else each < row)]
        if not further:
            self._tab_from = None
            return False
        self.stand(further[0] if step > 0 else further[-1], typing[0] if step > 0 else typing[-1])
        return True

    def _enter(self, step: int) -> None:
        """Go to the next line, back in the column where Tab set out from."""
        if self._within_block(step, across=False):
            return
        row = self.currentIndex().row()
        further = [each for each in self.line_numbers() if (each > row if step > 0 else each < row)]
        column = self._column if self._tab_from is None else self._tab_from
        self._tab_from = None
        if further:
            self.stand(further[0] if step > 0 else further[-1], column)

    def _within_block(self, step: int, across: bool) -> bool:
        """Move inside a selected block, round and round as in Excel; False where one cell is selected."""
        rows, columns = self.block()
        if len(rows) * len(columns) < 2:
            return False
        order = (
            [(row, column) for row in rows for column in columns] if across
            else [(row, column) for column in columns for row in rows]
        )  # fmt: skip
        at = (self.currentIndex().row(), self.currentIndex().column())
        row, column = order[(order.index(at) + step) % len(order)] if at in order else order[0]
        self._column = column
        self.selectionModel().setCurrentIndex(self.sheet.index(row, column), SELECT.NoUpdate)
        self.scrollTo(self.currentIndex())
        return True

    def _restore(self) -> None:
        """Let the unread text of the current cell go."""
        line, place = self.current_line(), self.current_place()
        if line and place:
            self._keying.let_go(line, place)

    # Editing

    def begin(self, text: str | None = None, fresh: bool = True) -> bool:
        """Edit the current cell: what is there, or a text that takes its place. False where it cannot be typed in."""
        index = self.currentIndex()
        if self.current_place() is None:
            return False
        self.edit(index)
        editor = self.cells.editor
        if editor is None:
            return False
        editor.fresh = fresh and text is not None
        if text is not None:
            editor.setText(text)
        editor.deselect()
        editor.end(False)
        return True

    def finish(self) -> None:
        """Keep what is being typed."""
        if self.cells.editor is not None:
            self.cells.finish(self.cells.editor)

    def _leave_editor(self, event: QKeyEvent) -> None:
        """Go where the key leads that ended the editing."""
        self.keyPressEvent(event)

    # The mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        self._tab_from = None
        line = self.sheet.shown[index.row()]
        if isinstance(line, Heading):
            self.fold(index.row(), not line.folded)
        elif event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.extend(index.row(), index.column())
        else:
            self.stand(index.row(), index.column())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.buttons() & Qt.MouseButton.LeftButton and self.sheet.line_at(index) and self.current_line():
            self.extend(index.row(), index.column())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()
        index = self.indexAt(event.position().toPoint())
        alone = self._box.size() == QSize(1, 1) and index == self.currentIndex()
        if event.button() is Qt.MouseButton.LeftButton and alone and index.column() == Column.RATING:
            self.how_wanted.emit(index)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.sheet.line_at(self.indexAt(event.position().toPoint())):
            self.begin()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        inside = self.sheet.line_at(index) and self.selectionModel().isSelected(index)
        if self.sheet.line_at(index) and not inside:
            self.stand(index.row(), index.column())
        if self.current_line() is not None:
            self.menu.popup(event.globalPos())

    def _make_menu(self) -> QMenu:
        menu, blocks = QMenu(self), self.blocks
        menu.setAccessibleName("The selected figures")
        for text, keys, act in (
            ("Cu&t", "Ctrl+X", blocks.cut), ("&Copy", "Ctrl+C", blocks.copy), ("&Paste", "Ctrl+V", blocks.paste),
            ("&Fill down", "Ctrl+D", blocks.fill_down), ("Fill &right", "Ctrl+R", blocks.fill_right),
            ("C&lear", "Del", blocks.clear), ("&Why there is no figure…", "F4", blocks.give_reasons),
            ("&Note…", "Ctrl+;", self.note_wanted.emit),
        ):  # fmt: skip
            # The keys are only written beside it: the grid takes them itself, and only while it has the keyboard.
            menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _=False, act=act: act())
        return menu

    # Room

    def fit(self) -> None:
        """Share the width out among the columns and give every line the height that its texts need."""
        lines = [line for line in self.sheet.shown if isinstance(line, Line)]
        if not lines:
            return
        widths, self.cells.whole_chips = column_widths(self.sheet, self.font(), self.viewport().width())
        for column in range(COLUMNS):
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        self.fit_lines(range(len(self.sheet.shown)))
        if self.isColumnHidden(self.currentIndex().column()) and self.current_line():
            self.stand(self.currentIndex().row(), Column.CURRENT)

    def fit_lines(self, numbers: Sequence[int]) -> None:
        """Give some lines the height that their texts need."""
        widths = {column: self.columnWidth(column) for column in self.columns()}
        for number in numbers:
            height = line_height(self.sheet, self.cells, number, self.font(), widths)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def fit_changed(self, numbers: Sequence[int]) -> None:
        """Make room for what some lines say now; all columns are only measured again where a number needs more."""
        widths = {column: self.columnWidth(column) for column in self.typing_columns()}
        if all(numbers_fit(self.sheet, number, self.font(), widths) for number in numbers):
            self.fit_lines(numbers)
        else:
            self.fit()

    def _span_headings(self) -> None:
        self.clearSpans()
        for number, line in enumerate(self.sheet.shown):
            if isinstance(line, Heading):
                self.setSpan(number, 0, 1, COLUMNS)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = was_in_sight(self, event)
        super().resizeEvent(event)
        if self.viewport().width() != self._fitted:
            self._fitted = self.viewport().width()
            self.fit()
        if seen:
            bring_in_sight(self)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would paint the whole grid again, whenever a cell begins or ends to be edited.
        self.viewport().update(self.visualRect(self.currentIndex()))

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.viewport().update(self.visualRect(self.currentIndex()))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens_now().surface))
        painter.end()
        super().paintEvent(event)
        if not self.sheet.shown and self.nothing:
            painter.begin(self.viewport())
            painter.setPen(QColor(tokens_now().third))
            painter.setFont(sized(self.font(), TEXT))
            around = self.viewport().rect().adjusted(24, 24, -24, -24)
            painter.drawText(around, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.nothing)
            painter.end()
