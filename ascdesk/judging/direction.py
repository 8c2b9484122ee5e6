"""Direction of travel: the plain movement of a figure, and whether that is better or worse (N58-N67)."""

from __future__ import annotations

from decimal import Decimal

from ascdesk.judging.limits import met
from ascdesk.judging.shown import as_shown, show, show_change, show_width, why_no_value
from ascdesk.judging.values import Case, Travel
from ascdesk.model import (
    Base,
    Basis,
    Direction,
    Figure,
    Measure,
    Movement,
    Polarity,
    Significance,
    TargetKind,
)
from ascdesk.periods import Period, show_period


def base_period(case: Case) -> Period | None:
    """Return the period that a direction compares with, as far as it is known."""
    measure, period = case.measure, case.period
    if measure.direction_base is Base.BASELINE:
        return case.named_base or measure.baseline
    if measure.direction_base is Base.LAST_YEAR:
        return period.same_last_year()
    return period.shift(-max(measure.frequency.months // period.months, 1))


def travel(case: Case) -> Travel:
    """Compare the judged figure with that of its base, which is part of the answer."""
    if case.measure.direction_base is Base.TREND:
        from ascdesk.judging.trend import trend  # only where a report asks for it

        return trend(case)
    against = base_period(case)
    before = case.figure_at(against) if against else None
    if hindrance := _hindrance(case, before, against):
        found = Travel(Movement.NONE, Direction.NONE, case.measure.direction_base, against, hindrance)
    else:
        figure = case.figure
        assert figure is not None
        assert before is not None
        found = _by_distance(case, figure, before) if _is_by_distance(case.measure) else _compared(case, figure, before)
    if case.measure.significance is Significance.NONE:
        return found
    from ascdesk.judging.significance import tested

    return tested(case, found, before)


def _is_by_distance(measure: Measure) -> bool:
    if measure.polarity is Polarity.NONE:
        return False
    return measure.direction_base is Base.TARGET or measure.polarity is Polarity.NEARER


def _compared(case: Case, figure: Figure, before: Figure) -> Travel:
    measure = case.measure
    now, then = _shown(measure, figure), _shown(measure, before)
    movement = moved(now, then)
    direction, meaning = _meaning(measure, movement, abs(now - then))
    reason = f"{_moved_words(case, now, then, before.period)}{meaning}."
    numbers = _numbers(measure, now, then, before.period)
    return Travel(movement, direction, measure.direction_base, before.period, reason, numbers=numbers)


def _shown(measure: Measure, figure: Figure) -> Decimal:
    return as_shown(figure.value or Decimal(0), measure.decimals)


def moved(now: Decimal, then: Decimal) -> Movement:
    """Return the plain change between two values as they are shown."""
    return Movement.LEVEL if now == then else Movement.UP if now > then else Movement.DOWN


def _moved_words(case: Case, now: Decimal, then: Decimal, against: Period) -> str:
    measure = case.measure
    change = {Movement.UP: "up from", Movement.DOWN: "down from", Movement.LEVEL: "the same as"}[moved(now, then)]
    named = f" ({measure.direction_base.value})" if measure.direction_base is not Base.TARGET else ""
    when = "" if case.standing.due and not case.measure.lag_months else f" in {show_period(case.period)}"
    return f"{show(measure, now)}{when} is {change} {show(measure, then)} in {show_period(against)}{named}"


def _numbers(measure: Measure, now: Decimal, then: Decimal, against: Period) -> tuple[tuple[str, str], ...]:
    base = (f"Base, {show_period(against)}", show(measure, then))
    return (base, ("Change", show_change(measure, now - then)))


def _meaning(measure: Measure, movement: Movement, width: Decimal) -> tuple[Direction, str]:
    """Return what a movement means under a polarity, and the end of the sentence that says so."""
    if measure.polarity is Polarity.NONE:
        return Direction.NONE, "; whether that is better is not set"
    if movement is Movement.LEVEL:
        return Direction.SAME, ""
    if measure.same_within is not None and width <= measure.same_within:
        width_words = show_width(measure, measure.same_within)
        return Direction.SAME, f": the same, because changes of up to {width_words} count as none"
    better = (movement is Movement.UP) == (measure.polarity is Polarity.HIGHER)
    wanted = "higher" if measure.polarity is Polarity.HIGHER else "lower"
    meaning = Direction.BETTER if better else Direction.WORSE
    return meaning, f": {meaning.value}, because {wanted} is better"


def _by_distance(case: Case, figure: Figure, before: Figure) -> Travel:
    """Tell whether the figure came nearer to its target; each is held against the target of its own year."""
    measure = case.measure
    now, then = _shown(measure, figure), _shown(measure, before)
    near, far = _distance(case, now, case.period), _distance(case, then, before.period)
    said, numbers = _moved_words(case, now, then, before.period), _numbers(measure, now, then, before.period)
    plain = Travel(moved(now, then), Direction.NONE, measure.direction_base, before.period, "", numbers=numbers)
    if measure.basis is Basis.CUMULATIVE and not case.period.is_year_end:
        why = "a total counted from April is not held against the whole year’s target"
        return _with(plain, Direction.NONE, f"{said}; {why}.")
    if near is None or far is None:
        year = show_period((case.period if near is None else before.period).financial_year)
        return _with(plain, Direction.NONE, f"{said}; no target in numbers is set for {year} to be nearer to.")
    here, there = show_width(measure, near), show_width(measure, far)
    numbers += (("From the target now", here), ("From the target then", there))
    plain = Travel(plain.movement, Direction.NONE, measure.direction_base, before.period, "", numbers=numbers)
    sense = _nearness(measure, near, far)
    return _with(plain, sense, f"{said}: {_nearness_words(measure, sense, near, far)}.")


def _nearness(measure: Measure, near: Decimal, far: Decimal) -> Direction:
    width = abs(near - far)
    if not width or (measure.same_within is not None and width <= measure.same_within):
        return Direction.SAME
    return Direction.BETTER if near < far else Direction.WORSE


def _nearness_words(measure: Measure, sense: Direction, near: Decimal, far: Decimal) -> str:
    """Return the end of the sentence that says how far from the target a figure is and was."""
    here, there = show_width(measure, near), show_width(measure, far)
    if sense is Direction.SAME:
        if near == far:
            return f"as far from the target as before, {here}" if near else "the target is met, as it was before"
        within = show_width(measure, measure.same_within or Decimal(0))
        return f"the same, {here} from the target after {there}, because changes of up to {within} count as none"
    if not near:
        return f"{sense.value}, as the target is met after having been {there} away"
    if not far:
        return f"{sense.value}, as the target is {here} away after having been met"
    return f"{sense.value}, {'nearer to' if near < far else 'further from'} the target, {here} away after {there}"


def _with(plain: Travel, direction: Direction, reason: str) -> Travel:
    return Travel(plain.movement, direction, plain.base, plain.base_period, reason, numbers=plain.numbers)


def _distance(case: Case, value: Decimal, period: Period) -> Decimal | None:
    """Return how far a value is from the target of its year as both are shown; 0 where that is met."""
    measure, target = case.measure, case.target_of(period)
    if target is None:
        return None
    if target.kind is TargetKind.RANGE and target.low is not None and target.high is not None:
        low, high = as_shown(target.low, measure.decimals), as_shown(target.high, measure.decimals)
        below = Decimal(0) if measure.polarity is Polarity.LOWER else low - value
        above = Decimal(0) if measure.polarity is Polarity.HIGHER else value - high
        return max(below, above, Decimal(0))
    if target.kind is not TargetKind.NUMBER or target.value is None:
        return None
    goal = as_shown(target.value, measure.decimals)
    return Decimal(0) if met(measure.polarity, value, goal) else abs(value - goal)


def _hindrance(case: Case, before: Figure | None, against: Period | None) -> str:
    figure, measure, period = case.figure, case.measure, case.period
    if figure is None:
        return f"There is no figure for {show_period(period)}."
    if figure.value is None:
        return f"There is no value to compare: {why_no_value(figure)}."
    if against is None:
        return "The baseline period is not set for this measure."
    if against == period:
        return f"The figure is of {show_period(period)}, the baseline itself, so there is nothing to compare."
    if before is None or before.value is None:
        why = f" ({why_no_value(before)})" if before is not None else ""
        base = "" if measure.direction_base is Base.TARGET else f", the {measure.direction_base.value},"
        return f"There is no figure for {show_period(against)}{base} to compare with{why}."
    if measure.basis is Basis.CUMULATIVE and not comparable(period, against):
        return (
            f"A figure counted from April cannot be compared with {show_period(against)}; "
            "compare it with the same period last year."
        )
    return case.broken(before.period)


def comparable(period: Period, against: Period) -> bool:
    """Tell whether running totals at the two periods cover the same part of a financial year."""
    return period.last_month.index == against.last_month.index
