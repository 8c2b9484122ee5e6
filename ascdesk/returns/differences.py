"""Differences that a table prints: worked out again from its own figures, and kept as printed only (N71 to N73)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ascdesk.amounts import format_decimals, plain
from ascdesk.model import Comparator, Entity, Figure, Measure, Target
from ascdesk.periods import show_period
from ascdesk.readings import Reading, Unreadable, own_decimals
from ascdesk.returns.figures import read_cell
from ascdesk.returns.heads import Role
from ascdesk.returns.line import Cells, Reader
from ascdesk.returns.values import Cell, CellKind, Taken


def check_differences(reader: Reader, measure: Measure, cells: Cells, entities: Sequence[Entity]) -> None:
    """Say where a printed difference is not the latest figure less the comparator or target of its line."""
    for _, cell in cells.get(Role.DIFFERENCE, ()):
        said = read_cell(cell)
        if isinstance(said, Unreadable):
            reader.ledger.refuse(cell, said.problem, said.remedy)
        elif said is None or said.value is None:
            reader.ledger.take(cell, Taken.BLANK)
        else:
            _check(reader, measure, cell, said, entities)


def printed_differences(reader: Reader, cells: Cells) -> Iterator[tuple[Cell, Decimal]]:
    """Yield the differences that a line prints and that were checked, with the cells that they stand in."""
    for _, cell in cells.get(Role.DIFFERENCE, ()):
        checked = reader.ledger.accounts.get(reader.ledger.sheet.place(cell)) is Taken.DERIVED
        said = read_cell(cell)
        if checked and isinstance(said, Reading) and said.value is not None:
            yield cell, said.value


def _check(reader: Reader, measure: Measure, cell: Cell, said: Reading, entities: Sequence[Entity]) -> None:
    figures = [each for each in entities if isinstance(each, Figure) and each.value is not None and not each.series]
    latest = max(figures, key=lambda each: each.period, default=None)
    others = list(_held_against(entities))
    if latest is None or latest.value is None or said.value is None or not others:
        remedy = "Give the figure and what it is compared with, or leave the difference out."
        reader.ledger.refuse(cell, "A difference is printed, but not the two figures that it is between.", remedy)
        return
    reader.ledger.take(cell, Taken.DERIVED)
    least = Decimal(1).scaleb(-_decimals(cell))
    if any(abs(latest.value - value - said.value) < least for _, value in others):
        return
    name, value = others[0]
    reader.ledger.confirm(
        cell,
        f"The difference is printed as {plain(said.value)}, but {plain(latest.value)} in {show_period(latest.period)} "
        f"less {plain(value)} ({name}) is {plain(latest.value - value)}.",
        "Look which of the three is wrong. The difference is kept as printed, and never used: it is worked out.",
    )


def _held_against(entities: Sequence[Entity]) -> Iterator[tuple[str, Decimal]]:
    """Yield what a line's figure is compared with, its comparators before its target."""
    for each in entities:
        if isinstance(each, Comparator) and each.value is not None:
            yield each.name, each.value
    for each in entities:
        if isinstance(each, Target) and each.value is not None:
            yield "target", each.value


def _decimals(cell: Cell) -> int:
    """Return how many decimal places a difference is printed with."""
    shown = format_decimals(cell.format) if cell.kind is CellKind.NUMBER else None
    if shown is not None:
        return shown
    return own_decimals(cell.number) if cell.number is not None else len(cell.text.partition(".")[2])
