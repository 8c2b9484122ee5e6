"""A small file on the Figures page, and hands to key it with."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication

from ascdesk.__main__ import new_workspace
from ascdesk.identity import figure_id, measure_id, placement_id, section_id, target_id
from ascdesk.model import (
    Entity,
    Figure,
    Measure,
    Placement,
    Polarity,
    Section,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period
from tests.ui.conftest import page_of
from ui.main_window import MainWindow
from ui.models.figures import LOOK, Column, Look
from ui.page import Spot
from ui.pages.figures import FiguresPage
from ui.widgets.figures_table import FiguresTable

FRAMEWORK = "Care plan"
Q2 = Period.quarter(2023, 2)
Q1 = Q2.previous()
KEY, NO_KEYS = Qt.Key, Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier,
)  # fmt: skip
ROLE = Qt.ItemDataRole


def contents() -> list[Entity]:
    """Two sections: three percentages and a count with two series; the first stands in both."""
    sections = [
        Section(id=section_id(FRAMEWORK, title, None), framework=FRAMEWORK, title=title, position=at)
        for at, title in enumerate(("Access", "Support"))
    ]
    kinds = [(Unit.PERCENT, ())] * 3 + [(Unit.COUNT, ("Incoming", "Completed"))]
    measures = [
        Measure(
            id=measure_id(FRAMEWORK, f"ASCH{n}", f"Share {n}"), framework=FRAMEWORK, code=f"ASCH{n}",
            title=f"Share {n} of all", unit=unit, series=series, polarity=Polarity.HIGHER,
        )
        for n, (unit, series) in enumerate(kinds, 1)
    ]  # fmt: skip
    standing = [(sections[0], each) for each in measures[:2]] + [(sections[1], each) for each in measures[2:]]
    standing.append((sections[1], measures[0]))
    figures = [held(each, Q1, 72) for each in measures[:3]] + [held(measures[0], Q2, 66)]
    return [
        *sections, *measures, *figures,
        *(Placement(id=placement_id(s.id, m.id), section=s.id, measure=m.id, position=at)
          for at, (s, m) in enumerate(standing)),
        *(Target(id=target_id(m.id, Q2.financial_year), measure=m.id, year=Q2.financial_year,
                 kind=TargetKind.NUMBER, value=Decimal(90), threshold=Decimal(80)) for m in measures[:3]),
    ]  # fmt: skip


def held(measure: Measure, period: Period, value: int) -> Figure:
    return Figure(id=figure_id(measure.id, period), measure=measure.id, period=period, value=Decimal(value))


@pytest.fixture
def keyed(window: MainWindow, tmp_path: Path) -> MainWindow:
    """A window on the Figures page of a small file, the cursor on the first figure."""
    path = tmp_path / "plan.ascdesk"
    with new_workspace(path, None) as workspace:
        workspace.save(contents(), "Set up")
    window.open_file(path)
    assert window.file
    window.file.go(Spot("figures"))
    return window


@pytest.fixture
def hit(keyed: MainWindow, qtbot) -> Callable[..., None]:
    """Press keys one after another on whatever has the keyboard: texts are typed, keys pressed."""

    def press(*keys: object, held: Qt.KeyboardModifier = NO_KEYS) -> None:
        for each in keys:
            focused = keyed.focusWidget()
            if isinstance(each, str):
                for letter in each:
                    qtbot.keyClick(keyed.focusWidget(), letter)
            else:
                qtbot.keyClick(focused, each, held)

    return press


def agree(window: MainWindow, qtbot, why: str = "Late returns") -> None:
    """Give the reason that the bar above the grid asks for."""
    bar = page(window).paste_bar
    assert bar.isVisible()
    qtbot.keyClicks(bar.why, why)
    qtbot.keyClick(bar.why, KEY.Key_Return)


def grid_of(window: MainWindow) -> FiguresTable:
    """The grid, also while another page is shown."""
    assert window.file
    made = window.file.pages["figures"]
    assert isinstance(made, FiguresPage)
    return made.table


def page(window: MainWindow) -> FiguresPage:
    return page_of(window, FiguresPage)


def grid(window: MainWindow) -> FiguresTable:
    return page(window).table


def numbered(window: MainWindow, code: str, series: str = "") -> int:
    table = grid(window)
    lines = [(n, table.sheet.shown[n]) for n in table.line_numbers()]
    return next(n for n, line in lines if (line.measure.code, line.series) == (code, series))  # type: ignore[union-attr]


def stand(window: MainWindow, code: str, column: int = Column.CURRENT, series: str = "") -> None:
    grid(window).setFocus()
    grid(window).stand(numbered(window, code, series), column)


def shown(window: MainWindow, code: str, column: int = Column.CURRENT, series: str = "") -> str:
    return str(grid(window).sheet.index(numbered(window, code, series), column).data())


def look(window: MainWindow, code: str, column: int = Column.CURRENT) -> Look:
    found = grid(window).sheet.index(numbered(window, code), column).data(LOOK)
    assert isinstance(found, Look)
    return found


def where(window: MainWindow) -> tuple[str, int]:
    line = grid(window).current_line()
    at = grid(window).currentIndex()
    return (line.measure.code if line else str(at.data())), at.column()


def stored(window: MainWindow, code: str, period: Period = Q2) -> list[Figure]:
    assert window.file
    workspace = window.file.workspace
    return list(workspace.figures(workspace.measure(code), period))


def value(window: MainWindow, code: str, period: Period = Q2) -> Any:
    figures = stored(window, code, period)
    return figures[0].value if figures else None


def told(window: MainWindow) -> str:
    return window.shell.messages.text.text() if window.shell.messages.isVisible() else ""


def steps(window: MainWindow) -> int:
    assert window.file
    return len(window.file.workspace.steps())


def paste(window: MainWindow, hit: Callable[..., None], text: str = "", html: str = "") -> None:
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)
    hit(KEY.Key_V, held=CONTROL)
