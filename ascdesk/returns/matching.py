"""Which measure of the file a line of a return means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from ascdesk.characters import normalise
from ascdesk.defined import as_defined, as_measure, measures_in
from ascdesk.identity import measure_id
from ascdesk.model import Definition, EntityId, Measure
from ascdesk.periods import Period, show_period

_ALIKE = 82.0
_REWORDED = 60.0


@dataclass(slots=True)
class Catalogue:
    """The measures that a file holds, found by framework and code, or by title, as they are or were in a period."""

    by_code: dict[tuple[str, str], Measure] = field(default_factory=dict)
    by_title: dict[str, list[Measure]] = field(default_factory=dict)
    by_id: dict[EntityId, Measure] = field(default_factory=dict)
    definitions: Mapping[EntityId, tuple[Definition, ...]] = field(default_factory=dict)
    then: dict[Period, Catalogue] = field(default_factory=dict)

    def add(self, measure: Measure) -> None:
        """Take a measure up, in place of what it was before."""
        self.then.clear()
        self.by_id[measure.id] = measure
        self.by_code[measure.framework, measure.code] = measure
        title = spelled(measure.title)
        others = [each for each in self.by_title.get(title, ()) if each.id != measure.id]
        self.by_title[title] = [*others, measure]

    @property
    def changes(self) -> bool:
        """Whether any measure is another in some periods than in others, or not reported in some."""
        return bool(self.definitions) or any(each.first or each.last for each in self.by_id.values())

    def as_of(self, measure: Measure, period: Period | None) -> Measure:
        """Return a measure as it was defined in a period; as it is now where none is known."""
        definitions = self.definitions.get(measure.id)
        return as_defined(measure, definitions, period) if definitions and period else measure

    def match(
        self, drafted: Measure, invented_code: bool, own_framework: bool = False, period: Period | None = None
    ) -> Measure | None:
        """Return the one measure, as it is now, that a return's measure means, or None where there is none or several.

        With the period that the return speaks of, its codes and titles are those of then: a code may have been
        given to another measure since. Where none had it then it is taken for one of now, or of some other time.
        """
        if period is not None and (found := self.match_then(drafted, invented_code, own_framework, period)):
            return found
        return self._match(drafted, invented_code, own_framework) or self._match_once(drafted, invented_code)

    def match_then(self, drafted: Measure, invented_code: bool, own_framework: bool, period: Period) -> Measure | None:
        """Return the one measure, as it is now, that a return's measure meant in a period; None where none had it."""
        if not self.changes:
            return None
        if period not in self.then:
            self.then[period] = catalogue(measures_in(self.by_id.values(), self.definitions, period).values())
        found = self.then[period]._match(drafted, invented_code, own_framework)
        return self.by_id[found.id] if found else None

    def _match_once(self, drafted: Measure, invented_code: bool) -> Measure | None:
        """Return the one measure that had a code once, where the title is one that it may go by."""
        if invented_code:
            return None
        had = {
            each.measure: as_measure(each)
            for of_measure in self.definitions.values()
            for each in of_measure
            if (each.framework, each.code) == (drafted.framework, drafted.code)
        }
        meant = [key for key, each in had.items() if key in self.by_id and _could_be(each, drafted)]
        return self.by_id[meant[0]] if len(meant) == 1 else None

    def renumbered(self, drafted: Measure) -> str:
        """Return in a sentence what became of a code that one measure had once; nothing where none or several had."""
        had = [each for of_measure in self.definitions.values() for each in of_measure if each.code == drafted.code]
        had = [each for each in had if each.framework == drafted.framework] or had
        if len({each.measure for each in had}) != 1 or (now := self.by_id.get(had[-1].measure)) is None:
            return ""
        start = had[-1].until.next()
        code = self.as_of(now, start).code
        return f"{drafted.code} became {code} from {show_period(start)} on." if code != drafted.code else ""

    def _match(self, drafted: Measure, invented_code: bool, own_framework: bool) -> Measure | None:
        """Return the one measure of its code, or of its title where the code tells nothing.

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


def catalogue(
    measures: Iterable[Measure], definitions: Mapping[EntityId, tuple[Definition, ...]] | None = None
) -> Catalogue:
    """Return the catalogue of the measures; of two of one code the one that is not retired is found by it."""
    held = Catalogue(definitions=definitions or {})
    for measure in sorted(measures, key=lambda each: each.last is None):
        held.add(measure)
    return held


def grown(held: Measure, drafted: Measure) -> Measure:
    """Return the held measure with the parts and series that the return has besides, and what it lacked in words."""
    more = [part for part in drafted.parts if part not in held.parts]
    runs = [series for series in drafted.series if series not in held.series]
    if not (more or runs) and (held.aim or not drafted.aim) and (held.notes or not drafted.notes):
        return held
    return replace(
        held,
        parts=(*held.parts, *more),
        aim=held.aim or drafted.aim,
        notes=held.notes or drafted.notes,
        lag_months=held.lag_months or drafted.lag_months,
        tags=held.tags or drafted.tags,
        series=(*held.series, *runs),
    )
