"""The Figures page: what is shown, the filters, finding, and going from place to place."""

import pytest
from PySide6.QtCore import Qt

from ascdesk.outstanding import Kind
from ascdesk.scorecard import Row
from ascdesk.sifting import Shown
from tests.ui.conftest import Opened, page_of
from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    Q1,
    ROLE,
    grid,
    hit,
    keyed,
    numbered,
    page,
    shown,
    stand,
    told,
    where,
)
from ui.main_window import MainWindow
from ui.models.figures import Column, Heading
from ui.page import Spot
from ui.pages.overview import OverviewPage

__all__ = ["hit", "keyed"]


# What is shown


def test_the_model_keeps_the_rules_of_qt(keyed: MainWindow, qtmodeltester) -> None:
    qtmodeltester.check(page(keyed).model)


def test_sections_head_their_lines_and_a_measure_in_two_stands_in_both(keyed: MainWindow) -> None:
    model = page(keyed).model
    assert [line.title for line in model.shown if isinstance(line, Heading)] == ["Access", "Support"]
    codes = [line.measure.code for line in model.lines]
    assert codes == ["ASCH1", "ASCH2", "ASCH3", "ASCH4", "ASCH4", "ASCH4", "ASCH1"]
    assert shown(keyed, "ASCH4", Column.MEASURE, "Completed") == "Share 4 of all ·\u00a0Completed"


def test_a_line_shows_earlier_figures_target_and_rating(keyed: MainWindow) -> None:
    row = [shown(keyed, "ASCH1", column) for column in (Column.PREVIOUS, Column.CURRENT, Column.TARGET, Column.RATING)]
    assert row == ["72%", "66%", "90%", "Red"]
    heads = [
        page(keyed).model.headerData(column, Qt.Orientation.Horizontal)
        for column in range(page(keyed).model.columnCount())
    ]
    assert heads == [
        "Code", "Measure", "Q2 22/23", "Q3 22/23", "Q4 22/23", "Q1 23/24", "Num.", "Den.", "Q2 23/24", "Target",
        "Rating",
    ]  # fmt: skip


def test_a_cell_is_spoken_as_a_sentence(keyed: MainWindow) -> None:
    model, number = page(keyed).model, numbered(keyed, "ASCH1")
    said = [model.index(number, column).data(ROLE.AccessibleTextRole) for column in (Column.CURRENT, Column.PREVIOUS)]
    assert said == [
        "ASCH1 Share 1 of all, Quarter 2 2023/24: 66 percent, Red",
        "ASCH1 Share 1 of all, Quarter 1 2023/24: 72 percent",
    ]
    spoken = model.index(number, Column.NUMERATOR).data(ROLE.AccessibleTextRole)
    assert spoken == "ASCH1 Share 1 of all, numerator, Quarter 2 2023/24: no figure"
    assert model.index(0, 0).data(ROLE.AccessibleTextRole) == "Section Access, 2 measures, unfolded"


# Filters, finding, going


def test_missing_shows_what_is_due_and_keeps_a_line_that_was_just_filled(keyed: MainWindow, hit, qtbot) -> None:
    filters = page(keyed).filters
    assert [each.text() for each in filters.buttons.values() if each.isVisible()] == [
        "All 4", "Due 3", "To check 0", "Red 1",
    ]  # fmt: skip
    filters.buttons[Shown.DUE].click()
    model = page(keyed).model
    assert [line.measure.code for line in model.shown if not isinstance(line, Heading)] == ["ASCH2", "ASCH3", "ASCH4"]
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    qtbot.waitUntil(lambda: filters.buttons[Shown.DUE].text() == "Due 2")
    assert shown(keyed, "ASCH2") == "80%"
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    filters.buttons[Shown.ALL].click()
    assert len(model.shown) == 9
    assert where(keyed) == ("ASCH3", Column.CURRENT)


@pytest.mark.parametrize("name", ["scorecard", "ascof", "anytown", "monthly", "outcomes"])
def test_due_is_counted_as_on_the_overview_and_in_the_navigation(opened: Opened, qtbot, name: str) -> None:
    window = opened(name, "figures")
    assert window.file
    text = page(window).filters.buttons[Shown.DUE].text()
    qtbot.waitUntil(lambda: text == f"Due {window.shell.navigation.buttons['figures'].count:,}")
    window.file.go(Spot("overview"))
    (due,) = [each for each in page_of(window, OverviewPage).cards if Kind.DUE in each.topic.kinds]
    assert f"Due {due.count.text() or 0}" == text


def test_to_check_says_so_where_nothing_is_odd(keyed: MainWindow) -> None:
    page(keyed).filters.buttons[Shown.CHECK].click()
    assert page(keyed).model.shown == ()
    assert grid(keyed).nothing == "No figure looks odd in Quarter 2 2023/24, or each is explained."
    assert not grid(keyed).grab().isNull()


def test_find_goes_to_a_code_or_name_and_f3_to_the_next(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F, held=CONTROL)
    assert keyed.focusWidget() is page(keyed).find_box
    hit("asch3")
    assert where(keyed)[0] == "ASCH3"
    page(keyed).find_box.clear()
    hit("share of")
    found = []
    for _ in range(3):
        hit(KEY.Key_Return)
        found.append(where(keyed)[0])
    assert found == ["ASCH4", "ASCH4", "ASCH4"]
    hit(KEY.Key_F3)
    assert where(keyed)[0] == "ASCH1"
    hit(KEY.Key_Escape)
    assert keyed.focusWidget() is grid(keyed)
    page(keyed).find_box.setText("zebra")
    hit(KEY.Key_F3)
    assert told(keyed) == "No line shown here has “zebra” in its code or name."


def test_going_to_a_measure_unfolds_its_section_and_lifts_the_filter(keyed: MainWindow) -> None:
    grid(keyed).fold(0, True)
    page(keyed).filters.buttons[Shown.DUE].click()
    assert keyed.file
    row: Row = keyed.file.card.rows[0]
    stand(keyed, "ASCH3")
    keyed.file.go(Spot("figures", row.measure.id))
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    assert page(keyed).filters.buttons[Shown.ALL].isChecked()


def test_moving_tells_the_window_which_measure_is_looked_at(keyed: MainWindow) -> None:
    stand(keyed, "ASCH4", series="Incoming")
    assert keyed.file
    assert (keyed.file.spot.part, keyed.file.spot.series) == ("", "Incoming")
    keyed.file.go(Spot("scorecard"))
    keyed.file.go(Spot("figures"))
    assert where(keyed) == ("ASCH4", Column.CURRENT)
    line = grid(keyed).current_line()
    assert line
    assert line.series == "Incoming"


def test_another_period_keeps_the_measure(keyed: MainWindow) -> None:
    stand(keyed, "ASCH3")
    assert keyed.file
    keyed.file.show_period(Q1)
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    assert shown(keyed, "ASCH3") == "72%"


def test_f8_opens_and_closes_the_panel(keyed: MainWindow) -> None:
    assert page(keyed).panel_ground.isVisible()
    keyed.commands["details"].trigger()
    assert not page(keyed).panel_ground.isVisible()
