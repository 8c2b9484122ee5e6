"""Checks of a figure against its own past: slips of the point or sign, and what is far out of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise
from math import sqrt
from statistics import fmean, median, pstdev

from ascdesk.checking.past import Past, any_past, last_of_year, past
from ascdesk.checking.shares import leapt
from ascdesk.checking.values import Check, Known, Oddity
from ascdesk.model import Basis, Unit
from ascdesk.periods import Period, show_period
from ascdesk.stats import spc

# Iglewicz and Hoaglin (1993): the factor makes the median deviation a standard deviation of a bell curve, 3.5 is
# their bound. Where more than half are alike the median deviation is 0, and the mean deviation stands in for it.
_Z = 0.6745
_Z_MEAN = 1.253314
_FAR = 3.5
# Two years of quarters, so that every season is in it twice; with fewer, the median deviation itself is chance.
_LEAST = 8
# The field draws process limits from 12 points on (statistics.md, 1.1 and 1.9).
_LEAST_LIMITS = 12
# The upper limit of a moving range is 3.267 of their mean: a step within it is how the figures go, even where they
# have come to a level at which they never were (a trend, a new year's budget, the quarter after a jump).
_STEP = 3.267
# A mean moving range of independent figures is 1.128 standard deviations. Where it is far less, figures follow one
# another (rolling years, snapshots, trends), and process limits are too narrow to be taken alone.
_MOVING = 1.128
_FOLLOWS = 0.75
# A factor of ten is told from ordinary change only where the past itself stays well within it: √10 is half of it.
_STEADY = Decimal("3.16")
# How far beyond its past a value may be and still be at home there.
_NEAR = Decimal("1.15")
_SLIPS = (
    (Decimal("0.1"), "ten times"),
    (Decimal("0.01"), "a hundred times"),
    (Decimal(10), "a tenth of"),
    (Decimal(100), "a hundredth of"),
)
_LEAST_DIGITS = 2
# One figure is no past that could be steady.
_LEAST_SLIP = 2
# Below ten, a count may be several times the last one by chance alone; and below ten of its last place, any figure by
# how it is rounded.
_LEAST_COUNT = 10
# Of a past too short for statistics: three times as much, or a third, is more than a service changes in a quarter;
# of a share, ten points besides, since 1% may well become 4%. Where four figures or more lay close together, a
# quarter more or less is odd that is three times as far beyond them as they are apart.
_JUMP, _POINTS = 3, 10
_LEAST_CLOSE, _WIDTHS, _CHANGE = 4, 3, Decimal("0.25")


def looked_at_beside_its_past(known: Known) -> Iterator[Oddity]:
    """Yield that a figure is a slip, or else that it is far out of its past."""
    if known.measure.unit is Unit.TEXT:
        return
    held = past(known)
    if slip := _slip(known, held):
        yield slip
    elif odd := _far(known, held) or _jump(known, held) or (len(held.values) < _LEAST and leapt(known)):
        yield odd


def _slip(known: Known, held: Past) -> Oddity | None:
    """Return that moving the point, or turning the sign, would bring a figure home to its past."""
    held = held if len(held.values) >= _LEAST_SLIP else any_past(known)
    values, value = held.values, known.value
    if not values or not value:
        return None
    low, high = min(values), max(values)
    if low <= 0 <= high or max(abs(low), abs(high)) > _STEADY * min(abs(low), abs(high)):
        return None
    if _at_home(-value, low, high) and (value < 0) != (low < 0):
        between = _between(known, held)
        return Oddity(
            Check.SLIP, f"{known.shown(value)} has the other sign than what it has been ({between}): is that right?"
        )
    if len(values) < _LEAST_SLIP:
        return None
    if median(abs(each) for each in values).scaleb(known.measure.decimals) < _LEAST_COUNT:
        return None
    for factor, times in _SLIPS:
        # One digit is too rough to tell: -0.1 may be a tenth of -0.9, or near to nothing.
        rough = factor > 1 and len(value.normalize().as_tuple().digits) < _LEAST_DIGITS
        if not rough and _at_home(value * factor, low, high):
            return Oddity(
                Check.SLIP,
                f"{known.shown(value)} is about {times} what it has been ({_between(known, held)}): is the decimal "
                "point in its place?",
            )
    return None


def _at_home(value: Decimal, low: Decimal, high: Decimal) -> bool:
    """Tell whether a value is as its past: of the same sign, and little beyond it."""
    if (value < 0) != (low < 0):
        return False
    size, least, most = abs(value), min(abs(low), abs(high)), max(abs(low), abs(high))
    return least / _NEAR <= size <= most * _NEAR


def _far(known: Known, held: Past) -> Oddity | None:
    """Return that a figure is far out of its past, by the modified z-score, the process limits, or both."""
    values, value = held.values, known.value
    if len(values) < _LEAST or min(values) <= value <= max(values):
        return None
    numbers = [float(each) for each in values]
    chance = _chance(known, numbers)
    score = modified_z(float(value), numbers)
    limits = _outside(float(value), numbers)
    if abs(float(value) - median(numbers)) <= _FAR * chance:
        return None
    if abs(score) <= _FAR and (limits is None or _follow(numbers)):
        return None
    if abs(float(value) - numbers[-1]) <= max(_usual_step(numbers), chance):
        return None
    reasons = []
    if abs(score) > _FAR:
        reasons.append(f"its modified z-score is {score:.1f}, beyond 3.5")
    if limits is not None:
        lower, upper = (known.shown(_places(each, known)) for each in limits)
        reasons.append(f"it is outside the process limits, {lower} to {upper}")
    return Oddity(
        Check.HISTORY,
        f"{known.shown(value)} is far from what it has been ({_between(known, held)}): {', and '.join(reasons)}.",
    )


def _jump(known: Known, held: Past) -> Oddity | None:
    """Return that a figure is several times, or a fraction of, what is before it, or far from what lay together."""
    values, value = held.values, known.value
    if not values:
        return _beyond_pace(known)
    low, high = min(values), max(values)
    short = len(values) < _LEAST or low == high  # of what never changed, no deviation can be measured either
    if not short or low <= 0 or value <= 0 or not _counts(known, max(value, high) - min(value, low)):
        return None
    between = f"({_between(known, held)})"
    if value >= _JUMP * high:
        return Oddity(
            Check.HISTORY, f"{known.shown(value)} is {value / high:.1f} times the highest before it {between}."
        )
    if _JUMP * value <= low:
        return Oddity(Check.HISTORY, f"{known.shown(value)} is {value / low:.0%} of the lowest before it {between}.")
    beyond = max(value - high, low - value)
    far = beyond > _WIDTHS * max(high - low, Decimal(_chance(known, [float(each) for each in values])))
    if len(values) >= _LEAST_CLOSE and far and beyond >= _CHANGE * (high if value > high else low):
        said = f"{known.shown(value)} is far from what it has been {between}, which lay close together."
        return Oddity(Check.HISTORY, said)
    return None


def _counts(known: Known, change: Decimal) -> bool:
    """Tell whether a change is of enough people, or points, to be more than chance."""
    unit, numerator = known.measure.unit, known.figure.numerator
    if change.scaleb(known.measure.decimals) < (_JUMP - 1) * _LEAST_COUNT:
        return False
    return (unit is not Unit.PERCENT or change >= _POINTS) and (numerator is None or numerator >= _LEAST_COUNT)


def _beyond_pace(known: Known) -> Oddity | None:
    """Return that a running total without earlier years is far beyond the pace of its own year so far."""
    last = last_of_year(known)
    if known.measure.basis is not Basis.CUMULATIVE or last is None or not last.value or last.value < 0:
        return None
    months, before = (_months_run(each) for each in (known.period, last.period))
    pace = last.value * months / before
    if known.value < _JUMP * pace or not _counts(known, known.value - pace):
        return None
    return Oddity(
        Check.HISTORY,
        f"{known.shown(known.value)} is {known.value / pace:.1f} times what the pace up to {show_period(last.period)} "
        f"({known.shown(last.value)}) would give.",
    )


def _months_run(period: Period) -> int:
    """Return how many months of its year have gone when a period ends."""
    return 12 - (period.financial_year.last - period.last)


def modified_z(value: float, values: Sequence[float]) -> float:
    """Return how far a value is from the median of others, in their median deviations made standard ones.

    Where the others are all the same there is nothing to measure by, and it is 0.
    """
    middle = median(values)
    away = [abs(each - middle) for each in values]
    width = median(away) / _Z or fmean(away) * _Z_MEAN
    return (value - middle) / width if width else 0.0


def _chance(known: Known, values: Sequence[float]) -> float:
    """Return how much a figure like this varies by chance and by rounding, whatever a short past has shown.

    A count varies by its square root, a share by that of its denominator; what is printed, and what it is held
    against, each by half its last place.
    """
    rounding = 10.0**-known.measure.decimals
    middle = median(values)
    if known.measure.unit is Unit.COUNT:
        return max(rounding, sqrt(max(middle, 1.0)))
    of = known.figure.denominator
    if known.measure.unit is Unit.PERCENT and of:
        share = min(max(middle / 100, 0.01), 0.99)
        return max(rounding, 100 * sqrt(share * (1 - share) / float(of)))
    if known.measure.unit is Unit.PER_100K and known.figure.numerator and known.value:
        # Its numerator is a count: the rate varies in proportion.
        return max(rounding, abs(middle) / sqrt(float(known.figure.numerator)))
    return rounding


def _outside(value: float, values: Sequence[float]) -> tuple[float, float] | None:
    """Return the natural process limits of earlier figures where a value is outside them."""
    if len(values) < _LEAST_LIMITS:
        return None
    group = spc.summarise(values, spc.Options())
    if not group.varies or group.lower is None or group.upper is None or group.lower <= value <= group.upper:
        return None
    return group.lower, group.upper


def _usual_step(values: Sequence[float]) -> float:
    """Return how far a figure may be from the one before, by how far they have been; single jumps are left out."""
    return _STEP * (spc.summarise(values, spc.Options()).moving_range or 0.0)


def _follow(values: Sequence[float]) -> bool:
    """Tell whether each figure follows from the one before, so that process limits are too narrow."""
    moving = fmean(abs(now - before) for before, now in pairwise(values)) / _MOVING
    return moving < _FOLLOWS * pstdev(values)


def _places(number: float, known: Known) -> Decimal:
    return Decimal(f"{number:.{known.measure.decimals}f}")


def _between(known: Known, held: Past) -> str:
    low, high = known.shown(min(held.values)), known.shown(max(held.values))
    return f"{low} {held.words}" if low == high else f"{low} to {high} {held.words}"
