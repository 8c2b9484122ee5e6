"""A target that changes within its year: from when on, what, who approved it, and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ascdesk.errors import UserError
from ascdesk.model import EntityId, Measure
from ascdesk.periods import Period, PeriodKind, show_period
from ui.widgets.labels import button, label
from ui.widgets.measure_change import beside
from ui.widgets.measure_fields import Asked, Field

HOLDS = "It holds from that period on. Earlier periods of the year keep the target that they have, and their ratings."
FROM = Asked("start", "From", "A month or quarter within the year, such as October 2024.")
FIELDS = (
    FROM, Asked("value", "Target"), Asked("approver", "Approved by"),
    Asked("reason", "Why it changes within the year", lines=2, paragraph=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Within:
    """What was typed of a target that changes within its year."""

    start: str
    value: str
    approver: str
    reason: str


class WithinYear(QWidget):
    """Asks for a target that starts within its year, once somebody wants one; `keep` may refuse it."""

    def __init__(self, keep: Callable[[Within], object]) -> None:
        super().__init__()
        self._keep = keep
        self._shown: EntityId | None = None
        self.open = button("Change the target within a year…", "link")
        self.fields = {asked.key: Field(asked, lambda _: None) for asked in FIELDS}
        self.trouble = label("", "trouble", wrap=True)
        self.make, self.cancel = button("Set the target"), button("Cancel", "link")
        self.form = QWidget()
        self._lay_out()
        self.open.clicked.connect(self._begin)
        self.make.clicked.connect(self._make)
        self.cancel.clicked.connect(self.end)

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self.form)
        inside.setContentsMargins(0, 0, 0, 4)
        inside.setSpacing(8)
        inside.addWidget(label("Change the target within a year", "group"))
        inside.addWidget(label(HOLDS, "second", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(16)
        for key in ("start", "value", "approver"):
            line.addWidget(self.fields[key], 1, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(line)
        inside.addWidget(self.fields["reason"])
        inside.addWidget(self.trouble)
        inside.addLayout(beside(self.make, self.cancel))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(beside(self.open))
        layout.addWidget(self.form)
        self.form.hide()

    def show_measure(self, measure: Measure, year: Period) -> None:
        """Take a measure on; what was half typed for another goes."""
        if self._shown != measure.id:
            self.end()
            self.fields["start"].put(show_period(year.parts(PeriodKind.QUARTER)[2]))
        self._shown = measure.id

    def end(self) -> None:
        """Put the form away, with what was typed into it."""
        for key, field in self.fields.items():
            if key != "start":
                field.put("")
        self._tell("")
        self.form.hide()
        self.open.show()

    def _begin(self) -> None:
        self.open.hide()
        self.form.show()
        self.fields["value"].control.setFocus()

    def _make(self) -> None:
        typed = {key: field.control.typed() for key, field in self.fields.items()}
        try:
            self._keep(Within(**typed))
        except UserError as error:
            self._tell(f"{error.problem} {error.remedy}")
            return
        self.end()

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
