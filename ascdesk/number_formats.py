"""Numbers under Excel's number formats: what a reader of the sheet sees, such as 41.2% of 0.412."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from ascdesk.model import Unit
from ascdesk.readings import (
    HOW_TO_TYPE,
    MOST_DIGITS,
    Reading,
    Unreadable,
    fit,
    fraction,
    own_decimals,
    plain,
    scaled,
)

# Quoted text, an escaped character, padding and brackets (colour, condition, currency) show no digits.
_PIECE = re.compile(r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]|(?P<code>.)', re.DOTALL)
_SECTION = re.compile(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+', re.DOTALL)
_CONDITION = re.compile(r"\[(?P<sign><=|>=|<>|<|>|=)(?P<limit>-?[0-9.]+)\]")
_PLACES = re.compile(r"\.([0#?]*)")
_SCALING = re.compile(r"[0#?.](,+)(?![,0#?.])")
_DATE = re.compile(r"[ymdhs]|AM/PM", re.IGNORECASE)
_NOT_DIGITS = re.compile(r"E[+-]|[?0#]\s*/")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format does to a number.

    `percent` multiplies by 100; `thousands` is how often it divides by 1,000; `words` is the text it adds.
    `decimals` is None where the format fixes none.
    """

    percent: bool
    words: str
    decimals: int | None
    thousands: int
    date: bool


def parse_format(number_format: str, value: Decimal | None = None) -> NumberFormat:
    """Return what a format does, or its section for the value's sign where it has several."""
    return _parsed(_section(number_format, value))


# A workbook has few formats and many cells.
@lru_cache(maxsize=1024)
def _parsed(section: str) -> NumberFormat:
    codes, words = _pieces(section)
    codes = re.sub("general|@", "", codes, flags=re.IGNORECASE)
    scaling = _SCALING.search(codes)
    return NumberFormat(
        percent="%" in codes,
        words=words + "".join(sign for sign in codes if sign in "£$€"),
        decimals=_decimals(codes),
        thousands=len(scaling[1]) if scaling else 0,
        date=bool(_DATE.search(codes)),
    )


def percent_format(number_format: str) -> bool:
    """Tell whether a format shows the number times 100; a percent sign in quotes only adds the sign."""
    return parse_format(number_format).percent


def format_decimals(number_format: str) -> int | None:
    """Return how many decimal places a format shows; None where it shows as many as there are."""
    return parse_format(number_format).decimals


def read_number(value: Decimal, number_format: str, unit: Unit | None = None) -> Reading | Unreadable:
    """Return what a number cell shows under its Excel format: 0.412 under `0.0%` is 41.2 percent."""
    if _out_of_bounds(value):
        return Unreadable("The number is out of all bounds.", HOW_TO_TYPE)
    shown = parse_format(number_format, value)
    if shown.date:
        return Unreadable("The cell is formatted as a date.", "Give it a number format, or type the figure.")
    if "$" in shown.words or "€" in shown.words:
        return Unreadable("The cell is formatted in a currency other than pounds.", "Give it a format in £.")
    if shown.percent and abs(value) > Decimal("1.5"):
        return Unreadable(
            f"The cell reads {plain(scaled(value, 2))}%: was {plain(value)} typed into a % cell?",
            f"Type {plain(value)}%, or the percentage that is meant.",
        )
    # A whole 1 is among them: in a column of bare fractions it is 100%.
    if unit is Unit.PERCENT and 0 < abs(value) <= 1 and not shown.percent and "%" not in shown.words:
        return fraction(value)
    said, power = _said_by_format(shown.percent, shown.words.lower(), shown.thousands)
    decimals = own_decimals(value) if shown.decimals is None else shown.decimals
    return fit(Reading(value=scaled(value, power), unit=said, decimals=decimals), unit)


def _out_of_bounds(value: Decimal) -> bool:
    # The digits are only written out, to be counted, where there cannot be millions of them.
    return not value.is_finite() or abs(value.adjusted()) > MOST_DIGITS or len(plain(value)) > MOST_DIGITS


def _pieces(section: str) -> tuple[str, str]:
    """Return the codes of a section and the text that it adds."""
    codes, words = "", ""
    for piece in _PIECE.finditer(section):
        codes += piece["code"] or ""
        words += (piece["quoted"] or "") + (piece["escaped"] or "")
        if (piece["bracket"] or "").startswith("$"):
            words += piece["bracket"][1:].split("-")[0]
    return codes, words


def _section(number_format: str, value: Decimal | None) -> str:
    sections = _sections(number_format)
    if value is None or len(sections) == 1:
        return str(sections[0])
    if any(_CONDITION.search(section) for section in sections):
        return next((section for section in sections if _applies(section, value)), str(sections[-1]))
    if value < 0:
        return str(sections[1])
    return str(sections[2] if value == 0 and len(sections) > 2 else sections[0])


@lru_cache(maxsize=1024)
def _sections(number_format: str) -> tuple[str, ...]:
    return tuple(_SECTION.findall(number_format)) or ("General",)


def _applies(section: str, value: Decimal) -> bool:
    condition = _CONDITION.search(section)
    if condition is None:
        return True
    limit = Decimal(condition["limit"])
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[condition["sign"]]


def _decimals(codes: str) -> int | None:
    if _NOT_DIGITS.search(codes) or not re.search("[0#?]", codes):
        return None
    places = _PLACES.search(codes)
    return len(places[1]) if places else 0


def _said_by_format(percent: bool, words: str, thousands: int) -> tuple[Unit | None, int]:
    """Return the unit that a number format shows, and the power of ten that brings its number to it."""
    if percent or "%" in words:
        return Unit.PERCENT, 2 if percent else 0
    if "£" in words:
        if thousands == 2 or re.search(r"\b(?:m|million)\b", words):
            return Unit.POUNDS_MILLION, -3 * thousands
        return Unit.POUNDS, 3 if re.search(r"\bk\b", words) and not thousands else 0
    return (Unit.DAYS if "days" in words else None), 0
