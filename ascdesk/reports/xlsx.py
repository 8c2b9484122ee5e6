"""A report as an Excel workbook: one table to a sheet, real numbers, native charts, set up for printing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from ascdesk.periods import show_period
from ascdesk.reports.cells import writable
from ascdesk.reports.contents import Contents
from ascdesk.reports.notes import notes_table
from ascdesk.reports.sheets import sheets
from ascdesk.reports.trends import Trend, find_trends, trend_table
from ascdesk.reports.xlsx_charts import trend_chart
from ascdesk.reports.xlsx_sheets import add_lead, add_table, set_up_page, set_widths
from ascdesk.reports.xlsx_style import add_styles

_CHARTS_ACROSS, _CHARTS_DOWN = 2, 2  # on a page
_CHART_COLUMNS, _CHART_ROWS = 8, 15  # cells of the sheet to a chart and the space around it
_CHART_COLUMN = 8.5  # characters


def write(report: str, contents: Contents, path: Path) -> None:
    """Write a report's workbook.

    It is made in memory, as openpyxl leaves a file open when the disk fills up under it.
    """
    stream = BytesIO()
    _workbook(report, contents).save(stream)
    path.write_bytes(stream.getbuffer())


def _workbook(report: str, contents: Contents) -> Workbook:
    workbook = Workbook(write_only=True)
    add_styles(workbook)
    _describe(workbook, report, contents)
    cuts: list[str] = []
    for table in sheets(report, contents):
        cuts += add_table(workbook, table)
        if report == "scorecard" and table.name == "Figures":
            _add_trends(workbook, contents)
    add_table(workbook, notes_table(contents, report, cuts))
    return workbook


def _describe(workbook: Workbook, report: str, contents: Contents) -> None:
    properties = workbook.properties
    what = "figures" if report == "figures" else show_period(contents.period)  # figures are of all periods
    properties.title = writable(f"{contents.title}, {what}")
    properties.creator = "ASC Desk"
    properties.language = "en-GB"
    properties.created = contents.made_at.astimezone(datetime.UTC).replace(tzinfo=None)


def _add_trends(workbook: Workbook, contents: Contents) -> None:
    """Add the charts, two beside one another, and after them the sheet of their numbers."""
    trends = find_trends(contents.scorecard)
    sheet: Worksheet = workbook.create_sheet("Trends")
    set_widths(sheet, [_CHART_COLUMN] * (_CHARTS_ACROSS * _CHART_COLUMNS))
    set_up_page(sheet, fit=False)  # Excel forgets page breaks where it fits pages
    said = "A hollow point is provisional, a gap is a period without a figure. The axis need not begin at 0."
    none = "No measure has three figures of one kind of period yet."
    lead = (f"{contents.title}: trends", said if trends else none)
    add_lead(sheet, lead)
    if trends:
        table = trend_table(contents, trends)
        add_table(workbook, table)
        _place_charts(sheet, workbook[table.name], trends, len(table.lead) + 2, len(lead) + 1)


def _place_charts(sheet: Worksheet, data: Worksheet, trends: Sequence[Trend], first: int, above: int) -> None:
    """Place the charts in rows of two; `first` is the row where their numbers begin."""
    for number, trend in enumerate(trends):
        down, across = divmod(number, _CHARTS_ACROSS)
        if across == 0 and down and down % _CHARTS_DOWN == 0:
            sheet.row_breaks.append(Break(id=above + down * _CHART_ROWS - 1))  # in the space between charts
        column = get_column_letter(1 + across * _CHART_COLUMNS)
        sheet.add_chart(trend_chart(data, trend, first), f"{column}{above + 1 + down * _CHART_ROWS}")
        first += len(trend.points)
