"""The list of measures beside the charts, and the box that finds them."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from typing_extensions import override

from ascdesk.charts.words import value_words
from ascdesk.model import EntityId
from ascdesk.scorecard import Row
from ui.delegates import title_lines
from ui.models.scorecard import LINE, Heading, Line
from ui.models.trends import TrendsModel
from ui.text import paint_lines, set_lines, true_minus
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now
from ui.widgets.chip import chip_width, face_of, paint_chip
from ui.widgets.labels import label

MARGIN, GAP, AROUND, FIRST = 12, 8, 6, 22
MOST_TITLES, MOST_LINES = 2000, 8
LEFT, MIDDLE = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignVCenter
DEMI = QFont.Weight.DemiBold


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of a line: its heading or code, its title, its value, and how wide and high they are."""

    strong: QFont
    text: QFont
    small: QFont
    strong_metrics: QFontMetricsF
    text_height: float
    small_metrics: QFontMetricsF

    @classmethod
    def of(cls, font: QFont) -> Fonts:
        """Return the fonts of a list that is written in this one."""
        strong, text, small = sized(font, TEXT, DEMI), sized(font, TEXT), sized(font, SMALL)
        return cls(strong, text, small, QFontMetricsF(strong), QFontMetricsF(text).height(), QFontMetricsF(small))


class LineDelegate(QStyledItemDelegate):
    """Paints a measure's chip and code with its title below, or a section's heading.

    Titles are broken and fonts made once for each width and font, as a list asks for them very often.
    """

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._broken: dict[tuple[str, str, float], list[str]] = {}
        self._font: QFont | None = None
        self._fonts: Fonts | None = None

    def fonts(self, font: QFont) -> Fonts:
        """Return the fonts of the lines; another font than before breaks all titles anew."""
        if self._fonts is None or font != self._font:
            self._font, self._fonts = QFont(font), Fonts.of(font)
            self._broken.clear()
        return self._fonts

    def lines(self, line: Line, fonts: Fonts, width: float) -> list[str]:
        """Return the lines of a title or heading."""
        key = (line.title, "", width) if isinstance(line, Heading) else (line.measure.title, line.part, width)
        if key not in self._broken:
            if len(self._broken) > MOST_TITLES:
                self._broken.clear()
            self._broken[key] = (
                set_lines(line.title, fonts.strong, width, 3)
                if isinstance(line, Heading)
                else title_lines(line, fonts.text, width, MOST_LINES)
            )
        return self._broken[key]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view, line, fonts = self.parent(), index.data(LINE), self.fonts(option.font)
        width = view.viewport().width() if isinstance(view, QListView) else 240
        high = len(self.lines(line, fonts, float(width - 2 * MARGIN))) * fonts.text_height
        return QSize(width, round(high + (12 if isinstance(line, Heading) else 2 * AROUND + FIRST + 2)))

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, line, fonts = tokens_now(), index.data(LINE), self.fonts(option.font)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        heading = isinstance(line, Heading)
        ground = tokens.background if heading else tokens.selection if chosen else tokens.surface
        painter.fillRect(option.rect, QColor(ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, AROUND, -MARGIN, -AROUND)
        if heading:
            painter.setFont(fonts.strong)
            painter.setPen(QColor(tokens.second))
        else:
            self._paint_first(painter, QRectF(inside.topLeft(), QSizeF(inside.width(), FIRST)), line, fonts)
            inside.setTop(inside.top() + FIRST + 2)
            painter.setFont(fonts.text)
            painter.setPen(QColor(tokens.ink if chosen else tokens.second))
        paint_lines(painter, inside, self.lines(line, fonts, inside.width()), LEFT)
        if not heading and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_first(self, painter: QPainter, at: QRectF, row: Row, fonts: Fonts) -> None:
        """Paint chip and code, and the value at the right where there is room for it."""
        tokens, code = tokens_now(), row.measure.code
        paint_chip(painter, at, face_of(row), tokens, fonts.text, short=True)
        left = chip_width(face_of(row), fonts.text, short=True) + GAP
        painter.setFont(fonts.strong)
        painter.setPen(QColor(tokens.ink))
        painter.drawText(at.adjusted(left, 0, 0, 0), LEFT | MIDDLE, code)
        value = true_minus(value_words(row.measure, row.shown))
        room = at.width() - left - fonts.strong_metrics.horizontalAdvance(code) - GAP
        if fonts.small_metrics.horizontalAdvance(value) <= room:
            painter.setFont(fonts.small)
            painter.setPen(QColor(tokens.second))
            painter.drawText(at, Qt.AlignmentFlag.AlignRight | MIDDLE, value)


class TrendList(QListView):
    """Shows the measures; arrow keys pass over headings."""

    def __init__(self, model: TrendsModel) -> None:
        super().__init__()
        self.trends = model
        self.setModel(model)
        self.setItemDelegate(LineDelegate(self))
        self.setAccessibleName("Measures with a chart")
        self.setAccessibleDescription("Arrow keys choose the measure whose chart is shown")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(32)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        # It paints its own ground, so that what scrolls is moved and nothing behind it is painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self._lay_out_again)

    def _lay_out_again(self) -> None:
        self.doItemsLayout()
        self.scrollTo(self.currentIndex())

    def current_row(self) -> Row | None:
        """Return the row that the cursor stands on."""
        return self.trends.row_at(self.currentIndex())

    def go_to(self, measure: EntityId, part: str) -> bool:
        """Select a measure and part; False where it is not in the list."""
        number = self.trends.find(measure, part)
        if number < 0:
            return False
        if self.currentIndex().row() != number:
            self.setCurrentIndex(self.trends.index(number))
        return True

    def select_first(self) -> None:
        """Select the first measure."""
        rows = (number for number, line in enumerate(self.trends.lines) if isinstance(line, Row))
        self.setCurrentIndex(self.trends.index(next(rows, -1)))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(tokens_now().surface))
        painter.end()
        super().paintEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Put off, since the bar that changes the width appears while the lines are being laid out.
        self._again.start()


class FindBox(QLineEdit):
    """Finds measures as one types. Emits `done` when the arrow goes down into the list."""

    done = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find a measure")
        self.setAccessibleName("Find a measure in the list")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class TrendChooser(QFrame):
    """The card with the box and the list."""

    def __init__(self, model: TrendsModel) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.box, self.list = FindBox(), TrendList(model)
        self.nothing = label("No measure holds these words.", "third", wrap=True)
        self.nothing.setContentsMargins(12, 8, 12, 8)
        self.nothing.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 8, 1, 1)
        layout.setSpacing(6)
        around = QVBoxLayout()
        around.setContentsMargins(8, 0, 8, 0)
        around.addWidget(self.box)
        layout.addLayout(around)
        layout.addWidget(self.nothing)
        layout.addWidget(self.list, 1)
        self.setMinimumWidth(190)
        self.box.textChanged.connect(self._filter)
        self.box.done.connect(self._into_list)

    def _filter(self, text: str) -> None:
        row = self.list.current_row()
        self.list.trends.find_words(text)
        self.nothing.setVisible(not self.list.trends.lines)
        if row is not None:
            self.list.go_to(row.measure.id, row.part)

    def _into_list(self) -> None:
        if self.list.current_row() is None:
            self.list.select_first()
        self.list.setFocus()
