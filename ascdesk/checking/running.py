"""Checks of how figures run on: the same for too long, or a running total that falls."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from ascdesk.checking.past import last_of_year, past
from ascdesk.checking.values import Check, Known, Oddity, counted
from ascdesk.model import Basis, Figure, Unit
from ascdesk.periods import PeriodKind, show_period

# Alike figures are odd where, by how often two in a row were alike before, so many would come once in 500 times.
_UNLIKELY = 1 / 500
# Three alike do come by chance somewhere among hundreds of measures every quarter.
_LEAST_RUN = 4
# Of fewer pairs nobody can tell how often figures stay the same.
_LEAST_PAIRS = 4
# A running total that fell twice before, and in a fifth of the steps, is none: it counts something that also ends.
_FALLS, _SHARE = 2, 0.2
# Two numbers of 100 or more, or one of 1,000, seldom come again by chance (in the invented council of 4,392 figures
# five times; two of 50 or more did so seven times). Of a rate the lower number is the people of the year, and the
# same each quarter. A count that is known to move by less than a hundred at a time comes again more often.
_LARGE_PAIR, _LARGE, _LARGE_STEP = 100, 1000, 100
_NAMES = {PeriodKind.MONTH: "months", PeriodKind.QUARTER: "quarters", PeriodKind.HALF: "half-years"}


def looked_at_as_they_run(known: Known) -> Iterator[Oddity]:
    """Yield that a figure has stayed the same for longer than is likely, or that a running total falls."""
    yield from _unchanged(known)
    yield from _copied(known)
    yield from _falling(known)


def _unchanged(known: Known) -> Iterator[Oddity]:
    """Yield that a figure is still the same.

    Surveys are left out, which are often carried forward, and 0 and 100%, where a figure may well stay.
    """
    kind, value = known.period.kind, known.value
    survey = known.measure.basis is Basis.SURVEY or known.measure.unit is Unit.TEXT
    if survey or kind not in _NAMES or not value or (known.measure.unit is Unit.PERCENT and value == 100):
        return
    figures = [*past(known).figures, known.figure]
    if known.measure.basis in (Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE):
        # Its history is of other years; what is the same within a year is a total to which nothing was added.
        figures = [each for each in known.earlier if each.period.kind is kind] + [known.figure]
    run = 1
    while run < len(figures) and _same(figures[-run - 1], figures[-run]):
        run += 1
    before = list(pairwise(figures[: len(figures) - run + 1]))
    if run < _LEAST_RUN or len(before) < _LEAST_PAIRS:
        return
    chance = (sum(_same(*each) for each in before) + 1) / (len(before) + 2)
    if chance ** (run - 1) < _UNLIKELY:
        yield Oddity(
            Check.UNCHANGED,
            f"{known.shown(value)} has been the same for {run} {_NAMES[kind]}, and before that it changed "
            f"{sum(not _same(*each) for each in before)} times of {len(before)}: is it an old figure carried forward?",
        )


def _same(before: Figure, now: Figure) -> bool:
    """Tell whether two figures that follow one another are the same, their two numbers too where both have them."""
    follows = now.period.last - before.period.last == now.period.months
    return follows and all(
        getattr(before, name) == getattr(now, name) or None in (getattr(before, name), getattr(now, name))
        for name in ("value", "numerator", "denominator")
    )


def _copied(known: Known) -> Iterator[Oddity]:
    """Yield that a figure is exactly that of the period before: both its numbers, or a large count.

    What has been alike before, and what is the same for survey after survey, is at home there.
    """
    kind, figure = known.period.kind, known.figure
    if known.measure.basis is Basis.SURVEY or kind is PeriodKind.YEAR:
        return
    figures = [each for each in known.earlier if each.period.kind is kind]
    if not figures or not _alike(figures[-1], figure) or any(_alike(*each) for each in pairwise(figures)):
        return
    said = _copied_numbers(figure) if known.measure.unit is Unit.PERCENT else ""
    if not said and _large(known, figures):
        said = known.shown(known.value)
    if said:
        yield Oddity(Check.COPIED, f"{said} is exactly that of {show_period(figures[-1].period)}: was it copied?")


def _alike(before: Figure, now: Figure) -> bool:
    """Tell whether two figures that follow one another have the same two numbers, or the same value without them."""
    pairs = [(each.numerator, each.denominator) for each in (before, now)]
    if None in pairs[0] or None in pairs[1]:
        return _same(before, now)
    return pairs[0] == pairs[1] and now.period.last - before.period.last == now.period.months


def _copied_numbers(figure: Figure) -> str:
    """Return the words for two numbers that would hardly come again by chance; nothing of all of them, or of few."""
    above, below = figure.numerator, figure.denominator
    if above is None or below is None or min(above, below) < _LARGE_PAIR or above == below:
        return ""
    return f"{counted(above)} out of {counted(below)}"


def _large(known: Known, figures: Sequence[Figure]) -> bool:
    """Tell whether a count is so large, and went up and down so far, that it would hardly come again by chance."""
    values = [each.value for each in figures if each.value is not None]
    steps = [abs(now - before) for before, now in pairwise(values)]
    steady = len(steps) >= _LEAST_PAIRS and median(steps) < _LARGE_STEP
    return known.measure.unit is Unit.COUNT and known.value >= _LARGE and not steady


def _falling(known: Known) -> Iterator[Oddity]:
    """Yield that a figure counted from April on is less than an earlier one of its year, of whatever length."""
    if known.measure.basis is not Basis.CUMULATIVE or known.measure.unit in (Unit.TEXT, Unit.SCORE):
        return
    last = last_of_year(known)
    if last is None or last.value is None or not 0 <= known.value < last.value or _falls(known.earlier):
        return
    yield Oddity(
        Check.FALLING,
        f"{known.shown(known.value)} is less than the {known.shown(last.value)} of {show_period(last.period)}, and it "
        "is counted from April on: is it the figure of the period alone?",
    )


def _falls(earlier: Sequence[Figure]) -> bool:
    """Tell whether the figures are used to falling within a year."""
    steps = [
        (one.value, two.value)
        for one, two in pairwise(earlier)
        if one.period.kind is two.period.kind and one.period.financial_year == two.period.financial_year
    ]
    falls = sum(one is not None and two is not None and two < one for one, two in steps)
    return falls >= _FALLS and falls >= _SHARE * len(steps)
