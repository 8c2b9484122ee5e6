"""Showing the kept file at the cell that a figure came from."""

import stat
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ascdesk.returns.reader import book_of
from ascdesk.returns.values import Book, Cell, CellKind, Sheet
from tests.ui.conftest import Opened, page_of, workbook
from ui.dialogs.source import SourceDialog, SourceTable, place_words, read_only_copy
from ui.main_window import MainWindow
from ui.models.kept_file import KeptSheetModel, cell_text
from ui.pages.figures import FiguresPage

PAPER = "AB1: The number of people\nTechnical Notes:\nCounted once.\n\nCommentary:\nMore than before.\n"


def source_of(window: MainWindow, qtbot) -> SourceDialog:
    """Press *Show source* on the first figure that came from a file."""
    page = page_of(window, FiguresPage)
    history = page.panel.history
    for row in page.table.line_numbers():
        page.table.stand(row, page.table.currentIndex().column())
        line, place = page.table.current_line(), page.table.current_place()
        figure = line.figures.get(place.period) if line and place else None
        if figure and figure.file:
            break
    page.show_details(True)
    qtbot.waitUntil(lambda: bool(history.entries) and history.entries[0].value.source is not None)
    history.entries[0].source.click()
    return shown_source(window, qtbot)


def shown_source(window: MainWindow, qtbot) -> SourceDialog:
    dialog = window.findChild(SourceDialog)
    assert isinstance(dialog, SourceDialog)
    qtbot.waitUntil(lambda: not dialog.working.isVisible(), timeout=20000)
    return dialog


def test_the_kept_file_opens_at_the_cell(opened: Opened, qtbot) -> None:
    window = opened("scorecard", "figures")
    dialog = source_of(window, qtbot)
    table = dialog.tabs.currentWidget()
    assert isinstance(table, SourceTable)
    qtbot.waitUntil(lambda: table.currentIndex() == table.found)
    line = page_of(window, FiguresPage).table.current_line()
    assert line
    figure = line.figures[line.row.period]
    cell = table.sheet.cell_at(table.currentIndex())
    assert cell
    assert figure.place == table.sheet.sheet.place(cell)
    assert table.viewport().rect().contains(table.visualRect(table.found))
    assert dialog.cell.text().startswith(f"{cell.address}   ")
    assert window.focusWidget() is not None
    dialog.close()


def test_a_copy_of_the_kept_file_is_saved_byte_for_byte(
    opened: Opened, qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened("scorecard", "figures")
    dialog = source_of(window, qtbot)
    out = tmp_path / "copy.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.save.click()
    assert out.read_bytes() == workbook("scorecard").read_bytes()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "no" / "copy.xlsx"), ""))
    dialog.save.click()
    assert "cannot be written" in dialog.trouble.text()
    dialog.close()


def test_excel_gets_a_copy_that_cannot_be_changed(opened: Opened, qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened("scorecard", "figures")
    dialog = source_of(window, qtbot)
    asked: list[Path] = []

    def open_url(url: QUrl) -> bool:
        asked.append(Path(url.toLocalFile()))
        return False

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    dialog.elsewhere.click()
    (path,) = asked
    assert path.name == "scorecard.xlsx"
    assert path.read_bytes() == workbook("scorecard").read_bytes()
    assert not stat.S_IMODE(path.stat().st_mode) & stat.S_IWRITE
    assert "No program opens" in dialog.trouble.text()
    dialog.close()


def test_a_text_shows_its_lines_and_the_one_that_is_meant(window: MainWindow, qtbot) -> None:
    dialog = SourceDialog(window, window.tasks, "paper.txt", PAPER.encode(), "line 6")
    dialog.show()
    dialog.read()
    shown = shown_source(window, qtbot)
    table = shown.tabs.currentWidget()
    assert isinstance(table, SourceTable)
    assert table.found.data() == "More than before."
    assert shown.where.text() == "Line 6"
    dialog.close()


def test_a_damaged_file_says_so_and_can_still_be_saved(window: MainWindow, qtbot) -> None:
    dialog = SourceDialog(window, window.tasks, "return.xlsx", b"PK\x03\x04 no workbook", "Sheet1!C14")
    dialog.show()
    dialog.read()
    shown = shown_source(window, qtbot)
    assert shown.trouble.text()
    assert not shown.tabs.isVisible()
    assert shown.save.isEnabled()
    dialog.close()


def test_closing_before_the_file_is_read_leaves_nothing_behind(window: MainWindow, qtbot) -> None:
    content = workbook("scorecard").read_bytes()
    dialog = SourceDialog(window, window.tasks, "scorecard.xlsx", content, "Q2 2020-21!F5")
    dialog.show()
    dialog.read()
    dialog.close()
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20000)
    QCoreApplication.processEvents()
    assert window.findChild(SourceDialog) is None or dialog.gone


def test_a_place_that_is_not_in_the_file_is_told(window: MainWindow) -> None:
    dialog = SourceDialog(window, window.tasks, "a.csv", b"a,b\n1,2\n", "Table!Z9")
    dialog.show()
    dialog.show_book(Book("a.csv", b"", (Sheet("Table", ((Cell(1, 1, CellKind.TEXT, "a"),),)),)))
    assert "Table!Z9 was not found" in dialog.trouble.text()
    dialog.close()


def test_the_model_of_a_sheet_keeps_the_rules_of_qt(qtmodeltester) -> None:
    book = book_of("a.csv", b"Code,Q1\nAB1,41.2%\nAB2,7\n")
    model = KeptSheetModel(book.sheets[0])
    qtmodeltester.check(model)
    assert model.index(1, 1).data() == "41.2%"
    assert [model.headerData(at, model_side()) for at in (0, 1)] == ["A", "B"]


def model_side():
    from PySide6.QtCore import Qt

    return Qt.Orientation.Horizontal


def test_numbers_are_shown_in_their_own_format() -> None:
    from decimal import Decimal

    def number(text: str, form: str) -> str:
        return cell_text(Cell(1, 1, CellKind.NUMBER, text, Decimal(text), form))

    assert number("0.412", "0.0%") == "41.2%"
    assert number("1234.5", "#,##0.00") == "1,234.50"
    assert number("7", "General") == "7"


def test_a_place_is_said_in_words() -> None:
    assert place_words("Q2 2020-21!F5") == "F5 on the sheet “Q2 2020-21”"
    assert place_words("line 103") == "Line 103"


def test_the_read_only_copy_keeps_only_the_files_name(tmp_path: Path) -> None:
    path = read_only_copy("../../escape.xlsx", b"x")
    assert path.name == "escape.xlsx"
    assert path.parent.name.startswith("ascdesk-")
