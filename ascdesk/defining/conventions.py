"""Setting a report's conventions: what somebody typed into one of their fields, and the conventions that it makes."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from ascdesk.characters import tidy
from ascdesk.errors import UserError
from ascdesk.model import Conventions, Wording

CONVENTION_NAMES = {
    "wording": "words for a direction", "significance_level": "level of significance",
    "small_below": "limit of small numbers",
}  # fmt: skip
MOST_SMALL = 1000
_HALF, _HUNDRED = Decimal("0.5"), Decimal(100)


def conventions_changed(conventions: Conventions, field: str, typed: str) -> Conventions:
    """Return the conventions with what was typed in a field; UserError if it cannot stand there."""
    return replace(conventions, **{field: _read(field, typed)})


def conventions_field(conventions: Conventions, field: str) -> str:
    """Return what a field of the conventions holds, as it would be typed."""
    return str(getattr(conventions, field))


def conventions_label(conventions: Conventions, field: str) -> str:
    """Return what the step is called that changes a field of the conventions."""
    return f"Change the {CONVENTION_NAMES[field]} of {conventions.framework}"


def _read(field: str, typed: str) -> Any:
    if field == "wording":
        return Wording(typed)
    return _level(typed) if field == "significance_level" else _small(typed)


def _level(typed: str) -> Decimal:
    """Return a level as a share of 1; it may be typed in percent."""
    text = tidy(typed)
    try:
        level = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        level = Decimal(-1)
    level = level / _HUNDRED if text.endswith("%") else level
    if not level.is_finite() or not 0 < level <= _HALF:
        raise UserError(f"“{typed.strip()}” is not a level of significance.", "Type one such as 0.05 or 5%.")
    return level


def _small(typed: str) -> int:
    text = tidy(typed) or "0"
    if not re.fullmatch("[0-9]{1,4}", text) or int(text) > MOST_SMALL:
        raise UserError(f"“{typed.strip()}” is not a number of people.", f"Type a whole number from 0 to {MOST_SMALL}.")
    return int(text)
