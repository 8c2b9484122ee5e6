"""Keying figures: typing, the keys of a spreadsheet, the reasons why there is no figure, undo."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from ascdesk.model import (
    Marker,
)
from tests.ui.conftest import Opened
from tests.ui.keyed_sheet import (
    ALT,
    CONTROL,
    KEY,
    NO_KEYS,
    Q1,
    Q2,
    SHIFT,
    agree,
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

__all__ = ["hit", "keyed"]


# Typing


def test_typing_replaces_and_enter_goes_down(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 70
    assert where(keyed) == ("ASCH2", Column.CURRENT)
    hit("85%", KEY.Key_Return)
    assert value(keyed, "ASCH2") == 85
    assert (shown(keyed, "ASCH2"), shown(keyed, "ASCH2", Column.RATING)) == ("85%", "Amber")
    assert keyed.commands["undo"].text() == "&Undo Set ASCH2 for Quarter 2 2023/24"


def test_enter_passes_over_headings_and_shift_enter_goes_up(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Return)
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    hit(KEY.Key_Return, held=SHIFT)
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_f2_edits_what_is_there_and_escape_leaves_it(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F2)
    editor = grid(keyed).cells.editor
    assert editor
    assert editor.text() == "66%"
    hit(KEY.Key_Left, KEY.Key_Backspace, "7", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 67
    stand(keyed, "ASCH1")
    hit("9", KEY.Key_Escape)
    assert value(keyed, "ASCH1") == 67
    assert grid(keyed).cells.editor is None


def test_editing_without_a_change_leaves_no_step(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    before = steps(keyed)
    hit(KEY.Key_F2, KEY.Key_Return)
    assert steps(keyed) == before


def test_arrows_end_a_text_that_was_just_begun(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("81", KEY.Key_Left)
    assert value(keyed, "ASCH2") == 81
    assert where(keyed) == ("ASCH2", Column.DENOMINATOR)


def test_a_ratio_fills_all_three_cells(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("3221/4880", KEY.Key_Return)
    cells = [shown(keyed, "ASCH2", column) for column in (Column.NUMERATOR, Column.DENOMINATOR, Column.CURRENT)]
    assert cells == ["3,221", "4,880", "66%"]


def test_numerator_then_denominator_give_the_value(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.NUMERATOR)
    hit("33", KEY.Key_Tab)
    assert where(keyed) == ("ASCH2", Column.DENOMINATOR)
    hit("44", KEY.Key_Tab)
    assert shown(keyed, "ASCH2") == "75%"
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_a_value_typed_over_its_numbers_says_that_they_went(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("33/44", KEY.Key_Return)
    stand(keyed, "ASCH2")
    hit("70", KEY.Key_Return)
    assert shown(keyed, "ASCH2", Column.NUMERATOR) == ""
    assert told(keyed) == "70% took the place of 33 of 44 in ASCH2 for Quarter 2 2023/24."


def test_an_earlier_figure_that_was_changed_is_told_with_a_way_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return, "Late returns", KEY.Key_Return)
    assert told(keyed) == "Changed ASCH2 for Quarter 1 2023/24: 72% → 70% [r]."
    keyed.shell.messages.act.click()
    assert value(keyed, "ASCH2", Q1) == 72


def test_series_are_keyed_on_their_own_lines(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH4", series="Completed")
    hit("4,491", KEY.Key_Return)
    (figure,) = stored(keyed, "ASCH4")
    assert (figure.series, figure.value) == ("Completed", Decimal(4491))
    assert shown(keyed, "ASCH4", series="Completed") == "4,491"


def test_both_lines_of_a_measure_in_two_sections_show_what_was_typed(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("95", KEY.Key_Return)
    model = page(keyed).model
    both = [n for n, line in enumerate(model.shown) if getattr(line, "main", False) and line.measure.code == "ASCH1"]  # type: ignore[union-attr]
    assert [model.index(n, Column.CURRENT).data() for n in both] == ["95%", "95%"]
    assert [model.index(n, Column.RATING).data() for n in both] == ["Green", "Green"]


def test_typing_moves_neither_the_scrolled_place_nor_other_lines(opened: Opened, qtbot) -> None:
    window = opened("ascof", "figures")
    table = grid(window)
    table.setFocus()
    table.stand(table.line_numbers()[20], Column.CURRENT)
    table.scrollTo(table.currentIndex(), table.ScrollHint.PositionAtCenter)
    resets: list[int] = []
    page(window).model.modelReset.connect(lambda: resets.append(1))
    told_of: list[int] = []
    page(window).model.dataChanged.connect(lambda first, _: told_of.append(first.row()))
    at, number = table.verticalScrollBar().value(), table.currentIndex().row()
    qtbot.keyClick(table, "5")
    qtbot.keyClick(window.focusWidget(), KEY.Key_Return)
    assert resets == []
    assert set(told_of) == {number}
    assert table.verticalScrollBar().value() == at


def test_leaving_the_page_keeps_what_is_being_typed(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("81")
    assert keyed.file
    keyed.file.go(Spot("scorecard"))
    assert value(keyed, "ASCH2") == 81


# Keys


def test_tab_goes_through_the_cells_that_can_be_typed_in_and_enter_returns(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.NUMERATOR)
    hit(KEY.Key_Tab, KEY.Key_Tab)
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    hit(KEY.Key_Return)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    stand(keyed, "ASCH1", Column.CURRENT)
    hit(KEY.Key_Tab)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    hit(KEY.Key_Backtab)
    assert where(keyed) == ("ASCH1", Column.CURRENT)


def test_tab_never_leads_into_earlier_periods(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Tab, "33", KEY.Key_Tab, "44", KEY.Key_Tab, KEY.Key_Tab)
    assert where(keyed) == ("ASCH3", Column.NUMERATOR)
    assert [value(keyed, "ASCH1"), value(keyed, "ASCH2"), value(keyed, "ASCH2", Q1)] == [70, 75, 72]
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Tab)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Backtab)
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    hit("71", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 71


def test_enter_after_a_tab_out_of_an_earlier_period_goes_down_in_the_shown_one(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Tab, KEY.Key_Return)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Backtab, KEY.Key_Return)
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_tab_leaves_the_grid_from_its_last_cell_and_shift_tab_from_its_first(keyed: MainWindow, hit) -> None:
    table = grid(keyed)
    table.setFocus()
    table.stand(table.line_numbers()[-1], Column.CURRENT)
    hit(KEY.Key_Tab)
    assert keyed.focusWidget() is not table
    table.setFocus()
    table.stand(table.line_numbers()[0], table.typing_columns()[0])
    hit(KEY.Key_Backtab)
    assert keyed.focusWidget() is not table


def test_f6_goes_to_the_panel_and_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F6)
    assert keyed.focusWidget() is page(keyed).panel
    hit(KEY.Key_F6)
    assert keyed.focusWidget() is grid(keyed)


def test_home_end_and_their_control_keys(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Home)
    assert where(keyed) == ("ASCH2", grid(keyed).typing_columns()[0])
    hit(KEY.Key_End)
    assert where(keyed) == ("ASCH2", Column.CURRENT)
    hit(KEY.Key_Home, held=CONTROL)
    assert where(keyed) == ("ASCH1", grid(keyed).typing_columns()[0])
    hit(KEY.Key_End, held=CONTROL)
    assert grid(keyed).currentIndex().row() == grid(keyed).line_numbers()[-1]


def test_ctrl_arrows_go_to_the_edge_of_the_data(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=CONTROL)
    assert where(keyed) == ("ASCH3", Column.PREVIOUS)
    hit(KEY.Key_Up, held=CONTROL)
    assert where(keyed) == ("ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Right, held=CONTROL)
    assert where(keyed) == ("ASCH1", Column.CURRENT)


def test_page_keys_move_by_a_screen(opened: Opened, qtbot) -> None:
    window = opened("ascof", "figures")
    table = grid(window)
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_PageDown)
    down = table.currentIndex().row()
    assert down > 5
    qtbot.keyClick(table, KEY.Key_PageUp)
    assert table.currentIndex().row() == table.line_numbers()[0]


def test_arrows_stop_on_headings_which_fold_and_unfold(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Down)
    assert where(keyed) == ("Support", 0)
    hit(KEY.Key_Left)
    model = page(keyed).model
    assert [type(line).__name__ for line in model.shown] == ["Heading", "Line", "Line", "Heading"]
    assert where(keyed) == ("Support", 0)
    hit(KEY.Key_Right)
    assert len(model.shown) == 9
    hit(KEY.Key_Space)
    assert len(model.shown) == 4
    hit(KEY.Key_Return, KEY.Key_Down)
    assert where(keyed) == ("ASCH3", Column.CURRENT)


def test_a_click_folds_a_section_and_it_stays_folded_in_another_period(keyed: MainWindow, qtbot) -> None:
    table = grid(keyed)
    middle = table.visualRect(table.sheet.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert isinstance(table.sheet.shown[1], Heading)
    assert keyed.file
    keyed.file.show_period(Q1)
    assert isinstance(table.sheet.shown[1], Heading)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert not isinstance(table.sheet.shown[1], Heading)


def test_shift_selects_and_enter_goes_round_inside(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_Down, held=SHIFT)
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    hit("71", KEY.Key_Return, "73", KEY.Key_Return)
    assert (value(keyed, "ASCH1"), value(keyed, "ASCH2")) == (71, 73)
    assert where(keyed) == ("ASCH1", Column.CURRENT)


def test_the_mouse_selects_a_block_and_edits_by_a_double_click(keyed: MainWindow, qtbot, hit) -> None:
    table = grid(keyed)
    rects = [
        table.visualRect(table.sheet.index(numbered(keyed, code), column)).center()
        for code, column in (("ASCH1", Column.NUMERATOR), ("ASCH2", Column.CURRENT))
    ]
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[0])
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[0])
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, SHIFT, rects[1])
    chosen = {(index.row(), index.column()) for index in table.selectedIndexes()}
    assert chosen == {(row, column) for row in (1, 2) for column in (6, 7, 8)}
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[1])
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[1])
    assert table.cells.editor
    hit(KEY.Key_Escape)


def test_delete_clears_the_selection_in_one_step(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=SHIFT)
    before = steps(keyed)
    hit(KEY.Key_Delete)
    agree(keyed, qtbot)
    assert (stored(keyed, "ASCH1", Q1), stored(keyed, "ASCH2", Q1)) == ([], [])
    assert steps(keyed) == before + 1
    assert told(keyed) == "Cleared 2 figures, for Quarter 1 2023/24."
    assert keyed.commands["undo"].text() == "&Undo Clear 2 figures for Quarter 1 2023/24: Late returns"


def test_ctrl_a_selects_the_figures_of_the_shown_period(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_A, held=CONTROL)
    chosen = {index.column() for index in grid(keyed).selectedIndexes()}
    assert chosen == {Column.CURRENT}
    assert grid(keyed).block()[0] == grid(keyed).line_numbers()
    assert where(keyed) == ("ASCH2", Column.CURRENT)
    hit(KEY.Key_Delete)
    assert stored(keyed, "ASCH1") == []
    assert [value(keyed, code, Q1) for code in ("ASCH1", "ASCH2", "ASCH3")] == [72, 72, 72]


@pytest.mark.parametrize(
    ("key", "held", "question", "answer"),
    [
        (KEY.Key_Delete, NO_KEYS, "This also clears 2 figures of Quarter 1 2023/24. Why?", "Clear them"),
        (KEY.Key_X, CONTROL, "This also cuts 2 figures of Quarter 1 2023/24. Why?", "Cut them"),
    ],
)
def test_earlier_figures_are_only_cleared_when_agreed_to(
    keyed: MainWindow, hit, qtbot, key: Qt.Key, held: Qt.KeyboardModifier, question: str, answer: str
) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    before = steps(keyed)
    hit(key, held=held)
    bar = page(keyed).paste_bar
    assert bar.isVisible()
    assert (bar.text.text(), bar.take.text(), bar.leave.text()) == (question, answer, "Leave them")
    assert bar.list.text() == "ASCH1 Q1 23/24 72% → blank; ASCH2 Q1 23/24 72% → blank."
    bar.leave.click()
    assert (steps(keyed), bar.isVisible()) == (before, False)
    assert keyed.focusWidget() is grid(keyed)
    hit(key, held=held)
    agree(keyed, qtbot)
    assert [stored(keyed, "ASCH1", when) for when in (Q1, Q2)] == [[], []]
    assert steps(keyed) == before + 1


def test_a_fill_over_earlier_figures_asks_first(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    agree(keyed, qtbot)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_D, held=CONTROL)
    bar = page(keyed).paste_bar
    assert bar.text.text() == "This changes 1 figure of Quarter 1 2023/24. Why?"
    assert bar.take.text() == "Change it"
    assert value(keyed, "ASCH2", Q1) == 72
    agree(keyed, qtbot)
    assert value(keyed, "ASCH2", Q1) == 70


def test_undo_of_a_clearing_brings_unread_texts_back_and_stays_in_the_shown_period(
    keyed: MainWindow, hit, qtbot
) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    hit(KEY.Key_Delete)
    agree(keyed, qtbot)
    assert shown(keyed, "ASCH2") == ""
    keyed.commands["undo"].trigger()
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("66%", "abc")
    assert look(keyed, "ASCH2").mark is Mark.UNREAD
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    keyed.commands["redo"].trigger()
    assert (shown(keyed, "ASCH2"), len(page(keyed).unread)) == ("", 0)
    keyed.commands["undo"].trigger()
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    keyed.commands["undo"].trigger()
    assert shown(keyed, "ASCH2") == ""


def test_a_cleared_text_that_made_no_figure_can_be_had_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH2")
    hit(KEY.Key_Delete)
    assert (shown(keyed, "ASCH2"), told(keyed)) == ("", "Cleared 1 text that made no figure.")
    keyed.shell.messages.act.click()
    assert shown(keyed, "ASCH2") == "abc"


def test_of_many_selected_cells_only_the_figures_that_went_are_counted(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    hit(KEY.Key_A, held=CONTROL)
    hit(KEY.Key_Delete)
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("", "")
    assert told(keyed) == "Cleared 1 figure."
    assert keyed.commands["undo"].text() == "&Undo Clear ASCH1 for Quarter 2 2023/24"
    hit(KEY.Key_Z, held=CONTROL)
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("66%", "abc")


def test_undo_of_an_earlier_figure_leaves_the_cursor_where_one_keys(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    agree(keyed, qtbot)
    keyed.commands["undo"].trigger()
    assert value(keyed, "ASCH2", Q1) == 72
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_delete_on_blank_numbers_leaves_the_figure(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.NUMERATOR)
    hit(KEY.Key_Right, held=SHIFT)
    hit(KEY.Key_Delete)
    assert value(keyed, "ASCH1") == 66


def test_fill_down_and_fill_right(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_D, held=CONTROL)
    assert value(keyed, "ASCH2") == 66
    stand(keyed, "ASCH3", Column.PREVIOUS)
    for _ in range(3):
        hit(KEY.Key_Right, held=SHIFT)
    hit(KEY.Key_R, held=CONTROL)
    assert [(f.value, f.numerator) for f in stored(keyed, "ASCH3")] == [(Decimal(72), None)]
    stand(keyed, "ASCH4", series="Incoming")
    hit("7", KEY.Key_Return)
    hit(KEY.Key_D, held=CONTROL)
    assert shown(keyed, "ASCH4", series="Completed") == "7"


def test_a_right_click_offers_the_same(keyed: MainWindow, qtbot) -> None:
    table = grid(keyed)
    stand(keyed, "ASCH1")
    middle = table.visualRect(table.sheet.index(numbered(keyed, "ASCH2"), Column.PREVIOUS)).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, table.viewport().mapToGlobal(middle))
    QApplication.sendEvent(table.viewport(), asked)
    assert table.menu.isVisible()
    table.menu.close()
    assert where(keyed) == ("ASCH2", Column.PREVIOUS)
    assert [action.text().replace("&", "").split("\t")[0] for action in table.menu.actions()] == [
        "Cut", "Copy", "Paste", "Fill down", "Fill right", "Clear", "Why there is no figure…", "Note…",
        "", "Fold all sections", "Unfold all sections", "Explain…", "Flag…",
    ]  # fmt: skip
    table.menu.actions()[5].trigger()
    agree(keyed, qtbot)
    assert stored(keyed, "ASCH2", Q1) == []


def test_a_space_is_no_text(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(" ", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 66


# The reasons why there is no figure


def test_f4_gives_the_reasons_in_words(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_F4)
    menu = grid(keyed).blocks.reasons
    assert menu.isVisible()
    titles = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    assert titles[:3] == ["Not available", "To be confirmed", "Not applicable"]
    menu.actions()[2].trigger()
    menu.close()
    assert stored(keyed, "ASCH2")[0].marker is Marker.NOT_APPLICABLE
    assert shown(keyed, "ASCH2") == "Not applicable"


def test_every_reason_can_be_read_and_goes_into_the_whole_selection(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Down, KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_Down, held=ALT)
    menu = grid(keyed).blocks.reasons
    assert menu.isVisible()
    menu.close()
    found = []
    for action in menu.actions()[:6]:
        action.trigger()
        found.append((shown(keyed, "ASCH2"), shown(keyed, "ASCH3")))
    assert found == [
        (text, text)
        for text in (
            "Not available", "To be confirmed", "Not applicable", "No survey this year", "Confidential",
            "Rounds to zero",
        )
    ]  # fmt: skip
    menu.actions()[-1].trigger()
    assert stored(keyed, "ASCH2") == []


# Undo


def test_undo_puts_the_cursor_on_what_changed_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH3")
    hit("81", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    keyed.commands["undo"].trigger()
    assert stored(keyed, "ASCH3") == []
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    keyed.commands["redo"].trigger()
    assert shown(keyed, "ASCH3") == "81%"
    assert where(keyed) == ("ASCH3", Column.CURRENT)
