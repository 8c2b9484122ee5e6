"""Targets, thresholds and comparators as lines of a chart: from where to where each of them holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.charts.values import ComparatorLine, Level, Role, Span
from ascdesk.defined import in_force
from ascdesk.judging.bases import base_figure
from ascdesk.judging.plan import plan_rates, typed_plan
from ascdesk.model import Basis, Comparator, Figure, Measure, Polarity, Target, TargetKind
from ascdesk.periods import Period, show_period
from ascdesk.readings import own_decimals
from ascdesk.scorecard import show_comparator

_AGAINST = {TargetKind.REDUCE: "Below", TargetKind.INCREASE: "Above", TargetKind.MAINTAIN: "Maintain"}
PLAN = "Plan"
TargetAt = Callable[[Period], Target | None]
_Values = list[Decimal | None]


def by_period(targets: Iterable[Target]) -> TargetAt:
    """Return what finds the target that is in force in a period."""
    of_year: dict[Period, tuple[Target, ...]] = {}
    for each in targets:
        of_year[each.year] = (*of_year.get(each.year, ()), each)
    return lambda period: in_force(of_year.get(period.financial_year, ()), period)


def target_levels(
    measure: Measure,
    target_at: TargetAt,
    figures: Mapping[Period, Figure],
    periods: Sequence[Period],
    broken: Sequence[Period] = (),
) -> tuple[Level, ...]:
    """Return what is to be reached: one level, or the two ends of a range; and the plan on the way to it.

    `target_at` finds the one in force, `figures` are those that "to reduce" is measured from, but for any from before
    one of the `broken` periods. They are what figures are rated against, so a running total has a target at the
    year's end only, and one that starts within a year is a step. A plan that the measure's rule does not
    look at is drawn, too, and says so.
    """
    low: _Values = []
    high: _Values = []
    plan: _Values = []
    name = "Target"
    for period in periods:
        target = target_at(period)
        if target is not None and target.kind in _AGAINST:
            name = _AGAINST[target.kind]
        low.append(_goal(measure, target, figures, period, broken))
        ranged = target is not None and target.kind is TargetKind.RANGE
        high.append(target.high if ranged and target else None)
        planned = target is not None and target.kind is TargetKind.NUMBER
        plan.append(typed_plan(target, period) if planned and target else None)
    names = ("Target from", "Target to", PLAN) if any(value is not None for value in high) else (name, "", PLAN)
    levels = zip(names, (low, high, plan), strict=True)
    found = (_level(measure, Role.TARGET, word, each, periods) for word, each in levels)
    return tuple(level for level in found if level.spans)


def threshold_levels(measure: Measure, target_at: TargetAt, periods: Sequence[Period]) -> tuple[Level, ...]:
    """Return the floor, or the upper threshold where lower is better (N46, N47)."""
    name = "Upper threshold" if measure.polarity is Polarity.LOWER else "Floor"
    values = [
        target.threshold if (target := target_at(period)) and _counts(measure, period) else None for period in periods
    ]
    level = _level(measure, Role.LIMIT, name, values, periods)
    return (level,) if level.spans else ()


def comparator_lines(measure: Measure, comparators: Iterable[Comparator], until: Period) -> tuple[ComparatorLine, ...]:
    """Return the latest comparator of each name that has a number, none from after the chart's last year."""
    latest: dict[str, Comparator] = {}
    for each in sorted(comparators, key=lambda each: (each.year is not None, each.year or until)):
        if each.value is not None and (each.year is None or each.year <= until):
            latest[each.name] = each
    lines = []
    for each in latest.values():
        year = show_period(each.year, "short") if each.year else "year not given"
        words = f"{each.name.rstrip('.')} {show_comparator(measure, each)}, {year}"
        assert each.value is not None
        lines.append(ComparatorLine(each.name, each.year, each.value, words))
    return tuple(sorted(lines, key=lambda line: (-line.value, line.name)))


def whole_year_target(measure: Measure, target_at: TargetAt, period: Period) -> Target | None:
    """Return the target of a running total that only the end of the year can meet, before that end."""
    target = target_at(period)
    if target is None or target.kind is not TargetKind.NUMBER or target.value is None:
        return None
    return None if _counts(measure, period) else target


def _goal(
    measure: Measure,
    target: Target | None,
    figures: Mapping[Period, Figure],
    period: Period,
    broken: Sequence[Period],
) -> Decimal | None:
    if target is None:
        return None
    if target.kind in _AGAINST:
        base = base_figure(measure, period, target, figures.get)
        cut_off = base and any(base.period.last <= each.last < period.last for each in broken)
        return base.value if base and not cut_off else None
    if target.kind is TargetKind.RANGE:
        return target.low
    if target.kind is not TargetKind.NUMBER:
        return None
    return target.value if _counts(measure, period) else None


def _counts(measure: Measure, period: Period) -> bool:
    """Tell whether a figure of this period can be held against the year's target (N55)."""
    return measure.basis is not Basis.CUMULATIVE or period.is_year_end


def _level(
    measure: Measure, role: Role, name: str, values: Sequence[Decimal | None], periods: Sequence[Period]
) -> Level:
    spans = tuple(_spans(values))
    if not spans:
        return Level(role, name, "", ())
    last = spans[-1]
    decimals = max(measure.decimals, own_decimals(last.value)) if role is Role.LIMIT else measure.decimals
    ended = last.last < len(periods) - 1
    until = periods[last.last] if name == PLAN else periods[last.last].financial_year
    when = f", {show_period(until, 'short')}" if ended else ""
    unused = ", not used for the rating" if name == PLAN and not plan_rates(measure) else ""
    return Level(role, name, f"{name} {show_amount(last.value, measure.unit, decimals)}{when}{unused}", spans)


def _spans(values: Sequence[Decimal | None]) -> Iterable[Span]:
    """Yield the runs of equal values."""
    start = 0
    for place in range(1, len(values) + 1):
        if place == len(values) or values[place] != values[start]:
            value = values[start]
            if value is not None:
                yield Span(start, place - 1, value)
            start = place
