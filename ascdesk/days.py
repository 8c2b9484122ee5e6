"""Days as they are typed and written here: British, and in English whatever language the computer speaks."""

from __future__ import annotations

import datetime
import re

from ascdesk.errors import UserError

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHORT = tuple(month[:3].casefold() for month in _MONTHS)
_ISO = re.compile(r"(?P<y>\d{4})([-/])(?P<m>\d{1,2})\2(?P<d>\d{1,2})")
_BRITISH = re.compile(r"(?P<d>\d{1,2})\s*[/. -]\s*(?P<m>\d{1,2}|[a-z]{3,9})\.?\s*[/. ,-]\s*(?P<y>\d{4}|\d{2})", re.I)


def read_day(text: str) -> datetime.date:
    """Return the day that somebody typed: 31/1/2025, 31 Jan 2025, 2025-01-31; UserError if it is none."""
    refusal = UserError(f"“{text.strip()}” is no date.", "Type the day, month and year: 31 Jan 2027 or 31/1/2027.")
    found = _ISO.fullmatch(text.strip()) or _BRITISH.fullmatch(text.strip())
    if found is None:
        raise refusal
    month = found["m"].casefold()[:3]
    number = int(month) if month.isdigit() else _SHORT.index(month) + 1 if month in _SHORT else 0
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    try:
        return datetime.date(year, number, int(found["d"]))
    except ValueError as error:
        raise refusal from error


def show_day(day: datetime.date, today: datetime.date | None = None) -> str:
    """Return a day as it is written in a sentence: "14 October 2026"; of the year of `today` without its year."""
    year = "" if today is not None and day.year == today.year else f" {day.year}"
    return f"{day.day} {_MONTHS[day.month - 1]}{year}"


def short_day(day: datetime.date) -> str:
    """Return a day as it is written where there is little room: "31 Jan 2027"."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def long_day(day: datetime.date) -> str:
    """Return a day with its weekday: "Wednesday 14 October 2026"."""
    return f"{_DAYS[day.weekday()]} {show_day(day)}"
