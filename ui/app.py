"""Starting the windows."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

import resources
from ascdesk.errors import UserError
from ui import theme
from ui.doors import Doors
from ui.main_window import MainWindow

if TYPE_CHECKING:  # known by name only: the window opens without them
    from ascdesk.workspace import Workspace


def run(
    open_workspace: Callable[[Path], Workspace],
    new_workspace: Callable[[Path, str | None], Workspace],
    path: Path | None,
    smoke: str = "",
) -> int:
    """Open the window, on a file where one is named, and return the exit status when it is closed.

    With `smoke` the window is built, shown and drawn once, or with "pages" each page of the file in its turn, and
    the person's settings are left alone.
    UserError where there is no screen.
    """
    _require_screen()
    app = application()
    doors = Doors(open_workspace, new_workspace)
    if smoke:
        return _smoke(app, doors, path, every_page=smoke == "pages")
    window = MainWindow(doors, QSettings("ASC Desk", "ASC Desk"))
    window.errors.install()
    window.show()
    # From the event loop, where the error hook tells why a file is refused.
    QTimer.singleShot(0, partial(_begin, window, path))
    return app.exec()


def _begin(window: MainWindow, path: Path | None) -> None:
    if path is None:
        window.show_start()
    else:
        window.open_file(path)


def _require_screen() -> None:
    """Refuse in a sentence where Qt would end the whole program for want of a screen."""
    if sys.platform != "linux" or _draws_without_display(os.environ.get("QT_QPA_PLATFORM", "")):
        return
    from ascdesk.first_run import has_screen

    if not has_screen():
        raise UserError("There is no screen here to open a window on.", "Use the commands instead: ascdesk --help")


def _draws_without_display(platforms: str) -> bool:
    """Tell whether one of Qt's platforms that are named, the likes of `offscreen;xcb`, needs no display."""
    names = (each.partition(":")[0].strip() for each in platforms.split(";"))
    return any(name and name != "xcb" and not name.startswith("wayland") for name in names)


def application() -> QApplication:
    """Return the application, dressed."""
    held = QApplication.instance()
    app = held if isinstance(held, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("ASC Desk")
    app.setOrganizationName("ASC Desk")
    app.setWindowIcon(QIcon(str(resources.path("icons/ascdesk.svg"))))
    theme.follow_system(app)
    return app


def _smoke(app: QApplication, doors: Doors, path: Path | None, every_page: bool) -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        window = MainWindow(doors, settings)
        window.show()
        _begin(window, path)
        app.processEvents()
        for page in window.shell.navigation.buttons.values() if every_page else ():
            page.click()
            app.processEvents()
        made = len(window.file.pages) if window.file else 0
        whole = path is None or not every_page or made == len(window.shell.navigation.buttons)
        drawn = window.grab()
        window.close()
        app.processEvents()
    return 0 if whole and not drawn.isNull() else 1
