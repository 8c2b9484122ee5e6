import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ascdesk.periods import Period
from tests.ui.conftest import Opened
from tests.ui.test_everywhere import nameless
from ui.main_window import MainWindow
from ui.widgets.period_field import EXAMPLES, PeriodField


def field_of(window: MainWindow) -> PeriodField:
    """The field, opened from the last line of the menu."""
    picker = window.shell.period
    last = picker.button.menu().actions()[-1]
    assert last.text() == "Another period…"
    last.trigger()
    assert picker.field.isVisible()
    return picker.field


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("2024-25 Q3", Period.quarter(2024, 3)),
        ("March 2024", Period.month(2024, 3)),
        ("2018/19", Period.year(2018)),
        ("Q4", Period.quarter(2020, 4)),  # of the financial year that is shown
        ("H1 2021-22", Period.half(2021, 1)),
    ],
)
def test_a_period_that_no_menu_names_can_be_typed(opened: Opened, qtbot, typed: str, period: Period) -> None:
    window = opened("scorecard")
    assert window.file
    field = field_of(window)
    assert field.line.hasFocus() or QApplication.focusWidget() is field.line
    qtbot.keyClicks(field.line, typed)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert window.file.period == period
    assert window.shell.period.shown == period
    assert not field.isVisible()


def test_what_is_no_period_is_told_in_a_sentence_and_can_be_mended(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    before = window.file.period
    field = field_of(window)
    qtbot.keyClicks(field.line, "next week")
    qtbot.mouseClick(field.show_, Qt.MouseButton.LeftButton)
    assert field.hint.text() == (
        "“next week” cannot be read as a period. Write it like 2024-25 Q3, March 2024 or 2024/25."
    )
    assert field.line.accessibleDescription() == field.hint.text()
    assert field.isVisible()
    assert window.file.period == before
    qtbot.keyClicks(field.line, "!")
    assert field.hint.text() == EXAMPLES
    field.hide()


def test_nothing_typed_is_said_so_and_escape_leaves_the_period(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    before = window.file.period
    field = field_of(window)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.hint.text().startswith("Nothing was typed.")
    qtbot.keyClick(field.line, Qt.Key.Key_Escape)
    assert not field.isVisible()
    assert window.file.period == before


def test_the_field_has_names(opened: Opened) -> None:
    field = field_of(opened("scorecard"))
    assert nameless(field) == []
    field.hide()


def test_the_menu_of_a_file_of_years_goes_onto_a_small_screen_in_one_column(opened: Opened) -> None:
    window = opened("anytown")
    menu = window.shell.period.button.menu()
    assert menu.sizeHint().height() <= 540
    texts = [each.text() for each in menu.actions()]
    assert [each for each in texts if each.startswith("Quarter ")][1] == "Quarter 2 2025/26"
    assert [each for each in texts if each.startswith("Earlier")] == [
        "Earlier quarters", "Earlier months", "Earlier half years", "Earlier years",
    ]  # fmt: skip
