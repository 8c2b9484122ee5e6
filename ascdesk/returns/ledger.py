"""The account that is kept while a file is read: what each cell was taken for, and what could not be taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ascdesk.errors import Problem
from ascdesk.model import EntityId
from ascdesk.returns.figures import Spot
from ascdesk.returns.values import Cell, Sheet, Taken

# More cells than this that share a reason are one problem: nobody reads a list of thousands.
_EACH = 12


class Ledger:
    """Collects an account of every cell of one sheet, the problems, and what should be confirmed."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.accounts: dict[str, Taken] = {}
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.guesses: list[tuple[EntityId, Problem]] = []
        self.undated: list[tuple[Cell, str]] = []

    def take(self, cell: Cell, taken: Taken) -> str:
        """Note what a cell was taken for, and return its place; the first account of a cell stands."""
        place = self.sheet.place(cell)
        for each in self.sheet.places(cell) if cell.lines else (place,):
            self.accounts.setdefault(each, taken)
        return place

    def refuse(self, cell: Cell, problem: str, remedy: str, spot: Spot | None = None) -> None:
        """Note that a cell was not taken, why, and what to do; `spot` says which figure it was to be, where known."""
        self._reject(cell)
        told = Problem(self.sheet.place(cell), cell.text, problem, remedy)
        self.problems.append(replace(told, **spot.names) if spot else told)

    def _reject(self, cell: Cell) -> None:
        for place in self.sheet.places(cell):
            self.accounts[place] = Taken.PROBLEM

    def ask_period(self, cell: Cell, head: str) -> None:
        """Note that a cell waits for the period that its column's head does not say; all are asked for at once."""
        self._reject(cell)
        self.undated.append((cell, head))

    def refuse_all(self, cells: Sequence[Cell], problem: str, remedy: str) -> None:
        """Note that cells were not taken for one and the same reason: each, or many of them together."""
        if len(cells) <= _EACH:
            for cell in cells:
                self.refuse(cell, problem, remedy)
            return
        for cell in cells:
            self._reject(cell)
        place = f"{self.sheet.place(cells[0])}:{cells[-1].address}"
        self.problems.append(Problem(place, f"{len(cells):,} cells", problem, remedy))

    def confirm(self, cell: Cell, taken_as: str, remedy: str) -> None:
        """Note that a cell was taken in a way that a person should look at."""
        self.notices.append(Problem(self.sheet.place(cell), cell.text, taken_as, remedy))

    def guess(self, measure: EntityId, cell: Cell, taken_as: str, remedy: str) -> None:
        """Note that something was concluded of a measure, which a person should look at if it is made."""
        self.guesses.append((measure, Problem(self.sheet.place(cell), cell.text, taken_as, remedy)))
