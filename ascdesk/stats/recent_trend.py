"""Fingertips' recent-trend marker and its latest-against-previous marker (statistics.md 4.3 and 4.4).

Made for annual figures that neither overlap nor roll; on anything else it is a borrowed method, to be labelled so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ascdesk.model import Polarity
from ascdesk.stats.benchmarks import Comparison, Known, double_overlap
from ascdesk.stats.trends import chi_squared_trend

POINTS = 5
CRITICAL = 9.54953570608324
INTERVAL_WIDTH = 3.92


class Marker(StrEnum):
    """Which way a series goes, in Fingertips' words."""

    INCREASING = "Increasing"
    DECREASING = "Decreasing"
    NO_CHANGE = "NoChange"
    UNKNOWN = "CannotBeCalculated"


class Hindrance(StrEnum):
    """Why there is no recent trend, in Fingertips' words."""

    NONE = ""
    YEAR_RANGE = "The recent trend cannot be calculated for this year range"
    FEW_POINTS = "Not enough data points to calculate recent trend"
    FEW_VALID = "Not enough data points with valid values to calculate recent trend"
    IMPOSSIBLE = "The recent trend cannot be calculated"


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One year of a series: count and denominator, value and its 95 per cent limits in one unit; None is missing."""

    year: int
    count: float | None
    denominator: float | None
    value: float | None
    lower95: float | None = None
    upper95: float | None = None


@dataclass(frozen=True, slots=True)
class RecentTrend:
    """The marker, the chi-squared that it rests on, whether that is significant, and what hindered it if anything."""

    marker: Marker
    chi_squared: float
    significant: bool
    hindrance: Hindrance


def recent_trend(points: Sequence[TrendPoint], *, proportions: bool, years_each: int = 1) -> RecentTrend:
    """Return the marker of the newest five points, which may come in any order.

    `proportions` takes the chi-squared for trend, checked by the slope of the logit; otherwise the slope is weighted
    by the confidence intervals. It is significant at p < 0.002 if the slope also keeps its sign whichever of the five
    is left out. Fingertips' own code calls every significant trend of proportions a decrease; the direction here is
    that of the slope. It passes over points without an interval; proportions, which need none, do so only where five
    have one. Where a count is 0 the logit is minus infinity, and a slope that cannot be told counts as
    rising, as it does there.
    """
    newest_first = sorted(points, key=lambda point: point.year, reverse=True)
    hindrance = _hindrance(newest_first, years_each)
    chosen = _chosen(newest_first, proportions=proportions)
    if hindrance is Hindrance.NONE and len(chosen) < POINTS:
        hindrance = Hindrance.FEW_VALID
    if hindrance is Hindrance.NONE and not proportions and any(_width(point) <= 0 for point in chosen[:POINTS]):
        hindrance = Hindrance.IMPOSSIBLE
    if hindrance is not Hindrance.NONE:
        return RecentTrend(Marker.UNKNOWN, 0.0, False, hindrance)
    five = chosen[:POINTS][::-1]
    chi_squared, slope_of = _by_logit(five) if proportions else _by_interval(five)
    every = range(POINTS)
    falling = [slope_of([place for place in every if place != left]) < 0 for left in (None, *every)]
    significant = chi_squared > CRITICAL and len(set(falling)) == 1
    marker = Marker.NO_CHANGE
    if significant:
        marker = Marker.INCREASING if _direction(five, slope_of) > 0 else Marker.DECREASING
    return RecentTrend(marker, chi_squared, significant, Hindrance.NONE)


def latest_against_previous(points: Sequence[TrendPoint]) -> Marker:
    """Return how the newest point moved from the one before, by whether their 95 per cent intervals overlap."""
    newest_first = sorted(points, key=lambda point: point.year, reverse=True)
    if len(newest_first) < 2:
        return Marker.UNKNOWN
    latest, previous = (Known(point.value, point.lower95, point.upper95) for point in newest_first[:2])
    return {
        Comparison.HIGHER: Marker.INCREASING,
        Comparison.LOWER: Marker.DECREASING,
        Comparison.SIMILAR: Marker.NO_CHANGE,
    }.get(double_overlap(latest, previous, Polarity.NONE), Marker.UNKNOWN)


def judged(marker: Marker, polarity: Polarity) -> str:
    """Return Fingertips' label of a marker under a polarity, such as “IncreasingAndGettingWorse”."""
    if marker in (Marker.NO_CHANGE, Marker.UNKNOWN) or polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return marker.value
    better = (marker is Marker.INCREASING) == (polarity is Polarity.HIGHER)
    return f"{marker.value}AndGetting{'Better' if better else 'Worse'}"


def _hindrance(newest_first: Sequence[TrendPoint], years_each: int) -> Hindrance:
    if years_each != 1:
        return Hindrance.YEAR_RANGE
    if len(newest_first) < POINTS:
        return Hindrance.FEW_POINTS
    unbroken = _unbroken(newest_first)
    if len(unbroken) < POINTS:
        return Hindrance.FEW_VALID
    if any(point.count == point.denominator for point in unbroken):
        return Hindrance.IMPOSSIBLE
    return Hindrance.NONE


def _unbroken(newest_first: Sequence[TrendPoint]) -> list[TrendPoint]:
    """Return the points from the newest back to the first that lacks value, count or denominator."""
    for place, point in enumerate(newest_first):
        if point.value is None or point.count is None or not point.denominator or point.denominator < 0:
            return list(newest_first[:place])
    return list(newest_first)


def _chosen(newest_first: Sequence[TrendPoint], *, proportions: bool) -> list[TrendPoint]:
    """Return the unbroken points that have an interval, or all of them if proportions would be short of points."""
    unbroken = _unbroken(newest_first)
    limited = [point for point in unbroken if point.lower95 is not None and point.upper95 is not None]
    return unbroken if proportions and len(limited) < POINTS else limited


def _by_logit(five: Sequence[TrendPoint]) -> tuple[float, Callable[[Sequence[int]], float]]:
    pairs = [(float(point.count or 0), float(point.denominator or 0)) for point in five]
    chi_squared = chi_squared_trend([count for count, _ in pairs], [size for _, size in pairs]).statistic
    logits = [math.log(count / (size - count)) if count else -math.inf for count, size in pairs]
    return chi_squared, lambda places: _slope(places, logits, [1.0] * POINTS)


def _by_interval(five: Sequence[TrendPoint]) -> tuple[float, Callable[[Sequence[int]], float]]:
    values = [float(point.value or 0) for point in five]
    weights = [(INTERVAL_WIDTH / _width(point)) ** 2 for point in five]
    total = math.fsum(weights)
    mean = math.fsum(weight * (place + 1) for place, weight in enumerate(weights)) / total
    across = math.fsum(weight * (place + 1 - mean) ** 2 for place, weight in enumerate(weights))
    return _slope(range(POINTS), values, weights) ** 2 * across, lambda places: _slope(places, values, weights)


def _slope(places: Sequence[int], values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the weighted least-squares slope through the chosen of five points; NaN where infinities meet."""
    total = sum(weights[place] for place in places)
    mean = sum(weights[place] * place for place in places) / total
    across = sum(weights[place] * (place - mean) ** 2 for place in places)
    middle = sum(weights[place] * values[place] for place in places) / total
    return sum(weights[place] * (place - mean) * (values[place] - middle) for place in places) / across


def _direction(five: Sequence[TrendPoint], slope_of: Callable[[Sequence[int]], float]) -> float:
    """Return the slope through all five, or where it cannot be told, how the proportion itself moved."""
    whole = slope_of(range(POINTS))
    if math.isfinite(whole):
        return whole
    shares = [(point.count or 0) / (point.denominator or 1) for point in five]
    return _slope(range(POINTS), shares, [float(point.denominator or 0) for point in five])


def _width(point: TrendPoint) -> float:
    return (point.upper95 or 0) - (point.lower95 or 0)
