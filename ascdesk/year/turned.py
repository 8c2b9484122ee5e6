"""What is written when a measure changes from a period on: how it was before, how it is now, and its last period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ascdesk.defined import DESCRIBED
from ascdesk.defining.measures import with_version
from ascdesk.errors import UserError
from ascdesk.identity import definition_id
from ascdesk.model import Definition, Entity, Measure
from ascdesk.periods import Period, show_period
from ascdesk.year.questions import hidden_by
from ascdesk.year.values import Fate, NewYear, Turn


def turned(new_year: NewYear, definitions: Iterable[Definition] = ()) -> tuple[Entity, ...]:
    """Return what is to be written so that a year starts; `definitions` are those that the file holds."""
    held = tuple(definitions)
    return tuple(entity for turn in new_year.turns for entity in _turned(turn, new_year.year, held))


def _turned(turn: Turn, year: Period, held: tuple[Definition, ...]) -> Iterable[Entity]:
    if turn.fate is Fate.RETIRE:
        yield retired(turn.measure, year.previous(), turn.reason)
        return
    if turn.redefines:
        yield from redefined(turn.measure, turn.now, year, turn.comparable, turn.reason, held)
    yield from turn.targets


def redefined(
    measure: Measure, now: Measure, start: Period, comparable: bool, reason: str, definitions: Iterable[Definition] = ()
) -> tuple[Definition, Measure]:
    """Return how a measure was defined before a period, and the measure as it is from it on.

    One that was redefined from the same period already keeps what it was before. UserError where it was redefined
    from a later one: what holds between the two nobody could tell.
    """
    held = [each for each in definitions if each.measure == measure.id]
    until = start.previous()
    if later := hidden_by(measure, until.last, held):
        raise UserError(
            f"{measure.code or measure.title} was defined anew after {show_period(later.until)} already.",
            f"Let the change start after {show_period(later.until)}.",
        )
    now = with_version(measure, replace(now, id=measure.id, rule_version=measure.rule_version))
    if already := next((each for each in held if each.until.last == until.last), None):
        differs = any(getattr(now, name) != getattr(measure, name) for name in DESCRIBED)
        both = comparable and (already.comparable or not differs)
        return replace(already, comparable=both, reason=reason.strip() or already.reason), now
    said = {name: getattr(measure, name) for name in DESCRIBED}
    before = Definition(
        id=definition_id(measure.id, until), measure=measure.id, until=until, comparable=comparable,
        reason=reason.strip(), **said,
    )  # fmt: skip
    return before, now


def retired(measure: Measure, last: Period, reason: str) -> Measure:
    """Return a measure that is reported for the last time in a period, for a reason; UserError without one."""
    name = measure.code or measure.title
    if not reason.strip():
        raise UserError(f"To retire {name} needs a reason.", "Say in a sentence why it is no longer reported.")
    if measure.first is not None and last.last < measure.first.last:
        begins = f"{name} is reported from {show_period(measure.first)} on"
        raise UserError(f"{begins}, so {show_period(last)} cannot be its last period.", "Give a later one.")
    return replace(measure, last=last, retired_because=reason.strip())


def begun(measure: Measure, first: Period | None) -> Measure:
    """Return a measure that is reported for the first time in a period; UserError where it was retired before."""
    if first is not None and measure.last is not None and first.last > measure.last.last:
        raise UserError(
            f"{measure.code or measure.title} was retired after {show_period(measure.last)}.",
            "Bring it back first, or give an earlier period.",
        )
    return replace(measure, first=first)


def brought_back(measure: Measure) -> Measure:
    """Return a measure that is reported again, with no last period; UserError where it was never retired."""
    if measure.last is None:
        raise UserError(f"{measure.code or measure.title} is not retired.", "Nothing is to be brought back.")
    return replace(measure, last=None, retired_because="")
