"""What statistics say on a chart: in its notes, of one point, and as columns of its table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ascdesk.amounts import show_amount
from ascdesk.charts.statistics import HIT_OR_MISS, MEETS, Finding, Limits, Meaning, Signals, Special
from ascdesk.charts.values import Chart, Line
from ascdesk.judging.shown import as_shown
from ascdesk.model import Basis, Polarity, Unit
from ascdesk.periods import show_period

_FEW = 3
_NEVER_BELOW_0 = {Unit.PERCENT, Unit.PER_100K, Unit.COUNT, Unit.DAYS}
_SNAPSHOTS = "Snapshots hold largely the same from one to the next, so the limits may be too narrow."


def statistics_notes(chart: Chart) -> tuple[str, ...]:
    """Return what the statistics of a chart found, and by which rules; nothing where none are shown."""
    if chart.signals is not None:
        return _signal_notes(chart, chart.signals)
    if chart.intervals is None:
        return ()
    found = chart.intervals
    return (found.refused,) if found.refused else (f"{_of(chart)}{found.method}", *found.remarks)


def _signal_notes(chart: Chart, signals: Signals) -> tuple[str, ...]:
    if signals.refused:
        return (signals.refused,)
    notes = [_finding_note(chart, signals.findings), _icon_note(chart, signals), _limit_note(chart, signals.limits[-1])]
    notes += [*signals.remarks, _impossible_note(chart, signals.limits[-1])]
    if chart.measure.basis is Basis.SNAPSHOT:
        notes.append(_SNAPSHOTS)
    notes.append(f"Control chart{_of_line(chart)} by {signals.rule_set}.")
    return tuple(note for note in notes if note)


def _finding_note(chart: Chart, findings: Sequence[Finding]) -> str:
    if not findings:
        return "No special cause was found."
    shown, neutral = findings[-_FEW:], all(each.meaning is Meaning.NEUTRAL for each in findings)
    ends = ["" if neutral else f": {each.meaning.value}" for each in shown]
    said = [f"{each.words}, {_span(chart, each.first, each.last)}{end}" for each, end in zip(shown, ends, strict=True)]
    before = f"; and {_runs(len(findings) - _FEW)} earlier" if len(findings) > _FEW else ""
    return f"Special cause{f', {Meaning.NEUTRAL.value}' if neutral else ''}: {'; '.join(said)}{before}."


def _runs(count: int) -> str:
    return "1 more run of points" if count == 1 else f"{count} more runs of points"


def _span(chart: Chart, first: int, last: int) -> str:
    begin, end = (show_period(chart.periods[place]) for place in (first, last))
    return begin if first == last else f"{begin} to {end}"


def _icon_note(chart: Chart, signals: Signals) -> str:
    """Return the variation and assurance icons as words."""
    if not signals.variation:
        return ""
    texts = [f"Variation now: {signals.variation}."]
    if signals.target is not None and signals.target_year is not None:
        goal = f"target of {_amount(chart, signals.target, 0)} for {show_period(signals.target_year)}"
        limits = signals.limits[-1]
        where = "above" if signals.target > limits.centre else "below"
        said = "between the limits, so that it is met or missed at random"
        said = said if signals.assurance == HIT_OR_MISS else f"{where} the limits{_all_the_same(chart, signals)}"
        texts.append(f"Assurance: {signals.assurance}; the {goal} is {said}.")
    return " ".join(texts)


def _all_the_same(chart: Chart, signals: Signals) -> str:
    """Return that the latest figure is on the other side of the target than the limits lead to expect."""
    value, target = chart.lines[chart.strong].points[signals.limits[-1].last].value, signals.target
    if value is None or target is None:
        return ""
    value, target = (as_shown(each, chart.measure.decimals) for each in (value, target))
    meets = value >= target if chart.measure.polarity is Polarity.HIGHER else value <= target
    if meets == (signals.assurance == MEETS):
        return ""
    return f", though the latest figure {'meets' if meets else 'misses'} it"


def _limit_note(chart: Chart, limits: Limits) -> str:
    centre, lower, upper = (_amount(chart, each) for each in (limits.centre, limits.lower, limits.upper))
    span = f", {_span(chart, limits.first, limits.last)}"
    if limits.last == chart.lines[chart.strong].last and chart.lines[chart.strong].points[limits.first].broken:
        span = f" since the break at {show_period(chart.periods[limits.first])}"
    return f"Centre line {centre}, limits {lower} to {upper}, from {limits.count} figures{span}."


def _impossible_note(chart: Chart, limits: Limits) -> str:
    """Return which limit no figure can reach: limits are not cut off."""
    points = chart.lines[chart.strong].points
    held = [point.value for point in points if point.value is not None]
    above = chart.measure.unit is Unit.PERCENT and limits.upper > 100 >= max(held)
    below = chart.measure.unit in _NEVER_BELOW_0 and limits.lower < 0 <= min(held)
    said = [text for text, it in (("above 100%", above), ("below 0", below)) if it]
    return f"No figure can be {' or '.join(said)}, though the limits, which are not cut off, are." if said else ""


def _of(chart: Chart) -> str:
    name = _name(chart)
    return f"{name}: " if name else ""


def _of_line(chart: Chart) -> str:
    name = _name(chart)
    return f" of {name}" if name else ""


def _name(chart: Chart) -> str:
    """Return the name of the line that statistics are of, where there are others."""
    return chart.lines[chart.strong].name if len(chart.lines) > 1 else ""


def statistics_of_point(chart: Chart, line: Line, place: int) -> list[str]:
    """Return what statistics say of one point, line by line."""
    if not line.strong:
        return []
    texts = []
    if chart.signals is not None:
        special, limits = chart.signals.special(place), chart.signals.at(place)
        if special is not None:
            texts.append(special_words(special))
        elif limits is not None and line.points[place].value is not None:
            texts.append("Common cause")
        if limits is not None:
            lower, centre, upper = (_amount(chart, each) for each in (limits.lower, limits.centre, limits.upper))
            texts.append(f"Limits {lower} to {upper} · Centre line {centre}")
    if chart.intervals is not None and (between := chart.intervals.at(place)) is not None:
        texts.append(f"95% interval {_amount(chart, between.lower)} to {_amount(chart, between.upper)}")
    return texts


def statistics_columns(chart: Chart) -> tuple[tuple[str, tuple[Decimal | None, ...]], ...]:
    """Return the columns that statistics add to a chart's table: each one's head, and a value for every period."""
    places = range(len(chart.periods))
    if chart.signals is not None and not chart.signals.refused:
        limits = [chart.signals.at(place) for place in places]
        return (
            ("Lower limit", tuple(each.lower if each else None for each in limits)),
            ("Centre line", tuple(each.centre if each else None for each in limits)),
            ("Upper limit", tuple(each.upper if each else None for each in limits)),
        )
    if chart.intervals is not None and not chart.intervals.refused:
        between = [chart.intervals.at(place) for place in places]
        return (
            ("95% from", tuple(each.lower if each else None for each in between)),
            ("95% to", tuple(each.upper if each else None for each in between)),
        )
    return ()


def statistics_values(chart: Chart) -> list[Decimal]:
    """Return every value that statistics draw."""
    return [value for _, values in statistics_columns(chart) for value in values if value is not None]


def special_remark(chart: Chart, place: int) -> str:
    """Return what a table remarks of a place: its special cause."""
    special = chart.signals.special(place) if chart.signals is not None else None
    return special_words(special) if special is not None else ""


def special_words(special: Special) -> str:
    """Return what is special about a point, and what it means."""
    return f"Special cause, {special.meaning.value}: {special.words}"


def _amount(chart: Chart, value: Decimal, more: int = 1) -> str:
    return show_amount(value, chart.measure.unit, chart.measure.decimals + more)
