"""From figures to the rows of a scorecard, each judged, and the tally of their ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.amounts import show_amount, show_marker
from ascdesk.direction import Travel, base_period, travel
from ascdesk.model import (
    Commentary,
    Comparator,
    EntityId,
    Figure,
    Measure,
    Placement,
    PublishedJudgement,
    Rating,
    RatingOverride,
    Section,
    Target,
    TargetKind,
)
from ascdesk.naming import by_code
from ascdesk.periods import Period, PeriodKind
from ascdesk.rating import Judged, base_figure, rate
from ascdesk.readings import own_decimals

FigureKey = tuple[EntityId, str, str, Period]
RowKey = tuple[EntityId, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a scorecard: a measure, or one part of it, in one section and period.

    `before` holds the figures of earlier periods, oldest first, of any length of period. `override` replaces
    the computed `judged` where a named person gave a rating of their own; `rating` is what is shown.
    """

    section: Section | None
    measure: Measure
    part: str
    period: Period
    figure: Figure | None
    target: Target | None
    judged: Judged
    travel: Travel
    before: tuple[Figure, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    override: RatingOverride | None = None
    commentary: Commentary | None = None
    published: PublishedJudgement | None = None

    @property
    def rating(self) -> Rating:
        """The rating that is shown: an override where there is one."""
        return self.override.rating if self.override else self.judged.rating

    @property
    def reason(self) -> str:
        """Why the rating is what it is."""
        if self.override is None:
            return self.judged.reason
        return f"{self.override.person} rated this: {self.override.reason} Computed: {self.judged.reason}"

    @property
    def value(self) -> Decimal | None:
        """The figure's value in the measure's unit, unrounded."""
        return self.figure.value if self.figure else None

    @property
    def display(self) -> str:
        """The figure as it is printed; words where there is a marker, nothing where there is no figure."""
        return show_figure(self.measure, self.figure)

    @property
    def target_display(self) -> str:
        """The target as it is printed."""
        return show_target(self.measure, self.target)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many measures have each rating; a measure that stands in several sections counts once."""

    green: int = 0
    amber: int = 0
    red: int = 0
    none: int = 0

    @property
    def rated(self) -> int:
        """How many are rated at all."""
        return self.green + self.amber + self.red


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The judged rows of a period in the report's order, and their tally."""

    period: Period
    rows: tuple[Row, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a scorecard is made from, looked up by measure, part and period.

    `earlier` are the periods before the shown one whose figures were fetched, oldest first.
    """

    earlier: tuple[Period, ...]
    measures: Mapping[EntityId, Measure]
    sections: tuple[Section, ...]
    placements: tuple[Placement, ...]
    figures: Mapping[FigureKey, Figure]
    targets: Mapping[RowKey, Target]
    comparators: Mapping[RowKey, tuple[Comparator, ...]]
    overrides: Mapping[RowKey, RatingOverride]
    commentaries: Mapping[RowKey, Commentary]
    published: Mapping[RowKey, PublishedJudgement]


def show_figure(measure: Measure, figure: Figure | None) -> str:
    """Return a figure as it is printed, with its flags; words for a marker, nothing for a blank."""
    if figure is None:
        return ""
    if figure.value is None:
        return show_marker(figure.marker, figure.raw) if figure.marker else ""
    flags = "".join(f" [{flag.value}]" for flag in figure.flags)
    return show_amount(figure.value, measure.unit, measure.decimals) + flags


def show_target(measure: Measure, target: Target | None) -> str:
    """Return a target as it is printed."""
    if target is None or target.kind is TargetKind.NONE:
        return ""
    if target.kind is TargetKind.RANGE and target.low is not None and target.high is not None:
        low, high = (show_amount(limit, measure.unit, measure.decimals) for limit in (target.low, target.high))
        return f"{low} to {high}"
    if target.kind is TargetKind.NUMBER and target.value is not None:
        return show_amount(target.value, measure.unit, measure.decimals)
    return target.raw or target.kind.value.capitalize()


def comparator_decimals(measure: Measure, comparator: Comparator) -> int:
    """Return the decimal places that a comparator is printed with: the measure's, or its own where it has more."""
    return max(measure.decimals, own_decimals(comparator.value) if comparator.value is not None else 0)


def show_comparator(measure: Measure, comparator: Comparator) -> str:
    """Return a comparator's value as it is printed, or in words why there is none."""
    if comparator.value is None:
        return show_marker(comparator.marker, comparator.raw) if comparator.marker else comparator.raw
    return show_amount(comparator.value, measure.unit, comparator_decimals(measure, comparator))


def wanted_periods(period: Period, measures: Iterable[Measure], targets: Iterable[Target] = ()) -> tuple[Period, ...]:
    """Return the periods whose figures a scorecard of `period` needs: shown, compared with, and drawn."""
    wanted = {period.shift(-back) for back in range(13)} | set(period.parts(PeriodKind.MONTH))
    year = period.financial_year
    wanted |= {year.shift(-back) for back in range(3)} | {period.same_last_year()}
    wanted |= {measure.baseline for measure in measures if measure.baseline}
    wanted |= {target.base for target in targets if target.base}
    return tuple(sorted(wanted))


def build(period: Period, holdings: Holdings) -> Scorecard:
    """Judge every measure and part in the report's order; those in no section come last.

    A framework that has nothing for the period, beside another that has, is another report and stays out.
    """
    active = _active(period, holdings)
    rows = tuple(
        _row(section, measure, part, period, holdings)
        for section, measure in _in_order(holdings)
        for part in measure.parts or ("",)
        if measure.framework in active
    )
    return Scorecard(period, rows, tally(rows))


def with_rows(card: Scorecard, anew: Iterable[Row]) -> Scorecard | None:
    """Return a scorecard with some rows judged anew, or None where they are not rows of it and it must be built."""
    lines = {_line(row): row for row in anew}
    known = {_line(row) for row in card.rows}
    if not known.issuperset(lines):
        return None
    rows = tuple(lines.get(_line(row), row) for row in card.rows)
    return Scorecard(card.period, rows, tally(rows))


def _line(row: Row) -> tuple[EntityId | None, EntityId, str]:
    return row.section.id if row.section else None, row.measure.id, row.part


def _active(period: Period, holdings: Holdings) -> set[str]:
    """Return the frameworks that have a figure, a target or a published judgement for the period, or else all."""
    about = {measure for measure, _, _, when in holdings.figures if when == period}
    about |= {measure for measure, _ in (*holdings.targets, *holdings.published)}
    every = {measure.framework for measure in holdings.measures.values()}
    return {holdings.measures[each].framework for each in about if each in holdings.measures} or every


def tally(rows: Iterable[Row]) -> Tally:
    """Count the shown ratings, each measure and part once."""
    ratings = {(row.measure.id, row.part): row.rating for row in rows}
    counts = dict.fromkeys(Rating, 0)
    for rating in ratings.values():
        counts[rating] += 1
    return Tally(counts[Rating.GREEN], counts[Rating.AMBER], counts[Rating.RED], counts[Rating.NONE])


def _in_order(holdings: Holdings) -> list[tuple[Section | None, Measure]]:
    """Return sections with their measures: sections by position under their parents, measures by theirs."""
    standing: dict[EntityId, list[Placement]] = {}
    for placement in sorted(holdings.placements, key=lambda each: each.position):
        standing.setdefault(placement.section, []).append(placement)
    ordered: list[tuple[Section | None, Measure]] = []
    for section in walk(holdings.sections):
        for placement in standing.get(section.id, ()):
            if measure := holdings.measures.get(placement.measure):
                ordered.append((section, measure))
    placed = {measure.id for _, measure in ordered}
    rest = [measure for measure in holdings.measures.values() if measure.id not in placed]
    return ordered + [(None, measure) for measure in sorted(rest, key=by_code)]


def walk(sections: Iterable[Section]) -> list[Section]:
    """Return the tree of sections in reading order; those whose parent is gone stand at the top level."""
    held = {section.id: section for section in sections}
    children: dict[EntityId | None, list[Section]] = {}
    for section in sorted(held.values(), key=lambda each: (each.position, each.title)):
        parent = section.parent if section.parent in held else None
        children.setdefault(parent, []).append(section)
    ordered: list[Section] = []
    waiting = list(reversed(children.get(None, [])))
    while waiting:
        section = waiting.pop()
        ordered.append(section)
        waiting.extend(reversed(children.get(section.id, [])))
    return ordered


def _row(section: Section | None, measure: Measure, part: str, period: Period, holdings: Holdings) -> Row:
    def figure_at(when: Period | None) -> Figure | None:
        return holdings.figures.get((measure.id, part, "", when)) if when else None

    figure, target = figure_at(period), holdings.targets.get((measure.id, part))
    return Row(
        section=section,
        measure=measure,
        part=part,
        period=period,
        figure=figure,
        target=target,
        judged=rate(measure, period, figure, target, base_figure(measure, period, target, figure_at)),
        travel=travel(measure, period, figure, figure_at(base_period(measure, period))),
        before=tuple(before for when in holdings.earlier if (before := figure_at(when)) is not None),
        comparators=holdings.comparators.get((measure.id, part), ()),
        override=holdings.overrides.get((measure.id, part)),
        commentary=holdings.commentaries.get((measure.id, part)),
        published=holdings.published.get((measure.id, part)),
    )
