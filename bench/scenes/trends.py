"""The Trends page."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ascdesk.charts.statistics import Statistics
from ascdesk.periods import PeriodKind
from bench.studio import Studio
from ui.pages.trends import TrendsPage


def show(studio: Studio, code: str, part: str = "", sample: str = "anytown") -> TrendsPage:
    """Open a chart."""
    studio.start(sample, "trends", code, part)
    assert isinstance(studio.page, TrendsPage)
    return studio.page


def trends(studio: Studio) -> None:
    """One line with its target, its floor and comparators."""
    show(studio, "SU06")


def trends_months(studio: Studio) -> None:
    """One line by month, with a break in it."""
    by_month(show(studio, "AA06"))


def by_month(page: TrendsPage) -> TrendsPage:
    """Show months."""
    page.choices.kinds[PeriodKind.MONTH].click()
    return page


def trends_series(studio: Studio) -> None:
    """Several series of one measure, by month."""
    by_month(show(studio, "AA04"))


def trends_division(studio: Studio) -> None:
    """The categories of a dimension."""
    page = show(studio, "WF01")
    page.choices.split.menu().actions()[1].trigger()


def trends_range(studio: Studio) -> None:
    """A target that is a range."""
    show(studio, "SG02")


def trends_money(studio: Studio) -> None:
    """Millions of pounds, and below zero."""
    show(studio, "FI03")


def trends_part(studio: Studio) -> None:
    """One part of a measure with a long name."""
    show(studio, "RH01", "Statutory")


def trends_few(studio: Studio) -> None:
    """A report with few periods."""
    studio.start("scorecard", "trends")


def trends_words(studio: Studio) -> None:
    """A measure in words, of which there is no chart."""
    show(studio, "PR05")


def trends_none(studio: Studio) -> None:
    """A measure with nothing to draw."""
    studio.start("ascof", "trends", "M001")


def trends_read(studio: Studio) -> None:
    """A point in the middle that is read."""
    plot = by_month(show(studio, "SU03")).large.plot
    plot.setFocus()
    assert plot.chart
    plot.set_cursor((plot.strong(), len(plot.chart.periods) // 2))


def trends_table(studio: Studio) -> None:
    """The points as a table beside the chart."""
    show(studio, "SU06").choices.table.setChecked(True)


def trends_wall(studio: Studio) -> None:
    """Small charts of every measure of a section."""
    show(studio, "SU03").show_wall(True)
    for _ in range(20):
        studio.settle()


def trends_wall_workforce(studio: Studio) -> None:
    """Small charts with words and ranges among them."""
    show(studio, "WF05").show_wall(True)
    for _ in range(20):
        studio.settle()


def trends_found(studio: Studio) -> None:
    """The list of measures, after something was typed above it."""
    studio.type("hospital", show(studio, "RH05").chooser.box)


def trends_lines_menu(studio: Studio) -> None:
    """Which lines a chart can have."""
    button = show(studio, "WF01").choices.split
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
    studio.hit(Qt.Key.Key_Down)


def with_statistics(page: TrendsPage, statistics: Statistics) -> TrendsPage:
    """Choose statistics from the menu."""
    page.choices.statistics.menu().actions()[list(Statistics).index(statistics)].trigger()
    return page


def trends_limits(studio: Studio) -> None:
    """Control limits by month, anew after a break, with special causes."""
    with_statistics(by_month(show(studio, "SG04")), Statistics.LIMITS)


def trends_limits_signals(studio: Studio) -> None:
    """A control chart with many special causes, one of them read."""
    plot = with_statistics(by_month(show(studio, "RH04")), Statistics.LIMITS).large.plot
    plot.setFocus()
    plot.set_cursor((plot.strong(), 46))


def trends_limits_neutral(studio: Studio) -> None:
    """A control chart of a count that has no better way, beside other series."""
    with_statistics(by_month(show(studio, "SG06")), Statistics.LIMITS)


def trends_limits_refused(studio: Studio) -> None:
    """A measure of which there can be no control chart."""
    with_statistics(show(studio, "SU06"), Statistics.LIMITS)


def trends_intervals(studio: Studio) -> None:
    """Confidence intervals of percentages, and their columns in the table."""
    page = with_statistics(show(studio, "AA07"), Statistics.INTERVALS)
    page.choices.table.setChecked(True)


def trends_limits_wall(studio: Studio) -> None:
    """Small control charts of a section."""
    page = with_statistics(by_month(show(studio, "SG04")), Statistics.LIMITS)
    page.show_wall(True)
    for _ in range(20):
        studio.settle()


def trends_statistics_menu(studio: Studio) -> None:
    """Which statistics a chart can have."""
    button = show(studio, "SG04").choices.statistics
    button.menu().popup(button.mapToGlobal(button.rect().bottomLeft()))
    studio.hit(Qt.Key.Key_Down)


def trends_arithmetic(studio: Studio) -> None:
    """How the figure was rated, beside its chart."""
    show(studio, "SU03").large.opener.click()


SCENES = (
    trends, trends_months, trends_series, trends_division, trends_range, trends_money, trends_part, trends_few,
    trends_words, trends_none, trends_read, trends_table, trends_wall, trends_wall_workforce, trends_found,
    trends_lines_menu, trends_limits, trends_limits_signals, trends_limits_neutral, trends_limits_refused,
    trends_intervals, trends_limits_wall, trends_statistics_menu, trends_arithmetic,
)  # fmt: skip
