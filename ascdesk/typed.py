"""What a person typed into a cell, which may be more than a report prints: arithmetic, and flags in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

from ascdesk.amounts import plain, read_amount
from ascdesk.formulas import Result, Said, is_formula, worked_out
from ascdesk.markers import split_codes, with_codes
from ascdesk.model import Flag, Unit
from ascdesk.readings import MOST_DIGITS, Reading, Unreadable, checked, fraction, fraction_in, own_decimals, scaled

# These are of two numbers; a fraction in any other unit is only taken for one where it stands as it was counted.
_OF_TWO = (Unit.PERCENT, Unit.PER_100K)
# Nobody types a percentage with more.
_TYPED_DECIMALS = 4


@lru_cache(maxsize=8192)  # a paste of thousands of cells reads each of them several times
def read_typed(text: str, unit: Unit | None = None) -> Reading | Unreadable | None:
    """Return what was typed, None for nothing: a figure as `read_amount` reads it, "41.2 prov." or "=41/42"."""
    coded = with_codes(text, unit)
    figure, codes = split_codes(coded)
    if is_formula(figure):
        reading = _calculated(figure, unit)
        flags = tuple(Flag(code) for code in codes if code in set(Flag))
        if len(flags) < len(codes):
            return read_amount(coded, unit)
        return replace(reading, flags=flags) if isinstance(reading, Reading) else reading
    reading_coded = read_amount(coded, unit)
    # What is wrong is said of the text as it was typed.
    return read_amount(text, unit) if isinstance(reading_coded, Unreadable) else reading_coded


def _calculated(text: str, unit: Unit | None) -> Reading | Unreadable:
    """Return what a formula gives; one number over another is numerator and denominator, as it is without its "="."""
    result = worked_out(text)
    if isinstance(result, Unreadable):
        return result
    if _is_fraction(result, unit):
        if unit is not Unit.COUNT:
            return Reading(numerator=result.numerator, denominator=result.denominator)
        if own_decimals(result.value):
            return fraction_in(unit) or Reading()
    if unit is Unit.PERCENT and _undecided(result):
        return _either(result.value)
    said = Unit.PERCENT if result.said is Said.PERCENT else None
    return checked(Reading(value=result.value, unit=said, decimals=own_decimals(result.value)), unit)


def _is_fraction(result: Result, unit: Unit | None) -> bool:
    """Tell whether a formula is one number over another, and not an average such as =(40+42)/2."""
    if result.numerator is None or result.denominator is None:
        return False
    whole = not own_decimals(result.numerator) and not own_decimals(result.denominator)
    share = whole and 0 <= result.numerator <= result.denominator
    return result.plain or (share and unit in _OF_TWO)


def _either(value: Decimal) -> Unreadable:
    """Refuse a result that may be a hundredth of what is meant; it is offered with as many digits as one would type."""
    if own_decimals(value) <= _TYPED_DECIMALS:
        return fraction(value)
    step, wide = Decimal(1).scaleb(-_TYPED_DECIMALS), Context(prec=4 * MOST_DIGITS, rounding=ROUND_HALF_UP)
    rounded = [each.quantize(step, context=wide) for each in (value, scaled(value, 2))]
    choices = tuple(f"{plain(each)}%" for each in rounded if each)
    if not choices:
        return Unreadable("This gives next to nothing.", "Type 0% if that is meant.", ("0%",))
    return Unreadable(f"This may be {' or '.join(choices)}.", f"Type {' or '.join(choices)}.", choices)


def _undecided(result: Result) -> bool:
    """Tell whether a result may be a hundredth of the percentage that is meant: 1 is 100% in Excel, and 0.4 is 40%."""
    return result.said is Said.MIXED or (result.said is Said.PLAIN and Decimal(0) < abs(result.value) <= 1)


def plain_result(text: str, what: str) -> Decimal | Unreadable:
    """Return what a formula typed as a numerator or denominator gives, which is a plain number."""
    result = worked_out(text)
    if isinstance(result, Unreadable) or result.said is Said.PLAIN:
        return result if isinstance(result, Unreadable) else result.value
    gives = f"{plain(result.value)}%" if result.said is Said.PERCENT else "part of a percentage"
    return Unreadable(f"This gives {gives}, and a {what} is a plain number.", "Type a plain number, such as 3,221.")
