"""What an import would do: every entity of the returns beside what the file holds now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from ascdesk.errors import Problem
from ascdesk.model import Entity, ImportedFile, Measure
from ascdesk.returns.values import Book, Taken


class Status(StrEnum):
    """What an import does to one entity."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Item:
    """One entity that an import would write, beside the one that is held."""

    status: Status
    entity: Entity
    before: Entity | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do, to be looked at before it is done; problems are the cells it rejects.

    `measures` are made only when adopting; `structure` are the sections and placements that they come with.
    """

    books: tuple[Book, ...]
    items: tuple[Item, ...]
    measures: tuple[Measure, ...]
    structure: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    accounts: tuple[tuple[str, Taken], ...]

    def count(self, status: Status) -> int:
        """Return how many entities have this status."""
        return sum(item.status is status for item in self.items)

    @property
    def changes_nothing(self) -> bool:
        """Tell whether applying it would leave the file as it is."""
        arranged = any(not isinstance(entity, ImportedFile) for entity in self.structure)
        return not self.measures and not arranged and self.count(Status.UNCHANGED) == len(self.items)

    @property
    def taken(self) -> Counter[Taken]:
        """How many cells were taken for what."""
        return Counter(taken for _, taken in self.accounts)
