"""What a chart shows, for whoever draws it: points, lines, levels to reach, comparators, an axis and its notes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ascdesk.charts.statistics import Intervals, Signals
from ascdesk.model import Figure, Flag, Measure
from ascdesk.periods import Period, PeriodKind


class SplitKind(StrEnum):
    """What the lines of a chart are."""

    ALONE = "the figure alone"
    SERIES = "series"
    PARTS = "parts"
    DIMENSION = "dimension"


@dataclass(frozen=True, slots=True)
class Split:
    """Which lines stand in a chart: the figure alone, its series, its parts, or the categories of a dimension."""

    kind: SplitKind = SplitKind.ALONE
    dimension: str = ""


ALONE = Split()


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a line; without a value it is a gap, and `shown` says why.

    `joined` tells whether the line leads here from the point before: not over a gap or a break, nor from one
    year into the next where figures are counted from April. `expected` is not where a measure has no figure by
    its frequency: that is no gap. `revised_from` is the value before a revision.
    """

    period: Period
    value: Decimal | None = None
    figure: Figure | None = None
    shown: str = ""
    joined: bool = False
    expected: bool = True
    revised_from: Decimal | None = None

    @property
    def provisional(self) -> bool:
        """Whether it may still change."""
        return bool(self.figure and {Flag.PROVISIONAL, Flag.ESTIMATED} & set(self.figure.flags))

    @property
    def broken(self) -> bool:
        """Whether it cannot be compared with the points before it."""
        return bool(self.figure and Flag.BREAK in self.figure.flags)


@dataclass(frozen=True, slots=True)
class Line:
    """One run of points, one for each period of the axis; `strong` is the line that the chart is about."""

    name: str
    points: tuple[Point, ...]
    strong: bool = True

    @property
    def last(self) -> int | None:
        """The place of its last value."""
        return next((at for at in reversed(range(len(self.points))) if self.points[at].value is not None), None)


class Role(StrEnum):
    """What a level is for those who must reach it."""

    TARGET = "target"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Span:
    """A value that holds from one place of the axis to another, both included."""

    first: int
    last: int
    value: Decimal


@dataclass(frozen=True, slots=True)
class Level:
    """A target or threshold: its name, its words at the end of the line, and its value from place to place."""

    role: Role
    name: str
    words: str
    spans: tuple[Span, ...]

    def at(self, place: int) -> Decimal | None:
        """Return the value that holds at a place of the axis."""
        return next((span.value for span in self.spans if span.first <= place <= span.last), None)


@dataclass(frozen=True, slots=True)
class ComparatorLine:
    """England or another beside the measure: its name, year and value, and its words at the end of the line."""

    name: str
    year: Period | None
    value: Decimal
    words: str


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of the values: where it begins and ends, and the ticks between with their labels."""

    low: Decimal
    high: Decimal
    ticks: tuple[tuple[Decimal, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """All that a chart of one measure and part shows, by month, quarter, half or year.

    `kinds` and `splits` are what else can be shown. Where nothing can be drawn, `empty` says why in a sentence.
    `signals` and `intervals` are there only where they were asked for. `anew` are the periods in which the lines begin
    anew after a change of definition, each with that in words.
    """

    measure: Measure
    part: str
    kind: PeriodKind
    split: Split
    kinds: tuple[PeriodKind, ...]
    splits: tuple[Split, ...]
    periods: tuple[Period, ...] = ()
    lines: tuple[Line, ...] = ()
    targets: tuple[Level, ...] = ()
    thresholds: tuple[Level, ...] = ()
    comparators: tuple[ComparatorLine, ...] = ()
    axis: Axis | None = None
    notes: tuple[str, ...] = ()
    alternative: str = ""
    empty: str = ""
    signals: Signals | None = None
    intervals: Intervals | None = None
    anew: tuple[tuple[Period, str], ...] = ()

    @property
    def strong(self) -> int:
        """The number of the line that the chart is about."""
        return next((number for number, line in enumerate(self.lines) if line.strong), 0)

    @property
    def levels(self) -> tuple[Level, ...]:
        """Targets and thresholds."""
        return (*self.targets, *self.thresholds)
