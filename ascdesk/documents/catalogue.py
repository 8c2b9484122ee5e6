"""Measures as JSON: each with its targets, comparators, earlier definitions and published judgements."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ascdesk.defined import by_measure
from ascdesk.documents.values import Document, number
from ascdesk.model import (
    Comparator,
    Definition,
    Described,
    EntityId,
    PublishedJudgement,
    Target,
)
from ascdesk.workspace import Workspace


def measures(workspace: Workspace) -> Document:
    """Return the document of measures, each with its sections, targets, comparators and published judgements."""
    titles = {section.id: section.title for section in workspace.sections()}
    places: dict[EntityId, list[str]] = {}
    for placement in workspace.placements():
        places.setdefault(placement.measure, []).append(titles.get(placement.section, ""))
    targets = _by_measure(workspace.targets())
    comparators = _by_measure(workspace.comparators())
    published = _by_measure(workspace.published())
    supporting, definitions = _supporting(workspace), by_measure(workspace.definitions())
    return {
        "measures": [
            {
                **_measure(each),
                "first": str(each.first) if each.first else None,
                "last": str(each.last) if each.last else None,
                "retired_because": each.retired_because,
                "earlier_definitions": [_definition(before) for before in definitions.get(each.id, ())],
                "sections": places.get(each.id, []),
                "targets": [_target(target) for target in targets.get(each.id, ())],
                "comparators": [comparator(other) for other in comparators.get(each.id, ())],
                "published": [_published(judgement) for judgement in published.get(each.id, ()) if _judges(judgement)],
                "printed_differences": [
                    _printed_difference(judgement)
                    for judgement in published.get(each.id, ())
                    if judgement.difference is not None
                ],
                "supporting_figures": supporting.get(each.id, []),
            }
            for each in workspace.measures()
        ]
    }


def _by_measure(entities: Iterable[Any]) -> dict[EntityId, list[Any]]:
    found: dict[EntityId, list[Any]] = {}
    for entity in entities:
        found.setdefault(entity.measure, []).append(entity)
    return found


def _supporting(workspace: Workspace) -> dict[EntityId, list[Document]]:
    found: dict[EntityId, list[Document]] = {}
    for each in workspace.supporting_figures():
        found.setdefault(each.subject_id, []).append(
            {
                "label": each.label,
                "part": each.part,
                "period": str(each.period),
                "value": number(each.value),
                "unit": each.unit.value,
                "raw": each.raw,
                "place": each.place,
            }
        )
    return found


def _definition(before: Definition) -> Document:
    return {
        "until": str(before.until),
        "comparable": before.comparable,
        "reason": before.reason,
        **_measure(before),
    }


def _measure(measure: Described) -> Document:
    return {
        "framework": measure.framework,
        "code": measure.code,
        "title": measure.title,
        "aim": measure.aim,
        "notes": measure.notes,
        "lag_months": measure.lag_months,
        "rule": measure.rule.value,
        "rule_version": measure.rule_version,
        "unit": measure.unit.value,
        "decimals": measure.decimals,
        "polarity": measure.polarity.value,
        "basis": measure.basis.value,
        "frequency": measure.frequency.value,
        "parts": list(measure.parts),
        "series": list(measure.series),
        "tags": list(measure.tags),
        "direction_base": measure.direction_base.value,
        "baseline": str(measure.baseline) if measure.baseline else None,
        "parts_count_once": measure.parts_count_once,
        "tolerance": number(measure.tolerance),
        "tolerance_unit": measure.tolerance_unit.value if measure.tolerance_unit else None,
        "course": measure.course.value,
        "same_within": number(measure.same_within),
        "significance": measure.significance.value,
        "unrated_because": measure.unrated_because,
    }


def _target(target: Target) -> Document:
    return {
        "year": str(target.year),
        "part": target.part,
        "kind": target.kind.value,
        "value": number(target.value),
        "low": number(target.low),
        "high": number(target.high),
        "numerator": number(target.numerator),
        "threshold": number(target.threshold),
        "tolerance": number(target.tolerance),
        "tolerance_unit": target.tolerance_unit.value if target.tolerance_unit else None,
        "base": str(target.base) if target.base else None,
        "start": str(target.start) if target.start else None,
        "approver": target.approver,
        "rationale": target.rationale,
        "raw": target.raw,
        "place": target.place,
    }


def comparator(other: Comparator) -> Document:
    """Return one comparator."""
    return {
        "name": other.name,
        "year": str(other.year) if other.year else None,
        "part": other.part,
        "series": other.series,
        "value": number(other.value),
        "marker": other.marker.value if other.marker else None,
        "rank": other.rank,
        "out_of": other.out_of,
        "tie": other.tie,
        "rank_before": other.rank_before,
        "out_of_before": other.out_of_before,
        "raw": other.raw,
        "place": other.place,
    }


def _published(judgement: PublishedJudgement) -> Document:
    return {
        "period": str(judgement.period),
        "part": judgement.part,
        "rating": judgement.rating.value if judgement.rating else None,
        "movement": judgement.movement.value if judgement.movement else None,
        "direction": judgement.wording,
        "base": str(judgement.base) if judgement.base else None,
        "rank_movement": judgement.rank_movement.value if judgement.rank_movement else None,
        "raw": judgement.raw,
        "place": judgement.place,
    }


def _judges(each: PublishedJudgement) -> bool:
    """Tell whether a report printed a rating or a direction, and not a difference alone."""
    return each.difference is None or any((each.rating, each.movement, each.wording, each.base, each.rank_movement))


def _printed_difference(judgement: PublishedJudgement) -> Document:
    return {
        "period": str(judgement.period),
        "part": judgement.part,
        "difference": number(judgement.difference),
        "place": judgement.place,
    }
