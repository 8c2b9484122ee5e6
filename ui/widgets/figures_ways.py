"""Where the keys of a spreadsheet lead to from a cell of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ui.widgets.scorecard_table import ONE_LINE

if TYPE_CHECKING:  # the grid that they lead through
    from ui.widgets.figures_table import FiguresTable

KEY = Qt.Key
WAYS = frozenset({
    KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down, KEY.Key_Home, KEY.Key_End, KEY.Key_PageUp, KEY.Key_PageDown,
})  # fmt: skip


def target(table: FiguresTable, key: int, control: bool, row: int, column: int) -> tuple[int, int]:
    """Return where a key leads to from a cell; arrows stop on headings, the others pass over them."""
    columns, typing, rows = table.columns(), table.typing_columns(), table.line_numbers()
    column = column if column in columns else columns[-1]
    if not rows:
        return row, column
    if key in (KEY.Key_Home, KEY.Key_End):
        first = key == KEY.Key_Home
        return (rows[0] if first else rows[-1]) if control else row, typing[0] if first else table.sheet.heads.current
    if key in (KEY.Key_Left, KEY.Key_Right):
        step, at = (-1 if key == KEY.Key_Left else 1), columns.index(column)
        if control:
            return row, columns[edge([_filled(table, row, each) for each in columns], at, step)]
        return row, columns[min(max(at + step, 0), len(columns) - 1)]
    if key in (KEY.Key_PageUp, KEY.Key_PageDown):
        return _page(table, rows, row, -1 if key == KEY.Key_PageUp else 1), column
    step = -1 if key == KEY.Key_Up else 1
    if control:
        at = rows.index(row) if row in rows else 0
        return rows[edge([_filled(table, each, column) for each in rows], at, step)], column
    return min(max(row + step, 0), len(table.sheet.shown) - 1), column


def edge(filled: Sequence[bool], at: int, step: int) -> int:
    """Return where Ctrl and an arrow lead to: the last filled cell of a run, or the next filled one, or the end."""
    ahead = range(at + step, len(filled) if step > 0 else -1, step)
    if not ahead:
        return at
    if filled[at] and filled[ahead[0]]:
        stop = next((each for each in ahead if not filled[each]), None)
        return ahead[-1] if stop is None else stop - step
    return next((each for each in ahead if filled[each]), ahead[-1])


def _filled(table: FiguresTable, row: int, column: int) -> bool:
    return bool(table.sheet.look(row, column).text)


def _page(table: FiguresTable, rows: Sequence[int], row: int, step: int) -> int:
    """Return the line that is one screen away."""
    room, at = table.viewport().height() - ONE_LINE, row
    while 0 <= at + step < len(table.sheet.shown) and room > 0:
        at += step
        room -= table.rowHeight(at)
    return min(rows, key=lambda each: abs(each - at))
