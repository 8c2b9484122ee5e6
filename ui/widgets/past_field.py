"""A field for the day as at which the file is shown: typed as people write it, or chosen among those of changes."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.as_at import ChangedDay
from ascdesk.days import read_day, show_day
from ascdesk.errors import UserError
from ui.widgets.labels import button, label

EXAMPLES = "Such as 3 March 2026 or 3/3/2026. Up and Down go on and back by a day."
WIDTH, LINES, LINE = 400, 5, 46
STEPS = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1, Qt.Key.Key_PageUp: 7, Qt.Key.Key_PageDown: -7}


class DayLine(QLineEdit):
    """A date in words; Up and Down go on and back by a day, Page Up and Page Down by a week."""

    def __init__(self) -> None:
        super().__init__()
        self.latest = datetime.date.max
        self.setAccessibleName("As it was on")

    def day(self) -> datetime.date | None:
        """Return the day that is typed; None where it is none."""
        try:
            return read_day(self.text())
        except UserError:
            return None

    def show_day(self, day: datetime.date) -> None:
        """Write a day out, ready to be typed over."""
        self.setText(show_day(day))
        self.selectAll()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        way = STEPS.get(Qt.Key(event.key()))
        if way is None:
            super().keyPressEvent(event)
        elif day := self.day():
            self.show_day(min(day + datetime.timedelta(way), self.latest))
            self.textEdited.emit(self.text())


class PastField(QFrame):
    """Drops down under the period; says so where what was typed is no day that can be shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("another")
        self.setAccessibleName("As it was on a day")
        self.setFixedWidth(WIDTH)
        self._today = datetime.date.max
        self._run: Callable[[datetime.date], object] = lambda day: None
        self.line = DayLine()
        self.show_ = button("Show", "primary", tip="Show the file as it was at the end of this day (Enter)")
        self.hint = label(EXAMPLES, "caption", wrap=True)
        self.days = QListWidget()
        self.days.setObjectName("found")
        self.days.setAccessibleName("Days on which something was changed")
        self.days.setWordWrap(True)
        self.days.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lay_out()
        self.line.returnPressed.connect(self._read)
        self.show_.clicked.connect(self._read)
        self.line.textEdited.connect(lambda: self._say(EXAMPLES))
        self.days.itemActivated.connect(self._take)
        self.days.itemClicked.connect(self._take)

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(self.line, 1)
        across.addWidget(self.show_)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(label("As it was at the end of", "group"))
        layout.addLayout(across)
        layout.addWidget(self.hint)
        layout.addWidget(label("Something was changed on", "group"))
        layout.addWidget(self.days)

    def ask(
        self, below: QPoint, days: Sequence[ChangedDay], shown: datetime.date, today: datetime.date,
        run: Callable[[datetime.date], object],
    ) -> None:  # fmt: skip
        """Open at a point of the screen, with the days of changes, latest first, and a day to start from.

        `run` is what is done with the day that is chosen.
        """
        self._today, self._run = today, run
        self.line.latest = today
        self.line.show_day(shown)
        self._say(EXAMPLES)
        self.days.clear()
        for each in days:
            item = QListWidgetItem(f"{show_day(each.day)} · {each.words}")
            item.setData(Qt.ItemDataRole.UserRole, each.day)
            self.days.addItem(item)
        self.days.setFixedHeight(LINE * min(max(len(days), 1), LINES) + 12)
        self.adjustSize()
        self.move(below)
        self.show()
        self.line.setFocus()

    def _read(self) -> None:
        day = self.line.day()
        if day is None:
            self._say(f"“{self.line.text().strip()}” is no date. {EXAMPLES}")
        elif day > self._today:
            self._say(f"{show_day(day)} has not come yet. Type a day up to today, {show_day(self._today)}.")
        else:
            self._choose(day)

    def _take(self, item: QListWidgetItem) -> None:
        self._choose(item.data(Qt.ItemDataRole.UserRole))

    def _choose(self, day: datetime.date) -> None:
        self.hide()
        self._run(day)

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.line.setAccessibleDescription(text)
        self.adjustSize()
