"""A block of texts that was copied elsewhere, laid onto the sheet: which cell each of them is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ascdesk.amounts import normalise, read_amount
from ascdesk.entering import Entry, Field
from ascdesk.periods import Period, read_period
from ascdesk.readings import Reading
from ascdesk.sheet import Line

Block = tuple[tuple[str, ...], ...]
_HEADS = {
    Field.NUMERATOR: ("num", "numerator", "n"),
    Field.DENOMINATOR: ("den", "denom", "denominator", "d"),
    Field.VALUE: ("value", "actual", "current", "figure", "result", "outturn", "performance"),
}
_NAME_HEADS = frozenset(
    {"code", "ref", "reference", "id", "measure", "indicator", "kpi", "title", "name", "description"}
)
# A name stands in one of the first columns of a table; further right, a text is a remark.
_NAME_COLUMNS = 2
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet that can be typed in: a period's value, numerator or denominator."""

    period: Period
    field: Field = Field.VALUE


@dataclass(frozen=True, slots=True)
class Cell:
    """One text and the cell that it is meant for."""

    line: Line
    place: Place
    text: str

    @property
    def entry(self) -> Entry:
        """What typing the text into the cell means."""
        return self.line.entry(self.place.period, self.text, self.place.field)


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells that a block is meant for, and in sentences what of it is left out."""

    cells: tuple[Cell, ...]
    left_out: tuple[str, ...] = ()


def laid_out(
    block: Block, lines: Sequence[Line], places: Sequence[Place | None], row: int, column: int, ours: bool = False
) -> Layout:
    """Lay a block onto the lines and columns that are shown, from a row and column on.

    Where its first row names periods, and where its first columns name measures, they say which cell is meant.
    None among the places stands for a column that cannot be typed in. A block of another program that goes on an
    earlier period is a run of periods, and passes over numerator and denominator; `ours` is one that was copied here.
    """
    width = max(map(len, block), default=0)
    body = [tuple(each) + ("",) * (width - len(each)) for each in block]
    heads = _heads(body[0], _shown(places)) if len(body) > 1 else None
    body = body[1:] if heads else body
    names = _name_columns(body, lines, heads)
    targets, columns_out = _targets(block[0], heads, names, width, places, column, ours)
    found = list(_named_lines(body, names, lines)) if names else [
        lines[row + at] if row + at < len(lines) else None for at in range(len(body))
    ]  # fmt: skip
    cells = tuple(
        Cell(line, place, text[at].strip())
        for text, line in zip(body, found, strict=True) if line
        for at, place in targets.items()
    )  # fmt: skip
    return Layout(cells, (*columns_out, *_rows_out(body, found, names)))


def _shown(places: Sequence[Place | None]) -> Period | None:
    """Return the period that the sheet is about, the latest of its columns."""
    return max((place.period for place in places if place), default=None)


def _heads(first: Sequence[str], shown: Period | None) -> tuple[Place | None, ...] | None:
    """Return what a row of headings says of each column, or None where it is no row of headings."""
    heads: list[Place | None] = [_head(text, shown) for text in first]
    others = [text for text, head in zip(first, heads, strict=True) if text.strip() and head is None]
    if any(head is not None for head in heads) and not any(_is_figure(text) for text in others):
        return tuple(heads)
    return None


def _head(text: str, shown: Period | None) -> Place | None:
    if period := read_period(text, shown):
        return Place(period)
    word = normalise(text).casefold().rstrip(".:")
    return next((Place(shown, where) for where, words in _HEADS.items() if shown and word in words), None)


def _is_figure(text: str) -> bool:
    return isinstance(read_amount(text), Reading)


def _name_columns(
    body: Sequence[Sequence[str]], lines: Sequence[Line], heads: Sequence[Place | None] | None
) -> tuple[int, ...]:
    """Return which of the first columns name measures: at least half of what stands in them is a code or title."""
    known = {name for line in lines for name in _names(line)}
    found = []
    for at in range(min(_NAME_COLUMNS, len(body[0]) if body else 0)):
        texts = [row[at] for row in body if row[at].strip()]
        # A code that is a number is taken for a name only where a row of headings says that figures stand elsewhere.
        named = sum(_plain(text) in known and (heads is not None or not _is_figure(text)) for text in texts)
        if texts and 2 * named >= len(texts) and not (heads and heads[at]):
            found.append(at)
    return tuple(found)


def _names(line: Line) -> tuple[str, ...]:
    """Return what a line may be called in a table: its titles with what tells it from its twins, its code."""
    tails = [each for each in (line.row.part, line.series, line.category) if each]
    titles = [line.measure.title, *tails]
    whole = [" · ".join(titles), " ".join(titles), line.measure.title if line.main else "", line.measure.code]
    return tuple(dict.fromkeys(_plain(each) for each in whole if each))


def _plain(text: str) -> str:
    return normalise(text).casefold().rstrip(".")


def _named_lines(body: Sequence[Sequence[str]], names: Sequence[int], lines: Sequence[Line]) -> Iterator[Line | None]:
    """Yield the line that each row names; rows that could mean several take them one after another."""
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        for name in _names(line):
            by_name.setdefault(name, []).append(line)
    used: set[tuple[str, ...]] = set()
    for row in body:
        asked = [by_name.get(_plain(row[at]), []) for at in names if row[at].strip()]
        # The rarest name says most: a title is one line's, a code may be that of both its parts.
        free = [line for line in min(asked, key=len, default=[]) if line.key[1:] not in used]
        used.update(line.key[1:] for line in free[:1])
        yield free[0] if free else None


def _targets(
    first: Sequence[str], heads: Sequence[Place | None] | None, names: Sequence[int], width: int,
    places: Sequence[Place | None], column: int, ours: bool,
) -> tuple[Mapping[int, Place], tuple[str, ...]]:  # fmt: skip
    """Return the place that each column of the block goes to, and what is said of those that go nowhere."""
    rest = [at for at in range(width) if at not in names]
    if heads:
        there = {at: head for at in rest if (head := heads[at]) and head in places}
        lost = [first[at].strip() for at in rest if at not in there and first[at].strip() and not _is_name(first[at])]
        return there, tuple(f"The column “{each}” was left out." for each in lost)
    run = _run(places, column, 0 if ours else len(rest))
    targets = {at: place for at, place in zip(rest, run, strict=False) if place}
    out = len(rest) - len(targets)
    return targets, (
        (f"{_many(out, 'column')} of it {_go(out)} beyond the columns that can be typed in.",) if out else ()
    )


def _run(places: Sequence[Place | None], column: int, foreign: int) -> list[Place | None]:
    """Return the places that a block fills from a column on; `foreign` is the width of one of another program."""
    here = places[column] if column < len(places) else None
    first = next((at for at, place in enumerate(places) if place), 0)
    ahead = list(places[column if here else first :])
    values: list[Place | None] = [place for place in ahead if place and place.field is Field.VALUE]
    whole = here is None or here.field is not Field.VALUE or foreign > len(values)
    return ahead if whole or not foreign else values


def _is_name(text: str) -> bool:
    return _plain(text) in _NAME_HEADS


def _rows_out(body: Sequence[Sequence[str]], found: Sequence[Line | None], names: Sequence[int]) -> tuple[str, ...]:
    lost = [row for row, line in zip(body, found, strict=True) if line is None and any(text.strip() for text in row)]
    if not lost:
        return ()
    if not names:
        return (f"{_many(len(lost), 'row')} of it {_go(len(lost))} beyond the last line.",)
    called = [next((row[at].strip() for at in names if row[at].strip()), "no name") for row in lost]
    more = f" and {len(called) - _MOST_NAMED} more" if len(called) > _MOST_NAMED else ""
    return (f"No line shown here is called {', '.join(f'“{each}”' for each in called[:_MOST_NAMED])}{more}.",)


def _many(count: int, one: str) -> str:
    return f"{count} {one}{'' if count == 1 else 's'}"


def _go(count: int) -> str:
    return "goes" if count == 1 else "go"
