"""The store on one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ascdesk.errors import UserError
from ascdesk.identity import file_id
from ascdesk.model import Entity, EntityId, ImportedFile
from ascdesk.periods import Period
from ascdesk.store import Change, E, Step, Store
from db import blobs, check, files, history, local, replica, tables, undo
from db.as_at import PastStore
from db.codec import KINDS, Kind
from db.connection import MEMORY, OpenFile, OpenMemory, connect, make_tables
from db.errors import refusal, user_errors
from db.log import Clock, Log

# A file up to so many bytes is read through in less than a twentieth of a second.
QUICKLY_READ = 24_000_000
# What the program's parts keep is told apart from what the file keeps of itself.
LOCAL = "kept:"


def now() -> datetime:
    """Return the time, as the log keeps it."""
    return datetime.now(UTC)


def open_store(path: Path, *, author: str, clock: Clock = now) -> SqliteStore:
    """Open a file for one author, or refuse it with a sentence; `:memory:` is a new one, never kept."""
    return SqliteStore(OpenMemory() if path == MEMORY else OpenFile(path), author, clock)


def create(path: Path, *, author: str, clock: Clock = now) -> SqliteStore:
    """Make a new file, built beside its place and never over another, and open it."""
    with user_errors(path), files.beside(path) as part:
        conn = connect(part)
        try:
            make_tables(conn)
        finally:
            conn.close()
    return open_store(path, author=author, clock=clock)


class SqliteStore:
    """Implements `ascdesk.store.Store`. One thread owns it at a time."""

    def __init__(self, file: OpenFile, author: str, clock: Clock) -> None:
        self._file = file
        self._conn = file.conn
        try:
            self._log = Log(file, author, clock)
        except BaseException:
            file.close()
            raise

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._file.path

    def in_place(self) -> bool:
        """Tell whether the path still leads to this file: nothing can be kept in one that was moved or deleted."""
        with suppress(OSError):
            return self._file.is_in_place()
        return False

    @contextmanager
    def step(self, label: str, kept: bool = False) -> Iterator[None]:
        """Group the writes of the block into one step: all of them are kept, or none; undo passes over a `kept` one."""
        with self._log.group(label, "keep" if kept else "do"):
            yield

    def write(self, entities: Iterable[Entity]) -> int:
        """Write each entity that differs from what is held, with a revision; return how many did."""
        return sum(
            self._log.keep(kind, dict(zip(by_id, kind.rows(list(by_id.values())), strict=True)))
            for kind, by_id in _by_kind(entities)
        )

    def remove(self, entities: Iterable[Entity]) -> int:
        """Remove the entities that are held, each with a revision; return how many there were."""
        return sum(self._log.keep(kind, dict.fromkeys(by_id)) for kind, by_id in _by_kind(entities))

    def read(self, kind: type[E], **where: object) -> list[E]:
        """Return entities of a kind, in the order of their ids, whose fields equal the given values."""
        with user_errors(self.path):
            return tables.select(self._conn, KINDS[kind], where)

    def as_at(self, moment: datetime) -> Store:
        """Return the file as it was at a moment, to be read; closing that leaves this one open."""
        return PastStore(self, self._conn, moment)

    def keep_file(self, name: str, content: bytes) -> ImportedFile:
        """Keep a file's bytes, once by hash, and return its entity."""
        with self._log.writing():
            digest = blobs.keep(self._conn, content)
        file = ImportedFile(id=file_id(digest), name=name, sha256=digest, size=len(content))
        self.write([file])
        return file

    def file_content(self, file: EntityId) -> bytes:
        """Return the bytes of a kept file."""
        with user_errors(self.path):
            (kept,) = self.read(ImportedFile, id=file)
            return blobs.content_of(self._conn, kept, self.path)

    def local(self, key: str) -> str | None:
        """Return what is kept under a key in this file, outside the log."""
        with user_errors(self.path):
            return local.value(self._conn, f"{LOCAL}{key}")

    def keep_local(self, key: str, value: str | None) -> None:
        """Keep a text under a key in this file, outside the log; None lets it go."""
        with self._log.transaction(), user_errors(self.path):
            local.keep(self._conn, f"{LOCAL}{key}", value)

    def undoable(self) -> Step | None:
        """Return the latest own step that is not undone, if any."""
        with user_errors(self.path):
            return undo.undoable(self._conn, self._log.author, self._log.replicas)

    def redoable(self) -> Step | None:
        """Return the step that was undone last, unless something else was done since."""
        with user_errors(self.path):
            return undo.redoable(self._conn, self._log.author, self._log.replicas)

    def undo(self) -> Step:
        """Take back the latest own step by a step of its own; refused if its entities changed since."""
        return self._reverse(self.undoable(), "undo")

    def redo(self) -> Step:
        """Do the step again that was undone last, by a step of its own."""
        return self._reverse(self.redoable(), "redo")

    def periods(self) -> set[Period]:
        """Return the periods that have figures, printed judgements or commentaries."""
        with user_errors(self.path):
            return tables.periods(self._conn)

    def history(
        self, measure: EntityId | None = None, limit: int | None = None, kind: type[Entity] | None = None
    ) -> list[Change]:
        """Return what changed, latest first; of a measure and all that belongs to it, or of one kind of entity."""
        with user_errors(self.path):
            return history.changes(self._conn, measure, limit, KINDS[kind].table if kind else None)

    def changes_of(self, step: str) -> list[Change]:
        """Return what one step changed."""
        with user_errors(self.path):
            return history.changes_of(self._conn, step)

    def steps(self, limit: int | None = None) -> list[Step]:
        """Return the log's steps, latest first."""
        with user_errors(self.path):
            return history.steps(self._conn, limit)

    def check(self) -> list[str]:
        """Examine the whole file and say what is wrong."""
        return check.full(self._conn)

    def first_damage(self) -> str:
        """Return what is wrong with the pages of a file that is quickly read through; nothing for a large one."""
        if self.path == MEMORY or self.path.stat().st_size > QUICKLY_READ:
            return ""
        return next(iter(check.readable(self._conn)), "")

    def copy_to(self, path: Path) -> None:
        """Write a finished, checked copy, put into place when it is whole and never over another file."""
        if self._log.running:
            raise RuntimeError("a copy cannot be made within a step")
        with user_errors(path), files.beside(path) as part:
            files.copy_database(self._conn, part)
            _prove_copy(part, path)

    def close(self) -> None:
        """Let go of the file; of a step that was not finished nothing is kept."""
        self._file.close()

    def _reverse(self, of: Step | None, action: str) -> Step:
        if of is None:
            raise UserError(f"There is nothing to {action}.")
        with user_errors(self.path):
            restored = undo.restoration(self._conn, of, undo=action == "undo")
        with self._log.group(f"{action.capitalize()}: {of.label}", action, of.id) as step:
            # Logged even if it changes nothing, or the same step would be undone for ever.
            self._log.keep_step()
            for kind, rows in restored.items():
                self._log.keep(kind, rows)
        return step


def _by_kind(entities: Iterable[Entity]) -> list[tuple[Kind[Any], dict[EntityId, Entity]]]:
    """Sort entities by kind; of two with one id the later counts."""
    found: dict[type, dict[EntityId, Entity]] = {}
    for entity in entities:
        found.setdefault(type(entity), {})[entity.id] = entity
    return [(KINDS[type_], by_id) for type_, by_id in found.items()]


def _prove_copy(part: Path, path: Path) -> None:
    """Examine a copy as a whole, and let it become a replica of its own wherever it is opened."""
    conn = connect(part)
    try:
        problems = check.full(conn)
        if problems:
            raise refusal(path, f"was not written: the copy is not whole. {problems[0]}", "Check the file itself.")
        replica.uproot(conn)
    finally:
        conn.close()
