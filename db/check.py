"""Whether a file is whole: its pages, its chains of hashes, and its tables against its log."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

from db import blobs, schema
from db.codec import BY_TABLE, KINDS, STEP, Kind, Row
from db.revisions import START, Revision, all_revisions, are_whole, chain_before, last_revision

_MOST = 20  # sentences of one sort; nobody reads the rest


def quick(conn: sqlite3.Connection) -> list[str]:
    """Examine the schema and the end of the log: the same time for a file of any size."""
    return list(_tables(conn)) or list(_end_of_log(conn))


def readable(conn: sqlite3.Connection) -> list[str]:
    """Examine whether the pages can be read at all, without their indexes: some 15 ms for a file of 6 MB."""
    return _first(_readable, conn)


def full(conn: sqlite3.Connection) -> list[str]:
    """Examine everything and say what is wrong."""
    against_log = map(_against_log, KINDS.values())
    parts = (_tables, _pages, _references, _chains, *against_log, _steps_against_log, blobs.problems)
    return list(dict.fromkeys(sentence for part in parts for sentence in _first(part, conn)))


def older(conn: sqlite3.Connection) -> list[str]:
    """Examine what can be examined in a file of an older version: its pages, and the end of its log."""
    return _first(_pages, conn) or _first(_end_of_log, conn)


def rebuilt(conn: sqlite3.Connection, kind: Kind[Any]) -> Iterator[Row]:
    """Return the rows of a kind as the latest revisions say, in the order of their ids."""
    for payload, *_ in _latest_beside_held(conn, kind):
        if payload is not None:
            yield kind.row(payload)


def _first(part: Callable[[sqlite3.Connection], Iterator[str]], conn: sqlite3.Connection) -> list[str]:
    found: list[str] = []
    try:
        for sentence in islice(part(conn), _MOST):
            found.append(sentence)
    except (sqlite3.DatabaseError, ValueError, KeyError, TypeError):
        # Damage can make a page, or the JSON in it, unreadable for whoever looks at it.
        found.append("A part of the file cannot be read: it is not as it was written.")
    return found


def _tables(conn: sqlite3.Connection) -> Iterator[str]:
    if schema.fingerprint(conn) != schema.FINGERPRINT:
        yield "The tables are not those that this version of the program writes."


def _readable(conn: sqlite3.Connection) -> Iterator[str]:
    if conn.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
        yield "A part of it cannot be read as it was written."


def _end_of_log(conn: sqlite3.Connection) -> Iterator[str]:
    last = last_revision(conn)
    before = chain_before(conn, last) if last else None
    if last and (before is None or not all(are_whole([last], [before]))):
        yield "The end of its log is not as it was written."


def _pages(conn: sqlite3.Connection) -> Iterator[str]:
    for (line,) in conn.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield f"SQLite finds the file damaged: {line}."


def _references(conn: sqlite3.Connection) -> Iterator[str]:
    for table, row, *_ in conn.execute("PRAGMA foreign_key_check"):
        yield f"Row {row} of the table {table} refers to something that is not there."


def _chains(conn: sqlite3.Connection) -> Iterator[str]:
    last: Revision | None = None
    log = all_revisions(conn)
    while batch := list(islice(log, 1_000)):
        yield from _breaks(batch, last)
        last = batch[-1]


def _breaks(batch: Sequence[Revision], last: Revision | None) -> Iterator[str]:
    """Say which revisions are damaged; each against what stands before it, so that it is told once."""
    follows = [
        before if before and before.replica == revision.replica else None
        for before, revision in zip((last, *batch), batch, strict=False)
    ]
    chains = (before.chain_hash if before else START for before in follows)
    for revision, before, whole in zip(batch, follows, are_whole(batch, chains), strict=True):
        name = f"Change {revision.seq} of {revision.at[:16]} by {revision.author or 'nobody'}"
        seq = before.seq if before else 0
        if revision.seq != seq + 1:
            yield f"{name} follows number {seq}: changes between are missing."
        elif not whole:
            yield f"{name} is not as it was written."


def _against_log(kind: Kind[Any]) -> Callable[[sqlite3.Connection], Iterator[str]]:
    def problems(conn: sqlite3.Connection) -> Iterator[str]:
        for payload, entity, *row in _latest_beside_held(conn, kind):
            logged = None if payload is None else kind.row(payload)
            current = None if row[kind.columns.index("id")] is None else tuple(row)
            if logged != current:
                yield f"The {_words(kind)} {entity} is not what the log says."
        yield from _without_revision(conn, kind)

    return problems


def _without_revision(conn: sqlite3.Connection, kind: Kind[Any]) -> Iterator[str]:
    rows = conn.execute(
        f"""
        SELECT id FROM "{kind.table}" AS held WHERE NOT EXISTS
            (SELECT 1 FROM revision AS r WHERE r.entity = held.id AND r.kind = ?)
        """,
        (kind.table,),
    )
    for (entity,) in rows:
        yield f"The {_words(kind)} {entity} is not in the log."


def _steps_against_log(conn: sqlite3.Connection) -> Iterator[str]:
    """Compare the steps like entities, and the place and replica that their table holds as well."""
    yield from _against_log(STEP)(conn)
    rows = conn.execute(
        """
        SELECT s.id FROM step AS s JOIN revision AS r ON r.entity = s.id AND r.kind = 'step'
        WHERE s.position <> r.position OR s.replica <> r.replica
        """
    )
    for (step,) in rows:
        yield f"The step {step} is not where the log says."
    unknown = conn.execute("SELECT DISTINCT kind FROM revision").fetchall()
    for (kind,) in unknown:
        if kind not in BY_TABLE:
            yield f"The log speaks of a “{kind}”, which this version of the program does not know."


def _latest_beside_held(conn: sqlite3.Connection, kind: Kind[Any]) -> Iterator[tuple[Any, ...]]:
    names = ", ".join(f'held."{name}"' for name in kind.columns)
    return conn.execute(
        f"""
        SELECT r.payload, r.entity, {names}
        FROM (SELECT max(position) AS position FROM revision WHERE kind = ? GROUP BY entity) AS latest
        JOIN revision AS r ON r.position = latest.position
        LEFT JOIN "{kind.table}" AS held ON held.id = r.entity
        ORDER BY r.entity
        """,
        (kind.table,),
    )


def _words(kind: Kind[Any]) -> str:
    return kind.table.replace("_", " ")
