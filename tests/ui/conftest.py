import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

import resources
from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.scorecard import Row
from ascdesk.workspace import Workspace
from ui import theme
from ui.doors import Doors
from ui.main_window import MainWindow
from ui.page import Page, Spot
from ui.pages.scorecard import ScorecardPage

P = TypeVar("P", bound=Page)
Keys = Callable[..., None]


class Opened(Protocol):
    """Opens a sample in the window, on a page."""

    def __call__(self, name: str, page: str = "scorecard") -> MainWindow: ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over what the screen that is none cannot do."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Samples as files, each made once, when a test first wants it."""
    folder = tmp_path_factory.mktemp("samples")

    def file_of(name: str) -> Path:
        path = folder / f"{name}.ascdesk"
        if not path.exists():
            new_workspace(path, name).close()
        return path

    return file_of


@pytest.fixture
def sample_file(sample_files: Callable[[str], Path], tmp_path: Path) -> Callable[[str], Path]:
    """A sample as a file of this test's own."""

    def copied(name: str) -> Path:
        return Path(shutil.copy(sample_files(name), tmp_path / f"{name}.ascdesk"))

    return copied


@pytest.fixture
def workspace(sample_file: Callable[[str], Path]) -> Iterator[Workspace]:
    """The scorecard sample, open without a window."""
    with open_workspace(sample_file("scorecard")) as opened:
        yield opened


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Settings that are nobody's."""
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(qapp: QApplication, settings: QSettings) -> Iterator[MainWindow]:
    """The window on its start page, 1366 by 768, its error hook standing."""
    theme.follow_system(qapp)
    made = MainWindow(Doors(open_workspace, new_workspace), settings)
    made.show()
    made.show_start()
    made.activateWindow()
    QCoreApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()
    flush()


@pytest.fixture
def opened(window: MainWindow, sample_file: Callable[[str], Path]) -> Opened:
    """Open a sample in the window."""

    def open_sample(name: str, page: str = "scorecard") -> MainWindow:
        window.open_file(sample_file(name))
        assert window.file
        window.file.go(Spot(page))
        return window

    return open_sample


@pytest.fixture
def keys(qtbot) -> Keys:
    """Type into whatever has the keyboard."""

    def press(key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        if isinstance(key, str):
            for letter in key:
                qtbot.keyClicks(focus(), letter)  # the first letter may open an editor, which gets the others
        else:
            qtbot.keyClick(focus(), key, modifier)

    return press


def focus() -> QWidget:
    focused = QApplication.activePopupWidget() or QApplication.focusWidget()
    assert focused is not None, "nothing has the keyboard"
    return focused


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """Fail a test that leaves a thread or a window behind."""
    yield
    flush()
    assert [each.name for each in threading.enumerate() if each is not threading.main_thread()] == []
    app = QApplication.instance()
    left = app.topLevelWidgets() if isinstance(app, QApplication) else []
    assert [each.objectName() or type(each).__name__ for each in left if each.isVisible()] == []


def flush() -> None:
    """Let everything go that was asked to be deleted."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def row_of(window: MainWindow, code: str, part: str = "") -> Row:
    assert window.file
    rows = window.file.card.rows
    return next(row for row in rows if (row.measure.code, row.part) == (code, part))


def scorecard_page(window: MainWindow) -> ScorecardPage:
    """The scorecard of the file that is open."""
    return page_of(window, ScorecardPage)


def page_of(window: MainWindow, kind: type[P]) -> P:
    """The page that is shown, which is of the kind that the test expects."""
    assert window.file
    assert isinstance(window.file.page, kind)
    return window.file.page


def workbook(name: str) -> Path:
    """The return that a sample is made from."""
    return resources.path(f"samples/{name}.xlsx")
