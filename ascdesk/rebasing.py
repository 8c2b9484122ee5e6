"""Re-basing: what another estimate of the people of an area would make of the rates that are worked out from it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from ascdesk.defined import as_defined
from ascdesk.entering import revised
from ascdesk.errors import UserError
from ascdesk.locking import locking
from ascdesk.model import Definition, EntityId, Figure, Flag, Measure, Population, ReportingPeriod, Unit
from ascdesk.periods import Period, show_period
from ascdesk.readings import Reading
from ascdesk.returns.figures import with_value
from ascdesk.scorecard import Holdings, Row, build


@dataclass(frozen=True, slots=True)
class Moved:
    """A figure as it is and as it would be, with how each is judged; no row where it stands in no scorecard.

    `strange` ones stand over another number than the estimate that is held for them now.
    """

    measure: Measure
    before: Figure
    after: Figure
    strange: bool = False
    was: Row | None = None
    then: Row | None = None

    @property
    def rerated(self) -> bool:
        """Whether its rating would be another."""
        return self.was is not None and self.then is not None and self.was.rating is not self.then.rating


@dataclass(frozen=True, slots=True)
class Rebasing:
    """What putting estimates `made` in the place of those `gone` would move.

    `locked` are figures that stay because their period is locked; `without` those that have no numerator to work
    them out anew from.
    """

    made: tuple[Population, ...]
    gone: tuple[Population, ...] = ()
    moved: tuple[Moved, ...] = ()
    locked: tuple[Figure, ...] = ()
    without: tuple[Figure, ...] = ()

    @property
    def moves_nothing(self) -> bool:
        """Whether no figure is worked out from the estimates."""
        return not (self.moved or self.locked or self.without)


@dataclass(frozen=True, slots=True)
class Based:
    """What a file holds, as far as its rates are concerned."""

    measures: Collection[Measure]
    definitions: Mapping[EntityId, tuple[Definition, ...]]
    figures: Collection[Figure]
    populations: Collection[Population]
    calendar: Collection[ReportingPeriod]


def estimate_for(populations: Iterable[Population], area: str, band: str, period: Period) -> Population | None:
    """Return the estimate that a period is worked out from: its financial year's, else the latest before it."""
    year = period.financial_year
    held = [each for each in populations if (each.area, each.age_band) == (area, band) and each.year <= year]
    return max(held, key=lambda each: each.year, default=None)


def rebased(held: Based, made: Collection[Population], gone: Collection[Population] = ()) -> Rebasing:
    """Return what the estimates would move: every rate of the people that they count, in the periods that use them.

    Breakdowns and further series are of other people, and stay.
    """
    away = {each.id for each in (*made, *gone)}
    then = (*(each for each in held.populations if each.id not in away), *made)
    known = {each.id: each for each in held.measures}
    moved: list[Moved] = []
    locked: list[Figure] = []
    without: list[Figure] = []
    for figure in sorted(held.figures, key=lambda each: (each.period, each.part)):
        measure = _as_rate(known.get(figure.measure), held.definitions, figure)
        if measure is None or figure.value is None:
            continue
        used = estimate_for(then, measure.population_area, measure.population_band, figure.period)
        if used is None or used not in made or not used.estimate:
            continue
        if figure.denominator == used.estimate:
            continue
        if figure.numerator is None:
            without.append(figure)
        elif locking(figure, held.calendar):
            locked.append(figure)
        else:
            now = estimate_for(held.populations, measure.population_area, measure.population_band, figure.period)
            strange = figure.denominator is not None and now is not None and figure.denominator != now.estimate
            moved.append(Moved(measure, figure, _worked_out(measure, figure, used), strange))
    place = {each.id: at for at, each in enumerate(held.measures)}
    moved.sort(key=lambda each: place[each.measure.id])
    return Rebasing(tuple(made), tuple(gone), tuple(moved), tuple(locked), tuple(without))


def with_ratings(found: Rebasing, held: Callable[[Period, Collection[EntityId]], Holdings]) -> Rebasing:
    """Return what would move with how each figure is rated, and would be."""
    after = {_key(each.after): each.after for each in found.moved}
    rows: dict[tuple[Period, EntityId, str], tuple[Row, Row]] = {}
    for period in dict.fromkeys(each.before.period for each in found.moved):
        measures = tuple({each.measure.id for each in found.moved if each.before.period == period})
        now = held(period, measures)
        then = replace(now, figures={key: after.get(key, figure) for key, figure in now.figures.items()})
        would = {(row.measure.id, row.part): row for row in build(period, then).rows}
        for row in build(period, now).rows:
            if (row.measure.id, row.part) in would:
                rows[period, row.measure.id, row.part] = row, would[row.measure.id, row.part]
    moved = (
        replace(each, was=both[0], then=both[1])
        if (both := rows.get((each.before.period, each.measure.id, each.before.part)))
        else each
        for each in found.moved
    )
    return replace(found, moved=tuple(moved))


def written(found: Rebasing, reason: str) -> tuple[Population | Figure, ...]:
    """Return what re-basing writes: the estimates, and each figure as revised for a reason; UserError without one."""
    if found.moved and not reason.strip():
        raise UserError("Re-basing needs a reason.", "Say in a sentence why there is another estimate.")
    return (*found.made, *(_revised(each, reason) for each in found.moved))


def rebase_label(found: Rebasing) -> str:
    """Return what the step is called that re-bases."""
    if len(found.made) != 1:
        return f"Re-base on {len(found.made)} estimates"
    (made,) = found.made
    return f"Re-base on {made.area}, {made.age_band}, {show_period(made.year)}"


def _revised(moved: Moved, reason: str) -> Figure:
    figure = revised(moved.after, moved.before, reason) or moved.after
    return figure if Flag.REVISED in figure.flags else replace(figure, flags=(*figure.flags, Flag.REVISED))


def _as_rate(
    measure: Measure | None, definitions: Mapping[EntityId, tuple[Definition, ...]], figure: Figure
) -> Measure | None:
    """Return the measure as it was defined for a figure, where that is a rate of named people."""
    if measure is None or figure.series or figure.dimension:
        return None
    then = as_defined(measure, definitions.get(measure.id, ()), figure.period)
    named = then.population_area and then.population_band
    return then if named and then.unit is Unit.PER_100K else None


def _worked_out(measure: Measure, figure: Figure, used: Population) -> Figure:
    """Return the figure with its numerator over another estimate."""
    value = with_value(Reading(numerator=figure.numerator, denominator=used.estimate), measure.unit).value
    numerator, estimate = f"{figure.numerator:f}", f"{used.estimate:f}"
    return replace(figure, value=value, denominator=used.estimate, raw=f"{numerator}/{estimate}", file=None, place="")


def _key(figure: Figure) -> tuple[EntityId, str, str, Period]:
    return figure.measure, figure.part, figure.series, figure.period
