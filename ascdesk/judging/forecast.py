"""What a year is expected to end with (N68-N70): in people first, then as the measure's own figure."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.judging.nouns import counted
from ascdesk.judging.shown import HUNDRED, as_shown, show
from ascdesk.judging.values import Case, Forecast
from ascdesk.model import Basis, Course, Figure, Measure, Rule, Unit
from ascdesk.periods import Period, PeriodKind, show_period

# Of these the figures of a year's quarters add up to the year's; a rate or an average of a quarter does not.
ADDED_UP = {Unit.COUNT, Unit.POUNDS_MILLION}
# A quarter may hold up to two thirds of last year's count and still be a part of this one's.
_ROOM = 8
_AS_IT_STANDS = {
    Basis.SNAPSHOT: "a snapshot is taken as it stands",
    Basis.ROLLING_12: "12 months are in it already, so it is taken as it stands",
    Basis.CUMULATIVE_AVERAGE: "an average since April is taken as it stands",
}


def forecast(case: Case) -> Forecast:
    """Return what the year of the judged figure is expected to end with, or why no forecast is valid."""
    figure, measure, period = case.figure, case.measure, case.period
    if figure is None or figure.value is None:
        return _none("There is no figure to make a forecast from.")
    if not case.standing.due:
        return _none(f"The last result is of {show_period(period)}, which is over.")
    if period.is_year_end and not is_part_of_a_sum(measure, period):
        return Forecast(figure.value, figure.numerator, f"{show(measure, figure.value)} is what the year ended with.")
    if measure.basis is Basis.SURVEY:
        return _none("A survey has one result a year, and no forecast.")
    if measure.basis in _AS_IT_STANDS:
        return _as_it_stands(case, figure.value, _AS_IT_STANDS[measure.basis])
    if measure.course is Course.UNKNOWN:
        return _none("How its year runs is not known, so that no forecast is valid.")
    if measure.basis is Basis.CUMULATIVE:
        return _running_total(case, figure, figure.value)
    if measure.unit in ADDED_UP:
        return _added_up(case)
    return _as_it_stands(case, figure.value, "the figures of a year’s parts do not add up, so the latest stands")


def is_part_of_a_sum(measure: Measure, period: Period) -> bool:
    """Tell whether a figure is of a part of the year that adds up with the others, as the contacts of a quarter do."""
    return measure.basis is Basis.IN_PERIOD and measure.unit in ADDED_UP and period.kind is not PeriodKind.YEAR


def _none(reason: str) -> Forecast:
    return Forecast(None, None, reason)


def _as_it_stands(case: Case, value: Decimal, why: str) -> Forecast:
    figure = case.figure
    said = f"{show(case.measure, value)} at the end of {show_period(case.period)}: {why}."
    return Forecast(value, figure.numerator if figure else None, said)


def _running_total(case: Case, figure: Figure, value: Decimal) -> Forecast:
    measure, grows = case.measure, group_grows(case)
    if grows:
        return _as_it_stands(case, value, "those counted and their group both grow, so the share is taken as it stands")
    if grows is None:
        return _none("Whether the group that it is a share of grows through the year cannot be told from the figures.")
    factor, how = _factor(case, lambda period: _total_at(case, period))
    if factor is None:
        return _none(how)
    people = None if figure.numerator is None else as_shown(figure.numerator * factor, 0)
    made = value * people / figure.numerator if people is not None and figure.numerator else value * factor
    if measure.unit is Unit.PERCENT and value <= HUNDRED < made:
        return _none(f"{show(measure, value)} so far would make more than 100%, so that no forecast is valid.")
    if people is None or figure.numerator is None:
        return _forecast_of(measure, value, made, how, case.period)
    so_far = f"{counted(measure, figure.numerator)} by the end of {show_period(case.period)}"
    make, total = "makes" if figure.numerator == 1 else "make", show_amount(people, Unit.COUNT, 0)
    said = f"{so_far}, {how}, {make} {total} by the end of March, and that is {show(measure, made)}."
    return Forecast(made, people, said)


def _total_at(case: Case, period: Period) -> Decimal | None:
    return case.outturn(period) if period.kind is PeriodKind.YEAR else case.value_at(period)


def _forecast_of(measure: Measure, value: Decimal, made: Decimal, how: str, period: Period) -> Forecast:
    said = f"{show(measure, value)} by the end of {show_period(period)}, {how}, makes {show(measure, made)}"
    return Forecast(made, _in_people(measure, made), f"{said} by the end of March.")


def _in_people(measure: Measure, made: Decimal) -> Decimal | None:
    return made if measure.unit is Unit.COUNT else None


def group_grows(case: Case) -> bool | None:
    """Tell whether the group that a share is of grows through the year, too, so that the share may stand.

    None where neither this year's figures nor last year's can tell. Without denominators, and for rates of a
    population, the group is one and the same all year.
    """
    figure = case.figure
    if case.measure.unit is not Unit.PERCENT or figure is None or figure.denominator is None:
        return False
    early, late = case.period.previous(), case.period
    if case.period.index == 1:
        early, late = case.period.same_last_year(), case.period.same_last_year().next()
    if case.broken(early):
        return None
    held = case.figure_at(early), case.figure_at(late)
    sizes = [each.denominator for each in held if each is not None and each.denominator is not None]
    return sizes[0] < sizes[1] if len(sizes) == len(held) else None


def _added_up(case: Case) -> Forecast:
    """Forecast what adds up over the year's months or quarters; all of them so far must be there."""
    period, year = case.period, case.period.financial_year
    if period.is_year_end and (held := case.value_at(year)) is not None:
        said = f"{show(case.measure, held)} is what {show_period(year)} ended with."
        return Forecast(held, _in_people(case.measure, held), said)
    if case.measure.rule not in (Rule.FORECAST, Rule.PROFILE):
        return _none("Counts of months or quarters are added up to a forecast only where a measure is rated on it.")
    if doubt := _no_sum(case):
        return _none(doubt)
    so_far = [each for each in year.parts(period.kind) if each <= period]
    if why := case.broken(so_far[0]):
        return _none(f"{why} The year so far is not added up.")
    values = [case.value_at(each) for each in so_far]
    known = [value for value in values if value is not None]
    if len(known) < len(values):
        missing = next(each for each, value in zip(so_far, values, strict=True) if value is None)
        return _none(f"There is no figure for {show_period(missing)}, so that the year so far cannot be added up.")
    total = sum(known, Decimal(0))
    if period.is_year_end:
        said = f"The {period.kind}s of {show_period(year)} add up to {show(case.measure, total)}."
        return Forecast(total, _in_people(case.measure, total), said)
    factor, how = _factor(case, lambda until: sum_until(case, until))
    if factor is None:
        return _none(how)
    made = as_shown(total * factor, case.measure.decimals)
    return _forecast_of(case.measure, total, made, how, case.period)


def _no_sum(case: Case) -> str:
    """Return why a measure's counts cannot be parts of a year's, or nothing: one is as large as all of last year."""
    year = case.period.financial_year.previous()
    outturn, latest = case.value_at(year), case.value_at(case.period)
    if outturn is None or latest is None or case.period.kind is PeriodKind.YEAR or latest * 12 <= outturn * _ROOM:
        return ""
    if case.broken(year):
        return ""
    sizes = f"{show(case.measure, latest)} in {show_period(case.period)} beside {show(case.measure, outturn)}"
    return f"{sizes} in all of {show_period(year)} does not look like a part of a year, so nothing is added up."


def sum_until(case: Case, period: Period) -> Decimal | None:
    """Return the sum of a year's parts up to a period; for the whole year the figure kept for it, or else the sum."""
    if period.kind is PeriodKind.YEAR and (held := case.value_at(period)) is not None:
        return held
    parts = [each for each in period.financial_year.parts(case.period.kind) if each.last <= period.last]
    values = [value for each in parts if (value := case.value_at(each)) is not None]
    return sum(values, Decimal(0)) if len(values) == len(parts) else None


def _factor(case: Case, total_at: Callable[[Period], Decimal | None]) -> tuple[Decimal | None, str]:
    """Return by what the year so far grows until its end and how, or none and the reason."""
    period = case.period
    if case.measure.course is not Course.LAST_YEAR:
        return Decimal(12) / period.last_month.index, "in a straight line"
    then, year = period.same_last_year(), period.financial_year.previous()
    if why := case.broken(then):
        return None, f"{why} Last year’s shape says nothing."
    half_way, outturn = total_at(then), total_at(year)
    for value, when in ((half_way, then), (outturn, year)):
        if value is None:
            return None, f"There is no figure for {show_period(when)}, so that last year’s shape is not known."
    assert half_way is not None
    assert outturn is not None
    if half_way <= 0 or outturn < 0:
        was = show(case.measure, half_way if half_way <= 0 else outturn)
        when = then if half_way <= 0 else year
        return None, f"The figure for {show_period(when)} was {was}, so that last year’s shape says nothing."
    grown = f"{show(case.measure, half_way)} by {show_period(then)} became {show(case.measure, outturn)}"
    return outturn / half_way, f"with last year’s shape ({grown})"
