"""How a line of a reconciliation is set and painted: every text in full, chips and arrows with their words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView
from typing_extensions import override

from ascdesk.model import Movement
from ui.delegates import ARROW, MARGIN, paint_arrow
from ui.models.reconciliation import Column, Heading, ReconciliationModel
from ui.models.reconciliation_lines import Line, Mark, Sign
from ui.text import set_lines
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now
from ui.widgets.chip import HEIGHT, chip_width, paint_chip
from ui.words import title_of

ABOVE, BETWEEN, HEADING = 8, 4, 32
BESIDE = 6
# No text of a reason or a title is ever as long: nothing is left out.
ALL = 100
DEMI = QFont.Weight.DemiBold


@dataclass(frozen=True, slots=True)
class Block:
    """Lines of text in one font and one of the inks of the design."""

    lines: tuple[str, ...]
    font: QFont
    ink: str

    @property
    def height(self) -> float:
        """How high it is painted."""
        return QFontMetricsF(self.font).height() * len(self.lines)


def blocks(line: Line, column: int, font: QFont, width: float) -> tuple[Block, ...]:
    """Return the texts of a cell, set into its width; none where it shows a chip."""
    small, text = sized(font, SMALL), sized(font, TEXT)
    if column == Column.MEASURE:
        title = _block(title_of(line.row.measure, line.row.part), text, "ink", width)
        return (_block(line.row.measure.code, small, "third", width), title) if line.row.measure.code else (title,)
    if column == Column.REASON:
        *said, last = [each for each in line.reasons if each]
        return (*(_block(each, text, "second", width) for each in said), _block(last, text, "ink", width))
    mark = mark_of(line, column)
    if not isinstance(mark, Sign):
        return ()
    return (_block(mark.words, text, "ink", width - (_arrow_width(mark))),)


def _block(text: str, font: QFont, ink: str, width: float) -> Block:
    return Block(tuple(set_lines(text, font, width, ALL)), font, ink)


def mark_of(line: Line, column: int) -> Mark:
    """Return what was printed, or what is computed."""
    return line.printed if column == Column.PRINTED else line.computed


def _arrow_width(sign: Sign) -> int:
    return 0 if sign.movement is Movement.NONE else ARROW + BESIDE


def mark_width(mark: Mark, font: QFont) -> float:
    """Return how wide a mark is on one line."""
    if not isinstance(mark, Sign):
        return chip_width(mark, font, short=False)
    return _arrow_width(mark) + QFontMetricsF(sized(font, TEXT)).horizontalAdvance(mark.words)


def mark_least(mark: Mark, font: QFont) -> float:
    """Return how wide a mark is at the least: a chip, or the widest of its words."""
    if not isinstance(mark, Sign):
        return chip_width(mark, font, short=False)
    metrics = QFontMetricsF(sized(font, TEXT))
    return _arrow_width(mark) + max(metrics.horizontalAdvance(word) for word in mark.words.split())


def cell_height(line: Line, column: int, font: QFont, width: float) -> float:
    """Return how high a cell must be to show all of its texts."""
    set_ = blocks(line, column, font, width)
    gaps = BETWEEN * max(len(set_) - 1, 0) if column == Column.REASON else 0
    return (sum(each.height for each in set_) + gaps if set_ else HEIGHT - 4) + 2 * ABOVE


class ReconciliationDelegate(QStyledItemDelegate):
    """Paints the cells; the table has made their rows as high as they need."""

    def __init__(self, model: ReconciliationModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(64, HEADING)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, line = tokens_now(), self._model.shown[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = tokens.background if isinstance(line, Heading) else tokens.surface
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(option.rect, QColor(tokens.selection if chosen else ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        if isinstance(line, Heading):
            _paint_heading(painter, inside, line, option.font)
        else:
            _paint_cell(painter, inside, line, index.column(), option.font, chosen)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()


def _paint_heading(painter: QPainter, inside: QRectF, heading: Heading, font: QFont) -> None:
    sign = "▸" if heading.folded else "▾"
    painter.setPen(QColor(tokens_now().second))
    painter.setFont(sized(font, TEXT, DEMI))
    painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, f"{sign}  {heading.title}  ·  {heading.count}")


def _paint_cell(painter: QPainter, inside: QRectF, line: Line, column: int, font: QFont, chosen: bool) -> None:
    tokens = tokens_now()
    if column in (Column.PRINTED, Column.COMPUTED):
        mark = mark_of(line, column)
        if not isinstance(mark, Sign):
            paint_chip(painter, QRectF(inside.left(), inside.top() + ABOVE - 3, inside.width(), HEIGHT), mark, tokens,
                       font, short=False)  # fmt: skip
            return
        if mark.movement is not Movement.NONE:
            middle = inside.top() + ABOVE + QFontMetricsF(sized(font, TEXT)).height() / 2
            paint_arrow(painter, QPointF(inside.left() + ARROW / 2, middle), mark.movement, QColor(tokens.ink))
    top, left = inside.top() + ABOVE, inside.left()
    if column in (Column.PRINTED, Column.COMPUTED) and isinstance(mark, Sign):
        left += _arrow_width(mark)
    for block in blocks(line, column, font, inside.width()):
        painter.setFont(block.font)
        quiet = tokens.second if chosen and block.ink == "third" else getattr(tokens, block.ink)
        painter.setPen(QColor(quiet))
        height = QFontMetricsF(block.font).height()
        for text in block.lines:
            painter.drawText(QRectF(left, top, inside.right() - left + 1, height), Qt.AlignmentFlag.AlignVCenter, text)
            top += height
        top += BETWEEN if column == Column.REASON else 0
