"""Tables as other programs copy them: tab-separated text, HTML, and the XML Spreadsheet beside them.

Excel and LibreOffice give each cell as it is shown, and LibreOffice's HTML (`sdval`), old Excel's HTML (`x:num`) and
Excel's XML Spreadsheet the number behind it. What is shown rules. The number behind it is only taken for the digits
that rounding hid, so that 68.75% shown as 69% comes in whole, as from the workbook itself: it must round to exactly
what is shown, and nothing else about it is guessed. A nil that a format shows as a dash is 0 by the same rule.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from defusedxml import DefusedXmlException, ElementTree
from typing_extensions import override

from ascdesk.readings import MOST_DIGITS, plain

if TYPE_CHECKING:  # the parser that is used gives out the elements of this one
    from xml.etree.ElementTree import Element

Block = tuple[tuple[str, ...], ...]
_SHOWN = re.compile(
    r"(?P<open>\(?)(?P<minus>-?)(?P<pound>£?)(?P<late>-?)(?P<number>[0-9][0-9,]*(?:\.[0-9]+)?)(?P<percent>%?)\)?"
)
_NIL = frozenset({"-", "–", "—", "£-", "- %", "-%"})
_SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
_MOST_SPANNED = 100
# A spreadsheet keeps no more: further digits are how its computer stores tenths.
_KEPT = Context(prec=15)
_WIDE = Context(prec=4 * MOST_DIGITS)


@dataclass(frozen=True, slots=True)
class Copied:
    """One cell of a copied table: what it shows, and the number behind it, where that is given."""

    text: str
    number: Decimal | None = None


Table = tuple[tuple[Copied, ...], ...]


def one_line(text: str) -> str:
    """Return a cell's text without its line breaks, tabs and odd spaces."""
    return " ".join(text.split())


def read_tabbed(text: str) -> Block:
    """Return tab-separated cells as Excel writes them: a cell with a line break stands in quotes."""
    clean = text.replace("\0", "")
    try:
        rows = list(csv.reader(io.StringIO(clean, newline=""), dialect="excel-tab"))
    except csv.Error:  # a cell as long as a book, or a quote that is never closed
        rows = [line.split("\t") for line in clean.splitlines()]
    block = tuple(tuple(one_line(cell) for cell in row) or ("",) for row in rows)
    return block if any(any(row) for row in block) else ()


def read_table(html: str) -> Table:
    """Return the cells of a document's tables; one that spans others is followed by blanks."""
    reader = _TableReader()
    try:
        reader.feed(html)
        reader.close()
    except AssertionError:  # Python's parser says so of "<![" with a word that it does not know
        pass
    return tuple(tuple(replace(cell, text=one_line(cell.text)) for cell in row) for row in reader.rows)


def read_spreadsheet(xml: str) -> Mapping[tuple[int, int], Decimal]:
    """Return the numbers of an XML Spreadsheet by row and column, counted from 0; none of what is no such thing."""
    try:
        table = ElementTree.fromstring(xml.rstrip("\0"), forbid_dtd=True).find(f".//{_SHEET}Table")
    except (ElementTree.ParseError, DefusedXmlException):
        return {}
    return dict(_numbers(table)) if table is not None else {}


def as_shown(text: Block, table: Table = (), numbers: Mapping[tuple[int, int], Decimal] | None = None) -> Block:
    """Return the cells of one copy that came in several forms, with every digit that is behind what they show."""
    cells = tuple(tuple(Copied(cell) for cell in row) for row in text)
    # Excel ends a table with a hidden row that only gives the widths.
    while len(table) > len(cells) and not any(cell.text for cell in table[-1]):
        table = table[:-1]
    if _lost_cells(cells, table):
        cells = table
    elif [len(row) for row in cells] == [len(row) for row in table]:
        # A column too narrow for its numbers may show them in one form and not in the other.
        cells = tuple(
            tuple(replace(ours, text=theirs.text if _hidden(ours.text) else ours.text, number=theirs.number)
                  for ours, theirs in zip(mine, other, strict=True))
            for mine, other in zip(cells, table, strict=True)
        )  # fmt: skip
    known = numbers or {}
    return tuple(
        tuple(_whole(cell.text, known.get((row, at), cell.number)) for at, cell in enumerate(line))
        for row, line in enumerate(cells)
    )


def _lost_cells(cells: Table, table: Table) -> bool:
    """Tell whether the text holds fewer cells: a page of a browser, or a quote that swallowed those after it."""
    wider = _width(table) > _width(cells)
    return wider or (_width(table) == _width(cells) and len(table) > len(cells))


def _width(table: Table) -> int:
    return max(map(len, table), default=0)


def _hidden(text: str) -> bool:
    return bool(text) and not text.strip("#")


def _whole(text: str, number: Decimal | None) -> str:
    """Return what a cell shows, with the digits that rounding hid."""
    if number is None:
        return text
    if text in _NIL:
        return "0" if number == 0 else text
    match = _SHOWN.fullmatch(text)
    if match is None or (match["open"] == "(") != text.endswith(")"):
        return text
    digits = match["number"].replace(",", "")
    minus = bool(match["open"] or match["minus"] or match["late"])
    shown = Decimal(f"-{digits}" if minus else digits)
    for behind in (number.scaleb(2), number) if match["percent"] else (number,):
        exact = _KEPT.plus(behind)
        step = Decimal(1).scaleb(-len(digits.partition(".")[2]))
        if exact.quantize(step, rounding=ROUND_HALF_UP, context=_WIDE) == shown:
            same = exact == shown and not match["open"]
            sign = "-" if exact < 0 else ""
            return text if same else f"{sign}{match['pound']}{plain(abs(exact))}{match['percent']}"
    return text


def _number(text: str | None) -> Decimal | None:
    """Return the number of an attribute, if it is one of sensible size."""
    try:
        number = Decimal((text or "").strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number.adjusted()) < MOST_DIGITS else None


def _numbers(table: Element) -> Iterator[tuple[tuple[int, int], Decimal]]:
    """Yield the place and number of every number cell; empty rows and cells are passed over by an index."""
    row = -1
    for line in table.iterfind(f"{_SHEET}Row"):
        row = _index(line, row + 1)
        at = -1
        for cell in line.iterfind(f"{_SHEET}Cell"):
            at = _index(cell, at + 1)
            data = cell.find(f"{_SHEET}Data")
            if data is not None and data.get(f"{_SHEET}Type") == "Number":
                number = _number(data.text)
                if number is not None:
                    yield (row, at), number
            at += _count(cell.get(f"{_SHEET}MergeAcross"), 0)


def _index(element: Element, otherwise: int) -> int:
    return _count(element.get(f"{_SHEET}Index"), otherwise + 1) - 1


def _count(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else otherwise


class _TableReader(HTMLParser):
    """Collects the cells of a document's tables, with a blank for every cell that another spans."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[Copied]] = []
        self._open = False
        # Columns that cells of earlier rows reach down into, and for how many rows more.
        self._reaching: dict[int, int] = {}

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self._reaching = {}
        elif tag == "tr":
            self._end_row()
            self.rows.append([])
            self._open = False
        elif tag in ("td", "th") and self.rows:
            self._begin_cell(dict(attrs))
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._open = False
        elif tag == "table":
            self._end_row()

    @override
    def handle_data(self, data: str) -> None:
        if self._open:
            cell = self.rows[-1][self._here]
            self.rows[-1][self._here] = replace(cell, text=cell.text + data)

    _here = 0

    def _begin_cell(self, attrs: Mapping[str, str | None]) -> None:
        row = self.rows[-1]
        self._pass_spanned(row)
        across, down = (min(max(_count(attrs.get(each), 1), 1), _MOST_SPANNED) for each in ("colspan", "rowspan"))
        self._here = len(row)
        row.append(Copied("", _number(attrs.get("sdval") or attrs.get("x:num"))))
        row.extend([Copied("")] * (across - 1))
        if down > 1:
            self._reaching.update(dict.fromkeys(range(self._here, self._here + across), down))
        self._open = True

    def _pass_spanned(self, row: list[Copied]) -> None:
        while self._reaching.get(len(row)):
            row.append(Copied(""))

    def _end_row(self) -> None:
        """Blank what is spanned at the end of a row, and count down how far the spans of earlier rows reach."""
        if self.rows and self.rows[-1]:
            self._pass_spanned(self.rows[-1])
        self._reaching = {at: rows - 1 for at, rows in self._reaching.items() if rows > 1}
