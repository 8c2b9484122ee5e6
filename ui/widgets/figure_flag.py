"""A flag on a cell: what is still to be found out about it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ascdesk.model import FollowUp
from ui.widgets.asking_line import AskingLine
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label

NO_WORDS = "Say what is still to be found out."


class FlagBox(QWidget):
    """Shows the flag of a cell, or lets one put one there.

    Emits `flagged` with its words, `unflagged` when it is seen to, and `left` when the keyboard should go back.
    """

    flagged = Signal(str)
    unflagged = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._flag: FollowUp | None = None
        self._cell: object = None
        # What was typed for a cell and not kept yet waits until somebody comes back to it.
        self._drafts: dict[object, str] = {}
        self.text, self.who = label("", wrap=True), label("", "caption", wrap=True)
        self.done = button("Done", tip="It is seen to: take the flag off")
        self.change = button("Change…", tip="Write something else on it (Ctrl+Shift+F)")
        self.put = button("Flag for follow-up…", "fold")
        self.put.setToolTip("Say what is still to be found out about this cell (Ctrl+Shift+F)")
        self.words = AskingLine("What is still to be found out", "What is to be found out?  Enter keeps it")
        self.trouble = label(NO_WORDS, "trouble", wrap=True)
        self._raised = QFrame()
        self._raised.setProperty("role", "flag")
        acts = FlowLayout(gap=6)
        acts.addWidget(self.done)
        acts.addWidget(self.change)
        inside = QVBoxLayout(self._raised)
        inside.setContentsMargins(10, 8, 10, 10)
        inside.setSpacing(4)
        inside.addWidget(label("To follow up", "group"))
        inside.addWidget(self.text)
        inside.addWidget(self.who)
        inside.addLayout(acts)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        for each in (self._raised, self.put, self.words, self.trouble):
            lines.addWidget(each)
        self.put.clicked.connect(self.begin)
        self.change.clicked.connect(self.begin)
        self.done.clicked.connect(self.unflagged)
        self.words.entered.connect(self._keep)
        self.words.given_up.connect(self._give_up)
        self.words.textEdited.connect(lambda _: self.trouble.hide())
        self._end()

    def show_flag(self, cell: object, flag: FollowUp | None) -> None:
        """Show the flag of a cell, or that there is none; the same one stays as it is."""
        if (cell, flag) == (self._cell, self._flag):
            return
        if not self.words.isHidden() and self.words.text().strip():
            self._drafts[self._cell] = self.words.text()
        self._cell, self._flag = cell, flag
        self.text.setText(flag.text if flag else "")
        self.who.setText(f"Flagged by {flag.person}" if flag else "")
        self._raised.setAccessibleName(f"Flag: {flag.text}" if flag else "No flag")
        self._end()

    def show_when(self, when: str) -> None:
        """Show on which day the flag was put there."""
        if self._flag:
            self.who.setText(f"Flagged by {self._flag.person}{f', {when}' if when else ''}")

    def begin(self) -> None:
        """Ask what is to be found out."""
        self.words.show_value(self._drafts.get(self._cell, self._flag.text if self._flag else ""))
        self.put.hide()
        self.words.show()
        self.words.setFocus()
        self.words.selectAll()

    def _keep(self) -> None:
        words = self.words.text().strip()
        self.trouble.setVisible(not words)
        if words:
            self._forget()
            self.flagged.emit(words)
            self.left.emit()

    def _give_up(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        self._drafts.pop(self._cell, None)
        self._end()

    def _end(self) -> None:
        self.trouble.hide()
        self.words.hide()
        self._raised.setVisible(self._flag is not None)
        self.put.setVisible(self._flag is None)
