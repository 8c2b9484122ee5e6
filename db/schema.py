"""Which version of the file this program writes, and how a file shows that its tables are those.

Kept apart from the migrations, so that opening a file need not load sqlite-utils.
"""

from __future__ import annotations

import hashlib
import sqlite3

APPLICATION_ID = 0x41534344  # "ASCD"
VERSION = 3
# `fingerprint` of a file of this version; a test compares it with a fresh file.
FINGERPRINT = "7a1955aaa84c85775e853fc23f1040aa674654ba7c0f5375c7b61ce7c065b585"


def fingerprint(conn: sqlite3.Connection) -> str:
    """Return a hash of the tables, columns, indexes and triggers, whatever the spelling of their SQL.

    Triggers count with their whole text: one that was slipped in would run with every write.
    """
    rows = conn.execute(
        """
        SELECT m.type, m.name, m.tbl_name, c.cid, c.name, c.type, c."notnull", c.pk,
               CASE WHEN m.type IN ('trigger', 'view') THEN m.sql END
        FROM sqlite_master AS m LEFT JOIN pragma_table_info(m.name) AS c ON m.type = 'table'
        WHERE m.name NOT LIKE 'sqlite~_%' ESCAPE '~'
        ORDER BY m.type, m.name, c.cid
        """
    )
    return hashlib.sha256(repr(rows.fetchall()).encode()).hexdigest()
