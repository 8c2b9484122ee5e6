"""The file as a file: what its first bytes say, and how a finished one gets into its place."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ascdesk.errors import UserError
from db import schema
from db.errors import RESTORE, refusal

_MAGIC = b"SQLite format 3\x00"


def refuse_unopenable(path: Path) -> None:
    """Refuse what is no file of this program, or of a newer one, before SQLite could change a byte of it."""
    if not path.exists():
        raise refusal(path, "is not there", "It may have been moved or renamed; look for it with Open.")
    if not path.is_file():
        raise refusal(path, "is a folder", "Choose a file whose name ends in “.ascdesk”.")
    with path.open("rb") as file:
        header = file.read(100)
    if not header:
        raise refusal(path, "is empty", RESTORE)
    if len(header) < 100 or not header.startswith(_MAGIC) or _number(header, 68) != schema.APPLICATION_ID:
        raise refusal(path, "is not an ASC Desk file", "To take figures from it, use Import instead.")
    if _number(header, 60) > schema.VERSION:
        raise refusal(
            path,
            "was made by a newer version of ASC Desk",
            "Update ASC Desk to open it. The file was not changed.",
        )
    if is_cut_short(header, path.stat().st_size) and not has_hot_journal(path):
        raise refusal(path, "is damaged: its end is missing", RESTORE)
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise refusal(
            path,
            "cannot be changed: the file or its folder is read-only",
            "Copy the file to a folder of your own and open it there.",
        )


def is_cut_short(header: bytes, size: int) -> bool:
    """Return whether a file is shorter than its header says, as after a broken copy."""
    page = _number(header, 16) >> 16
    pages = _number(header, 28)
    return size < pages * (65_536 if page == 1 else page)


def has_hot_journal(path: Path) -> bool:
    """Return whether the last program that wrote here ended in the middle of a step."""
    journal = path.with_name(path.name + "-journal")
    return journal.exists() and journal.stat().st_size > 0


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """Give a name beside the path to build a file under; put it into place at the end, never over another."""
    if path.exists():
        raise already_there(path)
    if not path.parent.is_dir():
        raise refusal(path, "could not be written: its folder is not there", "Choose another folder.")
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        yield part
        sync(part)
        _put_into_place(part, path)
        sync(path.parent)
    finally:
        for leftover in (part, part.with_name(part.name + "-journal")):
            leftover.unlink(missing_ok=True)


def already_there(path: Path) -> UserError:
    """Return the error for a name that is taken."""
    return refusal(path, "exists already", "Choose another name, or open it.")


def sync(path: Path) -> None:
    """Wait until a file or folder is on the disk itself."""
    if os.name == "nt" and path.is_dir():
        return  # Windows has no way to do this for a folder
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def copy_database(conn: sqlite3.Connection, path: Path) -> None:
    """Write a whole copy of the open database to a name where nothing is yet."""
    conn.execute("VACUUM INTO ?", (str(path),))


def _put_into_place(part: Path, path: Path) -> None:
    # A hard link fails where the name is taken, in one step. Not every disk has them.
    try:
        os.link(part, path)
    except FileExistsError as error:
        raise already_there(path) from error
    except OSError:
        if path.exists():
            raise already_there(path) from None
        part.rename(path)


def _number(header: bytes, at: int) -> int:
    return int.from_bytes(header[at : at + 4], "big")
