"""Blocks of cells from and to other programs."""

from decimal import Decimal

import pytest
from PySide6.QtGui import QGuiApplication

from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    Q1,
    SHIFT,
    agree,
    grid,
    hit,
    keyed,
    look,
    numbered,
    page,
    paste,
    shown,
    stand,
    steps,
    stored,
    told,
    value,
)
from ui.main_window import MainWindow
from ui.models.figures import Column
from ui.page import Spot

__all__ = ["hit", "keyed"]


def test_a_block_of_excel_spreads_with_percent_signs_commas_and_blanks(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.NUMERATOR)
    before = steps(keyed)
    paste(keyed, hit, "3,221\t4,880\t66.0%\r\n\t\t85%\r\n1\t4\t\r\n")
    assert [stored(keyed, "ASCH1")[0].numerator, value(keyed, "ASCH1")] == [3221, 66]
    assert [value(keyed, "ASCH2"), value(keyed, "ASCH3")] == [85, 25]
    assert steps(keyed) == before + 1
    assert told(keyed) == "Pasted 3 figures."
    keyed.shell.messages.act.click()
    assert [value(keyed, code) for code in ("ASCH1", "ASCH2", "ASCH3")] == [66, None, None]


def test_a_heading_row_of_periods_lines_the_columns_up(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    paste(keyed, hit, "KPI\tQ2 23/24\tTarget\r\nASCH3\t81%\t90%\r\nASCH2\t80%\t90%\r\n")
    assert [value(keyed, "ASCH2"), value(keyed, "ASCH3")] == [80, 81]
    assert told(keyed) == "Pasted 2 figures. The column “Target” was left out."


def test_a_paste_over_earlier_figures_asks_first(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    paste(keyed, hit, "70%\r\n72%\r\n71%\r\n")
    bar = page(keyed).paste_bar
    assert bar.isVisible()
    assert bar.text.text() == "This paste changes 2 figures of earlier periods. Why?"
    assert bar.list.text() == "ASCH1 Q1 23/24 72% → 70%; ASCH3 Q1 23/24 72% → 71%."
    assert value(keyed, "ASCH1", Q1) == 72
    bar.leave.click()
    assert value(keyed, "ASCH1", Q1) == 72
    assert keyed.focusWidget() is grid(keyed)
    hit(KEY.Key_V, held=CONTROL)
    agree(keyed, qtbot)
    assert [value(keyed, code, Q1) for code in ("ASCH1", "ASCH2", "ASCH3")] == [70, 72, 71]
    assert not bar.isVisible()


@pytest.mark.parametrize("way", ["undo", "page", "period", "change"])
def test_the_question_goes_with_what_it_is_about(keyed: MainWindow, hit, way: str) -> None:
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    paste(keyed, hit, "70%\r\n")
    bar, file = page(keyed).paste_bar, keyed.file
    assert file
    assert bar.isVisible()
    if way == "undo":
        keyed.commands["undo"].trigger()
    elif way == "page":
        file.go(Spot("scorecard"))
        assert file.page
        assert file.page.isAncestorOf(keyed.focusWidget() or keyed)
        file.go(Spot("figures"))
    elif way == "period":
        file.show_period(Q1)
    else:
        stand(keyed, "ASCH3")
        hit("80", KEY.Key_Return)
    assert not bar.isVisible()
    assert value(keyed, "ASCH1", Q1) == 72


def test_a_paste_beyond_the_grid_says_what_was_left_out(keyed: MainWindow, hit) -> None:
    table = grid(keyed)
    table.setFocus()
    table.stand(table.line_numbers()[-1], Column.CURRENT)
    paste(keyed, hit, "91%\t5\r\n92%\t5\r\n")
    assert value(keyed, "ASCH1") == 91
    assert told(keyed) == (
        "Pasted 1 figure. 1 column of it goes beyond the columns that can be typed in. "
        "1 row of it goes beyond the last line."
    )


def test_pasted_texts_that_cannot_be_read_stay_in_their_cells(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "70%\r\n#N/A\r\n0.4\r\n")
    assert value(keyed, "ASCH1") == 70
    assert [shown(keyed, code) for code in ("ASCH2", "ASCH3")] == ["#N/A", "0.4"]
    assert look(keyed, "ASCH3").said == "“0.4” may be 0.4% or 40%. Type 0.4% or 40%."
    assert "2 cells cannot be read" in told(keyed)
    assert page(keyed).unread_button.text() == "▲ 2 cells cannot be read"


def test_undo_of_a_paste_takes_the_texts_away_that_it_brought(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH3")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH1")
    paste(keyed, hit, "70%\r\nqq\r\nrr\r\n")
    hit(KEY.Key_Z, held=CONTROL)
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["66%", "", "abc"]
    assert page(keyed).unread_button.text() == "▲ 1 cell cannot be read"
    keyed.commands["redo"].trigger()
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["70%", "qq", "rr"]
    stand(keyed, "ASCH2")
    hit("ss", KEY.Key_Return)
    keyed.commands["undo"].trigger()
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["66%", "ss", "abc"]


def test_a_text_that_was_put_right_does_not_come_back_with_redo(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "70%\r\nqq\r\n")
    stand(keyed, "ASCH2")
    hit("81", KEY.Key_Return)
    for key in ("undo", "undo", "redo", "redo"):
        keyed.commands[key].trigger()
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2)] == ["70%", "81%"]


def test_undo_after_a_paste_of_unread_texts_takes_those_away_first(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Return)
    before = steps(keyed)
    paste(keyed, hit, "qq\r\nrr\r\n")
    assert "2 cells cannot be read" in told(keyed)
    assert keyed.shell.messages.act.text() == "Take them away"
    hit(KEY.Key_Z, held=CONTROL)
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["70%", "", ""]
    assert (told(keyed), steps(keyed)) == ("Took 2 texts away that made no figure.", before)
    keyed.shell.messages.act.click()
    assert [shown(keyed, f"ASCH{n}") for n in (2, 3)] == ["qq", "rr"]
    grid(keyed).setFocus()
    hit(KEY.Key_Z, held=CONTROL)
    hit(KEY.Key_Z, held=CONTROL)
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["66%", "", ""]


def test_unread_texts_before_the_latest_step_stay_when_it_is_undone(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    paste(keyed, hit, "qq\r\n")
    assert keyed.shell.messages.act.text() == "Take it away"
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Return)
    hit(KEY.Key_Z, held=CONTROL)
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("66%", "qq")


def test_one_value_fills_the_whole_selection(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Down, KEY.Key_Down, held=SHIFT)
    paste(keyed, hit, "n/a\r\n")
    assert [shown(keyed, code) for code in ("ASCH2", "ASCH3")] == ["Not available", "Not available"]


def test_a_table_of_libreoffice_is_read_from_its_html_where_the_text_has_lost_the_columns(
    keyed: MainWindow, hit
) -> None:
    html = """<html><head><style>td { color: red }</style></head><body><table cellspacing="0"><colgroup></colgroup>
    <tr><td align="right" sdval="0.33" sdnum="2057;0;0%"><font>33</font></td><td>44<br></td></tr>
    <tr><td colspan="2">1&nbsp;</td></tr></table></body></html>"""
    stand(keyed, "ASCH1", Column.NUMERATOR)
    paste(keyed, hit, "33\n44\n1", html)
    assert shown(keyed, "ASCH1") == "75%"
    assert [shown(keyed, "ASCH2", column) for column in (Column.NUMERATOR, Column.DENOMINATOR)] == ["1", ""]


def test_an_empty_clipboard_is_told(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, " \r\n")
    assert told(keyed) == "There is nothing on the clipboard that can be pasted into figures."
    assert value(keyed, "ASCH1") == 66


def test_a_copied_block_is_what_is_shown_as_text_and_as_a_table(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.CODE)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    hit(KEY.Key_C, held=CONTROL)
    mime = QGuiApplication.clipboard().mimeData()
    rows = [row.split("\t") for row in mime.text().splitlines()]
    assert [(row[0], row[-1]) for row in rows] == [("Code", "Q2 23/24"), ("ASCH1", "66%"), ("ASCH2", "")]
    assert mime.html().count("<tr>") == 3
    assert '<td style="mso-number-format:\'\\@\'" sdnum="2057;0;@">ASCH1</td>' in mime.html()


def test_what_was_copied_to_excel_comes_back_to_its_own_cells(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("33/44", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    hit(KEY.Key_C, held=CONTROL)
    text = QGuiApplication.clipboard().mimeData().text()
    paste(keyed, hit, text.replace("33", "11"))
    assert [shown(keyed, "ASCH2", column) for column in (Column.NUMERATOR, Column.DENOMINATOR)] == ["11", "44"]
    assert value(keyed, "ASCH1") == 66


def test_a_run_of_periods_passes_over_the_numbers_between_them(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    paste(keyed, hit, "72%\t81%\r\n")
    assert (value(keyed, "ASCH2", Q1), value(keyed, "ASCH2")) == (72, 81)


def test_cut_and_paste_keep_every_digit(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("66.125", KEY.Key_Return)
    stand(keyed, "ASCH1")
    hit(KEY.Key_X, held=CONTROL)
    assert stored(keyed, "ASCH1") == []
    stand(keyed, "ASCH2")
    hit(KEY.Key_V, held=CONTROL)
    assert value(keyed, "ASCH2") == Decimal("66.125")
