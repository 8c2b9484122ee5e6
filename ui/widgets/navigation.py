"""The rail on the left: the seven pages; it shrinks to its icons where the window is narrow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout
from typing_extensions import override

from ui.icons import RECOLOURED, icon
from ui.theme import sized
from ui.tokens import tokens_now

WIDE, NARROW = 166, 52
BADGE = 11  # the height of its figures


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation names, with the key that leads to it."""

    key: str
    title: str
    keys: str


PLACES = (
    Place("overview", "Overview", "Ctrl+1"),
    Place("figures", "Figures", "Ctrl+2"),
    Place("commentary", "Commentary", "Ctrl+3"),
    Place("scorecard", "Scorecard", "Ctrl+4"),
    Place("trends", "Trends", "Ctrl+5"),
    Place("reports", "Reports", "Ctrl+6"),
    Place("measures", "Measures", "Ctrl+7"),
)


class PlaceButton(QToolButton):
    """A page of the rail, with how much waits on it at the right of its name."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.count = 0
        self.setText(f"  {place.title}")  # Qt leaves little room beside an icon
        self.setIconSize(QSize(16, 16))
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(34)
        self.setAccessibleName(place.title)
        self.setToolTip(f"{place.title} ({place.keys})")

    def show_count(self, count: int, spoken: str) -> None:
        """Show how much waits, and say it to a screen reader; nothing where it is nothing."""
        self.count = count
        self.setAccessibleDescription(spoken if count else "")
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count or self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly:
            return
        tokens, text = tokens_now(), f"{self.count}" if self.count < 1000 else "999+"
        font = sized(self.font(), BADGE)
        width = max(QFontMetricsF(font).horizontalAdvance(text) + 10, 20)
        box = QRectF(self.width() - width - 4, self.height() / 2 - 8, width, 16)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.nav if self.isChecked() else tokens.nav_on))
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(QColor(tokens.nav_ink))
        painter.setFont(font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


class Navigation(QFrame):
    """The rail. Emits `chosen` with the key of a page."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("navigation")
        self.setAccessibleName("Pages")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._title = QLabel("ASC Desk")
        self._title.setContentsMargins(8, 0, 0, 0)
        self._title.setFixedHeight(32)
        self.buttons: dict[str, PlaceButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(2)
        layout.addWidget(self._title)
        layout.addSpacing(10)
        for place in PLACES:
            self.buttons[place.key] = self._button(place)
            layout.addWidget(self.buttons[place.key])
        layout.addStretch(1)
        self._draw_icons()
        self.collapse(False)

    def collapse(self, narrow: bool) -> None:
        """Show the icons alone, or with their names."""
        self.setFixedWidth(NARROW if narrow else WIDE)
        self._title.setVisible(not narrow)
        style = Qt.ToolButtonStyle
        for button in self.buttons.values():
            button.setToolButtonStyle(style.ToolButtonIconOnly if narrow else style.ToolButtonTextBesideIcon)

    def open_up(self, there: bool) -> None:
        """Let the pages be chosen, if there is a file to show on them."""
        for button in self.buttons.values():
            button.setEnabled(there)

    def show_counts(self, counts: Mapping[str, int], spoken: Mapping[str, str] | None = None) -> None:
        """Show how much waits on some pages, by their keys; `spoken` says of what, to a screen reader."""
        for key, button in self.buttons.items():
            count = counts.get(key, 0)
            button.show_count(count, (spoken or {}).get(key) or f"{count} to see to")

    def mark(self, key: str) -> None:
        """Show which page is open; an empty key is none of them."""
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def _button(self, place: Place) -> PlaceButton:
        button = PlaceButton(place)
        # A click turns the mark over; what it leads to marks the page that is shown.
        button.clicked.connect(lambda: self.chosen.emit(place.key))
        return button

    def _draw_icons(self) -> None:
        tokens = tokens_now()
        for key, button in self.buttons.items():
            button.setIcon(icon(key, tokens.nav_ink, tokens.nav_third, on="#FFFFFF"))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOURED:
            self._draw_icons()
