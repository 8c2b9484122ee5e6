"""What a reconciliation says: plain values, each line with what was printed, what is computed, and both reasons."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from ascdesk.model import Comparator, Direction, EntityId, Figure, Measure, Movement, Rating
from ascdesk.periods import Period
from ascdesk.scorecard import Row

Counts = tuple[int, int, int, int]
# A legend may name a count and print none.
PrintedCounts = tuple[int | None, int | None, int | None, int | None]


class Verdict(StrEnum):
    """Whether what was printed and what is computed are the same, as far as that can be told."""

    AGREES = "agrees"
    DIFFERS = "differs"
    OPEN = "cannot be compared"


@dataclass(frozen=True, slots=True)
class Known:
    """What a file holds besides the rows: its measures, and all comparators, of whatever year and series."""

    measures: Mapping[EntityId, Measure] = field(default_factory=dict)
    comparators: tuple[Comparator, ...] = ()


@dataclass(frozen=True, slots=True)
class LegendWords:
    """What a report's legend says of its arrows: `level` is its words for no change, if it has any.

    `from_baseline` tells that its arrows compare with a baseline, where the rows do not name another period.
    """

    level: str = ""
    from_baseline: bool = False


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One row's rating; `published` is None where the report printed none."""

    row: Row
    published: Rating | None
    verdict: Verdict
    published_reason: str

    @property
    def computed(self) -> Rating:
        """The computed rating, whatever a person gave in its place."""
        return self.row.judged.rating

    @property
    def reason(self) -> str:
        """Why the computed rating is what it is."""
        return self.row.judged.reason

    @property
    def agrees(self) -> bool:
        """Tell whether the two are the same."""
        return self.verdict is Verdict.AGREES


@dataclass(frozen=True, slots=True)
class ReconciledDirection:
    """One row's direction of travel: what was printed, as far as it can be read, beside what is computed.

    `movement` is where a printed arrow points, `meaning` what printed words mean, `significant` whether they call
    the change significant; `base` is the period that the report names for it. `lacks_base` tells that no figure
    is held for that period.
    """

    row: Row
    movement: Movement | None
    meaning: Direction | None
    significant: bool | None
    wording: str
    base: Period | None
    verdict: Verdict
    published_reason: str
    reason: str
    lacks_base: bool = False


@dataclass(frozen=True, slots=True)
class ReconciledDifference:
    """A printed difference beside the latest figure less the comparator or target of its row (N71 to N73)."""

    row: Row
    printed: Decimal
    computed: Decimal | None
    latest: Figure | None
    against: str
    against_value: Decimal | None
    verdict: Verdict
    published_reason: str
    reason: str


@dataclass(frozen=True, slots=True)
class Release:
    """A value that was published for a year, and where it is known from."""

    year: Period
    value: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class BenchmarkFinding:
    """A comparator whose year is wrong or not said: the years that its value is known to be of (N74, N75).

    `right` are the values that are known for the year which the report says.
    """

    row: Row
    comparator: Comparator
    releases: tuple[Release, ...]
    right: tuple[Release, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """An imported report beside what is computed from its figures.

    `rows` are those that were published with a rating; `unrated` those that the report does not rate and that are
    rated here. Tallies are (met, within, missed, none), (improved, no change, declined, none) and, of ranks,
    (improved, unchanged, declined, none). The published ones are the report's own legend where it prints one, or
    else counted from its letters or words; that of directions is None where it prints neither.
    """

    rows: tuple[Reconciled, ...]
    unrated: tuple[Reconciled, ...]
    directions: tuple[ReconciledDirection, ...]
    differences: tuple[ReconciledDifference, ...]
    benchmarks: tuple[BenchmarkFinding, ...]
    tally_published: Counts
    tally_letters: Counts
    tally_computed: Counts
    tally_directions_published: PrintedCounts | None
    tally_directions_computed: Counts
    tally_ranks_computed: Counts

    @property
    def agree(self) -> int:
        """How many ratings agree."""
        return sum(row.agrees for row in self.rows)

    @property
    def differ(self) -> int:
        """How many ratings differ."""
        return _count((*self.rows, *self.unrated), Verdict.DIFFERS)

    @property
    def direction_agree(self) -> int:
        """How many directions agree."""
        return _count(self.directions, Verdict.AGREES)

    @property
    def direction_differ(self) -> int:
        """How many directions differ."""
        return _count(self.directions, Verdict.DIFFERS)

    @property
    def lacking_base(self) -> tuple[Row, ...]:
        """The rows whose printed direction compares with a period of which no figure is held."""
        return tuple(each.row for each in self.directions if each.lacks_base)


def _count(lines: Iterable[Reconciled | ReconciledDirection], verdict: Verdict) -> int:
    return sum(each.verdict is verdict for each in lines)


def place_of(row: Row) -> str:
    """Return where a row's judgement was printed, as the end of a phrase, or nothing where that is not known."""
    return f" at {row.published.place}" if row.published and row.published.place else ""


def beside(row: Row) -> str:
    """Return where something was printed that may stand beside its row's rating, whose place is what is kept."""
    published = row.published
    if published is None or not published.place:
        return ""
    return f" beside the rating at {published.place}" if " · " in published.raw else f" at {published.place}"
