"""The panel beside the sheet: one figure, how it is rated, what is odd about it, its note, its earlier values."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.entering import number_text
from ascdesk.model import Figure
from ascdesk.pasting import Place
from ascdesk.periods import show_period
from ascdesk.scorecard import Row, show_figure
from ascdesk.sheet import Line, concerns, explained
from ui import words
from ui.delegates import is_number
from ui.models.figures import line_title
from ui.models.unread import Kept
from ui.widgets.arithmetic import Arithmetic, Subject, bring_in_sight
from ui.widgets.chip import Chip, face_of
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, card, label, restyle, rule

WIDTH = 272
MOST_EARLIER = 6


@dataclass(frozen=True, slots=True)
class Story:
    """What the panel tells: a line and the cell on it, and what was typed there that made no figure."""

    line: Line
    place: Place
    unread: Kept | None = None

    @property
    def figure(self) -> Figure | None:
        """The figure that the cell shows."""
        return self.line.figures.get(self.place.period)


class NoteBox(QLineEdit):
    """The note of a figure. Emits `kept` on Enter and on leaving; Esc brings back what was there."""

    kept = Signal()
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Note of the figure")
        self.held = ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.setText(self.held)
            self.ended.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.kept.emit()
            self.ended.emit()
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self.text() != self.held:
            self.kept.emit()
        return super().event(event)


class FigurePanel(QScrollArea):
    """Shows the figure under the cursor.

    Emits `correct_wanted` to go back into the cell, `noted` with a note that was written, and `left` when the
    keyboard should go back to the grid.
    """

    correct_wanted = Signal()
    noted = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setMinimumWidth(WIDTH - 40)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The figure under the cursor")
        self.caption, self.title = label("", "group"), label("", "second", wrap=True)
        self.value, self.chip = label("", "figure"), Chip()
        self.pair, self.reason = label("", "second", wrap=True), label("", wrap=True)
        self.target, self.rated_on = label("", "second", wrap=True), label("", "second", wrap=True)
        self.how = Arithmetic(stacked=True)
        self.check_rule, self.check_head, self.check = rule(), label("To check", "group"), label("", wrap=True)
        self.correct, self.explain = button("Correct", tip="Back into the cell"), button("Explain…")
        self.explain.setToolTip("Write a note that says why the figure is right (Ctrl+;)")
        self.note = NoteBox()
        self.note_head = label("Note", "group")
        self.note_head.setBuddy(self.note)
        self.earlier_rule, self.earlier_head = rule(), label("Values so far", "group")
        self.earlier = [(label("", "strong"), label("", "caption", wrap=True)) for _ in range(MOST_EARLIER)]
        self._buttons = QWidget()
        self._lay_out()
        self.correct.clicked.connect(self.correct_wanted)
        self.explain.clicked.connect(self.edit_note)
        self.note.kept.connect(self.keep_note)
        self.note.ended.connect(self.left)
        self.show_story(None)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("detail")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(14, 12, 14, 14)
        lines.setSpacing(6)
        value = FlowLayout(gap=10)
        value.addWidget(self.value)
        value.addWidget(self.chip)
        acts = QHBoxLayout(self._buttons)
        acts.setContentsMargins(0, 2, 0, 0)
        acts.addWidget(self.correct)
        acts.addWidget(self.explain)
        acts.addStretch(1)
        lines.addWidget(self.caption)
        lines.addWidget(self.title)
        lines.addLayout(value)
        below: tuple[QWidget, ...] = (
            self.pair, self.rated_on, self.reason, self.target, self.how, self.check_rule, self.check_head, self.check,
            self._buttons, rule(), self.note_head, self.note, self.earlier_rule, self.earlier_head,
        )  # fmt: skip
        for each in below:
            lines.addWidget(each)
        for shown, how in self.earlier:
            lines.addLayout(_beside(shown, how))
        lines.addStretch(1)
        self.setWidget(inside)

    def show_story(self, story: Story | None) -> None:
        """Show another figure; without one, say how to choose it."""
        self._show_value(story)
        self._show_check(story)
        figure = story.figure if story else None
        self.note.held = figure.note if figure else ""
        self.note.setText(self.note.held)
        self.note.setEnabled(figure is not None)
        self.note.setPlaceholderText("What a reader should know" if figure else "Type a figure first")
        self.show_earlier(())

    def _show_value(self, story: Story | None) -> None:
        if story is None:
            self.caption.setText("Choose a figure to see how it is rated.")
            for each in (self.title, self.value, self.chip, self.pair, self.rated_on, self.reason, self.target):
                each.hide()
            self.how.show_row(None)
            return
        line, figure = story.line, story.figure
        rated = line.main and story.place.period == line.row.period
        code = f"{line.measure.code} · " if line.measure.code else ""
        _say(self.caption, f"{code}{show_period(story.place.period)}")
        _say(self.title, line_title(line))
        text = show_figure(line.measure, figure) or "No figure"
        self.value.setProperty("role", "figure" if is_number(text) else "strong")
        restyle(self.value)
        _say(self.value, text)
        self.chip.setVisible(rated)
        self.chip.show_rating(face_of(line.row))
        _say(self.rated_on, rated_on(line.row) if rated else "")
        _say(self.pair, _pair_words(figure))
        _say(self.reason, line.row.reason if rated else "")
        _say(self.target, f"Target: {line.row.target_display}" if rated and line.row.target_display else "")
        self.how.show_row(line.row if rated else None)

    def _show_check(self, story: Story | None) -> None:
        said, head = "", "To check"
        if story and story.unread:
            head, said = "Not saved" if story.unread.refused else "Cannot be read", story.unread.why
        elif story and story.figure:
            said = " ".join(concerns(story.line, story.place.period))
            head = "Explained by the note" if explained(story.figure) else head
        _say(self.check_head, head if said else "")
        _say(self.check, said)
        self.check_rule.setVisible(bool(said))
        self._buttons.setVisible(bool(said) and head != "Explained by the note")
        self.explain.setVisible(head == "To check")

    def show_earlier(self, values: tuple[tuple[str, str], ...]) -> None:
        """Show the values that the figure had, latest first, each with how it came."""
        _say(self.earlier_head, "Values so far" if values else "")
        self.earlier_rule.setVisible(bool(values))
        for at, (shown, how) in enumerate(self.earlier):
            _say(shown, values[at][0] if at < len(values) else "")
            _say(how, values[at][1] if at < len(values) else "")

    def show_how(self) -> None:
        """Unfold how the figure is rated, and put the keyboard there."""
        self.how.show_how(Subject.RATING)
        bring_in_sight(self, self.how)

    def edit_note(self) -> None:
        """Put the keyboard into the note."""
        self.note.setFocus()
        self.note.selectAll()

    def keep_note(self) -> None:
        """Keep the note that is being written."""
        if self.note.isEnabled() and self.note.text() != self.note.held:
            self.note.held = self.note.text()
            self.noted.emit(self.note.text())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F6, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def sentence(story: Story) -> str:
    """Return the one sentence that matters most of a figure: what is wrong or odd, its note, or why it is rated so."""
    line, figure, place = story.line, story.figure, story.place
    name = f"{line.measure.code or line_title(line)}, {show_period(place.period, 'short')}"
    if story.unread:
        return f"✕ {name}: {story.unread.why}"
    if figure and explained(figure):
        return f"{name}: {figure.note}"
    if odd := " ".join(concerns(line, place.period)):
        return f"▲ {name}: {odd}  Ctrl+; explains it."
    if not line.main or place.period != line.row.period:
        return ""
    # In little room, with what the line under the grid has: the panel says why it is another period.
    if when := words.judged_when_short(line.row):
        return f"{line.measure.code or line_title(line)}, rated on {when}: {line.row.reason}"
    return f"{name}: {line.row.reason}"


def panel_card() -> tuple[QWidget, FigurePanel]:
    """Return the panel on a card of its own, and the panel."""
    ground, panel = card(), FigurePanel()
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(panel)
    return ground, panel


def _say(where: QLabel, text: str) -> None:
    """Show a text, or nothing of its label."""
    if where.text() != text:
        where.setText(text)
    where.setVisible(bool(text))


def rated_on(row: Row) -> str:
    """Return which figure a row is rated on where that is another than the shown period's own, or nothing."""
    when = words.judged_when(row)
    return f"Rated on: {row.display or 'no figure'}, {when}" if when else ""


def _beside(shown: QLabel, how: QLabel) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(10)
    shown.setMinimumWidth(66)
    shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
    row.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(how, 1, Qt.AlignmentFlag.AlignTop)
    return row


def _pair_words(figure: Figure | None) -> str:
    if figure is None or (figure.numerator is None and figure.denominator is None):
        return ""
    if figure.denominator is None:
        return f"Numerator {number_text(figure.numerator)}; no denominator yet" if figure.value is None else (
            f"Numerator {number_text(figure.numerator)}"
        )  # fmt: skip
    if figure.numerator is None:
        return f"Denominator {number_text(figure.denominator)}; no numerator yet"
    return f"{number_text(figure.numerator)} of {number_text(figure.denominator)}"
