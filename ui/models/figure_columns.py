"""The columns of the sheet as they are laid out from a set of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from ascdesk.columns import Columns
from ascdesk.entering import Field
from ascdesk.model import ReportingPeriod
from ascdesk.pasting import Place
from ascdesk.periods import Period, show_period


class Column(IntEnum):
    """What a column shows; the numbers are where it stands in the usual set, which has four earlier periods.

    In other sets, `Heads.at` says where it stands.
    """

    CODE = 0
    MEASURE = 1
    EARLIEST = 2
    PREVIOUS = 5
    NUMERATOR = 6
    DENOMINATOR = 7
    CURRENT = 8
    TARGET = 9
    RATING = 10
    OWNER = 11
    NOTE = 12


FROZEN = (Column.CODE, Column.MEASURE)
NOW = (Column.NUMERATOR, Column.DENOMINATOR, Column.CURRENT)
WORDS = (*FROZEN, Column.RATING, Column.OWNER, Column.NOTE)
FIELDS = {Column.NUMERATOR: Field.NUMERATOR, Column.DENOMINATOR: Field.DENOMINATOR, Column.CURRENT: Field.VALUE}
TITLES = {
    Column.CODE: "Code", Column.MEASURE: "Measure", Column.NUMERATOR: "Num.", Column.DENOMINATOR: "Den.",
    Column.TARGET: "Target", Column.RATING: "Rating", Column.OWNER: "Owner", Column.NOTE: "Note",
}  # fmt: skip


@dataclass(frozen=True)
class Heads:
    """The columns from left to right: what each shows, and the place that is typed in it, if any is.

    Every earlier period is a `PREVIOUS`. `locked` are the periods that take no figures.
    """

    period: Period
    columns: Columns
    locked: Mapping[Period, ReportingPeriod] = field(default_factory=dict)

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """The periods, oldest first, the shown one last."""
        return self.columns.periods(self.period)

    @cached_property
    def kinds(self) -> tuple[Column, ...]:
        """What each column shows."""
        chosen = self.columns
        numbers = (Column.NUMERATOR, Column.DENOMINATOR) if chosen.numbers else ()
        wished = (chosen.target, chosen.rating, chosen.owner, chosen.note)
        after = (Column.TARGET, Column.RATING, Column.OWNER, Column.NOTE)
        said = tuple(each for each, wanted in zip(after, wished, strict=True) if wanted)
        return *FROZEN, *(Column.PREVIOUS for _ in self.periods[:-1]), *numbers, Column.CURRENT, *said

    @cached_property
    def places(self) -> tuple[Place | None, ...]:
        """What is typed in each column."""
        earlier = iter(self.periods[:-1])
        return tuple(
            Place(self.period, FIELDS[kind]) if kind in FIELDS
            else Place(next(earlier)) if kind is Column.PREVIOUS
            else None
            for kind in self.kinds
        )  # fmt: skip

    @cached_property
    def titles(self) -> tuple[str, ...]:
        """What stands above each column."""
        return tuple(map(self._title, self.kinds, self.places))

    def _title(self, kind: Column, place: Place | None) -> str:
        if kind in TITLES or place is None:
            return TITLES.get(kind, "")
        return show_period(place.period, "short")

    @cached_property
    def earlier(self) -> range:
        """The columns of the earlier periods."""
        return range(len(FROZEN), len(FROZEN) + len(self.periods) - 1)

    @cached_property
    def current(self) -> int:
        """The column of the shown period's values."""
        return self.kinds.index(Column.CURRENT)

    @cached_property
    def now(self) -> frozenset[int]:
        """The columns of the shown period."""
        return frozenset(number for number, kind in enumerate(self.kinds) if kind in NOW)

    def at(self, column: int) -> int:
        """Return where a column stands, -1 where it is not shown; a plain number stands for itself."""
        if not isinstance(column, Column):
            return column
        if column in (Column.EARLIEST, Column.PREVIOUS):
            return (self.earlier[0] if column is Column.EARLIEST else self.earlier[-1]) if self.earlier else -1
        return self.kinds.index(column) if column in self.kinds else -1

    def kind(self, column: int) -> Column | None:
        """Return what a column shows, None where there is none."""
        return self.kinds[column] if 0 <= column < len(self.kinds) else None
