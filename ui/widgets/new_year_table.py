"""The table in which a year is prepared: letters set what becomes of a measure, the rest is typed as in Excel."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QTableView
from typing_extensions import override

from ascdesk.model import EntityId
from ascdesk.year import Fate
from ui.clipboard import read_block
from ui.models.entries import REFUSED
from ui.models.new_year import LINE, MISSING, UNTYPED, NewYearModel, YearLine
from ui.text import fits, paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now
from ui.widgets.controls import ENTER
from ui.widgets.entry_table import AROUND, LEADING, MARGIN, EntryDelegate, EntryTable
from ui.widgets.sight import bring_in_sight, was_in_sight
from ui.widgets.tinted_head import TintedHead

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.Key
LETTERS = {KEY.Key_K: Fate.KEEP, KEY.Key_C: Fate.CHANGE, KEY.Key_R: Fate.RETIRE}
MOST = 4
# How wide each column is, in its order, and from which width of the table on it is there; the measure's title and
# the words between have what is left.
WIDTHS = {"code": 66, "fate": 92, "now": 82, "comparable": 82, "last": 88, "target": 118}
SHARES = {"measure": 4, "changes": 3, "reason": 3}
ROOM_FOR = {"now": 560, "comparable": 720, "reason": 640, "last": 480, "changes": 1010}


class YearDelegate(EntryDelegate):
    """Paints the cells of a year that is being prepared."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE)
        if not isinstance(line, YearLine) or index.data(REFUSED):
            super().paint(painter, option, index)
            return
        tokens, model = tokens_now(), index.model()
        key = model.columns[index.column()].key if isinstance(model, NewYearModel) else ""
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        quiet = tokens.soft if key == "target" and not line.retires else tokens.surface
        ground = tokens.selection if chosen else tokens.amber_soft if index.data(MISSING) else quiet
        painter.fillRect(option.rect, QColor(ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        self._write(painter, option, inside, index, line, key)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    def _write(
        self, painter: QPainter, option: QStyleOptionViewItem, inside: QRectF, index: Index, line: YearLine, key: str
    ) -> None:
        tokens, shown = tokens_now(), str(index.data() or "")
        blocks = cell_lines(line, key, shown, option.font, inside.width())
        height = LEADING * sum(len(texts) for texts, _ in blocks)
        top = inside.center().y() - height / 2
        side = Qt.AlignmentFlag.AlignRight if key in ("last", "target") else Qt.AlignmentFlag.AlignLeft
        for number, (texts, font) in enumerate(blocks):
            painter.setFont(font)
            faint = number > 0 or line.retires or key in ("last", "changes") or (key == "fate" and kept(line))
            quiet = tokens.second if option.state & QStyle.StateFlag.State_Selected else tokens.third
            painter.setPen(QColor(tokens.amber if index.data(MISSING) else quiet if faint else tokens.ink))
            box = QRectF(inside.left(), top, inside.width(), LEADING * len(texts))
            paint_lines(painter, box, texts, side)
            top += LEADING * len(texts)


def kept(line: YearLine) -> bool:
    """Tell whether a measure stays as it is."""
    return line.turn.fate is Fate.KEEP


def cell_lines(line: YearLine, key: str, shown: str, font: QFont, width: float) -> list[tuple[list[str], QFont]]:
    """Return what stands in a cell, as blocks of lines with their fonts."""
    plain, small = sized(font, TEXT), sized(font, SMALL)
    if key == "measure":
        blocks = [([shown] if fits(shown, plain, width) else set_name(shown, "", plain, width, MOST), plain)]
        return [*blocks, (_set(line.turn.now.owner, small, width, 1), small)] if line.first and (
            line.turn.now.owner) else blocks  # fmt: skip
    if key == "target" and (parts := shown.partition(", taken"))[1]:
        return [(_set(parts[0], plain, width, 2), plain), (_set("taken over", small, width, 1), small)]
    if key == "reason" and not shown and line.asked and line.first and not kept(line):
        return [(_set("Say why", plain, width, 1), plain)]
    if key in ("last", "target") and not shown:
        return [(["–"], plain)]
    strong = sized(font, TEXT, QFont.Weight.DemiBold) if key == "code" or (key == "fate" and not kept(line)) else plain
    return [(_set(shown, strong, width, 6 if key in ("changes", "reason") else 3), strong)]


def _set(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return a text on a few lines; what goes on one is not laid out, which takes long in a long table."""
    return [text] if fits(text, font, width) else set_lines(text, font, width, most)


class NewYearTable(EntryTable):
    """Shows a year that is prepared.

    Emits `opened` where all of a measure is asked for, and `taken` where last year's targets are to be taken over.
    """

    opened = Signal()
    taken = Signal()

    def __init__(self, model: NewYearModel) -> None:
        self._fitted = -1
        super().__init__(model, "What becomes of each measure")
        self.year = model
        self.setItemDelegate(YearDelegate(self))
        self.setHorizontalHeader(TintedHead(self, (8,), 8))
        self.setAccessibleDescription(
            "Arrow keys move. K keeps a measure, C changes it, R retires it, N gives it a new code; T takes last "
            "year’s target over. Enter edits, F8 shows the whole definition, Esc leads back"
        )
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(LEADING * 2)
        self.setMaximumHeight(16_777_215)
        model.modelReset.disconnect(self.fit)
        model.modelReset.connect(self.fit)  # only after the heads, which forget their widths
        model.dataChanged.disconnect(self.fit)
        model.dataChanged.connect(self._fit_some)
        # Once the list in which it was chosen has closed.
        model.renumbering.connect(self._renumber, Qt.ConnectionType.QueuedConnection)

    # Size

    @override
    def fit(self) -> None:
        if not isinstance(self.entries, NewYearModel) or not self.entries.columns:
            return
        self._share_out()
        for row in range(len(self.entries.rows)):
            self._fit_row(row)

    def _fit_some(self, first: QModelIndex, last: QModelIndex) -> None:
        for row in range(first.row(), last.row() + 1):
            self._fit_row(row)

    def _share_out(self) -> None:
        width = self.viewport().width()
        keys = [each.key for each in self.entries.columns]
        shown = [key for key in keys if width >= ROOM_FOR.get(key, 0)]
        left = width - sum(WIDTHS[key] for key in shown if key in WIDTHS)
        shares = sum(SHARES[key] for key in shown if key in SHARES) or 1
        for number, key in enumerate(keys):
            self.setColumnHidden(number, key not in shown)
            self.setColumnWidth(number, WIDTHS[key] if key in WIDTHS else left * SHARES[key] // shares)
        if (here := self.currentIndex()).isValid() and self.isColumnHidden(here.column()):
            self.setCurrentIndex(here.siblingAtColumn(keys.index("fate")))

    def _fit_row(self, row: int) -> None:
        line = self.year.line(row) if hasattr(self, "year") else None
        if line is None:
            return
        most = 1
        for number, column in enumerate(self.entries.columns):
            if not self.isColumnHidden(number):
                shown = str(self.entries.index(row, number).data() or "")
                blocks = cell_lines(line, column.key, shown, self.font(), self.columnWidth(number) - 2 * MARGIN)
                most = max(most, sum(len(texts) for texts, _ in blocks))
        height = most * LEADING + AROUND
        if self.rowHeight(row) != height:
            self.setRowHeight(row, height)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        seen = was_in_sight(self, event)
        QTableView.resizeEvent(self, event)
        if self.viewport().width() != self._fitted:
            self._fitted = self.viewport().width()
            self.fit()
        if seen:
            bring_in_sight(self)

    # Places

    def key(self) -> str:
        """Return the key of the column that the cursor stands in."""
        at = self.currentIndex().column()
        return self.entries.columns[at].key if 0 <= at < len(self.entries.columns) else ""

    def selected_rows(self) -> list[int]:
        """Return the rows that something is selected in, or else the cursor's."""
        rows = {index.row() for index in self.selectedIndexes()}
        return sorted(rows or {self.currentIndex().row()})

    def stand_on(self, row: int, key: str = "fate") -> bool:
        """Put the cursor on a cell, or on what is to be seen instead of it; False where there is no such row."""
        if not 0 <= row < len(self.entries.rows):
            return False
        column = self.year.column(key)
        if self.isColumnHidden(column):
            column = self.year.column("fate")
        self.setCurrentIndex(self.entries.index(row, column))
        self.scrollTo(self.currentIndex())
        return True

    def go_to(self, measure: EntityId) -> bool:
        """Put the cursor on a measure, unless it stands there; False where it is not in the table."""
        line = self.year.line(self.currentIndex().row())
        return (line is not None and line.turn.measure.id == measure) or self.stand_on(self.year.row_of(measure))

    # Keys

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here, plain = self.currentIndex(), not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Undo) and self.year.before:
            self.year.take_back()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        elif plain and self.key() in UNTYPED and event.key() in (*LETTERS, KEY.Key_N, KEY.Key_T):
            self._letter(event.key())
        elif event.key() in ENTER and here.isValid():
            self._enter(here)
        elif event.key() == KEY.Key_Escape and not here.data(REFUSED):
            event.ignore()  # the page leads back
        else:
            super().keyPressEvent(event)

    def _letter(self, key: int) -> None:
        if key == KEY.Key_T:
            self.taken.emit()
        elif key == KEY.Key_N:
            self._renumber(self.currentIndex().row())
        else:
            self.year.set_fate(LETTERS[KEY(key)], self.selected_rows())

    def _renumber(self, row: int) -> None:
        column = self.year.column("now")
        if self.isColumnHidden(column):
            self.opened.emit()
            return
        index = self.entries.index(row, column)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)
        elif line := self.year.line(row):
            self.year.set_fate(Fate.CHANGE, [row])
            if line.first:
                self._renumber(row)

    def _enter(self, here: QModelIndex) -> None:
        line, key = self.year.line(here.row()), self.key()
        if line is None:
            return
        if line.retires and line.first and key in (*UNTYPED, "reason") and self._edit_cell(here.row(), "reason"):
            return
        if key in UNTYPED and (key != "fate" or line.turn.fate is Fate.CHANGE or not line.first):
            self.opened.emit()
        elif here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)

    def _edit_cell(self, row: int, key: str) -> bool:
        index = self.entries.index(row, self.year.column(key))
        if self.isColumnHidden(index.column()):
            return False
        self.setCurrentIndex(index)
        self.edit(index)
        return True

    def _paste(self) -> None:
        """Put copied cells below one another into the column, from the cursor on."""
        here, block = self.currentIndex(), read_block(QGuiApplication.clipboard().mimeData())
        if self.key() in ("now", "reason", "target"):
            for number, cells in enumerate(block):
                self.entries.setData(self.entries.index(here.row() + number, here.column()), cells[0])

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo) and self.year.before:
                event.accept()  # what was answered last, and not a step of the file
                return True
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            way = {KEY.Key_Tab: 1, KEY.Key_Backtab: -1}.get(KEY(event.key()))
            there = self._beside(way) if way else None
            if way:
                if there is None:
                    return QAbstractItemView.focusNextPrevChild(self, way > 0)
                self.setCurrentIndex(there)
                return True
        return QTableView.event(self, event)

    def _beside(self, way: int) -> QModelIndex | None:
        """Return the next cell in the row that is to be seen, if there is one."""
        here = self.currentIndex()
        column = here.column() + way
        while 0 <= column < len(self.entries.columns) and self.isColumnHidden(column):
            column += way
        there = self.entries.index(here.row(), column)
        return there if here.isValid() and there.isValid() else None
