"""What SQLite and the disk refuse, in sentences for a person."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ascdesk.errors import UserError

MOVED = "is no longer where it was opened: it was moved or deleted while open"
RESTORE = "Open a copy that was saved earlier, and keep this file for whoever looks into it."
_MAKE_ROOM = "What was saved before is there, nothing of this step is. Make room and try again."
SAVE_A_COPY = "Use File, Save a copy to keep all that is here."
_MOVE = "Copy the file to a folder of your own, such as one under your user name, and open it there."

# The second sentence of "“name” ...", by SQLite's extended result code, or else by its primary one.
_BY_CODE = {
    sqlite3.SQLITE_READONLY_DBMOVED: (MOVED, f"Nothing more can be kept in it. {SAVE_A_COPY}"),
    sqlite3.SQLITE_BUSY: ("is open in another window or command", "Close it there and try again."),
    sqlite3.SQLITE_LOCKED: ("is open in another window or command", "Close it there and try again."),
    sqlite3.SQLITE_FULL: ("could not be saved: the disk is full", _MAKE_ROOM),
    # A limit on the size of files and a failing drive both end here.
    sqlite3.SQLITE_IOERR: ("could not be read or saved: the disk is full or failing", _MAKE_ROOM),
    sqlite3.SQLITE_READONLY: ("cannot be changed: the file or its folder is read-only", _MOVE),
    sqlite3.SQLITE_PERM: ("cannot be changed: you have no permission", _MOVE),
    sqlite3.SQLITE_CANTOPEN: (
        "could not be opened",
        "See that its folder can be reached and written to.",
    ),
    sqlite3.SQLITE_NOTADB: ("is damaged: it is no longer a database", RESTORE),
    sqlite3.SQLITE_CORRUPT: ("is damaged", RESTORE),
    sqlite3.SQLITE_TOOBIG: (
        "cannot hold a text or file as large as this",
        "Leave it out, or shorten it.",
    ),
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def refusal(path: Path, what: str, remedy: str) -> UserError:
    """Return the error that says what is the matter with a file."""
    return UserError(f"“{path.name}” {what}.", remedy)


def moved(path: Path) -> UserError:
    """Return the error for a file that is not at its path any more, though it is open."""
    if path.parent.is_dir():
        return refusal(path, *_BY_CODE[sqlite3.SQLITE_READONLY_DBMOVED])
    what = "cannot be reached any more: its folder was moved or deleted, or its drive is gone"
    return refusal(path, what, f"Connect the drive. Otherwise: {SAVE_A_COPY}")


@contextmanager
def user_errors(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk refuse within the block into a `UserError`; bugs stay bugs."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        said = None if code is None else _BY_CODE.get(code) or _BY_CODE.get(code & 0xFF)
        if said is None:
            raise
        raise refusal(path, *said) from error
    except OverflowError as error:
        raise UserError("A whole number is too large to keep.", "Check how it was typed.") from error
    except OSError as error:
        raise _disk_refusal(path, error) from error


def _disk_refusal(path: Path, error: OSError) -> UserError:
    if error.errno in _FULL:
        return refusal(path, *_BY_CODE[sqlite3.SQLITE_FULL])
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return refusal(path, *_BY_CODE[sqlite3.SQLITE_READONLY])
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return refusal(path, "could not be reached: its folder is not there", "Connect the drive.")
    reason = error.strerror or type(error).__name__
    return refusal(path, f"could not be read or written ({reason})", "Try again, or choose another folder.")
