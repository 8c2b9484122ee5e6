"""The table of a scorecard: columns that make room for one another, keys that pass over headings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from math import ceil

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView
from typing_extensions import override

from ascdesk.model import EntityId
from ascdesk.periods import PeriodKind
from ascdesk.scorecard import Row
from ui.delegates import (
    DELEGATES,
    MARGIN,
    ComparatorDelegate,
    comparator_blocks,
    figure_font,
    is_number,
    painted_width,
    title_lines,
)
from ui.models.scorecard import FIGURES, TEXTS, Column, Heading, ScorecardModel, comparator_lines
from ui.text import fits
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now
from ui.widgets.chip import full_width

ONE_LINE, TWO_LINES, THREE_LINES, HEADING = 32, 46, 62, 30
MEASURE_ROOM = 200
RATING_SHORT, DIRECTION_WIDTH = 58, 88
COMPARATOR_LEAST, COMPARATOR_MOST = 110, 240
NUMBER_ROOM = 96


class Shown(Enum):
    """How much of a comparator stands in its column."""

    NOTHING = auto()
    RANK = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Plan:
    """One way of sharing out the width; the panel beside the table says all that a narrow one leaves out."""

    rating: bool
    comparator: Shown
    without: frozenset[Column] = frozenset()


PLANS = (
    Plan(True, Shown.YEAR),
    Plan(False, Shown.YEAR),
    Plan(False, Shown.RANK),
    Plan(True, Shown.NOTHING),
    Plan(False, Shown.NOTHING),
    Plan(False, Shown.NOTHING, frozenset({Column.LAST_YEAR})),
    Plan(False, Shown.NOTHING, frozenset({Column.LAST_YEAR, Column.PREVIOUS})),
)


class Head(QHeaderView):
    """The column heads; the current period's is tinted like its column."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedHeight(34)
        self.setAccessibleName("Column heads")

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not rect.isValid() or model is None:
            return
        tokens, where = tokens_now(), Qt.Orientation.Horizontal
        tinted = logicalIndex == Column.CURRENT
        painter.save()
        painter.fillRect(rect, QColor(tokens.soft if tinted else tokens.surface))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(tokens.line))
        painter.setPen(QColor(tokens.ink if tinted else tokens.second))
        painter.setFont(head_font(self.font()))
        side = Qt.AlignmentFlag(model.headerData(logicalIndex, where, Qt.ItemDataRole.TextAlignmentRole))
        title = model.headerData(logicalIndex, where)
        painter.drawText(QRectF(rect).adjusted(MARGIN, 0, -MARGIN, 0), int(side), title)
        painter.restore()


class ScorecardTable(QTableView):
    """Shows a scorecard model."""

    def __init__(self, model: ScorecardModel) -> None:
        super().__init__()
        self.card = model
        self.setModel(model)
        self.setHorizontalHeader(Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(HEADING)
        self.setAccessibleName("Scorecard")
        self.setAccessibleDescription("Arrow keys move; Enter shows the reason for a rating in the panel beside")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ONE_LINE)
        self.setMinimumWidth(420)
        self._fitted = -1
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
        widths, plan = column_widths(rows, self.card.titles(), self.font(), self.viewport().width())
        self._comparator.year = plan.comparator is Shown.YEAR
        for column in Column:
            self.setColumnHidden(column, column not in widths)
            if column in widths:
                self.setColumnWidth(column, widths[column])
        for number, line in enumerate(self.card.lines):
            height = HEADING if isinstance(line, Heading) else self._height(line, widths)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

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
        super().resizeEvent(event)
        if self.viewport().width() != self._fitted:
            self._fitted = self.viewport().width()
            self.fit()

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


def head_font(font: QFont) -> QFont:
    """Return the font of the column heads."""
    return sized(font, SMALL, QFont.Weight.DemiBold)


def column_widths(
    rows: list[Row], titles: Mapping[Column, str], font: QFont, width: int
) -> tuple[dict[Column, int], Plan]:
    """Return the width of every column that has room, by the plan that it is shared out by.

    The measure's title gets what the others leave.
    """
    fixed = _fixed_widths(rows, titles, font)
    for plan in PLANS:
        widths = {column: each for column, each in fixed.items() if column not in plan.without}
        widths[Column.RATING] = round(full_width(font)) + 2 * MARGIN + 2 if plan.rating else RATING_SHORT
        if plan.comparator is not Shown.NOTHING and any(row.comparators for row in rows):
            widths[Column.COMPARATOR] = _comparator_width(rows, font, plan.comparator is Shown.YEAR)
        room = width - sum(widths.values())
        if room >= MEASURE_ROOM:
            break
    widths[Column.MEASURE] = max(room, 120)
    return widths, plan


def _comparator_width(rows: list[Row], font: QFont, year: bool) -> int:
    """Return the width that the widest comparator needs; a long name takes two lines instead of more."""
    small = sized(font, SMALL)
    widest = max(painted_width(text, small) for row in rows for text in comparator_lines(row, short=True, year=year))
    return min(max(ceil(widest) + 2 * MARGIN + 2, COMPARATOR_LEAST), COMPARATOR_MOST)


def _fixed_widths(rows: list[Row], titles: Mapping[Column, str], font: QFont) -> dict[Column, int]:
    codes = max(painted_width(row.measure.code, sized(font, TEXT)) for row in rows)
    widths = {Column.CODE: max(round(codes) + 2 * MARGIN + 2, 54), Column.DIRECTION: DIRECTION_WIDTH}
    heads = QFontMetricsF(head_font(font))
    for column in FIGURES:
        if column is Column.LAST_YEAR and rows[0].period.kind is PeriodKind.YEAR:
            continue  # the year before is the previous figure already
        numbers = QFontMetricsF(figure_font(font, column is Column.CURRENT))
        shown = [text for text in map(TEXTS[column], rows) if is_number(text)]
        widest = max((min(numbers.horizontalAdvance(text), NUMBER_ROOM) for text in shown), default=0.0)
        head = heads.horizontalAdvance(titles[column])
        widths[column] = round(max(widest, head)) + 2 * MARGIN + 4
    return widths


def row_lines(row: Row, widths: dict[Column, int], font: QFont, year: bool) -> int:
    """Return how many lines a row is high: as many as the fullest of its cells needs, three at most."""
    lines = len(title_lines(row, font, widths[Column.MEASURE] - 2 * MARGIN))
    if Column.COMPARATOR in widths and row.comparators:
        who, rest = comparator_blocks(row, font, widths[Column.COMPARATOR] - 2 * MARGIN, year)
        lines = max(lines, len(who) + len(rest))
    for column in FIGURES:
        whole = figure_font(font, current=column is Column.CURRENT)
        if column in widths and not fits(TEXTS[column](row), whole, widths[column] - 2 * MARGIN):
            lines = max(lines, 2)
    return lines
