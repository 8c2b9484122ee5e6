"""Where a commentary is typed: plain text, which takes no pictures, no files and no formats."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit
from typing_extensions import override

# The author has not left the text: a menu is open, or another program is being looked at.
STAYING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)
LEAST = 84
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class CommentaryText(QPlainTextEdit):
    """Holds one text. Emits `left` when its author goes elsewhere, `stepped` with -1 or 1 for Ctrl+Up or Ctrl+Down.

    Ctrl+Z takes back what was typed here and stops there, never going on into the steps of the file; `spent` says
    that nothing is left to take back.
    """

    left = Signal()
    stepped = Signal(int)
    spent = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.setAccessibleName("Commentary")
        self.setProperty("role", "writing")
        self.setMinimumHeight(LEAST)

    def text(self) -> str:
        """Return what is written, its non-breaking spaces with it."""
        return self.document().toRawText().replace("\u2029", "\n").replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Show another text, with nothing to take back."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def add(self, text: str) -> None:
        """Put a text where the cursor stands, as a paragraph of its own; Ctrl+Z takes it out again."""
        cursor = self.textCursor()
        before = "" if cursor.block().position() == cursor.position() else "\n\n"
        cursor.insertText(before + text)

    def settle(self) -> None:
        """Forget what was typed step by step, because all of it has become a step of the log."""
        self.document().clearUndoRedoStacks()

    @override
    def sizeHint(self) -> QSize:
        # It takes whatever the cards leave; only where that is less than this does the column scroll.
        return QSize(320, LEAST)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if takes_back(event):
                event.accept()
                return True
            if _is(event, "Ctrl+K"):  # which does here what it does everywhere in the window
                event.ignore()
                return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and key in STEPS:
            self.stepped.emit(STEPS[key])
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.spent.emit()
        elif _is(event, "Ctrl+Y"):
            self.redo()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in STAYING:
            self.left.emit()

    @override
    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # A file that is dropped here is a return to import, which is the window's business.
        return source.hasText() and not source.hasUrls()

    @override
    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.canInsertFromMimeData(source):
            self.insertPlainText(source.text())


def takes_back(event: QKeyEvent) -> bool:
    """Tell whether keys ask to undo or to redo."""
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(each) for each in keys) or _is(event, "Ctrl+Y")


def _is(event: QKeyEvent, keys: str) -> bool:
    return QKeySequence(event.keyCombination()) == QKeySequence(keys)
