"""What all documents are made of: keys, and figures as plain decimal text."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from ascdesk.amounts import plain

Document = dict[str, Any]


def number(value: Decimal | None) -> str | None:
    """Return a figure as plain decimal text, unrounded and without trailing zeros, or null."""
    return None if value is None else plain(value)
