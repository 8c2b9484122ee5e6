"""How the rules across measures stand: whether each holds, period by period."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ascdesk.checking.rules import Ruling, rulings
from ascdesk.defining.relations import Term
from ascdesk.model import Figure, Measure, Relation
from ascdesk.periods import Period


@dataclass(frozen=True, slots=True)
class Standing:
    """How a rule stands in a period: `holds` is None where a figure that it names is not there.

    `why` says in a sentence what is amiss.
    """

    period: Period
    holds: bool | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """A rule, and how it stands in some periods, the latest last; none where a measure that it names is gone."""

    relation: Relation
    standings: tuple[Standing, ...]


def related(
    relations: Iterable[Relation], measures: Iterable[Measure], figures: Iterable[Figure], periods: Iterable[Period]
) -> tuple[Related, ...]:
    """Return how each rule stands in some periods."""
    held, there, when = tuple(measures), tuple(figures), tuple(periods)
    found = []
    for each in relations:
        (ruling, *_) = (*rulings([each], held, there), None)
        found.append(Related(each, tuple(_standing(ruling, period) for period in when) if ruling else ()))
    return tuple(found)


def _standing(ruling: Ruling, period: Period) -> Standing:
    if odd := ruling.oddity(period):
        return Standing(period, False, odd.text)
    there = all(_is_there(ruling, term, period) for term in ruling.rule.terms)
    return Standing(period, True if there else None)


def _is_there(ruling: Ruling, term: Term, period: Period) -> bool:
    if term.measure is None or term.number is not None:
        return True
    figure = ruling.figure_at(term.measure, term.part, term.series, period)
    return figure is not None and getattr(figure, term.field.value) is not None
