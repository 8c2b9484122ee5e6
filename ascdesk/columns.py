"""Which columns stand in the sheet: the periods beside the shown one, and what else is said of a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields

from ascdesk.identity import saved_view_id
from ascdesk.model import SavedView
from ascdesk.periods import Period, PeriodKind

# The page that the sets are saved for.
PAGE = "figures"
MOST_EARLIER, MOST_YEARS = 240, 20


@dataclass(frozen=True, slots=True)
class Columns:
    """A set of columns.

    `earlier` counts the periods before the shown one that are of its kind; `reach` wishes for all of them that lie
    in so many years. `months` and `quarters` are those within the shown period, and the quarters of its year that
    have ended; `years` counts the years before it. `numbers` are numerator and denominator.
    """

    earlier: int = 4
    reach: int = 0
    months: bool = False
    quarters: bool = False
    years: int = 0
    numbers: bool = True
    target: bool = True
    rating: bool = True
    owner: bool = False
    note: bool = False

    def periods(self, period: Period) -> tuple[Period, ...]:
        """Return the periods that stand beside each other, oldest first, the shown one the last of them."""
        beside = {*self._before(period), *self._within(period), *_years_before(period, self.years)}
        return *sorted(beside - {period}), period

    def _before(self, period: Period) -> Iterator[Period]:
        count = max(self.earlier, self.reach * 12 // period.months)
        return _shifted(period, min(count, MOST_EARLIER))

    def _within(self, period: Period) -> Iterator[Period]:
        if self.months:
            yield from period.parts(PeriodKind.MONTH)
        if self.quarters:
            ended = period.financial_year.parts(PeriodKind.QUARTER)
            yield from (each for each in ended if each.last <= period.last)


A_YEAR, FIVE_YEARS, MONTHS_AND_QUARTERS, VALUES_ONLY = "A year", "Five years", "Months and quarters", "Values only"
BUILT_IN: Mapping[str, Columns] = {
    A_YEAR: Columns(),
    FIVE_YEARS: Columns(reach=5),
    MONTHS_AND_QUARTERS: Columns(earlier=2, months=True, quarters=True, years=1),
    VALUES_ONLY: Columns(numbers=False, target=False, rating=False),
}


def column_sets(saved: Iterable[SavedView]) -> dict[str, Columns]:
    """Return the sets that can be chosen, by name: those that are always there, then the saved ones."""
    return {**BUILT_IN, **{each.name: read_columns(each.content) for each in saved if each.page == PAGE}}


def column_set(name: str, columns: Columns) -> SavedView:
    """Return what a file keeps of a set that was given a name."""
    return SavedView(id=saved_view_id(PAGE, name), page=PAGE, name=name, content=write_columns(columns))


def write_columns(columns: Columns) -> str:
    """Return a set of columns as a text."""
    return json.dumps(asdict(columns), sort_keys=True)


def read_columns(text: str) -> Columns:
    """Return the set that a text says; what it does not say, or says wrongly, is as usual."""
    try:
        said = json.loads(text)
    except ValueError:
        said = None
    usual = asdict(Columns())
    held = said if isinstance(said, dict) else {}
    known = {each.name: held[each.name] for each in fields(Columns) if each.name in held}
    right = {name: value for name, value in known.items() if type(value) is type(usual[name])}
    return Columns(**{**usual, **_bounded(right)})


def _bounded(said: dict[str, object]) -> dict[str, object]:
    """Keep counts within what a sheet can show."""
    most = {"earlier": MOST_EARLIER, "reach": MOST_YEARS, "years": MOST_YEARS}
    return {
        name: min(max(value, 0), most[name]) if isinstance(value, int) and name in most else value
        for name, value in said.items()
    }


def _shifted(period: Period, count: int) -> Iterator[Period]:
    """Yield so many periods before one, the latest first, as far as there are any."""
    for back in range(1, count + 1):
        try:
            yield period.shift(-back)
        except ValueError:
            return


def _years_before(period: Period, count: int) -> Iterator[Period]:
    if count:
        yield from _shifted(period.financial_year, count)
