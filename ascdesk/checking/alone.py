"""Checks of a figure by itself: its range, its sign, and its value against its two numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import ROUND_DOWN, Decimal

from ascdesk.amounts import plain, show_amount
from ascdesk.checking.values import Check, Known, Oddity, counted
from ascdesk.model import Figure, Unit
from ascdesk.readings import own_decimals

# What is counted or measured cannot be less than nothing; money can, and a change of a rate is no rate.
_NEVER_BELOW_ZERO = frozenset({Unit.COUNT, Unit.DAYS, Unit.PER_100K})
_SHARES = frozenset({Unit.PERCENT, Unit.PER_100K})
# One earlier figure beyond 100% may itself have been wrong; two say that the measure may go beyond.
_LEGITIMATE_FROM = 2


def looked_at_alone(known: Known) -> Iterator[Oddity]:
    """Yield what is odd about a figure whatever its history; only whether it may go beyond 100% is read from that."""
    yield from _range(known)
    yield from _whole(known)
    yield from _stated(known)


def _range(known: Known) -> Iterator[Oddity]:
    figure, unit = known.figure, known.measure.unit
    over = _over(figure)
    if unit in _SHARES and over and not _has_been(known, _beyond):
        said = f"{counted(figure.numerator or Decimal(0))} out of {counted(figure.denominator or Decimal(0))}"
        yield Oddity(Check.OVER, f"{said} is more than all of them. Are the two numbers the right way round?")
    elif unit is Unit.PERCENT and known.value > 100 and not _has_been(known, _beyond) and not _aimed_beyond(known):
        yield Oddity(Check.RANGE, f"{known.shown(known.value)} is outside 0% to 100%.")
    if known.value < 0 and not _has_been(known, _negative):
        if unit is Unit.PERCENT:
            yield Oddity(Check.RANGE, f"{known.shown(known.value)} is outside 0% to 100%.")
        elif unit in _NEVER_BELOW_ZERO:
            yield Oddity(Check.NEGATIVE, f"{known.shown(known.value)} is below 0. Is the minus right?")


def _over(figure: Figure) -> bool:
    both = figure.numerator is not None and figure.denominator is not None
    return both and (figure.numerator or 0) > (figure.denominator or 0) > 0


def _beyond(figure: Figure) -> bool:
    return _over(figure) or (figure.value is not None and figure.value > 100)


def _negative(figure: Figure) -> bool:
    return figure.value is not None and figure.value < 0


def _has_been(known: Known, what: Callable[[Figure], bool]) -> bool:
    """Tell whether the line's other figures were so, often enough not to be slips (N78, N79)."""
    return sum(what(each) for when, each in known.run.items() if when != known.period) >= _LEGITIMATE_FROM


def _aimed_beyond(known: Known) -> bool:
    """Tell whether the year's own target is beyond 100%."""
    target = known.target
    return target is not None and target.value is not None and target.value > 100


def _whole(known: Known) -> Iterator[Oddity]:
    if known.measure.unit is Unit.COUNT and known.value != known.value.to_integral_value():
        yield Oddity(Check.FRACTION, f"{plain(known.value)} is no whole number, and the measure is a count.")


def _stated(known: Known) -> Iterator[Oddity]:
    """Yield that a printed percentage is not what its two numbers give, or that it was cut off and not rounded (N83).

    How many places it was printed with is not kept: 46.0 is 46. So a whole number may be one that was rounded to
    whole numbers. What was rounded the wrong way is within one of its last place, and let pass.
    """
    figure, value = known.figure, known.value
    if known.measure.unit is not Unit.PERCENT or figure.numerator is None or not figure.denominator:
        return
    exact = figure.numerator * 100 / figure.denominator
    places = _printed_places(known, value)
    step = Decimal(1).scaleb(-places)
    off = abs(value - exact)
    if off <= step / 2 or own_decimals(value) > 9:  # a value worked out, and not printed, has endless places
        return
    fraction = f"{counted(figure.numerator)} of {counted(figure.denominator)}"
    rounded = show_amount(exact, Unit.PERCENT, max(places, known.measure.decimals))
    shown = show_amount(value, Unit.PERCENT, max(places, known.measure.decimals))
    if exact.quantize(step, ROUND_DOWN) == value:
        yield Oddity(
            Check.CUT_OFF,
            f"{shown} is cut off, not rounded: {fraction} is {show_amount(exact, Unit.PERCENT, places + 2)}, "
            f"which rounds to {rounded}.",
        )
    elif off >= step:
        yield Oddity(Check.STATED, f"{shown} is printed, but {fraction} is {rounded}.")


def _printed_places(known: Known, value: Decimal) -> int:
    """Return with how many decimal places a percentage was printed, as far as that can be told."""
    for places in range(own_decimals(value), known.measure.decimals + 1):
        if f"{value:.{places}f}%" in known.figure.raw:
            return places
    return own_decimals(value)
