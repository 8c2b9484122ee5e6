"""The period that the window shows: one step back or on, or any that is held."""

from __future__ import annotations

from itertools import groupby

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton
from typing_extensions import override

from ascdesk.periods import Period, PeriodKind, show_period
from ui.icons import RECOLOURED, icon
from ui.tokens import tokens_now

KIND_WORDS = {
    PeriodKind.QUARTER: "Quarters",
    PeriodKind.MONTH: "Months",
    PeriodKind.HALF: "Half years",
    PeriodKind.YEAR: "Years",
}


def neighbours(periods: tuple[Period, ...], shown: Period | None) -> tuple[Period | None, Period | None]:
    """Return the held periods of the shown one's length before and after it."""
    if shown is None:
        return None, None
    alike = [each for each in periods if each.kind is shown.kind]
    before = max((each for each in alike if each < shown), default=None)
    after = min((each for each in alike if each > shown), default=None)
    return before, after


class PeriodPicker(QFrame):
    """Two arrows and a menu. Emits `picked` with a Period."""

    picked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("period")
        self.setAccessibleName("Period")
        self.setFixedHeight(34)
        self.periods: tuple[Period, ...] = ()
        self.shown: Period | None = None
        self.back = self._arrow("Previous period (Alt+Left)")
        self.on = self._arrow("Next period (Alt+Right)")
        self.button = QToolButton()
        self.button.setObjectName("shown")
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.button.setMenu(QMenu(self.button))
        self.button.setMinimumWidth(150)
        self.button.setFixedHeight(32)
        self.button.setToolTip("Choose a period")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        for part in (self.back, self.button, self.on):
            layout.addWidget(part)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self._draw_icons()
        self.show_periods((), None)

    def show_periods(self, periods: tuple[Period, ...], shown: Period | None) -> None:
        """Offer these periods and show one of them."""
        self.periods, self.shown = periods, shown
        before, after = neighbours(periods, shown)
        self.back.setEnabled(before is not None)
        self.on.setEnabled(after is not None)
        text = show_period(shown) if shown else "No period yet"
        self.button.setText(text)
        self.button.setAccessibleName(f"Period: {text}")
        self.button.setEnabled(bool(periods))
        self._fill_menu()

    def step(self, way: int) -> None:
        """Go one period back or on, where one is held."""
        before, after = neighbours(self.periods, self.shown)
        where = before if way < 0 else after
        if where is not None:
            self.picked.emit(where)

    def _arrow(self, tip: str) -> QToolButton:
        button = QToolButton()
        button.setIconSize(QSize(16, 16))
        button.setFixedHeight(32)
        button.setToolTip(tip)
        button.setAccessibleName(tip.partition(" (")[0])
        return button

    def _fill_menu(self) -> None:
        menu = self.button.menu()
        menu.clear()
        group = QActionGroup(menu)
        order = list(KIND_WORDS)
        for kind, periods in groupby(sorted(self.periods, key=lambda each: order.index(each.kind)), _kind):
            menu.addSection(KIND_WORDS[kind])
            for period in sorted(periods, reverse=True):
                menu.addAction(self._choice(period, group))

    def _choice(self, period: Period, group: QActionGroup) -> QAction:
        action = QAction(show_period(period), self.button.menu())
        action.setCheckable(True)
        action.setChecked(period == self.shown)
        action.triggered.connect(lambda: self.picked.emit(period))
        group.addAction(action)
        return action

    def _draw_icons(self) -> None:
        tokens = tokens_now()
        self.back.setIcon(icon("previous", tokens.second, tokens.line))
        self.on.setIcon(icon("next", tokens.second, tokens.line))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOURED:
            self._draw_icons()


def _kind(period: Period) -> PeriodKind:
    return period.kind
