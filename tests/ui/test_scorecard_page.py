from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ascdesk.model import CommentaryStatus, Direction, Movement, Rating, Unit
from ascdesk.periods import Period
from ascdesk.scorecard import Row
from ascdesk.workspace import Workspace
from tests.ui.conftest import Opened, flush, row_of
from ui import words
from ui.models.scorecard import Column, Heading, ScorecardModel
from ui.text import set_lines
from ui.widgets.chip import Chip, chip_text, spoken
from ui.widgets.scorecard_table import ONE_LINE, TWO_LINES

QUARTER = Period.quarter(2020, 2)
ROLE = Qt.ItemDataRole


@pytest.fixture
def model(workspace: Workspace) -> ScorecardModel:
    made = ScorecardModel()
    made.show_card(workspace.scorecard(QUARTER))
    return made


def cell(model: ScorecardModel, code: str, column: Column, role: int = ROLE.DisplayRole) -> object:
    numbers = [n for n, line in enumerate(model.lines) if isinstance(line, Row) and line.measure.code == code]
    return model.index(numbers[0], column).data(role)


def panel_texts(window) -> list[str]:
    flush()
    detail = window.file.scorecard.detail
    return [each.text() for each in detail.findChildren(QLabel) if each.isVisibleTo(detail)]


def test_the_model_keeps_the_rules_of_qt(model: ScorecardModel, qtmodeltester) -> None:
    qtmodeltester.check(model)


def test_sections_head_their_rows(model: ScorecardModel) -> None:
    assert model.lines[0] == Heading("Early Resolution and Reviews")
    assert sum(isinstance(line, Heading) for line in model.lines) == 8
    assert sum(isinstance(line, Row) for line in model.lines) == 31


def test_a_row_says_figures_target_rating_and_direction(model: ScorecardModel) -> None:
    shown = [cell(model, "M001", column) for column in Column]
    assert shown[2:8] == ["34.0%", "37.0%", "41.2%", "25.0%", "Red", "Worse"]
    assert model.headerData(Column.CURRENT, Qt.Orientation.Horizontal) == "Q2 20/21"
    assert model.headerData(Column.LAST_YEAR, Qt.Orientation.Horizontal) == "2019/20"
    assert model.index(1, Column.CURRENT).data(ROLE.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_a_rating_is_spoken_with_its_reason(model: ScorecardModel) -> None:
    said = str(cell(model, "M001", Column.RATING, ROLE.AccessibleTextRole))
    assert said.startswith("■ R Red. 41.2% is above the target of 25.0%")
    assert "41.2% is above the target" in str(cell(model, "M001", Column.RATING, ROLE.ToolTipRole))
    assert str(cell(model, "M001", Column.DIRECTION, ROLE.AccessibleTextRole)).startswith("Worse.")


@pytest.mark.parametrize(
    ("rating", "whole", "short", "said"),
    [
        (Rating.GREEN, "G Green", "G", "● G Green"),
        (Rating.AMBER, "A Amber", "A", "▲ A Amber"),
        (Rating.RED, "R Red", "R", "■ R Red"),
        (Rating.NONE, "Not rated", "–", "○ Not rated"),
    ],
)
def test_a_chip_is_never_colour_alone(rating: Rating, whole: str, short: str, said: str) -> None:
    assert (chip_text(rating, short=False), chip_text(rating, short=True), spoken(rating)) == (whole, short, said)


def test_tooltips_show_html_as_text(workspace: Workspace) -> None:
    card = workspace.scorecard(QUARTER)
    evil = replace(card.rows[0].measure, title='<img src="file:///etc/passwd">')
    model = ScorecardModel()
    model.show_card(replace(card, rows=(replace(card.rows[0], measure=evil),)))
    tip = model.index(1, Column.MEASURE).data(ROLE.ToolTipRole)
    assert "<img" not in tip
    assert "&lt;img" in tip


def test_new_figures_keep_the_selection(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    table = window.file.scorecard.table
    row = row_of(window, "M004")
    table.go_to(row.measure.id, "")
    window.file.workspace.set_figure(row.measure, QUARTER, "70%")
    shown = table.current_row()
    assert shown
    assert (shown.measure.code, shown.value, shown.rating) == ("M004", Decimal(70), Rating.GREEN)
    assert any("70.0%" in text for text in panel_texts(window))
    assert window.commands["undo"].text() == "&Undo Set M004 for Quarter 2 2020/21"


def test_arrow_keys_pass_over_headings(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    table = window.file.scorecard.table
    table.setFocus()
    codes = []
    for _ in range(9):
        row = table.current_row()
        assert row
        codes.append(row.measure.code)
        qtbot.keyClick(table, Qt.Key.Key_Down)
    assert codes == [f"M{number:03d}" for number in range(1, 10)]
    qtbot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert table.current_row() is not None


def test_enter_opens_the_reason_beside_the_row(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    page = window.file.scorecard
    page.details.click()
    assert not page.detail.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert page.details.isChecked()
    assert window.commands["details"].isChecked()
    assert row_of(window, "M001").reason in panel_texts(window)


def test_a_narrow_window_leaves_the_width_to_the_table(opened: Opened) -> None:
    window = opened("ascof")
    assert window.file
    page = window.file.scorecard
    assert page.detail.isVisible()
    window.resize(960, 540)
    flush()
    assert not page.detail.isVisible()
    assert page.table.columnWidth(Column.MEASURE) >= 200


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1280, 720), (960, 540), (910, 512)])
def test_columns_fit_the_table_at_every_size(opened: Opened, size: tuple[int, int]) -> None:
    window = opened("ascof")
    assert window.file
    window.resize(*size)
    flush()
    table = window.file.scorecard.table
    shown = [table.columnWidth(column) for column in Column if not table.isColumnHidden(column)]
    assert sum(shown) <= table.viewport().width()
    assert not table.isColumnHidden(Column.RATING)
    assert {table.rowHeight(n) for n in range(len(table.card.lines))} <= {30, ONE_LINE, TWO_LINES}


def test_the_panel_tells_the_whole_story_of_a_row(opened: Opened) -> None:
    window = opened("ascof")
    assert window.file
    row = row_of(window, "1E")
    window.file.go_to(row.measure.id, "")
    texts = panel_texts(window)
    assert row.reason in texts
    assert row.travel.reason in texts
    assert "85th of 152" in texts
    assert "England, 2016/17" in texts
    assert any(text.startswith("ascof.xlsx, ") for text in texts)
    assert "Figures before" in texts
    chips = [each.accessibleName() for each in window.file.scorecard.detail.findChildren(Chip)]
    assert chips[0] == "Rating: Red"


def test_the_panel_shows_earlier_values_and_commentary_as_plain_text(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    row = row_of(window, "M001")
    window.file.workspace.set_figure(row.measure, QUARTER, "44%")
    window.file.workspace.comment(row.measure, QUARTER, "<b>Demand</b> rose.", status=CommentaryStatus.RETURNED)
    window.file.go_to(row.measure.id, "")
    texts = panel_texts(window)
    assert "Earlier values of this figure" in texts
    assert "41.2%" in texts
    assert "<b>Demand</b> rose." in texts
    assert "Sent back" in texts
    assert "Typed in this program" in texts
    labels = window.file.scorecard.detail.findChildren(QLabel)
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)


def test_the_head_counts_the_ratings_and_what_was_printed_otherwise(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    page = window.file.scorecard
    assert page.card
    tally = page.card.tally
    assert page.tally.text() == words.tally_words(tally)
    assert page.tally.text().startswith(f"{tally.rated} rated: {tally.green} Green")
    assert page.differing.text().endswith("differ from what was printed")


def test_a_title_that_is_cut_keeps_its_part(qapp, workspace: Workspace) -> None:
    lines = set_lines("A very long title of a measure " * 5, qapp.font(), 180, tail=" · Users")
    assert len(lines) == 2
    assert lines[1].endswith("… · Users")


def test_words_for_ranks_and_movements(model: ScorecardModel) -> None:
    assert [words.ordinal(n) for n in (1, 2, 3, 4, 11, 22, 113)] == [
        "1st",
        "2nd",
        "3rd",
        "4th",
        "11th",
        "22nd",
        "113th",
    ]
    row = next(line for line in model.lines if isinstance(line, Row))
    unjudged = replace(row.travel, direction=Direction.NONE, movement=Movement.UP)
    assert words.direction_words(unjudged) == "Up"
    assert row.measure.unit is Unit.PERCENT


def test_every_cell_of_both_samples_is_painted(opened: Opened, sample_file: Callable[[str], Path]) -> None:
    for name in ("scorecard", "ascof"):
        window = opened(name)
        assert window.file
        table = window.file.scorecard.table
        for number in range(0, len(table.card.lines), 10):
            table.scrollTo(table.card.index(number, 0))
            assert not table.grab().isNull()
