"""What the headings of a copied table say: which column is a period's, and which names the measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ascdesk.amounts import normalise
from ascdesk.copied import Block
from ascdesk.entering import Field
from ascdesk.periods import Period, read_period
from ascdesk.readings import Reading
from ascdesk.sheet import Line
from ascdesk.typed import read_typed

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
# A title may stand above the row of headings, and a row of periods above one of numerators and denominators.
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A column of the sheet that can be typed in: a period's value, numerator or denominator."""

    period: Period
    field: Field = Field.VALUE


def shown_period(places: Sequence[Place | None]) -> Period | None:
    """Return the period that the sheet is about, which stands last: a year may be shown before its quarter."""
    return next((place.period for place in reversed(places) if place), None)


def even(block: Block) -> Block:
    """Return a block with rows of one length."""
    width = max(map(len, block), default=0)
    return tuple(tuple(each) + ("",) * (width - len(each)) for each in block)


def upright(block: Block, lines: Sequence[Line], shown: Period | None) -> tuple[Block, bool]:
    """Return a block with its periods across the top, and whether they stood down its side."""
    side = tuple(row[0] for row in block)
    periods = sum(read_period(text, shown) is not None for text in side)
    known = {name for line in lines for name in names_of(line)}
    if not periods or len(block) < 2 or len(block[0]) < 2 or any(plainly(text) in known for text in side):
        return block, False
    if headed(block, shown, lines)[0] or not _heads(side, shown):
        return block, False
    tops = [text for text in block[0][1:] if text.strip()]
    named = bool(tops) and 2 * sum(plainly(text) in known for text in tops) >= len(tops)
    # Under heads that name no measure, only a single column is surely the measure that one stands on.
    headless = read_period(side[0], shown) is not None and periods > 1
    if not named and not headless and len(block[0]) > 2:
        return block, False
    return tuple(zip(*block, strict=True)), True


def headed(block: Block, shown: Period | None, lines: Sequence[Line]) -> tuple[int, tuple[Place | None, ...] | None]:
    """Return how many rows stand above the figures, and what the headings among them say of each column."""
    known = {name for line in lines for name in names_of(line)}
    for at, row in enumerate(block[: min(_HEAD_ROWS, len(block) - 1)]):
        heads = _heads(row, shown)
        below = _heads(block[at + 1], shown) if at + 2 < len(block) else None
        if heads and below and not any(read_period(text, shown) for text in block[at + 1]):
            return at + 2, _joined(row, block[at + 1], shown)
        if heads and not (at + 2 < len(block) and below):
            return at + 1, heads
        if any(_is_figure(text) or plainly(text) in known for text in row if text.strip()) and not heads:
            break
    return 0, None


def _joined(above: Sequence[str], below: Sequence[str], shown: Period | None) -> tuple[Place | None, ...]:
    """Return what two rows of headings say: periods, and under each its numerator, denominator and value."""
    joined: list[Place | None] = []
    period = None
    for text, under in zip(above, below, strict=True):
        period = read_period(text, shown) or (None if text.strip() else period)
        head = _head(under, shown)
        where = head.field if head else Field.VALUE if text.strip() and not under.strip() else None
        joined.append(Place(period, where) if period and where else None)
    return tuple(joined)


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
    return isinstance(read_typed(text), Reading)


def name_columns(
    body: Sequence[Sequence[str]], lines: Sequence[Line], heads: Sequence[Place | None] | None
) -> tuple[int, ...]:
    """Return which of the first columns name measures: at least half of what stands in them is a code or title."""
    known = {name for line in lines for name in names_of(line)}
    found = []
    for at in range(min(_NAME_COLUMNS, len(body[0]) if body else 0)):
        texts = [row[at] for row in body if row[at].strip()]
        # A code that is a number is taken for a name only where a row of headings says that figures stand elsewhere.
        named = sum(plainly(text) in known and (heads is not None or not _is_figure(text)) for text in texts)
        if texts and 2 * named >= len(texts) and not (heads and heads[at]):
            found.append(at)
    return tuple(found)


def names_of(line: Line) -> tuple[str, ...]:
    """Return what a line may be called in a table: its titles with what tells it from its twins, its code."""
    tails = [each for each in (line.row.part, line.series, line.category) if each]
    titles = [line.measure.title, *tails]
    whole = [" · ".join(titles), " ".join(titles), line.measure.title if line.main else "", line.measure.code]
    return tuple(dict.fromkeys(plainly(each) for each in whole if each))


@lru_cache(maxsize=8_192)  # every way in which a block may be headed is tried on the same names
def plainly(text: str) -> str:
    """Return a name for comparing: in plain letters, small ones, without a full stop."""
    return normalise(text).casefold().rstrip(".")


def is_name_head(text: str) -> bool:
    """Tell whether a heading stands over codes or names of measures."""
    return plainly(text) in _NAME_HEADS
