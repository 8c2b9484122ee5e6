"""An earlier figure that changes: why is asked, kept and shown, and nothing that was typed is lost."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from ascdesk.model import Figure, Flag
from ascdesk.periods import Period
from tests.ui.conftest import flush
from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    Q1,
    SHIFT,
    grid,
    hit,
    keyed,
    look,
    page,
    paste,
    shown,
    stand,
    stored,
    told,
    value,
    where,
)
from ui.main_window import MainWindow
from ui.models.figures import Column, Mark
from ui.page import Spot
from ui.widgets.change_bar import ChangeBar

Hit = Callable[..., None]
__all__ = ["hit", "keyed"]


def bar(window: MainWindow) -> ChangeBar:
    return page(window).paste_bar


def held(window: MainWindow, code: str, period: Period = Q1) -> Figure:
    (figure,) = stored(window, code, period)
    return figure


def type_over(window: MainWindow, hit: Hit, text: str, code: str = "ASCH2") -> None:
    stand(window, code, Column.PREVIOUS)
    hit(text, KEY.Key_Return)


def test_typing_over_an_earlier_figure_asks_why_before_it_changes(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    assert bar(keyed).isVisible()
    assert bar(keyed).text.text() == "Quarter 1 2023/24 of ASCH2 changes from 72% to 70%. Why?"
    assert (bar(keyed).take.text(), bar(keyed).leave.text()) == ("Change it", "Leave it")
    assert keyed.focusWidget() is bar(keyed).why
    assert value(keyed, "ASCH2", Q1) == 72


def test_enter_agrees_keeps_the_reason_and_marks_the_figure_as_revised(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    hit("Late returns", KEY.Key_Return)
    figure = held(keyed, "ASCH2")
    assert (figure.value, figure.why, figure.flags) == (Decimal(70), "Late returns", (Flag.REVISED,))
    assert not bar(keyed).isVisible()
    assert keyed.focusWidget() is grid(keyed)
    assert where(keyed) == ("ASCH3", Column.PREVIOUS)
    assert told(keyed) == "Changed ASCH2 for Quarter 1 2023/24: 72% → 70% [r]."
    keyed.shell.messages.act.click()
    assert (held(keyed, "ASCH2").value, held(keyed, "ASCH2").flags) == (Decimal(72), ())


def test_without_a_reason_nothing_changes_and_the_bar_says_so(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    hit(KEY.Key_Return)
    assert bar(keyed).trouble.isVisible()
    assert value(keyed, "ASCH2", Q1) == 72
    hit("x")
    assert not bar(keyed).trouble.isVisible()


def test_escape_leaves_the_figure_and_goes_back_to_its_cell(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    hit("Hm", KEY.Key_Escape)
    assert value(keyed, "ASCH2", Q1) == 72
    assert shown(keyed, "ASCH2", Column.PREVIOUS) == "72%"
    assert keyed.focusWidget() is grid(keyed)
    assert where(keyed) == ("ASCH2", Column.PREVIOUS)


def test_a_usual_reason_is_one_key_away_and_a_slip_is_no_revision(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    hit(KEY.Key_Down)
    assert (bar(keyed).why.text(), bar(keyed).marked.isChecked()) == ("Late returns", True)
    hit(KEY.Key_Up)
    assert (bar(keyed).why.text(), bar(keyed).marked.isChecked()) == ("Corrected a typing slip", False)
    hit(KEY.Key_Return)
    figure = held(keyed, "ASCH2")
    assert (figure.value, figure.why, figure.flags) == (Decimal(70), "Corrected a typing slip", ())


def test_a_usual_reason_can_be_clicked_and_added_to(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    bar(keyed).usual[1].click()
    assert keyed.focusWidget() is bar(keyed).why
    hit(" by the audit", KEY.Key_Return)
    assert held(keyed, "ASCH2").why == "Counted anew by the audit"


def test_the_figure_of_the_shown_period_asks_nothing(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1")
    hit("67", KEY.Key_Return)
    assert not bar(keyed).isVisible()
    assert (value(keyed, "ASCH1"), held(keyed, "ASCH1", Q1.next()).why) == (67, "")


def test_a_blank_of_an_earlier_period_is_filled_without_a_question(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH4", Column.PREVIOUS, "Completed")
    hit("12", KEY.Key_Return)
    assert not bar(keyed).isVisible()
    assert [(each.value, each.why) for each in stored(keyed, "ASCH4", Q1)] == [(Decimal(12), "")]


@pytest.mark.parametrize("way", ["page", "period", "change", "another"])
def test_what_was_typed_waits_in_its_cell_where_something_else_comes_first(
    keyed: MainWindow, hit: Hit, way: str
) -> None:
    assert keyed.file
    type_over(keyed, hit, "70")
    if way == "page":
        keyed.file.go(Spot("scorecard"))
        keyed.file.go(Spot("figures"))
    elif way == "period":
        keyed.file.show_period(Q1)
        keyed.file.show_period(Q1.next())
    elif way == "change":
        stand(keyed, "ASCH1")
        hit("67", KEY.Key_Return)
    else:
        type_over(keyed, hit, "71", "ASCH3")
        hit(KEY.Key_Escape)
    assert not bar(keyed).isVisible()
    assert value(keyed, "ASCH2", Q1) == 72
    assert shown(keyed, "ASCH2", Column.PREVIOUS) == "70"
    assert look(keyed, "ASCH2", Column.PREVIOUS).mark is Mark.WAITS
    stand(keyed, "ASCH2", Column.PREVIOUS)
    flush()
    panel = page(keyed).panel
    assert panel.check_head.text() == "Waits for a reason"
    assert "changes from 72% to 70%" in panel.check.text()
    panel.checks.give_reason.click()
    hit("Late returns", KEY.Key_Return)
    assert (value(keyed, "ASCH2", Q1), held(keyed, "ASCH2").why) == (70, "Late returns")
    assert len(page(keyed).unread) == 0


def test_a_waiting_text_goes_where_it_is_left_alone(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    stand(keyed, "ASCH1")
    hit("67", KEY.Key_Return)
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_F2, KEY.Key_Return)
    assert bar(keyed).isVisible()
    hit(KEY.Key_Escape)
    assert shown(keyed, "ASCH2", Column.PREVIOUS) == "72%"
    assert len(page(keyed).unread) == 0


def test_one_reason_goes_with_every_earlier_figure_of_a_paste_in_one_step(keyed: MainWindow, hit: Hit) -> None:
    assert keyed.file
    stand(keyed, "ASCH1", Column.PREVIOUS)
    before = len(keyed.file.workspace.steps())
    paste(keyed, hit, "70%\r\n72%\r\n71%\r\n")
    assert bar(keyed).list.text() == "ASCH1 Q1 23/24 72% → 70%; ASCH3 Q1 23/24 72% → 71%."
    assert value(keyed, "ASCH1", Q1) == 72
    hit("Late returns", KEY.Key_Return)
    assert [held(keyed, code).why for code in ("ASCH1", "ASCH2", "ASCH3")] == ["Late returns", "", "Late returns"]
    assert [held(keyed, code).flags for code in ("ASCH1", "ASCH2")] == [(Flag.REVISED,), ()]
    assert len(keyed.file.workspace.steps()) == before + 1


def test_why_figures_were_cleared_stands_in_the_log(keyed: MainWindow, hit: Hit, qtbot) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Delete)
    assert not bar(keyed).marked.isVisible()
    hit("Sent to us by mistake", KEY.Key_Return)
    assert stored(keyed, "ASCH2", Q1) == []
    assert keyed.commands["undo"].text() == "&Undo Clear ASCH2 for Quarter 1 2023/24: Sent to us by mistake"
    history = page(keyed).panel.history
    stand(keyed, "ASCH2", Column.PREVIOUS)
    qtbot.waitUntil(lambda: len(history.values) == 2)
    assert history.entries[0].shown.text() == "blank"
    assert "Sent to us by mistake" in history.entries[0].how.text()


@pytest.mark.parametrize("way", ["typed", "pasted", "cleared"])
def test_a_locked_period_refuses_and_asks_nothing(keyed: MainWindow, hit: Hit, way: str) -> None:
    assert keyed.file
    keyed.file.workspace.lock(Q1, "Sent to the committee")
    stand(keyed, "ASCH2", Column.PREVIOUS)
    if way == "typed":
        hit("70", KEY.Key_Return)
    elif way == "pasted":
        paste(keyed, hit, "70%\r\n")
    else:
        hit(KEY.Key_Delete)
    assert not bar(keyed).isVisible()
    assert "Quarter 1 2023/24 is locked by" in told(keyed)
    assert "Sent to the committee" in told(keyed)
    assert value(keyed, "ASCH2", Q1) == 72


def test_a_paste_of_fractions_asks_once_and_reads_them_as_percentages(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "0.412\r\n0.5\r\n1\r\n")
    assert bar(keyed).isVisible()
    assert "0.412 is 41.2%" in bar(keyed).text.text()
    assert value(keyed, "ASCH1") == 66
    assert keyed.focusWidget() is bar(keyed).others[0]
    hit(KEY.Key_Space)
    assert [str(value(keyed, code)) for code in ("ASCH1", "ASCH2", "ASCH3")] == ["41.2", "50", "100"]
    assert not bar(keyed).isVisible()


def test_fractions_that_are_pasted_as_they_stand_can_still_be_chosen_among(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "0.412\r\n0.5\r\n")
    bar(keyed).others[1].click()
    assert [shown(keyed, code) for code in ("ASCH1", "ASCH2")] == ["0.412", "0.5"]
    stand(keyed, "ASCH2")
    flush()
    choices = page(keyed).panel.checks.offered()
    assert [each.text() for each in choices] == ["0.5%", "50%"]


def test_fractions_over_earlier_figures_are_asked_about_first_and_then_why(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    paste(keyed, hit, "0.412\r\n0.5\r\n")
    bar(keyed).others[0].click()
    assert bar(keyed).isVisible()
    assert bar(keyed).list.text() == "ASCH1 Q1 23/24 72% → 41%; ASCH2 Q1 23/24 72% → 50%."
    hit("Counted anew", KEY.Key_Return)
    assert [str(value(keyed, code, Q1)) for code in ("ASCH1", "ASCH2")] == ["41.2", "50"]


def test_leaving_a_paste_of_fractions_pastes_nothing(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "0.412\r\n0.5\r\n")
    hit(KEY.Key_Escape)
    assert value(keyed, "ASCH1") == 66
    assert len(page(keyed).unread) == 0
    assert keyed.focusWidget() is grid(keyed)


def test_a_fill_over_earlier_figures_takes_one_reason(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70", "ASCH1")
    hit("Late returns", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_D, held=CONTROL)
    assert bar(keyed).take.text() == "Change it"
    hit("Counted anew", KEY.Key_Return)
    assert (value(keyed, "ASCH2", Q1), held(keyed, "ASCH2").why) == (70, "Counted anew")
    assert held(keyed, "ASCH2").flags == (Flag.REVISED,)


def test_everything_in_the_bar_can_be_reached_by_tab(keyed: MainWindow, hit: Hit) -> None:
    type_over(keyed, hit, "70")
    reached = set()
    for _ in range(12):
        reached.add(keyed.focusWidget())
        hit(Qt.Key.Key_Tab)
    wanted = {bar(keyed).why, bar(keyed).marked, bar(keyed).take, bar(keyed).leave, *bar(keyed).usual}
    assert wanted <= reached
    assert all(each.accessibleName() or each.property("text") for each in wanted)
