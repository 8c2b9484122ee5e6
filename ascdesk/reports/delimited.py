"""The CSV of a report: tidy rows, numbers plain and in the shown unit, text that no spreadsheet will run."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TypeVar

from ascdesk.amounts import plain
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Rating
from ascdesk.reports.cells import Amount, Cell, Column, Rank, Table, bracketed, like_formula, writable
from ascdesk.reports.contents import Contents
from ascdesk.reports.tables import figures_table, scorecard_table
from ascdesk.reports.texts import texts_table
from ascdesk.scorecard import Row

T = TypeVar("T")

# A workbook says these by number formats and headings; a plain file needs columns for them.
_SAID_PLAINLY: tuple[Column[Row], ...] = (
    Column("Framework", lambda row: row.measure.framework),
    Column("Period", lambda row: str(row.period)),
    Column("Unit", lambda row: row.measure.unit.value),
    Column("Flags", lambda row: bracketed(row.figure.flags) if row.figure else ""),
)


def write(report: str, contents: Contents, path: Path) -> None:
    """Write a report's one table."""
    if report == "figures":
        _write(_dated(figures_table(contents, report), contents), path)
    elif report == "commentaries":
        _write(_dated(texts_table(contents), contents), path)
    else:
        table = scorecard_table(contents)
        _write(_dated(Table(table.name, table.lead, _SAID_PLAINLY + table.columns, table.items), contents), path)


def _dated(table: Table[T], contents: Contents) -> Table[T]:
    """Return a table with the day that it is as at, where it is of the past: a plain file has no title to say it."""
    if (day := contents.as_at) is None:
        return table
    return Table(table.name, table.lead, (*table.columns, Column("As at", lambda _: day.isoformat())), table.items)


def _write(table: Table[T], path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow([column.heading for column in table.columns])
        writer.writerows([show_cell(cell) for cell in row] for row in table.rows())


def show_cell(cell: Cell) -> str:
    """Return a cell as a field; an apostrophe keeps a text that looks like a formula a text."""
    if isinstance(cell, Amount):
        return plain(cell.value)
    if isinstance(cell, Rank):
        return str(cell)
    if isinstance(cell, Rating):
        return RATING_WORDS[cell]
    return f"'{writable(cell)}" if like_formula(cell) else writable(cell)
