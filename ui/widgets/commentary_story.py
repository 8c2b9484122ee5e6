"""What an author looks at while writing: the text before, the actions, and what else is known."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ascdesk.commenting import Line
from ascdesk.model import Action, Commentary, Subject, SupportingFigure
from ascdesk.periods import show_period
from ascdesk.readings import own_decimals, show_amount
from ascdesk.scorecard import Row, show_comparator
from ui import words
from ui.widgets.commentary_actions import ActionList
from ui.widgets.detail import in_a_row, selectable
from ui.widgets.labels import empty, label, rule


@dataclass(frozen=True, slots=True)
class Background:
    """What is known besides the figure: the text before, the actions, and supporting figures."""

    line: Line
    earlier: Commentary | None = None
    actions: tuple[Action, ...] = ()
    supporting: tuple[SupportingFigure, ...] = ()


class CommentaryStory(QScrollArea):
    """The panel beside the text."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: Background | None = None
        self.setWidgetResizable(True)
        self.setMinimumWidth(240)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("What is known besides the figure")
        inside = QWidget()
        inside.setObjectName("detail")
        inside.setAccessibleName("What is known besides the figure")
        self.before, self.after, self.undertaken = QVBoxLayout(), QVBoxLayout(), ActionList()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        for lines in (self.before, self.after):
            lines.setSpacing(6)
        layout.addLayout(self.before)
        layout.addWidget(self.undertaken)
        layout.addLayout(self.after)
        layout.addStretch(1)
        self.setWidget(inside)

    def show_background(self, background: Background) -> None:
        """Show what is known about another line; the same again leaves everything where it is."""
        if background == self._shown:
            return
        other = self._shown is None or self._shown.line.key != background.line.key
        self._shown = background
        self.undertaken.setVisible(background.line.subject is not Subject.UNPLACED)
        self.undertaken.show_actions(background.line, background.actions)
        for lines, parts in ((self.before, _earlier(background)), (self.after, _facts(background))):
            empty(lines)
            for part in parts:
                lines.addWidget(part)
        if other:
            self.verticalScrollBar().setValue(0)


def _earlier(background: Background) -> list[QWidget]:
    """Return the text before, with its period and where it stood."""
    if background.line.subject is Subject.UNPLACED:
        return [label("Its measure’s earlier texts show here once it is attached.", "third", wrap=True)]
    earlier = background.earlier
    if earlier is None:
        return [label("Earlier text", "group"), label("Nothing was written here before.", "third"), rule()]
    status = label(words.STATUS_WORDS[earlier.status], "tag")
    text = selectable(label(earlier.text, wrap=True), "The text before")
    return [in_a_row(label(show_period(earlier.period), "group"), status), text, rule()]


def _facts(background: Background) -> list[QWidget]:
    row = background.line.row
    parts = _supporting(background.supporting)
    if row is not None:
        parts += [*_published(row), *_compared(row), *_notes(row)]
    return parts


def _supporting(figures: tuple[SupportingFigure, ...]) -> list[QWidget]:
    if not figures:
        return []
    lines = [
        label(f"{show_amount(each.value, each.unit, own_decimals(each.value))} {each.label}", "second", wrap=True)
        for each in figures
    ]
    return [rule(), label("Supporting figures", "group"), *lines]


def _published(row: Row) -> list[QWidget]:
    said = words.published_words(row.published) if row.published else ""
    return [rule(), label("The report printed", "group"), label(said, "second", wrap=True)] if said else []


def _compared(row: Row) -> list[QWidget]:
    if not row.comparators:
        return []
    lines = []
    for each in row.comparators:
        ranks = ", ".join(text for text in (words.rank_words(each), words.rank_before_words(each)) if text)
        value = f"{words.bare(each.name)} {show_comparator(row.measure, each)}, {words.comparator_year(each)}"
        lines.append(label(f"{value} · {ranks}" if ranks else value, "second", wrap=True))
    return [rule(), label("Compared with", "group"), *lines]


def _notes(row: Row) -> list[QWidget]:
    measure, parts = row.measure, list[QWidget]()
    said = (("Technical notes", measure.notes), ("Tags", " · ".join(measure.tags)), ("Aim", measure.aim))
    for heading, text in said:
        if text:
            parts += [rule(), label(heading, "group"), selectable(label(text, "second", wrap=True), heading)]
    return parts
