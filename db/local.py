"""What a file keeps beside its log, text by key: where it lies, and what is half typed."""

from __future__ import annotations

import sqlite3


def value(conn: sqlite3.Connection, key: str) -> str | None:
    """Return what is kept under a key."""
    row = conn.execute("SELECT value FROM local WHERE key = ?", [key]).fetchone()
    return row[0] if row else None


def keep(conn: sqlite3.Connection, key: str, text: str | None) -> None:
    """Keep a text under a key; None lets it go."""
    if text is None:
        conn.execute("DELETE FROM local WHERE key = ?", [key])
        return
    conn.execute(
        "INSERT INTO local (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        [key, text],
    )
