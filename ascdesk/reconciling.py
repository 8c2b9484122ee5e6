"""Computed judgements beside those that an imported report printed (N57)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ascdesk.model import PublishedTally, Rating
from ascdesk.scorecard import Row, Scorecard

Counts = tuple[int, int, int, int]
_LABELS = (
    (0, re.compile(r"\b(meet|met|exceed)", re.IGNORECASE)),
    (1, re.compile(r"\bwithin\b", re.IGNORECASE)),
    (2, re.compile(r"\bmiss", re.IGNORECASE)),
    (3, re.compile(r"\bn/a\b|\bno data\b", re.IGNORECASE)),
)
_PLACES = {Rating.GREEN: 0, Rating.AMBER: 1, Rating.RED: 2, Rating.NONE: 3}


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One row with a published rating: what was printed, what is computed, and why."""

    row: Row
    published: Rating
    computed: Rating

    @property
    def agrees(self) -> bool:
        """Tell whether the two are the same."""
        return self.published is self.computed


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The rows that were published with a rating, and both tallies as (met, within, missed, none).

    `tally_published` is the report's own count where it prints one, or else counted from its letters.
    """

    rows: tuple[Reconciled, ...]
    tally_published: Counts
    tally_computed: Counts

    @property
    def agree(self) -> int:
        """How many rows agree."""
        return sum(row.agrees for row in self.rows)

    @property
    def differ(self) -> int:
        """How many rows differ."""
        return len(self.rows) - self.agree


def reconcile(scorecard: Scorecard, printed: Sequence[PublishedTally]) -> Reconciliation:
    """Lay each computed rating beside the published one."""
    once = {(row.measure.id, row.part): row for row in scorecard.rows}.values()
    rows = tuple(
        Reconciled(row, row.published.rating, row.judged.rating)
        for row in once
        if row.published is not None and row.published.rating is not None
    )
    published = _printed(printed) or _count((row.published.rating or Rating.NONE) for row in once if row.published)
    return Reconciliation(rows, published, _count(row.judged.rating for row in once))


def _printed(tallies: Sequence[PublishedTally]) -> Counts | None:
    """Return the printed legend of ratings, if the report has one; its first line for each rating counts."""
    found: dict[int, int] = {}
    for tally in tallies:
        place = next((place for place, pattern in _LABELS if pattern.search(tally.label)), None)
        if place is not None and tally.count is not None:
            found.setdefault(place, tally.count)
    return (found.get(0, 0), found.get(1, 0), found.get(2, 0), found.get(3, 0)) if found else None


def _count(ratings: Iterable[Rating]) -> Counts:
    counts = [0, 0, 0, 0]
    for rating in ratings:
        counts[_PLACES[rating]] += 1
    return counts[0], counts[1], counts[2], counts[3]
