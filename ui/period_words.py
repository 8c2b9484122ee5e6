"""What is told of a period's place in the calendar: how open it is, and what was done to it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from ascdesk.closing import distance_words
from ascdesk.days import long_day
from ascdesk.locking import closing_words, locked_by, locked_words, sentence, state_of
from ascdesk.model import ReportingPeriod
from ascdesk.periods import Period, show_period
from ascdesk.store import Change
from ui.widgets.period_state import Open, Told
from ui.words import local_time

# So many days before it closes, a period is told in another colour.
SOON = 3


def told(period: Period, calendar: Iterable[ReportingPeriod], today: datetime.date, at: str = "") -> Told:
    """Return what is to be told of a period; `at` says when it was locked."""
    held, name = tuple(calendar), show_period(period)
    if locked := locked_by(period, held):
        when = f" Since {at}." if at else ""
        return Told(Open.LOCKED, "Locked", "Locked", f"{locked_words(locked)}{when}")
    state = state_of(period, held)
    if state is None or state.closes is None:
        return Told(Open.FREE, "Open", "", f"{name} is open. No day is set on which it closes.")
    days = (state.closes - today).days
    how = Open.LATE if days < 0 else Open.SOON if days <= SOON else Open.CLOSES
    short = {-1: "Late", 0: "Closes today", 1: "1 day left"}.get(max(days, -1), f"{days} days left")
    verb = "was to close" if days < 0 else "closes"
    whole = f"{name} {verb} on {long_day(state.closes)}, {distance_words(period, state.closes)}."
    return Told(how, closing_words(state, today), short, whole)


def change_words(change: Change) -> str:
    """Return what was done to a period in the calendar: "Locked by A. Officer, 14 Oct 2025, 10:20: Signed off."."""
    after, by = change.after, f"by {change.step.author}, {local_time(change.step.at)}"
    undone = "Taken back, " if change.step.action == "undo" else ""
    if not isinstance(after, ReportingPeriod):
        return f"Taken out of the calendar {by}."
    if turned(change):
        verb = "Locked" if after.locked else "Unlocked"
        return f"{undone}{verb.lower() if undone else verb} {by}: {sentence(after.reason)}"
    closes = f"Closing on {long_day(after.closes)}" if after.closes else "No day to close"
    return f"{closes}, set {by}."


def turned(change: Change) -> bool:
    """Tell whether a change locked or unlocked a period."""
    before = change.before.locked if isinstance(change.before, ReportingPeriod) else False
    return isinstance(change.after, ReportingPeriod) and change.after.locked is not before
