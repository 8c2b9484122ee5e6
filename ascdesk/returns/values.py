"""What reading a file yields: its cells, what each was taken for, and the entities found in them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from ascdesk.errors import Problem
from ascdesk.model import Entity, EntityId, Measure
from ascdesk.periods import Period


class CellKind(StrEnum):
    """What a cell holds, as the file says."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    ERROR = "error"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """One non-empty cell: its place, its text as it would be typed, and for a number its value and format.

    `row` and `column` count from 1; a date's text is ISO. `lines` are the cells, from the first, over which one text
    was wrapped; `text` is then all of it.
    """

    row: int
    column: int
    kind: CellKind
    text: str
    number: Decimal | None = None
    format: str = "General"
    lines: tuple[Cell, ...] = ()

    @property
    def address(self) -> str:
        """The cell's name on its sheet, such as C14, or C14:C16 for a text that was wrapped."""
        name = f"{_letters(self.column)}{self.row}"
        return f"{name}:{self.lines[-1].address}" if self.lines else name


@lru_cache(maxsize=1024)
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


@dataclass(frozen=True, slots=True)
class Sheet:
    """The non-empty cells of one sheet, row by row, and the ranges that are merged, such as "E1:G1"."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    hidden: bool = False
    merges: tuple[str, ...] = ()

    def cells(self) -> Iterator[Cell]:
        """Yield every non-empty cell."""
        return (cell for row in self.rows for cell in row)

    def place(self, cell: Cell) -> str:
        """Return where a cell stands, such as "Sheet2!C14"."""
        return f"{self.name}!{cell.address}"

    def places(self, cell: Cell) -> tuple[str, ...]:
        """Return where a cell stands: each of its places, where its text was wrapped."""
        return tuple(self.place(each) for each in cell.lines or (cell,))


@dataclass(frozen=True, slots=True)
class Book:
    """A file that was read: its name, its bytes, its sheets, and what a reader should know of it."""

    name: str
    content: bytes
    sheets: tuple[Sheet, ...]
    notices: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the file's bytes, by which it is known."""
        return hashlib.sha256(self.content).hexdigest()


class Taken(StrEnum):
    """What a cell was taken for."""

    FIGURE = "figure"
    TARGET = "target"
    COMPARATOR = "comparator"
    RANK = "rank"
    JUDGEMENT = "published judgement"
    TALLY = "published tally"
    POLARITY = "polarity"
    MEASURE = "measure"
    PART = "part"
    SECTION = "section"
    PERIOD = "period"
    COMMENTARY = "commentary"
    PARAGRAPH = "further paragraph"
    UNPLACED = "unplaced commentary"
    FRONT = "front matter line"
    AIM = "aim"
    NOTE = "technical note"
    DERIVED = "checked difference"
    TAG = "tag"
    HEADING = "heading"
    TITLE = "title"
    FURNITURE = "furniture"
    BLANK = "marked as blank"
    UNREAD = "on a sheet without a table"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class RulesTold:
    """By which preset a return rates its measures, as far as it says so, and where: to be confirmed."""

    preset: str
    notice: Problem


@dataclass(frozen=True, slots=True)
class Return:
    """What a file says: the entities found in it, under the ids that they would be given if adopted.

    `given` is the period that a person said it is for; `period` the one that it was read for.

    `origins` are the cells that name the measures; `uncoded` the measures whose code the file does not print,
    `framed` those whose framework it does, `headed` those that it sets up even where it says nothing more of them.
    `accounts` names for every non-empty cell what it was taken for; a cell taken for a problem has one in
    `problems`. `notices` are what was taken but should be confirmed. `rules` are by framework; `guesses` are what
    was concluded of a measure and should be confirmed if it is made.
    """

    book: Book
    given: Period | None
    framework: str
    period: Period | None
    measures: tuple[Measure, ...]
    structure: tuple[Entity, ...]
    entities: tuple[Entity, ...]
    problems: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    accounts: tuple[tuple[str, Taken], ...]
    origins: dict[EntityId, str]
    uncoded: frozenset[EntityId]
    framed: frozenset[EntityId] = frozenset()
    headed: frozenset[EntityId] = frozenset()
    rules: Mapping[str, RulesTold] = field(default_factory=dict)
    guesses: tuple[tuple[EntityId, Problem], ...] = ()
