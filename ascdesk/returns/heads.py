"""What the columns of a table are, told from the words at their heads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from ascdesk.periods import Period, find_period, read_period
from ascdesk.returns.values import Cell, CellKind


class Role(StrEnum):
    """What the cells of a column say."""

    MEASURE = "measure"
    CODE = "code"
    FRAMEWORK = "framework"
    SECTION = "section"
    PART = "part"
    SERIES = "series"
    DIMENSION = "dimension"
    CATEGORY = "category"
    PERIOD = "period"
    FIGURE = "figure"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    MARKER = "marker"
    FLAGS = "flags"
    UNIT = "unit"
    NOTE = "note"
    TARGET = "target"
    AIM = "aim"
    DIFFERENCE = "difference"
    POLARITY = "polarity"
    RATING = "rating"
    DIRECTION = "direction"
    COMPARATOR = "comparator"
    RANK = "rank"
    RANK_BEFORE = "rank before"
    COMMENTARY = "commentary"
    FURNITURE = "furniture"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: what it says, of which period, and whose (a comparator's name).

    `latest` marks a column headed "Current Value", whose period is the report's own; `sentences` one whose values
    are told in sentences.
    """

    number: int
    role: Role
    head: str
    period: Period | None = None
    name: str = ""
    latest: bool = False
    sentences: bool = False

    @property
    def undated(self) -> bool:
        """Whether it holds figures of a period that its head does not say in full."""
        return self.role is Role.FIGURE and self.period is None and not self.latest


_WORDS: tuple[tuple[Role, str], ...] = (
    (Role.MEASURE, r"indicator|measure( name)?|kpi|title|performance (measure|indicator)"),
    (Role.CODE, r"(measure )?code|ref(erence)?|(measure )?id|no\.?"),
    (Role.FRAMEWORK, r"framework"),
    (Role.SECTION, r"section|outcome|theme|priority"),
    (Role.PART, r"part"),
    (Role.SERIES, r"series"),
    (Role.DIMENSION, r"dimension|breakdown"),
    (Role.CATEGORY, r"category"),
    (Role.PERIOD, r"(reporting )?period|quarter|month|year|date"),
    (Role.NUMERATOR, r"numerator|num\.?"),
    (Role.DENOMINATOR, r"denominator|den\.?"),
    (Role.MARKER, r"marker|why no figure|shorthand"),
    (Role.FLAGS, r"flags?"),
    (Role.UNIT, r"units?( of measure)?"),
    (Role.NOTE, r"notes?"),
    (Role.POLARITY, r"best to be|polarity|good (is|to be)|better"),
    (Role.RATING, r"rag( rating| status)?|rating|status"),
    (Role.RANK_BEFORE, r".*\brank(ing)? (dot|direction.*|movement|before)|previous rank(ing)?"),
    (Role.RANK, r"(.*\b)?rank(ing)?"),
    (Role.DIRECTION, r"direction( of travel)?|dot"),
    (Role.COMPARATOR, r"(national|england|english|regional?|comparator|neighbours?|cipfa)\b.*|eng"),
    (Role.COMMENTARY, r"comments?|commentary|narrative"),
    (Role.AIM, r"((our|the) )?aims?( (for|in) .*)?"),
    (Role.DIFFERENCE, r"diff(erence)?\.?( (from|to) .*)?"),
    (Role.FURNITURE, r"source|as read|link|row|#"),
    # What our own scorecard says of its figures beside them.
    (
        Role.FURNITURE,
        r"why( this direction)?|earlier figure|compared with|base period|figure of another period|by hand|significance"
        r"|rule|gap in people|made up of|other comparators|commentary status",
    ),
)
_ROLES = tuple((role, re.compile(rf"(?:{words})\Z", re.IGNORECASE)) for role, words in _WORDS)
_TARGET = re.compile(r"\b(target|tgt)\b", re.IGNORECASE)
_LATEST = re.compile(
    r"(current|latest|this)( value| figure| period| quarter)?|actual|value|figure|outturn|result"
    r"|((our|current) )?performance",
    re.IGNORECASE,
)
_SOME_YEAR = Period.year(2000)
_RANK_WORDS = re.compile(r"\s*\b(average|rank(ing)?|dot|movement|value)\b\s*", re.IGNORECASE)


def read_heads(cells: Sequence[Cell], within: Period | None) -> tuple[Column, ...]:
    """Return what each column is; `within` gives "Q1" and "Aug" their financial year."""
    return tuple(_column(cell, within) for cell in cells)


def is_head(cells: Sequence[Cell], within: Period | None) -> bool:
    """Tell whether a row is the head of a table: mostly words that head columns, one of them a figure's."""
    if len(cells) < 2 or any(cell.kind in (CellKind.ERROR, CellKind.BOOLEAN) for cell in cells):
        return False
    if sum(cell.kind is CellKind.NUMBER for cell in cells) * 5 > len(cells) * 2:
        return False
    columns = read_heads(cells, within)
    known = [column for column in columns if column.role is not Role.UNKNOWN]
    has_figure = any(column.role is Role.FIGURE for column in known)
    return has_figure and len(known) >= 2 and len(known) * 5 >= len(columns) * 3


def _column(cell: Cell, within: Period | None) -> Column:
    if cell.kind is CellKind.NUMBER:
        return Column(cell.column, Role.UNKNOWN, cell.text)
    return replace(_meaning(cell.text, within), number=cell.column)


# Every line of a table is looked at, and most of them repeat a few words.
@lru_cache(maxsize=4096)
def _meaning(text: str, within: Period | None) -> Column:
    """Return the column that a head names, whichever its number."""
    head = " ".join(text.split())
    column = Column(0, Role.UNKNOWN, head)
    for role, pattern in _ROLES:
        if pattern.match(head):
            return _named(replace(column, role=role))
    # A month or quarter named without its year still heads a figure; its year is asked for later.
    if (period := read_period(head, within)) or read_period(head, _SOME_YEAR):
        return replace(column, role=Role.FIGURE, period=period)
    if _TARGET.search(head):
        found = find_period(head, within)
        return replace(column, role=Role.TARGET, period=found[0] if found else None)
    if _LATEST.fullmatch(head):
        return replace(column, role=Role.FIGURE, latest=True)
    return column


def _named(column: Column) -> Column:
    """Give a comparator's column the name of whom it compares with, and the year if its head says one."""
    if column.role not in (Role.COMPARATOR, Role.RANK, Role.RANK_BEFORE):
        return column
    found = find_period(column.head)
    bare = found[1] if found else column.head
    name = " ".join(_RANK_WORDS.sub(" ", bare).split())
    known = {"eng": "England", "english": "England", "": "England", "national": "National average"}
    return replace(column, name=known.get(name.lower(), name), period=found[0] if found else None)


def with_group(column: Column, group: str) -> Column:
    """Return the column with what a head above it says, such as "2016/17 Benchmarking", where it lacks it."""
    if column.period is None and (found := find_period(group)):
        return replace(column, period=found[0])
    return column
