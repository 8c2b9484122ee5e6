"""What differs between two definitions of a measure, and whether that touches what its figures mean."""

from __future__ import annotations

from ascdesk.defined import DESCRIBED, as_measure
from ascdesk.defining.measures import NAMES, show_field
from ascdesk.model import Described
from ascdesk.returns.matching import spelled

# What a figure means: another of these, and somebody must say whether the figures still compare.
_MEANS = (
    "title", "unit", "unit_label", "polarity", "basis", "frequency", "parts", "series", "notes", "population_area",
    "population_band",
)  # fmt: skip
_WORDED = {"title", "unit_label", "notes", "population_area", "population_band"}
_MORE_NAMES = {"population_area": "area of its population", "population_band": "age band of its population"}
_MOST = 60


def same_definition(before: Described, now: Described) -> tuple[str, ...]:
    """Return the fields in which two definitions differ so that their figures may not compare; none where they do.

    Another code, owner or target is no other definition, nor is a title that is only spelled otherwise.
    """
    return tuple(name for name in _MEANS if _meaning(before, name) != _meaning(now, name))


def changed_words(before: Described, now: Described) -> str:
    """Return all that differs between two definitions: "Code 1A → 1B; unit percent → per 100,000"."""
    differing = [name for name in DESCRIBED if name != "rule_version" and getattr(before, name) != getattr(now, name)]
    if "tolerance" in differing and "tolerance_unit" in differing:
        differing.remove("tolerance_unit")
    said = "; ".join(f"{field_name(name)} {_said(before, name)} → {_said(now, name)}" for name in differing)
    return said[:1].upper() + said[1:]


def field_name(name: str) -> str:
    """Return what a field of a definition is called in a sentence."""
    return NAMES.get(name) or _MORE_NAMES.get(name) or name.replace("_", " ")


def _meaning(described: Described, name: str) -> object:
    value = getattr(described, name)
    return spelled(value) if name in _WORDED else value


def _said(described: Described, name: str) -> str:
    whole = name in ("parts", "series")
    text = ", ".join(getattr(described, name)) if whole else show_field(as_measure(described), name)
    text = " ".join(text.split())
    return (text if len(text) <= _MOST else f"“{text[:_MOST].rpartition(' ')[0] or text[:_MOST]}…”") or "none"
