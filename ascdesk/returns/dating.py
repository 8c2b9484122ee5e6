"""Which period a return is for, where its tables do not say it: what its name says, or else one question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ascdesk.errors import Problem
from ascdesk.periods import Period, find_period, read_period, show_period
from ascdesk.returns.heads import Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.line import GIVE_PERIOD
from ascdesk.returns.tables import Found
from ascdesk.returns.telling import periods_told
from ascdesk.returns.values import Book, Cell, Sheet

_SHOWN_HEADS = 6
_DATED_BY_PERIOD = (Role.TARGET, Role.RATING, Role.DIRECTION, Role.COMMENTARY)


@dataclass(frozen=True, slots=True)
class Outside:
    """A period that is named outside a sheet's cells: where, and in which words."""

    period: Period
    place: str
    text: str
    whose: str

    def notice(self) -> Problem:
        """Say that the period was taken from there."""
        return Problem(
            self.place,
            self.text,
            f"The headings do not say the year, so {self.whose} was taken to say it: {show_period(self.period)}.",
            "If that is wrong, undo the import. Then import it again and say which period the return is for.",
        )


def outside(sheet: Sheet, book: Book) -> Outside | None:
    """Return the period that the sheet's name says, or else the file's."""
    if named := find_period(sheet.name):
        return Outside(named[0], sheet.name, sheet.name, "the sheet’s name")
    stem = Path(book.name).stem
    named = find_period(stem)
    return Outside(named[0], book.name, stem, "the file’s name") if named else None


def latest(found: Found) -> Period | None:
    """Return the latest period that heads a column, stands in a column of periods, or is told in a cell."""
    periods = {column.period for table in found.tables for column in table.columns if column.role is Role.FIGURE}
    for table in found.tables:
        if column := table.column(Role.PERIOD):
            texts = {line.cells[column.number].text for line in table.lines if column.number in line.cells}
            periods |= {read_period(text) for text in texts}
        told = [column.number for column in table.columns if column.latest]
        cells = [line.cells[number] for line in table.lines for number in told if number in line.cells]
        periods |= {each.period for cell in cells for each in periods_told(cell)}
    return max((period for period in periods if period is not None), default=None)


def needs_period(found: Found) -> bool:
    """Tell whether a sheet has anything that belongs to the period of the return."""
    return any(
        column.latest or (column.period is None and column.role in _DATED_BY_PERIOD) or table.beneath.remarks
        for table in found.tables
        for column in table.columns
    )


def is_undated(found: Found) -> bool:
    """Tell whether no column of figures says which period it is, so that nothing can be taken."""
    columns = [column for table in found.tables for column in table.columns if column.role is Role.FIGURE]
    return found.period is None and bool(columns) and all(column.undated for column in columns)


def withhold(sheet: Sheet, found: Found, ledger: Ledger) -> None:
    """Have everything on a sheet wait for its period."""
    heads = {column.number: column.head for table in found.tables for column in table.columns if column.undated}
    for cell in sheet.cells():
        if sheet.place(cell) not in ledger.accounts:
            ledger.ask_period(cell, heads.get(cell.column, ""))


def asked(ledgers: Sequence[Ledger], book: Book) -> list[Problem]:
    """Return the one problem of all cells that wait for the period of the return, if any do."""
    waiting = [ledger for ledger in ledgers if ledger.undated]
    if not waiting:
        return []
    cells = [cell for ledger in waiting for cell, _ in ledger.undated]
    heads = list(dict.fromkeys(head for ledger in waiting for _, head in ledger.undated if head))
    text = cells[0].text if len(cells) == 1 else f"{len(cells):,} cells"
    if len(waiting) > 1:
        text += f" on {len(waiting)} sheets"
    place = _place(waiting[0].sheet, cells) if len(waiting) == 1 else book.name
    return [Problem(place, text, _question(heads), GIVE_PERIOD)]


def _place(sheet: Sheet, cells: Sequence[Cell]) -> str:
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    first, last = sheet.place(ordered[0]), ordered[-1].address
    return first if len(cells) == 1 else f"{first}:{last}"


def _question(heads: Sequence[str]) -> str:
    if not heads:
        return "The return does not say which period it was published for."
    names = [f"“{head}”" for head in heads[:_SHOWN_HEADS]]
    if len(heads) == 1:
        return f"The heading {names[0]} does not say which period it is."
    if len(heads) > _SHOWN_HEADS:
        names.append("others")
    return f"The headings {', '.join(names[:-1])} and {names[-1]} do not say which year they are of."
