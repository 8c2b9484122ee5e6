"""How the cells of the sheet are painted, and what they are edited in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from typing_extensions import override

from ascdesk.sheet import Line
from ui.delegates import LEFT, MARGIN, RIGHT, figure_font, is_number
from ui.models.figures import WRONG, Column, FiguresModel, Heading, Look, Mark
from ui.text import fits, paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, Tokens, tokens_now
from ui.widgets.chip import face_of, full_width, paint_chip

INDENT, CORNER, MOST_LINES = 14, 6, 4
Index = QModelIndex | QPersistentModelIndex
NOW = (Column.NUMERATOR, Column.DENOMINATOR, Column.CURRENT)


class CellEditor(QLineEdit):
    """The box in which a cell is typed; `fresh` until somebody moves inside the text, so that arrows leave it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFrame(False)
        self.fresh = False
        self.filled = False


class SheetDelegate(QStyledItemDelegate):
    """Paints a cell of the sheet, and edits it.

    `left` is called with the key that ended the editing, after the text was handed to the model.
    """

    def __init__(self, model: FiguresModel, view: QTableView) -> None:
        super().__init__(view)
        self._model, self._view = model, view
        self._titles: dict[tuple[str, str, int], list[str]] = {}
        self.left: Callable[[QKeyEvent], None] = lambda _: None
        self.editor: CellEditor | None = None
        self.whole_chips = True

    # Painting

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens, line = tokens_now(), self._model.shown[index.row()]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        if isinstance(line, Heading):
            _ground(painter, option, tokens.background, tokens)
            _paint_heading(painter, inside, line, option.font, tokens)
        else:
            look = self._model.look(index.row(), index.column())
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            _ground(painter, option, _ground_colour(look, index.column(), selected, tokens), tokens)
            self._paint_cell(painter, inside, line, look, index.column(), option.font, tokens, selected)
            _paint_mark(painter, option, look, tokens)
        if index == self._view.currentIndex():
            _paint_ring(painter, option, tokens)
        painter.restore()

    def _paint_cell(
        self,
        painter: QPainter,
        inside: QRectF,
        line: Line,
        look: Look,
        column: int,
        font: QFont,
        tokens: Tokens,
        selected: bool,
    ) -> None:
        if column == Column.MEASURE:
            painter.setFont(sized(font, TEXT))
            painter.setPen(QColor(tokens.ink if line.main else tokens.second))
            at = inside if line.main else inside.adjusted(INDENT, 0, 0, 0)
            paint_lines(painter, at, self.title_lines(line, font, round(inside.width())), LEFT)
        elif column == Column.RATING:
            if line.main:
                paint_chip(painter, inside, face_of(line.row), tokens, font, not self.whole_chips)
        elif column == Column.CODE:
            _write(painter, inside, look.text, sized(font, TEXT), tokens.quiet(selected), LEFT)
        else:
            _paint_figure(painter, inside, look, column, font, tokens.quiet(selected))

    def title_lines(self, line: Line, font: QFont, width: int) -> list[str]:
        """Return the lines that a line's title is set on, in a column of so much room."""
        title, tail = self._model.set_title(line)
        key = (title, tail, width)
        if key not in self._titles:
            room = width if line.main else width - INDENT
            self._titles[key] = set_name(title, tail, sized(font, TEXT), room, MOST_LINES)
        return self._titles[key]

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(64, 32)

    # Editing

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = CellEditor(parent)
        editor.setAccessibleName(self._model.spoken(index))
        self.editor = editor
        return editor

    @override
    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if editor is self.editor:
            self.editor = None
        super().destroyEditor(editor, index)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, CellEditor) and not editor.filled:
            editor.setText(self._model.edit_text(index))
            editor.filled = True

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, CellEditor):
            self._model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    @override
    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        if not isinstance(editor, CellEditor) or not isinstance(event, QKeyEvent):
            return super().eventFilter(editor, event)
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(editor, event)
        if event.key() == Qt.Key.Key_Escape:
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.RevertModelCache)
            return True
        if event.key() == Qt.Key.Key_F2:
            editor.fresh = not editor.fresh
            return True
        if _ends(editor, event):
            self.finish(editor)
            self.left(event)
            return True
        return False

    def finish(self, editor: QWidget) -> None:
        """Hand what was typed to the model, and close the box."""
        # Whatever comes of the text, it is handed on once: the box is gone when that is done.
        self.editor, at = None, editor.geometry()
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        # Now, and only here: where Qt finds something unpainted when the grid scrolls, it paints all of it again.
        self._view.viewport().repaint(at)


def figure_lines(text: str, font: QFont, current: bool, width: float) -> int:
    """Return how many lines a figure's cell needs: words in place of a number may take two."""
    return 1 if fits(text, figure_font(font, current), width) else 2


def chip_room(font: QFont) -> int:
    """Return the width of a column that whole chips fit into."""
    return round(full_width(font)) + 2 * MARGIN + 2


def _ends(editor: CellEditor, event: QKeyEvent) -> bool:
    """Tell whether a key ends the editing: arrows do only while the text was just begun."""
    key = event.key()
    if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return True
    arrows = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
    if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Up, Qt.Key.Key_Down):
        return editor.fresh or key not in arrows
    return editor.fresh and key in arrows


def _ground_colour(look: Look, column: int, selected: bool, tokens: Tokens) -> str:
    if look.mark in WRONG:
        return tokens.red_soft
    if look.mark is Mark.ODD:
        return tokens.amber_soft
    if selected:
        return tokens.selection
    return tokens.soft if column == Column.CURRENT else tokens.surface


def _ground(painter: QPainter, option: QStyleOptionViewItem, colour: str, tokens: Tokens) -> None:
    painter.fillRect(option.rect, QColor(colour))
    painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))


def _paint_heading(painter: QPainter, inside: QRectF, line: Heading, font: QFont, tokens: Tokens) -> None:
    sign = "▸" if line.folded else "▾"
    text = f"{sign}  {line.title}" + (f"  ·  {line.count} folded away" if line.folded else "")
    _write(painter, inside, text, sized(font, TEXT, QFont.Weight.DemiBold), tokens.second, LEFT)


def _paint_figure(painter: QPainter, inside: QRectF, look: Look, column: int, font: QFont, quiet: str) -> None:
    current, tokens = column == Column.CURRENT, tokens_now()
    colour = tokens.ink if column in NOW else quiet
    text = look.text
    if look.mark is Mark.ODD or look.mark in WRONG:
        colour = tokens.amber if look.mark is Mark.ODD else tokens.red
        text = f"{'▲' if look.mark is Mark.ODD else '✕'} {text}"
    whole = figure_font(font, current)
    if fits(text, whole, inside.width() + 4):
        plain = is_number(look.text) or look.mark is not Mark.NONE
        _write(painter, inside.adjusted(-4, 0, 0, 0), text, whole if plain else sized(font, SMALL), colour, RIGHT)
    else:
        _write(painter, inside.adjusted(-4, 0, 0, 0), text, sized(font, SMALL), colour, RIGHT)


def _paint_mark(painter: QPainter, option: QStyleOptionViewItem, look: Look, tokens: Tokens) -> None:
    """Paint the corner that says that a figure has a note, as in Excel."""
    if look.mark is not Mark.NOTED:
        return
    corner = QPointF(option.rect.right() + 1, option.rect.top())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.accent))
    painter.drawPolygon(QPolygonF([corner - QPointF(CORNER, 0), corner, corner + QPointF(0, CORNER)]))


def _paint_ring(painter: QPainter, option: QStyleOptionViewItem, tokens: Tokens) -> None:
    focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.accent if focused else tokens.third), 2 if focused else 1))
    painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))


def _write(painter: QPainter, at: QRectF, text: str, font: QFont, colour: str, side: Qt.AlignmentFlag) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    lines = [text] if fits(text, font, at.width()) else set_lines(text, font, at.width(), 2)
    paint_lines(painter, at, lines, side)
