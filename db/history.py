"""What changed, read from the log."""

from __future__ import annotations

import sqlite3
from typing import Any

from ascdesk.model import Entity, EntityId
from ascdesk.store import Change, Step
from db.codec import BY_TABLE, STEP

_STEP = ", ".join(f's."{name}"' for name in STEP.columns)


def steps(conn: sqlite3.Connection, limit: int | None, until: str | None = None) -> list[Step]:
    """Return the steps, latest first; those up to a time, where one is given."""
    test, given = ("WHERE s.at <= ?", (until,)) if until else ("", ())
    rows = conn.execute(
        f"SELECT {_STEP} FROM step AS s {test} ORDER BY position DESC LIMIT ?", (*given, _no_more_than(limit))
    )
    return STEP.entities(rows.fetchall())


def changes(
    conn: sqlite3.Connection,
    measure: EntityId | None,
    limit: int | None,
    table: str | None = None,
    until: str | None = None,
) -> list[Change]:
    """Return the changes of a measure and all that belongs to it, or of a table, or of everything, latest first.

    Those up to a time, where one is given.
    """
    asked = {"r.about": measure, "r.kind": table}
    given: dict[str, str] = {column: value for column, value in asked.items() if value is not None}
    tests = "".join(f" AND {column} = ?" for column in given)
    if until is not None:
        tests += " AND s.at <= ?"
        given["s.at"] = until
    rows = conn.execute(
        f"""
        SELECT r.entity, r.kind, p.payload, r.payload, {_STEP}
        FROM revision AS r JOIN step AS s ON s.id = r.step
        LEFT JOIN revision AS p ON p.rev_id = r.parents ->> 0
        WHERE r.kind <> 'step'{tests} ORDER BY r.position DESC LIMIT ?
        """,
        (*given.values(), _no_more_than(limit)),
    ).fetchall()
    made = STEP.entities([row[4:] for row in rows])
    return [_change(row, step) for row, step in zip(rows, made, strict=True)]


def changes_of(conn: sqlite3.Connection, step: str) -> list[Change]:
    """Return what a step changed, in the order in which it did."""
    rows = conn.execute(
        f"""
        SELECT r.entity, r.kind, p.payload, r.payload, {_STEP}
        FROM revision AS r JOIN step AS s ON s.id = r.step
        LEFT JOIN revision AS p ON p.rev_id = r.parents ->> 0
        WHERE r.step = ? AND r.kind <> 'step' ORDER BY r.position
        """,
        (step,),
    ).fetchall()
    made = STEP.entities([row[4:] for row in rows])
    return [_change(row, each) for row, each in zip(rows, made, strict=True)]


def _change(row: tuple[Any, ...], step: Step) -> Change:
    entity, table, before, after = row[:4]
    return Change(step, entity, BY_TABLE[table].type, _entity(table, before), _entity(table, after))


def _entity(table: str, payload: str | None) -> Entity | None:
    if payload is None:
        return None
    kind = BY_TABLE[table]
    entity: Entity = kind.entities([kind.row(payload)])[0]
    return entity


def _no_more_than(limit: int | None) -> int:
    return -1 if limit is None else limit  # SQLite's own word for all of them
