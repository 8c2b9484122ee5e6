"""Targets that are a direction: to reduce, to increase or to maintain, measured from a named base (N41, N42)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from ascdesk.judging.forecast import ADDED_UP
from ascdesk.judging.limits import amber_edge, judged, met, otherwise
from ascdesk.judging.shown import as_shown, compared, exact, show, show_tolerance, tolerance_of, tolerance_width
from ascdesk.judging.values import Case, Judged, Numbers, outturn
from ascdesk.model import Basis, Figure, Measure, Polarity, Rating, Target, TargetKind, Unit
from ascdesk.periods import Period, show_period
from ascdesk.readings import plain

# A quarter that is more than twice what its share of a year's count would be is no part of such a count.
LOOKS_WHOLE = 2
DIRECTIONS = (TargetKind.REDUCE, TargetKind.INCREASE, TargetKind.MAINTAIN)


def base_figure(
    measure: Measure, period: Period, target: Target | None, figure_at: Callable[[Period], Figure | None]
) -> Figure | None:
    """Return the figure that "to reduce" is measured from; None where there is none to compare with.

    It is that of the period which the target names, or else last year's outturn. What adds up through a year is
    compared with the same part of the year before, where such parts are held, and never half-way with a whole.
    """
    if target is not None and target.base is not None:
        return figure_at(_named_base(measure, period, target.base))
    before, year = period.same_last_year(), period.financial_year.previous()
    if measure.basis is Basis.CUMULATIVE and not period.is_year_end:
        return figure_at(before)
    if measure.basis is Basis.IN_PERIOD and (measure.unit in ADDED_UP or measure.unit is Unit.POUNDS):
        near = (before, before.previous(), before.next())
        return figure_at(before if any(figure_at(each) for each in near) else year)
    return outturn(measure, year, period.kind, figure_at)


def _named_base(measure: Measure, period: Period, base: Period) -> Period:
    """Return the base that a target names; of a running total the same point of that year."""
    if measure.basis is not Basis.CUMULATIVE or base.last_month.index == period.last_month.index:
        return base
    return period.shift((base.financial_year.last - period.financial_year.last) // period.months)


def aim(target: Target) -> str:
    """Return a direction as it is said in a sentence."""
    return "to maintain" if target.kind is TargetKind.MAINTAIN else target.kind.value


def against_base(case: Case, target: Target, figure: Figure, value: Decimal, rule: str) -> Judged:
    """Rate a figure against the one that its direction is measured from.

    Green is past the base in the wanted direction; amber is short of it, but within the tolerance, or at least on
    the way: moved in the wanted direction since the figure before (N42).
    """
    measure = case.measure
    base = base_figure(measure, case.period, target, case.figure_at)
    if base is None or base.value is None:
        named = f" for {show_period(_named_base(measure, case.period, target.base))}" if target.base else ""
        return Judged(Rating.NONE, f"The target is {aim(target)}, and there is no figure{named} to compare with.", rule)
    if why := case.broken(base.period):
        return Judged(Rating.NONE, f"The target is {aim(target)}. {why}", rule)
    if doubt := _part_of_whole(measure, figure, base):
        return Judged(Rating.NONE, f"The target is {aim(target)}, and {doubt}.", rule)
    if base is figure:
        own = f"{show_period(case.period)} is the base itself, so there is nothing to compare"
        return Judged(Rating.NONE, f"The target is {aim(target)}, and {own}.", rule)
    shown, start = as_shown(value, measure.decimals), as_shown(base.value, measure.decimals)
    said = (
        f"{show(measure, shown)} is {compared(shown, start)} {show(measure, start)} "
        f"in {show_period(base.period)}; the target is {aim(target)}"
    )
    before = case.figure_at(case.period.previous())
    before = None if before is not None and case.broken(before.period) else before
    then = before.value if before is not None and measure.basis is not Basis.CUMULATIVE else None
    rating = _grade(measure, target, shown, start, None if then is None else as_shown(then, measure.decimals))
    because = _because(measure, target, rating, shown, start, before)
    because += _unrounded(measure, target, exact(measure, figure), base.value, then, rating)
    numbers: Numbers = ((f"Base, {show_period(base.period)}", show(measure, start)), ("Aim", aim(target).capitalize()))
    return judged(rating, said + because, rule, numbers + _more_numbers(measure, target, start, then, before))


def _more_numbers(
    measure: Measure, target: Target, start: Decimal, then: Decimal | None, before: Figure | None
) -> Numbers:
    """Return what decides where the base is not reached: the tolerance, or else the figure before."""
    tolerance = tolerance_of(measure, target)
    if tolerance is not None and (width := tolerance_width(tolerance, start)):
        return (("Tolerance", show_tolerance(measure, *tolerance)), amber_edge(_towards(measure, target), start, width))
    if then is None or before is None or target.kind is TargetKind.MAINTAIN:
        return ()
    return ((f"Figure before, {show_period(before.period)}", show(measure, then)),)


def _towards(measure: Measure, target: Target) -> Measure:
    """Return the measure with the way that its target wants as the better one."""
    ways = {TargetKind.REDUCE: Polarity.LOWER, TargetKind.INCREASE: Polarity.HIGHER}
    return replace(measure, polarity=ways.get(target.kind, measure.polarity))


def _part_of_whole(measure: Measure, figure: Figure, base: Figure) -> str:
    """Return that a count of a part of the year cannot be held against a whole one, where the sizes say that it is."""
    counts = measure.basis is Basis.IN_PERIOD and measure.unit in ADDED_UP
    if not counts or figure.value is None or base.value is None or base.period.months <= figure.period.months:
        return ""
    if figure.value * base.period.months > base.value * figure.period.months * LOOKS_WHOLE:
        return ""
    sizes = f"{show(measure, figure.value)} in {show_period(figure.period)} looks like a part of such a count as the "
    return f"{sizes}{show(measure, base.value)} in {show_period(base.period)}, which it cannot be held against"


def _grade(measure: Measure, target: Target, value: Decimal, start: Decimal, then: Decimal | None) -> Rating:
    """Rate a value against its base, `start`; `then` is the figure before, None where that says nothing."""
    if _reached(measure, target, value, start):
        return Rating.GREEN
    tolerance = tolerance_of(measure, target)
    if tolerance is not None and (width := tolerance_width(tolerance, start)):
        return Rating.AMBER if abs(value - start) <= width else Rating.RED
    if then is None or target.kind is TargetKind.MAINTAIN:
        return Rating.RED
    on_the_way = value < then if target.kind is TargetKind.REDUCE else value > then
    return Rating.AMBER if on_the_way else Rating.RED


def _because(
    measure: Measure, target: Target, rating: Rating, value: Decimal, start: Decimal, before: Figure | None
) -> str:
    """Return the end of the sentence that says why a missed direction is amber or red."""
    tolerance = tolerance_of(measure, target)
    if rating is Rating.GREEN:
        return ""
    if tolerance is not None and tolerance_width(tolerance, start):
        within = "no more than" if rating is Rating.AMBER else "more than"
        width = show_tolerance(measure, *tolerance, of=show(measure, start))
        return f", and it is off by {within} the tolerance of {width}"
    if rating is Rating.AMBER and before is not None and before.value is not None:
        moved = "down" if target.kind is TargetKind.REDUCE else "up"
        return f", and it is {moved} from {show(measure, before.value)} in {show_period(before.period)}"
    return ""


def _unrounded(
    measure: Measure, target: Target, exact: Decimal | None, start: Decimal, then: Decimal | None, rating: Rating
) -> str:
    def rated(value: Decimal) -> Rating:
        return _grade(measure, target, value, start, then)

    if exact is None or rated(exact) is rating:
        return ""
    typed = [each for each in (start, then) if each is not None and as_shown(each, measure.decimals) != each]
    return otherwise(exact, measure.decimals, rated, " and ".join(dict.fromkeys(map(plain, typed))))


def _reached(measure: Measure, target: Target, value: Decimal, start: Decimal) -> bool:
    if target.kind is TargetKind.REDUCE:
        return value < start
    if target.kind is TargetKind.INCREASE:
        return value > start
    return met(measure.polarity, value, start)
