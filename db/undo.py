"""What can be undone and redone, read from the log."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from ascdesk.errors import UserError
from ascdesk.store import Step
from db.codec import BY_TABLE, STEP, Kind, Row
from db.tables import held

Rows = dict[str, Row | None]
_STEP = ", ".join(f's."{name}"' for name in STEP.columns)
_OWN = "author = ? AND replica IN (SELECT value FROM json_each(?))"


def undoable(conn: sqlite3.Connection, author: str, replicas: Sequence[str]) -> Step | None:
    """Return the author's latest step that this file, as any of its replicas, made and has not undone."""
    return _step(
        conn,
        f"""
        SELECT {_STEP} FROM step AS s WHERE action = 'do' AND {_OWN} AND 'undo' IS NOT
            (SELECT action FROM step WHERE "of" = s.id ORDER BY position DESC LIMIT 1)
        ORDER BY position DESC LIMIT 1
        """,
        (author, json.dumps(replicas)),
    )


def redoable(conn: sqlite3.Connection, author: str, replicas: Sequence[str]) -> Step | None:
    """Return the author's step that was undone last and neither redone nor followed by another."""
    own = (author, json.dumps(replicas))
    return _step(
        conn,
        f"""
        SELECT {_STEP} FROM step AS u JOIN step AS s ON s.id = u."of"
        WHERE u.action = 'undo' AND u.author = ? AND u.replica IN (SELECT value FROM json_each(?))
            AND u.position > coalesce(
                (SELECT position FROM step WHERE action = 'do' AND {_OWN} ORDER BY position DESC LIMIT 1), 0)
            AND NOT EXISTS (SELECT 1 FROM step WHERE "of" = u."of" AND position > u.position)
        ORDER BY u.position DESC LIMIT 1
        """,
        (*own, *own),
    )


def restoration(conn: sqlite3.Connection, step: Step, undo: bool) -> dict[Kind[Any], Rows]:
    """Return the rows that undo or redo a step, by kind; None removes one.

    Refused unless each entity is as the step, or its undoing, left it. Compared is what it says, not which
    revision said so last: what was changed and then undone is as before.
    """
    found: dict[Kind[Any], Rows] = {}
    for kind, changes in _changes(conn, step).items():
        now = held(conn, kind, changes)
        for entity, (before, after) in changes.items():
            expected, wanted = (after, before) if undo else (before, after)
            if now.get(entity) != expected:
                raise _changed_since(conn, step, kind, entity, undo)
            found.setdefault(kind, {})[entity] = wanted
    return found


def _changes(conn: sqlite3.Connection, step: Step) -> dict[Kind[Any], dict[str, tuple[Row | None, Row | None]]]:
    """Return each entity's row before and after the whole step."""
    rows = conn.execute(
        """
        SELECT r.kind, r.entity, p.payload, r.payload FROM revision AS r
        LEFT JOIN revision AS p ON p.rev_id = r.parents ->> 0
        WHERE r.step = ? AND r.kind <> 'step' ORDER BY r.position
        """,
        (step.id,),
    )
    found: dict[Kind[Any], dict[str, tuple[Row | None, Row | None]]] = {}
    for table, entity, before, after in rows:
        kind = BY_TABLE[table]
        of_kind = found.setdefault(kind, {})
        first = of_kind[entity][0] if entity in of_kind else _row(kind, before)
        of_kind[entity] = first, _row(kind, after)
    return found


def _row(kind: Kind[Any], payload: str | None) -> Row | None:
    return None if payload is None else kind.row(payload)


def _step(conn: sqlite3.Connection, query: str, values: Sequence[str]) -> Step | None:
    return next(iter(STEP.entities(conn.execute(query, values).fetchall())), None)


def _changed_since(conn: sqlite3.Connection, step: Step, kind: Kind[Any], entity: str, undo: bool) -> UserError:
    (by,) = conn.execute(
        """
        SELECT s.label FROM revision AS r JOIN step AS s ON s.id = r.step
        WHERE r.entity = ? AND r.kind = ? ORDER BY r.position DESC LIMIT 1
        """,
        (entity, kind.table),
    ).fetchone()
    verb = "undone" if undo else "redone"
    return UserError(
        f"“{step.label}” cannot be {verb}: what it changed was changed again by “{by}”.",
        "Correct the figures by hand; their earlier values are in the history.",
    )
