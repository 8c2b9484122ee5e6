"""What an import did, what is to see to, and the calendar of periods as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ascdesk.checking.findings import Finding
from ascdesk.differences import name_within
from ascdesk.documents.log import change_words, when_of
from ascdesk.documents.values import Document
from ascdesk.identity import measure_of
from ascdesk.locking import closing_words, locked_words
from ascdesk.model import (
    EntityId,
    Measure,
)
from ascdesk.periods import Period
from ascdesk.returns.plan import Item, Plan, Status
from ascdesk.workspace import Workspace


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
    when = when_of(entity)
    return {
        "status": item.status.value,
        "kind": type(entity).__name__.lower(),
        "code": owner.code if owner else "",
        "title": owner.title if owner else getattr(entity, "label", ""),
        "part": getattr(entity, "part", ""),
        "period": str(when) if when else None,
        "name": name_within(entity),
        **change_words(item.before, entity, owner),
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
