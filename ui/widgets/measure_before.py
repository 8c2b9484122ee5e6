"""How a measure was defined before, whether it is retired, and the ways to change either from a period on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ascdesk.model import Definition, Measure
from ascdesk.periods import show_period
from ascdesk.year.telling import changed_words
from ui.measure_words import UNITS, called
from ui.widgets.labels import button, empty, label
from ui.widgets.measure_change import beside

CORRECTED = "What is changed below is put right for every period{}. If it is another only from some period on, say so:"


class BeforeView(QFrame):
    """Shows the earlier definitions of a measure, and leads to another, to its last period, and back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = QVBoxLayout()
        self.said.setSpacing(4)
        self.corrected = label("", "second", wrap=True)
        self.change = button("Change from a period on…", tip="Another definition, code or unit; what was before stays")
        self.retire = button("Retire after…", tip="It is reported for the last time in a period")
        self.bring_back = button("Bring back", tip="It is reported again")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(8)
        layout.addLayout(self.said)
        layout.addWidget(self.corrected)
        layout.addLayout(beside(self.change, self.retire, self.bring_back))

    def show_measure(self, measure: Measure, definitions: Sequence[Definition]) -> None:
        """Show what a measure was before."""
        empty(self.said)
        retired = retired_words(measure)
        for sentence in (*([retired] if retired else []), *earlier_words(measure, definitions)):
            self.said.addWidget(label(sentence, "strong" if sentence == retired else "", wrap=True))
        latest = max((each.until for each in definitions), default=None)
        self.corrected.setText(CORRECTED.format(f" after {show_period(latest)}" if latest else ""))
        self.retire.setVisible(measure.last is None)
        self.bring_back.setVisible(measure.last is not None)


def retired_words(measure: Measure) -> str:
    """Return since when and why a measure is retired; nothing where it is not."""
    if measure.last is None:
        return ""
    return f"Retired after {show_period(measure.last)}: {measure.retired_because.rstrip('.')}."


def earlier_words(measure: Measure, definitions: Sequence[Definition]) -> list[str]:
    """Return how a measure was defined until which period, latest first, each in a sentence."""
    said = []
    after = measure
    for each in sorted(definitions, key=lambda each: each.until, reverse=True):
        unit = called(UNITS, each.unit).lower()
        compares = "comparable with what came after" if each.comparable else "not comparable with what came after"
        differs = changed_words(each, after)
        why = f": {each.reason.rstrip('.')}" if each.reason else ""
        then = f" Then {differs[:1].lower()}{differs[1:]}." if differs else ""
        said.append(f"Until {show_period(each.until)}: code {each.code}, {unit}; {compares}{why}.{then}")
        after = each  # type: ignore[assignment]
    return said
