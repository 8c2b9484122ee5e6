"""Tables of words: names and values that are sentences, wrapped over several rows (N81, N102)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ascdesk.readings import Reading
from ascdesk.returns.figures import read_cell
from ascdesk.returns.heads import Column, Role
from ascdesk.returns.values import Cell, CellKind
from ascdesk.sentences import Told, goes_on, numbers_told, sentences

Row = tuple[Cell, ...]
_WORDS = 4


def in_sentences(columns: Sequence[Column], body: Sequence[Row]) -> Column | None:
    """Return the one column of figures, if a table has nothing else beside its names and tells all in sentences."""
    if sorted(column.role for column in columns) != [Role.FIGURE, Role.MEASURE]:
        return None
    column = next(column for column in columns if column.role is Role.FIGURE)
    told = [cell for row in body for cell in row if cell.column == column.number]
    plainly = any(cell.kind is not CellKind.TEXT or isinstance(read_cell(cell), Reading) for cell in told)
    if plainly or not any(len(cell.text.split()) >= _WORDS for cell in told):
        return None
    return column


def unwrap(columns: Sequence[Column], body: Sequence[Row]) -> list[Row]:
    """Return the rows of a table of sentences, those that go on in the next put together."""
    name = next(column.number for column in columns if column.role is Role.MEASURE)
    groups: list[list[Row]] = []
    for row in body:
        if groups and _continues(groups[-1], row, name):
            groups[-1].append(row)
        else:
            groups.append([row])
    numbers = sorted(column.number for column in columns)
    return [_joined(rows, numbers) if len(rows) > 1 else rows[0] for rows in groups]


def _continues(above: Sequence[Row], row: Row, name: int) -> bool:
    """Tell whether a row goes on with the name above it: it has none of its own, or the two are one sentence."""
    if row[0].row != above[-1][0].row + 1:
        return False
    own = next((cell.text for cell in row if cell.column == name), None)
    before = [cell.text for each in above for cell in each if cell.column == name]
    return own is None or (bool(before) and goes_on(" ".join(before), own))


def _joined(rows: Sequence[Row], numbers: Sequence[int]) -> Row:
    columns = [[cell for row in rows for cell in row if cell.column == number] for number in numbers]
    return tuple(_one(cells) for cells in columns if cells)


def _one(cells: Sequence[Cell]) -> Cell:
    """Return the one cell that a text would have filled, had it not been wrapped."""
    if len(cells) == 1:
        return cells[0]
    return replace(cells[0], text=" ".join(" ".join(cell.text.split()) for cell in cells), lines=tuple(cells))


def told_in(cell: Cell) -> tuple[Told, ...]:
    """Return the numbers that a cell tells in sentences."""
    lines = [line.text for line in cell.lines or (cell,)]
    return tuple(told for sentence in sentences(lines) for told in numbers_told(sentence))
