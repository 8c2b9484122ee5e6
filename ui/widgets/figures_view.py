"""The sheet as it is seen: columns that stay and columns that roll, lines as high as their texts, and the zoom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from ascdesk.columns import Columns
from ascdesk.sheet import Line
from ui.models.figure_columns import FROZEN
from ui.models.figures import FiguresModel, Heading
from ui.theme import sized
from ui.tokens import TEXT, tokens_now
from ui.widgets.figures_frozen import FrozenColumns, FrozenHeads
from ui.widgets.figures_paint import CellPainter, Kit, paint_heading, paint_ring
from ui.widgets.figures_room import column_widths, line_height, numbers_fit
from ui.widgets.scorecard_table import HEADING, ONE_LINE
from ui.widgets.sight import bring_in_sight, was_in_sight
from ui.widgets.tinted_head import TintedHead

ZOOMS = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)
LIKE_A_PIXEL = QAbstractItemView.ScrollMode.ScrollPerPixel
Index = QModelIndex | QPersistentModelIndex


class SheetView(QTableView):
    """Shows a sheet. Emits `zoomed` when somebody made it larger or smaller."""

    zoomed = Signal(float)

    def __init__(self, model: FiguresModel) -> None:
        super().__init__()
        self.sheet, self.paints = model, CellPainter(model)
        self.zoom = 1.0
        self.nothing = ""
        self.box = QRect()
        self._kit: Kit | None = None
        self._widths: list[int] = []
        self._fitted = -1
        # Where the shown period is in sight, it stays there, however much room there is.
        self._at_end, self._laid_out = True, (model.period, Columns())
        self.head, self.frozen = TintedHead(self, (), -1), FrozenColumns(self)
        self.corner = FrozenHeads(self)
        self.setModel(model)
        self.setHorizontalHeader(self.head)
        self.setVerticalHeader(self.frozen)
        self.frozen.setMinimumSectionSize(round(HEADING * ZOOMS[0]))
        self.setCornerButtonEnabled(False)
        self.setShowGrid(False)
        self.setHorizontalScrollMode(LIKE_A_PIXEL)
        self.setVerticalScrollMode(LIKE_A_PIXEL)
        self.verticalScrollBar().setSingleStep(ONE_LINE)
        self.horizontalScrollBar().setSingleStep(ONE_LINE)
        self.horizontalScrollBar().rangeChanged.connect(lambda *_: self.frozen.viewport().update())
        # What is seen already is then moved when the grid scrolls, and not painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self._repaint_frozen)
        model.headerDataChanged.connect(self._repaint_heads)

    def columns(self) -> list[int]:
        """Return the columns from left to right."""
        return list(range(len(self.sheet.heads.kinds)))

    def rolls(self) -> bool:
        """Tell whether there are more periods than are in sight."""
        return self.horizontalScrollBar().maximum() > 0

    # Room

    def fit(self) -> None:
        """Share the width out among the columns and give every line the height that its texts need."""
        for each in FROZEN:
            self.setColumnHidden(each, True)
        if not self.isVisible():
            self._fitted = -1  # it will be as wide as it is shown
            return
        if not any(isinstance(line, Line) for line in self.sheet.shown):
            return
        heads = self.sheet.heads
        at_end = self._at_end or self._laid_out != (heads.period, heads.columns)
        self._fitted, self._laid_out = self._whole_width(), (heads.period, heads.columns)
        self._widths, self.paints.whole_chips = column_widths(self.sheet, self.font(), int(self._fitted / self.zoom))
        self.head.tinted, self.head.strong = heads.now, heads.current
        self.head.locked = frozenset(column for column in self.columns() if self.sheet.locked_at(column))
        for column in self.columns()[len(FROZEN) :]:
            self.setColumnWidth(column, self._scaled(self._widths[column]))
        self.frozen.set_widths([self._scaled(each) for each in self._widths[: len(FROZEN)]])
        self.fit_lines(range(len(self.sheet.shown)))
        self.updateGeometries()
        if at_end:
            self.show_end()

    def fit_lines(self, numbers: Sequence[int]) -> None:
        """Give some lines the height that their texts need."""
        kit = self.kit()
        for number in numbers:
            height = self._scaled(line_height(self.sheet, self.paints, number, kit, self._widths))
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def fit_changed(self, numbers: Sequence[int]) -> None:
        """Make room for what some lines say now; all columns are only measured again where a number needs more."""
        widths = {column: self._widths[column] for column in self.sheet.heads.now}
        if all(numbers_fit(self.sheet, number, self.font(), widths) for number in numbers):
            self.fit_lines(numbers)
        else:
            self.fit()

    def _scaled(self, width: int) -> int:
        return ceil(width * self.zoom)

    def _whole_width(self) -> int:
        return self.viewport().width() + self.frozen.width()

    def show_end(self) -> None:
        """Roll to the shown period, at the right."""
        self.horizontalScrollBar().setValue(self.horizontalScrollBar().maximum())
        self._at_end = True

    def set_zoom(self, zoom: float) -> None:
        """Make everything in the sheet larger or smaller."""
        if zoom not in ZOOMS or zoom == self.zoom:
            return
        self.zoom = zoom
        self.head.set_zoom(zoom)
        self.verticalScrollBar().setSingleStep(self._scaled(ONE_LINE))
        self.fit()
        self.viewport().update()
        self.frozen.viewport().update()
        self.scrollTo(self.currentIndex())
        self.zoomed.emit(zoom)

    def zoom_by(self, steps: int) -> None:
        """Make it so many steps larger, or smaller; 0 makes it as usual."""
        at = ZOOMS.index(self.zoom) + steps if steps else ZOOMS.index(1.0)
        self.set_zoom(ZOOMS[min(max(at, 0), len(ZOOMS) - 1)])

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and (turned := event.angleDelta().y()):
            self.zoom_by(1 if turned > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    # Where things are

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        edge = self.frameWidth()
        self.corner.setGeometry(edge, edge, self.frozen.width(), self.head.height())
        self.corner.raise_()

    @override
    def columnWidth(self, column: int) -> int:
        return self.frozen.widths[column] if column in FROZEN else super().columnWidth(column)

    @override
    def visualRect(self, index: Index) -> QRect:
        if index.isValid() and index.column() in FROZEN:
            return self.frozen.rect_of(index.row(), index.column())
        return super().visualRect(index)

    @override
    def indexAt(self, pos: QPoint) -> QModelIndex:
        row = self.rowAt(pos.y())
        if pos.x() < 0 and row >= 0:
            return self.sheet.index(row, self.frozen.column_at(pos.x()))
        return super().indexAt(pos)

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        if not index.isValid() or index.column() not in FROZEN:
            super().scrollTo(index, hint)
            return
        # What stays is always in sight: only the lines have to roll.
        rolled = self.horizontalScrollBar().value()
        super().scrollTo(index.sibling(index.row(), self.sheet.heads.current), hint)
        self.horizontalScrollBar().setValue(rolled)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = was_in_sight(self, event)
        super().resizeEvent(event)
        if self.isVisible() and self._whole_width() != self._fitted:
            self.fit()
        if seen:
            bring_in_sight(self)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._whole_width() != self._fitted:
            self.fit()
            bring_in_sight(self)

    # Painting

    def kit(self) -> Kit:
        """Return the fonts and colours to paint with now."""
        tokens, font = tokens_now(), self.font()
        if self._kit is None or self._kit.tokens is not tokens or self._kit.font != font:
            self._kit = Kit(font, tokens)
        return self._kit

    def rows_in(self, area: QRect) -> Iterator[tuple[int, float, float]]:
        """Yield the lines in a part of the viewport, each with its top and height as they are painted."""
        row = self.rowAt(area.top())
        if row < 0:
            return
        top, heights = self.rowViewportPosition(row), self.frozen.sectionSize
        while row < len(self.sheet.shown) and top <= area.bottom():
            height = heights(row)
            yield row, top / self.zoom, height / self.zoom
            top += height
            row += 1

    def _columns_in(self, area: QRect) -> list[tuple[int, float, float]]:
        """Return the columns in a part of the viewport, each with its left and width as they are painted."""
        first = self.columnAt(area.left())
        if first < 0:
            return []
        widths = [self.head.sectionSize(column) for column in range(first, len(self.sheet.heads.kinds))]
        lefts = accumulate(widths, initial=self.columnViewportPosition(first))
        return [
            (column, left / self.zoom, width / self.zoom)
            for column, (left, width) in enumerate(zip(lefts, widths, strict=False), first)
            if left <= area.right()
        ]

    def paint_line(
        self, painter: QPainter, row: int, columns: Sequence[tuple[int, float, float]], whole: QRectF, left: float
    ) -> None:
        """Paint the cells of a line in some columns; `left` is where the line begins, for a section's heading."""
        line, kit, box = self.sheet.shown[row], self.kit(), self.box
        current = self.currentIndex()
        here = current.column() if current.row() == row else -1
        if isinstance(line, Heading):
            paint_heading(painter, whole, line, kit, left)
            if here >= 0:
                paint_ring(painter, QRectF(left, whole.top(), self._line_width(), whole.height()), kit, self.hasFocus())
        else:
            selected = range(box.left(), box.right() + 1) if box.top() <= row <= box.bottom() else range(0)
            cell, top, height = self.paints.cell, whole.top(), whole.height()
            for column, at, width in columns:
                cell(painter, QRectF(at, top, width, height), line, row, column, kit, column in selected)
        painter.fillRect(QRectF(whole.left(), whole.bottom() - 1, whole.width(), 1), kit.colour(kit.tokens.faint))
        if not isinstance(line, Heading) and (found := [each for each in columns if each[0] == here]):
            _, at, width = found[0]
            paint_ring(painter, QRectF(at, whole.top(), width, whole.height()), kit, self.hasFocus())

    def _line_width(self) -> float:
        return self._whole_width() / self.zoom

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        for area in event.region():  # type: ignore[attr-defined] # the stubs do not know it
            painter.setClipRect(area)
            self._paint(painter, area)
        if not self.sheet.shown and self.nothing:
            painter.setPen(self.kit().colour(tokens_now().third))
            painter.setFont(sized(self.font(), TEXT))
            around = self.viewport().rect().adjusted(24 - self.frozen.width(), 24, -24, -24)
            painter.setClipping(False)
            painter.drawText(around, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self.nothing)
        painter.end()

    def _paint(self, painter: QPainter, area: QRect) -> None:
        painter.fillRect(area, self.kit().colour(tokens_now().surface))
        columns = self._columns_in(area)
        if not columns:
            return
        painter.save()
        painter.scale(self.zoom, self.zoom)
        begins, (_, last, width) = columns[0][1], columns[-1]
        for row, top, height in self.rows_in(area):
            whole = QRectF(begins, top, last + width - begins, height)
            self.paint_line(painter, row, columns, whole, -self.frozen.width() / self.zoom)
        painter.restore()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            bar = self.horizontalScrollBar()
            self._at_end = bar.value() == bar.maximum()
            # The title of a section stays where it is while the columns roll beneath it.
            for row, line in enumerate(self.sheet.shown):
                if isinstance(line, Heading):
                    self.repaint_line(row)

    def repaint_line(self, row: int) -> None:
        """Paint a line again, as far as it is in sight."""
        top, height = self.rowViewportPosition(row), self.rowHeight(row)
        if top < self.viewport().height() and top + height > 0:
            self.viewport().update(QRect(0, top, self.viewport().width(), height))

    def _repaint_frozen(self, first: QModelIndex, last: QModelIndex) -> None:
        if first.column() < len(FROZEN):
            self.frozen.viewport().update()

    def _repaint_heads(self) -> None:
        self.head.locked = frozenset(column for column in self.columns() if self.sheet.locked_at(column))
        self.head.viewport().update()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # Qt would paint the whole grid again, whenever a cell begins or ends to be edited.
        self._repaint_cursor()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._repaint_cursor()

    def _repaint_cursor(self) -> None:
        index = self.currentIndex()
        self.viewport().update(self.visualRect(index))
        if index.isValid() and index.column() in FROZEN:
            self.frozen.viewport().update()
            self.repaint_line(index.row())
