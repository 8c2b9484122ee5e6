"""How far a figure is from its target in people, and what a change is made of."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.judging.direction import comparable
from ascdesk.judging.forecast import group_grows
from ascdesk.judging.limits import met
from ascdesk.judging.nouns import noun_of
from ascdesk.judging.shown import PER, as_shown, ratio, show, show_change
from ascdesk.judging.values import Case
from ascdesk.model import Basis, Figure, Measure, Polarity, Rule, TargetKind, Unit
from ascdesk.periods import show_period
from ascdesk.readings import plain

_RATIOS = (Unit.PERCENT, Unit.PER_100K)


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change of a ratio is made of, in the measure's unit: its numerator's and its denominator's share."""

    change: Decimal
    of_numerator: Decimal
    of_denominator: Decimal


def to_target(case: Case) -> str:
    """Return how many people more or fewer would have met the target, "17 more people", or nothing.

    The fewest are counted that would make the figure, as it is shown, equal to the target or better. Nothing is
    said where numerator or denominator is not known, the target is met, or the year's total is not complete.
    """
    gap = _gap(case)
    if not gap:
        return ""
    more = "more" if case.measure.polarity is Polarity.HIGHER else "fewer"
    return f"{show_amount(gap, Unit.COUNT, 0)} {more} {noun_of(case.measure, gap)}".rstrip()


def to_target_sum(case: Case) -> str:
    """Return how `to_target` is reckoned: which numerator would show as the target or better, or nothing."""
    figure, gap, measure = case.figure, _gap(case), case.measure
    if figure is None or not gap or figure.numerator is None or not figure.denominator:
        return ""
    numerator = figure.numerator + (gap if measure.polarity is Polarity.HIGHER else -gap)
    shown = show(measure, PER[measure.unit] * numerator / figure.denominator)
    counts = (f"{Decimal(plain(each)):,}" for each in (numerator, figure.denominator))
    return f"{' of '.join(counts)} would be shown as {shown}"


def _gap(case: Case) -> Decimal | None:
    figure, goal = case.figure, _goal(case)
    if figure is None or goal is None or not case.standing.due:
        return None
    return _people_needed(case.measure, figure, goal)


def _goal(case: Case) -> Decimal | None:
    measure, target = case.measure, case.target
    if target is None or target.kind is not TargetKind.NUMBER or measure.unit not in _RATIOS:
        return None
    if measure.rule is Rule.PROFILE and not case.period.is_year_end:
        return None
    if measure.polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return None
    running = measure.basis is Basis.CUMULATIVE and not case.period.is_year_end
    return None if running and not group_grows(case) else target.value


def _people_needed(measure: Measure, figure: Figure, goal: Decimal) -> Decimal | None:
    """Return how many people more, or fewer where lower is better, would make the figure as shown meet the goal."""
    made = _agreed(measure, figure)
    if made is None or figure.numerator is None or figure.denominator is None or figure.denominator < 0:
        return None
    aim, one = as_shown(goal, measure.decimals), PER[measure.unit] / figure.denominator
    if met(measure.polarity, as_shown(made, measure.decimals), aim):
        return None
    sign = 1 if measure.polarity is Polarity.HIGHER else -1
    half = Decimal("0.5").scaleb(-measure.decimals)
    start = max((abs(aim - made) - half) // one - 1, Decimal(1))
    for people in (start + step for step in range(5)):
        numerator = figure.numerator + sign * people
        if numerator >= 0 and met(measure.polarity, as_shown(numerator * one, measure.decimals), aim):
            return people
    return None


def _agreed(measure: Measure, figure: Figure) -> Decimal | None:
    """Return what numerator and denominator make, where that is what was printed, rounded or cut off."""
    made = ratio(measure, figure)
    if made is None or figure.value is None:
        return None
    return made if abs(made - figure.value) < Decimal(1).scaleb(-measure.decimals) else None


def effects(measure: Measure, now: Figure, before: Figure) -> Effects | None:
    """Split the change of a ratio into what its numerator and its denominator did; None where they are not known.

    Nor is there a split of what a quarter and a whole year counted: there the year's length moved both.

    Each effect is that of one of them moving, averaged over the other's two values, so that both add up to the
    whole change (the symmetric, or Shapley, decomposition of a ratio).
    """
    made, was = _agreed(measure, now), _agreed(measure, before)
    if made is None or was is None or measure.unit not in _RATIOS:
        return None
    assert now.numerator is not None
    assert before.numerator is not None
    assert now.denominator
    assert before.denominator
    if now.period.months != before.period.months and not _of_a_size(now.denominator, before.denominator):
        return None
    if measure.basis in (Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE) and not comparable(now.period, before.period):
        return None
    each_person = PER[measure.unit] * (1 / now.denominator + 1 / before.denominator) / 2
    of_numerator = each_person * (now.numerator - before.numerator)
    return Effects(made - was, of_numerator, made - was - of_numerator)


def _of_a_size(one: Decimal, other: Decimal) -> bool:
    return max(one, other) <= 2 * min(one, other)


def effects_words(measure: Measure, now: Figure, before: Figure) -> str:
    """Return what a change is made of as a sentence, or nothing where that is not known or nothing changed."""
    found = effects(measure, now, before)
    if found is None or (now.numerator, now.denominator) == (before.numerator, before.denominator):
        return ""
    places = max(measure.decimals, 1) + 1
    whole, over = as_shown(found.change, places), as_shown(found.of_numerator, places)
    numerator, denominator = (show_change(measure, each, places).split(" ")[0] for each in (over, whole - over))
    moved = f"From {_fraction(before)} in {show_period(before.period)} to {_fraction(now)}"
    change = show_change(measure, whole, places)
    return f"{moved}: {change}, {numerator} through the numerator and {denominator} through the denominator."


def _fraction(figure: Figure) -> str:
    over, under = (f"{Decimal(plain(each or Decimal(0))):,}" for each in (figure.numerator, figure.denominator))
    return f"{over}/{under}"
