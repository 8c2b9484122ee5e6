"""What happened to a file, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from ascdesk.amounts import plain
from ascdesk.defined import as_defined
from ascdesk.differences import differences, name_within, shown
from ascdesk.documents.kept import measures_and_before
from ascdesk.documents.values import Document
from ascdesk.model import (
    Definition,
    Entity,
    EntityId,
    Figure,
    Measure,
)
from ascdesk.periods import Period
from ascdesk.store import Change
from ascdesk.workspace import Workspace


def history(workspace: Workspace, changes: Iterable[Change]) -> Document:
    """Return the document of changes, latest first, each entity's fields before and after."""
    by_id, definitions = measures_and_before(workspace)
    return {"history": [_change(each, by_id, definitions) for each in changes]}


def _change(
    change: Change, by_id: dict[EntityId, Measure], definitions: dict[EntityId, tuple[Definition, ...]]
) -> Document:
    entity: Any = change.after or change.before
    owner = by_id.get(getattr(entity, "measure", None) or getattr(entity, "subject_id", None) or entity.id)
    if owner is not None and (of := when_of(entity)) is not None:
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
        "period": str(when) if (when := when_of(entity)) else None,
        "name": name_within(entity),
        **change_words(change.before, change.after, owner),
        "note": getattr(change.after, "note", ""),
    }


def when_of(entity: Any) -> Period | None:
    """Return the period, or the year, that an entity is of."""
    when: Period | None = getattr(entity, "period", None) or getattr(entity, "year", None)
    return when


def change_words(before: Entity | None, after: Entity | None, owner: Measure | None) -> Document:
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
