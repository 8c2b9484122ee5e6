import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from ascdesk.model import (
    CommentaryStatus,
    Comparator,
    Direction,
    EntityId,
    Movement,
    PublishedJudgement,
    Rating,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Row
from ascdesk.workspace import Workspace
from tests.ui.conftest import Opened, flush, row_of, scorecard_page
from ui import words
from ui.delegates import MARGIN, ComparatorDelegate, comparator_blocks, title_lines
from ui.main_window import MainWindow
from ui.models.scorecard import Column, Heading, Layout, ScorecardModel, comparator_lines
from ui.page import Spot
from ui.text import fits, set_name
from ui.widgets.chip import Chip, chip_text, spoken
from ui.widgets.scorecard_table import ONE_LINE, THREE_LINES, TWO_LINES, Shown, column_widths

QUARTER = Period.quarter(2020, 2)
ROLE = Qt.ItemDataRole
TITLES = dict.fromkeys(Column, "Head")


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
    detail = scorecard_page(window).detail
    return [each.text() for each in detail.findChildren(QLabel) if each.isVisibleTo(detail)]


def test_the_model_keeps_the_rules_of_qt(model: ScorecardModel, qtmodeltester) -> None:
    qtmodeltester.check(model)


def test_sections_head_their_rows(model: ScorecardModel) -> None:
    assert model.lines[0] == Heading("Early Resolution and Reviews")
    assert sum(isinstance(line, Heading) for line in model.lines) == 8
    assert sum(isinstance(line, Row) for line in model.lines) == 31


def test_a_row_says_figures_target_rating_and_direction(model: ScorecardModel) -> None:
    said = (
        Column.LAST_YEAR, Column.PREVIOUS, Column.INTERIM, Column.CURRENT, Column.TARGET, Column.BEST, Column.RATING,
        Column.DIRECTION,
    )  # fmt: skip
    shown = [cell(model, "M001", column) for column in said]
    assert shown == ["34.0%", "37.0%", "40.0%", "41.2%", "25.0%", "Lower", "Red", "Away from target"]
    assert model.headerData(Column.INTERIM, Qt.Orientation.Horizontal) == "Aug 20"
    assert model.headerData(Column.CURRENT, Qt.Orientation.Horizontal) == "Q2 20/21"
    assert model.headerData(Column.LAST_YEAR, Qt.Orientation.Horizontal) == "2019/20"
    assert model.index(1, Column.CURRENT).data(ROLE.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight


def test_a_rating_is_spoken_with_its_reason(model: ScorecardModel) -> None:
    said = str(cell(model, "M001", Column.RATING, ROLE.AccessibleTextRole))
    assert said.startswith("■ R Red. 41.2% is above the target of 25.0%")
    assert "41.2% is above the target" in str(cell(model, "M001", Column.RATING, ROLE.ToolTipRole))
    assert str(cell(model, "M001", Column.DIRECTION, ROLE.AccessibleTextRole)).startswith("Away from target.")


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
    table = scorecard_page(window).table
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
    table = scorecard_page(window).table
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
    page = scorecard_page(window)
    page.details.click()
    assert not page.detail.isVisible()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert page.details.isChecked()
    assert row_of(window, "M001").reason in panel_texts(window)


def test_a_narrow_window_leaves_the_width_to_the_table(opened: Opened) -> None:
    window = opened("ascof")
    assert window.file
    page = scorecard_page(window)
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
    table = scorecard_page(window).table
    shown = [table.columnWidth(column) for column in Column if not table.isColumnHidden(column)]
    assert sum(shown) <= table.viewport().width()
    assert not table.isColumnHidden(Column.RATING)
    assert {table.rowHeight(n) for n in range(len(table.card.lines))} <= {30, ONE_LINE, TWO_LINES, THREE_LINES}


def test_the_panel_tells_the_whole_story_of_a_row(opened: Opened) -> None:
    window = opened("ascof")
    assert window.file
    row = row_of(window, "1E")
    window.file.go(Spot(measure=row.measure.id))
    texts = panel_texts(window)
    assert row.reason in texts
    assert row.travel.reason in texts
    assert "85th of 152" in texts
    assert "England, 2016/17" in texts
    assert any(text.startswith("ascof.xlsx, ") for text in texts)
    assert "Figures before" in texts
    chips = [each.accessibleName() for each in scorecard_page(window).detail.findChildren(Chip)]
    assert chips[0] == "Rating: Red"


def test_the_panel_shows_earlier_values_and_commentary_as_plain_text(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    row = row_of(window, "M001")
    window.file.workspace.set_figure(row.measure, QUARTER, "44%")
    window.file.workspace.comment(row.measure, QUARTER, "<b>Demand</b> rose.", status=CommentaryStatus.RETURNED)
    window.file.go(Spot(measure=row.measure.id))
    texts = panel_texts(window)
    assert "Earlier values of this figure" in texts
    assert any(re.fullmatch(r"until \d+ \w{3} \d{4}, \d\d:\d\d · .+", text) for text in texts)
    assert "41.2%" in texts
    assert "<b>Demand</b> rose." in texts
    assert "Sent back" in texts
    assert "Typed in this program" in texts
    labels = scorecard_page(window).detail.findChildren(QLabel)
    assert all(each.textFormat() is Qt.TextFormat.PlainText for each in labels)


def test_the_head_counts_the_ratings_and_what_was_printed_otherwise(opened: Opened) -> None:
    window = opened("scorecard")
    assert window.file
    page = scorecard_page(window)
    assert page.card
    tally = page.card.tally
    assert page.tally.text() == words.tally_words(tally)
    assert page.tally.text().startswith(f"Of {tally.rated} rated: {tally.green} Green")
    assert page.differing.text().endswith("differ from what was printed")


def test_the_tally_is_read_whole_in_a_narrow_window(opened: Opened) -> None:
    window = opened("scorecard")
    window.resize(760, 500)
    flush()
    tally = scorecard_page(window).tally
    assert tally.wordWrap()
    assert tally.width() >= tally.fontMetrics().horizontalAdvance("not rated")
    assert tally.height() >= tally.heightForWidth(tally.width()) > 0
    window.resize(1366, 768)
    flush()
    assert tally.width() >= tally.fontMetrics().horizontalAdvance(tally.text())


def test_a_title_that_is_cut_keeps_its_end_and_its_part(qapp) -> None:
    lines = set_name("A very long title of a measure " * 5 + "as told", words.tail_of("Users"), qapp.font(), 180)
    assert len(lines) == 3
    assert lines[0].startswith("A very long")
    assert lines[2].startswith("…")
    assert lines[2].endswith("as told ·\u00a0Users")


def test_a_long_part_takes_more_of_the_lines(qapp) -> None:
    part = "Users and carers who were asked in the year"
    lines = set_name("A very long title of a measure " * 5, words.tail_of(part), qapp.font(), 180)
    assert len(lines) == 3
    assert part in " ".join(lines).replace("  ", " ")


def test_a_name_that_goes_in_is_not_touched(qapp) -> None:
    assert set_name("Care in the year.", "", qapp.font(), 900) == ["Care in the year."]
    assert set_name("", "", qapp.font(), 900) == [""]
    lines = set_name("W" * 200, "", qapp.font(), 180)
    assert "…" in lines[0]
    assert all(fits(line, qapp.font(), 180) for line in lines)


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1280, 720), (960, 540)])
@pytest.mark.parametrize("name", ["scorecard", "ascof"])
def test_no_two_measures_read_the_same(opened: Opened, name: str, size: tuple[int, int]) -> None:
    window = opened(name)
    assert window.file
    window.resize(*size)
    flush()
    table = scorecard_page(window).table
    width = table.columnWidth(Column.MEASURE) - 2 * MARGIN
    rows = [line for line in table.card.lines if isinstance(line, Row)]
    shown = [tuple(title_lines(row, table.font(), width)) for row in rows]
    assert len(set(shown)) == len(rows)
    assert max(map(len, shown)) <= 3
    for row, lines in zip(rows, shown, strict=True):
        assert lines[-1].endswith(row.part or row.measure.title.split()[-1])


@pytest.mark.parametrize("size", [(1366, 768), (1280, 720), (960, 540)])
def test_comparators_are_shown_whole_or_not_at_all(opened: Opened, size: tuple[int, int]) -> None:
    window = opened("ascof")
    assert window.file
    window.resize(*size)
    flush()
    table = scorecard_page(window).table
    if table.isColumnHidden(Column.COMPARATOR):
        return
    delegate = table.itemDelegateForColumn(Column.COMPARATOR)
    assert isinstance(delegate, ComparatorDelegate)
    width = table.columnWidth(Column.COMPARATOR) - 2 * MARGIN
    for row in (line for line in table.card.lines if isinstance(line, Row)):
        who, rest = comparator_blocks(row, table.font(), width, delegate.year)
        assert "…" not in "".join((*who, *rest))


def test_the_year_of_a_comparator_is_left_out_before_the_column(qapp, workspace: Workspace) -> None:
    row = workspace.scorecard(QUARTER).rows[0]
    ranked = replace(row, comparators=(england(row.measure.id),))
    assert comparator_lines(ranked, short=True) == ("England 30.0%", "2016/17 · 127th= of 150")
    assert comparator_lines(ranked, short=True, year=False) == ("England 30.0%", "127th= of 150")
    plain = replace(row, comparators=(replace(england(row.measure.id), rank=None),))
    assert comparator_lines(plain, year=False) == ("England 30.0%", "2016/17")
    shared = [column_widths([ranked], TITLES, qapp.font(), width) for width in range(1000, 400, -10)]
    assert list(dict.fromkeys(plan.comparator for _, plan in shared)) == [Shown.YEAR, Shown.RANK, Shown.NOTHING]
    widths = {plan.comparator: each[Column.COMPARATOR] for each, plan in shared if Column.COMPARATOR in each}
    assert widths[Shown.RANK] < widths[Shown.YEAR]


def shown_columns(window: MainWindow) -> set[Column]:
    table = scorecard_page(window).table
    return {column for column in Column if not table.isColumnHidden(column)}


def test_a_ranked_report_is_laid_out_as_a_framework_and_another_as_a_table(opened: Opened, qtbot) -> None:
    window = opened("ascof")
    window.resize(1920, 900)
    page = scorecard_page(window)
    page.show_details(False)
    wanted = {
        Column.YEAR_BEFORE, Column.LAST_YEAR, Column.AVERAGE, Column.RANK, Column.RANK_MOVE, Column.PREVIOUS,
        Column.COMMENT,
    }  # fmt: skip
    assert wanted <= shown_columns(window)
    heads = [page.model.headerData(column, Qt.Orientation.Horizontal) for column in sorted(wanted)]
    assert heads == ["2015/16", "2016/17", "England", "Rank", "Rank moved", "Q1 17/18", "Comments"]
    assert cell(page.model, "1A", Column.RANK_MOVE) == "up from 147th of 150"
    qtbot.mouseClick(page.layouts[Layout.TABLE], Qt.MouseButton.LeftButton)
    assert {Column.COMPARATOR, Column.BEST} <= shown_columns(window)
    assert Column.RANK not in shown_columns(window)
    assert opened("scorecard") is window
    assert scorecard_page(window).layouts[Layout.TABLE].isChecked()


def test_the_interim_month_stands_beside_the_quarter_where_there_is_room(opened: Opened) -> None:
    window = opened("scorecard")
    window.resize(1920, 900)
    scorecard_page(window).show_details(False)
    assert Column.INTERIM in shown_columns(window)
    window.resize(960, 540)
    assert Column.INTERIM not in shown_columns(window)


def england(measure: EntityId) -> Comparator:
    return Comparator(
        id=EntityId("c"), measure=measure, name="England.", value=Decimal(30), year=Period.year(2016), rank=127,
        out_of=150, tie=True,
    )  # fmt: skip


def test_what_the_report_printed_is_a_plain_phrase() -> None:
    printed = PublishedJudgement(id=EntityId("p"), measure=EntityId("m"), period=QUARTER)
    base = Period.year(2015)
    assert words.published_words(printed) == ""
    assert words.published_words(replace(printed, wording="Towards target")) == "“Towards target”"
    said = words.published_words(replace(printed, movement=Movement.UP, base=base))
    assert said == "Up, compared with 2015/16"
    said = words.published_words(replace(printed, base=base))
    assert said == "A direction compared with 2015/16; its arrow was not printed or cannot be read"


def test_a_title_loses_its_full_stop_before_more_text(opened: Opened) -> None:
    window = opened("ascof")
    row = row_of(window, "3D", "Users")
    assert row.measure.title.endswith("about services.")
    assert words.title_of(row.measure, "Users").endswith("about services ·\u00a0Users")
    assert words.title_of(row.measure, "") == row.measure.title
    assert (
        "Social care-related quality of life: 18.5 (2016/17, last result), target 18.8, Not due."
        in words.spoken_row(row_of(window, "1A"))
    )
    assert words.bare("and so on...") == "and so on..."


def test_the_log_is_told_in_local_time() -> None:
    at = datetime(2026, 11, 2, 9, 5).astimezone()
    assert words.local_time(at.astimezone(UTC)) == "2 Nov 2026, 09:05"


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
    unjudged = replace(row, travel=replace(row.travel, direction=Direction.NONE, movement=Movement.UP))
    assert words.direction_words(unjudged) == "Up"
    assert row.measure.unit is Unit.PERCENT


def test_every_cell_of_both_samples_is_painted(opened: Opened, sample_file: Callable[[str], Path]) -> None:
    for name in ("scorecard", "ascof"):
        window = opened(name)
        assert window.file
        table = scorecard_page(window).table
        for number in range(0, len(table.card.lines), 10):
            table.scrollTo(table.card.index(number, 0))
            assert not table.grab().isNull()
