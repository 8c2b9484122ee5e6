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
from PySide6.QtGui import QColor, QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ascdesk.expecting import Progress
from ui.models.matters import MattersModel
from ui.text import paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now

MARGIN, ABOVE, BETWEEN = 14, 6, 1
BAR, AROUND_BAR, LEAST_PIECE = 6, 3, 3
# A line that only just goes in would lose its last letter where it is painted a little wider.
SLACK = 3
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
        share = self._list.share(index.row())
        inside = at.adjusted(MARGIN, ABOVE, -MARGIN, 0)
        top = _paint_text(painter, inside, name, sized(option.font, TEXT), tokens.ink)
        if share is not None:
            paint_share(painter, QRectF(inside.left(), top + AROUND_BAR, inside.width(), BAR), share)
            top += BAR + 2 * AROUND_BAR
        inside.setTop(top)
        _paint_text(painter, inside, said, sized(option.font, SMALL), tokens.second)
        if focused:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(at.adjusted(1, 1, -1, -2), 4, 4)
        painter.restore()


def _paint_text(painter: QPainter, at: QRectF, lines: list[str], font: QFont, colour: str) -> float:
    """Paint lines at the top of a box, and return where what follows begins."""
    height = QFontMetricsF(font).height() * len(lines)
    painter.setFont(font)
    painter.setPen(QColor(colour))
    paint_lines(painter, QRectF(at.left(), at.top(), at.width(), height), lines, Qt.AlignmentFlag.AlignLeft)
    return at.top() + height + BETWEEN


def pieces(share: Progress, width: float) -> tuple[float, float, float]:
    """Return how wide what is in, what says why not and what is missing are; what there is one of can be seen."""
    if not share.expected:
        return 0.0, 0.0, width
    counts = (share.there, share.explained, share.due)
    widths = [max(width * count / share.expected, LEAST_PIECE) if count else 0.0 for count in counts]
    widest = widths.index(max(widths))
    widths[widest] -= sum(widths) - width
    return widths[0], widths[1], widths[2]


def paint_share(painter: QPainter, at: QRectF, share: Progress) -> None:
    """Paint how far something is: what is in full, what says why not in grey, what is missing as the empty rest."""
    tokens, left = tokens_now(), at.left()
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(at, BAR / 2, BAR / 2)
    painter.setClipPath(outline)
    for width, colour in zip(pieces(share, at.width()), (tokens.accent, tokens.third, tokens.line), strict=True):
        painter.fillRect(QRectF(left, at.top(), width, at.height()), QColor(colour))
        left += width
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
        room = self._width - 2 * MARGIN - SLACK
        set_said = set_lines(said, self._font(SMALL), room, SAID_LINES) if said else []
        return set_name(name, "", self._font(TEXT), room, NAME_LINES), set_said

    def share(self, row: int) -> Progress | None:
        """Return what a line's bar shows; None where it has none."""
        return self._matters.share(row)

    def line_height(self, row: int) -> int:
        """Return how high a line is."""
        name, said = self.lines(row)
        height = QFontMetricsF(self._font(TEXT)).height() * len(name)
        if said:
            height += QFontMetricsF(self._font(SMALL)).height() * len(said) + BETWEEN
        if self.share(row) is not None:
            height += BAR + 2 * AROUND_BAR
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
