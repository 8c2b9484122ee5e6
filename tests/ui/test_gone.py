"""A file that is deleted while the window shows it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox

from ascdesk.errors import UserError
from tests.conftest import command
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


def test_a_damaged_file_that_cannot_be_shown_is_let_go(
    window: MainWindow, sample_file: Callable[[str], Path], tmp_path: Path
) -> None:
    refused = 0
    for at in range(60_000, 400_000, 20_000):
        path = Path(shutil.copy(sample_file("scorecard"), tmp_path / f"damaged {at}.ascdesk"))
        content = bytearray(path.read_bytes())
        content[at : at + 9000] = b"\xff" * 9000
        path.write_bytes(content)
        try:
            window.open_file(path)
        except UserError:
            refused += 1
            assert "open in another window" not in command("check", path).err
        window.close_file()
    assert refused


def test_a_refused_commentary_keeps_nobody_on_its_page_and_waits_at_its_line(gone: MainWindow) -> None:
    assert gone.file
    page, name = page_of(gone, CommentaryPage), gone.file.card.rows[0].measure.code
    first, second = (row.measure.id for row in gone.file.card.rows[:2])
    typed = page.editor.text.text()
    for key in ("figures", "scorecard", "overview"):
        gone.commands[key].trigger()
        assert gone.file.spot.page == key
    gone.file.go(Spot("commentary", second))
    assert page.line
    assert page.line.subject_id == second
    gone.file.show_period(gone.file.period.previous())
    assert f"What was typed into the commentary of {name} is not saved" in gone.shell.messages.text.text()
    gone.file.show_period(gone.file.period.next())
    gone.file.go(Spot("commentary", first))
    assert (page.editor.text.text(), page.editor.note.text()) == (typed, f"Not saved: {MOVED}")
    assert page.editor.note.isVisible()


def test_a_refused_commentary_is_saved_once_the_file_is_back(opened: Opened, tmp_path: Path) -> None:
    window = opened("scorecard", "commentary")
    assert window.file
    work, page = window.file.workspace, page_of(window, CommentaryPage)
    first, second = (row.measure for row in window.file.card.rows[:2])
    window.file.go(Spot("commentary", first.id))
    away = work.path.rename(tmp_path / "away.ascdesk")
    page.editor.text.insertPlainText("Words while gone. ")
    window.file.go(Spot("commentary", second.id))
    away.rename(work.path)
    page.leave()
    assert page.unsaved() == ()
    (said,) = (each.text for each in work.commentaries_of(first.id) if each.period == window.file.period)
    assert "Words while gone." in said
    assert "is not saved" not in window.shell.messages.text.text() or not window.shell.messages.isVisible()


def test_a_copy_says_which_words_it_does_not_hold_and_hands_them_over(
    gone: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert gone.file
    typed, name = page_of(gone, CommentaryPage).editor.text.text(), gone.file.card.rows[0].measure.code
    copy = tmp_path / "Copy.ascdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    gone.commands["copy"].trigger()
    assert gone.shell.messages.text.text() == (
        f"A finished copy is in Copy.ascdesk. It does not hold what was typed last into the commentary of {name}: "
        "that is on the clipboard now. Open the copy and paste it there."
    )
    assert QApplication.clipboard().text() == typed


def test_the_timer_says_once_that_nothing_more_is_kept(gone: MainWindow) -> None:
    keeping = page_of(gone, CommentaryPage).keeping
    with pytest.raises(UserError):
        keeping.keep()
    keeping.keep()
    assert page_of(gone, CommentaryPage).editor.saved.text() == "Not saved"


def test_the_line_at_the_foot_counts_a_figure_that_is_not_saved(opened: Opened, qtbot) -> None:
    window = opened("scorecard", "figures")
    assert window.file
    path = window.file.workspace.path
    path.rename(path.with_name("away.ascdesk"))
    for letter in "12":
        focused = QApplication.focusWidget()
        assert focused
        qtbot.keyClicks(focused, letter)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert window.shell.status.saved.text().startswith("■ Nothing more can be saved")
    path.with_name("away.ascdesk").rename(path)
    window.show_state()
    assert window.shell.status.saved.text() == "■ Not saved: 1 typed text"
