"""The panel of a period: the day on which it closes, and its lock, each with its reason; no dialog."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.closing import EXAMPLES, distance_words, following, read_closing
from ascdesk.days import long_day, show_day
from ascdesk.errors import UserError
from ascdesk.locking import locked_words
from ascdesk.model import ReportingPeriod
from ascdesk.periods import Period, show_period
from ui.icons import RECOLOURED, icon
from ui.tokens import tokens_now
from ui.widgets.labels import button, label, restyle

LOCKING = "{name} locks it. It then takes no figures, ratings, texts or targets until somebody unlocks it."
UNLOCKING = "{name} unlocks it. It then takes figures, ratings and texts again; its history keeps who and why."


@dataclass(frozen=True, slots=True)
class About:
    """What the panel is about: a period in the calendar, what is still to do in it, what was done to it, who asks."""

    state: ReportingPeriod
    within: str
    left: str
    story: Sequence[str]
    author: str

    @property
    def period(self) -> Period:
        """The period that is locked or given a day."""
        return self.state.period


class PeriodPanel(QFrame):
    """Asks for a day and for the reason of a lock.

    Emits `turned` with that reason, `day_given` with a day or None and whether later periods follow, and `left`.
    """

    turned = Signal(str)
    day_given = Signal(object, bool)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("periodpanel")
        self.about: About | None = None
        self.name = label("", "title")
        self.day, self.reason = QLineEdit(), QLineEdit()
        self.day.setPlaceholderText("14 Oct")
        self.give, self.take = button("Set the day"), button("No day", "link", "Take the day away")
        self.day.setAccessibleName("The day on which it closes")
        self.reason.setAccessibleName("The reason")
        self.turn = button("Lock", "primary")
        self.further = QCheckBox()
        self.further.setAccessibleName("Also the periods after it")
        self.echo, self.told, self.left_over = (label("", "caption", wrap=True) for _ in range(3))
        self.held, self.story = label("", "strong", wrap=True), label("", "caption", wrap=True)
        self.shut = QToolButton()
        self.shut.setProperty("role", "icon")
        self.shut.setIconSize(QSize(14, 14))
        self.shut.setAccessibleName("Close the panel")
        self.shut.setToolTip("Close the panel (Esc)")
        self._lay_out()
        self._connect()
        self._draw_icons()
        self.hide()

    def _lay_out(self) -> None:
        closing, lock = QVBoxLayout(), QVBoxLayout()
        self.closing = QWidget()
        self.closing.setLayout(closing)
        closing.setContentsMargins(0, 0, 0, 0)
        for side in (closing, lock):
            side.setSpacing(4)
        day = QHBoxLayout()
        day.setSpacing(8)
        for part in (self.day, self.give, self.take):
            day.addWidget(part)
        self.day.setMaximumWidth(200)
        day.addStretch(1)
        closing.addWidget(label("Its figures are to be in by", "field"))
        closing.addLayout(day)
        closing.addWidget(self.echo)
        closing.addWidget(self.further)
        closing.addStretch(1)
        turn = QHBoxLayout()
        turn.setSpacing(8)
        turn.addWidget(self.reason, 1)
        turn.addWidget(self.turn)
        self.asked = label("", "field")
        for line in (self.held, self.left_over, self.asked):
            lock.addWidget(line)
        lock.addLayout(turn)
        lock.addWidget(self.told)
        lock.addWidget(self.story)
        lock.addStretch(1)
        head = QHBoxLayout()
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.shut)
        sides = QHBoxLayout()
        sides.setSpacing(32)
        sides.addWidget(self.closing, 2)
        sides.addLayout(lock, 3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 6, 16, 12)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(sides)

    def _connect(self) -> None:
        self.day.textEdited.connect(lambda: self._show_echo())
        self.day.returnPressed.connect(self._give)
        self.give.clicked.connect(self._give)
        self.take.clicked.connect(lambda: self.day_given.emit(None, False))
        self.reason.textEdited.connect(lambda: self._explain(""))
        self.reason.returnPressed.connect(self._turn)
        self.turn.clicked.connect(self._turn)
        self.shut.clicked.connect(self.close_up)

    def ask(self, about: About, day_first: bool = False) -> None:
        """Open about a period, at its lock or at its day."""
        self.show_about(about)
        self.show()
        first = self.day if day_first and not about.state.locked else self.reason
        first.setFocus()
        first.selectAll()

    def show_about(self, about: About) -> None:
        """Show what is true of a period now; what was typed about another one is let go."""
        self.about, state, name = about, about.state, show_period(about.period)
        verb = "Unlock" if state.locked else "Lock"
        self.name.setText(name)
        self.setAccessibleName(f"{name}: its day and its lock")
        self.closing.setVisible(not state.locked)
        self.held.setText(f"{about.within} {locked_words(state)}".strip() if state.locked else "")
        self.held.setVisible(state.locked)
        self.left_over.setText(about.left)
        self.left_over.setVisible(bool(about.left) and not state.locked)
        self.asked.setText(f"Why {verb.lower()} it?")
        self.reason.setPlaceholderText("A provider sent late figures" if state.locked else "Signed off by the board")
        self.reason.clear()
        self.further.setChecked(False)
        self.turn.setText(f"{verb} {name}")
        self.turn.setAccessibleName(f"{verb} {name}")
        self.reason.setAccessibleName(self.asked.text())
        self.story.setText("\n".join(about.story))
        self.story.setVisible(bool(about.story))
        self.day.setText(show_day(state.closes) if state.closes else "")
        self.take.setVisible(state.closes is not None)
        self._explain("")
        self._show_echo()

    def _explain(self, trouble: str) -> None:
        assert self.about is not None
        said = UNLOCKING if self.about.state.locked else LOCKING
        self.told.setText(trouble or said.format(name=self.about.author))
        self._mark(self.told, self.reason, bool(trouble))

    def _show_echo(self, trouble: str = "") -> None:
        """Say which day is meant, while it is typed."""
        assert self.about is not None
        day = None if trouble else self._day_typed()
        said = f"{long_day(day)}, {distance_words(self.about.period, day)}." if day else EXAMPLES
        self.echo.setText(trouble or said)
        self._mark(self.echo, self.day, bool(trouble))
        many = len(following(self.about.period, day or self.about.period.end_date))
        kind = self.about.period.kind.value
        which = f"{many} {kind}s after it" if many > 1 else f"{kind} after it"
        self.further.setText(f"Also the {which}, each as long after its end" if many > 1 else f"Also the {which}")
        self.further.setAccessibleName(self.further.text())
        self.further.setVisible(day is not None)

    def _mark(self, said: QWidget, edit: QLineEdit, trouble: bool) -> None:
        for widget, name, value in ((said, "role", "trouble" if trouble else "caption"), (edit, "trouble", trouble)):
            if widget.property(name) != value:
                widget.setProperty(name, value)
                restyle(widget)
        edit.setAccessibleDescription(said.text())  # type: ignore[attr-defined]

    def _day_typed(self) -> datetime.date | None:
        assert self.about is not None
        try:
            return read_closing(self.day.text(), self.about.period)
        except UserError:
            return None

    def _give(self) -> None:
        assert self.about is not None
        try:
            day = read_closing(self.day.text(), self.about.period)
        except UserError as refused:
            self._show_echo(str(refused))
            self.day.setFocus()
            return
        self.day_given.emit(day, self.further.isChecked())

    def _turn(self) -> None:
        if self.reason.text().strip():
            self.turned.emit(self.reason.text())
            return
        self._explain("It needs a reason. Say it in a sentence: it stands beside the period for everybody to read.")
        self.reason.setFocus()

    def close_up(self) -> None:
        """Leave the period as it is."""
        if self.isHidden():
            return
        focused = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.hide()
        if focused:
            self.left.emit()

    def _draw_icons(self) -> None:
        self.shut.setIcon(icon("close", tokens_now().second))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOURED:
            self._draw_icons()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
