"""How ranks moved, by the ranks that a report prints: nearer to the first is better."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ascdesk.model import Comparator, EntityId, Movement
from ascdesk.periods import Period
from ascdesk.reconciling.values import Counts
from ascdesk.scorecard import Row, counted_once

_PLACES = {Movement.UP: 0, Movement.LEVEL: 1, Movement.DOWN: 2, Movement.NONE: 3}
Ranked = Mapping[tuple[EntityId, str], Sequence[Comparator]]


def computed_ranks(rows: Sequence[Row], comparators: Iterable[Comparator]) -> Counts:
    """Return how many ranks improved, stayed, declined, and are not known."""
    held: dict[tuple[EntityId, str], list[Comparator]] = {}
    for each in comparators:
        held.setdefault((each.measure, each.part), []).append(each)
    moved = {(row.measure.id, row.part): rank_movement(row, held) for row in rows}

    def movement(row: Row) -> Movement:
        return moved[row.measure.id, row.part]

    counts = [0, 0, 0, 0]
    for row in counted_once(rows, lambda row: movement(row) is not Movement.NONE):
        counts[_PLACES[movement(row)]] += 1
    return counts[0], counts[1], counts[2], counts[3]


def is_ranked(row: Row) -> bool:
    """Tell whether a report prints a rank for a row, or how it moved."""
    moved = row.published is not None and row.published.rank_movement is not None
    return moved or any(each.rank is not None or each.rank_before is not None for each in row.comparators)


def rank_movement(row: Row, held: Ranked) -> Movement:
    """Return where a row's rank moved: by the two ranks that are known, or else as the report's arrow says."""
    for now, before in _ranks(row, held.get((row.measure.id, row.part), row.comparators)):
        if now == before:
            return Movement.LEVEL
        return Movement.UP if now < before else Movement.DOWN
    printed = row.published.rank_movement if row.published else None
    return printed or Movement.NONE


def _ranks(row: Row, comparators: Sequence[Comparator]) -> Iterable[tuple[int, int]]:
    """Yield the rank and the rank before it of each that the row is compared with, the latest year first.

    The two may stand in different series: "Published data: 47/152", and before that 37 of all.
    """
    latest = row.period.financial_year
    dated = [each for each in comparators if each.year is None or each.year <= latest]
    groups: dict[tuple[str, Period | None], list[Comparator]] = {}
    for each in sorted(dated, key=lambda each: (each.year is not None, each.year or latest), reverse=True):
        groups.setdefault((each.name, each.year), []).append(each)
    for group in groups.values():
        for each in group:
            if each.rank is not None and each.rank_before is not None:
                yield each.rank, each.rank_before
        before = next((each.rank_before for each in group if each.rank_before is not None), None)
        now = next((each.rank for each in sorted(group, key=_published_first) if each.rank is not None), None)
        if before is not None and now is not None:
            yield now, before


def _published_first(each: Comparator) -> tuple[bool, str]:
    """Order the series of one comparator: what a council counts for itself is in no national ranking."""
    return "local" in each.series.casefold(), each.series
