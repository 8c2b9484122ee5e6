"""A table of texts that wraps them onto a few lines and shares the width out by weight."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)
from typing_extensions import override

from ui.models.texts import TextsModel
from ui.text import fits, paint_lines, set_lines
from ui.theme import sized
from ui.tokens import TEXT, tokens_now

LINE, AROUND, MARGIN, MOST_LINES = 16, 14, 8, 4
# Heights are worked out for this many rows; the rest of a longer table has two lines for each.
MEASURED = 400


class TextDelegate(QStyledItemDelegate):
    """Paints a text on a few lines; the whole is in the tooltip."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens = tokens_now()
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.fillRect(option.rect, QColor(tokens.selection if selected else tokens.surface))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        font = sized(option.font, TEXT)
        painter.setFont(font)
        painter.setPen(QColor(tokens.ink))
        lines = set_lines(index.data() or "", font, inside.width(), MOST_LINES)
        paint_lines(painter, inside, lines, Qt.AlignmentFlag.AlignLeft)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(64, LINE + AROUND)


class TextTable(QTableView):
    """Shows a model of texts; `weights` say how the width is shared, in parts of the whole."""

    def __init__(self, model: TextsModel, weights: tuple[int, ...], name: str) -> None:
        super().__init__()
        self._texts, self._weights = model, weights
        self.setModel(model)
        self.setItemDelegate(TextDelegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setAccessibleName(f"{name}: column heads")
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        """Share the width out and give the rows the height that their texts need."""
        width, parts = self.viewport().width(), sum(self._weights)
        widths = [width * weight // parts for weight in self._weights]
        for column, each in enumerate(widths):
            self.setColumnWidth(column, each)
        rows, font = self._texts.rows, sized(self.font(), TEXT)
        self.verticalHeader().setDefaultSectionSize((1 if len(rows) <= MEASURED else 2) * LINE + AROUND)
        for number, row in enumerate(rows[:MEASURED]):
            most = max(_lines(text, font, each - 2 * MARGIN) for text, each in zip(row, widths, strict=True))
            self.setRowHeight(number, most * LINE + AROUND)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()


def _lines(text: str, font: QFont, width: int) -> int:
    return 1 if fits(text, font, width) else len(set_lines(text, font, width, MOST_LINES))
