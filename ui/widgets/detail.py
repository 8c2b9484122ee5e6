"""The panel beside the scorecard: one row with its reason, its base, its source and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.model import Target
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.scorecard import Row, show_comparator, show_figure
from ui import words
from ui.delegates import is_number
from ui.measure_words import where_to_set
from ui.widgets.arithmetic import Arithmetic, Subject, bring_in_sight
from ui.widgets.by_hand import ByHand
from ui.widgets.chip import Chip, computed_face, face_of
from ui.widgets.direction_mark import DirectionMark
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, card, empty, label, rule

WIDTH = 340
SETTINGS = {"judged": "Set how it is judged…", "targets": "Set a target…"}
MOST_BEFORE = 10


@dataclass(frozen=True, slots=True)
class Story:
    """A row, where its figure came from, the values that it had before, latest first, and why it is right if odd."""

    row: Row
    source: str
    earlier: tuple[tuple[str, str], ...] = ()
    explained: tuple[str, ...] = ()


class DetailPanel(QScrollArea):
    """Shows one row of the scorecard in full.

    Emits `left` when the keyboard should go back to the table, and `setting_wanted` with the tab of the Measures
    page on which what keeps the row from being rated can be set.
    """

    left = Signal()
    setting_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setMinimumWidth(280)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Details of the selected measure")
        self._key: tuple[str, str, Period] | None = None
        self._inside = QWidget()
        self._inside.setObjectName("detail")
        self._inside.setAccessibleName("Details")
        # These stay when another row is shown: what is unfolded stays unfolded, and the keyboard where it is.
        self.setting = button(SETTINGS["judged"], "fold", "On the page Measures")
        self.rating, self.by_hand = Arithmetic((Subject.RATING,)), ByHand()
        self.direction, self.forecast = Arithmetic((Subject.DIRECTION,)), Arithmetic((Subject.FORECAST,))
        self._judged, self._moved, self._rest = (_column() for _ in range(3))
        lines = QVBoxLayout(self._inside)
        lines.setContentsMargins(16, 14, 16, 16)
        lines.setSpacing(6)
        lines.addLayout(self._judged)
        lines.addWidget(self.setting)
        lines.addWidget(self.rating)
        lines.addWidget(self.by_hand)
        lines.addLayout(self._moved)
        lines.addWidget(self.direction)
        lines.addWidget(self.forecast)
        lines.addLayout(self._rest)
        lines.addStretch(1)
        self._tab = ""
        self.setting.clicked.connect(lambda: self.setting_wanted.emit(self._tab))
        self.by_hand.asked.connect(lambda: bring_in_sight(self, self.by_hand))
        self.setWidget(self._inside)
        self.show_story(None)

    def show_story(self, story: Story | None) -> None:
        """Show another row; without one, say how to choose it."""
        row = story.row if story else None
        for column in (self._judged, self._moved, self._rest):
            empty(column)
        if story is None:
            self._judged.addWidget(label("Choose a measure to see how it was judged.", "third", wrap=True))
        else:
            _fill(self._judged, _judgement(story))
            _fill(self._moved, _direction(story))
            for part in (_published, _comparators, _so_far, _earlier, _commentary, _origin):
                _fill(self._rest, part(story))
            self._inside.setAccessibleDescription(words.spoken_row(story.row))
        self._tab = where_to_set(row) if row else ""
        self._show_setting()
        for each in (self.rating, self.direction, self.forecast, self.by_hand):
            each.show_row(row)
        key = (row.measure.id, row.part, row.period) if row else None
        if key != self._key:
            self._key = key
            self.verticalScrollBar().setValue(0)

    def _show_setting(self) -> None:
        """Show the way to where a rating is made possible, where something is left to be set."""
        if self._tab:
            self.setting.setText(SETTINGS[self._tab])
            self.setting.setAccessibleName(SETTINGS[self._tab].rstrip("…"))
        elif self.setting.hasFocus():
            self.left.emit()
        self.setting.setVisible(bool(self._tab))

    def show_how(self, subject: Subject) -> None:
        """Unfold the arithmetic of a rating or a direction, and put the keyboard there."""
        opened = self.direction if subject is Subject.DIRECTION else self.rating
        opened.show_how(subject)
        bring_in_sight(self, opened)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_F6, Qt.Key.Key_Escape):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _column() -> QVBoxLayout:
    made = QVBoxLayout()
    made.setSpacing(6)
    return made


def _fill(column: QVBoxLayout, widgets: list[QWidget]) -> None:
    """Add widgets to a column, with a little more room around a rule."""
    for widget in widgets:
        ruled = widget.property("role") == "rule"
        column.addSpacing(4 if ruled else 0)
        column.addWidget(widget)
        column.addSpacing(2 if ruled else 0)


def detail_card() -> tuple[QWidget, DetailPanel]:
    """Return the panel on a card of its own, and the panel."""
    ground, panel = card(), DetailPanel()
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(panel)
    return ground, panel


def in_a_row(*widgets: QWidget) -> QWidget:
    """Return widgets beside one another, at the left; those that have no room go on below."""
    box = QWidget()
    layout = FlowLayout(box, gap=10)
    for widget in widgets:
        layout.addWidget(widget)
    return box


def _judgement(story: Story) -> list[QWidget]:
    row = story.row
    code = f"{row.measure.code} · " if row.measure.code else ""
    shown = [label(f"{code}{words.title_of(row.measure, row.part)}", "title", wrap=True)]
    shown.append(label(words.judged_when(row) or show_period(row.period), "caption", wrap=True))
    number = is_number(row.display)
    figure = label(row.display or "No figure", "figure" if number else "strong", wrap=not number)
    tags = [label("Small numbers", "tag")] if row.small_numbers else []
    parts: list[QWidget] = [*shown, in_a_row(figure, Chip(face_of(row)), *tags), *_by_hand(row)]
    parts.append(label(row.judged.reason, "second" if row.override else "", wrap=True))
    parts += [label(each, "second", wrap=True) for each in story.explained]
    if row.target_display:
        parts.append(_fact("Target", _target_words(row, row.target_display)))
    if row.to_target:
        parts.append(_fact("To target", row.to_target))
    return parts


def _by_hand(row: Row) -> list[QWidget]:
    """Return who gave a rating and why, and beside it what was computed."""
    if row.override is None:
        return []
    who = label(f"Rated by hand by {row.override.person}: {row.override.reason}", wrap=True)
    return [who, in_a_row(label("Computed", "caption"), Chip(computed_face(row)))]


def _direction(story: Story) -> list[QWidget]:
    row = story.row
    parts: list[QWidget] = [rule(), label("Direction of travel", "group")]
    if words.direction_words(row) != "–":
        parts.append(in_a_row(DirectionMark(row)))
    parts.append(label(row.travel.reason, "second", wrap=True))
    if row.effects:
        parts.append(label(row.effects, "second", wrap=True))
    if said := words.significance_words(row):
        parts.append(label(said, "second" if row.travel.significance_reason else "caption", wrap=True))
    return parts


def _target_words(row: Row, shown: str) -> str:
    target: Target | None = row.target
    extra = [f"for {show_period(target.year)}"] if target else []
    if target and target.rationale:
        extra.append(target.rationale)
    return f"{shown} {'; '.join(extra)}".strip()


def _published(story: Story) -> list[QWidget]:
    published, row = story.row.published, story.row
    if published is None:
        return []
    said = words.published_words(published)
    parts: list[QWidget] = [rule(), label("The report printed", "group")]
    if published.rating is not None:
        chip = Chip(published.rating)
        chip.setAccessibleName(f"Published {chip.accessibleName()}")
        same = "as here" if published.rating is row.rating else "which differs from ours"
        parts.append(in_a_row(chip, label(same, "third")))
    if said:
        parts.append(label(said, "second", wrap=True))
    return parts if len(parts) > 2 else []


def _comparators(story: Story) -> list[QWidget]:
    row = story.row
    if not row.comparators:
        return []
    lines = []
    for each in row.comparators:
        rank = " ".join(text for text in (words.rank_words(each), words.rank_before_words(each)) if text)
        about = f"{words.bare(each.name)}, {words.comparator_year(each)}"
        lines.append((about, show_comparator(row.measure, each), rank))
    return [rule(), label("Compared with", "group"), *(_compared(*line) for line in lines)]


def _compared(name: str, value: str, rank: str) -> QWidget:
    box = _pairs(((name, value),))
    if rank:
        grid = box.layout()
        assert isinstance(grid, QGridLayout)
        grid.addWidget(label(rank, "caption", wrap=True), 1, 0, 1, 2)
    return box


def _so_far(story: Story) -> list[QWidget]:
    row = story.row
    before = [each for each in reversed(row.before) if _near(row.period, each.period)][:MOST_BEFORE]
    if not before:
        return []
    lines = tuple((show_period(each.period), show_figure(row.measure_at(each.period), each)) for each in before)
    return [rule(), label("Figures before", "group"), _pairs(lines)]


def _near(shown: Period, other: Period) -> bool:
    """Tell whether a figure of this period helps to understand the shown one; Trends has all of them."""
    return other.kind in (shown.kind, PeriodKind.YEAR) or shown.contains(other)


def _earlier(story: Story) -> list[QWidget]:
    if not story.earlier:
        return []
    return [rule(), label("Earlier values of this figure", "group"), _pairs(story.earlier)]


def _commentary(story: Story) -> list[QWidget]:
    commentary = story.row.commentary
    heading = label("Commentary", "group")
    if commentary is None or not commentary.text:
        return [rule(), heading, label("Nothing has been written for this period yet.", "third", wrap=True)]
    status = label(words.STATUS_WORDS[commentary.status], "tag")
    text = selectable(label(commentary.text, wrap=True), "Commentary text")
    return [rule(), in_a_row(heading, status), text]


def _origin(story: Story) -> list[QWidget]:
    if not story.source:
        return []
    return [rule(), label("Where the figure came from", "group"), label(story.source, "second", wrap=True)]


def _fact(name: str, value: str) -> QWidget:
    return label(f"{name}: {value}", "second", wrap=True)


def _pairs(lines: tuple[tuple[str, str], ...]) -> QWidget:
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(3)
    grid.setColumnStretch(0, 1)
    for number, (name, value) in enumerate(lines):
        grid.addWidget(label(name, "second", wrap=True), number, 0)
        right = label(value, "strong")
        right.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        grid.addWidget(right, number, 1)
    return box


def selectable(text: QLabel, name: str) -> QLabel:
    """Let a reader select and copy a text."""
    text.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    text.setAccessibleName(name)
    text.setAccessibleDescription(text.text())
    return text
