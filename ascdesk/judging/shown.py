"""Figures as a reader sees them: rounded as they are printed, and in words."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal

from ascdesk.amounts import show_amount, show_marker
from ascdesk.model import Figure, Measure, Target, ToleranceUnit, Unit
from ascdesk.readings import MOST_DIGITS, own_decimals, plain

_WIDE = Context(prec=4 * MOST_DIGITS)  # what can be typed can be rounded
_STEPS = tuple(Decimal(1).scaleb(-decimals) for decimals in range(20))
MOST_PLACES = 19  # more digits than these tell nobody anything
HUNDRED = Decimal(100)
PER = {Unit.PERCENT: HUNDRED, Unit.PER_100K: Decimal(100_000)}


def as_shown(value: Decimal, decimals: int) -> Decimal:
    """Return the value as a reader sees it: rounded half up to the decimal places."""
    step = _STEPS[decimals] if decimals < len(_STEPS) else Decimal(1).scaleb(-decimals)
    return value.quantize(step, ROUND_HALF_UP, context=_WIDE)


def why_no_value(figure: Figure) -> str:
    """Return in words why a figure has no value."""
    return show_marker(figure.marker, figure.raw) if figure.marker else "it was left blank"


def show(measure: Measure, value: Decimal) -> str:
    """Return a value as the measure's figures are printed."""
    return show_amount(value, measure.unit, measure.decimals)


def show_change(measure: Measure, change: Decimal, decimals: int | None = None) -> str:
    """Return a change with its sign, a percentage's in percentage points."""
    places = measure.decimals if decimals is None else decimals
    sign = "+" if change > 0 else "−" if change < 0 else ""
    if measure.unit is Unit.PERCENT:
        width = as_shown(abs(change), places)
        return f"{sign}{width} percentage point{'' if width == 1 else 's'}"
    return sign + show_amount(abs(change), measure.unit, places)


def compared(value: Decimal, other: Decimal) -> str:
    """Return how a value stands to another: equal to it, above or below."""
    if value == other:
        return "equal to"
    return "above" if value > other else "below"


def telling_digits(value: Decimal, decimals: int) -> str:
    """Return a number with as many more digits as tell on which side of a rounding it lies."""
    places = (each for each in range(max(decimals + 2, 4), MOST_PLACES) if rounds_alike(value, each, decimals))
    return plain(as_shown(value, next(places, MOST_PLACES)))


def rounds_alike(value: Decimal, places: int, decimals: int) -> bool:
    """Tell whether a number that is cut to some places is still shown as the whole of it is."""
    return as_shown(as_shown(value, places), decimals) == as_shown(value, decimals)


def exact(measure: Measure, figure: Figure) -> Decimal | None:
    """Return a figure unrounded: from its numerator and denominator, where they make the value that is held."""
    made = ratio(measure, figure)
    if made is None or figure.value is None:
        return figure.value
    rounded = as_shown(made, own_decimals(figure.value))
    return made if rounded == figure.value or as_shown(made, measure.decimals) == figure.value else figure.value


def show_width(measure: Measure, width: Decimal) -> str:
    """Return how wide a difference is, without a sign and with all its digits."""
    return show_change(measure, width, max(measure.decimals, own_decimals(width))).removeprefix("+")


def ratio(measure: Measure, figure: Figure) -> Decimal | None:
    """Return what numerator and denominator make in the measure's unit, where both are known."""
    if figure.numerator is None or not figure.denominator:
        return None
    return figure.numerator * PER.get(measure.unit, Decimal(1)) / figure.denominator


def tolerance_of(measure: Measure, target: Target) -> tuple[Decimal, ToleranceUnit] | None:
    """Return the tolerance that holds: the year's target's own, or else the measure's."""
    if target.tolerance is not None:
        return target.tolerance, target.tolerance_unit or ToleranceUnit.ABSOLUTE
    if measure.tolerance is not None:
        return measure.tolerance, measure.tolerance_unit or ToleranceUnit.ABSOLUTE
    return None


def tolerance_width(tolerance: tuple[Decimal, ToleranceUnit], goal: Decimal) -> Decimal:
    """Return a tolerance in the measure's unit."""
    width, unit = tolerance
    return abs(goal) * width / HUNDRED if unit is ToleranceUnit.PERCENT else width


def show_tolerance(measure: Measure, tolerance: Decimal, unit: ToleranceUnit | None, of: str = "the target") -> str:
    """Return a tolerance in words, with its unit; `of` is what a percentage is taken of."""
    width = plain(tolerance)
    if unit is ToleranceUnit.PERCENT:
        return f"{width}% of {of}"
    if unit is ToleranceUnit.POINTS:
        return f"{width} percentage points" if width != "1" else "1 percentage point"
    return show_amount(tolerance, measure.unit, max(measure.decimals, own_decimals(tolerance)))
