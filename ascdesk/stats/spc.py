"""XmR charts: centre line, process limits, special causes and icons, as NHSRplotthedots 0.2.2 draws them.

Source: statistics.md 1. The answers are the package's, its quirks included; `XmR.varies` tells when the last
group holds no variation to assess, so that nobody is shown a false alarm on a series of 100 per cents.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Any

from ascdesk.stats import spc_rules

LIMIT = 2.66
NEAR_LIMIT = 2 * (2.66 / 3)
SCREEN = 3.267
SHORT_BELOW = 13
FIX_FROM = 12

NO_VARIATION = "No variation to assess: the figures, or the differences between them, are all the same."


class Improvement(StrEnum):
    """Which way is better, in the package's words."""

    INCREASE = "increase"
    DECREASE = "decrease"
    NEUTRAL = "neutral"


class SpecialCause(StrEnum):
    """Which rule a point breaks, in the package's words."""

    COMMON = "Common Cause"
    ABOVE_LIMIT = "Above UCL"
    BELOW_LIMIT = "Below LCL"
    TREND_UP = "7 Point Trend (Increasing)"
    TREND_DOWN = "7 Point Trend (Decreasing)"
    TWO_IN_THREE_ABOVE = "2 in 3 Above CL"
    TWO_IN_THREE_BELOW = "2 in 3 Below CL"
    SHIFT_ABOVE = "7 Points Above CL"
    SHIFT_BELOW = "7 Points Below CL"


class PointType(StrEnum):
    """What a point means once it is known which way is better, in the package's words."""

    COMMON = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Variation(StrEnum):
    """The variation icon: what the latest point says."""

    COMMON = "common_cause"
    IMPROVEMENT_HIGH = "improvement_high"
    IMPROVEMENT_LOW = "improvement_low"
    CONCERN_HIGH = "concern_high"
    CONCERN_LOW = "concern_low"
    NEUTRAL_HIGH = "neutral_high"
    NEUTRAL_LOW = "neutral_low"


class Assurance(StrEnum):
    """Whether the process, as it stands, can be relied upon to meet its target; the icons are their last words."""

    PASS = "consistent_pass"
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"

    @property
    def icon(self) -> str:
        """Return the package's name of the icon."""
        return self.value.removeprefix("consistent_")


@dataclass(frozen=True, slots=True)
class Options:
    """How a chart is drawn.

    `rebase` holds the first keys of new groups; a key that is not in the data is passed over. `fix_after` takes mean
    and limits from the first so many points of each group, 12 or more. `screen` leaves moving ranges of 3.267 times
    their mean and more out of the limits (the package does; the Making Data Count workbook does not).
    A `target` of NaN stands for "none here, but others in the report have one", which the package calls inconsistent.
    """

    improvement: Improvement = Improvement.INCREASE
    target: float | None = None
    rebase: Sequence[Any] = ()
    fix_after: int | None = None
    screen: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Centre line and limits of one stretch of a chart; None where there is too little to calculate from.

    `moving_range` is the mean moving range that made the limits, `moving_range_before` the one before `screened`
    moving ranges were left out. Limits are not cut off at 0 or 100.
    """

    number: int
    count: int
    mean: float | None
    moving_range_before: float | None
    screened: int
    moving_range: float | None
    lower: float | None
    upper: float | None
    near_lower: float | None
    near_upper: float | None

    @property
    def short(self) -> bool:
        """Say whether there are fewer points than limits should rest on."""
        return self.count < SHORT_BELOW

    @property
    def varies(self) -> bool:
        """Say whether there is any variation that limits can be made of."""
        return bool(self.moving_range)


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a chart, and what the rules say of it; None where a figure or a limit is missing."""

    key: Any
    value: float | None
    group: int
    outside: bool | None
    side: int | None
    near: bool | None
    cause: SpecialCause
    kind: PointType


@dataclass(frozen=True, slots=True)
class XmR:
    """A whole chart in the order of its keys; `order` tells where each point stood in the input."""

    order: tuple[int, ...]
    groups: tuple[Group, ...]
    points: tuple[Point, ...]
    variation: Variation
    assurance: Assurance | None

    @property
    def varies(self) -> bool:
        """Say whether the latest group has variation to assess; if not, show NO_VARIATION and no icon."""
        return self.groups[-1].varies


def rule_set(options: Options) -> str:
    """Return the line, without a full stop, by which a chart names its rules, for there are several sets about."""
    screened = "screened" if options.screen else "not screened"
    return (
        "XmR rules as drawn by NHSRplotthedots 0.2.2: outside the limits, 7-point trend, 2 in 3, 7-point shift; "
        f"moving ranges {screened}"
    )


def chart(keys: Sequence[Any], values: Sequence[float | None], options: Options | None = None) -> XmR:
    """Judge a series by the rules of an XmR chart; keys are dates or anything else that sorts, None is missing.

    Raises ValueError for no points, keys that come twice, a figure that is not a finite number, a fix after fewer
    than 12 points, and a missing figure in the middle of what would otherwise be a trend.
    """
    options = options or Options()
    _check(keys, values, options)
    order = sorted(range(len(keys)), key=lambda place: keys[place])
    if any(keys[one] == keys[other] for one, other in pairwise(order)):
        raise ValueError("A chart has one figure for each date, and at least one date comes twice.")
    groups: list[Group] = []
    points: list[Point] = []
    for number, places in _stretches([keys[place] for place in order], options.rebase):
        chosen = order[places]
        group = summarise([values[place] for place in chosen], options, number)
        groups.append(group)
        points.extend(_judge([keys[place] for place in chosen], [values[place] for place in chosen], group, options))
    return XmR(
        tuple(order), tuple(groups), tuple(points), variation(points[-1].kind, options), assurance(groups[-1], options)
    )


def summarise(values: Sequence[float | None], options: Options, number: int = 0) -> Group:
    """Return centre line and limits of one group's values, which are in order (statistics.md 1.3)."""
    base = values[: options.fix_after]
    centre = _mean([value for value in base if value is not None])
    ranges = [abs(now - before) for before, now in pairwise(base) if before is not None and now is not None]
    before = average = _mean(ranges)
    kept = ranges
    if options.screen and before is not None:
        kept = [each for each in ranges if each < SCREEN * before]
        average = _mean(kept)
    limits: tuple[float | None, ...] = (None,) * 4
    if centre is not None and average is not None:
        reach, near = LIMIT * average, NEAR_LIMIT * average
        limits = (centre - reach, centre + reach, centre - near, centre + near)
    return Group(number, len(values), centre, before, len(ranges) - len(kept), average, *limits)


def special_causes(
    values: Sequence[float | None],
    side: Sequence[int | None],
    near: Sequence[bool | None],
    outside: Sequence[bool | None],
) -> list[SpecialCause]:
    """Return which rule each value of a group breaks; where several do, the first of outside, trend, 2 in 3, shift."""
    trend = spc_rules.part_of_run(spc_rules.seven_point_trend(values))
    shift = spc_rules.part_of_run(spc_rules.seven_point_shift(side))
    pairs = spc_rules.two_in_three(near, side)
    causes = []
    for place, out in enumerate(outside):
        cause = SpecialCause.COMMON
        if out:
            cause = SpecialCause.ABOVE_LIMIT if side[place] == 1 else SpecialCause.BELOW_LIMIT
        elif trend[place]:
            cause = SpecialCause.TREND_UP if _rises(values, trend, place) else SpecialCause.TREND_DOWN
        elif pairs[place] and near[place]:
            cause = SpecialCause.TWO_IN_THREE_ABOVE if side[place] == 1 else SpecialCause.TWO_IN_THREE_BELOW
        elif shift[place]:
            cause = SpecialCause.SHIFT_ABOVE if side[place] == 1 else SpecialCause.SHIFT_BELOW
        causes.append(cause)
    return causes


def point_type(cause: SpecialCause, improvement: Improvement) -> PointType:
    """Return what a special cause means; a trend goes by its direction, not by its side of the mean."""
    if cause is SpecialCause.COMMON:
        return PointType.COMMON
    high = cause in _HIGH
    if improvement is Improvement.NEUTRAL:
        return PointType.NEUTRAL_HIGH if high else PointType.NEUTRAL_LOW
    good = high == (improvement is Improvement.INCREASE)
    return PointType.IMPROVEMENT if good else PointType.CONCERN


def variation(kind: PointType, options: Options) -> Variation:
    """Return the variation icon for the type of the latest point."""
    if kind is PointType.IMPROVEMENT:
        rising = options.improvement is Improvement.INCREASE
        return Variation.IMPROVEMENT_HIGH if rising else Variation.IMPROVEMENT_LOW
    if kind is PointType.CONCERN:
        rising = options.improvement is Improvement.DECREASE
        return Variation.CONCERN_HIGH if rising else Variation.CONCERN_LOW
    return Variation(kind.value.removeprefix("special_cause_"))


def assurance(group: Group, options: Options) -> Assurance | None:
    """Return the assurance icon by the limits of the latest group; None without a target or a direction.

    A target equal to a limit is inconsistent, and so, in the package, is a group without limits.
    """
    if options.target is None or options.improvement is Improvement.NEUTRAL:
        return None
    if group.lower is None or group.upper is None:
        return Assurance.INCONSISTENT
    wanted_high = options.improvement is Improvement.INCREASE
    if options.target > group.upper:
        return Assurance.FAIL if wanted_high else Assurance.PASS
    if options.target < group.lower:
        return Assurance.PASS if wanted_high else Assurance.FAIL
    return Assurance.INCONSISTENT


_HIGH = frozenset(
    (SpecialCause.ABOVE_LIMIT, SpecialCause.TREND_UP, SpecialCause.TWO_IN_THREE_ABOVE, SpecialCause.SHIFT_ABOVE)
)


def _check(keys: Sequence[Any], values: Sequence[float | None], options: Options) -> None:
    if not keys:
        raise ValueError("There are no figures to chart.")
    if len(keys) != len(values):
        raise ValueError(f"A chart has one figure for each date, not {len(values)} for {len(keys)}.")
    if options.fix_after is not None and options.fix_after < FIX_FROM:
        raise ValueError(f"Limits are fixed after {FIX_FROM} points or more, not after {options.fix_after}.")
    if not all(value is None or math.isfinite(value) for value in values):
        raise ValueError("A figure of the chart is not a finite number; a missing one is None.")


def _stretches(keys: Sequence[Any], rebase: Sequence[Any]) -> list[tuple[int, slice]]:
    """Return number and place of each group; a rebase key is the first of its group, and the count begins at 0."""
    starts = [place for place, key in enumerate(keys) if key in rebase]
    number = 1 if starts and starts[0] == 0 else 0
    edges = [*([] if number else [0]), *starts, len(keys)]
    return [(number + step, slice(*edge)) for step, edge in enumerate(pairwise(edges))]


def _judge(keys: Sequence[Any], values: Sequence[float | None], group: Group, options: Options) -> list[Point]:
    outside = spc_rules.outside_limits(values, group.lower, group.upper)
    side = spc_rules.sides(values, group.mean)
    near = spc_rules.near_limits(values, outside, group.near_lower, group.near_upper)
    causes = special_causes(values, side, near, outside)
    kinds = {cause: point_type(cause, options.improvement) for cause in set(causes)}
    return [
        Point(key, value, group.number, out, where, close, cause, kinds[cause])
        for key, value, out, where, close, cause in zip(keys, values, outside, side, near, causes, strict=True)
    ]


def _rises(values: Sequence[float | None], trend: Sequence[bool], place: int) -> bool:
    """Say whether a member of a trend rises: by the next point if that is a member too, otherwise by the one before.

    The package's quirk is kept: the last of a rise that another rise follows at once is called falling.
    """
    later = place + 1 if place + 1 < len(values) and trend[place + 1] else place
    now, before = values[later], values[later - 1]
    return now is not None and before is not None and now > before


def _mean(values: Sequence[float]) -> float | None:
    """Return the mean in two passes, as R does: the sum's own rounding would put 33.3 beside the mean of 33.3s."""
    if not values:
        return None
    first = math.fsum(values) / len(values)
    return first + math.fsum([value - first for value in values]) / len(values)
