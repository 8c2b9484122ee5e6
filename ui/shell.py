"""What stands around every page: navigation, the bar on top, the message bar and the status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenuBar, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ui.widgets.labels import button
from ui.widgets.message_bar import MessageBar
from ui.widgets.navigation import Navigation
from ui.widgets.past_band import PastBand
from ui.widgets.period_picker import PeriodPicker
from ui.widgets.period_state import PeriodState
from ui.widgets.search import Destination, SearchBox
from ui.widgets.status import StatusLine

ROOM_FOR_NAMES = 1180
# Narrower than this, what stands beside the period is said in a word.
ROOM_FOR_WORDS = 1040


class Shell(QWidget):
    """Lays out the window; what its parts do is connected elsewhere."""

    def __init__(self, offers: Callable[[], Sequence[Destination]]) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.navigation = Navigation()
        self.menus = QMenuBar()
        self.menus.setAccessibleName("Menus")
        self.menus.setNativeMenuBar(False)
        self.menus.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.period, self.state = PeriodPicker(), PeriodState()
        self.search = SearchBox(offers)
        self.import_, self.export = button("Import…", tip="Import a return (Ctrl+I)"), button("Export…")
        self.export.setToolTip("Export a report to Excel or CSV (Ctrl+E)")
        self.export.setProperty("role", "primary")
        self.past = PastBand()
        self.messages = MessageBar()
        self.pages = QStackedWidget()
        self.status = StatusLine()
        self._lay_out()

    def _lay_out(self) -> None:
        right = self._right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self._top(), self.past, self.messages):
            right.addWidget(part)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)

    def put_under_top(self, panel: QWidget) -> None:
        """Give a panel a place below the top bar, across the whole page."""
        self._right.insertWidget(1, panel)

    def _top(self) -> QFrame:
        top = QFrame()
        top.setObjectName("topbar")
        top.setFixedHeight(48)
        layout = QHBoxLayout(top)
        layout.setContentsMargins(8, 0, 16, 0)
        layout.setSpacing(10)
        layout.addWidget(self.menus)
        layout.addWidget(self.period)
        layout.addWidget(self.state)
        layout.addWidget(self.search, 1)
        layout.addStretch(0)
        layout.addWidget(self.import_)
        layout.addWidget(self.export)
        return top

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.collapse(self.width() < ROOM_FOR_NAMES)
        self.state.collapse(self.width() < ROOM_FOR_WORDS)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(760, 440)
