import logging
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QMessageBox,
    QScrollBar,
    QSplitterHandle,
    QTabBar,
    QWidget,
)

from ascdesk.errors import Cancelled, UserError
from tests.ui.conftest import Opened, page_of, scorecard_page, workbook
from ui.main_window import MainWindow
from ui.pages.figures import FiguresPage
from ui.tasks import Tasks
from ui.widgets.search import Destination, find

CONTROLS = (QAbstractButton, QAbstractItemView, QLineEdit, QTabBar)
# Qt's own inner parts: what they do is said by the control that they belong to.
INNER = ("QTableCornerButton", "ScrollLeftButton", "ScrollRightButton", "qt_menubar_ext_button")


def nameless(widget: QWidget) -> list[str]:
    """Return the controls inside a widget that a screen reader could not name."""
    found = []
    for each in widget.findChildren(QWidget):
        inner = type(each).__name__ in INNER or each.objectName() in INNER or each.metaObject().className() in INNER
        skipped = isinstance(each, QHeaderView | QScrollBar | QSplitterHandle) or inner
        if isinstance(each, CONTROLS) and not skipped and not each.accessibleName():
            found.append(f"{type(each).__name__} {each.objectName()} in {type(each.parent()).__name__}")
    return found


def test_every_control_has_a_name_for_a_screen_reader(opened: Opened, window: MainWindow, qtbot) -> None:
    assert nameless(window) == []
    opened("ascof")
    assert nameless(window) == []
    assert window.file
    window.file.import_files([workbook("scorecard")])
    qtbot.waitUntil(lambda: window.file is not None and window.file.preview is not None, timeout=20_000)
    assert nameless(window) == []


def test_tab_leads_through_every_control_that_is_shown(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    window.activateWindow()
    window.shell.search.setFocus()
    seen = set()
    for _ in range(60):
        focused = window.focusWidget()
        seen.add(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    page = scorecard_page(window)
    shell = window.shell
    wanted = {page.table, page.detail, page.details, shell.search, shell.import_, shell.export, shell.period.back}
    wanted |= {shell.period.button, shell.navigation.buttons["scorecard"]}
    assert sorted(each.accessibleName() for each in wanted - seen) == []


def test_the_search_box_goes_to_a_measure(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    window.activateWindow()
    window.commands["search"].trigger()
    search = window.shell.search
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, "carers direct")
    assert search.popup.isVisible()
    qtbot.keyClick(search.popup, Qt.Key.Key_Return)
    row = scorecard_page(window).table.current_row()
    assert row
    assert "carers receiving direct payments" in row.measure.title
    assert search.text() == ""


@pytest.mark.parametrize("typed", ["carers direct", "zzzz"])
def test_escape_gives_the_keyboard_back_to_where_it_was(opened: Opened, qtbot, typed: str) -> None:
    window = opened("ascof", "figures")
    window.activateWindow()
    page = page_of(window, FiguresPage)
    page.details.setFocus()
    window.commands["search"].trigger()
    search = window.shell.search
    qtbot.waitUntil(search.hasFocus)
    qtbot.keyClicks(search, typed)
    qtbot.keyClick(QApplication.activePopupWidget() or search, Qt.Key.Key_Escape)
    assert page.details.hasFocus()
    assert not search.popup.isVisible()
    assert search.text() == ""


def test_an_action_of_the_search_box_leaves_the_keyboard_where_it_was(opened: Opened, qtbot) -> None:
    window = opened("ascof")
    window.activateWindow()
    table = scorecard_page(window).table
    table.setFocus()
    window.commands["search"].trigger()
    qtbot.keyClicks(window.shell.search, "details beside")
    qtbot.keyClick(window.shell.search.popup, Qt.Key.Key_Return)
    assert table.hasFocus()


def test_where_the_keyboard_was_nowhere_escape_leads_to_the_page(opened: Opened, qtbot) -> None:
    window = opened("ascof")
    window.activateWindow()
    focused = window.focusWidget()
    assert focused
    focused.clearFocus()
    window.commands["search"].trigger()
    qtbot.keyClick(window.shell.search, Qt.Key.Key_Escape)
    assert scorecard_page(window).first().hasFocus()


def test_the_search_box_does_an_action(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    window.activateWindow()
    window.commands["search"].trigger()
    qtbot.keyClicks(window.shell.search, "close the")
    qtbot.keyClick(window.shell.search.popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.file is None)


def test_finding_wants_every_word_and_puts_beginnings_first() -> None:
    places = [Destination(text, lambda: None) for text in ("New care plans", "Care in new homes", "Other")]
    assert [each.text for each in find(places, "new care")] == ["New care plans", "Care in new homes"]
    assert [each.text for each in find(places, "care")] == ["Care in new homes", "New care plans"]
    assert find(places, "  ") == []


def test_a_user_error_is_told_in_the_message_bar(window: MainWindow, qtbot) -> None:
    window.errors.install()

    def refuse() -> None:
        raise UserError("The file is locked.", "Close the other window.")

    QTimer.singleShot(0, refuse)
    qtbot.waitUntil(window.shell.messages.isVisible)
    assert window.shell.messages.text.text() == "The file is locked. Close the other window."
    assert window.shell.messages.property("kind") == "trouble"


def test_a_mistake_of_the_program_is_logged_and_told_once(
    window: MainWindow, tmp_path: Path, caplog: pytest.LogCaptureFixture, qtbot
) -> None:
    window.errors.install()
    handler = logging.FileHandler(tmp_path / "ascdesk.log")
    logging.getLogger("ascdesk").addHandler(handler)

    def fail() -> None:
        raise ZeroDivisionError("a mistake")

    QTimer.singleShot(0, fail)
    QTimer.singleShot(0, fail)
    qtbot.waitUntil(lambda: caplog.text.count("ZeroDivisionError: a mistake") == 2)
    boxes = [each for each in window.findChildren(QMessageBox) if each.isVisible()]
    assert len(boxes) == 1
    assert str(tmp_path / "ascdesk.log") in boxes[0].informativeText()
    boxes[0].close()
    logging.getLogger("ascdesk").removeHandler(handler)
    handler.close()


def test_a_file_that_is_refused_leaves_the_open_one(opened: Opened, tmp_path: Path, qtbot) -> None:
    window = opened("scorecard")
    window.errors.install()
    foreign = tmp_path / "foreign.ascdesk"
    foreign.write_bytes(b"something else altogether" * 100)
    QTimer.singleShot(0, lambda: window.open_file(foreign))
    qtbot.waitUntil(lambda: "foreign.ascdesk" in window.shell.messages.text.text())
    assert window.file
    assert window.file.workspace.path.name == "scorecard.ascdesk"


def test_work_runs_elsewhere_and_its_result_arrives_here(qapp, qtbot) -> None:
    tasks, came = Tasks(), []

    def then(future: Future[int]) -> None:
        came.append(future.result())

    tasks.start("Adding…", lambda _: 1 + 1, then)
    assert tasks.busy
    qtbot.waitUntil(lambda: came == [2])
    assert not tasks.busy
    tasks.close()


def test_work_is_asked_to_stop(qapp, qtbot) -> None:
    tasks, came = Tasks(), []

    def until_stopped(cancelled: Callable[[], bool]) -> None:
        while not cancelled():
            pass
        raise Cancelled

    tasks.start("Waiting…", until_stopped, lambda future: came.append(type(future.exception())))
    tasks.cancel()
    qtbot.waitUntil(lambda: came == [Cancelled])
    tasks.close()
