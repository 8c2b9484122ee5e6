"""The table of a scorecard: columns that make room for one another, keys that pass over headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from ascdesk.model import EntityId
from ascdesk.periods import PeriodKind
from ascdesk.scorecard import Row
from ui.delegates import (
    DELEGATES,
    MARGIN,
    ComparatorDelegate,
    comparator_blocks,
    dated_lines,
    direction_least,
    direction_width,
    figure_font,
    is_number,
    painted_width,
    title_lines,
)
from ui.models.scorecard import FIGURES, TEXTS, Column, Heading, Layout, ScorecardModel, comparator_lines
from ui.text import fits, set_lines
from ui.theme import sized
from ui.tokens import SMALL, TEXT
from ui.widgets.chip import chip_width, face_of
from ui.widgets.sight import bring_in_sight, was_in_sight
from ui.widgets.tinted_head import TintedHead, head_font
from ui.words import judged_when_short

ONE_LINE, TWO_LINES, THREE_LINES, HEADING = 32, 46, 62, 30
MEASURE_ROOM = 200
RATING_SHORT = 58
COMPARATOR_LEAST, COMPARATOR_MOST = 110, 240
NUMBER_ROOM, WORDS_ROOM = 96, 84
COMMENT_LEAST, COMMENT_MOST = 170, 420


class Shown(Enum):
    """How much of a comparator stands in its column."""

    NOTHING = auto()
    RANK = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Plan:
    """One way of sharing out the width; the panel beside the table says all that a narrow one leaves out."""

    columns: tuple[Column, ...]
    rating: bool = False
    """Whether the chip has room for its word."""
    comparator: Shown = Shown.NOTHING


_FIRST = (Column.CODE, Column.MEASURE)
_NOW = (Column.CURRENT, Column.TARGET, Column.RATING)
_DENSE = (*_FIRST, Column.LAST_YEAR, Column.PREVIOUS, *_NOW, Column.DIRECTION)
_RANKED = (*_FIRST, Column.LAST_YEAR, Column.AVERAGE, Column.RANK, Column.PREVIOUS, *_NOW, Column.DIRECTION)
_RANKS = (Column.RANK_MOVE, Column.COMMENT)
PLANS = {
    Layout.TABLE: (
        Plan((*_DENSE, Column.INTERIM, Column.BEST, Column.COMPARATOR), True, Shown.YEAR),
        Plan((*_DENSE, Column.INTERIM, Column.BEST, Column.COMPARATOR), False, Shown.YEAR),
        Plan((*_DENSE, Column.INTERIM, Column.COMPARATOR), True, Shown.YEAR),
        Plan((*_DENSE, Column.COMPARATOR), True, Shown.YEAR),
        Plan((*_DENSE, Column.COMPARATOR), False, Shown.YEAR),
        Plan((*_DENSE, Column.COMPARATOR), False, Shown.RANK),
        Plan(_DENSE, True),
        Plan(_DENSE),
        Plan((*_FIRST, Column.PREVIOUS, *_NOW, Column.DIRECTION)),
        Plan((*_FIRST, *_NOW, Column.DIRECTION)),
    ),
    Layout.FRAMEWORK: (
        Plan((*_RANKED, *_RANKS, Column.YEAR_BEFORE), True),
        Plan((*_RANKED, *_RANKS, Column.YEAR_BEFORE)),
        Plan((*_RANKED, *_RANKS)),
        Plan((*_RANKED, Column.COMMENT), True),
        Plan((*_RANKED, Column.COMMENT)),
        Plan(_RANKED, True),
        Plan(_RANKED),
        Plan(tuple(column for column in _RANKED if column is not Column.PREVIOUS)),
        Plan((*_FIRST, Column.AVERAGE, Column.RANK, *_NOW, Column.DIRECTION)),
        Plan((*_FIRST, Column.RANK, *_NOW, Column.DIRECTION)),
        Plan((*_FIRST, *_NOW, Column.DIRECTION)),
    ),
}


class ScorecardTable(QTableView):
    """Shows a scorecard model."""

    def __init__(self, model: ScorecardModel) -> None:
        super().__init__()
        self.card = model
        self.setModel(model)
        self.setHorizontalHeader(TintedHead(self, (Column.CURRENT,), Column.CURRENT))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(HEADING)
        self.setAccessibleName("Scorecard")
        self.setAccessibleDescription(
            "Arrow keys move; Enter on a rating or a direction opens its arithmetic beside, Esc leads back"
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ONE_LINE)
        self.setMinimumWidth(420)
        self._fitted = -1
        self.layout_ = Layout.TABLE
        for column, delegate in DELEGATES.items():
            self.setItemDelegateForColumn(column, delegate(self))
        self._comparator = ComparatorDelegate(self)
        self.setItemDelegateForColumn(Column.COMPARATOR, self._comparator)
        model.modelReset.connect(self._span_headings)
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self.fit)

    def go_to(self, measure: EntityId, part: str) -> bool:
        """Select the row of a measure and part; False where it is not shown."""
        line = self.card.find(measure, part)
        if line < 0:
            return False
        self.setCurrentIndex(self.card.index(line, Column.MEASURE))
        self.scrollTo(self.card.index(max(line - 1, 0), 0))
        self.scrollTo(self.currentIndex())
        return True

    def current_row(self) -> Row | None:
        """Return the row that the cursor stands on."""
        return self.card.row_at(self.currentIndex())

    def fit(self) -> None:
        """Share the width out among the columns and give every row the height that its texts need."""
        rows = [line for line in self.card.lines if isinstance(line, Row)]
        if not rows:
            return
        widths, plan = column_widths(rows, self._titles(), self.font(), self.viewport().width(), self.layout_)
        self._comparator.year = plan.comparator is Shown.YEAR
        for column in Column:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        for number, line in enumerate(self.card.lines):
            height = HEADING if isinstance(line, Heading) else self._height(line, widths)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def lay_out(self, layout: Layout) -> None:
        """Show the columns of another layout."""
        self.layout_ = layout
        self.fit()

    def _titles(self) -> dict[Column, str]:
        """Return the heads of the columns that have something to show."""
        titles = self.card.titles()
        if self.card.interim() is None:
            del titles[Column.INTERIM]
        return titles

    def _height(self, row: Row, widths: dict[Column, int]) -> int:
        lines = row_lines(row, widths, self.font(), self._comparator.year)
        return (ONE_LINE, TWO_LINES, THREE_LINES)[lines - 1]

    def _span_headings(self) -> None:
        self.clearSpans()
        for number, line in enumerate(self.card.lines):
            if isinstance(line, Heading):
                self.setSpan(number, 0, 1, len(Column))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = was_in_sight(self, event)
        super().resizeEvent(event)
        if self.viewport().width() != self._fitted:
            self._fitted = self.viewport().width()
            self.fit()
        if seen:
            bring_in_sight(self)

    @override
    def moveCursor(self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        where = super().moveCursor(cursorAction, modifiers)
        if not where.isValid() or self.card.row_at(where) is not None:
            return where
        up = cursorAction in (
            QAbstractItemView.CursorAction.MoveUp,
            QAbstractItemView.CursorAction.MovePageUp,
            QAbstractItemView.CursorAction.MovePrevious,
        )
        for line in range(where.row(), -1 if up else len(self.card.lines), -1 if up else 1):
            column = max(self.currentIndex().column(), 0)
            if self.card.row_at(self.card.index(line, column)) is not None:
                return self.card.index(line, column)
        return self.currentIndex()


def column_widths(
    rows: list[Row], titles: Mapping[Column, str], font: QFont, width: int, layout: Layout = Layout.TABLE
) -> tuple[dict[Column, int], Plan]:
    """Return the width of every column that has room, by the plan that it is shared out by.

    The measure's title gets what the others leave.
    """
    fixed = _fixed_widths(rows, titles, font)
    for plan in PLANS[layout]:
        widths = {column: fixed[column] for column in plan.columns if column in fixed}
        widths[Column.RATING] = _rating_width(rows, font, short=not plan.rating)
        if plan.comparator is not Shown.NOTHING and any(row.comparators for row in rows):
            widths[Column.COMPARATOR] = _comparator_width(rows, font, plan.comparator is Shown.YEAR)
        room = width - sum(widths.values())
        if room >= MEASURE_ROOM:
            break
    if Column.COMMENT in widths:
        # The texts share with the names what nothing else needs.
        extra = min(max(room - MEASURE_ROOM, 0) // 2, COMMENT_MOST - COMMENT_LEAST)
        widths[Column.COMMENT] += extra
        room -= extra
    widths[Column.MEASURE] = max(room, 120)
    return widths, plan


def _rating_width(rows: list[Row], font: QFont, short: bool) -> int:
    widest = max(chip_width(face, font, short) for face in set(map(face_of, rows)))
    return max(ceil(widest) + 2 * MARGIN + 2, RATING_SHORT)


def _comparator_width(rows: list[Row], font: QFont, year: bool) -> int:
    """Return the width that the widest comparator needs; a long name takes two lines instead of more."""
    small = sized(font, SMALL)
    widest = max(painted_width(text, small) for row in rows for text in comparator_lines(row, short=True, year=year))
    return min(max(ceil(widest) + 2 * MARGIN + 2, COMPARATOR_LEAST), COMPARATOR_MOST)


def _fixed_widths(rows: list[Row], titles: Mapping[Column, str], font: QFont) -> dict[Column, int]:
    """Return the widths of the columns that have something to show, but for those that share the rest."""
    codes = max(painted_width(row.measure.code, sized(font, TEXT)) for row in rows)
    heads = QFontMetricsF(head_font(font))
    said = {TEXTS[Column.DIRECTION](row): row for row in rows}.values()
    ways = max(heads.horizontalAdvance(titles[Column.DIRECTION]), *(direction_least(row, font) for row in said))
    widths = {Column.CODE: max(round(codes) + 2 * MARGIN + 2, 54), Column.DIRECTION: ceil(ways) + 2 * MARGIN + 2}
    widths |= {Column.COMMENT: COMMENT_LEAST}
    for column in (*FIGURES, Column.RANK, Column.RANK_MOVE, Column.BEST):
        if column is Column.LAST_YEAR and rows[0].period.kind is PeriodKind.YEAR:
            continue  # the year before is the previous figure already
        if column in titles:
            wide = max(_widest(column, rows, font), heads.horizontalAdvance(titles[column]))
            widths[column] = round(wide) + 2 * MARGIN + 4
    return widths


def _widest(column: Column, rows: list[Row], font: QFont) -> float:
    texts = map(TEXTS[column], rows)
    if column not in FIGURES:
        small = sized(font, SMALL)
        return max(min(painted_width(text, small), WORDS_ROOM) for text in texts)
    numbers = QFontMetricsF(figure_font(font, column is Column.CURRENT))
    widest = max((min(numbers.horizontalAdvance(text), NUMBER_ROOM) for text in texts if is_number(text)), default=0.0)
    if column is not Column.CURRENT:
        return widest
    return max(widest, *(painted_width(when, sized(font, SMALL)) for when in set(map(judged_when_short, rows))))


def row_lines(row: Row, widths: dict[Column, int], font: QFont, year: bool) -> int:
    """Return how many lines a row is high: as many as the fullest of its cells needs, three at most."""
    lines = len(title_lines(row, font, widths[Column.MEASURE] - 2 * MARGIN))
    if Column.COMPARATOR in widths and row.comparators:
        who, rest = comparator_blocks(row, font, widths[Column.COMPARATOR] - 2 * MARGIN, year)
        lines = max(lines, len(who) + len(rest))
    if Column.COMMENT in widths and (said := " ".join(TEXTS[Column.COMMENT](row).split())):
        lines = max(lines, len(set_lines(said, sized(font, SMALL), widths[Column.COMMENT] - 2 * MARGIN, most=3)))
    if Column.RANK_MOVE in widths:
        moved = set_lines(TEXTS[Column.RANK_MOVE](row), sized(font, SMALL), widths[Column.RANK_MOVE] - 2 * MARGIN)
        lines = max(lines, len(moved))
    lines = max(lines, 1 if direction_width(row, font) <= widths[Column.DIRECTION] - 2 * MARGIN else 2)
    for column in FIGURES:
        whole = figure_font(font, current=column is Column.CURRENT)
        if column is Column.CURRENT and (above := dated_lines(row, font, widths[column] - 2 * MARGIN)):
            lines = max(lines, len(above) + 1)
        elif column in widths and not fits(TEXTS[column](row), whole, widths[column] - 2 * MARGIN):
            lines = max(lines, 2)
    return lines
