"""All of one measure beside a year that is prepared: what is asked about it, and every field of its definition."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.model import EntityId, Population
from ascdesk.periods import Period, show_period
from ascdesk.year import Fate
from ui.measure_words import POLARITIES
from ui.models.new_year import COMPARES, YearLine
from ui.widgets.labels import label
from ui.widgets.measure_fields import Asked, Field
from ui.widgets.measure_form import NOTES, WHAT, Rows, Scroll, WhatTab

# One below the other: the panel is narrow.
ALL: Rows = tuple(
    (asked,) for asked in (*(each for row in WHAT for each in row), Asked("polarity", "Which way is better",
     choices=POLARITIES), *(each for row in NOTES for each in row))
)  # fmt: skip
WIDTH = 348
KEPT = "It is kept as it is. Whatever is changed here holds from {} on; every earlier period keeps what it was."
CHANGED = "From {} on it is as it stands here; every earlier period keeps what it was."
RETIRED = "It is reported in {} for the last time. What is held of it stays, and can be looked at and printed."


ANSWERS = (
    Asked("comparable", "Its figures compare with those before", choices=COMPARES),
    Asked("reason", "Why", lines=2, paragraph=True),
)


class DraftForm(WhatTab):
    """Every field of a definition that is not written yet."""

    def __init__(self, keep: Callable[[EntityId, str, str], None]) -> None:
        super().__init__(ALL, keep)


class NewYearDetails(QWidget):
    """Shows all of a measure as it shall be; `keep` is told what was typed into a field of it, `answer` of the rest."""

    def __init__(
        self, keep: Callable[[EntityId, str, str], None], answer: Callable[[YearLine, str, str], None]
    ) -> None:
        super().__init__()
        self._answer = answer
        self._line: YearLine | None = None
        self.title, self.said = label("", "title", wrap=True), label("", "second", wrap=True)
        self.asked = label("", "odd", wrap=True)
        self.answers = {asked.key: Field(asked, self._answerer(asked.key)) for asked in ANSWERS}
        self.form = DraftForm(keep)
        inside = QWidget()
        scrolled = QVBoxLayout(inside)
        scrolled.setContentsMargins(0, 4, 0, 0)
        scrolled.setSpacing(0)
        answers = QVBoxLayout()
        answers.setContentsMargins(16, 0, 16, 0)
        answers.setSpacing(8)
        for field in self.answers.values():
            answers.addWidget(field)
        scrolled.addLayout(answers)
        scrolled.addWidget(self.form, 1)
        self.ground = Scroll(inside, "The whole definition")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 10, 1, 1)
        layout.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(16, 0, 16, 0)
        head.setSpacing(4)
        for each in (self.title, self.said, self.asked):
            head.addWidget(each)
        layout.addLayout(head)
        layout.addWidget(self.ground, 1)

    def show_line(self, line: YearLine, year: Period, populations: Iterable[Population]) -> None:
        """Show the measure of a line."""
        turn, another = line.turn, self._line is None or self._line.turn.measure.id != line.turn.measure.id
        if another:
            self._commit_answers()
        self._line = line
        self.title.setText(f"{turn.measure.code} · {turn.measure.title}" if turn.measure.code else turn.measure.title)
        said = {Fate.KEEP: KEPT, Fate.CHANGE: CHANGED, Fate.RETIRE: RETIRED}[turn.fate]
        self.said.setText(said.format(show_period(year.previous() if line.retires else year)))
        self.asked.setText(" ".join(line.asked))
        self.asked.setVisible(bool(line.asked))
        for key, held in (("comparable", "yes" if turn.comparable else "no"), ("reason", turn.reason)):
            field = self.answers[key]
            if another:
                field.put(held)
            else:
                field.show_value(held)
        self.answers["comparable"].setVisible(turn.fate is Fate.CHANGE)
        self.answers["reason"].setVisible(turn.fate is not Fate.KEEP)
        self.form.show_measure_of(turn.measure if turn.fate is Fate.KEEP else turn.now, populations)
        self.form.setEnabled(not line.retires)

    def first(self) -> QWidget:
        """Return what has the keyboard when somebody goes into the panel."""
        if self._line is not None and self._line.retires:
            return self.answers["reason"].control
        return self.form.fields["title"].control

    def finish(self) -> None:
        """Keep what is half typed."""
        self._commit_answers()
        self.form.finish()

    def _commit_answers(self) -> None:
        for field in self.answers.values():
            field.commit()

    def _answerer(self, key: str) -> Callable[[str], None]:
        def answer(typed: str) -> None:
            if self._line is not None:
                self._answer(self._line, key, typed)

        return answer
