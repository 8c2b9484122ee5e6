"""How measures are defined in a period: today's definition, or the one that held until an earlier period."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from ascdesk.errors import UserError
from ascdesk.model import Definition, Described, EntityId, Figure, Measure, Target
from ascdesk.periods import Period, show_period

DESCRIBED = tuple(each.name for each in fields(Described))
# What a report of today calls a measure, and when it looks for its figures, whatever figure it then shows.
_OF_NOW = (
    "framework", "code", "title", "aim", "owner", "author", "tags", "notes", "parts", "series", "frequency",
    "lag_months", "parts_count_once",
)  # fmt: skip


Definitions = Mapping[EntityId, tuple[Definition, ...]]


def as_defined(measure: Measure, definitions: Iterable[Definition], period: Period) -> Measure:
    """Return a measure as it was defined in a period; as it is now where no definition of before covers that."""
    then = covering(definitions, period)
    return measure if then is None else replace(measure, **{name: getattr(then, name) for name in DESCRIBED})


def covering(definitions: Iterable[Definition], period: Period) -> Definition | None:
    """Return the earlier definition that held in a period; None where that of now does."""
    held = [each for each in definitions if period.last <= each.until.last]
    return min(held, key=lambda each: each.until.last, default=None)


def judged_as(measure: Measure, definitions: Sequence[Definition], period: Period) -> Measure:
    """Return a measure under its name of now, with its unit and rules as they were for a figure of a period.

    So a last result, or a figure in arrears, is shown and judged by the definition that it was counted by.
    """
    then = as_defined(measure, definitions, period)
    return measure if then is measure else replace(then, **{name: getattr(measure, name) for name in _OF_NOW})


def as_measure(described: Described) -> Measure:
    """Return a definition as a measure that is so defined; a measure as it is."""
    if isinstance(described, Measure):
        return described
    key = described.measure if isinstance(described, Definition) else EntityId("")
    return Measure(id=key, **{name: getattr(described, name) for name in DESCRIBED})


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


def require_reported(measure: Measure, period: Period) -> None:
    """Refuse a period in which a measure is not reported: after its last, or before its first."""
    if reported(measure, period):
        return
    name = measure.code or measure.title
    if measure.last is not None and period.last > measure.last.last:
        why = f": {measure.retired_because.rstrip('.')}" if measure.retired_because else ""
        raise UserError(
            f"{name} was retired after {show_period(measure.last)}{why}.",
            f"It takes nothing for {show_period(period)}; bring it back first if it is reported again.",
        )
    assert measure.first is not None
    raise UserError(
        f"{name} is reported from {show_period(measure.first)} on.",
        f"It takes nothing for {show_period(period)}; give it an earlier first period if that is wrong.",
    )


def first_after(figures: Iterable[Figure], broken: Sequence[Period]) -> frozenset[EntityId]:
    """Return which figures are the first with a value after a break, of each part, series, category and length."""
    if not broken:
        return frozenset()
    first: dict[tuple[object, ...], Figure] = {}
    for each in figures:
        if each.value is None or not (before := [at.last for at in broken if at.last < each.period.last]):
            continue
        run = (each.measure, each.part, each.series, each.dimension, each.category, each.period.months, max(before))
        if run not in first or each.period < first[run].period:
            first[run] = each
    return frozenset(each.id for each in first.values())


def breaks(definitions: Iterable[Definition]) -> tuple[Period, ...]:
    """Return the periods after which figures do not compare with those before, because the definition changed."""
    return tuple(sorted(each.until for each in definitions if not each.comparable))


def in_force(targets: Iterable[Target], period: Period) -> Target | None:
    """Return which of a year's targets holds in a period: the one that started last by its end; None before any."""
    started = [each for each in targets if each.start is None or each.start.last - each.start.months < period.last]
    return max(started, key=lambda each: each.start.last if each.start else 0, default=None)
