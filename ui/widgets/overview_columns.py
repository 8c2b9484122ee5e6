"""Cards in as many columns as there is room for, put so that none is much longer than another."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from PySide6.QtCore import QRect
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.widgets.overview_card import MatterCard

LEAST, MOST_COLUMNS, GAP = 310, 3, 12


def column_count(width: int, cards: int) -> int:
    """Return how many columns stand side by side; two at least share a wide page, so that no line is too long."""
    return max(min(width // LEAST, MOST_COLUMNS, max(cards, 2)), 1)


def shared_out(heights: Sequence[int], columns: int) -> tuple[int, ...]:
    """Return the column of each card: the first cards head the columns, the rest leave the longest one shortest."""
    heads = tuple(range(min(columns, len(heights))))
    ways = (heads + rest for rest in product(range(columns), repeat=len(heights) - len(heads)))

    def lengths(way: tuple[int, ...]) -> list[int]:
        filled = [0] * columns
        for column, height in zip(way, heights, strict=True):
            filled[column] += height + GAP
        return sorted(filled, reverse=True)

    return min(ways, key=lengths)


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
        heights = [card.heightForWidth(width) for card in shown]
        filled = [0] * columns
        for card, column, height in zip(shown, shared_out(heights, columns), heights, strict=True):
            card.setGeometry(QRect(column * (width + GAP), filled[column], width, height))
            filled[column] += height + GAP
        self.setMinimumHeight(max(max(filled) - GAP, 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.place()
