"""Reading the sheet of a period from the open file, and again only what may have changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from operator import attrgetter

from ascdesk.changing import Changes
from ascdesk.checking.past import looked_back
from ascdesk.columns import Columns
from ascdesk.defining.relations import named_with
from ascdesk.model import EntityId, Figure, Relation
from ascdesk.periods import Period
from ascdesk.scorecard import Scorecard
from ascdesk.sheet import Line, sheet_lines
from ascdesk.workspace import Workspace

_ID = attrgetter("id")


class SheetReading:
    """Makes the lines of a scorecard's rows; of tens of thousands of figures it reads those once that stay."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._of: tuple[Period | None, Columns | None] = None, None
        self._periods: frozenset[Period] = frozenset()
        # The figures of all measures as they were read last, and the periods that have changed since; None for any.
        self._held: list[Figure] = []
        self._changed: frozenset[Period] | None = None
        workspace.subscribe(self._heed)

    def periods(self, card: Scorecard, columns: Columns) -> frozenset[Period]:
        """Return the periods whose figures are shown, or looked at for what is odd."""
        if self._of != (card.period, columns):
            self._of = card.period, columns
            self._periods = frozenset((*columns.periods(card.period), *looked_back(card.period)))
            self._changed = None
        return self._periods

    def lines(self, card: Scorecard, columns: Columns) -> tuple[Line, ...]:
        """Return the lines of all rows."""
        periods = self.periods(card, columns)
        if self._changed is None:
            self._held = list(self._workspace.figures_in(periods))
        elif anew := self._changed & periods:
            stay = (each for each in self._held if each.period not in anew)
            self._held = sorted((*stay, *self._workspace.figures_in(anew)), key=_ID)
        self._changed = frozenset()
        explanations = self._workspace.explanations(periods)
        return sheet_lines(card.rows, self._held, explanations, self._workspace.relations())

    def lines_of(self, card: Scorecard, columns: Columns, measures: Collection[EntityId]) -> tuple[Line, ...]:
        """Return the lines of some measures, and of those that rules tie to them."""
        periods, relations = self.periods(card, columns), self._workspace.relations()
        chosen = _with_ruled(frozenset(measures), relations)
        rows = [row for row in card.rows if row.measure.id in chosen]
        figures = self._workspace.figures_in(periods, chosen)
        return sheet_lines(rows, figures, self._workspace.explanations(periods, chosen), relations)

    def _heed(self, changes: Changes) -> None:
        if changes.figures:
            known = self._changed is not None and changes.periods is not None
            self._changed = self._changed | changes.periods if known else None  # type: ignore[operator] # see above


def _with_ruled(measures: frozenset[EntityId], relations: Sequence[Relation]) -> frozenset[EntityId]:
    """Return measures with all that rules tie to them, as a rule is looked at with the figures of all that it names."""
    while (more := named_with(measures, relations)) != measures:
        measures = more
    return measures
