from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt

from ascdesk.expecting import Progress
from ascdesk.identity import commentary_id
from ascdesk.model import Action, Commentary, CommentaryStatus, EntityId, Subject
from ascdesk.outstanding import Kind, Matter
from ascdesk.periods import Period
from ascdesk.scorecard import Tally
from tests.ui.conftest import Opened, flush, page_of, row_of
from tests.ui.test_everywhere import nameless
from ui.main_window import MainWindow
from ui.models.matters import FEW
from ui.pages.overview import OverviewPage, nothing_words
from ui.widgets.overview_card import MatterCard
from ui.widgets.overview_columns import column_count, shared_out
from ui.widgets.overview_head import progress_words
from ui.widgets.overview_list import pieces as share_pieces
from ui.widgets.tally_bar import pieces

Q2 = Period.quarter(2020, 2)


def overview(window: MainWindow) -> OverviewPage:
    return page_of(window, OverviewPage)


def card_of(window: MainWindow, kind: Kind) -> MatterCard:
    return next(card for card in overview(window).cards if kind in card.topic.kinds)


def lines(card: MatterCard) -> list[str]:
    return [card.model.data(card.model.index(row)) for row in range(card.model.rowCount())]


@pytest.fixture
def shown(opened: Opened) -> MainWindow:
    """The scorecard sample on its Overview."""
    return opened("scorecard", "overview")


def clear(window: MainWindow, *codes: str) -> None:
    assert window.file
    figures = [row_of(window, code).figure for code in codes]
    window.file.workspace.remove([each for each in figures if each], "Clear")


def test_a_file_opens_on_the_overview(window: MainWindow, sample_file: Callable[[str], Path]) -> None:
    window.open_file(sample_file("scorecard"))
    page = overview(window)
    assert page.head.period.text() == "Quarter 2 2020/21"
    assert page.first().hasFocus()
    assert page.head.progress.text().startswith("26 of 31 figures are in, 5 say why there is none; 5 of ")


def test_the_tally_stands_beside_that_of_the_period_before(shown: MainWindow) -> None:
    assert shown.file
    now, before = overview(shown).head.bars
    assert now.tally == shown.file.card.tally
    assert before.tally == shown.file.workspace.scorecard(Q2.previous()).tally
    assert now.accessibleName().startswith("Quarter 2 2020/21: ")
    shown.file.show_period(Q2.previous())
    assert not overview(shown).head.bars[1].isVisible()
    assert overview(shown).head.none.text() == "No figures are held for it."


def test_what_there_is_none_of_is_said_in_one_line(shown: MainWindow) -> None:
    page = overview(shown)
    visible = [card.topic.title for card in page.cards if card.isVisible()]
    assert visible == ["Odd", "Red without commentary", "Waiting for review"]
    assert page.nothing.text() == (
        "Nothing due · nothing missing · nothing flagged · nothing sent back · no action overdue · "
        "no commentary unplaced."
    )


def test_a_cleared_figure_is_due_at_once_and_undo_takes_it_off(shown: MainWindow, qtbot) -> None:
    clear(shown, "M005")
    card = card_of(shown, Kind.DUE)
    assert card.isVisible()
    assert (card.count.text(), lines(card)) == ("1", [f"M005 · {row_of(shown, 'M005').measure.title}"])
    qtbot.waitUntil(lambda: shown.shell.navigation.buttons["figures"].count == 1)
    shown.commands["undo"].trigger()
    assert not card.isVisible()
    assert shown.shell.navigation.buttons["figures"].count == 0


def test_enter_leads_to_the_figure(shown: MainWindow, qtbot) -> None:
    clear(shown, "M001", "M005")
    assert shown.file
    card = card_of(shown, Kind.DUE)
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Down)
    qtbot.keyClick(card.list, Qt.Key.Key_Return)
    assert shown.file.spot.page == "figures"
    assert shown.file.spot.measure == row_of(shown, "M005").measure.id


def test_the_line_that_the_keyboard_begins_on_is_nobodys_choice(shown: MainWindow, qtbot) -> None:
    assert shown.file
    card = card_of(shown, Kind.ODD_COMPARATOR)
    assert card.list.hasFocus()
    assert shown.file.spot.measure is None
    qtbot.keyClick(card.list, Qt.Key.Key_Down)
    second = card.model.matters[1]
    assert isinstance(second, Matter)
    assert second.measure
    assert shown.file.spot.measure == second.measure.id


def test_a_click_leads_to_the_commentary(shown: MainWindow, qtbot) -> None:
    assert shown.file
    card = card_of(shown, Kind.RED)
    at = card.list.visualRect(card.model.index(1)).center()
    qtbot.mouseClick(card.list.viewport(), Qt.MouseButton.LeftButton, pos=at)
    matter = card.model.matters[1]
    assert isinstance(matter, Matter)
    assert matter.measure
    assert (shown.file.spot.page, shown.file.spot.measure) == ("commentary", matter.measure.id)


def test_a_gap_leads_to_its_own_period(opened: Opened, qtbot) -> None:
    window = opened("ascof", "overview")
    assert window.file
    card = card_of(window, Kind.MISSING)
    assert card.isVisible()
    gap = card.model.matters[0]
    assert gap.period < window.file.period
    card.list.setFocus()
    qtbot.keyClick(card.list, Qt.Key.Key_Return)
    assert window.file.period == gap.period
    assert window.file.spot.page == "figures"


def test_a_long_card_unfolds(shown: MainWindow, qtbot) -> None:
    codes = [f"M{number:03}" for number in range(2, 11)]
    clear(shown, *codes)
    card = card_of(shown, Kind.DUE)
    assert len(lines(card)) == FEW
    assert card.more.text() == f"Show all {len(card.model.matters)}"
    height = card.height()
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    assert len(lines(card)) == len(card.model.matters) > FEW
    assert card.height() > height
    assert card.more.text() == "Show fewer"
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    assert card.height() == height


def test_a_card_does_not_hide_a_single_line_behind_a_button(shown: MainWindow) -> None:
    card = card_of(shown, Kind.DUE)
    begun = len(card.model.matters)
    clear(shown, *[f"M{number:03}" for number in range(2, 2 + FEW + 1 - begun)])
    assert len(card.model.matters) == FEW + 1
    assert len(lines(card)) == FEW + 1
    assert not card.more.isVisible()


def test_cards_are_shared_out_so_that_no_column_is_much_longer() -> None:
    heights = [240, 105, 155, 125, 140, 300]
    way = shared_out(heights, 3)
    assert way[:3] == (0, 1, 2)
    longest = max(sum(h for h, at in zip(heights, way, strict=True) if at == column) for column in range(3))
    assert longest == 405
    assert shared_out([100], 3) == (0,)
    assert shared_out([500, 100, 100, 100], 2) == (0, 1, 1, 1)


def test_texts_and_actions_are_listed_with_what_is_to_do(shown: MainWindow, qtbot) -> None:
    assert shown.file
    workspace, row = shown.file.workspace, row_of(shown, "M002")
    assert row.commentary
    workspace.mark_commentary(row.commentary, CommentaryStatus.RETURNED, "Say by when.")
    loose = Commentary(
        id=commentary_id(Subject.UNPLACED, EntityId("loose"), Q2), subject=Subject.UNPLACED,
        subject_id=EntityId("loose"), period=Q2, text="Fewer people wait.",
    )  # fmt: skip
    late = Action(
        id=EntityId("late"), subject=Subject.MEASURE, subject_id=row.measure.id, text="Book the reviews.",
        due=workspace.today() - timedelta(days=9),
    )  # fmt: skip
    workspace.save([loose, late], "Add")
    texts = {kind: card_of(shown, kind).model.texts(0) for kind in (Kind.SENT_BACK, Kind.UNPLACED, Kind.OVERDUE)}
    name = f"M002 · {row.measure.title}"
    assert texts == {
        Kind.SENT_BACK: (name, "Say by when."),
        Kind.UNPLACED: ("Under no heading", "Fewer people wait."),
        Kind.OVERDUE: (name, "Book the reviews. Due 9 days ago."),
    }
    shown.file.show_period(Q2.previous())
    assert not card_of(shown, Kind.OVERDUE).isVisible()
    assert "overdue" not in overview(shown).nothing.text()
    shown.file.show_period(Q2)
    unplaced = card_of(shown, Kind.UNPLACED)
    unplaced.list.setFocus()
    qtbot.keyClick(unplaced.list, Qt.Key.Key_Return)
    assert shown.file.spot.page == "commentary"


@pytest.mark.parametrize(("width", "height"), [(1366, 768), (1093, 614), (960, 540)])
def test_no_card_stands_on_another_or_beyond_the_page(shown: MainWindow, width: int, height: int) -> None:
    clear(shown, *[f"M{number:03}" for number in range(2, 11)])
    shown.resize(width, height)
    page = overview(shown)
    cards = [card for card in page.cards if card.isVisible()]
    for card in cards:
        assert page.columns.rect().contains(card.geometry())
        assert card.list.height() >= card.list.viewportSizeHint().height()
        assert not [other for other in cards if other is not card and other.geometry().intersects(card.geometry())]
    assert page.area.horizontalScrollBar().maximum() == 0


def test_cards_reflow_with_the_width() -> None:
    assert [column_count(width, 8) for width in (1180, 1009, 876, 500)] == [3, 3, 2, 1]
    assert column_count(1180, 1) == 2


def test_tab_goes_from_card_to_card_and_arrows_keep_the_line_in_sight(opened: Opened, qtbot) -> None:
    window = opened("ascof", "overview")
    window.resize(960, 540)
    window.activateWindow()
    page, card = overview(window), card_of(window, Kind.MISSING)
    card.unfold(True)
    flush()
    card.list.setFocus()
    for _ in card.model.matters[1:]:
        qtbot.keyClick(card.list, Qt.Key.Key_Down)
    line = card.list.visualRect(card.list.currentIndex())
    at = card.list.viewport().mapTo(page.area.viewport(), QPoint(0, line.bottom()))
    assert 0 < at.y() <= page.area.viewport().height()
    qtbot.keyClick(card.list, Qt.Key.Key_Tab)
    assert window.focusWidget() is card.more
    qtbot.keyClick(card.more, Qt.Key.Key_Tab)
    assert window.focusWidget() is card_of(window, Kind.ODD_FIGURE).list


def test_every_line_speaks_and_every_control_has_a_name(shown: MainWindow) -> None:
    card = card_of(shown, Kind.RED)
    spoken = card.model.data(card.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("M0")
    assert "Red." in spoken
    assert card.list.accessibleName() == f"Red without commentary: {len(card.model.matters)}"
    assert nameless(overview(shown)) == []


def test_models_of_matters_are_sound(shown: MainWindow, qtmodeltester) -> None:
    qtmodeltester.check(card_of(shown, Kind.RED).model)


def test_the_navigation_says_how_much_waits(shown: MainWindow, qtbot) -> None:
    buttons = shown.shell.navigation.buttons
    assert buttons["commentary"].count == 10
    assert buttons["commentary"].accessibleDescription() == "10 texts to see to"
    assert buttons["figures"].accessibleDescription() == ""
    before = buttons["figures"].grab().toImage()
    clear(shown, "M005", "M002")
    qtbot.waitUntil(lambda: buttons["figures"].accessibleDescription() == "2 figures due")
    assert buttons["figures"].grab().toImage() != before
    shown.resize(960, 540)
    narrow = buttons["figures"].grab().toImage()
    shown.shell.navigation.show_counts({})
    assert buttons["figures"].grab().toImage() == narrow


def test_progress_is_a_sentence() -> None:
    assert progress_words(Progress(31, 24), 12, 19) == "24 of 31 figures are in; 12 of 19 commentaries are approved."
    assert progress_words(Progress(1, 0, 1), 0, 1) == (
        "0 of 1 figure is in, 1 says why there is none; 0 of 1 commentary is approved."
    )
    assert progress_words(Progress(), 0, 0) == "No figure is due for this period; no commentary has been written."
    assert nothing_words(["nothing odd", "nothing sent back"]) == "Nothing odd · nothing sent back."
    assert nothing_words(["no commentary unplaced"]) == nothing_words([]) == ""


def test_a_tally_gives_every_piece_room_for_its_words_and_its_share_of_the_rest() -> None:
    from ascdesk.model import Rating

    needed = dict.fromkeys(Rating, 40.0)
    widths = pieces(Tally(green=97, amber=1, red=2), needed, 404)
    assert widths == {Rating.GREEN: 320.0, Rating.AMBER: 40.0, Rating.RED: 40.0}
    assert pieces(Tally(), needed, 404) == {}


def press(window: MainWindow, card: MatterCard, qtbot, row: int = 0) -> None:
    card.list.setFocus()
    for _ in range(row):
        qtbot.keyClick(card.list, Qt.Key.Key_Down)
    qtbot.keyClick(card.list, Qt.Key.Key_Return)


def test_flags_of_every_period_are_listed_counted_and_one_enter_away(shown: MainWindow, qtbot) -> None:
    assert shown.file
    workspace, row = shown.file.workspace, row_of(shown, "M005")
    workspace.flag(row_of(shown, "M002").measure, Q2, "Ask the provider")
    workspace.flag(row.measure, Q2.previous(), "Is this before the recount?")
    card = card_of(shown, Kind.FLAGGED)
    assert [card.model.texts(each)[1].partition(" Flagged by ")[0] for each in (0, 1)] == [
        "Ask the provider.",
        "Is this before the recount?",
    ]
    overview_button = shown.shell.navigation.buttons["overview"]
    qtbot.waitUntil(lambda: overview_button.accessibleDescription() == "2 flags")
    assert shown.shell.status.counts.text().endswith(" · 2 flags")
    press(shown, card, qtbot, 1)
    assert (shown.file.spot.page, shown.file.spot.measure, shown.file.period) == (
        "figures",
        row.measure.id,
        Q2.previous(),
    )
    shown.commands["undo"].trigger()
    qtbot.waitUntil(lambda: overview_button.accessibleDescription() == "1 flag")


def test_what_was_explained_is_folded_away_and_one_enter_from_being_read(shown: MainWindow, qtbot) -> None:
    assert shown.file
    workspace, row = shown.file.workspace, row_of(shown, "M005")
    workspace.set_figure(row.measure, Q2, "812", why="A test")
    odd = card_of(shown, Kind.ODD_FIGURE)
    here = [each for each in odd.model.matters if isinstance(each, Matter) and each.measure == row.measure]
    assert here
    found = [each for each in workspace.findings(shown.file.card) if each.row.measure == row.measure and each.oddity]
    figure = row_of(shown, "M005").figure
    assert figure
    workspace.explain(row.measure, figure, [each.oddity.check for each in found if each.oddity], "It was counted anew")
    left = [each for each in odd.model.matters if isinstance(each, Matter) and each.measure == row.measure]
    assert left == []
    card = card_of(shown, Kind.EXPLAINED)
    assert card.isVisible()
    assert lines(card) == []
    assert not card.list.isVisible()
    card.more.setFocus()
    qtbot.keyClick(card.more, Qt.Key.Key_Space)
    assert len(lines(card)) == len(card.model.matters) == len(here)
    assert card.model.texts(0)[1].endswith(": It was counted anew.")
    press(shown, card, qtbot)
    assert (shown.file.spot.page, shown.file.spot.measure) == ("figures", row.measure.id)


def test_enter_on_the_lock_opens_the_panel_that_unlocks(shown: MainWindow, qtbot) -> None:
    assert shown.file
    assert shown.calendar
    shown.file.workspace.lock(Q2, "Signed off")
    card = card_of(shown, Kind.LOCKED)
    name, said = card.model.texts(0)
    assert name == "Quarter 2 2020/21"
    assert said.startswith("Locked by ")
    assert said.endswith(": Signed off.")
    press(shown, card, qtbot)
    panel = shown.calendar.panel
    assert panel.isVisible()
    assert panel.reason.hasFocus()
    assert panel.turn.text() == "Unlock Quarter 2 2020/21"


def test_what_is_due_says_since_when(shown: MainWindow) -> None:
    assert shown.file
    clear(shown, "M005")
    card = card_of(shown, Kind.DUE)
    assert card.about.text().startswith("Expected by how often")
    shown.file.workspace.set_closing(Q2, date(2020, 10, 14))
    assert card.about.text().startswith("Due since 14 October 2020. Expected by how often")
    assert overview(shown).head.closes.text().endswith(" days ago: Wednesday 14 October 2020.")
    shown.file.workspace.lock(Q2, "Signed off")
    assert not overview(shown).head.closes.isVisible()


def test_sections_say_how_far_they_are_and_lead_to_their_first_missing_figure(shown: MainWindow, qtbot) -> None:
    assert shown.file
    card = overview(shown).shares[0]
    assert card.isVisible()
    row = row_of(shown, "M005")
    assert row.section
    at = [name for name, _ in map(card.model.texts, range(len(card.model.matters)))].index(row.section.title)
    before = card.model.texts(at)[1]
    assert "missing" not in before
    clear(shown, "M005")
    said = card.model.texts(at)[1]
    assert " · 1 missing · " in said
    spoken = card.model.data(card.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert " in · " in spoken
    card.unfold(True)
    press(shown, card, qtbot, at)
    assert (shown.file.spot.page, shown.file.spot.measure) == ("figures", row.measure.id)


def test_owners_have_a_card_where_measures_have_owners(shown: MainWindow, qtbot) -> None:
    assert shown.file
    card = overview(shown).shares[1]
    assert not card.isVisible()
    measures = [replace(each, owner="A. Head") for each in shown.file.workspace.measures()[:4]]
    shown.file.workspace.save(measures, "Owners")
    assert card.isVisible()
    assert lines(card) == ["A. Head", "No owner"]
    press(shown, card, qtbot)
    assert shown.file.spot.measure in {each.id for each in measures}


def test_a_bar_shows_what_is_in_what_says_why_not_and_what_is_missing() -> None:
    assert share_pieces(Progress(10, 5, 2), 100) == (50, 20, 30)
    assert share_pieces(Progress(400, 398, 1), 100) == (94, 3, 3)  # one of 400 is seen
    assert share_pieces(Progress(), 100) == (0, 0, 100)


def test_a_locked_month_within_the_quarter_is_told_and_led_to(shown: MainWindow, qtbot) -> None:
    assert shown.file
    assert shown.calendar
    august = Period.month(2020, 8)
    shown.file.workspace.lock(august, "Signed off")
    assert shown.shell.state.text().strip() == "Open"
    card = card_of(shown, Kind.LOCKED)
    assert lines(card) == ["August 2020"]
    press(shown, card, qtbot)
    assert shown.file.period == august
    assert shown.calendar.panel.isVisible()
    assert shown.calendar.panel.turn.text() == "Unlock August 2020"
