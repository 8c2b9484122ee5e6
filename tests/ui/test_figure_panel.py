"""The panel beside the grid: warnings and their ways out, flags, marks, notes and every earlier value."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ascdesk.identity import follow_up_id
from ascdesk.model import Flag
from tests.ui.conftest import flush
from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    Q1,
    Q2,
    SHIFT,
    grid,
    hit,
    keyed,
    page,
    shown,
    stand,
    stored,
    told,
    value,
)
from ui.main_window import MainWindow
from ui.models.figures import Column
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.pages.scorecard import ScorecardPage
from ui.tending import Tending
from ui.widgets.figure_history import FIRST
from ui.widgets.figure_panel import FigurePanel

Hit = Callable[..., None]
__all__ = ["hit", "keyed"]
BOTH = CONTROL | SHIFT


def panel(window: MainWindow) -> FigurePanel:
    return page(window).panel


def odd(window: MainWindow, hit: Hit, code: str = "ASCH2", text: str = "120") -> FigurePanel:
    """Type a figure that looks odd, and stand on it."""
    stand(window, code)
    hit(text, KEY.Key_Return)
    stand(window, code)
    flush()
    return panel(window)


def explained(window: MainWindow, hit: Hit) -> FigurePanel:
    shown_panel = odd(window, hit)
    hit(KEY.Key_E, held=BOTH)
    hit("Late claims came in", KEY.Key_Return)
    flush()
    return shown_panel


def settled_texts(shown_panel: FigurePanel) -> list[str]:
    column = shown_panel.checks.settled
    found = [item.widget() for at in range(column.count()) if (item := column.itemAt(at))]
    return [each.text() for each in found if isinstance(each, QLabel)]


def workspace(window: MainWindow):
    assert window.file
    return window.file.workspace


# Warnings


def test_a_warning_says_what_and_offers_two_ways_out(keyed: MainWindow, hit: Hit) -> None:
    shown_panel = odd(keyed, hit)
    assert shown_panel.check_head.text() == "To check"
    assert "120%" in shown_panel.check.text()
    assert shown_panel.correct.isVisible()
    assert shown_panel.explain.isVisible()
    assert not shown_panel.checks.why.isVisible()


def test_an_explanation_is_kept_with_name_and_day_and_settles_every_warning(keyed: MainWindow, hit: Hit, qtbot) -> None:
    shown_panel = explained(keyed, hit)
    said = workspace(keyed).explanations([Q2])
    assert {(each.reason, each.person) for each in said} == {("Late claims came in", workspace(keyed).author)}
    assert {each.check for each in said} == {each.check for each in shown_panel.checks._found}
    assert not shown_panel.correct.isVisible()
    assert keyed.focusWidget() is grid(keyed)
    qtbot.waitUntil(lambda: "20" in settled_texts(shown_panel)[-1].split(":")[0])
    assert settled_texts(shown_panel)[-1].startswith(f"Explained by {workspace(keyed).author}, ")
    assert settled_texts(shown_panel)[-1].endswith(": Late claims came in.")
    assert keyed.commands["undo"].text() == "&Undo Explain ASCH2 for Quarter 2 2023/24"


def test_an_explanation_needs_words_and_escape_gives_it_up(keyed: MainWindow, hit: Hit) -> None:
    shown_panel = odd(keyed, hit)
    shown_panel.explain.click()
    assert keyed.focusWidget() is shown_panel.checks.why
    hit(KEY.Key_Return)
    assert shown_panel.checks.trouble.isVisible()
    hit("Hm", KEY.Key_Escape)
    assert workspace(keyed).explanations([Q2]) == ()
    assert keyed.focusWidget() is grid(keyed)
    assert not shown_panel.checks.why.isVisible()


def test_a_half_typed_explanation_waits_until_somebody_comes_back(keyed: MainWindow, hit: Hit) -> None:
    shown_panel = odd(keyed, hit)
    hit(KEY.Key_E, held=BOTH)
    hit("Late cla")
    stand(keyed, "ASCH1")
    flush()
    assert not shown_panel.checks.why.isVisible()
    stand(keyed, "ASCH2")
    flush()
    hit(KEY.Key_E, held=BOTH)
    assert shown_panel.checks.why.text() == "Late cla"


def test_an_explanation_can_be_taken_back(keyed: MainWindow, hit: Hit) -> None:
    shown_panel = explained(keyed, hit)
    back = [each for each in shown_panel.checks.findChildren(type(shown_panel.correct)) if "back" in each.text()]
    back[0].click()
    flush()
    assert workspace(keyed).explanations([Q2]) == ()
    assert shown_panel.check_head.text() == "To check"
    keyed.commands["undo"].trigger()
    flush()
    assert "Late claims came in" in settled_texts(shown_panel)[-1]


def test_an_explanation_of_another_value_explains_nothing(keyed: MainWindow, hit: Hit) -> None:
    explained(keyed, hit)
    shown_panel = odd(keyed, hit, text="130")
    assert shown_panel.check_head.text() == "To check"
    assert settled_texts(shown_panel) == []


def test_marking_an_explained_figure_leaves_it_explained(keyed: MainWindow, hit: Hit) -> None:
    shown_panel = explained(keyed, hit)
    shown_panel.status.buttons[Flag.ESTIMATED].click()
    flush()
    assert stored(keyed, "ASCH2")[0].flags == (Flag.ESTIMATED,)
    assert "Late claims came in" in settled_texts(shown_panel)[-1]


def test_reviewers_read_the_explanation_on_scorecard_and_commentary(keyed: MainWindow, hit: Hit) -> None:
    explained(keyed, hit)
    assert keyed.file
    measure = workspace(keyed).measure("ASCH2").id
    said = f"Explained by {workspace(keyed).author}: Late claims came in."
    keyed.file.go(Spot("scorecard", measure))
    scorecard = keyed.file.page
    assert isinstance(scorecard, ScorecardPage)
    scorecard.show_details(True)
    assert said in [each.text() for each in scorecard.detail.findChildren(QLabel)]
    keyed.file.go(Spot("commentary", measure))
    commentary = keyed.file.page
    assert isinstance(commentary, CommentaryPage)
    assert commentary.head.explained.text() == said
    assert commentary.head.explained.isVisible()


# What cannot be read


def test_ways_to_read_a_text_are_buttons_in_the_panel_and_the_message(keyed: MainWindow, hit: Hit) -> None:
    shown_panel = odd(keyed, hit, text="0.412")
    assert [each.text() for each in shown_panel.checks.offered()] == ["0.412%", "41.2%"]
    assert (keyed.shell.messages.look.text(), keyed.shell.messages.act.text()) == ("0.412%", "41.2%")
    shown_panel.checks.choices[1].click()
    assert str(value(keyed, "ASCH2")) == "41.2"
    assert len(page(keyed).unread) == 0
    assert keyed.focusWidget() is grid(keyed)


@pytest.mark.parametrize(("at", "meant"), [("look", "0.412"), ("act", "41.2")])
def test_the_message_types_what_is_meant(keyed: MainWindow, hit: Hit, at: str, meant: str) -> None:
    odd(keyed, hit, text="0.412")
    getattr(keyed.shell.messages, at).click()
    assert str(value(keyed, "ASCH2")) == meant


def test_choices_are_still_there_when_the_file_is_opened_again(keyed: MainWindow, hit: Hit) -> None:
    odd(keyed, hit, text="0.412")
    path = workspace(keyed).path
    keyed.close_file()
    keyed.open_file(path)
    assert keyed.file
    keyed.file.go(Spot("figures"))
    stand(keyed, "ASCH2")
    flush()
    assert [each.text() for each in panel(keyed).checks.offered()] == ["0.412%", "41.2%"]


# Flags and marks


@pytest.mark.parametrize(("code", "column"), [("ASCH1", Column.CURRENT), ("ASCH3", Column.CURRENT)])
def test_a_flag_is_put_on_any_cell_and_taken_off_when_done(keyed: MainWindow, hit: Hit, code: str, column: int) -> None:
    stand(keyed, code, column)
    hit(KEY.Key_F, held=BOTH)
    assert keyed.focusWidget() is panel(keyed).flag.words
    hit("Ask the team", KEY.Key_Return)
    flush()
    (flag,) = workspace(keyed).follow_ups()
    line = grid(keyed).current_line()
    assert line
    assert (flag.text, flag.id) == ("Ask the team", follow_up_id(line.entry(Q2, "").key))
    assert panel(keyed).flag.text.text() == "Ask the team"
    assert panel(keyed).flag.done.isVisible()
    assert keyed.focusWidget() is grid(keyed)
    panel(keyed).flag.done.click()
    flush()
    assert workspace(keyed).follow_ups() == ()
    assert panel(keyed).flag.put.isVisible()
    keyed.commands["undo"].trigger()
    flush()
    assert panel(keyed).flag.text.text() == "Ask the team"


def test_a_flag_is_shown_only_on_its_cell_and_can_be_changed(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F, held=BOTH)
    hit("Ask", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    flush()
    assert not panel(keyed).flag.done.isVisible()
    stand(keyed, "ASCH1")
    flush()
    panel(keyed).flag.change.click()
    assert panel(keyed).flag.words.text() == "Ask"
    hit("Ask twice", KEY.Key_Return)
    assert [each.text for each in workspace(keyed).follow_ups()] == ["Ask twice"]


def test_figures_are_marked_by_buttons_that_the_keyboard_reaches(keyed: MainWindow, hit: Hit) -> None:
    stand(keyed, "ASCH1")
    flush()
    button = panel(keyed).status.buttons[Flag.PROVISIONAL]
    button.setFocus()
    hit(KEY.Key_Space)
    flush()
    assert stored(keyed, "ASCH1")[0].flags == (Flag.PROVISIONAL,)
    assert shown(keyed, "ASCH1") == "66% [p]"
    assert button.isChecked()
    assert keyed.commands["undo"].text() == "&Undo Mark ASCH1 for Quarter 2 2023/24 as provisional"
    panel(keyed).status.buttons[Flag.BREAK].click()
    assert stored(keyed, "ASCH1")[0].flags == (Flag.PROVISIONAL, Flag.BREAK)
    keyed.commands["undo"].trigger()
    keyed.commands["undo"].trigger()
    flush()
    assert stored(keyed, "ASCH1")[0].flags == ()
    assert not button.isChecked()


def test_only_a_value_can_be_marked(keyed: MainWindow) -> None:
    stand(keyed, "ASCH3")
    flush()
    assert not panel(keyed).status.isVisible()


def test_a_locked_period_refuses_flags_in_words_and_marks_stay_up(keyed: MainWindow) -> None:
    workspace(keyed).lock(Q2, "Sent to the committee")
    stand(keyed, "ASCH1")
    flush()
    button = panel(keyed).status.buttons[Flag.ESTIMATED]
    button.click()
    assert "Quarter 2 2023/24 is locked by" in told(keyed)
    assert not button.isChecked()
    assert stored(keyed, "ASCH1")[0].flags == ()


# Earlier values


def type_values(window: MainWindow, hit: Hit, values: list[int]) -> None:
    for each in values:
        stand(window, "ASCH1")
        hit(str(each), KEY.Key_Return)
    stand(window, "ASCH1")


def test_every_earlier_value_is_there_with_who_and_when(keyed: MainWindow, hit: Hit, qtbot) -> None:
    type_values(keyed, hit, list(range(70, 83)))
    history = panel(keyed).history
    qtbot.waitUntil(lambda: len(history.values) == 14)
    assert [each.shown for each in history.values][:2] == ["82%", "81%"]
    assert history.values[-1].shown == "66%"
    assert workspace(keyed).author in history.entries[0].how.text()
    assert len(history.entries) == FIRST
    assert history.more.text() == f"Show {14 - FIRST} more"
    history.more.click()
    assert len(history.entries) == 14
    assert keyed.focusWidget() is history.entries[FIRST]


def test_an_earlier_value_is_brought_back_and_that_can_be_undone(keyed: MainWindow, hit: Hit, qtbot) -> None:
    type_values(keyed, hit, [70, 71])
    history = panel(keyed).history
    qtbot.waitUntil(lambda: len(history.values) == 3)
    assert history.entries[1].back.isVisible()
    history.entries[1].back.click()
    assert value(keyed, "ASCH1") == 70
    assert told(keyed) == "Brought 70% back in ASCH1 for Quarter 2 2023/24."
    qtbot.waitUntil(lambda: len(history.values) == 4)
    assert history.entries[0].why.text().startswith("Brought back as of")
    keyed.shell.messages.act.click()
    assert value(keyed, "ASCH1") == 71


def test_the_reason_of_a_revision_stands_in_the_history(keyed: MainWindow, hit: Hit, qtbot) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return, "Late returns", KEY.Key_Return)
    stand(keyed, "ASCH2", Column.PREVIOUS)
    history = panel(keyed).history
    qtbot.waitUntil(lambda: len(history.values) == 2)
    assert (history.entries[0].shown.text(), history.entries[0].why.text()) == ("70% [r]", "Late returns")
    assert value(keyed, "ASCH2", Q1) == 70


def test_the_arrows_go_from_value_to_value_and_show_what_can_be_done(keyed: MainWindow, hit: Hit, qtbot) -> None:
    type_values(keyed, hit, [70, 71])
    history = panel(keyed).history
    qtbot.waitUntil(lambda: len(history.values) == 3)
    history.entries[1].setFocus()
    hit(KEY.Key_Down)
    assert keyed.focusWidget() is history.entries[2]
    assert [each.back.isVisible() for each in history.entries] == [False, False, True]
    assert history.entries[2].focusPolicy() & Qt.FocusPolicy.TabFocus


def test_the_panel_goes_back_to_the_top_for_another_cell(keyed: MainWindow, hit: Hit, qtbot) -> None:
    type_values(keyed, hit, [70, 71])
    qtbot.waitUntil(lambda: len(panel(keyed).history.values) == 3)
    stand(keyed, "ASCH2")
    flush()
    assert panel(keyed).history.values == ()
    assert isinstance(page(keyed).tending, Tending)
    assert panel(keyed).verticalScrollBar().value() == 0
