"""The table of a reconciliation: both reasons in full, sections that fold, lines that lead to their arithmetic."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView
from typing_extensions import override

from ascdesk.model import EntityId
from ui.clipboard import write_block
from ui.delegates import MARGIN
from ui.models.reconciliation import COPIED, TITLES, Column, Heading, ReconciliationModel, copied_cells
from ui.models.reconciliation_lines import Line
from ui.widgets.reconciliation_cells import (
    HEADING,
    ReconciliationDelegate,
    cell_height,
    mark_least,
    mark_of,
    mark_width,
)
from ui.widgets.sight import bring_in_sight, was_in_sight
from ui.widgets.tinted_head import TintedHead, head_font

KEY = Qt.Key
MEASURE_LEAST, MEASURE_MOST = 170, 330
# The share of the width that printed and computed get at most to stand on fewer lines, and of what they leave that
# the measure's title has; the reasons have the rest.
MARK_SHARE, SHARE = 0.11, 0.36
UNCHANGED = (COPIED.index("Code"), COPIED.index("Measure"), COPIED.index("Printed"), COPIED.index("Computed"))


class ReconciliationTable(QTableView):
    """Shows a reconciliation. Emits `chosen` with a Line when Enter is pressed on it, or it is clicked twice."""

    chosen = Signal(object)

    def __init__(self, model: ReconciliationModel) -> None:
        super().__init__()
        self.lines = model
        self.setModel(model)
        self.setItemDelegate(ReconciliationDelegate(model, self))
        self.setHorizontalHeader(TintedHead(self, (), -1))
        self.verticalHeader().hide()
        self.setAccessibleName("Printed beside computed")
        self.setAccessibleDescription(
            "Arrow keys move; Enter on a line shows its arithmetic on the Scorecard, on a heading it folds its lines; "
            "Ctrl+C copies the selected lines as a table"
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(HEADING)
        self._fitted = -1
        model.modelReset.connect(self._span_headings)
        model.modelReset.connect(self.fit)
        self.doubleClicked.connect(lambda index: self._choose(index.row()))
        self.clicked.connect(lambda index: self._turn(index.row()))

    def go_to(self, measure: EntityId, part: str) -> bool:
        """Put the cursor on a line of a measure and part, unless it stands on one; False where none is shown."""
        held = self.current_line()
        if held is not None and (held.row.measure.id, held.row.part) == (measure, part):
            return True
        return self.stand_on(self.lines.find(measure, part))

    def stand_on(self, row: int) -> bool:
        """Put the cursor on a row, with the heading above it in sight; False where there is no such row."""
        if not 0 <= row < len(self.lines.shown):
            return False
        self.setCurrentIndex(self.lines.index(row, 0))
        if isinstance(self.lines.shown[max(row - 1, 0)], Heading):
            self.scrollTo(self.lines.index(max(row - 1, 0), 0))
        self.scrollTo(self.currentIndex())
        return True

    def current_line(self) -> Line | None:
        """Return the line that the cursor stands on."""
        return self.lines.line_at(self.currentIndex().row())

    def first_line(self) -> int:
        """Return the row of the first line that is no heading, or of the first heading."""
        return next((at for at, line in enumerate(self.lines.shown) if isinstance(line, Line)), 0)

    # Width and height

    def fit(self) -> None:
        """Share the width out, and give every row the height that its texts need."""
        every = [line for section in self.lines.sections for line in section.lines]
        if not every:
            return
        widths = column_widths(every, self.font(), self.viewport().width())
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        for number, line in enumerate(self.lines.shown):
            height = HEADING if isinstance(line, Heading) else _height(line, self.font(), widths)
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    def _span_headings(self) -> None:
        self.clearSpans()
        for number, line in enumerate(self.lines.shown):
            if isinstance(line, Heading):
                self.setSpan(number, 0, 1, len(Column))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = was_in_sight(self, event)
        super().resizeEvent(event)
        if self.viewport().width() != self._fitted:
            self._fitted = self.viewport().width()
            self.fit()
        if seen:
            bring_in_sight(self)

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        heading = 0 <= row < len(self.lines.shown) and isinstance(self.lines.shown[row], Heading)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (KEY.Key_Return, KEY.Key_Enter, KEY.Key_Space) and heading:
            self._turn(row)
        elif event.key() in (KEY.Key_Left, KEY.Key_Right) and heading:
            self._fold(row, event.key() == KEY.Key_Left)
        elif event.key() in (KEY.Key_Return, KEY.Key_Enter):
            self._choose(row)
        elif event.key() == KEY.Key_Escape:
            event.ignore()  # the page leads back
        else:
            super().keyPressEvent(event)

    def _choose(self, row: int) -> None:
        if line := self.lines.line_at(row):
            self.chosen.emit(line)

    def _turn(self, row: int) -> None:
        line = self.lines.shown[row]
        if isinstance(line, Heading):
            self._fold(row, not line.folded)

    def _fold(self, row: int, folded: bool) -> None:
        line = self.lines.shown[row]
        if isinstance(line, Heading) and line.folded is not folded:
            self.lines.fold(line.title, folded)
            self.setCurrentIndex(self.lines.index(row, 0))

    # Copying

    def copy(self) -> int:
        """Copy the selected lines as a table with heads; return how many."""
        return self._copy(sorted({index.row() for index in self.selectionModel().selectedRows()}))

    def copy_all(self) -> int:
        """Copy every line that is shown as a table with heads; return how many."""
        return self._copy(range(len(self.lines.shown)))

    def _copy(self, rows: range | list[int]) -> int:
        titles = list(self.lines.titles())
        cells = tuple(copied_cells(titles[at], line) for at in rows if (line := self.lines.line_at(at)))
        if cells:
            block = (COPIED, *cells)
            QGuiApplication.clipboard().setMimeData(write_block(block, block, UNCHANGED))
        return len(cells)


def column_widths(lines: list[Line], font: QFont, width: int) -> dict[Column, int]:
    """Return the width of every column: chips and arrows get what they need, reasons the most of what is left."""
    heads = QFontMetricsF(head_font(font))
    widths = {}
    for column in (Column.PRINTED, Column.COMPUTED):
        marks = [mark_of(line, column) for line in lines]
        least = max(heads.horizontalAdvance(TITLES[column]), *(mark_least(mark, font) for mark in marks))
        wide = min(max(mark_width(mark, font) for mark in marks), width * MARK_SHARE)
        widths[column] = ceil(max(least, wide)) + 2 * MARGIN + 2
    room = width - sum(widths.values())
    widths[Column.MEASURE] = min(max(round(room * SHARE), MEASURE_LEAST), MEASURE_MOST)
    widths[Column.REASON] = max(room - widths[Column.MEASURE], MEASURE_LEAST)
    return widths


def _height(line: Line, font: QFont, widths: dict[Column, int]) -> int:
    return ceil(max(cell_height(line, at, font, width - 2 * MARGIN) for at, width in widths.items())) + 1
