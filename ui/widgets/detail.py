"""The panel beside the scorecard: one row with its reason, its base, its source and what is said of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.direction import Travel
from ascdesk.model import Direction, Target
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.scorecard import Row, show_comparator, show_figure
from ui import words
from ui.delegates import direction_width, is_number, paint_direction
from ui.tokens import tokens_now
from ui.widgets.chip import Chip
from ui.widgets.labels import card, empty, label, rule

WIDTH = 340
MOST_BEFORE = 10


@dataclass(frozen=True, slots=True)
class Story:
    """A row, where its figure came from, and the values that the figure had before, latest first."""

    row: Row
    source: str
    earlier: tuple[tuple[str, str], ...] = ()


class DirectionMark(QWidget):
    """An arrow and its word, as in the table."""

    def __init__(self, travel: Travel) -> None:
        super().__init__()
        self._travel = travel
        self.setAccessibleName(f"Direction: {words.direction_words(travel)}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(direction_width(self._travel, self.font())) + 4, 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(QPointF(0, 0), self.size().toSizeF())
        tokens = tokens_now()
        colour = tokens.third if self._travel.direction is Direction.NONE else tokens.ink
        paint_direction(painter, at, self._travel, colour, self.font())


class DetailPanel(QScrollArea):
    """Shows one row of the scorecard in full."""

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setMinimumWidth(280)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Details of the selected measure")
        self._inside = QWidget()
        self._inside.setObjectName("detail")
        self._inside.setAccessibleName("Details")
        self._lines = QVBoxLayout(self._inside)
        self._lines.setContentsMargins(16, 14, 16, 16)
        self._lines.setSpacing(6)
        self.setWidget(self._inside)
        self.show_story(None)

    def show_story(self, story: Story | None) -> None:
        """Show another row; without one, say how to choose it."""
        empty(self._lines)
        if story is None:
            self._add(label("Choose a measure to see how it was judged.", "third", wrap=True))
        else:
            for part in (_judgement, _published, _comparators, _so_far, _earlier, _commentary, _origin):
                for widget in part(story):
                    self._add(widget)
            self._inside.setAccessibleDescription(words.spoken_row(story.row))
        self._lines.addStretch(1)
        self.verticalScrollBar().setValue(0)

    def _add(self, widget: QWidget) -> None:
        if widget.property("role") == "rule":
            self._lines.addSpacing(4)
        self._lines.addWidget(widget)
        if widget.property("role") == "rule":
            self._lines.addSpacing(2)


def detail_card() -> tuple[QWidget, DetailPanel]:
    """Return the panel on a card of its own, and the panel."""
    ground, panel = card(), DetailPanel()
    layout = QVBoxLayout(ground)
    layout.setContentsMargins(1, 1, 1, 1)
    layout.addWidget(panel)
    return ground, panel


def in_a_row(*widgets: QWidget) -> QWidget:
    """Return widgets beside one another, at the left."""
    box = QWidget()
    layout = QHBoxLayout(box)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for widget in widgets:
        layout.addWidget(widget)
    layout.addStretch(1)
    return box


def _judgement(story: Story) -> list[QWidget]:
    row = story.row
    code = f"{row.measure.code} · " if row.measure.code else ""
    shown = [label(f"{code}{words.title_of(row.measure, row.part)}", "title", wrap=True)]
    shown.append(label(show_period(row.period), "caption"))
    number = is_number(row.display)
    figure = label(row.display or "No figure", "figure" if number else "strong", wrap=not number)
    parts: list[QWidget] = [*shown, in_a_row(figure, Chip(row.rating)), label(row.reason, wrap=True)]
    if row.target_display:
        parts.append(_fact("Target", _target_words(row, row.target_display)))
    travel = row.travel
    parts += [rule(), label("Direction of travel", "group")]
    if words.direction_words(travel) != "–":
        parts.append(DirectionMark(travel))
    parts.append(label(travel.reason, "second", wrap=True))
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
    lines = tuple((show_period(each.period), show_figure(row.measure, each)) for each in before)
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
