"""A sheet of a kept file, cell by cell as it was sent, or the lines of a text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.amounts import plain
from ascdesk.number_formats import parse_format
from ascdesk.readings import scaled
from ascdesk.returns.paper import Lines
from ascdesk.returns.values import Cell, CellKind, Sheet
from ui.words import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
# A few empty rows and columns around what is there, as in a workbook.
AROUND = 2


class KeptSheetModel(QAbstractTableModel):
    """Shows a sheet's cells under their letters and numbers; a text shows its lines."""

    def __init__(self, sheet: Sheet, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet, self.is_text = sheet, isinstance(sheet, Lines)
        self._cells = {(cell.row, cell.column): cell for each in sheet.cells() for cell in (each, *each.lines)}
        self._rows = max((row for row, _ in self._cells), default=0) + (0 if self.is_text else AROUND)
        self._columns = 1 if self.is_text else max((column for _, column in self._cells), default=0) + AROUND

    def cell_at(self, index: Index) -> Cell | None:
        """Return the cell of an index, if anything stands there."""
        return self._cells.get((index.row() + 1, index.column() + 1))

    def place(self, index: Index) -> str:
        """Return what a cell is called: "C14", or "line 103" in a text."""
        if self.is_text:
            return f"Line {index.row() + 1}"
        return Cell(index.row() + 1, index.column() + 1, CellKind.TEXT, "").address

    def find(self, place: str) -> QModelIndex:
        """Return the index of a figure's place, such as "Sheet1!C14" or "line 103"; invalid if it is not here."""
        wanted = place.partition(":")[0]
        found = (key for key, cell in self._cells.items() if self.sheet.place(cell).partition(":")[0] == wanted)
        row, column = next(found, (0, 0))
        return self.index(row - 1, column - 1) if row else NOWHERE

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._rows

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self._columns

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell_at(index) if index.isValid() else None
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            return f"{self.place(index)}: {cell_text(cell) if cell else 'blank'}"
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(cell)
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(cell_text(cell))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if cell.kind is CellKind.NUMBER else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return "Text" if self.is_text else Cell(1, section + 1, CellKind.TEXT, "").address.rstrip("1")


def cell_text(cell: Cell) -> str:
    """Return what a cell shows: a number as its format has it, as far as that is known."""
    if cell.kind is not CellKind.NUMBER or cell.number is None:
        return cell.text
    shown = parse_format(cell.format, cell.number)
    if shown.date:
        return cell.text
    number = scaled(cell.number, 2) if shown.percent else cell.number
    if shown.decimals is not None:
        grouped = "," if "," in cell.format else ""
        return f"{number:{grouped}.{shown.decimals}f}{'%' if shown.percent else ''}"
    return f"{plain(number)}{'%' if shown.percent else ''}"
