"""Buttons, panels and pages for somebody who has a keyboard and no mouse."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ascdesk.model import Measure, Polarity, Rating, Rule
from ascdesk.periods import Period
from tests.ui.conftest import Opened, flush, page_of, row_of, scorecard_page
from ui.dialogs.keys import KeysDialog
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.pages.figures import FiguresPage
from ui.pages.measures import MeasuresPage
from ui.pages.reconciliation import ReconciliationPage
from ui.pages.reports import ReportsPage
from ui.pages.trends import TrendsPage
from ui.widgets.arithmetic import Subject

ENTERS = [Qt.Key.Key_Return, Qt.Key.Key_Enter]
WIDE, NARROW = (1366, 768), (960, 540)


def press(qtbot, key: Qt.Key) -> None:
    """Press a key where the keyboard is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key)
    flush()


def stand_on(window: QWidget, control: QWidget) -> None:
    window.activateWindow()
    control.setFocus()
    assert QApplication.focusWidget() is control


@pytest.mark.parametrize("key", ENTERS)
def test_enter_gives_a_rating_by_hand(opened: Opened, qtbot, key: Qt.Key) -> None:
    window = opened("anytown")
    window.file.go(Spot("scorecard", row_of(window, "SU06").measure.id))  # type: ignore[union-attr]
    page = scorecard_page(window)
    by_hand = page.detail.by_hand
    stand_on(window, by_hand.begin)
    press(qtbot, key)
    assert by_hand.form.isVisible()
    stand_on(window, by_hand.form.choices[Rating.RED])
    press(qtbot, key)
    assert by_hand.form.choices[Rating.RED].isChecked()
    by_hand.form.reason.setText("Counted before the late returns.")
    stand_on(window, by_hand.form.give)
    press(qtbot, key)
    assert row_of(window, "SU06").rating is Rating.RED


@pytest.mark.parametrize("key", ENTERS)
def test_enter_opens_the_pages_of_the_navigation(opened: Opened, qtbot, key: Qt.Key) -> None:
    window = opened("anytown")
    for place, button in window.shell.navigation.buttons.items():
        stand_on(window, button)
        press(qtbot, key)
        assert window.file
        assert window.file.spot.page == place
        assert button.isChecked()


def test_enter_presses_what_stands_on_pages_and_around_them(opened: Opened, qtbot) -> None:
    window = opened("anytown", "trends")
    trends = page_of(window, TrendsPage)
    stand_on(window, trends.choices.table)
    press(qtbot, Qt.Key.Key_Return)
    assert trends.choices.table.isChecked()
    window.file.go(Spot("figures"))  # type: ignore[union-attr]
    details = page_of(window, FiguresPage).details
    stand_on(window, details)
    was = details.isChecked()
    press(qtbot, Qt.Key.Key_Return)
    assert details.isChecked() is not was
    window.file.go(Spot("reports"))  # type: ignore[union-attr]
    choice = page_of(window, ReportsPage).choice
    for report, button in choice.choices.items():
        stand_on(window, button)
        press(qtbot, Qt.Key.Key_Return)
        assert page_of(window, ReportsPage).report == report


def test_enter_closes_the_keys_only_from_their_button(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    window.commands["keys"].trigger()
    dialog = window.findChild(KeysDialog)
    assert isinstance(dialog, KeysDialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.table.setFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert dialog.isVisible()
    stand_on(dialog, dialog.shut)
    qtbot.keyClick(dialog.shut, Qt.Key.Key_Return)
    flush()
    assert [each for each in window.findChildren(KeysDialog) if each.isVisible()] == []


def test_enter_on_show_goes_to_the_typed_period(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    window.shell.period.ask()
    field = window.shell.period.field
    field.line.setText("2019/20")
    field.show_.setFocus()
    qtbot.keyClick(field.show_, Qt.Key.Key_Enter)
    assert not field.isVisible()
    assert window.file
    assert window.file.period == Period.year(2019)


def test_enter_in_a_field_that_goes_away_presses_nothing(opened: Opened, qtbot) -> None:
    window = opened("anytown", "commentary")
    actions = page_of(window, CommentaryPage).story.undertaken
    actions.open_form()
    actions.text.setText("Book reviews")
    actions.owner.setText("B. Manager")
    actions.due.setText("31/1/2027")
    stand_on(window, actions.due)
    press(qtbot, Qt.Key.Key_Return)
    assert window.file
    assert window.file.spot.page == "commentary"
    assert len(window.file.workspace.actions()) > 0


# Panels that are put away


def test_f8_in_the_panel_of_the_scorecard_leads_to_its_table(opened: Opened, qtbot) -> None:
    window = opened("anytown")
    page = scorecard_page(window)
    page.detail.show_how(Subject.RATING)
    stand_on(window, page.detail.rating.lines)
    press(qtbot, Qt.Key.Key_F8)
    assert not page.detail.isVisible()
    assert QApplication.focusWidget() is page.table


def test_a_window_drawn_narrow_leaves_the_keyboard_on_its_page(opened: Opened) -> None:
    window = opened("anytown", "figures")
    page = page_of(window, FiguresPage)
    page.go_to(Spot("figures", row_of(window, "SU06").measure.id))
    flush()
    page.panel.show_how()
    stand_on(window, page.panel.how.lines)
    window.resize(*NARROW)
    flush()
    assert not page.panel.isVisible()
    assert QApplication.focusWidget() is page.table


def test_f8_leaves_the_keyboard_on_trends_and_commentary(opened: Opened, qtbot) -> None:
    window = opened("anytown", "trends")
    trends = page_of(window, TrendsPage)
    trends.choices.table.click()
    stand_on(window, trends.table)
    press(qtbot, Qt.Key.Key_F8)
    assert not trends.table.isVisible()
    assert QApplication.focusWidget() is trends.large.plot
    window.file.go(Spot("commentary"))  # type: ignore[union-attr]
    page = page_of(window, CommentaryPage)
    inside = [each for each in page.story.findChildren(QAbstractButton) if each.isVisible() and each.isEnabled()]
    assert inside
    stand_on(window, inside[0])
    press(qtbot, Qt.Key.Key_F8)
    assert not page.story.isVisible()
    assert QApplication.focusWidget() is page.list


# No page without a way out


def test_the_empty_comparison_can_be_left(opened: Opened, qtbot) -> None:
    window = opened("kent")
    file = window.file
    assert file
    printed = {each.period for each in file.workspace.published()}
    file.show_period(next(each for each in file.offered if each not in printed))
    window.activateWindow()
    file.compare()
    page = page_of(window, ReconciliationPage)
    assert page.stack.currentWidget() is page.empty
    stand_on(window, page.import_)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Up):
        press(qtbot, key)
        assert QApplication.focusWidget() in (page.import_, page.other)
    press(qtbot, Qt.Key.Key_Escape)
    assert file.spot.page == "scorecard"


def test_escape_leads_from_the_navigation_into_the_page(opened: Opened, qtbot) -> None:
    window = opened("anytown", "figures")
    stand_on(window, window.shell.navigation.buttons["overview"])
    press(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page_of(window, FiguresPage).table


# From a figure that is not rated to where that can be mended


def lead(window: MainWindow, qtbot, change: Callable[[Measure], Measure]) -> MeasuresPage:
    """Change a measure so that it is not rated, and press what the panel then offers."""
    assert window.file
    workspace = window.file.workspace
    measure = change(row_of(window, "M001").measure)
    workspace.save([measure], "Change M001")
    window.file.go(Spot("scorecard", measure.id))
    page = scorecard_page(window)
    assert page.detail.setting.isVisible()
    stand_on(window, page.detail.setting)
    press(qtbot, Qt.Key.Key_Return)
    return page_of(window, MeasuresPage)


def without_a_better_way(measure: Measure) -> Measure:
    return replace(measure, polarity=Polarity.NONE)


def without_a_rule(measure: Measure) -> Measure:
    return replace(measure, rule=Rule.NONE, unrated_because="")


@pytest.mark.parametrize(("field", "without"), [("polarity", without_a_better_way), ("rule", without_a_rule)])
def test_a_figure_without_a_rule_leads_to_how_it_is_judged(
    opened: Opened, qtbot, field: str, without: Callable[[Measure], Measure]
) -> None:
    window = opened("scorecard")
    page = lead(window, qtbot, without)
    assert page.measure
    assert page.measure.code == "M001"
    assert page.tabs.currentIndex() == 1
    assert QApplication.focusWidget() is page.judged.fields[field].control
    page.list.view.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert scorecard_page(window).table.current_row() == row_of(window, "M001")


def test_a_figure_without_a_target_leads_to_the_targets(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    workspace = window.file.workspace
    workspace.remove(workspace.targets(row_of(window, "M001").measure), "Remove the targets")
    page = lead(window, qtbot, lambda measure: measure)
    assert page.tabs.currentIndex() == 2
    assert QApplication.focusWidget() is page.targets.year


def test_what_is_rated_or_left_unrated_for_a_reason_leads_nowhere(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    measure = row_of(window, "M001").measure
    window.file.go(Spot("scorecard", measure.id))
    page = scorecard_page(window)
    assert not page.detail.setting.isVisible()
    window.file.workspace.save([replace(measure, rule=Rule.NONE, unrated_because="For information.")], "Leave it")
    assert page.detail.isVisible()
    assert not page.detail.setting.isVisible()


def test_what_is_set_takes_the_way_there_away(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    page = lead(window, qtbot, without_a_better_way)
    choice = page.judged.fields["polarity"].control
    qtbot.keyClicks(choice, "Lower")
    press(qtbot, Qt.Key.Key_Return)
    page.list.view.setFocus()
    press(qtbot, Qt.Key.Key_Escape)
    assert row_of(window, "M001").rating is Rating.RED
    assert not scorecard_page(window).detail.setting.isVisible()
