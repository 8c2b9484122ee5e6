"""Cells of a workbook: real numbers, and text that is never anything but text."""

from __future__ import annotations

import math
from decimal import Decimal

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.worksheet.worksheet import Worksheet

from ascdesk.amounts import plain
from ascdesk.model import Rating, Unit
from ascdesk.reports.cells import Amount, Cell, Rank, like_formula, writable
from ascdesk.reports.xlsx_style import NUMBER, RATING_MARKS, TEXT, amount_format, rank_format, rating_style

LONGEST = 32_767  # Excel's limit, counted as Excel counts: in halves of UTF-16
_CUT = " … [cut short, see Notes]"


def make_cell(sheet: Worksheet, content: Cell, style: str = TEXT) -> SheetCell:
    """Return the cell that shows a table's content; an empty one only carries its style."""
    if isinstance(content, Amount):
        return _amount(sheet, content)
    if isinstance(content, Rank):
        return _number(sheet, content.place, rank_format(content))
    if isinstance(content, Rating):
        return _text(sheet, RATING_MARKS[content], rating_style(content))
    return _text(sheet, fitting(content), style)


def fitting(text: str) -> str:
    """Return a text that a cell can hold, which says so itself where it was cut."""
    clean = writable(text)
    if not overflow(clean):
        return clean
    return _encoded(clean)[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def overflow(text: str) -> int:
    """Return by how much a text is too long for a cell."""
    return max(0, len(_encoded(writable(text))) // 2 - LONGEST)


def _encoded(text: str) -> bytes:
    return text.encode("utf-16-le")


def _amount(sheet: Worksheet, amount: Amount) -> SheetCell:
    number = in_cell(amount.value, amount.unit)
    if math.isfinite(number):
        return _number(sheet, number, amount_format(amount))
    return _text(sheet, plain(amount.value), TEXT)


def in_cell(value: Decimal, unit: Unit) -> float:
    """Return the number that a cell holds: a percentage as the fraction that Excel shows as one."""
    return float(value.scaleb(-2) if unit is Unit.PERCENT else value)


def _number(sheet: Worksheet, number: float, shown: str) -> SheetCell:
    cell = WriteOnlyCell(sheet, number)
    cell.style = NUMBER
    cell.number_format = shown
    return cell


def _text(sheet: Worksheet, text: str, style: str) -> SheetCell:
    cell = WriteOnlyCell(sheet)
    cell.style = style
    if text:
        cell.value = text
        cell.data_type = "s"  # openpyxl takes "=1+1" for a formula and "#N/A" for an error
        cell.quotePrefix = like_formula(text)
    return cell
