"""Whether a change is more than chance, by the test that the measure names; refused where that does not apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from ascdesk.judging.values import Case, Travel
from ascdesk.model import Basis, Figure, Frequency, Movement, Polarity, Significance, Unit
from ascdesk.periods import PeriodKind, show_period
from ascdesk.stats.spc import SpecialCause

if TYPE_CHECKING:
    from ascdesk.stats.recent_trend import TrendPoint

# Whether it is more than chance, why, and which way the test found it to go.
Verdict = tuple[bool | None, str, Movement]
FEWEST_SLOPE = 5
FEWEST_SIGNALS = 13
_EXPECTED = 5  # the usual rule for the normal approximation to be good
_CAUSES = {
    SpecialCause.ABOVE_LIMIT: "above the upper limit", SpecialCause.BELOW_LIMIT: "below the lower limit",
    SpecialCause.TREND_UP: "the last of seven rising points",
    SpecialCause.TREND_DOWN: "the last of seven falling points",
    SpecialCause.TWO_IN_THREE_ABOVE: "one of two points in three near the upper limit",
    SpecialCause.TWO_IN_THREE_BELOW: "one of two points in three near the lower limit",
    SpecialCause.SHIFT_ABOVE: "one of seven points above the mean",
    SpecialCause.SHIFT_BELOW: "one of seven points below the mean",
}  # fmt: skip

_HIGH = (
    SpecialCause.ABOVE_LIMIT, SpecialCause.TREND_UP, SpecialCause.TWO_IN_THREE_ABOVE, SpecialCause.SHIFT_ABOVE,
)  # fmt: skip


def tested(case: Case, found: Travel, before: Figure | None) -> Travel:
    """Return a direction with the verdict of its measure's test; a series can be tested where the base is missing.

    A series that goes the other way than the figure since its base says nothing of the shown change.
    """
    significant, reason, way = _TESTS[case.measure.significance](case, before)
    of_series = case.measure.significance is not Significance.PROPORTIONS
    if significant and of_series and found.movement not in (way, Movement.NONE):
        said = f"That is of the series, which goes {way.value}; this change is {found.movement.value}."
        significant, reason = None, f"{reason} {said}"
    return replace(found, significant=significant, significance_reason=reason)


def why_no_run(case: Case, run: Sequence[Figure], fewest: int, what: str = "a trend") -> str:
    """Return why a run of figures cannot be tested, or nothing where it can; `what` is what it would be for."""
    basis = case.measure.basis
    if case.figure is None or case.figure.value is None:
        return f"There is no figure for {show_period(case.period)}."
    if basis is Basis.ROLLING_12 and case.period.kind is not PeriodKind.YEAR:
        return f"Each figure is of 12 months and shares most of them with the next, so that {what} would mislead."
    if basis in (Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE) and case.period.kind is not PeriodKind.YEAR:
        return f"Its figures are counted from April and each holds the one before, so that {what} would mislead."
    if len(run) < fewest:
        so_many = f"There {'is 1 figure' if len(run) == 1 else f'are {len(run)} figures'} without a gap or break"
        return f"{so_many} up to {show_period(case.period)}, and {what} takes {fewest}."
    return ""


def _slope(case: Case, before: Figure | None) -> Verdict:
    from ascdesk.judging.trend import trend

    found = trend(case)
    return found.significant, found.significance_reason, found.movement


def _proportions(case: Case, before: Figure | None) -> Verdict:
    """Test two proportions (statistics.md, section 4.4)."""
    from ascdesk.stats.trends import two_proportions

    measure, figure = case.measure, case.figure
    if measure.unit is not Unit.PERCENT:
        return _untested("Two proportions are tested, and this measure is not a percentage.")
    if figure is None or before is None:
        return _untested("Two proportions are tested, and there are no two figures to compare.")
    if why := case.broken(before.period):
        return _untested(why)
    if _overlap(case, figure, before):
        return _untested("The two figures share some of their months, so that they cannot be tested as independent.")
    pairs = [(each.numerator, each.denominator) for each in (figure, before)]
    counts = [(float(over), float(under)) for over, under in pairs if over is not None and under]
    if len(counts) < len(pairs):
        return _untested("Numerator and denominator are not known for both figures, so that no test is possible.")
    if not all(0 <= over <= under for over, under in counts):
        return _untested("A numerator is above its denominator or below 0, so that these are no proportions to test.")
    if _too_few(counts):
        return _untested(f"There are too few people for this test, which expects {_EXPECTED} with and without in each.")
    (now, of_now), (then, of_then) = counts
    found = two_proportions(now, of_now, then, of_then)
    level = case.conventions.significance_level
    significant = found.p < float(level)
    verdict = "Significant" if significant else "Not significant"
    people = f"{_plain(now)} of {_plain(of_now)} against {_plain(then)} of {_plain(of_then)}"
    same = " Largely the same people may be in both." if measure.basis is Basis.SNAPSHOT else ""
    below = "below" if significant else "not below"
    said = f"{verdict}: two proportions, {people}, {_probability(found.p)}, {below} {level}.{same}"
    return significant, said, Movement.UP if now * of_then > then * of_now else Movement.DOWN


def _untested(reason: str) -> Verdict:
    return None, reason, Movement.NONE


def _too_few(counts: Sequence[tuple[float, float]]) -> bool:
    """Tell whether fewer than five would be expected with or without in either group; unless all alike are."""
    share = sum(over for over, _ in counts) / sum(under for _, under in counts)
    return 0 < share < 1 and any(under * min(share, 1 - share) < _EXPECTED for _, under in counts)


def _overlap(case: Case, figure: Figure, before: Figure) -> bool:
    """Tell whether two figures share months: of one year counted from April, of 12 rolling months, or nested."""
    now, then, basis = figure.period, before.period, case.measure.basis
    if basis is Basis.ROLLING_12:
        return abs(now.last - then.last) < 12
    if basis in (Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE):
        return now.financial_year == then.financial_year
    return basis is not Basis.SNAPSHOT and (now.contains(then) or then.contains(now))


def _plain(count: float) -> str:
    return f"{Decimal(str(count)).normalize():,f}"


def _probability(p: float) -> str:
    from ascdesk.judging.trend import probability

    return probability(p)


def _recent_trend(case: Case, before: Figure | None) -> Verdict:
    """Apply Fingertips' recent trend, which is made for five unbroken years (statistics.md, section 4.3)."""
    if case.measure.unit not in (Unit.PERCENT, Unit.PER_100K):
        return _untested("Fingertips’ recent trend is made for percentages and rates per 100,000.")
    if case.measure.frequency is Frequency.BIENNIAL:
        return _untested("Fingertips’ recent trend is made for a figure every year; this one comes every other year.")
    if case.period.kind is not PeriodKind.YEAR:
        return _untested("Fingertips’ recent trend is made for annual figures; others are not tested.")
    return _marked(case)


def _marked(case: Case) -> Verdict:
    from ascdesk.stats import recent_trend

    run = case.run()[-recent_trend.POINTS :]
    if reason := why_no_run(case, run, recent_trend.POINTS):
        return _untested(reason)
    if any(each.numerator is None or not each.denominator for each in run):
        return _untested("Numerator and denominator are not known for five years, so that no trend can be marked.")
    proportions = case.measure.unit is Unit.PERCENT
    if any(not _is_countable(each, proportions) for each in run):
        return _untested("A numerator is below 0 or above its denominator, so that no trend can be marked.")
    found = recent_trend.recent_trend([_trend_point(each, proportions) for each in run], proportions=proportions)
    if found.marker is recent_trend.Marker.UNKNOWN:
        return _untested(f"{found.hindrance.value}.")
    words = {recent_trend.Marker.INCREASING: "increasing", recent_trend.Marker.DECREASING: "decreasing"}
    ways = {recent_trend.Marker.INCREASING: Movement.UP, recent_trend.Marker.DECREASING: Movement.DOWN}
    said = f"{'Significant' if found.significant else 'Not significant'}: Fingertips’ recent trend over five years"
    way = ways.get(found.marker, Movement.LEVEL)
    return found.significant, f"{said}, {words.get(found.marker, 'no significant change')}.", way


def _is_countable(figure: Figure, proportions: bool) -> bool:
    over, under = figure.numerator or Decimal(0), figure.denominator or Decimal(0)
    return over >= 0 and under > 0 and (over <= under or not proportions)


def _trend_point(figure: Figure, proportions: bool) -> TrendPoint:
    """Return a year with its interval in the unit of its value: Wilson's of a percentage, Byar's of a rate."""
    from ascdesk.stats.intervals import rate_interval, wilson
    from ascdesk.stats.recent_trend import TrendPoint

    over, under = float(figure.numerator or 0), float(figure.denominator or 0)
    between = wilson(over, under) if proportions else rate_interval(over, under)
    value = float(figure.value or 0)
    return TrendPoint(figure.period.start_year, over, under, value, between.lower, between.upper)


def _signals(case: Case, before: Figure | None) -> Verdict:
    """Look whether the latest figure is a special cause on its control chart."""
    from ascdesk.stats import spc

    run = case.run()
    if reason := why_no_run(case, run, FEWEST_SIGNALS, "a control chart"):
        return _untested(reason)
    ways = {Polarity.HIGHER: spc.Improvement.INCREASE, Polarity.LOWER: spc.Improvement.DECREASE}
    options = spc.Options(improvement=ways.get(case.measure.polarity, spc.Improvement.NEUTRAL))
    chart = spc.chart([each.period for each in run], [float(each.value or 0) for each in run], options)
    if not chart.groups[-1].varies:
        return _untested(spc.NO_VARIATION)
    cause = chart.points[-1].cause
    if cause is spc.SpecialCause.COMMON:
        return False, f"Not significant: common cause variation. {spc.rule_set(options)}.", Movement.LEVEL
    way = Movement.UP if cause in _HIGH else Movement.DOWN
    return True, f"Significant: special cause variation, {_CAUSES[cause]}. {spc.rule_set(options)}.", way


_TESTS: dict[Significance, Callable[[Case, Figure | None], Verdict]] = {
    Significance.SLOPE: _slope,
    Significance.PROPORTIONS: _proportions,
    Significance.RECENT_TREND: _recent_trend,
    Significance.SIGNALS: _signals,
}
