"""Where something is typed or chosen: each tells when it is left, to be kept, and when it is given up."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QWheelEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from typing_extensions import override

from ui.measure_words import Choices

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
OPENING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_F4)


class LineField(QLineEdit):
    """A line of text. Emits `left` when it is to be kept and `given_up` on Esc."""

    left = Signal()
    given_up = Signal()

    def typed(self) -> str:
        """Return what stands in it."""
        return self.text()

    def show_value(self, value: str) -> None:
        """Show another value."""
        place = self.cursorPosition() if self.text() == value else 0
        self.setText(value)  # which lets its own undo go, too: from now on it is the window's
        self.setCursorPosition(place)

    @override
    def event(self, event: QEvent) -> bool:
        # Ctrl+Z in a field in which nothing was typed is the window's.
        if isinstance(event, QKeyEvent) and _asks_to_undo(event, self.isUndoAvailable(), self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class TextField(QPlainTextEdit):
    """Several lines of text; Ctrl+Enter keeps them, or Enter if it is one paragraph. Emits as a line does."""

    left = Signal()
    given_up = Signal()

    def __init__(self, lines: int, paragraph: bool) -> None:
        super().__init__()
        self._paragraph = paragraph
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 18)

    def typed(self) -> str:
        """Return what stands in it."""
        return self.toPlainText()

    def show_value(self, value: str) -> None:
        """Show another value."""
        if self.toPlainText() != value:
            self.setPlainText(value)
        self.document().clearUndoRedoStacks()

    @override
    def event(self, event: QEvent) -> bool:
        history = self.document()
        undoable, redoable = history.isUndoAvailable(), history.isRedoAvailable()
        if isinstance(event, QKeyEvent) and _asks_to_undo(event, undoable, redoable):
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() in ENTER and (self._paragraph or control):
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


class ChoiceField(QComboBox):
    """A list to choose from; letters go to a choice, arrows open the list. Emits `left` and `given_up`."""

    left = Signal()
    given_up = Signal()

    def __init__(self, choices: Choices) -> None:
        super().__init__()
        self.by_letters = False
        self.offer(choices)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.activated.connect(self._chosen)

    def offer(self, choices: Choices) -> None:
        """Offer these to choose from, and no others."""
        self.clear()
        for key, word in choices:
            self.addItem(word, str(key))

    def offered(self) -> Choices:
        """Return what there is to choose from."""
        return tuple((str(self.itemData(at)), self.itemText(at)) for at in range(self.count()))

    def typed(self) -> str:
        """Return the key of what is chosen."""
        return str(self.currentData())

    def show_value(self, value: str) -> None:
        """Show another choice."""
        self.setCurrentIndex(self.findData(value))

    def _chosen(self) -> None:
        if not self.by_letters:  # by letters one passes over others; that is kept when the field is left
            self.left.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the form, and changes nothing

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.left.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        elif event.key() in OPENING:
            self.showPopup()
        else:
            self.by_letters = True
            super().keyPressEvent(event)
            self.by_letters = False

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.left.emit()


Control = LineField | TextField | ChoiceField


def _asks_to_undo(event: QKeyEvent, undoable: bool, redoable: bool) -> bool:
    """Tell whether keys ask to undo or redo, and the text has nothing of its own to."""
    if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        return False
    undo = event.matches(QKeySequence.StandardKey.Undo) and not undoable
    return undo or (event.matches(QKeySequence.StandardKey.Redo) and not redoable)
