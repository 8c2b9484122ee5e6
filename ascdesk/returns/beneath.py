"""What stands beneath a table: remarks on its section, what a star means, and which year England is of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ascdesk.characters import tidy
from ascdesk.periods import PeriodKind, find_period
from ascdesk.returns.heads import Column, Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.values import Cell, CellKind, Taken

Row = tuple[Cell, ...]
_STARS = re.compile(r"\A(\*+)\s*(?=[^\s*])")
_STARRED = re.compile(r"(?<=[^\s*])\s*(\*+)\Z")
_BENCHMARK = re.compile(r"\b(?:benchmark|average|comparator|figure|data)s?\b", re.IGNORECASE)
_BULLET = re.compile(r"\A[-–—•·▪]\s*")
_CAPTION = re.compile(r"(?:comments?|commentary|notes?)\s*:?", re.IGNORECASE)
# Fewer words than this, without a full stop, are a heading that has nothing under it.
_WORDS = 5
_COMPARED = (Role.COMPARATOR, Role.RANK, Role.RANK_BEFORE)


@dataclass(frozen=True, slots=True)
class Beneath:
    """The remarks beneath a table, those of them that say what a star means, and the years of its comparators."""

    remarks: tuple[Cell, ...] = ()
    stars: tuple[tuple[str, Cell], ...] = ()

    def meaning(self, star: str) -> list[Cell]:
        """Return the cells that say what a star behind a name means."""
        return [cell for own, cell in self.stars if star and own == star]

    @property
    def text(self) -> str:
        """The remarks as lines of a commentary."""
        return "\n".join(f"- {_BULLET.sub('', cell.text.strip())}" for cell in self.remarks)


def split(body: Sequence[Row], next_head: int | None, title: str) -> tuple[Sequence[Row], Sequence[Row]]:
    """Split the rows under a head into the table's and those of texts beneath it.

    The latter stand alone in the first column, below a blank row or plainly as sentences. What stands right above
    the `next_head` is the heading of what follows.
    """
    end = len(body)
    while end and _alone(body[end - 1]):
        end -= 1
    if not end:
        return body, ()
    parted = False
    for at in range(end, len(body)):
        row = body[at][0]
        parted = parted or row.row > body[at - 1][0].row + 1
        text = tidy(row.text)
        heads_next = next_head is not None and row.row >= next_head - 1
        named = find_period(text)
        repeats = bool(title) and (named[1] if named else text) == title
        if not heads_next and not repeats and _is_note(text, parted):
            return _cut(body, at, next_head)
    return body, ()


def _cut(body: Sequence[Row], at: int, next_head: int | None) -> tuple[Sequence[Row], Sequence[Row]]:
    """Cut the body at the first note; the heading right above the next head stays with the table's rows."""
    last = len(body)
    if next_head is not None and body[-1][0].row == next_head - 1:
        last -= 1
    return [*body[:at], *body[last:]], body[at:last]


def _alone(row: Row) -> bool:
    return len(row) == 1 and row[0].kind is CellKind.TEXT and row[0].column == 1


def _is_note(text: str, parted: bool) -> bool:
    if _STARS.match(text) or _BULLET.match(text) or _CAPTION.fullmatch(text):
        return True
    told = len(text.split()) >= _WORDS
    return told and (parted or (text.endswith(".") and not text[0].islower()))


def read_beneath(notes: Sequence[Row], columns: Sequence[Column], ledger: Ledger) -> tuple[Beneath, list[Column]]:
    """Return what the texts beneath a table say, and its columns with the years that they give to comparators."""
    dated = list(columns)
    remarks: list[Cell] = []
    for (cell,) in notes:
        with_year = [_dated(column, cell.text) for column in dated]
        if with_year != dated or _CAPTION.fullmatch(cell.text.strip()):
            ledger.take(cell, Taken.HEADING)
            dated = with_year
        else:
            remarks.append(cell)
    stars = [(match[1], cell) for cell in remarks if (match := _STARS.match(cell.text.strip()))]
    return Beneath(tuple(remarks), tuple(stars)), dated


def _dated(column: Column, said: str) -> Column:
    """Return a comparator's column with the year that a text such as "England averages of year 21-22" gives it."""
    if column.role not in _COMPARED or column.period is not None or not _BENCHMARK.search(said):
        return column
    found = find_period(said)
    named = column.name.split()[0].casefold() in said.casefold()
    return replace(column, period=found[0]) if found and named and found[0].kind is PeriodKind.YEAR else column


def starred(title: str) -> tuple[str, str]:
    """Split a name and the star behind it, which is empty where there is none."""
    match = _STARRED.search(title)
    return (title[: match.start()], match[1]) if match else (title, "")


def without_star(note: str) -> str:
    """Return what a star means, without the star."""
    return _STARS.sub("", note.strip())
