"""How measures are defined in a period: today's definition, or the one that held until an earlier period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace

from ascdesk.model import Definition, Described, EntityId, Measure, Target
from ascdesk.periods import Period

DESCRIBED = tuple(each.name for each in fields(Described))


def as_defined(measure: Measure, definitions: Iterable[Definition], period: Period) -> Measure:
    """Return a measure as it was defined in a period; as it is now where no definition of before covers that."""
    held = [each for each in definitions if period.last <= each.until.last]
    if not held:
        return measure
    then = min(held, key=lambda each: each.until.last)
    return replace(measure, **{name: getattr(then, name) for name in DESCRIBED})


def by_measure(definitions: Iterable[Definition]) -> dict[EntityId, tuple[Definition, ...]]:
    """Return the earlier definitions of each measure, oldest first."""
    found: dict[EntityId, tuple[Definition, ...]] = {}
    for each in sorted(definitions, key=lambda each: each.until):
        found[each.measure] = (*found.get(each.measure, ()), each)
    return found


def measures_in(
    measures: Iterable[Measure], definitions: Mapping[EntityId, tuple[Definition, ...]], period: Period
) -> dict[EntityId, Measure]:
    """Return the measures that are reported in a period, as they were defined then."""
    return {
        each.id: as_defined(each, definitions[each.id], period) if each.id in definitions else each
        for each in measures
        if reported(each, period)
    }


def reported(measure: Measure, period: Period) -> bool:
    """Tell whether a measure is reported in a period: not before its first, nor once it was retired."""
    begun = measure.first is None or measure.first.last - measure.first.months < period.last
    return begun and (measure.last is None or period.last <= measure.last.last)


def breaks(definitions: Iterable[Definition]) -> tuple[Period, ...]:
    """Return the periods after which figures do not compare with those before, because the definition changed."""
    return tuple(sorted(each.until for each in definitions if not each.comparable))


def in_force(targets: Iterable[Target], period: Period) -> Target | None:
    """Return which of a year's targets holds in a period: the one that started last by its end; None before any."""
    started = [each for each in targets if each.start is None or each.start.last - each.start.months < period.last]
    return max(started, key=lambda each: each.start.last if each.start else 0, default=None)
