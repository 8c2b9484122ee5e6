"""Numbers that somebody typed for a measure: values, and how far from one is still near enough."""

from __future__ import annotations

import re
from decimal import Decimal

from ascdesk.amounts import read_amount, show_amount
from ascdesk.characters import gist, tidy
from ascdesk.errors import UserError
from ascdesk.model import Measure, ToleranceUnit, Unit
from ascdesk.readings import Reading, Unreadable, own_decimals

Tolerance = tuple[Decimal | None, ToleranceUnit | None]
_TOLERANCE = re.compile(
    r"(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?) ?"
    r"(?:(?P<points>%? ?points?|pp|percentage points?)|(?P<percent>(?:%|per ?cent) of (?:the )?target))",
    re.IGNORECASE,
)


def show_exact(measure: Measure, value: Decimal) -> str:
    """Return a number as it is printed, with every digit that it has."""
    return show_amount(value, measure.unit, max(measure.decimals, own_decimals(value)))


def number_typed(measure: Measure, typed: str, what: str) -> Decimal:
    """Return the number that was typed, in the measure's unit; UserError if it is none."""
    reading = read_amount(typed, measure.unit)
    if isinstance(reading, Reading) and reading.value is not None and reading.numerator is None and not reading.label:
        return reading.value
    text = typed.strip()
    example = show_exact(measure, Decimal(90))
    if isinstance(reading, Unreadable) and not reading.problem.startswith("This is not"):
        raise UserError(f"“{gist(text)}” cannot be taken as the {what}. {reading.problem}", reading.remedy)
    raise UserError(f"“{gist(text)}” is not a number for the {what}.", f"Type one such as {example}.")


def tolerance_typed(measure: Measure, typed: str) -> Tolerance:
    """Return the tolerance that was typed and its unit, None for an empty field; UserError if it is none."""
    text = tidy(typed)
    if not text:
        return None, None
    match = _TOLERANCE.fullmatch(text)
    if match:
        unit = ToleranceUnit.POINTS if match["points"] else ToleranceUnit.PERCENT
        return Decimal(match["number"].replace(",", "")), unit
    if measure.unit is Unit.PERCENT:
        width = text.rstrip("% ")
        raise UserError(
            f"“{text}” could be percentage points or a share of the target.",
            f"Type “{width} points” or “{width}% of target”.",
        )
    value = number_typed(measure, text, "tolerance")
    if value < 0:
        raise UserError("A tolerance cannot be below 0.", "Type how far from the target is still Amber.")
    return value, ToleranceUnit.ABSOLUTE


def width_typed(measure: Measure, typed: str) -> Decimal | None:
    """Return how far a figure may move and still be the same, None for an empty field; UserError if it is none."""
    text = tidy(typed)
    if not text:
        return None
    match = _TOLERANCE.fullmatch(text)
    points = match is not None and match["points"] and measure.unit is Unit.PERCENT
    value = Decimal(match["number"].replace(",", "")) if match and points else number_typed(measure, text, "change")
    if value < 0:
        raise UserError("A change that counts as none cannot be below 0.", "Type how far a figure may move.")
    return value


def show_width(measure: Measure, value: Decimal) -> str:
    """Return how far a figure may move and still be the same, as it would be typed."""
    return f"{value:f} points" if measure.unit is Unit.PERCENT else show_exact(measure, value)
