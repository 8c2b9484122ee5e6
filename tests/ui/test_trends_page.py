import math
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionButton

from ascdesk.__main__ import new_workspace
from ascdesk.charts.statistics import Statistics
from ascdesk.charts.values import ALONE, SplitKind
from ascdesk.identity import comparator_id, figure_id, measure_id, target_id
from ascdesk.model import (
    Comparator,
    Entity,
    EntityId,
    Figure,
    Flag,
    Marker,
    Measure,
    Polarity,
    Rule,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period, PeriodKind
from tests.ui.conftest import Opened, flush, page_of
from tests.ui.test_everywhere import nameless
from ui import theme
from ui.charts.ending import across, crosses, level_strokes, line_strokes
from ui.charts.frame import spread
from ui.charts.paper import last_value
from ui.charts.wall import WallModel
from ui.main_window import MainWindow
from ui.models.scorecard import Heading
from ui.models.trends import TrendsModel
from ui.page import Spot
from ui.pages.trends import TrendsPage
from ui.text import true_minus
from ui.tokens import DARK, LIGHT
from ui.widgets.trend_list import AROUND, MARGIN, LineDelegate

FRAMEWORK = "Trends"
Q = Period.quarter
LAST = Q(2024, 2)


def measure(code: str, **known) -> Measure:
    title = known.pop("title", f"Measure {code}")
    usual = {"unit": Unit.PERCENT, "polarity": Polarity.HIGHER}
    return Measure(id=measure_id(FRAMEWORK, code, title), framework=FRAMEWORK, code=code, title=title, **usual | known)


def run(of: Measure, values: list[float | None], last: Period = LAST, **known) -> list[Figure]:
    """Figures that end with a period, one for each value; None leaves its period out."""
    where = [known.get(key, "") for key in ("part", "series", "dimension", "category")]
    periods = [last.shift(step - len(values) + 1) for step in range(len(values))]
    return [
        Figure(id=figure_id(of.id, when, *where), measure=of.id, period=when, value=Decimal(str(value)), **known)
        for when, value in zip(periods, values, strict=True)
        if value is not None
    ]


def target(of: Measure, year: int, value: int, floor: int | None = None) -> Target:
    when = Period.year(year)
    return Target(
        id=target_id(of.id, when), measure=of.id, year=when, kind=TargetKind.NUMBER, value=Decimal(value),
        threshold=None if floor is None else Decimal(floor),
    )  # fmt: skip


ON_TIME = measure("T1", title="Assessments on time", lag_months=3)
FLOW = measure("T2", unit=Unit.COUNT, series=("Completed",))
ASKED = measure("T3", parts=("Users", "Carers"))
SPLIT = measure("T4")
WORDS = measure("T5", unit=Unit.TEXT)
SINGLE = measure("T6")
NOTHING = measure("T7")
BESIDE = measure("T8", unit=Unit.COUNT, series=("Reviews completed",))


def entities() -> list[Entity]:
    on_time = run(ON_TIME, [80, 82, None, 84, 70, 66.25], numerator=Decimal(53), denominator=Decimal(80))
    on_time[2] = replace(on_time[2], flags=(Flag.BREAK,), note="A new case system.")
    on_time[-1] = replace(on_time[-1], flags=(Flag.PROVISIONAL,))
    england = Period.year(2023)
    return [
        ON_TIME, FLOW, ASKED, SPLIT, WORDS, SINGLE, NOTHING, BESIDE,
        *on_time, *run(ON_TIME, [65, 66, 67], Period.month(2024, 9)),
        target(ON_TIME, 2023, 85, 75), target(ON_TIME, 2024, 90, 80),
        Comparator(
            id=comparator_id(ON_TIME.id, "England", england), measure=ON_TIME.id, name="England", year=england,
            value=Decimal("77.1"),
        ),
        *run(FLOW, [100, 110]), *run(FLOW, [90, 95], series="Completed"),
        *run(ASKED, [60, 61], part="Users"), *run(ASKED, [30, 32], part="Carers"),
        *run(SPLIT, [50, 51]), *run(SPLIT, [55, 56], dimension="Division", category="North"),
        replace(run(WORDS, [1])[0], value=None, raw="Good"),
        *run(SINGLE, [40]), target(SINGLE, 2024, 45), *run(BESIDE, [20, 25], series="Reviews completed"),
        replace(run(NOTHING, [1])[0], value=None, marker=Marker.CONFIDENTIAL),
    ]  # fmt: skip


@pytest.fixture
def window_here(window: MainWindow, tmp_path) -> MainWindow:
    """The window with a file of our own, on Trends."""
    path = tmp_path / "trends.ascdesk"
    with new_workspace(path) as workspace:
        workspace.save(entities(), "Set up")
    window.open_file(path)
    assert window.file
    window.file.show_period(LAST)
    window.file.go(Spot("trends", ON_TIME.id))
    flush()
    return window


@pytest.fixture
def page(window_here: MainWindow) -> TrendsPage:
    return page_of(window_here, TrendsPage)


@pytest.fixture
def show(page: TrendsPage) -> Callable[..., TrendsPage]:
    def shown(of: Measure, part: str = "") -> TrendsPage:
        page.go_to(Spot("trends", of.id, part))
        flush()
        return page

    return shown


def page_at(window: MainWindow, code: str, part: str = "") -> TrendsPage:
    """The page, at a measure of the sample."""
    assert window.file
    window.file.go(Spot("trends", window.file.workspace.measure(code).id, part))
    return page_of(window, TrendsPage)


def drawn(page: TrendsPage, number: int = 0) -> list[float | None]:
    """What pyqtgraph was given to draw; None is a gap."""
    curve = page.large.plot.curves[number]
    assert curve.isVisible()
    _, values = curve.getData()
    return [None if math.isnan(value) else float(value) for value in values]


def tags(page: TrendsPage) -> list[str]:
    assert page.large.plot.sheet
    return [" ".join(tag.lines) for tag in page.large.plot.sheet.tags]


def spot_of(page: TrendsPage, place: int, line: int = 0) -> QPoint:
    return page.large.plot.point_at((line, place)).toPoint()


def colour_at(page: TrendsPage, at: QPoint) -> QColor:
    return QColor(page.large.plot.grab().toImage().pixel(at))


def test_a_chart_has_a_point_for_every_period_and_gaps_where_there_is_none(page: TrendsPage) -> None:
    assert drawn(page) == [80, 82, None, 84, 70, 66.25]
    joins = page.large.plot.curves[0].opts["connect"]
    assert list(joins) == [1, 0, 0, 1, 1, 0]


def test_the_head_says_what_the_chart_is_about(page: TrendsPage) -> None:
    card = page.large
    assert card.title.text() == "T1 · Assessments on time"
    assert card.figure.text() == "70%"
    assert card.reason.text().startswith("Quarter 1 2024/25, 3 months in arrears: 70% is below the floor of 80%")
    assert card.chip.accessibleName() == "Rating: Red"
    assert "Runs a quarter in arrears." in card.notes.text()
    assert "The axis does not start at 0 or end at 100." in card.notes.text()
    assert "Break at Quarter 4 2023/24: A new case system." in card.notes.text()


def test_targets_and_comparators_are_named_at_their_ends_and_come_and_go(page: TrendsPage, qtbot) -> None:
    assert tags(page) == ["Target 90%", "Floor 80%", "England 77.1%, 23/24"]
    qtbot.mouseClick(page.choices.comparators, Qt.MouseButton.LeftButton)
    assert tags(page) == ["Target 90%", "Floor 80%"]
    qtbot.mouseClick(page.choices.targets, Qt.MouseButton.LeftButton)
    assert tags(page) == []


def test_the_target_is_drawn_stepping_where_it_changes(page: TrendsPage) -> None:
    sheet = page.large.plot.sheet
    assert sheet
    (level,) = sheet.chart.targets
    assert [(span.first, span.last, int(span.value)) for span in level.spans] == [(0, 3, 85), (4, 5, 90)]
    step = QPoint(round(sheet.frame.x(3.5)), round(sheet.frame.y(87.5)))
    near = [colour_at(page, step + QPoint(dx, dy)) for dx in (-1, 0, 1) for dy in range(-4, 5)]
    assert any(colour.lightness() < 140 for colour in near)


def test_names_at_the_ends_do_not_cover_one_another(page: TrendsPage) -> None:
    sheet = page.large.plot.sheet
    assert sheet
    middles = sorted(tag.middle for tag in sheet.tags)
    assert all(below - above >= 12 for above, below in pairwise(middles))
    assert spread([50, 51, 52], [10, 10, 10], 0, 100) == [41, 51, 61]
    assert spread([1, 2], [10, 10], 0, 100) == [5, 15]
    assert spread([99], [20], 0, 100) == [90]


def test_a_provisional_point_is_hollow(page: TrendsPage) -> None:
    assert colour_at(page, spot_of(page, 5)).lightness() > 200
    assert colour_at(page, spot_of(page, 1)).name().upper() == LIGHT.accent


def test_the_mouse_reads_a_point_beside_it_and_never_over_it(page: TrendsPage, qtbot) -> None:
    plot, readout = page.large.plot, page.large.readout
    at = spot_of(page, 5)
    qtbot.mouseMove(plot.viewport(), QPoint(5, 5))
    qtbot.mouseMove(plot.viewport(), at + QPoint(3, -6))
    qtbot.waitUntil(lambda: plot.cursor == (0, 5))
    assert readout.isVisible()
    assert readout.text().splitlines() == [
        "Quarter 2 2024/25", "66%", "53 of 80", "Provisional", "Target 90% · Floor 80%", "Typed in this program",
    ]  # fmt: skip
    assert not readout.geometry().contains(at)
    assert plot.rect().contains(readout.geometry())


def test_a_gap_says_that_there_is_no_figure(page: TrendsPage, qtbot) -> None:
    qtbot.mouseMove(page.large.plot.viewport(), spot_of(page, 1))
    qtbot.mouseMove(page.large.plot.viewport(), spot_of(page, 2))
    qtbot.waitUntil(lambda: page.large.plot.cursor == (0, 2))
    assert page.large.readout.text().splitlines()[:2] == ["Quarter 3 2023/24", "No figure"]


def test_keys_move_from_point_to_point_and_say_each_of_them(page: TrendsPage, qtbot) -> None:
    plot = page.large.plot
    plot.setFocus()
    assert plot.accessibleName() == "Chart of T1 · Assessments on time"
    assert plot.accessibleDescription().startswith("T1 · Assessments on time, quarters from Quarter 1 2023/24")
    qtbot.keyClick(plot, Qt.Key.Key_Left)
    assert plot.cursor == (0, 5)
    assert plot.accessibleDescription().startswith("Quarter 2 2024/25. 66%. 53 of 80. Provisional.")
    qtbot.keyClick(plot, Qt.Key.Key_Home)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    qtbot.keyClick(plot, Qt.Key.Key_Right)
    assert plot.cursor == (0, 3)
    qtbot.keyClick(plot, Qt.Key.Key_End)
    assert plot.cursor == (0, 5)
    qtbot.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.cursor is None
    assert not page.large.readout.isVisible()


def test_up_and_down_go_to_other_lines(show, qtbot) -> None:
    page = show(FLOW)
    page.large.plot.setFocus()
    qtbot.keyClick(page.large.plot, Qt.Key.Key_End)
    qtbot.keyClick(page.large.plot, Qt.Key.Key_Down)
    assert page.large.plot.cursor == (1, 1)
    assert "Completed: 95" in page.large.readout.text()


def test_another_measure_is_shown_by_the_same_plot(show) -> None:
    page = show(FLOW)
    before = list(page.large.plot.curves)
    assert (drawn(page, 0), drawn(page, 1)) == ([100, 110], [90, 95])
    show(SINGLE)
    assert page.large.plot.curves == before
    assert not before[1].isVisible()
    assert drawn(page) == [40]
    assert tags(page) == ["Target 45%"]


def test_several_lines_differ_in_colour_and_dash_and_are_named_with_their_last_value(show) -> None:
    page = show(FLOW)
    assert tags(page) == ["Main figure 110", "Completed 95"]
    pens = [curve.opts["pen"] for curve in page.large.plot.curves[:2]]
    assert pens[0].color().name().upper() == LIGHT.accent
    assert pens[0].color() != pens[1].color()
    assert pens[0].style() != pens[1].style()


def test_a_series_that_stands_alone_is_named(show) -> None:
    page = show(BESIDE)
    assert drawn(page) == [20, 25]
    assert tags(page) == ["Reviews completed"]


def test_months_quarters_and_years_are_offered_where_there_are_figures(page: TrendsPage, show, qtbot) -> None:
    enabled = [kind for kind, button in page.choices.kinds.items() if button.isEnabled()]
    assert enabled == [PeriodKind.MONTH, PeriodKind.QUARTER]
    qtbot.mouseClick(page.choices.kinds[PeriodKind.MONTH], Qt.MouseButton.LeftButton)
    assert drawn(page) == [65, 66, 67]
    show(SINGLE)
    assert page.choices.kinds[PeriodKind.QUARTER].isChecked()
    assert drawn(page) == [40]
    show(ON_TIME)
    assert drawn(page) == [65, 66, 67]


def test_parts_and_categories_are_chosen_from_the_menu(show) -> None:
    page = show(ASKED, "Carers")
    assert drawn(page) == [30, 32]
    alone, parts = page.choices.split.menu().actions()
    assert [alone.text(), parts.text()] == ["The figure alone", "All its parts"]
    parts.trigger()
    assert (drawn(page, 0), drawn(page, 1)) == ([60, 61], [30, 32])
    show(SPLIT)
    chart = page.chart()
    assert chart
    assert chart.split == ALONE
    page.choices.split.menu().actions()[1].trigger()
    chart = page.chart()
    assert chart
    assert (chart.split.kind, page.choices.split.text()) == (SplitKind.DIMENSION, "By Division ▾")
    assert tags(page) == ["All 51%", "North 56%"]


def test_what_cannot_be_drawn_is_said_in_a_sentence_in_place_of_the_chart(show) -> None:
    page = show(WORDS)
    assert page.large.sentence.isVisible()
    assert page.large.sentence.text().startswith("The figures of this measure are words")
    assert not page.large.plot.isVisible()
    assert not page.choices.picture.isEnabled()
    show(NOTHING)
    assert page.large.sentence.text() == "There is no number to draw. In place of figures stands: Confidential."
    show(ON_TIME)
    assert page.large.plot.isVisible()
    assert not page.large.sentence.isVisible()


def test_a_new_figure_is_drawn_at_once_and_undo_takes_it_back(window_here: MainWindow, page: TrendsPage) -> None:
    assert window_here.file
    workspace = window_here.file.workspace
    workspace.set_figure(ON_TIME, LAST, "91%")
    assert drawn(page)[-1] == 91
    assert page.large.figure.text() == "70%"
    workspace.set_figure(ON_TIME, LAST.previous(), "92%")
    assert page.large.figure.text() == "92%"
    workspace.undo()
    workspace.undo()
    assert drawn(page)[-1] == 66.25


def test_a_revised_figure_says_what_it_was_before(window_here: MainWindow, page: TrendsPage) -> None:
    assert window_here.file
    window_here.file.workspace.set_figure(ON_TIME, LAST, "70% [r]")
    assert "Quarter 2 2024/25 was revised from 66%." in page.large.notes.text()


def test_arrows_in_the_list_change_the_chart_and_pass_over_headings(opened: Opened, qtbot) -> None:
    window = opened("scorecard", "trends")
    page = page_of(window, TrendsPage)
    page.chooser.list.setFocus()
    seen: list[EntityId] = []
    page.moved.connect(lambda spot: seen.append(spot.measure))
    for _ in range(6):
        qtbot.keyClick(page.chooser.list, Qt.Key.Key_Down)
    assert len(set(seen)) == 6
    row = page.chooser.list.current_row()
    assert row
    assert page.large.title.text().startswith(row.measure.code)
    assert window.file
    assert window.file.spot.measure == row.measure.id


def test_the_box_finds_measures_by_words_and_keeps_the_chart(page: TrendsPage, qtbot) -> None:
    qtbot.keyClicks(page.chooser.box, "assess time")
    rows = [line for line in page.model.lines if not isinstance(line, Heading)]
    assert [row.measure.code for row in rows] == ["T1"]
    qtbot.keyClick(page.chooser.box, Qt.Key.Key_Escape)
    qtbot.keyClicks(page.chooser.box, "zebra")
    assert page.chooser.nothing.isVisible()
    assert page.large.title.text() == "T1 · Assessments on time"
    page.go_to(Spot("trends", SINGLE.id))
    assert page.chooser.box.text() == ""
    assert page.large.title.text() == "T6 · Measure T6"


def test_the_list_keeps_the_rules_of_qt(opened: Opened, qtmodeltester) -> None:
    window = opened("scorecard", "trends")
    assert window.file
    model = TrendsModel()
    model.show_card(window.file.card)
    qtmodeltester.check(model)
    assert sum(isinstance(line, Heading) for line in model.lines) == 8
    qtmodeltester.check(page_of(window, TrendsPage).points)


def test_the_table_shows_the_points_and_its_row_is_read_on_the_chart(page: TrendsPage, window_here, qtbot) -> None:
    assert not page.table.isVisible()
    window_here.commands["details"].trigger()
    assert page.table.isVisible()
    assert page.points.heads == ("Period", "Figure", "Numerator", "Denominator", "Target", "Floor", "Remarks")
    assert page.points.rows[-1] == ("Q2 24/25", "66%", "53", "80", "90%", "80%", "Provisional")
    page.table.setFocus()
    page.table.setCurrentIndex(page.points.index(3, 0))
    assert page.large.plot.cursor == (0, 3)
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert page.large.plot.cursor == (0, 4)


def test_copy_data_pastes_into_a_spreadsheet(page: TrendsPage, window_here: MainWindow, qtbot) -> None:
    qtbot.mouseClick(page.choices.data, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[1] == "Period\tFigure\tNumerator\tDenominator\tTarget\tFloor\tRemarks"
    assert lines[-2] == "Quarter 2 2024/25\t66.25\t53\t80\t90\t80\tProvisional"
    assert lines[-1] == "England\t77.1\t2023/24"
    assert "copied" in window_here.shell.messages.text.text()


def test_copy_picture_copies_the_whole_chart_in_light_colours_even_in_the_dark(
    page: TrendsPage, qapp: QApplication, qtbot
) -> None:
    theme.dress(qapp, DARK)
    page.chooser.list.setFocus()
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.chooser.list, Qt.Key.Key_C, keys)
    picture = QGuiApplication.clipboard().image()
    assert picture.width() == 1800
    assert picture.height() > 900
    assert QColor(picture.pixel(2, 2)).name().upper() == LIGHT.surface
    colours = {picture.pixel(x, y) for x in range(0, 1800, 2) for y in range(200, picture.height(), 4)}
    assert {QColor(LIGHT.accent).rgb(), QColor(LIGHT.red).rgb()} <= colours
    theme.dress(qapp, LIGHT)


def test_dark_and_light_draw_in_their_own_tokens(page: TrendsPage, qapp: QApplication) -> None:
    theme.dress(qapp, DARK)
    flush()
    assert page.large.plot.sheet
    assert page.large.plot.sheet.tokens is DARK
    assert page.large.plot.curves[0].opts["pen"].color().name().upper() == DARK.accent
    assert colour_at(page, QPoint(3, 3)).name().upper() == DARK.surface
    theme.dress(qapp, LIGHT)
    flush()
    assert colour_at(page, QPoint(3, 3)).name().upper() == LIGHT.surface


def test_the_wall_shows_the_whole_section_and_enter_opens_one_large(opened: Opened, qtbot) -> None:
    window = opened("scorecard", "trends")
    page = page_of(window, TrendsPage)
    assert window.file
    qtbot.mouseClick(page.choices.section, Qt.MouseButton.LeftButton)
    row = page.chooser.list.current_row()
    assert row
    expected = [each for each in window.file.card.rows if each.section == row.section]
    assert page.wall.isVisible()
    assert list(page.wall.charts.rows) == expected
    qtbot.waitUntil(lambda: page.wall.picture(0) is not None)
    picture = page.wall.picture(0)
    assert picture
    assert QColor(LIGHT.accent).rgb() in {
        picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())
    }
    page.wall.setFocus()
    page.wall.setCurrentIndex(page.wall.charts.index(1))
    qtbot.keyClick(page.wall, Qt.Key.Key_Return)
    assert page.large.isVisible()
    chosen = page.chooser.list.current_row()
    assert chosen == expected[1]


def test_a_half_yearly_measure_opens_on_halves_and_its_quarters_are_one_line(opened: Opened, qtbot) -> None:
    page = page_at(opened("anytown", "trends"), "CA04")
    assert page.choices.kinds[PeriodKind.HALF].isChecked()
    assert "no figure" not in page.large.notes.text()
    sheet = page.large.plot.sheet
    assert sheet
    assert sheet.shown == len(sheet.chart.periods) - 1  # the half that ends with the shown quarter
    qtbot.mouseClick(page.choices.kinds[PeriodKind.QUARTER], Qt.MouseButton.LeftButton)
    assert None not in drawn(page)
    assert list(page.large.plot.curves[0].opts["connect"]) == [1] * 9 + [0]
    assert "no figure" not in page.large.notes.text()


def test_a_target_to_increase_is_drawn_near_what_it_was_and_never_at_a_whole_year(opened: Opened) -> None:
    window = opened("anytown", "trends")
    for code, most in (("CX03", 50), ("CA04", 1600)):
        chart = page_at(window, code).chart()
        assert chart
        levels = [span.value for level in chart.targets for span in level.spans]
        assert levels
        assert max(levels) < most


@pytest.mark.parametrize(("rule", "looks"), [(Rule.TARGET, True), (Rule.PROFILE, True), (Rule.FORECAST, False)])
def test_a_plan_says_where_the_rating_does_not_look_at_it(opened: Opened, rule: Rule, looks: bool) -> None:
    window = opened("anytown", "trends")
    assert window.file
    workspace, codes = window.file.workspace, ("WF03", "CA01", "SU07")
    workspace.save([replace(workspace.measure(code), rule=rule) for code in codes], "Rate them otherwise")
    for code in codes:
        page = page_at(window, code)
        assert ("the plan for Quarter 2 2025/26" in page.large.reason.text()) == looks
        (beside,) = [words for words in tags(page) if words.startswith("Plan")]
        assert beside.endswith(", not used for the rating") != looks


@pytest.mark.parametrize("size", [(1366, 768), (960, 540)])
def test_the_last_value_is_clear_of_lines_and_names(opened: Opened, size: tuple[int, int]) -> None:
    window = opened("anytown", "trends")
    window.resize(*size)
    for code, part in (("RH01", "Statutory"), ("FI04", ""), ("SU06", ""), ("RH06", ""), ("CA04", ""), ("CX03", "")):
        page = page_at(window, code, part)
        flush()
        sheet = page.large.plot.sheet
        assert sheet
        (line,) = sheet.chart.lines
        assert line.last is not None
        _, box = last_value(sheet, line, line.last)
        frame = sheet.frame
        strokes = [*line_strokes(frame, line, line.last, frame.data.width()), *level_strokes(frame, sheet.chart.levels)]
        strokes += across(frame, (float(each.value) for each in sheet.chart.comparators))
        assert not [each for each in strokes if crosses(each, box)], code
        assert box.right() < frame.data.right()
        assert box.bottom() <= frame.data.bottom()


def test_a_long_title_stands_whole_in_the_list(opened: Opened) -> None:
    window = opened("anytown", "trends")
    window.resize(1093, 614)
    flush()
    file = window.file
    assert file
    held = file.workspace.measure("AA03")
    title = f"{held.title} and who {'never came to ask before, ' * 6}and now do"
    file.workspace.save([replace(held, title=title)], "Change the title")
    page = page_at(window, "AA03")
    QTest.qWait(20)  # the list is laid out again when its bar has come
    view = page.chooser.list
    delegate = view.itemDelegate()
    assert isinstance(delegate, LineDelegate)
    for number in range(page.model.rowCount()):
        index = page.model.index(number)
        at, fonts = view.visualRect(index), delegate.fonts(view.font())
        lines = delegate.lines(page.model.lines[number], fonts, float(at.width() - 2 * MARGIN))
        assert not any("…" in each for each in lines)
        assert at.height() >= len(lines) * fonts.text_height + 2 * AROUND


def test_the_reason_is_whole_in_a_small_window(opened: Opened) -> None:
    window = opened("anytown", "trends")
    window.resize(760, 450)
    for code in ("SU08", "WF03"):
        card = page_at(window, code).large
        flush()
        for each in (card.title, card.reason):
            assert each.height() >= each.heightForWidth(each.width())
        assert card.reason.geometry().bottom() < card.plot.geometry().top()


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1280, 720), (960, 540)])
def test_everything_has_room_at_every_size(window_here: MainWindow, page: TrendsPage, size: tuple[int, int]) -> None:
    window_here.resize(*size)
    page.toggle_details()
    flush()
    sheet = page.large.plot.sheet
    assert sheet
    assert sheet.frame.data.width() >= 100
    assert sheet.frame.data.height() >= 100
    for each in page.choices.findChildren(type(page.choices.picture)):
        assert not each.isVisible() or page.choices.rect().contains(each.geometry())
    widths = [sheet.frame.x(place) for place, _ in sheet.periods]
    assert all(right - left >= 50 for left, right in pairwise(widths))
    assert sheet.periods[-1] == (5, "Q2 24/25")
    assert len(tags(page)) == 3


def test_pyqtgraph_is_given_numbers_and_nothing_else(page: TrendsPage) -> None:
    x, y = page.large.plot.curves[0].getData()
    assert x.dtype == y.dtype == np.float64


def test_where_the_window_is_narrow_the_list_makes_room_for_the_table(window_here: MainWindow, page) -> None:
    window_here.resize(960, 540)
    flush()
    assert page.chooser.isVisible()
    page.toggle_details()
    flush()
    assert page.table.isVisible()
    assert not page.chooser.isVisible()
    assert page.first() is page.large.plot
    page.toggle_details()
    assert page.chooser.isVisible()


def test_every_control_has_a_name_and_tab_leads_to_all_of_them(page: TrendsPage, window_here: MainWindow) -> None:
    page.toggle_details()
    assert nameless(page) == []
    page.chooser.box.setFocus()
    seen = set()
    for _ in range(60):
        seen.add(window_here.focusWidget())
        window_here.focusNextChild()
    shown = [page.chooser.list, page.large.plot, page.table, page.choices.section, page.choices.picture]
    assert set(shown) <= seen


def away(box: QRectF, point: QPointF) -> float:
    """How far a point is from a box."""
    across = max(box.left() - point.x(), 0.0, point.x() - box.right())
    return math.hypot(across, max(box.top() - point.y(), 0.0, point.y() - box.bottom()))


@pytest.mark.parametrize("statistics", list(Statistics))
@pytest.mark.parametrize("size", [(960, 540), (1366, 768)])
def test_the_last_value_stands_by_its_point(opened: Opened, size: tuple[int, int], statistics: Statistics) -> None:
    window = opened("anytown", "trends")
    window.resize(*size)
    page = page_of(window, TrendsPage)
    assert window.file
    page.choices.statistics_chosen.emit(statistics)
    for kind in (PeriodKind.QUARTER, PeriodKind.MONTH):
        for row in window.file.card.rows[::3]:
            page.go_to(Spot("trends", row.measure.id, row.part))
            page.choices.kinds[kind].click()
            sheet = page.large.plot.sheet
            if sheet is None or len(sheet.chart.lines) > 1 or sheet.chart.lines[0].last is None:
                continue
            line, last = sheet.chart.lines[0], sheet.chart.lines[0].last
            point = QPointF(sheet.frame.x(last), sheet.frame.y(float(line.points[last].value or 0)))
            assert away(last_value(sheet, line, last)[1], point) <= 30, row.measure.code


@pytest.mark.parametrize("size", [(960, 540), (1366, 768)])
def test_the_last_value_is_not_at_the_end_of_its_interval(opened: Opened, size: tuple[int, int]) -> None:
    window = opened("anytown", "trends")
    window.resize(*size)
    page_of(window, TrendsPage).choices.statistics_chosen.emit(Statistics.INTERVALS)
    page = page_at(window, "SU07")
    flush()
    sheet = page.large.plot.sheet
    assert sheet
    (line,) = sheet.chart.lines
    assert line.last is not None
    assert sheet.chart.intervals
    point = QPointF(sheet.frame.x(line.last), sheet.frame.y(float(line.points[line.last].value or 0)))
    assert away(last_value(sheet, line, line.last)[1], point) < 12


def test_a_kind_chosen_on_one_measure_does_not_hide_the_judged_figure_of_another(opened: Opened) -> None:
    window = opened("anytown", "trends")
    page = page_at(window, "SU02")
    page.choices.kinds[PeriodKind.YEAR].click()
    assert page.choices.kinds[PeriodKind.YEAR].isChecked()
    page_at(window, "SU10")
    chart = page.chart()
    assert chart
    assert chart.periods[-1] == Period.quarter(2025, 2)
    assert page.choices.kinds[PeriodKind.QUARTER].isChecked()
    page.choices.kinds[PeriodKind.YEAR].click()
    assert (chosen := page.chart())
    assert chosen.kind is PeriodKind.YEAR  # who asks for years here has them


def test_months_that_reach_the_judged_quarter_stay_chosen(opened: Opened) -> None:
    window = opened("anytown", "trends")
    page = page_at(window, "AA01")
    page.choices.kinds[PeriodKind.MONTH].click()
    other = next(
        row for row in window.file.card.rows  # type: ignore[union-attr]
        if row.measure.code != "AA01" and PeriodKind.MONTH in page._workspace.chart(row.measure, row.part).kinds
    )  # fmt: skip
    page_at(window, other.measure.code, other.part)
    assert page.choices.kinds[PeriodKind.MONTH].isChecked()


def test_years_that_were_chosen_hold_for_every_chart_of_the_wall(opened: Opened) -> None:
    window = opened("anytown", "trends")
    page = page_at(window, "SU02")
    page.choices.kinds[PeriodKind.YEAR].click()
    page.choices.section.click()
    model = page.wall.model()
    assert isinstance(model, WallModel)
    charts = [model.chart(number) for number in range(model.rowCount())]
    kinds = {chart.kind for chart in charts if PeriodKind.YEAR in chart.kinds}
    assert kinds == {PeriodKind.YEAR}


def test_amounts_below_zero_have_a_minus_and_no_hyphen(opened: Opened) -> None:
    window = opened("anytown", "trends")
    page = page_at(window, "FI03")
    page.large.plot.set_cursor((0, 0))
    assert page.large.readout.value.text().startswith("−£")
    assert true_minus("Target -£0.6m, 2024-25, aged 18-64") == "Target −£0.6m, 2024-25, aged 18-64"


def test_the_focus_ring_leaves_the_arrow_of_how_alone(opened: Opened) -> None:
    window = opened("anytown", "trends")
    window.resize(960, 540)
    opener = page_at(window, "FI03").large.opener
    window.activateWindow()
    opener.setFocus()
    flush()
    option = QStyleOptionButton()
    opener.initStyleOption(option)
    room = opener.style().subElementRect(QStyle.SubElement.SE_PushButtonContents, option, opener)
    assert room.left() >= 4
    assert room.width() >= opener.fontMetrics().horizontalAdvance(opener.text())
