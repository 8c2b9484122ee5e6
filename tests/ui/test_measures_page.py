from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QTreeWidget, QWidget

from ascdesk.__main__ import open_workspace
from ascdesk.model import Basis, Measure, Rating, Target, TargetKind, Unit
from ascdesk.periods import Period
from tests.ui.conftest import Opened, flush, page_of, row_of
from tests.ui.test_everywhere import nameless
from ui.main_window import MainWindow
from ui.models.entries import EntriesModel
from ui.models.measures import Group, MeasuresModel
from ui.page import Spot
from ui.pages.measures import TABS, MeasuresPage
from ui.widgets.controls import LineField
from ui.widgets.entry_table import EntryTable
from ui.widgets.measure_fields import Field

YEAR = Period.year(2020)
KEY = Qt.Key


@pytest.fixture
def page(opened: Opened) -> MeasuresPage:
    """The Measures page of the scorecard sample, on M004: 10.8% against a target of 66%."""
    window = opened("scorecard", "measures")
    window.activateWindow()
    return at(window, "M004")


def at(window: MainWindow, code: str) -> MeasuresPage:
    assert window.file
    window.file.go(Spot("measures", window.file.workspace.measure(code).id))
    return page_of(window, MeasuresPage)


def window_of(page: MeasuresPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def held(page: MeasuresPage) -> Measure:
    assert page.measure
    return next(each for each in page.desk.workspace.measures() if each.id == page.measure.id)


def type_into(qtbot, field: Field | LineField, text: str, then: Qt.Key | None = KEY.Key_Tab) -> None:
    control = field.control if isinstance(field, Field) else field
    control.setFocus()
    control.selectAll()  # type: ignore[union-attr]
    qtbot.keyClicks(control, text)
    if then is not None:
        qtbot.keyClick(control, then)


def open_tab(page: MeasuresPage, name: str) -> None:
    page.tabs.setCurrentIndex([whole for whole, _ in TABS].index(name))


def type_cell(qtbot, table: EntryTable, row: int, key: str, text: str, then: Qt.Key = KEY.Key_Return) -> None:
    column = [each.key for each in table.entries.columns].index(key)
    table.setFocus()
    table.setCurrentIndex(table.entries.index(row, column))
    qtbot.keyClick(table, KEY.Key_F2)
    editor = next(each for each in table.viewport().findChildren(QLineEdit) if each.isVisible())
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, then)


def texts(widget: QWidget) -> list[str]:
    flush()
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]


def test_a_title_is_kept_when_its_field_is_left_and_undone(page: MeasuresPage, qtbot) -> None:
    before, window = held(page), window_of(page)
    type_into(qtbot, page.what.fields["title"], "Reviews that cut the cost")
    assert held(page).title == "Reviews that cut the cost"
    assert held(page).id == before.id
    assert page.title.text() == "M004 · Reviews that cut the cost"
    assert row_of(window, "M004").measure.title == "Reviews that cut the cost"
    assert window.commands["undo"].text() == "&Undo Change the title of M004"
    qtbot.keyClick(window.focusWidget(), KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert held(page).title == before.title
    assert page.what.fields["title"].control.typed() == before.title


def test_ctrl_z_is_the_fields_own_until_it_is_kept_and_then_the_windows(page: MeasuresPage, qtbot) -> None:
    field, undo = page.notes.fields["owner"], (KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    open_tab(page, "Notes and people")
    type_into(qtbot, field, "Head of care", None)
    qtbot.keyClick(field.control, *undo)
    assert field.control.typed() == ""
    type_into(qtbot, field, "Head of care", KEY.Key_Return)
    assert held(page).owner == "Head of care"
    qtbot.keyClick(field.control, *undo)
    assert held(page).owner == ""
    assert field.control.typed() == ""


def test_leaving_a_field_unchanged_is_no_step(page: MeasuresPage, qtbot) -> None:
    steps = len(page.desk.workspace.steps())
    for field in page.what.fields.values():
        field.control.setFocus()
        qtbot.keyClick(field.control, KEY.Key_Tab)
    assert len(page.desk.workspace.steps()) == steps


def test_bad_input_stays_with_a_sentence_and_esc_brings_the_old_value_back(page: MeasuresPage, qtbot) -> None:
    field = page.what.fields["decimals"]
    type_into(qtbot, field, "lots")
    assert held(page).decimals == 1
    assert field.control.typed() == "lots"
    assert field.trouble.text().startswith("“lots” is not a number of decimal places. Type a whole number from 0 to 6.")
    assert field.trouble.isVisible()
    other = page.desk.workspace.measure("M001")
    page.go_to(Spot("measures", other.id))
    assert field.control.typed() == "1"
    at(window_of(page), "M004")
    assert field.control.typed() == "lots"
    field.control.setFocus()
    qtbot.keyClick(field.control, KEY.Key_Escape)
    assert field.control.typed() == "1"
    assert not field.trouble.isVisible()


@pytest.mark.parametrize("sample", ["scorecard", "anytown"])
def test_looking_at_every_measure_on_every_tab_changes_nothing(opened: Opened, qtbot, sample: str) -> None:
    window = opened(sample, "measures")
    assert window.file
    path, workspace = window.file.workspace.path, window.file.workspace
    steps, card = workspace.steps(), workspace.scorecard(window.file.period)
    measures = workspace.measures()
    for number, measure in enumerate(measures):
        page = at(window, measure.code)
        page.tabs.setCurrentIndex(number % len(TABS))  # so that the other tabs hold another measure, or none
        if number % 5 == 0:
            qtbot.keyClick(window, KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
            assert window.file.spot.page == "overview"
    assert workspace.steps() == steps
    for measure in measures:
        page = at(window, measure.code)
        for tab in range(len(TABS)):
            page.tabs.setCurrentIndex(tab)
    qtbot.keyClick(window, KEY.Key_1, Qt.KeyboardModifier.ControlModifier)
    assert workspace.measures() == measures
    assert workspace.scorecard(card.period) == card
    window.close_file()
    with open_workspace(path) as again:
        assert again.steps() == steps
        assert again.scorecard(card.period) == card


def test_a_field_gives_back_what_it_was_given_in_its_own_way_and_nothing_is_written(page: MeasuresPage) -> None:
    workspace, window = page.desk.workspace, window_of(page)
    assert window.file
    workspace.save([replace(held(page), notes="First line\r\nand 5\u00a0000 people")], "Import notes")
    open_tab(page, "Notes and people")
    assert page.notes.fields["notes"].control.typed() == "First line\nand 5 000 people"
    steps = len(workspace.steps())
    window.file.go(Spot("scorecard"))
    assert len(workspace.steps()) == steps


def test_half_typed_text_goes_to_the_measure_that_it_was_typed_for(page: MeasuresPage, qtbot) -> None:
    workspace = page.desk.workspace
    open_tab(page, "Notes and people")
    type_into(qtbot, page.notes.fields["owner"], "Head of care", None)
    page.go_to(Spot("measures", workspace.measure("M001").id))
    assert [workspace.measure(code).owner for code in ("M004", "M001")] == ["Head of care", ""]
    assert page.notes.fields["owner"].control.typed() == ""


def test_what_was_refused_of_one_measure_is_never_kept_for_another(page: MeasuresPage, qtbot) -> None:
    window, workspace = window_of(page), page.desk.workspace
    assert window.file
    own = held(page)
    type_into(qtbot, page.what.fields["code"], "M001")
    type_into(qtbot, page.what.fields["decimals"], "lots")
    open_tab(page, "Notes and people")
    first = workspace.measure("M001")
    window.file.go(Spot("measures", first.id))
    workspace.save([replace(first, code="M099")], "Change the code of M001")  # and so M001 is free
    open_tab(page, "What it is")
    assert page.what.fields["code"].control.typed() == "M099"
    assert page.what.fields["decimals"].control.typed() == "1"
    now = {each.id: each for each in workspace.measures()}
    assert (now[first.id].code, now[first.id].decimals) == ("M099", first.decimals)
    assert now[own.id] == replace(own, code="M001")


def test_what_was_refused_stays_when_another_change_is_undone(page: MeasuresPage, qtbot) -> None:
    fields, before = page.what.fields, held(page).title
    type_into(qtbot, fields["title"], "Reviews that cut the cost")
    type_into(qtbot, fields["decimals"], "lots")
    window_of(page).commands["undo"].trigger()
    assert fields["title"].control.typed() == before
    assert fields["decimals"].control.typed() == "lots"
    assert fields["decimals"].trouble.isVisible()
    type_into(qtbot, fields["decimals"], "2")
    assert held(page).decimals == 2
    assert not fields["decimals"].trouble.isVisible()


def test_a_code_that_is_taken_is_refused(page: MeasuresPage, qtbot) -> None:
    type_into(qtbot, page.what.fields["code"], "m001", KEY.Key_Return)
    assert page.what.fields["code"].trouble.text().startswith("M001 is the code of “Percentage of contacts passed")
    assert held(page).code == "M004"


def test_another_unit_warns_that_nothing_is_converted(page: MeasuresPage, qtbot) -> None:
    control = page.what.fields["unit"].control
    assert isinstance(control, QComboBox)
    control.setFocus()
    qtbot.keyClicks(control, "Cou")
    assert held(page).unit is Unit.PERCENT
    qtbot.keyClick(control, KEY.Key_Tab)
    assert held(page).unit is Unit.COUNT
    messages = window_of(page).shell.messages
    assert "figures keep their numbers; nothing was converted" in messages.text.text()
    assert messages.property("kind") == "warning"
    messages.act.click()
    assert held(page).unit is Unit.PERCENT
    assert control.currentText() == "Percentage (%)"


def test_a_list_is_chosen_from_by_keys_and_only_the_choice_is_kept(page: MeasuresPage, qtbot) -> None:
    control = page.what.fields["basis"].control
    assert isinstance(control, QComboBox)
    steps = len(page.desk.workspace.steps())
    control.setFocus()
    qtbot.keyClick(control, KEY.Key_Down)
    assert control.view().isVisible()
    qtbot.keyClick(control.view(), KEY.Key_Down)
    qtbot.keyClick(control.view(), KEY.Key_Return)
    assert held(page).basis is Basis.SNAPSHOT
    assert len(page.desk.workspace.steps()) == steps + 1


def test_polarity_changes_the_rating_with_its_sentence(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "How it is judged")
    window = window_of(page)
    assert row_of(window, "M004").rating is Rating.RED
    assert any("is below the target of 66.0%" in text for text in texts(page.judged.example))
    control = page.judged.fields["polarity"].control
    control.setFocus()
    qtbot.keyClicks(control, "Lower")
    qtbot.keyClick(control, KEY.Key_Tab)
    assert row_of(window, "M004").rating is Rating.GREEN
    assert window.shell.messages.text.text() == "M004 is now Green."
    assert any(text.endswith(": Green.") for text in texts(page.judged.example))
    assert page.judged.version.text().startswith("Version 2 of its rule, changed ")


def test_a_measure_without_a_figure_is_judged_by_its_latest(page: MeasuresPage) -> None:
    window = window_of(page)
    assert window.file
    open_tab(page, "How it is judged")
    window.file.show_period(Period.quarter(2020, 3))
    said = texts(page.judged.example)
    assert said[0] == "There is no figure for Quarter 3 2020/21 yet. With this, Quarter 2 2020/21 is:"
    assert any("10.8% is below the target of 66.0%" in text for text in said)


def test_a_floor_makes_a_red_measure_amber_through_the_card(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    window, table = window_of(page), page.targets.table
    assert [column.head for column in table.entries.columns] == ["Year", "Kind", "Target", "Floor", "Tolerance"]
    type_cell(qtbot, table, 0, "threshold", "10%")
    row = row_of(window, "M004")
    assert (row.rating, row.target and row.target.threshold) == (Rating.AMBER, Decimal(10))
    assert window.shell.messages.text.text() == "M004 is now Amber."
    assert window.commands["undo"].text() == "&Undo Change the floor of M004 for 2020/21"
    window.shell.messages.act.click()
    assert row_of(window, "M004").rating is Rating.RED
    assert table.entries.index(0, 3).data() == ""


def test_a_target_is_typed_over_and_deleted(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    table = page.targets.table
    table.setFocus()
    table.setCurrentIndex(table.entries.index(0, 2))
    qtbot.keyClick(table, KEY.Key_5)  # typing begins
    editor = next(each for each in table.viewport().findChildren(QLineEdit) if each.isVisible())
    qtbot.keyClicks(editor, "0%")
    qtbot.keyClick(editor, KEY.Key_Tab)
    assert the_target(page).value == Decimal(50)
    assert table.currentIndex().column() == 3
    table.setCurrentIndex(table.entries.index(0, 2))
    qtbot.keyClick(table, KEY.Key_Delete)
    assert the_target(page).kind is TargetKind.NONE
    type_cell(qtbot, table, 0, "value", "30% to 50%")
    assert (the_target(page).kind, the_target(page).high) == (TargetKind.RANGE, Decimal(50))
    assert table.entries.index(0, 1).data() == "A range"


def test_delete_does_nothing_to_the_year_of_a_target(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    table, steps = page.targets.table, len(page.desk.workspace.steps())
    table.setFocus()
    table.setCurrentIndex(table.entries.index(0, 0))
    qtbot.keyClick(table, KEY.Key_Delete)
    assert len(page.desk.workspace.steps()) == steps
    assert the_target(page).year == YEAR


def the_target(page: MeasuresPage) -> Target:
    (found,) = [each for each in page.desk.workspace.targets(held(page)) if each.year == YEAR]
    return found


def test_the_kind_of_a_target_is_chosen_in_its_cell(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    table = page.targets.table
    table.setFocus()
    table.setCurrentIndex(table.entries.index(0, 1))
    qtbot.keyClick(table, KEY.Key_F2)
    editor = next(each for each in table.viewport().findChildren(QComboBox) if each.isVisible())
    qtbot.keyClicks(editor, "To red")
    qtbot.keyClick(editor, KEY.Key_Return)
    assert the_target(page).kind is TargetKind.REDUCE
    assert row_of(window_of(page), "M004").target_display == "To reduce"
    assert page.targets.details["base"].isVisible()


def test_a_target_that_is_none_stays_in_its_cell_with_a_sentence(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    table = page.targets.table
    type_cell(qtbot, table, 0, "value", "9O%")
    assert the_target(page).value == Decimal(66)
    assert table.entries.index(0, 2).data() == "9O%"
    assert page.targets.trouble.isVisible()
    assert page.targets.trouble.text().startswith("“9O%” is not a target. Type a number such as 90.0%")
    window = window_of(page)
    at(window, "M003")
    assert not page.targets.trouble.isVisible()
    at(window, "M004")
    assert page.targets.trouble.text().startswith("“9O%” is not a target.")
    table.setCurrentIndex(table.entries.index(0, 2))
    qtbot.keyClick(table, KEY.Key_Escape)
    assert table.entries.index(0, 2).data() == "66.0%"
    assert not page.targets.trouble.isVisible()


def test_a_year_is_added_empty_or_as_last_year_and_removed(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    panel, workspace = page.targets, page.desk.workspace
    assert panel.year.text() == "2021/22"
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    added = {each.year: each for each in workspace.targets(held(page))}[Period.year(2021)]
    assert (added.kind, added.value) == (TargetKind.NONE, None)
    assert panel.table.entries.entry(panel.table.currentIndex()) == added
    type_into(qtbot, panel.year, "2022/23", None)
    qtbot.mouseClick(panel.again, Qt.MouseButton.LeftButton)
    type_into(qtbot, panel.year, "2021/22", KEY.Key_Return)
    assert panel.trouble.text() == "There is a target for 2021/22 already. Change it in its line."
    panel.table.setCurrentIndex(panel.table.entries.index(0, 2))
    assert panel.chosen.text() == "2022/23"
    qtbot.mouseClick(panel.gone, Qt.MouseButton.LeftButton)
    assert {each.year for each in workspace.targets(held(page))} == {YEAR, Period.year(2021)}
    window_of(page).commands["undo"].trigger()
    assert len(workspace.targets(held(page))) == 3


def test_a_target_that_may_be_a_slip_is_kept_and_pointed_out(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    panel, window = page.targets, window_of(page)
    assert not panel.odd.isVisible()
    type_cell(qtbot, panel.table, 0, "value", "120%")
    assert the_target(page).value == Decimal(120)
    assert panel.odd.isVisible()
    assert panel.odd.text() == "Look again: in 2020/21 the target is 120.0%, and few percentages go above 100%."
    window.commands["undo"].trigger()
    assert not panel.odd.isVisible()
    type_into(qtbot, panel.year, "2090/91", KEY.Key_Return)
    assert Period.year(2090) in {each.year for each in page.desk.workspace.targets(held(page))}
    assert panel.odd.text() == "Look again: 2090/91 is more than 5 years from any figure of this measure."
    assert panel.odd.isVisible()


def test_the_particulars_of_a_year_are_kept(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Targets")
    details = page.targets.details
    type_into(qtbot, details["profile"], "20%; 40%; 50%; 60%", KEY.Key_Return)
    type_into(qtbot, details["rationale"], "What was agreed")
    assert the_target(page).profile == (Decimal(20), Decimal(40), Decimal(50), Decimal(60))
    assert the_target(page).rationale == "What was agreed"
    type_into(qtbot, details["profile"], "20; 40", KEY.Key_Return)
    assert "this has 2" in details["profile"].trouble.text()
    assert "From scorecard.xlsx" in page.targets.origin.text()
    at(window_of(page), "M003")
    assert page.targets.trouble.text() == "Plan through the year of 2020/21: “20; 40” was not kept."


def test_a_comparator_is_added_and_ranked(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Comparators")
    panel, window = page.comparators, window_of(page)
    type_into(qtbot, panel.name, "South East", None)
    type_into(qtbot, panel.year, "2019/20", KEY.Key_Return)
    rows = panel.table.entries.rows
    at_row = next(n for n, each in enumerate(rows) if getattr(each, "name", "") == "South East")
    type_cell(qtbot, panel.table, at_row, "value", "74.5%")
    type_cell(qtbot, panel.table, at_row, "rank", "160", KEY.Key_Tab)
    type_cell(qtbot, panel.table, at_row, "out_of", "152")
    assert panel.trouble.text().startswith("A rank of 160 is more than 152.")
    shown = {each.name: each for each in row_of(window, "M004").comparators}
    assert (shown["South East"].value, shown["South East"].rank) == (Decimal("74.5"), 160)
    type_cell(qtbot, panel.table, at_row, "year", "2018/19")
    assert {each.year for each in row_of(window, "M004").comparators if each.name == "South East"} == {
        Period.year(2018)
    }
    qtbot.mouseClick(panel.gone, Qt.MouseButton.LeftButton)
    assert "South East" not in {each.name for each in row_of(window, "M004").comparators}


def test_a_measure_stands_where_it_is_ticked(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Where it stands")
    tree, window = page.sections.tree, window_of(page)
    assert section_names(window, "M004") == ["Early Resolution and Reviews"]
    assert page.sections.order.text().startswith("In “Early Resolution and Reviews”: M001 · M002 · M003 · M004")
    item = tree.topLevelItem(1)
    assert item
    tree.setFocus()
    tree.setCurrentItem(item)
    qtbot.keyClick(tree, KEY.Key_Space)
    assert section_names(window, "M004") == ["Early Resolution and Reviews", "Reablement"]
    assert page.list.model.count() == 31
    assert "M004" in page.sections.order.text()
    qtbot.mouseClick(page.sections.up, Qt.MouseButton.LeftButton)
    assert page.sections.order.text().endswith("M004 · M011")
    window.commands["undo"].trigger()
    window.commands["undo"].trigger()
    assert section_names(window, "M004") == ["Early Resolution and Reviews"]


def section_names(window: MainWindow, code: str) -> list[str]:
    assert window.file
    rows = [row for row in window.file.card.rows if row.measure.code == code]
    return [row.section.title for row in rows if row.section]


def test_sections_are_added_renamed_moved_and_removed(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Where it stands")
    panel, workspace = page.sections, page.desk.workspace
    type_into(qtbot, panel.title, "Carers", KEY.Key_Return)
    assert titles(panel.tree)[-1] == "Carers"
    qtbot.mouseClick(panel.section_up, Qt.MouseButton.LeftButton)
    assert titles(panel.tree)[-2] == "Carers"
    qtbot.keyClick(panel.tree, KEY.Key_F2)
    (editor,) = panel.tree.viewport().findChildren(QLineEdit)
    assert editor.accessibleName()
    editor.selectAll()
    qtbot.keyClicks(editor, "DoLS")
    qtbot.keyClick(editor, KEY.Key_Return)
    qtbot.waitUntil(panel.trouble.isVisible)
    assert panel.trouble.text().startswith("“DoLS” was not kept. There is a section “DoLS” there already.")
    panel.tree.currentItem().setText(0, "Unpaid carers")  # type: ignore[union-attr]
    assert "Unpaid carers" in {each.title for each in workspace.sections()}
    qtbot.mouseClick(panel.gone, Qt.MouseButton.LeftButton)
    assert "Unpaid carers" not in {each.title for each in workspace.sections()}
    panel.tree.setCurrentItem(panel.tree.findItems("Early", Qt.MatchFlag.MatchStartsWith)[0])
    qtbot.mouseClick(panel.gone, Qt.MouseButton.LeftButton)
    assert panel.trouble.text().startswith("7 measures stand in “Early Resolution and Reviews”; take them out")


def test_a_section_that_changes_places_by_its_new_title_is_shown_there(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Where it stands")
    panel, workspace = page.sections, page.desk.workspace
    at_the_top = [replace(each, position=0) for each in workspace.sections()]
    workspace.save(at_the_top, "Give every section the same position")
    assert titles(panel.tree) == sorted(titles(panel.tree))
    first = panel.tree.topLevelItem(0)
    assert first
    first.setText(0, "Zebra crossings")
    qtbot.waitUntil(lambda: titles(panel.tree)[-1] == "Zebra crossings")


def titles(tree: QTreeWidget) -> list[str]:
    items = [tree.topLevelItem(n) for n in range(tree.topLevelItemCount())]
    return [item.text(0) for item in items if item]


def test_a_new_measure_is_in_the_card_where_it_was_put(page: MeasuresPage, qtbot) -> None:
    window, making = window_of(page), page.making
    qtbot.mouseClick(page.new, Qt.MouseButton.LeftButton)
    assert making.fields["code"].control.typed() == "M032"
    assert making.section.currentText() == "Early Resolution and Reviews"
    qtbot.mouseClick(making.make, Qt.MouseButton.LeftButton)
    assert making.trouble.text() == "A measure needs a title. Type what it measures, as the report prints it."
    type_into(qtbot, making.fields["title"], "Carers seen within a week", None)
    type_into(qtbot, making.fields["code"], "M001", KEY.Key_Return)
    assert making.trouble.text().startswith("M001 is the code of")
    type_into(qtbot, making.fields["code"], "C1", KEY.Key_Return)
    row = row_of(window, "C1")
    assert row.section
    assert row.section.title == "Early Resolution and Reviews"
    assert page.title.text() == "C1 · Carers seen within a week"
    assert page.list.current() == row.measure
    window.commands["undo"].trigger()
    assert "C1" not in {each.code for each in page.desk.workspace.measures()}
    assert page.title.text() != "C1 · Carers seen within a week"


def test_only_a_measure_without_figures_is_removed(page: MeasuresPage, qtbot) -> None:
    open_tab(page, "Notes and people")
    assert not page.gone.isVisible()
    assert page.stays.text().startswith("M004 cannot be removed, because")
    qtbot.mouseClick(page.new, Qt.MouseButton.LeftButton)
    type_into(qtbot, page.making.fields["title"], "Made in error", KEY.Key_Return)
    open_tab(page, "Notes and people")
    qtbot.mouseClick(page.gone, Qt.MouseButton.LeftButton)
    messages = window_of(page).shell.messages
    assert messages.text.text() == "M032 · Made in error was removed."
    assert page.list.model.count() == 31
    messages.act.click()
    assert page.list.model.count() == 32


def test_a_file_without_measures_says_what_to_do_first(window: MainWindow, tmp_path: Path, qtbot) -> None:
    window.new_file(tmp_path / "new.ascdesk")
    qtbot.waitUntil(lambda: window.file is not None)
    assert window.file
    window.activateWindow()
    window.file.go(Spot("measures"))
    page = page_of(window, MeasuresPage)
    assert page.making.first.isVisible()
    assert page.making.import_.isVisible()
    assert not page.list.isVisible()
    type_into(qtbot, page.making.fields["framework"], "Corporate plan 2026-27", None)
    type_into(qtbot, page.making.fields["title"], "Assessments within 28 days", KEY.Key_Return)
    assert row_of(window, "M001").measure.framework == "Corporate plan 2026-27"
    assert page.list.isVisible()
    assert page.new.isVisible()


def test_populations_are_typed_and_undone(page: MeasuresPage, qtbot) -> None:
    window, panel, workspace = window_of(page), page.populations, page.desk.workspace
    qtbot.mouseClick(page.people, Qt.MouseButton.LeftButton)
    assert panel.none.isVisible()
    for key, typed in (("area", "Anytown"), ("age_band", "18 to 64"), ("year", "2020/21"), ("estimate", "lots")):
        type_into(qtbot, panel.fields[key], typed, None)
    qtbot.mouseClick(panel.add, Qt.MouseButton.LeftButton)
    assert panel.trouble.text() == "“lots” is not a number of people. Type one such as 234,500."
    type_into(qtbot, panel.fields["estimate"], "234,500", KEY.Key_Return)
    assert panel.table.entries.index(0, 3).data() == "234,500"
    assert panel.trouble.text() == ""
    type_cell(qtbot, panel.table, 0, "source", "ONS mid-year estimate")
    type_cell(qtbot, panel.table, 0, "age_band", "18 and over")
    (held_one,) = workspace.populations()
    assert (held_one.age_band, held_one.source) == ("18 and over", "ONS mid-year estimate")
    assert nameless(page) == []
    window.commands["undo"].trigger()
    assert [each.age_band for each in workspace.populations()] == ["18 to 64"]
    assert panel.table.entries.index(0, 1).data() == "18 to 64"
    here = page.list.view.visualRect(page.list.view.currentIndex()).center()
    qtbot.mouseClick(page.list.view.viewport(), Qt.MouseButton.LeftButton, pos=here)
    assert page.tabs.isVisible()
    assert not page.people.isChecked()


def test_the_list_finds_and_groups(page: MeasuresPage, qtbot) -> None:
    type_into(qtbot, page.list.sought, "carers direct", None)
    assert page.list.count.text().endswith("of 31 measures")
    assert all(isinstance(line, Group) or "arers" in line.title for line in page.list.model.lines)
    assert held(page).code == "M004"
    qtbot.keyClick(page.list.sought, KEY.Key_Return)
    assert "carers receiving direct payments" in held(page).title
    qtbot.keyClick(page.list.view, KEY.Key_Up)
    page.go_to(Spot("measures", page.desk.workspace.measure("M004").id))
    assert page.list.sought.text() == ""
    page.list.grouping.show_value("framework")
    assert page.list.model.lines[0] == Group("Adult Social Care Performance Update")


def test_moving_in_the_list_is_told_to_the_window(page: MeasuresPage, qtbot) -> None:
    window = window_of(page)
    assert window.file
    page.list.view.setFocus()
    qtbot.keyClick(page.list.view, KEY.Key_Down)
    assert held(page).code == "M005"
    window.file.go(Spot("scorecard"))
    assert window.file.spot.measure == window.file.workspace.measure("M005").id


def test_half_typed_text_is_kept_when_the_page_is_left(page: MeasuresPage, qtbot) -> None:
    window = window_of(page)
    assert window.file
    open_tab(page, "Notes and people")
    type_into(qtbot, page.notes.fields["notes"], "Counted by hand", None)
    window.file.go(Spot("scorecard"))
    assert window.file.workspace.measure("M004").notes == "Counted by hand"


def test_parts_with_figures_stay(opened: Opened, qtbot) -> None:
    page = at(opened("ascof", "measures"), "1I")
    type_into(qtbot, page.what.fields["parts"], "Users")
    assert page.what.fields["parts"].trouble.text().startswith("The part “Carers” has")
    assert held(page).parts == ("Users", "Carers")
    open_tab(page, "Targets")
    assert [column.head for column in page.targets.table.entries.columns][1] == "Part"
    assert page.targets.part.isVisible()


def test_every_control_has_a_name_and_tab_reaches_every_field(page: MeasuresPage, qtbot) -> None:
    window = window_of(page)
    for number, _ in enumerate(TABS):
        page.tabs.setCurrentIndex(number)
        assert nameless(page) == []
        boxes = (*page.findChildren(QComboBox), *page.findChildren(QPlainTextEdit))
        assert [each for each in boxes if not each.accessibleName()] == []
        inside = page.tabs.currentWidget()
        kinds = (QLineEdit, QPlainTextEdit, QComboBox, EntryTable, QTreeWidget)
        wanted = {each for kind in kinds for each in inside.findChildren(kind) if each.isVisibleTo(inside)}
        wanted = {each for each in wanted if each.focusPolicy() & Qt.FocusPolicy.TabFocus and each.isEnabled()}
        page.tabs.tabBar().setFocus()
        seen = set()
        for _step in range(60):
            seen.add(window.focusWidget())
            qtbot.keyClick(window.focusWidget(), KEY.Key_Tab)
        assert wanted
        assert wanted <= seen


def test_a_narrow_window_loses_nothing(page: MeasuresPage, qtbot) -> None:
    window = window_of(page)
    window.resize(QSize(960, 540))
    for number, (name, _) in enumerate(TABS):
        page.tabs.setCurrentIndex(number)
        flush()
        scroll = page.tabs.currentWidget()
        inside = scroll.widget()  # type: ignore[attr-defined]
        assert inside.width() <= scroll.viewport().width(), name  # type: ignore[attr-defined]
        assert inside.minimumSizeHint().width() <= inside.width(), name
        assert page.tabs.tabBar().sizeHint().width() <= page.tabs.width(), name


def test_the_models_keep_the_rules_of_qt(page: MeasuresPage, qtmodeltester, workspace_file: Callable[[], None]) -> None:
    for model in (page.list.model, page.targets.model, page.comparators.model):
        assert isinstance(model, MeasuresModel | EntriesModel)
        qtmodeltester.check(model)


@pytest.fixture
def workspace_file(page: MeasuresPage) -> None:
    """Every tab shown once, so that its model is filled."""
    for number, _ in enumerate(TABS):
        page.tabs.setCurrentIndex(number)
