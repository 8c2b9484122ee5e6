"""A field for a period that no menu names: it is typed as people write it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ascdesk.periods import Period, read_period
from ui.widgets.labels import button, label

EXAMPLES = "Such as 2024-25 Q3, March 2024 or 2024/25."
WIDTH = 320


def not_a_period(typed: str) -> str:
    """Return what to say of a text that is no period."""
    return f"“{typed}” cannot be read as a period. Write it like 2024-25 Q3, March 2024 or 2024/25."


class PeriodField(QFrame):
    """Drops down under the picker. Emits `typed` with a Period; says so where what was typed is none."""

    typed = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("another")
        self.setAccessibleName("Another period")
        self.setFixedWidth(WIDTH)
        self._within: Period | None = None
        self.line = QLineEdit()
        self.line.setAccessibleName("Another period")
        self.line.setPlaceholderText("2024-25 Q3")
        self.show_ = button("Show", "primary", tip="Show this period (Enter)")
        self.hint = label(EXAMPLES, "caption", wrap=True)
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.line, 1)
        across.addWidget(self.show_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(label("Another period", "group"))
        layout.addLayout(across)
        layout.addWidget(self.hint)
        self.line.returnPressed.connect(self._read)
        self.show_.clicked.connect(self._read)
        self.line.textEdited.connect(lambda: self._say(EXAMPLES))

    def ask(self, below: QPoint, within: Period | None) -> None:
        """Open at a point of the screen; a bare "Q1" or "May" is meant in the financial year of `within`."""
        self._within = within
        self.line.clear()
        self._say(EXAMPLES)
        self.move(below)
        self.show()
        self.line.setFocus()

    def _read(self) -> None:
        typed = self.line.text().strip()
        period = read_period(typed, self._within)
        if period is not None:
            self.hide()
            self.typed.emit(period)
        elif typed:
            self._say(not_a_period(typed))
        else:
            self._say(f"Nothing was typed. {EXAMPLES}")

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.line.setAccessibleDescription(text)
        self.adjustSize()
