"""Blocks of cells on the clipboard: tables of Excel, LibreOffice, Word or a web page, and our own."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence

from PySide6.QtCore import QMimeData

from ascdesk.amounts import Reading, plain, read_amount
from ascdesk.copied import Block, as_shown, one_line, read_spreadsheet, read_tabbed, read_table
from ascdesk.model import Unit
from ascdesk.readings import scaled

# What a copied cell says with every digit, for pasting here again; other programs get what is shown.
EXACT = "application/x-ascdesk-cells"
# Tells Excel to leave a text alone: without it a code such as 1-2 would become a date.
_AS_TEXT = " style=\"mso-number-format:'\\@'\""
# The same for LibreOffice: British English, and a format of text.
_TEXT_HERE = ' sdnum="2057;0;@"'
# By whether it is a percentage and has decimals: LibreOffice keeps only formats of its own, and 0.0% is none.
_FORMATS = {(True, False): "0%", (True, True): "0.00%", (False, False): "#,##0", (False, True): "General"}
_SPREADSHEET = "XML Spreadsheet"


def write_block(shown: Block, exact: Block, texts: Sequence[int] = ()) -> QMimeData:
    """Return a block for the clipboard; `texts` are the columns that hold words."""
    mime = QMimeData()
    mime.setText("".join("\t".join(map(one_line, row)) + "\r\n" for row in shown))
    # A row of headings may stand above what was copied.
    digits = ((("",) * len(shown[0]),) if len(shown) > len(exact) else ()) + exact if shown else ()
    rows = (
        "".join(_cell(text, whole, at in texts) for at, (text, whole) in enumerate(zip(row, known, strict=True)))
        for row, known in zip(shown, digits, strict=True)
    )
    mime.setHtml(f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>")
    mime.setData(EXACT, json.dumps(exact).encode())
    return mime


def is_ours(mime: QMimeData) -> bool:
    """Tell whether the clipboard holds a block that was copied here."""
    return mime.hasFormat(EXACT)


def read_block(mime: QMimeData) -> Block:
    """Return the cells that the clipboard holds, as texts; nothing where it holds none."""
    if is_ours(mime):
        return tuple(tuple(row) for row in json.loads(bytes(mime.data(EXACT).data())))
    text = read_tabbed(mime.text()) if mime.hasText() else ()
    table = read_table(mime.html()) if mime.hasHtml() else ()
    # Qt gives a format of Windows that it does not know under a name of its own.
    sheet = next((name for name in mime.formats() if _SPREADSHEET in name), "")
    numbers = read_spreadsheet(bytes(mime.data(sheet).data()).decode("utf-8", "replace")) if sheet else {}
    block = as_shown(text, table, numbers)
    return block if any(any(row) for row in block) else ()


def _cell(text: str, exact: str, is_text: bool) -> str:
    """Return a cell of HTML: a text that is left alone, or a number that LibreOffice takes with every digit."""
    if is_text:
        return f"<td{_AS_TEXT}{_TEXT_HERE}>{html.escape(text)}</td>"
    return f"<td{_number_of(text, exact)}>{html.escape(text)}</td>"


def _number_of(text: str, exact: str) -> str:
    """Return LibreOffice's attributes for a number: without them it takes 41.2% and £721 for texts."""
    reading = read_amount(exact) or read_amount(text)
    shown = re.fullmatch(r"-?£?-?[0-9,]+(?P<places>\.[0-9]+)?(?P<percent>%?)", text)
    if not shown or not isinstance(reading, Reading) or reading.value is None or reading.numerator is not None:
        return ""
    value = scaled(reading.value, -2) if reading.unit is Unit.PERCENT else reading.value
    return f' sdval="{plain(value)}" sdnum="2057;0;{_FORMATS[bool(shown["percent"]), bool(shown["places"])]}"'
