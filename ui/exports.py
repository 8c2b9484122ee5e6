"""Writing a report into a file, on the worker, from values that were gathered here."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from ascdesk.periods import Period
from ascdesk.reports.contents import Contents
from ascdesk.workspace import Workspace
from ui.tasks import Tasks
from ui.widgets.message_bar import MessageBar


def export_report(
    workspace: Workspace, report: str, period: Period, out: Path, tasks: Tasks, messages: MessageBar
) -> None:
    """Write a report of a period, and say where it is."""
    # The file's connection stays on this thread: the worker gets values.
    contents = workspace.contents(period)
    tasks.start(f"Writing {out.name}…", partial(_write, report, contents, out), partial(_written, report, messages))


def _write(report: str, contents: Contents, out: Path, cancelled: Callable[[], bool]) -> Path:
    from ascdesk.reports.files import write

    write(report, contents, out)
    return out


def _written(report: str, messages: MessageBar, future: Future[Path]) -> None:
    out = future.result()
    messages.tell(f"Exported the {report} to {out.name}.", act="Open folder", run=lambda: open_folder(out.parent))


def open_folder(folder: Path) -> None:
    """Show a folder in the system's own file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
