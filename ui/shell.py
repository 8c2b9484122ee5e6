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
from ui.widgets.period_picker import PeriodPicker
from ui.widgets.search import Destination, SearchBox
from ui.widgets.status import StatusLine

ROOM_FOR_NAMES = 1180


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
        self.period = PeriodPicker()
        self.search = SearchBox(offers)
        self.import_, self.export = button("Import…", tip="Import a return (Ctrl+I)"), button("Export…")
        self.export.setToolTip("Export a report to Excel or CSV (Ctrl+E)")
        self.export.setProperty("role", "primary")
        self.messages = MessageBar()
        self.pages = QStackedWidget()
        self.status = StatusLine()
        self._lay_out()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        for part in (self._top(), self.messages):
            right.addWidget(part)
        right.addWidget(self.pages, 1)
        right.addWidget(self.status)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.navigation)
        layout.addLayout(right, 1)

    def _top(self) -> QFrame:
        top = QFrame()
        top.setObjectName("topbar")
        top.setFixedHeight(48)
        layout = QHBoxLayout(top)
        layout.setContentsMargins(8, 0, 16, 0)
        layout.setSpacing(10)
        layout.addWidget(self.menus)
        layout.addWidget(self.period)
        layout.addWidget(self.search, 1)
        layout.addStretch(0)
        layout.addWidget(self.import_)
        layout.addWidget(self.export)
        return top

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.navigation.collapse(self.width() < ROOM_FOR_NAMES)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(760, 440)
