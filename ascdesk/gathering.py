"""Fetching from the store what a scorecard or a report is made from."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from ascdesk.model import (
    Commentary,
    Comparator,
    EntityId,
    Figure,
    Measure,
    Placement,
    PublishedJudgement,
    RatingOverride,
    Section,
    Subject,
    Target,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Holdings, wanted_periods
from ascdesk.store import Store


def holdings(store: Store, period: Period, only: Collection[EntityId] | None = None) -> Holdings:
    """Fetch what the scorecard of a period is made from, for all measures or only some."""
    read, year = store.read, period.financial_year
    chosen = None if only is None else tuple(only)
    own: dict[str, object] = {} if chosen is None else {"measure": chosen}
    subject = {"subject": Subject.MEASURE, **({} if chosen is None else {"subject_id": chosen})}
    measures = {each.id: each for each in read(Measure, **({} if chosen is None else {"id": chosen}))}
    targets = {(t.measure, t.part): t for t in read(Target, year=year, series="", dimension="", **own)}
    periods = wanted_periods(period, measures.values(), targets.values())
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
        published={(p.measure, p.part): p for p in read(PublishedJudgement, period=period, series="", **own)},
    )


def _latest(comparators: Iterable[Comparator], year: Period) -> dict[tuple[EntityId, str], tuple[Comparator, ...]]:
    """Return for each measure and part the latest year's comparator of each name, none from the future."""
    latest: dict[tuple[EntityId, str], dict[str, Comparator]] = {}
    for each in sorted(comparators, key=lambda each: (each.year is not None, each.year or year)):
        if each.year is None or each.year <= year:
            latest.setdefault((each.measure, each.part), {})[each.name] = each
    return {key: tuple(named.values()) for key, named in latest.items()}
