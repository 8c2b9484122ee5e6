"""Comparators in a line: a value, a rank and the rank before it, each in a column of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ascdesk.identity import comparator_id
from ascdesk.model import Comparator, Measure
from ascdesk.periods import Period
from ascdesk.readings import Unreadable
from ascdesk.returns.figures import read_series
from ascdesk.returns.heads import Role
from ascdesk.returns.line import Cells, Reader
from ascdesk.returns.values import Cell, CellKind, Taken
from ascdesk.wording import Rank, read_rank, read_rank_before, read_stacked_ranks

_BEFORE = ("rank_before", "out_of_before")
# What one cell adds to a comparator, by series: "Published data: 47/152 Local data: 42/152" has two.
Added = Iterator[tuple[str, dict[str, Any]]]


def comparators(reader: Reader, measure: Measure, part: str, cells: Cells) -> Iterator[Comparator]:
    """Yield a comparator for each name, year and series in the line."""
    drafts: dict[tuple[str, Period | None, str], dict[str, Any]] = {}
    for role, read in _READ:
        for column, cell in cells.get(role, ()):
            for series, values in read(reader, measure, cell):
                first = {"raw": cell.text, "place": reader.ledger.sheet.place(cell)}
                draft = drafts.setdefault((column.name, column.period, series), first)
                draft.update(values)
    _join_ranks(drafts)
    for (name, year, series), values in drafts.items():
        yield Comparator(
            id=comparator_id(measure.id, name, year, part, series),
            measure=measure.id,
            name=name,
            year=year,
            part=part,
            series=series,
            file=reader.file,
            **values,
        )


def _join_ranks(drafts: dict[tuple[str, Period | None, str], dict[str, Any]]) -> None:
    """Put the earlier rank of a cell that ranks several series beside the rank that it moved to."""
    for name, year, series in list(drafts):
        draft = drafts[name, year, series]
        if series or "rank" in draft or "rank_before" not in draft:
            continue
        ranked = {label: each for (*whose, label), each in drafts.items() if whose == [name, year] and "rank" in each}
        if national := published(ranked):
            drafts[name, year, national].update({key: draft.pop(key) for key in _BEFORE})
            if not draft.keys() - {"raw", "place"}:
                del drafts[name, year, series]


def published(labels: Iterable[str]) -> str:
    """Return which of several labelled ranks is the national one: that of published data; nothing where none is."""
    return next((label for label in labels if label.casefold().startswith("published")), "")


def is_tag(cell: Cell) -> bool:
    """Tell whether a cell in a comparator's column holds a tag, such as LOCAL or SAVINGS (N25)."""
    word = cell.text.strip()
    return cell.kind is CellKind.TEXT and word.isalpha() and word.isupper() and len(word) > 3


def _value(reader: Reader, measure: Measure, cell: Cell) -> Added:
    if is_tag(cell):
        reader.ledger.take(cell, Taken.TAG)
        return
    if stacked := read_series(cell):
        reader.ledger.take(cell, Taken.COMPARATOR)
        for series, reading in stacked:
            yield series, {"value": reading.value, "marker": reading.marker}
        return
    if (amount := reader.amount(cell, measure)) is not None:
        reader.ledger.take(cell, Taken.COMPARATOR)
        yield "", {"value": amount.value, "marker": amount.marker}


def _rank(reader: Reader, _measure: Measure, cell: Cell) -> Added:
    for series, rank in read_stacked_ranks(cell.text) or (("", read_rank(cell.text)),):
        if isinstance(rank, Unreadable):
            reader.ledger.refuse(cell, rank.problem, rank.remedy)
            continue
        reader.ledger.take(cell, Taken.RANK)
        if rank is not None:
            yield series, {"rank": rank.rank, "out_of": rank.out_of, "tie": rank.tie}


def _rank_before(reader: Reader, _measure: Measure, cell: Cell) -> Added:
    read = read_rank_before(cell.text)
    if isinstance(read, Unreadable):
        reader.ledger.refuse(cell, read.problem, read.remedy)
        return
    # An arrow alone names no rank; it is kept as the published movement of the rank.
    reader.ledger.take(cell, Taken.RANK)
    if isinstance(read, Rank):
        yield "", {"rank_before": read.rank, "out_of_before": read.out_of}


_READ: tuple[tuple[Role, Callable[[Reader, Measure, Cell], Added]], ...] = (
    (Role.COMPARATOR, _value),
    (Role.RANK, _rank),
    (Role.RANK_BEFORE, _rank_before),
)
