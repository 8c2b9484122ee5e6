"""Typed texts that made no figure: they stay in their cells, and in the file, until somebody mends them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from ascdesk.entering import Field
from ascdesk.model import EntityId
from ascdesk.workspace import Workspace

# Under which the texts are kept in the file, outside its log.
KEPT = "figures: unread"
CellKey = tuple[EntityId, Field]


@dataclass(frozen=True, slots=True)
class Kept:
    """A text, the sentence that says what is wrong with it, and in words where it stands.

    `refused` tells that it could be read, but not be written into the file; `choices` are texts that would say
    plainly what may be meant; `waits` tells that it can be read, and is only kept once somebody says why.
    """

    text: str
    why: str
    where: str
    refused: bool = False
    choices: tuple[str, ...] = ()
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """The texts that something took out of cells, and those that it put into cells."""

    gone: Mapping[CellKey, Kept]
    came: Mapping[CellKey, Kept]

    def __bool__(self) -> bool:
        return bool(self.gone or self.came)


class Unread:
    """The texts by figure and field; `saved` tells whether the file has all of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self.saved = True
        held = json.loads(workspace.half_typed(KEPT) or "[]")
        self._texts = {(EntityId(figure), Field(field)): _kept(said) for figure, field, *said in held}

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[CellKey]:
        return iter(self._texts)

    @property
    def refused(self) -> bool:
        """Whether any of the texts could only not be written."""
        return any(each.refused for each in self._texts.values())

    def not_saved(self) -> tuple[Kept, ...]:
        """Return the texts that could be read and were not written."""
        return tuple(each for each in self._texts.values() if each.refused)

    def get(self, key: CellKey) -> Kept | None:
        """Return what is kept of a cell, if its text made no figure."""
        return self._texts.get(key)

    def where(self) -> str:
        """Return in words where the first of the texts stands."""
        return next((each.where for each in self._texts.values()), "")

    def keep(self, texts: Mapping[CellKey, Kept]) -> None:
        """Keep texts that made no figure."""
        self._texts.update(texts)
        self.saved = self.saved and not texts

    def drop(self, keys: Iterable[CellKey]) -> Mapping[CellKey, Kept]:
        """Let the texts of some cells go; return what was kept of them."""
        gone = {key: self._texts.pop(key) for key in keys if key in self._texts}
        self.saved = self.saved and not gone
        return gone

    def save(self) -> None:
        """Write the texts into the file; UserError where it takes nothing."""
        lines = [[figure, field.value, *astuple(kept)] for (figure, field), kept in self._texts.items()]
        self._workspace.keep_half_typed(KEPT, json.dumps(lines) if lines else None)
        self.saved = True


def _kept(said: list[Any]) -> Kept:
    """Return a text as it was kept, also by a program that kept less of it."""
    kept = Kept(*said)
    return replace(kept, choices=tuple(kept.choices))
