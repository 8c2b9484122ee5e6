"""The few questions that need a dialog of the system: where a file lies, where one shall go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QSize, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from ascdesk import program_version
from ascdesk.periods import Period
from ui.doors import ENDING, FILES, REPORTS, RETURNS

if TYPE_CHECKING:  # known by name only
    from ui.page import Unsaved


def documents() -> Path:
    """Return the folder where people keep their files."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def for_new_file(window: QWidget, sample: str | None) -> Path | None:
    """Ask where a new file shall lie."""
    name = f"{sample} sample{ENDING}" if sample else f"Adult social care{ENDING}"
    return _place(window, "New file", documents() / name, FILES, ENDING)


def for_file(window: QWidget) -> Path | None:
    """Ask which file to open."""
    chosen, _ = QFileDialog.getOpenFileName(window, "Open a file", str(documents()), FILES)
    return Path(chosen) if chosen else None


def for_copy(window: QWidget, path: Path) -> Path | None:
    """Ask where a copy shall go."""
    return _place(window, "Save a copy", path.with_stem(f"{path.stem} copy"), FILES, ENDING)


def copied(path: Path, waiting: Sequence[Unsaved]) -> tuple[str, str]:
    """Return what to say of a finished copy, and how; texts that it cannot hold are put on the clipboard."""
    done = f"A finished copy is in {path.name}."
    if not waiting:
        return done, "done"
    headed = "\n\n".join(f"{each.name}\n{each.text}" for each in waiting)
    QGuiApplication.clipboard().setText(waiting[0].text if len(waiting) == 1 else headed)
    where = ", ".join(each.where for each in waiting)
    lost = f"It does not hold what was typed last into {where}: that is on the clipboard now."
    return f"{done} {lost} Open the copy and paste it there.", "warning"


def for_returns(window: QWidget) -> list[Path]:
    """Ask which returns to import."""
    chosen, _ = QFileDialog.getOpenFileNames(window, "Import returns", "", RETURNS)
    return [Path(each) for each in chosen]


def for_export(window: QWidget, path: Path, period: Period, report: str = "scorecard") -> Path | None:
    """Ask where a report of a period shall go."""
    name = f"{path.stem} {report} {period}.xlsx"
    return _place(window, f"Export the {report}", path.with_name(name), REPORTS, ".xlsx")


def for_kept_copy(window: QWidget, name: str) -> Path | None:
    """Ask where a copy of a kept file shall go."""
    return _place(window, "Save a copy of the kept file", documents() / name, "All files (*)", Path(name).suffix)


def _place(window: QWidget, title: str, offered: Path, kinds: str, ending: str) -> Path | None:
    chosen, _ = QFileDialog.getSaveFileName(window, title, str(offered), kinds)
    if not chosen:
        return None
    return Path(chosen) if Path(chosen).suffix else Path(chosen + ending)


def dropped(what: QMimeData) -> list[Path]:
    """Return the files of this computer that are being dropped."""
    return [Path(url.toLocalFile()) for url in what.urls() if url.isLocalFile()]


def about(window: QWidget) -> None:
    """Say what the program is, and which one."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setWindowTitle("About ASC Desk")
    box.setObjectName("about")
    box.setIconPixmap(QApplication.windowIcon().pixmap(QSize(48, 48), window.devicePixelRatioF()))
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(f"ASC Desk {program_version()}")
    box.setInformativeText(
        "Turns a quarter’s adult social care figures into a signed-off report. "
        "Everything stays in one file on this computer."
    )
    box.open()
