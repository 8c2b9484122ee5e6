"""The button that counts the cells whose texts made no figure, and leads from one to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui import words
from ui.models.unread import Unread
from ui.page import Desk
from ui.widgets.figures_table import FiguresTable
from ui.widgets.labels import button


class UnreadCells(QObject):
    """Counts them, and puts the cursor on them."""

    def __init__(self, unread: Unread, table: FiguresTable, desk: Desk, page: QObject) -> None:
        super().__init__(page)
        self._unread, self._table, self._messages = unread, table, desk.messages
        self.button = button("", "unread", "Go to the next one")
        self.button.clicked.connect(self.go_on)

    def count(self) -> None:
        """Say how many there are; nothing where there is none."""
        count = len(self._unread)
        state = ("is" if count == 1 else "are") + " not saved" if self._unread.refused else "cannot be read"
        text = f"▲ {words.of_them(count, 'cell')} {state}"
        self.button.setText(text)
        self.button.setAccessibleName(text[2:])
        self.button.setVisible(bool(count))

    def go_on(self) -> None:
        """Put the cursor on the next one, or say where the first stands where none is shown."""
        cells = [index for key in self._unread if (index := self._table.sheet.find_cell(key)).isValid()]
        here = self._table.currentIndex()
        ahead = sorted((each.row(), each.column()) for each in cells)
        after = [each for each in ahead if each > (here.row(), here.column())]
        self._table.setFocus()
        if ahead:
            self._table.stand(*(after or ahead)[0])
        else:
            kind = "is not saved" if self._unread.refused else "cannot be read"
            text = f"The text that {kind} stands in {self._unread.where()}, which is not shown now."
            self._messages.tell(text, "warning")
