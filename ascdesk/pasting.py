"""A block of texts that was copied elsewhere, laid onto the sheet: which cell each of them is meant for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ascdesk.amounts import plain, read_amount, show_typed
from ascdesk.copied import Block
from ascdesk.entering import Entry, Field
from ascdesk.headings import (
    Place,
    even,
    headed,
    is_name_head,
    name_columns,
    names_of,
    plainly,
    shown_period,
    upright,
)
from ascdesk.model import Unit
from ascdesk.periods import read_period
from ascdesk.readings import Reading, scaled
from ascdesk.sheet import Line

__all__ = ["Block", "Cell", "Fractions", "Layout", "Place", "fractions_in", "laid_out"]

_MOST_NAMED = 3
# Further above 100% a percentage is no plausible fraction: 1.5 is the same limit as for a cell of a workbook.
_LARGEST_FRACTION = Decimal("1.5")
_FEWEST_FRACTIONS = 2


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
class Fractions:
    """A block whose percentages came as fractions: all its cells, with those as percentages, and how many they are.

    `example` is one of them, "0.412 is 41.2%".
    """

    cells: tuple[Cell, ...]
    count: int
    example: str

    @property
    def offer(self) -> str:
        """What can be done about it."""
        return f"Read {self.count} cells as fractions: {self.example}"


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells that a block is meant for, and in sentences what of it is left out."""

    cells: tuple[Cell, ...]
    left_out: tuple[str, ...] = ()

    @property
    def fractions(self) -> Fractions | None:
        """What the block would be if its percentages are fractions, where they look like it."""
        return fractions_in(self.cells)


def fractions_in(cells: Sequence[Cell]) -> Fractions | None:
    """Return a pasted block with its fractions as percentages, or None where no two of its numbers look like some.

    The numbers without a sign in one column go together: one such as 41.2 says that none of them is a fraction, and
    beside others a whole 1 is 100%. It is for asking once; nothing is taken for a fraction by itself.
    """
    columns: defaultdict[Place, dict[int, Decimal]] = defaultdict(dict)
    for at, cell in enumerate(cells):
        if value := _bare_percentage(cell):
            columns[cell.place][at] = value
    found = {
        at: value
        for column in columns.values() if all(abs(value) <= _LARGEST_FRACTION for value in column.values())
        for at, value in column.items()
    }  # fmt: skip
    parts = [value for value in found.values() if abs(value) < 1]
    if len(parts) < _FEWEST_FRACTIONS:
        return None
    whole = tuple(
        replace(cell, text=_as_percentage(cell) if at in found else cell.text) for at, cell in enumerate(cells)
    )
    return Fractions(whole, len(found), f"{plain(parts[0])} is {plain(scaled(parts[0], 2))}%")


def _bare_percentage(cell: Cell) -> Decimal | None:
    """Return what a cell of a percentage says, where that is a number and no more; none for 0, which is 0% too."""
    if cell.place.field is not Field.VALUE or cell.line.measure.unit is not Unit.PERCENT:
        return None
    reading = read_amount(cell.text)
    if not isinstance(reading, Reading):
        return None
    more = reading.unit or reading.numerator is not None or reading.count is not None or reading.label
    return None if more else reading.value or None


def _as_percentage(cell: Cell) -> str:
    reading = read_amount(cell.text)
    if not isinstance(reading, Reading) or reading.value is None:
        return cell.text
    decimals = max((reading.decimals or 0) - 2, 0)
    return show_typed(replace(reading, value=scaled(reading.value, 2), unit=Unit.PERCENT, decimals=decimals))


def laid_out(
    block: Block, lines: Sequence[Line], places: Sequence[Place | None], row: int, column: int, ours: bool = False
) -> Layout:
    """Lay a block onto the lines and columns that are shown, from a row and column on.

    Where a row of headings names periods, and where its first columns name measures, they say which cell is meant; so
    do measures across the top with periods down the side. A blank takes nothing away. None among the places stands
    for a column that cannot be typed in. A block of another program that goes on an earlier period is a run of
    periods, and passes over numerator and denominator; `ours` is one that was copied here.
    """
    block = even(block)
    if row < len(lines) and (layout := _by_period(block, lines[row], lines, places)):
        return layout
    block, turned = upright(block, lines, shown_period(places))
    above, heads = headed(block, shown_period(places), lines)
    body = block[above:]
    names = name_columns(body, lines, heads)
    titles = block[above - 1] if above else block[0]
    targets, columns_out = _targets(titles, heads, names, len(titles), places, column, ours)
    if turned and heads:
        columns_out = tuple(each.replace("The column", "The row") for each in columns_out)
    found = list(_named_lines(body, names, lines)) if names else [
        lines[row + at] if row + at < len(lines) else None for at in range(len(body))
    ]  # fmt: skip
    cells = [
        Cell(line, place, text[at].strip())
        for text, line in zip(body, found, strict=True) if line
        for at, place in targets.items()
    ]  # fmt: skip
    kept = tuple(each for each in cells if each.text or not _stands(each))
    return Layout(kept, (*columns_out, *_rows_out(body, found, names), *_blanks_out(len(cells) - len(kept))))


def _by_period(block: Block, line: Line, lines: Sequence[Line], places: Sequence[Place | None]) -> Layout | None:
    """Lay a table of one measure, with periods down its side and numerator and denominator across its top."""
    shown = shown_period(places)
    above, heads = headed(block, shown, lines)
    side = [read_period(row[0], shown) for row in block[above:]]
    if not heads or heads[0] or any(read_period(text, shown) for text in block[above - 1]):
        return None
    if not any(side) or any(row[0].strip() and not period for row, period in zip(block[above:], side, strict=True)):
        return None
    cells = [
        Cell(line, place, text.strip())
        for row, period in zip(block[above:], side, strict=True)
        for text, head in zip(row, heads, strict=True)
        if period and head and (place := Place(period, head.field)) in places
    ]
    reached = {cell.place.period for cell in cells}
    out = [f"The row “{row[0].strip()}” was left out." for row, period in zip(block[above:], side, strict=True)
           if period and period not in reached]  # fmt: skip
    kept = tuple(each for each in cells if each.text or not _stands(each))
    return Layout(kept, (*out[:_MOST_NAMED], *_blanks_out(len(cells) - len(kept))))


def _stands(cell: Cell) -> bool:
    """Tell whether there is anything in a cell that emptying it would take away."""
    figure = cell.line.figures.get(cell.place.period)
    if figure is None:
        return False
    return cell.place.field is Field.VALUE or getattr(figure, cell.place.field) is not None


def _blanks_out(blanks: int) -> tuple[str, ...]:
    # Excel empties such cells. A report with a gap in it would take figures away that nobody meant.
    if not blanks:
        return ()
    one = blanks == 1
    stays = "its figure stays" if one else "their figures stay"
    return (f"{_many(blanks, 'blank')} of it {'was' if one else 'were'} passed over: {stays}.",)


def _named_lines(body: Sequence[Sequence[str]], names: Sequence[int], lines: Sequence[Line]) -> Iterator[Line | None]:
    """Yield the line that each row names; rows that could mean several take them one after another."""
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        for name in names_of(line):
            by_name.setdefault(name, []).append(line)
    used: set[tuple[str, ...]] = set()
    for row in body:
        asked = [by_name.get(plainly(row[at]), []) for at in names if row[at].strip()]
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
        over = [first[at].strip() for at in rest if at not in there]
        lost = [each for each in over if each and not is_name_head(each)]
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
