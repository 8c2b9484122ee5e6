"""Months, quarters, halves and financial years: arithmetic, order, names and the spellings of the reports."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ascdesk.characters import dashes_as_hyphens, tidy


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return _LENGTHS[self]


_LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
_KINDS = {length: kind for kind, length in _LENGTHS.items()}
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_APRIL = 3  # months before it in a calendar year


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, or a quarter, half or whole of a financial year, which runs from April to March.

    Periods sort by their last month, then by length, so that a year follows its fourth quarter. `last` counts
    months from January of the year 0. Financial years 1900-01 to 2199-00 exist; others raise ValueError.
    """

    last: int
    months: int

    def __post_init__(self) -> None:
        if self.months not in _KINDS or (self.last + 1 - _APRIL) % self.months:
            raise ValueError("a period is a month, quarter, half or financial year")
        if not _FIRST_YEAR <= (self.last - _APRIL) // 12 <= _LAST_YEAR:
            raise ValueError(f"only financial years from {_FIRST_YEAR} to {_LAST_YEAR} are known")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """Return a month of a calendar year, such as (2022, 9)."""
        _require(month, 12)
        return cls(12 * year + month - 1, 1)

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        """Return quarter 1 to 4 of the financial year that starts in April of `year`."""
        _require(number, 4)
        return cls(12 * year + _APRIL + 3 * number - 1, 3)

    @classmethod
    def half(cls, year: int, number: int) -> Period:
        """Return half 1 or 2 of the financial year that starts in April of `year`."""
        _require(number, 2)
        return cls(12 * year + _APRIL + 6 * number - 1, 6)

    @classmethod
    def year(cls, year: int) -> Period:
        """Return the financial year that starts in April of `year`."""
        return cls(12 * year + _APRIL + 11, 12)

    @property
    def kind(self) -> PeriodKind:
        """Whether it is a month, quarter, half or year."""
        return _KINDS[self.months]

    @property
    def first_month(self) -> Period:
        """The month it starts with."""
        return Period(self.last - self.months + 1, 1)

    @property
    def last_month(self) -> Period:
        """The month it ends with."""
        return Period(self.last, 1)

    @property
    def financial_year(self) -> Period:
        """The financial year that it belongs to."""
        return self.within(PeriodKind.YEAR)

    @property
    def start_year(self) -> int:
        """The calendar year in which its financial year starts."""
        return (self.last - _APRIL) // 12

    @property
    def index(self) -> int:
        """Its number among its kind in the financial year, from 1; April is 1, March is 12."""
        return (self.last - _APRIL) % 12 // self.months + 1

    @property
    def is_year_end(self) -> bool:
        """Whether it ends with the financial year."""
        return (self.last - _APRIL) % 12 == 11

    @property
    def start_date(self) -> datetime.date:
        """Its first day."""
        return datetime.date(*_calendar(self.last - self.months + 1), 1)

    @property
    def end_date(self) -> datetime.date:
        """Its last day."""
        year, month = _calendar(self.last)
        return datetime.date(year, month, calendar.monthrange(year, month)[1])

    def within(self, kind: PeriodKind) -> Period:
        """Return the period of a kind in which this one ends."""
        first = self.last - (self.last - _APRIL) % kind.months
        return Period(first + kind.months - 1, kind.months)

    def parts(self, kind: PeriodKind) -> tuple[Period, ...]:
        """Return the periods of a kind that it consists of; none where that kind is longer than itself."""
        ends = range(self.last - self.months + kind.months, self.last + 1, kind.months)
        return tuple(Period(last, kind.months) for last in ends)

    def contains(self, other: Period) -> bool:
        """Return whether every month of the other period is in this one."""
        return self.last - self.months <= other.last - other.months and other.last <= self.last

    def shift(self, steps: int) -> Period:
        """Return the period so many of its own lengths later, or earlier if negative."""
        return Period(self.last + steps * self.months, self.months)

    def previous(self) -> Period:
        """Return the period of its kind before it."""
        return self.shift(-1)

    def next(self) -> Period:
        """Return the period of its kind after it."""
        return self.shift(1)

    def same_last_year(self) -> Period:
        """Return the same month, quarter, half or year twelve months earlier."""
        return Period(self.last - 12, self.months)

    def __repr__(self) -> str:
        return f"<Period {self}>"

    def __str__(self) -> str:
        if self.months == 1:
            return _month_text(*_calendar(self.last))
        year = f"{self.start_year}-{(self.start_year + 1) % 100:02d}"
        return year if self.months == 12 else f"{year} {self.kind[0].upper()}{self.index}"


def period_of_date(date: datetime.date) -> Period:
    """Return the month of a date."""
    return Period.month(date.year, date.month)


@lru_cache(maxsize=4096)  # every sentence names one or two, and a report has a few dozen
def show_period(period: Period, style: str = "long") -> str:
    """Return a period as reports head their columns: "Quarter 2 2020/21", or short, "Q2 20/21"."""
    short = style == "short"
    if period.kind is PeriodKind.MONTH:
        year, month = _calendar(period.last)
        name = calendar.month_name[month]
        return f"{name[:3]} {_short_year(year)}" if short else f"{name} {year}"
    start = period.start_year
    year_text = f"{_short_year(start) if short else start}/{(start + 1) % 100:02d}"
    if period.kind is PeriodKind.YEAR:
        return year_text
    name = period.kind[0].upper() if short else f"{period.kind.capitalize()} "
    return f"{name}{period.index} {year_text}"


@lru_cache(maxsize=4096)  # a file spells a few hundred periods, many thousand times
def read_period(text: str, within: Period | None = None) -> Period | None:
    """Return the period that the whole text spells, if any; `within` gives the year of a bare "Q1"."""
    plain = dashes_as_hyphens(tidy(text))
    for spelling in _SPELLINGS:
        match = spelling.whole.fullmatch(plain)
        period = spelling.read(match, within) if match else None
        if period:
            return period
    return None


def find_period(text: str, within: Period | None = None) -> tuple[Period, str] | None:
    """Return the first period spelled inside a longer text, and the text without it and its loose dashes."""
    title = tidy(text)
    for period, start, end in periods_in(title, within):
        before, after = title[:start].rstrip(" -–—:,;|(_"), title[end:].lstrip(" -–—:,;|)_")
        return period, f"{before} {after}".strip()
    return None


def periods_in(text: str, within: Period | None = None) -> Iterator[tuple[Period, int, int]]:
    """Yield the periods spelled in a tidied text, each with its place in it, in their order.

    Stricter than `read_period`, as a text holds other numbers: "18-19" may be an age and "may" a verb.
    """
    plain = dashes_as_hyphens(text)
    found = [
        (match.start(), -match.end(), period)
        for spelling in _SPELLINGS
        for match in spelling.inside.finditer(plain)
        if not _BARE.fullmatch(match[0]) and (period := spelling.read(match, within))
    ]
    reached = 0
    for start, minus_end, period in sorted(found):
        if start >= reached:
            reached = -minus_end
            yield period, start, reached


_Reader = Callable[["re.Match[str]", Period | None], Period | None]


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way of writing a period, alone in its cell or inside a text, and how to read it."""

    whole: re.Pattern[str]
    inside: re.Pattern[str]
    read: _Reader


def _require(number: int, highest: int) -> None:
    if not 1 <= number <= highest:
        raise ValueError(f"{number} is not between 1 and {highest}")


def _calendar(month: int) -> tuple[int, int]:
    return month // 12, month % 12 + 1


def _month_text(year: int, month: int) -> str:
    # "2010-11" would be November and the year: the year keeps it, and the month says that it is one.
    return f"{year}-M{month:02d}" if (year + 1) % 100 == month else f"{year}-{month:02d}"


def _short_year(year: int) -> str:
    return f"{year % 100:02d}" if _full_year(f"{year % 100:02d}") == year else str(year)


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < 70 else 1900)


def _period(make: Callable[..., Period], *numbers: int) -> Period | None:
    try:
        return make(*numbers)
    except ValueError:
        return None


def _start_year(first: str, second: str) -> int | None:
    """Return the year in which the financial year starts, if the two years follow one another."""
    start = _full_year(first)
    follows = (start + 1) % 10 ** len(second) == int(second)
    return start if follows and len(first) >= len(second) else None


def _read_year(match: re.Match[str], _within: Period | None) -> Period | None:
    start = _start_year(match["y1"], match["y2"])
    return None if start is None else _period(Period.year, start)


def _read_part(match: re.Match[str], within: Period | None) -> Period | None:
    """Read a quarter or half with its year, or in the year of `within`."""
    make = Period.quarter if match["part"][0] in "Qq" else Period.half
    year = _year_of(match, within)
    return None if year is None else _period(make, year.start_year, int(match["n"]))


def _read_named_month(match: re.Match[str], within: Period | None) -> Period | None:
    """Read a month by name, in a calendar year, a financial year or the year of `within`."""
    month = _month_number(match["month"])
    if year := match.groupdict().get("year"):
        return _period(Period.month, _full_year(year), month)
    financial = _year_of(match, within)
    return financial and financial.parts(PeriodKind.MONTH)[month - _APRIL - 1]


def _month_number(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1


def _year_of(match: re.Match[str], within: Period | None) -> Period | None:
    """Return the financial year that is spelled in the match, or else that of `within`."""
    if match.groupdict().get("y1"):
        return _read_year(match, None)
    return within and within.financial_year


def _read_month(match: re.Match[str], _within: Period | None) -> Period | None:
    return _period(Period.month, int(match["year"]), int(match["m"]))


def _read_date(match: re.Match[str], _within: Period | None) -> Period | None:
    groups = match.groupdict()
    month = int(groups["m"]) if "m" in groups else _month_number(groups["month"])
    try:
        return period_of_date(datetime.date(_full_year(groups["year"]), month, int(groups["d"])))
    except ValueError:
        return None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ANY_YEAR = r"(?P<year>[0-9]{4}|[0-9]{2})"
_YEARS = r"(?P<y1>[0-9]{4}|[0-9]{2}) ?(?:[-/]| to ) ?(?P<y2>[0-9]{4}|[0-9]{2})"
_FINANCIAL = rf"(?:(?:fy|financial year|year) ?)?{_YEARS}(?: (?:full year|financial year|year|fy|outturn))?"
_PART = r"(?P<part>q|qtr|quarter|h|half|half[- ]year)\.? ?(?P<n>[1-4])"
_BETWEEN = r"(?:[ ,:(-]+|,? of )"
_DAY = r"(?P<d>[0-9]{1,2})"
_TIME = r"(?:[T ]00:00(?::00)?)?"

# What a text must not be taken to say: two ages or days with a hyphen, and a month's name as a small verb.
_BARE = re.compile(r"[0-9]{2} ?(?:-| to ) ?[0-9]{2}|may|march|mar")


def _spelling(pattern: str, read: _Reader) -> _Spelling:
    bounded = rf"(?<![0-9a-z])(?<![0-9][/.])(?:{pattern})(?![0-9a-z%])(?![/.-][0-9])"
    return _Spelling(re.compile(pattern, re.IGNORECASE), re.compile(bounded, re.IGNORECASE), read)


# The first that can read a text wins, which is how "2010-11" is a year.
_SPELLINGS = (
    _spelling(rf"{_PART}{_BETWEEN}{_FINANCIAL}\)?", _read_part),
    _spelling(rf"{_FINANCIAL}{_BETWEEN}?{_PART}\)?", _read_part),
    _spelling(_FINANCIAL, _read_year),
    _spelling(_PART, _read_part),
    _spelling(r"(?P<year>[0-9]{4})-(?P<m>0[1-9]|1[0-2])", _read_month),
    _spelling(r"(?P<year>[0-9]{4})-?M(?P<m>0?[1-9]|1[0-2])", _read_month),
    _spelling(r"(?P<m>0?[1-9]|1[0-2])/(?P<year>[0-9]{4})", _read_month),
    _spelling(rf"(?P<year>[0-9]{{4}})-(?P<m>[0-9]{{2}})-{_DAY}{_TIME}", _read_date),
    _spelling(rf"{_DAY}([-/.])(?P<m>[0-9]{{1,2}})\2{_ANY_YEAR}{_TIME}", _read_date),
    _spelling(rf"{_DAY}(?:st|nd|rd|th)?[ -]{_NAME}[ ,-]+{_ANY_YEAR}", _read_date),
    _spelling(rf"{_NAME}[ ,-]*{_YEARS}", _read_named_month),
    _spelling(rf"{_NAME}[ ,'’-]*{_ANY_YEAR}", _read_named_month),
    _spelling(_NAME, _read_named_month),
)
