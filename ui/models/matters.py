"""The lines of one card of the Overview: things to see to, as many as are unfolded."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.outstanding import Kind, Matter
from ascdesk.periods import Period
from ui.words import bare, plain_tooltip, title_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FEW = 6


def name_of(matter: Matter) -> str:
    """Return what a matter is about: a measure with its code and part, a section, a report."""
    if matter.measure is None:
        return matter.about or "Not known"
    code = f"{matter.measure.code} · " if matter.measure.code else ""
    return code + title_of(matter.measure, matter.part)


def said_of(matter: Matter, shown: Period | None) -> str:
    """Return the sentence below the name; nothing where the card's own says it of all its lines."""
    return "" if matter.kind is Kind.DUE and matter.period == shown else matter.text


class MattersModel(QAbstractListModel):
    """Some matters, folded to the first few."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matters: tuple[Matter, ...] = ()
        self.period: Period | None = None
        self.unfolded = False

    def show_matters(self, matters: tuple[Matter, ...], period: Period) -> bool:
        """Show other matters; False where they are the same and nothing has to be done."""
        if (matters, period) == (self.matters, self.period):
            return False
        self.beginResetModel()
        self.matters, self.period = matters, period
        self.endResetModel()
        return True

    def unfold(self, unfolded: bool) -> None:
        """Show all, or the first few."""
        self.beginResetModel()
        self.unfolded = unfolded
        self.endResetModel()

    def texts(self, row: int) -> tuple[str, str]:
        """Return a line's name and the sentence below it."""
        matter = self.matters[row]
        return name_of(matter), said_of(matter, self.period)

    @property
    def long(self) -> bool:
        """Whether there are more matters than are shown folded; one more is shown, and not hidden behind a button."""
        return len(self.matters) > FEW + 1

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid():
            return 0
        return len(self.matters) if self.unfolded or not self.long else FEW

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        name, said = self.texts(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("\n".join(filter(None, (name, said))))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{bare(name)}. {self.matters[index.row()].text}"
        return None
