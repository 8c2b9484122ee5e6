"""What is done to the selected cells of the sheet: copied, cut, pasted, filled, cleared, given a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from ascdesk.entering import Field, typed_text
from ascdesk.pasting import Block, Cell, Layout, Place, laid_out
from ascdesk.sheet import Line
from ui.clipboard import is_ours, read_block, write_block
from ui.keying import Keying
from ui.models.figure_columns import NOW, WORDS

if TYPE_CHECKING:  # the grid that they are blocks of
    from ui.widgets.figures_table import FiguresTable

REASONS = (
    ("Not &available", "Not available"),
    ("&To be confirmed", "To be confirmed"),
    ("Not a&pplicable", "Not applicable"),
    ("No &survey this year", "No survey this year"),
    ("&Confidential: the numbers are too small to show", "Confidential"),
    ("&Rounds to zero", "Rounds to zero"),
)


class Blocks:
    """The selected cells of a grid, and what can be done to them."""

    def __init__(self, table: FiguresTable, keying: Keying) -> None:
        self._table, self._keying = table, keying
        self.reasons = self._reasons_menu()

    def copy(self) -> None:
        """Copy the selected cells."""
        rows, columns = self._table.block()
        if not rows or not columns:
            return
        shown = tuple(tuple(self._table.sheet.look(row, column).text for column in columns) for row in rows)
        fields = {place.field for column in columns if (place := self._table.sheet.place_at(column))}
        if len(fields) > 1 and self._table.sheet.kind(columns[0]) not in NOW:
            # Pasted back from another program, numbers could not be told from periods without their heads.
            shown = (tuple(self._table.sheet.title(column) for column in columns), *shown)
        exact = tuple(tuple(self._exact(row, column) for column in columns) for row in rows)
        texts = [at for at, column in enumerate(columns) if self._table.sheet.kind(column) in WORDS]
        QGuiApplication.clipboard().setMimeData(write_block(shown, exact, texts))

    def _exact(self, row: int, column: int) -> str:
        """Return what a cell says with every digit; a value by itself, without the numbers beside it."""
        index = self._table.sheet.index(row, column)
        line, place = self._table.sheet.line_at(index), self._table.sheet.place_at(column)
        look = self._table.sheet.look(row, column)
        figure = line.figures.get(place.period) if line and place else None
        if line is None or place is None or place.field is not Field.VALUE or figure is None or figure.marker:
            return look.text
        return typed_text(line.measure, replace(figure, numerator=None, denominator=None))

    def cut(self) -> None:
        """Copy the selected cells and empty them."""
        self.copy()
        self._set("Cut", lambda *_: "")

    def clear(self) -> None:
        """Empty the selected cells."""
        self._set("Cleared", lambda *_: "")

    def paste(self) -> None:
        """Lay the clipboard's block onto the sheet from the selection's first cell on."""
        mime = QGuiApplication.clipboard().mimeData()
        block = read_block(mime)
        rows, columns = self._table.block()
        if not block or not rows or not columns:
            if not block:
                self._keying.tell("There is nothing on the clipboard that can be pasted into figures.")
            return
        if len(block) == 1 and len(block[0]) == 1 and len(rows) * len(columns) > 1:
            cells = tuple(Cell(line, place, block[0][0]) for _, line, place in self._cells())
            self._keying.change(Layout(cells), "Pasted")
            return
        self._keying.change(self._laid_out(block, rows[0], columns[0], is_ours(mime)), "Pasted")

    def _laid_out(self, block: Block, row: int, column: int, ours: bool) -> Layout:
        numbers, columns = self._table.line_numbers(), self._table.columns()
        lines = [line for line in self._table.sheet.shown if isinstance(line, Line)]
        places = [self._table.sheet.place_at(each) for each in columns]
        return laid_out(block, lines, places, numbers.index(row), columns.index(column), ours)

    def fill_down(self) -> None:
        """Give the selected cells what stands in the first line of the selection, or above a single one."""
        rows, _ = self._table.block()
        if not rows:
            return
        above = [row for row in self._table.line_numbers() if row < rows[0]]
        source = rows[0] if len(rows) > 1 else above[-1] if above else None
        if source is not None:
            self._set("Filled", lambda row, column: None if row == source else self._exact(source, column))

    def fill_right(self) -> None:
        """Give the selected values what stands in the first column of the selection, or left of a single one."""
        _, columns = self._table.block()
        before = [each for each in self._table.typing_columns() if columns and each < columns[0]]
        source = columns[0] if len(columns) > 1 else before[-1] if before else None
        place = self._table.sheet.place_at(source) if source is not None else None
        if source is None or place is None:
            return

        def text(row: int, column: int) -> str | None:
            other = self._table.sheet.place_at(column)
            alike = other is not None and other.field is place.field and column != source
            return self._exact(row, source) if alike else None

        self._set("Filled", text)

    def _set(self, done: str, text_for: Callable[[int, int], str | None]) -> None:
        """Give the selected cells the texts that a function says; None leaves a cell alone."""
        texts = [(line, place, text_for(index.row(), index.column())) for index, line, place in self._cells()]
        cells = tuple(Cell(line, place, text) for line, place, text in texts if text is not None)
        self._keying.change(Layout(cells), done)

    def give_reasons(self) -> None:
        """Open the list of reasons why there is no figure."""
        if any(place.field is Field.VALUE for _, _, place in self._cells()):
            below = self._table.visualRect(self._table.currentIndex()).bottomLeft()
            self.reasons.popup(self._table.viewport().mapToGlobal(below))

    def _reasons_menu(self) -> QMenu:
        menu = QMenu(self._table)
        menu.setAccessibleName("Why there is no figure")
        for title, text in REASONS:
            menu.addAction(title).triggered.connect(lambda _=False, text=text: self._give_reason(text))
        menu.addSeparator()
        menu.addAction("&Leave blank").triggered.connect(self.clear)
        return menu

    def _give_reason(self, text: str) -> None:
        cells = tuple(Cell(line, place, text) for _, line, place in self._cells() if place.field is Field.VALUE)
        self._keying.change(Layout(cells), "Set")

    def _cells(self) -> Iterator[tuple[QModelIndex, Line, Place]]:
        """Yield the selected cells that can be typed in."""
        rows, columns = self._table.block()
        for row in rows:
            for column in columns:
                index = self._table.sheet.index(row, column)
                line, place = self._table.sheet.line_at(index), self._table.sheet.place_at(column)
                if line and place:
                    yield index, line, place
