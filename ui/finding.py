"""Finding a line of the sheet by what its code or name holds."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QObject

from ascdesk.sheet import Line
from ui.models.figure_columns import Column
from ui.models.figure_looks import line_title
from ui.page import Desk
from ui.widgets.figures_head import FindBox
from ui.widgets.figures_table import FiguresTable


class Finding(QObject):
    """Takes the cursor to the lines that hold what stands in the box."""

    def __init__(self, box: FindBox, table: FiguresTable, desk: Desk, page: QObject) -> None:
        super().__init__(page)
        self._box, self._table, self._messages = box, table, desk.messages
        self._said = ""
        box.textEdited.connect(lambda _: self.find(again=False))
        box.next_wanted.connect(self.find)

    def start(self) -> None:
        """Put the keyboard into the box."""
        self._box.setFocus()
        self._box.selectAll()

    def find(self, again: bool = True) -> None:
        """Go to the next line whose code or title holds what is sought; `again` goes on from the current one."""
        self.take_back()
        sheet = self._table.sheet
        sought = self._box.text().casefold().split()
        line = self._table.current_line()
        lines = [each for each in sheet.lines if sheet.kept is None or each.key in sheet.kept]
        if not sought or not lines:
            return
        at = lines.index(line) if line in lines else -1
        order = lines[at + again :] + lines[: at + again] if at >= 0 else lines
        found = next((each for each in order if _holds(each, sought)), None)
        if found is None:
            self._said = f"No line shown here has “{self._box.text()}” in its code or name."
            self._messages.tell(self._said, "warning")
            return
        if found.key[0] in sheet.folded:
            sheet.fold(found.key[0], folded=False)
        self._table.go_to(found.key, Column.CURRENT if line is None else None)

    def take_back(self) -> None:
        """Close what was said of a search that found nothing."""
        self._messages.take_back(self._said)


def _holds(line: Line, sought: Collection[str]) -> bool:
    text = f"{line.measure.code} {line_title(line)}".casefold()
    return all(word in text for word in sought)
