"""What a paper is called and which period it is for, told from its first lines, its file's name and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ascdesk.characters import tidy
from ascdesk.periods import Period, PeriodKind, find_period, periods_in, show_period
from ascdesk.returns.paper import Label, Page, Paper
from ascdesk.returns.values import Cell

_LONGEST_TITLE = 500
_NUMBERED = re.compile(r"(?:appendix|annex|agenda item|item)(?: [A-Z0-9]{1,4})?(?: ?[:–—-] ?| )", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:quarter|qtr|q)\.? ?([1-4])\b(?! ?(?:19|20)?[0-9]{2} ?[-/])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Told:
    """The period that a paper is for, and how that is known where the paper's title does not spell it out."""

    period: Period | None
    by: str = ""


def title_line(paper: Paper) -> Cell | None:
    """Return the first line above the first heading, if there is one."""
    cells = paper.front.stretches[0].cells
    return cells[0] if cells and len(cells[0].text) <= _LONGEST_TITLE else None


def framework(paper: Paper) -> str:
    """Return the name of the measures' framework: the title without number and period, or the codes' letters."""
    if (title := title_line(paper)) is not None:
        named = find_period(title.text)
        words = _NUMBERED.sub("", named[1] if named else tidy(title.text), count=1).strip()
        if words:
            return words
    letters = Counter(re.split("[ 0-9]", page.code, maxsplit=1)[0] for page in paper.pages)
    return letters.most_common(1)[0][0] or "Paper"


def told_period(paper: Paper, file_name: str) -> Told:
    """Return the period that a paper is for; a year alone is made a quarter by the file's name, or by the words."""
    title = title_line(paper)
    titled = [period for period, _, _ in periods_in(tidy(title.text))] if title else []
    spelled = next((period for period in titled if period.kind is not PeriodKind.YEAR), None)
    if spelled is not None:
        return Told(spelled)
    year = titled[0] if titled else None
    stem = Path(file_name).stem.replace("_", " ")
    for period, _, _ in periods_in(stem, year):
        if period.kind is not PeriodKind.YEAR and year in (None, period.financial_year):
            return Told(period, f"the name “{file_name}” says {show_period(period)}")
        year = year or period
    if year is None:
        return Told(None)
    number = _latest_quarter(paper.pages)
    if number is None:
        return Told(year, f"it names {show_period(year)} and no quarter")
    return Told(Period.quarter(year.start_year, number), f"Quarter {number} is the latest that its commentaries name")


def _latest_quarter(pages: Sequence[Page]) -> int | None:
    """Return the latest quarter that the commentaries name twice, or the latest of all: one may look ahead."""
    texts = (stretch.text for page in pages for stretch in page.stretches if stretch.label is Label.COMMENTARY)
    named = Counter(int(match[1]) for text in texts for match in _QUARTER.finditer(text))
    twice = [number for number, count in named.items() if count > 1]
    return max(twice or named, default=None)
