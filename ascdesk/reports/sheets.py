"""Which tables a report has, in its order: what its writers write and what is shown before it is written."""

from __future__ import annotations

from typing import Any

from ascdesk.reports.cells import Table
from ascdesk.reports.contents import Contents
from ascdesk.reports.notes import notes_table
from ascdesk.reports.tables import commentary_table, figures_table, scorecard_table
from ascdesk.reports.texts import texts_table
from ascdesk.reports.trends import find_trends, trend_table


def sheets(report: str, contents: Contents) -> tuple[Table[Any], ...]:
    """Return the tables of a report, without its charts and notes."""
    if report == "commentaries":
        return (texts_table(contents),)
    if report == "figures":
        return (figures_table(contents, report),)
    said = (commentary_table(contents),) if contents.commentaries else ()
    return (scorecard_table(contents), figures_table(contents, report), *said)


def all_sheets(report: str, contents: Contents) -> tuple[Table[Any], ...]:
    """Return every table of a report's workbook: also the numbers that its charts draw, and its notes."""
    trends = find_trends(contents.scorecard) if report == "scorecard" else ()
    drawn = (trend_table(contents, trends),) if trends else ()
    return (*sheets(report, contents), *drawn, notes_table(contents, report, []))
