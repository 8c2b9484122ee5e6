"""Measures, figures and targets for the tests of judgements, given by what matters and nothing else."""

from decimal import Decimal
from typing import Any

from ascdesk.identity import figure_id, measure_id, placement_id, section_id, target_id
from ascdesk.model import EntityId, Figure, Marker, Measure, Placement, Polarity, Section, Target, TargetKind, Unit
from ascdesk.periods import Period

Q2 = Period.quarter(2023, 2)
YEAR = Period.year(2023)
FRAMEWORK = "Corporate plan 2023-24"


def measure(code: str = "M001", **known: Any) -> Measure:
    """Return a percentage measure, higher being better, but for what is said otherwise."""
    title = known.pop("title", f"Measure {code}")
    usual = {"unit": Unit.PERCENT, "polarity": Polarity.HIGHER}
    return Measure(
        id=measure_id(FRAMEWORK, code, title), framework=FRAMEWORK, code=code, title=title, **{**usual, **known}
    )


def figure(
    value: str | int | Decimal | None, period: Period = Q2, of: Measure | None = None, part: str = "", **known: Any
) -> Figure:
    owner = (of or measure()).id
    return Figure(
        id=figure_id(owner, period, part),
        measure=owner,
        period=period,
        part=part,
        value=None if value is None else Decimal(value),
        **known,
    )


def absent(marker: Marker = Marker.NOT_AVAILABLE, raw: str = "N/A", period: Period = Q2) -> Figure:
    return figure(None, period, marker=marker, raw=raw)


def target(value: str | int | Decimal | None = None, of: Measure | None = None, part: str = "", **known: Any) -> Target:
    owner = (of or measure()).id
    numbers: dict[str, Any] = {
        key: Decimal(known.pop(key)) for key in ("low", "high", "threshold", "tolerance") if known.get(key) is not None
    }
    kind = known.pop("kind", TargetKind.NUMBER)
    number = None if value is None else Decimal(value)
    return Target(
        id=target_id(owner, YEAR, part), measure=owner, year=YEAR, part=part, kind=kind, value=number,
        **numbers, **known,
    )  # fmt: skip


def section(title: str, position: int = 0, parent: EntityId | None = None) -> Section:
    key = section_id(FRAMEWORK, title, parent)
    return Section(id=key, framework=FRAMEWORK, title=title, position=position, parent=parent)


def placed(where: Section, what: Measure, position: int = 0) -> Placement:
    return Placement(id=placement_id(where.id, what.id), section=where.id, measure=what.id, position=position)
