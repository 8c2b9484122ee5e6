"""Where the last value of a line is written: by its point, clear of lines and of the names at their ends."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import inf

from PySide6.QtCore import QPointF, QRectF, QSizeF

from ascdesk.charts.values import Level, Line
from ui.charts.frame import Frame
from ui.charts.tags import LEAD, Tag

Stroke = tuple[QPointF, QPointF]
AWAY, STEP, STEPS = 8.0, 6.0, 4
INSIDE, OUTSIDE, BEFORE = 0.5, 20.0, 11.0
_DOT = 4.0
# A stroke through the value is worse than any way between it and its point, one of its own line twice as bad, a name
# at its height half as bad, and each further place on the list a little.
_OWN, _CROSSED, _BESIDE, _FURTHER = 200.0, 100.0, 50.0, 6.0


@dataclass(frozen=True, slots=True)
class Around:
    """What the last value must keep clear of: its own line, other strokes, and the names at their ends."""

    own: tuple[Stroke, ...]
    strokes: tuple[Stroke, ...]
    tags: tuple[Tag, ...]
    line_height: float


def value_box(frame: Frame, line: Line, place: int, size: QSizeF, around: Around) -> QRectF:
    """Return where a value of this size is written: by its point, and as near as nothing crosses it.

    Further away it would be read as the value of what it stands at: a peak, a limit, an end of an interval.
    """
    point = QPointF(frame.x(place), frame.y(float(line.points[place].value or 0)))
    most = frame.data.right() + (-INSIDE if around.tags else OUTSIDE)
    boxes = tuple(_boxes(point, size, min(point.x() + size.width() / 2, most)))
    left = min(box.left() for box in boxes)
    near = Around(_within(around.own, left), _within(around.strokes, left), around.tags, around.line_height)
    best, least = boxes[0], inf
    for number, box in enumerate(boxes):
        highest, further = frame.data.top() - size.height() - AWAY, _FURTHER * number
        if frame.data.left() <= box.left() and highest <= box.top() and box.bottom() <= frame.data.bottom():
            cost = further + (_cost(box, frame, near) if further < least else 0.0)
            if cost < least:
                best, least = box, cost
    return best


def _boxes(point: QPointF, size: QSizeF, right: float) -> Iterator[QRectF]:
    """Yield the places by a point, the best first: above it, below it, at its left, and each a little further off.

    Those above and below end at `right`.
    """
    over, before = right - size.width(), point.x() - BEFORE - size.width()
    for step in range(STEPS):
        far = AWAY + step * STEP
        yield QRectF(QPointF(over, point.y() - far - size.height()), size)
        yield QRectF(QPointF(over, point.y() + far), size)
        for away in (-step * STEP, step * STEP):
            yield QRectF(QPointF(before, point.y() - size.height() / 2 + away), size)


def _within(strokes: Iterable[Stroke], left: float) -> tuple[Stroke, ...]:
    """Return the strokes that reach as far right as a box that begins at `left`."""
    return tuple(each for each in strokes if each[1].x() >= left - _DOT)


def _cost(box: QRectF, frame: Frame, around: Around) -> float:
    own = sum(crosses(each, box.adjusted(-_DOT, -_DOT, _DOT, _DOT)) for each in around.own)
    crossed = sum(crosses(each, box) for each in around.strokes)
    reach = box.right() + LEAD + INSIDE
    beside = any(
        frame.data.right() < reach and abs(tag.middle - box.center().y()) < (_high(tag, around) + box.height()) / 2
        for tag in around.tags
    )
    return _OWN * own + _CROSSED * crossed + _BESIDE * beside


def _high(tag: Tag, around: Around) -> float:
    return len(tag.lines) * around.line_height


def crosses(stroke: Stroke, box: QRectF) -> bool:
    """Tell whether a straight stroke, its left end first, goes through a box."""
    one, other = stroke
    left, right = max(one.x(), box.left()), min(other.x(), box.right())
    if left > right:
        return False
    if other.x() == one.x():
        heights = [one.y(), other.y()]
    else:
        slope = (other.y() - one.y()) / (other.x() - one.x())
        heights = [one.y() + (x - one.x()) * slope for x in (left, right)]
    return max(heights) >= box.top() and min(heights) <= box.bottom()


def line_strokes(frame: Frame, line: Line, place: int, width: float) -> Iterator[Stroke]:
    """Yield the strokes between the joined points of a line, and a dot for every point, around its last value."""
    since = max(place - int(width // frame.step) - 2, 0)
    held = [(at, each) for at, each in enumerate(line.points[since : place + 1], since) if each.value is not None]
    spots = [QPointF(frame.x(at), frame.y(float(each.value or 0))) for at, each in held]
    yield from ((spot, spot) for spot in spots)
    yield from (
        (before, spot) for (before, spot), (_, point) in zip(pairwise(spots), held[1:], strict=True) if point.joined
    )


def level_strokes(frame: Frame, levels: Iterable[Level]) -> Iterator[Stroke]:
    """Yield the strokes of targets and thresholds, and those where they step."""
    for level in levels:
        for span in level.spans:
            y = frame.y(float(span.value))
            yield QPointF(frame.x(span.first - 0.5), y), QPointF(frame.x(span.last + 0.5), y)
        for one, other in pairwise(level.spans):
            if one.last == other.first - 1:
                x = frame.x(other.first - 0.5)
                yield QPointF(x, frame.y(float(one.value))), QPointF(x, frame.y(float(other.value)))


def across(frame: Frame, values: Iterable[float]) -> Iterator[Stroke]:
    """Yield the strokes of comparators, from one side to the other."""
    for value in values:
        yield QPointF(frame.data.left(), frame.y(value)), QPointF(frame.data.right(), frame.y(value))
