"""What people undertake to do: actions as they are typed, dated and told."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection

from ascdesk.errors import UserError
from ascdesk.identity import named_id
from ascdesk.model import Action, EntityId, Subject

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})")
_BRITISH = re.compile(r"(?P<d>\d{1,2})\s*[/. -]\s*(?P<m>\d{1,2}|[a-z]{3,9})\.?\s*[/. ,-]\s*(?P<y>\d{4}|\d{2})", re.I)


def new_action(
    held: Collection[Action], subject: Subject, subject_id: EntityId, text: str, owner: str = "", due: str = ""
) -> Action:
    """Return an action as it was typed; UserError if it says nothing or its date cannot be read."""
    text = " ".join(text.split())
    if not text:
        raise UserError("An action needs words.", "Say what will be done.")
    taken, again = {each.id for each in held}, 1
    key = named_id("action", subject, subject_id, text)
    while key in taken:
        again += 1
        key = named_id("action", subject, subject_id, text, str(again))
    when = read_day(due) if due.strip() else None
    return Action(id=key, subject=subject, subject_id=subject_id, text=text, owner=owner.strip(), due=when)


def read_day(text: str) -> datetime.date:
    """Return the day that somebody typed: 31/1/2025, 31 Jan 2025, 2025-01-31; UserError if it is none."""
    refusal = UserError(f"“{text.strip()}” is no date.", "Type the day, month and year: 31 Jan 2027 or 31/1/2027.")
    found = _ISO.fullmatch(text.strip()) or _BRITISH.fullmatch(text.strip())
    if found is None:
        raise refusal
    month = found["m"].casefold()[:3]
    number = int(month) if month.isdigit() else _MONTHS.index(month) + 1 if month in _MONTHS else 0
    year = int(found["y"]) + (2000 if len(found["y"]) == 2 else 0)
    try:
        return datetime.date(year, number, int(found["d"]))
    except ValueError as error:
        raise refusal from error


def show_day(day: datetime.date) -> str:
    """Return a day as it is written here: "31 Jan 2027"."""
    return f"{day.day} {_MONTHS[day.month - 1].capitalize()} {day.year}"


def told(action: Action) -> str:
    """Return who does an action by when, as a phrase: "B. Manager · due 31 Jan 2027"."""
    due = f"due {show_day(action.due)}" if action.due else "no date"
    return " · ".join(word for word in (action.owner, due, "done" if action.done else "") if word)
