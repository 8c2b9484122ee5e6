"""The day by which a period's figures are to be in: as it is typed, told, and kept for the periods that follow."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from ascdesk.days import read_day, show_day
from ascdesk.errors import UserError
from ascdesk.model import ReportingPeriod
from ascdesk.periods import Period, show_period

EXAMPLES = "Such as 14 Oct, 14/10/2026 or 14 October 2026."
_WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:\s*[/. -]\s*|\s*(?=[a-z]))(\d{1,2}|[a-z]{3,9})\.?", re.I)
_WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day,?\s+|(\d)(st|nd|rd|th)\b", re.I)
# Nobody closes a period years after it: such a day was mistyped.
_LONGEST = 400


def read_closing(text: str, period: Period) -> datetime.date:
    """Return the day that was typed for a period to close; one without a year is the first after the period ended.

    UserError if it is no day, or none on which that period can close.
    """
    plain = _WEEKDAY.sub(lambda found: found[2] or "", text.strip())
    bare = _WITHOUT_YEAR.fullmatch(plain)
    years = (period.end_date.year, period.end_date.year + 1) if bare else ()
    spelled = [f"{bare[1]} {bare[2]} {year}" for year in years] if bare else [plain]
    days = [day for each in spelled if (day := _day(each)) is not None]
    if not days:
        raise UserError(f"“{text.strip()}” is no day.", EXAMPLES)
    day = next((each for each in days if each > period.end_date), days[-1])
    if not period.start_date <= day <= period.end_date + datetime.timedelta(days=_LONGEST):
        said = f"{show_day(day)} is {'before' if day < period.start_date else 'long after'} {show_period(period)}."
        raise UserError(said, f"It runs from {show_day(period.start_date)} to {show_day(period.end_date)}.")
    return day


def _day(text: str) -> datetime.date | None:
    try:
        return read_day(text)
    except UserError:
        return None


def following(period: Period, closes: datetime.date) -> tuple[tuple[Period, datetime.date], ...]:
    """Return the periods of a year that follow one, each with the day as long after its end; a weekend's is Monday."""
    apart = closes - period.end_date
    ahead = (period.shift(step) for step in range(1, 12 // period.months + (period.months == 12)))
    return tuple((each, _working(each.end_date + apart)) for each in ahead)


def closing_day(period: Period, calendar: Iterable[ReportingPeriod]) -> datetime.date | None:
    """Return the day by which the figures of a period are to be in, where one is set."""
    return next((each.closes for each in calendar if each.period == period), None)


def due_words(day: datetime.date | None, today: datetime.date) -> str:
    """Return when something is due: "due since 14 July", "due by 14 October 2027"; nothing where no day is set."""
    if day is None:
        return ""
    if day == today:
        return "due today"
    return f"due {'since' if day < today else 'by'} {show_day(day, today)}"


def distance_words(period: Period, closes: datetime.date) -> str:
    """Return how far a day lies from the end of a period: "14 days after it ends"."""
    days = (closes - period.end_date).days
    if days == 0:
        return "the day it ends"
    count = "a day" if abs(days) == 1 else f"{abs(days)} days"
    return f"{count} {'after' if days > 0 else 'before'} it ends"


def _working(day: datetime.date) -> datetime.date:
    return day + datetime.timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)
