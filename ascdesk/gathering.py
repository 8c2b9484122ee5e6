"""Fetching from the store what a scorecard or a report is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from ascdesk.defined import breaks, by_measure, covering, measures_in
from ascdesk.judging.published import rules_as_published
from ascdesk.judging.standing import LOOKED_BACK
from ascdesk.model import (
    Commentary,
    Comparator,
    Conventions,
    Definition,
    EntityId,
    Figure,
    Measure,
    Placement,
    Publication,
    PublishedJudgement,
    RatingOverride,
    Section,
    Subject,
    Target,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Holdings, TargetKey, needs_older_targets, wanted_periods
from ascdesk.store import Change, Store


def holdings(store: Store, period: Period, only: Collection[EntityId] | None = None) -> Holdings:
    """Fetch what the scorecard of a period is made from, for all measures or only some."""
    read, year = store.read, period.financial_year
    chosen = None if only is None else tuple(only)
    own: dict[str, object] = {} if chosen is None else {"measure": chosen}
    subject = {"subject": Subject.MEASURE, **({} if chosen is None else {"subject_id": chosen})}
    definitions = by_measure(read(Definition, **own))
    held = measures_in(read(Measure, **({} if chosen is None else {"id": chosen})), definitions, period)
    measures = _with_published_rules(store, period, held, definitions)
    targets: dict[TargetKey, tuple[Target, ...]] = {}
    for each in _targets(store, period, measures.values(), own):
        key = (each.measure, each.part, each.year)
        targets[key] = (*targets.get(key, ()), each)
    published = {(p.measure, p.part): p for p in read(PublishedJudgement, period=period, series="", **own)}
    set_ = [target for of_year in targets.values() for target in of_year]
    periods = wanted_periods(period, measures.values(), set_, published.values())
    return Holdings(
        earlier=tuple(each for each in periods if each < period),
        measures=measures,
        sections=tuple(read(Section)),
        placements=tuple(read(Placement, **own)),
        figures={(f.measure, f.part, f.series, f.period): f for f in read(Figure, period=periods, dimension="", **own)},
        targets=targets,
        comparators=_latest(read(Comparator, series="", **own), year),
        overrides={(o.measure, o.part): o for o in read(RatingOverride, period=period, series="", **own)},
        commentaries={(c.subject_id, c.part): c for c in read(Commentary, period=period, **subject)},
        published=published,
        conventions={each.framework: each for each in read(Conventions)},
        definitions=definitions,
        breaks={key: broken for key, held in definitions.items() if (broken := breaks(held))},
    )


def _targets(store: Store, period: Period, measures: Iterable[Measure], own: Mapping[str, object]) -> Iterable[Target]:
    """Yield the targets of the year; of earlier years, too, where those may be what a figure is held against."""
    year = period.financial_year
    yield from store.read(Target, year=year, series="", dimension="", **own)
    older = tuple(each.id for each in measures if needs_older_targets(each, period))
    earlier = tuple(year.shift(-back) for back in range(1, LOOKED_BACK + 2))
    if older:
        yield from store.read(Target, year=earlier, series="", dimension="", measure=older)


def _with_published_rules(
    store: Store,
    period: Period,
    measures: dict[EntityId, Measure],
    definitions: Mapping[EntityId, tuple[Definition, ...]],
) -> dict[EntityId, Measure]:
    """Return the measures with the rules by which the period was published last; as they are if it never was."""
    published = store.read(Publication, period=period)
    if not published:
        return measures
    at = max(each.published_at for each in published)
    redefined = {key: then for key, of in definitions.items() if (then := covering(of, period)) is not None}

    def changes_of(measure: EntityId) -> list[Change]:
        earlier = store.history(measure, kind=Definition) if measure in redefined else []
        return [*earlier, *store.history(measure, kind=Measure)]

    return rules_as_published(measures, at, changes_of, redefined)


def _latest(comparators: Iterable[Comparator], year: Period) -> dict[tuple[EntityId, str], tuple[Comparator, ...]]:
    """Return for each measure and part the latest year's comparator of each name, none from the future."""
    latest: dict[tuple[EntityId, str], dict[str, Comparator]] = {}
    for each in sorted(comparators, key=lambda each: (each.year is not None, each.year or year)):
        if each.year is None or each.year <= year:
            latest.setdefault((each.measure, each.part), {})[each.name] = each
    return {key: tuple(named.values()) for key, named in latest.items()}
