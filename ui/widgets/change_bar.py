"""What stands above the sheet while a change waits for somebody: what it would change, and why it does."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.keying import Keying
from ui.past import REASONS, TYPED, Either, Pending
from ui.widgets.controls import ENTER, LineField
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label

MOST_NAMED = 4
NO_REASON = "Say in a few words why, or choose one of these."


class WhyField(LineField):
    """The reason of a change. Emits `entered` on Enter; Up and Down go through what is said most often."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Why it changes")
        self.setAccessibleDescription("Enter agrees, Escape leaves the figures as they were")
        self.setPlaceholderText("Why, in a few words  (↓ for the usual reasons)")
        self.setMinimumWidth(180)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.entered.emit()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        usual = [text for text, _ in REASONS]
        at = usual.index(self.text()) + by if self.text() in usual else 0 if by > 0 else len(usual) - 1
        self.setText(usual[at % len(usual)])
        self.textEdited.emit(self.text())


class ChangeBar(QFrame):
    """Says which figures of earlier periods would be changed, and asks why, or how texts are meant.

    Emits `given_up` with what is left alone, and `left` when the keyboard should go back to the grid. What is agreed
    to goes to the keying; a typed text that the bar is closed upon otherwise waits in its cell.
    """

    given_up = Signal(object)
    left = Signal()

    def __init__(self, keying: Keying) -> None:
        super().__init__()
        self._keying = keying
        self._pending: Pending | None = None
        self._either: Either | None = None
        self.setProperty("role", "offer")
        self.setAccessibleName("A change of earlier figures")
        self.text, self.list = label("", "strong", wrap=True), label("", "second", wrap=True)
        self.why, self.trouble = WhyField(), label(NO_REASON, "trouble", wrap=True)
        self.marked = QCheckBox("Mark as revised [r]")
        self.usual = [button(text, "usual") for text, _ in REASONS]
        self.take, self.leave = button("Paste", "primary"), button("Leave")
        self.others = [button("", "primary"), button("")]
        self._reason, self._quick = QWidget(), QWidget()
        self._lay_out()
        self._connect()
        keying.asked.connect(self.ask)
        self.hide()

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for each in (self.take, *self.others, self.leave):
            acts.addWidget(each)
        head, texts = QHBoxLayout(), QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.text)
        texts.addWidget(self.list)
        head.addLayout(texts, 1)
        head.addLayout(acts)
        reason = QHBoxLayout(self._reason)
        reason.setContentsMargins(0, 0, 0, 0)
        reason.setSpacing(10)
        reason.addWidget(self.why, 1)
        reason.addWidget(self.marked)
        quick = FlowLayout(self._quick, gap=6)
        for each in self.usual:
            quick.addWidget(each)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(14, 8, 12, 9)
        lines.setSpacing(6)
        lines.addLayout(head)
        for part in (self._reason, self.trouble, self._quick):
            lines.addWidget(part)

    def _order(self) -> None:
        """Let Tab lead from the reason to what is done with it; the window's own order is older than the bar."""
        order: tuple[QWidget, ...] = (self.why, self.marked, *self.usual, self.take, *self.others, self.leave)
        for one, another in pairwise(order):
            QWidget.setTabOrder(one, another)

    def _connect(self) -> None:
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.give_up)
        self.why.entered.connect(self._take)
        self.why.given_up.connect(self.give_up)
        self.why.textEdited.connect(self._edited)
        for (text, _), each in zip(REASONS, self.usual, strict=True):
            each.clicked.connect(lambda _=False, text=text: self._use(text))
        for at, each in enumerate(self.others):
            each.clicked.connect(lambda _=False, at=at: self._choose(at))

    def ask(self, asked: Pending | Either) -> None:
        """Show what would change, or what may be meant; what was asked before waits."""
        self.close_up()
        self._pending = asked if isinstance(asked, Pending) else None
        self._either = asked if isinstance(asked, Either) else None
        self.text.setText(asked.question)
        self.trouble.hide()
        self.why.show_value("")
        self.marked.setChecked(True)
        if isinstance(asked, Pending):
            self._show_pending(asked)
        else:
            self._show_either(asked)
        self.list.setVisible(bool(self.list.text()))
        self.setAccessibleDescription(f"{self.text.text()} {self.list.text()}".strip())
        self.show()
        self._order()
        wanted: QWidget = self.why if not self._reason.isHidden() else self.take
        (self.others[0] if self._either else wanted).setFocus()

    def _show_pending(self, pending: Pending) -> None:
        count = len(pending.changes)
        take, leave = pending.answers
        _name(self.take, take)
        _name(self.leave, leave)
        self.leave.setToolTip("Leave every figure as it is (Esc)")
        for each in self.others:
            each.hide()
        self.take.show()
        self._reason.setVisible(pending.wants_reason)
        self._quick.setVisible(pending.wants_reason)
        self.marked.setVisible(pending.can_be_marked)
        named = [each.text for each in pending.changes[:MOST_NAMED]]
        more = f"; and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
        self.list.setText("" if pending.done == TYPED else f"{'; '.join(named)}{more}.")

    def _show_either(self, either: Either) -> None:
        for part in (self.take, self._reason, self._quick):
            part.hide()
        for each, text in zip(self.others, either.answers, strict=True):
            _name(each, text)
            each.show()
        _name(self.leave, "Leave")
        self.leave.setToolTip("Change nothing (Esc)")
        self.list.setText("")

    def _use(self, text: str) -> None:
        self.why.setText(text)
        self._edited(text)
        self.why.setFocus()

    def _edited(self, text: str) -> None:
        self.trouble.hide()
        self.marked.setChecked(dict(REASONS).get(text, True))

    def _take(self) -> None:
        """Do what was asked about, if it is said why."""
        pending, why = self._pending, self.why.text().strip()
        if pending and pending.wants_reason and not why:
            self.trouble.show()
            self.why.setFocus()
        elif pending:
            marked = self.marked.isChecked()
            self._shut()
            self._keying.agree(pending, why, marked)

    def _choose(self, at: int) -> None:
        either = self._either
        self._shut()
        if either:
            self._keying.choose(either, at)

    def give_up(self) -> None:
        """Leave every figure as it is."""
        pending, asked = self._pending, self._pending or self._either
        self._shut()
        if pending:
            self._keying.leave_alone(pending)
        if asked:
            self.given_up.emit(asked)

    def close_up(self) -> None:
        """Close, because something else is coming; what was typed into a cell waits there."""
        pending = self._pending
        self._shut()
        if pending:
            self._keying.put_off(pending)

    def _shut(self) -> None:
        if self._pending is None and self._either is None:
            return
        self._pending = self._either = None
        # The grid takes the keyboard only where it was here: another page may be waiting for it.
        focused = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.hide()
        if focused:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)


def _name(named: QPushButton, text: str) -> None:
    named.setText(text)
    named.setAccessibleName(text)
