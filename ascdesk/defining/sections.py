"""Where measures stand: the sections of a report, their order, and the measures under them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from ascdesk.characters import tidy
from ascdesk.errors import UserError
from ascdesk.identity import placement_id, section_id
from ascdesk.model import Entity, Measure, Placement, Section

Positioned = TypeVar("Positioned", Section, Placement)


def new_section(framework: str, title: str, parent: Section | None, sections: Iterable[Section]) -> Section:
    """Return a section at the end of its parent; UserError where it has no title or there is one of that title."""
    held = tuple(sections)
    key = parent.id if parent else None
    made = Section(
        id=section_id(framework, _title(title), key),
        framework=framework,
        title=_title(title),
        parent=key,
        position=_next(siblings(held, key)),
    )
    _require_free(made, held)
    if first := next((each for each in held if each.id == made.id), None):
        raise UserError(f"“{first.title}” was first called “{made.title}”.", "Give it another title.")
    return made


def renamed(section: Section, title: str, sections: Iterable[Section]) -> Section:
    """Return a section under another title; UserError where its parent has one of that title."""
    made = replace(section, title=_title(title))
    _require_free(made, sections)
    return made


def stood(measure: Measure, section: Section, placements: Iterable[Placement]) -> Placement:
    """Return a measure's standing at the end of a section."""
    here = [each for each in placements if each.section == section.id]
    key = placement_id(section.id, measure.id)
    return Placement(id=key, section=section.id, measure=measure.id, position=_next(here))


def moved(line: Sequence[Positioned], item: Positioned, by: int) -> tuple[Positioned, ...]:
    """Return those of a line in order whose positions change when one of them moves up (-1) or down (1)."""
    ordered = list(line)
    at = ordered.index(item)
    to = min(max(at + by, 0), len(ordered) - 1)
    ordered.insert(to, ordered.pop(at))
    return tuple(replace(each, position=n) for n, each in enumerate(ordered) if each.position != n) if to != at else ()


def siblings(sections: Iterable[Section], parent: str | None) -> list[Section]:
    """Return the sections under a parent, in their order."""
    return sorted((each for each in sections if each.parent == parent), key=lambda each: (each.position, each.title))


def why_section_stays(
    section: Section, sections: Iterable[Section], placements: Iterable[Placement], held: Sequence[Entity]
) -> str:
    """Return why a section cannot be removed, in a sentence; nothing where it can."""
    if any(each.parent == section.id for each in sections):
        return f"“{section.title}” has sections inside it; remove those first."
    if count := sum(each.section == section.id for each in placements):
        stand = "1 measure stands" if count == 1 else f"{count:,} measures stand"
        return f"{stand} in “{section.title}”; take {'it' if count == 1 else 'them'} out first."
    return f"“{section.title}” cannot be removed, because something is written about it." if held else ""


def _next(line: Iterable[Positioned]) -> int:
    return max((each.position for each in line), default=-1) + 1


def _title(typed: str) -> str:
    if not (title := tidy(typed)):
        raise UserError("A section needs a title.", "Type it as the report prints it.")
    return title


def _require_free(made: Section, sections: Iterable[Section]) -> None:
    for each in sections:
        alike = (each.framework, each.parent, each.title.casefold())
        if each.id != made.id and alike == (made.framework, made.parent, made.title.casefold()):
            raise UserError(f"There is a section “{each.title}” there already.", "Give it another title.")
