"""What can be commented on, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.commenting import Line, Stage
from ascdesk.model import EntityId
from ui import words
from ui.widgets.chip import face_of, spoken

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE, UNFINISHED = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
STAGE_WORDS = {
    Stage.TO_WRITE: "To write",
    Stage.DRAFT: "Draft",
    Stage.RETURNED: "Sent back",
    Stage.SUBMITTED: "Submitted",
    Stage.APPROVED: "Approved",
    Stage.UNPLACED: "Unplaced",
    Stage.OPTIONAL: "No text",
}


def title_words(line: Line) -> str:
    """Return a line's title, with the part after a middle dot."""
    return f"{words.bare(line.title)}{words.tail_of(line.part)}" if line.part else line.title


def status_words(line: Line, unfinished: bool = False) -> str:
    """Return where a line's text stands, in a word or two."""
    return "Unfinished" if unfinished else STAGE_WORDS[line.stage]


def spoken_line(line: Line, unfinished: bool = False) -> str:
    """Return a line as one sentence, for a screen reader."""
    name = f"{line.name}: " if line.name else ""
    rating = f" {spoken(face_of(line.row))}." if line.row else ""
    reason = " Red: needs a reason." if line.red and line.stage is Stage.TO_WRITE else ""
    return f"{name}{words.bare(title_words(line))}. {status_words(line, unfinished)}.{rating}{reason}"


class CommentariesModel(QAbstractListModel):
    """The lines that are shown."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._unfinished: frozenset[EntityId] = frozenset()

    def show_lines(self, lines: Sequence[Line], unfinished: frozenset[EntityId] = frozenset()) -> None:
        """Show other lines; the selection survives where they are the same ones with other texts."""
        same = [each.key for each in lines] == [each.key for each in self.lines]
        if same and lines:
            self.lines, self._unfinished = tuple(lines), unfinished
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines, self._unfinished = tuple(lines), unfinished
        self.endResetModel()

    def find(self, key: EntityId | None) -> int:
        """Return the number of the line of a commentary, or -1."""
        return next((number for number, line in enumerate(self.lines) if line.key == key), -1)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        unfinished = line.key in self._unfinished
        if role == Qt.ItemDataRole.DisplayRole:
            return " · ".join(word for word in (line.name, title_words(line)) if word)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.plain_tooltip(title_words(line))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_line(line, unfinished)
        return {LINE: line, UNFINISHED: unfinished}.get(role)
