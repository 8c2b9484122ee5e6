"""The top of the Overview: how far the period is in a sentence, and its tally beside the one before."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from ascdesk.expecting import Progress
from ascdesk.periods import show_period
from ascdesk.scorecard import Scorecard
from ui.widgets.labels import label, restyle
from ui.widgets.tally_bar import TallyBar
from ui.words import of_them, tally_base

HINT = "Enter or a click on a line leads to its figure or commentary."


def progress_words(done: Progress, approved: int, written: int) -> str:
    """Return how far a period is: "24 of 31 figures are in; 12 of 19 commentaries are approved."."""
    if not done.expected:
        figures = "No figure is due for this period"
    else:
        figures = f"{done.there:,} of {of_them(done.expected, 'figure')} {'is' if done.expected == 1 else 'are'} in"
    if done.explained:
        figures += f", {done.explained:,} {'says' if done.explained == 1 else 'say'} why there is none"
    if not written:
        return f"{figures}; no commentary has been written."
    verb = "is" if written == 1 else "are"
    return f"{figures}; {approved:,} of {of_them(written, 'commentary', 'commentaries')} {verb} approved."


class OverviewHead(QFrame):
    """Shows both."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setAccessibleName("How far the period is")
        self.period, self.progress = label("", "heading"), label("", wrap=True)
        self.names = label("", "strong"), label("", "second")
        self.bars = TallyBar(), TallyBar()
        self.bases = label("", "caption", wrap=True), label("", "caption", wrap=True)
        self.none, self.closes = label("", "third"), label("", "second", wrap=True)
        left = QVBoxLayout()
        left.setSpacing(4)
        left.addWidget(self.period)
        left.addWidget(self.closes)
        left.addWidget(self.progress)
        left.addWidget(label(HINT, "caption", wrap=True))
        left.addStretch(1)
        right = QGridLayout()
        right.setHorizontalSpacing(12)
        right.setVerticalSpacing(3)
        for at, (name, bar, base) in enumerate(zip(self.names, self.bars, self.bases, strict=True)):
            right.addWidget(name, 2 * at, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.addWidget(bar, 2 * at, 1)
            right.addWidget(base, 2 * at + 1, 1)
        right.addWidget(self.none, 2, 1)
        right.setColumnStretch(1, 1)
        right.setRowStretch(4, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(24)
        layout.addLayout(left, 1)
        layout.addLayout(right, 1)

    def show_progress(self, card: Scorecard, before: Scorecard, done: Progress, approved: int, written: int) -> None:
        """Show another period, or the same further on."""
        self.period.setText(show_period(card.period))
        self.progress.setText(progress_words(done, approved, written))
        for each, name, bar, base in zip((card, before), self.names, self.bars, self.bases, strict=True):
            name.setText(show_period(each.period))
            base.setText(tally_base(each.tally))
            bar.show_tally(each.tally, show_period(each.period))
        held = any(row.figure is not None for row in before.rows)
        self.bars[1].setVisible(held)
        self.bases[1].setVisible(held)
        self.none.setVisible(not held)
        self.none.setText("No figures are held for it.")

    def show_closing(self, words: str, role: str = "second") -> None:
        """Say how long the period is open, louder where that is not for long; nothing where no day is set."""
        self.closes.setText(words)
        self.closes.setVisible(bool(words))
        if self.closes.property("role") != role:
            self.closes.setProperty("role", role)
            restyle(self.closes)
