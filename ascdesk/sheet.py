"""The sheet that a quarter is keyed in: a line for every figure that a report asks for, and its earlier figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ascdesk.checks import oddities
from ascdesk.entering import Entry, Field
from ascdesk.model import EntityId, Figure, Measure
from ascdesk.periods import Period
from ascdesk.scorecard import Row

# As many as fit beside the shown period: a year of quarters.
EARLIER = 4
LineKey = tuple[EntityId | None, EntityId, str, str, str, str]
Spread = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a row's own figures, or those of one series of it or one category of a dimension.

    `figures` are those of the shown and of earlier periods of its kind.
    """

    row: Row
    series: str = ""
    dimension: str = ""
    category: str = ""
    figures: Mapping[Period, Figure] = field(default_factory=dict)

    @property
    def key(self) -> LineKey:
        """What tells the line from every other; a measure in two sections has a line in each."""
        section = self.row.section.id if self.row.section else None
        return section, self.row.measure.id, self.row.part, self.series, self.dimension, self.category

    @property
    def measure(self) -> Measure:
        """The measure whose figures these are."""
        return self.row.measure

    @property
    def main(self) -> bool:
        """Whether these are the row's own figures, which are rated."""
        return not self.series and not self.dimension

    def entry(self, period: Period, typed: str, where: Field = Field.VALUE) -> Entry:
        """Return what typing a text into one of its cells means."""
        return Entry(
            measure=self.measure, period=period, typed=typed, part=self.row.part, series=self.series,
            dimension=self.dimension, category=self.category, field=where,
        )  # fmt: skip


def sheet_periods(period: Period, earlier: int = EARLIER) -> tuple[Period, ...]:
    """Return the periods of a sheet, oldest first: the shown one and those of its kind before it."""
    return tuple(period.shift(-back) for back in range(earlier, -1, -1))


def sheet_lines(rows: Iterable[Row], figures: Iterable[Figure]) -> tuple[Line, ...]:
    """Return the lines of a scorecard's rows, in its order: each row's own, then its series and categories."""
    held: dict[tuple[EntityId, str], dict[Spread, dict[Period, Figure]]] = {}
    for each in figures:
        spread = (each.series, each.dimension, each.category)
        held.setdefault((each.measure, each.part), {}).setdefault(spread, {})[each.period] = each
    return tuple(line for row in rows for line in _lines(row, held.get((row.measure.id, row.part), {})))


def with_lines(lines: Sequence[Line], anew: Iterable[Line], touched: Iterable[EntityId]) -> tuple[Line, ...] | None:
    """Return the lines with those of some measures as they are now, or None where other lines are there now."""
    changed, about = {line.key: line for line in anew}, frozenset(touched)
    if {line.key for line in lines if line.measure.id in about} != changed.keys():
        return None
    return tuple(changed.get(line.key, line) for line in lines)


def concerns(line: Line, period: Period) -> tuple[str, ...]:
    """Return what is odd about a line's figure in a period, each in a sentence, whether or not it is explained."""
    figure = line.figures.get(period)
    if figure is None:
        return ()
    known = line.row.before if line.main else tuple(line.figures[each] for each in sorted(line.figures))
    return tuple(oddities(line.measure, figure, tuple(each for each in known if each.period < period)))


def explained(figure: Figure | None) -> bool:
    """Tell whether somebody said why a figure is as it is; the bare star that an import keeps says nothing."""
    return figure is not None and bool(figure.note.strip(" *"))


def _lines(row: Row, held: Mapping[Spread, Mapping[Period, Figure]]) -> Iterator[Line]:
    known = dict.fromkeys(("", *row.measure.series))
    found = sorted({series for series, _, _ in held} - known.keys())
    for series in (*known, *found):
        yield Line(row, series, figures=held.get((series, "", ""), {}))
        for spread in sorted(each for each in held if each[0] == series and each[1]):
            yield Line(row, *spread, figures=held[spread])
