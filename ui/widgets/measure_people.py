"""Somebody leaves: another name in the place of theirs, for all that they answer for, in one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ascdesk.errors import UserError
from ascdesk.people import Person, Role
from ascdesk.workspace import Workspace
from ui.measure_words import name_of
from ui.widgets.controls import ChoiceField
from ui.widgets.labels import button, empty, label
from ui.widgets.measure_change import beside
from ui.widgets.measure_fields import Asked, Field
from ui.words import of_them

HELP = (
    "Somebody leaves, and another takes over. What they wrote keeps their name, as do measures that are retired and "
    "actions that are done; the history says who it was until when."
)
NOBODY = "Nobody is named in this file yet. Owners and authors are typed under a measure’s “Notes and people”."
WHO = Asked("successor", "Who takes over", "As it is to stand in the report, such as A. Khan.")
NAMES = {
    Role.OWNER: ("Owner of {}", "measure"),
    Role.AUTHOR: ("Author of {}", "measure"),
    Role.ACTIONS: ("Owner of {}", "open action"),
}
MOST_WIDE, MOST = 760, 40


class PeoplePanel(QWidget):
    """Replaces a person; `told` hears in a sentence what was done."""

    def __init__(self, workspace: Workspace, told: Callable[[str], object]) -> None:
        super().__init__()
        self._workspace, self._told = workspace, told
        self.people: tuple[Person, ...] = ()
        self.leaver = ChoiceField(())
        self.leaver_name = label("Who leaves", "field")
        self.successor = Field(WHO, lambda _: None)
        self.roles = {role: QCheckBox(NAMES[role][0].format(f"{NAMES[role][1]}s")) for role in Role}
        self.take = button("Replace", "primary", "One step, which Undo takes back")
        self.nobody, self.what = label(NOBODY, "second", wrap=True), label("", "strong", wrap=True)
        self.things = QVBoxLayout()
        self.things.setSpacing(3)
        self._lay_out()
        self.leaver.currentIndexChanged.connect(self._show_leaver)
        for box in self.roles.values():
            box.toggled.connect(self._preview)
        self.take.clicked.connect(self._replace)

    def _lay_out(self) -> None:
        self.setMaximumWidth(MOST_WIDE)
        self.leaver.setAccessibleName("Who leaves")
        self.leaver.view().setAccessibleName("Who leaves")
        self.leaver_name.setBuddy(self.leaver)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(label("People", "title"))
        for each in (label(HELP, "second", wrap=True), self.nobody, self.leaver_name, self.leaver):
            layout.addWidget(each)
        for box in self.roles.values():
            box.setAccessibleName(box.text())
            layout.addWidget(box)
        layout.addWidget(self.successor)
        layout.addLayout(beside(self.take))
        layout.addWidget(self.what)
        layout.addLayout(self.things)
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show who is named in the file now."""
        held = self.leaver.typed()
        self.people = self._workspace.people()
        self.leaver.offer(tuple((each.name, each.name) for each in self.people))
        self.leaver.setCurrentIndex(max(self.leaver.findData(held), 0))
        for widget in (self.leaver_name, self.leaver, self.successor, self.take, self.what, *self.roles.values()):
            widget.setVisible(bool(self.people))
        self.nobody.setVisible(not self.people)
        self._show_leaver()

    def first(self) -> QWidget:
        """Return what has the keyboard when the panel is opened."""
        return self.leaver

    def person(self) -> Person | None:
        """Return who is chosen to leave."""
        return next((each for each in self.people if each.name == self.leaver.typed()), None)

    def _show_leaver(self) -> None:
        leaver = self.person()
        for role, box in self.roles.items():
            count = leaver.count(role) if leaver else 0
            words, thing = NAMES[role]
            box.setText(words.format(of_them(count, thing)))
            box.setAccessibleName(box.text())
            box.setEnabled(count > 0)
            box.setChecked(count > 0)
        self._preview()

    def _chosen(self) -> tuple[Role, ...]:
        return tuple(role for role, box in self.roles.items() if box.isChecked())

    def _preview(self) -> None:
        """List what would be handed over, each once."""
        empty(self.things)
        leaver, roles = self.person(), self._chosen()
        if leaver is None:
            return
        measures = [*(leaver.owns if Role.OWNER in roles else ()), *(leaver.writes if Role.AUTHOR in roles else ())]
        names = dict.fromkeys(name_of(each) for each in measures)
        things = [*names, *(f"Action: {each.text}" for each in leaver.actions if Role.ACTIONS in roles)]
        self.what.setText(f"{of_them(len(things), 'thing')} would be handed over." if things else "Nothing is chosen.")
        for each in things[:MOST]:
            self.things.addWidget(label(each, "second", wrap=True))
        if len(things) > MOST:
            self.things.addWidget(label(f"And {len(things) - MOST} more.", "second"))
        self.take.setEnabled(bool(things))

    def _replace(self) -> None:
        leaver, successor, roles = self.person(), self.successor.control.typed(), self._chosen()
        if leaver is None:
            return
        try:
            self._workspace.replace_person(leaver, successor, roles)
        except UserError as error:
            self.successor.say(f"{error.problem} {error.remedy}")
            self.successor.control.setFocus()
            return
        handed = (NAMES[role][0].format(of_them(leaver.count(role), NAMES[role][1])) for role in roles)
        taken = ", ".join(each[:1].lower() + each[1:] for each in handed)
        self.successor.put("")
        self.refresh()
        self._told(f"{' '.join(successor.split())} takes over from {leaver.name}: {taken}.")
