from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QModelIndex, QPoint, QRectF, Qt
from PySide6.QtGui import QFont, QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from ascdesk.judging.arithmetic import direction_lines, forecast_lines, rating_lines
from ascdesk.model import Direction, Rating
from ascdesk.scorecard import Tally
from tests.ui.conftest import Opened, flush, page_of, row_of, scorecard_page
from ui import words
from ui.delegates import MARGIN, dated_lines, direction_width
from ui.main_window import MainWindow
from ui.models.figures import Column as SheetColumn
from ui.models.scorecard import Column
from ui.open_file import OpenFile
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.pages.figures import FiguresPage
from ui.pages.measures import MeasuresPage
from ui.pages.overview import OverviewPage
from ui.pages.reports import ReportsPage
from ui.pages.scorecard import ScorecardPage
from ui.pages.trends import TrendsPage
from ui.text import fits, set_lines
from ui.theme import sized
from ui.tokens import LIGHT, SMALL, TEXT
from ui.widgets.arithmetic import Arithmetic, Lines, Subject, as_table
from ui.widgets.by_hand import NO_REASON
from ui.widgets.chip import Chip, Face, chip_text, face_of, paint_chip, spoken
from ui.widgets.direction_mark import DirectionMark
from ui.widgets.report_sheet import SheetView

KEY, ROLE = Qt.Key, Qt.ItemDataRole


def file_of(window: MainWindow) -> OpenFile:
    assert window.file
    return window.file


def cell_of(page: ScorecardPage, window: MainWindow, code: str, column: Column, part: str = "") -> QModelIndex:
    return page.model.index(page.model.find(row_of(window, code, part).measure.id, part), column)


def stand_on(page: ScorecardPage, window: MainWindow, code: str, column: Column) -> None:
    page.table.setFocus()
    page.table.setCurrentIndex(cell_of(page, window, code, column))


def written(lines: Lines) -> list[str]:
    """What stands in the lines, from left to right and down."""
    flush()
    return [each.text() for each in lines.findChildren(QLabel)]


def texts_of(page: ScorecardPage) -> list[str]:
    flush()
    return [each.text() for each in page.detail.findChildren(QLabel) if each.isVisibleTo(page.detail)]


# Opening


@pytest.mark.parametrize("size", [(1366, 768), (960, 540)])
@pytest.mark.parametrize(
    ("column", "subject"), [(Column.RATING, Subject.RATING), (Column.DIRECTION, Subject.DIRECTION)]
)
def test_enter_on_a_judgement_opens_its_arithmetic_and_esc_leads_back(
    opened: Opened, qtbot, size: tuple[int, int], column: Column, subject: Subject
) -> None:
    window = opened("scorecard")
    window.resize(*size)
    flush()
    page = scorecard_page(window)
    opens = page.detail.rating if subject is Subject.RATING else page.detail.direction
    assert not opens.lines.isVisible()
    stand_on(page, window, "M004", column)
    qtbot.keyClick(page.table, KEY.Key_Return)
    assert opens.lines.isVisible()
    assert QApplication.focusWidget() is opens.lines
    top = opens.lines.mapTo(page.detail.viewport(), QPoint(0, 0)).y()
    assert 0 <= top < page.detail.viewport().height()
    assert opens.heads[subject].accessibleDescription() == "unfolded"
    qtbot.keyClick(opens.lines, KEY.Key_Escape)
    assert QApplication.focusWidget() is page.table
    shown = page.table.current_row()
    assert shown
    assert shown.measure.code == "M004"


def test_a_click_on_a_rating_opens_it_and_a_click_elsewhere_does_not(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    page = scorecard_page(window)
    left = Qt.MouseButton.LeftButton
    for column, shown in ((Column.MEASURE, False), (Column.RATING, True)):
        at = page.table.visualRect(cell_of(page, window, "M002", column)).center()
        qtbot.mouseClick(page.table.viewport(), left, pos=at)
        assert page.detail.rating.lines.isVisible() is shown
    assert page.detail.rating.lines.lines == rating_lines(row_of(window, "M002"))


def test_what_is_unfolded_stays_so_for_the_next_row(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    page = scorecard_page(window)
    head = page.detail.rating.heads[Subject.RATING]
    head.setFocus()
    qtbot.keyClick(head, KEY.Key_Return)
    page.table.setFocus()
    qtbot.keyClick(page.table, KEY.Key_Down)
    assert page.detail.rating.lines.isVisible()
    assert page.detail.rating.lines.lines == rating_lines(row_of(window, "M002"))
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    assert not page.detail.rating.lines.isVisible()
    assert head.accessibleDescription() == "folded"


def test_the_lines_say_what_the_core_says_and_end_in_the_chip(opened: Opened) -> None:
    window = opened("ascof")
    page = scorecard_page(window)
    row = row_of(window, "1G")
    file_of(window).go(Spot(measure=row.measure.id))
    detail = page.detail
    for opens, subject, lines in (
        (detail.rating, Subject.RATING, rating_lines(row)),
        (detail.direction, Subject.DIRECTION, direction_lines(row)),
        (detail.forecast, Subject.FORECAST, forecast_lines(row)),
    ):
        opens.unfold(subject)
        said = written(opens.lines)
        results = [line for line in lines if line.name == "Result"]
        assert said == [
            each for line in lines for each in ((line.name,) if line in results else (line.name, line.text))
        ]
        for line in lines:
            assert f"{line.name}: {line.text.rstrip('.')}." in opens.lines.accessibleName()
    assert [each.accessibleName() for each in detail.rating.lines.findChildren(Chip)] == ["Rating: Red"]
    marks = detail.direction.lines.findChildren(DirectionMark)
    assert [each.accessibleName() for each in marks] == ["Direction: Deteriorated"]


def test_the_lines_are_copied_as_a_table(opened: Opened, qtbot) -> None:
    window = opened("ascof")
    page = scorecard_page(window)
    file_of(window).go(Spot(measure=row_of(window, "1G").measure.id))
    page.detail.show_how(Subject.RATING)
    qtbot.keyClick(page.detail.rating.lines, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text == as_table(rating_lines(row_of(window, "1G")))
    assert "Made of\t539 of 754" in text.splitlines()


def test_every_row_of_every_kind_opens(opened: Opened) -> None:
    window = opened("anytown")
    arithmetic = Arithmetic()
    for row in file_of(window).card.rows:
        arithmetic.show_row(row)
        for subject in Subject:
            arithmetic.unfold(subject)
            assert arithmetic.lines.lines
            assert all(line.name and line.text for line in arithmetic.lines.lines), row.measure.code
    arithmetic.deleteLater()


# The other pages


def test_the_commentary_opens_the_arithmetic_above_the_text(opened: Opened, qtbot) -> None:
    window = opened("ascof", "commentary")
    page = page_of(window, CommentaryPage)
    file_of(window).go(Spot(measure=row_of(window, "1G").measure.id))
    head = page.head.how.heads[Subject.DIRECTION]
    qtbot.mouseClick(head, Qt.MouseButton.LeftButton)
    flush()
    lines = page.head.how.lines
    assert lines.lines == direction_lines(row_of(window, "1G"))
    assert lines.height() >= lines.heightForWidth(lines.width()) > 0
    assert "18 more people to reach it" in page.head.target.text()


def test_the_figures_grid_opens_a_rating_in_the_panel(opened: Opened, qtbot) -> None:
    window = opened("anytown", "figures")
    page = page_of(window, FiguresPage)
    key = next(each.key for each in page.lines if each.measure.code == "AA03")
    page.table.setFocus()
    page.table.go_to(key, SheetColumn.RATING)
    qtbot.keyClick(page.table, KEY.Key_Return)
    lines = page.panel.how.lines
    assert lines.isVisible()
    assert QApplication.focusWidget() is lines
    assert lines.lines == rating_lines(row_of(window, "AA03"))
    assert page.panel.rated_on.text() == "Rated on: 5.3%, Quarter 1 2025/26, 3 months in arrears"
    qtbot.keyClick(lines, KEY.Key_Escape)
    assert QApplication.focusWidget() is page.table
    page.panel.how.unfold(None)
    index = page.model.index(page.model.number_of(key), SheetColumn.RATING)
    qtbot.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=page.table.visualRect(index).center())
    assert lines.isVisible()


@pytest.mark.parametrize("size", [(1366, 768), (960, 540)])
def test_trends_open_it_beside_the_chart_or_in_its_place(opened: Opened, qtbot, size: tuple[int, int]) -> None:
    window = opened("anytown", "trends")
    window.resize(*size)
    page = page_of(window, TrendsPage)
    file_of(window).go(Spot("trends", row_of(window, "SU03").measure.id))
    card = page.large
    card.opener.setFocus()
    qtbot.keyClick(card.opener, KEY.Key_Return)
    assert card.how.lines.isVisible()
    assert card.how.lines.lines == rating_lines(row_of(window, "SU03"))
    assert card.plot.isVisible() is (size == (1366, 768))
    qtbot.keyClick(card.opener, KEY.Key_Escape)
    assert not card.how.lines.isVisible()
    assert card.plot.isVisible()


def test_a_rating_in_the_preview_of_a_report_leads_to_its_arithmetic(opened: Opened, qtbot) -> None:
    window = opened("scorecard", "reports")
    page = page_of(window, ReportsPage)
    view = page.tabs.widget(0)
    assert isinstance(view, SheetView)
    model = view.table.model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    number = next(at for at, row in enumerate(file_of(window).card.rows) if row.measure.code == "M002")
    view.table.setFocus()
    view.table.setCurrentIndex(model.index(number, titles.index("Measure")))
    qtbot.keyClick(view.table, KEY.Key_Return)
    assert page_of(window, ReportsPage)
    view.table.setCurrentIndex(model.index(number, titles.index("Rating")))
    qtbot.keyClick(view.table, KEY.Key_Return)
    assert scorecard_page(window).detail.rating.lines.lines == rating_lines(row_of(window, "M002"))


def tab_widgets(page: MeasuresPage) -> list[QWidget]:
    found = [page.tabs.widget(at) for at in range(page.tabs.count())]
    return [each for each in found if each is not None]


@pytest.mark.parametrize("subject", [Subject.RATING, Subject.DIRECTION])
def test_the_measures_page_opens_what_its_rules_give(opened: Opened, qtbot, subject: Subject) -> None:
    window = opened("ascof", "measures")
    row = row_of(window, "1G")
    file_of(window).go(Spot(measure=row.measure.id))
    page = page_of(window, MeasuresPage)
    page.tabs.setCurrentWidget(next(each for each in tab_widgets(page) if each.isAncestorOf(page.judged)))
    judged = page.judged
    how = judged.hows["", subject]
    how.unfold(subject)
    assert how.lines.lines == (rating_lines if subject is Subject.RATING else direction_lines)(row)
    file_of(window).workspace.save([replace(row.measure, same_within=Decimal(9))], "Change it")
    assert judged.hows["", subject].subject is subject


# Figures of other periods


def test_a_figure_in_arrears_is_named_wherever_it_stands(opened: Opened) -> None:
    window = opened("kent")
    page = scorecard_page(window)
    row = row_of(window, "ASCH2")
    file_of(window).go(Spot(measure=row.measure.id))
    said = "Quarter 1 2023/24, 3 months in arrears"
    assert words.judged_when(row) == said
    assert {"66%", said} <= set(texts_of(page))
    cell = cell_of(page, window, "ASCH2", Column.CURRENT)
    assert cell.data(ROLE.AccessibleTextRole) == f"66%, {said}"
    assert said in cell.data(ROLE.ToolTipRole)
    assert said in words.spoken_row(row)
    assert words.judged_when_short(row) == "Q1 23/24"
    file_of(window).go(Spot("commentary", row.measure.id))
    assert page_of(window, CommentaryPage).head.target.text().startswith(said)
    file_of(window).go(Spot("trends", row.measure.id))
    card = page_of(window, TrendsPage).large
    assert (card.figure.text(), card.reason.text()) == ("66%", f"{said}: {row.reason}")


def test_a_last_result_is_not_due(opened: Opened) -> None:
    window = opened("ascof")
    page = scorecard_page(window)
    row = row_of(window, "1A")
    file_of(window).go(Spot(measure=row.measure.id))
    assert {"18.5", "2016/17, last result"} <= set(texts_of(page))
    assert page.detail.findChildren(Chip)[0].accessibleName() == "Rating: Not due"
    assert spoken(face_of(row)) == "◷ Not due"
    assert cell_of(page, window, "1A", Column.RATING).data() == "Not due"
    assert words.judged_when_short(row) == "2016/17"
    assert words.judged_when(row_of(window, "1G")) == ""


@pytest.mark.parametrize("size", [(1920, 900), (1366, 768), (1093, 614), (960, 540)])
@pytest.mark.parametrize("name", ["scorecard", "ascof", "kent", "anytown"])
def test_periods_and_directions_stand_whole_in_the_table(opened: Opened, name: str, size: tuple[int, int]) -> None:
    window = opened(name)
    window.resize(*size)
    flush()
    table, font = scorecard_page(window).table, window.font()
    now, way = (table.columnWidth(each) - 2 * MARGIN for each in (Column.CURRENT, Column.DIRECTION))
    for row in file_of(window).card.rows:
        height = table.rowHeight(table.card.find(row.measure.id, row.part))
        assert fits(words.judged_when_short(row), sized(font, SMALL), now)
        assert not any("…" in each for each in dated_lines(row, font, now))
        said = words.direction_words(row)
        lines = set_lines(said, sized(font, TEXT), way - (direction_width(row, font) - _text_width(said, font)))
        assert "…" not in "".join(lines)
        assert height >= 15 * max(len(lines), len(dated_lines(row, font, now)) + 1 if words.judged_when(row) else 1)


def _text_width(text: str, font) -> float:
    from ui.delegates import painted_width

    return painted_width(text, sized(font, TEXT))


# Directions


@pytest.mark.parametrize(
    ("name", "code", "said", "direction"),
    [
        ("scorecard", "M001", "Away from target", Direction.WORSE),
        ("ascof", "1Cib", "No significant change", Direction.SAME),
        ("anytown", "AA02", "Better", Direction.BETTER),
    ],
)
def test_a_direction_is_said_in_the_reports_own_words(
    opened: Opened, name: str, code: str, said: str, direction: Direction
) -> None:
    window = opened(name)
    page = scorecard_page(window)
    row = row_of(window, code)
    assert row.travel.direction is direction
    file_of(window).go(Spot(measure=row.measure.id))
    assert cell_of(page, window, code, Column.DIRECTION).data() == said
    assert row.travel.reason in texts_of(page)
    assert [each.accessibleName() for each in page.detail.findChildren(DirectionMark)] == [f"Direction: {said}"]
    assert words.significance_words(row) in ("", *texts_of(page))  # nothing where no test is set


def test_the_panel_says_the_gap_in_people_and_what_the_change_is_made_of(opened: Opened) -> None:
    window = opened("ascof")
    page = scorecard_page(window)
    row = row_of(window, "1E")
    file_of(window).go(Spot(measure=row.measure.id))
    texts = texts_of(page)
    assert f"To target: {row.to_target}" in texts
    assert row.to_target.endswith("more people")
    assert row.effects in texts


def test_a_figure_that_rests_on_few_people_is_tagged(opened: Opened) -> None:
    window = opened("scorecard")
    page = scorecard_page(window)
    row = row_of(window, "M004")
    file_of(window).go(Spot(measure=row.measure.id))
    assert "Small numbers" not in texts_of(page)
    file_of(window).workspace.set_figure(row.measure, row.period, "3/8")
    assert "Small numbers" in texts_of(page)


# By hand


def begin(opened: Opened, qtbot, code: str = "M004") -> tuple[MainWindow, ScorecardPage]:
    window = opened("scorecard")
    page = scorecard_page(window)
    file_of(window).go(Spot(measure=row_of(window, code).measure.id))
    qtbot.mouseClick(page.detail.by_hand.begin, Qt.MouseButton.LeftButton)
    return window, page


def test_a_rating_is_given_by_hand_and_taken_back(opened: Opened, qtbot) -> None:
    window, page = begin(opened, qtbot)
    form = page.detail.by_hand.form
    assert form.isVisible()
    computed = row_of(window, "M004").judged
    assert computed.rating is Rating.RED
    form.choices[Rating.AMBER].click()
    form.reason.setFocus()
    qtbot.keyClicks(form.reason, "The system was down.")
    qtbot.keyClick(form.reason, KEY.Key_Return)
    row = row_of(window, "M004")
    assert row.override
    assert (row.rating, row.override.reason) == (Rating.AMBER, "The system was down.")
    assert not form.isVisible()
    assert f"Rated by hand by {row.override.person}: The system was down." in texts_of(page)
    assert computed.reason in texts_of(page)
    chips = [each.accessibleName() for each in page.detail.findChildren(Chip)]
    assert chips[:2] == ["Rating: Amber, given by hand", "Rating: Red"]
    spoken_cell = cell_of(page, window, "M004", Column.RATING).data(ROLE.AccessibleTextRole)
    assert spoken_cell.startswith("▲ A Amber, given by hand. ")
    assert page.tally.text().endswith("· 1 by hand")
    assert "M004 is Amber by hand." in window.shell.messages.text.text()
    qtbot.mouseClick(page.detail.by_hand.back, Qt.MouseButton.LeftButton)
    assert row_of(window, "M004").override is None
    assert not page.detail.by_hand.back.isVisible()
    window.commands["undo"].trigger()
    assert row_of(window, "M004").rating is Rating.AMBER
    window.commands["undo"].trigger()
    assert row_of(window, "M004").rating is Rating.RED
    assert "by hand" not in page.tally.text()


def test_a_rating_by_hand_needs_a_reason(opened: Opened, qtbot) -> None:
    window, page = begin(opened, qtbot)
    form = page.detail.by_hand.form
    form.choices[Rating.GREEN].click()
    qtbot.mouseClick(form.give, Qt.MouseButton.LeftButton)
    assert form.trouble.text() == NO_REASON
    assert form.trouble.isVisible()
    assert QApplication.focusWidget() is form.reason
    assert row_of(window, "M004").override is None
    qtbot.keyClick(form.reason, KEY.Key_Escape)
    assert not form.isVisible()
    assert QApplication.focusWidget() is page.detail.by_hand.begin


def test_what_was_typed_and_not_given_waits_on_its_row(opened: Opened, qtbot) -> None:
    window, page = begin(opened, qtbot)
    form = page.detail.by_hand.form
    form.choices[Rating.GREEN].click()
    qtbot.keyClicks(form.reason, "Half a thou")
    page.table.setFocus()
    qtbot.keyClick(page.table, KEY.Key_Down)
    assert not form.isVisible()
    qtbot.keyClick(page.table, KEY.Key_Up)
    assert form.isVisible()
    assert form.draft() == (Rating.GREEN, "Half a thou")
    assert row_of(window, "M004").override is None


def test_the_arithmetic_of_a_rating_by_hand_says_both(opened: Opened) -> None:
    window = opened("anytown")
    page = scorecard_page(window)
    row = next(each for each in file_of(window).card.rows if each.override is not None)
    assert row.override
    file_of(window).go(Spot(measure=row.measure.id))
    page.detail.show_how(Subject.RATING)
    said = written(page.detail.rating.lines)
    assert {"Computed", "Given by", row.override.person, "Because", row.override.reason, "Shown"} <= set(said)
    chips = [each.accessibleName() for each in page.detail.rating.lines.findChildren(Chip)]
    assert len(chips) == 2
    assert chips[1].endswith(", given by hand")


def test_a_chip_that_a_person_gave_has_a_pen_in_it(qapp) -> None:
    assert spoken(Face(Rating.RED, by_hand=True)) == "■ R Red, given by hand"
    assert chip_text(Face(Rating.NONE, due=False), short=False) == "Not due"
    assert Chip(Face(Rating.RED, by_hand=True)).sizeHint().width() > Chip(Rating.RED).sizeHint().width()


def test_what_is_not_due_has_another_shape_than_what_is_not_rated_in_little_room(qapp) -> None:
    looks = [short_chip(Face(Rating.NONE, due=due), qapp.font()) for due in (True, False)]
    assert looks[0].size() == looks[1].size()
    differing = sum(looks[0].pixel(x, y) != looks[1].pixel(x, y) for x in range(60) for y in range(24))
    assert differing > 12
    assert spoken(Face(Rating.NONE)) == "○ Not rated"
    assert spoken(Face(Rating.NONE, due=False)) == "◷ Not due"
    assert spoken(Face(Rating.RED, due=False)) == "■ R Red"


def test_the_tooltip_of_a_short_chip_says_its_shape_and_word(opened: Opened) -> None:
    window = opened("ascof")
    page = scorecard_page(window)
    tip = str(cell_of(page, window, "1A", Column.RATING).data(Qt.ItemDataRole.ToolTipRole))
    assert "◷ Not due\n" in tip


def short_chip(face: Face, font: QFont) -> QImage:
    picture = QImage(60, 24, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFF)
    painter = QPainter(picture)
    paint_chip(painter, QRectF(picture.rect()), face, LIGHT, font, short=True)
    painter.end()
    return picture


# The tally


@pytest.mark.parametrize(
    ("tally", "said", "base"),
    [
        (Tally(7, 0, 5, 16, 9, 1),
         "Of 12 rated: 7 Green · 0 Amber · 5 Red · 16 not rated, 9 of them not due · 1 by hand",
         "of 12 rated · 16 not rated, 9 of them not due · 1 by hand"),
        (Tally(1, 1, 1, 0), "Of 3 rated: 1 Green · 1 Amber · 1 Red · 0 not rated", "of 3 rated · 0 not rated"),
        (Tally(none=4, not_due=4), "None rated · 4 not rated, all of them not due",
         "of 0 rated · 4 not rated, all of them not due"),
        (Tally(none=1, not_due=1), "None rated · 1 not rated, 1 of them not due",
         "of 0 rated · 1 not rated, 1 of them not due"),
    ],
)  # fmt: skip
def test_a_tally_says_its_base(tally: Tally, said: str, base: str) -> None:
    assert (words.tally_words(tally), words.tally_base(tally)) == (said, base)


def test_the_overview_says_what_its_tallies_are_of(opened: Opened) -> None:
    window = opened("ascof", "overview")
    head = page_of(window, OverviewPage).head
    tally = file_of(window).card.tally
    assert head.bases[0].text() == words.tally_base(tally)
    assert f"of {tally.rated} rated" in head.bases[0].text()
    assert f"{tally.not_due} of them not due" in head.bars[0].accessibleName()
