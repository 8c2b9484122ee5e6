"""Which replica writes: a new one whenever the file finds itself in another place or on another machine.

Two copies of a file would otherwise give the same sequence number to different revisions. What is kept here
is local to the file and no part of the log.
"""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from pathlib import Path

from db.revisions import random_id


def settle(conn: sqlite3.Connection, path: Path) -> list[str]:
    """Return the replicas that this file has been, the one that writes now last; inside a transaction."""
    known = dict(conn.execute("SELECT key, value FROM local").fetchall())
    replicas: list[str] = json.loads(known.get("replicas", "[]"))
    here = {"path": os.path.normcase(path.resolve()), "machine": platform.node()}
    if not replicas or any(known.get(key) != value for key, value in here.items()):
        replicas.append(random_id())
        _keep(conn, {"replicas": json.dumps(replicas), **here})
    return replicas


def uproot(conn: sqlite3.Connection) -> None:
    """Make a copy a new replica wherever it is opened, the place of the original included."""
    conn.execute("DELETE FROM local WHERE key IN ('path', 'machine')")


def _keep(conn: sqlite3.Connection, values: dict[str, str]) -> None:
    conn.executemany(
        "INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        values.items(),
    )
