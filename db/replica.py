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

from db import local
from db.revisions import random_id


def settle(conn: sqlite3.Connection, path: Path) -> list[str]:
    """Return the replicas that this file has been, the one that writes now last; inside a transaction."""
    replicas: list[str] = json.loads(local.value(conn, "replicas") or "[]")
    here = {"path": os.path.normcase(path.resolve()), "machine": platform.node()}
    if not replicas or any(local.value(conn, key) != value for key, value in here.items()):
        replicas.append(random_id())
        for key, value in {"replicas": json.dumps(replicas), **here}.items():
            local.keep(conn, key, value)
    return replicas


def uproot(conn: sqlite3.Connection) -> None:
    """Make a copy a new replica wherever it is opened, the place of the original included."""
    conn.execute("DELETE FROM local WHERE key IN ('path', 'machine')")
