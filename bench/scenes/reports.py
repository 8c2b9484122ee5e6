"""The Reports page."""

from __future__ import annotations

from bench.studio import Studio
from ui.pages.reports import ReportsPage


def choose(studio: Studio, report: str, sheet: int = 0) -> None:
    """Open a report at one of its sheets."""
    studio.start("anytown", "reports")
    assert isinstance(studio.page, ReportsPage)
    studio.page.choice.choices[report].click()
    studio.page.tabs.setCurrentIndex(sheet)


def report_scorecard(studio: Studio) -> None:
    """The scorecard as it will be written."""
    choose(studio, "scorecard")


def report_scorecard_sheet(studio: Studio) -> None:
    """Another sheet of the scorecard."""
    choose(studio, "scorecard", 1)


def report_commentaries(studio: Studio) -> None:
    """The commentaries."""
    choose(studio, "commentaries")


def report_figures(studio: Studio) -> None:
    """The figures."""
    choose(studio, "figures")


SCENES = (report_scorecard, report_scorecard_sheet, report_commentaries, report_figures)
