"""The names at the ends of a chart's lines, in place of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPen

from ascdesk.amounts import show_amount
from ascdesk.charts.values import Chart, Role
from ascdesk.periods import show_period
from ui.charts.frame import Frame, spread
from ui.charts.shades import limit_pens, pen
from ui.text import set_lines, true_minus
from ui.tokens import Tokens

LEAD, SWATCH = 10.0, 16.0
WIDEST, NARROWEST = 172.0, 94.0


@dataclass(frozen=True, slots=True)
class Wish:
    """A name, the value beside which it should stand, its line's pen and its ink."""

    words: str
    value: float
    pen: QPen
    ink: str
    swatch: bool = False


@dataclass(frozen=True, slots=True)
class Tag:
    """A name where it stands: its lines, the height of its value and of its own middle."""

    wish: Wish
    lines: tuple[str, ...]
    at: float
    middle: float


def level_pen(role: Role, tokens: Tokens) -> QPen:
    """Return the pen of targets, dotted in ink, or of limits, dashed in red."""
    if role is Role.TARGET:
        return pen(tokens.ink, 1.6, Qt.PenStyle.DotLine)
    return pen(tokens.red, 1.5, Qt.PenStyle.DashLine)


def wishes(
    chart: Chart, pens: Sequence[QPen], tokens: Tokens, targets: bool = True, comparators: bool = True,
    statistics: bool = True,
) -> list[Wish]:  # fmt: skip
    """Return every name that should stand at the right, the most important first."""
    found = []
    several = len(chart.lines) > 1  # the last value of one line stands at its point
    for line, each in zip(chart.lines, pens, strict=True):
        if line.name and line.last is not None:
            point = line.points[line.last]
            words = f"{line.name} {point.shown}" if several else line.name
            ink = tokens.ink if line.strong else tokens.second
            found.append(Wish(words, float(point.value or 0), each, ink, swatch=True))
    if targets:
        for level in chart.levels:
            ink = tokens.ink if level.role is Role.TARGET else tokens.red
            found.append(Wish(level.words, float(level.spans[-1].value), level_pen(level.role, tokens), ink))
    if statistics:
        found += _limit_wishes(chart, tokens)
    if comparators:
        thin = pen(tokens.third, 1.0)
        found += [Wish(each.words, float(each.value), thin, tokens.third) for each in chart.comparators]
    return found


def _limit_wishes(chart: Chart, tokens: Tokens) -> list[Wish]:
    """Return the names of the latest limits and of the centre line between them."""
    if chart.signals is None or not chart.signals.limits:
        return []
    limits, (centre, dashed) = chart.signals.limits[-1], limit_pens(tokens)
    when = f", to {show_period(chart.periods[limits.last], 'short')}" if limits.last < len(chart.periods) - 1 else ""
    named = (("Upper limit", limits.upper, dashed), ("Centre line", limits.centre, centre))
    measure = chart.measure
    return [
        Wish(f"{name} {show_amount(value, measure.unit, measure.decimals + 1)}{when}", float(value), each, tokens.third)
        for name, value, each in (*named, ("Lower limit", limits.lower, dashed))
    ]


def room_for(found: Sequence[Wish], font: QFont, width: float) -> float:
    """Return the width that the names need beside a chart of this width; long ones take two lines instead."""
    if not found:
        return 0.0
    most = min(max(width * 0.26, NARROWEST), WIDEST)
    metrics = QFontMetricsF(font)
    widest = max(
        metrics.horizontalAdvance(true_minus(each.words)) + (SWATCH + 6 if each.swatch else 0) for each in found
    )
    return min(widest + 2, most) + LEAD


def set_tags(found: Sequence[Wish], font: QFont, room: float, frame: Frame) -> list[Tag]:
    """Return the names where they stand, none over another; the least important give way where all do not go in."""
    # At the bottom, the name of the last period reaches under the tags.
    height, top, bottom = QFontMetricsF(font).height(), frame.data.top() - 8, frame.data.bottom() + 7
    kept = [(each, _lines(each, font, room - LEAD)) for each in found]
    while kept and sum(len(lines) for _, lines in kept) * height > bottom - top:
        kept.pop()
    heights = [len(lines) * height for _, lines in kept]
    at = [frame.y(each.value) for each, _ in kept]
    middles = spread(at, heights, top, bottom)
    return [Tag(each, lines, y, middle) for (each, lines), y, middle in zip(kept, at, middles, strict=True)]


def _lines(wish: Wish, font: QFont, width: float) -> tuple[str, ...]:
    inside = width - (SWATCH + 6 if wish.swatch else 0)
    return tuple(set_lines(true_minus(wish.words), font, inside, most=3))
