"""What is painted under and over a chart's lines: grid, names of periods and values, levels, tags, the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget
from typing_extensions import override

from ascdesk.charts.values import Chart, Level, Line, Role, Span
from ui.charts.ending import AWAY, Around, Stroke, across, level_strokes, line_strokes, value_box
from ui.charts.frame import Frame
from ui.charts.shades import pen
from ui.charts.signals import (
    key_box,
    limit_strokes,
    paint_band,
    paint_key,
    paint_mark,
    paint_statistics,
    whisker_strokes,
)
from ui.charts.tags import LEAD, SWATCH, Tag, level_pen
from ui.text import true_minus
from ui.theme import sized
from ui.tokens import Tokens

VCENTRE = Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignCenter
RIGHT = Qt.AlignmentFlag.AlignRight | VCENTRE
LEFT = Qt.AlignmentFlag.AlignLeft | VCENTRE
TICKS_APART = 12.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A chart as it is laid out: what is drawn, where, and in which colours."""

    chart: Chart
    frame: Frame
    tokens: Tokens
    font: QFont
    pens: Sequence[QPen]
    dot: float
    periods: Sequence[tuple[int, str]] = ()
    tags: Sequence[Tag] = ()
    shown: int | None = None
    targets: bool = True
    comparators: bool = True
    small: bool = False


class Layer(pg.GraphicsObject):  # type: ignore[misc]
    """One layer of paper, in the pixels of the whole chart."""

    def __init__(self, depth: float) -> None:
        super().__init__()
        self.sheet: Sheet | None = None
        self.paper = QRectF()
        self.setZValue(depth)

    def show_sheet(self, sheet: Sheet | None, paper: QRectF) -> None:
        """Paint another sheet."""
        if paper != self.paper:
            self.prepareGeometryChange()
            self.paper = paper
        self.sheet = sheet
        self.update()

    @override
    def boundingRect(self) -> QRectF:
        return self.paper

    @override
    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.sheet is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self.paint_sheet(painter, self.sheet)

    def paint_sheet(self, painter: QPainter, sheet: Sheet) -> None:
        """Paint what this layer holds."""
        raise NotImplementedError


class Ground(Layer):
    """Under the lines: the shown period, the grid, names of periods and values, comparators, levels and statistics."""

    @override
    def paint_sheet(self, painter: QPainter, sheet: Sheet) -> None:
        paint_band(painter, sheet)
        if sheet.shown is not None:
            _paint_shown(painter, sheet, sheet.shown)
        _paint_grid(painter, sheet)
        paint_statistics(painter, sheet)
        if sheet.comparators:
            _paint_comparators(painter, sheet)
        if sheet.targets:
            for level in sheet.chart.levels:
                _paint_level(painter, sheet, level)
        for place in _breaks(sheet.chart):
            _paint_break(painter, sheet, place)


class Dots(Layer):
    """The points themselves: filled, or hollow where they are provisional; small ones where they are many.

    A special cause has a shape and colour of its own.
    """

    @override
    def paint_sheet(self, painter: QPainter, sheet: Sheet) -> None:
        frame, surface = sheet.frame, QColor(sheet.tokens.surface)
        for line, line_pen in zip(sheet.chart.lines, sheet.pens, strict=True):
            edge = QPen(line_pen.color(), 1.8)
            for place, point in enumerate(line.points):
                if point.value is None:
                    continue
                at = QPointF(frame.x(place), frame.y(float(point.value)))
                if not (line.strong and paint_mark(painter, sheet, place, at)):
                    painter.setPen(edge)
                    painter.setBrush(surface if point.provisional else edge.color())
                    painter.drawEllipse(at, sheet.dot, sheet.dot)


class Words(Layer):
    """Over the lines: the names at their ends, the last value, and the point that is read."""

    def __init__(self, depth: float) -> None:
        super().__init__(depth)
        self.cursor: tuple[int, int] | None = None
        self.focused = False

    @override
    def paint_sheet(self, painter: QPainter, sheet: Sheet) -> None:
        for tag in sheet.tags:
            _paint_tag(painter, sheet, tag)
        paint_key(painter, sheet)
        if len(sheet.chart.lines) == 1:
            _paint_last(painter, sheet, sheet.chart.lines[0])
        if self.cursor is not None:
            _paint_cursor(painter, sheet, *self.cursor)
        if self.focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(sheet.tokens.accent), 2))
            painter.drawRoundedRect(self.paper.adjusted(1, 1, -1, -1), 5, 5)


def _paint_shown(painter: QPainter, sheet: Sheet, place: int) -> None:
    frame = sheet.frame
    width = min(frame.step, 48)
    column = QRectF(frame.x(place) - width / 2, frame.data.top(), width, frame.data.height())
    painter.fillRect(column, QColor(sheet.tokens.soft))


def _paint_grid(painter: QPainter, sheet: Sheet) -> None:
    frame, axis = sheet.frame, sheet.chart.axis
    assert axis
    painter.setFont(sheet.font)
    faint, base, ink = (
        QPen(QColor(sheet.tokens.faint), 1),
        QPen(QColor(sheet.tokens.line), 1),
        QColor(sheet.tokens.third),
    )
    every = ceil(TICKS_APART * (len(axis.ticks) - 1) / frame.data.height())
    for number, (value, text) in enumerate(axis.ticks):
        y = round(frame.y(float(value))) + 0.5
        painter.setPen(base if value == 0 else faint)
        painter.drawLine(QPointF(frame.data.left(), y), QPointF(frame.data.right(), y))
        if number % every == 0:
            painter.setPen(ink)
            painter.drawText(QRectF(0, y - 10, frame.data.left() - 7, 20), int(RIGHT), true_minus(text))
    bottom = frame.data.bottom()
    painter.setPen(ink)
    for place, text in sheet.periods:
        painter.drawText(QRectF(frame.x(place) - 60, bottom + 4, 120, 18), int(CENTRE), text)


def _paint_comparators(painter: QPainter, sheet: Sheet) -> None:
    painter.setPen(pen(sheet.tokens.third, 1.0))
    for each in sheet.chart.comparators:
        y = sheet.frame.y(float(each.value))
        painter.drawLine(QPointF(sheet.frame.data.left(), y), QPointF(sheet.frame.data.right(), y))


def _paint_level(painter: QPainter, sheet: Sheet, level: Level) -> None:
    """Paint a level where it holds, stepping where it changes; a dot where it holds for one point alone."""
    frame, before = sheet.frame, None
    line = level_pen(level.role, sheet.tokens)
    for number, span in enumerate(level.spans):
        y, left, right = frame.y(float(span.value)), frame.x(span.first - 0.5), frame.x(span.last + 0.5)
        if _is_dot(level.spans, number, frame.places):
            _paint_dot(painter, QPointF(frame.x(span.first), y), line, sheet.tokens, level.role)
        else:
            painter.setPen(line)
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            if before is not None and before.last == span.first - 1:
                painter.drawLine(QPointF(left, frame.y(float(before.value))), QPointF(left, y))
        before = span


def _is_dot(spans: Sequence[Span], number: int, places: int) -> bool:
    """Tell whether a span is of one place that stands alone."""
    span = spans[number]
    beside = (number and spans[number - 1].last == span.first - 1) or (
        number + 1 < len(spans) and spans[number + 1].first == span.last + 1
    )
    return span.first == span.last and not beside and places > 1


def _paint_dot(painter: QPainter, at: QPointF, line: QPen, tokens: Tokens, role: Role) -> None:
    solid = QPen(line)
    solid.setStyle(Qt.PenStyle.SolidLine)
    painter.setPen(solid)
    painter.setBrush(QColor(tokens.surface))
    half = 4.5 if role is Role.TARGET else 3.5
    corners = (QPointF(0, -half), QPointF(half, 0), QPointF(0, half), QPointF(-half, 0))
    painter.drawPolygon(QPolygonF([at + corner for corner in corners]))


def _breaks(chart: Chart) -> list[int]:
    """Return the places before which figures were counted differently."""
    return sorted({place for line in chart.lines for place, point in enumerate(line.points) if point.broken})


def _break_box(sheet: Sheet, place: int) -> QRectF:
    """Return where the word stands over a break."""
    width = QFontMetricsF(sheet.font).horizontalAdvance("break")
    return QRectF(sheet.frame.x(place - 0.5) - width / 2 - 3, sheet.frame.data.top() - 15, width + 6, 14)


def _edges(box: QRectF) -> tuple[float, float]:
    return box.top(), box.bottom()


def _paint_break(painter: QPainter, sheet: Sheet, place: int) -> None:
    frame, tokens = sheet.frame, sheet.tokens
    x = frame.x(place - 0.5)
    painter.setPen(pen(tokens.third, 1.0, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(x, frame.data.top()), QPointF(x, frame.data.bottom()))
    painter.setFont(sheet.font)
    painter.drawText(_break_box(sheet, place), int(CENTRE), "break")


def _paint_tag(painter: QPainter, sheet: Sheet, tag: Tag) -> None:
    right, wish = sheet.frame.data.right(), tag.wish
    left = right + LEAD
    if abs(tag.middle - tag.at) > 3 or wish.swatch:
        painter.setPen(QPen(QColor(sheet.tokens.line), 1))
        painter.drawLine(QPointF(right + 1, tag.at), QPointF(left - 2, tag.middle))
    if wish.swatch:
        painter.setPen(wish.pen)
        painter.drawLine(QPointF(left, tag.middle), QPointF(left + SWATCH, tag.middle))
        left += SWATCH + 6
    painter.setFont(sheet.font)
    painter.setPen(QColor(wish.ink))
    height = QFontMetricsF(sheet.font).height()
    top = tag.middle - height * len(tag.lines) / 2
    for number, line in enumerate(tag.lines):
        painter.drawText(QRectF(left, top + number * height, 400, height), int(LEFT), line)


def _paint_last(painter: QPainter, sheet: Sheet, line: Line) -> None:
    """Write the last value by its point, on a ground of its own."""
    if line.last is None:
        return
    font, box = last_value(sheet, line, line.last)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(sheet.tokens.surface))
    painter.drawRoundedRect(box, 3, 3)
    painter.setFont(font)
    painter.setPen(QColor(sheet.tokens.ink))
    painter.drawText(box, int(CENTRE), true_minus(line.points[line.last].shown))


def last_value(sheet: Sheet, line: Line, place: int) -> tuple[QFont, QRectF]:
    """Return the font of a line's last value, and where it is written."""
    font = sized(sheet.font, sheet.font.pixelSize() + 1, QFont.Weight.Bold)
    metrics, chart, frame = QFontMetricsF(font), sheet.chart, sheet.frame
    size = QSizeF(metrics.horizontalAdvance(true_minus(line.points[place].shown)) + 6, metrics.height())
    words = [*(_break_box(sheet, each) for each in _breaks(chart)), key_box(sheet)]
    strokes: list[Stroke] = [(QPointF(box.left(), y), QPointF(box.right(), y)) for box in words for y in _edges(box)]
    strokes += limit_strokes(frame, chart)
    # Its own interval it may stand on: at the end of that, it would be read as the limit.
    strokes += (each for each in whisker_strokes(frame, chart) if each[0].x() != frame.x(place))
    if sheet.targets:
        strokes += level_strokes(frame, chart.levels)
    if sheet.comparators:
        strokes += across(frame, (float(each.value) for each in chart.comparators))
    around = Around(
        tuple(line_strokes(frame, line, place, 2 * size.width() + AWAY)),
        tuple(strokes),
        tuple(sheet.tags),
        QFontMetricsF(sheet.font).height(),
    )
    return font, value_box(frame, line, place, size, around)


def _paint_cursor(painter: QPainter, sheet: Sheet, line: int, place: int) -> None:
    frame, point = sheet.frame, sheet.chart.lines[line].points[place]
    x = frame.x(place)
    painter.setPen(QPen(QColor(sheet.tokens.third), 1))
    painter.drawLine(QPointF(x, frame.data.top()), QPointF(x, frame.data.bottom()))
    if point.value is not None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(sheet.tokens.ink), 2))
        painter.drawEllipse(QPointF(x, frame.y(float(point.value))), 7.5, 7.5)
