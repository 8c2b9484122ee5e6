"""A whole quarter of the Kent sample keyed by keyboard alone, and what a locked period then refuses."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from ascdesk.expecting import expectations, progress
from ascdesk.locking import locked_by
from ascdesk.model import Flag, Marker
from ascdesk.periods import Period
from tests.ui.conftest import Keys, Opened, page_of
from ui.main_window import MainWindow
from ui.pages.figures import FiguresPage

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
NEXT = Period.quarter(2023, 3)
BEFORE = Period.quarter(2023, 2)
KEY, CONTROL, SHIFT, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, (
    Qt.KeyboardModifier.AltModifier
)  # fmt: skip


def copied(name: str) -> None:
    """Put what LibreOffice put on the clipboard there: its HTML and its tab-separated text."""
    mime = QMimeData()
    mime.setHtml((CLIPBOARD / f"{name}.html").read_text(encoding="utf-8"))
    mime.setText((CLIPBOARD / f"{name}.txt").read_text(encoding="utf-8"))
    QGuiApplication.clipboard().setMimeData(mime)


def held(window: MainWindow, code: str, series: str = "", period: Period = NEXT) -> str:
    """Return what stands for a measure: value and its two numbers, or why there is none."""
    assert window.file
    workspace = window.file.workspace
    found = [each for each in workspace.figures(workspace.measure(code), period) if each.series == series]
    if not found:
        return ""
    (figure,) = found
    if figure.marker:
        return figure.marker.name
    pair = f" ({figure.numerator:f}/{figure.denominator:f})" if figure.numerator and figure.denominator else ""
    return f"{figure.value:.6g}{pair}" if pair else f"{figure.value:f}"


def find(keys: Keys, what: str) -> None:
    """Go to a line of the grid as Ctrl+F does."""
    keys(KEY.Key_F, CONTROL)
    keys(what)
    keys(KEY.Key_Escape)


def to_period(page: FiguresPage, keys: Keys, period: Period) -> None:
    """Go left to the column of an earlier period."""
    for _ in range(8):
        place = page.table.current_place()
        if place is not None and place.period == period:
            return
        keys(KEY.Key_Left)
    raise AssertionError(f"no column of {period}")


def test_a_quarter_is_keyed_by_keyboard_alone(opened: Opened, keys: Keys, qtbot) -> None:
    window = opened("kent", "figures")
    assert window.file
    page = page_of(window, FiguresPage)
    page.table.setFocus()
    keys(KEY.Key_Right, ALT)
    assert window.file.period == NEXT

    # One after the other, as in Excel: a value, a fraction, Excel's own arithmetic, a percentage that is asked about.
    find(keys, "ASCH1 ")
    keys("4.1%")
    keys(KEY.Key_Return)
    keys("3305/4870")
    keys(KEY.Key_Return)
    keys("=1302/5010")
    keys(KEY.Key_Return)
    keys("0.835")
    keys(KEY.Key_Return)
    assert held(window, "ASCH1") == "4.1"
    assert held(window, "ASCH2") == "67.8645 (3305/4870)"
    assert held(window, "ASCH3") == "25.9880 (1302/5010)"
    assert held(window, "ASCH4") == "", "0.835 may be 0.835% or 83.5%: nothing is stored until somebody says which"
    find(keys, "ASCH4")
    keys("83.5")
    keys(KEY.Key_Return)
    assert held(window, "ASCH4") == "83.5"

    # The series of the multi-series measures: one is typed, the one below filled from it and then corrected.
    find(keys, "ASCH8")
    line = page.table.current_line()
    assert line is not None
    assert line.main
    keys(KEY.Key_F4)
    keys(KEY.Key_P)  # not applicable: the figure is that of its series
    qtbot.waitUntil(lambda: held(window, "ASCH8") == Marker.NOT_APPLICABLE.name)
    page.table.setFocus()
    keys(KEY.Key_Down)
    keys("5,412")
    keys(KEY.Key_Return)
    keys(KEY.Key_Up)
    keys(KEY.Key_Down, SHIFT)
    keys(KEY.Key_D, CONTROL)
    assert (held(window, "ASCH8", "Incoming"), held(window, "ASCH8", "Completed")) == ("5412", "5412")
    keys(KEY.Key_Down)
    keys("4961 [p]")
    keys(KEY.Key_Return)
    assert held(window, "ASCH8", "Completed") == "4961"

    # A service's return, copied in LibreOffice: its heading names the quarter, its first column the measures.
    keys(KEY.Key_Home, CONTROL)
    copied("libreoffice_kent")
    steps = len(window.file.workspace.steps())
    keys(KEY.Key_V, CONTROL)
    assert len(window.file.workspace.steps()) == steps + 1, "a paste is one step"
    pasted = {code: held(window, code) for code in ("ASCH5", "ASCH7", "ASCH11", "ASCH12", "ASCH17", "ASCH19")}
    assert pasted == {
        "ASCH5": "594.3", "ASCH7": "20411", "ASCH11": "2640", "ASCH12": "528", "ASCH17": "", "ASCH19": "703",
    }  # fmt: skip
    assert held(window, "ASCH4") == "83.5", "what the block does not name stays"

    # Undo of the paste takes all of it back, and nothing else; redo brings it again.
    keys(KEY.Key_Z, CONTROL)
    assert {held(window, code) for code in pasted} == {""}
    assert held(window, "ASCH8", "Completed") == "4961"
    keys(KEY.Key_Y, CONTROL)
    assert held(window, "ASCH19") == "703"

    # What the return left blank, and the remaining series.
    find(keys, "ASCH17")
    keys("n/a")
    keys(KEY.Key_Return)
    assert held(window, "ASCH17") == Marker.NOT_AVAILABLE.name
    find(keys, "ASCH13")
    keys(KEY.Key_Down)
    keys("2204")
    keys(KEY.Key_Return)
    find(keys, "ASCH18")
    keys(KEY.Key_Down)
    keys("2150")
    keys(KEY.Key_Return)
    assert held(window, "ASCH13", "Reviews completed") == "2204"
    assert held(window, "ASCH18", "Completed") == "2150"
    # Three run a quarter in arrears: what is due of them now is the quarter before.
    for code, typed in (("ASCH2", "3260/4850"), ("ASCH4", "83%"), ("ASCH5", "590.2")):
        find(keys, code)
        to_period(page, keys, BEFORE)
        keys(typed)
        keys(KEY.Key_Return)
    assert held(window, "ASCH5", period=BEFORE) == "590.2"
    done = progress(expectations(window.file.card))
    assert (done.due, done.expected) == (0, done.there + done.explained), "every figure of the quarter is in"


def test_a_figure_of_an_earlier_quarter_asks_why_it_is_revised(opened: Opened, keys: Keys) -> None:
    window = opened("kent", "figures")
    assert window.file
    page = page_of(window, FiguresPage)
    keys(KEY.Key_Right, ALT)
    page.table.setFocus()
    find(keys, "ASCH18")
    to_period(page, keys, BEFORE)
    keys("2,101")
    keys(KEY.Key_Return)
    assert held(window, "ASCH18", period=BEFORE) == "2093", "it waits for its reason"
    keys("Late returns from two homes")
    keys(KEY.Key_Return)
    (figure,) = [
        each
        for each in window.file.workspace.figures(window.file.workspace.measure("ASCH18"), BEFORE)
        if not each.series
    ]
    assert (str(figure.value), figure.why, Flag.REVISED in figure.flags) == (
        "2101",
        "Late returns from two homes",
        True,
    )


def test_a_locked_quarter_takes_nothing_and_says_who_locked_it(opened: Opened, keys: Keys) -> None:
    window = opened("kent", "figures")
    assert window.file
    workspace = window.file.workspace
    page = page_of(window, FiguresPage)
    page.table.setFocus()
    keys(KEY.Key_L, CONTROL)
    keys("Signed off by the management team")
    keys(KEY.Key_Return)
    state = locked_by(BEFORE, workspace.calendar())
    assert state is not None
    assert (state.person, state.reason) == (workspace.author, "Signed off by the management team")
    before = len(workspace.steps())
    page.table.setFocus()
    find(keys, "ASCH18")
    keys("9")
    keys(KEY.Key_Return)
    said = window.shell.messages.text.text()
    assert said.startswith(f"Quarter 2 2023/24 is locked by {workspace.author}: Signed off by the management team.")
    copied("libreoffice_kent")
    keys(KEY.Key_Delete)
    keys(KEY.Key_V, CONTROL)
    assert held(window, "ASCH18", period=BEFORE) == "2093"
    assert len(workspace.steps()) == before
