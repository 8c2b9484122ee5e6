"""What a measure’s numerator counts, as far as its name says it: people, visits, assessments, or nothing known."""

from __future__ import annotations

import re
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.model import Measure, Unit

_PEOPLE = r"people|persons?|adults?|carers|users|clients|residents|individuals|citizens|patients|children|workers"
_THINGS = (
    "contacts|reviews|assessments|visits|enquiries|concerns|complaints|compliments|applications|requests|referrals|"
    "alerts|packages|homes|flats|beds|posts|calls|plans|cases|hours|days|nights|payments"
)
_FIRST = re.compile(rf"\b(?:(?P<people>{_PEOPLE})|(?P<things>{_THINGS}))\b", re.IGNORECASE)


def noun_of(measure: Measure, count: Decimal) -> str:
    """Return what a measure counts: its own unit's name, or the first in its title that can be counted, or nothing.

    The wrong word would be an untruth in public: "23,220 more people" may be pounds.
    """
    if measure.unit_label or measure.unit not in (Unit.PERCENT, Unit.PER_100K):
        return measure.unit_label
    found = _FIRST.search(measure.title)
    if found is None:
        return ""
    if found["people"]:
        return "person" if count == 1 else "people"
    things = found["things"].lower()
    return _singular(things) if count == 1 else things


def _singular(things: str) -> str:
    return f"{things[:-3]}y" if things.endswith("ies") else things[:-1]


def counted(measure: Measure, count: Decimal) -> str:
    """Return a number of what a measure's numerator counts, such as "13 people" or "1 visit", or the number alone."""
    return f"{show_amount(count, Unit.COUNT, 0)} {noun_of(measure, count)}".rstrip()
