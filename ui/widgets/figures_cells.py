"""What the cells of the sheet are edited in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from ui.models.figures import FiguresModel
from ui.tokens import TEXT

Index = QModelIndex | QPersistentModelIndex


class CellEditor(QLineEdit):
    """The box in which a cell is typed; `fresh` until somebody moves inside the text, so that arrows leave it."""

    def __init__(self, parent: QWidget, zoom: float) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFrame(False)
        if zoom != 1:
            self.setStyleSheet(f"font-size: {round(TEXT * zoom)}px")
        self.fresh = False
        self.filled = False


class SheetDelegate(QStyledItemDelegate):
    """Edits a cell of the sheet; the table paints them.

    `left` is called with the key that ended the editing, after the text was handed to the model.
    """

    def __init__(self, model: FiguresModel, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self.left: Callable[[QKeyEvent], None] = lambda _: None
        self.editor: CellEditor | None = None
        self.zoom = 1.0

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(64, 32)

    # Editing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent, self.zoom)
        editor.setAccessibleName(self._model.spoken(index))
        self.editor = editor
        return editor

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and not editor.filled:
            editor.setText(self._model.edit_text(index))
            editor.filled = True

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, CellEditor):
            self._model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor) or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        if event.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        if event.key() == Qt.Key.Key_F2:
            editor.fresh = not editor.fresh
            return True
        if _ends(editor, event):
            self.finish(editor)
            self.left(event)
            return True
        return False

    def finish(self, editor: QWidget) -> None:
        """Hand what was typed to the model, and close the box."""
        # Whatever comes of the text, it is handed on once: the box is gone when that is done.
        self.editor, at = None, editor.geometry()
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        # Now, and only here: where Qt finds something unpainted when the grid scrolls, it paints all of it again.
        self._view.viewport().repaint(at)


def _ends(editor: CellEditor, event: QKeyEvent) -> bool:
    """Tell whether a key ends the editing: arrows do only while the text was just begun."""
    key = event.key()
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return True
    arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Down):
        return editor.fresh or key not in arrows
    return editor.fresh and key in arrows
