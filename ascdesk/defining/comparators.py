"""Comparators as they are typed: England, a region or a named council beside a measure, in a year of its own."""

from __future__ import annotations

import re
from dataclasses import replace

from ascdesk.amounts import read_amount, show_marker
from ascdesk.characters import tidy
from ascdesk.defining.numbers import number_typed, show_exact
from ascdesk.defining.targets import read_year
from ascdesk.errors import UserError
from ascdesk.identity import comparator_id
from ascdesk.model import Comparator, Measure
from ascdesk.periods import Period, show_period
from ascdesk.readings import Reading

COMPARATOR_NAMES = {
    "name": "name", "year": "year", "part": "part", "value": "value", "rank": "rank", "out_of": "number ranked",
    "tie": "shared rank",
}  # fmt: skip


def new_comparator(measure: Measure, name: str, year: Period, part: str = "") -> Comparator:
    """Return a comparator without a value yet; UserError if it has no name."""
    name = _name(name)
    return Comparator(
        id=comparator_id(measure.id, name, year, part), measure=measure.id, name=name, year=year, part=part
    )


def comparator_changed(measure: Measure, comparator: Comparator, field: str, typed: str) -> Comparator:
    """Return the comparator with what was typed in a field; another name or year gives it another id.

    Raises UserError if it cannot stand there.
    """
    made = _with(measure, comparator, field, typed)
    if made.rank is not None and made.out_of is not None and made.rank > made.out_of:
        raise UserError(f"A rank of {made.rank} is more than {made.out_of}.", "Correct the rank or the number ranked.")
    if field not in ("name", "year"):
        return made
    return replace(made, id=comparator_id(made.measure, made.name, made.year, made.part, made.series))


def _with(measure: Measure, comparator: Comparator, field: str, typed: str) -> Comparator:
    if field == "value":
        return _with_value(measure, comparator, typed)
    if field == "tie":
        return replace(comparator, tie=typed == "yes")
    if field == "name":
        return replace(comparator, name=_name(typed))
    if field == "year":
        return replace(comparator, year=read_year(typed))
    return replace(comparator, **{field: _place(typed)})  # type: ignore[arg-type]


def comparator_field(measure: Measure, comparator: Comparator, field: str) -> str:
    """Return what a field of a comparator holds, as it would be typed."""
    if field == "value":
        if comparator.value is not None:
            return show_exact(measure, comparator.value)
        return show_marker(comparator.marker, comparator.raw) if comparator.marker else ""
    if field == "year":
        return show_period(comparator.year) if comparator.year else ""
    if field == "tie":
        return "yes" if comparator.tie else ""
    value = getattr(comparator, field)
    return "" if value is None else str(value)


def _with_value(measure: Measure, comparator: Comparator, typed: str) -> Comparator:
    typed_here = replace(comparator, raw=tidy(typed), file=None, place="", value=None, marker=None)
    if not typed.strip():
        return typed_here
    reading = read_amount(typed, measure.unit)
    if isinstance(reading, Reading) and reading.marker:
        return replace(typed_here, marker=reading.marker)
    return replace(typed_here, value=number_typed(measure, typed, "comparator"))


def _name(typed: str) -> str:
    if not (name := tidy(typed)):
        raise UserError("A comparator needs a name.", "Type England, a region or a council.")
    return name


def _place(typed: str) -> int | None:
    text = tidy(typed)
    if not text:
        return None
    match = re.fullmatch(r"([1-9][0-9]{0,3})(?:st|nd|rd|th)?", text)
    if not match:
        raise UserError(f"“{text}” is not a place in a ranking.", "Type a whole number such as 28.")
    return int(match[1])
