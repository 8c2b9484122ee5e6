"""The column heads of the sheet."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView
from typing_extensions import override

from ui.delegates import MARGIN
from ui.models.figures import Column
from ui.tokens import tokens_now
from ui.widgets.figures_cells import NOW
from ui.widgets.scorecard_table import head_font


class SheetHead(QHeaderView):
    """The column heads; those of the shown period are tinted like their columns."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
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
        painter.fillRect(rect, QColor(tokens.soft if logicalIndex in NOW else tokens.surface))
        painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(tokens.line))
        painter.setPen(QColor(tokens.ink if logicalIndex == Column.CURRENT else tokens.second))
        painter.setFont(head_font(self.font()))
        side = Qt.AlignmentFlag(model.headerData(logicalIndex, where, Qt.ItemDataRole.TextAlignmentRole))
        title = model.headerData(logicalIndex, where)
        painter.drawText(QRectF(rect).adjusted(MARGIN, 0, -MARGIN, 0), int(side), title)
        painter.restore()
