"""Holding a value against a target and its limits of amber: floor, upper threshold, tolerance or range (N46-N53)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.judging.shown import (
    MOST_PLACES,
    as_shown,
    compared,
    rounds_alike,
    show,
    show_tolerance,
    tolerance_of,
    tolerance_width,
)
from ascdesk.judging.values import RATING_WORDS, Judged, Numbers
from ascdesk.model import Measure, Polarity, Rating, Target, ToleranceUnit
from ascdesk.readings import own_decimals, plain


@dataclass(frozen=True, slots=True)
class Limits:
    """What a value is held against: the goal, and as far as they are set a floor (or upper threshold) and a tolerance.

    `called` names the goal in a sentence; `width` is the tolerance in the measure's unit.
    """

    goal: Decimal
    floor: Decimal | None = None
    tolerance: tuple[Decimal, ToleranceUnit] | None = None
    called: str = "the target"

    @property
    def width(self) -> Decimal | None:
        """The tolerance in the measure's unit; none where a floor is set."""
        if self.floor is not None or self.tolerance is None:
            return None
        return tolerance_width(self.tolerance, self.goal)

    def rounded(self, decimals: int) -> Limits:
        """Return them as they are shown."""
        floor = None if self.floor is None else as_shown(self.floor, decimals)
        return Limits(as_shown(self.goal, decimals), floor, self.tolerance, self.called)


def limits_of(measure: Measure, target: Target, goal: Decimal) -> Limits:
    """Return the limits that a year's target sets around its number.

    Where nearer is better, a threshold on one side says how far off is amber on both.
    """
    if measure.polarity is Polarity.NEARER and target.threshold is not None:
        return Limits(goal, None, (abs(target.threshold - goal), ToleranceUnit.ABSOLUTE))
    return Limits(goal, target.threshold, tolerance_of(measure, target))


def met(polarity: Polarity, value: Decimal, limit: Decimal) -> bool:
    """Tell whether a value reaches a limit; equal is reached."""
    if polarity is Polarity.HIGHER:
        return value >= limit
    if polarity is Polarity.LOWER:
        return value <= limit
    return value == limit


def grade(polarity: Polarity, value: Decimal, limits: Limits) -> Rating:
    """Return the rating of a value as it stands: green where the goal is met, amber up to the limit and on it."""
    if met(polarity, value, limits.goal):
        return Rating.GREEN
    if limits.floor is not None:
        return Rating.AMBER if met(polarity, value, limits.floor) else Rating.RED
    width = limits.width
    return Rating.AMBER if width and abs(value - limits.goal) <= width else Rating.RED


def judged(rating: Rating, sentence: str, rule: str = "", numbers: Numbers = ()) -> Judged:
    """Return a rating with a sentence that ends in its word."""
    return Judged(rating, f"{sentence}: {RATING_WORDS[rating]}.", rule, numbers)


def against_number(
    measure: Measure, value: Decimal, limits: Limits, exact: Decimal | None, rule: str, said: str = ""
) -> Judged:
    """Rate a value against a number as both are shown; `said` is what the sentence calls the value.

    Where `exact`, the value unrounded, would be rated otherwise, the reason says so.
    """
    places = measure.decimals
    shown, held = as_shown(value, places), limits.rounded(places)
    rating = grade(measure.polarity, shown, held)
    named = said or show(measure, shown)
    numbers = (*_limit_numbers(measure, limits, held),)
    reason = _sentence(measure, named, shown, held, rating)
    return judged(rating, reason + _unrounded(measure, exact, limits, rating), rule, numbers)


def _sentence(measure: Measure, named: str, value: Decimal, limits: Limits, rating: Rating) -> str:
    said = f"{named} is {compared(value, limits.goal)} {limits.called} of {show(measure, limits.goal)}"
    if rating is Rating.GREEN:
        return said
    if limits.floor is not None:
        limit = f"the {threshold_name(measure)} of {show(measure, limits.floor)}"
        if rating is Rating.AMBER:
            return f"{said} but not beyond {limit}"
        return f"{named} is {compared(value, limits.floor)} {limit}"
    if limits.tolerance is None:
        return f"{said}, and no amber limit is set"
    within = "within" if rating is Rating.AMBER else "by more than"
    return f"{said}, {within} the tolerance of {show_tolerance(measure, *limits.tolerance)}"


def _unrounded(measure: Measure, exact: Decimal | None, limits: Limits, rating: Rating) -> str:
    """Return that the unrounded figure would be rated otherwise, where it would."""
    if exact is None or (other := grade(measure.polarity, exact, limits)) is rating:
        return ""
    places = measure.decimals
    limit = limits.goal if limits.floor is None or Rating.GREEN in (rating, other) else limits.floor
    against = "" if as_shown(limit, places) == limit else plain(as_shown(limit, places + 3))
    return otherwise(exact, places, lambda value: grade(measure.polarity, value, limits), against)


def otherwise(exact: Decimal, decimals: int, rated: Callable[[Decimal], Rating], against: str = "") -> str:
    """Return how a figure would be rated unrounded, with as many of its digits as tell; `against` are such limits."""
    other = rated(exact)
    enough = (
        each
        for each in range(decimals + 1, MOST_PLACES)
        if rated(as_shown(exact, each)) is other and rounds_alike(exact, each, decimals)
    )
    said = plain(as_shown(exact, next(enough, MOST_PLACES))) + (f" against {against}" if against else "")
    return f" (unrounded, at {said}, it would be {RATING_WORDS[other]})"


def _limit_numbers(measure: Measure, limits: Limits, held: Limits) -> Numbers:
    goal = limits.called.removeprefix("the ")
    found = [(goal[:1].upper() + goal[1:], show(measure, held.goal))]
    if held.floor is not None:
        found.append((threshold_name(measure).capitalize(), show(measure, held.floor)))
    elif limits.tolerance is not None:
        found.append(("Tolerance", show_tolerance(measure, *limits.tolerance)))
        if limits.width:
            found.append(amber_edge(measure, held.goal, tolerance_width(limits.tolerance, held.goal)))
    return tuple(found)


def amber_edge(measure: Measure, goal: Decimal, width: Decimal) -> tuple[str, str]:
    """Return how far from the goal is still Amber, as a line of the arithmetic; on the edge is Amber."""
    places = max(measure.decimals, own_decimals(goal - width), 0)
    low, high = (show_amount(each, measure.unit, min(places, 6)) for each in (goal - width, goal + width))
    edge = {Polarity.HIGHER: low, Polarity.LOWER: high}.get(measure.polarity, f"{low} or {high}")
    return "Amber as far as", edge


def threshold_name(measure: Measure) -> str:
    """Return what the limit of amber is called where this measure's better way is up or down."""
    return "upper threshold" if measure.polarity is Polarity.LOWER else "floor"


def within_range(measure: Measure, target: Target, value: Decimal, exact: Decimal | None, rule: str) -> Judged:
    """Rate a value against a range: green within it and on its ends, amber as far beyond as the tolerance goes.

    Beyond the end that is better it is met, too, where higher or lower is better.
    """
    if target.low is None or target.high is None:
        return Judged(Rating.NONE, "The target range has no limits to compare with.", rule)
    places = measure.decimals
    low, high, shown = as_shown(target.low, places), as_shown(target.high, places), as_shown(value, places)
    tolerance = tolerance_of(measure, target)
    rating = _range_grade(measure.polarity, shown, low, high, tolerance)
    span = f"the target range of {show(measure, low)} to {show(measure, high)}"
    numbers: Numbers = (("Target range", f"{show(measure, low)} to {show(measure, high)}"),)
    if low <= shown <= high:
        sentence = f"{show(measure, shown)} is within {span}"
    else:
        sentence = f"{show(measure, shown)} is {'below' if shown < low else 'above'} {span}"
        if rating is Rating.GREEN:
            sentence += f", and {measure.polarity.value} is better"
        elif tolerance is not None:
            within = "within" if rating is Rating.AMBER else "by more than"
            end = show(measure, low if shown < low else high)
            sentence += f", {within} the tolerance of {show_tolerance(measure, *tolerance, of=end)}"
            numbers += (("Tolerance", show_tolerance(measure, *tolerance)),)
            if width := tolerance_width(tolerance, low if shown < low else high):
                edge = low - width if shown < low else high + width
                places = min(max(places, own_decimals(edge)), 6)
                numbers += (("Amber as far as", show_amount(edge, measure.unit, places)),)
    return judged(rating, sentence + _range_unrounded(measure, target, exact, rating), rule, numbers)


def _range_unrounded(measure: Measure, target: Target, exact: Decimal | None, rating: Rating) -> str:
    low, high, tolerance = target.low, target.high, tolerance_of(measure, target)
    if exact is None or low is None or high is None:
        return ""

    def rated(value: Decimal) -> Rating:
        return _range_grade(measure.polarity, value, low, high, tolerance)

    if rated(exact) is rating:
        return ""
    rounded = any(as_shown(each, measure.decimals) != each for each in (low, high))
    return otherwise(exact, measure.decimals, rated, f"{plain(low)} to {plain(high)}" if rounded else "")


def _range_grade(
    polarity: Polarity, value: Decimal, low: Decimal, high: Decimal, tolerance: tuple[Decimal, ToleranceUnit] | None
) -> Rating:
    if (
        low <= value <= high
        or (value > high and polarity is Polarity.HIGHER)
        or (value < low and polarity is Polarity.LOWER)
    ):
        return Rating.GREEN
    nearest = low if value < low else high
    width = tolerance_width(tolerance, nearest) if tolerance else None
    return Rating.AMBER if width and abs(value - nearest) <= width else Rating.RED
