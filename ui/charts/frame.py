"""Where things stand on a chart: the room for the data, places and values as points of the paper, labels apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from ascdesk.charts.values import Chart
from ascdesk.periods import PeriodKind, show_period

_EVERY = {
    PeriodKind.MONTH: (1, 2, 3, 6, 12, 24, 36, 60, 120),
    PeriodKind.QUARTER: (1, 2, 4, 8, 12, 20, 40),
    PeriodKind.HALF: (1, 2, 4, 10, 20),
    PeriodKind.YEAR: (1, 2, 5, 10, 20, 50),
}
_APART = 10.0
_A_YEAR = 12  # names of any twelve periods are as wide as those of all


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of the data on the paper, in pixels, and the places and values that it spans."""

    data: QRectF
    places: int
    low: float
    high: float

    def x(self, place: float) -> float:
        """Return how far from the left a place of the axis stands."""
        return self.data.left() + (place + 0.5) * self.step

    def y(self, value: float) -> float:
        """Return how far from the top a value stands."""
        return self.data.bottom() - (value - self.low) / (self.high - self.low) * self.data.height()

    @property
    def step(self) -> float:
        """The room of one place."""
        return self.data.width() / max(self.places, 1)

    def place_at(self, x: float) -> int:
        """Return the place of the axis that is nearest to a point of the paper."""
        return min(max(int((x - self.data.left()) // self.step), 0), self.places - 1)

    def view(self, width: float, height: float) -> tuple[float, float, float, float]:
        """Return left, bottom, width and height of the whole paper in places and values."""
        per_x, per_y = 1 / self.step, (self.high - self.low) / self.data.height()
        left = -0.5 - self.data.left() * per_x
        bottom = self.low - (height - self.data.bottom()) * per_y
        return left, bottom, width * per_x, height * per_y


def labelled_places(chart: Chart, frame: Frame, metrics: QFontMetricsF) -> list[tuple[int, str]]:
    """Return the places that have room for their period's name, the last always among them."""
    last = len(chart.periods) - 1
    year = chart.periods[-_A_YEAR:]
    widest = max(metrics.horizontalAdvance(show_period(period, "short")) for period in year) + _APART
    every = next((n for n in _EVERY[chart.kind] if n * frame.step >= widest), last + 1)
    return [(place, show_period(chart.periods[place], "short")) for place in range(last, -1, -every)][::-1]


def spread(wanted: Sequence[float], heights: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return the middles of labels pushed apart so that none covers another, each as near to its wish as can be.

    They stay between top and bottom as long as they go in there at all.
    """
    order = sorted(range(len(wanted)), key=lambda number: wanted[number])
    groups: list[tuple[list[int], float]] = []
    for number in order:
        members, start = [number], wanted[number] - heights[number] / 2
        start = min(max(start, top), bottom - heights[number])
        while groups and groups[-1][1] + _height(groups[-1][0], heights) > start:
            before, _ = groups.pop()
            members = before + members
            start = _best_start(members, wanted, heights)
            start = max(min(start, bottom - _height(members, heights)), top)
        groups.append((members, start))
    middles = [0.0] * len(wanted)
    for members, start in groups:
        for number in members:
            middles[number] = start + heights[number] / 2
            start += heights[number]
    return middles


def _height(members: Sequence[int], heights: Sequence[float]) -> float:
    return sum(heights[number] for number in members)


def _best_start(members: Sequence[int], wanted: Sequence[float], heights: Sequence[float]) -> float:
    """Return where a stack of labels begins that is on the whole nearest to what its labels wish."""
    starts, above = [], 0.0
    for number in members:
        starts.append(wanted[number] - heights[number] / 2 - above)
        above += heights[number]
    return sum(starts) / len(starts)
