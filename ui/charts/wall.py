"""A wall of small charts: every measure of a section at a glance."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ascdesk.charts.values import Chart
from ascdesk.charts.words import value_words
from ascdesk.scorecard import Row
from ui.charts.picture import Camera
from ui.delegates import title_lines
from ui.models.scorecard import LINE
from ui.models.trends import NOWHERE, Index
from ui.text import paint_lines, set_lines, true_minus
from ui.theme import sized
from ui.tokens import RADIUS, SMALL, TEXT, TITLE, Tokens, tokens_now
from ui.widgets.chip import chip_width, face_of, paint_chip
from ui.words import plain_tooltip, spoken_row

GAP, INSIDE, LEAST = 8, 12, 300
PLOT, FIRST = 170, 24
AT_ONCE = 3
LEFT = Qt.AlignmentFlag.AlignLeft


class WallModel(QAbstractListModel):
    """The rows of a section, each with its chart, which is made when it is first seen."""

    def __init__(self, chart_of: Callable[[Row], Chart], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chart_of = chart_of
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the charts of other rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def chart(self, number: int) -> Chart:
        """Return the chart of a row."""
        return self._chart_of(self.rows[number])

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == LINE:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(spoken_row(row))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{spoken_row(row)} {self.chart(index.row()).alternative}"
        return row.measure.title if role == Qt.ItemDataRole.DisplayRole else None


class Wall(QListView):
    """Shows the small charts. Emits `opened` with a row when its chart is wanted large."""

    opened = Signal(object)

    def __init__(self, chart_of: Callable[[Row], Chart]) -> None:
        super().__init__()
        self.charts = WallModel(chart_of, self)
        self.camera = Camera(self, small=True)
        self.targets = True
        self._pictures: dict[int, QImage] = {}
        self._wanted: list[int] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._draw_some)
        self.setModel(self.charts)
        self.setItemDelegate(TileDelegate(self))
        self.setAccessibleName("Charts of the section")
        self.setAccessibleDescription("Arrow keys move; Enter shows a chart large")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().setSingleStep(40)
        self.setMouseTracking(True)
        self.clicked.connect(self._open)

    def show_rows(self, rows: Sequence[Row], current: Row | None) -> None:
        """Show the charts of a section, the cursor on one of them."""
        self._forget()
        if tuple(rows) != self.charts.rows:
            self.charts.show_rows(rows)
        if current is not None and current in rows:
            self.setCurrentIndex(self.charts.index(list(rows).index(current)))
        self.viewport().update()

    def compare(self, targets: bool) -> None:
        """Draw with or without targets; comparators have no room on small charts."""
        self.targets = targets
        self._forget()
        self.viewport().update()

    def tile(self) -> QSize:
        """Return the size of a tile, its margins included: two or three stand side by side where they can."""
        width = self.viewport().width() - 1
        columns = min(max(width // LEAST, 1), 3)
        return QSize(width // columns, PLOT + 2 * INSIDE + FIRST + 48 + GAP)

    def picture(self, number: int) -> QImage | None:
        """Return the small chart of a row; None while it is yet to be drawn, which is seen to."""
        if number not in self._pictures and number not in self._wanted:
            self._wanted.append(number)
            self._timer.start(0)
        return self._pictures.get(number)

    def _draw_some(self) -> None:
        """Draw a few charts, then let the window breathe."""
        now, self._wanted = self._wanted[:AT_ONCE], self._wanted[AT_ONCE:]
        size = QSize(self.tile().width() - GAP - 2 * INSIDE, PLOT)
        for number in now:
            chart, row = self.charts.chart(number), self.charts.rows[number]
            scale, tokens = self.devicePixelRatioF(), tokens_now()
            self._pictures[number] = self.camera.take(chart, row.period, size, scale, tokens, self.targets)
            self.update(self.charts.index(number))
        if self._wanted:
            self._timer.start(0)

    def _forget(self) -> None:
        self._pictures.clear()
        self._wanted.clear()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(LINE))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._forget()
            self.setGridSize(self.tile())
        super().resizeEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and hasattr(self, "_pictures"):
            self._forget()


class TileDelegate(QStyledItemDelegate):
    """Paints a small chart on a card, under its code, value, rating and title."""

    def __init__(self, wall: Wall) -> None:
        super().__init__(wall)
        self._wall = wall

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return self._wall.tile()

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, row = tokens_now(), index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(0.5, 0.5, -GAP + 0.5, -GAP + 0.5)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.setPen(QPen(QColor(tokens.accent if current else tokens.line), 2 if current else 1))
        painter.setBrush(QColor(tokens.surface))
        painter.drawRoundedRect(ground, RADIUS, RADIUS)
        inside = ground.adjusted(INSIDE, INSIDE - 4, -INSIDE, -INSIDE)
        _paint_head(painter, QRectF(inside.left(), inside.top(), inside.width(), FIRST), row, option.font, tokens)
        small = sized(option.font, SMALL)
        lines = title_lines(row, small, inside.width())
        box = QRectF(inside.left(), inside.top() + FIRST + 2, inside.width(), 48)
        height = QFontMetricsF(sized(option.font, TEXT)).height()
        painter.setFont(sized(option.font, TEXT))
        painter.setPen(QColor(tokens.ink))
        paint_lines(painter, QRectF(box.left(), box.top(), box.width(), height * len(lines)), lines, LEFT)
        self._paint_chart(painter, QRectF(inside.left(), box.bottom(), inside.width(), PLOT), index, option.font)
        painter.restore()

    def _paint_chart(
        self, painter: QPainter, at: QRectF, index: QModelIndex | QPersistentModelIndex, font: QFont
    ) -> None:
        chart = self._wall.charts.chart(index.row())
        if chart.empty:
            painter.setFont(sized(font, SMALL))
            painter.setPen(QColor(tokens_now().third))
            lines = set_lines(chart.empty, painter.font(), at.width(), 8)
            height = QFontMetricsF(painter.font()).height() * len(lines)
            paint_lines(painter, QRectF(at.left(), at.top() + 8, at.width(), height), lines, LEFT)
        elif picture := self._wall.picture(index.row()):
            size = picture.deviceIndependentSize()
            painter.drawImage(QRectF(at.topLeft(), size), picture)


def _paint_head(painter: QPainter, at: QRectF, row: Row, font: QFont, tokens: Tokens) -> None:
    """Paint the chip and code at the left, the value at the right."""
    paint_chip(painter, at, face_of(row), tokens, font, short=True)
    left = chip_width(face_of(row), font, short=True) + 8
    code = sized(font, TEXT, QFont.Weight.DemiBold)
    painter.setFont(code)
    painter.setPen(QColor(tokens.ink))
    painter.drawText(at.adjusted(left, 0, 0, 0), LEFT | Qt.AlignmentFlag.AlignVCenter, row.measure.code)
    left += QFontMetricsF(code).horizontalAdvance(row.measure.code) + 8
    value = sized(font, TITLE, QFont.Weight.Bold)
    if QFontMetricsF(value).horizontalAdvance(true_minus(value_words(row.measure, row.shown))) > at.width() - left:
        value = sized(font, SMALL)
    painter.setFont(value)
    lines = set_lines(true_minus(value_words(row.measure, row.shown)), value, at.width() - left, 2)
    paint_lines(painter, at.adjusted(left, 0, 0, 0), lines, Qt.AlignmentFlag.AlignRight)
