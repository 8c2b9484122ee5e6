"""What stands beside the shown period: how long it is open and its lock, and the panel in which both are set."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication, QWidget

from ascdesk.__main__ import new_workspace
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from db.store import open_store
from tests.ui.conftest import flush, row_of
from tests.ui.test_everywhere import nameless
from ui import theme
from ui.doors import Doors
from ui.main_window import MainWindow
from ui.page import Spot
from ui.widgets.navigation import PLACES
from ui.widgets.period_panel import PeriodPanel

Q2 = Period.quarter(2020, 2)
AUGUST = Period.month(2020, 8)
NOW = datetime(2020, 10, 14, 9, 20, tzinfo=UTC)
REASON = "Signed off by the board"


def open_then(path: Path) -> Workspace:
    """Open a file a fortnight after its quarter ended; what is done to it is done now."""
    return Workspace(open_store(path, author="A. Officer"), "A. Officer", lambda: NOW)


@pytest.fixture
def window(qapp: QApplication, settings: QSettings, sample_file: Callable[[str], Path]) -> Iterator[MainWindow]:
    """The scorecard sample on its Figures page, a fortnight after its quarter ended."""
    theme.follow_system(qapp)
    made = MainWindow(Doors(open_then, new_workspace), settings)
    made.show()
    made.activateWindow()
    made.open_file(sample_file("scorecard"))
    assert made.file
    made.file.go(Spot("figures"))
    QCoreApplication.processEvents()
    yield made
    made.close()
    made.deleteLater()
    flush()


def workspace_of(window: MainWindow) -> Workspace:
    assert window.file
    return window.file.workspace


def panel_of(window: MainWindow) -> PeriodPanel:
    assert window.calendar
    return window.calendar.panel


def keyboard(window: MainWindow) -> QWidget:
    """What is typed into."""
    found = window.focusWidget()
    assert found
    return found


def press(window: MainWindow, qtbot, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(keyboard(window), key, held)


def lock(window: MainWindow, qtbot, reason: str = REASON) -> None:
    """Lock or unlock by keyboard alone."""
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(keyboard(window), reason)
    press(window, qtbot, Qt.Key.Key_Return)


def test_a_period_is_locked_by_keyboard_with_a_reason_and_says_so_on_every_page(window: MainWindow, qtbot) -> None:
    state = window.shell.state
    assert state.text().strip() == "Open"
    lock(window, qtbot)
    (held,) = workspace_of(window).calendar()
    assert (held.period, held.locked, held.reason, held.person) == (Q2, True, REASON, "A. Officer")
    assert not panel_of(window).isVisible()
    assert window.shell.messages.text.text() == "Quarter 2 2020/21 is locked: it takes nothing until it is unlocked."
    for place in PLACES:
        window.commands[place.key].trigger()
        assert state.isVisible()
        assert state.text().strip() == state.accessibleName() == "Locked"
        assert not state.icon().isNull()
    assert state.toolTip().startswith("Quarter 2 2020/21 is locked by A. Officer: Signed off by the board. Since ")
    assert state.accessibleDescription() in state.toolTip()
    assert workspace_of(window).steps(1)[0].label == "Lock Quarter 2 2020/21"


def test_a_figure_typed_into_it_is_refused_with_the_sentence(window: MainWindow, qtbot) -> None:
    row = row_of(window, "M001")
    lock(window, qtbot)
    assert window.file
    window.file.go(Spot("figures", row.measure.id))
    qtbot.keyClicks(keyboard(window), "12")
    press(window, qtbot, Qt.Key.Key_Return)
    told = window.shell.messages.text.text()
    assert told.startswith("Quarter 2 2020/21 is locked by A. Officer: Signed off by the board.")
    assert row_of(window, "M001").figure == row.figure


def test_undo_passes_over_the_lock_which_goes_only_for_a_reason(window: MainWindow, qtbot) -> None:
    workspace = workspace_of(window)
    workspace.set_figure(workspace.measure("M001"), Q2, "12")
    lock(window, qtbot)
    assert not window.shell.messages.act.isVisible()
    assert window.commands["undo"].text() == "&Undo Set M001 for Quarter 2 2020/21"
    with qtbot.capture_exceptions() as caught:
        press(window, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    ((_, refused, _),) = caught
    assert str(refused).startswith("Quarter 2 2020/21 is locked by A. Officer: Signed off by the board.")
    assert window.shell.state.text().strip() == "Locked"
    assert [each.value for each in workspace.figures(workspace.measure("M001"), Q2)] == [12]


def test_unlocking_wants_a_reason_too_and_keeps_both_in_its_history(window: MainWindow, qtbot) -> None:
    lock(window, qtbot)
    panel = panel_of(window)
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert panel.held.text() == "Quarter 2 2020/21 is locked by A. Officer: Signed off by the board."
    assert not panel.day.isVisible()
    press(window, qtbot, Qt.Key.Key_Return)
    assert panel.isVisible()
    assert panel.told.text().startswith("It needs a reason.")
    assert panel.reason.accessibleDescription() == panel.told.text()
    qtbot.keyClicks(panel.reason, "A provider sent late figures")
    assert not panel.told.text().startswith("It needs a reason.")
    press(window, qtbot, Qt.Key.Key_Return)
    assert not panel.isVisible()
    assert window.shell.state.text().strip() == "Open"
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    story = [line.partition(", ")[0] for line in panel.story.text().splitlines()]
    assert story == ["Unlocked by A. Officer", "Locked by A. Officer"]
    assert panel.story.text().splitlines()[0].endswith(": A provider sent late figures.")


def test_escape_leaves_the_panel_and_the_keyboard_goes_back_to_the_page(window: MainWindow, qtbot) -> None:
    assert window.file
    assert window.file.page
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert panel_of(window).reason.hasFocus()
    qtbot.keyClicks(keyboard(window), "half a rea")
    press(window, qtbot, Qt.Key.Key_Escape)
    assert not panel_of(window).isVisible()
    assert window.file.page.isAncestorOf(keyboard(window))
    assert workspace_of(window).calendar() == ()


def test_the_panel_says_what_is_still_open(window: MainWindow, qtbot) -> None:
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert panel_of(window).left_over.text() == "Still open: 10 texts to see to."
    press(window, qtbot, Qt.Key.Key_Escape)
    row = row_of(window, "M001")
    workspace_of(window).flag(row.measure, Q2, "Ask.")
    assert row.figure
    workspace_of(window).clear_figure(row.figure)
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert panel_of(window).left_over.text().startswith("Still open: 1 figure due, 1 flag and ")


@pytest.mark.parametrize(
    ("day", "said", "short", "how"),
    [
        (date(2020, 10, 30), "Closes in 16 days", "16 days left", "closes"),
        (date(2020, 10, 17), "Closes in 3 days", "3 days left", "soon"),
        (date(2020, 10, 15), "Closes tomorrow", "1 day left", "soon"),
        (date(2020, 10, 14), "Closes today", "Closes today", "soon"),
        (date(2020, 10, 12), "Was to close 2 days ago", "Late", "late"),
    ],
)
def test_it_says_how_long_the_period_is_open(window: MainWindow, day: date, said: str, short: str, how: str) -> None:
    state = window.shell.state
    workspace_of(window).set_closing(Q2, day)
    assert (state.text().strip(), state.property("how")) == (said, how)
    assert f"{day.day} October 2020" in state.toolTip()
    window.resize(960, 540)
    assert state.text().strip() == short
    assert state.accessibleName() == said


def test_a_day_is_set_by_keyboard_and_later_quarters_with_it(window: MainWindow, qtbot) -> None:
    panel = panel_of(window)
    window.commands["closing"].trigger()
    assert panel.day.hasFocus()
    qtbot.keyClicks(panel.day, "31/9")
    press(window, qtbot, Qt.Key.Key_Return)
    assert panel.echo.text().startswith("“31/9” is no day.")
    assert panel.isVisible()
    panel.day.clear()
    qtbot.keyClicks(panel.day, "17 oct")
    assert panel.echo.text() == "Saturday 17 October 2020, 17 days after it ends."
    panel.further.setFocus()
    press(window, qtbot, Qt.Key.Key_Space)
    panel.day.setFocus()
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.shell.state.text().strip() == "Closes in 3 days"
    assert window.shell.messages.text.text() == (
        "Quarter 2 2020/21 closes on Saturday 17 October 2020. So do Quarter 3 2020/21, Quarter 4 2020/21 and "
        "Quarter 1 2021/22, as long after their ends."
    )
    assert [each.closes for each in workspace_of(window).calendar()] == [
        date(2020, 10, 17), date(2021, 1, 18), date(2021, 4, 19), date(2021, 7, 19),
    ]  # fmt: skip
    press(window, qtbot, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert workspace_of(window).calendar() == ()


def test_the_day_is_taken_away_again(window: MainWindow, qtbot) -> None:
    workspace_of(window).set_closing(Q2, date(2020, 10, 17))
    window.commands["closing"].trigger()
    panel = panel_of(window)
    assert panel.day.text() == "17 October 2020"
    panel.take.setFocus()
    press(window, qtbot, Qt.Key.Key_Space)
    assert window.shell.state.text().strip() == "Open"


def test_the_menu_and_the_search_box_name_the_period(window: MainWindow, qtbot) -> None:
    texts = [each.text for each in window.destinations()]
    assert "Lock Quarter 2 2020/21" in texts
    assert "Set the day on which it closes" in texts
    lock(window, qtbot)
    texts = [each.text for each in window.destinations()]
    assert "Unlock Quarter 2 2020/21" in texts
    assert "Set the day on which it closes" not in texts
    press(window, qtbot, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(window.shell.search, "unlock")
    qtbot.keyClick(window.shell.search.popup, Qt.Key.Key_Return)
    assert panel_of(window).isVisible()
    assert panel_of(window).turn.text() == "Unlock Quarter 2 2020/21"


def test_a_month_in_a_locked_quarter_is_locked_and_unlocked_with_it(window: MainWindow, qtbot) -> None:
    assert window.file
    lock(window, qtbot)
    window.file.show_period(AUGUST)
    assert window.shell.state.text().strip() == "Locked"
    panel = panel_of(window)
    window.commands["lock"].trigger()
    assert panel.held.text().startswith("August 2020 lies in Quarter 2 2020/21. Quarter 2 2020/21 is locked by")
    qtbot.keyClicks(panel.reason, "A late figure")
    press(window, qtbot, Qt.Key.Key_Return)
    assert window.shell.state.text().strip() == "Open"
    assert [(each.period, each.locked) for each in workspace_of(window).calendar()] == [(Q2, False)]


def test_another_period_has_its_own_state_and_the_panel_goes(window: MainWindow, qtbot) -> None:
    assert window.file
    workspace_of(window).lock(Q2.previous(), "Published")
    assert window.shell.state.text().strip() == "Open"
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert panel_of(window).isVisible()
    window.file.show_period(Q2.previous())
    assert window.shell.state.text().strip() == "Locked"
    assert not panel_of(window).isVisible()


def test_without_a_file_nothing_stands_there_and_nothing_can_be_locked(window: MainWindow) -> None:
    window.commands["lock"].trigger()
    window.close_file()
    assert not window.shell.state.isVisible()
    assert not panel_of(window).isVisible()
    assert not window.commands["lock"].isEnabled()
    assert window.commands["lock"].text() == "&Lock the period…"


def test_what_was_half_written_is_kept_before_the_panel_asks(window: MainWindow, qtbot) -> None:
    assert window.file
    row = row_of(window, "M001")
    window.file.go(Spot("figures", row.measure.id))
    qtbot.keyClicks(keyboard(window), "3")
    press(window, qtbot, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    now = row_of(window, "M001").figure
    assert now
    assert now.raw == "3"


def test_every_control_of_the_panel_has_a_name_and_fits(window: MainWindow, qtbot) -> None:
    workspace_of(window).set_closing(Q2, date(2020, 10, 17))
    for width, height in ((1366, 768), (960, 540)):
        window.resize(width, height)
        window.commands["closing"].trigger()
        QCoreApplication.processEvents()
        panel = panel_of(window)
        assert nameless(panel) == []
        for each in (panel.day, panel.give, panel.take, panel.reason, panel.turn, panel.shut, panel.further):
            at = each.mapTo(panel, each.rect().bottomRight())
            assert panel.rect().contains(at), (width, each.accessibleName())
            assert each.width() >= each.minimumSizeHint().width()
