"""The control chart of a chart's main line: limits, special causes, and whether its target can be relied upon.

Decimals become floats here, and what comes back is rounded to one place more than the figures show.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from ascdesk.charts.causes import findings_of
from ascdesk.charts.statistics import HIT_OR_MISS, MEETS, MISSES, Limits, Signals
from ascdesk.charts.values import Chart, Line
from ascdesk.judging.shown import as_shown
from ascdesk.model import Basis, Polarity
from ascdesk.periods import PeriodKind, show_period

if TYPE_CHECKING:  # most charts are drawn without statistics
    from ascdesk.stats import spc

FEWEST = 13
WITHOUT = "The run is shown without limits."
_TARGET = "Target"  # the level of one number: ranges and "to reduce" have other names
ASSURANCE = {"consistent_pass": MEETS, "consistent_fail": MISSES, "inconsistent": HIT_OR_MISS}
_SHARED = {
    Basis.ROLLING_12: "Each figure is of 12 months and shares most of them with the one before",
    Basis.CUMULATIVE: "Figures counted from April hold one another",
    Basis.CUMULATIVE_AVERAGE: "Averages since April hold one another",
}


@dataclass(frozen=True, slots=True)
class _Run:
    """The places of the latest figures without a gap, in groups that begin anew at each break; where the gap was."""

    groups: tuple[tuple[int, ...], ...]
    gap: int | None


def signals_of(chart: Chart) -> Signals:
    """Return the control chart of the line that a chart is about, or why there is none (statistics.md, section 1)."""
    line = chart.lines[chart.strong]
    run = _latest_run(line)
    if reason := _why_shared(chart) or _why_few(line, run):
        return Signals(refused=f"{reason} {WITHOUT}")
    from ascdesk.stats import spc

    options = spc.Options(improvement=_improvement(chart.measure.polarity), target=_target(chart, run.groups[-1][-1]))
    judged: list[spc.XmR] = []
    remarks = [_left_out(line, run.gap)] if run.gap is not None else []
    for places in run.groups:
        values = [float(line.points[place].value or 0) for place in places]
        few = len(places) < FEWEST
        flat = "" if few else _why_flat(spc.summarise(values, options), values)
        if few or flat:
            remarks.append(_without_limits(line, run, places, flat))
        else:
            judged.append(spc.chart(places, values, options))
    if not judged:
        return Signals(refused=" ".join(remarks))
    return _signals(chart, judged, options, run.groups[-1], remarks)


def _signals(
    chart: Chart, judged: Sequence[spc.XmR], options: spc.Options, last: Sequence[int], remarks: Sequence[str]
) -> Signals:
    from ascdesk.stats import spc

    decimals = chart.measure.decimals
    found = [findings_of(each) for each in judged]
    latest = judged[-1] if judged[-1].points[-1].key == last[-1] else None
    target = _target(chart, last[-1]) if latest is not None else None
    assured = latest.assurance if latest is not None and target is not None else None
    return Signals(
        limits=tuple(_limits(each, decimals) for each in judged),
        points=tuple(point for points, _ in found for point in points),
        findings=tuple(finding for _, findings in found for finding in findings),
        variation=_variation(latest.variation) if latest is not None else "",
        assurance=ASSURANCE[assured] if assured is not None else "",
        target=Decimal(str(target)) if assured is not None else None,
        target_year=chart.periods[last[-1]].financial_year if assured is not None else None,
        rule_set=spc.rule_set(options),
        remarks=tuple(remarks),
    )


def _latest_run(line: Line) -> _Run:
    groups: list[list[int]] = []
    gap, missing, anew = None, None, True
    for place, point in enumerate(line.points):
        if point.value is None:
            anew = anew or point.broken
            missing = place if point.expected else missing
            continue
        if missing is not None:
            gap, groups = (missing if groups else gap), []
        if anew or point.broken or not groups:
            groups.append([])
        groups[-1].append(place)
        missing, anew = None, False
    return _Run(tuple(map(tuple, groups)), gap)


def _why_shared(chart: Chart) -> str:
    """Return why the figures are no runs of their own, or nothing where they are."""
    shared = _SHARED.get(chart.measure.basis)
    if shared is None or chart.kind is PeriodKind.YEAR:
        return ""
    return f"{shared}, so that control limits would be too narrow and give false signals."


def _why_few(line: Line, run: _Run) -> str:
    if not run.groups:
        return f"A control chart takes {FEWEST} figures; there are none."
    if any(len(places) >= FEWEST for places in run.groups):
        return ""
    count = len(run.groups[-1])
    there = f"there {'is' if count == 1 else 'are'} {count}"
    return f"A control chart takes {FEWEST} figures; {there}{_since(line, run, run.groups[-1])}."


def _since(line: Line, run: _Run, places: Sequence[int]) -> str:
    """Return what a group begins after: a break, a gap, or nothing where it begins with the line."""
    if places != run.groups[0]:
        return f" since the break at {show_period(line.points[places[0]].period)}"
    return f" since the gap at {show_period(line.points[run.gap].period)}" if run.gap is not None else ""


def _why_flat(group: spc.Group, values: Sequence[float]) -> str:
    """Return why there is no variation to assess, or nothing where there is (statistics.md, section 1.9).

    Where most figures are one and the same, screened moving ranges can leave limits that this very figure is outside.
    """
    usual, often = Counter(values).most_common(1)[0]
    if often == len(values):
        return "No variation to assess: the figures are all the same."
    beside = group.lower is None or group.upper is None or not group.lower <= usual <= group.upper
    if not group.varies or (2 * often > len(values) and beside):
        return "No variation to assess: the figures are nearly all the same."
    return ""


def _without_limits(line: Line, run: _Run, places: Sequence[int], flat: str) -> str:
    """Return why one group has no limits, and which it is where there are others."""
    first, last = (show_period(line.points[place].period) for place in (places[0], places[-1]))
    if flat:
        return flat if len(run.groups) == 1 else f"{first} to {last}: {flat[:1].lower()}{flat[1:]}"
    span = f"{first} to {last}" if len(places) > 1 else first
    return f"{span}: a group of {len(places)}, too few for limits, which take {FEWEST}."


def _left_out(line: Line, gap: int) -> str:
    return f"Figures before the gap at {show_period(line.points[gap].period)} are not judged."


def _improvement(polarity: Polarity) -> spc.Improvement:
    from ascdesk.stats import spc

    ways = {Polarity.HIGHER: spc.Improvement.INCREASE, Polarity.LOWER: spc.Improvement.DECREASE}
    return ways.get(polarity, spc.Improvement.NEUTRAL)


def _target(chart: Chart, place: int) -> float | None:
    """Return the number that is the target at a place, where the line is the one that it was set for."""
    point = chart.lines[chart.strong].points[place]
    if point.figure is None or point.figure.series or point.figure.dimension:
        return None
    level = next((each for each in chart.targets if each.name == _TARGET), None)
    value = level.at(place) if level is not None else None
    return None if value is None else float(value)


def _variation(icon: spc.Variation) -> str:
    if icon.value.startswith("neutral"):
        return "neither"
    return icon.value.split("_")[0].replace("common", "common cause")


def _limits(judged: spc.XmR, decimals: int) -> Limits:
    (group,) = judged.groups
    assert group.mean is not None
    assert group.lower is not None
    assert group.upper is not None
    centre, lower, upper = (as_shown(Decimal(each), decimals + 1) for each in (group.mean, group.lower, group.upper))
    return Limits(judged.points[0].key, judged.points[-1].key, group.count, centre, lower, upper)
