import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

import resources
from ascdesk.model import SupportingFigure
from ascdesk.periods import Period
from ascdesk.returns.plan import Status
from ascdesk.returns.values import Taken
from tests.ui.conftest import Opened, scorecard_page, workbook
from ui.changes import change_rows, problem_rows, taken_words
from ui.dialogs.import_preview import ImportPreview
from ui.main_window import MainWindow
from ui.models.texts import TextsModel

NO_KEYS = Qt.KeyboardModifier.NoModifier


def preview_of(window: MainWindow, qtbot) -> ImportPreview:
    qtbot.waitUntil(lambda: window.file is not None and window.file.preview is not None, timeout=20_000)
    assert window.file
    preview = window.file.preview
    assert isinstance(preview, ImportPreview)
    return preview


@pytest.fixture
def empty(window: MainWindow, tmp_path: Path, qtbot) -> MainWindow:
    """A window on a file without anything in it."""
    window.new_file(tmp_path / "new.ascdesk")
    qtbot.waitUntil(lambda: window.file is not None)
    return window


def choose(monkeypatch: pytest.MonkeyPatch, *paths: Path) -> None:
    chosen = [str(path) for path in paths]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))


def drop(window: MainWindow, path: Path) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    at, copy, left = window.rect().center(), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    with warnings.catch_warnings():
        # Deprecated from Qt 6.12; before it there is no other.
        warnings.simplefilter("ignore", DeprecationWarning)
        entering = QDragEnterEvent(at, copy, dragged, left, NO_KEYS)
    QApplication.sendEvent(window, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(at), copy, dragged, left, NO_KEYS))


def test_a_first_import_shows_its_plan_and_sets_the_file_up(
    empty: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    choose(monkeypatch, workbook("scorecard"))
    empty.commands["import"].trigger()
    assert empty.shell.messages.act.text() == "Cancel"
    preview = preview_of(empty, qtbot)
    assert empty.file
    assert not empty.file.workspace.measures()
    assert preview.title.text() == "Import scorecard.xlsx"
    assert preview.period.edit.text() == "Quarter 2 2020/21"
    assert preview.adopt.isChecked()
    assert preview.adopt.text() == "Also make the 31 measures that are not here yet"
    new = preview.plan.count(Status.NEW)
    assert preview.counts["New"].text() == str(new)
    assert preview.take.text() == f"Import {new} values"
    assert not empty.shell.import_.isEnabled()
    qtbot.mouseClick(preview.take, Qt.MouseButton.LeftButton)
    assert empty.file.preview is None
    assert len(empty.file.workspace.measures()) == 31
    assert empty.file.period == Period.quarter(2020, 2)
    assert empty.file.page is empty.shell.pages.currentWidget()
    assert empty.shell.messages.text.text().startswith(f"Imported {new} values and 31 measures from scorecard.xlsx.")
    assert empty.shell.messages.act.text() == "Undo"


def test_measures_that_no_way_is_better_of_are_to_be_confirmed(empty: MainWindow, tmp_path: Path, qtbot) -> None:
    path = tmp_path / "new.csv"
    path.write_text(
        "Code,Indicator,2020/21 Q2,2020/21 target\nZ1,Beds lent,70%,80%\nZ2,Ramps built,12,20\n", encoding="utf-8"
    )
    assert empty.file
    empty.file.import_files([path])
    preview = preview_of(empty, qtbot)
    (place, text, said, remedy) = next(row for row in preview.notices.rows if "Which way is better" in row[2])
    assert (place, text) == ("Table!B2", "Z1, Z2")
    assert said == "Which way is better is not said for 2 measures, so they cannot be rated."
    assert remedy == "Set “Which way is better” on the Measures page."
    preview.adopt.setChecked(False)
    assert not any("Which way is better" in row[2] for row in preview.notices.rows)


def test_adopting_can_be_turned_off_and_on(empty: MainWindow, qtbot) -> None:
    assert empty.file
    empty.file.import_files([workbook("ascof")])
    preview = preview_of(empty, qtbot)
    assert len(preview.measures.rows) == 26
    preview.adopt.setChecked(False)
    assert preview.plan.count(Status.NEW) == 0
    assert preview.measures.rows == ()
    assert (preview.take.text(), preview.take.isEnabled()) == ("Nothing to import", False)
    preview.adopt.setChecked(True)
    assert preview.take.isEnabled()
    assert len(preview.measures.rows) == 26


def test_ctrl_z_takes_an_import_back_and_ctrl_y_does_it_again(empty: MainWindow, qtbot) -> None:
    assert empty.file
    empty.file.import_files([workbook("scorecard")])
    preview_of(empty, qtbot).take.click()
    assert empty.commands["undo"].text() == "&Undo Import scorecard.xlsx"
    qtbot.keyClick(empty, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert empty.file.workspace.measures() == ()
    assert empty.file.empty.isVisible()
    assert empty.shell.messages.text.text() == "Undone: Import scorecard.xlsx."
    qtbot.keyClick(empty, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(empty.file.workspace.measures()) == 31
    assert empty.shell.messages.act.text() == "Undo"
    empty.shell.messages.act.click()
    assert empty.file.workspace.measures() == ()


def test_a_file_dropped_on_the_window_is_previewed(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    drop(window, workbook("ascof"))
    preview = preview_of(window, qtbot)
    assert preview.unknown == 26
    assert not preview.adopt.isChecked()
    assert not preview.plan.measures


def test_where_only_measures_are_missing_the_tick_box_is_met_first(opened: Opened, tmp_path: Path, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    path = tmp_path / "other.csv"
    path.write_text("Code,Indicator,2020/21 Q2\nZ1,Beds lent in the year,70%\nZ2,Ramps built,12\n", encoding="utf-8")
    window.file.import_files([path])
    preview = preview_of(window, qtbot)
    assert preview.leave.text() == "Cancel"
    assert (preview.take.text(), preview.take.isEnabled()) == ("Nothing to import", False)
    assert preview.offer.isVisible()
    assert preview.why.isVisible()
    assert preview.adopt.hasFocus()
    assert preview.offer.y() < preview.tabs.mapTo(preview, preview.tabs.rect().topLeft()).y()
    qtbot.keyClick(preview.adopt, Qt.Key.Key_Space)
    assert (preview.take.text(), preview.take.isEnabled()) == ("Import 2 values", True)
    assert not preview.why.isVisible()


def test_leaving_the_preview_changes_nothing(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    drop(window, workbook("ascof"))
    preview = preview_of(window, qtbot)
    qtbot.keyClick(preview, Qt.Key.Key_Escape)
    assert window.file.preview is None
    assert len(window.file.workspace.measures()) == 31
    assert window.shell.pages.currentWidget() is scorecard_page(window)
    assert window.shell.import_.isEnabled()


def test_importing_what_is_here_already_says_so(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    assert window.file
    window.file.import_files([workbook("scorecard")])
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)
    said = window.shell.messages.text.text()
    assert said.startswith("Importing scorecard.xlsx changes nothing: all ")
    assert window.file.preview is None
    window.shell.messages.act.click()
    assert isinstance(window.file.preview, ImportPreview)


def test_a_file_that_cannot_be_read_is_a_sentence(opened: Opened, tmp_path: Path, qtbot) -> None:
    window = opened("scorecard")
    window.errors.install()
    path = tmp_path / "broken.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook at all")
    assert window.file
    window.file.import_files([path])
    qtbot.waitUntil(lambda: not window.tasks.busy, timeout=20_000)
    qtbot.waitUntil(lambda: "broken.xlsx" in window.shell.messages.text.text() and not window.tasks.busy)
    assert window.shell.messages.property("kind") == "trouble"
    assert window.shell.import_.isEnabled()


def test_reading_can_be_cancelled(opened: Opened, qtbot) -> None:
    window = opened("scorecard")
    window.errors.install()
    assert window.file
    window.file.import_files([workbook("ascof")])
    window.shell.messages.act.click()
    qtbot.waitUntil(lambda: window.shell.messages.text.text() == "Stopped. Nothing was changed.", timeout=20_000)
    assert window.file.preview is None


def test_a_workspace_file_that_is_dropped_is_opened(window: MainWindow, sample_file: Callable[[str], Path]) -> None:
    drop(window, sample_file("ascof"))
    assert window.file
    assert window.file.workspace.path.name == "ascof.ascdesk"


def test_a_return_dropped_before_a_file_is_open_says_what_to_do(window: MainWindow) -> None:
    drop(window, workbook("ascof"))
    assert window.shell.messages.text.text().startswith("Open or make a file first")


def test_changes_are_told_in_words(empty: MainWindow, qtbot) -> None:
    assert empty.file
    empty.file.import_files([workbook("scorecard")])
    preview = preview_of(empty, qtbot)
    rows = change_rows(preview.plan, ())
    figure = next(row for row in rows if row[2] == "Figure Q2 20/21")
    assert figure[0] == "M001"
    assert figure[3:5] == ("", "41.2%")
    assert figure[5].endswith("!F4")
    assert len(problem_rows(preview.plan.problems)) == len(preview.plan.problems)


def test_the_model_of_texts_keeps_the_rules_of_qt(qtmodeltester, qapp) -> None:
    model = TextsModel(("One", "Two"))
    model.show_rows((("a", "b"), ("c", "d")))
    qtmodeltester.check(model)


def test_a_text_that_was_copied_is_previewed_like_a_file(empty: MainWindow, qapp: QApplication, qtbot) -> None:
    assert empty.file
    paper = "Appendix: Performance 2023/2024 Quarter 2\n\nKPI1: Percentage of visits made on time\n\n"
    paper += (
        "Technical Notes:\n\nTarget set at 90% with a floor of 80% for 23/24\n\nCommentary: More visits were late.\n"
    )
    paper += "\nKPI2: The number of visits\n\nCommentary: There were fewer visits.\n"
    qapp.clipboard().setText(paper)
    empty.commands["paste"].trigger()
    preview = preview_of(empty, qtbot)
    assert preview.title.text() == "Import the text that was pasted"
    assert [row[:2] for row in preview.measures.rows] == [
        ("KPI1", "Percentage of visits made on time"), ("KPI2", "The number of visits"),
    ]  # fmt: skip
    preview.take.click()
    assert [each.text for each in empty.file.workspace.commentaries(Period.quarter(2023, 2))] == [
        "More visits were late.", "There were fewer visits.",
    ]  # fmt: skip
    assert " from the text that was pasted." in empty.shell.messages.text.text()
    assert [each.name for each in empty.file.workspace.imported_files().values()] == ["Pasted text"]


def test_a_pasted_text_that_is_no_report_is_refused(empty: MainWindow, qapp: QApplication, qtbot) -> None:
    assert empty.file
    empty.errors.install()
    qapp.clipboard().setText("Nothing but a sentence.")
    empty.commands["paste"].trigger()
    said = empty.shell.messages.text
    qtbot.waitUntil(lambda: said.text().startswith("The text that was pasted is neither a table nor a paper"))


def test_cells_are_counted_as_cells_and_supporting_figures_told_by_their_value(empty: MainWindow, qtbot) -> None:
    assert empty.file
    empty.file.import_files([workbook("safeguarding")])
    preview = preview_of(empty, qtbot)
    names = sum(count for taken, count in preview.plan.taken.items() if taken is Taken.MEASURE)
    assert names > len(preview.plan.measures)
    assert f"{names} with measures’ names" in taken_words(preview.plan)
    supporting = [item.entity for item in preview.plan.items if isinstance(item.entity, SupportingFigure)]
    rows = [row for row in preview.changes.rows if row[2].startswith("Supporting figure")]
    assert len(rows) == len(supporting) > 0
    assert all(each.label in row[4] and each.raw != row[4] for each, row in zip(supporting, rows, strict=True))


def test_nothing_that_was_copied_is_said_in_a_sentence(empty: MainWindow, qapp: QApplication) -> None:
    qapp.clipboard().clear()
    empty.commands["paste"].trigger()
    assert empty.shell.messages.text.text().startswith("There is no text to import.")


def test_the_period_of_a_return_can_be_said_in_the_preview(empty: MainWindow, tmp_path: Path, qtbot) -> None:
    assert empty.file
    path = tmp_path / "late.csv"
    path.write_text("Code,Measure,Target,Current value\nV1,Visits made on time,90%,81%\n", encoding="utf-8")
    empty.file.import_files([path])
    preview = preview_of(empty, qtbot)
    assert "No period was found" in preview.about.text()
    qtbot.keyClicks(preview.period.edit, "quarter soon")
    qtbot.keyClick(preview.period.edit, Qt.Key.Key_Return)
    assert preview.period.trouble.text().startswith("“quarter soon” cannot be read as a period.")
    preview.period.edit.clear()
    qtbot.keyClicks(preview.period.edit, "Q2 2023/24")
    qtbot.mouseClick(preview.period.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: empty.file is not None and empty.file.preview not in (None, preview), timeout=20_000)
    preview_of(empty, qtbot).take.click()
    assert empty.file.period == Period.quarter(2023, 2)
    (row,) = empty.file.card.rows
    assert row.display == "81%"


def test_a_paper_without_figures_is_shown_at_its_own_period(empty: MainWindow, qtbot) -> None:
    assert empty.file
    empty.file.import_files([resources.path("samples/kent.txt")])
    preview_of(empty, qtbot).take.click()
    assert empty.file.period == Period.quarter(2023, 2)
    empty.file.show_period(Period.quarter(2023, 3))
    assert Period.quarter(2023, 2) in empty.shell.period.periods


def test_pasted_months_without_a_year_ask_for_it(empty: MainWindow, qapp: QApplication, qtbot) -> None:
    assert empty.file
    qapp.clipboard().setText("Reviews\n\n\tApr\tMay\tJune\nProportion of people reviewed\t58.39\t58.00\t58.15\n")
    empty.commands["paste"].trigger()
    preview = preview_of(empty, qtbot)
    assert "No period was found" in preview.about.text()
    preview.period.edit.clear()
    qtbot.keyClicks(preview.period.edit, "June 2022")
    qtbot.keyClick(preview.period.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: empty.file is not None and empty.file.preview not in (None, preview), timeout=20_000)
    preview_of(empty, qtbot).take.click()
    (row,) = empty.file.card.rows
    assert (empty.file.period, row.display) == (Period.month(2022, 6), "58.15%")
