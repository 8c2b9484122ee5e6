"""Which figures are expected for a period, what is there for them, and where a run has a gap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from ascdesk.defined import reported
from ascdesk.judging.standing import expected_period
from ascdesk.model import EntityId, Figure, Frequency
from ascdesk.periods import Period
from ascdesk.scorecard import Row, Scorecard

# A gap further back than this is the past, and nobody's work of today.
LOOKED_BACK = 4


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the figures of a period are: how many are expected, are in, or say why there is none."""

    expected: int = 0
    there: int = 0
    explained: int = 0

    @property
    def due(self) -> int:
        """How many are expected and neither in nor explained."""
        return self.expected - self.there - self.explained


@dataclass(frozen=True, slots=True)
class Expectation:
    """One figure that is expected: its row, its period, and the figure that is there for it, if any."""

    row: Row
    period: Period
    figure: Figure | None


def longer_wanted(card: Scorecard) -> tuple[frozenset[Period], frozenset[EntityId]]:
    """Return the longer periods, and the measures, whose figures may stand for those that are due.

    The figure of an annual measure that is due in a fourth quarter may stand at the year. A scorecard's rows
    hold no period longer than their own that ends with it.
    """
    periods, measures = set(), set()
    for row, period in _expected(card):
        length = row.measure.frequency.kind
        if length.months > period.months and _in_row(row, period) is None:
            periods.add(period.within(length))
            measures.add(row.measure.id)
    return frozenset(periods), frozenset(measures)


def expectations(card: Scorecard, longer: Iterable[Figure] = ()) -> tuple[Expectation, ...]:
    """Return the figures that are expected for a period in the report's order, and what is there for them.

    A figure counts for the period that it ends with, where it is as long or as long as the measure's own. One
    that is there although nobody expected it counts, too.
    """
    others = {(each.measure, each.part, each.period.last): each for each in longer if not each.series}
    found = [
        Expectation(row, period, _in_row(row, period) or others.get((row.measure.id, row.part, period.last)))
        for row, period in _expected(card)
    ]
    return tuple(found)


def progress(expected: Iterable[Expectation]) -> Progress:
    """Count what is expected, what is in, and what says why there is no figure."""
    figures = [each.figure for each in expected]
    there = [figure for figure in figures if figure is not None]
    explained = sum(figure.marker is not None for figure in there)
    return Progress(len(figures), len(there) - explained, explained)


def gaps(row: Row) -> tuple[Period, ...]:
    """Return the periods of a row that were due lately, are still blank, and have figures before and after them."""
    found = []
    for back in range(LOOKED_BACK, 0, -1):
        period = expected_period(row.measure, row.period.shift(-back))
        if period is not None and reported(row.measure, period) and _is_gap(row, period):
            found.append(period)
    return tuple(found)


def once(card: Scorecard) -> Iterator[Row]:
    """Yield the rows of a scorecard, each measure and part where it stands first."""
    seen: set[tuple[EntityId, str]] = set()
    for row in card.rows:
        if (row.measure.id, row.part) not in seen:
            seen.add((row.measure.id, row.part))
            yield row


def _expected(card: Scorecard) -> Iterator[tuple[Row, Period]]:
    for row in once(card):
        period = expected_period(row.measure, card.period) or _next_survey(row)
        if period is not None and reported(row.measure, period):
            yield row, period
        elif row.figure is not None:
            yield row, card.period


def _next_survey(row: Row) -> Period | None:
    """Return the period of a two-yearly figure that is due now, because the last one is of two years before."""
    if row.measure.frequency is not Frequency.BIENNIAL:
        return None
    period = expected_period(replace(row.measure, frequency=Frequency.ANNUAL), row.period)
    held = {each.period.last for each in row.before}
    return period if period and period.last - 24 in held and period.last - 12 not in held else None


def _in_row(row: Row, period: Period) -> Figure | None:
    """Return the figure of a row that ends with a period, and is long enough to stand for it."""
    if row.figure is not None and period == row.period:
        return row.figure
    length = row.measure.frequency.kind
    enough = min(length.months, period.months)
    ending = [each for each in row.before if each.period.last == period.last and each.period.months >= enough]
    return min(ending, key=lambda each: abs(each.period.months - period.months), default=None)


def _is_gap(row: Row, period: Period) -> bool:
    """Tell whether a period is blank between figures of its own run; a year beside quarters is another run."""
    held = [*row.before, *([row.figure] if row.figure else [])]
    own = row.measure.frequency.kind.months
    least, most = min(own, period.months), max(own, period.months)
    filled = {each.period.last for each in held if each.period.months >= least}
    run = [each.period.last for each in held if least <= each.period.months <= most] or [period.last]
    return period.last not in filled and min(run) < period.last < max(run)
