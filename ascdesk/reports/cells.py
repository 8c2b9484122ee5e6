"""What stands in one cell of a report's table, whatever file the table is written to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from ascdesk.model import Flag, Rating, Unit

T = TypeVar("T")

# What neither XML nor a reader can take: control characters but tab and line feed, lone halves of a pair.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\x00")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in its shown unit, to be printed with so many decimal places and its flags."""

    value: Decimal
    unit: Unit
    decimals: int
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among councils, from the best; a tie is shared with another."""

    place: int
    out_of: int | None
    tie: bool

    def __str__(self) -> str:
        return f"{self.place}{self.surroundings}"

    @property
    def surroundings(self) -> str:
        """What is printed after the place: "/150 (=)"."""
        return (f"/{self.out_of}" if self.out_of is not None else "") + (" (=)" if self.tie else "")


Cell = str | Amount | Rank | Rating
"""An empty text is an empty cell."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """A heading, what stands under it for an item, a width in characters; the last may be left off paper."""

    heading: str
    take: Callable[[T], Cell]
    width: int = 12
    printed: bool = True


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """One table of a report; `lead` are the lines above it, `held` how many columns stay in sight."""

    name: str
    lead: tuple[str, ...]
    columns: tuple[Column[T], ...]
    items: Sequence[T]
    held: int = 0

    def rows(self) -> Iterator[list[Cell]]:
        """Yield the cells of each item."""
        for item in self.items:
            yield [column.take(item) for column in self.columns]


def counted(value: Decimal | None) -> Cell:
    """Return a numerator or denominator with the decimal places that it has."""
    if value is None:
        return ""
    exponent = value.normalize().as_tuple().exponent
    return Amount(value, Unit.NUMBER, max(0, -exponent) if isinstance(exponent, int) else 0)


def bracketed(codes: Sequence[str]) -> str:
    """Return shorthand as statistics print it: "[p][r]"."""
    return "".join(f"[{code}]" for code in codes)


def writable(text: str) -> str:
    """Return the text without the characters that no file can hold; a line ends with a line feed alone."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def like_formula(text: str) -> bool:
    """Tell whether a spreadsheet might take the text for a formula."""
    return text.startswith(FORMULA_STARTS) or writable(text).startswith(FORMULA_STARTS)
