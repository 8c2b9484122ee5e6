"""What every rating, direction and forecast opens to: the value, the rule, the numbers and the result, line by line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ascdesk.judging.gap import to_target, to_target_sum
from ascdesk.judging.nouns import counted
from ascdesk.judging.rating import RULE_WORDS
from ascdesk.judging.shown import PER, as_shown, exact, ratio, show, show_width, telling_digits
from ascdesk.judging.values import RATING_WORDS
from ascdesk.judging.wording import direction_in
from ascdesk.model import Figure, Movement, Polarity, Rating
from ascdesk.periods import show_period
from ascdesk.readings import plain

if TYPE_CHECKING:
    from ascdesk.scorecard import Row

_POLARITY = {
    Polarity.HIGHER: "Higher is better", Polarity.LOWER: "Lower is better",
    Polarity.NEARER: "Nearer the target is better", Polarity.NONE: "None is set",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One line of arithmetic: what it is, and its number or words."""

    name: str
    text: str


def rating_lines(row: Row) -> tuple[Line, ...]:
    """Return how a row's rating was reached."""
    judged, measure, override = row.judged, row.measure, row.override
    found = [*_value_lines(row), Line("Rule", judged.rule or RULE_WORDS[measure.rule])]
    if measure.rule_version > 1:
        found.append(Line("Rule’s version", str(measure.rule_version)))
    found.append(Line("Better way", _POLARITY[measure.polarity]))
    found += [Line(name, text) for name, text in judged.numbers if name]
    if (aim := row.case.target) is not None and aim.start is not None:
        since = f"{show_period(aim.start)}, agreed by {aim.approver}: {aim.rationale}"
        found.append(Line("Target since", since))
    if people := to_target(row.case):
        found.append(Line("To target", f"{people}: {to_target_sum(row.case)}"))
    if judged.rating is Rating.NONE:
        found.append(Line("Why", judged.reason))
    found.append(Line("Result" if override is None else "Computed", RATING_WORDS[judged.rating]))
    if override is not None:
        found += [Line("Given by", override.person), Line("Because", override.reason)]
        found.append(Line("Shown", RATING_WORDS[override.rating]))
    return tuple(found)


def _value_lines(row: Row) -> list[Line]:
    figure, standing = row.shown, row.standing
    if figure is None:
        return [Line("Figure", f"none for {show_period(standing.period)}")]
    found = [Line("Figure", f"{row.display or 'blank'}, {show_period(standing.period)}")]
    if standing.note:
        found.append(Line("Why this period", standing.note[:1].upper() + standing.note[1:]))
    if figure.value is None:
        return found
    if counts := counts_words(figure):
        found.append(Line("Made of", f"{counts}{_not_as_printed(row, figure)}"))
    unrounded = exact(row.measure, figure)
    if unrounded is not None and as_shown(unrounded, row.measure.decimals) != unrounded:
        found.append(Line("Unrounded", telling_digits(unrounded, row.measure.decimals)))
    return found


def _not_as_printed(row: Row, figure: Figure) -> str:
    """Return what numerator and denominator make where that is another figure, which is judged as it was printed."""
    made = ratio(row.measure, figure)
    if made is None or row.measure.unit not in PER or exact(row.measure, figure) != figure.value:
        return ""
    shown, printed = as_shown(made, row.measure.decimals), as_shown(figure.value or made, row.measure.decimals)
    return f", which is {show(row.measure, made)}; the printed figure is judged" if shown != printed else ""


def counts_words(figure: Figure) -> str:
    """Return numerator and denominator as they are said, "33 of 754", or nothing."""
    if figure.numerator is None:
        return ""
    over = f"{Decimal(plain(figure.numerator)):,}"
    return over if figure.denominator is None else f"{over} of {Decimal(plain(figure.denominator)):,}"


def direction_lines(row: Row) -> tuple[Line, ...]:
    """Return how a row's direction of travel was reached."""
    travel = row.travel
    found = [*_value_lines(row), Line("Compared with", _base_words(row))]
    found += [Line(name, text) for name, text in travel.numbers]
    if row.measure.same_within is not None:
        found.append(Line("Same within", show_width(row.measure, row.measure.same_within)))
    found += [Line("Better way", _POLARITY[row.measure.polarity]), Line("Movement", travel.movement.value.capitalize())]
    if travel.movement is Movement.NONE:
        found.append(Line("Why", travel.reason))
    elif split := row.effects:
        found.append(Line("Made up of", split))
    if travel.significance_reason:
        found.append(Line("Significance", travel.significance_reason))
    found.append(Line("Result", direction_in(row.conventions.wording, travel)))
    return tuple(found)


def _base_words(row: Row) -> str:
    travel = row.travel
    when = f", {show_period(travel.base_period)}" if travel.base_period else ""
    return f"{travel.base.value.capitalize()}{when}"


def forecast_lines(row: Row) -> tuple[Line, ...]:
    """Return a row's forecast and how it was made, or why there is none."""
    ahead = row.forecast
    found = [Line("Forecast for the year", "none" if ahead.value is None else show(row.measure, ahead.value))]
    if ahead.people is not None and row.measure.unit in PER:
        found.append(Line("In number", counted(row.measure, ahead.people)))
    return (*found, Line("How", ahead.reason))
