"""The note of a figure: what a reader should know of it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit
from typing_extensions import override


class NoteBox(QLineEdit):
    """The note of a figure. Emits `kept` on Enter and on leaving; Esc brings back what was there."""

    kept = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Note of the figure")
        self.held = ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self.held)
            self.ended.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit()
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.text() != self.held:
            self.kept.emit()
        return super().event(event)
