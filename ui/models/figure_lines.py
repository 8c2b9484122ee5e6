"""The lines of a sheet under the headings of their sections, and in what two states of them differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import groupby

from ascdesk.model import EntityId
from ascdesk.periods import Period
from ascdesk.sheet import Line, LineKey


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a section's lines, which it folds away."""

    key: EntityId | None
    title: str
    count: int
    folded: bool


def under_headings(lines: Iterable[Line], folded: Collection[EntityId | None]) -> tuple[Heading | Line, ...]:
    """Return lines with a heading above those of each section, without those that are folded away."""
    found: list[Heading | Line] = []
    for key, standing in groupby(lines, key=lambda line: line.key[0]):
        under = tuple(standing)
        section = under[0].row.section
        if section is not None or found:
            title = section.title if section else "In no section"
            count = len({line.key[1:3] for line in under})
            found.append(Heading(key, title, count, key in folded))
        if key not in folded or not found:
            found.extend(under)
    return tuple(found)


def changed_cells(before: Iterable[Line], after: Iterable[Line]) -> list[tuple[LineKey, Period]]:
    """Return the cells in which two states of the same lines differ."""
    return [
        (new.key, period)
        for old, new in zip(before, after, strict=False)
        if old.key == new.key
        for period in sorted(_changed_periods(old, new), reverse=True)
    ]


def changed_since(old: Line, new: Line) -> Period | None:
    """Return the first period in which a line's figures are others; None where none is, and all is looked at again."""
    return min(_changed_periods(old, new), default=None)


def _changed_periods(old: Line, new: Line) -> list[Period]:
    before, after = old.figures, new.figures
    changed = [
        period for period, figure in after.items() if (held := before.get(period)) is not figure and held != figure
    ]
    return [*changed, *(period for period in before if period not in after)]
