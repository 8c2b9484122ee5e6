"""All that the core asks of storage, on one page.

A store holds the entities of one file and the log of every change to them. Nothing is written outside a step.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

from ascdesk.model import Entity, EntityId, ImportedFile
from ascdesk.periods import Period

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Step:
    """One change as the log records it; `action` is do, keep, undo or redo, `of` the step that it reverses.

    Undo takes back what was done; it passes over what is to be kept, such as a lock, which goes by a step of its own.
    """

    id: str
    label: str
    action: str
    of: str | None
    author: str
    device: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """One entity before and after a step; None stands for "was not there"."""

    step: Step
    entity: EntityId
    kind: type[Entity]
    before: Entity | None
    after: Entity | None


class Store(Protocol):
    """One open file."""

    @property
    def path(self) -> Path:
        """Where the file lies."""

    def in_place(self) -> bool:
        """Tell whether the path still leads to this file: nothing can be kept in one that was moved or deleted."""

    def step(self, label: str, kept: bool = False) -> AbstractContextManager[None]:
        """Group the writes of the block into one step: all of them are kept, or none.

        A step in which nothing changed leaves no trace in the log. Undo passes over one that is `kept`.
        """

    def write(self, entities: Iterable[Entity]) -> int:
        """Write each entity that differs from what is held, with a revision; return how many did."""

    def remove(self, entities: Iterable[Entity]) -> int:
        """Remove the entities that are held, each with a revision; return how many there were."""

    def read(self, kind: type[E], **where: object) -> list[E]:
        """Return entities of a kind, in a fixed order, whose fields equal the given values.

        A value may be a collection, which matches any of its members: `read(Figure, period=(a, b))`.
        """

    def as_at(self, moment: datetime) -> Store:
        """Return the file as it was at a moment: all that the log says up to it, and nothing can be written.

        To close it leaves this one open.
        """

    def keep_file(self, name: str, content: bytes) -> ImportedFile:
        """Keep a file's bytes, once by hash, and return its entity (written like any other)."""

    def file_content(self, file: EntityId) -> bytes:
        """Return the bytes of a kept file."""

    def local(self, key: str) -> str | None:
        """Return what is kept under a key in this file, outside the log."""

    def keep_local(self, key: str, value: str | None) -> None:
        """Keep a text under a key in this file, outside the log; None lets it go."""

    def undoable(self) -> Step | None:
        """Return the latest own step that is not undone, if any."""

    def redoable(self) -> Step | None:
        """Return the step that was undone last, unless something else was done since."""

    def undo(self) -> Step:
        """Take back the latest own step by a step of its own; refused if its entities changed since."""

    def redo(self) -> Step:
        """Do the step again that was undone last, by a step of its own."""

    def periods(self) -> set[Period]:
        """Return the periods that have figures, printed judgements or commentaries."""

    def history(
        self, measure: EntityId | None = None, limit: int | None = None, kind: type[Entity] | None = None
    ) -> list[Change]:
        """Return what changed, latest first; of a measure and all that belongs to it, or of everything.

        Of one kind of entity where that is given, which is quicker than to choose afterwards.
        """

    def changes_of(self, step: str) -> list[Change]:
        """Return what one step changed, by its id."""

    def steps(self, limit: int | None = None) -> list[Step]:
        """Return the log's steps, latest first."""

    def check(self) -> list[str]:
        """Examine the whole file - pages, chain of hashes, tables against log - and say what is wrong."""

    def first_damage(self) -> str:
        """Return in a sentence that the pages of the file are not whole, or nothing; a large file is not looked at."""

    def copy_to(self, path: Path) -> None:
        """Write a finished, checked copy of the file, put into place only when it is whole."""

    def close(self) -> None:
        """Let go of the file."""
