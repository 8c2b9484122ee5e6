"""Control limits and confidence intervals on the Trends page."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QApplication

from ascdesk.__main__ import new_workspace
from ascdesk.charts.statistics import Meaning, Statistics
from ascdesk.model import Basis, Flag, Measure, Polarity
from ascdesk.periods import Period, PeriodKind
from tests.core.test_signals import USUAL
from tests.ui.conftest import Opened, flush, page_of
from tests.ui.test_trends_page import colour_at, measure, page_at, run, spot_of, tags, target
from ui import theme
from ui.charts.ending import crosses
from ui.charts.paper import last_value
from ui.charts.signals import key_box, key_words, limit_strokes, mark, whisker_strokes
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.trends import TrendsPage
from ui.tokens import DARK, LIGHT

LAST = Period.month(2025, 9)
STEADY = measure("S1", title="Reviews on time")
WORSE = measure("S2", title="Days to wait", polarity=Polarity.LOWER)
NEITHER = measure("S3", title="Contacts", polarity=Polarity.NONE)
ANEW = measure("S4", title="Counted anew")
FEW = measure("S5", title="Few figures")
ROLLING = measure("S6", title="Twelve months", basis=Basis.ROLLING_12)
SURE = measure("S7", title="Of few people")


@pytest.fixture
def page(window: MainWindow, tmp_path) -> TrendsPage:
    anew = run(ANEW, [*USUAL, *[value + 10 for value in USUAL]], LAST)
    anew[14] = replace(anew[14], flags=(Flag.BREAK,))
    path = tmp_path / "statistics.ascdesk"
    with new_workspace(path) as workspace:
        workspace.save(
            [
                STEADY, WORSE, NEITHER, ANEW, FEW, ROLLING, SURE, *anew, target(STEADY, 2025, 90),
                *run(STEADY, [*USUAL, 78], LAST), *run(WORSE, [*USUAL, 78], LAST), *run(NEITHER, [*USUAL, 78], LAST),
                *run(FEW, USUAL[:9], LAST), *run(ROLLING, USUAL, LAST),
                *run(SURE, [65.0, 65.0], LAST, numerator=Decimal(65), denominator=Decimal(100)),
            ],
            "Set up",
        )  # fmt: skip
    window.open_file(path)
    assert window.file
    window.file.show_period(LAST)
    window.file.go(Spot("trends", STEADY.id))
    flush()
    return page_of(window, TrendsPage)


@pytest.fixture
def show(page: TrendsPage) -> Callable[[Measure, Statistics], TrendsPage]:
    def shown(of: Measure, statistics: Statistics) -> TrendsPage:
        page.go_to(Spot("trends", of.id))
        choose(page, statistics)
        flush()
        return page

    return shown


def choose(page: TrendsPage, statistics: Statistics) -> None:
    page.choices.statistics.menu().actions()[list(Statistics).index(statistics)].trigger()


def test_no_statistics_are_drawn_until_they_are_chosen(page: TrendsPage) -> None:
    chart = page.chart()
    assert chart
    assert (chart.signals, chart.intervals) == (None, None)
    assert page.choices.statistics.text() == "Statistics: none ▾"
    assert tags(page) == ["Target 90%"]


def test_limits_are_drawn_where_they_hold_and_named_at_their_ends(show) -> None:
    page = show(STEADY, Statistics.LIMITS)
    sheet = page.large.plot.sheet
    assert sheet
    limits = sheet.chart.signals.limits[0]
    assert tags(page) == [
        "Target 90%", f"Upper limit {limits.upper}%", f"Centre line {limits.centre}%", f"Lower limit {limits.lower}%",
    ]  # fmt: skip
    strokes = list(limit_strokes(sheet.frame, sheet.chart))
    assert [one.x() for one, _ in strokes] == [sheet.frame.x(-0.5)] * 3
    assert [other.x() for _, other in strokes] == [sheet.frame.x(14.5)] * 3
    assert [one.y() for one, _ in strokes] == [
        sheet.frame.y(float(each)) for each in (limits.lower, limits.centre, limits.upper)
    ]
    middle = QPoint(round(sheet.frame.x(6.5)), round(strokes[1][0].y()))
    near = [colour_at(page, middle + QPoint(0, dy)) for dy in (-1, 0, 1)]
    assert min(colour.lightness() for colour in near) < 180
    inside = QPoint(round(sheet.frame.x(13)), round(sheet.frame.y(float(limits.upper)) + 5))
    outside = QPoint(round(sheet.frame.x(2)), round(sheet.frame.y(float(limits.upper)) - 9))
    assert colour_at(page, inside).name().upper() == LIGHT.hover
    assert colour_at(page, outside).name().upper() == LIGHT.surface


@pytest.mark.parametrize(
    ("of", "meaning", "colour"),
    [
        (STEADY, Meaning.IMPROVEMENT, LIGHT.green),
        (WORSE, Meaning.CONCERN, LIGHT.red),
        (NEITHER, Meaning.NEUTRAL, LIGHT.second),
    ],
)
def test_a_special_cause_has_a_shape_and_colour_of_its_own(show, of: Measure, meaning: Meaning, colour: str) -> None:
    page = show(of, Statistics.LIMITS)
    assert colour_at(page, spot_of(page, 14)).name().upper() == colour
    assert colour_at(page, spot_of(page, 3)).name().upper() == LIGHT.accent
    assert key_words(page.large.plot.chart) == [(meaning, f"Special cause: {meaning.value}")]
    corners = {each: len(mark(each, QPointF(), 4).toList()) for each in Meaning}
    assert corners == {Meaning.IMPROVEMENT: 4, Meaning.CONCERN: 3, Meaning.NEUTRAL: 4}
    assert mark(Meaning.IMPROVEMENT, QPointF(), 4) != mark(Meaning.NEUTRAL, QPointF(), 4)


def test_a_break_begins_limits_anew(show) -> None:
    page = show(ANEW, Statistics.LIMITS)
    sheet = page.large.plot.sheet
    assert sheet
    ends = [(one.x(), other.x()) for one, other in limit_strokes(sheet.frame, sheet.chart)]
    first, second = ends[0], ends[3]
    assert first == (sheet.frame.x(-0.5), sheet.frame.x(13.5))
    assert second == (sheet.frame.x(13.5), sheet.frame.x(27.5))
    assert tags(page)[1].startswith("Centre line 80.6%")


def test_the_notes_and_the_words_for_who_cannot_see_it_say_the_rules_and_what_was_found(show) -> None:
    page = show(STEADY, Statistics.LIMITS)
    said = page.large.notes.text()
    assert said.startswith("Special cause: above the upper limit, September 2025: improvement.")
    assert "Assurance: consistently misses; the target of 90% for 2025/26 is above the limits." in said
    assert "NHSRplotthedots" in said
    spoken = page.large.plot.accessibleDescription()
    assert spoken.count("Special cause: above the upper limit") == 1
    assert "NHSRplotthedots" in spoken


def test_what_has_no_control_chart_says_why_and_keeps_its_run(show) -> None:
    page = show(FEW, Statistics.LIMITS)
    assert page.large.notes.text().startswith("A control chart takes 13 figures; there are 9. The run is shown")
    assert page.large.plot.curves[0].isVisible()
    assert tags(page) == []
    page = show(ROLLING, Statistics.LIMITS)
    assert page.large.notes.text().startswith("Each figure is of 12 months")


def test_intervals_are_drawn_as_whiskers(show) -> None:
    page = show(SURE, Statistics.INTERVALS)
    sheet = page.large.plot.sheet
    assert sheet
    (one, other), _ = whisker_strokes(sheet.frame, sheet.chart)
    assert (one.x(), other.x()) == (sheet.frame.x(0), sheet.frame.x(0))
    assert (one.y(), other.y()) == (sheet.frame.y(73.6), sheet.frame.y(55.3))
    drawn = colour_at(page, QPoint(round(one.x()), round((one.y() + sheet.frame.y(65)) / 2)))
    assert drawn.lightness() < 200
    assert key_words(sheet.chart) == [(None, "95% confidence interval")]
    page = show(STEADY, Statistics.INTERVALS)
    assert page.large.notes.text().startswith("There is no confidence interval")
    assert key_words(page.large.plot.chart) == []


def test_the_choice_is_made_by_keys_and_kept_for_other_measures(page: TrendsPage, qtbot) -> None:
    button = page.choices.statistics
    actions = button.menu().actions()
    assert [action.text() for action in actions] == ["None", "Control limits", "Confidence intervals"]
    assert actions[0].isChecked()
    button.menu().popup(button.mapToGlobal(QPoint(0, button.height())))
    qtbot.keyClick(button.menu(), Qt.Key.Key_Down)
    qtbot.keyClick(button.menu(), Qt.Key.Key_Down)
    qtbot.keyClick(button.menu(), Qt.Key.Key_Return)
    assert button.text() == "Statistics: control limits ▾"
    assert button.accessibleDescription() == "Control limits"
    page.go_to(Spot("trends", WORSE.id))
    flush()
    chart = page.chart()
    assert chart
    assert chart.signals
    choose(page, Statistics.NONE)
    chart = page.chart()
    assert chart
    assert chart.signals is None
    assert "Control chart" not in page.large.notes.text()


def test_a_new_figure_is_judged_at_once(window: MainWindow, show) -> None:
    page = show(STEADY, Statistics.LIMITS)
    assert window.file
    window.file.workspace.set_figure(STEADY, LAST, "71%")
    assert page.large.notes.text().startswith("No special cause was found.")


def test_a_point_that_is_read_says_its_signal_and_limits(show, qtbot) -> None:
    page = show(STEADY, Statistics.LIMITS)
    page.large.plot.setFocus()
    qtbot.keyClick(page.large.plot, Qt.Key.Key_End)
    assert "Special cause, improvement: above the upper limit" in page.large.readout.text()
    assert "Limits 6" in page.large.readout.text()
    assert "Special cause, improvement" in page.large.plot.accessibleDescription()
    qtbot.keyClick(page.large.plot, Qt.Key.Key_Left)
    assert "Common cause" in page.large.readout.text()


def test_the_table_and_the_copied_points_have_them_too(show, qtbot) -> None:
    page = show(STEADY, Statistics.LIMITS)
    page.toggle_details()
    assert page.points.heads[-4:] == ("Lower limit", "Centre line", "Upper limit", "Remarks")
    assert page.points.rows[-1][-1] == "Special cause, improvement: above the upper limit"
    qtbot.mouseClick(page.choices.data, Qt.MouseButton.LeftButton)
    assert "Upper limit" in QGuiApplication.clipboard().text()
    choose(page, Statistics.INTERVALS)
    page.go_to(Spot("trends", SURE.id))
    assert page.points.heads[-2:] == ("95% from", "95% to")
    assert page.points.rows[-1][-2:] == ("55.3%", "73.6%")


def test_the_copied_picture_has_limits_and_rules_in_light_colours(show, qapp: QApplication) -> None:
    page = show(STEADY, Statistics.LIMITS)
    theme.dress(qapp, DARK)
    page.copy_picture()
    picture = QGuiApplication.clipboard().image()
    colours = {picture.pixel(x, y) for x in range(0, 1800, 2) for y in range(150, 900, 2)}
    assert {QColor(LIGHT.green).rgb(), QColor(LIGHT.hover).rgb()} <= colours
    theme.dress(qapp, LIGHT)


def test_small_charts_have_limits_and_no_key(page: TrendsPage, qtbot) -> None:
    choose(page, Statistics.LIMITS)
    page.show_wall(True)
    assert page.choices.statistics.isEnabled()
    number = next(n for n, row in enumerate(page.wall.charts.rows) if row.measure.id == STEADY.id)
    qtbot.waitUntil(lambda: page.wall.picture(number) is not None)
    picture = page.wall.picture(number)
    assert picture
    colours = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert {QColor(LIGHT.green).rgb(), QColor(LIGHT.hover).rgb()} <= colours
    assert QColor(LIGHT.green).rgb() not in {picture.pixel(x, y) for x in range(picture.width()) for y in range(16)}


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (960, 540)])
@pytest.mark.parametrize("statistics", [Statistics.LIMITS, Statistics.INTERVALS])
def test_everything_has_room_with_statistics(opened: Opened, size: tuple[int, int], statistics: Statistics) -> None:
    window = opened("anytown", "trends")
    window.resize(*size)
    page = page_of(window, TrendsPage)
    choose(page, statistics)
    page.choices.kinds[PeriodKind.MONTH].click()
    for code in ("SG04", "RH04", "SU03", "PR01"):
        page_at(window, code)
        flush()
        sheet = page.large.plot.sheet
        assert sheet
        assert sheet.frame.data.height() >= 80
        key = key_box(sheet)
        assert key.right() <= page.large.plot.width()
        assert key.bottom() <= sheet.frame.data.top() - 10
        line = sheet.chart.lines[0]
        assert line.last is not None
        _, box = last_value(sheet, line, line.last)
        assert not box.intersects(key)
        assert not [each for each in limit_strokes(sheet.frame, sheet.chart) if crosses(each, box)], code
        notes = page.large.notes
        assert notes.words.height() >= notes.words.heightForWidth(notes.words.width())
        assert notes.geometry().bottom() <= page.large.height()
        scrolls = notes.verticalScrollBar().maximum() > 0
        assert (notes.focusPolicy() == Qt.FocusPolicy.TabFocus) == scrolls
    flush()  # the row of choices may go on in a further line, which the page then makes room for
    for each in page.choices.findChildren(type(page.choices.picture)):
        assert not each.isVisible() or page.choices.rect().contains(each.geometry())
    assert page.choices.rect().contains(page.choices.statistics.geometry())
