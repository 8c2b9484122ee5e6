"""Making a measure: its framework, code, title and section, typed in the place of the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascdesk.defining.measures import free_code, new_measure
from ascdesk.defining.sections import stood
from ascdesk.errors import UserError
from ascdesk.model import Entity, Measure
from ascdesk.scorecard import walk
from ascdesk.workspace import Workspace
from ui.models.measures import path_of
from ui.widgets.controls import ChoiceField
from ui.widgets.labels import button, label
from ui.widgets.measure_change import Change, beside
from ui.widgets.measure_fields import Asked, Field

ASKED = (
    Asked("title", "Title", "What it measures, as the report prints it.", lines=2, paragraph=True),
    Asked("code", "Code", "No other measure of its framework has it."),
    Asked("framework", "Framework", "The set that it belongs to, such as Corporate plan 2024-25."),
)
MOST_WIDE = 760
FIRST = (
    "This file has no measures yet. The quickest way is to import last quarter’s report: its measures, targets, "
    "history and comparators come out of it. Or make the first measure here."
)


class NewMeasurePanel(QWidget):
    """Asks for what a new measure cannot be without. Emits `cancelled`; what is half typed waits till then."""

    cancelled = Signal()

    def __init__(
        self, workspace: Workspace, change: Change, made: Callable[[Measure], object], do: Callable[[str], None]
    ) -> None:
        super().__init__()
        self._workspace, self._change, self._made = workspace, change, made
        self.title = label("New measure", "title")
        self.first = label(FIRST, "second", wrap=True)
        self.import_ = button("Import a report…")
        self.fields = {asked.key: Field(asked, lambda _: None) for asked in ASKED}
        self.section = ChoiceField(())
        self.trouble = label("", "trouble", wrap=True)
        self.make, self.cancel = button("Make the measure", "primary"), button("Cancel", "link")
        self._lay_out()
        self.import_.clicked.connect(lambda: do("import"))
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self._cancel)
        for field in self.fields.values():
            field.control.left.connect(lambda field=field: self._left(field))

    def _lay_out(self) -> None:
        self.section.setAccessibleName("Section of the new measure")
        self.section.view().setAccessibleName("Section of the new measure")
        self.setMaximumWidth(MOST_WIDE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(12)
        layout.addWidget(self.title)
        layout.addWidget(self.first)
        layout.addWidget(self.import_, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.fields["title"])
        named = QHBoxLayout()
        named.setSpacing(16)
        for key in ("code", "framework"):
            named.addWidget(self.fields[key], 1, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(named)
        self.section_name = label("Section", "field")
        below = QVBoxLayout()
        below.setSpacing(3)
        below.addWidget(self.section_name)
        below.addWidget(self.section)
        layout.addLayout(below)
        layout.addWidget(self.trouble)
        layout.addLayout(beside(self.make, self.cancel))
        layout.addStretch(1)

    def begin(self, beside_: Measure | None) -> None:
        """Ask anew; the framework and the section of the measure that was shown are offered."""
        measures = self._workspace.measures()
        framework = beside_.framework if beside_ else measures[0].framework if measures else ""
        if not self.fields["title"].control.typed().strip():
            self.fields["framework"].put(framework)
            self.fields["code"].put(free_code(framework, measures))
            self._offer_sections(beside_)
            self._tell("")
        for each in (self.first, self.import_):
            each.setVisible(not measures)
        self.cancel.setVisible(bool(measures))
        self.fields["title"].control.setFocus()

    def _offer_sections(self, beside_: Measure | None) -> None:
        sections = self._workspace.sections()
        self.section.clear()
        for section in walk(sections):
            self.section.addItem(path_of(section, sections), section.id)
        self.section.addItem("In no section", "")
        for each in (self.section_name, self.section):
            each.setVisible(bool(sections))
        stands = next((p for p in self._workspace.placements() if beside_ and p.measure == beside_.id), None)
        self.section.show_value(stands.section if stands else "")

    def _make(self) -> None:
        measures = self._workspace.measures()
        typed = {key: field.control.typed() for key, field in self.fields.items()}
        try:
            measure = new_measure(typed["framework"], typed["code"], typed["title"], measures)
        except UserError as error:
            self._tell(str(error))
            next(
                (f for f in self.fields.values() if not f.control.typed().strip()), self.fields["code"]
            ).control.setFocus()
            return
        self.fields["title"].put("")
        self._change(f"Make the measure {measure.code}", self._with_place(measure))
        self._made(measure)

    def _with_place(self, measure: Measure) -> Sequence[Entity]:
        chosen = next((each for each in self._workspace.sections() if each.id == self.section.typed()), None)
        return [measure, stood(measure, chosen, self._workspace.placements())] if chosen else [measure]

    def _cancel(self) -> None:
        self.fields["title"].put("")
        self.cancelled.emit()

    def _left(self, field: Field) -> None:
        self._tell("")
        if field.control.hasFocus():  # Enter, and not leaving it
            self._make()

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
