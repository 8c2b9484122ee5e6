"""What was read of a figure, and the rules that hold however it was written: units, fractions, showing it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal

from ascdesk.markers import show_codes
from ascdesk.model import Flag, Marker, Unit

MOST_DIGITS = 30
HOW_TO_TYPE = "Type the figure alone, such as 66, 66% or 41/42, or n/a if there is none."
_WIDE = Context(prec=4 * MOST_DIGITS)
_NAMES = {
    Unit.PERCENT: "a percentage",
    Unit.PER_100K: "a rate per 100,000",
    Unit.POUNDS: "pounds",
    Unit.POUNDS_MILLION: "millions of pounds",
    Unit.COUNT: "a count",
    Unit.DAYS: "days",
    Unit.SCORE: "a score",
    Unit.NUMBER: "a plain number",
}
# What a plain number is of goes without saying, except a sign that would be lost.
_SIGNS = (Unit.PERCENT, Unit.POUNDS, Unit.POUNDS_MILLION)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a cell says: a value in its shown unit, its parts, or a marker in its place.

    `unit` and `decimals` are as printed. `count` with `label` is a number beside the value that is not its
    numerator ("8.9 (282 delays)"). `disagrees` if the parts do not make the printed percentage.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    marker: Marker | None = None
    flags: tuple[Flag, ...] = ()
    unit: Unit | None = None
    decimals: int | None = None
    label: str = ""
    count: Decimal | None = None
    starred: bool = False
    disagrees: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why a text cannot be taken as it stands, what to do about it, and the texts that could be typed instead."""

    problem: str
    remedy: str
    choices: tuple[str, ...] = ()


def plain(value: Decimal) -> str:
    """Return every digit of a value and nothing else: no exponent, no trailing zeros, no minus zero."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def show_amount(value: Decimal, unit: Unit | None, decimals: int) -> str:
    """Return a value as it is printed: 41.2%, £466, £3.6m, 2,122; halves are rounded away from zero."""
    rounded = value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_WIDE)
    before = ("-" if rounded < 0 else "") + ("£" if unit in (Unit.POUNDS, Unit.POUNDS_MILLION) else "")
    after = {Unit.PERCENT: "%", Unit.POUNDS_MILLION: "m"}.get(unit, "") if unit else ""
    return f"{before}{rounded.copy_abs():,.{decimals}f}{after}"


def show_typed(reading: Reading) -> str:
    """Return a text that `read_amount` reads back to the same reading, with every digit."""
    if reading.marker:
        return reading.label + show_codes(None if reading.label else reading.marker, reading.flags)
    ratio = "" if reading.denominator is None else f"{reading.numerator or 0:f}/{reading.denominator:f}"
    if reading.value is None:
        return ratio + show_codes(None, reading.flags)
    return _typed_value(reading) + _typed_tail(reading, ratio) + show_codes(None, reading.flags)


def scaled(value: Decimal, power: int) -> Decimal:
    """Return the value times a power of ten, exactly."""
    return Decimal(plain(value.scaleb(power, _WIDE))) if power else value


def own_decimals(value: Decimal) -> int:
    """Return how many decimal places a value has."""
    return len(plain(value).partition(".")[2])


def checked(reading: Reading, unit: Unit | None) -> Reading | Unreadable:
    """Return a reading in the measure's unit, with its parts compared; refuse what may be two things."""
    fitted = fit(reading, unit)
    if isinstance(fitted, Unreadable) or fitted.value is None:
        return fitted
    undecided = fitted.unit is None and unit is Unit.PERCENT and fitted.denominator is None
    if undecided and 0 < abs(fitted.value) < 1:
        return fraction(fitted.value)
    return replace(fitted, disagrees=_disagrees(fitted, unit))


def _disagrees(reading: Reading, unit: Unit | None) -> bool:
    """Tell whether the parts make another percentage than is printed, beyond rounding or cutting off."""
    if reading.value is None or not reading.denominator or Unit.PERCENT not in (reading.unit, unit):
        return False
    exact = (reading.numerator or Decimal(0)) * 100 / reading.denominator
    return abs(exact - reading.value) >= Decimal(1).scaleb(-(reading.decimals or 0))


def fraction(value: Decimal) -> Unreadable:
    """Refuse a fraction in a percentage measure: 0.4 is 0.4% to one person and 40% to Excel."""
    small, large = plain(value), plain(scaled(value, 2))
    choices = (f"{small}%", f"{large}%")
    return Unreadable(f"This may be {small}% or {large}%.", f"Type {small}% or {large}%.", choices)


def fraction_in(unit: Unit | None) -> Unreadable | None:
    """Refuse a numerator and denominator in a measure that is a count: nobody means 0.78 people."""
    if unit is not Unit.COUNT:
        return None
    return Unreadable("This is a fraction, but the measure is a count.", "Type the count alone, such as 41.")


def fit(reading: Reading, unit: Unit | None) -> Reading | Unreadable:
    """Bring a reading to the measure's unit, and refuse one that is plainly in another."""
    said = reading.unit
    if reading.value is None or said is None or unit is None or said is unit or unit not in _NAMES:
        return reading
    if (said, unit) == (Unit.POUNDS_MILLION, Unit.POUNDS):
        places = max((reading.decimals or 0) - 6, 0)
        return replace(reading, value=scaled(reading.value, 6), unit=unit, decimals=places)
    if (said, unit) == (Unit.DAYS, Unit.COUNT) or (unit is Unit.NUMBER and said not in _SIGNS):
        return reading
    given, wanted = _NAMES[said], _NAMES[unit]
    if unit is Unit.NUMBER:
        return Unreadable(
            f"This gives {given}, but the measure is {wanted}.",
            "Type the number without its sign, or change the unit of the measure on the Measures page.",
        )
    return Unreadable(f"This gives {given}, but the measure is {wanted}.", f"Type the figure as {wanted}.")


def _typed_value(reading: Reading) -> str:
    value = reading.value or Decimal(0)
    number = f"{value:.{max(reading.decimals or 0, own_decimals(value))}f}"
    star = "*" if reading.starred else ""
    if reading.unit in (Unit.POUNDS, Unit.POUNDS_MILLION):
        pounds = f"-£{number[1:]}" if number.startswith("-") else f"£{number}"
        return pounds + star + ("m" if reading.unit is Unit.POUNDS_MILLION else "")
    after = {Unit.PERCENT: "%", Unit.PER_100K: " per 100,000", Unit.DAYS: " days"}
    return number + star + (after.get(reading.unit, "") if reading.unit else "")


def _typed_tail(reading: Reading, ratio: str) -> str:
    if ratio:
        return f" ({ratio})"
    if reading.numerator is not None:
        return f" {reading.numerator:f} {reading.label}"
    if reading.count is not None:
        return f" ({reading.count:f} {reading.label})"
    if reading.unit is Unit.COUNT:
        return f" {reading.label}".rstrip()
    return f" ({reading.label})" if reading.label else ""
