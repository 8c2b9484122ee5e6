"""Who answers for what: the people named in a file, and one put in the place of another who leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from ascdesk.characters import tidy
from ascdesk.errors import UserError
from ascdesk.model import Action, Entity, Measure
from ascdesk.periods import Period


class Role(StrEnum):
    """What a person is named as."""

    OWNER = "owner of measures"
    AUTHOR = "author of measures"
    ACTIONS = "owner of open actions"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named, and what that is for: measures that are still reported, and actions not yet done."""

    name: str
    owns: tuple[Measure, ...] = ()
    writes: tuple[Measure, ...] = ()
    actions: tuple[Action, ...] = ()

    def count(self, role: Role) -> int:
        """Return for how many things a person is named in a role."""
        return len({Role.OWNER: self.owns, Role.AUTHOR: self.writes, Role.ACTIONS: self.actions}[role])


def people(measures: Iterable[Measure], actions: Iterable[Action], now: Period) -> tuple[Person, ...]:
    """Return everybody who is named for something that goes on in a period, by name; case and blanks do not matter."""
    reported = [each for each in measures if not _retired(each, now)]
    undone = [each for each in actions if not each.done]
    spelled: dict[str, str] = {}
    for name in (*(n for each in reported for n in (each.owner, each.author)), *(each.owner for each in undone)):
        if known := _key(name):
            spelled.setdefault(known, tidy(name))
    return tuple(_person(name, reported, undone) for _, name in sorted(spelled.items()))


def replaced(
    leaver: Person, successor: str, roles: Collection[Role], measures: Iterable[Measure]
) -> tuple[Entity, ...]:
    """Return the measures and actions with another name in the place of the leaver's, in some roles.

    What is retired or done, and every text that the leaver wrote, keeps the leaver's name. UserError without a
    successor, a role, or anything that would change.
    """
    name = tidy(successor)
    if not name:
        raise UserError("It takes a name to put in their place.", "Type who takes over, such as A. Khan.")
    if _key(name) == _key(leaver.name):
        raise UserError(f"{leaver.name} would be replaced by {name}.", "Type the name of somebody else.")
    owned = {each.id for each in leaver.owns} if Role.OWNER in roles else set()
    written = {each.id for each in leaver.writes} if Role.AUTHOR in roles else set()
    made: list[Entity] = [
        replace(
            each, owner=name if each.id in owned else each.owner, author=name if each.id in written else each.author
        )
        for each in measures
        if each.id in owned | written
    ]
    made += [replace(each, owner=name) for each in leaver.actions if Role.ACTIONS in roles]
    if not made:
        raise UserError("Nothing would change.", "Choose what is to be handed over.")
    return tuple(made)


def _person(name: str, measures: Iterable[Measure], actions: Iterable[Action]) -> Person:
    known, held = _key(name), tuple(measures)
    return Person(
        name,
        owns=tuple(each for each in held if _key(each.owner) == known),
        writes=tuple(each for each in held if _key(each.author) == known),
        actions=tuple(each for each in actions if _key(each.owner) == known),
    )


def _key(name: str) -> str:
    return tidy(name).casefold()


def _retired(measure: Measure, now: Period) -> bool:
    return measure.last is not None and measure.last.last < now.last
