"""The calendar of periods: what a locked one refuses, and how long one is still open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ascdesk.defined import DESCRIBED, Definitions, by_measure, covering, reported
from ascdesk.errors import UserError
from ascdesk.model import (
    Commentary,
    Definition,
    Described,
    Entity,
    EntityId,
    Figure,
    Measure,
    PublishedJudgement,
    PublishedTally,
    RatingOverride,
    ReportingPeriod,
    SupportingFigure,
    Target,
)
from ascdesk.periods import Period, PeriodKind, show_period

_OF_A_PERIOD = Figure | RatingOverride | Commentary | SupportingFigure | PublishedJudgement | PublishedTally
# Who answers for a measure may change, and what it is found by: no figure or rating follows from that.
_PRINTED = tuple(name for name in DESCRIBED if name not in ("owner", "author", "tags"))
# A period that begins later than this was mistyped.
_LONGEST_AHEAD = datetime.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Defined:
    """Some measures of a file, and how they were defined before."""

    measures: Mapping[EntityId, Measure]
    definitions: Definitions

    def printed(self, key: EntityId, period: Period) -> Described | None:
        """Return what says how a measure is defined in a period; None where it is not reported then."""
        measure = self.measures.get(key)
        if measure is None or not reported(measure, period):
            return None
        return covering(self.definitions.get(key, ()), period) or measure


def state_of(period: Period, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return what the calendar says of a period itself."""
    return next((each for each in calendar if each.period == period), None)


def locked_by(period: Period, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return the locked period that a period is, or lies within; None where it is open."""
    return next((each for each in calendar if each.locked and _within(period, each.period)), None)


def locking(entity: Entity, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return the locked period that an entity would change; None where it may be written.

    A target holds for periods of its year: it may be written only where it starts after the locked ones. Why a
    figure is right and what is still to be found out are said about a locked period, and may be.
    """
    if isinstance(entity, _OF_A_PERIOD):
        return locked_by(entity.period, calendar)
    if isinstance(entity, Target):
        begun = entity.start.last - entity.start.months if entity.start else entity.year.last - entity.year.months
        return next((each for each in calendar if each.locked and _holds_in(entity, begun, each.period)), None)
    return None


def refuse_locked(entities: Iterable[Entity], calendar: Iterable[ReportingPeriod]) -> None:
    """Raise UserError, naming period, person and reason, where one of the entities would change a locked period."""
    held = tuple(calendar)
    for each in entities:
        if state := locking(each, held):
            remedy = "Unlock it first, or give the target a start after it." if isinstance(each, Target) else (
                "Unlock it first, with a reason, if it must be changed."
            )  # fmt: skip
            raise UserError(locked_words(state), remedy)


def measures_told(entities: Iterable[Entity]) -> set[EntityId]:
    """Return the measures that some entities define."""
    return {
        each.id if isinstance(each, Measure) else each.measure
        for each in entities
        if isinstance(each, Measure | Definition)
    }


def redefined_by(held: Defined, gone: Iterable[Entity], made: Iterable[Entity]) -> Defined:
    """Return how measures are defined once some entities are gone and others made."""
    left = {each.id for each in gone}
    measures = {key: each for key, each in held.measures.items() if key not in left}
    earlier = {each.id: each for of in held.definitions.values() for each in of if each.id not in left}
    for each in made:
        if isinstance(each, Measure):
            measures[each.id] = each
        elif isinstance(each, Definition):
            earlier[each.id] = each
    return Defined(measures, by_measure(earlier.values()))


def refuse_redefined(before: Defined, after: Defined, calendar: Iterable[ReportingPeriod]) -> None:
    """Raise UserError, naming period, person and reason, where a measure would be another in a locked period."""
    if state := redefining(before, after, calendar):
        raise UserError(locked_words(state), "Unlock it first, with a reason, or change it from a later period on.")


def redefining(before: Defined, after: Defined, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return the locked period in which a measure would be another, or no longer there; None where there is none.

    A measure that was not in the file changes nothing of what a period says of the others.
    """
    months = {month: each for each in calendar if each.locked for month in each.period.parts(PeriodKind.MONTH)}
    for key in before.measures:
        # A definition may cover dozens of months, so that there are few pairs to compare.
        pairs: dict[tuple[int, int], tuple[Described | None, Described | None, ReportingPeriod]] = {}
        for month, state in months.items():
            was, now = before.printed(key, month), after.printed(key, month)
            pairs.setdefault((id(was), id(now)), (was, now, state))
        for was, now, state in pairs.values():
            if not _prints_the_same(was, now):
                return state
    return None


def _prints_the_same(was: Described | None, now: Described | None) -> bool:
    if was is None or now is None:
        return was is now
    return all(getattr(was, name) == getattr(now, name) for name in _PRINTED)


def ahead_words(period: Period, today: datetime.date) -> str:
    """Return in a sentence that a period begins years ahead, where it was mistyped; nothing for any other."""
    if period.start_date <= today + _LONGEST_AHEAD:
        return ""
    years = period.start_date.year - today.year
    return f"{show_period(period)} is {'a year' if years == 1 else f'{years} years'} ahead."


def locked_words(state: ReportingPeriod) -> str:
    """Return in a sentence that a period is locked, by whom and why."""
    by = f" by {state.person}" if state.person else ""
    return f"{show_period(state.period)} is locked{by}: {sentence(state.reason)}"


def sentence(reason: str) -> str:
    """Return what somebody gave as a reason with a full stop at its end, unless it ends as a sentence does."""
    return reason if reason.endswith((".", "!", "?", "…")) else f"{reason}."


def closing_words(state: ReportingPeriod | None, today: datetime.date) -> str:
    """Return how long a period is open: "Closes in 3 days", "Closed 2 days ago"; nothing where no day is set."""
    if state is None or state.closes is None or state.locked:
        return ""
    days = (state.closes - today).days
    if days in (-1, 0, 1):
        return {-1: "Was to close yesterday", 0: "Closes today", 1: "Closes tomorrow"}[days]
    return f"Closes in {days} days" if days > 0 else f"Was to close {-days} days ago"


def _within(period: Period, outer: Period) -> bool:
    return period.last <= outer.last and period.last - period.months >= outer.last - outer.months


def _holds_in(target: Target, begun: int, locked: Period) -> bool:
    return begun < locked.last and _within(locked, target.year)
