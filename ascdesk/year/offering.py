"""What a new year begins with: every measure that is still reported, kept as it is, with no target carried over."""

from __future__ import annotations

from collections.abc import Iterable

from ascdesk.defined import reported
from ascdesk.model import EntityId, Measure, Target
from ascdesk.naming import by_code
from ascdesk.periods import Period
from ascdesk.year.values import Fate, NewYear, Turn


def offered(measures: Iterable[Measure], targets: Iterable[Target], year: Period) -> NewYear:
    """Return a year in which every measure that is still reported stays as it is.

    Its targets are those that somebody has set for it already; last year's stand beside.
    """
    of_year: dict[tuple[EntityId, Period], tuple[Target, ...]] = {}
    for each in sorted(targets, key=lambda each: (each.part, each.series, each.dimension, each.category, each.id)):
        of_year[each.measure, each.year] = (*of_year.get((each.measure, each.year), ()), each)
    return NewYear(
        year,
        tuple(
            Turn(
                measure=each,
                fate=Fate.KEEP,
                now=each,
                targets=of_year.get((each.id, year), ()),
                last_targets=of_year.get((each.id, year.previous()), ()),
            )
            for each in sorted(measures, key=by_code)
            if reported(each, year)
        ),
    )
