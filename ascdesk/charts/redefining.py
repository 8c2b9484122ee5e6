"""What a change of a measure's definition does to its chart: figures that are left out, and where the line breaks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ascdesk.defined import as_defined, breaks, first_after
from ascdesk.model import Comparator, Definition, Figure, Flag, Measure
from ascdesk.periods import Period, show_period


def of_one_unit(
    measure: Measure, now: Measure, definitions: Sequence[Definition], figures: Iterable[Figure]
) -> tuple[list[Figure], str]:
    """Return the figures that are counted in a measure's unit, and a note on those that are not.

    `now` is the measure as it is defined today, `measure` as it was in the period that is looked at.
    """
    held = list(figures)
    kept = [each for each in held if as_defined(now, definitions, each.period).unit is measure.unit]
    if len(kept) == len(held):
        return held, ""
    left = [each for each in held if as_defined(now, definitions, each.period).unit is not measure.unit]
    units = " and ".join(dict.fromkeys(as_defined(now, definitions, each.period).unit.value for each in left))
    first, last = (show_period(found(each.period for each in left)) for found in (min, max))
    span = first if first == last else f"{first} to {last}"
    return kept, f"Not drawn, because it was counted otherwise ({units}): {span}."


def with_breaks(figures: Iterable[Figure], definitions: Iterable[Definition]) -> list[Figure]:
    """Return the figures, each that is the first after a change of definition marked as a break."""
    held = list(figures)
    anew = first_after(held, breaks(definitions))
    return [
        replace(each, flags=(*each.flags, Flag.BREAK)) if each.id in anew and Flag.BREAK not in each.flags else each
        for each in held
    ]


def break_words(figures: Iterable[Figure], definitions: Sequence[Definition]) -> tuple[tuple[Period, str], ...]:
    """Return why each period that is the first after a change of definition does not compare with what was before."""
    held = list(figures)
    found: dict[Period, str] = {}
    for definition in definitions:
        if not definition.comparable:
            anew = first_after(held, (definition.until,))
            why = f", {definition.reason[:1].lower()}{definition.reason[1:]}" if definition.reason else ""
            words = f"the definition changed after {show_period(definition.until)}{why}"
            found |= {each.period: words for each in held if each.id in anew}
    return tuple(sorted(found.items()))


def beside(comparators: Iterable[Comparator], until: Period, broken: Iterable[Period]) -> list[Comparator]:
    """Return the comparators that compare with the figures of a period: none from before a break."""
    ends = [each.last for each in broken if each.last < until.last]
    return [each for each in comparators if each.year is None or all(each.year.last > end for end in ends)]
