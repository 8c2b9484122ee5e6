"""A line in which something is asked for: Enter gives it, Esc gives it up, and leaving it keeps nothing."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent
from typing_extensions import override

from ui.widgets.controls import ENTER, LineField


class AskingLine(LineField):
    """Emits `entered` on Enter, also while nothing is typed, and `given_up` on Esc."""

    entered = Signal()

    def __init__(self, name: str, asked: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setPlaceholderText(asked)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)
