"""The scale beside a chart: round numbers that hold all that is drawn."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from ascdesk.charts.values import Axis
from ascdesk.model import Unit
from ascdesk.readings import own_decimals, show_amount

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_STEPS = 6
# Where values fill so much of the way from 0, starting there costs little and shows their size truly.
_FROM_ZERO = Decimal("0.4")
_WHOLE = {Unit.COUNT, Unit.POUNDS}
_HUNDRED = Decimal(100)


def axis_of(unit: Unit, values: Iterable[Decimal]) -> Axis:
    """Return an axis that holds all the values; it starts at 0 where that leaves the line readable.

    A percentage axis does not pass 100 while no value does.
    """
    held = list(values)
    low, high = min(held), max(held)
    if low >= 0 and high - low >= _FROM_ZERO * high and high:
        low = Decimal(0)
    elif high <= 0 and high - low >= _FROM_ZERO * -low and low:
        high = Decimal(0)
    elif low == high:
        low, high = _around(low, unit)
    step = _step(high - low, whole=unit in _WHOLE)
    bottom, top = _floor(low, step), -_floor(-high, step)
    if unit is Unit.PERCENT and max(held) <= _HUNDRED:
        top = min(top, max(_HUNDRED, max(held)))
    return Axis(bottom, top, _ticks(bottom, top, step, unit))


def _around(value: Decimal, unit: Unit) -> tuple[Decimal, Decimal]:
    """Return the ends of an axis around a single value."""
    if value == 0:
        return Decimal(0), Decimal(1)
    away = abs(value) / 10
    return (value - away, value + away) if unit is not Unit.COUNT or away >= 1 else (value - 1, value + 1)


def _step(width: Decimal, whole: bool) -> Decimal:
    """Return the smallest round step that needs few enough ticks."""
    rough = width / _MOST_STEPS
    power = Decimal(1).scaleb(rough.adjusted())
    step = next(round_ * power for round_ in _STEPS if round_ * power >= rough)
    return max(step, Decimal(1)) if whole else step


def _floor(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).to_integral_value(ROUND_FLOOR) * step


def _ticks(low: Decimal, high: Decimal, step: Decimal, unit: Unit) -> tuple[tuple[Decimal, str], ...]:
    decimals = own_decimals(step)
    count = int(((high - low) / step).to_integral_value(ROUND_CEILING))
    values = [low + number * step for number in range(count + 1)]
    return tuple((value, show_amount(value, unit, decimals)) for value in values if value <= high)
