from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton

from ascdesk.model import Measure, TargetKind
from ascdesk.periods import Period
from ascdesk.year import Fate
from tests.ui.conftest import Opened, flush, page_of
from tests.ui.test_accessibility import nameless
from ui.main_window import MainWindow
from ui.models.new_year import NewYearModel, YearLine
from ui.page import BACK, Spot
from ui.pages.measures import MeasuresPage
from ui.pages.new_year import NewYearPage
from ui.widgets.search import find

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
YEAR = Period.year(2021)
SIZES = ((960, 540), (1093, 614), (1366, 768))


@pytest.fixture
def page(opened: Opened) -> NewYearPage:
    """The scorecard sample, of Quarter 2 2020/21, on the way into 2021/22."""
    window = opened("scorecard", "measures")
    window.activateWindow()
    window.commands["year"].trigger()
    return page_of(window, NewYearPage)


def window_of(page: NewYearPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def stand(page: NewYearPage, code: str, key: str = "fate") -> int:
    measure = page.desk.workspace.measure(code)
    row = page.model.row_of(measure.id)
    page.table.setFocus()
    page.table.clearSelection()
    page.table.stand_on(row, key)
    return row


def line_of(page: NewYearPage, code: str) -> YearLine:
    line = page.model.line(page.model.row_of(page.desk.workspace.measure(code).id))
    assert line
    return line


def shown(page: NewYearPage, code: str, key: str) -> str:
    row = page.model.row_of(page.desk.workspace.measure(code).id)
    return str(page.model.index(row, page.model.column(key)).data() or "")


def press(key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused
    QTest.keyClick(focused, key, held)
    QApplication.processEvents()


def typed(page: NewYearPage, text: str, then: Qt.Key = KEY.Key_Return) -> None:
    """Type into the cell where the cursor stands, and keep it."""
    for letter in text:
        focused = QApplication.focusWidget()
        assert focused
        QTest.keyClicks(focused, letter)
    press(then)


def left(page: NewYearPage) -> list[str]:
    flush()
    return [each.text() for each in page.left.findChildren(QPushButton) if each.isVisibleTo(page)]


def held(page: NewYearPage, code: str) -> Measure:
    return page.desk.workspace.measure(code)


def test_it_stands_behind_the_measures_and_esc_leads_back(page: NewYearPage) -> None:
    window = window_of(page)
    assert window.shell.navigation.buttons["measures"].isChecked()
    assert page.title.text() == "Start 2021/22"
    assert page.back.text() == f"{BACK} Measures"
    assert page.table.hasFocus()
    press(KEY.Key_Escape)
    page_of(window, MeasuresPage)


def test_the_search_box_leads_to_it(opened: Opened) -> None:
    window = opened("scorecard", "overview")
    (found,) = find(window.destinations(), "start a new year")
    found.go()
    page_of(window, NewYearPage)


def test_every_measure_is_kept_and_no_target_is_carried_over(page: NewYearPage) -> None:
    lines = [each for each in page.model.rows if isinstance(each, YearLine)]
    assert {each.turn.measure.id for each in lines} == {each.id for each in page.desk.workspace.measures()}
    assert all(each.turn.fate is Fate.KEEP and each.target is None for each in lines)
    assert shown(page, "M004", "last") == "66.0%"
    assert shown(page, "M004", "target") == ""
    assert len(left(page)) == 1
    assert left(page)[0].endswith("targets are not set yet")


def test_letters_say_what_becomes_of_a_measure(page: NewYearPage) -> None:
    stand(page, "M004")
    press(KEY.Key_R)
    assert shown(page, "M004", "fate") == "Retire"
    assert left(page)[0] == "1 measure retires without a reason"
    press(KEY.Key_C)
    assert shown(page, "M004", "changes") == "Nothing yet: press Enter to say what"
    press(KEY.Key_K)
    assert shown(page, "M004", "fate") == "Keep"
    assert held(page, "M004").last is None
    assert page.desk.workspace.undoable() is None or "Start" not in page.desk.workspace.undoable().label  # type: ignore[union-attr]


def test_letters_go_for_every_selected_line(page: NewYearPage) -> None:
    row = stand(page, "M004")
    press(KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(KEY.Key_R)
    retiring = [each for each in page.model.lines([row, row + 1]) if each.retires]
    assert len({each.turn.measure.id for each in retiring}) == 2
    assert left(page)[0] == "2 measures retire without a reason"


def test_a_new_code_is_typed_after_n(page: NewYearPage) -> None:
    stand(page, "M004")
    press(KEY.Key_N)
    typed(page, "X99")
    assert shown(page, "M004", "fate") == "Renumber"
    assert shown(page, "M004", "changes") == "Code M004 → X99"
    assert len(left(page)) == 1


def test_renumber_can_be_chosen_from_the_list_too(page: NewYearPage, qtbot) -> None:
    row = stand(page, "M004")
    page.table.edit(page.model.index(row, page.model.column("fate")))
    choice = next(each for each in page.table.viewport().findChildren(QComboBox) if each.isVisible())
    choice.setCurrentIndex(choice.findData("renumber"))
    choice.activated.emit(choice.currentIndex())
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit))
    typed(page, "X99")
    assert shown(page, "M004", "fate") == "Renumber"


def test_a_code_in_use_must_be_settled_first(page: NewYearPage) -> None:
    stand(page, "M004")
    press(KEY.Key_N)
    typed(page, "M005")
    assert left(page)[0] == "2 measures have the code of another"
    page.start.click()
    assert "is the code of" in page.trouble.text()
    assert page_of(window_of(page), NewYearPage) is page


def test_a_target_is_typed_and_bad_ones_say_why(page: NewYearPage) -> None:
    stand(page, "M004", "target")
    typed(page, "lots")
    assert "is not a target" in page.trouble.text()
    stand(page, "M004", "target")
    press(KEY.Key_Escape)
    assert page.trouble.text() == ""
    typed(page, "70")
    assert shown(page, "M004", "target") == "70.0%"


def test_last_years_target_is_taken_over_by_an_act_and_says_so(page: NewYearPage) -> None:
    before = len(page.desk.workspace.steps())
    stand(page, "M004")
    press(KEY.Key_T)
    target = line_of(page, "M004").target
    assert target
    assert target.rationale.startswith("Taken over from 2020/21 on ")
    assert shown(page, "M004", "target") == "66.0%, taken over"
    page.table.selectAll()
    page.take.click()
    assert left(page) == []
    assert len(page.desk.workspace.steps()) == before


def test_where_nothing_stood_nothing_is_taken_over(page: NewYearPage) -> None:
    workspace = page.desk.workspace
    workspace.remove(workspace.targets(workspace.measure("M004")), "Remove")
    stand(page, "M004")
    press(KEY.Key_T)
    assert page.trouble.text().startswith("No target of last year")


def test_copied_targets_go_below_one_another(page: NewYearPage) -> None:
    row = stand(page, "M004", "target")
    QGuiApplication.clipboard().setText("70\r\n71\r\n")
    press(KEY.Key_V, CONTROL)
    values = [each.target.value for each in page.model.lines([row, row + 1]) if each.target]
    assert values == [70, 71]


def test_a_reason_is_typed_where_it_is_asked_for(page: NewYearPage) -> None:
    stand(page, "M004")
    press(KEY.Key_R)
    flush()
    page.left.findChildren(QPushButton)[0].click()
    assert page.table.key() == "reason"
    typed(page, "No longer collected")
    assert left(page)[0].endswith("targets are not set yet")
    assert line_of(page, "M004").turn.reason == "No longer collected"


def test_the_whole_definition_is_changed_in_the_panel(page: NewYearPage) -> None:
    stand(page, "M004")
    press(KEY.Key_C)
    press(KEY.Key_Return)
    field = page.panel.form.fields["title"]
    assert field.control.hasFocus()
    field.control.selectAll()  # type: ignore[union-attr]
    QTest.keyClicks(field.control, "Something that is counted otherwise")
    press(KEY.Key_Tab)
    assert "Something that is counted otherwise" in shown(page, "M004", "changes")
    assert left(page)[0] == "1 changed definition: say whether it compares with before, and why"
    assert page.panel.asked.text().startswith("The title of M004 changes.")
    assert shown(page, "M004", "comparable") == "Yes?"
    assert held(page, "M004").title != "Something that is counted otherwise"
    window_of(page).commands["details"].trigger()
    assert page.table.hasFocus()


def test_f8_opens_and_closes_the_panel(page: NewYearPage) -> None:
    window_of(page).commands["details"].trigger()
    assert page.ground.isVisible()
    window_of(page).commands["details"].trigger()
    assert not page.ground.isVisible()
    assert page.table.hasFocus()


def test_ctrl_z_takes_back_what_was_answered_last(page: NewYearPage) -> None:
    steps = len(page.desk.workspace.steps())
    stand(page, "M004")
    press(KEY.Key_R)
    press(KEY.Key_Z, CONTROL)
    assert shown(page, "M004", "fate") == "Keep"
    assert len(page.desk.workspace.steps()) == steps


def test_what_is_half_done_is_there_again_after_the_file_was_closed(page: NewYearPage, sample_file, window) -> None:
    path = page.desk.workspace.path
    stand(page, "M004")
    press(KEY.Key_R)
    stand(page, "M005", "target")
    typed(page, "71", KEY.Key_Tab)
    window.close_file()
    window.open_file(path)
    window.file.go(Spot("new_year"))
    again = page_of(window, NewYearPage)
    assert shown(again, "M004", "fate") == "Retire"
    target = line_of(again, "M005").target
    assert target
    assert target.value == 71


def test_starting_is_one_step_and_undo_brings_the_answers_back(page: NewYearPage) -> None:
    window, workspace = window_of(page), page.desk.workspace
    before, steps = workspace.measures(), len(workspace.steps())
    stand(page, "M004")
    press(KEY.Key_R)
    press(KEY.Key_Return)
    typed(page, "No longer collected")
    stand(page, "M005")
    press(KEY.Key_N)
    typed(page, "X5")
    stand(page, "M006", "target")
    typed(page, "12")
    page.start.click()
    page_of(window, MeasuresPage)
    bar = window.shell.messages
    count = len(before) - 2
    told = f"2021/22 has started: {count} measures are kept, 1 renumbered, 1 retired, 1 target is set."
    assert bar.text.text() == told
    assert len(workspace.steps()) == steps + 1
    retired = next(each for each in workspace.measures() if each.code == "M004")
    assert (retired.last, retired.retired_because) == (Period.year(2020), "No longer collected")
    assert workspace.measure("X5")
    assert [each.code for each in workspace.measures_in(Period.quarter(2020, 2)) if each.code in ("M005", "X5")] == [
        "M005"
    ]
    targets = [each for each in workspace.targets(workspace.measure("M006")) if each.year == YEAR]
    assert [(each.kind, each.value) for each in targets] == [(TargetKind.NUMBER, Decimal(12))]
    bar.act.click()
    assert workspace.measures() == before
    assert window.file
    window.file.go(Spot("new_year"))
    again = page_of(window, NewYearPage)
    assert shown(again, "M004", "fate") == "Retire"
    assert shown(again, "M005", "now") == "X5"


def test_it_does_not_start_while_something_must_be_answered(page: NewYearPage) -> None:
    steps = len(page.desk.workspace.steps())
    stand(page, "M004")
    press(KEY.Key_R)
    stand(page, "M006")
    page.start.click()
    assert page.trouble.text() == (
        "2021/22 cannot start yet. Why is M004 no longer reported from 2021/22 on?"
    )  # fmt: skip
    assert page.line() == line_of(page, "M004")
    assert len(page.desk.workspace.steps()) == steps


def test_the_year_follows_the_shown_period(page: NewYearPage) -> None:
    window = window_of(page)
    assert window.file
    widths = [page.table.columnWidth(at) for at in range(page.model.columnCount())]
    window.file.show_period(Period.quarter(2019, 4))
    assert page.title.text() == "Start 2020/21"
    assert [page.table.columnWidth(at) for at in range(page.model.columnCount())] == widths


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_at_any_size(page: NewYearPage, size: tuple[int, int]) -> None:
    window = window_of(page)
    window.resize(*size)
    QApplication.processEvents()
    table = page.table
    widths = sum(table.columnWidth(at) for at in range(page.model.columnCount()) if not table.isColumnHidden(at))
    assert widths <= table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0
    for button in (page.take, page.details, page.start):
        assert button.width() >= button.sizeHint().width()
    assert nameless(page) == []


def test_the_model_keeps_qts_rules(page: NewYearPage, qtmodeltester) -> None:
    assert isinstance(page.model, NewYearModel)
    stand(page, "M004")
    press(KEY.Key_C)
    qtmodeltester.check(page.model)


def test_a_file_that_changes_underneath_keeps_what_was_answered(page: NewYearPage, tmp_path: Path) -> None:
    stand(page, "M004")
    press(KEY.Key_R)
    workspace = page.desk.workspace
    workspace.set_figure(workspace.measure("M006"), Period.quarter(2020, 2), "12")
    assert shown(page, "M004", "fate") == "Retire"
    window_of(page).commands["undo"].trigger()
    assert shown(page, "M004", "fate") == "Retire"


def test_tab_goes_from_start_through_what_is_left_to_the_table(page: NewYearPage) -> None:
    stand(page, "M004")
    press(KEY.Key_R)
    flush()
    page.start.setFocus()
    seen = []
    for _ in range(4):
        press(KEY.Key_Tab)
        seen.append(QApplication.focusWidget())
    assert [each.text() for each in seen if isinstance(each, QPushButton)] == left(page)
    assert page.table in seen
