"""The lines of a card: each a name on three lines at most and a sentence below it, as high as they need."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.models.matters import MattersModel
from ui.text import paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now

MARGIN, ABOVE, BETWEEN = 14, 6, 1
NAME_LINES, SAID_LINES = 3, 3


class MatterDelegate(QStyledItemDelegate):
    """Paints a line; what does not go in is in the tooltip."""

    def __init__(self, parent: MatterList) -> None:
        super().__init__(parent)
        self._list = parent

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(64, self._list.line_height(index.row()))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, at = tokens_now(), QRectF(option.rect)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.selection if focused else tokens.hover if over else tokens.surface
        painter.fillRect(option.rect, QColor(ground))
        if index.row():
            painter.fillRect(option.rect.adjusted(0, 0, 0, 1 - option.rect.height()), QColor(tokens.faint))
        name, said = self._list.lines(index.row())
        top = at.top() + ABOVE
        for lines, font, colour in (
            (name, sized(option.font, TEXT), tokens.ink),
            (said, sized(option.font, SMALL), tokens.second),
        ):
            height = QFontMetricsF(font).height() * len(lines)
            painter.setFont(font)
            painter.setPen(QColor(colour))
            box = QRectF(at.left() + MARGIN, top, at.width() - 2 * MARGIN, height)
            paint_lines(painter, box, lines, Qt.AlignmentFlag.AlignLeft)
            top += height + BETWEEN
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(at.adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()


class MatterList(QListView):
    """Shows matters. Emits `chosen` with one when Enter is pressed on it or it is clicked, `stood_on` on the way."""

    chosen = Signal(object)
    stood_on = Signal(object)

    def __init__(self, model: MattersModel, name: str) -> None:
        super().__init__()
        self._matters = model
        self.setModel(model)
        self.setItemDelegate(MatterDelegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription("Arrow keys move; Enter leads to the place")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabKeyNavigation(False)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)
        self._width = 0

    def fit(self, width: int) -> None:
        """Take the height that all lines need at a width."""
        self._width = width
        self.setFixedHeight(sum(self.line_height(row) for row in range(self._matters.rowCount())))
        self.scheduleDelayedItemsLayout()

    def lines(self, row: int) -> tuple[list[str], list[str]]:
        """Return a line's name and sentence, set into its width."""
        name, said = self._matters.texts(row)
        room = self._width - 2 * MARGIN
        set_said = set_lines(said, self._font(SMALL), room, SAID_LINES) if said else []
        return set_name(name, "", self._font(TEXT), room, NAME_LINES), set_said

    def line_height(self, row: int) -> int:
        """Return how high a line is."""
        name, said = self.lines(row)
        height = QFontMetricsF(self._font(TEXT)).height() * len(name)
        if said:
            height += QFontMetricsF(self._font(SMALL)).height() * len(said) + BETWEEN
        return round(height) + 2 * ABOVE + 1

    def _font(self, pixels: int) -> QFont:
        return sized(self.font(), pixels)

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._matters.matters[index.row()])

    @override
    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and previous.isValid():  # the line that the keyboard begins on is nobody's choice
            self.stood_on.emit(self._matters.matters[current.row()])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        quiet = QSignalBlocker(self)  # nobody has chosen the line that the keyboard begins on
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._matters.rowCount():
            first = self._matters.index(0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        quiet.unblock()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)
