"""The left of the Reports page: which report, what it will contain, what is still missing in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from ascdesk.checking.findings import Concern, findings
from ascdesk.expecting import Progress
from ascdesk.model import CommentaryStatus
from ascdesk.periods import show_period
from ascdesk.reports.contents import REPORTS, Contents
from ascdesk.reports.tables import tally_sentence
from ascdesk.reports.texts import text_lines
from ui.widgets.labels import button, empty, label, rule
from ui.words import of_them


def missing_words(contents: Contents, done: Progress, unsaid: int) -> tuple[str, ...]:
    """Return what a report of the period still lacks, each in a sentence; `unsaid` texts are to be written."""
    said = Counter(line.status for line in text_lines(contents))
    red = sum(each.concern is Concern.MISSING_COMMENTARY for each in findings(contents.scorecard))
    red_ones = f", {of_them(red, 'of a red measure', 'of red measures')}" if red else ""
    counted = (
        (done.due, "figure is due and not in", "figures are due and not in"),
        (unsaid, f"commentary has not been written{red_ones}", f"commentaries have not been written{red_ones}"),
        (said[CommentaryStatus.DRAFT.value], "commentary is a draft", "commentaries are drafts"),
        (said[CommentaryStatus.RETURNED.value], "commentary was sent back", "commentaries were sent back"),
        (said[CommentaryStatus.SUBMITTED.value], "commentary waits for review", "commentaries wait for review"),
    )
    lacks = tuple(f"{of_them(count, one, many)}." for count, one, many in counted if count)
    return lacks if done.expected or not lacks else (f"No figure is due for {show_period(contents.period)}.", *lacks)


def complete_words(contents: Contents, done: Progress) -> str:
    """Return what is true of a report that lacks nothing."""
    if not done.expected:
        return f"Nothing: no figure is due for {show_period(contents.period)}, and every commentary is approved."
    return "Nothing: every figure that is due is in, and every commentary is approved."


def contents_words(report: str, contents: Contents, sheets: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    """Return what a report will contain: its title and period, its tally, and how much stands on each sheet."""
    when = "All periods" if report == "figures" else show_period(contents.period)
    tally = () if report == "figures" else (tally_sentence(contents.scorecard.tally),)
    return (contents.title, when, *tally, *(f"{name}: {of_them(rows, 'row')}" for name, rows in sheets))


class ReportChoice(QScrollArea):
    """Emits `chosen` with the name of a report, `lacking` when somebody wants to see what is missing."""

    chosen = Signal(str)
    lacking = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Report")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._group = QButtonGroup(self)
        self.choices = {name: QRadioButton(name.capitalize()) for name in REPORTS}
        self.facts, self.lacks = QVBoxLayout(), QVBoxLayout()
        self.look = button("See them on the Overview", "link")
        self.look.clicked.connect(self.lacking)
        self._lay_out()

    def _lay_out(self) -> None:
        inside = QFrame()
        inside.setObjectName("detail")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(14, 10, 12, 12)
        lines.setSpacing(4)
        for name, choice in self.choices.items():
            about = REPORTS[name]
            choice.setAccessibleName(f"{name.capitalize()}: {about}")
            choice.toggled.connect(lambda on, name=name: self.chosen.emit(name) if on else None)
            self._group.addButton(choice)
            described = label(f"{about[:1].upper()}{about[1:]}.", "caption", wrap=True)
            described.setContentsMargins(28, 0, 0, 2)
            lines.addWidget(choice)
            lines.addWidget(described)
        for heading, under in (("What it will contain", self.facts), ("What is still missing", self.lacks)):
            lines.addWidget(rule())
            lines.addWidget(label(heading, "group"))
            under.setSpacing(2)
            lines.addLayout(under)
        lines.addWidget(self.look, 0, Qt.AlignmentFlag.AlignLeft)
        lines.addStretch(1)
        self.setWidget(inside)

    def mark(self, report: str) -> None:
        """Show which report is chosen."""
        self.choices[report].setChecked(True)

    def show_words(self, facts: Sequence[str], lacks: Sequence[str], complete: str) -> None:
        """Say what the report will contain, and what it lacks; `complete` where that is nothing."""
        _fill(self.facts, [label(text, "" if number else "strong", wrap=True) for number, text in enumerate(facts)])
        _fill(self.lacks, [label(text, "second", wrap=True) for text in lacks or (complete,)])
        self.look.setVisible(bool(lacks))


def _fill(layout: QVBoxLayout, widgets: Sequence[QWidget]) -> None:
    empty(layout)
    for widget in widgets:
        layout.addWidget(widget)
