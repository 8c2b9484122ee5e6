"""A day in the past as people name it, and the moment that ends it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from ascdesk.days import show_day
from ascdesk.errors import UserError

if TYPE_CHECKING:  # known by name only: the window opens without it
    from ascdesk.store import Step

# What leads out of the past.
BACK = "Go back to today first."
# Some systems know no local time before this day; nothing of ours was kept so long ago.
_FIRST = datetime.date(1970, 1, 3)


@dataclass(frozen=True, slots=True)
class ChangedDay:
    """A day here on which something was changed, and how often; `label` is that of the day's last step."""

    day: datetime.date
    count: int
    label: str

    @property
    def words(self) -> str:
        """What was changed on it, in a phrase."""
        return self.label if self.count == 1 else f"{self.count:,} changes, the last: {self.label}"


def changed_days(steps: Iterable[Step]) -> tuple[ChangedDay, ...]:
    """Return the days of steps that come latest first, in the same order."""
    days = []
    for day, of_day in groupby(steps, key=lambda each: each.at.astimezone().date()):
        last, *others = of_day
        days.append(ChangedDay(day, 1 + len(others), last.label))
    return tuple(days)


def end_of(day: datetime.date) -> datetime.datetime:
    """Return the last moment of a day here."""
    end = datetime.datetime.combine(day, datetime.time.max, datetime.UTC)
    return end.replace(tzinfo=None).astimezone() if day >= _FIRST else end


def as_it_was(day: datetime.date) -> str:
    """Return that something is shown as at a day: "As it was on 3 March 2026"."""
    return f"As it was on {show_day(day)}"


def not_yet_begun(day: datetime.date, changed: Sequence[ChangedDay]) -> str:
    """Return in a sentence that a file held nothing yet on a day; `changed` are its days, latest first."""
    since = f" It was begun on {show_day(changed[-1].day)}." if changed else ""
    return f"On {show_day(day)} nothing had been put into this file yet.{since}"


def unchangeable(day: datetime.date) -> UserError:
    """Return the refusal of a change to a file that is shown as it was on a day."""
    return UserError(f"The file is shown as it was on {show_day(day)}, so nothing can be changed.", BACK)


def refuse_future(day: datetime.date, today: datetime.date) -> None:
    """Raise UserError where a day has not come yet."""
    if day > today:
        raise UserError(f"{show_day(day)} has not come yet.", f"Give a day up to today, {show_day(today)}.")
