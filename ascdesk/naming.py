"""Finding the one measure that a person names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ascdesk.defined import Definitions, as_defined, as_measure, measures_in, require_reported
from ascdesk.errors import UserError
from ascdesk.model import Measure
from ascdesk.periods import Period

_NUMBERS = re.compile("([0-9]+)")


def by_code(measure: Measure) -> tuple[str, tuple[tuple[int, str], ...], str]:
    """Return what sorts measures as a person would: by framework and code, ASCH2 before ASCH10."""
    pieces = tuple((int(each), "") if each.isdecimal() else (-1, each) for each in _NUMBERS.split(measure.code))
    return measure.framework, pieces, measure.code


def measure_in(name: str, period: Period, measures: Sequence[Measure], definitions: Definitions) -> Measure:
    """Return the measure that had a name in a period, as it was defined then.

    A name that none had then is taken as one of now, or of some other time. UserError where it was not reported then.
    """
    then = list(measures_in(measures, definitions, period).values())
    if _named(name, then):
        return named_measure(name, then)
    meant = named_measure(name, measures, definitions)
    require_reported(meant, period)
    return as_defined(meant, definitions.get(meant.id, ()), period)


def named_measure(name: str, measures: Sequence[Measure], definitions: Definitions | None = None) -> Measure:
    """Return the measure that a code, `framework:code` or exact title names, or named once by an earlier definition.

    Raises UserError, naming the candidates, where it names several, and what is most alike where it names none.
    """
    found = _named(name, measures) or _named_once(name, measures, definitions or {})
    if len(found) > 1:
        # A code may have been given to another measure after the one that had it was retired.
        found = [each for each in found if each.last is None] or found
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"“{each.framework}:{each.code}”" for each in found)
        raise UserError(f"“{name}” names {len(found)} measures.", f"Say which: {names}.")
    from rapidfuzz import fuzz, process  # only where something is misspelt; a window opens without it

    alike = process.extract(name, [each.title for each in measures], scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    hint = " or ".join(f"“{title}”" for title, _, _ in alike)
    raise UserError(
        f"There is no measure “{name}” in this file.",
        f"Is it {hint}?" if hint else "List them with: ascdesk measures FILE",
    )


def _named(name: str, measures: Sequence[Measure]) -> list[Measure]:
    found = [each for each in measures if name in (each.code, f"{each.framework}:{each.code}", each.title)]
    if found:
        return found
    return [each for each in measures if name.casefold() in (each.code.casefold(), each.title.casefold())]


def _named_once(name: str, measures: Sequence[Measure], definitions: Definitions) -> list[Measure]:
    before = [as_measure(each) for of_measure in definitions.values() for each in of_measure]
    meant = {each.id for each in _named(name, before)}
    return [each for each in measures if each.id in meant]
