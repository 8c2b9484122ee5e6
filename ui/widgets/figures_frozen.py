"""The columns of the sheet that stay while the periods roll by: the table's head at its left.

Qt gives a table two heads that roll with it. The left one shows code and measure, so that the keyboard, the mouse
and the scroll bars need know of one table only; in the table itself these two columns are hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QWidget
from typing_extensions import override

from ui.models.figure_columns import FROZEN
from ui.tokens import tokens_now
from ui.widgets.tinted_head import paint_head

if TYPE_CHECKING:  # the grid whose columns they are
    from ui.widgets.figures_view import SheetView


class FrozenColumns(QHeaderView):
    """Code and measure of each line; what is done to it with the mouse is done to the table."""

    def __init__(self, table: SheetView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self._table = table
        self.widths = [0, 0]
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setAccessibleName("Measures")
        # What is seen already is then moved when the grid scrolls, and not painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def set_widths(self, widths: list[int]) -> None:
        """Make the columns so wide."""
        if widths != self.widths:
            self.widths = widths
            self.setFixedWidth(sum(widths))

    def rect_of(self, row: int, column: int) -> QRect:
        """Return where a cell is, as the viewport of the table counts."""
        left = sum(self.widths[:column]) - sum(self.widths)
        return QRect(left, self._table.rowViewportPosition(row), self.widths[column], self._table.rowHeight(row))

    def column_at(self, x: int) -> int:
        """Return the column at a place left of the table's viewport."""
        return 0 if x < self.widths[0] - sum(self.widths) else 1

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for area in event.region():  # type: ignore[attr-defined] # the stubs do not know it
            painter.setClipRect(area)
            self._paint(painter, area)
        painter.end()

    def _paint(self, painter: QPainter, area: QRect) -> None:
        tokens, table = tokens_now(), self._table
        painter.fillRect(area, QColor(tokens.surface))
        painter.save()
        painter.scale(table.zoom, table.zoom)
        code, title = (each / table.zoom for each in self.widths)
        for row, top, height in table.rows_in(area):
            whole = QRectF(0, top, code + title, height)
            table.paint_line(painter, row, [(0, 0, code), (1, code, title)], whole, 0)
        painter.restore()
        if table.rolls():
            painter.fillRect(QRect(self.width() - 1, area.top(), 1, area.height()), QColor(tokens.line))

    # The mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._table.mousePressEvent(self._moved(event))

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._table.mouseMoveEvent(self._moved(event))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._table.mouseReleaseEvent(self._moved(event))

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos() - QPoint(self.width(), 0)
        self._table.contextMenuEvent(QContextMenuEvent(event.reason(), at, event.globalPos()))

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        QApplication.sendEvent(self._table.viewport(), event)

    def _moved(self, event: QMouseEvent) -> QMouseEvent:
        """Return a mouse event as the table's viewport would have it."""
        at = event.position() - QPointF(self.width(), 0)
        return QMouseEvent(
            event.type(), at, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
        )  # fmt: skip


class FrozenHeads(QWidget):
    """The heads of the columns that stay, in the corner of the table."""

    def __init__(self, table: SheetView) -> None:
        super().__init__(table)
        self._table = table
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, table = QPainter(self), self._table
        left, side = 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        for column, width in zip(FROZEN, table.frozen.widths, strict=True):
            rect = QRect(left, 0, width, self.height())
            paint_head(painter, rect, table.head.font(), table.sheet.title(column), side, table.zoom)
            left += width
        if table.rolls():
            painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), QColor(tokens_now().line))
        painter.end()
