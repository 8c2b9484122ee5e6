"""Ids that two laptops give alike: made by name from what an entity is (design.md, section 4)."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import replace
from functools import lru_cache

from ascdesk.model import (
    Action,
    Commentary,
    Comparator,
    Entity,
    EntityId,
    Figure,
    Placement,
    PublishedJudgement,
    Subject,
    SupportingFigure,
    Target,
)
from ascdesk.periods import Period

_NAMESPACE = uuid.UUID("6f0d7f0e-8d3c-5b1e-9a3e-2b7c5c1f4a10")
_NO_VERSION = ~(0xF << 76 | 0x3 << 62)
_VERSION_5 = 0x5 << 76 | 0x2 << 62


def named_id(kind: str, *names: str) -> EntityId:
    """Return the id that every copy of the file gives to the entity of this kind and these names."""
    # What uuid.uuid5 answers, in a third of its time: an import asks for tens of thousands.
    digest = hashlib.sha1(_NAMESPACE.bytes + "\x1f".join((kind, *names)).encode(), usedforsecurity=False).digest()
    number = int.from_bytes(digest[:16], "big") & _NO_VERSION | _VERSION_5
    text = f"{number:032x}"
    return EntityId(f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}")


def measure_id(framework: str, code: str, title: str) -> EntityId:
    """Return the id that a measure gets when it is made; it survives renaming and renumbering."""
    return named_id("measure", framework, code, title)


def conventions_id(framework: str) -> EntityId:
    """Return the id of a framework's conventions."""
    return named_id("conventions", framework)


def section_id(framework: str, title: str, parent: EntityId | None = None) -> EntityId:
    """Return the id of a section of a framework."""
    return named_id("section", framework, title, parent or "")


def placement_id(section: EntityId, measure: EntityId) -> EntityId:
    """Return the id of a measure's standing in a section."""
    return named_id("placement", section, measure)


@lru_cache(maxsize=16384)  # a paste of thousands of cells asks for each of them many times
def figure_id(
    measure: EntityId,
    period: Period,
    part: str = "",
    series: str = "",
    dimension: str = "",
    category: str = "",
) -> EntityId:
    """Return the id of a figure from what it is the value of."""
    return named_id("figure", measure, str(period), part, series, dimension, category)


def target_id(
    measure: EntityId, year: Period, part: str = "", series: str = "", dimension: str = "", category: str = "",
    start: Period | None = None,
) -> EntityId:  # fmt: skip
    """Return the id of a year's target, or of one that starts within the year."""
    begun = (str(start),) if start else ()
    return named_id("target", measure, str(year), part, series, dimension, category, *begun)


def comparator_id(measure: EntityId, name: str, year: Period | None, part: str = "", series: str = "") -> EntityId:
    """Return the id of a comparator in its year."""
    return named_id("comparator", measure, name, str(year or ""), part, series)


def judgement_id(kind: str, measure: EntityId, period: Period, part: str = "", series: str = "") -> EntityId:
    """Return the id of a published judgement or a rating override; `kind` says which."""
    return named_id(kind, measure, str(period), part, series)


def commentary_id(subject: Subject, subject_id: EntityId, period: Period, part: str = "") -> EntityId:
    """Return the id of the one commentary of a subject and period."""
    return named_id("commentary", subject, subject_id, str(period), part)


def supporting_id(subject: Subject, subject_id: EntityId, label: str, period: Period, part: str = "") -> EntityId:
    """Return the id of a supporting figure."""
    return named_id("supporting", subject, subject_id, label, str(period), part)


def population_id(area: str, age_band: str, year: Period) -> EntityId:
    """Return the id of an estimate of the people of an area and age band in a year."""
    return named_id("population", area, age_band, str(year))


def definition_id(measure: EntityId, until: Period) -> EntityId:
    """Return the id of how a measure was defined until a period."""
    return named_id("definition", measure, str(until))


def explanation_id(figure: EntityId, check: str) -> EntityId:
    """Return the id of why a figure is right that a check found odd."""
    return named_id("explanation", figure, check)


def follow_up_id(figure: EntityId) -> EntityId:
    """Return the id of the flag on a figure's cell."""
    return named_id("follow-up", figure)


def reporting_period_id(period: Period) -> EntityId:
    """Return the id of a period in the calendar."""
    return named_id("reporting period", str(period))


def relation_id(framework: str, left: tuple[str, ...], sign: str, right: tuple[str, ...]) -> EntityId:
    """Return the id of a rule across measures."""
    return named_id("relation", framework, *left, sign, *right)


def saved_view_id(page: str, name: str) -> EntityId:
    """Return the id of a named way of looking at a page."""
    return named_id("view", page, name)


def file_id(sha256: str) -> EntityId:
    """Return the id of an imported file from the hash of its bytes."""
    return named_id("file", sha256)


def under_measure(entity: Entity, measure: EntityId) -> Entity:
    """Return an entity as it stands under another measure, with the id that it has there."""
    match entity:
        case Figure() as f:
            key = figure_id(measure, f.period, f.part, f.series, f.dimension, f.category)
            return replace(f, id=key, measure=measure)
        case Target() as t:
            key = target_id(measure, t.year, t.part, t.series, t.dimension, t.category, t.start)
            return replace(t, id=key, measure=measure)
        case Comparator() as c:
            return replace(c, id=comparator_id(measure, c.name, c.year, c.part, c.series), measure=measure)
        case PublishedJudgement() as p:
            return replace(p, id=judgement_id("published", measure, p.period, p.part, p.series), measure=measure)
        case Commentary(subject=Subject.MEASURE) as y:
            return replace(y, id=commentary_id(y.subject, measure, y.period, y.part), subject_id=measure)
        case SupportingFigure(subject=Subject.MEASURE) as s:
            return replace(s, id=supporting_id(s.subject, measure, s.label, s.period, s.part), subject_id=measure)
        case Placement() as p:
            return replace(p, id=placement_id(p.section, measure), measure=measure)
        case _:
            return entity


def measure_of(entity: Entity) -> EntityId | None:
    """Return the measure that an entity belongs to, if it belongs to one."""
    if isinstance(entity, Commentary | SupportingFigure | Action):
        return entity.subject_id if entity.subject is Subject.MEASURE else None
    return getattr(entity, "measure", None)
