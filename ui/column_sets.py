"""Choosing the sheet's columns, and keeping sets of them in the file by name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ascdesk.columns import Columns, column_set, column_sets
from ui.page import Desk
from ui.widgets.columns_panel import ColumnsPanel


class ColumnSets(QObject):
    """Opens the panel, and takes what is named and deleted there to the workspace."""

    def __init__(self, columns: Callable[[], Columns], desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._columns, self._desk = columns, desk
        self.panel = ColumnsPanel(page)
        self.panel.named.connect(self._name)
        self.panel.dropped.connect(self._drop)

    def open_below(self, place: QWidget) -> None:
        """Open the panel below a button."""
        self._show()
        self.panel.open_below(place)

    def follow(self) -> None:
        """Show the columns as they are now, where the panel is open."""
        if self.panel.isVisible():
            self._show()

    def _show(self) -> None:
        self.panel.show_columns(self._columns(), column_sets(self._desk.workspace.saved_views("figures")))

    def _name(self, name: str) -> None:
        self._desk.workspace.save([column_set(name, self._columns())], f"Save the column set “{name}”")
        self.panel.hide()
        self._desk.messages.tell(f"The columns are saved as “{name}”.", act="Undo", run=self._desk.undo)

    def _drop(self, name: str) -> None:
        gone = [each for each in self._desk.workspace.saved_views("figures") if each.name == name]
        self._desk.workspace.remove(gone, f"Delete the column set “{name}”")
        self.panel.hide()
        self._desk.messages.tell(f"The column set “{name}” is deleted.", act="Undo", run=self._desk.undo)
