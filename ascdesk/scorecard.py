"""From figures to the rows of a scorecard, each judged, and the tally of their ratings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ascdesk.amounts import show_amount, show_marker
from ascdesk.defined import as_defined, first_after, in_force, judged_as
from ascdesk.judging.direction import travel
from ascdesk.judging.forecast import forecast
from ascdesk.judging.gap import effects_words, to_target
from ascdesk.judging.rating import rate, small_numbers
from ascdesk.judging.standing import LOOKED_BACK, ends_with_its_month, standing
from ascdesk.judging.values import RATING_WORDS, USUAL, Case, Forecast, Judged, Standing, Travel
from ascdesk.model import (
    Base,
    Commentary,
    Comparator,
    Conventions,
    Definition,
    EntityId,
    Figure,
    Flag,
    Measure,
    Placement,
    Polarity,
    PublishedJudgement,
    Rating,
    RatingOverride,
    Section,
    Target,
    TargetKind,
)
from ascdesk.naming import by_code
from ascdesk.periods import Period, PeriodKind
from ascdesk.readings import own_decimals

FigureKey = tuple[EntityId, str, str, Period]
RowKey = tuple[EntityId, str]
TargetKey = tuple[EntityId, str, Period]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a scorecard: a measure, or one part of it, in one section and period.

    `figure` is the period's own; `case` is what the row is judged from, with the figure that is judged, which is
    another where a measure is in arrears or has a last result. `before` holds the figures of earlier periods, oldest
    first, of any length of period. `override` replaces the computed `judged` where a named person gave a rating of
    their own; `rating` is what is shown. `definitions` are the measure's earlier ones, and `anew` the figures that are
    the first after one that what followed does not compare with.
    """

    section: Section | None
    measure: Measure
    part: str
    period: Period
    figure: Figure | None
    case: Case
    judged: Judged
    travel: Travel
    before: tuple[Figure, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    override: RatingOverride | None = None
    commentary: Commentary | None = None
    published: PublishedJudgement | None = None
    definitions: tuple[Definition, ...] = ()
    anew: frozenset[EntityId] = frozenset()

    @property
    def rating(self) -> Rating:
        """The rating that is shown: an override where there is one."""
        return self.override.rating if self.override else self.judged.rating

    @property
    def reason(self) -> str:
        """Why the rating is what it is."""
        if self.override is None:
            return self.judged.reason
        said = f"{self.override.person} rated this {RATING_WORDS[self.override.rating]}: {self.override.reason}"
        return f"{said.rstrip('.')}. Computed: {self.judged.reason}"

    @property
    def standing(self) -> Standing:
        """The figure that is judged, its period, and why it is that one."""
        return self.case.standing

    @property
    def shown(self) -> Figure | None:
        """The figure that is judged and shown."""
        return self.case.standing.figure

    @property
    def forecast(self) -> Forecast:
        """What the year is expected to end with; made when it is asked for."""
        return forecast(self.case)

    @property
    def target(self) -> Target | None:
        """The target of the year that the judged figure is of; of the reported year where that is not due."""
        return self.case.target if self.standing.due else self.case.target_of(self.period)

    @property
    def conventions(self) -> Conventions:
        """How the row's report words directions, and what it calls significant or small."""
        return self.case.conventions

    @property
    def small_numbers(self) -> bool:
        """Whether the figure rests on few people."""
        return small_numbers(self.case, self.shown)

    @property
    def to_target(self) -> str:
        """How many people more or fewer would have met the target, or nothing."""
        return to_target(self.case)

    @property
    def effects(self) -> str:
        """What the change since the base is made of, as a sentence, or nothing."""
        base = self.travel.base_period
        before = self.case.figure_at(base) if base else None
        if before is None or self.shown is None or self.case.broken(before.period):
            return ""
        return effects_words(self.measure, self.shown, before)

    @property
    def comparable(self) -> tuple[Figure, ...]:
        """The figures of earlier periods that the judged one compares with: those since the last break."""
        if not self.case.breaks and not self.case.marked:
            return self.before
        return tuple(each for each in self.before if not self.case.broken(each.period))

    def measure_at(self, period: Period) -> Measure:
        """Return the measure as it was defined for a figure of an earlier period."""
        return as_defined(self.measure, self.definitions, period) if self.definitions else self.measure

    def is_redefined_since(self, period: Period) -> bool:
        """Tell whether the measure was defined anew since an earlier period, so that its figures do not compare."""
        return any(period.last <= each.last < self.case.period.last for each in self.case.breaks)

    def flags_of(self, figure: Figure) -> tuple[Flag, ...]:
        """Return what is said of a figure: its own flags, and that it is the first after a break."""
        if figure.id not in self.anew or Flag.BREAK in figure.flags:
            return figure.flags
        return (*figure.flags, Flag.BREAK)

    @property
    def value(self) -> Decimal | None:
        """The judged figure's value in the measure's unit, unrounded."""
        return self.shown.value if self.shown else None

    @property
    def display(self) -> str:
        """The judged figure as it is printed; words where there is a marker, nothing where there is no figure."""
        shown = self.shown
        return show_figure(self.measure, shown and replace(shown, flags=self.flags_of(shown)))

    @property
    def target_display(self) -> str:
        """The target as it is printed."""
        return show_target(self.measure, self.target)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many measures have each rating that is shown; one that stands in several sections counts once.

    Of `none`, `not_due` are those that show a last result; `overridden` of all were rated by a person.
    """

    green: int = 0
    amber: int = 0
    red: int = 0
    none: int = 0
    not_due: int = 0
    overridden: int = 0

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

    `earlier` are the periods before the shown one whose figures were fetched, oldest first. Of `targets`, a year may
    have several, one from each start on. `breaks` are the periods after which a measure compares no more, and
    `definitions` say how it was defined before.
    """

    earlier: tuple[Period, ...]
    measures: Mapping[EntityId, Measure]
    sections: tuple[Section, ...]
    placements: tuple[Placement, ...]
    figures: Mapping[FigureKey, Figure]
    targets: Mapping[TargetKey, tuple[Target, ...]]
    comparators: Mapping[RowKey, tuple[Comparator, ...]]
    overrides: Mapping[RowKey, RatingOverride]
    commentaries: Mapping[RowKey, Commentary]
    published: Mapping[RowKey, PublishedJudgement]
    conventions: Mapping[str, Conventions] = field(default_factory=dict)
    breaks: Mapping[EntityId, tuple[Period, ...]] = field(default_factory=dict)
    definitions: Mapping[EntityId, tuple[Definition, ...]] = field(default_factory=dict)


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


def wanted_periods(
    period: Period,
    measures: Collection[Measure],
    targets: Iterable[Target] = (),
    published: Iterable[PublishedJudgement] = (),
) -> tuple[Period, ...]:
    """Return the periods whose figures a scorecard of `period` needs: shown, compared with, and drawn."""
    wanted = {period.shift(-back) for back in range(13)} | set(period.parts(PeriodKind.MONTH))
    year = period.financial_year
    wanted |= {year.shift(-back) for back in range(LOOKED_BACK + 2)} | {period.same_last_year()}
    # What is due less often than the report comes stands in it by its own last periods, and is compared with more.
    for kind in {each.frequency.kind for each in measures if each.frequency.months > period.months}:
        latest = period.within(kind)
        wanted |= {latest.shift(-back) for back in range((LOOKED_BACK + 1) * 12 // kind.months)}
    wanted |= {measure.baseline for measure in measures if measure.baseline}
    wanted |= {target.base for target in targets if target.base}
    wanted |= {judgement.base for judgement in published if judgement.base}
    if period.kind is not PeriodKind.MONTH and any(ends_with_its_month(measure) for measure in measures):
        wanted |= {each.last_month for each in wanted}
        lags = {measure.lag_months for measure in measures}
        # In arrears the month that is allowed, and the one before to compare with.
        wanted |= {Period(period.last - lag - back, 1) for lag in lags for back in (0, 1)}
    return tuple(sorted(wanted))


def needs_older_targets(measure: Measure, period: Period) -> bool:
    """Tell whether a figure of an earlier year may be judged: in arrears, a last result, or by how far it was off."""
    by_distance = measure.polarity is Polarity.NEARER or measure.direction_base is Base.TARGET
    return measure.lag_months > 0 or measure.frequency.months > period.months or by_distance


def build(period: Period, holdings: Holdings) -> Scorecard:
    """Judge every measure and part in the report's order; those in no section come last.

    A framework that has nothing for the period, beside another that has, is another report and stays out.
    """
    active, marked = _active(period, holdings), _marked(holdings)
    rows = tuple(
        _row(section, measure, part, period, holdings, marked.get((measure.id, part), ()))
        for section, measure in _in_order(holdings)
        for part in measure.parts or ("",)
        if measure.framework in active
    )
    return Scorecard(period, rows, tally(rows))


def with_rows(card: Scorecard, anew: Iterable[Row]) -> Scorecard | None:
    """Return a scorecard with some rows judged anew, or None where they are not rows of it and it must be built."""
    lines = {_line(row): row for row in anew}
    about = {row.measure.id for row in lines.values()}
    rows = tuple(lines.pop(_line(row), row) if row.measure.id in about else row for row in card.rows)
    return None if lines else Scorecard(card.period, rows, tally(rows))


def _line(row: Row) -> tuple[EntityId | None, EntityId, str]:
    return row.section.id if row.section else None, row.measure.id, row.part


def _active(period: Period, holdings: Holdings) -> set[str]:
    """Return the frameworks that have a figure, a target or a published judgement for the period, or else all."""
    this_year = period.financial_year
    about = {measure for measure, _, _, when in holdings.figures if when == period}
    about |= {measure for measure, _, year in holdings.targets if year == this_year}
    about |= {measure for measure, _ in holdings.published}
    every = {measure.framework for measure in holdings.measures.values()}
    return {holdings.measures[each].framework for each in about if each in holdings.measures} or every


def _is_rated(row: Row) -> bool:
    return row.rating is not Rating.NONE


def counted_once(rows: Iterable[Row], says: Callable[[Row], bool] = _is_rated) -> tuple[Row, ...]:
    """Return the rows that a tally counts: each measure and part once, and ways of counting one thing once, too.

    Of those (statutory and local) the first that says what is counted - that is rated - counts, or else the first.
    """
    chosen: dict[tuple[EntityId, str], Row] = {}
    for row in rows:
        key = (row.measure.id, "" if row.measure.parts_count_once else row.part)
        held = chosen.get(key)
        if held is None or (says(row) and not says(held)):
            chosen[key] = row
    return tuple(chosen.values())


def tally(rows: Iterable[Row]) -> Tally:
    """Count the shown ratings."""
    counts = dict.fromkeys(Rating, 0)
    not_due = overridden = 0
    for row in counted_once(rows):
        rating = row.rating
        counts[rating] += 1
        not_due += rating is Rating.NONE and not row.standing.due
        overridden += row.override is not None
    return Tally(
        counts[Rating.GREEN], counts[Rating.AMBER], counts[Rating.RED], counts[Rating.NONE], not_due, overridden
    )


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


def _marked(holdings: Holdings) -> Mapping[RowKey, tuple[Period, ...]]:
    """Return the periods whose figures are marked as a break with what was before them."""
    found: dict[RowKey, tuple[Period, ...]] = {}
    for each in holdings.figures.values():
        if each.flags and Flag.BREAK in each.flags and not each.series:
            found[each.measure, each.part] = (*found.get((each.measure, each.part), ()), each.period)
    return found


def _row(
    section: Section | None, measure: Measure, part: str, period: Period, holdings: Holdings, marked: tuple[Period, ...]
) -> Row:
    own, figures = (measure.id, part), holdings.figures
    case = _case(measure, part, period, holdings, marked)
    before = tuple(before for when in holdings.earlier if (before := figures.get((*own, "", when))) is not None)
    figure, comparators = figures.get((*own, "", period)), holdings.comparators.get(own, ())
    anew: frozenset[EntityId] = frozenset()
    if case.breaks:
        # What England had by the definition of before stands beside no figure of now.
        comparators = tuple(each for each in comparators if each.year is None or not _is_cut_off(each.year, case))
        anew = first_after((*before, *(each for each in (figure, case.figure) if each)), case.breaks)
    return Row(
        section=section,
        measure=case.measure,
        part=part,
        period=period,
        figure=figure,
        case=case,
        judged=rate(case),
        travel=travel(case),
        before=before,
        comparators=comparators,
        override=holdings.overrides.get(own),
        commentary=holdings.commentaries.get(own),
        published=holdings.published.get(own),
        definitions=holdings.definitions.get(measure.id, ()),
        anew=anew,
    )


def _is_cut_off(year: Period, case: Case) -> bool:
    return any(year.last <= each.last < case.period.last for each in case.breaks)


def _case(measure: Measure, part: str, period: Period, holdings: Holdings, marked: tuple[Period, ...]) -> Case:
    ends = ends_with_its_month(measure)

    def figure_at(when: Period) -> Figure | None:
        own = holdings.figures.get((measure.id, part, "", when))
        return holdings.figures.get((measure.id, part, "", when.last_month)) if own is None and ends else own

    def target_of(when: Period) -> Target | None:
        return in_force(holdings.targets.get((measure.id, part, when.financial_year), ()), when)

    published = holdings.published.get((measure.id, part))
    where, definitions = standing(measure, period, figure_at), holdings.definitions.get(measure.id)
    return Case(
        judged_as(measure, definitions, where.period) if definitions else measure,
        where,
        figure_at,
        target_of,
        holdings.conventions.get(measure.framework, USUAL),
        published.base if published else None,
        holdings.breaks.get(measure.id, ()),
        marked,
    )
