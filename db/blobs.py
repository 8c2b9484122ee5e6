"""Bytes of imported files, kept once each by their hash; outside the log, which holds the hash."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from pathlib import Path

from ascdesk.model import ImportedFile
from db.errors import refusal


def keep(conn: sqlite3.Connection, content: bytes) -> str:
    """Keep the bytes unless they are there, and return their hash."""
    digest = hashlib.sha256(content).hexdigest()
    if not conn.execute("SELECT 1 FROM blob WHERE sha256 = ?", (digest,)).fetchone():
        conn.execute("INSERT INTO blob (sha256, content) VALUES (?, ?)", (digest, zlib.compress(content)))
    return digest


def content(conn: sqlite3.Connection, digest: str) -> bytes | None:
    """Return the bytes with this hash; None if they are not there or not what they were."""
    row = conn.execute("SELECT content FROM blob WHERE sha256 = ?", (digest,)).fetchone()
    try:
        found = zlib.decompress(row[0]) if row else None
    except zlib.error:
        return None
    return found if found is not None and hashlib.sha256(found).hexdigest() == digest else None


def content_of(conn: sqlite3.Connection, file: ImportedFile, path: Path) -> bytes:
    """Return the bytes of an imported file; UserError where they are lost."""
    found = content(conn, file.sha256)
    if found is None:
        raise refusal(path, f"is damaged: the content of “{file.name}” is lost", "Import the file again.")
    return found


def problems(conn: sqlite3.Connection) -> Iterator[str]:
    """Say which kept files are damaged, and which are missing."""
    for (digest,) in conn.execute("SELECT sha256 FROM blob").fetchall():
        if content(conn, digest) is None:
            yield f"A kept file is damaged (its hash began {digest[:12]})."
    for (name,) in conn.execute(
        "SELECT name FROM imported_file WHERE sha256 NOT IN (SELECT sha256 FROM blob) ORDER BY name"
    ):
        yield f"The content of the imported file “{name}” is missing."
