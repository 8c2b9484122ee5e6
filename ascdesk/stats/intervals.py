"""Intervals around proportions, rates and means, and quantiles, as PHEindicatormethods 2.1.0 has them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ascdesk.stats.distributions import as_share, poisson_limits, student_quantile, z_of

EXACT_BELOW = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """The lower and upper confidence limit of a value, in the unit of the value."""

    lower: float
    upper: float

    def holds(self, value: float) -> bool:
        """Say whether a value lies between the limits, ends included."""
        return self.lower <= value <= self.upper


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value with its limits and the method of the limits; None for what a missing input leaves unknown."""

    value: float | None
    limits: Interval | None
    method: str | None


@dataclass(frozen=True, slots=True)
class Sample:
    """Sum, number, mean and standard deviation (with n - 1; None for one value alone) of some values."""

    total: float
    count: int
    mean: float
    deviation: float | None


def wilson(numerator: float, denominator: float, confidence: float = 0.95, multiplier: float = 100) -> Interval:
    """Return the Wilson score interval of a proportion, times the multiplier (100 gives percentages).

    Source: statistics.md 2.1 (phe_proportion). Nothing counted gives a lower limit of exactly 0.
    Raises ValueError unless 0 <= numerator <= denominator and denominator > 0.
    """
    _check_proportion(numerator, denominator)
    if as_share(confidence) == 1:
        return Interval(0.0, float(multiplier))
    z = z_of(confidence)
    square = z * z
    middle = 2 * numerator + square
    reach = z * math.sqrt(square + 4 * numerator * (1 - numerator / denominator))
    scale = 2 * (denominator + square)
    lower = 0.0 if numerator == 0 else max((middle - reach) / scale, 0.0)
    upper = 1.0 if numerator == denominator else (middle + reach) / scale
    return Interval(lower * multiplier, upper * multiplier)


def rate_interval(count: float, denominator: float, confidence: float = 0.95, multiplier: float = 100_000) -> Interval:
    """Return the interval of a rate per `multiplier`: exact Poisson for a count below 10, Byar from 10.

    Source: statistics.md 2.2 (phe_rate). A count of 0 has a lower limit of exactly 0; a count may exceed its
    denominator. Raises ValueError for a negative count, or a denominator of 0 or less.
    """
    _check_count(count)
    if not denominator > 0:
        raise ValueError(f"A rate needs a denominator above zero, not {denominator}.")
    limits = count_interval(count, confidence)
    return Interval(limits.lower / denominator * multiplier, limits.upper / denominator * multiplier)


def count_interval(count: float, confidence: float = 0.95) -> Interval:
    """Return the interval of a Poisson count itself: exact below 10, Byar from 10."""
    _check_count(count)
    if count < EXACT_BELOW:
        return Interval(*poisson_limits(count, confidence))
    return Interval(byar_lower(count, confidence) or 0.0, byar_upper(count, confidence))


def byar_lower(count: float, confidence: float = 0.95) -> float | None:
    """Return Byar's lower limit of a count, or None where the formula falls below zero and the tool gives none.

    Source: statistics.md 2.2. Raises ValueError for a negative count.
    """
    _check_count(count)
    if count == 0:
        return 0.0
    limit = count * (1 - 1 / (9 * count) - z_of(confidence) / (3 * math.sqrt(count))) ** 3
    return None if limit < 0 else limit


def byar_upper(count: float, confidence: float = 0.95) -> float:
    """Return Byar's upper limit of a count. Raises ValueError for a negative count."""
    _check_count(count)
    above = count + 1
    return above * (1 - 1 / (9 * above) + z_of(confidence) / (3 * math.sqrt(above))) ** 3


def mean_interval(values: Sequence[float], confidence: float = 0.95) -> Interval:
    """Return the interval of a mean by Student's t with n - 1 degrees of freedom, in the unit of the values.

    Source: statistics.md 2.3 (phe_mean). Raises ValueError for fewer than two values.
    """
    sample = describe(values)
    if sample.deviation is None:
        raise ValueError("The interval of a mean needs at least two values; one alone does not vary.")
    reach = student_quantile(confidence, sample.count - 1) * sample.deviation / math.sqrt(sample.count)
    return Interval(sample.mean - reach, sample.mean + reach)


def describe(values: Sequence[float]) -> Sample:
    """Return the sum, number, mean and standard deviation of the values. Raises ValueError for none."""
    if not values:
        raise ValueError("There are no values to describe.")
    count = len(values)
    total = math.fsum(values)
    mean = total / count
    if count == 1:
        return Sample(total, count, mean, None)
    deviation = math.sqrt(math.fsum((value - mean) ** 2 for value in values) / (count - 1))
    return Sample(total, count, mean, deviation)


def proportion(
    numerator: float | None, denominator: float | None, confidence: float = 0.95, multiplier: float = 100
) -> Estimate:
    """Return a proportion with its Wilson limits; missing in, missing out. Raises ValueError as `wilson`."""
    if numerator is None or denominator is None:
        return Estimate(None, None, "Wilson")
    limits = wilson(numerator, denominator, confidence, multiplier)
    return Estimate(numerator / denominator * multiplier, limits, "Wilson")


def rate(
    count: float | None, denominator: float | None, confidence: float = 0.95, multiplier: float = 100_000
) -> Estimate:
    """Return a rate with its limits and their method; missing in, missing out. Raises ValueError as `rate_interval`."""
    method = None if count is None else "Exact" if count < EXACT_BELOW else "Byars"
    if count is None or denominator is None:
        return Estimate(None, None, method)
    limits = rate_interval(count, denominator, confidence, multiplier)
    return Estimate(count / denominator * multiplier, limits, method)


def quantiles(
    values: Sequence[float | None], groups: int = 10, *, highest_first: bool = True
) -> tuple[int | None, ...]:
    """Return for each value the quantile, from 1, that it falls in; None for a missing value.

    Quantile 1 holds the highest values, or with `highest_first=False` the lowest; equal values share a quantile.
    With fewer values than quantiles every answer is None. Source: statistics.md 2.4 (phe_quantile), computed in
    the order given there. Raises ValueError for fewer than one group.
    """
    if groups < 1:
        raise ValueError(f"Values are divided into at least one group, not {groups}.")
    present = sorted((value for value in values if value is not None), reverse=highest_first)
    count = len(present)
    if count < groups:
        return (None,) * len(values)
    ranks: dict[float, int] = {}
    for rank, value in enumerate(present, start=1):
        ranks.setdefault(value, rank)
    return tuple(None if value is None else _quantile(ranks[value], count, groups) for value in values)


def _quantile(rank: int, count: int, groups: int) -> int:
    return math.floor((groups + 1) - math.ceil(((count + 1) - rank) / (count / groups))) or 1


def _check_proportion(numerator: float, denominator: float) -> None:
    if not denominator > 0:
        raise ValueError(f"A proportion needs a denominator above zero, not {denominator}.")
    if not 0 <= numerator <= denominator:
        raise ValueError(f"A proportion of {numerator} out of {denominator} is impossible.")


def _check_count(count: float) -> None:
    if not count >= 0:
        raise ValueError(f"A count is never below zero, so {count} cannot be one.")
