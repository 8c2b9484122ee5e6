"""Column heads of which those of the shown period are tinted like their columns."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from ui.delegates import MARGIN
from ui.theme import sized
from ui.tokens import SMALL, tokens_now

HEIGHT, LOCK = 34, 9
HEAD = QFont.Weight.DemiBold


class TintedHead(QHeaderView):
    """The heads of a table; those of the columns `tinted` have the shown period's ground, that of `strong` its ink.

    Those of the columns `locked` have a little lock; `zoom` enlarges them all.
    """

    def __init__(self, table: QTableView, tinted: Collection[int], strong: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.tinted, self.strong = tinted, strong
        self.locked: Collection[int] = ()
        self.zoom = 1.0
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName("Column heads")

    def set_zoom(self, zoom: float) -> None:
        """Enlarge the heads."""
        self.zoom = zoom
        self.setFixedHeight(round(HEIGHT * zoom))

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not rect.isValid() or model is None:
            return
        where = Qt.Orientation.Horizontal
        side = Qt.AlignmentFlag(model.headerData(logicalIndex, where, Qt.ItemDataRole.TextAlignmentRole))
        title, tinted = model.headerData(logicalIndex, where), logicalIndex in self.tinted
        strong, locked = logicalIndex == self.strong, logicalIndex in self.locked
        paint_head(painter, rect, self.font(), title, side, self.zoom, tinted, strong, locked)


def paint_head(
    painter: QPainter, rect: QRect, font: QFont, title: str, side: Qt.AlignmentFlag, zoom: float = 1.0,
    tinted: bool = False, strong: bool = False, locked: bool = False,
) -> None:  # fmt: skip
    """Paint one head; a lock stands before the title of what is locked."""
    tokens = tokens_now()
    painter.save()
    painter.fillRect(rect, QColor(tokens.soft if tinted else tokens.surface))
    painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(tokens.line))
    painter.translate(rect.topLeft())
    painter.scale(zoom, zoom)
    inside = QRectF(0, 0, rect.width() / zoom, rect.height() / zoom).adjusted(MARGIN, 0, -MARGIN, 0)
    ink = QColor(tokens.ink if strong else tokens.second)
    painter.setPen(ink)
    painter.setFont(head_font(font))
    painter.drawText(inside, int(side), title)
    if locked:
        wide = painter.fontMetrics().horizontalAdvance(title)
        left = inside.right() - wide - LOCK - 4 if side & Qt.AlignmentFlag.AlignRight else inside.left() + wide + 4
        paint_lock(painter, QPointF(left, inside.center().y() - LOCK / 2), ink)
    painter.restore()


def paint_lock(painter: QPainter, at: QPointF, colour: QColor) -> None:
    """Paint a closed padlock, its top left corner at a point."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.3))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawArc(QRectF(at.x() + 2, at.y() - 0.5, LOCK - 4, LOCK - 2), 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(at.x() + 0.5, at.y() + 3.5, LOCK - 1, LOCK - 3.5), 1, 1)
    painter.restore()


def head_font(font: QFont) -> QFont:
    """Return the font of the column heads."""
    return sized(font, SMALL, HEAD)
