"""Commentaries of a paper whose heading was lost: kept whole, and waiting for a person to say whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ascdesk.characters import normalise
from ascdesk.identity import commentary_id, named_id
from ascdesk.model import Commentary, EntityId, Subject
from ascdesk.periods import Period
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.line import GIVE_PERIOD
from ascdesk.returns.paper import Label, Stretch
from ascdesk.returns.values import Taken

_NUMBERED = re.compile(r"(?P<letters>[A-Z]* ?)(?P<number>[0-9]{1,3})")
_MOST_MISSING = 5
_FIRST_WORDS, _FIRST_CHARACTERS = 12, 400


class Unplaced:
    """Takes what stands under no heading, each text under an id that its own first words make."""

    def __init__(self, framework: str, period: Period | None, file: EntityId, ledger: Ledger) -> None:
        self._framework = framework
        self._period = period
        self._file = file
        self._ledger = ledger
        self._given: set[EntityId] = set()

    def take(self, stretches: Sequence[Stretch], before: str, after: str) -> Iterator[Commentary]:
        """Yield the commentaries among the stretches, which stand between the headings of two codes.

        Technical notes among them are refused: they would be nobody's.
        """
        for stretch in stretches:
            if stretch.head:
                self._ledger.take(stretch.head, Taken.HEADING)
            if stretch.label is Label.COMMENTARY and stretch.cells:
                yield from self._commentary(stretch, _gap(before, after))
            else:
                for cell in stretch.cells:
                    said = f"This technical note stands under no heading{_gap(before, after)}."
                    self._ledger.refuse(cell, said, "Add it to its measure by hand.")

    def _commentary(self, stretch: Stretch, gap: str) -> Iterator[Commentary]:
        said = f"This commentary stands under no heading{gap}."
        if self._period is None:
            for cell in stretch.cells:
                self._ledger.refuse(cell, f"{said} The paper does not say which period it is for.", GIVE_PERIOD)
            return
        self._ledger.confirm(stretch.cells[0], said, "Attach it to a measure.")
        self._ledger.take(stretch.cells[0], Taken.UNPLACED)
        for cell in stretch.cells[1:]:
            self._ledger.take(cell, Taken.PARAGRAPH)
        owner = self._owner(stretch)
        yield Commentary(
            id=commentary_id(Subject.UNPLACED, owner, self._period),
            subject=Subject.UNPLACED,
            subject_id=owner,
            period=self._period,
            text=stretch.text,
            file=self._file,
            place=self._ledger.sheet.place(stretch.head or stretch.cells[0]),
        )

    def _owner(self, stretch: Stretch) -> EntityId:
        """Return what the text belongs to meanwhile: the same at every import, wherever in the paper it stands."""
        words = normalise(stretch.text[:_FIRST_CHARACTERS]).casefold().split()[:_FIRST_WORDS]
        again = 1
        owner = named_id("unplaced", self._framework, " ".join(words), str(again))
        while owner in self._given:
            again += 1
            owner = named_id("unplaced", self._framework, " ".join(words), str(again))
        self._given.add(owner)
        return owner


def _gap(before: str, after: str) -> str:
    """Return which codes are missing between two headings, as a hint to whose a text may be."""
    first, second = _NUMBERED.fullmatch(before), _NUMBERED.fullmatch(after)
    if second is None or (before and (first is None or first["letters"] != second["letters"])):
        return ""
    numbers = range(int(first["number"]) + 1 if first else 1, int(second["number"]))
    if not 1 <= len(numbers) <= _MOST_MISSING:
        return ""
    missing = [f"{second['letters']}{number}" for number in numbers]
    where = f"between {before} and {after}" if before else f"before {after}"
    named = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
    return f"; {named} {'is' if len(missing) == 1 else 'are'} missing {where}"
