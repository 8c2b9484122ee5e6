"""A table whose cells are typed into: targets by year, comparators by year."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from ascdesk.errors import UserError
from ui.measure_words import Choices, called
from ui.words import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CHOICES = Qt.ItemDataRole.UserRole
REFUSED = Qt.ItemDataRole.UserRole + 1


class Entry(Protocol):
    """What stands in a row: anything that is known by an id."""

    @property
    def id(self) -> str:
        """The id that tells it from other rows."""
        ...


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its field, its head, and how it is typed; `fixed` ones are only read."""

    key: str
    head: str
    right: bool = False
    choices: Choices = ()
    fixed: bool = False
    weight: int = 10


class EntriesModel(QAbstractTableModel):
    """Entries, one a row. Emits `told` with the sentence of what was refused, or nothing.

    What was refused stays in its cell until it is typed again or given up.
    """

    told = Signal(str)

    def __init__(
        self,
        show: Callable[[Any, str], str],
        keep: Callable[[Any, str, str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._show, self._keep = show, keep
        self.columns: tuple[Column, ...] = ()
        self.rows: tuple[Entry, ...] = ()
        self.refused: dict[tuple[str, str], tuple[str, str]] = {}

    def show_rows(self, columns: tuple[Column, ...], rows: Sequence[Entry]) -> None:
        """Show entries; the cursor stays where the rows are the same."""
        same = columns == self.columns and [each.id for each in rows] == [each.id for each in self.rows]
        if same:
            self.rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(columns) - 1))
            return
        self.beginResetModel()
        self.columns, self.rows = columns, tuple(rows)
        self.endResetModel()

    def entry(self, index: Index) -> Entry | None:
        """Return the entry of a row."""
        return self.rows[index.row()] if index.isValid() and index.row() < len(self.rows) else None

    def trouble(self) -> str:
        """Return why what stands in a cell was refused, of the first such cell; nothing where none was."""
        shown = {each.id for each in self.rows}
        return next((sentence for (row, _), (_, sentence) in self.refused.items() if row in shown), "")

    def give_up(self, index: Index) -> None:
        """Let what was refused in a cell go, so that it shows what is held."""
        if self.refused.pop(self._key(index), None):
            self.dataChanged.emit(index, index)
            self.told.emit(self.trouble())

    def _key(self, index: Index) -> tuple[str, str]:
        return self.rows[index.row()].id, self.columns[index.column()].key

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and not self.columns[index.column()].fixed:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, refused = self.columns[index.column()], self.refused.get(self._key(index))
        held = self._show(self.rows[index.row()], column.key)
        if role == Qt.ItemDataRole.EditRole:
            return refused[0] if refused else held
        if role == Qt.ItemDataRole.DisplayRole:
            return refused[0] if refused else called(column.choices, held) if column.choices else held
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_RIGHT if column.right else _LEFT) | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(refused[1] if refused else held if not column.choices else "")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.head}: {self.data(index) or 'nothing'}{f'. {refused[1]}' if refused else ''}"
        return column.choices if role == CHOICES else bool(refused) if role == REFUSED else None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        entry, column, key, typed = self.rows[index.row()], self.columns[index.column()], self._key(index), str(value)
        if typed.strip() == self._show(entry, column.key):
            self.give_up(index)
            return True
        try:
            self._keep(entry, column.key, typed)
        except UserError as error:
            sentence = f"{error.problem} {error.remedy} Esc brings the old value back."
            self.refused[key] = (typed, sentence)
            self.dataChanged.emit(index, index)
            self.told.emit(sentence)
            return False
        self.refused.pop(key, None)
        self.told.emit(self.trouble())
        return True

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Vertical or section >= len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (_RIGHT if self.columns[section].right else _LEFT) | Qt.AlignmentFlag.AlignVCenter
        return None


_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
