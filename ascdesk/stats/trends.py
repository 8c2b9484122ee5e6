"""Trends and their significance: least squares, two proportions, chi-squared for trend, Kendall (statistics.md 4).

Each function is one test with a name; they disagree often, so whoever shows a result names the test. All assume
independent samples, which rolling periods and successive snapshots of the same people are not.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ascdesk.stats.distributions import chi_squared_p, normal_p, student_p, student_quantile, z_of
from ascdesk.stats.intervals import Interval, describe

EXACT_KENDALL_BELOW = 50
# R takes tables as extreme as the one seen if they are within this of its probability.
FISHER_SLACK = 1 + 1e-7


@dataclass(frozen=True, slots=True)
class Slope:
    """A least-squares line through values at 1, 2, 3...: the slope is the change for each period.

    `error` is the slope's standard error, `p` the two-sided chance of such a slope without a trend, `fit` R squared.
    """

    slope: float
    intercept: float
    error: float
    t: float
    freedom: int
    p: float
    fit: float


@dataclass(frozen=True, slots=True)
class TwoProportions:
    """The first proportion against the second: `difference` limits at 95 per cent, as shares.

    `p` is that of the plain z-test, `p_continuity` the same with Yates' correction.
    """

    z: float
    p: float
    difference: Interval
    p_continuity: float


@dataclass(frozen=True, slots=True)
class TrendTest:
    """A statistic and its two-sided p-value."""

    statistic: float
    p: float


def slope(values: Sequence[float | None]) -> Slope:
    """Return the least-squares line through the values; a missing one keeps its place in time and is left out.

    A constant series has slope 0 and p 1, a perfect line an error and a p of 0. Source: R lm, statistics.md 4.2.
    Raises ValueError for fewer than three values.
    """
    points = [(place, value) for place, value in enumerate(values, start=1) if value is not None]
    if len(points) < 3:
        raise ValueError(f"A trend line needs at least three values, and there are {len(points)}.")
    x_mean = math.fsum(x for x, _ in points) / len(points)
    y_mean = describe([y for _, y in points]).mean
    across = math.fsum((x - x_mean) ** 2 for x, _ in points)
    rise = math.fsum((x - x_mean) * (y - y_mean) for x, y in points) / across
    intercept, freedom = y_mean - rise * x_mean, len(points) - 2
    total = math.fsum((y - y_mean) ** 2 for _, y in points)
    if all(y == points[0][1] for _, y in points):
        return Slope(0.0, points[0][1], 0.0, 0.0, freedom, 1.0, 0.0)
    residuals = [y - y_mean - rise * (x - x_mean) for x, y in points]
    left = math.fsum(residual**2 for residual in residuals)
    # What floats cannot tell from a straight line is one.
    if max(map(abs, residuals)) <= 8 * math.ulp(max(abs(y) for _, y in points)):
        return Slope(rise, intercept, 0.0, math.copysign(math.inf, rise), freedom, 0.0, 1.0)
    error = math.sqrt(left / freedom / across)
    t = rise / error
    return Slope(rise, intercept, error, t, freedom, student_p(t, freedom), 1 - left / total)


def slope_interval(line: Slope, confidence: float = 0.95) -> Interval:
    """Return the confidence interval of a slope, in units a period."""
    reach = student_quantile(confidence, line.freedom) * line.error if line.error else 0.0
    return Interval(line.slope - reach, line.slope + reach)


def two_proportions(x1: float, n1: float, x2: float, n2: float, confidence: float = 0.95) -> TwoProportions:
    """Compare x1 out of n1 with x2 out of n2 by their pooled proportion; z is above 0 if the first is higher.

    All or nothing counted in both is not significant (z 0, p 1). The limits of the difference are Wald's.
    Source: R prop.test, statistics.md 4.4. Raises ValueError for a proportion that cannot be.
    """
    for x, n in ((x1, n1), (x2, n2)):
        _check_proportion(x, n)
    first, second = x1 / n1, x2 / n2
    gap = first - second
    reach = z_of(confidence) * math.sqrt(first * (1 - first) / n1 + second * (1 - second) / n2)
    limits = Interval(max(gap - reach, -1.0), min(gap + reach, 1.0))
    pooled = (x1 + x2) / (n1 + n2)
    if pooled in (0, 1):
        return TwoProportions(0.0, 1.0, limits, 1.0)
    inverse = 1 / n1 + 1 / n2
    error = math.sqrt(pooled * (1 - pooled) * inverse)
    corrected = max(abs(gap) - min(0.5 * inverse, abs(gap)), 0) / error
    return TwoProportions(gap / error, normal_p(gap / error), limits, normal_p(corrected))


def fisher_exact_p(x1: int, n1: int, x2: int, n2: int) -> float:
    """Return Fisher's exact two-sided p-value for x1 out of n1 against x2 out of n2, for small counts.

    It adds up every table with the same margins that is no likelier than the one seen (R fisher.test).
    Raises ValueError for a proportion that cannot be, or counts that are not whole.
    """
    for x, n in ((x1, n1), (x2, n2)):
        _check_proportion(x, n)
    if any(each != int(each) for each in (x1, n1, x2, n2)):
        raise ValueError("Fisher’s exact test counts people, so its counts are whole numbers.")
    x1, n1, both, n2 = int(x1), int(n1), int(x1 + x2), int(n2)
    lowest, highest = max(0, both - n2), min(both, n1)
    mode = min(max((n1 + 1) * (both + 1) // (n1 + n2 + 2), lowest), highest)
    weights = {mode: 1.0}
    for x in range(mode, highest):
        weights[x + 1] = weights[x] * ((n1 - x) * (both - x)) / ((x + 1) * (n2 - both + x + 1))
    for x in range(mode, lowest, -1):
        weights[x - 1] = weights[x] * (x * (n2 - both + x)) / ((n1 - x + 1) * (both - x + 1))
    seen = weights[x1] * FISHER_SLACK
    share = math.fsum(each for each in weights.values() if each <= seen) / math.fsum(weights.values())
    return min(share, 1.0)


def chi_squared_trend(counts: Sequence[float], denominators: Sequence[float]) -> TrendTest:
    """Return the Cochran-Armitage chi-squared for a trend of proportions at 1, 2, 3..., with one degree of freedom.

    Nothing or all counted throughout is no trend (0, p 1). Source: R prop.trend.test, statistics.md 4.3.
    Raises ValueError for fewer than two proportions, or one that cannot be.
    """
    if len(counts) < 2 or len(counts) != len(denominators):
        raise ValueError("A trend of proportions needs at least two counts, each with its denominator.")
    for x, n in zip(counts, denominators, strict=True):
        _check_proportion(x, n)
    scores = range(1, len(counts) + 1)
    size, total = math.fsum(denominators), math.fsum(counts)
    if total in (0, size):
        return TrendTest(0.0, 1.0)
    size_t = math.fsum(n * t for n, t in zip(denominators, scores, strict=True))
    total_t = math.fsum(x * t for x, t in zip(counts, scores, strict=True))
    size_tt = math.fsum(n * t * t for n, t in zip(denominators, scores, strict=True))
    spread = size * size_tt - size_t**2
    statistic = size * (size * total_t - total * size_t) ** 2 / (total * (size - total) * spread)
    return TrendTest(statistic, chi_squared_p(statistic))


def kendall(values: Sequence[float]) -> TrendTest:
    """Return Kendall's rank correlation (tau-b) of the values with time, and its p-value, as R's cor.test has them.

    Exact for fewer than 50 values without ties, otherwise by the normal approximation with its correction for ties.
    Values that are all the same show no trend (0, p 1). Raises ValueError for fewer than two values.
    """
    count = len(values)
    if count < 2:
        raise ValueError(f"A rank correlation needs at least two values, and there are {count}.")
    ties = [each for each in Counter(values).values() if each > 1]
    score = sum(
        (later > earlier) - (later < earlier) for place, earlier in enumerate(values) for later in values[place + 1 :]
    )
    pairs = count * (count - 1) // 2
    untied = pairs - sum(each * (each - 1) for each in ties) // 2
    if not untied:
        return TrendTest(0.0, 1.0)
    tau = score / math.sqrt(pairs * untied)
    if not ties and count < EXACT_KENDALL_BELOW:
        return TrendTest(tau, _kendall_exact_p(count, (score + pairs) // 2))
    spread = count * (count - 1) * (2 * count + 5) - sum(each * (each - 1) * (2 * each + 5) for each in ties)
    return TrendTest(tau, normal_p(score / math.sqrt(spread / 18)))


def _kendall_exact_p(count: int, concordant: int) -> float:
    """Return the two-sided chance of at least so uneven a number of concordant pairs among all orders."""
    ways, orders = _kendall_ways(count), math.factorial(count)
    below, above = sum(ways[: concordant + 1]), sum(ways[concordant:])
    return min(1.0, float(2 * Fraction(min(below, above), orders)))


@lru_cache(maxsize=EXACT_KENDALL_BELOW)
def _kendall_ways(count: int) -> tuple[int, ...]:
    """Return in how many orders of so many values 0, 1, 2... pairs are concordant."""
    if count == 1:
        return (1,)
    fewer = _kendall_ways(count - 1)
    ways = [0] * (len(fewer) + count - 1)
    for place, each in enumerate(fewer):
        for step in range(count):
            ways[place + step] += each
    return tuple(ways)


def _check_proportion(numerator: float, denominator: float) -> None:
    if not denominator > 0 or not 0 <= numerator <= denominator:
        raise ValueError(f"A proportion of {numerator} out of {denominator} is impossible.")
