import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication

import resources
from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.samples import SAMPLES
from ascdesk.scorecard import Row
from ascdesk.workspace import Workspace
from ui import theme
from ui.doors import Doors
from ui.main_window import MainWindow

Opened = Callable[[str], MainWindow]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pass over what the screen that is none cannot do."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support", extend=True))


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each sample as a file, made once."""
    folder = tmp_path_factory.mktemp("samples")
    files = {name: folder / f"{name}.ascdesk" for name in SAMPLES}
    for name, path in files.items():
        new_workspace(path, name).close()
    return files


@pytest.fixture
def sample_file(sample_files: dict[str, Path], tmp_path: Path) -> Callable[[str], Path]:
    """A sample as a file of this test's own."""

    def copied(name: str) -> Path:
        return Path(shutil.copy(sample_files[name], tmp_path / f"{name}.ascdesk"))

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

    def open_sample(name: str) -> MainWindow:
        window.open_file(sample_file(name))
        return window

    return open_sample


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
    assert window.file.scorecard.card
    rows = window.file.scorecard.card.rows
    return next(row for row in rows if (row.measure.code, row.part) == (code, part))


def workbook(name: str) -> Path:
    """The return that a sample is made from."""
    return resources.path(f"samples/{name}.xlsx")
