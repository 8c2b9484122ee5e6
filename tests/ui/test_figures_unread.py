"""Texts that make no figure, a file that takes nothing, and what is said of them."""

import sys
from collections.abc import Callable, Iterator

import pytest

from tests.ui.conftest import flush
from tests.ui.keyed_sheet import (
    CONTROL,
    KEY,
    Q1,
    agree,
    grid,
    grid_of,
    hit,
    keyed,
    look,
    page,
    paste,
    shown,
    stand,
    told,
    value,
    where,
)
from ui.main_window import MainWindow
from ui.models.figures import Column, Mark
from ui.page import Spot

__all__ = ["hit", "keyed"]


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


def test_undo_is_not_offered_for_a_figure_before_the_last(keyed: MainWindow, hit, qtbot) -> None:
    stand(keyed, "ASCH2", Column.PREVIOUS)
    hit("70", KEY.Key_Return)
    agree(keyed, qtbot)
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
