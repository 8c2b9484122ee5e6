"""A sheet of a workbook with one table: its lines above, its rows, and how it is printed."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import TypeVar

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ascdesk.errors import UserError
from ascdesk.reports.cells import Cell, Table
from ascdesk.reports.xlsx_cells import LONGEST, make_cell, overflow
from ascdesk.reports.xlsx_style import HEADING, LEAD, TEXT, TITLE

T = TypeVar("T")

_MOST_ROWS = 1_048_576
_A4 = 9
_MARGIN = 0.28  # inches
_LINE, _HIGHEST = 12.75, 409.0  # points: a line of text, and the highest row that Excel has
_NARROW = 1.05  # characters of our text to one of the font that widths are counted in
_SHOWN = 4_000  # characters of a text that the highest row can show


def add_table(workbook: Workbook, table: Table[T]) -> list[str]:
    """Add a sheet with a table; return a sentence for every text that was too long for its cell."""
    head, end = len(table.lead) + 1, len(table.lead) + 1 + len(table.items)
    if end > _MOST_ROWS:
        raise UserError("An Excel sheet cannot hold so many figures.", "Export them as .csv.")
    sheet: Worksheet = workbook.create_sheet(table.name)  # a write-only one: the set-up comes before the rows
    headings = [column.heading for column in table.columns]
    widths = [column.width for column in table.columns]
    set_widths(sheet, widths)
    sheet.freeze_panes = f"{get_column_letter(table.held + 1)}{head + 1}"
    set_up_page(sheet)
    sheet.print_title_rows = f"{head}:{head}"
    printed = sum(column.printed for column in table.columns)
    sheet.print_area = f"A1:{get_column_letter(printed)}{end}"
    add_lead(sheet, table.lead)
    _append(sheet, head, headings, widths, HEADING)
    cuts: list[str] = []
    for number, row in enumerate(table.rows(), head + 1):
        _append(sheet, number, row, widths)
        cuts += _cuts(table.name, number, row)
    if table.items:  # Excel refuses a table without rows
        _mark_table(sheet, headings, f"A{head}:{get_column_letter(len(headings))}{end}")
    return cuts


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the widths of the first columns, in characters."""
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width


def set_up_page(sheet: Worksheet, *, fit: bool = True) -> None:
    """Print on A4 across, with page numbers; `fit` makes the columns as small as one page needs."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    if fit:
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = _MARGIN
    margins.bottom, margins.footer = 2 * _MARGIN, _MARGIN
    footer = HeaderFooterItem()
    footer.left.text, footer.right.text = "&A", "Page &P of &N"
    sheet.HeaderFooter.oddFooter = footer


def add_lead(sheet: Worksheet, lead: Sequence[str]) -> None:
    """Write the lines above a table, the sheet's title first."""
    for number, line in enumerate(lead):
        sheet.append([make_cell(sheet, line, LEAD if number else TITLE)])


def _append(sheet: Worksheet, number: int, row: Sequence[Cell], widths: Sequence[int], style: str = TEXT) -> None:
    """Append a row as high as its longest text needs: not every program sees to that itself."""
    lines = max(_lines(cell, width) for cell, width in zip(row, widths, strict=True))
    sheet.row_dimensions[number].height = min(_HIGHEST, lines * _LINE + 3)
    sheet.append([make_cell(sheet, cell, style) for cell in row])


def _lines(cell: Cell, width: int) -> int:
    if not isinstance(cell, str) or (len(cell) < width and "\n" not in cell):
        return 1
    fits = round(width * _NARROW)
    return sum(len(textwrap.wrap(line, fits)) or 1 for line in cell[:_SHOWN].split("\n"))


def _cuts(name: str, number: int, row: Sequence[Cell]) -> list[str]:
    return [
        f"{name}, cell {get_column_letter(column)}{number}: {over:,} characters more than the {LONGEST:,} "
        "that a cell can hold."
        for column, cell in enumerate(row, 1)
        if isinstance(cell, str) and len(cell) * 2 > LONGEST and (over := overflow(cell))
    ]


def _mark_table(sheet: Worksheet, headings: Sequence[str], place: str) -> None:
    """Tell Excel and screen readers that the rows are a table."""
    marked = SheetTable(displayName=sheet.title.replace(" ", "_"), ref=place, autoFilter=AutoFilter(ref=place))
    marked.tableColumns = [TableColumn(id=number, name=name) for number, name in enumerate(headings, 1)]
    marked.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=False)
    sheet.tables.add(marked)  # add_table() would warn, whatever columns are there
