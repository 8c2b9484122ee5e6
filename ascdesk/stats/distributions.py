"""Tails and quantiles of the normal, Student's t, chi-squared and Poisson distributions, without a dependency.

Tails are computed as tails, never as one minus the rest, so that a p-value of 1e-190 keeps its digits. The series
and continued fractions are those of the NIST Digital Library of Mathematical Functions (DLMF, dlmf.nist.gov).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache
from statistics import NormalDist

_NORMAL = NormalDist()
_STEPS = 10_000
_TINY = 1e-300
_CLOSE = 4e-16


def as_share(confidence: float) -> float:
    """Return a confidence level as a share; 95 and 0.95 are the same, as in PHEindicatormethods.

    Raises ValueError for anything that is neither above 0 and up to 1, nor from 90 to 100.
    """
    if 0 < confidence <= 1:
        return confidence
    if 90 <= confidence <= 100:
        return confidence / 100
    raise ValueError(f"A confidence level is a share up to 1, or 90 to 100 per cent, not {confidence}.")


@lru_cache(maxsize=64)
def z_of(confidence: float) -> float:
    """Return how many standard errors a two-sided normal interval reaches: 1.959964 for 95 per cent.

    Full precision, not 1.96 (statistics.md 2); infinite for a confidence of 1. Raises ValueError as `as_share`.
    """
    share = as_share(confidence)
    return math.inf if share == 1 else _NORMAL.inv_cdf(share + (1 - share) / 2)


def normal_p(z: float) -> float:
    """Return the two-sided p-value of a standard normal z."""
    return math.erfc(abs(z) / math.sqrt(2))


def chi_squared_p(statistic: float) -> float:
    """Return the p-value of a chi-squared statistic with one degree of freedom, which is a squared normal.

    Raises ValueError for a negative statistic.
    """
    if statistic < 0:
        raise ValueError(f"A chi-squared statistic is never below zero, so {statistic} cannot be one.")
    return math.erfc(math.sqrt(statistic / 2))


def student_p(t: float, freedom: float) -> float:
    """Return the two-sided p-value of Student's t: the incomplete beta I_x(f/2, 1/2) at x = f/(f + t squared).

    Source: DLMF 8.17. Raises ValueError unless the degrees of freedom are above zero.
    """
    if not freedom > 0:
        raise ValueError(f"Student’s t needs at least one degree of freedom, not {freedom}.")
    if math.isinf(t):
        return 0.0
    square = t * t
    return _beta_share(freedom / (freedom + square), square / (freedom + square), freedom / 2, 0.5)


@lru_cache(maxsize=1024)
def student_quantile(confidence: float, freedom: float) -> float:
    """Return how many standard errors a two-sided Student interval reaches: 2.776 for 95 per cent and 4 degrees.

    Infinite for a confidence of 1. Raises ValueError as `as_share` and `student_p`.
    """
    share = as_share(confidence)
    if share == 1:
        return math.inf
    outside = 2 * (1 - (share + (1 - share) / 2))
    return _where_it_falls_to(outside, lambda t: student_p(t, freedom), z_of(confidence))


def poisson_upper_share(count: float, mean: float) -> float:
    """Return how likely a Poisson variable of this mean is to reach `count` or more (any count above 0).

    It is the incomplete gamma P(count, mean), DLMF 8.4.10, and so also serves counts that are not whole.
    Raises ValueError for a count of 0 or less, or a negative mean.
    """
    if count <= 0 or mean < 0:
        raise ValueError(f"A count above zero and a mean from zero are needed, not {count} and {mean}.")
    return _gamma_share(count, mean)[0]


def poisson_lower_share(count: float, mean: float) -> float:
    """Return how likely a Poisson variable of this mean is to stay at `count` or below: Q(count + 1, mean)."""
    if count < 0 or mean < 0:
        raise ValueError(f"A count and a mean from zero are needed, not {count} and {mean}.")
    return _gamma_share(count + 1, mean)[1]


@lru_cache(maxsize=4096)
def poisson_limits(count: float, confidence: float) -> tuple[float, float]:
    """Return the exact limits of a Poisson mean of which `count` was seen; 0 seen has a lower limit of exactly 0.

    Each tail holds half of what the confidence leaves, which is chi2.ppf(tail, 2 count)/2 and
    chi2.ppf(1 - tail, 2 count + 2)/2 (statistics.md 2.2). Raises ValueError for a negative count.
    """
    share = as_share(confidence)
    if count < 0:
        raise ValueError(f"A count is never below zero, so {count} cannot be one.")
    if share == 1:
        return 0.0, math.inf
    start = max(count, 1.0)
    upper = _where_it_falls_to(
        1 - (share + (1 - share) / 2), lambda mean: poisson_lower_share(count, mean), start + 2 * math.sqrt(start)
    )
    if count == 0:
        return 0.0, upper
    # Turned upside down (x = 1/mean), the rising tail falls as the other one does.
    inverse = _where_it_falls_to((1 - share) / 2, lambda x: poisson_upper_share(count, 1 / x), 1 / start)
    return 1 / inverse, upper


def _where_it_falls_to(goal: float, tail: Callable[[float], float], start: float) -> float:
    """Return the x above 0 where a falling tail equals the goal: the secant in logarithms, kept inside a bracket."""
    low, high = start, start
    while tail(low) < goal:
        low /= 2
    while tail(high) > goal:
        high *= 2
    if low == high:
        return low
    wanted = math.log(goal)
    left, right = (math.log(max(tail(x), _TINY)) - wanted for x in (low, high))
    for _ in range(_STEPS):
        if left == right or high - low <= _CLOSE * high:
            break
        x = low + (high - low) * left / (left - right)
        if not low < x < high:
            x = (low + high) / 2
        here = math.log(max(tail(x), _TINY)) - wanted
        if here == 0:
            return x
        # Illinois: the end that stays counts for half, or one end would never move.
        if here > 0:
            low, left, right = x, here, right / 2
        else:
            high, right, left = x, here, left / 2
    return (low + high) / 2


def _beta_share(x: float, rest: float, a: float, b: float) -> float:
    """Return the regularised incomplete beta I_x(a, b); `rest` is 1 - x, handed in so that it keeps its digits."""
    if x <= 0:
        return 0.0
    if rest <= 0:
        return 1.0
    if x > (a + 1) / (a + b + 2):
        return 1 - _beta_share(rest, x, b, a)
    front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log(rest)
    return math.exp(front) / a / _continued(1.0, lambda m: _beta_step(m, x, a, b))


def _beta_step(m: int, x: float, a: float, b: float) -> tuple[float, float]:
    """Return the m-th partial numerator and denominator of the continued fraction for I_x (DLMF 8.17.22)."""
    half, odd = divmod(m, 2)
    if odd:
        return -(a + half) * (a + b + half) * x / ((a + 2 * half) * (a + 2 * half + 1)), 1.0
    return half * (b - half) * x / ((a + 2 * half - 1) * (a + 2 * half)), 1.0


def _gamma_share(a: float, x: float) -> tuple[float, float]:
    """Return the regularised incomplete gammas P(a, x) and Q(a, x), each exact where it is the smaller one."""
    if x == 0:
        return 0.0, 1.0
    front = math.exp(a * math.log(x) - x - math.lgamma(a))
    if x < a + 1:
        term = total = 1 / a
        for step in range(1, _STEPS):
            term *= x / (a + step)
            total += term
            if term < total * _CLOSE / 4:
                break
        return front * total, 1 - front * total
    upper = front / _continued(x + 1 - a, lambda m: (-m * (m - a), x + 2 * m + 1 - a))  # DLMF 8.9.2, even part
    return 1 - upper, upper


def _continued(first: float, step: Callable[[int], tuple[float, float]]) -> float:
    """Return first + n1/(d1 + n2/(d2 + ...)) by the modified Lentz method; `step` gives the pairs n, d from 1."""
    value, c, d = first, first, 0.0
    for m in range(1, _STEPS):
        numerator, denominator = step(m)
        d = 1 / (denominator + numerator * d or _TINY)
        c = denominator + numerator / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value
