"""Red, amber or green, each with its reason in a sentence.

Values are compared as they are shown: rounded half up to the measure's decimal places. Equal to the target is
met; equal to the floor, the upper threshold or the tolerance limit is amber (N46-N53).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.judging.bases import DIRECTIONS, against_base
from ascdesk.judging.expected import against_expected
from ascdesk.judging.forecast import forecast, group_grows
from ascdesk.judging.limits import Limits, against_number, grade, judged, limits_of, threshold_name, within_range
from ascdesk.judging.nouns import counted
from ascdesk.judging.plan import planned, planned_limits
from ascdesk.judging.shown import as_shown, compared, exact, show, show_tolerance, tolerance_of, why_no_value
from ascdesk.judging.values import Case, Forecast, Judged, Numbers
from ascdesk.model import Basis, Figure, Measure, Polarity, Rating, Rule, Target, TargetKind, ToleranceUnit, Unit
from ascdesk.periods import show_period

RULE_WORDS = {
    Rule.TARGET: "The figure against the year’s target",
    Rule.FORECAST: "The forecast for the end of the year against the target",
    Rule.PROFILE: "The figure against the plan for this point of the year",
    Rule.EXPECTED: "The range that its own past leads to expect",
    Rule.DIRECTION: "Direction of travel only",
    Rule.NONE: "Not rated",
}


def rate(case: Case, ahead: Forecast | None = None) -> Judged:
    """Rate the figure that a measure is judged by; `ahead` is its forecast, made here if it is wanted and not given."""
    target, figure, rule = case.target, case.figure, case.measure.rule
    if hindrance := _hindrance(case, figure, target):
        return Judged(Rating.NONE, hindrance, RULE_WORDS[rule])
    assert figure is not None
    assert figure.value is not None
    if rule is Rule.EXPECTED:
        return against_expected(case, figure.value, RULE_WORDS[rule])
    assert target is not None
    if not case.standing.due:
        return _not_due(case, target, figure, figure.value)
    found = _rated(case, target, figure, figure.value, ahead)
    return _with_small_numbers(case, figure, found)


def _hindrance(case: Case, figure: Figure | None, target: Target | None) -> str:
    """Return why there is nothing to rate, or nothing when there is."""
    measure, period = case.measure, case.period
    if measure.rule is Rule.NONE and measure.unrated_because:
        return measure.unrated_because
    if figure is None and not case.standing.due:
        return "Not due yet, and no earlier result is held."
    if figure is None:
        return f"There is no figure for {show_period(period)}{_because_of(case)}."
    if figure.value is None:
        return f"There is no value to rate: {why_no_value(figure)}."
    if measure.rule is Rule.NONE:
        return "This measure is set not to be rated, and no reason was given for that."
    if measure.rule is Rule.DIRECTION:
        return "This measure is not rated; only its direction is shown."
    if measure.rule is Rule.EXPECTED:
        return ""
    return _target_hindrance(case, target)


def _because_of(case: Case) -> str:
    lag = case.measure.lag_months
    return f", the latest that {'1 month' if lag == 1 else f'{lag} months'} of arrears allow" if lag else ""


def _target_hindrance(case: Case, target: Target | None) -> str:
    hindrance = _no_number(case, target)
    if hindrance and not case.standing.due:
        return f"Not due yet; the last result is of {show_period(case.period)}. {hindrance}"
    return hindrance


def _no_number(case: Case, target: Target | None) -> str:
    if target is None or target.kind is TargetKind.NONE:
        return f"No target is set for {show_period(case.period.financial_year)}."
    if target.kind is TargetKind.TEXT:
        return f"The target is “{target.raw}”, which is no number to compare with."
    if case.measure.polarity is Polarity.NONE and target.kind in (TargetKind.NUMBER, TargetKind.MAINTAIN):
        return "Whether higher or lower is better is not set for this measure."
    if target.kind is TargetKind.NUMBER and target.value is None:
        return "The target has no number to compare with."
    return ""


def _not_due(case: Case, target: Target, figure: Figure, value: Decimal) -> Judged:
    """Say how a last result stood against its own year's target; it is no rating of the reported period."""
    then = _as_it_stands(case, target, figure, value)
    said = f"Not due yet. The last result, of {show_period(case.period)}, against its own target: {then.reason}"
    return Judged(Rating.NONE, said, then.rule, then.numbers)


def _rated(case: Case, target: Target, figure: Figure, value: Decimal, ahead: Forecast | None) -> Judged:
    rule, running = case.measure.rule, case.measure.basis is Basis.CUMULATIVE and not case.period.is_year_end
    if target.kind in DIRECTIONS or (rule is Rule.TARGET and not running):
        return _as_it_stands(case, target, figure, value)
    decided = _decided(case, target, value) if running else None
    if decided is not None and decided.rating is not Rating.AMBER:
        return decided
    if rule is Rule.PROFILE or (rule is Rule.TARGET and target.profile):
        found = _against_plan(case, target, figure, value)
    else:
        found = _against_forecast(case, target, figure, ahead or forecast(case))
    return found if decided is None or found.rating is Rating.RED else decided


def _as_it_stands(case: Case, target: Target, figure: Figure, value: Decimal) -> Judged:
    measure, rule = case.measure, RULE_WORDS[Rule.TARGET]
    if target.kind in DIRECTIONS:
        return against_base(case, target, figure, value, rule)
    if target.kind is TargetKind.RANGE:
        return within_range(measure, target, value, exact(measure, figure), rule)
    assert target.value is not None
    return against_number(measure, value, limits_of(measure, target, target.value), exact(measure, figure), rule)


def _decided(case: Case, target: Target, value: Decimal) -> Judged | None:
    """Rate a running total that is past the whole year's target already (N55).

    Green and red are settled. Past the target, but not past the limit of amber, amber is the best that can come of it.
    """
    measure, lower = case.measure, case.measure.polarity is Polarity.LOWER
    goal = target.value if target.kind is TargetKind.NUMBER else target.high if lower else target.low
    if goal is None or measure.polarity not in (Polarity.LOWER, Polarity.HIGHER):
        return None
    of_number = target.kind is TargetKind.NUMBER
    limits = limits_of(measure, target, goal) if of_number else Limits(goal, None, tolerance_of(measure, target))
    shown, held = as_shown(value, measure.decimals), limits.rounded(measure.decimals)
    if shown <= held.goal if lower else shown < held.goal:
        return None
    rating = grade(measure.polarity, shown, held)
    at = f"{show(measure, shown)} by the end of {show_period(case.period)}"
    said = f"{at} is {compared(shown, held.goal)} the year’s {show(measure, held.goal)} already"
    if rating is Rating.AMBER:
        said += f", {_amber_words(measure, held)}"
    numbers = (("Target for the year", show(measure, held.goal)),)
    return judged(rating, said, "A total counted from April against the whole year’s target", numbers)


def _amber_words(measure: Measure, limits: Limits) -> str:
    if limits.floor is not None:
        return f"but not beyond the {threshold_name(measure)} of {show(measure, limits.floor)}"
    assert limits.tolerance is not None
    return f"within the tolerance of {show_tolerance(measure, *limits.tolerance)}"


def _against_plan(case: Case, target: Target, figure: Figure, value: Decimal) -> Judged:
    rule = RULE_WORDS[Rule.PROFILE]
    if target.kind is not TargetKind.NUMBER:
        return Judged(Rating.NONE, "A range has no plan through the year to compare with.", rule)
    plan = planned(case, target)
    if plan.value is None:
        return Judged(Rating.NONE, plan.how, rule)
    limits = planned_limits(case, target, plan.value)
    found = against_number(case.measure, value, limits, exact(case.measure, figure), rule)
    goal = ("Target for the year", show(case.measure, target.value)) if target.value is not None else ("", "")
    return Judged(found.rating, found.reason, f"{rule} ({plan.how})", (goal, *found.numbers))


def _against_forecast(case: Case, target: Target, figure: Figure, ahead: Forecast) -> Judged:
    measure, rule = case.measure, RULE_WORDS[Rule.FORECAST]
    if ahead.value is None:
        return Judged(Rating.NONE, f"It is rated on its forecast. {ahead.reason}", rule)
    numbers = (("Forecast", show(measure, ahead.value)), ("How it was forecast", ahead.reason))
    if target.kind is TargetKind.RANGE:
        found = within_range(measure, target, ahead.value, ahead.value, rule)
        return Judged(found.rating, f"Forecast: {found.reason}", rule, numbers + found.numbers)
    assert target.value is not None
    limits = limits_of(measure, target, target.value)
    unrounded = exact(measure, figure) if ahead.value == figure.value else ahead.value
    by_rate = against_number(measure, ahead.value, limits, unrounded, rule, _forecast_words(case, ahead))
    if ahead.people is None or target.numerator is None or ahead.value == figure.value:
        return Judged(by_rate.rating, by_rate.reason, rule, numbers + by_rate.numbers)
    return _in_people(measure, target, ahead.people, limits, by_rate, numbers)


def _forecast_words(case: Case, ahead: Forecast) -> str:
    measure = case.measure
    assert ahead.value is not None
    value, taken = show(measure, ahead.value), case.figure is not None and ahead.value == case.figure.value
    if measure.basis is Basis.CUMULATIVE and not group_grows(case):
        taken = case.period.is_year_end  # what is made of a total may be equal to it, as 0 is
    if case.period.is_year_end:
        return value if taken else f"The year’s total of {value}"
    if taken:
        return f"{value}, taken as the forecast for the year,"
    in_people = ahead.people is not None and measure.unit is not Unit.COUNT
    people = f" ({counted(measure, ahead.people)})" if in_people and ahead.people is not None else ""
    return f"The forecast of {value}{people}"


def _in_people(
    measure: Measure, target: Target, people: Decimal, limits: Limits, by_rate: Judged, numbers: Numbers
) -> Judged:
    """Rate a forecast in people first, then the rate (N69); where they differ, people decide and the reason says so."""
    goal = target.numerator
    assert goal is not None
    counts = replace(measure, unit=Unit.COUNT, decimals=0)
    said = f"The forecast of {counted(measure, people)}"
    found = against_number(counts, people, _limits_in_people(limits, goal), None, by_rate.rule, said)
    rate = "Its rate gives the same." if found.rating is by_rate.rating else f"By its rate: {by_rate.reason}"
    in_people = tuple((f"{name} in people", text) for name, text in found.numbers)
    lines = (*numbers, ("Forecast in people", show(counts, people)), *in_people, *by_rate.numbers)
    return Judged(found.rating, f"{found.reason} {rate}", by_rate.rule, lines)


def _limits_in_people(limits: Limits, goal: Decimal) -> Limits:
    """Return the limits of a rate as those of its numerator: each keeps its share of the target."""
    share = goal / limits.goal if limits.goal else Decimal(0)
    floor = limits.floor * share if limits.floor is not None else None
    tolerance = limits.tolerance
    if tolerance is not None and tolerance[1] is not ToleranceUnit.PERCENT:
        tolerance = (as_shown(tolerance[0] * share, 1), ToleranceUnit.ABSOLUTE)
    return Limits(goal, floor, tolerance)


def _with_small_numbers(case: Case, figure: Figure, found: Judged) -> Judged:
    """Add that a rate rests on small numbers, which a few people change."""
    if not small_numbers(case, figure):
        return found
    of = figure.denominator or Decimal(0)
    said = f"{found.reason} Small numbers: {show_amount(of, Unit.COUNT, 0)} {'was' if of == 1 else 'were'} counted."
    return Judged(found.rating, said, found.rule, found.numbers)


def small_numbers(case: Case, figure: Figure | None) -> bool:
    """Tell whether a figure's denominator is under the number that the report calls small."""
    below = case.conventions.small_below
    return figure is not None and figure.denominator is not None and figure.denominator < below
