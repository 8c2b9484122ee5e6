"""Direction of travel: the plain movement of a figure, and whether that is better or worse (N58-N67)."""

from __future__ import annotations

from dataclasses import dataclass

from ascdesk.amounts import show_amount
from ascdesk.model import Base, Basis, Direction, Figure, Measure, Movement, Polarity
from ascdesk.periods import Period, show_period
from ascdesk.rating import as_shown, why_no_value


@dataclass(frozen=True, slots=True)
class Travel:
    """Where a figure moved and what that means, against a base that is part of the answer."""

    movement: Movement
    direction: Direction
    base: Base
    base_period: Period | None
    reason: str


def base_period(measure: Measure, period: Period) -> Period | None:
    """Return the period that this measure's direction compares with, as far as it is known."""
    if measure.direction_base is Base.PREVIOUS:
        return period.previous()
    if measure.direction_base is Base.LAST_YEAR:
        return period.same_last_year()
    return measure.baseline


def travel(measure: Measure, period: Period, figure: Figure | None, before: Figure | None) -> Travel:
    """Compare a figure with the figure of its base period; `before` is that figure, if there is one."""
    against = base_period(measure, period)
    hindrance = _hindrance(measure, period, figure, before, against)
    if hindrance or figure is None or figure.value is None or before is None or before.value is None:
        return Travel(Movement.NONE, Direction.NONE, measure.direction_base, against, hindrance)
    now, then = as_shown(figure.value, measure.decimals), as_shown(before.value, measure.decimals)
    movement = Movement.LEVEL if now == then else Movement.UP if now > then else Movement.DOWN
    direction, meaning = _meaning(measure.polarity, movement)
    shown = [show_amount(value, measure.unit, measure.decimals) for value in (now, then)]
    change = {Movement.UP: "up from", Movement.DOWN: "down from", Movement.LEVEL: "the same as"}[movement]
    reason = (
        f"{shown[0]} is {change} {shown[1]} in {show_period(before.period)} ({measure.direction_base.value}){meaning}."
    )
    return Travel(movement, direction, measure.direction_base, against, reason)


def _meaning(polarity: Polarity, movement: Movement) -> tuple[Direction, str]:
    """Return what a movement means under a polarity, and the end of the sentence that says so."""
    if polarity in (Polarity.NONE, Polarity.NEARER):
        return Direction.NONE, "; whether that is better is not set"
    if movement is Movement.LEVEL:
        return Direction.SAME, ""
    better = (movement is Movement.UP) == (polarity is Polarity.HIGHER)
    wanted = "higher" if polarity is Polarity.HIGHER else "lower"
    meaning = Direction.BETTER if better else Direction.WORSE
    return meaning, f": {meaning.value}, because {wanted} is better"


def _hindrance(
    measure: Measure, period: Period, figure: Figure | None, before: Figure | None, against: Period | None
) -> str:
    if figure is None:
        return f"There is no figure for {show_period(period)}."
    if figure.value is None:
        return f"There is no value to compare: {why_no_value(figure)}."
    if against is None:
        return "The baseline period is not set for this measure."
    if before is None or before.value is None:
        return f"There is no figure for {show_period(against)}, the {measure.direction_base.value}, to compare with."
    if measure.basis is Basis.CUMULATIVE and not comparable(period, against):
        return (
            f"A figure counted from April cannot be compared with {show_period(against)}; "
            "compare it with the same period last year."
        )
    return ""


def comparable(period: Period, against: Period) -> bool:
    """Tell whether running totals at the two periods cover the same part of a financial year."""
    return period.last_month.index == against.last_month.index
