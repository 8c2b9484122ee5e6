"""What a commentary is about, above it: the measure with its figure, its rating and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from ascdesk.commenting import Line, drawn_figures
from ascdesk.model import Subject
from ascdesk.periods import show_period
from ascdesk.scorecard import Row, show_comparator, tally
from ui import words
from ui.delegates import is_number
from ui.models.commentaries import title_words
from ui.widgets.arithmetic import Arithmetic
from ui.widgets.chip import Chip, face_of
from ui.widgets.labels import label
from ui.widgets.sparkline import Sparkline

ROOM_FOR_LINE, MARGIN, GAP = 440, 16, 12


@dataclass(frozen=True, slots=True)
class Head:
    """A line, the rows that stand under it where it is a section or a report, and where a stray text came from.

    `explained` says why its figure is right, where that looked odd.
    """

    line: Line
    rows: tuple[Row, ...] = ()
    origin: str = ""
    explained: str = ""


class CommentaryHead(QFrame):
    """The card above the text."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._shown: Head | None = None
        self.title = label("", "title", wrap=True)
        self.figure, self.chip, self.line = label("", "figure"), Chip(), Sparkline()
        # Beside the figure, or below it where there is no room for that.
        self.target, self.below = label("", "second", wrap=True), label("", "second", wrap=True)
        self.reason, self.about = label("", wrap=True), label("", "second", wrap=True)
        self.explained, self.how = label("", "second", wrap=True), Arithmetic()
        self._judged = (self.figure, self.chip)
        figures = QHBoxLayout()
        figures.setSpacing(GAP)
        figures.addWidget(self.figure)
        figures.addWidget(self.chip)
        figures.addWidget(self.target, 1)
        figures.addStretch(0)
        figures.addWidget(self.line, 0, Qt.AlignmentFlag.AlignRight)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, 10, MARGIN, 11)
        layout.setSpacing(4)
        layout.addWidget(self.title)
        layout.addLayout(figures)
        layout.addWidget(self.below)
        layout.addWidget(self.reason)
        layout.addWidget(self.about)
        layout.addWidget(self.explained)
        layout.addWidget(self.how)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.updateGeometry)
        self.how.unfolded.connect(lambda _: self._again.start())

    def show_head(self, head: Head) -> None:
        """Show another line, or the same one judged anew."""
        if head == self._shown:
            return
        self._shown = head
        line, row = head.line, head.line.row
        self.title.setText(_title(line))
        for widget in self._judged:
            widget.setVisible(row is not None)
        self.line.clear()
        if row is not None:
            self._show_row(row)
        else:
            self.reason.setText(_unjudged(head))
            for each in (self.about, self.target, self.below):
                each.setText("")
        self.about.setVisible(bool(self.about.text()))
        self.explained.setText(head.explained)
        self.explained.setVisible(bool(head.explained))
        self.how.show_row(row)
        self._make_room()

    def _show_row(self, row: Row) -> None:
        number = is_number(row.display)
        self.figure.setText(row.display if number else "" if row.display else "No figure")
        self.figure.setProperty("role", "figure" if number else "strong")
        self.figure.style().polish(self.figure)
        self.figure.setVisible(bool(self.figure.text()))
        self.chip.show_rating(face_of(row))
        for each in (self.target, self.below):
            each.setText(_against(row))
        words_instead = "" if number or not row.display else f"{row.display}. "
        self.reason.setText(f"{words_instead}{row.reason}")
        self.about.setText(row.travel.reason)
        self.line.show_run(row.measure, drawn_figures(row))
        self.setAccessibleName(words.spoken_row(row))

    def _make_room(self) -> bool:
        """Put the target below the figure, and leave the line of figures out, where the card is narrow.

        Return whether something has come or gone.
        """
        before = self.line.isHidden(), self.below.isHidden()
        wide, said = self.width() >= ROOM_FOR_LINE, bool(self.target.text())
        drawn = self.line.drawn and wide
        self.line.setVisible(drawn)
        taken = sum(each.sizeHint().width() + GAP for each in (self.figure, self.chip, *([self.line] if drawn else [])))
        # It breaks into two lines at most, and those are seldom of one length.
        needed = self.target.fontMetrics().horizontalAdvance(self.target.text()) * 5 // 8
        beside = wide and self.width() - 2 * MARGIN - taken >= needed
        self.target.setVisible(said and beside)
        self.below.setVisible(said and not beside)
        return before != (self.line.isHidden(), self.below.isHidden())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._make_room():
            # What stands below asks again how high the card is: it has asked before the card made room.
            self._again.start()


def _title(line: Line) -> str:
    if line.subject is Subject.UNPLACED:
        return "Commentary without a heading"
    return " · ".join(word for word in (line.name, title_words(line)) if word)


def _against(row: Row) -> str:
    """Return of when the figure is, if not of the period that is written about, and what it is held against."""
    said = [when] if (when := words.judged_when(row)) else []
    if row.target_display:
        said.append(f"target {row.target_display}" + (f" ({row.to_target} to reach it)" if row.to_target else ""))
    if comparator := words.main_comparator(row):
        value = show_comparator(row.measure, comparator)
        said.append(f"{words.bare(comparator.name)} {value} ({words.comparator_year(comparator)})")
    text = " · ".join(said)
    return text[:1].upper() + text[1:]


def _unjudged(head: Head) -> str:
    line = head.line
    if line.subject is Subject.UNPLACED:
        return f"This text stood under no heading in {head.origin}." if head.origin else "This text has no measure yet."
    return summary(head.rows) or show_period(line.period)


def summary(rows: Sequence[Row]) -> str:
    """Return how the measures under a section or a report are rated, as a sentence."""
    if not rows:
        return ""
    said = words.tally_words(tally(rows))
    return f"{words.of_them(len({(row.measure.id, row.part) for row in rows}), 'figure')}, {said[:1].lower()}{said[1:]}"
