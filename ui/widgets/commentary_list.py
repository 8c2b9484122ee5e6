"""The list of what can be commented on, and the filters above it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from ascdesk.commenting import Line, Stage
from ascdesk.model import EntityId, Subject
from ui.models.commentaries import LINE, STAGE_WORDS, UNFINISHED, CommentariesModel, status_words
from ui.text import paint_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, Tokens, tokens_now
from ui.widgets.chip import chip_width, face_of, paint_chip
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button
from ui.widgets.sight import bring_in_sight, was_in_sight
from ui.words import bare, tail_of

MARGIN, GAP, AROUND, FIRST = 12, 8, 8, 22
MOST_LINES = 6
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
DEMI = QFont.Weight.DemiBold
FILTERS = (
    None,
    Stage.TO_WRITE,
    Stage.RETURNED,
    Stage.DRAFT,
    Stage.SUBMITTED,
    Stage.APPROVED,
    Stage.UNPLACED,
)
ALWAYS = (None, Stage.TO_WRITE)


def title_lines(line: Line, font: QFont, width: float) -> list[str]:
    """Return the lines that a title takes under its code."""
    title = bare(line.title) if line.part else line.title
    return set_name(title, tail_of(line.part), sized(font, SMALL), width, MOST_LINES)


class LineDelegate(QStyledItemDelegate):
    """Paints chip, code and status on one line, and the title below them."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        # Setting a few hundred titles takes longer than everything else that a changed text makes necessary.
        self._heights: dict[tuple[str, str, int], int] = {}

    def forget(self) -> None:
        """Set the titles anew, because the room or the font is another."""
        self._heights.clear()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line, width = index.data(LINE), self._view.viewport().width()
        key = (line.title, line.part, width)
        if key not in self._heights:
            taken = len(title_lines(line, option.font, width - 2 * MARGIN))
            small = QFontMetricsF(sized(option.font, SMALL)).height()
            self._heights[key] = round(AROUND + FIRST + 2 + taken * small + AROUND)
        return QSize(width, self._heights[key])

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, line = tokens_now(), index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = tokens.surface if line.subject is Subject.MEASURE else tokens.background
        painter.fillRect(option.rect, QColor(tokens.selection if selected else ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, AROUND, -MARGIN, -AROUND)
        top = QRectF(inside.left(), inside.top(), inside.width(), FIRST)
        left = self._paint_status(painter, top, line, index.data(UNFINISHED), option.font, tokens.quiet(selected))
        self._paint_name(painter, left, line, option.font, tokens)
        painter.setFont(sized(option.font, SMALL))
        painter.setPen(QColor(tokens.quiet(selected)))
        below = inside.adjusted(0, FIRST + 2, 0, 0)
        paint_lines(painter, below, title_lines(line, option.font, inside.width()), LEFT)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_status(
        self, painter: QPainter, at: QRectF, line: Line, unfinished: bool, font: QFont, quiet: str
    ) -> QRectF:
        """Paint where the text stands, at the right, and return what is left of the line."""
        text = status_words(line, unfinished)
        loud = unfinished or line.stage in (Stage.RETURNED, Stage.UNPLACED)
        written = sized(font, SMALL, DEMI if loud else QFont.Weight.Normal)
        painter.setFont(written)
        painter.setPen(QColor(tokens_now().ink if loud else quiet))
        painter.drawText(at, RIGHT | Qt.AlignmentFlag.AlignVCenter, text)
        return at.adjusted(0, 0, -QFontMetricsF(written).horizontalAdvance(text) - GAP, 0)

    def _paint_name(self, painter: QPainter, at: QRectF, line: Line, font: QFont, tokens: Tokens) -> None:
        if line.row is not None:
            paint_chip(painter, at, face_of(line.row), tokens, font, short=True)
            at = at.adjusted(chip_width(face_of(line.row), font, short=True) + GAP, 0, 0, 0)
        name = sized(font, TEXT, DEMI)
        painter.setFont(name)
        about_measure = line.subject is Subject.MEASURE
        painter.setPen(QColor(tokens.ink if about_measure else tokens.second))
        shown = QFontMetricsF(name).elidedText(line.name, Qt.TextElideMode.ElideRight, at.width())
        painter.drawText(at, LEFT | Qt.AlignmentFlag.AlignVCenter, shown)


class CommentaryList(QListView):
    """Shows the lines. Emits `entered` when somebody wants to write about the chosen one."""

    entered = Signal()

    def __init__(self, model: CommentariesModel) -> None:
        super().__init__()
        self.commentaries = model
        self.setModel(model)
        self._delegate = LineDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName("What can be commented on")
        self.setAccessibleDescription("Arrow keys move; Enter goes into the text")
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(32)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMinimumWidth(210)
        self.doubleClicked.connect(lambda _: self.entered.emit())

    def current_line(self) -> Line | None:
        """Return the line that the cursor stands on."""
        line = self.currentIndex().data(LINE)
        return line if isinstance(line, Line) else None

    def go_to(self, key: EntityId | None) -> bool:
        """Select the line of a commentary; False where it is not shown."""
        number = self.commentaries.find(key)
        if number < 0:
            return False
        if self.currentIndex().row() != number:
            self.setCurrentIndex(self.commentaries.index(number))
        self.scrollTo(self.currentIndex())
        return True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = was_in_sight(self, event)
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._delegate.forget()
            self.scheduleDelayedItemsLayout()
        if seen:
            bring_in_sight(self)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._delegate.forget()


class Filters(QWidget):
    """One button for each stage that a line stands in, with how many do. Emits `chosen` with the stage, or None."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Which texts to show")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.buttons = {stage: button("", "filter") for stage in FILTERS}
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, gap=4)
        for stage, each in self.buttons.items():
            each.setCheckable(True)
            self._group.addButton(each)
            flow.addWidget(each)
            each.clicked.connect(lambda _=False, stage=stage: self.chosen.emit(stage))
        self.mark(None)

    def mark(self, stage: Stage | None) -> None:
        """Show which filter is on."""
        self.buttons[stage].setChecked(True)

    def show_counts(self, counts: Mapping[Stage, int], shown: Stage | None) -> None:
        """Show how many lines stand where; a stage without any has no button unless it is the one that is on."""
        for stage, each in self.buttons.items():
            number = sum(counts.values()) if stage is None else counts[stage]
            text = f"{'All' if stage is None else STAGE_WORDS[stage]} {number:,}"
            if each.text() != text:
                each.setText(text)
                each.setAccessibleName(text)
            each.setVisible(bool(number) or stage in ALWAYS or stage is shown)
        self.updateGeometry()
