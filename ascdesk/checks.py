"""What is missing or odd in a period, found before anybody else finds it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ascdesk.amounts import plain, show_amount
from ascdesk.model import Comparator, Figure, Measure, Rating, Unit
from ascdesk.periods import show_period
from ascdesk.scorecard import Row, Scorecard

# Printed values are rounded, and some reports truncate them (N83).
_LEAST_SLACK = Decimal("0.1")
_JUMP = 3
_NEVER_BELOW_ZERO = frozenset({Unit.COUNT, Unit.DAYS, Unit.PER_100K})


class Concern(StrEnum):
    """What sort of thing wants looking at."""

    MISSING_FIGURE = "missing figure"
    MISSING_COMMENTARY = "missing commentary"
    ODD_FIGURE = "odd figure"
    ODD_COMPARATOR = "odd comparator"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a row, in a sentence."""

    concern: Concern
    row: Row
    text: str


def findings(scorecard: Scorecard) -> tuple[Finding, ...]:
    """Return what is missing or odd, in the report's order; each measure and part once."""
    once = {(row.measure.id, row.part): row for row in reversed(scorecard.rows)}
    rows = [row for row in scorecard.rows if once.get((row.measure.id, row.part)) is row]
    return tuple(Finding(concern, row, text) for row in rows for concern, text in _concerns(row))


def _concerns(row: Row) -> Iterator[tuple[Concern, str]]:
    if row.shown is None and row.standing.due:
        yield Concern.MISSING_FIGURE, f"There is no figure for {show_period(row.standing.period)}."
    if row.figure is not None:
        yield from ((Concern.ODD_FIGURE, text) for text in oddities(row.measure, row.figure, row.before))
    if row.rating is Rating.RED and (row.commentary is None or not row.commentary.text):
        yield Concern.MISSING_COMMENTARY, "It is red, and nobody has said why."
    yield from ((Concern.ODD_COMPARATOR, text) for each in row.comparators for text in _odd_rank(each))


def oddities(measure: Measure, figure: Figure, before: tuple[Figure, ...]) -> Iterator[str]:
    """Yield what is odd about a figure, each in a sentence; `before` are the measure's earlier figures."""
    if figure.value is None:
        return
    shown = show_amount(figure.value, measure.unit, measure.decimals)
    if measure.unit is Unit.PERCENT and not 0 <= figure.value <= 100:
        yield f"{shown} is outside 0% to 100%."
    if measure.unit in _NEVER_BELOW_ZERO and figure.value < 0:
        yield f"{shown} is below 0."
    if measure.unit is Unit.COUNT and figure.value != figure.value.to_integral_value():
        yield f"{plain(figure.value)} is no whole number, and the measure is a count."
    if (worked_out := _fraction(measure, figure)) is not None and abs(worked_out - figure.value) > _slack(measure):
        yield (
            f"{shown} is printed, but {figure.numerator:f} of {figure.denominator:f} is "
            f"{show_amount(worked_out, measure.unit, measure.decimals)}."
        )
    last = next((each for each in reversed(before) if each.period.kind is figure.period.kind and each.value), None)
    if last is not None and last.value and figure.value and figure.value >= _JUMP * last.value > 0:
        was = show_amount(last.value, measure.unit, measure.decimals)
        yield f"{shown} is {figure.value / last.value:.0f} times the last figure, {was}."


def _slack(measure: Measure) -> Decimal:
    """Return by how much a printed value may differ from its fraction: one in its last place."""
    return max(_LEAST_SLACK, Decimal(1).scaleb(-measure.decimals))


def _fraction(measure: Measure, figure: Figure) -> Decimal | None:
    """Return the value that numerator and denominator give, where that is a plain matter."""
    if figure.numerator is None or not figure.denominator:
        return None
    if measure.unit is Unit.PERCENT:
        return figure.numerator * 100 / figure.denominator
    return None


def _odd_rank(comparator: Comparator) -> Iterator[str]:
    """Yield what is odd about a rank: the number of councils changes little from year to year (N22)."""
    if comparator.out_of and comparator.out_of_before and abs(comparator.out_of - comparator.out_of_before) > 2:
        yield (
            f"{comparator.name} ranks {comparator.out_of} councils now and ranked {comparator.out_of_before} before."
        )
