"""Nothing is covered, cut or scrolled away by what comes up beside it, at the sizes of small laptops."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QStyleOptionViewItem

from tests.ui.conftest import Opened, page_of, row_of
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.pages.figures import REST, FiguresPage
from ui.pages.scorecard import ScorecardPage
from ui.pages.trends import TrendsPage

SMALL, NARROW, USUAL = (960, 540), (1093, 614), (1366, 768)


def settle() -> None:
    for _ in range(5):
        QApplication.processEvents()


def cut_lines(view: QListView) -> list[str]:
    """Return the lines of a list that have less height than their texts need."""
    option, found = QStyleOptionViewItem(), []
    view.initViewItemOption(option)
    for number in range(view.model().rowCount() - 1):
        index = view.model().index(number, 0)
        given = view.visualRect(view.model().index(number + 1, 0)).top() - view.visualRect(index).top()
        if given < view.itemDelegate().sizeHint(option, index).height():
            found.append(str(index.data()))
    return found


@pytest.mark.parametrize("size", [SMALL, NARROW, USUAL])
def test_no_line_of_a_list_is_cut(window: MainWindow, opened: Opened, size: tuple[int, int]) -> None:
    window.resize(*size)
    opened("ascof", "trends")
    page = page_of(window, TrendsPage)
    page.chooser.list.setCurrentIndex(page.model.index(page.model.rowCount() - 1))
    settle()
    assert cut_lines(page.chooser.list) == []
    assert window.file
    window.file.go(Spot("commentary"))
    settle()
    assert cut_lines(page_of(window, CommentaryPage).list) == []


@pytest.mark.parametrize("size", [SMALL, NARROW, USUAL])
def test_the_text_stands_below_its_figure_when_details_come_up(
    window: MainWindow, opened: Opened, size: tuple[int, int]
) -> None:
    window.resize(*size)
    opened("ascof", "commentary")
    page = page_of(window, CommentaryPage)
    assert window.file
    for code in ("1E", "1H", "2B"):
        measure = next((row.measure.id for row in window.file.card.rows if row.measure.code.startswith(code)), None)
        window.file.go(Spot("commentary", measure))
        for shown in (False, True):
            page.show_details(shown)
            settle()
            assert page.head.geometry().bottom() < page.editor.geometry().top()
            assert page.head.height() >= page.head.heightForWidth(page.head.width())


@pytest.mark.parametrize("code", ["M006", "M020", "M031"])
@pytest.mark.parametrize("where", ["scorecard", "figures"])
def test_the_chosen_row_stays_in_sight_when_details_or_a_message_come_up(
    window: MainWindow, opened: Opened, where: str, code: str
) -> None:
    window.resize(*SMALL)
    opened("scorecard", where)
    assert window.file
    page = window.file.page
    assert isinstance(page, ScorecardPage | FiguresPage)
    page.show_details(False)
    row = row_of(window, code)
    page.go_to(Spot(where, row.measure.id, row.part))
    settle()
    page.show_details(True)
    settle()
    assert in_sight(page.table)
    window.shell.messages.tell("Something happened, and it takes a line above the page.")
    settle()
    assert in_sight(page.table)


def in_sight(table) -> bool:
    line = table.visualRect(table.currentIndex())
    return line.top() >= 0 and line.bottom() <= table.viewport().height()


def test_a_file_can_be_closed_while_the_panel_of_figures_is_about_to_read_it(opened: Opened, qtbot) -> None:
    window = opened("scorecard", "figures")
    window.close_file()
    qtbot.wait(2 * REST)
    assert window.file is None


def test_the_list_of_the_search_box_shows_names_whole(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    box = window.shell.search
    box.setFocus()
    qtbot.keyClicks(box, "per year per pathway")
    assert box.popup.viewport().width() >= box.popup.sizeHintForColumn(0) > box.width()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    box.popup.hide()
