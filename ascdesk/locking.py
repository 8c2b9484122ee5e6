"""The calendar of periods: what a locked one refuses, and how long one is still open."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from ascdesk.errors import UserError
from ascdesk.model import Commentary, Entity, Figure, RatingOverride, ReportingPeriod, SupportingFigure, Target
from ascdesk.periods import Period, show_period

_OF_A_PERIOD = Figure | RatingOverride | Commentary | SupportingFigure


def state_of(period: Period, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return what the calendar says of a period itself."""
    return next((each for each in calendar if each.period == period), None)


def locked_by(period: Period, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return the locked period that a period is, or lies within; None where it is open."""
    return next((each for each in calendar if each.locked and _within(period, each.period)), None)


def locking(entity: Entity, calendar: Iterable[ReportingPeriod]) -> ReportingPeriod | None:
    """Return the locked period that an entity would change; None where it may be written.

    A target holds for periods of its year: it may be written only where it starts after the locked ones. What was
    printed, why a figure is right and what is still to be found out are said about a locked period, and may be.
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
