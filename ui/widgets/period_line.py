"""A line that says which period something is for, and takes another."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ascdesk.periods import Period, read_period, show_period
from ui.widgets.labels import button, label
from ui.widgets.period_field import EXAMPLES, not_a_period


class PeriodLine(QWidget):
    """A question, and the period as its answer. Emits `given` with another Period that was typed."""

    given = Signal(object)

    def __init__(self, question: str, period: Period | None) -> None:
        super().__init__()
        self.period = period
        self.edit = QLineEdit(show_period(period) if period else "")
        self.edit.setPlaceholderText("Quarter 2 2023/24")
        self.edit.setAccessibleName(question)
        self.edit.setFixedWidth(190)
        self.use = button("Use this period")
        self.use.hide()
        self.trouble = label("", "trouble", wrap=True)
        self.trouble.hide()
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(question, "second"))
        line.addWidget(self.edit)
        line.addWidget(self.use)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(line)
        layout.addWidget(self.trouble)
        self.edit.textEdited.connect(self._typed)
        self.edit.returnPressed.connect(self._take)
        self.use.clicked.connect(self._take)

    def _typed(self) -> None:
        self.use.setVisible(read_period(self.edit.text()) != self.period)
        self.trouble.hide()

    def _take(self) -> None:
        typed = self.edit.text().strip()
        period = read_period(typed)
        self.trouble.setVisible(period is None)
        if period is None:
            self.trouble.setText(not_a_period(typed) if typed else f"Nothing was typed. {EXAMPLES}")
            self.edit.setAccessibleDescription(self.trouble.text())
        elif period != self.period:
            self.given.emit(period)
