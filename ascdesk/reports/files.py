"""Writing a report's file: beside its place first, on the disk for certain, then into its place at once."""

from __future__ import annotations

import errno
import os
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from ascdesk.errors import UserError
from ascdesk.reports.contents import REPORTS, Contents

_ReportWriter = Callable[[str, Contents, Path], None]
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS, errno.EBUSY}
_ABSENT = {errno.ENOENT, errno.ENOTDIR}


def write(report: str, contents: Contents, out: Path) -> None:
    """Write a report; the format follows the file's ending."""
    if report not in REPORTS:
        raise UserError(f"There is no report “{report}”.", f"The reports are: {_listed(REPORTS)}.")
    form = _FORMATS.get(out.suffix.lower())
    if form is None:
        ending = f"A report cannot be written as “{out.suffix}”" if out.suffix else f"“{out.name}” has no ending"
        raise UserError(f"{ending}.", f"End the file's name in {_listed(_FORMATS)}.")
    write_beside(out, lambda path: form(report, contents, path))


def write_beside(path: Path, writer: Callable[[Path], object]) -> None:
    """Let `writer` write a file beside `path`, and put it in its place once it is whole."""
    place = path
    try:
        place = path.resolve()
        if place.is_dir():
            raise UserError(f"“{path}” is a folder.", "Name a file.")
        temporary = place.with_name(f".{uuid.uuid4().hex}{place.suffix}")
        try:
            writer(temporary)
            _sync(temporary)
            temporary.replace(place)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise _sentence(error, place) from error
    _sync_folder(place.parent)


def _sync(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new name last, where the system knows how; the file itself is safe already."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _sentence(error: OSError, place: Path) -> UserError:
    if error.errno in _FULL:
        return UserError(
            f"There is no room for “{place.name}”: the disk is full.", "Make room or choose another folder."
        )
    if not place.parent.is_dir():
        return UserError(f"The folder “{place.parent}” is not there.", "Choose a folder that is.")
    if error.errno in _REFUSED:
        remedy = "If it is open in Excel, close it there; otherwise choose a folder that you may write to."
        return UserError(f"“{place}” may not be written.", remedy)
    return UserError(f"“{place}” could not be written: {error.strerror or error}.", "Choose another folder or name.")


def _listed(names: dict[str, str] | dict[str, _ReportWriter]) -> str:
    return " or ".join(names)


def _xlsx(report: str, contents: Contents, path: Path) -> None:
    from ascdesk.reports import xlsx  # openpyxl is slow to load, and most sessions export nothing

    xlsx.write(report, contents, path)


def _csv(report: str, contents: Contents, path: Path) -> None:
    from ascdesk.reports import delimited

    delimited.write(report, contents, path)


_FORMATS: dict[str, _ReportWriter] = {".xlsx": _xlsx, ".csv": _csv}
