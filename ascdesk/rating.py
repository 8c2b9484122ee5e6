"""Red, amber or green, each with its reason in a sentence.

Values are compared as they are shown: rounded half up to the measure's decimal places. Equal to the target is
met; equal to the floor, the upper threshold or the tolerance limit is amber (N46-N53).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from ascdesk.amounts import show_amount, show_marker
from ascdesk.model import (
    Basis,
    Figure,
    Measure,
    Polarity,
    Rating,
    Rule,
    Target,
    TargetKind,
    ToleranceUnit,
    Unit,
)
from ascdesk.periods import Period, show_period
from ascdesk.readings import MOST_DIGITS, own_decimals, plain

_WIDE = Context(prec=4 * MOST_DIGITS)  # what can be typed can be rounded
# Of these the figures of a year's quarters add up to the year's: a quarter is never like a year.
_ADDED_UP = {Unit.COUNT, Unit.POUNDS, Unit.POUNDS_MILLION}
RATING_WORDS = {Rating.GREEN: "Green", Rating.AMBER: "Amber", Rating.RED: "Red", Rating.NONE: "Not rated"}


@dataclass(frozen=True, slots=True)
class Judged:
    """A rating and the sentence that gives its arithmetic."""

    rating: Rating
    reason: str


def as_shown(value: Decimal, decimals: int) -> Decimal:
    """Return the value as a reader sees it: rounded half up to the decimal places."""
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, context=_WIDE)


def why_no_value(figure: Figure) -> str:
    """Return in words why a figure has no value."""
    return show_marker(figure.marker, figure.raw) if figure.marker else "it was left blank"


def rate(
    measure: Measure, period: Period, figure: Figure | None, target: Target | None, base: Figure | None = None
) -> Judged:
    """Rate a figure against its year's target; `base` is the figure that "to reduce" is measured from."""
    hindrance = _hindrance(measure, period, figure, target)
    if hindrance or figure is None or figure.value is None or target is None:
        return Judged(Rating.NONE, hindrance)
    value = as_shown(figure.value, measure.decimals)
    if target.kind in (TargetKind.REDUCE, TargetKind.INCREASE, TargetKind.MAINTAIN):
        return _against_base(measure, target, value, base)
    if target.kind is TargetKind.RANGE:
        return _within_range(measure, target, value)
    if target.value is None:
        return Judged(Rating.NONE, "The target has no number to compare with.")
    if measure.basis is Basis.CUMULATIVE and not period.is_year_end:
        return _part_year(measure, value, target.value, period)
    return _against_number(measure, target, value, target.value)


def base_figure(
    measure: Measure, period: Period, target: Target | None, figure_at: Callable[[Period], Figure | None]
) -> Figure | None:
    """Return the figure that "to reduce" is measured from; None where there is none to compare with.

    It is that of the period which the target names, or else last year's outturn. What adds up through a year is
    compared with the same part of the year before, where such parts are held, and never half-way with a whole.
    """
    if target is not None and target.base is not None:
        return figure_at(target.base)
    before, outturn = period.same_last_year(), period.financial_year.previous()
    if measure.basis is Basis.CUMULATIVE and not period.is_year_end:
        return figure_at(before)
    if measure.basis is Basis.IN_PERIOD and measure.unit in _ADDED_UP:
        near = (before, before.previous(), before.next())
        return figure_at(before if any(figure_at(each) for each in near) else outturn)
    return figure_at(outturn)


def _hindrance(measure: Measure, period: Period, figure: Figure | None, target: Target | None) -> str:
    """Return why there is nothing to rate, or nothing when there is."""
    if figure is None:
        return f"There is no figure for {show_period(period)}."
    if figure.value is None:
        return f"There is no value to rate: {why_no_value(figure)}."
    if measure.rule is Rule.NONE:
        return "This measure is not rated."
    if target is None or target.kind is TargetKind.NONE:
        return f"No target is set for {show_period(period.financial_year)}."
    if target.kind is TargetKind.TEXT:
        return f"The target is “{target.raw}”, which is no number to compare with."
    if measure.polarity is Polarity.NONE and target.kind is TargetKind.NUMBER:
        return "Whether higher or lower is better is not set for this measure."
    return ""


def _show(measure: Measure, value: Decimal) -> str:
    return show_amount(value, measure.unit, measure.decimals)


def _compare(value: Decimal, other: Decimal) -> str:
    if value == other:
        return "equal to"
    return "above" if value > other else "below"


def _met(polarity: Polarity, value: Decimal, limit: Decimal) -> bool:
    if polarity is Polarity.HIGHER:
        return value >= limit
    if polarity is Polarity.LOWER:
        return value <= limit
    return value == limit


def _judged(rating: Rating, sentence: str) -> Judged:
    return Judged(rating, f"{sentence}: {RATING_WORDS[rating]}.")


def _against_number(measure: Measure, target: Target, value: Decimal, number: Decimal) -> Judged:
    goal = as_shown(number, measure.decimals)
    said = f"{_show(measure, value)} is {_compare(value, goal)} the target of {_show(measure, goal)}"
    if _met(measure.polarity, value, goal):
        return _judged(Rating.GREEN, said)
    if target.threshold is not None:
        return _against_threshold(measure, said, value, as_shown(target.threshold, measure.decimals))
    if target.tolerance is not None:
        return _within_tolerance(measure, target, said, value, goal)
    return _judged(Rating.RED, f"{said}, and no amber limit is set")


def _against_threshold(measure: Measure, said: str, value: Decimal, threshold: Decimal) -> Judged:
    name = "upper threshold" if measure.polarity is Polarity.LOWER else "floor"
    limit = f"the {name} of {_show(measure, threshold)}"
    if _met(measure.polarity, value, threshold):
        return _judged(Rating.AMBER, f"{said} but not beyond {limit}")
    return _judged(Rating.RED, f"{_show(measure, value)} is {_compare(value, threshold)} {limit}")


def tolerance_width(target: Target, goal: Decimal) -> Decimal:
    """Return the tolerance of a target in the measure's unit."""
    width = target.tolerance or Decimal(0)
    return abs(goal) * width / 100 if target.tolerance_unit is ToleranceUnit.PERCENT else width


def show_tolerance(measure: Measure, target: Target) -> str:
    """Return the tolerance in words, with its unit."""
    tolerance = target.tolerance or Decimal(0)
    width = plain(tolerance)
    if target.tolerance_unit is ToleranceUnit.PERCENT:
        return f"{width}% of the target"
    if target.tolerance_unit is ToleranceUnit.POINTS:
        return f"{width} percentage points" if width != "1" else "1 percentage point"
    return show_amount(tolerance, measure.unit, max(measure.decimals, own_decimals(tolerance)))


def _within_tolerance(measure: Measure, target: Target, said: str, value: Decimal, goal: Decimal) -> Judged:
    limit = f"the tolerance of {show_tolerance(measure, target)}"
    gap = as_shown(abs(value - goal), max(measure.decimals, 2))
    if gap <= tolerance_width(target, goal):
        return _judged(Rating.AMBER, f"{said}, within {limit}")
    return _judged(Rating.RED, f"{said}, by more than {limit}")


def _within_range(measure: Measure, target: Target, value: Decimal) -> Judged:
    if target.low is None or target.high is None:
        return Judged(Rating.NONE, "The target range has no limits to compare with.")
    low, high = as_shown(target.low, measure.decimals), as_shown(target.high, measure.decimals)
    span = f"the target range of {_show(measure, low)} to {_show(measure, high)}"
    if low <= value <= high:
        return _judged(Rating.GREEN, f"{_show(measure, value)} is within {span}")
    nearest = low if value < low else high
    said = f"{_show(measure, value)} is {'below' if value < low else 'above'} {span}"
    if target.tolerance is not None:
        return _within_tolerance(measure, target, said, value, nearest)
    return _judged(Rating.RED, said)


def _against_base(measure: Measure, target: Target, value: Decimal, base: Figure | None) -> Judged:
    if base is None or base.value is None:
        named = f" for {show_period(target.base)}" if target.base else ""
        return Judged(Rating.NONE, f"The target is {_aim(target)}, and there is no figure{named} to compare with.")
    start = as_shown(base.value, measure.decimals)
    said = (
        f"{_show(measure, value)} is {_compare(value, start)} {_show(measure, start)} "
        f"in {show_period(base.period)}; the target is {_aim(target)}"
    )
    reached = {
        TargetKind.REDUCE: value < start,
        TargetKind.INCREASE: value > start,
        TargetKind.MAINTAIN: _met(measure.polarity, value, start),
    }[target.kind]
    if not reached and target.tolerance is not None:
        return _within_tolerance(measure, target, said, value, start)
    return _judged(Rating.GREEN if reached else Rating.RED, said)


def _aim(target: Target) -> str:
    return "to maintain" if target.kind is TargetKind.MAINTAIN else target.kind.value


def _part_year(measure: Measure, value: Decimal, number: Decimal, period: Period) -> Judged:
    """Judge a running total before the year's end: only what the rest of the year cannot change (N55)."""
    goal = as_shown(number, measure.decimals)
    said = (
        f"{_show(measure, value)} at {show_period(period)} is {_compare(value, goal)} the year's {_show(measure, goal)}"
    )
    if measure.polarity is Polarity.LOWER and value > goal:
        return _judged(Rating.RED, f"{said} already")
    if measure.polarity is Polarity.HIGHER and value >= goal:
        return _judged(Rating.GREEN, f"{said} already")
    return Judged(
        Rating.NONE,
        f"{_show(measure, value)} is counted from April and the target of {_show(measure, goal)} is for the whole "
        "year, so they cannot be compared yet.",
    )
