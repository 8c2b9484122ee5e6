"""The sheet's columns and marks: sets of columns, what stays while others roll, zoom, locks, flags and filters."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication

from ascdesk.columns import BUILT_IN, FIVE_YEARS, MONTHS_AND_QUARTERS, VALUES_ONLY, Columns
from ascdesk.periods import show_period
from ascdesk.sheet import concerns
from ascdesk.sifting import Shown
from tests.ui.conftest import Opened, flush, page_of
from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    Q1,
    ROLE,
    grid,
    hit,
    keyed,
    look,
    numbered,
    page,
    shown,
    stand,
    steps,
    stored,
    told,
    value,
    where,
)
from ui.main_window import MainWindow
from ui.models.figures import Column, Heading, Mark
from ui.page import Spot
from ui.pages.figures import FiguresPage

__all__ = ["hit", "keyed"]


def heads(window: MainWindow) -> list[str]:
    return list(page(window).model.heads.titles)


# Sets of columns


def test_a_set_of_columns_shows_its_periods_and_the_figures_in_them(keyed: MainWindow) -> None:
    page(keyed).show_columns(BUILT_IN[FIVE_YEARS])
    assert heads(keyed)[2:4] == ["Q2 18/19", "Q3 18/19"]
    assert len(page(keyed).model.periods) == 21
    stand(keyed, "ASCH2", Column.PREVIOUS)
    assert str(grid(keyed).currentIndex().data()) == "72%"
    page(keyed).show_columns(BUILT_IN[VALUES_ONLY])
    assert heads(keyed) == ["Code", "Measure", "Q2 22/23", "Q3 22/23", "Q4 22/23", "Q1 23/24", "Q2 23/24"]


def test_months_and_years_are_keyed_beside_the_quarter(keyed: MainWindow, hit) -> None:
    page(keyed).show_columns(BUILT_IN[MONTHS_AND_QUARTERS])
    model = page(keyed).model
    august = next(period for period in model.periods if show_period(period, "short") == "Aug 23")
    column = next(n for n, place in enumerate(model.heads.places) if place and place.period == august)
    stand(keyed, "ASCH2", column)
    hit("55", KEY.Key_Return)
    assert value(keyed, "ASCH2", august) == 55
    assert where(keyed) == ("ASCH3", column)


def test_the_cursor_stays_with_its_figure_when_the_columns_change(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    page(keyed).show_columns(Columns(earlier=12))
    assert where(keyed) == ("ASCH2", page(keyed).model.at(Column.PREVIOUS))
    page(keyed).show_columns(Columns(earlier=0))
    assert where(keyed) == ("ASCH2", page(keyed).model.heads.current)
    hit("61", KEY.Key_Return)
    assert value(keyed, "ASCH2") == 61
    assert where(keyed) == ("ASCH3", page(keyed).model.heads.current)


def test_f7_opens_the_panel_and_its_boxes_change_the_columns(keyed: MainWindow, qtbot) -> None:
    qtbot.keyClick(grid(keyed), KEY.Key_F7)
    panel = page(keyed).columns_panel
    assert panel.isVisible()
    assert panel.set_box.currentText() == "A year"
    panel.switches["numbers"].click()
    assert "Num." not in heads(keyed)
    assert panel.set_box.currentText() == "Your own choice"
    panel.earlier.setCurrentText("8")
    panel.earlier.activated.emit(panel.earlier.currentIndex())
    assert len(page(keyed).model.periods) == 9
    qtbot.keyClick(panel, KEY.Key_Escape)
    assert not panel.isVisible()


def test_a_set_gets_a_name_is_chosen_again_and_goes_with_undo(keyed: MainWindow, qtbot) -> None:
    page(keyed).show_columns(Columns(earlier=8, rating=False))
    page(keyed).choose_columns()
    panel, before = page(keyed).columns_panel, steps(keyed)
    assert not panel.keep.isEnabled()
    qtbot.keyClicks(panel.name, "Board")
    qtbot.keyClick(panel.name, KEY.Key_Return)
    assert steps(keyed) == before + 1
    assert told(keyed) == "The columns are saved as “Board”."
    page(keyed).show_columns(Columns())
    page(keyed).choose_columns()
    assert panel.set_box.findText("Board") >= 0
    panel.set_box.setCurrentText("Board")
    panel.set_box.activated.emit(panel.set_box.currentIndex())
    assert page(keyed).columns == Columns(earlier=8, rating=False)
    panel.drop.click()
    assert keyed.file
    assert keyed.file.workspace.saved_views("figures") == ()
    keyed.file.workspace.undo()
    assert [each.name for each in keyed.file.workspace.saved_views("figures")] == ["Board"]


def test_the_columns_and_the_zoom_are_there_again_when_the_file_is_opened(keyed: MainWindow) -> None:
    page(keyed).show_columns(Columns(earlier=7, owner=True))
    grid(keyed).set_zoom(1.25)
    assert keyed.file
    path = keyed.file.workspace.path
    keyed.open_file(path)
    keyed.file.go(Spot("figures"))
    assert page(keyed).columns == Columns(earlier=7, owner=True)
    assert grid(keyed).zoom == 1.25


# What stays, and what rolls


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (960, 540)])
def test_the_shown_period_is_in_sight_first_and_code_and_measure_stay(opened: Opened, size: tuple[int, int]) -> None:
    window = opened("anytown", "figures")
    window.resize(*size)
    flush()
    shown = page_of(window, FiguresPage)
    shown.show_columns(Columns(earlier=60))
    table, bar = shown.table, shown.table.horizontalScrollBar()
    assert 0 < bar.value() == bar.maximum()
    assert table.viewport().width() > window.width() // 3
    current = table.sheet.index(1, table.sheet.heads.current)
    assert table.viewport().rect().contains(table.visualRect(current).center())
    frozen = table.visualRect(table.sheet.index(1, Column.MEASURE))
    assert frozen.right() < 0
    table.stand(1, table.sheet.at(Column.EARLIEST))
    assert bar.value() == 0
    assert table.visualRect(table.sheet.index(1, Column.MEASURE)) == frozen
    table.stand(1, Column.MEASURE)
    assert bar.value() == 0
    assert not table.grab().isNull()


def test_a_click_on_a_code_stands_on_it_and_keys_lead_on_from_there(keyed: MainWindow, qtbot, hit) -> None:
    table = grid(keyed)
    left = table.frozen.mapFromGlobal(
        table.viewport().mapToGlobal(table.visualRect(table.sheet.index(numbered(keyed, "ASCH3"), 0)).center())
    )
    qtbot.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=left)
    assert where(keyed) == ("ASCH3", Column.CODE)
    hit(KEY.Key_Right, KEY.Key_Right)
    assert where(keyed) == ("ASCH3", Column.EARLIEST)


def test_a_heading_folds_by_a_click_at_its_left_and_all_by_keys(keyed: MainWindow, qtbot, hit) -> None:
    table = grid(keyed)
    qtbot.mouseClick(table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 12))
    assert [line.folded for line in table.sheet.shown if isinstance(line, Heading)] == [True, False]
    stand(keyed, "ASCH3")
    hit(KEY.Key_BracketLeft, held=CONTROL)
    assert all(isinstance(line, Heading) and line.folded for line in table.sheet.shown)
    assert where(keyed)[0] == "Support"
    hit(KEY.Key_BracketRight, held=CONTROL)
    assert len(table.sheet.shown) == 9


# Zoom


def test_the_sheet_is_made_larger_and_smaller_and_keyed_at_any_size(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    height = grid(keyed).rowHeight(numbered(keyed, "ASCH2"))
    for _ in range(20):
        hit(KEY.Key_Plus, held=CONTROL)
    assert grid(keyed).zoom == 2
    assert grid(keyed).rowHeight(numbered(keyed, "ASCH2")) >= 2 * height
    hit("58", KEY.Key_Return)
    assert value(keyed, "ASCH2") == 58
    assert not grid(keyed).grab().isNull()
    for _ in range(20):
        hit(KEY.Key_Minus, held=CONTROL)
    assert grid(keyed).zoom == 0.8
    hit(KEY.Key_0, held=CONTROL)
    assert grid(keyed).zoom == 1
    assert grid(keyed).rowHeight(numbered(keyed, "ASCH2")) == height


def test_control_and_the_wheel_zoom_and_the_wheel_alone_does_not(keyed: MainWindow) -> None:
    table, at = grid(keyed), QPointF(40, 40)
    for held, zoom in ((CONTROL, 1.1), (Qt.KeyboardModifier.NoModifier, 1.1)):
        turned = QWheelEvent(
            at, table.viewport().mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, held,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(table.viewport(), turned)
        assert table.zoom == zoom


# Marks


def test_a_locked_period_says_who_locked_it_and_takes_nothing(keyed: MainWindow, hit) -> None:
    assert keyed.file
    keyed.file.workspace.lock(Q1, "Sent to the board")
    model, column = page(keyed).model, int(Column.PREVIOUS)
    stand(keyed, "ASCH2", column)
    hit("5")
    assert "Quarter 1 2023/24 is locked by" in told(keyed)
    assert "Sent to the board. Unlock it first" in told(keyed)
    assert grid(keyed).cells.editor is None
    assert value(keyed, "ASCH2", Q1) == 72
    index = model.index(numbered(keyed, "ASCH2"), column)
    assert not index.flags() & Qt.ItemFlag.ItemIsEditable
    assert str(index.data(ROLE.AccessibleTextRole)).endswith("72 percent, locked")
    assert "is locked by" in str(model.headerData(column, Qt.Orientation.Horizontal, ROLE.ToolTipRole))
    assert column in grid(keyed).head.locked
    keyed.file.workspace.unlock(Q1, "A figure was wrong")
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert column not in grid(keyed).head.locked


def test_a_flag_is_seen_heard_and_found(keyed: MainWindow) -> None:
    assert keyed.file
    workspace = keyed.file.workspace
    assert not page(keyed).filters.buttons[Shown.FLAGGED].isVisible()
    stand(keyed, "ASCH2")
    flag = workspace.flag(workspace.measure("ASCH2"), page(keyed).model.period, "Ask finance")
    assert look(keyed, "ASCH2").flag.endswith("Ask finance")
    index = grid(keyed).sheet.index(numbered(keyed, "ASCH2"), Column.CURRENT)
    assert str(index.data(ROLE.AccessibleTextRole)).endswith("no figure, Not rated, flagged")
    assert "Ask finance" in str(index.data(ROLE.ToolTipRole))
    page(keyed).filters.buttons[Shown.FLAGGED].click()
    lines = [line for line in page(keyed).model.shown if not isinstance(line, Heading)]
    assert [line.measure.code for line in lines] == ["ASCH2"]
    workspace.unflag(flag)
    assert look(keyed, "ASCH2").flag == ""


def test_an_explained_figure_is_no_longer_to_check_but_marked(keyed: MainWindow, hit, qtbot) -> None:
    assert keyed.file
    stand(keyed, "ASCH2")
    hit("120", KEY.Key_Return)
    assert look(keyed, "ASCH2").mark is Mark.ODD
    count = page(keyed).filters.buttons[Shown.CHECK]
    qtbot.waitUntil(lambda: count.text() == "To check 1")
    line = page(keyed).model.lines[1]
    (figure,) = stored(keyed, "ASCH2")
    workspace = keyed.file.workspace
    checks = [each.check for each in concerns(line, figure.period)]
    workspace.explain(line.measure, figure, checks, "Reviews of last year counted, too.")
    assert look(keyed, "ASCH2").mark is Mark.EXPLAINED
    assert "Reviews of last year counted, too." in look(keyed, "ASCH2").said
    qtbot.waitUntil(lambda: count.text() == "To check 0")


def test_earlier_figures_are_looked_at_when_the_sheet_has_come_to_rest(keyed: MainWindow, qtbot) -> None:
    assert keyed.file
    workspace = keyed.file.workspace
    workspace.set_figure(workspace.measure("ASCH2"), Q1, "140")
    model, number = page(keyed).model, numbered(keyed, "ASCH2")
    model.refresh_all()
    model.glance(number, Column.PREVIOUS)
    qtbot.waitUntil(lambda: model.glance(number, Column.PREVIOUS).mark is Mark.ODD)


# Filters


def test_in_little_room_the_filters_are_one_menu(keyed: MainWindow) -> None:
    filters = page(keyed).filters
    assert not filters.one.isVisible()
    filters.fit_into(100)
    assert filters.one.isVisible()
    assert filters.one.text() == "All 4"
    filters.menu.aboutToShow.emit()
    texts = [action.text() for action in filters.menu.actions()]
    assert texts == ["All 4", "Due 3", "To check 0", "Red 1"]
    filters.menu.actions()[1].trigger()
    assert filters.one.text() == "Due 3"
    assert [line.measure.code for line in page(keyed).model.lines if line.key in (page(keyed).model.kept or ())] == [
        "ASCH2", "ASCH3", "ASCH4",
    ]  # fmt: skip
    assert shown(keyed, "ASCH2") == ""
