"""Typed texts that could not be read: they stay in their cells, and in the file, until somebody mends them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from ascdesk.entering import Field
from ascdesk.model import EntityId
from ascdesk.workspace import Workspace

# Under which the texts are kept in the file, outside its log.
KEPT = "figures: unread"
CellKey = tuple[EntityId, Field]


class Unread:
    """The texts by figure and field, each with the sentence that says what is wrong with it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        kept: list[list[str]] = json.loads(workspace.half_typed(KEPT) or "[]")
        self._texts = {(EntityId(figure), Field(field)): (text, why, where) for figure, field, text, why, where in kept}

    def __len__(self) -> int:
        return len(self._texts)

    def __iter__(self) -> Iterator[CellKey]:
        return iter(self._texts)

    def get(self, key: CellKey) -> tuple[str, str] | None:
        """Return the text of a cell and what is wrong with it, if it could not be read."""
        found = self._texts.get(key)
        return found[:2] if found else None

    def where(self) -> str:
        """Return in words where the first of the texts stands."""
        return next((where for _, _, where in self._texts.values()), "")

    def keep(self, texts: Mapping[CellKey, tuple[str, str, str]]) -> None:
        """Keep texts that could not be read, each with what is wrong with it and where it stands."""
        self._texts.update(texts)
        self._save()

    def drop(self, keys: Iterable[CellKey]) -> bool:
        """Let the texts of some cells go; False where there were none."""
        gone = [key for key in keys if self._texts.pop(key, None) is not None]
        if gone:
            self._save()
        return bool(gone)

    def _save(self) -> None:
        lines = [[figure, field.value, *said] for (figure, field), said in self._texts.items()]
        self._workspace.keep_half_typed(KEPT, json.dumps(lines) if lines else None)
