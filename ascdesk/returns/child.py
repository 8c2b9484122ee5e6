"""Reading a workbook in a process of its own, so that no file can take the program down with it.

The parent hears messages over a pipe: ("sheet", name, hidden, merges), ("cells", rows), ("notice", text),
("failed", text) and ("done",). Rows are plain tuples, which are quick to pass on.
"""

from __future__ import annotations

import datetime
import gc
import io
import os
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from ascdesk.returns.sniff import Format

# row, column, kind, text, number format
PlainCell = tuple[int, int, str, str, str]
_ROWS_AT_ONCE = 1000
_MERGE = re.compile(rb'<mergeCell [^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
_HIDDEN = re.compile(rb'<(row|col) [^>]*?hidden="(?:1|true)"')
_UNCALCULATED = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[^>]*?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>')
UNCALCULATED = "a formula that was never calculated"


class Pipe(Protocol):
    """The end of the pipe that the child writes to."""

    def send(self, message: object) -> None:
        """Pass a message on."""


def run(pipe: Pipe, content: bytes, kind: str, wanted: str | None) -> None:
    """Be the child: say nothing but into the pipe, whatever the readers print, and read."""
    with Path(os.devnull).open("w") as nowhere:
        for stream in (1, 2):
            os.dup2(nowhere.fileno(), stream)
    read_into(pipe, content, kind, wanted)


def read_into(pipe: Pipe, content: bytes, kind: str, wanted: str | None) -> None:
    """Read the file's sheets, or the wanted one, into the pipe; failures are told, never raised."""
    warnings.simplefilter("ignore")
    gc.disable()  # this process lives for one file, and looking for garbage would take a fifth of its time
    try:
        _read(pipe.send, content, Format(kind), wanted)
        pipe.send(("done",))
    except BaseException as error:  # pyo3's PanicException is no Exception, and the pipe must say something
        pipe.send(("failed", f"{type(error).__name__}: {error}"))


def _read(send: Callable[[object], None], content: bytes, kind: Format, wanted: str | None) -> None:
    if kind is not Format.XLSX:
        _read_by_calamine(send, content, wanted)
        return
    try:
        found = _read_by_openpyxl(send, content, wanted)
    except Exception:  # openpyxl raises seven kinds of error on files that calamine reads
        found = 0
    if not found:
        send(("again",))
        send(("notice", "Excel's error cells and percentage formats could not be checked in this file."))
        _read_by_calamine(send, content, wanted)


def _read_by_openpyxl(send: Callable[[object], None], content: bytes, wanted: str | None) -> int:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    sheets: list[Any] = [sheet for sheet in book.worksheets if wanted is None or sheet.title == wanted]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for sheet in sheets:
            # A sheet that states its size wrongly would otherwise lose cells without a word.
            sheet.reset_dimensions()
            xml = archive.read(sheet._worksheet_path.lstrip("/"))
            send(("sheet", sheet.title, sheet.sheet_state != "visible", _merges(xml)))
            _tell_hazards(send, sheet.title, xml)
            _send_rows(send, _openpyxl_rows(sheet, _uncalculated(xml)))
    return len(book.worksheets)


def _merges(xml: bytes) -> list[str]:
    return [ref.decode() for ref in _MERGE.findall(xml, xml.rfind(b"<mergeCells"))] if b"<mergeCells" in xml else []


def _tell_hazards(send: Callable[[object], None], title: str, xml: bytes) -> None:
    hidden = [match.decode() for match in _HIDDEN.findall(xml)] if b"hidden=" in xml else []
    for tag, word in (("row", "rows"), ("col", "column ranges")):
        if count := hidden.count(tag):
            send(("notice", f"{title}: {count} hidden {word} were read like the others."))


def _uncalculated(xml: bytes) -> list[tuple[int, int]]:
    """Return the cells whose formula has no result in the file; they would otherwise look blank."""
    if b"<f" not in xml:
        return []
    return [(int(row), _column_number(letters.decode())) for letters, row in _UNCALCULATED.findall(xml)]


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _openpyxl_rows(sheet: Any, uncalculated: list[tuple[int, int]]) -> Iterator[list[PlainCell]]:
    formats: dict[int, str] = {}
    for row in sheet.iter_rows():
        cells: list[PlainCell] = []
        for cell in row:
            value = cell.value
            if value is None or value == "":
                continue
            kind = cell.data_type
            if kind == "n":
                style = cell._style_id
                shown = formats.get(style)
                if shown is None:
                    shown = formats[style] = cell.number_format
                cells.append((cell.row, cell.column, "number", repr(value), shown))
            elif kind == "d":
                cells.append((cell.row, cell.column, "date", _iso(value), cell.number_format))
            elif kind == "e":
                cells.append((cell.row, cell.column, "error", str(value), "General"))
            elif kind == "b":
                cells.append((cell.row, cell.column, "boolean", "TRUE" if value else "FALSE", "General"))
            else:
                cells.append((cell.row, cell.column, "text", str(value), "General"))
        if cells:
            yield cells
    if uncalculated:
        yield [(row, column, "error", UNCALCULATED, "General") for row, column in uncalculated]


def _iso(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _read_by_calamine(send: Callable[[object], None], content: bytes, wanted: str | None) -> None:
    import python_calamine

    book = python_calamine.load_workbook(io.BytesIO(content))
    for about in book.sheets_metadata:
        if wanted is not None and about.name != wanted:
            continue
        if about.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        hidden = about.visible != python_calamine.SheetVisibleEnum.Visible
        merges = [_merge_name(start, end) for start, end in sheet.merged_cell_ranges or []]
        send(("sheet", about.name, hidden, merges))
        _send_rows(send, _calamine_rows(sheet.iter_rows(), (sheet.start or (0, 0))[1]))


def _merge_name(start: tuple[int, int], end: tuple[int, int]) -> str:
    return ":".join(f"{_column_letters(column + 1)}{row + 1}" for row, column in (start, end))


def _column_letters(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(65 + digit) + letters
    return letters


def _calamine_rows(rows: Iterable[list[Any]], first_column: int) -> Iterator[list[PlainCell]]:
    """Return the rows' cells; calamine pads rows above the first one but not columns before it."""
    for number, row in enumerate(rows, 1):
        cells = [
            (number, column, *_calamine_cell(value))
            for column, value in enumerate(row, first_column + 1)
            if value is not None and value != ""
        ]
        if cells:
            yield cells


def _calamine_cell(value: Any) -> tuple[str, str, str]:
    if isinstance(value, bool):
        return "boolean", "TRUE" if value else "FALSE", "General"
    if isinstance(value, int | float):
        # calamine hands out every number as a float; a whole one is meant as it is shown
        whole = isinstance(value, float) and value.is_integer() and abs(value) < 1e15
        return "number", repr(int(value) if whole else value), "General"
    if isinstance(value, str):
        return "text", value, "General"
    return "date", _iso(value), "General"


def _send_rows(send: Callable[[object], None], rows: Iterable[list[PlainCell]]) -> None:
    waiting: list[PlainCell] = []
    for count, row in enumerate(rows, 1):
        waiting.extend(row)
        if count % _ROWS_AT_ONCE == 0:
            send(("cells", waiting))
            waiting = []
    if waiting:
        send(("cells", waiting))
