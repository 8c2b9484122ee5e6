"""Enter presses the button that has the keyboard, as Space does; Qt leaves that to the style of the desktop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from typing_extensions import override

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Pressing(QObject):
    """Watches each button from when it first has the keyboard, in every window of the program."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._watch)

    def _watch(self, _: QWidget | None, now: QWidget | None) -> None:
        # Not all events of the program: every one of them would pass through Python.
        if isinstance(now, QAbstractButton):
            now.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.key() not in ENTER:
            return False
        if isinstance(watched, QAbstractButton) and not event.isAutoRepeat():
            watched.click()
        return True
