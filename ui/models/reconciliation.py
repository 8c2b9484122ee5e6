"""A reconciliation as a table, in sections that fold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.model import EntityId
from ui.models.reconciliation_lines import Line, Section, mark_words, name_of, spoken_line
from ui.words import plain_tooltip, title_of

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(IntEnum):
    """The columns of the table."""

    MEASURE = 0
    PRINTED = 1
    COMPUTED = 2
    REASON = 3


TITLES = ("Measure", "Printed", "Computed", "Why")
COPIED = ("What", "Code", "Measure", "Printed", "Computed", "What the report printed", "How it is computed")


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a section's lines, which it folds away."""

    title: str
    count: int
    folded: bool


class ReconciliationModel(QAbstractTableModel):
    """The lines of a reconciliation under their headings; `differences` leaves all others out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sections: tuple[Section, ...] = ()
        self.differences = False
        self.shown: tuple[Heading | Line, ...] = ()
        # What somebody folded or opened, by the section's title; the others are as they are at first.
        self._folded: dict[str, bool] = {}

    def show_sections(self, found: tuple[Section, ...]) -> None:
        """Show another reconciliation."""
        self.sections = found
        self._show()

    def show_differences(self, alone: bool) -> None:
        """Show the differences alone, or all lines."""
        self.differences = alone
        self._show()

    def fold(self, title: str, folded: bool) -> None:
        """Fold a section's lines away, or show them again."""
        self._folded[title] = folded
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self.shown = tuple(self._lines())
        self.endResetModel()

    def _lines(self) -> Iterator[Heading | Line]:
        for section in self.sections:
            if self.differences and not section.differs:
                continue
            folded = self._folded.get(section.title, section.quiet)
            yield Heading(section.title, len(section.lines), folded)
            if not folded:
                yield from section.lines

    def count(self, differences: bool) -> int:
        """Return how many lines there are, or how many differences."""
        return sum(len(each.lines) for each in self.sections if each.differs or not differences)

    def line_at(self, row: int) -> Line | None:
        """Return the line of a row; None for a heading."""
        line = self.shown[row] if 0 <= row < len(self.shown) else None
        return line if isinstance(line, Line) else None

    def find(self, measure: EntityId, part: str) -> int:
        """Return the first row that shows a line of a measure and part, or -1."""
        for number, line in enumerate(self.shown):
            if isinstance(line, Line) and (line.row.measure.id, line.row.part) == (measure, part):
                return number
        return -1

    def titles(self) -> Iterator[str]:
        """Yield the title of the section that each row belongs to."""
        title = ""
        for line in self.shown:
            title = line.title if isinstance(line, Heading) else title
            yield title

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.shown[index.row()]
        if isinstance(line, Heading):
            return _heading(line, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip("Enter or a double click shows its arithmetic on the Scorecard")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            at = index.column()
            return spoken_line(line) if at == Column.MEASURE else f"{TITLES[at]}: {cell_text(line, at)}"
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return TITLES[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def cell_text(line: Line, column: int) -> str:
    """Return what a cell of a line says."""
    if column == Column.MEASURE:
        return name_of(line.row)
    if column == Column.REASON:
        return "\n".join(line.reasons)
    return mark_words(line.printed if column == Column.PRINTED else line.computed)


def copied_cells(title: str, line: Line) -> tuple[str, ...]:
    """Return a line as it is copied, under the heads of `COPIED`."""
    said, *more = line.reasons
    marks = (mark_words(line.printed), mark_words(line.computed))
    return (title, line.row.measure.code, title_of(line.row.measure, line.row.part), *marks, said, " ".join(more))


def _heading(heading: Heading, role: int) -> str | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{heading.title} ({heading.count})"
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return f"{heading.title}: {heading.count}, {'folded' if heading.folded else 'unfolded'}"
    return None
