"""The pages that a file is shown on, each loaded when it is first shown."""

from __future__ import annotations

from importlib import import_module

from ui.page import Desk, Page

PAGES = {
    "overview": "ui.pages.overview:OverviewPage",
    "figures": "ui.pages.figures:FiguresPage",
    "commentary": "ui.pages.commentary:CommentaryPage",
    "scorecard": "ui.pages.scorecard:ScorecardPage",
    "trends": "ui.pages.trends:TrendsPage",
    "reports": "ui.pages.reports:ReportsPage",
    "measures": "ui.pages.measures:MeasuresPage",
    "new_year": "ui.pages.new_year:NewYearPage",
    "reconciliation": "ui.pages.reconciliation:ReconciliationPage",
}


def make_page(key: str, desk: Desk) -> Page:
    """Return the page of a key, new; only now is its module loaded."""
    module, _, name = PAGES[key].partition(":")
    page: Page = getattr(import_module(module), name)(desk)
    return page
