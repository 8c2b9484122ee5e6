"""The sheet's layout: columns that have room, titles that stand whole, and the columns that stay."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from ascdesk.periods import Period
from ascdesk.sheet import Line
from ascdesk.sifting import Shown
from tests.ui.conftest import Opened, flush
from tests.ui.keyed_sheet import (
    grid,
    page,
)
from ui.delegates import MARGIN, is_number
from ui.models.figures import Column
from ui.page import Spot
from ui.text import set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT
from ui.widgets.figures_paint import INDENT

# What is shown


def test_a_category_stands_short_under_its_line_and_in_full_without_it(opened: Opened) -> None:
    window = opened("anytown", "figures")
    model = page(window).model
    line = next(each for each in model.lines if each.dimension)
    assert model.set_title(line) == ("", f"{line.dimension}: {line.category}")
    page(window).show_only(Shown.CHECK)
    title, tail = model.set_title(line)
    assert title == line.measure.title
    assert tail == f" ·\u00a0{line.dimension}: {line.category}"


def test_words_in_place_of_a_figure_stand_whole(opened: Opened) -> None:
    window = opened("anytown", "figures")
    assert window.file
    window.file.show_period(Period.month(2025, 9))
    window.resize(1920, 1080)
    flush()
    table = grid(window)
    small = QFontMetricsF(sized(table.font(), SMALL))
    for number in table.line_numbers():
        for column in table.typing_columns():
            room = table.columnWidth(column) - 2 * MARGIN + 4
            text = table.sheet.look(number, column).text
            assert is_number(text) or all(small.horizontalAdvance(word) <= room for word in text.split())


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1280, 720), (960, 540), (910, 512)])
@pytest.mark.parametrize("name", ["scorecard", "ascof", "anytown"])
def test_columns_fit_the_grid_and_no_number_is_cut(opened: Opened, name: str, size: tuple[int, int]) -> None:
    window = opened(name, "figures")
    window.resize(*size)
    flush()
    table = grid(window)
    seen = [
        each for each in table.columns() if table.columnViewportPosition(each) >= 0 and not table.isColumnHidden(each)
    ]
    assert sum(table.columnWidth(column) for column in seen) <= table.viewport().width()
    assert {Column.PREVIOUS, Column.CURRENT, Column.RATING} <= set(seen)
    assert {Column.MEASURE, Column.PREVIOUS, Column.CURRENT, Column.RATING} <= set(table.columns())
    assert not table.grab().isNull()


def test_a_narrow_window_shows_fewer_earlier_periods_and_no_panel(opened: Opened) -> None:
    window = opened("ascof", "figures")
    wide = len(grid(window).columns())
    assert page(window).panel_ground.isVisible()
    window.resize(860, 540)
    flush()
    assert not page(window).panel_ground.isVisible()
    assert len(grid(window).columns()) <= wide


# Filters, finding, going


def test_a_long_title_takes_four_lines_before_anything_is_left_out(opened: Opened) -> None:
    window = opened("ascof", "figures")
    window.resize(960, 540)
    flush()
    table = grid(window)
    width = table.columnWidth(Column.MEASURE) - 2 * MARGIN
    found = 0
    for number in table.line_numbers():
        line = table.sheet.shown[number]
        assert isinstance(line, Line)
        title = "".join(table.sheet.set_title(line))
        lines = table.paints.title_lines(line, table.font(), width)
        needed = len(set_name(title, "", sized(table.font(), TEXT), width if line.main else width - INDENT, 99))
        assert needed > 4 or "…" not in "".join(lines)
        assert table.rowHeight(number) >= len(lines) * 15
        found += needed == 4
    assert found


def test_every_line_of_the_samples_is_painted(opened: Opened) -> None:
    for name in ("scorecard", "ascof"):
        table = grid(opened(name, "figures"))
        for number in range(0, len(table.sheet.shown), 8):
            table.scrollTo(table.sheet.index(number, 0))
            assert not table.grab().isNull()


@pytest.mark.parametrize("size", [(960, 540), (1093, 614)])
def test_the_sentence_below_the_grid_names_the_quarter_that_is_judged(opened: Opened, size: tuple[int, int]) -> None:
    window = opened("anytown", "figures")
    window.resize(*size)
    assert window.file
    window.file.go(Spot("figures", window.file.workspace.measure("SU06").id))
    flush()
    shown = page(window)
    assert shown.said.isVisible()
    assert shown.said.text().startswith("SU06, rated on Q1 25/26: 564.4 is above the target")
    assert "Q2" not in shown.said.text()
    assert shown.said.fontMetrics().horizontalAdvance(shown.said.text()) < shown.said.contentsRect().width()
    tip = str(shown.table.currentIndex().siblingAtColumn(Column.RATING).data(Qt.ItemDataRole.ToolTipRole))
    assert "▲ A Amber\nQuarter 1 2025/26, 3 months in arrears\n" in tip
