"""A file as it was at a moment, read from the log; what it costs grows with what has changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NoReturn

from ascdesk.as_at import BACK, unchangeable
from ascdesk.days import show_day
from ascdesk.errors import UserError
from ascdesk.model import Commentary, Entity, EntityId, Figure, ImportedFile, PublishedJudgement
from ascdesk.periods import Period
from ascdesk.store import Change, E, Step, Store
from db import blobs, history, tables
from db.codec import KINDS, Cell, Kind, Row, kept_period
from db.errors import user_errors

# The kinds whose periods a file is said to have.
_PERIODS_OF = (Figure, PublishedJudgement, Commentary)


@dataclass(slots=True)
class _Since:
    """What changed of a kind after the moment: every id, and the rows that were there before, by what they are about.

    `position` is the end of the log when this was looked up.
    """

    position: int
    ids: frozenset[str]
    rows: dict[str, list[Row]] = field(default_factory=dict)


class PastStore:
    """Implements `ascdesk.store.Store` for a moment of an open store's past; nothing can be written.

    To close it leaves the file open.
    """

    def __init__(self, now: Store, conn: sqlite3.Connection, moment: datetime) -> None:
        self._now, self._conn, self._moment = now, conn, moment
        self._at = moment.astimezone(UTC).isoformat()  # the log's times are all of this zone, and sort as text
        self._found: dict[str, _Since] = {}

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._now.path

    def in_place(self) -> bool:
        """Tell whether the path still leads to this file."""
        return self._now.in_place()

    def as_at(self, moment: datetime) -> Store:
        """Return the file as it was at a moment, or at this one where that is earlier."""
        return self._now.as_at(min(moment, self._moment))

    def read(self, kind: type[E], **where: object) -> list[E]:
        """Return the entities of a kind that were there, in the order of their ids, whose fields equal the values."""
        of = KINDS[kind]
        with user_errors(self.path):
            since = self._since(of)
            found = tables.rows(self._conn, of, where)
        if since.ids:
            at = of.columns.index("id")
            kept = [row for row in found if row[at] not in since.ids]
            found = sorted([*kept, *_matching(of, since, where)], key=lambda row: str(row[at]))
        return of.entities(found)

    def file_content(self, file: EntityId) -> bytes:
        """Return the bytes of a file that was kept by then."""
        held = self.read(ImportedFile, id=file)
        if not held:
            raise UserError(f"The file was not here on {show_day(self._day)}.", BACK)
        with user_errors(self.path):
            return blobs.content_of(self._conn, held[0], self.path)

    def local(self, key: str) -> str | None:
        """Return nothing: what is half typed is of today."""
        return None

    def keep_local(self, key: str, value: str | None) -> None:
        """Refuse to keep a text; to let one go that is not there is nothing."""
        if value is not None:
            self._refuse()

    def periods(self) -> set[Period]:
        """Return the periods that had figures, printed judgements or commentaries."""
        with user_errors(self.path):
            return {kept_period(text) for type_ in _PERIODS_OF for text in self._periods_of(KINDS[type_])}

    def history(
        self, measure: EntityId | None = None, limit: int | None = None, kind: type[Entity] | None = None
    ) -> list[Change]:
        """Return what had changed by then, latest first."""
        with user_errors(self.path):
            return history.changes(self._conn, measure, limit, KINDS[kind].table if kind else None, self._at)

    def changes_of(self, step: str) -> list[Change]:
        """Return what a step changed; nothing of a later one."""
        return [each for each in self._now.changes_of(step) if each.step.at <= self._moment]

    def steps(self, limit: int | None = None) -> list[Step]:
        """Return the steps by then, latest first."""
        with user_errors(self.path):
            return history.steps(self._conn, limit, self._at)

    def undoable(self) -> Step | None:
        """Return None: nothing is undone in the past."""
        return None

    def redoable(self) -> Step | None:
        """Return None: nothing is done again in the past."""
        return None

    def check(self) -> list[str]:
        """Examine the whole file, which holds its past."""
        return self._now.check()

    def first_damage(self) -> str:
        """Return what is wrong with the pages of the file."""
        return self._now.first_damage()

    def close(self) -> None:
        """Leave the file open: whoever opened it closes it."""

    # All that would write is refused.

    def step(self, label: str, kept: bool = False) -> AbstractContextManager[None]:
        """Refuse to change anything."""
        self._refuse()

    def write(self, entities: Iterable[Entity]) -> int:
        """Refuse to change anything."""
        self._refuse()

    def remove(self, entities: Iterable[Entity]) -> int:
        """Refuse to change anything."""
        self._refuse()

    def keep_file(self, name: str, content: bytes) -> ImportedFile:
        """Refuse to change anything."""
        self._refuse()

    def undo(self) -> Step:
        """Refuse to change anything."""
        self._refuse()

    def redo(self) -> Step:
        """Refuse to change anything."""
        self._refuse()

    def copy_to(self, path: Path) -> None:
        """Refuse: a copy would hold all that came later."""
        raise UserError("A copy is always of the file as it is today.", "Go back to today first, or export a report.")

    @property
    def _day(self) -> date:
        return self._moment.astimezone().date()

    def _refuse(self) -> NoReturn:
        raise unchangeable(self._day)

    def _since(self, kind: Kind[Any]) -> _Since:
        """Return what changed of a kind after the moment; looked up again where something was written meanwhile."""
        (position,) = self._conn.execute("SELECT coalesce(max(position), 0) FROM revision").fetchone()
        since = self._found.get(kind.table)
        if since is None or since.position != position:
            since = self._found[kind.table] = _look_up(self._conn, kind, self._at, position)
        return since

    def _periods_of(self, kind: Kind[Any]) -> set[str]:
        since, at = self._since(kind), kind.columns.index("period")
        found = {str(row[at]) for rows in since.rows.values() for row in rows}
        for (period,) in tables.kept_periods(self._conn, kind.table):
            if period not in found and (not since.ids or self._any_kept(kind, period, since.ids)):
                found.add(period)
        return found

    def _any_kept(self, kind: Kind[Any], period: str, changed: Collection[str]) -> bool:
        """Tell whether something of a period is as it was at the moment."""
        ids = self._conn.execute(f'SELECT id FROM "{kind.table}" WHERE period = ?', (period,))
        return any(id_ not in changed for (id_,) in ids)


def _look_up(conn: sqlite3.Connection, kind: Kind[Any], at: str, position: int) -> _Since:
    """Find what changed of a kind after a moment, and what each of it was then, if it was there."""
    found = conn.execute(
        """
        SELECT later.entity, (
            SELECT payload FROM revision WHERE kind = ?1 AND entity = later.entity AND at <= ?2
            ORDER BY position DESC LIMIT 1)
        FROM (
            SELECT DISTINCT r.entity FROM step AS s CROSS JOIN revision AS r ON r.step = s.id
            WHERE s.at > ?2 AND r.kind = ?1) AS later
        """,
        (kind.table, at),
    ).fetchall()
    since = _Since(position, frozenset(entity for entity, _ in found))
    for _, payload in found:
        if payload is not None:
            row = kind.row(payload)
            since.rows.setdefault(kind.about(row), []).append(row)
    return since


def _matching(kind: Kind[Any], since: _Since, where: dict[str, object]) -> list[Row]:
    """Return the rows of then whose cells equal the values, as `tables.rows` chooses those of today."""
    tests = [(kind.columns.index(column), tables.cells(kind, column, value)) for column, value in where.items()]
    owners = next((wanted for place, wanted in tests if kind.is_about(place)), None)
    groups: Iterable[list[Row]] = since.rows.values()
    if owners is not None:
        groups = (since.rows[str(owner)] for owner in owners if owner in since.rows)
    fits = _fitting([(place, wanted) for place, wanted in tests if not kind.is_about(place)])
    return [row for rows in groups for row in rows if fits(row)]


def _fitting(tests: list[tuple[int, frozenset[Cell]]]) -> Callable[[Row], bool]:
    return lambda row: all(row[place] in wanted for place, wanted in tests)
