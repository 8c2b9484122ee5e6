"""What people undertake to do: actions as they are typed, dated and told."""

from __future__ import annotations

from collections.abc import Collection

from ascdesk.days import read_day, short_day
from ascdesk.errors import UserError
from ascdesk.identity import named_id
from ascdesk.model import Action, EntityId, Subject


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


def told(action: Action) -> str:
    """Return who does an action by when, as a phrase: "B. Manager · due 31 Jan 2027"."""
    due = f"due {short_day(action.due)}" if action.due else "no date"
    return " · ".join(word for word in (action.owner, due, "done" if action.done else "") if word)
