"""Cells of a kept file, one of them marked as the one that is meant."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from ui.theme import sized
from ui.tokens import TEXT, tokens_now

Index = QModelIndex | QPersistentModelIndex
MARGIN = 7


class MarkedCell(QStyledItemDelegate):
    """Paints cells with faint lines between them; the marked one has a ground and a ring of its own."""

    def __init__(self, marked: Index, view: QTableView) -> None:
        super().__init__(view)
        self._marked = QPersistentModelIndex(marked) if marked.isValid() else None
        self._view = view

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_now()
        marked = self._marked is not None and self._marked == index
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = tokens.amber_soft if marked else tokens.selection if selected else tokens.surface
        rect = QRectF(option.rect)
        painter.save()
        painter.fillRect(rect, QColor(ground))
        painter.setPen(QPen(QColor(tokens.faint), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if text := index.data():
            font = sized(option.font, TEXT)
            font.setBold(marked)
            painter.setFont(font)
            painter.setPen(QColor(tokens.ink))
            room = option.rect.adjusted(MARGIN, 0, -MARGIN, 0)
            side = index.data(Qt.ItemDataRole.TextAlignmentRole) or Qt.AlignmentFlag.AlignLeft
            shown = painter.fontMetrics().elidedText(str(text), Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(side | Qt.AlignmentFlag.AlignVCenter), shown)
        if marked or index == self._view.currentIndex():
            painter.setPen(QPen(QColor(tokens.amber if marked else tokens.accent), 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()
