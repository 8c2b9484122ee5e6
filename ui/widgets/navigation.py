"""The rail on the left: the seven pages; it shrinks to its icons where the window is narrow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout
from typing_extensions import override

from ui.icons import RECOLOURED, icon
from ui.tokens import tokens_now

WIDE, NARROW = 148, 52


@dataclass(frozen=True, slots=True)
class Place:
    """A page that the navigation names; one that is not made yet says so and cannot be chosen."""

    key: str
    title: str
    ready: bool = False


PLACES = (
    Place("overview", "Overview"),
    Place("figures", "Figures"),
    Place("commentary", "Commentary"),
    Place("scorecard", "Scorecard", ready=True),
    Place("trends", "Trends"),
    Place("reports", "Reports"),
    Place("measures", "Measures"),
)
LATER = "Comes in the next version"


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
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
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
        """Let the pages that are made be chosen, if there is a file to show on them."""
        for place in PLACES:
            self.buttons[place.key].setEnabled(place.ready and there)

    def mark(self, key: str) -> None:
        """Show which page is open; an empty key is none of them."""
        self._group.setExclusive(bool(key))
        for name, button in self.buttons.items():
            button.setChecked(name == key)

    def _button(self, place: Place) -> QToolButton:
        button = QToolButton()
        button.setText(f"  {place.title}")  # Qt leaves little room beside an icon
        button.setIconSize(QSize(16, 16))
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFixedHeight(34)
        button.setAccessibleName(place.title)
        button.setToolTip(place.title if place.ready else f"{place.title}: {LATER.lower()}")
        button.setAccessibleDescription("" if place.ready else LATER)
        button.clicked.connect(lambda: self.chosen.emit(place.key))
        self._group.addButton(button)
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
