"""What somebody undertook to do about a measure: ticked off when it is done, added in a line of fields."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ascdesk.commenting import Line
from ascdesk.model import Action
from ascdesk.undertakings import told
from ui.widgets.labels import button, empty, label


class ActionList(QWidget):
    """Shows the actions of a line. Emits `ticked` with an action and whether it is done, `given` with a typed one.

    That has words, an owner and a date as they were typed. It is for the line that `about` names: what is half
    typed stays while other lines are looked at.
    """

    ticked = Signal(object, bool)
    given = Signal(str, str, str)

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[Action, ...] | None = None
        self._line: Line | None = None
        self.about: Line | None = None
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.add = button("Add an action", "link")
        self.form = self._make_form()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(label("Actions", "group"))
        layout.addLayout(self._lines)
        across = QHBoxLayout()
        across.addWidget(self.add)
        across.addStretch(1)
        layout.addLayout(across)
        layout.addWidget(self.form)
        self.add.clicked.connect(self.open_form)
        self.form.hide()

    def _make_form(self) -> QWidget:
        form = QWidget()
        self.head = label("", "caption", wrap=True)
        self.text, self.owner, self.due = QLineEdit(), QLineEdit(), QLineEdit()
        fields = ((self.text, "What will be done"), (self.owner, "By whom"), (self.due, "By when, as 31 Jan 2027"))
        layout = QVBoxLayout(form)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.head)
        for field, prompt in fields:
            field.setPlaceholderText(prompt)
            field.setAccessibleName(prompt)
            field.returnPressed.connect(self._give)
            layout.addWidget(field)
        self.keep, self.drop = button("Add"), button("Cancel", "link")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.drop)
        across.addWidget(self.keep)
        layout.addLayout(across)
        self.keep.clicked.connect(self._give)
        self.drop.clicked.connect(self.close_form)
        return form

    def show_actions(self, line: Line, actions: Sequence[Action]) -> None:
        """Show the actions of a line; what is being typed for another one stays."""
        self._line = line
        about = self.about
        self.head.setText(f"For {about.name or about.title}" if about and about.key != line.key else "")
        self.head.setVisible(bool(self.head.text()))
        if tuple(actions) == self._shown:
            return
        self._shown = tuple(actions)
        empty(self._lines)
        for action in actions:
            self._lines.addWidget(self._action(action))
        if not actions:
            self._lines.addWidget(label("None yet.", "third"))

    def _action(self, action: Action) -> QWidget:
        box = QWidget()
        across = QHBoxLayout(box)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(4)
        tick = QCheckBox()
        tick.setChecked(action.done)
        tick.setAccessibleName(f"Done: {action.text}")
        tick.setToolTip("Done")
        tick.clicked.connect(lambda done: self.ticked.emit(action, done))
        said = QVBoxLayout()
        said.setSpacing(1)
        said.addWidget(label(action.text, "second" if action.done else "", wrap=True))
        said.addWidget(label(told(action), "caption", wrap=True))
        across.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(said, 1)
        return box

    def open_form(self) -> None:
        """Let an action be typed."""
        self.about = self._line
        self.form.show()
        self.add.hide()
        self.text.setFocus()

    def close_form(self) -> None:
        """Leave out what was being typed."""
        for field in (self.text, self.owner, self.due):
            field.clear()
        self.about = None
        self.head.hide()
        self.form.hide()
        self.add.show()

    def _give(self) -> None:
        self.given.emit(self.text.text(), self.owner.text(), self.due.text())
