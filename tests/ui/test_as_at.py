"""The window shows the file as it was on a day: unmissably, on every page, and changes nothing."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from ascdesk.errors import UserError
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from db.store import open_store
from ui.main_window import MainWindow
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.pages.figures import FiguresPage
from ui.pages.measures import MeasuresPage
from ui.widgets.navigation import PLACES

_STAY = "Average length of stay in START reablement (days)"
_PERIOD = Period.quarter(2020, 2)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory, sample_files: Callable[[str], Path]) -> Path:
    """The scorecard, in which a figure was revised and a commentary written tomorrow, as seen by the clock of then."""
    path = Path(shutil.copy(sample_files("scorecard"), tmp_path_factory.mktemp("lived") / "lived.ascdesk"))

    def tomorrow() -> datetime:
        return datetime.now(UTC) + timedelta(days=1)

    with Workspace(open_store(path, author="Ann", clock=tomorrow), "Ann", tomorrow) as workspace:
        stay = workspace.measure(_STAY)
        workspace.set_figure(stay, _PERIOD, "18")
        workspace.comment(stay, _PERIOD, "Shorter stays.")
        workspace.save([replace(stay, title="Days in reablement")], "Rename it")
    return path


@pytest.fixture
def looking(window: MainWindow, lived: Path, tmp_path: Path) -> MainWindow:
    """The window two days later, on the scorecard, at the measure that was changed."""

    def later() -> datetime:
        return datetime.now(UTC) + timedelta(days=2)

    def opened(path: Path) -> Workspace:
        return Workspace(open_store(path, author="Ann", clock=later), "Ann", later)

    window._doors = replace(window._doors, open=opened)
    window.open_file(Path(shutil.copy(lived, tmp_path / "lived.ascdesk")))
    assert window.file
    window.file.go(Spot("scorecard", window.file.workspace.measure("M010").id, period=_PERIOD))
    return window


def _made() -> date:
    """The day on which the sample was made, before anything was changed."""
    return datetime.now().astimezone().date()


def _look_back(window: MainWindow, day: date | None = None) -> None:
    assert window.file
    window.looking_back.show_day(window.looking_back.now or window.file, day or _made())


def _figure(window: MainWindow) -> str:
    assert window.file
    return next(row.display for row in window.file.card.rows if row.measure.code == "M010")


def test_every_page_is_shown_as_it_was_under_a_band_that_says_so(looking: MainWindow) -> None:
    assert _figure(looking) == "18"
    _look_back(looking)
    assert looking.file
    band, day = looking.shell.past, _made()
    for place in PLACES:
        looking.file.go(Spot(place.key))
        assert looking.file.page is not None
        assert band.isVisible()
        assert band.text.text() == f"As it was on {day.day} {day:%B %Y}: nothing can be changed."
    assert _figure(looking) == "Not available"
    assert _STAY in {row.measure.title for row in looking.file.card.rows}
    assert f"as it was on {day.day} {day:%B %Y}" in looking.windowTitle()


def test_esc_leads_back_to_today_on_the_same_page_and_measure(looking: MainWindow, qtbot) -> None:
    assert looking.file
    now, before = looking.file, looking.file.spot
    _look_back(looking)
    assert looking.file is not now
    assert (looking.file.spot, looking.file.period) == (before, _PERIOD)
    assert looking.file.page
    qtbot.keyClick(looking.file.page.first(), Qt.Key.Key_Escape)
    assert looking.file is now
    assert (now.spot, now.period, _figure(looking)) == (before, _PERIOD, "18")
    assert not looking.shell.past.isVisible()
    assert looking.windowTitle() == "lived.ascdesk – ASC Desk"


def test_the_button_leads_back_to_where_the_past_was_left(looking: MainWindow, qtbot) -> None:
    _look_back(looking)
    assert looking.file
    other = looking.file.workspace.measure("M002").id
    looking.file.go(Spot("trends", other))
    looking.shell.period.picked.emit(Period.quarter(2020, 1))
    qtbot.mouseClick(looking.shell.past.back, Qt.MouseButton.LeftButton)
    assert (looking.file.spot.page, looking.file.spot.measure) == ("trends", other)
    assert looking.file.period == Period.quarter(2020, 1)
    assert looking.file.workspace.day is None


def test_the_navigation_leads_to_pages_of_the_day_only(looking: MainWindow) -> None:
    assert looking.file
    now = looking.file
    _look_back(looking)
    looking.shell.navigation.chosen.emit("reports")
    assert (looking.file.spot.page, now.spot.page) == ("reports", "scorecard")
    looking.looking_back.back()
    looking.shell.navigation.chosen.emit("trends")
    assert now.spot.page == "trends"


def test_nothing_can_be_undone_or_imported_meanwhile(looking: MainWindow) -> None:
    before = {key for key, action in looking.commands.items() if action.isEnabled()}
    assert {"undo", "import", "paste", "copy", "as_at"} <= before
    assert "today" not in before
    _look_back(looking)
    now = {key for key, action in looking.commands.items() if action.isEnabled()}
    assert before - now == {"undo", "import", "paste", "copy", "lock", "closing", "year"}
    assert now - before == {"today"}
    assert not looking.shell.import_.isEnabled()
    assert looking.shell.export.isEnabled()
    looking.commands["today"].trigger()
    assert {key for key, action in looking.commands.items() if action.isEnabled()} == before


def test_a_report_dropped_on_the_past_is_refused_in_words(looking: MainWindow, tmp_path: Path) -> None:
    report = tmp_path / "late.csv"
    report.write_text("Measure,Q2 2020-21\n", encoding="utf-8")
    _look_back(looking)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(report))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    looking.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, left, none))
    assert looking.shell.messages.text.text() == "Nothing can be imported into the past. Go back to today first."


def test_texts_of_the_day_can_be_read_and_not_written(looking: MainWindow, qtbot) -> None:
    assert looking.file
    looking.file.go(Spot("commentary"))
    page = looking.file.page
    assert isinstance(page, CommentaryPage)
    assert (page.editor.text.text(), page.editor.text.isReadOnly()) == ("Shorter stays.", False)
    _look_back(looking)
    page = looking.file.page
    assert isinstance(page, CommentaryPage)
    assert (page.editor.text.text(), page.editor.text.isReadOnly()) == ("", True)
    assert not any(each.isVisible() for each in page.editor.offers.values())
    qtbot.keyClicks(page.editor.text, "Late words")
    assert page.editor.text.text() == ""


def test_a_figure_typed_or_pasted_is_refused_in_a_sentence(looking: MainWindow, qtbot) -> None:
    assert looking.file
    _look_back(looking)
    looking.file.go(Spot("figures", looking.file.workspace.measure("M010").id))
    page = looking.file.page
    assert isinstance(page, FiguresPage)
    before = len(looking.file.workspace.steps())
    messages = looking.shell.messages
    for key in (Qt.Key.Key_7, Qt.Key.Key_F2):
        messages.hide()
        qtbot.keyClick(page.table, key)
        assert page.table.cells.editor is None
        assert "so nothing can be changed. Go back to today first." in messages.text.text()
        assert messages.isVisible()
    QApplication.clipboard().setText("55")
    qtbot.keyClick(page.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(looking.file.workspace.steps()) == before
    assert len(page.unread) == 0


def test_a_measure_changed_in_the_past_is_refused_beside_its_field(looking: MainWindow, qtbot) -> None:
    assert looking.file
    now = looking.file.workspace
    steps = len(now.steps())
    _look_back(looking)
    looking.file.go(Spot("measures", looking.file.workspace.measure("M010").id))
    page = looking.file.page
    assert isinstance(page, MeasuresPage)
    field = page.what.fields["title"]
    field.control.setFocus()
    field.control.show_value("Another title")
    field.commit()
    assert "so nothing can be changed" in field.trouble.text()
    looking.file.go(Spot("reports"))
    looking.looking_back.back()
    assert looking.file.workspace is now
    assert (looking.file.spot.page, len(now.steps())) == ("reports", steps)


def test_what_is_changed_all_the_same_is_refused_in_a_sentence_and_nothing_is_kept(looking: MainWindow) -> None:
    assert looking.file
    now = looking.file.workspace
    steps = len(now.steps())
    _look_back(looking)
    stay = looking.file.workspace.measure("M010")
    with pytest.raises(UserError, match="so nothing can be changed"):
        looking.file.workspace.comment(stay, _PERIOD, "Too late.")
    looking.looking_back.back()
    assert len(now.steps()) == steps


def test_what_was_half_typed_today_waits_there(looking: MainWindow, qtbot) -> None:
    assert looking.file
    looking.file.go(Spot("commentary"))
    page = looking.file.page
    assert isinstance(page, CommentaryPage)
    page.editor.text.setFocus()
    qtbot.keyClicks(page.editor.text, "And ")
    _look_back(looking)
    looking.looking_back.back()
    assert looking.file.page is page
    assert "And " in page.editor.text.text()


def test_a_day_is_typed_as_it_is_written_here(looking: MainWindow, qtbot) -> None:
    looking.commands["as_at"].trigger()
    field = looking.looking_back.field
    assert field.isVisible()
    today = _made() + timedelta(2)
    assert field.line.text() == f"{today.day} {today:%B %Y}"
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    qtbot.keyClick(field.line, Qt.Key.Key_Down)
    assert field.line.day() == _made()
    qtbot.keyClick(field.line, Qt.Key.Key_PageUp)
    assert field.line.day() == today  # no day to come
    field.line.setText("31 Feb 2026")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.isVisible()
    assert field.hint.text().startswith("“31 Feb 2026” is no date.")
    field.line.setText("1/1/2999")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.hint.text().startswith("1 January 2999 has not come yet.")
    field.line.setText(f"{_made():%d/%m/%Y}")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert not field.isVisible()
    assert looking.file
    assert looking.file.workspace.day == _made()


def test_a_day_of_changes_is_chosen_from_the_list(looking: MainWindow, qtbot) -> None:
    looking.commands["as_at"].trigger()
    days = looking.looking_back.field.days
    made, changed = _made(), _made() + timedelta(1)
    texts = [days.item(row).text() for row in range(days.count())]
    assert texts[0] == f"{changed.day} {changed:%B %Y} · 3 changes, the last: Rename it"
    assert texts[1].startswith(f"{made.day} {made:%B %Y} · ")
    days.setCurrentRow(1)
    qtbot.keyClick(days, Qt.Key.Key_Return)
    assert looking.file
    assert looking.file.workspace.day == made


def test_another_day_is_shown_from_the_band(looking: MainWindow, qtbot) -> None:
    _look_back(looking)
    qtbot.mouseClick(looking.shell.past.another_, Qt.MouseButton.LeftButton)
    field = looking.looking_back.field
    assert field.isVisible()
    assert field.line.day() == _made()
    qtbot.keyClick(field.line, Qt.Key.Key_Up)
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert looking.file
    assert looking.file.workspace.day == _made() + timedelta(1)
    assert _figure(looking) == "18"
    looking.looking_back.back()
    assert looking.file.workspace.day is None


def test_before_the_file_began_it_is_empty_and_says_so(looking: MainWindow, qtbot) -> None:
    _look_back(looking, _made() - timedelta(1))
    assert looking.file
    said, began = looking.shell.past.text.text(), _made()
    assert "nothing had been put into this file yet" in said
    assert f"It was begun on {began.day} {began:%B %Y}." in said
    assert looking.file.empty.isVisible()
    assert looking.file.empty.title.text() == "Nothing was here yet"
    assert not looking.file.empty.act.isVisible()
    assert QApplication.focusWidget() is looking.shell.past.back
    qtbot.keyClick(looking.shell.past.back, Qt.Key.Key_Escape)
    assert looking.file.workspace.day is None


def test_closing_the_file_or_opening_another_leaves_the_past(
    looking: MainWindow, sample_file: Callable[[str], Path]
) -> None:
    _look_back(looking)
    looking.open_file(sample_file("ascof"))
    assert looking.file
    assert looking.file.workspace.day is None
    assert not looking.shell.past.isVisible()
    _look_back(looking)
    looking.close_file()
    assert looking.file is None
    assert not looking.shell.past.isVisible()
    looking.open_file(sample_file("ascof").parent / "lived.ascdesk")  # it was let go of
    assert looking.file.workspace.path.name == "lived.ascdesk"
