"""What the command line prints as JSON: the keys that others depend on (design.md, section 6)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ascdesk.amounts import plain
from ascdesk.checking.findings import Finding
from ascdesk.defined import as_defined, by_measure
from ascdesk.differences import differences, name_within, shown
from ascdesk.holding import source_text
from ascdesk.identity import measure_of
from ascdesk.judging.arithmetic import Line, direction_lines, rating_lines
from ascdesk.judging.shown import as_shown
from ascdesk.judging.wording import direction_in
from ascdesk.locking import closing_words, locked_words
from ascdesk.model import (
    Commentary,
    Comparator,
    Definition,
    Described,
    Entity,
    EntityId,
    Figure,
    ImportedFile,
    Measure,
    PublishedJudgement,
    Subject,
    Target,
)
from ascdesk.periods import Period
from ascdesk.returns.plan import Item, Plan, Status
from ascdesk.scorecard import Row, Scorecard, Tally, show_figure
from ascdesk.store import Change
from ascdesk.workspace import Workspace

Document = dict[str, Any]


def number(value: Decimal | None) -> str | None:
    """Return a figure as plain decimal text, unrounded and without trailing zeros, or null."""
    return None if value is None else plain(value)


def figures(workspace: Workspace, held: Iterable[Figure]) -> Document:
    """Return the document of figures."""
    measures, definitions = _named(workspace)
    files = workspace.imported_files()
    return {
        "figures": [
            _figure(each, as_defined(measures[each.measure], definitions.get(each.measure, ()), each.period), files)
            for each in held
            if each.measure in measures
        ]
    }


def _named(workspace: Workspace) -> tuple[dict[EntityId, Measure], dict[EntityId, tuple[Definition, ...]]]:
    """Return every measure as it is defined now, and how they were defined before."""
    return {measure.id: measure for measure in workspace.measures()}, by_measure(workspace.definitions())


def _figure(figure: Figure, measure: Measure, files: dict[EntityId, ImportedFile]) -> Document:
    return {
        "framework": measure.framework,
        "code": measure.code,
        "title": measure.title,
        "part": figure.part,
        "series": figure.series,
        "dimension": figure.dimension,
        "category": figure.category,
        "period": str(figure.period),
        "value": number(figure.value),
        "display": show_figure(measure, figure),
        "unit": measure.unit.value,
        "numerator": number(figure.numerator),
        "denominator": number(figure.denominator),
        "marker": figure.marker.value if figure.marker else None,
        "flags": [flag.value for flag in figure.flags],
        "raw": figure.raw,
        "note": figure.note,
        "source": source_text(figure, files),
    }


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


def scorecard(judged: Scorecard) -> Document:
    """Return the document of a scorecard."""
    return {
        "period": str(judged.period),
        "rows": [_row(row) for row in judged.rows],
        "tally": tally(judged.tally),
        "tally_base": {
            "rated": judged.tally.rated,
            "not_due": judged.tally.not_due,
            "overridden": judged.tally.overridden,
        },
    }


def tally(counted: Tally) -> Document:
    """Return a tally."""
    return {"green": counted.green, "amber": counted.amber, "red": counted.red, "none": counted.none}


def _row(row: Row) -> Document:
    override = row.override
    return {
        "section": row.section.title if row.section else "",
        "framework": row.measure.framework,
        "code": row.measure.code,
        "title": row.measure.title,
        "part": row.part,
        "series": "",
        "period": str(row.standing.period),
        "due": row.standing.due,
        "period_reason": row.standing.note,
        "value": number(row.value),
        "display": row.display,
        "target": number(row.target.value) if row.target else None,
        "target_display": row.target_display,
        "rating": row.rating.value,
        "rating_reason": row.reason,
        "rating_rule": row.judged.rule,
        "rating_rule_version": row.measure.rule_version,
        "rating_arithmetic": _lines(rating_lines(row)),
        "rating_override": {"by": override.person, "reason": override.reason} if override else None,
        "small_numbers": row.small_numbers,
        "to_target": row.to_target,
        "movement": row.travel.movement.value,
        "direction": row.travel.direction.value,
        "direction_base": row.travel.base.value,
        "direction_period": str(row.travel.base_period) if row.travel.base_period else None,
        "direction_words": direction_in(row.conventions.wording, row.travel),
        "direction_significant": row.travel.significant,
        "direction_significance_reason": row.travel.significance_reason,
        "direction_reason": row.travel.reason,
        "direction_arithmetic": _lines(direction_lines(row)),
        "change_effects": row.effects,
        "forecast": number(_plain(row.forecast.value)),
        "forecast_people": number(row.forecast.people),
        "forecast_reason": row.forecast.reason,
        "comparators": [comparator(each) for each in row.comparators],
        "commentary_status": row.commentary.status.value if row.commentary else None,
    }


def _plain(value: Decimal | None) -> Decimal | None:
    """Return a computed number without the endless digits of a division."""
    return None if value is None else as_shown(value, 10)


def _lines(arithmetic: Iterable[Line]) -> list[Document]:
    return [{"name": each.name, "text": each.text} for each in arithmetic]


def imported(chosen: Plan, applied: bool, held: Iterable[Measure], flags: int = 0) -> Document:
    """Return what an import did, or would do, to a file that holds the measures; `flags` are those that it puts."""
    names = {each.id: each for each in (*held, *chosen.measures)}
    return {
        "applied": applied,
        "files": [book.name for book in chosen.books],
        "new": chosen.count(Status.NEW),
        "changed": chosen.count(Status.CHANGED),
        "unchanged": chosen.count(Status.UNCHANGED),
        "rejected": len(chosen.problems),
        "measures_added": len(chosen.measures),
        "flags": flags,
        "changes_nothing": chosen.changes_nothing,
        "changes": [_item(item, names) for item in chosen.items if item.status is not Status.UNCHANGED],
        "problems": [_problem(each) for each in chosen.problems],
        "notices": [_problem(each) for each in chosen.notices],
        "cells": {taken.value: count for taken, count in chosen.taken.items()},
    }


def _item(item: Item, names: dict[EntityId, Measure]) -> Document:
    entity: Any = item.entity
    owner = names.get(measure_of(entity) or entity.id)
    when = _when(entity)
    return {
        "status": item.status.value,
        "kind": type(entity).__name__.lower(),
        "code": owner.code if owner else "",
        "title": owner.title if owner else getattr(entity, "label", ""),
        "part": getattr(entity, "part", ""),
        "period": str(when) if when else None,
        "name": name_within(entity),
        **_change_words(item.before, entity, owner),
        "place": getattr(entity, "place", ""),
    }


def _problem(problem: Any) -> Document:
    return {
        "place": problem.place,
        "text": problem.text,
        "problem": problem.problem,
        "remedy": problem.remedy,
    }


def check(wrong: list[str], period: Period | None, found: Iterable[Finding]) -> Document:
    """Return whether a file is sound, and what is missing or odd in a period."""
    return {
        "sound": not wrong,
        "damage": wrong,
        "period": str(period) if period else None,
        "findings": [_finding(each) for each in found],
    }


def calendar(workspace: Workspace) -> Document:
    """Return the document of the calendar: when periods close, which are locked, by whom and why."""
    return {
        "calendar": [
            {
                "period": str(each.period),
                "closes": each.closes.isoformat() if each.closes else None,
                "locked": each.locked,
                "reason": each.reason,
                "by": each.person,
                "words": locked_words(each) if each.locked else closing_words(each, workspace.today()),
            }
            for each in workspace.calendar()
        ]
    }


def _finding(each: Finding) -> Document:
    told = each.oddity.explanation if each.oddity else None
    return {
        "concern": each.concern.value,
        "check": each.oddity.check.value if each.oddity else each.concern.value,
        "code": each.row.measure.code,
        "title": each.row.measure.title,
        "part": each.row.part,
        "series": each.line.series if each.line else "",
        "dimension": each.line.dimension if each.line else "",
        "category": each.line.category if each.line else "",
        "period": str(each.period),
        "text": each.text,
        "explained": told.reason if told else None,
        "person": told.person if told else each.person,
    }


def commentaries(workspace: Workspace, held: Iterable[Commentary]) -> Document:
    """Return the document of commentaries."""
    now, definitions = _named(workspace)
    held = tuple(held)
    by_id = {
        (key, period): as_defined(measure, definitions.get(key, ()), period)
        for period in {each.period for each in held}
        for key, measure in now.items()
    }
    sections = {section.id: section.title for section in workspace.sections()}
    files = workspace.imported_files()
    return {
        "commentaries": [
            {
                "subject": each.subject.value,
                "framework": by_id[each.subject_id, each.period].framework if each.subject_id in now else "",
                "code": by_id[each.subject_id, each.period].code if each.subject_id in now else "",
                "title": by_id[each.subject_id, each.period].title
                if each.subject_id in now
                else ""
                if each.subject is Subject.UNPLACED
                else sections.get(each.subject_id, each.subject_id),
                "part": each.part,
                "period": str(each.period),
                "status": each.status.value,
                "author": each.author,
                "text": each.text,
                "file": files[each.file].name if each.file in files else "",
                "place": each.place,
            }
            for each in held
        ]
    }


def history(workspace: Workspace, changes: Iterable[Change]) -> Document:
    """Return the document of changes, latest first, each entity's fields before and after."""
    by_id, definitions = _named(workspace)
    return {"history": [_change(each, by_id, definitions) for each in changes]}


def _change(
    change: Change, by_id: dict[EntityId, Measure], definitions: dict[EntityId, tuple[Definition, ...]]
) -> Document:
    entity: Any = change.after or change.before
    owner = by_id.get(getattr(entity, "measure", None) or getattr(entity, "subject_id", None) or entity.id)
    if owner is not None and (of := _when(entity)) is not None:
        owner = as_defined(owner, definitions.get(owner.id, ()), of)
    return {
        "step": change.step.label,
        "action": change.step.action,
        "author": change.step.author,
        "device": change.step.device,
        "at": change.step.at.isoformat(),
        "kind": change.kind.__name__.lower(),
        "code": owner.code if owner else "",
        "title": owner.title if owner else getattr(entity, "title", ""),
        "part": getattr(entity, "part", ""),
        "series": getattr(entity, "series", "") if not isinstance(entity, Measure) else "",
        "period": str(when) if (when := _when(entity)) else None,
        "name": name_within(entity),
        **_change_words(change.before, change.after, owner),
        "note": getattr(change.after, "note", ""),
    }


def _when(entity: Any) -> Period | None:
    """Return the period, or the year, that an entity is of."""
    when: Period | None = getattr(entity, "period", None) or getattr(entity, "year", None)
    return when


def _change_words(before: Entity | None, after: Entity | None, owner: Measure | None) -> Document:
    """Return what an entity said before and after, as it is held and as it is shown, and its other fields."""
    return {
        "before": _says(before),
        "after": _says(after),
        "before_display": shown(before, owner),
        "after_display": shown(after, owner),
        "fields": [
            {"field": each.field, "before": each.before, "after": each.after} for each in differences(before, after)
        ],
    }


def _says(entity: Any) -> str | None:
    """Return the gist of an entity: its value, its words, or its name."""
    if entity is None:
        return None
    if isinstance(entity, Figure):
        return plain(entity.value) if entity.value is not None else f"[{entity.marker}]" if entity.marker else ""
    for name in ("value", "text", "raw", "title", "name", "reason", "label"):
        if said := getattr(entity, name, None):
            return plain(said) if isinstance(said, Decimal) else str(said)
    return ""
