"""What a measure is, and who stands behind it: fields on tabs, each kept as it is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ascdesk.days import short_day
from ascdesk.defining.measures import BETWEEN, show_field
from ascdesk.model import Action, EntityId, Measure, Population, SupportingFigure, Unit
from ascdesk.periods import show_period
from ascdesk.readings import own_decimals, show_amount
from ui.measure_words import BASES_OF_COUNTING, FREQUENCIES, UNITS
from ui.widgets.labels import empty, label
from ui.widgets.measure_fields import Asked, Field

Keep = Callable[[EntityId, str, str], None]
Rows = tuple[tuple[Asked, ...], ...]

NOBODY = ("", "Not named")
PEOPLE = "Of the populations held; another estimate of them then shows which figures it would move."
WHAT: Rows = (
    (Asked("title", "Title", lines=2, paragraph=True),),
    (Asked("code", "Code"), Asked("framework", "Framework", "The set that the code belongs to.")),
    (Asked("aim", "Aim", "What the council wants of it, in a sentence.", lines=2, paragraph=True),),
    (
        Asked("unit", "What the figure is", choices=UNITS),
        Asked("unit_label", "What it counts", "Such as assessments, days or homes."),
    ),
    (
        Asked("decimals", "Decimal places", "Figures are compared as they are shown."),
        Asked("lag_months", "Months in arrears", "How late the figure comes; 0 if it is on time."),
    ),
    (
        Asked("basis", "How it is counted", choices=BASES_OF_COUNTING),
        Asked("frequency", "How often it is due", choices=FREQUENCIES),
    ),
    (
        Asked("parts", "Parts", "One a line, such as Users and Carers; each has a row of its own.", lines=3),
        Asked("series", "Further series", "One a line; runs of figures beside the main one.", lines=3),
    ),
    (Asked("population", "People that it is a rate of", PEOPLE, choices=(NOBODY,)),),
    (Asked("tags", "Tags", "Parted by commas."),),
)
NOTES: Rows = (
    (Asked("notes", "Technical notes", "How it is worked out, from what, and what is left out.", lines=6),),
    (Asked("owner", "Owner", "Who answers for it."), Asked("author", "Author", "Who writes the commentary.")),
)


class FieldsTab(QWidget):
    """Fields in rows, over what else the tab shows."""

    def __init__(self, rows: Rows, keep: Keep) -> None:
        super().__init__()
        self._keep = keep
        self.fields = {asked.key: Field(asked, self._keeper(asked.key)) for row in rows for asked in row}
        self._shown: EntityId | None = None
        self._left: dict[tuple[str, str], tuple[str, str]] = {}
        self.ground = QVBoxLayout(self)
        self.ground.setContentsMargins(16, 12, 16, 16)
        self.ground.setSpacing(12)
        self.below = QVBoxLayout()
        self.below.setSpacing(8)
        self._lay_out(rows)
        self.ground.addLayout(self.below)
        self.ground.addStretch(1)

    def _lay_out(self, rows: Rows) -> None:
        for row in rows:
            line = QHBoxLayout()
            line.setSpacing(16)
            for asked in row:
                line.addWidget(self.fields[asked.key], 1, Qt.AlignmentFlag.AlignTop)
            self.ground.addLayout(line)

    def show_measure(self, measure: Measure) -> None:
        """Show a measure; what was refused of it when it was left stands there again."""
        for key, field in self.fields.items():
            held = show_field(measure, key)
            if self._shown == measure.id:
                field.show_value(held)
                continue
            if self._shown is not None and field.half_typed is not None:
                self._left[self._shown, key] = field.half_typed, field.trouble.text()
            field.put(held)
        again = self._shown != measure.id
        self._shown = measure.id
        for key, field in self.fields.items():
            if again and (left := self._left.pop((measure.id, key), None)):
                field.put(show_field(measure, key), *left)

    def finish(self) -> None:
        """Keep what is half typed."""
        for field in self.fields.values():
            field.commit()

    def _keeper(self, key: str) -> Callable[[str], None]:
        def keep(typed: str) -> None:
            if self._shown is not None:  # the measure of this tab, which is filled only when it is opened
                self._keep(self._shown, key, typed)

        return keep


class WhatTab(FieldsTab):
    """What a measure is; of a rate, also of which people."""

    def __init__(self, rows: Rows, keep: Keep) -> None:
        super().__init__(rows, keep)
        self.fields["population"].hide()

    def show_measure_of(self, measure: Measure, populations: Iterable[Population]) -> None:
        """Show a measure, with the people to choose from where it is a rate per 100,000."""
        held = {(each.area, each.age_band) for each in populations}
        own = {(measure.population_area, measure.population_band)} if measure.population_area else set()
        choices = tuple((f"{area}{BETWEEN}{band}", f"{area}, {band}") for area, band in sorted(held | own))
        self.fields["population"].offer((NOBODY, *choices))
        self.show_measure(measure)
        self.fields["population"].setVisible(measure.unit is Unit.PER_100K or bool(own))


class NotesTab(FieldsTab):
    """Notes and people, and what else is held about a measure, which is only read here."""

    def __init__(self, keep: Keep) -> None:
        super().__init__(NOTES, keep)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.below.addLayout(self.lines)

    def show_held(self, figures: Iterable[SupportingFigure], actions: Iterable[Action]) -> None:
        """List the supporting figures and the actions of the measure."""
        empty(self.lines)
        texts = [(each.label, _shown(each)) for each in figures]
        if texts:
            self.lines.addWidget(label("Supporting figures", "group"))
        for name, value in texts:
            self.lines.addWidget(label(f"{name}: {value}", "second", wrap=True))
        told = [_told(each) for each in actions]
        if told:
            self.lines.addWidget(label("Actions", "group"))
        for text in told:
            self.lines.addWidget(label(text, "second", wrap=True))


def _shown(figure: SupportingFigure) -> str:
    value = show_amount(figure.value, figure.unit, own_decimals(figure.value))
    part = f" ({figure.part})" if figure.part else ""
    return f"{value}{part}, {show_period(figure.period)}"


def _told(action: Action) -> str:
    due = f", due {short_day(action.due)}" if action.due else ""
    return f"{action.text} {action.owner}{due}{', done' if action.done else ''}".strip()


class Scroll(QScrollArea):
    """A tab's content, scrolled where there is not room for all of it; as wide as the room."""

    def __init__(self, inside: QWidget, name: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setWidget(inside)
        inside.setObjectName("detail")
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
