"""Changing a measure from a period on, and retiring it: what is asked before either is written."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.defining.measures import changed, read_typed_period
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Measure, Population
from ascdesk.periods import Period, show_period
from ascdesk.year.telling import changed_words, same_definition
from ui.measure_words import POLARITIES, Choices, name_of
from ui.widgets.labels import button, label
from ui.widgets.measure_change import beside
from ui.widgets.measure_fields import Asked, Field
from ui.widgets.measure_form import WHAT, Rows, WhatTab

ABOUT = (
    "Every period before keeps what the measure was then: its code, title, unit and the rest. The period may be a "
    "month, a quarter or a year."
)
UNANSWERED = ""
COMPARES: Choices = ((UNANSWERED, "Say which"), ("yes", "Yes, they compare"), ("no", "No: the line breaks there"))
START = Asked("start", "From which period on", "Such as 2024/25, Quarter 3 2024/25 or October 2024.")
REASON = Asked("reason", "Why", "Stands beside every break, and in the history.", lines=2, paragraph=True)
COMPARED = Asked("comparable", "Do its figures compare with those before?", choices=COMPARES)
LAST = Asked("last", "Its last period", "Such as 2023/24 or Quarter 4 2023/24.")
RETIRING = "It is reported for the last time in that period. What is held of it stays, and earlier reports show it."
ROWS: Rows = (*WHAT, (Asked("polarity", "Which way is better", choices=POLARITIES),))


class ChangingPanel(QWidget):
    """Asks from when on a measure is another, and what. Emits `ended`; what is half typed waits till then.

    `redefine` is told measure, its other self, the period, whether it compares, and why; it may refuse.
    """

    ended = Signal()

    def __init__(self, redefine: Callable[[Measure, Measure, Period, bool, str], object]) -> None:
        super().__init__()
        self._redefine = redefine
        self.measure: Measure | None = None
        self.now: Measure | None = None
        self.title = label("", "title", wrap=True)
        self.start, self.compared = Field(START, lambda _: None), Field(COMPARED, self._say_changes)
        self.reason = Field(REASON, lambda _: None)
        self.what = WhatTab(ROWS, self._keep)
        self.what.ground.setContentsMargins(0, 4, 0, 4)
        self.changes = label("", "strong", wrap=True)
        self.trouble = label("", "trouble", wrap=True)
        self.make, self.cancel = (
            button("Change", "primary", "One step, which Undo takes back"),
            button("Cancel", "link"),
        )
        self._lay_out()
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self.ended)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        above = (self.title, label(ABOUT, "second", wrap=True), self.start, self.compared, self.reason, self.changes)
        for each in (*above, self.trouble):
            layout.addWidget(each)
        layout.addLayout(beside(self.make, self.cancel))
        layout.addWidget(label("What it is from then on", "group"))
        layout.addWidget(self.what, 1)
        self.trouble.hide()

    def begin(self, measure: Measure, start: Period, populations: tuple[Population, ...]) -> None:
        """Ask anew about a measure, from a period on."""
        self.measure = self.now = measure
        self.title.setText(f"Change {name_of(measure)} from a period on")
        self.start.put(show_period(start))
        self.compared.put(UNANSWERED)
        self.reason.put("")
        for field in self.what.fields.values():
            field.give_up()
        self.what.show_measure_of(measure, populations)
        self._populations = populations
        self._tell("")
        self._say_changes("")

    def first(self) -> QWidget:
        """Return what has the keyboard when the panel is opened."""
        return self.start.control

    def _keep(self, _key: EntityId, field: str, typed: str) -> None:
        assert self.now
        self.now = changed(self.now, field, typed)
        self.what.show_measure_of(self.now, self._populations)
        self._say_changes("")

    def _say_changes(self, _typed: str) -> None:
        assert self.measure
        assert self.now
        said = changed_words(self.measure, self.now)
        self.changes.setText(f"{said}." if said else "Nothing is changed below yet.")

    def _make(self) -> None:
        self.what.finish()
        if self.measure is None or self.now is None:
            return
        try:
            start, comparable = self._answers(self.measure, self.now)
            self._redefine(self.measure, self.now, start, comparable, self.reason.control.typed())
        except UserError as error:
            self._tell(f"{error.problem} {error.remedy}")
            return
        self.ended.emit()

    def _answers(self, measure: Measure, now: Measure) -> tuple[Period, bool]:
        start = read_typed_period(self.start.control.typed())
        if start is None:
            self.start.control.setFocus()
            raise UserError("It needs a period from which on it is another.", START.help)
        if not changed_words(measure, now) and self.compared.control.typed() != "no":
            raise UserError("Nothing is changed yet.", "Type below what it is from then on.")
        means = same_definition(measure, now)
        if means and self.compared.control.typed() == UNANSWERED:
            self.compared.control.setFocus()
            raise UserError("What its figures mean changes.", "Say whether they compare with those before.")
        if (means or self.compared.control.typed() == "no") and not self.reason.control.typed().strip():
            self.reason.control.setFocus()
            raise UserError(
                "It needs a reason.", "Say in a sentence why it changes, and why its figures compare or not."
            )
        return start, self.compared.control.typed() != "no"

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


class RetiringPanel(QWidget):
    """Asks after which period a measure is retired, and why. Emits `ended`; `retire` may refuse."""

    ended = Signal()

    def __init__(self, retire: Callable[[Measure, Period, str], object]) -> None:
        super().__init__()
        self._retire = retire
        self.measure: Measure | None = None
        self.title = label("", "title", wrap=True)
        self.last, self.reason = Field(LAST, lambda _: None), Field(REASON, lambda _: None)
        self.trouble = label("", "trouble", wrap=True)
        self.make, self.cancel = (
            button("Retire", "primary", "One step, which Undo takes back"),
            button("Cancel", "link"),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(10)
        for each in (self.title, label(RETIRING, "second", wrap=True), self.last, self.reason, self.trouble):
            layout.addWidget(each)
        layout.addLayout(beside(self.make, self.cancel))
        layout.addStretch(1)
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self.ended)

    def begin(self, measure: Measure, last: Period) -> None:
        """Ask anew about a measure."""
        self.measure = measure
        self.title.setText(f"Retire {name_of(measure)}")
        self.last.put(show_period(last))
        self.reason.put("")
        self._tell("")

    def first(self) -> QWidget:
        """Return what has the keyboard when the panel is opened."""
        return self.reason.control

    def _make(self) -> None:
        if self.measure is None:
            return
        try:
            last = read_typed_period(self.last.control.typed())
            if last is None:
                raise UserError("It needs a last period.", LAST.help)
            self._retire(self.measure, last, self.reason.control.typed())
        except UserError as error:
            self._tell(f"{error.problem} {error.remedy}")
            return
        self.ended.emit()

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
