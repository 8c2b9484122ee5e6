"""The invented council, whole: the steps in which its file comes about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ascdesk.invented.catalogue import Catalogue, catalogue
from ascdesk.invented.figures import figures_of
from ascdesk.invented.setting import setting
from ascdesk.invented.words import words
from ascdesk.model import Entity, EntityId, Figure, Flag
from ascdesk.periods import show_period


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the log: its name, and what it writes."""

    label: str
    entities: tuple[Entity, ...]


def steps() -> Iterator[Step]:
    """Yield the steps that make Anytown: set up, earlier figures, the quarter with its revisions, the words."""
    council = catalogue("anytown")
    quarter = show_period(council.period)
    sent = _figures(council, revised=False)
    revised = _figures(council, revised=True)
    yield Step("Set up Anytown, an invented council", tuple(setting(council)))
    earlier = tuple(each for each in sent.values() if not council.period.contains(each.period))
    yield Step(f"Enter the figures up to {show_period(council.period.previous())}", earlier)
    latest = tuple(each for each in sent.values() if council.period.contains(each.period))
    yield Step(f"Enter the figures of {quarter}", latest)
    yield Step("Revise what was entered late", tuple(_revisions(sent, revised)))
    yield Step(f"Write the commentaries of {quarter}", tuple(words(council, revised)))


def _figures(council: Catalogue, revised: bool) -> dict[EntityId, Figure]:
    return {each.id: each for code in council.measures for each in figures_of(council, code, revised)}


def _revisions(sent: dict[EntityId, Figure], revised: dict[EntityId, Figure]) -> Iterator[Figure]:
    for key, figure in revised.items():
        if figure != sent[key]:
            yield replace(figure, flags=(*figure.flags, Flag.REVISED), note="Revised: packages were entered late.")
