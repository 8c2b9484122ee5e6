"""Which measure of the file a line of a return means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz, process

from ascdesk.characters import normalise
from ascdesk.model import Measure, measure_id

_ALIKE = 82.0


@dataclass(slots=True)
class Catalogue:
    """The measures that a file holds, found by framework and code, or by title."""

    by_code: dict[tuple[str, str], Measure] = field(default_factory=dict)
    by_title: dict[str, list[Measure]] = field(default_factory=dict)

    def add(self, measure: Measure) -> None:
        """Take a measure up."""
        self.by_code[measure.framework, measure.code] = measure
        self.by_title.setdefault(spelled(measure.title), []).append(measure)

    def match(self, drafted: Measure, invented_code: bool) -> Measure | None:
        """Return the one measure that a return's measure means, or None where there is none or several.

        A code that the return does not print, but that was invented for it, finds nothing.
        """
        if not invented_code:
            if found := self.by_code.get((drafted.framework, drafted.code)):
                return found
            coded = [measure for (_, code), measure in self.by_code.items() if code == drafted.code]
            titled = [measure for measure in coded if spelled(measure.title) == spelled(drafted.title)]
            return titled[0] if len(titled) == 1 else None
        alike = self.by_title.get(spelled(drafted.title), [])
        own = [measure for measure in alike if measure.framework == drafted.framework]
        if len(own or alike) == 1:
            return (own or alike)[0]
        return None

    def suggestion(self, title: str) -> str:
        """Return the held title that is most like this one, if any is like it at all."""
        found = process.extractOne(spelled(title), list(self.by_title), scorer=fuzz.WRatio, score_cutoff=_ALIKE)
        return self.by_title[found[0]][0].title if found else ""

    def free_code(self, drafted: Measure) -> Measure:
        """Return the drafted measure with an invented code that its framework has not used."""
        number, used = 1, {code for framework, code in self.by_code if framework == drafted.framework}
        while (code := f"M{number:03d}") in used:
            number += 1
        if drafted.code not in used:
            return drafted
        return replace(drafted, code=code, id=measure_id(drafted.framework, code, drafted.title))


def spelled(title: str) -> str:
    """Return a title as titles are compared: without case, odd spaces, and stops at the end."""
    return normalise(title).casefold().rstrip(". ")


def catalogue(measures: Iterable[Measure]) -> Catalogue:
    """Return the catalogue of the measures."""
    held = Catalogue()
    for measure in measures:
        held.add(measure)
    return held


def grown(held: Measure, drafted: Measure) -> Measure:
    """Return the held measure with the parts and series that the return has besides."""
    more = [part for part in drafted.parts if part not in held.parts]
    return replace(held, parts=(*held.parts, *more)) if more else held
