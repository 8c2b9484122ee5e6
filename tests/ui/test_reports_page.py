from collections.abc import Callable
from csv import DictReader
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from ascdesk.model import CommentaryStatus, Rating
from ascdesk.periods import Period
from ascdesk.reports.contents import REPORTS
from tests.ui.conftest import Opened, flush, page_of, row_of
from tests.ui.test_everywhere import nameless
from ui.main_window import MainWindow
from ui.models.sheet import SheetModel
from ui.pages.reports import ReportsPage
from ui.tokens import tokens_now
from ui.widgets.report_sheet import SheetView


@pytest.fixture
def shown(opened: Opened) -> MainWindow:
    """The scorecard sample on its Reports page."""
    return opened("scorecard", "reports")


def reports(window: MainWindow) -> ReportsPage:
    return page_of(window, ReportsPage)


def sheet(window: MainWindow, name: str) -> SheetModel:
    tabs = reports(window).tabs
    names = [tabs.tabText(at) for at in range(tabs.count())]
    view = tabs.widget(names.index(name))
    assert isinstance(view, SheetView)
    model = view.table.model()
    assert isinstance(model, SheetModel)
    return model


def column(model: SheetModel, heading: str) -> list[str]:
    at = [each.heading for each in model.table.columns].index(heading)
    return [model.data(model.index(row, at)) for row in range(model.rowCount())]


def words(window: MainWindow) -> list[str]:
    flush()
    return [each.text() for each in reports(window).choice.findChildren(QLabel) if each.isVisible()]


def choose(window: MainWindow, name: str) -> None:
    reports(window).choice.choices[name].click()


def test_every_report_can_be_chosen_and_says_what_it_is(shown: MainWindow) -> None:
    page = reports(shown)
    assert list(page.choice.choices) == list(REPORTS)
    assert page.choice.choices["scorecard"].isChecked()
    assert page.first().hasFocus()
    assert "Every figure, one to a row, as it can be imported again." in words(shown)


def test_the_scorecard_is_previewed_sheet_by_sheet(shown: MainWindow) -> None:
    page = reports(shown)
    names = [page.tabs.tabText(at) for at in range(page.tabs.count())]
    assert names == ["Scorecard", "Figures", "Commentary", "Notes"]
    model = sheet(shown, "Scorecard")
    assert model.rowCount() == 31
    row = row_of(shown, "M005")
    at = column(model, "Code").index("M005")
    assert column(model, "Current value")[at] == row.display
    assert column(model, "Rating")[at] == "Red"
    assert column(model, "Why")[at] == row.reason


def test_ratings_are_chips_and_numbers_stand_at_the_right(shown: MainWindow) -> None:
    model = sheet(shown, "Scorecard")
    heads = [each.heading for each in model.table.columns]
    view = reports(shown).tabs.currentWidget()
    assert isinstance(view, SheetView)
    table = view.table
    table.scrollTo(model.index(column(model, "Code").index("M005"), heads.index("Rating")))
    flush()
    picture = table.viewport().grab(table.visualRect(model.index(4, heads.index("Rating")))).toImage()
    soft = tokens_now().rating(Rating.RED)[1].name()
    colours = {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 3)}
    assert soft in colours
    side = Qt.AlignmentFlag(
        model.headerData(heads.index("Current value"), Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    )
    assert side & Qt.AlignmentFlag.AlignRight


def test_what_it_contains_is_said_with_the_tally(shown: MainWindow) -> None:
    said = words(shown)
    assert "Quarter 2 2020/21" in said
    assert "Scorecard: 31 rows" in said
    assert any(each.startswith("Rated: 22 (") for each in said)
    choose(shown, "figures")
    assert "All periods" in words(shown)
    assert not any(each.startswith("Rated") for each in words(shown))


def test_what_is_missing_leads_to_the_overview(shown: MainWindow, qtbot) -> None:
    assert shown.file
    figure = row_of(shown, "M005").figure
    assert figure
    shown.file.workspace.clear_figure(figure)
    assert "1 figure is due and not in." in words(shown)
    assert "4 commentaries wait for review." in words(shown)
    qtbot.mouseClick(reports(shown).choice.look, Qt.MouseButton.LeftButton)
    assert shown.file.spot.page == "overview"


def test_a_period_without_figures_and_texts_is_not_called_complete(shown: MainWindow) -> None:
    assert shown.file
    shown.file.show_period(Period.half(2025, 1))
    assert "No figure is due for Half 1 2025/26." in words(shown)
    assert "31 commentaries have not been written." in words(shown)
    assert not any(each.startswith("Nothing:") for each in words(shown))


def test_commentaries_that_nobody_wrote_are_counted_and_the_red_ones_among_them(shown: MainWindow) -> None:
    assert shown.file
    workspace, period = shown.file.workspace, shown.file.period
    unsaid = [row for row in shown.file.card.rows if row.commentary is None or not row.commentary.text]
    red = sum(row.rating is Rating.RED for row in unsaid)
    assert len(unsaid) > red > 1
    assert f"{len(unsaid)} commentaries have not been written, {red} of red measures." in words(shown)
    for row in shown.file.card.rows:
        workspace.comment(row.measure, period, "Said.", row.part)
    for each in workspace.commentaries(period):
        workspace.mark_commentary(each, CommentaryStatus.APPROVED)
    assert "Nothing: every figure that is due is in, and every commentary is approved." in words(shown)
    assert not reports(shown).choice.look.isVisible()


def test_the_texts_of_sections_and_of_the_report_are_in_the_preview(shown: MainWindow) -> None:
    assert shown.file
    shown.file.workspace.comment_report("The plan", shown.file.period, "A steady quarter.")
    model = sheet(shown, "Commentary")
    assert ("The plan", "A steady quarter.") in zip(
        column(model, "About"), column(model, "Commentary"), strict=True
    )  # fmt: skip


def test_the_commentaries_are_a_report_of_their_own(shown: MainWindow) -> None:
    assert shown.file
    choose(shown, "commentaries")
    model = sheet(shown, "Commentaries")
    written = [each for each in shown.file.workspace.commentaries(shown.file.period) if each.text]
    assert sorted(column(model, "Commentary")) == sorted(each.text for each in written)
    assert set(column(model, "Status")) == {"draft", "submitted", "approved"}
    assert reports(shown).export.text() == "Export the commentaries…"


def export(window: MainWindow, out: Path, monkeypatch: pytest.MonkeyPatch, qtbot, press: Callable[[], object]) -> str:
    offered: list[str] = []

    def ask(_parent: object, title: str, place: str, _kinds: str) -> tuple[str, str]:
        offered.extend((title, Path(place).name))
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    press()
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)
    return " | ".join(offered)


def test_the_windows_own_button_exports_the_report_that_is_chosen(
    shown: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    choose(shown, "commentaries")
    out = tmp_path / "texts.xlsx"
    asked = export(shown, out, monkeypatch, qtbot, shown.shell.export.click)
    assert asked == "Export the commentaries | scorecard commentaries 2020-21 Q2.xlsx"
    book = load_workbook(out)
    assert book.sheetnames == ["Commentaries", "Notes"]
    heads = [cell.value for cell in book["Commentaries"][3]]
    assert heads == [each.heading for each in sheet(shown, "Commentaries").table.columns]
    assert shown.shell.messages.text.text() == "Exported the commentaries to texts.xlsx."
    assert shown.shell.messages.act.text() == "Open folder"


def test_the_pages_button_exports_what_the_preview_shows(
    shown: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    choose(shown, "figures")
    out = tmp_path / "figures.csv"
    export(shown, out, monkeypatch, qtbot, reports(shown).export.click)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(DictReader(stream))
    model = sheet(shown, "Figures")
    assert len(rows) == model.rowCount()
    assert [each["Code"] for each in rows] == column(model, "Code")


def test_without_the_page_the_scorecard_is_exported(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    window = opened("scorecard", "overview")
    asked = export(window, tmp_path / "out.csv", monkeypatch, qtbot, window.shell.export.click)
    assert asked == "Export the scorecard | scorecard scorecard 2020-21 Q2.xlsx"


def test_another_period_is_previewed_and_the_sheet_stays(shown: MainWindow) -> None:
    assert shown.file
    page = reports(shown)
    page.tabs.setCurrentIndex(1)
    shown.file.show_period(shown.file.period.previous())
    assert page.tabs.tabText(page.tabs.currentIndex()) == "Figures"
    assert "Quarter 1 2020/21" in words(shown)


def test_every_control_has_a_name_and_the_model_is_sound(shown: MainWindow, qtmodeltester) -> None:
    assert nameless(reports(shown)) == []
    qtmodeltester.check(sheet(shown, "Scorecard"))
