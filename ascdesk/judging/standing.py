"""Which figure a row is judged by: the reported period's own, the one that its lag allows, or its last result."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from ascdesk.judging.values import UP_TO_A_DAY, Standing
from ascdesk.model import Figure, Frequency, Measure
from ascdesk.periods import Period, PeriodKind, show_period

FigureAt = Callable[[Period], Figure | None]
_SHOWN_IN = {
    Frequency.MONTHLY: (PeriodKind.MONTH, PeriodKind.QUARTER),
    Frequency.QUARTERLY: (PeriodKind.QUARTER,),
    Frequency.HALF_YEARLY: (PeriodKind.QUARTER, PeriodKind.HALF),
    Frequency.ANNUAL: (PeriodKind.QUARTER, PeriodKind.YEAR),
}
# Results further back than this are history, and say nothing of where a measure stands.
LOOKED_BACK = 3


def standing(measure: Measure, period: Period, figure_at: FigureAt) -> Standing:
    """Return the figure that a measure is judged by in a report of a period."""
    if measure.frequency.months > period.months:
        return _of_longer(measure, period, figure_at)
    if measure.lag_months:
        return _in_arrears(measure, period, figure_at)
    own = figure_at(period)
    if own is None and ends_with_its_month(measure):
        own = figure_at(period.last_month)
    note = "" if own is None or own.period == period else f"as at the end of {show_period(own.period)}"
    return Standing(own, period, True, note)


def ends_with_its_month(measure: Measure) -> bool:
    """Tell whether a month’s figure is also that of the quarter or year that ends with it: counted up to a day."""
    return measure.frequency is Frequency.MONTHLY and measure.basis in UP_TO_A_DAY


def _in_arrears(measure: Measure, period: Period, figure_at: FigureAt) -> Standing:
    """Return the latest figure that the lag allows, or the period's own where only that is there.

    A whole year is looked back upon: its own figure stands as soon as it is there.
    """
    allowed, own = latest_allowed(measure, period), figure_at(period)
    if ends_with_its_month(measure):
        allowed = Period(period.last - measure.lag_months, 1)
    held = figure_at(allowed)
    if own is not None and own.value is not None and (held is None or period.kind is PeriodKind.YEAR):
        return Standing(own, period)
    return Standing(held, allowed, True, f"{_months(measure.lag_months)} in arrears: {show_period(allowed)}")


def other_period(measure: Measure, where: Standing, shown: Period) -> str:
    """Return of which period a judged figure is and why, as a caption; nothing where it is the shown period's own.

    "Quarter 1 2023/24, 3 months in arrears" or "2016/17, last result".
    """
    when = show_period(where.period)
    if not where.due:
        return f"{when}, last result" if where.figure is not None and where.figure.value is not None else ""
    if measure.lag_months and where.period != shown:
        return f"{when}, {_months(measure.lag_months)} in arrears"
    if where.figure is not None and where.figure.period != shown:
        return show_period(where.figure.period) if where.period != shown else where.note[:1].upper() + where.note[1:]
    return ""


def _months(count: int) -> str:
    return "1 month" if count == 1 else f"{count} months"


def latest_allowed(measure: Measure, period: Period) -> Period:
    """Return the latest period, as long as the shown one, whose figures a measure in arrears has by its end."""
    return _whole(Period(period.last - measure.lag_months, 1), period.kind)


def _whole(ended: Period, kind: PeriodKind) -> Period:
    """Return the latest period of a kind that is over at the end of a month."""
    within = ended.within(kind)
    return within if within.last == ended.last else within.previous()


def _of_longer(measure: Measure, period: Period, figure_at: FigureAt) -> Standing:
    """Return an annual measure's figure where it is due, or else its last result."""
    own = figure_at(period)
    if own is not None and own.value is not None:
        return Standing(own, period)
    for length in _lengths(measure, period):
        figure = figure_at(length)
        if length.last + measure.lag_months > period.last - period.months and (figure or _is_regular(measure)):
            note = f"the figure of {show_period(length)}" if figure is not None and length.last == period.last else ""
            return Standing(figure or own, length, True, note)
        if figure is not None and figure.value is not None:
            return Standing(figure, length, False, f"last result, {show_period(length)}")
    return Standing(own, period, False)


def _is_regular(measure: Measure) -> bool:
    """Tell whether a figure is due every time; in which year the next biennial survey is, nobody can know from here."""
    return measure.frequency is not Frequency.BIENNIAL


def _lengths(measure: Measure, period: Period) -> Iterator[Period]:
    """Yield the periods of a measure's own length that were over by then, latest first."""
    latest = _whole(Period(period.last - measure.lag_months, 1), measure.frequency.kind)
    steps = LOOKED_BACK * 12 // latest.months
    return (latest.shift(-back) for back in range(steps + 1))


def expected_period(measure: Measure, period: Period) -> Period | None:
    """Return the period, as long as the shown one, whose figure is due in it; None where none is.

    A monthly measure is due in months and quarters, a quarterly one in quarters, a half-yearly one in halves and
    the quarters that end them, an annual one in years and their last quarters, a biennial one never. One that runs
    in arrears is due so many months later: it is an earlier period's figure that is due now.
    """
    return _expected_period(measure.frequency, measure.lag_months, period)


@lru_cache(maxsize=4096)  # asked for every measure whenever a figure was typed, and there are few answers
def _expected_period(frequency: Frequency, lag: int, period: Period) -> Period | None:
    if period.kind not in _SHOWN_IN.get(frequency, ()):
        return None
    length = frequency.kind
    kind = length if length.months > period.months else period.kind
    last = _whole(Period(period.last - lag, 1), kind).last
    was_due_before = last + lag <= period.last - period.months
    return None if was_due_before else Period(last, period.months)
