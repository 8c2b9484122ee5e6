"""The measures of a scorecard as a list to choose a chart from, and a chart's data as a table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QAbstractListModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.charts.data import table_heads, table_rows
from ascdesk.charts.values import Chart
from ascdesk.scorecard import Row, Scorecard
from ui import words
from ui.models.scorecard import LINE, Heading, Line, lines_of
from ui.widgets.chip import face_of, face_word

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


def found_lines(card: Scorecard, wanted: str) -> tuple[Line, ...]:
    """Return headings and rows whose code, title, part or section hold every word; headings without rows stay out."""
    asked = wanted.casefold().split()
    lines: list[Line] = []
    heading: Heading | None = None
    for line in lines_of(card):
        if isinstance(line, Heading):
            heading = line
            continue
        text = f"{line.measure.code} {words.title_of(line.measure, line.part)} {heading.title if heading else ''}"
        if all(word in text.casefold() for word in asked):
            if heading is not None and (not lines or _heading_of(lines) != heading):
                lines.append(heading)
            lines.append(line)
    return tuple(lines)


def _heading_of(lines: Iterable[Line]) -> Heading | None:
    return next((line for line in reversed(list(lines)) if isinstance(line, Heading)), None)


class TrendsModel(QAbstractListModel):
    """The rows of a scorecard under the headings of their sections; a filter leaves some of them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card: Scorecard | None = None
        self.wanted = ""
        self.lines: tuple[Line, ...] = ()

    def show_card(self, card: Scorecard) -> None:
        """Show another scorecard; the selection survives where only the ratings are others."""
        self._card = card
        self._show(found_lines(card, self.wanted))

    def find_words(self, wanted: str) -> None:
        """Leave only the measures that hold these words."""
        self.wanted = wanted
        if self._card is not None:
            self._show(found_lines(self._card, wanted))

    def _show(self, lines: tuple[Line, ...]) -> None:
        same = [_identity(line) for line in lines] == [_identity(line) for line in self.lines]
        if same and lines:
            self.lines = lines
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def find(self, measure: str, part: str) -> int:
        """Return the number of the line of a measure and part, or -1."""
        for number, line in enumerate(self.lines):
            if isinstance(line, Row) and (line.measure.id, line.part) == (measure, part):
                return number
        return -1

    def row_at(self, index: Index) -> Row | None:
        """Return the row of a line; None on a heading."""
        line = self.lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Row) else None

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.row_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(line, Heading):
            return line.title
        name = f"{line.measure.code} {words.title_of(line.measure, line.part)}".strip()
        return f"{name}, {face_word(face_of(line))}" if role == Qt.ItemDataRole.AccessibleTextRole else name


def _identity(line: Line) -> tuple[str, str]:
    return (line.title, "") if isinstance(line, Heading) else (line.measure.id, line.part)


class PointsModel(QAbstractTableModel):
    """The data of a chart, a row for every period."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[str, ...] = ()
        self.rows: tuple[tuple[str, ...], ...] = ()

    def show_chart(self, chart: Chart | None) -> None:
        """Show the data of another chart."""
        self.beginResetModel()
        drawn = chart is not None and chart.lines
        self.heads = table_heads(chart) if chart and drawn else ()
        self.rows = table_rows(chart) if chart and drawn else ()
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        words_ = column == 0 or self.heads[column] == "Remarks"
        side = Qt.AlignmentFlag.AlignLeft if words_ else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter
