"""A file that is deleted while the window shows it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QMessageBox

from tests.ui.conftest import Opened, page_of
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.commentary import CommentaryPage

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody delete a file that is open")
MOVED = "“scorecard.ascdesk” is no longer where it was opened: it was moved or deleted while open."


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a closing window says in a box, which would wait for somebody."""
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "warning", lambda _window, _title, text: said.append(text))
    return said


@pytest.fixture
def gone(opened: Opened, qtbot) -> MainWindow:
    """A window in which something is typed into a commentary, and whose file was deleted."""
    window = opened("scorecard", "commentary")
    window.errors.install()
    assert window.file
    window.file.go(Spot("commentary", window.file.card.rows[0].measure.id))
    window.file.workspace.path.unlink()
    page_of(window, CommentaryPage).editor.text.insertPlainText("Half a sentence")
    return window


def test_the_status_no_longer_says_that_all_is_saved(gone: MainWindow, qtbot) -> None:
    qtbot.waitUntil(lambda: MOVED in gone.shell.messages.text.text())  # the half typed text is kept soon after
    assert "Use File, Save a copy to keep all that is here." in gone.shell.messages.text.text()
    assert gone.shell.status.saved.text() == "■ Nothing more can be saved: the file was moved or deleted"


def test_a_copy_can_still_be_saved(gone: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> None:
    copy = tmp_path / "Copy.ascdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    gone.commands["copy"].trigger()
    assert copy.is_file()


def test_the_file_is_closed_and_what_was_not_kept_is_told(gone: MainWindow, qtbot) -> None:
    QTimer.singleShot(0, gone.close_file)
    qtbot.waitUntil(lambda: gone.file is None)
    assert gone.shell.messages.text.text() == f"What was typed last was not kept. {MOVED}"
    assert gone.shell.pages.currentWidget() is gone.start_page


def test_another_file_is_shown_in_its_place(gone: MainWindow, sample_file, qtbot) -> None:
    other = sample_file("ascof")
    QTimer.singleShot(0, lambda: gone.open_file(other))
    qtbot.waitUntil(lambda: gone.file is not None and gone.file.workspace.path == other)
    assert MOVED in gone.shell.messages.text.text()
    assert gone.shell.status.saved.text() == "● All changes saved"


def test_the_window_closes_and_tells_first(gone: MainWindow, told: list[str], qtbot) -> None:
    gone.close()
    assert told == [f"What was typed last was not kept. {MOVED}"]
    assert not gone.isVisible()


def test_a_damaged_file_says_so_when_it_is_opened(window: MainWindow, sample_file: Callable[[str], Path]) -> None:
    path = sample_file("scorecard")
    content = path.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    path.write_bytes(content[:middle] + b"\xff" * 4096 + content[middle + 4096 :])
    window.open_file(path)
    assert window.shell.messages.property("kind") == "trouble"
    assert window.shell.messages.text.text().startswith("“scorecard.ascdesk” is damaged.")
