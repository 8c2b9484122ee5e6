"""Finding the one measure that a person names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ascdesk.errors import UserError
from ascdesk.model import Measure

_NUMBERS = re.compile("([0-9]+)")


def by_code(measure: Measure) -> tuple[str, tuple[tuple[int, str], ...], str]:
    """Return what sorts measures as a person would: by framework and code, ASCH2 before ASCH10."""
    pieces = tuple((int(each), "") if each.isdecimal() else (-1, each) for each in _NUMBERS.split(measure.code))
    return measure.framework, pieces, measure.code


def named_measure(name: str, measures: Sequence[Measure]) -> Measure:
    """Return the measure that a code, `framework:code` or exact title names.

    Raises UserError, naming the candidates, where it names several, and what is most alike where it names none.
    """
    found = [each for each in measures if name in (each.code, f"{each.framework}:{each.code}", each.title)]
    if not found:
        found = [each for each in measures if name.casefold() in (each.code.casefold(), each.title.casefold())]
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
