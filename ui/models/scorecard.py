"""A scorecard as a table: its sections as headings, its rows judged."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.scorecard import Row, Scorecard, show_comparator, show_figure
from ui import words
from ui.widgets.chip import face_of, face_word, spoken

Index = QModelIndex | QPersistentModelIndex
LINE = Qt.ItemDataRole.UserRole
NOWHERE = QModelIndex()
HOW = "Enter or a click shows its arithmetic."


class Column(IntEnum):
    """All columns that a layout may show, as they stand."""

    CODE = 0
    MEASURE = 1
    YEAR_BEFORE = 2
    LAST_YEAR = 3
    AVERAGE = 4
    RANK = 5
    RANK_MOVE = 6
    PREVIOUS = 7
    INTERIM = 8
    CURRENT = 9
    TARGET = 10
    BEST = 11
    RATING = 12
    DIRECTION = 13
    COMPARATOR = 14
    COMMENT = 15


class Layout(StrEnum):
    """How a scorecard is laid out: a dense table, or a national framework with its averages and ranks."""

    TABLE = "Table"
    FRAMEWORK = "Framework"


# Behind these stands arithmetic that can be opened.
JUDGED = (Column.RATING, Column.DIRECTION)
FIGURES = (
    Column.YEAR_BEFORE, Column.LAST_YEAR, Column.AVERAGE, Column.PREVIOUS, Column.INTERIM, Column.CURRENT,
    Column.TARGET,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a section's rows."""

    title: str


Line = Heading | Row


def lines_of(card: Scorecard) -> tuple[Line, ...]:
    """Return a scorecard's rows, each section under its heading."""
    lines: list[Line] = []
    for section, rows in groupby(card.rows, key=lambda row: row.section):
        if section is not None or lines:
            lines.append(Heading(section.title if section else "In no section"))
        lines.extend(rows)
    return tuple(lines)


def comparator_lines(row: Row, short: bool = False, year: bool = True) -> tuple[str, str]:
    """Return the comparator's two lines: who and how much, then when and at which rank.

    Without `year` the rank stands alone, where there is one.
    """
    comparator = words.main_comparator(row)
    if comparator is None:
        return "", ""
    name, value = words.bare(comparator.name), show_comparator(row.measure, comparator)
    when, rank = words.comparator_year(comparator), words.rank_words(comparator, short)
    if comparator.value is None:
        return f"{name} · {when}", value
    return f"{name} {value}", " · ".join(text for text in (when if year or not rank else "", rank) if text)


def comparator_text(row: Row, short: bool = False) -> str:
    """Return the comparator's two lines as one text."""
    return "\n".join(comparator_lines(row, short)).strip()


def best_layout(card: Scorecard) -> Layout:
    """Return the layout that a scorecard is most at home in: where most rows are ranked, the framework's."""
    ranked = sum(any(each.rank is not None for each in row.comparators) for row in card.rows)
    return Layout.FRAMEWORK if 2 * ranked > len(card.rows) else Layout.TABLE


def interim(card: Scorecard) -> Period | None:
    """Return the latest month inside the shown period that has figures beside those of the period (N5)."""
    months = {figure.period for row in card.rows for figure in row.before if figure.period.kind is PeriodKind.MONTH}
    return max((month for month in months if card.period.contains(month)), default=None)


def _two_years_ago(period: Period) -> Period:
    return period.financial_year.shift(-2)


def _average(row: Row) -> str:
    comparator = words.main_comparator(row)
    return show_comparator(row.measure, comparator) if comparator else ""


def _rank(row: Row) -> str:
    comparator = words.main_comparator(row)
    return words.rank_words(comparator, short=True) if comparator else ""


def _rank_move(row: Row) -> str:
    comparator = words.main_comparator(row)
    return words.rank_before_words(comparator) if comparator else ""


def _month_words(row: Row) -> str:
    months = [each for each in row.before if each.period.kind is PeriodKind.MONTH and row.period.contains(each.period)]
    return show_figure(row.measure, months[-1]) if months else ""


TEXTS: dict[Column, Callable[[Row], str]] = {
    Column.CODE: lambda row: row.measure.code,
    Column.MEASURE: lambda row: words.title_of(row.measure, row.part),
    Column.YEAR_BEFORE: lambda row: words.figure_words(row, _two_years_ago(row.period)),
    Column.LAST_YEAR: lambda row: words.figure_words(row, row.period.financial_year.previous()),
    Column.AVERAGE: _average,
    Column.RANK: _rank,
    Column.RANK_MOVE: _rank_move,
    Column.PREVIOUS: lambda row: words.figure_words(row, row.period.previous()),
    Column.INTERIM: _month_words,
    Column.CURRENT: lambda row: row.display,
    Column.TARGET: lambda row: row.target_display,
    Column.BEST: lambda row: words.POLARITY_WORDS[row.measure.polarity],
    Column.RATING: lambda row: face_word(face_of(row)),
    Column.DIRECTION: lambda row: words.direction_words(row),
    Column.COMPARATOR: lambda row: comparator_text(row, short=True),
    Column.COMMENT: lambda row: row.commentary.text if row.commentary else "",
}


def _current(row: Row) -> str:
    """Return the judged figure, and of which period it is where that is another than the shown one."""
    value, when = row.display or "no figure", words.judged_when(row)
    return f"{value}, {when}" if when else row.display


TOOLTIPS: dict[Column, Callable[[Row], str]] = {
    Column.MEASURE: lambda row: words.title_of(row.measure, row.part),
    Column.CURRENT: lambda row: "\n".join(each for each in (words.judged_when(row), row.reason) if each),
    Column.TARGET: lambda row: row.reason,
    Column.RATING: lambda row: f"{spoken(face_of(row))}\n{row.reason}\n{HOW}",
    Column.DIRECTION: lambda row: f"{words.direction_words(row)}. {row.travel.reason}\n{HOW}",
    Column.AVERAGE: comparator_text,
    Column.RANK: comparator_text,
    Column.COMPARATOR: comparator_text,
    Column.COMMENT: lambda row: row.commentary.text if row.commentary else "",
}

SPOKEN: dict[Column, Callable[[Row], str]] = {
    Column.MEASURE: words.spoken_row,
    Column.CURRENT: _current,
    Column.RATING: lambda row: f"{spoken(face_of(row))}. {row.reason}",
    Column.DIRECTION: lambda row: f"{words.direction_words(row)}. {row.travel.reason}",
    Column.COMPARATOR: comparator_text,
}


class ScorecardModel(QAbstractTableModel):
    """The lines of one scorecard."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._card: Scorecard | None = None
        self._lines: tuple[Line, ...] = ()

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is shown, headings and rows."""
        return self._lines

    def show_card(self, card: Scorecard | None) -> None:
        """Show another scorecard; the selection survives where only the figures are others."""
        lines = lines_of(card) if card else ()
        if [_identity(line) for line in lines] == [_identity(line) for line in self._lines] and lines:
            self._card, self._lines = card, lines
            self.dataChanged.emit(self.index(0, 0), self.index(len(lines) - 1, len(Column) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
            return
        self.beginResetModel()
        self._card, self._lines = card, lines
        self.endResetModel()

    def row_at(self, index: Index) -> Row | None:
        """Return the judged row that a cell belongs to; None on a heading."""
        line = self._lines[index.row()] if index.isValid() else None
        return line if isinstance(line, Row) else None

    def find(self, measure: str, part: str) -> int:
        """Return the number of the line that shows a measure and part, or -1."""
        keys = [_identity(line)[1:] for line in self._lines]
        return keys.index((measure, part)) if (measure, part) in keys else -1

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.row_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == LINE:
            return line
        if isinstance(line, Heading):
            shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return line.title if shown and column is Column.CODE else None
        return _cell(line, column, role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles()[Column(section)]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in FIGURES else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def titles(self) -> dict[Column, str]:
        """Return the heads of the columns."""
        period = self._card.period if self._card else None
        return {
            Column.CODE: "Code",
            Column.MEASURE: "Measure",
            Column.YEAR_BEFORE: show_period(_two_years_ago(period)) if period else "Year before",
            Column.LAST_YEAR: show_period(period.financial_year.previous()) if period else "Last year",
            Column.AVERAGE: self._average_title(),
            Column.RANK: "Rank",
            Column.RANK_MOVE: "Rank moved",
            Column.PREVIOUS: show_period(period.previous(), "short") if period else "Before",
            Column.INTERIM: show_period(month, "short") if (month := self.interim()) else "Month",
            Column.CURRENT: show_period(period, "short") if period else "Now",
            Column.TARGET: "Target",
            Column.BEST: "Best to be",
            Column.RATING: "Rating",
            Column.DIRECTION: "Direction",
            Column.COMPARATOR: "Comparator",
            Column.COMMENT: "Comments",
        }

    def interim(self) -> Period | None:
        """Return the month that stands beside the period's own figures, if one does."""
        return interim(self._card) if self._card else None

    def _average_title(self) -> str:
        """Name the comparator and its year where all rows have the same one."""
        rows = self._card.rows if self._card else ()
        named = {
            (words.bare(each.name), words.comparator_year(each)) for each in map(words.main_comparator, rows) if each
        }
        names = {name for name, _ in named}
        if len(named) == 1:
            return " ".join(next(iter(named)))
        return next(iter(names)) if len(names) == 1 else "Comparator"


def _cell(row: Row, column: Column, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return TEXTS[column](row)
    if role == Qt.ItemDataRole.ToolTipRole:
        return words.plain_tooltip(TOOLTIPS.get(column, _nothing)(row))
    if role == Qt.ItemDataRole.AccessibleTextRole:
        return SPOKEN.get(column, TEXTS[column])(row)
    if role == Qt.ItemDataRole.TextAlignmentRole:
        side = Qt.AlignmentFlag.AlignRight if column in FIGURES else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter
    return None


def _nothing(_: Row) -> str:
    return ""


def _identity(line: Line) -> tuple[str, str, str]:
    if isinstance(line, Heading):
        return line.title, "", ""
    return line.section.id if line.section else "", line.measure.id, line.part
