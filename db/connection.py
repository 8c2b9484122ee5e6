"""Opening the file: refused with a sentence, or locked, examined and brought up to date."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from itertools import count
from pathlib import Path

from db import check, files, replica, schema
from db.errors import RESTORE, moved, refusal, user_errors

MEMORY = Path(":memory:")

# The files that this process has open, by device and inode. POSIX drops every lock that a process holds on a
# file as soon as it closes any handle on it: reading the first bytes of a file that is open here would unlock it.
_open_here: set[tuple[int, int]] = set()

# With recursive triggers, REPLACE cannot slip past those that guard the log.
_PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "recursive_triggers = ON",
    "trusted_schema = OFF",
    "cache_size = -131072",  # KiB: the pages of a large import, which would else be written and synced twice
)


class OpenFile:
    """A locked file and its one connection.

    The connection is in SQLite's own autocommit mode: nothing but `BEGIN` opens a transaction, so none can be
    open unseen, and sqlite-utils, which only the migrations use, works on it too. It is not bound to a
    thread: one thread owns it at a time, the main thread or one worker during a long step.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with user_errors(path):
            self._identity = _identity(path)
            if self._identity in _open_here:
                raise refusal(path, "is open in another window or command", "Close it there and try again.")
            files.refuse_unopenable(path)
            unclean = files.has_hot_journal(path)
            self.conn = connect(path)
            try:
                _lock(self.conn)
                _examine(self.conn, path, unclean)
            except BaseException:
                _let_go(self.conn)
                raise
        if self._identity:
            _open_here.add(self._identity)

    def refuse_if_gone(self) -> None:
        """Refuse to go on writing where the path no longer leads to this file: nobody would find what is written.

        SQLite itself need not notice, because it keeps both the file and its journal open.
        """
        if not self.is_in_place():
            raise moved(self.path)

    def is_in_place(self) -> bool:
        """Tell whether the path still leads to this file."""
        return self._identity is None or self._is_at(_identity(self.path))

    def _is_at(self, there: tuple[int, int] | None) -> bool:
        # Windows lets nobody replace a file that is open, but on some of its drives a file's number may change.
        return there == self._identity or (os.name == "nt" and there is not None)

    def close(self) -> None:
        """Let go of the file, and of the empty journal beside it, unless that is another file's by now."""
        there = None
        with contextlib.suppress(OSError):
            there = _identity(self.path)
        _let_go(self.conn, tidy=there is None or self._is_at(there))
        if self._identity:
            _open_here.discard(self._identity)


class OpenMemory(OpenFile):
    """A store that lives as long as the process, for tests and previews."""

    def __init__(self) -> None:
        self.path = MEMORY
        self._identity = None
        self.conn = connect(MEMORY)
        make_tables(self.conn)


def connect(path: Path) -> sqlite3.Connection:
    """Connect to a file without examining it."""
    conn = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False, cached_statements=256)
    try:
        for pragma in _PRAGMAS:
            conn.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        conn.close()
        raise
    return conn


def make_tables(conn: sqlite3.Connection) -> None:
    """Make what the tables lack of this version."""
    # sqlite-utils takes a fifth of a second to load, which a file of today need not wait for.
    from db import migrations

    migrations.bring_up_to_date(conn)


def _let_go(conn: sqlite3.Connection, tidy: bool = True) -> None:
    # Only in normal locking mode does SQLite remove the journal. A disk that is gone must not keep us from closing.
    with contextlib.suppress(sqlite3.Error):
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        if tidy:
            conn.execute("PRAGMA locking_mode = NORMAL")
            conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def _lock(conn: sqlite3.Connection) -> None:
    """Take the lock now; in exclusive mode it stays until the connection is closed."""
    conn.execute("BEGIN EXCLUSIVE")
    conn.execute("COMMIT")


def _examine(conn: sqlite3.Connection, path: Path, unclean: bool) -> None:
    (version,) = conn.execute("PRAGMA user_version").fetchone()
    if version < schema.VERSION:
        _refuse_damaged(path, check.older(conn))
        _keep_as_it_was(conn, path)
        make_tables(conn)
    _refuse_damaged(path, check.full(conn) if unclean else check.quick(conn))


def _keep_as_it_was(conn: sqlite3.Connection, path: Path) -> None:
    """Write a copy beside a file of an older version, which is there only when it is whole and on the disk."""
    with files.beside(_free_name(path, schema.VERSION)) as part:
        files.copy_database(conn, part)
        copy = connect(part)
        try:
            _refuse_damaged(path, check.older(copy))
            # Put in the place of the file it would else give its numbers a second time.
            replica.uproot(copy)
        finally:
            copy.close()


def _free_name(path: Path, version: int) -> Path:
    """Return the name for the copy that is made before the file becomes that of a version."""
    for number in count(1):
        again = f"-{number}" if number > 1 else ""
        name = path.with_name(f"{path.stem}.before-v{version}{again}{path.suffix}")
        if not name.exists():
            return name
    raise AssertionError("count() never ends")


def _refuse_damaged(path: Path, problems: list[str]) -> None:
    if problems:
        raise refusal(path, f"is damaged. {problems[0].removesuffix('.')}", f"The file was not changed. {RESTORE}")
