"""The lines of one card of the Overview: things to see to, or how far parts of the report are; folded to a few."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.completeness import Share
from ascdesk.expecting import Progress
from ascdesk.outstanding import Kind, Matter
from ascdesk.periods import Period
from ui.words import bare, of_them, plain_tooltip, title_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
FEW = 6
Item = Matter | Share


def name_of(matter: Item) -> str:
    """Return what a line is about: a measure with its code and part, a section, a report, an owner."""
    if isinstance(matter, Share):
        return matter.name
    if matter.measure is None:
        return matter.about or "Not known"
    code = f"{matter.measure.code} · " if matter.measure.code else ""
    return code + title_of(matter.measure, matter.part)


def share_words(share: Share) -> str:
    """Return how far a part is: "24 of 31 figures in · 2 say why not · 5 missing · 3 texts, 1 approved"."""
    figures, texts = share.figures, of_them(share.written, "text")
    parts = [
        f"{figures.there:,} of {of_them(figures.expected, 'figure')} in" if figures.expected else "No figure is due",
        f"{figures.explained:,} {'says' if figures.explained == 1 else 'say'} why not" if figures.explained else "",
        f"{figures.due:,} missing" if figures.due else "",
        f"{texts}, {share.approved:,} approved" if share.written else "no text yet",
    ]
    return " · ".join(part for part in parts if part)


def said_of(matter: Item, shown: Period | None) -> str:
    """Return the sentence below the name; nothing where the card's own says it of all its lines."""
    if isinstance(matter, Share):
        return share_words(matter)
    if matter.kind is Kind.LOCKED:
        said = matter.text.removeprefix(f"{matter.about} is ")
        return f"{said[:1].upper()}{said[1:]}"
    return "" if matter.kind is Kind.DUE and matter.period == shown else matter.text


class MattersModel(QAbstractListModel):
    """Some lines, folded to the first few."""

    def __init__(self, parent: QObject | None = None, few: int = FEW) -> None:
        super().__init__(parent)
        self._few = few
        self.matters: tuple[Item, ...] = ()
        self.period: Period | None = None
        self.unfolded = False

    def show_matters(self, matters: tuple[Item, ...], period: Period) -> bool:
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

    def share(self, row: int) -> Progress | None:
        """Return what a line's bar shows; None where it has none."""
        matter = self.matters[row]
        return matter.figures if isinstance(matter, Share) else None

    @property
    def long(self) -> bool:
        """Whether there are more matters than are shown folded; one more is shown, and not hidden behind a button."""
        return len(self.matters) > (self._few + 1 if self._few else 0)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        if parent.isValid():
            return 0
        return len(self.matters) if self.unfolded or not self.long else self._few

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
            matter = self.matters[index.row()]
            return f"{bare(name)}. {said if isinstance(matter, Share) else matter.text}"
        return None
