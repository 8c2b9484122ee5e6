"""Blocks of cells on the clipboard: tables of Excel, LibreOffice, Word or a web page, and our own."""

from __future__ import annotations

import csv
import html
import io
import json
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QMimeData
from typing_extensions import override

from ascdesk.pasting import Block

# What a copied cell says with every digit, for pasting here again; other programs get what is shown.
EXACT = "application/x-ascdesk-cells"
# Tells Excel to leave a text alone: without it a code such as 1-2 would become a date.
_AS_TEXT = " style=\"mso-number-format:'\\@'\""


def write_block(shown: Block, exact: Block, texts: Sequence[int] = ()) -> QMimeData:
    """Return a block for the clipboard; `texts` are the columns that hold words."""
    mime = QMimeData()
    mime.setText("".join("\t".join(map(_one_line, row)) + "\r\n" for row in shown))
    cells = (
        "".join(f"<td{_AS_TEXT if at in texts else ''}>{html.escape(text)}</td>" for at, text in enumerate(row))
        for row in shown
    )
    mime.setHtml(f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>")
    mime.setData(EXACT, json.dumps(exact).encode())
    return mime


def is_ours(mime: QMimeData) -> bool:
    """Tell whether the clipboard holds a block that was copied here."""
    return mime.hasFormat(EXACT)


def read_block(mime: QMimeData) -> Block:
    """Return the cells that the clipboard holds, as texts; nothing where it holds none."""
    if is_ours(mime):
        return tuple(tuple(row) for row in json.loads(bytes(mime.data(EXACT).data())))
    plain = _read_text(mime.text()) if mime.hasText() else ()
    table = _read_html(mime.html()) if mime.hasHtml() else ()
    # A page copied from a browser may have lost its columns in the plain text.
    return table if _width(table) > _width(plain) else plain


def _read_text(text: str) -> Block:
    """Read tab-separated cells as Excel writes them: a cell with a line break stands in quotes."""
    rows = csv.reader(io.StringIO(text.replace("\0", ""), newline=""), dialect="excel-tab")
    block = tuple(tuple(_one_line(cell) for cell in row) or ("",) for row in rows)
    return block if any(any(row) for row in block) else ()


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _width(block: Block) -> int:
    return max(map(len, block), default=0)


def _read_html(text: str) -> Block:
    reader = _TableReader()
    reader.feed(text)
    return tuple(tuple(_one_line(cell) for cell in row) for row in reader.rows)


class _TableReader(HTMLParser):
    """Collects the cells of a document's tables; one that spans several columns is followed by blanks."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._open = False
        self._blanks = 0

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
            span = dict(attrs).get("colspan") or "1"
            self._open, self._blanks = True, min(int(span), 100) - 1 if span.isdecimal() else 0
        elif tag in ("br", "p", "div"):
            self.handle_data(" ")

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th") and self._open:
            self._open = False
            self.rows[-1].extend([""] * self._blanks)

    @override
    def handle_data(self, data: str) -> None:
        if self._open:
            self.rows[-1][-1] += data
