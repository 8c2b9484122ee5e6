"""What taking a set of rules would change, before it is taken."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ascdesk.trying import Rerated, Trial
from ui.rule_words import trial_words
from ui.widgets.chip import Chip, face_of
from ui.widgets.labels import button, empty, label
from ui.widgets.measure_change import beside

MOST = 60


class TrialView(QFrame):
    """Shows a trial: what would change in words, then every rating that would be another; and the way to take it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("What these rules would change")
        self.said = QVBoxLayout()
        self.said.setSpacing(4)
        self.ratings = QGridLayout()
        self.ratings.setHorizontalSpacing(8)
        self.ratings.setVerticalSpacing(6)
        self.ratings.setColumnStretch(4, 1)
        self.more = label("", "second", wrap=True)
        self.take = button("Use these rules", "primary", "One step, which Undo takes back")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(self.said)
        layout.addLayout(beside(self.take))
        layout.addLayout(self.ratings)
        layout.addWidget(self.more)

    def show_trial(self, trial: Trial) -> None:
        """Show what a trial found."""
        empty(self.said)
        empty(self.ratings)
        sentences = trial_words(trial)
        for number, sentence in enumerate(sentences):
            self.said.addWidget(label(sentence, "second" if number else "strong", wrap=True))
        for line, each in enumerate(trial.rerated[:MOST]):
            self._show_line(line, each)
        self.more.setText(f"And {len(trial.rerated) - MOST} more.")
        self.more.setVisible(len(trial.rerated) > MOST)
        self.take.setVisible(not trial.changes_nothing)
        self.setAccessibleDescription(" ".join(sentences))

    def _show_line(self, line: int, each: Rerated) -> None:
        measure, part = each.now.measure, each.now.part
        name = " · ".join(word for word in (measure.code or measure.title, part) if word)
        code = label(name, "strong", wrap=True)
        code.setToolTip(measure.title)
        code.setMinimumWidth(56)
        arrow, reason = label("→", "third"), label(each.then.reason, "second", wrap=True)
        for text in (code, arrow, reason):
            text.setContentsMargins(0, 3, 0, 0)  # on the line of the chips’ words
        top = Qt.AlignmentFlag.AlignTop
        self.ratings.addWidget(code, line, 0, top)
        self.ratings.addWidget(Chip(face_of(each.now)), line, 1, top)
        self.ratings.addWidget(arrow, line, 2, top)
        self.ratings.addWidget(Chip(face_of(each.then)), line, 3, top)
        self.ratings.addWidget(reason, line, 4, top)
