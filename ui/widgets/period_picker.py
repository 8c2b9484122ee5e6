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
from ui.widgets.period_field import PeriodField

KIND_WORDS = {
    PeriodKind.QUARTER: "Quarters",
    PeriodKind.MONTH: "Months",
    PeriodKind.HALF: "Half years",
    PeriodKind.YEAR: "Years",
}
# A longer menu than this would not fit on a laptop: then only the latest of each kind stand in it.
MOST = 16
LATEST = {PeriodKind.QUARTER: 4, PeriodKind.MONTH: 3, PeriodKind.HALF: 2, PeriodKind.YEAR: 2}


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
        self.field = PeriodField(self)
        self.field.typed.connect(self.picked)
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
        if (periods, shown) == (self.periods, self.shown) and self.button.menu().actions():
            return
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
            latest_first = sorted(periods, reverse=True)
            latest = LATEST[kind]
            whole = len(self.periods) <= MOST or len(latest_first) <= latest + 1
            for period in latest_first if whole else latest_first[:latest]:
                menu.addAction(self._choice(period, group))
            if not whole:
                self._fill_earlier(menu.addMenu(f"Earlier {KIND_WORDS[kind].lower()}"), latest_first[latest:], group)
        menu.addSeparator()
        menu.addAction("Another period…", self.ask)

    def _fill_earlier(self, menu: QMenu, periods: list[Period], group: QActionGroup) -> None:
        """Put periods into a menu, by financial year where they are many."""
        for year, inside in groupby(periods, lambda each: each.financial_year):
            many = len(periods) > MOST
            where = menu.addMenu(show_period(year)) if many else menu
            for period in inside:
                where.addAction(self._choice(period, group))

    def ask(self) -> None:
        """Open the field for a period that is not in the menu."""
        self.field.ask(self.mapToGlobal(self.rect().bottomLeft()), self.shown)

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
