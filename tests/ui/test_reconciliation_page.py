from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from ascdesk.periods import Period
from ascdesk.reconciling.values import Verdict
from tests.ui.conftest import Opened, page_of, row_of, scorecard_page, workbook
from tests.ui.test_accessibility import nameless, reachable, tabbed
from ui.main_window import MainWindow
from ui.models.reconciliation import COPIED, Column, Heading, ReconciliationModel
from ui.models.reconciliation_lines import Line, import_words, sections, summary
from ui.page import Spot
from ui.pages.overview import OverviewPage
from ui.pages.reconciliation import ReconciliationPage
from ui.pages.scorecard import ScorecardPage
from ui.widgets.reconciliation_cells import cell_height
from ui.widgets.search import find

CONTROL = Qt.KeyboardModifier.ControlModifier
SIZES = ((960, 540), (1093, 614), (1366, 768))


@pytest.fixture
def compared(opened: Opened) -> Callable[[str], ReconciliationPage]:
    """Opens a sample and compares its scorecard with print, by the button there."""

    def open_sample(name: str) -> ReconciliationPage:
        window = opened(name)
        window.activateWindow()
        scorecard_page(window).compare.click()
        return page_of(window, ReconciliationPage)

    return open_sample


def lines_under(page: ReconciliationPage, title: str) -> list[tuple[str, str]]:
    """Return code and part of the lines that stand under a heading, folded or not."""
    section = next((each for each in page.model.sections if each.title == title), None)
    return [(line.row.measure.code, line.row.part) for line in section.lines] if section else []


def headings(page: ReconciliationPage) -> list[tuple[str, int, bool]]:
    return [(each.title, each.count, each.folded) for each in page.model.shown if isinstance(each, Heading)]


def press(window: MainWindow, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused
    QTest.keyClick(focused, key, held)


def test_the_message_after_an_import_leads_to_the_page(window: MainWindow, tmp_path: Path, qtbot) -> None:
    window.new_file(tmp_path / "new.ascdesk")
    qtbot.waitUntil(lambda: window.file is not None)
    assert window.file
    window.file.import_files([workbook("scorecard")])
    qtbot.waitUntil(lambda: window.file is not None and window.file.preview is not None, timeout=20_000)
    assert window.file.preview
    window.file.preview.take.click()
    said, bar = window.shell.messages.text.text(), window.shell.messages
    found = window.file.workspace.reconcile(Period.quarter(2020, 2))
    assert found.differ > 0
    assert said.endswith(import_words(found))
    assert f"{found.differ} printed ratings" in said
    assert (bar.look.text(), bar.act.text()) == ("Look", "Undo")
    qtbot.mouseClick(bar.look, Qt.MouseButton.LeftButton)
    page = page_of(window, ReconciliationPage)
    assert page.table.hasFocus()
    assert page.said.text() == f"26 printed ratings: {found.agree} agree, {found.differ} differ"
    press(window, Qt.Key.Key_Escape)
    page_of(window, OverviewPage)


def test_an_import_that_prints_no_judgements_says_nothing_of_them(opened: Opened, tmp_path: Path, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    path = tmp_path / "more.csv"
    path.write_text("Code,Indicator,2020/21 Q2\nM002,Reviews completed in year,43.1%\n", encoding="utf-8")
    window.file.import_files([path])
    qtbot.waitUntil(lambda: window.file is not None and window.file.preview is not None, timeout=20_000)
    assert window.file.preview
    window.file.preview.take.click()
    assert "printed" not in window.shell.messages.text.text()
    assert window.shell.messages.look.isHidden()
    assert window.shell.messages.act.text() == "Undo"


@pytest.mark.parametrize("name", ["scorecard", "ascof", "monthly", "kent"])
def test_every_line_of_the_core_is_on_the_page_once(compared: Callable[[str], ReconciliationPage], name: str) -> None:
    page = compared(name)
    found = page.found
    assert found
    shown = sorted((line.row.measure.id, line.reasons[-1]) for each in page.model.sections for line in each.lines)
    told = [(each.row.measure.id, each.reason) for each in (*found.rows, *found.unrated)]
    told += [(each.row.measure.id, each.reason) for each in found.directions]
    told += [(each.row.measure.id, each.reason) for each in found.differences]
    told += [(each.row.measure.id, each.text) for each in found.benchmarks]
    assert shown == sorted(told)
    assert page.more.isHidden() or page.more.text()
    assert summary(found)[0] == page.said.text()


def test_differences_come_first_and_what_agrees_is_folded(compared: Callable[[str], ReconciliationPage]) -> None:
    page = compared("scorecard")
    found = page.found
    assert found
    differing = [each.row.measure.code for each in found.rows if each.verdict is Verdict.DIFFERS]
    assert [code for code, _ in lines_under(page, "Ratings that differ")] == differing
    titles = headings(page)
    assert titles[0] == ("Ratings that differ", found.differ, False)
    assert titles[1] == ("Directions that differ", found.direction_differ, False)
    assert [title for title, _, folded in titles if folded] == ["Ratings that agree", "Directions that agree"]
    first = page.table.current_line()
    assert first
    assert first.row.measure.code == differing[0]
    assert page.table.lines.index(1, Column.PRINTED).data() == "Amber"
    assert page.table.lines.index(1, Column.COMPUTED).data() == "Red"


def test_rows_that_lack_the_older_baseline_are_named(compared: Callable[[str], ReconciliationPage]) -> None:
    page = compared("ascof")
    assert page.found
    lacking = [(row.measure.code, row.part) for row in page.found.lacking_base]
    assert len(lacking) > 2
    assert lines_under(page, "No figure is held for the period that the report compares with") == lacking


def test_printed_tallies_stand_beside_the_computed_ones(compared: Callable[[str], ReconciliationPage]) -> None:
    page = compared("ascof")
    ratings, directions, ranks = page.tallies.pairs
    assert (ratings.printed, ratings.computed) == ((7, 0, 5, 16), (7, 0, 5, 16))
    assert directions.printed == (14, 4, 7, None)
    assert (ranks.printed, ranks.computed[:3]) == (None, (15, 3, 8))
    texts = [each.text() for each in page.tallies.findChildren(QLabel)]
    assert [each for each in texts if each in ("14", "15")] == ["14", "15"]


def test_printed_differences_and_benchmark_years_are_worked_out_again(
    compared: Callable[[str], ReconciliationPage],
) -> None:
    page = compared("monthly")
    assert page.said.text() == "12 printed differences: 11 agree, 1 differs"
    assert lines_under(page, "Printed differences that differ") == [("M018", "")]
    row = page.model.find(row_of_page(page, "M018"), "")
    texts = [page.model.index(row, column).data() for column in Column]
    assert texts[1:3] == ["+1.22 percentage points", "−1.22 percentage points"]
    assert "7.78%" in texts[3]
    benchmark = page.model.find(row_of_page(page, "M006"), "")
    assert page.model.index(benchmark, Column.PRINTED).data() == "92.20%, 2021/22"
    assert page.model.index(benchmark, Column.COMPUTED).data() == "Value of 2020/21"
    assert page.tallies.isHidden()


def row_of_page(page: ReconciliationPage, code: str):
    return page.desk.workspace.measure(code).id


def test_the_filter_shows_the_differences_alone(compared: Callable[[str], ReconciliationPage], qtbot) -> None:
    page = compared("scorecard")
    assert page.differences.text() == f"Differences {page.model.count(differences=True)}"
    qtbot.keyClick(page.differences, Qt.Key.Key_Space)
    assert all("agree" not in title and "cannot" not in title for title, _, _ in headings(page))
    assert sum(isinstance(each, Line) for each in page.model.shown) == page.model.count(differences=True)
    qtbot.mouseClick(page.all, Qt.MouseButton.LeftButton)
    assert ("Ratings that agree", 19, True) in headings(page)


def test_where_nothing_differs_the_filter_says_so(compared: Callable[[str], ReconciliationPage], qtbot) -> None:
    page = compared("kent")
    assert page.said.text() == "4 printed directions: none can be compared"
    qtbot.mouseClick(page.differences, Qt.MouseButton.LeftButton)
    assert page.nothing.isVisible()
    assert page.nothing.text() == "Nothing that was printed differs from what is computed."
    assert page.first() is page.all
    qtbot.mouseClick(page.all, Qt.MouseButton.LeftButton)
    assert page.table.isVisible()


def test_enter_leads_to_the_arithmetic_and_escape_back_again(
    compared: Callable[[str], ReconciliationPage], window: MainWindow
) -> None:
    page = compared("scorecard")
    press(window, Qt.Key.Key_Down)
    line = page.table.current_line()
    assert line
    press(window, Qt.Key.Key_Return)
    scorecard = page_of(window, ScorecardPage)
    row = scorecard.table.current_row()
    assert row
    assert row.measure == line.row.measure
    assert scorecard.detail_ground.isVisible()
    assert scorecard.compare.text().endswith("Compared with print")
    press(window, Qt.Key.Key_Escape)
    assert page_of(window, ReconciliationPage).table.current_line() == line
    assert page.table.hasFocus()
    assert page.back.text().endswith("Scorecard")
    press(window, Qt.Key.Key_Escape)
    assert page_of(window, ScorecardPage).compare.text() == "Compare with print"
    press(window, Qt.Key.Key_Escape)
    page_of(window, ScorecardPage)


def test_the_button_on_the_scorecard_goes_back_to_the_comparison_that_one_came_from(
    opened: Opened, window: MainWindow, qtbot
) -> None:
    opened("scorecard", "overview")
    window.activateWindow()
    window.commands["compare"].trigger()
    press(window, Qt.Key.Key_Return)
    qtbot.mouseClick(page_of(window, ScorecardPage).compare, Qt.MouseButton.LeftButton)
    assert page_of(window, ReconciliationPage).back.text().endswith("Overview")
    qtbot.mouseClick(page_of(window, ReconciliationPage).back, Qt.MouseButton.LeftButton)
    page_of(window, OverviewPage)


def test_a_page_that_is_chosen_in_the_navigation_leads_nowhere_back(
    compared: Callable[[str], ReconciliationPage], window: MainWindow
) -> None:
    compared("scorecard")
    assert window.shell.navigation.buttons["scorecard"].isChecked()
    window.commands["scorecard"].trigger()
    assert page_of(window, ScorecardPage).compare.text() == "Compare with print"
    press(window, Qt.Key.Key_Escape)
    page_of(window, ScorecardPage)


def test_the_search_box_finds_the_comparison(opened: Opened, qtbot) -> None:
    window = opened("ascof", "figures")
    assert [each.text for each in find(window.destinations(), "compare with print")] == ["Compare with print"]
    find(window.destinations(), "compare print")[0].go()
    page_of(window, ReconciliationPage)


def test_only_a_period_with_published_judgements_offers_the_comparison(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    assert scorecard_page(window).compare.isVisible()
    window.file.show_period(Period.quarter(2020, 1))
    assert not scorecard_page(window).compare.isVisible()


def test_a_period_without_print_says_so_and_what_to_do(
    compared: Callable[[str], ReconciliationPage], window: MainWindow, qtbot
) -> None:
    page = compared("scorecard")
    assert window.file
    window.file.show_period(Period.quarter(2020, 1))
    assert page.missing.text() == "Nothing printed is held for Quarter 1 2020/21"
    assert page.missing.isVisible()
    assert not page.said.isVisible()
    assert page.first() is page.import_
    assert page.other.text() == "Show Quarter 2 2020/21"
    qtbot.mouseClick(page.other, Qt.MouseButton.LeftButton)
    assert window.file.period == Period.quarter(2020, 2)
    assert page.table.isVisible()
    assert page.back.text().endswith("Scorecard")


def test_headings_fold_and_unfold_by_keyboard(
    compared: Callable[[str], ReconciliationPage], window: MainWindow
) -> None:
    page = compared("scorecard")
    press(window, Qt.Key.Key_End, CONTROL)
    heading = page.model.shown[page.table.currentIndex().row()]
    assert isinstance(heading, Heading)
    assert heading.folded
    press(window, Qt.Key.Key_Return)
    assert (heading.title, heading.count, False) in headings(page)
    press(window, Qt.Key.Key_Down)
    assert page.table.current_line()
    press(window, Qt.Key.Key_Up)
    press(window, Qt.Key.Key_Space)
    assert (heading.title, heading.count, True) in headings(page)


def test_ctrl_c_copies_the_selected_lines_as_a_table(
    compared: Callable[[str], ReconciliationPage], window: MainWindow
) -> None:
    page = compared("scorecard")
    press(window, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(window, Qt.Key.Key_C, CONTROL)
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert rows[0] == list(COPIED)
    assert [(row[0], row[1], row[3], row[4]) for row in rows[1:]] == [
        ("Ratings that differ", "M001", "Amber", "Red"), ("Ratings that differ", "M006", "Green", "Not rated"),
    ]  # fmt: skip
    assert rows[1][5].startswith("The report printed Amber")
    page.copy.click()
    copied = QGuiApplication.clipboard().text().splitlines()
    assert len(copied) == 1 + sum(isinstance(each, Line) for each in page.model.shown)
    assert "copied as a table" in window.shell.messages.text.text()


def test_a_change_of_a_figure_is_compared_again(
    compared: Callable[[str], ReconciliationPage], window: MainWindow
) -> None:
    page = compared("scorecard")
    row = row_of(window, "M001")
    page.desk.workspace.set_figure(row.measure, row.period, "20%")
    assert page.model.line_at(1)
    line = next(line for each in page.model.sections for line in each.lines if line.row.measure.code == "M001")
    assert "20.0%" in line.reasons[-1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["scorecard", "ascof", "monthly", "kent"])
def test_no_text_is_cut_at_the_sizes_of_small_laptops(
    window: MainWindow, compared: Callable[[str], ReconciliationPage], name: str, size: tuple[int, int]
) -> None:
    window.resize(*size)
    page = compared(name)
    for section in page.model.sections:
        page.model.fold(section.title, folded=False)
    QApplication.processEvents()
    table = page.table
    assert sum(table.columnWidth(column) for column in Column) <= table.viewport().width()
    for number, line in enumerate(page.model.shown):
        if isinstance(line, Line):
            needed = [cell_height(line, at, table.font(), table.columnWidth(at) - 16) for at in Column]
            assert table.rowHeight(number) >= max(needed)
    assert table.viewport().height() > 150
    for each in (page.back, page.differences, page.all, page.copy):
        assert each.width() >= each.sizeHint().width()
        assert page.rect().contains(each.geometry())
    for text in page.findChildren(QLabel):
        if text.isVisible():
            assert text.height() >= text.heightForWidth(text.width())


@pytest.mark.parametrize("size", SIZES)
def test_the_ways_there_and_back_are_read_whole_on_the_scorecard(
    window: MainWindow, opened: Opened, size: tuple[int, int], qtbot
) -> None:
    window.resize(*size)
    opened("scorecard")
    window.activateWindow()
    compare = scorecard_page(window).compare
    QApplication.processEvents()
    assert compare.width() >= compare.sizeHint().width()
    qtbot.mouseClick(compare, Qt.MouseButton.LeftButton)
    press(window, Qt.Key.Key_Return)
    QApplication.processEvents()
    assert compare.isVisible()
    assert compare.width() >= compare.sizeHint().width()


def test_every_control_is_named_and_reached_by_the_keyboard(
    compared: Callable[[str], ReconciliationPage], window: MainWindow, qtbot
) -> None:
    compared("scorecard")
    assert nameless(window) == []
    seen = tabbed(window, qtbot)
    assert [each.accessibleName() for each in reachable(window) if each not in seen] == []


def test_a_line_is_spoken_whole(compared: Callable[[str], ReconciliationPage]) -> None:
    page = compared("scorecard")
    spoken = page.model.data(page.model.index(1, Column.MEASURE), Qt.ItemDataRole.AccessibleTextRole)
    title = "M001 Percentage of contacts passed to Tier 3 (assessment)"
    assert spoken.startswith(f"{title}: printed Amber, computed Red. The report printed Amber")
    assert spoken.endswith("Red.")
    heading = page.model.data(page.model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert heading == "Ratings that differ: 7, unfolded"
    assert "printed: 9 Green, 4 Amber, 13 Red" in page.tallies.pairs[0].spoken


def test_the_model_keeps_the_rules_of_qt(workspace, qtmodeltester, qapp) -> None:
    model = ReconciliationModel()
    model.show_sections(sections(workspace.reconcile(Period.quarter(2020, 2))))
    qtmodeltester.check(model)


def test_going_to_a_measure_keeps_the_line_of_it_that_the_cursor_stands_on(
    compared: Callable[[str], ReconciliationPage],
) -> None:
    page = compared("scorecard")
    section = next(each for each in page.model.sections if each.title == "Directions that differ")
    line = section.lines[1]
    page.table.stand_on(page.model.shown.index(line))
    page.go_to(Spot("reconciliation", line.row.measure.id, line.row.part))
    assert page.table.current_line() == line
