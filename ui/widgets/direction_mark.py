"""A direction of travel that stands by itself: its arrow and its words."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ascdesk.model import Direction
from ascdesk.scorecard import Row
from ui.delegates import direction_width, paint_direction
from ui.tokens import tokens_now
from ui.words import direction_words


class DirectionMark(QWidget):
    """An arrow and its words, as in the table."""

    def __init__(self, row: Row) -> None:
        super().__init__()
        self._row = row
        self.setAccessibleName(f"Direction: {direction_words(row)}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(ceil(direction_width(self._row, self.font())) + 4, 20)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = QRectF(QPointF(0, 0), self.size().toSizeF())
        tokens = tokens_now()
        colour = tokens.third if self._row.travel.direction is Direction.NONE else tokens.ink
        paint_direction(painter, at, self._row, colour, self.font())
