"""Column heads of which those of the shown period are tinted like their columns."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from ui.delegates import MARGIN
from ui.theme import sized
from ui.tokens import SMALL, tokens_now


class TintedHead(QHeaderView):
    """The heads of a table; those of the columns `tinted` have the shown period's ground, that of `strong` its ink."""

    def __init__(self, table: QTableView, tinted: Collection[int], strong: int) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._tinted, self._strong = tinted, strong
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setFixedHeight(34)
        self.setAccessibleName("Column heads")

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        model = self.model()
        if not rect.isValid() or model is None:
            return
        tokens, where = tokens_now(), Qt.Orientation.Horizontal
        painter.save()
        painter.fillRect(rect, QColor(tokens.soft if logicalIndex in self._tinted else tokens.surface))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(tokens.line))
        painter.setPen(QColor(tokens.ink if logicalIndex == self._strong else tokens.second))
        painter.setFont(head_font(self.font()))
        side = Qt.AlignmentFlag(model.headerData(logicalIndex, where, Qt.ItemDataRole.TextAlignmentRole))
        title = model.headerData(logicalIndex, where)
        painter.drawText(QRectF(rect).adjusted(MARGIN, 0, -MARGIN, 0), int(side), title)
        painter.restore()


def head_font(font: QFont) -> QFont:
    """Return the font of the column heads."""
    return sized(font, SMALL, QFont.Weight.DemiBold)
