"""The sheet that a quarter is keyed in: a line for every figure that a report asks for, and its earlier figures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ascdesk.checking.figures import oddities
from ascdesk.checking.rules import Ruling, rulings
from ascdesk.checking.values import Known, Oddity
from ascdesk.entering import Entry, Field, said
from ascdesk.model import EntityId, Explanation, Figure, Measure, Relation, Target
from ascdesk.periods import Period
from ascdesk.scorecard import Row

LineKey = tuple[EntityId | None, EntityId, str, str, str, str]
Spread = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the sheet: a row's own figures, or those of one series of it or one category of a dimension.

    `figures` are those of the shown period and of others that stand beside it or are compared with it. `around`
    holds those of all lines of the row; `explanations` say why figures of its measure are right, `rulings` are the
    rules across measures that name it.
    """

    row: Row
    series: str = ""
    dimension: str = ""
    category: str = ""
    figures: Mapping[Period, Figure] = field(default_factory=dict)
    around: Mapping[Spread, Mapping[Period, Figure]] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    # What was found odd, by period: several places of a page ask for it while it is painted.
    _found: dict[Period, tuple[Oddity, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

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

    @property
    def pieces(self) -> Mapping[str, Mapping[str, Mapping[Period, Figure]]]:
        """What may add up to its figures: the categories of each dimension, and for the row itself its series."""
        if self.dimension:
            return {}
        found: dict[str, dict[str, Mapping[Period, Figure]]] = {}
        for (series, dimension, category), run in self.around.items():
            if series == self.series and dimension:
                found.setdefault(dimension, {})[category] = run
            elif series and not dimension and not self.series:
                found.setdefault("", {})[series] = run
        return found

    def entry(self, period: Period, typed: str, where: Field = Field.VALUE) -> Entry:
        """Return what typing a text into one of its cells means."""
        return Entry(
            measure=self.row.measure_at(period), period=period, typed=typed, part=self.row.part, series=self.series,
            dimension=self.dimension, category=self.category, field=where,
        )  # fmt: skip


def sheet_lines(
    rows: Iterable[Row],
    figures: Iterable[Figure],
    explanations: Iterable[Explanation] = (),
    relations: Iterable[Relation] = (),
) -> tuple[Line, ...]:
    """Return the lines of a scorecard's rows, in its order: each row's own, then its series and categories.

    A rule across measures is looked at where the figures of all that it names are given.
    """
    rows, figures = tuple(rows), tuple(figures)
    held: dict[tuple[EntityId, str], dict[Spread, dict[Period, Figure]]] = {}
    for each in figures:
        spread = (each.series, each.dimension, each.category)
        held.setdefault((each.measure, each.part), {}).setdefault(spread, {})[each.period] = each
    told: dict[EntityId, tuple[Explanation, ...]] = {}
    for why in explanations:
        told[why.measure] = (*told.get(why.measure, ()), why)
    ruled = _ruled(rows, figures, tuple(relations))
    return tuple(
        replace(
            line,
            explanations=told.get(line.measure.id, ()),
            rulings=() if line.dimension else ruled.get((line.measure.id, line.row.part, line.series), ()),
        )
        for row in rows
        for line in _lines(row, held.get((row.measure.id, row.part), {}))
    )


def with_lines(lines: Sequence[Line], anew: Iterable[Line], touched: Iterable[EntityId]) -> tuple[Line, ...] | None:
    """Return the lines with those of some measures as they are now, or None where other lines are there now."""
    changed, about = {line.key: line for line in anew}, frozenset(touched)
    if {line.key for line in lines if line.row.measure.id in about} != changed.keys():
        return None
    return tuple(changed[line.key] if line.row.measure.id in about else line for line in lines)


def concerns(line: Line, period: Period) -> tuple[Oddity, ...]:
    """Return what is odd about a line's figure in a period, each with its explanation where it has a valid one."""
    figure = line.figures.get(period)
    if figure is None:
        return ()
    if (found := line._found.get(period)) is None:
        found = line._found[period] = _concerns(line, figure)
    return found


def _concerns(line: Line, figure: Figure) -> tuple[Oddity, ...]:
    period = figure.period
    run = dict(line.figures)
    if line.main:
        run = {**{each.period: each for each in line.row.before}, **run}
    measure = line.row.measure_at(period) if period < line.row.period else line.measure
    known = Known(measure, figure, run, line.row.case.breaks, line.pieces, _target(line, period))
    broken = (ruling.oddity(period) for ruling in line.rulings)
    found = (*oddities(known), *(each for each in broken if each is not None))
    return tuple(replace(each, explanation=_explanation(line, figure, each)) for each in found)


def _target(line: Line, period: Period) -> Target | None:
    return line.row.case.target_of(period) if line.main else None


def _explanation(line: Line, figure: Figure, oddity: Oddity) -> Explanation | None:
    """Return what somebody said of an oddity, as long as the figure says what it said then."""
    if not line.explanations:
        return None
    own = (line.row.part, line.series, line.dimension, line.category, figure.period, oddity.check, said(figure))
    return next(
        (
            each
            for each in line.explanations
            if (each.part, each.series, each.dimension, each.category, each.period, each.check, each.said) == own
        ),
        None,
    )


def noted(figure: Figure | None) -> bool:
    """Tell whether a figure has a note that says something; the bare star that an import keeps does not."""
    return figure is not None and bool(figure.note.strip(" *"))


def _ruled(
    rows: Sequence[Row], figures: Sequence[Figure], relations: Sequence[Relation]
) -> dict[tuple[EntityId, str, str], tuple[Ruling, ...]]:
    """Return the rules that name each line."""
    found: dict[tuple[EntityId, str, str], tuple[Ruling, ...]] = {}
    if relations:
        for ruling in rulings(relations, (row.measure for row in rows), figures):
            for cell in ruling.cells:
                found[cell] = (*found.get(cell, ()), ruling)
    return found


def _lines(row: Row, held: Mapping[Spread, Mapping[Period, Figure]]) -> Iterator[Line]:
    known = dict.fromkeys(("", *row.measure.series))
    found = sorted({series for series, _, _ in held} - known.keys())
    for series in (*known, *found):
        yield Line(row, series, figures=held.get((series, "", ""), {}), around=held)
        for spread in sorted(each for each in held if each[0] == series and each[1]):
            yield Line(row, *spread, figures=held[spread], around=held)
