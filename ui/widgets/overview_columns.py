"""Cards in as many columns as there is room for, each put where the least stands."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.widgets.overview_card import MatterCard

LEAST, MOST_COLUMNS, GAP = 310, 3, 12


def column_count(width: int, cards: int) -> int:
    """Return how many columns stand side by side; two at least share a wide page, so that no line is too long."""
    return max(min(width // LEAST, MOST_COLUMNS, max(cards, 2)), 1)


class Columns(QWidget):
    """Places the cards that are shown, in their order."""

    def __init__(self, cards: Sequence[MatterCard]) -> None:
        super().__init__()
        self.setObjectName("page")
        self._cards = tuple(cards)
        for card in self._cards:
            card.setParent(self)
            card.folded.connect(self.place)

    def place(self) -> None:
        """Give every shown card its column and height."""
        shown = [card for card in self._cards if not card.isHidden()]
        columns = column_count(self.width(), len(shown))
        width = (self.width() - (columns - 1) * GAP) // columns
        filled = [0] * columns
        for card in shown:
            column = filled.index(min(filled))
            height = card.heightForWidth(width)
            card.setGeometry(QRect(column * (width + GAP), filled[column], width, height))
            filled[column] += height + GAP
        self.setMinimumHeight(max(max(filled) - GAP, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.place()
