"""What is written around a chart: notes, the text in its place, what a point says, its data as a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from ascdesk.amounts import show_amount, show_marker
from ascdesk.charts.statistic_words import statistics_notes, statistics_of_point
from ascdesk.charts.values import Chart, Line, Point, Split, SplitKind
from ascdesk.judging.standing import other_period
from ascdesk.model import Basis, Figure, Flag, Measure, Target, Unit
from ascdesk.periods import PeriodKind, show_period
from ascdesk.scorecard import Row

KIND_WORDS = {
    PeriodKind.MONTH: "Months",
    PeriodKind.QUARTER: "Quarters",
    PeriodKind.HALF: "Halves",
    PeriodKind.YEAR: "Years",
}
_BASIS_NOTES = {
    Basis.CUMULATIVE: "Counted from April; every year begins anew.",
    Basis.ROLLING_12: "Each point is of the 12 months up to its end.",
    Basis.SNAPSHOT: "As it stood on the last day of each period.",
    Basis.CUMULATIVE_AVERAGE: "The average since April.",
    Basis.SURVEY: "From a survey.",
}
FLAG_WORDS = {
    Flag.PROVISIONAL: "Provisional",
    Flag.ESTIMATED: "Estimated",
    Flag.REVISED: "Revised",
    Flag.BREAK: "Break: not comparable with what is before it",
}
_FEW = 3


def split_words(split: Split) -> str:
    """Return what a split is called where one chooses it."""
    if split.kind is SplitKind.DIMENSION:
        return f"By {split.dimension}"
    return {SplitKind.ALONE: "The figure alone", SplitKind.SERIES: "With its series", SplitKind.PARTS: "All its parts"}[
        split.kind
    ]


def named(measure: Measure, part: str) -> str:
    """Return a measure as a chart is headed: code, title and part."""
    title = measure.title.rstrip(".") if part else measure.title
    tail = f" ·\u00a0{part}" if part else ""  # the dot stays with the part where the line breaks
    return (f"{measure.code} · {title}" if measure.code else title) + tail


def value_words(measure: Measure, figure: Figure | None) -> str:
    """Return a figure in words alone: what its flags say stands beside it."""
    if figure is None:
        return ""
    if figure.value is None:
        return show_marker(figure.marker, figure.raw) if figure.marker else ""
    return show_amount(figure.value, measure.unit, measure.decimals)


def reason_words(row: Row) -> str:
    """Return the period that a row is judged by, what its flags say of the figure, and the reason for its rating."""
    flags = row.shown.flags if row.shown and row.shown.value is not None else ()
    when = other_period(row.measure, row.standing, row.period) or show_period(row.period)
    said = [when, *(FLAG_WORDS[flag].lower() for flag in flags if flag is not Flag.BREAK)]
    return f"{', '.join(said)}: {row.reason}"


def empty_sentence(measure: Measure, figures: Sequence[Figure]) -> str:
    """Return why nothing can be drawn and what to do, or nothing where something can."""
    if any(figure.value is not None for figure in figures):
        return ""
    if not figures:
        return "There are no figures of this measure yet. Type them on Figures, or import a return."
    if measure.unit is Unit.TEXT:
        said = list(dict.fromkeys(f"{f.raw} ({show_period(f.period)})" for f in _in_order(figures) if f.raw))
        return f"The figures of this measure are words, which cannot be drawn: {_list(said)}."
    why = dict.fromkeys(value_words(measure, figure) or "left blank" for figure in _in_order(figures))
    return f"There is no number to draw. In place of figures stands: {_list(list(why))}."


def _in_order(figures: Iterable[Figure]) -> list[Figure]:
    return sorted(figures, key=lambda figure: figure.period)


def _list(texts: Sequence[str]) -> str:
    shown = "; ".join(texts[-_FEW:])
    return f"{shown}; and {len(texts) - _FEW} before" if len(texts) > _FEW else shown


def notes_of(chart: Chart, to_come: Target | None = None) -> tuple[str, ...]:
    """Return what a reader must know to read the chart; `to_come` is a target that only the year's end can meet."""
    measure = chart.measure
    notes = [axis_note(chart), _lag_note(measure.lag_months)]
    if measure.unit is Unit.PER_100K:
        notes.append("Rate per 100,000.")
    elif measure.unit is Unit.DAYS:
        notes.append("In days.")
    notes.append(_BASIS_NOTES.get(measure.basis, ""))
    if to_come is not None and to_come.value is not None:
        goal = show_amount(to_come.value, measure.unit, measure.decimals)
        notes.append(f"The target of {goal} is for the whole of {show_period(to_come.year)}.")
    notes.append(_hollow_note(chart))
    notes += [*_break_notes(chart), *_revision_notes(chart), _gap_note(chart)]
    return tuple(note for note in notes if note)


def axis_note(chart: Chart) -> str:
    """Return where the axis does not start or end as one might think, or nothing."""
    assert chart.axis
    starts = chart.axis.low == 0 or (chart.axis.low < 0 <= chart.axis.high)
    ends = chart.measure.unit is not Unit.PERCENT or chart.axis.high >= 100
    if starts:
        return "" if ends else "The axis does not end at 100."
    return "The axis does not start at 0." if ends else "The axis does not start at 0 or end at 100."


def _lag_note(months: int) -> str:
    if not months:
        return ""
    lengths = {1: "a month", 3: "a quarter", 6: "half a year", 12: "a year"}
    return f"Runs {lengths.get(months, f'{months} months')} in arrears."


def _hollow_note(chart: Chart) -> str:
    flags = {flag for _, point in _points(chart) if point.figure and point.provisional for flag in point.figure.flags}
    words = [word for flag, word in ((Flag.PROVISIONAL, "provisional"), (Flag.ESTIMATED, "estimated")) if flag in flags]
    return f"Hollow points are {' or '.join(words)}." if words else ""


def _break_notes(chart: Chart) -> list[str]:
    breaks = {point.period: point for _, point in _points(chart) if point.broken}
    breaks |= {
        point.period: point for _, point in _points(chart) if point.broken and point.figure and point.figure.note
    }
    texts, redefined = [], dict(chart.anew)
    for period in sorted(breaks):
        figure = breaks[period].figure
        said = "; ".join(filter(None, (redefined.get(period, ""), figure.note if figure else "")))
        why = f": {said.rstrip('.')}" if said else ""
        texts.append(f"Break at {show_period(period)}{why}.")
    return texts


def _revision_notes(chart: Chart) -> list[str]:
    """Return what was revised from what; only how many, where they are many."""
    revised = [(line, point) for line, point in _points(chart) if point.revised_from is not None]
    if len(revised) > _FEW:
        return [f"{len(revised)} points were revised; their earlier values stand with them."]
    measure = chart.measure
    return [
        f"{_of(line)}{show_period(point.period)} was revised from "
        f"{show_amount(point.revised_from, measure.unit, measure.decimals)}."
        for line, point in revised
        if point.revised_from is not None
    ]


def _of(line: Line) -> str:
    return f"{line.name}: " if line.name else ""


def _gap_note(chart: Chart) -> str:
    """Return which periods have no value, and why, or how many where they are many."""
    strong = next(line for line in chart.lines if line.strong)
    gaps = [point for point in strong.points if point.value is None and point.expected]
    if len(gaps) > _FEW:
        return f"{len(gaps)} of {sum(point.expected for point in strong.points)} periods have no figure."
    said = "; ".join(f"{show_period(point.period)} – {_lowered(point.shown)}" for point in gaps)
    return f"Gaps: {said.rstrip('.')}." if said else ""


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def _points(chart: Chart) -> Iterable[tuple[Line, Point]]:
    return ((line, point) for line in chart.lines for point in line.points)


def alternative_text(chart: Chart) -> str:
    """Return the chart in words, for who cannot see it."""
    first, last = show_period(chart.periods[0]), show_period(chart.periods[-1])
    span = f"from {first} to {last}" if len(chart.periods) > 1 else f"for {first}"
    texts = [f"{named(chart.measure, chart.part)}, {KIND_WORDS[chart.kind].lower()} {span}."]
    texts += [_line_words(line) for line in chart.lines]
    beside = [level.words for level in chart.levels] + [each.words for each in chart.comparators]
    if beside:
        texts.append(f"{'; '.join(beside)}.")
    return " ".join((*texts, *statistics_notes(chart)))


def _line_words(line: Line) -> str:
    held = [point for point in line.points if point.value is not None]
    if not held:
        return f"{_of(line)}no figures."
    latest = f"{f'{line.name}: latest' if line.name else 'Latest'} {held[-1].shown} in {show_period(held[-1].period)}"
    if len(held) == 1:
        return f"{latest}, the only figure."
    low = min(held, key=lambda point: point.value or 0)
    high = max(held, key=lambda point: point.value or 0)
    return (
        f"{latest}; first {held[0].shown} in {show_period(held[0].period)}; highest {high.shown} in "
        f"{show_period(high.period)}, lowest {low.shown} in {show_period(low.period)}; "
        f"{len(held)} of {sum(point.expected for point in line.points)} periods have a figure."
    )


def point_words(chart: Chart, line: Line, place: int, source: str = "") -> tuple[str, ...]:
    """Return what one point says, line by line: period, value, what it is made of, what it is held against."""
    point, measure = line.points[place], chart.measure
    texts = [show_period(point.period), f"{_of(line)}{point.shown}"]
    figure = point.figure
    if figure is not None:
        if figure.numerator is not None:
            whole = f" of {_count(figure.denominator)}" if figure.denominator is not None else ""
            texts.append(f"{_count(figure.numerator)}{whole}")
        texts += [FLAG_WORDS[flag] for flag in figure.flags]
    if point.revised_from is not None:
        texts.append(f"Was {show_amount(point.revised_from, measure.unit, measure.decimals)} before")
    texts += [*_held_against(chart, place), *statistics_of_point(chart, line, place)]
    if figure is not None and figure.note:
        texts.append(figure.note)
    return (*texts, source) if source and figure is not None else tuple(texts)


def _held_against(chart: Chart, place: int) -> list[str]:
    shown = []
    for level in chart.levels:
        value = level.at(place)
        if value is not None:
            shown.append(f"{level.name} {show_amount(value, chart.measure.unit, chart.measure.decimals)}")
    return [" · ".join(shown)] if shown else []


def _count(value: Decimal) -> str:
    return f"{value:,}"
