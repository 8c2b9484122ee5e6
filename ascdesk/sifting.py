"""Which lines of a sheet somebody wishes to see: what is due, odd, missing, red, flagged, or one's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from ascdesk.model import EntityId, FollowUp, Measure, Rating
from ascdesk.periods import Period
from ascdesk.scorecard import Scorecard
from ascdesk.sheet import Line, LineKey

# A measure and its part, which are counted once, in however many sections they stand.
RowKey = tuple[EntityId, str]


class Shown(Enum):
    """Which lines of the sheet are shown."""

    ALL = "All"
    DUE = "Due"
    CHECK = "To check"
    MISSING = "Missing"
    RED = "Red"
    FLAGGED = "Flagged"
    MINE = "Mine"


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is known of the lines of a period's sheet, as far as somebody may wish to see only some of them.

    `due` tells of each measure and part whether its figure is expected and not in, `missing` whether it has a gap
    among its latest periods; `odd` of each line whether its figure wants looking at.
    """

    card: Scorecard
    due: Mapping[RowKey, bool] = field(default_factory=dict)
    missing: Mapping[RowKey, bool] = field(default_factory=dict)
    odd: Mapping[LineKey, bool] = field(default_factory=dict)
    flags: Collection[FollowUp] = ()
    person: str = ""

    def rows(self, shown: Shown) -> frozenset[RowKey]:
        """Return the measures and parts that are meant."""
        if shown in (Shown.DUE, Shown.MISSING):
            told = self.due if shown is Shown.DUE else self.missing
            return frozenset(key for key, true in told.items() if true)
        if shown is Shown.CHECK:
            return frozenset((key[1], key[2]) for key, odd in self.odd.items() if odd)
        if shown is Shown.FLAGGED:
            flagged = frozenset((each.measure, each.part) for each in self._flags())
            return flagged & self.rows(Shown.ALL) if flagged else flagged
        if shown is Shown.MINE:
            return frozenset((row.measure.id, row.part) for row in self.card.rows if self._names(row.measure))
        red = shown is Shown.RED
        return frozenset((row.measure.id, row.part) for row in self.card.rows if not red or row.rating is Rating.RED)

    def counts(self) -> dict[Shown, int]:
        """Return how many measures and parts, or lines that want checking, there are of each sort."""
        found = {shown: len(self.rows(shown)) for shown in (Shown.ALL, Shown.RED, Shown.FLAGGED, Shown.MINE)}
        odd = {key[1:] for key, odd in self.odd.items() if odd}
        return {
            **found, Shown.DUE: sum(self.due.values()), Shown.MISSING: sum(self.missing.values()),
            Shown.CHECK: len(odd),
        }  # fmt: skip

    def kept(self, shown: Shown, lines: Iterable[Line]) -> frozenset[LineKey] | None:
        """Return the keys of the lines that are meant; None where all are."""
        if shown is Shown.ALL:
            return None
        if shown is Shown.CHECK:
            return frozenset(key for key, odd in self.odd.items() if odd)
        if shown is Shown.FLAGGED:
            flagged = {(each.measure, each.part, each.series, each.dimension, each.category) for each in self._flags()}
            return frozenset(line.key for line in lines if line.key[1:] in flagged)
        rows = self.rows(shown)
        whole = shown is Shown.MINE
        return frozenset(line.key for line in lines if (line.main or whole) and line.key[1:3] in rows)

    def _names(self, measure: Measure) -> bool:
        return bool(self.person) and self.person in (measure.owner, measure.author)

    def _flags(self) -> list[FollowUp]:
        """Return the flags on figures of the shown period and of earlier ones."""
        return [each for each in self.flags if _until(each.period, self.card.period)]


def _until(period: Period, shown: Period) -> bool:
    return period.last <= shown.last
