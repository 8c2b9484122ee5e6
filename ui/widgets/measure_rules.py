"""The rules of a whole report: sets of rules to take for all its measures, and its conventions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from ascdesk.defining.conventions import conventions_changed, conventions_field, conventions_label
from ascdesk.defining.presets import PRESETS
from ascdesk.model import Conventions
from ascdesk.periods import Period
from ascdesk.trying import Trial
from ascdesk.workspace import Workspace
from ui.rule_words import WORDINGS, WORDINGS_EXPLAINED
from ui.widgets.labels import label
from ui.widgets.measure_change import Change
from ui.widgets.measure_fields import Asked, Field
from ui.widgets.measure_relations import RelationsPanel
from ui.widgets.measure_trial import TrialView

HELP = (
    "A set of rules is taken for every measure of the report in one step. Any measure can be given another rule "
    "afterwards, under “How it is judged”."
)
CONVENTIONS = (
    Asked("wording", "A direction of travel reads", choices=WORDINGS, explained=WORDINGS_EXPLAINED),
    Asked("significance_level", "Level of significance", "A change is more than chance where its probability is below "
          "this: 0.05, or 5%, as a rule."),
    Asked("small_below", "Small numbers are under", "A rate of fewer people than this says so beside its rating; 0 if "
          "none is to."),
)  # fmt: skip
INDENT, BELOW = 27, 90


class RulesPanel(QWidget):
    """Shows and changes the rules of one framework; `take` is asked to rate it by a set of rules."""

    def __init__(self, workspace: Workspace, change: Change, take: Callable[[str, Trial], None]) -> None:
        super().__init__()
        self._workspace, self._change, self._take = workspace, change, take
        self._held: Conventions | None = None
        self._period: Period | None = None
        self._tried: Trial | None = None
        self.title, self.of = label("Rules of the report", "title"), label("", "strong", wrap=True)
        self.sets = {each.name: QRadioButton(each.title) for each in PRESETS}
        self.group = QButtonGroup(self)
        self.ways: dict[str, QVBoxLayout] = {}
        self.trial = TrialView(self)
        self.fields = {asked.key: Field(asked, self._keeper(asked.key)) for asked in CONVENTIONS}
        self.relations = RelationsPanel(workspace, change)
        self._lay_out()
        self.group.buttonClicked.connect(self._try_chosen)
        self.trial.take.clicked.connect(self._take_it)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(8)
        for each in (self.title, self.of, label(HELP, "second", wrap=True)):
            layout.addWidget(each)
        for preset in PRESETS:
            chosen = self.sets[preset.name]
            chosen.setAccessibleName(preset.title)
            chosen.setAccessibleDescription(preset.about)
            self.group.addButton(chosen)
            way = self.ways[preset.name] = QVBoxLayout()
            way.setContentsMargins(INDENT, 0, 0, 0)
            way.setSpacing(8)
            way.addWidget(label(preset.about, "second", wrap=True))
            block = QVBoxLayout()
            block.setSpacing(0)
            block.addWidget(chosen, 0, Qt.AlignmentFlag.AlignLeft)
            block.addLayout(way)
            layout.addLayout(block)
        layout.addSpacing(6)
        layout.addWidget(label("Words and limits", "group"))
        layout.addWidget(self.fields["wording"])
        limits = QHBoxLayout()
        limits.setSpacing(16)
        for key in ("significance_level", "small_below"):
            limits.addWidget(self.fields[key], 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(limits)
        layout.addWidget(self.relations)
        layout.addStretch(1)

    def first(self) -> QWidget:
        """Return what has the keyboard when the panel is opened: the chosen set of rules, or the first."""
        return self.group.checkedButton() or next(iter(self.sets.values()))

    def show_framework(self, framework: str, period: Period) -> None:
        """Show the rules of a framework, and what the chosen set of rules would make of a period."""
        held = self._workspace.conventions(framework)
        another = self._held is None or self._held.framework != framework
        taken = self._held is not None and self._held.preset != held.preset
        self._held, self._period = held, period
        self.of.setText(framework)
        for key, field in self.fields.items():
            shown = conventions_field(held, key)
            if another:
                field.put(shown)
            else:
                field.show_value(shown)
        self.relations.show_framework(framework, period)
        if another or taken:
            self._choose(held.preset)
        self._try()

    def finish(self) -> None:
        """Keep what is half typed."""
        for field in self.fields.values():
            field.commit()
        self.relations.finish()

    def _choose(self, name: str) -> None:
        """Mark a set of rules as the chosen one, or none."""
        self.group.setExclusive(False)
        for key, chosen in self.sets.items():
            chosen.setChecked(key == name)
            # Tab goes to the chosen one, as Qt does where it is chosen by hand.
            by_tab = key == (name or PRESETS[0].name)
            chosen.setFocusPolicy(Qt.FocusPolicy.StrongFocus if by_tab else Qt.FocusPolicy.ClickFocus)
        self.group.setExclusive(True)

    def _chosen(self) -> str:
        return next((key for key, chosen in self.sets.items() if chosen.isChecked()), "")

    def _try_chosen(self) -> None:
        self._try()
        QTimer.singleShot(0, self._bring_into_sight)  # once the form is laid out around it

    def _bring_into_sight(self) -> None:
        seen = self.parentWidget()
        scroll = seen.parentWidget() if seen else None
        if isinstance(scroll, QScrollArea) and self.trial.isVisibleTo(self):
            scroll.ensureWidgetVisible(self.trial.take, 0, BELOW)

    def _try(self) -> None:
        """Say under the chosen set of rules what it would change; nothing is written."""
        name = self._chosen()
        if not name or self._held is None or self._period is None:
            self.trial.hide()
            return
        self._tried = self._workspace.try_preset(name, self._held.framework, self._period)
        self.trial.show_trial(self._tried)
        if self.ways[name].indexOf(self.trial) < 0:
            self.ways[name].addWidget(self.trial)
            QWidget.setTabOrder(self.sets[name], self.trial.take)
        self.trial.show()

    def _take_it(self) -> None:
        name = self._chosen()
        if name and self._tried is not None:
            self.sets[name].setFocus()  # the button goes once there is nothing more to take
            self._take(name, self._tried)

    def _keeper(self, key: str) -> Callable[[str], None]:
        def keep(typed: str) -> None:
            if self._held is not None:
                made = conventions_changed(self._held, key, typed)
                self._change(conventions_label(self._held, key), [made])

        return keep
