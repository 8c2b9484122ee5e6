"""Funnel plots: limits by the size of an area, who lies outside them, and limits widened for overdispersion.

Sources: PHEindicatormethods 2.1.0 (statistics.md 2.5) and FunnelPlotR 0.6.0 (4.5). Use the second for many areas
with large denominators, where the first calls nearly everybody an outlier.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ascdesk.stats.distributions import poisson_limits, z_of
from ascdesk.stats.intervals import count_interval

INNER, OUTER = 0.95, 0.998
# FunnelPlotR writes its two multiples out to six decimals.
INNER_Z, OUTER_Z = 1.959964, 3.090232
AXIS_POINTS = 100


class Significance(StrEnum):
    """Where a value lies in its funnel, in the package's words: by two or by three standard errors."""

    LOW_OUTER = "Low (0.001)"
    LOW_INNER = "Low (0.025)"
    NONE = "Not significant"
    HIGH_INNER = "High (0.025)"
    HIGH_OUTER = "High (0.001)"


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """The 95 and 99.8 per cent limits of a funnel at one size, in the unit of the values."""

    lower95: float
    upper95: float
    lower998: float
    upper998: float

    def within(self, lowest: float, highest: float) -> FunnelLimits:
        """Return the limits cut off at the lowest and the highest value that can be."""
        lower95, lower998 = max(self.lower95, lowest), max(self.lower998, lowest)
        return FunnelLimits(lower95, min(self.upper95, highest), lower998, min(self.upper998, highest))

    def judge(self, value: float) -> Significance:
        """Say where a value lies; a value on a limit is inside it."""
        if value < self.lower998:
            return Significance.LOW_OUTER
        if value < self.lower95:
            return Significance.LOW_INNER
        if value > self.upper998:
            return Significance.HIGH_OUTER
        if value > self.upper95:
            return Significance.HIGH_INNER
        return Significance.NONE


@dataclass(frozen=True, slots=True)
class Funnel:
    """The lines of a funnel plot: the baseline, and the limits at a hundred sizes."""

    baseline: float
    sizes: tuple[int, ...]
    limits: tuple[FunnelLimits, ...]


@dataclass(frozen=True, slots=True)
class Dispersion:
    """How much more areas differ than chance would make them (FunnelPlotR).

    `target` is the pooled proportion as a share, `scores` each area's z before winsorising, `phi` their mean square
    after it, and `between` (tau squared) the variance between areas that chance does not explain.
    """

    target: float
    scores: tuple[float, ...]
    phi: float
    between: float


def proportion_limits(average: float, size: float, multiplier: float = 100) -> FunnelLimits:
    """Return the limits of a proportion around the average of all areas (a share), not cut off.

    Source: average -/+ z sqrt(average (1 - average) / size), statistics.md 2.5.
    Raises ValueError unless the average is a share and the size above zero.
    """
    if not 0 <= average <= 1:
        raise ValueError(f"The average proportion is a share from 0 to 1, not {average}.")
    if not size > 0:
        raise ValueError(f"An area needs a denominator above zero, not {size}.")
    error = math.sqrt(average * (1 - average) / size)
    inner, outer = z_of(INNER) * error, z_of(OUTER) * error
    lines = (average - inner, average + inner, average - outer, average + outer)
    return FunnelLimits(*(line * multiplier for line in lines))


def proportion_funnel(
    numerators: Sequence[float], denominators: Sequence[float], multiplier: float = 100, highest: float = 100
) -> Funnel:
    """Return the funnel of the areas' pooled proportion over the sizes that a plot of them shows.

    The package cuts off at 0 and 100 whatever the multiplier; hand in `highest=1` with a multiplier of 1 to have
    limits that can be. Raises ValueError as `pooled`.
    """
    average = pooled(numerators, denominators)
    sizes = axis(min(denominators), max(denominators))
    limits = tuple(proportion_limits(average, size, multiplier).within(0, highest) for size in sizes)
    return Funnel(average * multiplier, sizes, limits)


def proportion_significance(numerators: Sequence[float], denominators: Sequence[float]) -> tuple[Significance, ...]:
    """Say for each area where its proportion lies in the funnel; limits are not cut off for that.

    Raises ValueError as `pooled`.
    """
    average = pooled(numerators, denominators)
    return tuple(
        proportion_limits(average, size, 1).judge(part / size)
        for part, size in zip(numerators, denominators, strict=True)
    )


def ratio_significance(observed: Sequence[float], expected: Sequence[float]) -> tuple[Significance, ...]:
    """Say for each area whether its observed count differs from the expected one.

    The exact (below 10) or Byar limits of the observed count, divided by the expected one, are held against 1
    (statistics.md 2.5). Raises ValueError for a negative count, or an expected one of 0 or less.
    """
    return tuple(_ratio(seen, wanted) for seen, wanted in zip(observed, expected, strict=True))


def rate_significance(counts: Sequence[float], denominators: Sequence[float]) -> tuple[Significance, ...]:
    """Say for each area whether its count differs from what the pooled crude rate leads one to expect."""
    total, size = math.fsum(counts), math.fsum(denominators)
    if not total > 0 or not size > 0:
        raise ValueError("The pooled rate is zero, so no area can be held against it.")
    return ratio_significance(counts, [total * each / size for each in denominators])


def ratio_limits(expected: float, multiplier: float = 1) -> FunnelLimits:
    """Return the exact Poisson limits of observed over expected events (FunnelPlotR, not overdispersed).

    Raises ValueError unless events are expected.
    """
    if not expected > 0:
        raise ValueError(f"A ratio needs an expected count above zero, not {expected}.")
    lines = (*poisson_limits(expected, INNER), *poisson_limits(expected, OUTER))
    return FunnelLimits(*(line / expected * multiplier for line in lines))


def dispersion(numerators: Sequence[float], denominators: Sequence[float], trim: float = 0.1) -> Dispersion:
    """Return how overdispersed the areas' proportions are, with their z-scores winsorised at both ends by `trim`.

    Source: statistics.md 4.5. Raises ValueError as `pooled`, and for a trim outside 0 to 0.5.
    """
    if not 0 <= trim <= 0.5:
        raise ValueError(f"Each end is trimmed by a share from 0 to 0.5, not {trim}.")
    target = pooled(numerators, denominators)
    centre = math.asin(math.sqrt(target))
    scores = [
        (math.asin(math.sqrt(part / size)) - centre) * 2 * math.sqrt(size)
        for part, size in zip(numerators, denominators, strict=True)
    ]
    low, high = type7_quantile(scores, trim), type7_quantile(scores, 1 - trim)
    count = len(scores)
    phi = math.fsum(min(max(score, low), high) ** 2 for score in scores) / count
    return Dispersion(target, tuple(scores), phi, _between(count, phi, [4 * size for size in denominators]))


def overdispersed_limits(spread: Dispersion, size: float, multiplier: float = 100) -> FunnelLimits:
    """Return limits on the arcsine scale, widened by the variance between areas and cut off at 0 and 1.

    With `spread.between` set to 0 they are FunnelPlotR's plain limits of a proportion. FunnelPlotR further forces
    limits near 0 and 1 to be monotone along its own row of sizes; these here are the formula's.
    """
    if not size > 0:
        raise ValueError(f"An area needs a denominator above zero, not {size}.")
    centre = math.asin(math.sqrt(spread.target))
    error = math.sqrt(1 / (4 * size) + spread.between)

    def line(z: float) -> float:
        return math.sin(min(max(centre + z * error, 0), math.pi / 2)) ** 2 * multiplier

    return FunnelLimits(line(-INNER_Z), line(INNER_Z), line(-OUTER_Z), line(OUTER_Z))


def pooled(numerators: Sequence[float], denominators: Sequence[float]) -> float:
    """Return the areas' pooled proportion as a share.

    Raises ValueError for no areas, rows of different length, or a proportion that cannot be.
    """
    if not numerators or len(numerators) != len(denominators):
        raise ValueError("Each area needs a numerator and a denominator, and there must be at least one area.")
    for part, size in zip(numerators, denominators, strict=True):
        if not size > 0 or not 0 <= part <= size:
            raise ValueError(f"A proportion of {part} out of {size} is impossible.")
    return math.fsum(numerators) / math.fsum(denominators)


def axis(smallest: float, largest: float) -> tuple[int, ...]:
    """Return the hundred sizes at which the package draws its funnel, ever further apart.

    They run from 1, or from just below the smallest area if the largest is at most twice as large, to just above
    the largest.
    """
    last = _rounded(largest * 1.05, math.ceil, 2)
    sizes = [1 if largest > 2 * smallest else max(1, int(_rounded(smallest * 0.95, math.floor, 1)))]
    for left in range(AXIS_POINTS - 1, 0, -1):
        before = sizes[-1]
        sizes.append(max(round((last / before) ** (1 / left) * before), before + 1))
    return tuple(sizes)


def type7_quantile(values: Sequence[float], share: float) -> float:
    """Return the quantile that R calls type 7 and Excel PERCENTILE.INC. Raises ValueError for no values."""
    if not values:
        raise ValueError("There are no values to take a quantile of.")
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _ratio(observed: float, expected: float) -> Significance:
    if not expected > 0:
        raise ValueError(f"A ratio needs an expected count above zero, not {expected}.")
    inner, outer = count_interval(observed, INNER), count_interval(observed, OUTER)
    if outer.upper / expected < 1:
        return Significance.LOW_OUTER
    if inner.upper / expected < 1:
        return Significance.LOW_INNER
    if outer.lower / expected > 1:
        return Significance.HIGH_OUTER
    if inner.lower / expected > 1:
        return Significance.HIGH_INNER
    return Significance.NONE


def _between(count: int, phi: float, weights: Sequence[float]) -> float:
    total = math.fsum(weights)
    room = total - math.fsum(weight**2 for weight in weights) / total
    if count * phi < count - 1 or room <= 0:
        return 0.0
    return max(0.0, (count * phi - (count - 1)) / room)


def _rounded(size: float, direction: Callable[[float], int], digits: int) -> float:
    """Return a size rounded down or up to so many leading digits of its whole part."""
    unit = 10.0 ** (len(str(direction(size))) - digits)
    return direction(size / unit) * unit
