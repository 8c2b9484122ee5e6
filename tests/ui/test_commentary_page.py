from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QRectF, Qt, QTimer, QUrl
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget

from ascdesk.__main__ import open_workspace
from ascdesk.commenting import Line, Offer, Stage, half_typed_key
from ascdesk.identity import commentary_id, named_id
from ascdesk.model import Commentary, CommentaryStatus, EntityId, Measure, Subject, SupportingFigure
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from tests.conftest import done
from tests.ui.conftest import Opened, flush, page_of, row_of
from tests.ui.test_everywhere import nameless
from ui.main_window import MainWindow
from ui.models.commentaries import CommentariesModel, spoken_line
from ui.page import Spot
from ui.pages.commentary import CommentaryPage
from ui.pages.measures import MeasuresPage
from ui.widgets.commentary_list import title_lines
from ui.widgets.sparkline import set_points, stretches

QUARTER = Period.quarter(2020, 2)
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier
# A red measure of the sample without a text, and one with a draft.
TO_WRITE, DRAFT = "M005", "M004"
STRAY = "The share of people in homes rated good rose again, because two homes were inspected in the summer."


@pytest.fixture
def texts(opened: Opened) -> MainWindow:
    """The scorecard sample on its Commentary page."""
    window = opened("scorecard", "commentary")
    window.activateWindow()
    return window


def page(window: MainWindow) -> CommentaryPage:
    return page_of(window, CommentaryPage)


def work(window: MainWindow) -> Workspace:
    assert window.file
    return window.file.workspace


def measure(window: MainWindow, code: str) -> Measure:
    return row_of(window, code).measure


def go_to(window: MainWindow, code: str) -> Line:
    """Open the text of a measure, as the search box does."""
    assert window.file
    window.file.go(Spot("commentary", measure(window, code).id))
    return line_of(window)


def line_of(window: MainWindow) -> Line:
    line = page(window).line
    assert line
    return line


def type_text(window: MainWindow, qtbot, text: str) -> None:
    editor = page(window).editor.text
    editor.setFocus()
    qtbot.keyClicks(editor, text)


def click(window: MainWindow, qtbot, offer: Offer) -> None:
    qtbot.mouseClick(page(window).editor.offers[offer], Qt.MouseButton.LeftButton)


def offered(window: MainWindow) -> list[Offer]:
    editor = page(window).editor
    return [offer for offer, each in editor.offers.items() if each.isVisibleTo(editor)]


def beside(window: MainWindow) -> list[str]:
    """What the panel beside the text says."""
    flush()
    story = page(window).story
    return [each.text() for each in story.findChildren(QLabel) if each.isVisibleTo(story)]


def listed(window: MainWindow) -> list[str]:
    return [line.name for line in page(window).model.lines]


def spoken_lines(window: MainWindow) -> list[str]:
    model = page(window).model
    return [model.index(at).data(Qt.ItemDataRole.AccessibleTextRole) for at in range(model.rowCount())]


def step_labels(window: MainWindow) -> list[str]:
    return [step.label for step in work(window).steps()]


def half_typed(window: MainWindow, line: Line) -> str | None:
    return work(window).half_typed(half_typed_key(line.key))


def write_stray(workspace: Workspace) -> Commentary:
    owner = named_id("unplaced", "test", "1")
    key = commentary_id(Subject.UNPLACED, owner, QUARTER)
    stray = Commentary(
        id=key, subject=Subject.UNPLACED, subject_id=owner, period=QUARTER, text=STRAY,
        file=next(iter(workspace.imported_files())), place="line 312",
    )  # fmt: skip
    workspace.save([stray], "Import a paper")
    return stray


# Writing


def test_what_is_written_becomes_one_step_like_that_of_the_command_line(
    texts: MainWindow, tmp_path: Path, qtbot
) -> None:
    go_to(texts, TO_WRITE)
    before = step_labels(texts)
    type_text(texts, qtbot, "Demand rose in the summer.")
    assert step_labels(texts) == before
    qtbot.keyClick(page(texts).editor.text, KEY.Key_Tab)
    written = line_of(texts).commentary
    assert written
    assert (written.text, written.status) == ("Demand rose in the summer.", CommentaryStatus.DRAFT)
    (label,) = step_labels(texts)[: -len(before)]
    words, other = tmp_path / "words.txt", tmp_path / "other.ascdesk"
    words.write_text("Demand rose in the summer.\n", encoding="utf-8")
    done("new", other, "--sample", "scorecard")
    done("comment", other, TO_WRITE, "2020-21 Q2", "--text-file", words)
    with open_workspace(other) as workspace:
        assert workspace.steps(1)[0].label == label
        (same,) = workspace.commentaries_of(workspace.measure(TO_WRITE).id)
        assert (same.id, same.text, same.status) == (written.id, written.text, written.status)


def test_the_draft_is_on_disk_before_its_author_leaves_it(texts: MainWindow, qtbot) -> None:
    line = go_to(texts, TO_WRITE)
    saved = page(texts).editor.saved
    type_text(texts, qtbot, "Half a sen")
    assert saved.text() == "Typing…"
    qtbot.waitUntil(lambda: half_typed(texts, line) == "Half a sen")
    assert saved.text().startswith("Draft saved ")
    assert line_of(texts).commentary is None
    page(texts).list.setFocus()
    assert half_typed(texts, line) is None
    assert saved.text().startswith("Saved ")
    assert saved.text().endswith(f" by {work(texts).author}")


@pytest.mark.parametrize("where", ["page", "period", "line", "file"])
def test_going_anywhere_keeps_the_text(texts: MainWindow, where: str, qtbot) -> None:
    assert texts.file
    go_to(texts, TO_WRITE)
    type_text(texts, qtbot, "Kept.")
    file, path = texts.file, work(texts).path
    if where == "page":
        file.go(Spot("scorecard"))
    elif where == "period":
        file.show_period(QUARTER.previous())
    elif where == "line":
        go_to(texts, "M009")
    texts.close_file()
    with open_workspace(path) as workspace:
        (kept,) = workspace.commentaries_of(workspace.measure(TO_WRITE).id)
        assert (kept.text, kept.period) == ("Kept.", QUARTER)
        assert workspace.half_typed(half_typed_key(kept.id)) is None


def test_an_unchanged_text_makes_no_step_and_an_emptied_one_is_to_write_again(texts: MainWindow, qtbot) -> None:
    go_to(texts, DRAFT)
    before = step_labels(texts)
    type_text(texts, qtbot, " ")
    page(texts).leave()
    assert step_labels(texts) == before
    page(texts).editor.text.selectAll()
    qtbot.keyClick(page(texts).editor.text, KEY.Key_Delete)
    page(texts).leave()
    assert (line_of(texts).text, line_of(texts).stage) == ("", Stage.TO_WRITE)
    assert page(texts).editor.status.text() == "To write"


def test_what_was_typed_before_a_power_cut_is_put_back_and_said(
    window: MainWindow, sample_file: Callable[[str], Path], qtbot
) -> None:
    path = sample_file("scorecard")
    with open_workspace(path) as workspace:
        key = commentary_id(Subject.MEASURE, workspace.measure(TO_WRITE).id, QUARTER)
        workspace.keep_half_typed(half_typed_key(key), "Reviews are la")
    window.open_file(path)
    assert window.file
    window.file.go(Spot("commentary"))
    messages = window.shell.messages
    assert TO_WRITE in messages.text.text()
    assert [each for each in spoken_lines(window) if "Unfinished" in each] == [spoken_line(line_of(window), True)]
    messages.act.click()
    editor = page(window).editor
    assert editor.text.text() == "Reviews are la"
    assert "when the program last ended" in editor.note.text()
    qtbot.keyClicks(editor.text, "te.")
    page(window).leave()
    assert line_of(window).text == "Reviews are late."
    assert not editor.note.isVisible()
    assert not any("Unfinished" in each for each in spoken_lines(window))


def test_what_was_found_half_typed_waits_until_its_author_decides(texts: MainWindow, qtbot) -> None:
    line = go_to(texts, TO_WRITE)
    go_to(texts, "M009")
    work(texts).keep_half_typed(half_typed_key(line.key), "Reviews are la")
    before = step_labels(texts)
    go_to(texts, TO_WRITE)
    go_to(texts, "M009")
    assert step_labels(texts) == before
    assert half_typed(texts, line) == "Reviews are la"
    go_to(texts, TO_WRITE)
    qtbot.mouseClick(page(texts).editor.use_found, Qt.MouseButton.LeftButton)
    assert line_of(texts).text == "Reviews are la"
    assert half_typed(texts, line) is None


def test_the_saved_text_can_be_taken_instead_of_the_unfinished_one(texts: MainWindow, qtbot) -> None:
    saved = go_to(texts, DRAFT)
    go_to(texts, TO_WRITE)
    work(texts).keep_half_typed(half_typed_key(saved.key), "Something else")
    go_to(texts, DRAFT)
    editor = page(texts).editor
    assert editor.text.text() == "Something else"
    qtbot.mouseClick(editor.use_saved, Qt.MouseButton.LeftButton)
    assert editor.text.text() == saved.text
    assert half_typed(texts, saved) is None
    assert line_of(texts).text == saved.text


def test_ctrl_z_in_a_text_takes_back_its_typing_and_never_a_step(texts: MainWindow, qtbot) -> None:
    line = go_to(texts, DRAFT)
    editor = page(texts).editor.text
    type_text(texts, qtbot, " More.")
    page(texts).leave()
    editor.setFocus()
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, KEY.Key_Z, CONTROL)
    assert editor.text() == f"{line.text} More."
    qtbot.keyClick(editor, KEY.Key_Y, CONTROL)
    assert editor.text() == f"{line.text} More.x"
    qtbot.keyClick(editor, KEY.Key_Z, CONTROL)
    steps = step_labels(texts)
    for _ in range(3):
        qtbot.keyClick(editor, KEY.Key_Z, CONTROL)
    assert step_labels(texts) == steps
    assert work(texts).redoable() is None
    assert editor.text() == line_of(texts).text == f"{line.text} More."
    assert editor.hasFocus()
    assert texts.shell.messages.text.text().startswith("Nothing that was typed here is left to take back.")
    texts.commands["undo"].trigger()
    assert editor.text() == line_of(texts).text == line.text
    editor.setFocus()
    for _ in range(3):
        qtbot.keyClick(editor, KEY.Key_Y, CONTROL)
    assert line_of(texts).text == line.text
    texts.commands["redo"].trigger()
    assert line_of(texts).text == f"{line.text} More."


def test_ctrl_z_stays_in_every_box_that_is_typed_in(texts: MainWindow, qtbot) -> None:
    work(texts).comment(measure(texts, TO_WRITE), QUARTER, "One.")
    write_stray(work(texts))
    go_to(texts, TO_WRITE)
    click(texts, qtbot, Offer.SUBMIT)
    click(texts, qtbot, Offer.SEND_BACK)
    editor, undertaken = page(texts).editor, page(texts).story.undertaken
    steps, shown = step_labels(texts), [editor.field.line]
    undertaken.open_form()
    shown.append(undertaken.text)
    for box in shown:
        press_undo(texts, qtbot, box)
    page(texts).filters.buttons[Stage.UNPLACED].click()
    for stray in (editor.attach.box, editor.text):
        press_undo(texts, qtbot, stray)
    assert step_labels(texts) == steps
    assert work(texts).redoable() is None
    page(texts).list.setFocus()
    qtbot.keyClick(page(texts).list, KEY.Key_Z, CONTROL)
    assert work(texts).redoable() is not None


def press_undo(window: MainWindow, qtbot, box: QWidget) -> None:
    box.setFocus()
    assert box.hasFocus()
    for key in (KEY.Key_Z, KEY.Key_Z, KEY.Key_Y):
        qtbot.keyClick(box, key, CONTROL)


def test_ctrl_and_arrows_lead_to_the_next_text_without_leaving_the_editor(texts: MainWindow, qtbot) -> None:
    go_to(texts, TO_WRITE)
    type_text(texts, qtbot, "Red, because.")
    qtbot.keyClick(page(texts).editor.text, KEY.Key_Down, CONTROL)
    assert line_of(texts).name == "M006"
    assert page(texts).editor.text.hasFocus()
    assert page(texts).editor.text.text() == line_of(texts).text
    qtbot.keyClick(page(texts).editor.text, KEY.Key_Up, CONTROL)
    assert page(texts).editor.text.text() == "Red, because."


def test_a_paste_arrives_plain_and_loads_nothing(texts: MainWindow, tmp_path: Path) -> None:
    go_to(texts, TO_WRITE)
    editor = page(texts).editor.text
    rich, files, bare = QMimeData(), QMimeData(), QMimeData()
    rich.setHtml(f'<b>Demand</b> <img src="file://{tmp_path}/spy.png"> rose.')
    rich.setText("Demand rose.")
    files.setUrls([QUrl.fromLocalFile(str(tmp_path / "return.xlsx"))])
    bare.setHtml("<b>Only HTML</b>")
    for each in (rich, files, bare):
        editor.insertFromMimeData(each)
    assert editor.text() == "Demand rose."
    assert not editor.canInsertFromMimeData(files)
    page(texts).leave()
    assert line_of(texts).text == "Demand rose."


def test_markup_and_hard_spaces_are_kept_as_they_are(texts: MainWindow) -> None:
    text = "<img src=x> rose by £3.6\u00a0m\n\nin two paragraphs & more"
    work(texts).comment(measure(texts, TO_WRITE), QUARTER, text)
    go_to(texts, TO_WRITE)
    assert page(texts).editor.text.text() == text
    before = step_labels(texts)
    go_to(texts, "M009")
    assert step_labels(texts) == before


def test_sections_and_the_whole_report_have_texts_of_their_own(texts: MainWindow, qtbot) -> None:
    for subject in (Subject.REPORT, Subject.SECTION):
        line = next(each for each in page(texts).lines if each.subject is subject and not each.text)
        page(texts).list.go_to(line.key)
        assert line.title in page(texts).head.title.text()
        assert "rated" in page(texts).head.reason.text()
        type_text(texts, qtbot, "All in all.")
        page(texts).leave()
        kept = work(texts).commentaries_of(line.subject_id)
        assert [(each.subject, each.text) for each in kept] == [(subject, "All in all.")]


# Its way to approval


def test_a_text_goes_from_draft_to_submitted_to_approved_and_back(texts: MainWindow, qtbot) -> None:
    go_to(texts, DRAFT)
    assert offered(texts) == [Offer.SUBMIT]
    click(texts, qtbot, Offer.SUBMIT)
    assert line_of(texts).stage is Stage.SUBMITTED
    assert texts.shell.messages.text.text() == f"Submitted: {DRAFT}."
    assert offered(texts) == [Offer.APPROVE, Offer.SEND_BACK]
    click(texts, qtbot, Offer.APPROVE)
    assert line_of(texts).stage is Stage.APPROVED
    assert "draft again" in page(texts).editor.note.text()
    texts.shell.messages.act.click()
    assert line_of(texts).stage is Stage.SUBMITTED


def test_an_approved_text_that_is_changed_is_a_draft_again(texts: MainWindow, qtbot) -> None:
    go_to(texts, DRAFT)
    for offer in (Offer.SUBMIT, Offer.APPROVE):
        click(texts, qtbot, offer)
    type_text(texts, qtbot, " More.")
    assert page(texts).editor.status.text() == "Draft"
    assert offered(texts) == [Offer.SUBMIT]
    page(texts).list.setFocus()
    assert line_of(texts).stage is Stage.DRAFT


def test_submitting_keeps_what_was_just_typed(texts: MainWindow, qtbot) -> None:
    go_to(texts, TO_WRITE)
    submit = page(texts).editor.offers[Offer.SUBMIT]
    assert not submit.isEnabled()
    type_text(texts, qtbot, "Staff were ill.")
    assert submit.isEnabled()
    click(texts, qtbot, Offer.SUBMIT)
    assert (line_of(texts).text, line_of(texts).stage) == ("Staff were ill.", Stage.SUBMITTED)
    assert half_typed(texts, line_of(texts)) is None


def test_sending_back_needs_a_remark_which_stands_until_the_text_is_submitted(texts: MainWindow, qtbot) -> None:
    go_to(texts, DRAFT)
    click(texts, qtbot, Offer.SUBMIT)
    click(texts, qtbot, Offer.SEND_BACK)
    editor = page(texts).editor
    assert editor.field.line.hasFocus()
    qtbot.keyClick(editor.field.line, KEY.Key_Return)
    assert "needs a remark" in editor.field.hint.text()
    assert line_of(texts).stage is Stage.SUBMITTED
    qtbot.keyClicks(editor.field.line, "By when?")
    qtbot.keyClick(editor.field.line, KEY.Key_Return)
    assert line_of(texts).stage is Stage.RETURNED
    assert editor.remark.text() == "By when?"
    assert editor.remark_head.text().startswith(f"Sent back by {work(texts).author}, ")
    type_text(texts, qtbot, " By Friday.")
    page(texts).leave()
    assert line_of(texts).stage is Stage.DRAFT
    assert editor.notice.isVisible()
    click(texts, qtbot, Offer.SUBMIT)
    assert not editor.notice.isVisible()


def test_escape_leaves_the_remark_out(texts: MainWindow, qtbot) -> None:
    go_to(texts, DRAFT)
    click(texts, qtbot, Offer.SUBMIT)
    click(texts, qtbot, Offer.SEND_BACK)
    field = page(texts).editor.field
    qtbot.keyClicks(field.line, "No")
    qtbot.keyClick(field.line, KEY.Key_Escape)
    assert not field.isVisible()
    assert line_of(texts).stage is Stage.SUBMITTED


# What stands under no heading


def test_a_stray_text_is_shown_with_its_place_and_attached_by_typing(texts: MainWindow, qtbot) -> None:
    write_stray(work(texts))
    page(texts).filters.buttons[Stage.UNPLACED].click()
    assert line_of(texts).stage is Stage.UNPLACED
    assert page(texts).editor.text.text() == STRAY
    assert page(texts).editor.text.isReadOnly()
    assert page(texts).head.reason.text() == "This text stood under no heading in scorecard.xlsx, line 312."
    attach = page(texts).editor.attach
    attach.box.setFocus()
    qtbot.keyClicks(attach.box.lineEdit(), "m00")
    qtbot.mouseClick(attach.act, Qt.MouseButton.LeftButton)
    assert "9 measures have “m00” in their names" in attach.hint.text()
    qtbot.keyClicks(attach.box.lineEdit(), TO_WRITE[-1])
    qtbot.mouseClick(attach.act, Qt.MouseButton.LeftButton)
    assert (line_of(texts).name, line_of(texts).text) == (TO_WRITE, STRAY)
    assert texts.shell.messages.text.text() == f"Attached to {TO_WRITE}."
    assert not any(line.stage is Stage.UNPLACED for line in page(texts).lines)
    texts.shell.messages.act.click()
    assert any(line.stage is Stage.UNPLACED for line in page(texts).lines)


def test_enter_on_a_measure_that_is_not_there_says_so_and_on_one_that_is_attaches(texts: MainWindow, qtbot) -> None:
    write_stray(work(texts))
    page(texts).filters.buttons[Stage.UNPLACED].click()
    attach = page(texts).editor.attach
    attach.box.setFocus()
    line = attach.box.lineEdit()
    assert line
    for typed, said in (("Zzz", "No measure has “Zzz” in its name."), ("", "Choose the measure")):
        line.clear()
        qtbot.keyClicks(line, typed)
        qtbot.keyClick(line, KEY.Key_Return)
        assert attach.hint.isVisible()
        assert attach.hint.text().startswith(said)
    qtbot.keyClicks(line, TO_WRITE)
    found = QApplication.activePopupWidget()
    assert found
    qtbot.keyClick(found, KEY.Key_Return)
    assert line_of(texts).stage is Stage.UNPLACED
    qtbot.keyClick(line, KEY.Key_Return)
    assert (line_of(texts).name, line_of(texts).text) == (TO_WRITE, STRAY)


def test_the_papers_two_texts_that_lost_their_headings_wait_to_be_attached(opened: Opened) -> None:
    window = opened("kent", "commentary")
    page(window).filters.buttons[Stage.UNPLACED].click()
    shown = page(window).model.lines
    assert [line.stage for line in shown] == [Stage.UNPLACED] * 2
    assert all(line.text.startswith(line.title.rstrip("…")) for line in shown)
    assert page(window).head.reason.text().startswith("This text stood under no heading in ")


def test_a_new_measure_for_a_stray_text_is_asked_for_in_its_papers_framework(opened: Opened, qtbot) -> None:
    window = opened("kent", "commentary")
    first = Measure(id=EntityId("other"), framework="Another plan", code="A1", title="Something else")
    work(window).save([first], "Add a measure")
    page(window).filters.buttons[Stage.UNPLACED].click()
    window.shell.messages.tell("Something cannot be done.", "trouble")
    qtbot.mouseClick(page(window).editor.attach.make, Qt.MouseButton.LeftButton)
    measures = page_of(window, MeasuresPage)
    assert measures.making.isVisible()
    assert measures.making.fields["title"].control.hasFocus()
    kent = next(each.framework for each in work(window).measures() if each.code == "ASCH1")
    assert measures.making.fields["framework"].control.typed() == kent
    assert not window.shell.messages.isVisible()


def test_a_measure_with_a_text_refuses_another_with_a_sentence(texts: MainWindow, qtbot) -> None:
    write_stray(work(texts))
    texts.errors.install()
    page(texts).filters.buttons[Stage.UNPLACED].click()
    attach = page(texts).editor.attach
    attach.box.setCurrentIndex(attach.box.findText(DRAFT, Qt.MatchFlag.MatchStartsWith))
    QTimer.singleShot(0, attach.act.click)
    qtbot.waitUntil(lambda: "has a commentary for this period already" in texts.shell.messages.text.text())
    assert line_of(texts).stage is Stage.UNPLACED


# The list


def test_the_page_opens_on_what_wants_its_author_most(texts: MainWindow) -> None:
    line = line_of(texts)
    assert (line.name, line.red, line.stage) == (TO_WRITE, True, Stage.TO_WRITE)
    assert page(texts).editor.text.placeholderText().startswith("Red: needs a reason.")
    assert spoken_line(line).endswith("Red: needs a reason.")


def test_filters_count_and_show_red_ones_first(texts: MainWindow) -> None:
    filters = page(texts).filters
    number = sum(line.stage is Stage.TO_WRITE for line in page(texts).lines)
    assert filters.buttons[None].text() == f"All {len(page(texts).lines)}"
    assert filters.buttons[Stage.TO_WRITE].text() == f"To write {number}"
    filters.buttons[Stage.TO_WRITE].click()
    shown = page(texts).model.lines
    assert len(shown) == number
    reds = [line.red for line in shown]
    assert any(reds)
    assert reds == sorted(reds, reverse=True)
    assert not filters.buttons[Stage.UNPLACED].isVisible()


def test_a_line_stays_in_the_filter_until_its_author_goes_on(texts: MainWindow, qtbot) -> None:
    page(texts).filters.buttons[Stage.TO_WRITE].click()
    first, second = listed(texts)[:2]
    type_text(texts, qtbot, "Because.")
    page(texts).leave()
    assert listed(texts)[:2] == [first, second]
    qtbot.keyClick(page(texts).editor.text, KEY.Key_Down, CONTROL)
    assert line_of(texts).name == second
    assert listed(texts)[0] == second


def test_arrows_move_enter_goes_into_the_text_and_other_pages_follow(texts: MainWindow, qtbot) -> None:
    assert texts.file
    go_to(texts, "M001")
    commentaries = page(texts).list
    assert commentaries.hasFocus()
    qtbot.keyClick(commentaries, KEY.Key_Down)
    assert line_of(texts).name == "M002"
    assert texts.file.spot.measure == measure(texts, "M002").id
    qtbot.keyClick(commentaries, KEY.Key_Return)
    assert page(texts).editor.text.hasFocus()


def test_a_section_stays_open_through_an_undo(texts: MainWindow, qtbot) -> None:
    go_to(texts, "M001")
    section = next(each for each in page(texts).lines if each.subject is Subject.SECTION and not each.text)
    page(texts).list.go_to(section.key)
    type_text(texts, qtbot, "Words.")
    page(texts).leave()
    texts.commands["undo"].trigger()
    assert line_of(texts).key == section.key
    assert page(texts).editor.text.text() == ""


def test_the_same_measure_stays_open_in_another_period(texts: MainWindow) -> None:
    assert texts.file
    go_to(texts, DRAFT)
    texts.file.show_period(QUARTER.previous())
    assert (line_of(texts).name, line_of(texts).period) == (DRAFT, QUARTER.previous())


def test_the_model_keeps_the_rules_of_qt(texts: MainWindow, qtmodeltester) -> None:
    model = CommentariesModel()
    model.show_lines(page(texts).lines)
    qtmodeltester.check(model)


def test_long_names_are_wrapped_and_read_in_full_above_the_text(texts: MainWindow) -> None:
    longest = max(page(texts).lines, key=lambda line: len(line.title))
    page(texts).list.go_to(longest.key)
    assert longest.title in page(texts).head.title.text()
    assert page(texts).head.title.wordWrap()
    lines = title_lines(longest, page(texts).list.font(), 220)
    assert len(lines) > 2
    assert " ".join(lines) == longest.title


# What is looked at while writing


def test_the_head_says_figure_rating_reason_and_direction(texts: MainWindow) -> None:
    row = row_of(texts, "M001")
    go_to(texts, "M001")
    head = page(texts).head
    assert head.figure.text() == row.display
    assert head.reason.text() == row.reason
    assert head.about.text() == row.travel.reason
    assert head.target.text() == f"Target {row.target_display}"
    work(texts).set_figure(row.measure, QUARTER, "44%")
    assert head.figure.text() == "44.0%"


def test_the_head_of_a_measure_without_a_number_begins_with_its_rating(texts: MainWindow) -> None:
    go_to(texts, TO_WRITE)
    head = page(texts).head
    left = head.figure.x()
    work(texts).set_figure(measure(texts, TO_WRITE), QUARTER, "n/a")
    flush()
    assert head.chip.isVisible()
    assert head.chip.x() == left
    work(texts).set_figure(measure(texts, TO_WRITE), QUARTER, "44")
    flush()
    assert head.figure.isVisible()


def test_the_text_before_is_beside_and_can_be_copied(texts: MainWindow, qtbot) -> None:
    before = QUARTER.previous()
    work(texts).comment(measure(texts, TO_WRITE), before, "It was better then.")
    go_to(texts, TO_WRITE)
    assert "It was better then." in beside(texts)
    assert "Quarter 1 2020/21" in beside(texts)
    editor = page(texts).editor
    assert editor.copy.text() == "Last quarter’s text"
    type_text(texts, qtbot, "Now:")
    qtbot.mouseClick(editor.copy, Qt.MouseButton.LeftButton)
    assert editor.text.text() == "Now:\n\nIt was better then."
    qtbot.keyClick(editor.text, KEY.Key_Z, CONTROL)
    assert editor.text.text() == "Now:"


def test_actions_are_added_and_ticked_off_beside_the_text(texts: MainWindow, qtbot) -> None:
    go_to(texts, TO_WRITE)
    actions = page(texts).story.undertaken
    qtbot.mouseClick(actions.add, Qt.MouseButton.LeftButton)
    for field, typed in ((actions.text, "Book reviews"), (actions.owner, "B. Manager"), (actions.due, "31/1/2027")):
        qtbot.keyClicks(field, typed)
    qtbot.keyClick(actions.due, KEY.Key_Return)
    assert "Book reviews" in beside(texts)
    assert "B. Manager · due 31 Jan 2027" in beside(texts)
    (tick,) = [each for each in actions.findChildren(QCheckBox) if each.isVisible()]
    assert tick.accessibleName() == "Done: Book reviews"
    tick.click()
    (action,) = work(texts).actions()
    assert (action.done, action.subject_id) == (True, measure(texts, TO_WRITE).id)
    assert step_labels(texts)[0] == "Complete an action: Book reviews"


def test_an_action_with_no_date_that_can_be_read_is_refused_and_stays_typed(texts: MainWindow, qtbot) -> None:
    texts.errors.install()
    go_to(texts, TO_WRITE)
    actions = page(texts).story.undertaken
    actions.open_form()
    actions.text.setText("Book reviews")
    actions.due.setText("soon")
    QTimer.singleShot(0, actions.keep.click)
    qtbot.waitUntil(lambda: "“soon” is no date." in texts.shell.messages.text.text())
    go_to(texts, "M009")
    assert actions.text.text() == "Book reviews"
    assert actions.head.text() == f"For {TO_WRITE}"


def test_notes_and_supporting_figures_are_beside(texts: MainWindow) -> None:
    about = measure(texts, TO_WRITE)
    key = named_id("supporting", about.id)
    figure = SupportingFigure(
        id=key, subject=Subject.MEASURE, subject_id=about.id, label="homes suspended", period=QUARTER,
        value=Decimal(13),
    )  # fmt: skip
    work(texts).save([figure], "Set up")
    go_to(texts, TO_WRITE)
    assert "Supporting figures" in beside(texts)
    assert "13 homes suspended" in beside(texts)


def test_a_line_of_figures_is_drawn_with_its_gaps() -> None:
    points = set_points((1.0, None, 3.0, 2.0), QRectF(0, 0, 30, 20))
    assert [each and (each.x(), each.y()) for each in points] == [(0, 20), None, (20, 0), (30, 10)]
    assert [len(stretch) for stretch in stretches(points)] == [1, 2]
    assert set_points((None, None), QRectF(0, 0, 30, 20)) == []


# The page as a whole


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (1280, 720), (960, 540)])
def test_nothing_is_squeezed_at_any_size(texts: MainWindow, size: tuple[int, int]) -> None:
    line = go_to(texts, DRAFT)
    assert line.commentary
    work(texts).mark_commentary(line.commentary, CommentaryStatus.RETURNED, "Please say by when. " * 8)
    work(texts).keep_half_typed(half_typed_key(line.key), "Half typed")
    go_to(texts, "M001")
    go_to(texts, DRAFT)
    texts.shell.messages.tell("A message takes its room too.")
    texts.resize(*size)
    flush()
    shown = page(texts)
    wrapped = [shown.head.title, shown.head.reason, shown.head.about, shown.editor.note, shown.editor.remark]
    for each in wrapped:
        assert not each.isVisible() or each.height() >= each.heightForWidth(each.width())
    assert shown.editor.text.height() >= 80
    assert shown.editor.text.geometry().bottom() < shown.editor.buttons.geometry().top()
    buttons = [each for each in shown.filters.buttons.values() if each.isVisible()]
    assert all(shown.filters.rect().contains(each.geometry()) for each in buttons)
    assert all(each.width() >= each.sizeHint().width() for each in buttons)
    assert shown.story_ground.isVisible() is (size[0] > 1000)
    texts.commands["details"].trigger()
    flush()
    assert shown.story_ground.isVisible() is (size[0] <= 1000)
    assert shown.head.width() <= shown.column.width()
    assert shown.head.minimumSizeHint().width() <= shown.column.width()
    assert shown.editor.minimumSizeHint().width() <= shown.column.width()


def test_every_control_is_named_and_tab_reaches_it(texts: MainWindow, qtbot) -> None:
    write_stray(work(texts))
    go_to(texts, DRAFT)
    assert nameless(texts) == []
    shown = page(texts)
    shown.list.setFocus()
    seen = set()
    for _ in range(40):
        focused = texts.focusWidget()
        seen.add(focused)
        qtbot.keyClick(focused, KEY.Key_Tab)
    wanted = {shown.list, shown.editor.text, shown.editor.offers[Offer.SUBMIT], shown.story, shown.details}
    wanted |= {shown.story.undertaken.add, shown.filters.buttons[None]}
    assert wanted <= seen
