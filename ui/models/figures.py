"""The sheet as a table: sections that fold, and under them the lines that figures are keyed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum, auto
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.entering import Field, number_text, typed_text
from ascdesk.model import EntityId, Figure
from ascdesk.pasting import Place
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import EARLIER, Line, LineKey, concerns, explained, sheet_periods
from ui import words
from ui.models.scorecard import HOW
from ui.models.unread import CellKey, Unread
from ui.widgets.chip import face_of, face_word, spoken

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE = Qt.ItemDataRole.UserRole
LOOK = Qt.ItemDataRole.UserRole + 1


class Column(IntEnum):
    """The columns, as they stand; the earlier periods come oldest first."""

    CODE = 0
    MEASURE = 1
    EARLIEST = 2
    PREVIOUS = 1 + EARLIER
    NUMERATOR = 2 + EARLIER
    DENOMINATOR = 3 + EARLIER
    CURRENT = 4 + EARLIER
    TARGET = 5 + EARLIER
    RATING = 6 + EARLIER


COLUMNS = Column.RATING + 1
FIELDS = {Column.NUMERATOR: Field.NUMERATOR, Column.DENOMINATOR: Field.DENOMINATOR, Column.CURRENT: Field.VALUE}
HEADS = {
    Column.CODE: "Code", Column.MEASURE: "Measure", Column.NUMERATOR: "Num.", Column.DENOMINATOR: "Den.",
    Column.TARGET: "Target", Column.RATING: "Rating",
}  # fmt: skip


class Mark(Enum):
    """What is to be seen of a cell beside its text."""

    NONE = auto()
    ODD = auto()
    NOTED = auto()
    UNREAD = auto()
    REFUSED = auto()


STATES = {
    Mark.ODD: "to check", Mark.NOTED: "has a note", Mark.UNREAD: "cannot be read", Mark.REFUSED: "is not saved",
}  # fmt: skip
# Marks of a text that is no figure of the file.
WRONG = frozenset({Mark.UNREAD, Mark.REFUSED})


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows: its text, its mark, and the sentences behind that mark."""

    text: str
    mark: Mark = Mark.NONE
    said: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """The line above a section's lines, which it folds away."""

    key: EntityId | None
    title: str
    count: int
    folded: bool


class FiguresModel(QAbstractTableModel):
    """The lines of a sheet that are shown.

    `typed` is what a text typed into a cell does; it returns False where the text cannot be read.
    """

    def __init__(self, unread: Unread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unread = unread
        self.typed: Callable[[Line, Place, str], bool] = lambda *_: False
        self.period = Period.year(2000)
        self.periods: tuple[Period, ...] = sheet_periods(self.period)
        self.lines: tuple[Line, ...] = ()
        self.shown: tuple[Heading | Line, ...] = ()
        self.folded: set[EntityId | None] = set()
        self.kept: Collection[LineKey] | None = None
        self._looks: dict[tuple[int, int], Look] = {}

    # What is shown

    def show_lines(self, period: Period, lines: tuple[Line, ...], kept: Collection[LineKey] | None) -> bool:
        """Show the lines of a period, or of them only those that are `kept`; True where the table was made anew."""
        same = period == self.period and [line.key for line in lines] == [line.key for line in self.lines]
        same = same and kept == self.kept and bool(lines)
        if not same:
            self.beginResetModel()
        self.period, self.periods, self.lines, self.kept = period, sheet_periods(period), lines, kept
        self.shown = self._folded_away()
        self._looks.clear()
        if same:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, COLUMNS - 1))
        else:
            self.endResetModel()
        return not same

    def replace_lines(self, lines: tuple[Line, ...], touched: Collection[EntityId]) -> list[int]:
        """Show other figures on the lines of some measures; return the numbers of these lines."""
        by_key = {line.key: line for line in lines if line.measure.id in touched}
        self.lines = lines
        shown, changed = list(self.shown), []
        for number, line in enumerate(shown):
            if isinstance(line, Line) and line.measure.id in touched:
                shown[number] = by_key[line.key]
                changed.append(number)
        self.shown = tuple(shown)
        for number in changed:
            self.refresh(number)
        return changed

    def refresh(self, number: int) -> None:
        """Look at a line again; only the cells that show something else are told of, so that only they are painted."""
        for column in range(COLUMNS):
            before = self._looks.pop((number, column), None)
            if before != self.look(number, column):
                cell = self.index(number, column)
                self.dataChanged.emit(cell, cell)

    def refresh_all(self) -> None:
        """Look at every line again."""
        self._looks.clear()
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, COLUMNS - 1))

    def fold(self, key: EntityId | None, folded: bool) -> None:
        """Fold a section's lines away, or show them again."""
        if folded == (key in self.folded):
            return
        self.beginResetModel()
        self.folded ^= {key}
        self.shown = self._folded_away()
        self._looks.clear()
        self.endResetModel()

    def _folded_away(self) -> tuple[Heading | Line, ...]:
        lines = [line for line in self.lines if self.kept is None or line.key in self.kept]
        found: list[Heading | Line] = []
        for key, standing in groupby(lines, key=lambda line: line.key[0]):
            under = tuple(standing)
            section = under[0].row.section
            if section is not None or found:
                title = section.title if section else "In no section"
                count = len({line.key[1:3] for line in under})
                found.append(Heading(key, title, count, key in self.folded))
            if key not in self.folded or not found:
                found.extend(under)
        return tuple(found)

    # Finding one's way

    def line_at(self, index: Index) -> Line | None:
        """Return the line that a cell belongs to; None on a heading."""
        line = self.shown[index.row()] if index.isValid() else None
        return line if isinstance(line, Line) else None

    def place_at(self, column: int) -> Place | None:
        """Return what is typed in a column; None where nothing can be."""
        if column in FIELDS:
            return Place(self.period, FIELDS[Column(column)])
        if Column.EARLIEST <= column <= Column.PREVIOUS:
            return Place(self.periods[column - Column.EARLIEST])
        return None

    def column_of(self, place: Place) -> int:
        """Return the column of a place, or -1 where it is none of this sheet's."""
        found = (column for column in range(COLUMNS) if self.place_at(column) == place)
        return next(found, -1)

    def number_of(self, key: LineKey) -> int:
        """Return the number of the line with a key, or -1 where it is not shown."""
        return self._number(lambda line: line.key == key)

    def find(self, measure: EntityId, part: str = "", series: str = "") -> int:
        """Return the number of the first line of a measure, part and series, or -1 where none is shown."""
        return self._number(lambda line: line.key[1:5] == (measure, part, series, ""))

    def _number(self, wanted: Callable[[Line], bool]) -> int:
        numbers = (n for n, line in enumerate(self.shown) if isinstance(line, Line) and wanted(line))
        return next(numbers, -1)

    def cell_key(self, line: Line, place: Place) -> CellKey:
        """Return what the unread text of a cell is kept under."""
        return line.entry(place.period, "").key, place.field

    def find_cell(self, key: CellKey) -> Index:
        """Return the cell that an unread text stands in; an invalid index where it is not shown."""
        for number, line in enumerate(self.shown):
            for column in range(COLUMNS):
                place = self.place_at(column)
                if isinstance(line, Line) and place and self.cell_key(line, place) == key:
                    return self.index(number, column)
        return NOWHERE

    def set_title(self, line: Line) -> tuple[str, str]:
        """Return a line's title and its tail, as they are set; under its row's own line the others stand alone."""
        if not line.main and self.kept is None:
            kind = f"{line.dimension}: {line.category}" if line.dimension else ""
            return "", " · ".join(each for each in (line.series, kind) if each)
        title = words.title_of(line.measure, line.row.part)
        tail = tail_of(line)
        return words.bare(title) if tail else title, tail

    # What a cell says

    def look(self, number: int, column: int) -> Look:
        """Return what a cell shows."""
        key = (number, column)
        if key not in self._looks:
            line = self.shown[number]
            self._looks[key] = Look("") if isinstance(line, Heading) else self._look(line, column)
        return self._looks[key]

    def _look(self, line: Line, column: int) -> Look:
        place = self.place_at(column)
        if place is None:
            # Without its row's own line above it, a line says itself what it belongs to.
            alone = column == Column.CODE and self.kept is not None
            return Look(line.measure.code if alone else _words(line, column))
        if len(self.unread) and (kept := self.unread.get(self.cell_key(line, place))):
            return Look(kept.text, Mark.REFUSED if kept.refused else Mark.UNREAD, kept.why)
        figure = line.figures.get(place.period)
        text = _figure_text(line, figure, place.field)
        if figure is None or place.field is not Field.VALUE:
            return Look(text)
        said = " ".join(concerns(line, place.period))
        if explained(figure):
            return Look(text, Mark.NOTED, f"{said} Note: {figure.note}".strip())
        return Look(text, Mark.ODD, said) if said else Look(text)

    def edit_text(self, index: Index) -> str:
        """Return what stands in a cell's editor at first: what one would type to get what is there."""
        line, place = self.line_at(index), self.place_at(index.column())
        if line is None or place is None:
            return ""
        if kept := self.unread.get(self.cell_key(line, place)):
            return kept.text
        figure = line.figures.get(place.period)
        if place.field is Field.VALUE:
            return typed_text(line.measure, figure)
        return _figure_text(line, figure, place.field)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else COLUMNS

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.line_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsEditable if self.place_at(index.column()) else usual

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.shown[index.row()], index.column()
        if role == LINE:
            return line
        if isinstance(line, Heading):
            return _heading_data(line, role) if column == Column.CODE else None
        if role == LOOK:
            return self.look(index.row(), column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self.look(index.row(), column).text
        if role == Qt.ItemDataRole.EditRole:
            return self.edit_text(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return words.plain_tooltip(self._tip(line, index))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return self.spoken(index) if role == Qt.ItemDataRole.AccessibleTextRole else self._tip(line, index)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, place = self.line_at(index), self.place_at(index.column())
        if role != Qt.ItemDataRole.EditRole or line is None or place is None:
            return False
        return self.typed(line, place, str(value))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < COLUMNS:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        if role == Qt.ItemDataRole.ToolTipRole and (place := self.place_at(section)):
            return f"{place.field.value.capitalize()}, {show_period(place.period)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def title(self, column: int) -> str:
        """Return the head of a column."""
        if column in HEADS:
            return HEADS[Column(column)]
        place = self.place_at(column)
        return show_period(place.period, "short") if place else ""

    def spoken(self, index: Index) -> str:
        """Return a cell as one sentence, for a reader who hears it: measure, period, figure, rating."""
        line, place = self.line_at(index), self.place_at(index.column())
        if line is None:
            return str(index.data() or "")
        name = f"{line.measure.code} {line_title(line)}".strip()
        if place is None:
            return f"{name}: {self.title(index.column())} {self.look(index.row(), index.column()).text or 'none'}"
        look = self.look(index.row(), index.column())
        what = "" if place.field is Field.VALUE else f", {place.field.value}"
        text = look.text.replace("%", " percent") or "no figure"
        state = STATES.get(look.mark, "")
        rated = line.main and index.column() == Column.CURRENT
        rest = ", ".join(each for each in (text, face_word(face_of(line.row)) if rated else "", state) if each)
        return f"{words.bare(name)}{what}, {show_period(place.period)}: {rest}"

    def _tip(self, line: Line, index: Index) -> str:
        column = index.column()
        if column in (Column.CODE, Column.MEASURE):
            return line_title(line)
        if column in (Column.TARGET, Column.RATING):
            if not line.main:
                return ""
            row, rating = line.row, column == Column.RATING
            lines = (spoken(face_of(row)) if rating else "", words.judged_when(row), row.reason, HOW if rating else "")
            return "\n".join(each for each in lines if each)
        look = self.look(index.row(), column)
        return look.said or (look.text if len(look.text) > 8 else "")


def line_title(line: Line) -> str:
    """Return what a line is called: the measure's title, then what tells it from its twins."""
    return f"{words.title_of(line.measure, line.row.part)}{tail_of(line)}"


def tail_of(line: Line) -> str:
    """Return what tells a line from the others of its row."""
    kind = f"{line.dimension}: {line.category}" if line.dimension else ""
    return "".join(words.tail_of(each) for each in (line.series, kind))


def changed_cells(before: Iterable[Line], after: Iterable[Line]) -> list[tuple[LineKey, Period]]:
    """Return the cells in which two states of the same lines differ."""
    return [
        (new.key, period)
        for old, new in zip(before, after, strict=False)
        for period in sorted({*old.figures, *new.figures}, reverse=True)
        if old.key == new.key and old.figures.get(period) != new.figures.get(period)
    ]


def _figure_text(line: Line, figure: Figure | None, field: Field) -> str:
    if field is Field.VALUE:
        return show_figure(line.measure, figure)
    if figure is None:
        return ""
    return number_text(figure.numerator if field is Field.NUMERATOR else figure.denominator)


def _words(line: Line, column: int) -> str:
    if column == Column.MEASURE:
        return line_title(line)
    if not line.main:
        return ""
    if column == Column.CODE:
        return line.measure.code
    return line.row.target_display if column == Column.TARGET else face_word(face_of(line.row))


def _heading_data(heading: Heading, role: int) -> str | None:
    if role == Qt.ItemDataRole.DisplayRole:
        return heading.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        state = "folded" if heading.folded else "unfolded"
        return f"Section {heading.title}, {words.of_them(heading.count, 'measure')}, {state}"
    return None


def _side(column: int) -> Qt.AlignmentFlag:
    left = column in (Column.CODE, Column.MEASURE, Column.RATING)
    return (Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight) | Qt.AlignmentFlag.AlignVCenter
