"""The log: one revision for every change of an entity, chained by hashes, never changed or removed."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from typing import NamedTuple

from ascdesk.store import Step
from db.codec import STEP, Row, canonical, canonical_rows

START = ""  # the chain hash before a replica's first revision


class Revision(NamedTuple):
    """One row of the log; `about` is the measure, or whatever else, that the entity belongs to, or itself.

    `position` is only the order in which this file learned of it.
    """

    position: int
    rev_id: str
    replica: str
    seq: int
    entity: str
    kind: str
    about: str
    parents: str
    payload: str | None
    step: str
    author: str
    at: str
    row_hash: str
    chain_hash: str


class Change(NamedTuple):
    """What a revision is made of: the entity, what it is about, and its JSON, or None for its removal."""

    entity: str
    about: str
    payload: str | None


@dataclass(slots=True)
class End:
    """Where a replica's chain ends, and the whole log."""

    position: int
    seq: int
    chain_hash: str


HASHED = Revision._fields[1:-2]
_COLUMNS = ", ".join(Revision._fields)
_INSERT = f"INSERT INTO revision ({_COLUMNS}) VALUES ({', '.join('?' * len(Revision._fields))})"


def random_id() -> str:
    """Return a new random UUID; `uuid.uuid4` takes four times as long."""
    digits = os.urandom(16).hex()
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"


def row_hashes(hashed: Sequence[Row]) -> list[str]:
    """Return the hashes of whole revisions: all but their place in this file and the hashes themselves."""
    return [sha256(text.encode()).hexdigest() for text in canonical_rows(HASHED, hashed)]


def chain_hash(before: str, row: str) -> str:
    """Return the hash that ties a revision to all that its replica wrote before."""
    return sha256((before + row).encode()).hexdigest()


def are_whole(log: Sequence[Revision], before: Iterable[str]) -> Iterator[bool]:
    """Say of each revision whether it is as it was written, after the chain hash that came before it."""
    for revision, row, chain in zip(log, row_hashes([revision[1:-2] for revision in log]), before, strict=True):
        yield row == revision.row_hash and chain_hash(chain, row) == revision.chain_hash


def end_of(conn: sqlite3.Connection, replica: str) -> End:
    """Return where the log and a replica's chain end."""
    (position,) = conn.execute("SELECT coalesce(max(position), 0) FROM revision").fetchone()
    last = conn.execute(
        "SELECT seq, chain_hash FROM revision WHERE replica = ? ORDER BY seq DESC LIMIT 1", (replica,)
    ).fetchone()
    return End(position, *(last or (0, START)))


def append_step(conn: sqlite3.Connection, end: End, replica: str, step: Step) -> None:
    """Log a step, which is the first revision of its group."""
    rows = STEP.rows([step])
    (payload,) = STEP.payloads(rows)
    columns = ("position", "replica", *STEP.columns)
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    conn.execute(f"INSERT INTO step ({names}) VALUES ({marks})", (end.position + 1, replica, *rows[0]))
    append(conn, end, replica, step, STEP.table, [Change(step.id, step.id, payload)])


def append(conn: sqlite3.Connection, end: End, replica: str, step: Step, kind: str, changes: Sequence[Change]) -> None:
    """Log what a step changed of one kind, and move the end."""
    parents = latest(conn, kind, [change.entity for change in changes])
    revisions = list(_chained(end, replica, step, kind, changes, parents))
    conn.executemany(_INSERT, revisions)
    last = revisions[-1]
    end.position, end.seq, end.chain_hash = last.position, last.seq, last.chain_hash


def _chained(
    end: End, replica: str, step: Step, kind: str, changes: Sequence[Change], parents: dict[str, str]
) -> Iterator[Revision]:
    at = step.at.isoformat()
    hashed: list[Row] = []
    for seq, (entity, about, payload) in enumerate(changes, end.seq + 1):
        parent_list = f'["{parents[entity]}"]' if entity in parents else "[]"
        hashed.append((random_id(), replica, seq, entity, kind, about, parent_list, payload, step.id, step.author, at))
    chain = end.chain_hash
    for place, cells, row in zip(count(end.position + 1), hashed, row_hashes(hashed), strict=False):
        chain = chain_hash(chain, row)
        yield Revision._make((place, *cells, row, chain))


def latest(conn: sqlite3.Connection, kind: str, entities: Iterable[str]) -> dict[str, str]:
    """Return the id of the latest revision of each of the entities that have any."""
    rows = conn.execute(
        """
        SELECT entity, rev_id FROM revision WHERE position IN (
            SELECT max(position) FROM revision
            WHERE kind = ? AND entity IN (SELECT value FROM json_each(?)) GROUP BY entity)
        """,
        (kind, canonical(list(entities))),
    )
    return dict(rows.fetchall())


def last_revision(conn: sqlite3.Connection) -> Revision | None:
    """Return the end of the log."""
    row = conn.execute(f"SELECT {_COLUMNS} FROM revision ORDER BY position DESC LIMIT 1").fetchone()
    return Revision(*row) if row else None


def chain_before(conn: sqlite3.Connection, revision: Revision) -> str | None:
    """Return the chain hash that a revision was tied to; None where there is a gap."""
    if revision.seq == 1:
        return START
    row = conn.execute(
        "SELECT chain_hash FROM revision WHERE replica = ? AND seq = ?", (revision.replica, revision.seq - 1)
    ).fetchone()
    return row[0] if row else None


def all_revisions(conn: sqlite3.Connection) -> Iterator[Revision]:
    """Return the log, each replica's own in order."""
    rows = conn.execute(f"SELECT {_COLUMNS} FROM revision ORDER BY replica, seq")
    return map(Revision._make, rows)
