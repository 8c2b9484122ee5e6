"""A file's cells: told apart by its bytes, read in a process of its own under limits of memory and time."""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import time
from collections.abc import Callable
from decimal import Decimal
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import psutil

from ascdesk.errors import Cancelled, UserError
from ascdesk.returns.child import PlainCell, run
from ascdesk.returns.delimited import decode, read_delimited
from ascdesk.returns.paper import paper_lines
from ascdesk.returns.sniff import Format, sniff
from ascdesk.returns.values import Book, Cell, CellKind, Sheet

LOG = logging.getLogger(__name__)
_LARGEST_FILE = 256 * 1024 * 1024
_MEMORY_LIMIT = 1024 * 1024 * 1024
_SILENCE_LIMIT = 20.0
_LOOK_EVERY = 0.05
_KINDS = {kind.value: kind for kind in CellKind}


def never() -> bool:
    """Return that nobody asked to stop."""
    return False


def read_book(path: Path, sheet: str | None = None, cancelled: Callable[[], bool] = never) -> Book:
    """Read the cells of every sheet of a file, or of the named one.

    Raises UserError for a file that cannot be read, saying what it is and what to do; Cancelled when asked to stop.
    """
    book = book_of(path.name, _bytes(path), sheet, cancelled)
    if not book.sheets and sheet is not None:
        raise UserError(
            f"“{path.name}” has no sheet called “{sheet}”.", "Give the name as it stands on the sheet's tab."
        )
    return book


def book_of(name: str, content: bytes, sheet: str | None = None, cancelled: Callable[[], bool] = never) -> Book:
    """Read the cells of a file's bytes, such as those that were kept of an imported one; raises as `read_book`."""
    kind = sniff(name, content)
    if kind is Format.TEXT:
        return text_book(name, content)
    return _read_guarded(name, content, kind, sheet, cancelled)


def text_book(name: str, content: bytes) -> Book:
    """Return the lines of a report's own text, or else the cells of a table of text."""
    lines = paper_lines(decode(name, content))
    return Book(name, content, (lines if lines is not None else read_delimited(name, content),))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise UserError(
                f"“{path.name}” is larger than 256 MB.",
                "Save the sheet that is needed as a workbook of its own.",
            )
        return path.read_bytes()
    except IsADirectoryError as error:
        raise UserError(f"“{path}” is a folder.", "Name the workbook inside it.") from error
    except FileNotFoundError as error:
        raise UserError(f"There is no file “{path}”.", "Check its name and folder.") from error
    except OSError as error:
        raise UserError(
            f"“{path}” cannot be opened: {error.strerror}.", "Close it in other programs and try again."
        ) from error


def _read_guarded(name: str, content: bytes, kind: Format, wanted: str | None, cancelled: Callable[[], bool]) -> Book:
    context = multiprocessing.get_context("spawn")
    hearing, telling = context.Pipe(duplex=False)
    child = context.Process(target=run, args=(telling, content, kind.value, wanted), daemon=True)
    child.start()
    telling.close()
    listener = _Listener(name, content)
    try:
        _listen(listener, hearing, child.pid or 0, cancelled)
    finally:
        child.kill()
        child.join()
        hearing.close()
    return listener.book()


def _listen(listener: _Listener, hearing: Connection, pid: int, cancelled: Callable[[], bool]) -> None:
    """Hear the child out, looking now and then whether it has grown too large, gone silent, or is unwanted."""
    heard_at = time.monotonic()
    process = psutil.Process(pid)
    while not listener.done:
        if cancelled():
            raise Cancelled
        if hearing.poll(_LOOK_EVERY):
            heard_at = time.monotonic()
            try:
                listener.hear(hearing.recv())
            except EOFError as error:
                raise _stopped(listener.name) from error
        elif time.monotonic() - heard_at > _SILENCE_LIMIT:
            raise _too_much(listener.name, "takes too long to read")
        with contextlib.suppress(psutil.NoSuchProcess):
            if process.memory_info().rss > _MEMORY_LIMIT:
                raise _too_much(listener.name, "needs too much memory to read")


def _too_much(name: str, what: str) -> UserError:
    return UserError(f"“{name}” {what}.", "Save the sheet that is needed as a workbook of its own, and import that.")


def _stopped(name: str) -> UserError:
    return UserError(
        f"Reading “{name}” broke off: the file may be damaged.",
        "Try again. If it breaks off again, open it in Excel, save it as a new workbook (.xlsx), and import that.",
    )


def _unreadable(name: str, why: str) -> UserError:
    if "password" in why.lower() or "encrypt" in why.lower():
        return UserError(
            f"“{name}” is protected by a password.",
            "Open it in Excel, remove the password, save it, and import it again.",
        )
    LOG.info("%s cannot be read: %s", name, why)
    return UserError(
        f"“{name}” is damaged and cannot be read.",
        "Open it in Excel, save it as an Excel workbook (.xlsx), and import that.",
    )


class _Listener:
    """Builds the book from what the child says."""

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        self.done = False
        self._content = content
        self._sheets: list[tuple[str, bool, tuple[str, ...], list[Cell]]] = []
        self._notices: list[str] = []

    def hear(self, message: tuple[Any, ...]) -> None:
        """Take one message of the child."""
        match message:
            case ("sheet", str(title), bool(hidden), merges):
                self._sheets.append((title, hidden, tuple(merges), []))
            case ("cells", cells):
                self._sheets[-1][3].extend(map(_cell, cells))
            case ("notice", str(text)):
                self._notices.append(text)
            case ("again",):
                self._sheets.clear()
                self._notices.clear()
            case ("failed", str(why)):
                raise _unreadable(self.name, why)
            case _:
                self.done = True

    def book(self) -> Book:
        """Return all that was heard."""
        sheets = tuple(Sheet(title, _by_row(cells), hidden, merges) for title, hidden, merges, cells in self._sheets)
        return Book(self.name, self._content, sheets, tuple(self._notices))


def _cell(plain: PlainCell) -> Cell:
    row, column, kind, text, shown = plain
    return Cell(row, column, _KINDS[kind], text, Decimal(text) if kind == "number" else None, shown)


def _by_row(cells: list[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Return the cells in rows; those that only blank space fills are blank."""
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.kind is not CellKind.TEXT or cell.text.strip():
            rows.setdefault(cell.row, []).append(cell)
    return tuple(tuple(sorted(rows[row], key=lambda cell: cell.column)) for row in sorted(rows))
