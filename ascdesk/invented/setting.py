"""What stands around the figures: sections, targets, comparators and populations."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ascdesk.identity import comparator_id, named_id, placement_id, section_id, target_id
from ascdesk.invented.catalogue import Catalogue, Said, parts_of, period_of
from ascdesk.invented.splits import share_out
from ascdesk.model import (
    Comparator,
    Entity,
    EntityId,
    Measure,
    Placement,
    Population,
    Section,
    Target,
    TargetKind,
    ToleranceUnit,
)
from ascdesk.periods import Period

_COMPARED = (Period.year(2023), Period.year(2024))
_RANKED = "England"


def setting(council: Catalogue) -> Iterator[Entity]:
    """Yield the measures and everything that is set up before there are figures."""
    yield from (measure for measure, _ in council.measures.values())
    yield from _sections(council)
    yield from _populations(council)
    for measure, said in council.measures.values():
        for part, own in parts_of(said).items():
            if "target" in own:
                yield from _targets(council, measure, part, own)
            yield from _comparators(measure, part, own.get("compare", {}))


def section_ids(council: Catalogue) -> dict[str, EntityId]:
    """Return the ids of the sections by title; a parent stands before its children."""
    ids: dict[str, EntityId] = {}
    for title, parent, *_ in council.said["sections"]:
        ids[title] = section_id(council.framework, title, ids.get(parent))
    return ids


def _sections(council: Catalogue) -> Iterator[Entity]:
    ids = section_ids(council)
    for position, (title, parent, *rest) in enumerate(council.said["sections"]):
        yield Section(
            id=ids[title], framework=council.framework, title=title, parent=ids.get(parent), position=position,
            narrative=bool(rest),
        )  # fmt: skip
    for position, (measure, said) in enumerate(council.measures.values()):
        for title in filter(None, (said["section"], said.get("also"))):
            key = placement_id(ids[title], measure.id)
            yield Placement(id=key, section=ids[title], measure=measure.id, position=position)


def _populations(council: Catalogue) -> Iterator[Population]:
    said = council.said["populations"]
    for band in (each for each in said if each != "source"):
        for year in council.years:
            yield Population(
                id=named_id("population", "Anytown", band, str(year)), area="Anytown", age_band=band, year=year,
                estimate=council.people(band, year), source=said["source"],
            )  # fmt: skip


def _targets(council: Catalogue, measure: Measure, part: str, said: Said) -> Iterator[Target]:
    for at, year in enumerate(council.years):
        target = _target(measure, part, said["target"], year, at, last=year == council.years[-1])
        yield target
        if "by_target" in said and target.value is not None:
            (dimension, shares), step = next(iter(said["by"].items())), Decimal(1).scaleb(-measure.decimals)
            values = share_out(target.value, [share for share, _ in shares.values()], step)
            for category, value in zip(shares, values, strict=True):
                yield Target(
                    id=target_id(measure.id, year, dimension=dimension, category=category), measure=measure.id,
                    year=year, dimension=dimension, category=category, kind=TargetKind.NUMBER, value=value,
                )  # fmt: skip


def _target(measure: Measure, part: str, said: Said, year: Period, at: int, last: bool) -> Target:
    """Return a year's target: it rises by as much each year, and its floor or profile go with it."""
    value = _decimal(said["first"]) + _decimal(said["rise"]) * at if "first" in said else None
    kind = TargetKind(said.get("kind", "number"))
    gap = _decimal(said["gap"]) if "gap" in said else None
    profile = [(value or Decimal(0)) * _decimal(share) for share in said.get("profile", ())]
    return Target(
        id=target_id(measure.id, year, part),
        measure=measure.id,
        year=year,
        part=part,
        kind=kind,
        value=value,
        low=_decimal(said["low"]) if "low" in said else None,
        high=_decimal(said["high"]) if "high" in said else None,
        numerator=_decimal(said["numerator"]) if "numerator" in said and last else None,
        threshold=value - gap if value is not None and gap is not None else None,
        tolerance=_decimal(said["tolerance"]) if "tolerance" in said else None,
        tolerance_unit=ToleranceUnit(said["tolerance_unit"]) if "tolerance" in said else None,
        profile=tuple(_short(planned, measure) for planned in profile),
        base=period_of(said["base"]) if "base" in said and last else None,
        rationale=said.get("rationale", ""),
        raw=said.get("raw", ""),
    )


def _comparators(measure: Measure, part: str, said: Said) -> Iterator[Comparator]:
    ranks = said.get("rank", ())
    for name in (each for each in said if each != "rank"):
        for at, year in enumerate(_COMPARED):
            (rank, out_of), before = (None, None), (None, None)
            if name == _RANKED and ranks:
                (rank, out_of), before = ranks[at], ranks[at - 1] if at else (None, None)
            yield Comparator(
                id=comparator_id(measure.id, name, year, part), measure=measure.id, name=name, year=year, part=part,
                value=_decimal(said[name][at]), rank=rank, out_of=out_of, rank_before=before[0],
                out_of_before=before[1],
            )  # fmt: skip


def _short(value: Decimal, measure: Measure) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-measure.decimals))


def _decimal(number: float) -> Decimal:
    return Decimal(str(number))
