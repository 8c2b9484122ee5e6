"""One line of a table while it is read: its cells by what their columns say, and where the account is kept."""

from __future__ import annotations

from dataclasses import dataclass

from ascdesk.model import EntityId, Measure
from ascdesk.periods import Period
from ascdesk.readings import Reading, Unreadable
from ascdesk.returns.figures import Spot, read_cell, with_value, without_nothing
from ascdesk.returns.heads import Column, Role
from ascdesk.returns.ledger import Ledger
from ascdesk.returns.tables import Line
from ascdesk.returns.values import Cell, Taken

Cells = dict[Role, list[tuple[Column, Cell]]]
GIVE_PERIOD = "Import it again and say which period the return is for."


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reading of a table's lines needs to know besides the lines."""

    columns: tuple[Column, ...]
    period: Period | None
    file: EntityId
    ledger: Ledger

    def cells(self, line: Line) -> Cells:
        """Return a line's cells by the roles of their columns."""
        found: Cells = {}
        for column in self.columns:
            if cell := line.cells.get(column.number):
                found.setdefault(column.role, []).append((column, cell))
        return found

    def amount(self, cell: Cell, measure: Measure, spot: Spot | None = None) -> Reading | None:
        """Return what a cell amounts to; one that cannot be read, or says nothing, is accounted for here.

        `spot` says which figure it is to be, where it is to be one.
        """
        reading = without_nothing(read_cell(cell, measure.unit))
        if isinstance(reading, Unreadable):
            self.ledger.refuse(cell, reading.problem, reading.remedy, spot)
            return None
        if reading is None:
            self.ledger.take(cell, Taken.BLANK)
            return None
        return with_value(reading, measure.unit)


def text_at(cells: Cells, role: Role) -> str:
    """Return the words in the line's column of a role, or nothing."""
    return " ".join(cells[role][0][1].text.split()) if role in cells else ""
