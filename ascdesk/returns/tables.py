"""A sheet taken apart into its tables: title, heads, section headings, lines, and the report's own tallies."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ascdesk.periods import Period, find_period
from ascdesk.returns import beneath
from ascdesk.returns.beneath import Beneath
from ascdesk.returns.heads import Column, Role, is_head, read_heads, with_group
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.values import Cell, CellKind, Sheet, Taken
from ascdesk.returns.wrapping import in_sentences, unwrap

Row = tuple[Cell, ...]
_RANGE = re.compile(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")
_TALLY = re.compile(r".*\S\s+[-–—]\s+\d+\s*\Z", re.DOTALL)
_NUMBERED = re.compile(r"(?:outcome|priority|theme|section|objective|aim|goal|part)\s+\d", re.IGNORECASE)
# The columns of which a line about a measure fills at least one; a heading's stray cells stand elsewhere.
_TELLING = frozenset({Role.TARGET, Role.POLARITY, Role.RATING, Role.DIRECTION, Role.COMPARATOR, Role.COMMENTARY})


@dataclass(frozen=True, slots=True)
class Line:
    """One line about a measure: its cells by column, under the section heading above it."""

    cells: dict[int, Cell]
    section: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines under one head, and what stands beneath them."""

    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    beneath: Beneath = field(default_factory=Beneath)

    def column(self, role: Role) -> Column | None:
        """Return the first column of a role, if there is one."""
        return next((column for column in self.columns if column.role is role), None)


@dataclass(slots=True)
class Found:
    """What a sheet holds: its title, the period that the title names, its tables and its tally cells.

    `titled` tells whether the title named the period, `assumed` whether it only stood outside the sheet's cells.
    """

    title: str = ""
    period: Period | None = None
    titled: bool = False
    assumed: bool = False
    sections: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    tallies: list[Cell] = field(default_factory=list)


def find_tables(sheet: Sheet, ledger: Ledger, within: Period | None, outside: Period | None = None) -> Found:
    """Take a sheet apart; `within` overrides the period that its title names.

    `outside` is the period that the name of the sheet or file says: it is assumed where heads lack their year.
    """
    rows = [row for row in sheet.rows if row]
    found = Found(period=within)
    _read_title(rows, sheet, found)
    heads = [at for at, row in enumerate(rows) if is_head(row, found.period)]
    if found.period is None and any(column.undated for at in heads for column in read_heads(rows[at], None)):
        found.period, found.assumed = outside, outside is not None
    taken = _take_above(rows, heads, found, ledger) if heads else []
    for at, following in zip(heads, [*heads[1:], len(rows)], strict=False):
        group = rows[at - 1] if at and _is_group(rows[at - 1]) and rows[at - 1] not in taken else ()
        found.tables.append(_table(rows, at, following, group, sheet, found, ledger))
    return found


def _table(
    rows: Sequence[Row], at: int, following: int, group: Row, sheet: Sheet, found: Found, ledger: Ledger
) -> Table:
    """Read the table whose head is the row `at`, as far as the `following` head."""
    end = _body_end(rows, following)
    next_head = rows[end][0].row if end < len(rows) else None
    body, notes = beneath.split(rows[at + 1 : end], next_head, found.title)
    for cell in (*rows[at], *group):
        ledger.take(cell, Taken.HEADING)
    columns = _columns(rows[at], group, body, sheet, found.period)
    below, dated = beneath.read_beneath(notes, columns, ledger)
    _confirm_years(rows[at], dated, ledger)
    if told := in_sentences(dated, body):
        dated = [replace(column, sentences=column is told) for column in dated]
        body = unwrap(dated, body)
    return Table(tuple(dated), tuple(_lines(body, dated, found, ledger)), below)


def _confirm_years(head: Row, columns: Sequence[Column], ledger: Ledger) -> None:
    """Ask for the year of a comparator whose head does not say it (N75)."""
    undated = {column.number for column in columns if column.role is Role.COMPARATOR and column.period is None}
    for cell in head:
        if cell.column in undated:
            ledger.confirm(
                cell,
                "It does not say which year is compared with; the values were taken without one.",
                "Find out which year they are of before they are published.",
            )


def _read_title(rows: Sequence[Row], sheet: Sheet, found: Found) -> None:
    """Take the title from the first row above the head that holds one text alone."""
    for row in rows[:5]:
        if is_head(row, found.period):
            return
        if len(row) == 1 and row[0].kind is CellKind.TEXT and row[0].column == 1:
            if _NUMBERED.match(row[0].text):
                return
            named = find_period(row[0].text)
            found.title = named[1] if named else " ".join(row[0].text.split())
            found.period = found.period or (named[0] if named else None)
            found.titled = named is not None
            return


def _take_above(rows: Sequence[Row], heads: Sequence[int], found: Found, ledger: Ledger) -> list[Row]:
    """Account for the titles above the first head, and return their rows.

    One that is numbered, or stands right above the first of several heads under the sheet's title, heads a section.
    """
    taken: list[Row] = [row for row in rows[: heads[0]] if len(row) == 1 and row[0].column == 1]
    for row in taken:
        right_above = row is rows[heads[0] - 1] and row[0].row == rows[heads[0]][0].row - 1
        if right_above and (_NUMBERED.match(row[0].text) or (len(heads) > 1 and row is not taken[0])):
            ledger.take(row[0], Taken.SECTION)
            found.sections.append(" ".join(row[0].text.split()))
        else:
            ledger.take(row[0], Taken.TITLE)
    return taken


def _is_title(row: Row, found: Found) -> bool:
    """Tell whether a row repeats the sheet's title, as after a page break."""
    if len(row) != 1 or row[0].kind is not CellKind.TEXT:
        return False
    named = find_period(row[0].text)
    return bool(found.title) and (named[1] if named else " ".join(row[0].text.split())) == found.title


def _is_group(row: Row) -> bool:
    """Tell whether a row heads groups of columns: texts that stand to the right of the first column."""
    return all(cell.kind is CellKind.TEXT and cell.column > 1 for cell in row)


def _body_end(rows: Sequence[Row], following: int) -> int:
    """Return where a table's lines end: above the next head and what it groups."""
    grouped = 0 < following < len(rows) and _is_group(rows[following - 1])
    return following - 1 if grouped else following


def _columns(head: Row, group: Row, body: Sequence[Row], sheet: Sheet, within: Period | None) -> tuple[Column, ...]:
    columns = {column.number: column for column in read_heads(head, within)}
    for cell in group:
        for number in _span(cell, group, sheet, columns):
            columns[number] = with_group(columns[number], cell.text)
    return tuple(sorted((*columns.values(), *_unnamed(columns, body)), key=lambda column: column.number))


def _span(cell: Cell, group: Row, sheet: Sheet, columns: dict[int, Column]) -> list[int]:
    """Return the columns that a group head stands over: its merged range, or as far as comparators reach."""
    for reference in sheet.merges:
        if (match := _RANGE.fullmatch(reference)) and int(match[2]) == cell.row and _number(match[1]) == cell.column:
            return [number for number in range(cell.column, _number(match[3]) + 1) if number in columns]
    following = min((other.column for other in group if other.column > cell.column), default=10**9)
    compared = (Role.COMPARATOR, Role.RANK, Role.RANK_BEFORE)
    return [
        number for number, column in columns.items() if cell.column <= number < following and column.role in compared
    ]


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _unnamed(columns: dict[int, Column], body: Sequence[Row]) -> list[Column]:
    """Name the columns of words that have no head: the first is the measure's name, the next its part."""
    first_named = min(columns)
    has_measure = any(column.role in (Role.MEASURE, Role.CODE) for column in columns.values())
    numbers = sorted({cell.column for row in body for cell in row if cell.kind is CellKind.TEXT} - set(columns))
    unnamed = []
    for number in numbers:
        if not has_measure and number < first_named:
            unnamed.append(Column(number, Role.MEASURE, ""))
            has_measure = True
        elif has_measure and number < _first_figure(columns):
            unnamed.append(Column(number, Role.PART, ""))
    return unnamed


def _first_figure(columns: dict[int, Column]) -> int:
    return min((column.number for column in columns.values() if column.role is Role.FIGURE), default=0)


def _lines(body: Sequence[Row], columns: Sequence[Column], found: Found, ledger: Ledger) -> list[Line]:
    lines: list[Line] = []
    section = found.sections[-1] if found.sections else ""
    roles = {column.number: column.role for column in columns}
    naming = {number for number, role in roles.items() if role in (Role.MEASURE, Role.CODE)}
    telling = _telling(columns, found.period)
    tidy = Role.PERIOD in roles.values()
    for row in body:
        if _is_title(row, found):
            ledger.take(row[0], Taken.TITLE)
        elif _is_tally(row):
            found.tallies.extend(row)
        elif not tidy and _is_heading(row, naming, telling, Role.POLARITY in roles.values()):
            section = _take_heading(row, naming, found, ledger)
        else:
            lines.append(Line({cell.column: cell for cell in row}, section))
    return lines


def _is_tally(row: Row) -> bool:
    """Tell whether a row is a report's own count: every cell words, at least two ending in a number."""
    return all(cell.kind is CellKind.TEXT for cell in row) and sum(bool(_TALLY.match(cell.text)) for cell in row) >= 2


def _telling(columns: Sequence[Column], within: Period | None) -> set[int]:
    """Return the columns of which a line about a measure fills one: any figure, where there are no others."""
    figures = [column for column in columns if column.role is Role.FIGURE]
    described = {column.number for column in columns if column.role in _TELLING}
    if not described:
        return {column.number for column in figures}
    now = within or max((column.period for column in figures if column.period), default=None)
    return described | {column.number for column in figures if column.latest or (now and column.period == now)}


def _is_heading(row: Row, naming: set[int], telling: set[int], described: bool) -> bool:
    """Tell whether a row only names a section.

    Where every measure is `described` by a polarity, a few stray cells may stand on it (N101); elsewhere a cell
    beside the name makes it a measure's line.
    """
    named = [cell for cell in row if cell.column in naming]
    if len(named) != 1 or named[0].kind is not CellKind.TEXT:
        return False
    others = [cell.column for cell in row if cell.column not in naming]
    return not others or (described and telling.isdisjoint(others) and len(others) <= 2)


def _take_heading(row: Row, naming: set[int], found: Found, ledger: Ledger) -> str:
    name = next(cell for cell in row if cell.column in naming)
    ledger.take(name, Taken.SECTION)
    section = " ".join(name.text.split())
    if section not in found.sections:
        found.sections.append(section)
    for cell in row:
        if cell is not name:
            ledger.refuse(
                cell,
                f"It stands on the line of the heading “{section}”, which has no measure.",
                "Move it to the line of its measure, or leave it out.",
            )
    return section
