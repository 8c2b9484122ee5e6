"""From figures to what a chart shows: which lines, over which periods, beside which targets and comparators."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ascdesk.charts.axes import axis_of
from ascdesk.charts.levels import by_period, comparator_lines, target_levels, threshold_levels, whole_year_target
from ascdesk.charts.redefining import beside, break_words, with_breaks
from ascdesk.charts.statistic_words import statistics_notes, statistics_values
from ascdesk.charts.statistics import Statistics
from ascdesk.charts.values import ALONE, Chart, Line, Point, Split, SplitKind
from ascdesk.charts.words import alternative_text, axis_note, empty_sentence, notes_of, value_words
from ascdesk.defined import breaks
from ascdesk.model import Basis, Comparator, Definition, EntityId, Figure, Flag, Measure, Target, Unit
from ascdesk.periods import Period, PeriodKind
from ascdesk.store import Change

# Of these a whole stands beside its categories; a count of all would only press the categories flat.
_RATES = {Unit.PERCENT, Unit.PER_100K, Unit.SCORE, Unit.DAYS}
WHOLE = "All"
_ALIKE = 10
_LONGEST_FIRST = (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.HALF, PeriodKind.YEAR)
_NOTHING: Mapping[EntityId, Decimal] = {}
_Strands = dict[str, list[Figure]]


def build(
    measure: Measure,
    part: str,
    figures: Iterable[Figure],
    targets: Iterable[Target] = (),
    comparators: Iterable[Comparator] = (),
    kind: PeriodKind | None = None,
    split: Split | None = None,
    before: Mapping[EntityId, Decimal] = _NOTHING,
    usual: PeriodKind | None = None,
    definitions: Sequence[Definition] = (),
) -> Chart:
    """Return the chart of a measure and part.

    `figures` are all of the measure. Without a `kind` or `split`, or with one that holds nothing, the chart has
    the `usual` length of period, unless its measure is kept in another and leaves most of these empty, or else
    that with most figures; and the series beside the figure where they are of its size. `before` are the values
    that revised figures had. After an earlier one of its `definitions` that what followed does not compare with, the
    lines begin anew.
    """
    held = with_breaks(figures, definitions)
    splits = splits_of(measure, part, held)
    chosen = split if split in splits else _usual_split(measure, part, held, splits)
    strands = _strands(measure, part, chosen, held)
    kinds = _kinds({name: run for name, run in strands.items() if name != WHOLE} or strands)
    shown = kind if kind in kinds else _usual_kind(measure, strands, kinds, usual)
    every = [figure for run in strands.values() for figure in run]
    strands = _of_kind(strands, shown)
    chart = Chart(measure=measure, part=part, kind=shown, split=chosen, kinds=kinds, splits=splits)
    if sentence := empty_sentence(measure, every):
        return replace(chart, empty=sentence, alternative=sentence)
    own = {f.period: f for f in held if _is_main(f, part)}
    chart = replace(chart, anew=break_words(held, definitions))
    return _drawn(chart, strands, own, targets, comparators, before, breaks(definitions))


def with_statistics(chart: Chart, statistics: Statistics) -> Chart:
    """Return a chart with the statistics of its main line, on an axis that holds them, and with what they say."""
    if statistics is Statistics.NONE or chart.empty:
        return chart
    if statistics is Statistics.LIMITS:
        from ascdesk.charts.signals import signals_of

        found = replace(chart, signals=signals_of(chart))
    else:
        from ascdesk.charts.intervals import intervals_of

        found = replace(chart, intervals=intervals_of(chart))
    found = replace(found, axis=axis_of(chart.measure.unit, [*_all_values(chart), *statistics_values(found)]))
    others = [note for note in chart.notes if note != axis_note(chart)]
    notes = [*statistics_notes(found), axis_note(found), *others]
    return replace(found, notes=tuple(note for note in notes if note), alternative=alternative_text(found))


def splits_of(measure: Measure, part: str, figures: Sequence[Figure]) -> tuple[Split, ...]:
    """Return the ways in which a measure's figures can be set beside one another."""
    valued = [figure for figure in figures if figure.value is not None]
    found = [ALONE]
    if any(f.series and f.part == part and not f.dimension for f in valued):
        found.append(Split(SplitKind.SERIES))
    if len({f.part for f in valued if f.part in measure.parts and not f.dimension}) > 1:
        found.append(Split(SplitKind.PARTS))
    dimensions = sorted({f.dimension for f in valued if f.dimension and f.part == part})
    return (*found, *(Split(SplitKind.DIMENSION, name) for name in dimensions))


def values_before(changes: Iterable[Change], revised: Collection[EntityId]) -> dict[EntityId, Decimal]:
    """Return the latest other value that each revised figure had, from its changes, latest first."""
    before: dict[EntityId, Decimal] = {}
    for change in changes:
        was, now = change.before, change.after
        if change.entity not in revised or not isinstance(was, Figure) or not isinstance(now, Figure):
            continue
        if was.value is not None and was.value != now.value:
            before.setdefault(change.entity, was.value)
    return before


def _drawn(
    chart: Chart,
    strands: _Strands,
    own: Mapping[Period, Figure],
    targets: Iterable[Target],
    comparators: Iterable[Comparator],
    before: Mapping[EntityId, Decimal],
    broken: Sequence[Period],
) -> Chart:
    measure, part = chart.measure, chart.part
    periods = _periods(strands)
    lines = _lines(chart, strands, periods, before)
    wanted = by_period(t for t in targets if (t.part, t.series, t.dimension) == (part, "", ""))
    alike = beside((each for each in comparators if (each.part, each.series) == (part, "")), periods[-1], broken)
    drawn = replace(
        chart,
        periods=periods,
        lines=lines,
        targets=target_levels(measure, wanted, own, periods, broken),
        thresholds=threshold_levels(measure, wanted, periods),
        comparators=comparator_lines(measure, alike, periods[-1].financial_year),
    )
    drawn = replace(drawn, axis=axis_of(measure.unit, _all_values(drawn)))
    to_come = whole_year_target(measure, wanted, periods[-1])
    return replace(drawn, notes=notes_of(drawn, to_come), alternative=alternative_text(drawn))


def _is_main(figure: Figure, part: str) -> bool:
    return (figure.part, figure.series, figure.dimension) == (part, "", "")


def _strands(measure: Measure, part: str, split: Split, figures: Sequence[Figure]) -> _Strands:
    """Return the figures of every line by its name; lines without a figure stay out."""
    main = [figure for figure in figures if _is_main(figure, part)]
    found: _Strands = {}
    if split.kind is SplitKind.ALONE:
        return {"": main}
    if split.kind is SplitKind.PARTS:
        found = {name: [f for f in figures if _is_main(f, name)] for name in measure.parts}
    elif split.kind is SplitKind.SERIES:
        beside = [f for f in figures if f.series and f.part == part and not f.dimension]
        found = {main_name(measure): main, **{name: [] for name in measure.series}}
        for figure in beside:
            found.setdefault(figure.series, []).append(figure)
    else:
        within = [f for f in figures if f.dimension == split.dimension and f.part == part and not f.series]
        found = {WHOLE: main} if measure.unit in _RATES else {}
        found |= {name: [] for name in sorted({f.category for f in within})}
        for figure in within:
            found[figure.category].append(figure)
    return {name: run for name, run in found.items() if any(figure.value is not None for figure in run)}


def main_name(measure: Measure) -> str:
    """Return what the main figure is called beside the measure's other series."""
    return measure.unit_label.capitalize() or "Main figure"


def _usual_split(measure: Measure, part: str, figures: Sequence[Figure], splits: Sequence[Split]) -> Split:
    """Return the series where they can be read on one axis with the main figure, or where there is no other."""
    series = Split(SplitKind.SERIES)
    if series not in splits:
        return ALONE
    sizes = [
        max(abs(f.value) for f in run if f.value is not None)
        for run in _strands(measure, part, series, figures).values()
    ]
    none = not any(f.value is not None for f in figures if _is_main(f, part))
    return series if none or max(sizes) <= _ALIKE * min(sizes) else ALONE


def _kinds(strands: _Strands) -> tuple[PeriodKind, ...]:
    """Return the lengths of period that hold values, or else those that hold anything."""
    every = [figure for run in strands.values() for figure in run]
    held = {f.period.kind for f in every if f.value is not None} or {f.period.kind for f in every}
    return tuple(kind for kind in _LONGEST_FIRST if kind in held)


def _usual_kind(
    measure: Measure, strands: _Strands, kinds: Sequence[PeriodKind], usual: PeriodKind | None
) -> PeriodKind:
    own = measure.frequency.kind
    if usual is not None and usual in kinds:
        return own if own in kinds and _sparse(strands, usual) else usual
    counted = Counter(f.period.kind for run in strands.values() for f in run if f.period.kind in kinds)
    return max(kinds, key=lambda kind: counted[kind], default=PeriodKind.QUARTER)


def _sparse(strands: _Strands, kind: PeriodKind) -> bool:
    """Tell whether hardly more than every other period of a kind has a value."""
    held = {f.period for run in strands.values() for f in run if f.period.kind is kind and f.value is not None}
    places = (max(held).last - min(held).last) // kind.months + 1 if held else 1
    return places > 1 and 2 * len(held) <= places + 1


def _of_kind(strands: _Strands, kind: PeriodKind) -> _Strands:
    """Return the figures of one length of period; lines that have no value then stay out where others have."""
    kept = {name: [figure for figure in run if figure.period.kind is kind] for name, run in strands.items()}
    return {name: run for name, run in kept.items() if any(figure.value is not None for figure in run)} or kept


def _periods(strands: _Strands) -> tuple[Period, ...]:
    """Return every period from the first to the last, also those without a figure."""
    held = {figure.period for run in strands.values() for figure in run}
    first, last = min(held), max(held)
    return tuple(first.shift(step) for step in range((last.last - first.last) // first.months + 1))


def _lines(
    chart: Chart, strands: _Strands, periods: Sequence[Period], before: Mapping[EntityId, Decimal]
) -> tuple[Line, ...]:
    names = list(strands)
    strong = chart.part if chart.part in names and chart.split.kind is SplitKind.PARTS else names[0]
    return tuple(
        Line(name, tuple(_points(chart.measure, run, periods, before)), name == strong) for name, run in strands.items()
    )


def _points(
    measure: Measure, run: Iterable[Figure], periods: Sequence[Period], before: Mapping[EntityId, Decimal]
) -> Iterable[Point]:
    held = {figure.period: figure for figure in run}
    stride, due = _stride(measure, held)
    for period in periods:
        figure, expected = held.get(period), period.last % (stride * period.months) == due
        if figure is None:
            yield Point(period, shown="No figure" if expected else "No figure is due", expected=expected)
            continue
        follows = _follows(held, figure, stride)
        anew = measure.basis is Basis.CUMULATIVE and period.index == 1 and period.kind is not PeriodKind.YEAR
        yield Point(
            period, figure.value, figure, value_words(measure, figure) or "Left blank",
            joined=follows and not anew and figure.value is not None,
            expected=expected or figure.value is not None, revised_from=before.get(figure.id),
        )  # fmt: skip


def _stride(measure: Measure, held: Mapping[Period, Figure]) -> tuple[int, int]:
    """Return how many periods a measure's frequency goes on at a time, and where in them its figures stand.

    Where figures stand between, every period counts, whatever the frequency says.
    """
    months = next(iter(held)).months if held else 1
    stride = max(measure.frequency.months // months, 1)
    places = {period.last % (stride * months) for period, figure in held.items() if figure.value is not None}
    if len(places) == 1:
        return stride, places.pop()
    return 1, next(iter(held)).last % months if held else 0


def _follows(held: Mapping[Period, Figure], figure: Figure, stride: int) -> bool:
    """Tell whether a line leads to a figure from the one before, over periods in which none is due."""
    if Flag.BREAK in figure.flags:
        return False
    for back in range(1, stride + 1):
        earlier = held.get(figure.period.shift(-back))
        if earlier is not None and (earlier.value is not None or Flag.BREAK in earlier.flags):
            return earlier.value is not None
    return False


def _all_values(chart: Chart) -> list[Decimal]:
    points = [point.value for line in chart.lines for point in line.points if point.value is not None]
    levels = [span.value for level in chart.levels for span in level.spans]
    return points + levels + [each.value for each in chart.comparators]
