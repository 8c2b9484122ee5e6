"""How the cells of a scorecard are painted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ascdesk.model import Direction, Movement
from ascdesk.scorecard import Row
from ui.models.scorecard import FIGURES, LINE, Column, Heading, comparator_lines
from ui.text import fits, paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, Tokens, tokens_now
from ui.widgets.chip import chip_width, face_of, paint_chip, triangle
from ui.words import bare, direction_words, judged_when_short, tail_of

MARGIN = 8
NUMBER = re.compile(r"[£+−-]{0,2}[0-9][0-9.,]*(?:%|[a-z]{1,2})?(?: \[[a-z]\])*")
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
DEMI = QFont.Weight.DemiBold
ARROW = 10


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a judged row while it is painted: with what, where, what, and how."""

    painter: QPainter
    inside: QRectF
    row: Row
    index: QModelIndex | QPersistentModelIndex
    font: QFont
    tokens: Tokens
    quiet: str


class CellDelegate(QStyledItemDelegate):
    """Paints the ground that every cell stands on, a section's heading, and plain text."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, line = tokens_now(), index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index, tokens)
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        if isinstance(line, Heading):
            _write(painter, inside, line.title, sized(option.font, TEXT, DEMI), tokens.second, LEFT)
        elif isinstance(line, Row):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            quiet = tokens.quiet(chosen or index.column() == Column.CURRENT)
            self.paint_row(Cell(painter, inside, line, index, option.font, tokens, quiet))
        if option.state & QStyle.StateFlag.State_HasFocus and isinstance(line, Row):
            _paint_ring(painter, QRectF(option.rect), tokens)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(64, 32)

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        tokens: Tokens,
    ) -> None:
        heading = isinstance(index.data(LINE), Heading)
        ground = tokens.background if heading else tokens.surface
        if option.state & QStyle.StateFlag.State_Selected:
            ground = tokens.selection
        elif not heading and index.column() == Column.CURRENT:
            ground = tokens.soft
        painter.fillRect(option.rect, QColor(ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))

    def paint_row(self, cell: Cell) -> None:
        """Paint what one cell of a judged row says; plain text in a quiet ink."""
        _write(cell.painter, cell.inside, cell.index.data(), sized(cell.font, TEXT), cell.quiet, LEFT)


class MeasureDelegate(CellDelegate):
    """Paints a measure's title on three lines at most."""

    @override
    def paint_row(self, cell: Cell) -> None:
        cell.painter.setFont(sized(cell.font, TEXT))
        cell.painter.setPen(QColor(cell.tokens.ink))
        paint_lines(cell.painter, cell.inside, title_lines(cell.row, cell.font, cell.inside.width()), LEFT)


class FigureDelegate(CellDelegate):
    """Paints a figure at the right; what is no number is written small, on two lines if need be.

    A judged figure of another period than the shown one has that period on a line of its own.
    """

    @override
    def paint_row(self, cell: Cell) -> None:
        current, text = cell.index.column() == Column.CURRENT, cell.index.data()
        if current and (lines := dated_lines(cell.row, cell.font, cell.inside.width())):
            _write_dated(cell, lines)
            return
        colour = cell.tokens.ink if current else cell.quiet
        whole = figure_font(cell.font, current)
        if fits(text, whole, cell.inside.width()):
            font = whole if is_number(text) else sized(cell.font, SMALL)
            _write(cell.painter, cell.inside, text or "–", font, colour, RIGHT)
        else:
            # A sentence in place of a number.
            wider = cell.inside.adjusted(-8, 0, 0, 0)
            _write(cell.painter, wider, text, sized(cell.font, SMALL), cell.quiet, RIGHT)


class ChipDelegate(CellDelegate):
    """Paints the rating's chip, shrunk to shape and letter where the column is narrow."""

    @override
    def paint_row(self, cell: Cell) -> None:
        face = face_of(cell.row)
        short = cell.inside.width() < chip_width(face, cell.font, short=False)
        paint_chip(cell.painter, cell.inside, face, cell.tokens, cell.font, short)


class DirectionDelegate(CellDelegate):
    """Paints the arrow by the movement and the word by its meaning."""

    @override
    def paint_row(self, cell: Cell) -> None:
        colour = cell.quiet if cell.row.travel.direction is Direction.NONE else cell.tokens.ink
        paint_direction(cell.painter, cell.inside, cell.row, colour, cell.font)


class ComparatorDelegate(CellDelegate):
    """Paints who and how much above when and at which rank; the year only where its column has room for all."""

    year = True

    @override
    def paint_row(self, cell: Cell) -> None:
        small = sized(cell.font, SMALL)
        who, rest = comparator_blocks(cell.row, cell.font, cell.inside.width(), self.year)
        line = QFontMetricsF(small).height()
        start = cell.inside.center().y() - line * (len(who) + len(rest)) / 2
        top = QRectF(cell.inside.left(), start, cell.inside.width(), line * len(who))
        cell.painter.setFont(small)
        cell.painter.setPen(QColor(cell.tokens.second))
        paint_lines(cell.painter, top, who, LEFT)
        cell.painter.setPen(QColor(cell.quiet))
        paint_lines(cell.painter, QRectF(top.left(), top.bottom(), top.width(), line * len(rest)), rest, LEFT)


class SmallDelegate(CellDelegate):
    """Paints words small, on three lines at most; what does not go in ends with an ellipsis."""

    @override
    def paint_row(self, cell: Cell) -> None:
        text = " ".join((cell.index.data() or "").split())
        small = sized(cell.font, SMALL)
        cell.painter.setFont(small)
        cell.painter.setPen(QColor(cell.tokens.second))
        paint_lines(cell.painter, cell.inside, set_lines(text, small, cell.inside.width(), most=3), LEFT)


DELEGATES: dict[Column, type[CellDelegate]] = {
    Column.CODE: CellDelegate,
    Column.MEASURE: MeasureDelegate,
    **dict.fromkeys(FIGURES, FigureDelegate),
    **dict.fromkeys((Column.RANK, Column.RANK_MOVE, Column.BEST, Column.COMMENT), SmallDelegate),
    Column.RATING: ChipDelegate,
    Column.DIRECTION: DirectionDelegate,
    Column.COMPARATOR: ComparatorDelegate,
}


def title_lines(row: Row, font: QFont, width: float, most: int = 3) -> list[str]:
    """Return the lines that a measure's title takes; its end and its part, which tell twins apart, stay."""
    title = bare(row.measure.title) if row.part else row.measure.title
    return set_name(title, tail_of(row.part), sized(font, TEXT), width, most)


def comparator_blocks(row: Row, font: QFont, width: float, year: bool) -> tuple[list[str], list[str]]:
    """Return the lines of who and how much, and those of when and at which rank: three at most."""
    who, rest = comparator_lines(row, short=True, year=year)
    small = sized(font, SMALL)
    first = set_name(who, "", small, width, most=2)
    return first, set_lines(rest, small, width, most=3 - len(first)) if rest else []


def is_number(text: str) -> bool:
    """Tell a figure as it is printed from words that stand in its place."""
    return NUMBER.fullmatch(text) is not None


def figure_font(font: QFont, current: bool) -> QFont:
    """Return the font of a figure: the current period's is heavier."""
    return sized(font, TEXT, QFont.Weight.Bold if current else QFont.Weight.Normal)


def paint_direction(painter: QPainter, at: QRectF, row: Row, colour: str, font: QFont) -> None:
    """Paint a direction of travel at the left of a rectangle, its words on two lines if need be."""
    movement = row.travel.movement
    if movement is not Movement.NONE:
        paint_arrow(painter, QPointF(at.left() + ARROW / 2, at.center().y()), movement, QColor(colour))
        at = at.adjusted(ARROW + 6, 0, 0, 0)
    _write(painter, at, direction_words(row), sized(font, TEXT), colour, LEFT)


def direction_width(row: Row, font: QFont) -> float:
    """Return how wide a direction of travel is painted on one line."""
    return _with_arrow(row, painted_width(direction_words(row), sized(font, TEXT)))


def direction_least(row: Row, font: QFont) -> float:
    """Return how wide a direction of travel is painted at the least, its words on two lines."""
    text, said = sized(font, TEXT), direction_words(row).split()
    breaks = range(1, len(said) + 1)
    ways = (max(painted_width(" ".join(half), text) for half in (said[:at], said[at:])) for at in breaks)
    return _with_arrow(row, min(ways, default=0.0) + 1)


def _with_arrow(row: Row, words: float) -> float:
    return words if row.travel.movement is Movement.NONE else ARROW + 6 + words


def painted_width(text: str, font: QFont) -> float:
    """Return how wide a line of text is painted."""
    return QFontMetricsF(font).horizontalAdvance(text)


def dated_lines(row: Row, font: QFont, width: float) -> list[str]:
    """Return the lines of a figure that stands above the period that it is of; none where it has no such line."""
    if not row.display or not judged_when_short(row):
        return []
    if is_number(row.display) and fits(row.display, figure_font(font, current=True), width):
        return [row.display]
    return set_lines(row.display, sized(font, SMALL), width, most=2)


def _write_dated(cell: Cell, lines: list[str]) -> None:
    """Write a figure above the period that it is of; one that was not due is quieter than the others."""
    due, small = cell.row.standing.due, sized(cell.font, SMALL)
    first = figure_font(cell.font, current=due) if is_number(lines[0]) else small
    high, low = QFontMetricsF(first).height() * len(lines), QFontMetricsF(small).height()
    above = QRectF(cell.inside.left(), cell.inside.center().y() - (high + low) / 2, cell.inside.width(), high)
    cell.painter.setFont(first)
    cell.painter.setPen(QColor(cell.tokens.ink if due else cell.tokens.second))
    paint_lines(cell.painter, above, lines, RIGHT)
    below = QRectF(above.left(), above.bottom(), above.width(), low)
    _write(cell.painter, below, judged_when_short(cell.row), small, cell.quiet, RIGHT, most=1)


def paint_arrow(painter: QPainter, centre: QPointF, movement: Movement, colour: QColor) -> None:
    """Paint a movement's arrow around a point: up, down, or a bar for level."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    half = ARROW / 2
    if movement is Movement.LEVEL:
        painter.drawRect(QRectF(centre.x() - half, centre.y() - 1.5, ARROW, 3))
    else:
        box = QRectF(centre.x() - half, centre.y() - half + 0.5, ARROW, ARROW - 1)
        painter.drawPath(triangle(box, up=movement is Movement.UP))


def _paint_ring(painter: QPainter, at: QRectF, tokens: Tokens) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent), 2))
    painter.drawRect(at.adjusted(1, 1, -1, -2))


def _write(
    painter: QPainter,
    at: QRectF,
    text: str | None,
    font: QFont,
    colour: str,
    side: Qt.AlignmentFlag,
    most: int = 2,
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    paint_lines(painter, at, set_lines(text or "", font, at.width(), most), side)
