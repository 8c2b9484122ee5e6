"""The window that pictures are taken of, and what brings it to a place as a user would."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPen, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from ascdesk.__main__ import new_workspace
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from db.store import open_store
from ui import recent
from ui.doors import Doors
from ui.main_window import MainWindow
from ui.page import Page, Spot
from ui.tokens import tokens_now

SAMPLES = ("anytown", "kent", "monthly", "ascof", "outcomes", "scorecard")
OFFICER = "A. Officer"
# The samples are about September 2025 and before: the pictures are of some weeks later, whenever they are taken.
NOW = datetime(2025, 10, 14, 9, 20, tzinfo=UTC)


def make_samples(folder: Path) -> None:
    """Make a file of every sample, to be copied for each scene."""
    for name in SAMPLES:
        new_workspace(folder / f"{name}.ascdesk", name).close()


def open_workspace(path: Path) -> Workspace:
    """Open a file on the day of the pictures."""
    return Workspace(open_store(path, author=OFFICER), OFFICER, clock=lambda: NOW)


def new_file(path: Path, sample: str | None) -> Workspace:
    """Make a file on the day of the pictures."""
    new_workspace(path, sample).close()
    return open_workspace(path)


class Studio:
    """One window of one size, in which scenes are set up one after another."""

    def __init__(self, samples: Path, folder: Path, width: int, height: int) -> None:
        self.samples, self.folder = samples, folder
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(Doors(open_workspace, new_file), settings)
        for name in ("outcomes", "anytown"):
            recent.remember(settings, Path(shutil.copy(samples / f"{name}.ascdesk", folder)))
        self.window.resize(width, height)
        self.window.show()
        self.window.activateWindow()

    def clear(self) -> None:
        """Leave the scene before: nothing hangs over the window, and no file is open."""
        for each in self.hanging():
            each.close()
        self.window.shell.search.clear()
        self.window.close_file()
        self.window.activateWindow()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close(self) -> None:
        """Close the window, and let go of it while there is still an application."""
        self.clear()
        self.window.close()
        self.window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def start(self, sample: str, page: str, code: str = "", part: str = "", period: Period | None = None) -> None:
        """Open a sample as it was made, on a page, and on it at a measure."""
        self.window.open_file(Path(shutil.copy(self.samples / f"{sample}.ascdesk", self.folder)))
        self.go(page, code, part, period)

    def go(self, page: str, code: str = "", part: str = "", period: Period | None = None) -> None:
        """Go to a page of the open file, and to a measure on it."""
        assert self.window.file
        measure = self.window.file.workspace.measure(code).id if code else None
        self.window.file.go(Spot(page, measure, part, "", period))
        self.settle()

    @property
    def page(self) -> Page:
        """The page that is shown."""
        assert self.window.file
        assert self.window.file.page
        return self.window.file.page

    def details(self, shown: bool = True) -> None:
        """Open or close the panel beside, whatever the window's size has made of it."""
        self.page.show_details(shown)  # type: ignore[attr-defined]
        self.settle()

    def wait(self, begin: Callable[[], object]) -> None:
        """Begin something slow and wait until it is done."""
        begin()
        self.settle()
        while self.window.tasks.busy:
            self.settle()

    def read(self, *names: str) -> None:
        """Read returns of the folder, and show what importing them would do."""
        file = self.window.file
        assert file
        self.wait(lambda: file.import_files([self.folder / name for name in names]))

    def write(self, name: str, text: str) -> str:
        """Write a return into the folder."""
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def hit(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.keyboard(), key, held)
        self.settle()

    def keyboard(self) -> QWidget:
        """Return what is typed into."""
        return QApplication.focusWidget() or self.window.focusWidget() or self.window

    def type(self, text: str, box: QWidget | None = None) -> None:
        """Type a text into a box, or where the keyboard is."""
        if box is not None:
            box.setFocus()
        for each in text:
            QTest.keyClicks(self.keyboard(), each)  # the first may open an editor for the others
        self.settle()

    def paste(self, text: str) -> None:
        """Paste a text where the keyboard is."""
        QGuiApplication.clipboard().setText(text)
        self.hit(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def settle(self) -> None:
        """Let the window do what it has put off; on a busy machine a layout has not had its second pass by then."""
        QTest.qWait(20)
        for _ in range(5):
            QApplication.processEvents()

    def hanging(self) -> list[QWidget]:
        """Return the menus, lists and dialogs that hang over the window."""
        return [each for each in QApplication.topLevelWidgets() if each.isVisible() and each is not self.window]

    def picture(self) -> QPixmap:
        """Return the window as a picture, with what hangs over it, dialogs in its middle as a desktop puts them."""
        taken = self.window.grab()
        painter = QPainter(taken)
        for each in self.hanging():
            at = each.pos() - self.window.pos()
            if each.windowType() is Qt.WindowType.Dialog:
                at = self.window.rect().center() - each.rect().center()
            painter.drawPixmap(at, each.grab())
            painter.setPen(QPen(QColor(tokens_now().line), 1))
            painter.drawRect(each.rect().translated(at))
        painter.end()
        return taken
