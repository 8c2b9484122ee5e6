"""A quarter's job in the real window, by keys and clicks, and the same on the command line."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from ascdesk.model import Rating
from ascdesk.periods import Period
from tests.conftest import done
from tests.ui.conftest import Keys, page_of, row_of, scorecard_page, workbook
from ui.main_window import MainWindow
from ui.pages.trends import TrendsPage

NEXT = Period.quarter(2020, 3)
TYPED = {"M001": "24.5%", "M002": "3221/4880", "M012": "512", "M010": "n/a"}
TEXT = "Fewer contacts went on to assessment once the new triage began in October."


def go_to(window: MainWindow, keys: Keys, what: str, qtbot) -> None:
    """Go anywhere as Ctrl+K does."""
    keys(Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.shell.search.hasFocus)
    keys(what)
    qtbot.keyClick(window.shell.search.popup, Qt.Key.Key_Return)


def test_a_quarter_from_the_return_to_the_report(
    window: MainWindow, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
    ours, theirs = tmp_path / "window.ascdesk", tmp_path / "commands.ascdesk"
    report = tmp_path / "report.xlsx"
    # Adopt: make a file, and set it up from the last report.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(ours), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(workbook("scorecard"))], ""))
    assert window.start_page
    qtbot.mouseClick(window.start_page.first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.file is not None)
    assert window.file
    qtbot.mouseClick(window.file.empty.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.file is not None and window.file.preview is not None, timeout=20_000)
    qtbot.mouseClick(window.file.preview.take, Qt.MouseButton.LeftButton)  # type: ignore[union-attr]
    # Key: the next quarter, which has no figures yet.
    keys(Qt.Key.Key_Right, alt)
    assert window.file.period == NEXT
    keys(Qt.Key.Key_2, control)
    for code, typed in TYPED.items():
        go_to(window, keys, code, qtbot)
        keys(typed)
        keys(Qt.Key.Key_Return)
    assert row_of(window, "M002").display == "66.0%"
    # Comment.
    keys(Qt.Key.Key_3, control)
    go_to(window, keys, "M001", qtbot)
    keys(Qt.Key.Key_Return)
    keys(TEXT)
    # Judge: the rating with its reason on the scorecard.
    keys(Qt.Key.Key_4, control)
    go_to(window, keys, "M001", qtbot)
    keys(Qt.Key.Key_Return)
    row = scorecard_page(window).table.current_row()
    assert row is not None
    assert (row.rating, row.reason) == (Rating.GREEN, "24.5% is below the target of 25.0%: Green.")
    assert row.commentary is not None
    assert row.commentary.text == TEXT
    # Chart: the new figure stands at the end of the line.
    keys(Qt.Key.Key_5, control)
    assert "24.5%" in shown_chart(window)
    # Look at the other pages on the way, which changes nothing.
    for page in (Qt.Key.Key_7, Qt.Key.Key_1, Qt.Key.Key_6):
        keys(page, control)
    # Export, and open again.
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(report), ""))
    keys(Qt.Key.Key_E, control)
    qtbot.waitUntil(lambda: report.is_file() and not window.tasks.busy, timeout=20_000)
    assert "24.5%" in cells(report)
    window.close_file()
    window.open_file(ours)
    assert window.file
    window.file.show_period(NEXT)
    assert row_of(window, "M001").display == "24.5%"
    window.close_file()

    same_by_command(theirs, tmp_path)
    for document in (
        ("figures",), ("measures",), ("scorecard", "--period", str(NEXT)), ("commentaries", "--period", str(NEXT)),
        ("reconcile", "--period", "2020-21 Q2"), ("history",),
    ):  # fmt: skip
        told = [plain(done(document[0], each, *document[1:], "--json").json) for each in (ours, theirs)]
        assert told[0] == told[1], f"{document[0]} differs between the window and the command line"


def same_by_command(file: Path, folder: Path) -> None:
    """Do on the command line what was done in the window."""
    words = folder / "words.txt"
    words.write_text(TEXT, encoding="utf-8")
    done("new", file)
    done("import", file, workbook("scorecard"), "--adopt")
    for code, typed in TYPED.items():
        done("set", file, code, NEXT, typed)
    done("comment", file, "M001", NEXT, "--text-file", words)
    done("export", file, "--report", "scorecard", "--period", NEXT, folder / "again.xlsx")


def plain(document: Any) -> Any:
    """Return a document without its times and ids, which no two files share."""
    if isinstance(document, dict):
        return {key: plain(each) for key, each in document.items() if key not in ("at", "id", "step_id")}
    return [plain(each) for each in document] if isinstance(document, list) else document


def shown_chart(window: MainWindow) -> str:
    """Return what the chart says to somebody who cannot see it."""
    return page_of(window, TrendsPage).large.plot.accessibleDescription()


def cells(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    shown: list[object] = []
    for row in sheet.iter_rows():
        for cell in row:
            percent = isinstance(cell.value, int | float) and "%" in cell.number_format
            shown.append(f"{cell.value * 100:.1f}%" if percent else cell.value)  # type: ignore[operator]
    return shown
