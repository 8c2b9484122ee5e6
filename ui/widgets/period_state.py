"""What is true of the shown period, beside it: that it is locked, how long it is open, or that no day is set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QToolButton
from typing_extensions import override

from ui.icons import RECOLOURED, icon
from ui.tokens import Tokens, tokens_now
from ui.widgets.labels import restyle

KEYS = "Ctrl+L"


class Open(StrEnum):
    """How open a period is."""

    LOCKED = "locked"
    LATE = "late"
    SOON = "soon"
    CLOSES = "closes"
    FREE = "free"


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a period: how open it is, in a word or two, in less, and in a whole sentence."""

    how: Open
    text: str
    short: str
    whole: str


class PeriodState(QToolButton):
    """Says it; to press it opens the panel in which the period is locked, and given its day."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("periodstate")
        self.setIconSize(QSize(16, 16))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(32)
        self.setAccessibleName("No period")
        self.told: Told | None = None
        self._narrow = False
        self.hide()

    def show_told(self, told: Told | None) -> None:
        """Show what is told of a period; nothing where there is none."""
        if told != self.told:
            self.told = told
            self._fill()

    def collapse(self, narrow: bool) -> None:
        """Say it in a word, or in nothing but its shape where nothing is set."""
        if narrow is not self._narrow:
            self._narrow = narrow
            self._fill()

    def _fill(self) -> None:
        self.setVisible(self.told is not None)
        if self.told is None:
            return
        text = self.told.short if self._narrow else self.told.text
        style = Qt.ToolButtonStyle
        self.setText(f" {text}")  # Qt leaves little room beside an icon
        self.setToolButtonStyle(style.ToolButtonTextBesideIcon if text else style.ToolButtonIconOnly)
        self.setToolTip(f"{self.told.whole}\nLock it, or set the day: {KEYS}" if not self._locked else
                        f"{self.told.whole}\nUnlock it: {KEYS}")  # fmt: skip
        self.setAccessibleName(self.told.text)
        self.setAccessibleDescription(self.told.whole)
        self.setProperty("how", self.told.how.value)
        restyle(self)
        self._draw_icon()

    @property
    def _locked(self) -> bool:
        return self.told is not None and self.told.how is Open.LOCKED

    def _draw_icon(self) -> None:
        if self.told is not None:
            colour = _colour(self.told.how, tokens_now())
            self.setIcon(icon("locked" if self._locked else "calendar", colour, colour))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOURED:
            self._draw_icon()


def _colour(how: Open, tokens: Tokens) -> str:
    return {
        Open.LOCKED: tokens.accent, Open.LATE: tokens.red, Open.SOON: tokens.amber, Open.CLOSES: tokens.second,
        Open.FREE: tokens.third,
    }[how]  # fmt: skip
