"""A table of a report as it will be written, its cells made when they are looked at."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.amounts import show_amount
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Rating
from ascdesk.reports.cells import Amount, Cell, Table, bracketed
from ui.words import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
# So many rows tell whether a column holds numbers.
LOOKED_AT = 30


def cell_text(cell: Cell) -> str:
    """Return a cell as a reader of the report sees it."""
    if isinstance(cell, Amount):
        flags = bracketed(cell.flags)
        return show_amount(cell.value, cell.unit, cell.decimals) + (f" {flags}" if flags else "")
    if isinstance(cell, Rating):
        return RATING_WORDS[cell]
    return str(cell)


class SheetModel(QAbstractTableModel):
    """Shows one table of a report."""

    def __init__(self, table: Table[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._numbers = [
            any(isinstance(column.take(each), Amount) for each in table.items[:LOOKED_AT]) for column in table.columns
        ]

    def cell(self, row: int, column: int) -> Cell:
        """Return what stands in a cell."""
        return self.table.columns[column].take(self.table.items[row])

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.items)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.table.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(self.cell(index.row(), index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell_text(self.cell(index.row(), index.column())))
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.table.columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self._numbers[section] else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
