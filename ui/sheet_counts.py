"""Counting what of a sheet is due, missing, odd, red, flagged or one's own."""

from __future__ import annotations

from collections.abc import Collection

from ascdesk.expecting import expectations, gaps, longer_wanted
from ascdesk.model import EntityId, Figure
from ascdesk.scorecard import Scorecard
from ascdesk.sheet import Line, LineKey
from ascdesk.sifting import Shown, Sieve
from ascdesk.workspace import Workspace
from ui.models.figure_looks import is_odd

# What is said where there is nothing to show.
NOTHING = {
    Shown.DUE: "Every figure that is due for {period} is in.",
    Shown.CHECK: "No figure looks odd in {period}, or each is explained.",
    Shown.MISSING: "Nothing is blank among the last four periods.",
    Shown.RED: "Nothing is red in {period}.",
    Shown.FLAGGED: "No figure has a flag.",
    Shown.MINE: "No measure names you as its owner or author.",
}


class SheetCounts:
    """Knows of each line what it is counted as, and looks again only at those that have changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._longer: tuple[Figure, ...] = ()
        self._due: dict[tuple[EntityId, str], bool] = {}
        self._missing: dict[tuple[EntityId, str], bool] = {}
        self._odd: dict[LineKey, bool] = {}
        self._sieve: Sieve | None = None

    def count_all(self, card: Scorecard, lines: Collection[Line]) -> None:
        """Look at every line."""
        wanted = longer_wanted(card)
        self._longer = self._workspace.figures_in(*wanted) if wanted[0] else ()
        self._due, self._missing, self._odd = {}, {}, {}
        self.count(card, lines)

    def count(self, card: Scorecard, lines: Collection[Line]) -> None:
        """Look again at what is due, missing and odd in some lines and the rows of a scorecard that they belong to."""
        for each in expectations(card, self._longer):
            self._due[each.row.measure.id, each.row.part] = each.figure is None
        for row in card.rows:
            self._missing[row.measure.id, row.part] = bool(gaps(row))
        for line in lines:
            self._odd[line.key] = is_odd(line, card.period)
        self._sieve = None

    def sieve(self, card: Scorecard) -> Sieve:
        """Return what is known of the lines that somebody may wish to see by themselves."""
        if self._sieve is None or self._sieve.card is not card:
            flags, author = self._workspace.follow_ups(), self._workspace.author
            self._sieve = Sieve(card, self._due, self._missing, self._odd, flags, author)
        return self._sieve
