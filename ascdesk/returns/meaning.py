"""Which held measure a return means by a code or title, and of which period it speaks: codes change hands."""

from __future__ import annotations

from ascdesk.model import EntityId, Figure, Measure
from ascdesk.returns.matching import Catalogue, spelled
from ascdesk.returns.values import Return, Taken

_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def meant_by(drafted: Measure, each: Return, known: Catalogue) -> tuple[Measure, Measure] | None:
    """Return the held measure that a return's measure means, as it is now and as the return speaks of it, if any.

    A return speaks by the codes of its period. In a list of many periods each measure may go by those of its own:
    that is so where its title is the one that the measure had then.
    """
    given = drafted.id in each.uncoded, drafted.id in each.framed
    if not known.changes:
        held = known.match(drafted, *given)
        return (held, held) if held is not None else None
    own = [entity.period for entity in each.entities if isinstance(entity, Figure) and entity.measure == drafted.id]
    periods = dict.fromkeys((each.period, max(own, default=None)))
    meant = [(held, period) for period in periods if (held := known.match(drafted, *given, period)) is not None]
    found = [(held, known.as_of(held, period)) for held, period in meant]
    alike = (pair for pair in found if spelled(pair[1].title) == spelled(drafted.title))
    return next(alike, found[0] if found else None)


def dated_lines(each: Return, known: Catalogue) -> dict[EntityId, EntityId]:
    """Return whose the figures of a list are that gives each its period on its own line.

    There a code is that of the line's period, and one code may stand for two measures.
    """
    lines = {_line(place) for place, taken in each.accounts if taken is Taken.PERIOD}
    drafted = {measure.id: measure for measure in each.measures}
    found: dict[EntityId, EntityId] = {}
    for entity in each.entities:
        if isinstance(entity, Figure) and entity.measure in drafted and _line(entity.place) in lines:
            own, key = drafted[entity.measure], entity.measure
            if held := known.match_then(own, key in each.uncoded, key in each.framed, entity.period):
                found[entity.id] = held.id
    return found


def _line(place: str) -> str:
    """Return the sheet and row of a cell."""
    sheet, _, cell = place.rpartition("!")
    return f"{sheet}!{cell.lstrip(_LETTERS)}"
