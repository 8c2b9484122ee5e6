"""The band that says, on every page, that the file is shown as it was on a day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy

from ui.widgets.labels import button, label


class PastBand(QFrame):
    """Stands under the top bar while the past is shown. Emits `today` and `another` for its two buttons."""

    today = Signal()
    another = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("past")
        self.setAccessibleName("As it was")
        self.text = label("", "past", wrap=True)
        self.text.setAccessibleName("As it was")
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.another_ = button("Another day…", "onpast")
        self.back = button("Back to today", "onpast", tip="Show the file as it is now (Esc)")
        self.another_.clicked.connect(self.another)
        self.back.clicked.connect(self.today)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 6)
        layout.setSpacing(10)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.another_)
        layout.addWidget(self.back)
        self.hide()

    def say(self, text: str) -> None:
        """Show a sentence; without one the band goes."""
        self.text.setText(text)
        self.setAccessibleDescription(text)
        self.setVisible(bool(text))
