"""Measures, figures and targets for the tests of judgements, given by what matters and nothing else."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ascdesk.identity import figure_id, measure_id, placement_id, section_id, target_id
from ascdesk.judging.direction import travel as travel_of
from ascdesk.judging.forecast import forecast
from ascdesk.judging.rating import rate as rate_of
from ascdesk.judging.standing import standing
from ascdesk.judging.values import USUAL, Case, Forecast, Judged, Travel
from ascdesk.model import (
    Conventions,
    EntityId,
    Figure,
    Marker,
    Measure,
    Placement,
    Polarity,
    RatingOverride,
    Section,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Row

Q2 = Period.quarter(2023, 2)
YEAR = Period.year(2023)
FRAMEWORK = "Corporate plan 2023-24"


def measure(code: str = "M001", **known: Any) -> Measure:
    """Return a percentage measure, higher being better, but for what is said otherwise."""
    title = known.pop("title", f"People of measure {code}")
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


def case(
    of: Measure,
    period: Period,
    *figures: Figure | None,
    targets: Iterable[Target] = (),
    named_base: Period | None = None,
    conventions: Conventions = USUAL,
) -> Case:
    """Return what a row is judged from that has these figures and targets and no others."""
    held = {each.period: each for each in figures if each is not None}
    by_year = {each.year: each for each in targets}
    return Case(
        of,
        standing(of, period, held.get),
        held.get,
        lambda when: by_year.get(when.financial_year),
        conventions,
        named_base,
    )


def rate(of: Measure, period: Period, shown: Figure | None, wanted: Target | None, *others: Figure | None) -> Judged:
    """Rate a figure as a scorecard does, beside other figures of the measure."""
    one = case(of, period, shown, *others, targets=[wanted] if wanted else [])
    return rate_of(one)


def ahead(of: Measure, period: Period, *figures: Figure | None, targets: Iterable[Target] = ()) -> Forecast:
    """Forecast the year of a figure as a scorecard does."""
    return forecast(case(of, period, *figures, targets=targets))


def travel(of: Measure, period: Period, shown: Figure | None, *others: Figure | None) -> Travel:
    """Compare a figure as a scorecard does, beside other figures of the measure."""
    return travel_of(case(of, period, shown, *others))


def row(
    of: Measure,
    period: Period,
    *figures: Figure | None,
    targets: Iterable[Target] = (),
    conventions: Conventions = USUAL,
    override: RatingOverride | None = None,
) -> Row:
    """Return the line of a scorecard that has these figures and targets and no others."""
    one = case(of, period, *figures, targets=targets, conventions=conventions)
    return Row(
        section=None, measure=of, part="", period=period, figure=one.figure_at(period), case=one,
        judged=rate_of(one), travel=travel_of(one), override=override,
    )  # fmt: skip
