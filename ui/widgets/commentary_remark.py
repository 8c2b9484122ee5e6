"""Asking why a commentary is sent back: a field in the place of the buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.labels import button, label


class RemarkField(QWidget):
    """Asks what the author should change. Emits `given` with the remark, or `dropped`."""

    given = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setAccessibleName("What its author should change")
        self.line.setPlaceholderText("What should its author change?")
        self.hint = label("", "alarm", wrap=True)
        self.send, self.cancel = button("Send back", "primary"), button("Cancel")
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.line, 1)
        across.addWidget(self.cancel)
        across.addWidget(self.send)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(across)
        layout.addWidget(self.hint)
        self.send.clicked.connect(self._send)
        self.line.returnPressed.connect(self._send)
        self.line.textChanged.connect(self.hint.hide)
        self.cancel.clicked.connect(self.dropped)
        self.hint.hide()

    def clear(self) -> None:
        """Ask anew."""
        self.line.clear()
        self.hint.hide()

    def _send(self) -> None:
        if self.line.text().strip():
            self.given.emit(self.line.text().strip())
            return
        self.hint.setText("A commentary that is sent back needs a remark: say what its author should change.")
        self.hint.show()
        self.line.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
