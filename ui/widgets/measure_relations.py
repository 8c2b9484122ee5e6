"""The rules across measures of a report: written, mended, taken out, and whether each holds."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ascdesk.defining.relations import read_relation, show_relation
from ascdesk.errors import UserError
from ascdesk.model import Relation
from ascdesk.periods import Period, show_period
from ascdesk.relating import Related, related
from ascdesk.workspace import Workspace
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, empty, label
from ui.widgets.measure_change import Change, beside
from ui.widgets.measure_fields import Asked, Field

HELP = (
    "Rules that figures must keep between measures. A figure that breaks one is marked where it is typed, and can be "
    "explained there. Name measures by their codes, and a part or series in square brackets."
)
WRITE = Asked("rule", "Another rule", "Such as A8 [Completed] <= A8 [Incoming], or A2 + B2 = 100.")
WHY = Asked("reason", "Why it holds", "Printed beside what breaks it; may stay empty.")
GONE = "It names a measure that is gone."
BACK = 4


class RelationCard(QFrame):
    """One rule: its text and its reason, to be mended, and how it stands in each period."""

    def __init__(self, held: Related, text: str, mend: Callable[[Relation, str, str], None]) -> None:
        super().__init__()
        self.relation = held.relation
        self.setProperty("role", "card")
        self.setAccessibleName(f"Rule {text}")
        self._mend = mend
        self.text = Field(Asked("rule", "Rule"), lambda typed: mend(self.relation, typed, self.relation.reason))
        self.reason = Field(Asked("reason", WHY.name), lambda typed: mend(self.relation, self.text.shown, typed))
        self.text.put(text)
        self.reason.put(held.relation.reason)
        self.gone = button("Remove the rule", "link", "Undo brings it back")
        self.gone.setAccessibleName(f"Remove the rule {text}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(6)
        layout.addWidget(self.text)
        states = QWidget()
        flow = FlowLayout(states, gap=12)
        for each in held.standings:
            word = {True: "● holds", False: "■ broken", None: "○ no figures"}[each.holds]
            role = {True: "holds", False: "broken", None: "third"}[each.holds]
            flow.addWidget(label(f"{show_period(each.period, 'short')} {word}", role))
        layout.addWidget(states)
        said = [each for each in held.standings if each.holds is False]
        for each in said[-1:]:
            layout.addWidget(label(f"{show_period(each.period)}: {each.why}", "second", wrap=True))
        if not held.standings:
            layout.addWidget(label(GONE, "trouble", wrap=True))
        layout.addWidget(self.reason)
        layout.addLayout(beside(self.gone))


class RelationsPanel(QWidget):
    """Lists the rules of one framework, and takes another."""

    def __init__(self, workspace: Workspace, change: Change) -> None:
        super().__init__()
        self._workspace, self._change = workspace, change
        self._framework, self._period = "", Period.year(2000)
        self.cards: list[RelationCard] = []
        self._shown: tuple[Related, ...] | None = None
        self.listed = QVBoxLayout()
        self.listed.setSpacing(8)
        self.text, self.reason = Field(WRITE, lambda _: None), Field(WHY, lambda _: None)
        self.add = button("Add the rule")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(label("Rules across measures", "group"))
        layout.addWidget(label(HELP, "second", wrap=True))
        layout.addLayout(self.listed)
        layout.addWidget(self.text)
        layout.addWidget(self.reason)
        layout.addLayout(beside(self.add))
        self.add.clicked.connect(self._add)
        self.text.control.left.connect(self._entered)

    def show_framework(self, framework: str, period: Period) -> None:
        """Show the rules of a framework, and how they stand in a period and the four before it."""
        self._framework, self._period = framework, period
        workspace = self._workspace
        periods = tuple(period.shift(-back) for back in range(BACK, -1, -1))
        held = [each for each in workspace.relations() if each.framework == framework]
        found = related(held, workspace.measures(), workspace.figures_in(periods) if held else (), periods)
        found = tuple(sorted(found, key=lambda each: show_relation(each.relation, workspace.measures())))
        if found == self._shown:
            return
        focused = self._focused()
        self._shown = found
        empty(self.listed)
        self.cards = []
        for each in found:
            made = RelationCard(each, show_relation(each.relation, workspace.measures()), self._mend)
            made.gone.clicked.connect(lambda _=False, each=each: self._remove(each.relation))
            self.listed.addWidget(made)
            self.cards.append(made)
        if focused is not None:  # what had the keyboard was made anew
            at, key = focused
            card = self.cards[at] if at < len(self.cards) else None
            (self.text if card is None else card.reason if key == "reason" else card.text).control.setFocus()

    def _focused(self) -> tuple[int, str] | None:
        """Return the number of the rule that has the keyboard, and which field of it."""
        held = self.window().focusWidget()
        for at, each in enumerate(self.cards):
            if held is not None and each.isAncestorOf(held):
                return at, "reason" if each.reason.isAncestorOf(held) else "rule"
        return None

    def finish(self) -> None:
        """Keep what is half typed in a rule; a new one waits until it is added."""
        for each in tuple(self.cards):
            each.text.commit()
            each.reason.commit()

    def _mend(self, before: Relation, text: str, reason: str) -> None:
        made = self._read(text, reason)
        if made.id != before.id:
            self._require_free(made)
        self._change("Change a rule across measures", [made], [before] if made.id != before.id else ())

    def _read(self, text: str, reason: str) -> Relation:
        return read_relation(text, self._framework, self._workspace.measures(), reason)

    def _require_free(self, made: Relation) -> None:
        if any(each.id == made.id for each in self._workspace.relations()):
            raise UserError("That rule is there already.", "Change it in its own place.")

    def _entered(self) -> None:
        self.text.say("")
        if self.text.control.hasFocus():  # Enter, and not leaving it
            self._add()

    def _add(self) -> None:
        try:
            made = self._read(self.text.control.typed(), self.reason.control.typed())
            self._require_free(made)
        except UserError as error:
            self.text.say(f"{error.problem} {error.remedy}")
            self.text.control.setFocus()
            return
        self._change("Add a rule across measures", [made])
        self.text.put("")
        self.reason.put("")
        self.text.control.setFocus()

    def _remove(self, relation: Relation) -> None:
        self._change("Remove a rule across measures", gone=[relation])
