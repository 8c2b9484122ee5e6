"""Which measure of the file a line of a return means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ascdesk.characters import normalise
from ascdesk.identity import measure_id
from ascdesk.model import Measure

_ALIKE = 82.0
_REWORDED = 60.0


@dataclass(slots=True)
class Catalogue:
    """The measures that a file holds, found by framework and code, or by title."""

    by_code: dict[tuple[str, str], Measure] = field(default_factory=dict)
    by_title: dict[str, list[Measure]] = field(default_factory=dict)

    def add(self, measure: Measure) -> None:
        """Take a measure up, in place of what it was before."""
        self.by_code[measure.framework, measure.code] = measure
        title = spelled(measure.title)
        others = [each for each in self.by_title.get(title, ()) if each.id != measure.id]
        self.by_title[title] = [*others, measure]

    def match(self, drafted: Measure, invented_code: bool, own_framework: bool = False) -> Measure | None:
        """Return the one measure that a return's measure means, or None where there is none or several.

        A code that the return does not print, but that was invented for it, finds nothing; with `own_framework`
        a measure of another framework is not meant.
        """
        if not invented_code:
            if found := self.by_code.get((drafted.framework, drafted.code)):
                return found
            if own_framework:
                return None
            coded = self.of_code(drafted.code)
            titled = [measure for measure in coded if spelled(measure.title) == spelled(drafted.title)]
            if len(titled) == 1:
                return titled[0]
            return coded[0] if len(coded) == 1 and _could_be(coded[0], drafted) else None
        meant = self.namesakes(drafted)
        if own_framework:
            meant = [measure for measure in meant if measure.framework == drafted.framework]
        return meant[0] if len(meant) == 1 else None

    def of_code(self, code: str) -> list[Measure]:
        """Return the held measures of a code, whatever their frameworks."""
        return [measure for (_, held), measure in self.by_code.items() if held == code]

    def namesakes(self, drafted: Measure) -> list[Measure]:
        """Return the held measures of the same title, those of its own framework if there are any."""
        alike = self.by_title.get(spelled(drafted.title), [])
        return [measure for measure in alike if measure.framework == drafted.framework] or alike

    def suggestion(self, title: str) -> str:
        """Return the held title that is most like this one, if any is like it at all."""
        from rapidfuzz import fuzz, process  # only where something is misspelt; a window opens without it

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


def _could_be(held: Measure, drafted: Measure) -> bool:
    """Tell whether a return that prints a code may mean a measure: it gives no title, or one much like it."""
    from rapidfuzz import fuzz  # only where a title differs; a window opens without it

    if spelled(drafted.title) == spelled(drafted.code):
        return True
    return fuzz.WRatio(spelled(held.title), spelled(drafted.title)) >= _REWORDED


def catalogue(measures: Iterable[Measure]) -> Catalogue:
    """Return the catalogue of the measures."""
    held = Catalogue()
    for measure in measures:
        held.add(measure)
    return held


def grown(held: Measure, drafted: Measure) -> Measure:
    """Return the held measure with the parts that the return has besides, and the aim and notes that it lacked."""
    more = [part for part in drafted.parts if part not in held.parts]
    if not more and (held.aim or not drafted.aim) and (held.notes or not drafted.notes):
        return held
    return replace(
        held,
        parts=(*held.parts, *more),
        aim=held.aim or drafted.aim,
        notes=held.notes or drafted.notes,
        lag_months=held.lag_months or drafted.lag_months,
        tags=held.tags or drafted.tags,
        series=held.series or drafted.series,
    )
