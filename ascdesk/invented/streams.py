"""What happened in each month: a level, its trend, the winter, chance, and events that moved it.

Chance is seeded by the measure's code and uses nothing but `random()`, so that every Python makes the same
figures; the winter is a table and not a cosine, because libraries differ in the last digit of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from ascdesk.invented.catalogue import FIRST_YEAR, Catalogue, Said
from ascdesk.model import Measure, Unit
from ascdesk.periods import Period

_WINTER = (1.0, 0.8, 0.4, 0.0, -0.3, -0.6, -0.8, -0.9, -0.5, 0.0, 0.4, 0.8)
_UNSHOWN_MONTHS = 12  # before the first month that is shown, for what is counted over a year
SCALES = {Unit.PERCENT: 100, Unit.PER_100K: 100_000}


@dataclass(frozen=True, slots=True)
class Amount:
    """What one month, or several, came to: a plain value, or a numerator of a denominator."""

    value: Decimal
    denominator: Decimal | None = None


Run = Mapping[int, Amount]


def run_of(council: Catalogue, measure: Measure, said: Said, part: str = "") -> Run:
    """Return what each month came to, by the month's number; it begins a year before the first shown."""
    values = _values(council, said, f"{measure.code} {part}")
    if "people" in said:
        return {
            month: Amount(_whole(value), council.people(said["people"], Period(month, 1).financial_year))
            for month, value in values.items()
        }
    if "of" not in said:
        return {month: Amount(_rounded(value, measure.decimals)) for month, value in values.items()}
    counted = _values(council, said["of"], f"{measure.code} {part} of")
    scale = SCALES.get(measure.unit, 1)
    return {
        month: _ratio(value * max(0, round(counted[month])) / scale, counted[month], measure.unit)
        for month, value in values.items()
    }


def run_less(run: Run, council: Catalogue, measure: Measure, series: str, said: Said) -> Run:
    """Return a series that runs beside the main one, less something of its own each month."""
    less = _values(council, said, f"{measure.code} {series}")
    return {month: Amount(max(Decimal(0), amount.value - round(less[month]))) for month, amount in run.items()}


def run_waiting(came: Run, went: Run, start: int) -> Run:
    """Return how many were waiting at each month's end: those before, and who came, less who went."""
    waiting, held = {}, Decimal(start)
    for month in sorted(came):
        held = max(Decimal(0), held + came[month].value - went[month].value)
        waiting[month] = Amount(held)
    return waiting


def run_over(run: Run, limits: Mapping[int, Decimal]) -> Run:
    """Return by how much each month is over the limit of its financial year."""
    held = {month: limits.get(_year(month)) for month in run}
    return {month: Amount(run[month].value - limit) for month, limit in held.items() if limit is not None}


def _year(month: int) -> int:
    return Period(month, 1).start_year


def _values(council: Catalogue, said: Said, seed: str) -> dict[int, float]:
    chance = Random(seed)
    months = range(council.first.last - _UNSHOWN_MONTHS, council.period.last + 1)
    return {month: _value(council, said, month, chance) for month in months}


def _value(council: Catalogue, said: Said, month: int, chance: Random) -> float:
    years = _year(month) - FIRST_YEAR if said.get("yearly") else (month - council.first.last) / 12
    value = said["level"] + said.get("year", 0) * years + said.get("winter", 0) * _WINTER[month % 12]
    noise = chance.random() + chance.random() + chance.random() - 1.5
    value += said.get("noise", 0) * 2 * noise
    for event in said.get("events", ()):
        since = month - council.cause(event["cause"])[0].last
        if since >= 0:
            value += event["by"] * max(0.0, 1 - since / event["fades"] if "fades" in event else 1.0)
    return float(value)


def _ratio(numerator: float, denominator: float, unit: Unit) -> Amount:
    top, whole = _whole(numerator), _whole(denominator)
    return Amount(min(top, whole) if unit is Unit.PERCENT else top, whole)


def _whole(value: float) -> Decimal:
    return Decimal(max(0, round(value)))


def _rounded(value: float, decimals: int) -> Decimal:
    rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return max(Decimal(0), rounded)
