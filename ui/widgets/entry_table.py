"""The table that entries are typed into: type, F2, Enter, Tab, Delete and Esc as in Excel."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from ui.models.entries import CHOICES, REFUSED, EntriesModel
from ui.text import paint_lines, set_lines
from ui.theme import sized
from ui.tokens import TEXT, tokens_now
from ui.widgets.controls import ENTER, ChoiceField

MARGIN, LEADING, AROUND = 8, 16, 16
Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemDelegate.EndEditHint


class EntryDelegate(QStyledItemDelegate):
    """Paints a cell, on two lines if need be, and opens a line or a list to choose from in it."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tokens = tokens_now()
        refused = index.data(REFUSED)
        chosen = option.state & QStyle.StateFlag.State_Selected
        painter.save()
        ground = tokens.red_soft if refused else tokens.selection if chosen else tokens.surface
        painter.fillRect(option.rect, QColor(ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        font = sized(option.font, TEXT)
        painter.setFont(font)
        fixed = not index.flags() & Qt.ItemFlag.ItemIsEditable
        painter.setPen(QColor(tokens.red if refused else tokens.second if fixed else tokens.ink))
        side = (
            Qt.AlignmentFlag(int(index.data(Qt.ItemDataRole.TextAlignmentRole))) & Qt.AlignmentFlag.AlignHorizontal_Mask
        )
        paint_lines(painter, inside, set_lines(index.data() or "–", font, inside.width(), 3), side)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        head = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        choices = index.data(CHOICES)
        if not choices:
            line = QLineEdit(parent)
            line.setProperty("role", "cell")
            line.setAccessibleName(head)
            return line
        choice = ChoiceField(choices)
        choice.setParent(parent)
        choice.setProperty("role", "cell")
        choice.setAccessibleName(head)
        choice.view().setAccessibleName(head)
        choice.activated.connect(lambda: self._chosen(choice))
        return choice

    def _chosen(self, choice: ChoiceField) -> None:
        if not choice.by_letters:
            self.commitData.emit(choice)
            self.closeEditor.emit(choice, Hint.NoHint)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, ChoiceField):
            editor.show_value(value)
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, ChoiceField):
            model.setData(index, editor.typed())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def eventFilter(self, watched: QWidget, event: QEvent) -> bool:  # type: ignore[override]
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER:
            # Qt would close the editor without telling the table which way to go.
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, Hint.SubmitModelCache)
            return True
        return super().eventFilter(watched, event)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(64, LEADING + AROUND)


class EntryTable(QTableView):
    """Shows entries; as high as its rows, so that the form around it scrolls."""

    def __init__(self, model: EntriesModel, name: str) -> None:
        super().__init__()
        self.entries = model
        self.setModel(model)
        self.setItemDelegate(EntryDelegate(self))
        self.setAccessibleName(name)
        self.setAccessibleDescription(
            "Type into a cell or press F2; Enter keeps it, Esc gives it up, Delete empties it"
        )
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.EditKeyPressed | triggers.DoubleClicked)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setHighlightSections(False)
        head.setAccessibleName(f"{name}: column heads")
        model.modelReset.connect(self.fit)
        model.dataChanged.connect(self.fit)

    def finish(self) -> None:
        """Keep what stands half typed in a cell."""
        for editor in self.viewport().findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if isinstance(editor, QLineEdit | ChoiceField) and editor.isVisible():
                self.commitData(editor)
                self.closeEditor(editor, Hint.NoHint)

    def fit(self) -> None:
        """Share the width out, and take the height that the rows need."""
        columns, width = self.entries.columns, self.viewport().width()
        parts = sum(column.weight for column in columns) or 1
        for number, column in enumerate(columns):
            self.setColumnWidth(number, width * column.weight // parts)
        font = sized(self.font(), TEXT)
        height = 0
        for row in range(len(self.entries.rows)):
            texts = (self.entries.index(row, n).data() or "–" for n in range(len(columns)))
            most = max(len(set_lines(text, font, self.columnWidth(n) - 2 * MARGIN, 3)) for n, text in enumerate(texts))
            self.setRowHeight(row, most * LEADING + AROUND)
            height += self.rowHeight(row)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + height + 2)
        self.setVisible(bool(self.entries.rows))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() == Qt.Key.Key_Escape and here.isValid():
            self.entries.give_up(here)
        elif event.key() == Qt.Key.Key_Delete and here.isValid() and not self.entries.columns[here.column()].choices:
            self.entries.setData(here, "")
        elif event.key() in ENTER and here.isValid():
            self._go(here, 1, 0)
        elif event.key() == Qt.Key.Key_Tab and here.column() + 1 < len(self.entries.columns):
            self._go(here, 0, 1)
        elif event.key() == Qt.Key.Key_Backtab and here.column() > 0:
            self._go(here, 0, -1)
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # Tab goes through the cells of a row and then leaves the table.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.currentIndex().isValid():
            last = len(self.entries.columns) - 1
            column = self.currentIndex().column()
            within = (event.key() == Qt.Key.Key_Tab and column < last) or (
                event.key() == Qt.Key.Key_Backtab and column > 0
            )
            if within:
                self.keyPressEvent(event)
                return True
        return super().event(event)

    def _go(self, here: QModelIndex, down: int, right: int) -> None:
        there = self.entries.index(here.row() + down, here.column() + right)
        if there.isValid():
            self.setCurrentIndex(there)

    @override
    def closeEditor(self, editor: QWidget, hint: Hint) -> None:
        super().closeEditor(editor, Hint.NoHint)
        moves = {Hint.SubmitModelCache: (1, 0), Hint.EditNextItem: (0, 1), Hint.EditPreviousItem: (0, -1)}
        if hint in moves and self.currentIndex().isValid():
            self._go(self.currentIndex(), *moves[hint])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.fit()
