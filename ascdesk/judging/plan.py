"""The plan on the way through a year: where a figure should stand at each point of it (N45, N55)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ascdesk.judging.forecast import group_grows, is_part_of_a_sum, sum_until
from ascdesk.judging.limits import Limits, limits_of
from ascdesk.judging.shown import show
from ascdesk.judging.values import Case
from ascdesk.model import Basis, Course, Measure, Rule, Target
from ascdesk.periods import Period, PeriodKind, show_period


@dataclass(frozen=True, slots=True)
class Planned:
    """What was planned for a point of the year and how that was made, or None and why there is no plan."""

    value: Decimal | None
    how: str


def plan_rates(measure: Measure) -> bool:
    """Tell whether a plan that was typed for a year is what the measure's figures are held against (N55)."""
    return measure.rule is Rule.PROFILE or (measure.rule is Rule.TARGET and measure.basis is Basis.CUMULATIVE)


def typed_plan(target: Target, period: Period) -> Decimal | None:
    """Return what a typed profile plans for the end of a period, where it says so."""
    kind = {4: PeriodKind.QUARTER, 12: PeriodKind.MONTH}.get(len(target.profile))
    if kind is None or period.last_month.index % kind.months:
        return None
    return target.profile[period.within(kind).index - 1]


def planned(case: Case, target: Target) -> Planned:
    """Return what the target's year plans for the judged figure: as typed, or by the course of the year."""
    if target.profile:
        value = typed_plan(target, case.period)
        missing = f"The plan of {show_period(target.year)} says nothing for the end of {show_period(case.period)}."
        return Planned(value, "as typed" if value is not None else missing)
    if target.value is None:
        return Planned(None, "The target has no number to make a plan from.")
    if case.measure.course is Course.UNKNOWN:
        return Planned(None, "How its year runs is not known, and no plan was typed.")
    if case.period.is_year_end and not is_part_of_a_sum(case.measure, case.period):
        return Planned(target.value, "the year’s target")
    if case.measure.basis is Basis.CUMULATIVE and group_grows(case):
        return Planned(target.value, "the year’s target, as those counted and their group both grow through the year")
    if case.measure.course is Course.LAST_YEAR:
        return _last_years_shape(case, target.value)
    return _straight(case, target.value)


def _straight(case: Case, goal: Decimal) -> Planned:
    measure, period = case.measure, case.period
    if measure.basis is Basis.CUMULATIVE:
        return Planned(goal * period.last_month.index / 12, f"{period.last_month.index} of 12 months")
    if is_part_of_a_sum(measure, period):
        return Planned(goal * period.months / 12, f"{period.months} of 12 months")
    year = period.financial_year.previous()
    start = case.outturn(year)
    if start is None:
        return Planned(None, f"There is no figure for {show_period(year)} to draw a straight line to the target from.")
    if why := case.broken(year):
        return Planned(None, f"{why} No straight line to the target can be drawn from it.")
    how = f"{period.last_month.index} of 12 months on from {show(measure, start)}"
    return Planned(start + (goal - start) * period.last_month.index / 12, how)


def _last_years_shape(case: Case, goal: Decimal) -> Planned:
    then, year = case.period.same_last_year(), case.period.financial_year.previous()
    if why := case.broken(then):
        return Planned(None, f"{why} Last year’s shape says nothing.")
    sums = is_part_of_a_sum(case.measure, case.period)
    before, outturn = case.value_at(then), sum_until(case, year) if sums else case.outturn(year)
    if before is None or outturn is None:
        missing = then if before is None else year
        return Planned(None, f"There is no figure for {show_period(missing)}, so that last year’s shape is not known.")
    if outturn <= 0 or before < 0:
        odd, when = (outturn, year) if outturn <= 0 else (before, then)
        was = f"The figure for {show_period(when)} was {show(case.measure, odd)}"
        return Planned(None, f"{was}, so that last year’s shape says nothing.")
    shape = f"{show(case.measure, before)} of {show(case.measure, outturn)}"
    return Planned(goal * before / outturn, f"as last year, with {shape} by {show_period(then)}")


def planned_limits(case: Case, target: Target, value: Decimal) -> Limits:
    """Return the limits around a plan.

    The floor keeps its share of the target where the figure grows through the year, and else its distance.
    """
    goal = target.value
    limits = limits_of(case.measure, target, value if goal is None else goal)
    floor = limits.floor
    if floor is not None and goal is not None:
        grows = case.measure.basis is Basis.CUMULATIVE and goal
        floor = floor * value / goal if grows else floor + (value - goal)
    return Limits(value, floor, limits.tolerance, f"the plan for {show_period(case.period)}")
