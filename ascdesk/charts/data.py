"""A chart's points as a table: on screen, and to be pasted into a spreadsheet."""

from __future__ import annotations

from decimal import Decimal

from ascdesk.amounts import plain, show_amount
from ascdesk.charts.statistic_words import special_remark, statistics_columns, statistics_notes
from ascdesk.charts.values import Chart, Point
from ascdesk.charts.words import FLAG_WORDS, named
from ascdesk.model import Measure
from ascdesk.periods import Period, show_period


def table_heads(chart: Chart) -> tuple[str, ...]:
    """Return the column heads of a chart's data."""
    names = [line.name or chart.measure.unit_label.capitalize() or "Figure" for line in chart.lines]
    made_of = ("Numerator", "Denominator") if _has_ratio(chart) else ()
    remarks = ("Remarks",) if any(_remarks(chart)) else ()
    added = (head for head, _ in statistics_columns(chart))
    return ("Period", *names, *made_of, *(level.name for level in chart.levels), *added, *remarks)


def table_rows(chart: Chart, exact: bool = False) -> tuple[tuple[str, ...], ...]:
    """Return a chart's data, a row for every period: as it is printed, or exact, for a spreadsheet."""
    measure, rows = chart.measure, []
    remarks, added = _remarks(chart), statistics_columns(chart)
    for place, period in enumerate(chart.periods):
        cells = [show_period(period, "long" if exact else "short")]
        cells += [_cell(line.points[place], exact) for line in chart.lines]
        if _has_ratio(chart):
            figure = chart.lines[0].points[place].figure
            made_of = (figure.numerator, figure.denominator) if figure else (None, None)
            cells += ["" if each is None else plain(each) if exact else f"{each:,}" for each in made_of]
        for level in chart.levels:
            cells.append(_level_cell(measure, level.at(place), exact))
        cells += [_level_cell(measure, values[place], exact, more=1) for _, values in added]
        if any(remarks):
            cells.append(remarks[place])
        rows.append(tuple(cells))
    return tuple(rows)


def _remarks(chart: Chart) -> list[str]:
    """Return for every period what must be known of its points."""
    shown = []
    for place in range(len(chart.periods)):
        texts = []
        for line in chart.lines:
            figure = line.points[place].figure
            words = [FLAG_WORDS[flag] for flag in figure.flags] if figure and figure.value is not None else []
            texts += [f"{line.name}: {word}" if line.name else word for word in words]
            texts += [figure.note] if figure and figure.note else []
        texts += [special] if (special := special_remark(chart, place)) else []
        shown.append("; ".join(dict.fromkeys(texts)))
    return shown


def _level_cell(measure: Measure, value: Decimal | None, exact: bool, more: int = 0) -> str:
    if value is None:
        return ""
    return plain(value) if exact else show_amount(value, measure.unit, measure.decimals + more)


def _cell(point: Point, exact: bool) -> str:
    if point.value is None:
        return point.shown if point.figure is not None else ""
    return plain(point.value) if exact else point.shown


def _has_ratio(chart: Chart) -> bool:
    only = chart.lines[0].points if len(chart.lines) == 1 else ()
    return any(point.figure and point.figure.numerator is not None for point in only)


def as_text(chart: Chart) -> str:
    """Return a chart's data to be pasted into a spreadsheet: tabs between the cells, exact numbers."""
    lines = [(named(chart.measure, chart.part),), table_heads(chart), *table_rows(chart, exact=True)]
    lines += [(f"{each.name}", plain(each.value), _year(each.year)) for each in chart.comparators]
    lines += [(note,) for note in statistics_notes(chart)]
    return "\n".join("\t".join(" ".join(cell.split()) for cell in cells) for cells in lines) + "\n"


def _year(year: Period | None) -> str:
    return show_period(year) if year else "year not given"
