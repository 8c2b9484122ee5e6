"""Printed differences worked out again: the latest figure less the comparator or target of its row (N71 to N73)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.judging.shown import as_shown, show_change
from ascdesk.model import Figure, Measure, PublishedJudgement
from ascdesk.periods import show_period
from ascdesk.readings import own_decimals
from ascdesk.reconciling.values import ReconciledDifference, Verdict, place_of
from ascdesk.scorecard import Row

Other = tuple[str, Decimal]


def reconciled_differences(rows: Iterable[Row]) -> tuple[ReconciledDifference, ...]:
    """Return each row that was published with a difference beside the difference of its figures."""
    return tuple(
        _line(row, row.published, row.published.difference)
        for row in rows
        if row.published and row.published.difference is not None
    )


def _line(row: Row, published: PublishedJudgement, printed: Decimal) -> ReconciledDifference:
    latest = latest_figure(row)
    others = list(_held_against(row))
    places = _decimals(row.measure, printed)
    said = f"The report printed {show_change(row.measure, printed, places)}{_place(row)}."
    if latest is None or latest.value is None or not others:
        lacking = "there is no figure" if latest is None else "there is nothing to compare it with"
        return ReconciledDifference(
            row, printed, None, latest, "", None, Verdict.OPEN, said, f"It cannot be worked out: {lacking}."
        )
    value = latest.value
    name, other = next((each for each in others if _agree(row.measure, printed, value - each[1])), others[0])
    difference = as_shown(value - other, places)
    agrees = _agree(row.measure, printed, value - other)
    return ReconciledDifference(
        row=row,
        printed=printed,
        computed=difference,
        latest=latest,
        against=name,
        against_value=other,
        verdict=Verdict.AGREES if agrees else Verdict.DIFFERS,
        published_reason=said,
        reason=_reason(row.measure, latest, value, name, other, difference),
    )


def _place(row: Row) -> str:
    """Return where the difference was printed; of a row with a rating or direction only that one's place is kept."""
    return f" on the line{place_of(row)}" if row.published and row.published.raw else place_of(row)


def latest_figure(row: Row) -> Figure | None:
    """Return the row's last figure that has a value, of the length of period that the row is of where there is one."""
    held = [each for each in (*row.before, row.figure) if each is not None and each.value is not None]
    alike = [each for each in held if each.period.kind is row.period.kind]
    return max(alike or held, key=lambda each: each.period.last, default=None)


def _held_against(row: Row) -> Iterator[Other]:
    """Yield what a row's figure is compared with, its comparators before its target."""
    for each in row.comparators:
        if each.value is not None:
            yield each.name, each.value
    if row.target is not None and row.target.value is not None:
        yield "the target", row.target.value


def _decimals(measure: Measure, printed: Decimal) -> int:
    return max(measure.decimals, own_decimals(printed))


def _agree(measure: Measure, printed: Decimal, exact: Decimal) -> bool:
    """Tell whether a printed difference is the exact one, as it may have been rounded.

    How many places it was printed with is not kept: "1.4" may have been one of 1.42.
    """
    finest = Decimal(1).scaleb(-_decimals(measure, printed))
    return abs(printed - exact) < finest or printed == as_shown(exact, own_decimals(printed))


def _reason(measure: Measure, latest: Figure, value: Decimal, name: str, other: Decimal, difference: Decimal) -> str:
    shown, held = (
        show_amount(each, measure.unit, max(measure.decimals, own_decimals(each))) for each in (value, other)
    )
    change = show_change(measure, difference, _decimals(measure, difference))
    return f"{shown} in {show_period(latest.period)} less {held} ({name}) is {change}."
