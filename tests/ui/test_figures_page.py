import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetricsF, QGuiApplication
from PySide6.QtWidgets import QApplication

from ascdesk.__main__ import new_workspace
from ascdesk.identity import figure_id, measure_id, placement_id, section_id, target_id
from ascdesk.model import (
    Entity,
    Figure,
    Marker,
    Measure,
    Placement,
    Polarity,
    Section,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.outstanding import Kind
from ascdesk.periods import Period
from ascdesk.scorecard import Row
from ascdesk.sheet import Line
from tests.ui.conftest import Opened, flush, page_of
from ui.delegates import MARGIN, is_number
from ui.main_window import MainWindow
from ui.models.figures import COLUMNS, LOOK, Column, Heading, Look, Mark
from ui.page import Spot
from ui.pages.figures import FiguresPage
from ui.pages.overview import OverviewPage
from ui.text import set_name
from ui.theme import sized
from ui.tokens import LIGHT, SMALL, TEXT
from ui.widgets.figures_cells import INDENT
from ui.widgets.figures_head import Shown
from ui.widgets.figures_table import FiguresTable

FRAMEWORK = "Care plan"
Q2 = Period.quarter(2023, 2)
Q1 = Q2.previous()
KEY, NO_KEYS = Qt.Key, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
ROLE = Qt.ItemDataRole


def contents() -> list[Entity]:
    """Two sections: three percentages and a count with two series; the first stands in both."""
    sections = [
        Section(id=section_id(FRAMEWORK, title, None), framework=FRAMEWORK, title=title, position=at)
        for at, title in enumerate(("Access", "Support"))
    ]
    kinds = [(Unit.PERCENT, ())] * 3 + [(Unit.COUNT, ("Incoming", "Completed"))]
    measures = [
        Measure(
            id=measure_id(FRAMEWORK, f"ASCH{n}", f"Share {n}"), framework=FRAMEWORK, code=f"ASCH{n}",
            title=f"Share {n} of all", unit=unit, series=series, polarity=Polarity.HIGHER,
        )
        for n, (unit, series) in enumerate(kinds, 1)
    ]  # fmt: skip
    standing = [(sections[0], each) for each in measures[:2]] + [(sections[1], each) for each in measures[2:]]
    standing.append((sections[1], measures[0]))
    figures = [held(each, Q1, 72) for each in measures[:3]] + [held(measures[0], Q2, 66)]
    return [
        *sections, *measures, *figures,
        *(Placement(id=placement_id(s.id, m.id), section=s.id, measure=m.id, position=at)
          for at, (s, m) in enumerate(standing)),
        *(Target(id=target_id(m.id, Q2.financial_year), measure=m.id, year=Q2.financial_year,
                 kind=TargetKind.NUMBER, value=Decimal(90), threshold=Decimal(80)) for m in measures[:3]),
    ]  # fmt: skip


def held(measure: Measure, period: Period, value: int) -> Figure:
    return Figure(id=figure_id(measure.id, period), measure=measure.id, period=period, value=Decimal(value))


@pytest.fixture
def keyed(window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window on the Figures page of a small file, the cursor on the first figure."""
    path = tmp_path / "plan.ascdesk"
    with new_workspace(path, None) as workspace:
        workspace.save(contents(), "Set up")
    window.open_file(path)
    assert window.file
    window.file.go(Spot("figures"))
    return window


@pytest.fixture
def hit(keyed: MainWindow, qtbot) -> Callable[..., None]:
    """Press keys one after another on whatever has the keyboard: texts are typed, keys pressed."""

    def press(*keys: object, held: Qt.KeyboardModifier = NO_KEYS) -> None:
        for each in keys:
            focused = keyed.focusWidget()
            if isinstance(each, str):
                for letter in each:
                    qtbot.keyClick(keyed.focusWidget(), letter)
            else:
                qtbot.keyClick(focused, each, held)

    return press


def grid_of(window: MainWindow) -> FiguresTable:
    """The grid, also while another page is shown."""
    assert window.file
    made = window.file.pages["figures"]
    assert isinstance(made, FiguresPage)
    return made.table


def page(window: MainWindow) -> FiguresPage:
    return page_of(window, FiguresPage)


def grid(window: MainWindow) -> FiguresTable:
    return page(window).table


def numbered(window: MainWindow, code: str, series: str = "") -> int:
    table = grid(window)
    lines = [(n, table.sheet.shown[n]) for n in table.line_numbers()]
    return next(n for n, line in lines if (line.measure.code, line.series) == (code, series))  # type: ignore[union-attr]


def stand(window: MainWindow, code: str, column: int = Column.CURRENT, series: str = "") -> None:
    grid(window).setFocus()
    grid(window).stand(numbered(window, code, series), column)


def shown(window: MainWindow, code: str, column: int = Column.CURRENT, series: str = "") -> str:
    return str(grid(window).sheet.index(numbered(window, code, series), column).data())


def look(window: MainWindow, code: str, column: int = Column.CURRENT) -> Look:
    found = grid(window).sheet.index(numbered(window, code), column).data(LOOK)
    assert isinstance(found, Look)
    return found


def where(window: MainWindow) -> tuple[str, int]:
    line = grid(window).current_line()
    at = grid(window).currentIndex()
    return (line.measure.code if line else str(at.data())), at.column()


def stored(window: MainWindow, code: str, period: Period = Q2) -> list[Figure]:
    assert window.file
    workspace = window.file.workspace
    return list(workspace.figures(workspace.measure(code), period))


def value(window: MainWindow, code: str, period: Period = Q2) -> Any:
    figures = stored(window, code, period)
    return figures[0].value if figures else None


def told(window: MainWindow) -> str:
    return window.shell.messages.text.text() if window.shell.messages.isVisible() else ""


def steps(window: MainWindow) -> int:
    assert window.file
    return len(window.file.workspace.steps())


def paste(window: MainWindow, hit: Callable[..., None], text: str = "", html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)
    hit(KEY.Key_V, held=CONTROL)


# What is shown


def test_the_model_keeps_the_rules_of_qt(keyed: MainWindow, qtmodeltester) -> None:
    qtmodeltester.check(page(keyed).model)


def test_sections_head_their_lines_and_a_measure_in_two_stands_in_both(keyed: MainWindow) -> None:
    model = page(keyed).model
    assert [line.title for line in model.shown if isinstance(line, Heading)] == ["Access", "Support"]
    codes = [line.measure.code for line in model.lines]
    assert codes == ["ASCH1", "ASCH2", "ASCH3", "ASCH4", "ASCH4", "ASCH4", "ASCH1"]
    assert shown(keyed, "ASCH4", Column.MEASURE, "Completed") == "Share 4 of all ·\u00a0Completed"


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


def test_a_line_shows_earlier_figures_target_and_rating(keyed: MainWindow) -> None:
    row = [shown(keyed, "ASCH1", column) for column in (Column.PREVIOUS, Column.CURRENT, Column.TARGET, Column.RATING)]
    assert row == ["72%", "66%", "90%", "Red"]
    heads = [page(keyed).model.headerData(column, Qt.Orientation.Horizontal) for column in range(COLUMNS)]
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


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1280, 720), (960, 540), (910, 512)])
@pytest.mark.parametrize("name", ["scorecard", "ascof", "anytown"])
def test_columns_fit_the_grid_and_no_number_is_cut(opened: Opened, name: str, size: tuple[int, int]) -> None:
    window = opened(name, "figures")
    window.resize(*size)
    flush()
    table = grid(window)
    assert sum(table.columnWidth(column) for column in table.columns()) <= table.viewport().width()
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


# Typing


def test_typing_replaces_and_enter_goes_down(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 70
    assert where(keyed) == ("ASCH2", Column.CURRENT)
    hit("85%", KEY.Key_Return)
    assert value(keyed, "ASCH2") == 85
    assert (shown(keyed, "ASCH2"), shown(keyed, "ASCH2", Column.RATING)) == ("85%", "Amber")
    assert keyed.commands["undo"].text() == "&Undo Set ASCH2 for Quarter 2 2023/24"


def test_enter_passes_over_headings_and_shift_enter_goes_up(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Return)
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    hit(KEY.Key_Return, held=SHIFT)
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_f2_edits_what_is_there_and_escape_leaves_it(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F2)
    editor = grid(keyed).cells.editor
    assert editor
    assert editor.text() == "66%"
    hit(KEY.Key_Left, KEY.Key_Backspace, "7", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 67
    stand(keyed, "ASCH1")
    hit("9", KEY.Key_Escape)
    assert value(keyed, "ASCH1") == 67
    assert grid(keyed).cells.editor is None


def test_editing_without_a_change_leaves_no_step(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    before = steps(keyed)
    hit(KEY.Key_F2, KEY.Key_Return)
    assert steps(keyed) == before


def test_arrows_end_a_text_that_was_just_begun(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("81", KEY.Key_Left)
    assert value(keyed, "ASCH2") == 81
    assert where(keyed) == ("ASCH2", Column.DENOMINATOR)


def test_a_ratio_fills_all_three_cells(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("3221/4880", KEY.Key_Return)
    cells = [shown(keyed, "ASCH2", column) for column in (Column.NUMERATOR, Column.DENOMINATOR, Column.CURRENT)]
    assert cells == ["3,221", "4,880", "66%"]


def test_numerator_then_denominator_give_the_value(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.NUMERATOR)
    hit("33", KEY.Key_Tab)
    assert where(keyed) == ("ASCH2", Column.DENOMINATOR)
    hit("44", KEY.Key_Tab)
    assert shown(keyed, "ASCH2") == "75%"
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_a_value_typed_over_its_numbers_says_that_they_went(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("33/44", KEY.Key_Return)
    stand(keyed, "ASCH2")
    hit("70", KEY.Key_Return)
    assert shown(keyed, "ASCH2", Column.NUMERATOR) == ""
    assert told(keyed) == "70% took the place of 33 of 44 in ASCH2 for Quarter 2 2023/24."


def test_an_earlier_figure_that_was_changed_is_told_with_a_way_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    assert told(keyed) == "Changed ASCH2 for Quarter 1 2023/24: 72% → 70%."
    keyed.shell.messages.act.click()
    assert value(keyed, "ASCH2", Q1) == 72


def test_series_are_keyed_on_their_own_lines(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH4", series="Completed")
    hit("4,491", KEY.Key_Return)
    (figure,) = stored(keyed, "ASCH4")
    assert (figure.series, figure.value) == ("Completed", Decimal(4491))
    assert shown(keyed, "ASCH4", series="Completed") == "4,491"


def test_both_lines_of_a_measure_in_two_sections_show_what_was_typed(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("95", KEY.Key_Return)
    model = page(keyed).model
    both = [n for n, line in enumerate(model.shown) if getattr(line, "main", False) and line.measure.code == "ASCH1"]  # type: ignore[union-attr]
    assert [model.index(n, Column.CURRENT).data() for n in both] == ["95%", "95%"]
    assert [model.index(n, Column.RATING).data() for n in both] == ["Green", "Green"]


def test_typing_moves_neither_the_scrolled_place_nor_other_lines(opened: Opened, qtbot) -> None:
    window = opened("ascof", "figures")
    table = grid(window)
    table.setFocus()
    table.stand(table.line_numbers()[20], Column.CURRENT)
    table.scrollTo(table.currentIndex(), table.ScrollHint.PositionAtCenter)
    resets: list[int] = []
    page(window).model.modelReset.connect(lambda: resets.append(1))
    told_of: list[int] = []
    page(window).model.dataChanged.connect(lambda first, _: told_of.append(first.row()))
    at, number = table.verticalScrollBar().value(), table.currentIndex().row()
    qtbot.keyClick(table, "5")
    qtbot.keyClick(window.focusWidget(), KEY.Key_Return)
    assert resets == []
    assert set(told_of) == {number}
    assert table.verticalScrollBar().value() == at


def test_leaving_the_page_keeps_what_is_being_typed(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("81")
    assert keyed.file
    keyed.file.go(Spot("scorecard"))
    assert value(keyed, "ASCH2") == 81


# What cannot be read


def test_a_text_that_cannot_be_read_stays_in_its_cell_and_nothing_is_stored(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("6o", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 66
    assert look(keyed, "ASCH1").mark is Mark.UNREAD
    assert shown(keyed, "ASCH1") == "6o"
    assert "“6o” is not a figure. Type" in told(keyed)
    assert page(keyed).unread_button.text() == "▲ 1 cell cannot be read"
    assert page(keyed).unread_button.isVisible()
    assert "cannot be read" in grid(keyed).sheet.spoken(grid(keyed).sheet.index(1, Column.CURRENT))
    page(keyed).unread_button.click()
    flush()
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    assert "“6o”" in page(keyed).panel.check.text()


def test_an_unread_text_is_edited_where_it_stands(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("6o", KEY.Key_Return)
    stand(keyed, "ASCH1")
    hit(KEY.Key_F2, KEY.Key_Backspace, "0", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 60
    assert not page(keyed).unread_button.isVisible()


def test_escape_brings_back_what_stood_before_an_unread_text(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("6o", KEY.Key_Return)
    stand(keyed, "ASCH1")
    hit(KEY.Key_Escape)
    assert shown(keyed, "ASCH1") == "66%"
    assert len(page(keyed).unread) == 0


def test_an_unread_text_outlives_the_window(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.NUMERATOR)
    hit("12 ?", KEY.Key_Return)
    assert keyed.file
    path = keyed.file.workspace.path
    keyed.close_file()
    keyed.open_file(path)
    keyed.file.go(Spot("figures"))
    assert shown(keyed, "ASCH2", Column.NUMERATOR) == "12 ?"
    assert page(keyed).unread_button.isVisible()
    keyed.file.show_period(Q1)
    page(keyed).unread_button.click()
    assert told(keyed) == (
        "The text that cannot be read stands in ASCH2 for Quarter 2 2023/24, which is not shown now."
    )


# A file that takes nothing


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A disk on which no file can be written any more, until the function that is given is called."""
    if sys.platform == "win32":
        pytest.skip("Windows has no such limit")
    import resource

    # Python would keep bytecode that was cut short.
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    whole = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, whole[1]))

    def freed() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, whole)

    yield freed
    freed()


def test_a_figure_that_is_refused_stays_in_its_cell_and_the_window_goes_on(
    keyed: MainWindow, hit, request: pytest.FixtureRequest
) -> None:
    assert keyed.file
    path = keyed.file.workspace.path
    stand(keyed, "ASCH2")
    freed = request.getfixturevalue("full_disk")
    hit("80", KEY.Key_Return)
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    assert (shown(keyed, "ASCH2"), look(keyed, "ASCH2").mark) == ("80", Mark.REFUSED)
    assert told(keyed).startswith("ASCH2, Quarter 2 2023/24: “80” is not saved.")
    assert "the disk is full" in told(keyed)
    assert page(keyed).unread_button.text() == "▲ 1 cell is not saved"
    stand(keyed, "ASCH2")
    flush()
    assert page(keyed).panel.check_head.text() == "Not saved"
    assert page(keyed).panel.check.text().startswith("“80” is not saved.")
    stand(keyed, "ASCH3")
    hit("81")
    keyed.file.go(Spot("scorecard"))
    assert grid_of(keyed).cells.editor is None
    keyed.file.go(Spot("figures"))
    assert [shown(keyed, code) for code in ("ASCH2", "ASCH3")] == ["80", "81"]
    stand(keyed, "ASCH1", Column.CURRENT)
    hit(KEY.Key_Delete)
    assert (shown(keyed, "ASCH1"), "No figure was changed." in told(keyed)) == ("66%", True)
    freed()
    stand(keyed, "ASCH2")
    hit(KEY.Key_F2, KEY.Key_Return)
    assert value(keyed, "ASCH2") == 80
    assert look(keyed, "ASCH2").mark is not Mark.REFUSED
    keyed.close_file()
    keyed.open_file(path)
    keyed.file.go(Spot("figures"))
    assert (shown(keyed, "ASCH2"), shown(keyed, "ASCH3")) == ("80%", "81")


def test_a_file_that_takes_nothing_is_left_and_closed(keyed: MainWindow, hit, request: pytest.FixtureRequest) -> None:
    stand(keyed, "ASCH1")
    flush()
    request.getfixturevalue("full_disk")
    hit("80")
    keyed.close_file()
    assert keyed.file is None
    assert told(keyed).startswith("What was typed in ASCH1 for Quarter 2 2023/24 is not in the file.")


def test_closing_says_what_was_refused_before(keyed: MainWindow, hit, request: pytest.FixtureRequest) -> None:
    stand(keyed, "ASCH1")
    flush()
    request.getfixturevalue("full_disk")
    hit("80", KEY.Key_Return)
    keyed.close_file()
    assert told(keyed).startswith("What was typed in ASCH1 for Quarter 2 2023/24 is not in the file.")


def test_a_note_that_is_refused_is_told_with_its_words(keyed: MainWindow, hit, request: pytest.FixtureRequest) -> None:
    stand(keyed, "ASCH1")
    flush()
    request.getfixturevalue("full_disk")
    hit(KEY.Key_Semicolon, held=CONTROL)
    hit("Late claims")
    assert keyed.file
    keyed.file.go(Spot("scorecard"))
    assert keyed.file.spot.page == "scorecard"
    assert told(keyed).startswith("The note “Late claims” on ASCH1 for Quarter 2 2023/24 is not saved.")


def test_a_paste_that_is_refused_stays_in_its_cells(keyed: MainWindow, hit, request: pytest.FixtureRequest) -> None:
    stand(keyed, "ASCH1")
    freed = request.getfixturevalue("full_disk")
    paste(keyed, hit, "70%\r\n71%\r\n")
    assert [(shown(keyed, code), look(keyed, code).mark) for code in ("ASCH1", "ASCH2")] == [
        ("70%", Mark.REFUSED), ("71%", Mark.REFUSED),
    ]  # fmt: skip
    assert value(keyed, "ASCH1") == 66
    assert told(keyed).startswith("No figure was changed.")
    freed()
    hit(KEY.Key_V, held=CONTROL)
    assert (value(keyed, "ASCH1"), value(keyed, "ASCH2"), len(page(keyed).unread)) == (70, 71, 0)


# Messages


def test_what_is_said_of_a_cell_goes_when_it_is_put_right(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    assert "“abc”" in told(keyed)
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    assert told(keyed) == ""
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH2")
    hit(KEY.Key_Escape)
    assert told(keyed) == ""


def test_undo_is_not_offered_for_a_figure_before_the_last(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    assert keyed.shell.messages.act.isVisible()
    stand(keyed, "ASCH3")
    hit("80", KEY.Key_Return)
    assert told(keyed) == ""


@pytest.mark.parametrize("way", ["text", "period", "found"])
def test_what_is_said_of_a_search_goes_with_it(keyed: MainWindow, hit, way: str) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F, held=CONTROL)
    hit("zebra")
    assert told(keyed).startswith("No line shown here has “zebra”")
    assert keyed.file
    if way == "text":
        page(keyed).find_box.selectAll()
        hit(KEY.Key_Backspace)
    elif way == "found":
        page(keyed).find_box.setText("asch3")
        hit(KEY.Key_Return)
    else:
        keyed.file.show_period(Q1)
    assert told(keyed) == ""


# Warnings


def test_an_odd_figure_is_tinted_and_says_why(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("720", KEY.Key_Return)
    stand(keyed, "ASCH2")
    flush()
    assert look(keyed, "ASCH2").mark is Mark.ODD
    panel = page(keyed).panel
    assert panel.check.text() == "720% is outside 0% to 100%. 720% is 10 times the last figure, 72%."
    assert page(keyed).filters.buttons[Shown.CHECK].text() == "To check 1"
    picture = grid(keyed).viewport().grab(grid(keyed).visualRect(grid(keyed).currentIndex())).toImage()
    assert picture.pixelColor(6, 8).name().upper() == LIGHT.amber_soft


def test_where_the_panel_has_no_room_the_sentence_stands_below_the_grid(keyed: MainWindow, hit) -> None:
    keyed.resize(1093, 614)
    stand(keyed, "ASCH2")
    hit("720", KEY.Key_Return)
    stand(keyed, "ASCH2")
    flush()
    said = page(keyed).said
    assert said.isVisible()
    assert said.text().startswith("▲ ASCH2, Q2 23/24: 720% is outside 0% to 100%.")
    stand(keyed, "ASCH1")
    flush()
    assert said.text() == "ASCH1, Q2 23/24: 66% is below the floor of 80%: Red."
    hit("6o", KEY.Key_Return)
    stand(keyed, "ASCH1")
    flush()
    assert said.text().startswith("✕ ASCH1, Q2 23/24: “6o” is not a figure.")
    keyed.resize(1366, 768)
    flush()
    assert not said.isVisible()


def test_correct_goes_back_into_the_cell(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("720", KEY.Key_Return)
    stand(keyed, "ASCH2")
    flush()
    page(keyed).panel.correct.click()
    editor = grid(keyed).cells.editor
    assert editor
    assert editor.text() == "720%"
    hit(KEY.Key_Escape)


def test_a_note_explains_an_odd_figure(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH2")
    hit("120", KEY.Key_Return)
    stand(keyed, "ASCH2")
    flush()
    page(keyed).panel.explain.click()
    hit("Late claims", KEY.Key_Return)
    flush()
    (figure,) = stored(keyed, "ASCH2")
    assert (figure.note, figure.value) == ("Late claims", Decimal(120))
    assert look(keyed, "ASCH2").mark is Mark.NOTED
    assert page(keyed).panel.check_head.text() == "Explained by the note"
    assert page(keyed).filters.buttons[Shown.CHECK].text() == "To check 0"
    qtbot.waitUntil(lambda: page(keyed).panel.earlier[0][0].isVisible())
    assert [each.text() for each, _ in page(keyed).panel.earlier][:2] == ["120%", ""]
    assert keyed.focusWidget() is grid(keyed)
    assert keyed.commands["undo"].text() == "&Undo Note on ASCH2 for Quarter 2 2023/24"


def test_ctrl_semicolon_opens_the_note_and_leaving_keeps_it(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    flush()
    hit(KEY.Key_Semicolon, held=CONTROL)
    assert keyed.focusWidget() is page(keyed).panel.note
    hit("From the survey")
    assert keyed.file
    keyed.file.go(Spot("scorecard"))
    assert stored(keyed, "ASCH1")[0].note == "From the survey"


def test_escape_leaves_a_note_as_it_was(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    flush()
    hit(KEY.Key_Semicolon, held=CONTROL)
    hit("Hm", KEY.Key_Escape)
    assert stored(keyed, "ASCH1")[0].note == ""
    assert keyed.focusWidget() is grid(keyed)


def test_the_panel_tells_the_figure_its_rating_and_its_values_so_far(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH1")
    hit("33/44", KEY.Key_Return)
    stand(keyed, "ASCH1")
    panel = page(keyed).panel
    qtbot.waitUntil(lambda: panel.earlier[1][0].isVisible())
    assert panel.caption.text() == "ASCH1 · Quarter 2 2023/24"
    assert (panel.value.text(), panel.pair.text()) == ("75%", "33 of 44")
    assert "below the floor of 80%" in panel.reason.text()
    assert panel.target.text() == "Target: 90%"
    assert [panel.earlier[at][0].text() for at in (0, 1)] == ["75%", "66%"]
    assert panel.earlier[0][1].text().startswith("typed · ")
    assert not panel.check.isVisible()


# Keys


def test_tab_goes_through_the_cells_that_can_be_typed_in_and_enter_returns(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.NUMERATOR)
    hit(KEY.Key_Tab, KEY.Key_Tab)
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    hit(KEY.Key_Return)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    stand(keyed, "ASCH1", Column.CURRENT)
    hit(KEY.Key_Tab)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    hit(KEY.Key_Backtab)
    assert where(keyed) == ("ASCH1", Column.CURRENT)


def test_tab_never_leads_into_earlier_periods(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Tab, "33", KEY.Key_Tab, "44", KEY.Key_Tab, KEY.Key_Tab)
    assert where(keyed) == ("ASCH3", Column.NUMERATOR)
    assert [value(keyed, "ASCH1"), value(keyed, "ASCH2"), value(keyed, "ASCH2", Q1)] == [70, 75, 72]
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Tab)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Backtab)
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    hit("71", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 71


def test_enter_after_a_tab_out_of_an_earlier_period_goes_down_in_the_shown_one(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Tab, KEY.Key_Return)
    assert where(keyed) == ("ASCH2", Column.NUMERATOR)
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_Backtab, KEY.Key_Return)
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_tab_leaves_the_grid_from_its_last_cell_and_shift_tab_from_its_first(keyed: MainWindow, hit) -> None:
    table = grid(keyed)
    table.setFocus()
    table.stand(table.line_numbers()[-1], Column.CURRENT)
    hit(KEY.Key_Tab)
    assert keyed.focusWidget() is not table
    table.setFocus()
    table.stand(table.line_numbers()[0], table.typing_columns()[0])
    hit(KEY.Key_Backtab)
    assert keyed.focusWidget() is not table


def test_f6_goes_to_the_panel_and_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_F6)
    assert keyed.focusWidget() is page(keyed).panel
    hit(KEY.Key_F6)
    assert keyed.focusWidget() is grid(keyed)


def test_home_end_and_their_control_keys(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Home)
    assert where(keyed) == ("ASCH2", grid(keyed).typing_columns()[0])
    hit(KEY.Key_End)
    assert where(keyed) == ("ASCH2", Column.CURRENT)
    hit(KEY.Key_Home, held=CONTROL)
    assert where(keyed) == ("ASCH1", grid(keyed).typing_columns()[0])
    hit(KEY.Key_End, held=CONTROL)
    assert grid(keyed).currentIndex().row() == grid(keyed).line_numbers()[-1]


def test_ctrl_arrows_go_to_the_edge_of_the_data(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=CONTROL)
    assert where(keyed) == ("ASCH3", Column.PREVIOUS)
    hit(KEY.Key_Up, held=CONTROL)
    assert where(keyed) == ("ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Right, held=CONTROL)
    assert where(keyed) == ("ASCH1", Column.CURRENT)


def test_page_keys_move_by_a_screen(opened: Opened, qtbot) -> None:
    window = opened("ascof", "figures")
    table = grid(window)
    table.setFocus()
    qtbot.keyClick(table, KEY.Key_PageDown)
    down = table.currentIndex().row()
    assert down > 5
    qtbot.keyClick(table, KEY.Key_PageUp)
    assert table.currentIndex().row() == table.line_numbers()[0]


def test_arrows_stop_on_headings_which_fold_and_unfold(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Down)
    assert where(keyed) == ("Support", 0)
    hit(KEY.Key_Left)
    model = page(keyed).model
    assert [type(line).__name__ for line in model.shown] == ["Heading", "Line", "Line", "Heading"]
    assert where(keyed) == ("Support", 0)
    hit(KEY.Key_Right)
    assert len(model.shown) == 9
    hit(KEY.Key_Space)
    assert len(model.shown) == 4
    hit(KEY.Key_Return, KEY.Key_Down)
    assert where(keyed) == ("ASCH3", Column.CURRENT)


def test_a_click_folds_a_section_and_it_stays_folded_in_another_period(keyed: MainWindow, qtbot) -> None:
    table = grid(keyed)
    middle = table.visualRect(table.sheet.index(0, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert isinstance(table.sheet.shown[1], Heading)
    assert keyed.file
    keyed.file.show_period(Q1)
    assert isinstance(table.sheet.shown[1], Heading)
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert not isinstance(table.sheet.shown[1], Heading)


def test_shift_selects_and_enter_goes_round_inside(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=SHIFT)
    assert where(keyed) == ("ASCH1", Column.PREVIOUS)
    hit("71", KEY.Key_Return, "73", KEY.Key_Return)
    assert (value(keyed, "ASCH1", Q1), value(keyed, "ASCH2", Q1)) == (71, 73)
    assert where(keyed) == ("ASCH1", Column.PREVIOUS)


def test_the_mouse_selects_a_block_and_edits_by_a_double_click(keyed: MainWindow, qtbot, hit) -> None:
    table = grid(keyed)
    rects = [
        table.visualRect(table.sheet.index(numbered(keyed, code), column)).center()
        for code, column in (("ASCH1", Column.NUMERATOR), ("ASCH2", Column.CURRENT))
    ]
    qtbot.mousePress(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[0])
    qtbot.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[0])
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, SHIFT, rects[1])
    chosen = {(index.row(), index.column()) for index in table.selectedIndexes()}
    assert chosen == {(row, column) for row in (1, 2) for column in (6, 7, 8)}
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[1])
    qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=rects[1])
    assert table.cells.editor
    hit(KEY.Key_Escape)


def test_delete_clears_the_selection_in_one_step(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=SHIFT)
    before = steps(keyed)
    hit(KEY.Key_Delete)
    page(keyed).paste_bar.take.click()
    assert (stored(keyed, "ASCH1", Q1), stored(keyed, "ASCH2", Q1)) == ([], [])
    assert steps(keyed) == before + 1
    assert told(keyed) == "Cleared 2 figures, for Quarter 1 2023/24."
    assert keyed.commands["undo"].text() == "&Undo Clear 2 figures for Quarter 1 2023/24"


def test_ctrl_a_selects_the_figures_of_the_shown_period(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit(KEY.Key_A, held=CONTROL)
    chosen = {index.column() for index in grid(keyed).selectedIndexes()}
    assert chosen == {Column.CURRENT}
    assert grid(keyed).block()[0] == grid(keyed).line_numbers()
    assert where(keyed) == ("ASCH2", Column.CURRENT)
    hit(KEY.Key_Delete)
    assert stored(keyed, "ASCH1") == []
    assert [value(keyed, code, Q1) for code in ("ASCH1", "ASCH2", "ASCH3")] == [72, 72, 72]


@pytest.mark.parametrize(
    ("key", "held", "question", "answer"),
    [
        (KEY.Key_Delete, NO_KEYS, "This also clears 2 figures of Quarter 1 2023/24.", "Clear them"),
        (KEY.Key_X, CONTROL, "This also cuts 2 figures of Quarter 1 2023/24.", "Cut them"),
    ],
)
def test_earlier_figures_are_only_cleared_when_agreed_to(
    keyed: MainWindow, hit, key: Qt.Key, held: Qt.KeyboardModifier, question: str, answer: str
) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    before = steps(keyed)
    hit(key, held=held)
    bar = page(keyed).paste_bar
    assert bar.isVisible()
    assert (bar.text.text(), bar.take.text(), bar.leave.text()) == (question, answer, "Leave them")
    assert bar.list.text() == "ASCH1 Q1 23/24 72% → blank; ASCH2 Q1 23/24 72% → blank."
    bar.leave.click()
    assert (steps(keyed), bar.isVisible()) == (before, False)
    assert keyed.focusWidget() is grid(keyed)
    hit(key, held=held)
    bar.take.click()
    assert [stored(keyed, "ASCH1", when) for when in (Q1, Q2)] == [[], []]
    assert steps(keyed) == before + 1


def test_a_fill_over_earlier_figures_asks_first(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    hit(KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_D, held=CONTROL)
    bar = page(keyed).paste_bar
    assert bar.text.text() == "This changes 1 figure of Quarter 1 2023/24."
    assert bar.take.text() == "Change it"
    assert value(keyed, "ASCH2", Q1) == 72
    bar.take.click()
    assert value(keyed, "ASCH2", Q1) == 70


def test_undo_of_a_clearing_brings_unread_texts_back_and_stays_in_the_shown_period(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    hit(KEY.Key_Delete)
    page(keyed).paste_bar.take.click()
    assert shown(keyed, "ASCH2") == ""
    keyed.commands["undo"].trigger()
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("66%", "abc")
    assert look(keyed, "ASCH2").mark is Mark.UNREAD
    assert where(keyed) == ("ASCH1", Column.CURRENT)
    keyed.commands["redo"].trigger()
    assert (shown(keyed, "ASCH2"), len(page(keyed).unread)) == ("", 0)
    keyed.commands["undo"].trigger()
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    keyed.commands["undo"].trigger()
    assert shown(keyed, "ASCH2") == ""


def test_a_cleared_text_that_made_no_figure_can_be_had_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH2")
    hit(KEY.Key_Delete)
    assert (shown(keyed, "ASCH2"), told(keyed)) == ("", "Cleared 1 text that made no figure.")
    keyed.shell.messages.act.click()
    assert shown(keyed, "ASCH2") == "abc"


def test_of_many_selected_cells_only_the_figures_that_went_are_counted(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("abc", KEY.Key_Return)
    hit(KEY.Key_A, held=CONTROL)
    hit(KEY.Key_Delete)
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("", "")
    assert told(keyed) == "Cleared 1 figure."
    assert keyed.commands["undo"].text() == "&Undo Clear ASCH1 for Quarter 2 2023/24"
    hit(KEY.Key_Z, held=CONTROL)
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("66%", "abc")


def test_undo_of_an_earlier_figure_leaves_the_cursor_where_one_keys(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    keyed.commands["undo"].trigger()
    assert value(keyed, "ASCH2", Q1) == 72
    assert where(keyed) == ("ASCH2", Column.CURRENT)


def test_delete_on_blank_numbers_leaves_the_figure(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.NUMERATOR)
    hit(KEY.Key_Right, held=SHIFT)
    hit(KEY.Key_Delete)
    assert value(keyed, "ASCH1") == 66


def test_fill_down_and_fill_right(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_D, held=CONTROL)
    assert value(keyed, "ASCH2") == 66
    stand(keyed, "ASCH3", Column.PREVIOUS)
    for _ in range(3):
        hit(KEY.Key_Right, held=SHIFT)
    hit(KEY.Key_R, held=CONTROL)
    assert [(f.value, f.numerator) for f in stored(keyed, "ASCH3")] == [(Decimal(72), None)]
    stand(keyed, "ASCH4", series="Incoming")
    hit("7", KEY.Key_Return)
    hit(KEY.Key_D, held=CONTROL)
    assert shown(keyed, "ASCH4", series="Completed") == "7"


def test_a_right_click_offers_the_same(keyed: MainWindow, qtbot) -> None:
    table = grid(keyed)
    stand(keyed, "ASCH1")
    middle = table.visualRect(table.sheet.index(numbered(keyed, "ASCH2"), Column.PREVIOUS)).center()
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, middle, table.viewport().mapToGlobal(middle))
    QApplication.sendEvent(table.viewport(), asked)
    assert table.menu.isVisible()
    table.menu.close()
    assert where(keyed) == ("ASCH2", Column.PREVIOUS)
    assert [action.text().replace("&", "").split("\t")[0] for action in table.menu.actions()] == [
        "Cut", "Copy", "Paste", "Fill down", "Fill right", "Clear", "Why there is no figure…", "Note…",
    ]  # fmt: skip
    table.menu.actions()[5].trigger()
    page(keyed).paste_bar.take.click()
    assert stored(keyed, "ASCH2", Q1) == []


def test_a_space_is_no_text(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit(" ", KEY.Key_Return)
    assert value(keyed, "ASCH1") == 66


# The reasons why there is no figure


def test_f4_gives_the_reasons_in_words(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_F4)
    menu = grid(keyed).blocks.reasons
    assert menu.isVisible()
    titles = [action.text().replace("&", "") for action in menu.actions() if action.text()]
    assert titles[:3] == ["Not available", "To be confirmed", "Not applicable"]
    menu.actions()[2].trigger()
    menu.close()
    assert stored(keyed, "ASCH2")[0].marker is Marker.NOT_APPLICABLE
    assert shown(keyed, "ASCH2") == "Not applicable"


def test_every_reason_can_be_read_and_goes_into_the_whole_selection(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Down, KEY.Key_Down, held=SHIFT)
    hit(KEY.Key_Down, held=ALT)
    menu = grid(keyed).blocks.reasons
    assert menu.isVisible()
    menu.close()
    found = []
    for action in menu.actions()[:6]:
        action.trigger()
        found.append((shown(keyed, "ASCH2"), shown(keyed, "ASCH3")))
    assert found == [
        (text, text)
        for text in (
            "Not available", "To be confirmed", "Not applicable", "No survey this year", "Confidential",
            "Rounds to zero",
        )
    ]  # fmt: skip
    menu.actions()[-1].trigger()
    assert stored(keyed, "ASCH2") == []


# Blocks from and to other programs


def test_a_block_of_excel_spreads_with_percent_signs_commas_and_blanks(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.NUMERATOR)
    before = steps(keyed)
    paste(keyed, hit, "3,221\t4,880\t66.0%\r\n\t\t85%\r\n1\t4\t\r\n")
    assert [stored(keyed, "ASCH1")[0].numerator, value(keyed, "ASCH1")] == [3221, 66]
    assert [value(keyed, "ASCH2"), value(keyed, "ASCH3")] == [85, 25]
    assert steps(keyed) == before + 1
    assert told(keyed) == "Pasted 3 figures."
    keyed.shell.messages.act.click()
    assert [value(keyed, code) for code in ("ASCH1", "ASCH2", "ASCH3")] == [66, None, None]


def test_a_heading_row_of_periods_lines_the_columns_up(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    paste(keyed, hit, "KPI\tQ2 23/24\tTarget\r\nASCH3\t81%\t90%\r\nASCH2\t80%\t90%\r\n")
    assert [value(keyed, "ASCH2"), value(keyed, "ASCH3")] == [80, 81]
    assert told(keyed) == "Pasted 2 figures. The column “Target” was left out."


def test_a_paste_over_earlier_figures_asks_first(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.PREVIOUS)
    paste(keyed, hit, "70%\r\n72%\r\n71%\r\n")
    bar = page(keyed).paste_bar
    assert bar.isVisible()
    assert bar.text.text() == "This paste changes 2 figures of earlier periods."
    assert bar.list.text() == "ASCH1 Q1 23/24 72% → 70%; ASCH3 Q1 23/24 72% → 71%."
    assert value(keyed, "ASCH1", Q1) == 72
    bar.leave.click()
    assert value(keyed, "ASCH1", Q1) == 72
    assert keyed.focusWidget() is grid(keyed)
    hit(KEY.Key_V, held=CONTROL)
    bar.take.click()
    assert [value(keyed, code, Q1) for code in ("ASCH1", "ASCH2", "ASCH3")] == [70, 72, 71]
    assert not bar.isVisible()


@pytest.mark.parametrize("way", ["undo", "page", "period", "change"])
def test_the_question_goes_with_what_it_is_about(keyed: MainWindow, hit, way: str) -> None:
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    paste(keyed, hit, "70%\r\n")
    bar, file = page(keyed).paste_bar, keyed.file
    assert file
    assert bar.isVisible()
    if way == "undo":
        keyed.commands["undo"].trigger()
    elif way == "page":
        file.go(Spot("scorecard"))
        assert file.page
        assert file.page.isAncestorOf(keyed.focusWidget() or keyed)
        file.go(Spot("figures"))
    elif way == "period":
        file.show_period(Q1)
    else:
        stand(keyed, "ASCH3")
        hit("80", KEY.Key_Return)
    assert not bar.isVisible()
    assert value(keyed, "ASCH1", Q1) == 72


def test_a_paste_beyond_the_grid_says_what_was_left_out(keyed: MainWindow, hit) -> None:
    table = grid(keyed)
    table.setFocus()
    table.stand(table.line_numbers()[-1], Column.CURRENT)
    paste(keyed, hit, "91%\t5\r\n92%\t5\r\n")
    assert value(keyed, "ASCH1") == 91
    assert told(keyed) == (
        "Pasted 1 figure. 1 column of it goes beyond the columns that can be typed in. "
        "1 row of it goes beyond the last line."
    )


def test_pasted_texts_that_cannot_be_read_stay_in_their_cells(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "70%\r\n#N/A\r\n0.4\r\n")
    assert value(keyed, "ASCH1") == 70
    assert [shown(keyed, code) for code in ("ASCH2", "ASCH3")] == ["#N/A", "0.4"]
    assert look(keyed, "ASCH3").said == "“0.4” may be 0.4% or 40%. Type 0.4% or 40%."
    assert "2 cells cannot be read" in told(keyed)
    assert page(keyed).unread_button.text() == "▲ 2 cells cannot be read"


def test_undo_of_a_paste_takes_the_texts_away_that_it_brought(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH3")
    hit("abc", KEY.Key_Return)
    stand(keyed, "ASCH1")
    paste(keyed, hit, "70%\r\nqq\r\nrr\r\n")
    hit(KEY.Key_Z, held=CONTROL)
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["66%", "", "abc"]
    assert page(keyed).unread_button.text() == "▲ 1 cell cannot be read"
    keyed.commands["redo"].trigger()
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["70%", "qq", "rr"]
    stand(keyed, "ASCH2")
    hit("ss", KEY.Key_Return)
    keyed.commands["undo"].trigger()
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["66%", "ss", "abc"]


def test_a_text_that_was_put_right_does_not_come_back_with_redo(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, "70%\r\nqq\r\n")
    stand(keyed, "ASCH2")
    hit("81", KEY.Key_Return)
    for key in ("undo", "undo", "redo", "redo"):
        keyed.commands[key].trigger()
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2)] == ["70%", "81%"]


def test_undo_after_a_paste_of_unread_texts_takes_those_away_first(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Return)
    before = steps(keyed)
    paste(keyed, hit, "qq\r\nrr\r\n")
    assert "2 cells cannot be read" in told(keyed)
    assert keyed.shell.messages.act.text() == "Take them away"
    hit(KEY.Key_Z, held=CONTROL)
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["70%", "", ""]
    assert (told(keyed), steps(keyed)) == ("Took 2 texts away that made no figure.", before)
    keyed.shell.messages.act.click()
    assert [shown(keyed, f"ASCH{n}") for n in (2, 3)] == ["qq", "rr"]
    grid(keyed).setFocus()
    hit(KEY.Key_Z, held=CONTROL)
    hit(KEY.Key_Z, held=CONTROL)
    assert [shown(keyed, f"ASCH{n}") for n in (1, 2, 3)] == ["66%", "", ""]


def test_unread_texts_before_the_latest_step_stay_when_it_is_undone(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    paste(keyed, hit, "qq\r\n")
    assert keyed.shell.messages.act.text() == "Take it away"
    stand(keyed, "ASCH1")
    hit("70", KEY.Key_Return)
    hit(KEY.Key_Z, held=CONTROL)
    assert (shown(keyed, "ASCH1"), shown(keyed, "ASCH2")) == ("66%", "qq")


def test_one_value_fills_the_whole_selection(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit(KEY.Key_Down, KEY.Key_Down, held=SHIFT)
    paste(keyed, hit, "n/a\r\n")
    assert [shown(keyed, code) for code in ("ASCH2", "ASCH3")] == ["Not available", "Not available"]


def test_a_table_of_libreoffice_is_read_from_its_html_where_the_text_has_lost_the_columns(
    keyed: MainWindow, hit
) -> None:
    html = """<html><head><style>td { color: red }</style></head><body><table cellspacing="0"><colgroup></colgroup>
    <tr><td align="right" sdval="0.33" sdnum="2057;0;0%"><font>33</font></td><td>44<br></td></tr>
    <tr><td colspan="2">1&nbsp;</td></tr></table></body></html>"""
    stand(keyed, "ASCH1", Column.NUMERATOR)
    paste(keyed, hit, "33\n44\n1", html)
    assert shown(keyed, "ASCH1") == "75%"
    assert [shown(keyed, "ASCH2", column) for column in (Column.NUMERATOR, Column.DENOMINATOR)] == ["1", ""]


def test_an_empty_clipboard_is_told(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    paste(keyed, hit, " \r\n")
    assert told(keyed) == "There is nothing on the clipboard that can be pasted into figures."
    assert value(keyed, "ASCH1") == 66


def test_a_copied_block_is_what_is_shown_as_text_and_as_a_table(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1", Column.CODE)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    hit(KEY.Key_C, held=CONTROL)
    mime = QGuiApplication.clipboard().mimeData()
    rows = [row.split("\t") for row in mime.text().splitlines()]
    assert [(row[0], row[-1]) for row in rows] == [("Code", "Q2 23/24"), ("ASCH1", "66%"), ("ASCH2", "")]
    assert mime.html().count("<tr>") == 3
    assert "<td style=\"mso-number-format:'\\@'\">ASCH1</td>" in mime.html()


def test_what_was_copied_to_excel_comes_back_to_its_own_cells(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2")
    hit("33/44", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    grid(keyed).extend(numbered(keyed, "ASCH2"), Column.CURRENT)
    hit(KEY.Key_C, held=CONTROL)
    text = QGuiApplication.clipboard().mimeData().text()
    paste(keyed, hit, text.replace("33", "11"))
    assert [shown(keyed, "ASCH2", column) for column in (Column.NUMERATOR, Column.DENOMINATOR)] == ["11", "44"]
    assert value(keyed, "ASCH1") == 66


def test_a_run_of_periods_passes_over_the_numbers_between_them(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    paste(keyed, hit, "72%\t81%\r\n")
    assert (value(keyed, "ASCH2", Q1), value(keyed, "ASCH2")) == (72, 81)


def test_cut_and_paste_keep_every_digit(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH1")
    hit("66.125", KEY.Key_Return)
    stand(keyed, "ASCH1")
    hit(KEY.Key_X, held=CONTROL)
    assert stored(keyed, "ASCH1") == []
    stand(keyed, "ASCH2")
    hit(KEY.Key_V, held=CONTROL)
    assert value(keyed, "ASCH2") == Decimal("66.125")


# Undo


def test_undo_puts_the_cursor_on_what_changed_back(keyed: MainWindow, hit) -> None:
    stand(keyed, "ASCH3")
    hit("81", KEY.Key_Return)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    keyed.commands["undo"].trigger()
    assert stored(keyed, "ASCH3") == []
    assert where(keyed) == ("ASCH3", Column.CURRENT)
    stand(keyed, "ASCH1", Column.PREVIOUS)
    keyed.commands["redo"].trigger()
    assert shown(keyed, "ASCH3") == "81%"
    assert where(keyed) == ("ASCH3", Column.CURRENT)


# Filters, finding, going


def test_missing_shows_what_is_due_and_keeps_a_line_that_was_just_filled(keyed: MainWindow, hit) -> None:
    filters = page(keyed).filters
    assert [each.text() for each in filters.buttons.values()] == ["All 4", "Due 3", "To check 0"]
    filters.buttons[Shown.DUE].click()
    model = page(keyed).model
    assert [line.measure.code for line in model.shown if not isinstance(line, Heading)] == ["ASCH2", "ASCH3", "ASCH4"]
    stand(keyed, "ASCH2")
    hit("80", KEY.Key_Return)
    assert filters.buttons[Shown.DUE].text() == "Due 2"
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
        lines = table.cells.title_lines(line, table.font(), width)
        needed = len(set_name(title, "", sized(table.font(), TEXT), width if line.main else width - INDENT, 99))
        assert needed > 4 or "…" not in "".join(lines)
        assert table.rowHeight(number) >= len(lines) * 15
        found += needed == 4
    assert found


def test_to_check_says_so_where_nothing_is_odd(keyed: MainWindow) -> None:
    page(keyed).filters.buttons[Shown.CHECK].click()
    assert page(keyed).model.shown == ()
    assert grid(keyed).nothing == "No figure looks odd in Quarter 2 2023/24, or each has a note."
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
