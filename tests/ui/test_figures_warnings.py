"""Figures that look odd, their notes, and the panel beside the grid."""

from decimal import Decimal

from ascdesk.sifting import Shown
from tests.ui.conftest import flush
from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    grid,
    hit,
    keyed,
    look,
    page,
    stand,
    stored,
)
from ui.main_window import MainWindow
from ui.models.figures import Mark
from ui.page import Spot
from ui.tokens import LIGHT

__all__ = ["hit", "keyed"]


def test_an_odd_figure_is_tinted_and_says_why(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH2")
    hit("720", KEY.Key_Return)
    stand(keyed, "ASCH2")
    flush()
    assert look(keyed, "ASCH2").mark is Mark.ODD
    panel = page(keyed).panel
    assert panel.check.text().startswith("720% is outside 0% to 100%.")
    qtbot.waitUntil(lambda: page(keyed).filters.buttons[Shown.CHECK].text() == "To check 1")
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


def test_a_note_stands_beside_an_odd_figure_and_does_not_settle_it(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH2")
    hit("120", KEY.Key_Return)
    stand(keyed, "ASCH2")
    flush()
    hit(KEY.Key_Semicolon, held=CONTROL)
    hit("Late claims", KEY.Key_Return)
    flush()
    (figure,) = stored(keyed, "ASCH2")
    assert (figure.note, figure.value) == ("Late claims", Decimal(120))
    assert (look(keyed, "ASCH2").mark, look(keyed, "ASCH2").has_note) == (Mark.ODD, True)
    assert look(keyed, "ASCH2").said.endswith("Note: Late claims")
    qtbot.waitUntil(lambda: page(keyed).filters.buttons[Shown.CHECK].text() == "To check 1")
    qtbot.waitUntil(lambda: page(keyed).panel.history.isVisible())
    assert [each.shown for each in page(keyed).panel.history.values] == ["120%"]
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
    qtbot.waitUntil(panel.history.isVisible)
    assert panel.caption.text() == "ASCH1 · Quarter 2 2023/24"
    assert (panel.value.text(), panel.pair.text()) == ("75%", "33 of 44")
    assert "below the floor of 80%" in panel.reason.text()
    assert panel.target.text() == "Target: 90%"
    assert [each.shown.text() for each in panel.history.entries] == ["75%", "66%"]
    assert panel.history.entries[0].how.text().endswith(" · typed")
    assert not panel.check.isVisible()
