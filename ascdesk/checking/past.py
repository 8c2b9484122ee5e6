"""A figure's own past: what it compares with, as far as no break parts the two."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from ascdesk.checking.values import Known
from ascdesk.model import Basis, Figure, Unit
from ascdesk.periods import Period, PeriodKind

# Process limits settle by 20 points or so, and what is older is of another time: six years of quarters, two of months.
MOST = 24
# Further back than this no same month of an earlier year is looked for.
YEARS = 6
_YEARS_BESIDE = 24
_NAMES = {
    PeriodKind.MONTH: "month",
    PeriodKind.QUARTER: "quarter",
    PeriodKind.HALF: "half-year",
    PeriodKind.YEAR: "year",
}
# What begins anew each April compares with the same point of other years.
_FROM_APRIL = frozenset({Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE})
# A share or a score is as high in a month as in a year; a number of people is not.
_LEVELS = frozenset({Unit.PERCENT, Unit.SCORE})


@dataclass(frozen=True, slots=True)
class Past:
    """Earlier figures that a figure compares with, oldest first, and how a sentence calls them."""

    figures: tuple[Figure, ...]
    words: str

    @property
    def values(self) -> tuple[Decimal, ...]:
        """Their values."""
        return tuple(each.value for each in self.figures if each.value is not None)


def looked_back(period: Period) -> tuple[Period, ...]:
    """Return the periods whose figures the checks of a period want, itself among them."""
    wanted = {period.shift(-back) for back in range(MOST + 1)}
    per_year = 12 // period.months
    wanted |= {period.shift(-back * per_year) for back in range(YEARS + 1)}
    year = period.financial_year
    for kind in PeriodKind:
        wanted |= {each for each in year.parts(kind) if each.last <= period.last} if kind.months < 12 else set()
    wanted |= {year.shift(-back) for back in range(YEARS + 1)}
    # Whether a quarter is the sum of its months is told by the two before it.
    wanted |= {
        part
        for back in range(3)
        for kind in PeriodKind if kind.months < period.months
        for part in period.shift(-back).parts(kind)
    }  # fmt: skip
    return tuple(sorted(wanted))


def beside(period: Period) -> tuple[Period, ...]:
    """Return the periods that are checked along with one, latest first: their figures are printed beside its own.

    Four before it of its own length, and the financial years that ended in the two years up to its end.
    """
    year = period.financial_year
    years = {each for each in (year, year.previous(), year.shift(-2)) if 0 <= period.last - each.last <= _YEARS_BESIDE}
    return tuple(sorted(({period.shift(-back) for back in range(1, 5)} | years) - {period}, reverse=True))


def past(known: Known) -> Past:
    """Return the figures of its own length of period; of a running total those at the same point of earlier years."""
    period, kind, months = known.period, known.period.kind, known.period.months
    same_point = known.measure.basis in _FROM_APRIL and kind is not PeriodKind.YEAR
    held = [each for each in known.earlier if each.period.months == months]
    if same_point:
        held = [each for each in held if each.period.index == period.index]
    chosen = tuple(held[-MOST:])
    years = f"at this point of {_number(len(chosen), 'earlier year')}"
    return Past(chosen, years if same_point else f"over {_number(len(chosen), _NAMES[kind])}")


def any_past(known: Known) -> Past:
    """Return the figures of every length of period, where those are as high; else of its own length."""
    average = known.measure.basis is Basis.CUMULATIVE_AVERAGE
    if known.measure.basis is Basis.CUMULATIVE or not (average or known.measure.unit in _LEVELS):
        return past(known)
    chosen = known.earlier[-MOST:]
    return Past(chosen, f"over {_number(len(chosen), 'figure')}")


def last_of_year(known: Known) -> Figure | None:
    """Return the latest earlier figure of the figure's own financial year, of whatever length of period."""
    year = known.period.financial_year
    own = [
        each for each in known.earlier if each.period.financial_year == year and each.period.last < known.period.last
    ]
    return max(own, key=lambda each: each.period.last, default=None)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
