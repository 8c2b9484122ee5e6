"""Tables of text: comma, semicolon or tab between cells, in the encodings that councils' systems write."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter

from ascdesk.errors import UserError
from ascdesk.returns.values import Cell, CellKind, Sheet

_DELIMITERS = ",;\t|"
# Python's own limit is 128 KiB a cell; a long commentary is no reason to refuse a file.
_CELL_LIMIT = 16 * 1024 * 1024
_PROTECTED = re.compile(r"^'(?=[=+\-@\t\r])")


def decode(name: str, content: bytes) -> str:
    """Return the text of a file in UTF-8, UTF-16 or Windows-1252, or say that it is none of them."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise UserError(
        f"“{name}” is neither a workbook nor a table of text.",
        "Open it in Excel, save it as an Excel workbook (.xlsx), and import that.",
    )


def read_delimited(name: str, content: bytes) -> Sheet:
    """Return the one sheet of a table of text; every cell is text, as typed."""
    text = decode(name, content)
    csv.field_size_limit(_CELL_LIMIT)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UserError(f"“{name}” cannot be read as a table: {error}.", "Save it again from Excel.") from error
    rows = (
        tuple(
            Cell(number, column, CellKind.TEXT, _PROTECTED.sub("", value))
            for column, value in enumerate(line, 1)
            if value.strip()
        )
        for number, line in enumerate(lines, 1)
    )
    return Sheet("Table", tuple(row for row in rows if row))


def _delimiter(text: str) -> str:
    """Return the delimiter that the first lines use most outside quotation marks."""
    sample = re.sub(r'"[^"]*"', "", text[:20000])
    return max(_DELIMITERS, key=lambda delimiter: (sample.count(delimiter), -_DELIMITERS.index(delimiter)))


def is_table(sheet: Sheet) -> bool:
    """Tell whether most lines have equally many cells, and more than one, as no text of sentences has."""
    widths = Counter(len(row) for row in sheet.rows)
    return any(width > 1 and 2 * count > len(sheet.rows) for width, count in widths.items())
