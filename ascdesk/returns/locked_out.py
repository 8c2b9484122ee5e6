"""What an import would change in locked periods: it is not taken, and that is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ascdesk.defined import Definitions
from ascdesk.errors import Problem
from ascdesk.identity import measure_of
from ascdesk.locking import Defined, locked_words, locking, redefining
from ascdesk.model import EntityId, Measure, ReportingPeriod
from ascdesk.returns.plan import Item, Plan, Status


def without_locked(made: Plan, calendar: Iterable[ReportingPeriod], definitions: Definitions) -> Plan:
    """Return a plan without what would change a locked period; each is among its problems."""
    locked = [each for each in calendar if each.locked]
    if not locked:
        return made
    told = {id(item): state for item in made.items if (state := _locking(item, locked, definitions))}
    narrow = {
        item.before.id: (item.before, told[id(item)])
        for item in made.items
        if id(item) in told and isinstance(item.before, Measure)
    }
    told |= {id(item): state for item in made.items if (state := _beyond(item, narrow))}
    if not told:
        return made
    refused = [_problem(item, told[id(item)]) for item in made.items if id(item) in told]
    kept = tuple(item for item in made.items if id(item) not in told)
    return replace(made, items=kept, problems=(*made.problems, *refused))


def _locking(item: Item, locked: list[ReportingPeriod], definitions: Definitions) -> ReportingPeriod | None:
    if item.status is Status.UNCHANGED:
        return None
    if isinstance(item.entity, Measure) and isinstance(item.before, Measure):
        held, wider = ({each.id: each} for each in (item.before, item.entity))
        return redefining(Defined(held, definitions), Defined(wider, definitions), locked)
    return locking(item.entity, locked)


def _beyond(item: Item, narrow: dict[EntityId, tuple[Measure, ReportingPeriod]]) -> ReportingPeriod | None:
    """Return what keeps a measure from having the part or series that something is of; None where it has them."""
    owner = measure_of(item.entity)
    if owner not in narrow or isinstance(item.entity, Measure):
        return None
    measure, state = narrow[owner]
    part, series = getattr(item.entity, "part", ""), getattr(item.entity, "series", "")
    known = part in ("", *measure.parts) and series in ("", *measure.series)
    return None if known else state


def _problem(item: Item, state: ReportingPeriod) -> Problem:
    entity = item.entity
    text = next((said for name in ("raw", "text", "label", "title") if (said := getattr(entity, name, ""))), "")
    return Problem(getattr(entity, "place", ""), text, locked_words(state), "Unlock it first, and import it again.")
