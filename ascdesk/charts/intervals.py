"""The confidence intervals of a chart's main line: of percentages and rates whose counts are known."""

from __future__ import annotations

from decimal import Decimal

from ascdesk.charts.statistics import Between, Intervals
from ascdesk.charts.values import Chart, Point
from ascdesk.judging.shown import as_shown, ratio
from ascdesk.model import Basis, Measure, Unit
from ascdesk.readings import own_decimals

CONFIDENCE = 0.95
_METHODS = {
    Unit.PERCENT: "95% confidence intervals by Wilson’s method, as in PHEindicatormethods 2.1.0 (Fingertips).",
    Unit.PER_100K: (
        "95% confidence intervals by Byar’s method, exact where fewer than 10 are counted, "
        "as in PHEindicatormethods 2.1.0 (Fingertips)."
    ),
}
_SURVEY = "They do not allow for how the survey’s sample was drawn."


def intervals_of(chart: Chart) -> Intervals:
    """Return the intervals of the line that a chart is about, or why it has none (statistics.md, section 2)."""
    measure, points = chart.measure, chart.lines[chart.strong].points
    if measure.unit not in _METHODS:
        return Intervals(
            refused="Confidence intervals are for percentages and rates per 100,000, and this measure is neither."
        )
    ranges = tuple(_between(measure, point) for point in points)
    held = sum(point.value is not None for point in points)
    without = held - sum(each is not None for each in ranges)
    if without == held:
        return Intervals(
            refused="There is no confidence interval: no figure has a numerator and denominator that make the figure."
        )
    remarks = []
    if without:
        have = "has" if without == 1 else "have"
        remarks.append(f"{without} of {held} figures {have} none: numerator and denominator do not make the figure.")
    if measure.basis is Basis.SURVEY:
        remarks.append(_SURVEY)
    return Intervals(ranges=ranges, method=_METHODS[measure.unit], remarks=tuple(remarks))


def _between(measure: Measure, point: Point) -> Between | None:
    """Return the interval of one figure; none unless its counts are known, possible, and make the figure."""
    figure = point.figure
    made = ratio(measure, figure) if figure is not None else None
    if figure is None or made is None or figure.value is None or figure.numerator is None or not figure.denominator:
        return None
    if all(as_shown(made, places) != as_shown(figure.value, places) for places in _places(measure, figure.value)):
        return None
    count, among = float(figure.numerator), float(figure.denominator)
    if count < 0 or among <= 0 or (measure.unit is Unit.PERCENT and count > among):
        return None
    from ascdesk.stats.intervals import rate_interval, wilson

    found = (wilson if measure.unit is Unit.PERCENT else rate_interval)(count, among, CONFIDENCE)
    lower, upper = (as_shown(Decimal(each), measure.decimals + 1) for each in (found.lower, found.upper))
    return Between(lower, upper)


def _places(measure: Measure, value: Decimal) -> tuple[int, int]:
    """Return the decimals at which a figure can have been rounded: as it is shown, or as it was written."""
    return measure.decimals, own_decimals(value)
