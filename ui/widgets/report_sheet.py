"""One sheet of a report on the screen: the lines above its table, and the table as it will be written."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ascdesk.model import Rating
from ascdesk.reports.cells import Amount, Cell, Rank, Table
from ascdesk.scorecard import Row
from ui.models.sheet import SheetModel, cell_text
from ui.text import fits, paint_lines, set_lines
from ui.theme import sized
from ui.tokens import TEXT, tokens_now
from ui.widgets.chip import full_width, paint_chip
from ui.widgets.labels import label

MARGIN, LINE, AROUND = 8, 16, 12
# A wide sheet is looked over, a narrow one is read; the tooltip has the whole of a text.
MANY_COLUMNS, FEW_LINES, MOST_LINES = 10, 4, 14
CHARACTER, NARROWEST, WIDEST = 7, 58, 420
# Heights are worked out for this many rows; the rest of a longer sheet has one line for each.
MEASURED = 300


class SheetDelegate(QStyledItemDelegate):
    """Paints a cell: numbers to the right, a rating as its chip, a text on a few lines."""

    def __init__(self, sheet: SheetModel, parent: QTableView) -> None:
        super().__init__(parent)
        self._sheet = sheet

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(NARROWEST, LINE + AROUND)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        # Asked of the model itself: on its way through Qt a rating would become a plain text.
        tokens, cell = tokens_now(), self._sheet.cell(index.row(), index.column())
        selected = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        painter.fillRect(option.rect, QColor(tokens.selection if selected else tokens.surface))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, AROUND / 2, -MARGIN, -AROUND / 2)
        if isinstance(cell, Rating):
            chip = QRectF(inside.left(), option.rect.top() + 3, inside.width(), LINE + AROUND - 6)
            paint_chip(painter, chip, cell, tokens, option.font, short=False)
        else:
            self._paint_text(painter, inside, option.font, cell)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _paint_text(self, painter: QPainter, inside: QRectF, font: QFont, cell: Cell) -> None:
        number = isinstance(cell, Amount | Rank)
        painter.setPen(QColor(tokens_now().ink))
        painter.setFont(sized(font, TEXT))
        lines = set_cell(cell_text(cell), painter.font(), inside.width(), int(inside.height()) // LINE)
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        paint_lines(painter, QRectF(inside.left(), inside.top(), inside.width(), LINE * len(lines)), lines, side)


def set_cell(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Break a cell's text into lines, where it breaks itself and where there is no room."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += set_lines(paragraph, font, width, max(most - len(lines), 1))
    if len(lines) > most:
        return [*lines[: most - 1], f"{lines[most - 1]} …"]
    return lines


class SheetTable(QTableView):
    """Shows a sheet's rows; it scrolls across where they are wider than the page.

    Emits `how_wanted` with a judged row when Enter is pressed on its rating, or it is clicked.
    """

    how_wanted = Signal(object)

    def __init__(self, model: SheetModel) -> None:
        super().__init__()
        self._sheet = model
        self._most = FEW_LINES if len(model.table.columns) > MANY_COLUMNS else MOST_LINES
        model.setParent(self)
        self.setModel(model)
        self.setItemDelegate(SheetDelegate(model, self))
        self.setAccessibleName(model.table.name)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setAccessibleName(f"{model.table.name}: column heads")
        self.activated.connect(self._lead)
        self.clicked.connect(self._lead)
        self._fit()

    def _lead(self, index: QModelIndex) -> None:
        item = self._sheet.table.items[index.row()]
        if isinstance(item, Row) and isinstance(self._sheet.cell(index.row(), index.column()), Rating):
            self.how_wanted.emit(item)

    def _fit(self) -> None:
        """Give the columns the widths that they have in the workbook, and the rows what their texts need."""
        font, table = sized(self.font(), TEXT), self._sheet.table
        chip = round(full_width(self.font())) + 2 * MARGIN + 2
        widths = []
        for number, column in enumerate(table.columns):
            head = self.horizontalHeader().sectionSizeHint(number)
            width = min(max(round(column.width * CHARACTER) + 2 * MARGIN, NARROWEST, head), WIDEST)
            if not any(cell_text(column.take(each)) for each in table.items[:MEASURED]):
                width = max(head, NARROWEST)  # an empty column shows that it is there, and no more
            widths.append(max(width, chip) if column.heading == "Rating" else width)
            self.setColumnWidth(number, widths[-1])
        self.verticalHeader().setDefaultSectionSize(LINE + AROUND)
        for row in range(min(len(table.items), MEASURED)):
            lines = max(self._lines(row, number, font, width) for number, width in enumerate(widths))
            if lines > 1:
                self.setRowHeight(row, lines * LINE + AROUND)

    def _lines(self, row: int, column: int, font: QFont, width: int) -> int:
        text = cell_text(self._sheet.cell(row, column))
        room = width - 2 * MARGIN
        short = "\n" not in text and (len(text) * CHARACTER < room / 2 or fits(text, font, room))
        return 1 if short else len(set_cell(text, font, room, self._most))


class SheetView(QWidget):
    """A sheet: its lead, then its table."""

    def __init__(self, table: Table[Any]) -> None:
        super().__init__()
        self.table = SheetTable(SheetModel(table))
        self.setFocusProxy(self.table)
        lead = QVBoxLayout()
        lead.setContentsMargins(12, 8, 12, 4)
        lead.setSpacing(1)
        for number, line in enumerate(table.lead):
            lead.addWidget(label(line, "caption" if number else "group", wrap=True))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(lead)
        layout.addWidget(self.table, 1)
        if not table.items:
            layout.insertWidget(1, label("    There is nothing to write on this sheet.", "third"))
