"""Entities as rows and as canonical JSON, and back.

A row holds exactly what SQLite holds: text, whole numbers, NULL. The JSON of a revision is the same row with
the names of its columns, so the two cannot tell different stories. Columns are converted as a whole, one
conversion after the other, which is several times faster than entity by entity.
"""

from __future__ import annotations

import dataclasses
import datetime
import json
import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from itertools import repeat
from json.encoder import encode_basestring
from operator import attrgetter, itemgetter
from types import NoneType, UnionType
from typing import Any, Generic, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from ascdesk.errors import UserError
from ascdesk.model import Entity
from ascdesk.periods import Period, read_period
from ascdesk.store import Step

T = TypeVar("T")
Cell = str | int | None
Row = tuple[Cell, ...]
_WIDEST = 100  # digits before or after the point: more is a slip of the keyboard or an attack

canonical: Callable[[object], str] = json.JSONEncoder(
    sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
).encode


def canonical_rows(columns: Sequence[str], rows: Iterable[Row]) -> list[str]:
    """Return what `canonical` says of each row as an object, at a fifth of the time."""
    places = sorted(range(len(columns)), key=columns.__getitem__)
    template = "{" + ",".join(f"{canonical(columns[place])}:%s" for place in places) + "}"
    cells = [_canonical_cells(column) for column in zip(*rows, strict=True)]
    return [template % texts for texts in zip(*(cells[place] for place in places if cells), strict=True)]


def _canonical_cells(cells: Sequence[Cell]) -> Iterable[str]:
    if cells.count(cells[0]) == len(cells):  # as most columns of an import
        return repeat(canonical(cells[0]), len(cells))
    return [
        encode_basestring(cell) if isinstance(cell, str) else "null" if cell is None else str(cell) for cell in cells
    ]


class Conversion(NamedTuple):
    """How the values of a field are written and read; None where the value is kept as it is."""

    write: Callable[[Any], Cell] | None = None
    read: Callable[[Any], Any] | None = None


def plain_number(value: Decimal) -> str:
    """Return a number as digits: no exponent, no zeros behind that say nothing."""
    if not value.is_finite():
        raise ValueError(f"not a figure: {value}")
    if abs(value.adjusted()) > _WIDEST:
        raise UserError(f"The number {value} is too large or too small to keep.", "Check how it was typed.")
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def conversion(hint: Any) -> Conversion:
    """Return how a field of this type is kept."""
    if get_origin(hint) in (Union, UnionType):
        (inner,) = (each for each in get_args(hint) if each is not NoneType)
        return _optional(conversion(inner))
    if get_origin(hint) is tuple:
        return _listed(conversion(get_args(hint)[0]))
    if isinstance(hint, type) and issubclass(hint, Enum):
        members = {member: member.value for member in hint}
        return Conversion(members.__getitem__, {value: member for member, value in members.items()}.__getitem__)
    return _SIMPLE.get(hint, Conversion())


@lru_cache(maxsize=65_536)
def period_cell(period: Period) -> str:
    """Return how a period is kept; TypeError for what is none, which nobody could read again."""
    if not isinstance(period, Period):
        raise TypeError(f"not a period: {period!r}")
    return str(period)


@lru_cache(maxsize=65_536)
def kept_period(cell: str) -> Period:
    """Return the period that a cell holds; ValueError where it is damaged."""
    period = read_period(cell)
    if period is None:
        raise ValueError(f"not a period: {cell}")
    return period


_SIMPLE: dict[Any, Conversion] = {
    bool: Conversion(int, bool),
    Decimal: Conversion(plain_number, Decimal),
    # The same few periods stand in thousands of figures.
    Period: Conversion(period_cell, kept_period),
    datetime.date: Conversion(datetime.date.isoformat, datetime.date.fromisoformat),
    datetime.datetime: Conversion(datetime.datetime.isoformat, datetime.datetime.fromisoformat),
}


def _optional(inner: Conversion) -> Conversion:
    write, read = inner
    return Conversion(
        write and lru_cache(maxsize=65_536)(lambda value: None if value is None else write(value)),
        read and lru_cache(maxsize=65_536)(lambda cell: None if cell is None else read(cell)),
    )


def _listed(inner: Conversion) -> Conversion:
    @lru_cache(maxsize=4_096)
    def write(values: tuple[Any, ...]) -> Cell:
        return canonical([inner.write(value) for value in values] if inner.write else values)

    @lru_cache(maxsize=4_096)
    def read(cell: str) -> tuple[Any, ...]:
        values = json.loads(cell)
        return tuple(map(inner.read, values)) if inner.read else tuple(values)

    return Conversion(write, read)


class Kind(Generic[T]):
    """One kind of entity: its table, its columns, and the way between entities, rows and JSON."""

    def __init__(self, type_: type[T]) -> None:
        fields = dataclasses.fields(type_)  # type: ignore[arg-type]  # every entity is a dataclass
        hints = get_type_hints(type_)
        self.type = type_
        self.table = re.sub(r"(?<!^)(?=[A-Z])", "_", type_.__name__).lower()
        self.columns = tuple(field.name for field in fields)
        self.names = ", ".join(f'"{name}"' for name in self.columns)
        self._conversions = {name: conversion(hints[name]) for name in self.columns}
        self._values: Callable[[T], Row] = attrgetter(*self.columns)
        self._cells: Callable[[dict[str, Cell]], Row] = itemgetter(*self.columns)
        self._set_fields = [getattr(type_, name).__set__ for name in self.columns]
        # The column that says what an entity belongs to; what belongs to nothing is about itself.
        self._about = self.columns.index(next(name for name in ("measure", "subject_id", "id") if name in self.columns))
        # For the JSON of a time when the field was not there yet.
        self._defaults = {
            field.name: self.cell(field.name, field.default)
            for field in fields
            if field.default is not dataclasses.MISSING
        }

    def cell(self, column: str, value: object) -> Cell:
        """Return a field's value as SQLite holds it."""
        write = self._conversions[column].write
        return write(value) if write else value  # type: ignore[return-value]  # str, int or None stay as they are

    def rows(self, entities: Sequence[T]) -> list[Row]:
        """Return the rows of entities."""
        writers = [self._conversions[name].write for name in self.columns]
        return list(zip(*_converted(map(self._values, entities), writers), strict=True))

    def entities(self, rows: Sequence[Row]) -> list[T]:
        """Return the entities of rows."""
        if not rows:
            return []  # as for most kinds, whenever a figure is typed
        made: list[T] = list(map(self.type.__new__, repeat(self.type, len(rows))))
        readers = [self._conversions[name].read for name in self.columns]
        # Through the slots themselves: a frozen class assigns its fields one by one, in four times the time.
        for set_field, cells in zip(self._set_fields, _converted(rows, readers), strict=False):
            deque(map(set_field, made, cells), maxlen=0)
        return made

    def payloads(self, rows: Sequence[Row]) -> list[str]:
        """Return rows as the canonical JSON that the log keeps."""
        texts = canonical_rows(self.columns, rows)
        for text, row in zip(texts, rows, strict=True):
            refuse_unkeepable(text, row)
        return texts

    def about(self, row: Row) -> str:
        """Return the id of the measure, or of whatever else, that a row belongs to."""
        return str(row[self._about])

    def is_about(self, place: int) -> bool:
        """Tell whether the column at a place is the one that says what a row belongs to."""
        return place == self._about

    def row(self, payload: str) -> Row:
        """Return the row that the log keeps as this JSON."""
        return self._cells({**self._defaults, **json.loads(payload)})


def refuse_unkeepable(payload: str, row: Row) -> None:
    """Refuse half characters, and the one that ends a text for half of the programs that read it."""
    # Both are quick to see in the JSON, though a text may also spell out the second.
    if payload.isascii() and "\\u0000" not in payload:
        return
    for cell in row:
        if isinstance(cell, str) and ("\x00" in cell or _has_half_characters(cell)):
            shown = "".join(char if char.isprintable() else "\ufffd" for char in cell[:60])
            raise UserError(f"“{shown}” contains a character that cannot be kept.", "Delete it, or type it again.")


def _has_half_characters(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return False


def _converted(rows: Iterable[Row], by: Sequence[Callable[[Any], Any] | None]) -> list[Iterable[Any]]:
    columns = zip(*rows, strict=True)
    return [map(convert, cells) if convert else cells for convert, cells in zip(by, columns, strict=False)]


KINDS: dict[type, Kind[Any]] = {type_: Kind(type_) for type_ in get_args(Entity)}
STEP = Kind(Step)
BY_TABLE: dict[str, Kind[Any]] = {kind.table: kind for kind in (*KINDS.values(), STEP)}
