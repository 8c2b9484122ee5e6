"""Statistics on a chart: limits and their band, special causes by shape and colour, whiskers, and their key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from ascdesk.charts.statistics import Limits, Meaning
from ascdesk.charts.values import Chart
from ui.charts.ending import Stroke
from ui.charts.frame import Frame
from ui.charts.shades import limit_pens
from ui.tokens import Tokens

if TYPE_CHECKING:
    from ui.charts.paper import Sheet

BIGGER, CAP, SMALL_CAP = 1.3, 3.0, 1.5
KEY_TOP, KEY_HEIGHT, KEY_MARK, KEY_GAP = 3.0, 13.0, 5.0, 16.0
WHISKER_ALPHA = 170
WHISKER = "95% confidence interval"
_CORNERS = {
    Meaning.IMPROVEMENT: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    Meaning.CONCERN: ((0.0, -1.25), (1.15, 0.8), (-1.15, 0.8)),
    Meaning.NEUTRAL: ((0.0, -1.2), (1.2, 0.0), (0.0, 1.2), (-1.2, 0.0)),
}


def meaning_colour(meaning: Meaning, tokens: Tokens) -> QColor:
    """Return the colour of points that mean this; their shape says the same."""
    colours = {Meaning.IMPROVEMENT: tokens.green, Meaning.CONCERN: tokens.red}
    return QColor(colours.get(meaning, tokens.second))


def mark(meaning: Meaning, at: QPointF, size: float) -> QPolygonF:
    """Return the shape of a special point: a square for improvement, a triangle for concern, otherwise a diamond."""
    return QPolygonF([at + QPointF(x * size, y * size) for x, y in _CORNERS[meaning]])


def limit_strokes(frame: Frame, chart: Chart) -> Iterator[Stroke]:
    """Yield lower limit, centre line and upper limit of each group."""
    for each in chart.signals.limits if chart.signals else ():
        for value in (each.lower, each.centre, each.upper):
            y = frame.y(float(value))
            yield QPointF(frame.x(each.first - 0.5), y), QPointF(frame.x(each.last + 0.5), y)


def whisker_strokes(frame: Frame, chart: Chart) -> Iterator[Stroke]:
    """Yield the confidence interval of each point."""
    for place, each in enumerate(chart.intervals.ranges if chart.intervals else ()):
        if each is not None:
            x = frame.x(place)
            yield QPointF(x, frame.y(float(each.upper))), QPointF(x, frame.y(float(each.lower)))


def paint_band(painter: QPainter, sheet: Sheet) -> None:
    """Paint the ground between the limits of each group."""
    for each in sheet.chart.signals.limits if sheet.chart.signals else ():
        painter.fillRect(_band(sheet.frame, each), QColor(sheet.tokens.hover))


def _band(frame: Frame, limits: Limits) -> QRectF:
    top_left = QPointF(frame.x(limits.first - 0.5), frame.y(float(limits.upper)))
    return QRectF(top_left, QPointF(frame.x(limits.last + 0.5), frame.y(float(limits.lower))))


def paint_statistics(painter: QPainter, sheet: Sheet) -> None:
    """Paint limits and whiskers, under the lines."""
    centre, dashed = limit_pens(sheet.tokens)
    for number, (one, other) in enumerate(limit_strokes(sheet.frame, sheet.chart)):
        painter.setPen(centre if number % 3 == 1 else dashed)
        painter.drawLine(one, other)
    painter.setPen(_whisker_pen(sheet.tokens))
    cap = CAP if sheet.frame.step > 4 * CAP else SMALL_CAP
    for one, other in whisker_strokes(sheet.frame, sheet.chart):
        _paint_whisker(painter, one, other, cap)


def _whisker_pen(tokens: Tokens) -> QPen:
    colour = QColor(tokens.third)
    colour.setAlpha(WHISKER_ALPHA)
    return QPen(colour, 1.2)


def _paint_whisker(painter: QPainter, one: QPointF, other: QPointF, cap: float) -> None:
    painter.drawLine(one, other)
    for end in (one, other):
        painter.drawLine(end - QPointF(cap, 0), end + QPointF(cap, 0))


def paint_mark(painter: QPainter, sheet: Sheet, place: int, at: QPointF) -> bool:
    """Paint the point of the main line at a place where it is special; hollow where it is provisional."""
    special = sheet.chart.signals.special(place) if sheet.chart.signals else None
    if special is None:
        return False
    colour = meaning_colour(special.meaning, sheet.tokens)
    hollow = sheet.chart.lines[sheet.chart.strong].points[place].provisional
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(QColor(sheet.tokens.surface) if hollow else colour)
    painter.drawPolygon(mark(special.meaning, at, sheet.dot * BIGGER))
    return True


def key_words(chart: Chart) -> list[tuple[Meaning | None, str]]:
    """Return what the key names: each meaning that special points have, and the whiskers, which have none."""
    found = {each.meaning for each in chart.signals.points} if chart.signals else set()
    named: list[tuple[Meaning | None, str]] = [
        (each, f"Special cause: {each.value}" if first else each.value.capitalize())
        for first, each in zip((True, False, False), [each for each in Meaning if each in found], strict=False)
    ]
    return [*named, (None, WHISKER)] if chart.intervals and any(chart.intervals.ranges) else named


def key_box(sheet: Sheet) -> QRectF:
    """Return where the key stands, over the data at the left; nowhere on small charts."""
    words = [] if sheet.small else key_words(sheet.chart)
    return QRectF(sheet.frame.data.left(), KEY_TOP, _key_width(sheet, [text for _, text in words]), KEY_HEIGHT)


def _key_width(sheet: Sheet, words: Sequence[str]) -> float:
    metrics = QFontMetricsF(sheet.font)
    return sum(metrics.horizontalAdvance(text) + 2 * KEY_MARK + 4 + KEY_GAP for text in words)


def paint_key(painter: QPainter, sheet: Sheet) -> None:
    """Paint what the shapes of special points mean, and what the whiskers are."""
    box = key_box(sheet)
    if not box.width():
        return
    left, middle = box.left(), box.center().y()
    for meaning, text in key_words(sheet.chart):
        at = QPointF(left + KEY_MARK, middle)
        if meaning is None:
            painter.setPen(_whisker_pen(sheet.tokens))
            _paint_whisker(painter, at - QPointF(0, 6), at + QPointF(0, 6), CAP)
        else:
            painter.setPen(QPen(meaning_colour(meaning, sheet.tokens), 1.6))
            painter.setBrush(meaning_colour(meaning, sheet.tokens))
            painter.drawPolygon(mark(meaning, at, 4.4))
        painter.setFont(sheet.font)
        painter.setPen(QColor(sheet.tokens.second))
        left += 2 * KEY_MARK + 4
        wide = QFontMetricsF(sheet.font).horizontalAdvance(text)
        painter.drawText(
            QRectF(left, box.top(), wide + 2, box.height()),
            int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text,
        )  # fmt: skip
        left += wide + KEY_GAP
