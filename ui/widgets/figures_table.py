"""The grid that a quarter is keyed in, with the keys of a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QRect, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QMenu
from typing_extensions import override

from ascdesk.locking import locked_words
from ascdesk.pasting import Place
from ascdesk.sheet import Line, LineKey
from ui.keying import Keying
from ui.models.figure_columns import FROZEN, Column
from ui.models.figures import FiguresModel, Heading
from ui.widgets.figures_blocks import Blocks
from ui.widgets.figures_cells import SheetDelegate
from ui.widgets.figures_view import SheetView
from ui.widgets.figures_ways import WAYS, target

# Where a locked period is unlocked.
UNLOCK = "Unlock it first, with a reason, where it says “Locked” beside the period at the top."
KEY, NO_KEYS = Qt.Key, Qt.KeyboardModifier.NoModifier
SELECT = QItemSelectionModel.SelectionFlag


class FiguresTable(SheetView):
    """The sheet with the keys of a spreadsheet.

    Emits `note_wanted` for the note of the current figure, `how_wanted` with a rating whose arithmetic is asked for,
    and `left` when F6 leads out of the grid.
    """

    note_wanted = Signal()
    how_wanted = Signal(object)
    left = Signal()

    def __init__(self, model: FiguresModel, keying: Keying) -> None:
        super().__init__(model)
        self._keying = keying
        self.cells = SheetDelegate(model, self)
        self.cells.left = self._leave_editor
        self._column = model.heads.current
        self._tab_from: int | None = None
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Figures")
        self.setAccessibleDescription(
            "Type to replace a figure, F2 to edit it, Enter to go down, Tab to go to the next "
            "cell of the period. F4 gives the reasons why "
            "there is no figure. F6 leaves the grid, as does Tab in its last cell."
        )
        self.setTabKeyNavigation(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setMinimumWidth(420)
        self.zoomed.connect(self._zoom_editor)
        self.blocks = Blocks(self, keying)
        self.menu = self._make_menu()

    # Where one stands

    def typing_columns(self) -> list[int]:
        """Return the columns that can be typed in."""
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
        heading, column = isinstance(self.sheet.shown[row], Heading), self._shown_column(column)
        if not heading:
            self._column = column
        index = self.sheet.index(row, 0 if heading else column)
        self._set_box(QRect(index.column(), row, 1, 1))
        self.selectionModel().setCurrentIndex(index, SELECT.Clear if heading else SELECT.ClearAndSelect)
        self.scrollTo(index)

    def _shown_column(self, column: int) -> int:
        """Return where a column stands in this set of columns, or else that of the shown period."""
        at = self.sheet.at(column)
        return at if 0 <= at < len(self.sheet.heads.kinds) else self.sheet.heads.current

    def _set_box(self, box: QRect) -> None:
        """Keep what is selected; what Qt does not paint of it again, is painted."""
        for each in (self.box, box):
            if each.left() < len(FROZEN):
                self.frozen.viewport().update()
                self.repaint_line(each.top())
        self.box = box

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
            current = self.sheet.heads.current
            self.stand(here if here in rows else rows[0], current)
            self._select(QRect(current, rows[0], 1, rows[-1] - rows[0] + 1))

    def _select(self, box: QRect) -> None:
        self._set_box(box)
        first, last = self.sheet.index(box.top(), box.left()), self.sheet.index(box.bottom(), box.right())
        self.selectionModel().select(QItemSelection(first, last), SELECT.ClearAndSelect)

    def block(self) -> tuple[list[int], list[int]]:
        """Return the lines and shown columns that are selected."""
        box = self.box
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
        if key in (KEY.Key_Return, KEY.Key_Enter) and self._on_rating():
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
            KEY.Key_Plus: lambda: self.zoom_by(1), KEY.Key_Equal: lambda: self.zoom_by(1),
            KEY.Key_Minus: lambda: self.zoom_by(-1), KEY.Key_0: lambda: self.zoom_by(0),
            KEY.Key_BracketLeft: lambda: self.fold_all(True), KEY.Key_BracketRight: lambda: self.fold_all(False),
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

    def fold_all(self, folded: bool) -> None:
        """Fold the lines of every section away, or show them all again; the cursor stays with its section."""
        line, index = self.current_line(), self.currentIndex()
        heading = self.sheet.shown[index.row()] if index.isValid() else None
        key = line.key[0] if line else heading.key if isinstance(heading, Heading) else None
        self.sheet.fold_all(folded)
        if line is not None and self.go_to(line.key):
            return
        headings = [n for n, each in enumerate(self.sheet.shown) if isinstance(each, Heading) and each.key == key]
        self.stand(headings[0] if headings else 0, 0)

    def _on_rating(self) -> bool:
        return self.sheet.kind(self.currentIndex().column()) is Column.RATING

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
        if shift and self.box.isValid():
            # The corner across from the cursor is the one that moves.
            row = self.box.top() if self.box.top() < start.row() else self.box.bottom()
            column = self.box.left() if self.box.left() < start.column() else self.box.right()
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
        typing = [each for each in self.typing_columns() if each in self.sheet.heads.now]
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
        further = range(row + 1, len(self.sheet.shown)) if step > 0 else range(row - 1, -1, -1)
        column = self._column if self._tab_from is None else self._tab_from
        self._tab_from = None
        line = next((each for each in further if isinstance(self.sheet.shown[each], Line)), None)
        if line is not None:
            self.stand(line, column)

    def _within_block(self, step: int, across: bool) -> bool:
        """Move inside a selected block, round and round as in Excel; False where one cell is selected."""
        if self.box.size() == QSize(1, 1):
            return False
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
        if self._keying.is_refused():
            return True
        if state := self.sheet.locked_at(index.column()):
            self._keying.tell(f"{locked_words(state)} {UNLOCK}")
            return True
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
        alone = self.box.size() == QSize(1, 1) and index == self.currentIndex()
        if event.button() is Qt.MouseButton.LeftButton and alone and self._on_rating():
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
        menu.addSeparator()
        for text, keys, folded in (("F&old all sections", "Ctrl+[", True), ("&Unfold all sections", "Ctrl+]", False)):
            menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _=False, folded=folded: self.fold_all(folded))
        return menu

    def _zoom_editor(self, zoom: float) -> None:
        self.finish()
        self.cells.zoom = zoom
