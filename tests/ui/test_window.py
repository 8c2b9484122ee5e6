import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog

from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.errors import UserError
from ascdesk.periods import Period
from tests.ui.conftest import Opened, workbook
from ui import app as ui_app
from ui import theme
from ui.main_window import MainWindow
from ui.page import Spot
from ui.tokens import DARK, LIGHT, tokens_now
from ui.widgets.navigation import NARROW, WIDE


def test_the_start_page_says_what_to_do_first(window: MainWindow) -> None:
    assert window.shell.pages.currentWidget() is window.start_page
    assert window.start_page
    assert window.start_page.first.hasFocus()
    assert not window.shell.import_.isEnabled()
    assert not window.commands["undo"].isEnabled()
    assert window.commands["new"].isEnabled()


def test_a_file_opens_at_the_period_that_its_report_is_about(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    assert window.file.period == Period.quarter(2020, 2)
    assert window.shell.period.button.text() == "Quarter 2 2020/21"
    assert window.windowTitle() == "scorecard.ascdesk – ASC Desk"
    assert window.shell.status.file.text() == "scorecard.ascdesk"
    assert window.shell.status.saved.text() == "● All changes saved"
    assert window.shell.status.counts.text() == "31 measures · 26 of 31 figures in"


def test_every_page_is_one_click_or_key_away(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    buttons = window.shell.navigation.buttons
    for number, (key, button) in enumerate(buttons.items(), start=1):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert window.shell.pages.currentWidget() is window.file.pages[key]
        assert button.isChecked()
        qtbot.keyClick(window, Qt.Key(Qt.Key.Key_0 + number), Qt.KeyboardModifier.ControlModifier)
        assert window.shell.pages.currentWidget() is window.file.pages[key]
    window.file.go(Spot("scorecard"))
    assert [button.accessibleName() for button in buttons.values()] == [
        "Overview", "Figures", "Commentary", "Scorecard", "Trends", "Reports", "Measures",
    ]  # fmt: skip
    assert buttons["scorecard"].isChecked()


def test_the_navigation_shrinks_to_icons_where_the_window_is_narrow(window: MainWindow) -> None:
    window.resize(960, 540)
    assert window.shell.navigation.width() == NARROW
    window.resize(1366, 768)
    assert window.shell.navigation.width() == WIDE


def test_the_arrows_step_through_periods_of_one_length(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    picker = window.shell.period
    qtbot.mouseClick(picker.on, Qt.MouseButton.LeftButton)
    assert window.file.period == Period.quarter(2020, 3), "the next quarter can be worked on before it has figures"
    assert not picker.on.isEnabled()
    qtbot.mouseClick(picker.back, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(picker.back, Qt.MouseButton.LeftButton)
    assert window.file.period == Period.quarter(2020, 1)
    assert not picker.back.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert window.file.period == Period.quarter(2020, 2)


def test_the_menu_of_periods_names_all_that_are_held(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    choices = {each.text(): each for each in window.shell.period.button.menu().actions() if each.isCheckable()}
    assert list(choices) == [
        "Quarter 3 2020/21", "Quarter 2 2020/21", "Quarter 1 2020/21", "September 2020", "August 2020",
        "2020/21", "2019/20",
    ]  # fmt: skip
    choices["August 2020"].trigger()
    assert window.file.period == Period.month(2020, 8)
    assert window.shell.period.button.text() == "August 2020"


def test_the_program_is_dressed_in_light_and_dark(opened: Opened, qapp: QApplication) -> None:
    window = opened("scorecard")
    for tokens in (DARK, LIGHT):
        theme.dress(qapp, tokens)
        assert tokens_now() is tokens
        assert qapp.palette().color(QPalette.ColorRole.Base) == QColor(tokens.surface)
        picture = window.grab().toImage()
        assert picture.pixelColor(60, picture.height() - 40) == QColor(tokens.nav)


@pytest.mark.parametrize("tokens", [LIGHT, DARK])
def test_text_and_chips_have_the_contrast_that_wcag_asks(tokens) -> None:
    for ink in (tokens.ink, tokens.second, tokens.third):
        assert contrast(ink, tokens.surface) >= 4.5
    for name in ("green", "amber", "red", "none"):
        assert contrast(getattr(tokens, name), getattr(tokens, f"{name}_soft")) >= 4.5
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.accent, tokens.surface) >= 3
    assert contrast(tokens.nav_ink, tokens.nav_on) >= 4.5


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    seen = QColor(colour)
    parts = [each / 255 for each in (seen.red(), seen.green(), seen.blue())]
    red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_closed_file_leaves_the_start_page_and_can_be_opened_again(opened: Opened, settings: QSettings) -> None:
    window = opened("scorecard")
    assert window.file
    path = window.file.workspace.path
    window.commands["close"].trigger()
    assert window.file is None
    assert window.shell.pages.currentWidget() is window.start_page
    assert window.start_page
    window.start_page.recent_wanted.emit(path)
    assert window.file is not None


def test_a_new_file_is_made_where_the_dialog_says_and_shows_what_to_do(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    chosen = str(tmp_path / "Our council")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (chosen, ""))
    assert window.start_page
    qtbot.mouseClick(window.start_page.first, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.file is not None)
    assert window.file
    assert (tmp_path / "Our council.ascdesk").is_file()
    assert window.file.empty.isVisible()
    assert window.file.empty.act.isEnabled()
    assert window.shell.import_.isEnabled()
    assert not window.shell.export.isEnabled()


def test_a_sample_is_started_from_the_start_page(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "s.ascdesk"), ""))
    assert window.start_page
    window.start_page.sample_wanted.emit("ascof")
    assert window.shell.messages.progress.isVisible()
    assert window.shell.status.saved.text() == "◌ Working…"
    qtbot.waitUntil(lambda: window.file is not None, timeout=20_000)
    assert window.file
    assert len(window.file.workspace.measures()) == 30


def test_a_dialog_that_is_left_changes_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    window.commands["open"].trigger()
    assert window.file is None


def test_a_copy_is_written(opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    window = opened("scorecard")
    copy = tmp_path / "copy.ascdesk"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(copy), ""))
    window.commands["copy"].trigger()
    with open_workspace(copy) as held:
        assert len(held.measures()) == 31
    assert "copy.ascdesk" in window.shell.messages.text.text()


def test_the_scorecard_is_exported_on_the_worker(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    window = opened("scorecard")
    out = tmp_path / "pack.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    qtbot.mouseClick(window.shell.export, Qt.MouseButton.LeftButton)
    assert not window.shell.export.isEnabled()
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)
    assert out.stat().st_size > 5000
    assert window.shell.messages.act.text() == "Open folder"
    assert window.shell.export.isEnabled()


def test_a_smoke_start_draws_the_window_and_ends(
    qapp: QApplication, sample_file: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ui_app.run(open_workspace, new_workspace, None, smoke="1") == 0
    assert ui_app.run(open_workspace, new_workspace, sample_file("ascof"), smoke="pages") == 0


@pytest.mark.parametrize("platform", ["", "xcb", "wayland;xcb", "wayland-egl"])
def test_without_a_screen_a_start_is_refused_in_a_sentence(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    no_screen(platform, monkeypatch)
    with pytest.raises(UserError) as refused:
        ui_app.run(open_workspace, new_workspace, None, smoke="1")
    assert refused.value.problem == "There is no screen here to open a window on."
    assert refused.value.remedy == "Use the commands instead: ascdesk --help"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=1280x720", "wayland;offscreen"])
def test_a_platform_that_needs_no_screen_is_started_on(
    platform: str, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    no_screen(platform, monkeypatch)
    assert ui_app.run(open_workspace, new_workspace, None, smoke="1") == 0


def no_screen(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_the_windows_place_is_kept_in_the_settings(window: MainWindow, settings: QSettings) -> None:
    window.resize(1000, 700)
    window.close()
    assert settings.value("geometry") is not None


def test_workbooks_of_the_samples_are_there() -> None:
    assert workbook("scorecard").is_file()


def test_a_change_of_an_earlier_day_is_only_undone_when_asked_twice(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    held = len(window.file.workspace.measures())
    window.commands["undo"].trigger()
    said = window.shell.messages
    assert said.text.text().endswith("before this file was opened: Write the sample’s commentaries.")
    assert window.file.workspace.commentaries(window.file.period)
    qtbot.mouseClick(said.act, Qt.MouseButton.LeftButton)
    assert window.file.workspace.commentaries(window.file.period) == ()
    assert said.text.text() == "Undone: Write the sample’s commentaries."
    assert len(window.file.workspace.measures()) == held
