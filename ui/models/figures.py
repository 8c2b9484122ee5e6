"""The sheet as a table: sections that fold, and under them the lines that figures are keyed in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from time import perf_counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from typing_extensions import override

from ascdesk.columns import Columns
from ascdesk.entering import Field
from ascdesk.model import EntityId, FollowUp, ReportingPeriod
from ascdesk.pasting import Place
from ascdesk.periods import Period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line, LineKey
from ui import words
from ui.models.figure_columns import WORDS, Column, Heads
from ui.models.figure_lines import Heading, changed_cells, changed_since, under_headings
from ui.models.figure_looks import (
    WRONG,
    Look,
    Mark,
    editor_text,
    figure_text,
    judged_look,
    line_title,
    line_words,
    tail_of,
    unread_look,
)
from ui.models.figure_words import cell_tip, head_tip, heading_words, line_head, set_title, spoken_cell
from ui.models.unread import CellKey, Unread

__all__ = ["WRONG", "Column", "FiguresModel", "Heading", "Look", "Mark", "changed_cells", "line_title", "tail_of"]

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE = Qt.ItemDataRole.UserRole
LOOK = Qt.ItemDataRole.UserRole + 1
# Earlier figures are looked at for what is odd when the sheet has come to rest for so many milliseconds, for so many
# seconds at a time; of what rolled by, only the latest.
REST, AT_A_TIME, LATEST = 40, 0.006, 2_000
CODE = int(Column.CODE)
CellPlace = tuple[EntityId, Period, str, str, str, str]


class FiguresModel(QAbstractTableModel):
    """The lines of a sheet that are shown.

    `typed` is what a text typed into a cell does; it returns False where the text cannot be read.
    """

    def __init__(self, unread: Unread, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.unread = unread
        self.typed: Callable[[Line, Place, str], bool] = lambda *_: False
        self.heads = Heads(Period.year(2000), Columns())
        self.lines: tuple[Line, ...] = ()
        self.shown: tuple[Heading | Line, ...] = ()
        self.folded: set[EntityId | None] = set()
        self.kept: Collection[LineKey] | None = None
        self._flags: dict[CellPlace, FollowUp] = {}
        self._looks: dict[tuple[int, int], Look] = {}
        self._glances: dict[tuple[int, int], Look] = {}
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._look_closer)

    @property
    def period(self) -> Period:
        """The period that is keyed."""
        return self.heads.period

    @property
    def periods(self) -> tuple[Period, ...]:
        """The periods that are shown, the one that is keyed last."""
        return self.heads.periods

    # What is shown

    def show_lines(
        self, period: Period, lines: tuple[Line, ...], kept: Collection[LineKey] | None, columns: Columns | None = None
    ) -> bool:
        """Show the lines of a period, or of them only those that are `kept`; True where the table was made anew."""
        heads = Heads(period, columns or self.heads.columns, self.heads.locked)
        same = (heads.period, heads.columns) == (self.heads.period, self.heads.columns)
        same = same and [line.key for line in lines] == [line.key for line in self.lines]
        same = same and kept == self.kept and bool(lines)
        if not same:
            self.beginResetModel()
        self.heads, self.lines, self.kept = heads, lines, kept
        self.shown = self._standing()
        self._forget()
        if same:
            self._tell_all()
        else:
            self.endResetModel()
        return not same

    def show_locked(self, locked: Mapping[Period, ReportingPeriod]) -> None:
        """Say which of the periods take no figures."""
        if dict(locked) != dict(self.heads.locked):
            self.heads = Heads(self.heads.period, self.heads.columns, locked)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.heads.kinds) - 1)
            self._tell_all()

    def show_flags(self, flags: Iterable[FollowUp]) -> None:
        """Say which cells have a flag."""
        by_place = {
            (each.measure, each.period, each.part, each.series, each.dimension, each.category): each for each in flags
        }
        if by_place == self._flags:
            return
        changed = {key[0] for key in by_place.keys() | self._flags.keys() if by_place.get(key) != self._flags.get(key)}
        self._flags = by_place
        for number, line in enumerate(self.shown):
            if isinstance(line, Line) and line.measure.id in changed:
                self.refresh(number)

    def _forget(self) -> None:
        self._looks.clear()
        self._glances.clear()

    def _tell_all(self) -> None:
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, len(self.heads.kinds) - 1))

    def replace_lines(self, lines: tuple[Line, ...], touched: Collection[EntityId]) -> list[int]:
        """Show other figures on the lines of some measures; return the numbers of these lines."""
        by_key = {line.key: line for line in lines if line.row.measure.id in touched}
        self.lines = lines
        shown, changed = list(self.shown), []
        for number, line in enumerate(shown):
            if isinstance(line, Line) and line.row.measure.id in touched:
                shown[number] = by_key[line.key]
                since = changed_since(line, by_key[line.key])
                changed.append((number, since))
        self.shown = tuple(shown)
        for number, since in changed:
            self.refresh(number, since)
        return [number for number, _ in changed]

    def refresh(self, number: int, since: Period | None = None) -> None:
        """Look at a line again; only the cells that show something else are told of, so that only they are painted.

        What was never looked at was never painted. Figures before the period `since` are the same.
        """
        for column, place in enumerate(self.heads.places):
            if since is not None and place is not None and place.period < since:
                continue
            key = number, column
            seen = self._glances.pop(key, None)
            before = self._looks.pop(key, seen)
            if before is not None and before != self.look(number, column):
                cell = self.index(number, column)
                self.dataChanged.emit(cell, cell)

    def refresh_all(self) -> None:
        """Look at every line again."""
        self._forget()
        self._tell_all()

    def fold(self, key: EntityId | None, folded: bool) -> None:
        """Fold a section's lines away, or show them again."""
        self._fold({*self.folded, key} if folded else self.folded - {key})

    def fold_all(self, folded: bool) -> None:
        """Fold the lines of every section away, or show them all again."""
        self._fold({line.key for line in self.shown if isinstance(line, Heading)} if folded else set())

    def _fold(self, folded: set[EntityId | None]) -> None:
        if folded == self.folded:
            return
        self.beginResetModel()
        self.folded = folded
        self.shown = self._standing()
        self._forget()
        self.endResetModel()

    def _standing(self) -> tuple[Heading | Line, ...]:
        lines = [line for line in self.lines if self.kept is None or line.key in self.kept]
        return under_headings(lines, self.folded)

    # Finding one's way

    def at(self, column: int) -> int:
        """Return where a column stands, -1 where it is not shown."""
        return self.heads.at(column)

    def kind(self, column: int) -> Column | None:
        """Return what a column shows."""
        return self.heads.kind(column)

    def line_at(self, index: Index) -> Line | None:
        """Return the line that a cell belongs to; None on a heading."""
        line = self.shown[index.row()] if index.isValid() else None
        return line if isinstance(line, Line) else None

    def place_at(self, column: int) -> Place | None:
        """Return what is typed in a column; None where nothing can be."""
        return self.heads.places[column] if 0 <= column < len(self.heads.places) else None

    def locked_at(self, column: int) -> ReportingPeriod | None:
        """Return what locks the period of a column; None where it takes figures."""
        place = self.place_at(column)
        return self.heads.locked.get(place.period) if place else None

    def column_of(self, place: Place) -> int:
        """Return the column of a place, or -1 where it is none of this sheet's."""
        return self.heads.places.index(place) if place in self.heads.places else -1

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
            for column, place in enumerate(self.heads.places):
                if isinstance(line, Line) and place and self.cell_key(line, place) == key:
                    return self.index(number, column)
        return NOWHERE

    def set_title(self, line: Line) -> tuple[str, str]:
        """Return a line's title and its tail, as they are set; under its row's own line the others stand alone."""
        return set_title(line, alone=self.kept is not None)

    # What a cell says

    def look(self, number: int, column: int) -> Look:
        """Return what a cell shows."""
        key = (number, column)
        held = self._looks.get(key)
        if held is None:
            line = self.shown[number]
            held = self._looks[key] = Look("") if isinstance(line, Heading) else self._look(line, column)
        return held

    def text(self, number: int, column: int) -> str:
        """Return what a cell says, without a look at what is odd about it."""
        line, place = self.shown[number], self.heads.places[column]
        if place is None or isinstance(line, Heading) or len(self.unread):
            return self.look(number, column).text
        return figure_text(line, line.figures.get(place.period), place.field)

    def glance(self, number: int, column: int) -> Look:
        """Return what a cell shows while the sheet rolls by: whether an earlier figure is odd, is looked up later."""
        key = (number, column)
        held = self._looks.get(key) or self._glances.get(key)
        if held is not None:
            return held
        line, place = self.shown[number], self.heads.places[column]
        # What has a place and is of another period than the keyed one, is the value of an earlier period.
        if isinstance(line, Heading) or place is None or place.period == self.heads.period or len(self.unread):
            return self.look(number, column)
        figure = line.figures.get(place.period)
        if figure is None and not self._flags:
            held = self._looks[key] = Look("")
            return held
        held = self._glances[key] = Look(show_figure(line.measure, figure))
        self._later.start(REST)
        return held

    def _look_closer(self) -> None:
        """Look properly at cells that were only glanced at; those that show something else are painted again."""
        until = perf_counter() + AT_A_TIME
        for key in list(self._glances)[:-LATEST]:
            del self._glances[key]
        while self._glances and perf_counter() < until:
            key, before = self._glances.popitem()
            if key[0] < len(self.shown) and self.look(*key) != before:
                cell = self.index(*key)
                self.dataChanged.emit(cell, cell)
        if self._glances:
            self._later.start(0)

    def _look(self, line: Line, column: int) -> Look:
        place, kind = self.heads.places[column], self.heads.kinds[column]
        if place is None:
            # Without its row's own line above it, a line says itself what it belongs to.
            alone = kind is Column.CODE and self.kept is not None
            return Look(line.measure.code if alone else line_words(line, kind))
        if len(self.unread) and (kept := self.unread.get(self.cell_key(line, place))):
            return unread_look(kept)
        if place.field is not Field.VALUE:
            return Look(figure_text(line, line.figures.get(place.period), place.field))
        flag = self._flags.get((line.key[1], place.period, *line.key[2:])) if self._flags else None
        return judged_look(line, place.period, flag)

    def edit_text(self, index: Index) -> str:
        """Return what stands in a cell's editor at first: what one would type to get what is there."""
        line, place = self.line_at(index), self.place_at(index.column())
        if line is None or place is None:
            return ""
        if kept := self.unread.get(self.cell_key(line, place)):
            return kept.text
        return editor_text(line, place)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.shown)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads.kinds)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self.line_at(index) is None:
            return Qt.ItemFlag.ItemIsEnabled
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = index.column()
        return usual | Qt.ItemFlag.ItemIsEditable if self.place_at(column) and not self.locked_at(column) else usual

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.shown[index.row()], index.column()
        if role == LINE:
            return line
        if isinstance(line, Heading):
            return heading_words(line, role) if column == CODE else None
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
            return _side(self.kind(column))
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        line, place = self.line_at(index), self.place_at(index.column())
        if role != Qt.ItemDataRole.EditRole or line is None or place is None or self.locked_at(index.column()):
            return False
        return self.typed(line, place, str(value))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return self._line_head(section, role)
        if not 0 <= section < len(self.heads.kinds):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.title(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._head_tip(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(self.kind(section))
        return None

    def _line_head(self, number: int, role: int) -> str | None:
        """Return what a line is called at its left, for a reader who hears it or rests the mouse there."""
        if not 0 <= number < len(self.shown):
            return None
        line = self.shown[number]
        return heading_words(line, role) if isinstance(line, Heading) else line_head(line, role)

    def _head_tip(self, column: int) -> str:
        place = self.place_at(column)
        return head_tip(place, self.locked_at(column)) if place else self.title(column)

    def _tip(self, line: Line, index: Index) -> str:
        column = index.column()
        return cell_tip(line, self.kind(column), self.look(index.row(), column), self.locked_at(column))

    def title(self, column: int) -> str:
        """Return the head of a column."""
        return self.heads.titles[column] if 0 <= column < len(self.heads.titles) else ""

    def spoken(self, index: Index) -> str:
        """Return a cell as one sentence, for a reader who hears it: measure, period, figure, rating."""
        line, column = self.line_at(index), index.column()
        if line is None:
            return str(index.data() or "")
        look, locked = self.look(index.row(), column), self.locked_at(column) is not None
        return spoken_cell(line, self.place_at(column), self.title(column), look, locked)


def _side(kind: Column | None) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignLeft if kind in WORDS else Qt.AlignmentFlag.AlignRight
    return side | Qt.AlignmentFlag.AlignVCenter
