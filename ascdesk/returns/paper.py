"""A report's own text, page after page: headings “AB1: title”, technical notes, and what is said of each measure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import NamedTuple

from ascdesk.characters import tidy
from ascdesk.periods import Period, read_period
from ascdesk.returns.paper_notes import is_note
from ascdesk.returns.values import Cell, CellKind, Sheet

_BREAK = re.compile("\r\n|[\n\r\v\u2028\u2029]")
_AROUND = " \t\f\v\u00a0\u200b\ufeff"
_HEADING = re.compile(
    r"#{0,6} ?(?P<code>(?P<letters>[A-Z]{0,8}) ?[0-9]{1,3}[A-Za-z0-9().]{0,8}) ?(?::| [–—-] ) ?(?P<title>\S.*)",
    re.DOTALL,
)
_LABEL = re.compile(
    r"[#*_\s]*(?P<label>technical notes?|commentary)\s*(?:\*\*\s*)?(?::\s*(?:\*\*\s*)?(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
_LABEL_ANYWHERE = re.compile(
    r"(?:\A|(?<=[\n\r\v\u2028\u2029]))[#*_ \t\f\u00a0\u200b\ufeff]*(?:technical notes?|commentary)[* \t]*"
    r"(?::|\Z|[\n\r\v\u2028\u2029])",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"\(?(?:this )?page (?:is )?(?:intentionally )?left blank\.?\)?"
    r"|[0-9]{1,3} ?\| ?page|page [0-9]{1,4}(?: (?:of|/) ?[0-9]{1,4})?",
    re.IGNORECASE,
)
_LONGEST_HEADING = 600
_LONGEST_FURNITURE = 80
_MOST_TITLE_LINES = 4
_ANY_YEAR = Period.year(2020)


@dataclass(frozen=True, slots=True)
class Lines(Sheet):
    """The non-empty lines of a text, each a cell of its own row."""

    def place(self, cell: Cell) -> str:
        """Return where a line stands, such as "line 103"."""
        return f"line {cell.row}"


class Label(StrEnum):
    """What the lines of a stretch were headed with."""

    NONE = ""
    NOTES = "technical notes"
    COMMENTARY = "commentary"


@dataclass(slots=True)
class Stretch:
    """Lines under one label; `head` is the label's own line where nothing else stands on it."""

    label: Label
    head: Cell | None = None
    cells: list[Cell] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words, a blank line between paragraphs where the file has any."""
        pieces: list[str] = []
        for before, cell in zip([None, *self.cells], self.cells, strict=False):
            if before is not None:
                pieces.append("\n" if cell.row == before.row + 1 else "\n\n")
            pieces.append(cell.text)
        return "".join(pieces).strip()


@dataclass(slots=True)
class Page:
    """What stands under one heading, or above the first, which has no code; in the order of the file."""

    code: str = ""
    title: str = ""
    heading: list[Cell] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)


@dataclass(slots=True)
class Paper:
    """A report's text taken apart: what stands above the first heading, the pages, and lines to account for.

    `doubtful` look like headings and were left where they stand.
    """

    front: Page
    pages: list[Page] = field(default_factory=list)
    furniture: list[Cell] = field(default_factory=list)
    doubtful: list[Cell] = field(default_factory=list)


class _Heading(NamedTuple):
    code: str
    letters: str
    title: str


def paper_lines(text: str) -> Lines | None:
    """Return the non-empty lines of a text, numbered as an editor numbers them, if it is that of a paper.

    A paper has pages: headings “AB1: title” with technical notes or a commentary under them.
    """
    if _LABEL_ANYWHERE.search(text) is None:
        return None
    rows = (
        (Cell(number, 1, CellKind.TEXT, line.strip(_AROUND)),)
        for number, line in enumerate(_BREAK.split(text), 1)
        if line.strip(_AROUND)
    )
    lines = Lines("Text", tuple(rows))
    return lines if _headings(list(lines.cells()))[0] else None


def take_apart(lines: Lines) -> Paper:
    """Return the pages of a text, every line in one place of them."""
    cells = list(lines.cells())
    headings, doubtful = _headings(cells)
    paper = Paper(front=Page(stretches=[Stretch(Label.NONE)]), doubtful=doubtful)
    page, title = paper.front, ""
    for cell in cells:
        found = headings.get(cell.row)
        if found is None and _is_furniture(cell, title):
            paper.furniture.append(cell)
        elif found is not None:
            page = Page(found.code, found.title, [cell], [Stretch(Label.NONE)])
            paper.pages.append(page)
        elif _goes_on(page, cell):
            page.heading.append(cell)
            page.title = f"{page.title} {tidy(cell.text)}"
        else:
            title = title or (cell.text if page is paper.front else "")
            _add(page, cell)
    return paper


def _add(page: Page, cell: Cell) -> None:
    """Put a line under the page's latest label, or under the one that it brings."""
    match = _LABEL.match(cell.text)
    if match is None:
        page.stretches[-1].cells.append(cell)
        return
    label = Label.COMMENTARY if match["label"][0] in "cC" else Label.NOTES
    rest = (match["rest"] or "").strip()
    page.stretches.append(Stretch(label, None if rest else cell, [replace(cell, text=rest)] if rest else []))


def _goes_on(page: Page, cell: Cell) -> bool:
    """Tell whether a line goes on with the heading right above it, as in a text copied from a PDF."""
    latest = page.stretches[-1]
    return (
        bool(page.heading)
        and len(page.heading) < _MOST_TITLE_LINES
        and cell.row == page.heading[-1].row + 1
        and latest.label is Label.NONE
        and not latest.cells
        and _LABEL.match(cell.text) is None
        and not is_note(cell.text)
        and len(cell.text) <= _LONGEST_HEADING
    )


def _is_furniture(cell: Cell, title: str) -> bool:
    """Tell whether a line belongs to the sheet of paper: a page's number, or the title that every page repeats."""
    if cell.text == title:
        return True
    short = len(cell.text) <= _LONGEST_FURNITURE
    return short and (cell.text.isdecimal() or _FURNITURE.fullmatch(tidy(cell.text)) is not None)


def _candidate(cell: Cell) -> _Heading | None:
    if len(cell.text) > _LONGEST_HEADING or "\t" in cell.text:
        return None
    match = _HEADING.fullmatch(tidy(cell.text))
    # A heading's code has a letter, and "Q2: fewer contacts" begins a sentence about a quarter.
    if match is None or match["code"].isdecimal() or read_period(match["code"], _ANY_YEAR):
        return None
    return _Heading(match["code"], match["letters"], " ".join(match["title"].split()))


def _headings(cells: Sequence[Cell]) -> tuple[dict[int, _Heading], list[Cell]]:
    """Return the headings by their line, and the lines that only look like one; no headings where none has a label.

    Most headings share their letters; one of other letters must have its label on the very next line. Where a code
    stands at the start of several lines, as in a list of contents, the heading is the one with a label below.
    """
    candidates = {at: found for at, cell in enumerate(cells) if (found := _candidate(cell))}
    labels = [at for at, cell in enumerate(cells) if _LABEL.match(cell.text[:_LONGEST_FURNITURE])]
    labelled = _labelled(list(candidates), labels)
    if not labelled:
        return {}, []
    (letters, _), *_ = Counter(candidates[at].letters for at in labelled).most_common(1)
    codes = {candidates[at].code for at in labelled}
    headings: dict[int, _Heading] = {}
    doubtful: list[Cell] = []
    following = set(labels)
    for at, found in candidates.items():
        at_once = at + 1 in following
        repeated = found.code in codes and at not in labelled
        if (found.letters == letters and not repeated) or at_once:
            headings[cells[at].row] = found
        elif found.letters:
            doubtful.append(cells[at])
    return headings, doubtful


def _labelled(candidates: Sequence[int], labels: Sequence[int]) -> set[int]:
    """Return the candidates with a label before the next candidate."""
    found: set[int] = set()
    waiting = iter(candidates)
    latest, following = None, next(waiting, None)
    for label in labels:
        while following is not None and following < label:
            latest, following = following, next(waiting, None)
        if latest is not None:
            found.add(latest)
    return found
