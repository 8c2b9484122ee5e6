"""What is said about the invented figures: commentaries, ratings by hand, actions and supporting figures."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.identity import commentary_id, figure_id, judgement_id, named_id, supporting_id
from ascdesk.invented.catalogue import Catalogue, Said, period_of
from ascdesk.invented.setting import section_ids, setting
from ascdesk.model import (
    Action,
    Commentary,
    CommentaryStatus,
    Entity,
    EntityId,
    Figure,
    Measure,
    Rating,
    RatingOverride,
    Subject,
    SupportingFigure,
    Target,
    Unit,
)
from ascdesk.periods import Period

Figures = Mapping[EntityId, Figure]
Targets = Mapping[tuple[EntityId, Period], Target]


def words(council: Catalogue, figures: Figures) -> Iterator[Entity]:
    """Yield everything that people wrote, its numbers taken from the figures that it is about."""
    targets = {
        (each.measure, each.year): each
        for each in setting(council)
        if isinstance(each, Target) and not (each.part or each.dimension)
    }
    for said in council.said["commentaries"]:
        yield _about_measure(council, said, figures, targets)
    for said in (*council.said["section_commentaries"], {"report": "", **council.said["report_commentary"]}):
        yield _commentary(council, said, council.period, said["text"])
    for said in council.said["overrides"]:
        yield _override(council, said)
    for said in council.said["actions"]:
        yield _action(council, said)
    for said in council.said["supporting"]:
        yield _supporting(council, said)


def _subject(council: Catalogue, said: Said) -> tuple[Subject, EntityId]:
    if "measure" in said:
        return Subject.MEASURE, council.id_of(said["measure"])
    if "section" in said:
        return Subject.SECTION, section_ids(council)[said["section"]]
    return Subject.REPORT, EntityId(council.framework)


def _about_measure(council: Catalogue, said: Said, figures: Figures, targets: Targets) -> Commentary:
    measure, _ = council.measures[said["measure"]]
    period = period_of(said["period"]) if "period" in said else council.period
    target = targets.get((measure.id, period.financial_year))
    shown = {
        "value": _shown(measure, figures, period),
        "before": _shown(measure, figures, period.previous()),
        "last_year": _shown(measure, figures, period.same_last_year()),
        "target": _amount(measure, target.value if target else None),
    }
    return _commentary(council, said, period, said["text"].format_map(shown))


def _shown(measure: Measure, figures: Figures, period: Period) -> str:
    figure = figures.get(figure_id(measure.id, period))
    return _amount(measure, figure.value if figure else None)


def _amount(measure: Measure, value: Decimal | None) -> str:
    return "" if value is None else show_amount(value, measure.unit, measure.decimals)


def _commentary(council: Catalogue, said: Said, period: Period, text: str) -> Commentary:
    subject, owner = _subject(council, said)
    return Commentary(
        id=commentary_id(subject, owner, period),
        subject=subject,
        subject_id=owner,
        period=period,
        text=text,
        status=CommentaryStatus(said["status"]),
        author=said["author"],
        remark=said.get("remark", ""),
    )


def _override(council: Catalogue, said: Said) -> RatingOverride:
    measure = council.id_of(said["measure"])
    return RatingOverride(
        id=judgement_id("override", measure, council.period),
        measure=measure,
        period=council.period,
        rating=Rating(said["rating"]),
        reason=said["reason"],
        person=said["person"],
    )


def _action(council: Catalogue, said: Said) -> Action:
    subject, owner = _subject(council, said)
    return Action(
        id=named_id("action", subject, owner, said["text"]),
        subject=subject,
        subject_id=owner,
        text=said["text"],
        owner=said["owner"],
        due=datetime.date.fromisoformat(said["due"]),
        done=said.get("done", False),
    )


def _supporting(council: Catalogue, said: Said) -> SupportingFigure:
    subject, owner = _subject(council, said)
    return SupportingFigure(
        id=supporting_id(subject, owner, said["label"], council.period),
        subject=subject,
        subject_id=owner,
        label=said["label"],
        period=council.period,
        value=Decimal(str(said["value"])),
        unit=Unit(said.get("unit", "count")),
        raw=str(said["value"]),
    )
