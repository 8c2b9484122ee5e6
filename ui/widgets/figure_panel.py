"""The panel beside the sheet: one figure, how it is rated, what is odd about it, its note, its earlier values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.entering import number_text
from ascdesk.model import EntityId, Figure, FollowUp
from ascdesk.pasting import Place
from ascdesk.periods import show_period
from ascdesk.scorecard import Row, show_figure
from ascdesk.sheet import Line, noted
from ui import words
from ui.delegates import is_number
from ui.models.figures import line_title
from ui.models.unread import Kept
from ui.widgets.arithmetic import Arithmetic, Subject, bring_in_sight
from ui.widgets.chip import Chip, face_of
from ui.widgets.figure_checks import Checks, concerns_of
from ui.widgets.figure_flag import FlagBox
from ui.widgets.figure_history import History, Value
from ui.widgets.figure_note import NoteBox
from ui.widgets.figure_status import StatusBox
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import card, label, restyle, rule

WIDTH = 272


@dataclass(frozen=True, slots=True)
class Story:
    """What the panel tells: a line and the cell on it, what was typed there that made no figure, and its flag."""

    line: Line
    place: Place
    unread: Kept | None = None
    flag: FollowUp | None = None

    @property
    def figure(self) -> Figure | None:
        """The figure that the cell shows."""
        return self.line.figures.get(self.place.period)


@dataclass(frozen=True, slots=True)
class Settled:
    """What the log says of a cell: the values it had, latest first, and on which days it was explained and flagged."""

    values: tuple[Value, ...] = ()
    explained: Mapping[EntityId, str] = field(default_factory=dict)
    flagged: str = ""


class FigurePanel(QScrollArea):
    """Shows the figure under the cursor: how it is rated, what is odd, its flag, note and status, its values so far.

    Emits `noted` with a note that was written, and `left` when the keyboard should go back to the grid; its parts
    emit what else is wanted.
    """

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
        self.checks, self.flag, self.status, self.history = Checks(), FlagBox(), StatusBox(), History()
        self.check_head, self.check = self.checks.head, self.checks.text
        self.correct, self.explain = self.checks.correct, self.checks.explain
        self.note, self.note_head = NoteBox(), label("Note", "group")
        self.note_head.setBuddy(self.note)
        self._kept = QWidget()
        self._cell: object = None
        self._lay_out()
        self.note.kept.connect(self.keep_note)
        for each in (self.note.ended, self.checks.left, self.flag.left):
            each.connect(self.left)
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
        lines.addWidget(self.caption)
        lines.addWidget(self.title)
        lines.addLayout(value)
        judged = (self.pair, self.rated_on, self.reason, self.target, self.how, self.checks, self._kept)
        for each in judged:
            lines.addWidget(each)
        lines.addStretch(1)
        kept = QVBoxLayout(self._kept)
        kept.setContentsMargins(0, 0, 0, 0)
        kept.setSpacing(8)
        below: tuple[QWidget, ...] = (
            rule(), self.flag, self.note_head, self.note, self.status, rule(), self.history,
        )  # fmt: skip
        for each in below:
            kept.addWidget(each)
        self._rule = below[5]
        self.setWidget(inside)

    def show_story(self, story: Story | None) -> None:
        """Show another figure; without one, say how to choose it."""
        self._show_value(story)
        figure = story.figure if story else None
        found = concerns_of(story.line, story.place.period) if story else ()
        cell = (story.line.key, story.place.period) if story else None
        self.checks.show_checks(cell, found, story.unread if story else None)
        self._kept.setVisible(story is not None)
        self.flag.show_flag(cell, story.flag if story else None)
        self._show_note(figure, cell == self._cell)
        self.status.show_figure(figure)
        if cell != self._cell:
            # What the log says of the cell comes when the cursor rests on it.
            self._cell = cell
            self.history.show_values(())
            self.verticalScrollBar().setValue(0)
        self._rule.setVisible(bool(self.history.values))

    def _show_note(self, figure: Figure | None, same: bool) -> None:
        """Show the note of a figure; one that is being written on the same figure stays."""
        held = figure.note if figure else ""
        if not (same and held == self.note.held):
            self.note.held = held
            self.note.setText(held)
        self.note.setEnabled(figure is not None)
        self.note.setPlaceholderText("What a reader should know" if figure else "Type a figure first")

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
        # How it is marked stands below.
        text = show_figure(line.measure, replace(figure, flags=()) if figure else None) or "No figure"
        role = "figure" if is_number(text) else "strong"
        if self.value.property("role") != role:
            self.value.setProperty("role", role)
            restyle(self.value)
        _say(self.value, text)
        self.chip.setVisible(rated)
        self.chip.show_rating(face_of(line.row))
        _say(self.rated_on, rated_on(line.row) if rated else "")
        _say(self.pair, _pair_words(figure))
        _say(self.reason, line.row.reason if rated else "")
        _say(self.target, f"Target: {line.row.target_display}" if rated and line.row.target_display else "")
        self.how.show_row(line.row if rated else None)

    def show_settled(self, history: Settled) -> None:
        """Show what the log says of the cell: its values, and when it was explained and flagged."""
        self.history.show_values(history.values)
        self._rule.setVisible(bool(history.values))
        self.checks.show_when(history.explained)
        self.flag.show_when(history.flagged)

    def show_how(self) -> None:
        """Unfold how the figure is rated, and put the keyboard there."""
        self.how.show_how(Subject.RATING)
        bring_in_sight(self, self.how)

    def begin_explaining(self) -> None:
        """Ask why the figure is right, if anything about it is odd."""
        self.checks.begin()
        bring_in_sight(self, self.checks)

    def begin_flagging(self) -> None:
        """Ask what is still to be found out about the cell."""
        self.flag.begin()
        bring_in_sight(self, self.flag)

    def edit_note(self) -> None:
        """Put the keyboard into the note."""
        bring_in_sight(self, self.note)
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
    found = concerns_of(line, place.period)
    if odd := " ".join(each.text for each in found if each.open):
        return f"▲ {name}: {odd}  Ctrl+Shift+E explains it."
    if figure and noted(figure):
        return f"{name}: {figure.note}"
    if settled := [words.explained_words(each.explanation) for each in found if each.explanation]:
        return f"{name}: {settled[0]}"
    if story.flag:
        return f"{name}: To follow up: {story.flag.text}"
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
