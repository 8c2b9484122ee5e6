"""From months to quarters, half-years and years, by what a measure counts (N27-N40)."""

from __future__ import annotations

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from ascdesk.identity import figure_id
from ascdesk.invented.streams import SCALES, Amount, Run
from ascdesk.model import Basis, Figure, Measure, Unit
from ascdesk.periods import Period
from ascdesk.readings import plain

_FROM_APRIL = (Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE)
_SUMMED = (Basis.IN_PERIOD, Basis.CUMULATIVE, Basis.ROLLING_12)
_ADDS_UP = (Unit.COUNT, Unit.POUNDS_MILLION)


def window(basis: Basis, period: Period) -> range:
    """Return the numbers of the months that a figure of a period is counted from."""
    first = period.last - period.months + 1
    if basis in (Basis.SNAPSHOT, Basis.SURVEY):
        first = period.last
    elif basis in _FROM_APRIL:
        first = period.financial_year.first_month.last
    elif basis is Basis.ROLLING_12:
        first = period.last - 11
    return range(first, period.last + 1)


def counted(run: Run, basis: Basis, period: Period, unit: Unit, stock: bool) -> Amount:
    """Return what a period came to; a `stock`, such as a population, is taken as it last was and never summed."""
    months = [run[month] for month in window(basis, period)]
    total = sum((each.value for each in months), Decimal(0))
    denominators = [each.denominator for each in months if each.denominator is not None]
    if denominators:
        return Amount(total, denominators[-1] if stock else sum(denominators, Decimal(0)))
    return Amount(total if unit in _ADDS_UP and basis in _SUMMED else total / len(months))


def value_of(amount: Amount, unit: Unit, decimals: int) -> Decimal:
    """Return the figure in its shown unit, rounded to the measure's decimal places."""
    value = amount.value
    if amount.denominator:
        value = value * SCALES.get(unit, 1) / amount.denominator
    return value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def blank_figure(measure: Measure, period: Period, part: str = "", series: str = "") -> Figure:
    """Return the figure of a measure and period before there is a value."""
    key = figure_id(measure.id, period, part, series)
    return Figure(id=key, measure=measure.id, period=period, part=part, series=series)


def valued(measure: Measure, blank: Figure, amount: Amount) -> Figure:
    """Return a figure with the value that an amount gives, and its fraction where it has one."""
    value = value_of(amount, measure.unit, measure.decimals)
    if amount.denominator is None:
        return replace(blank, value=value, raw=plain(value))
    raw = f"{plain(amount.value)}/{plain(amount.denominator)}"
    return replace(blank, value=value, numerator=amount.value, denominator=amount.denominator, raw=raw)
