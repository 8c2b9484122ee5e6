"""Writing: every change of a table in a step, and with its revision."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from ascdesk.store import Step
from db import replica, revisions, tables
from db.codec import Kind
from db.connection import OpenFile
from db.errors import user_errors
from db.undo import Rows

Clock = Callable[[], datetime]


class Log:
    """What writes to an open file: which replica it is, where its chain ends, and the step that runs."""

    def __init__(self, file: OpenFile, author: str, clock: Clock) -> None:
        self._file = file
        self._conn = conn = file.conn
        self._path = path = file.path
        self._clock = clock
        self._step: Step | None = None
        self._logged = False  # whether the step is in the log yet: an empty one never gets there
        self._failed = False  # whether one of its writes failed, so that it must not be kept
        self.author = author
        with user_errors(path):
            with self.transaction():
                self.replicas = replica.settle(conn, path)
            self._end = revisions.end_of(conn, self.replicas[-1])

    @property
    def running(self) -> bool:
        """Whether a step runs."""
        return self._step is not None

    @contextmanager
    def group(self, label: str, action: str = "do", of: str | None = None) -> Iterator[Step]:
        """Keep what the block writes as one step, all of it or nothing."""
        if self._step:
            raise RuntimeError(f"a step within the step “{self._step.label}”")
        step = Step(revisions.random_id(), label, action, of, self.author, platform.node(), self._clock())
        try:
            with self.transaction():
                self._step, self._logged, self._failed = step, False, False
                yield step
                if self._failed:
                    raise RuntimeError(f"a write failed in the step “{label}”, and the step went on")
        except BaseException:
            self._end = revisions.end_of(self._conn, self.replicas[-1])
            raise
        finally:
            self._step = None

    @contextmanager
    def writing(self) -> Iterator[Step]:
        """Guard a write: it needs a step, which is not kept if the write fails, even if its block goes on."""
        # When the disk is full, SQLite ends the transaction: what followed would be kept at once.
        if self._step is None or not self._conn.in_transaction:
            raise RuntimeError("nothing is written outside a step")
        try:
            with user_errors(self._path):
                yield self._step
        except BaseException:
            self._failed = True
            raise

    def keep(self, kind: Kind[Any], rows: Rows) -> int:
        """Make the table say what the rows say, None being a removal; log and count what this changes."""
        with self.writing() as step:
            held = tables.held(self._conn, kind, rows)
            changed = {id_: row for id_, row in rows.items() if held.get(id_) != row}
            if not changed:
                return 0
            there = {id_: row for id_, row in changed.items() if row}
            payloads = dict(zip(there, kind.payloads(list(there.values())), strict=True))
            self.keep_step()
            tables.put(self._conn, kind, there.values())
            tables.drop(self._conn, kind, changed.keys() - there.keys())
            changes = [
                revisions.Change(id_, kind.about(row or held[id_]), payloads.get(id_)) for id_, row in changed.items()
            ]
            revisions.append(self._conn, self._end, self.replicas[-1], step, kind.table, changes)
            return len(changed)

    def keep_step(self) -> None:
        """Log the step that runs, before the first of its changes."""
        with self.writing() as step:
            if not self._logged:
                revisions.append_step(self._conn, self._end, self.replicas[-1], step)
                self._logged = True

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that the block writes, or nothing; what is no part of the log needs no step."""
        # The block may hold anyone's code, whose own errors are none of the file's.
        with user_errors(self._path):
            self._file.refuse_if_gone()
            self._conn.execute("BEGIN IMMEDIATE")
        try:
            yield
            with user_errors(self._path):
                self._file.refuse_if_gone()  # a long step leaves time enough to move the file
                self._conn.execute("COMMIT")
        except BaseException:
            if self._conn.in_transaction:
                self._conn.execute("ROLLBACK")
            raise
