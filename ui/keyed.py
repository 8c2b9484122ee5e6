"""What cells that were keyed together would change, what of them cannot be read, and how such a step is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ascdesk.entering import Entry, entered_together
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Figure
from ascdesk.pasting import Cell
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line
from ui.models.unread import CellKey, Kept
from ui.past import PastChange, named, period_list
from ui.words import of_them

Change = tuple[Line, Period, Figure | None, Figure | None]
_VERBS = {"Pasted": "Paste", "Cleared": "Clear", "Cut": "Cut", "Filled": "Fill", "Set": "Set"}


def where_of(cell: Cell) -> str:
    """Return where a cell stands, in words."""
    return f"{named(cell.line)}, {show_period(cell.place.period)}"


def kept_texts(texts: Iterable[tuple[Cell, UserError]], refused: bool = False) -> dict[CellKey, Kept]:
    """Return what is kept of cells whose texts made no figure, each with the reason."""
    return {
        (cell.entry.key, cell.place.field): Kept(
            cell.text,
            f"{why.problem} {why.remedy}",
            f"{named(cell.line)} for {show_period(cell.place.period)}",
            refused,
            choices_of(why),
        )
        for cell, why in texts
    }


def choices_of(why: UserError) -> tuple[str, ...]:
    """Return the texts that would say plainly what may be meant by one that cannot be read."""
    return tuple(getattr(why, "choices", ()))


def past_change(line: Line, period: Period, before: Figure | None, after: Figure | None) -> PastChange:
    """Return what becomes another in an earlier period."""
    shown, now = (show_figure(line.measure, each) for each in (before, after))
    return PastChange(line, period, shown or "blank", now, before is not None and before.value is not None)


def not_saved(cell: Cell, why: UserError) -> UserError:
    """Return that a text is not saved, and why."""
    return UserError(f"“{cell.text.strip()}” is not saved. {why.problem}", why.remedy)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What cells that were keyed together come to.

    `good` make figures, of which `changed` become others; `refused` make none, each with the reason.
    """

    good: tuple[Cell, ...]
    refused: tuple[tuple[Cell, UserError], ...]
    changed: tuple[Change, ...]


def outcome(cells: Iterable[Cell]) -> Outcome:
    """Return what cells come to that are keyed together; of several cells of one figure those that it can take."""
    together: dict[EntityId, list[tuple[Cell, Entry]]] = {}
    for cell in cells:
        entry = cell.entry
        together.setdefault(entry.key, []).append((cell, entry))
    good: list[Cell] = []
    refused: list[tuple[Cell, UserError]] = []
    changed: list[Change] = []
    for group in together.values():
        taken, left, change = _taken(group)
        good += taken
        refused += left
        if change is not None and change[2] != change[3]:
            changed.append(change)
    return Outcome(tuple(good), tuple(refused), tuple(changed))


Group = list[tuple[Cell, Entry]]


def _taken(group: Group) -> tuple[list[Cell], list[tuple[Cell, UserError]], Change | None]:
    """Return which cells of one figure make it together, which do not and why, and how it is before and after."""
    made = _made(group)
    if not isinstance(made, UserError):
        return [cell for cell, _ in group], [], made
    alone = [_made([each]) for each in group]
    wrong = [(cell, why) for (cell, _), why in zip(group, alone, strict=True) if isinstance(why, UserError)]
    rest = [each for each, why in zip(group, alone, strict=True) if not isinstance(why, UserError)]
    left = _made(rest) if rest else None
    if isinstance(left, UserError):
        return [], [*wrong, *((cell, left) for cell, _ in rest)], None
    return [cell for cell, _ in rest], wrong, left


def _made(group: Group) -> Change | UserError:
    """Return a figure as it is and as the cells make it, or why they make none together."""
    cell = group[0][0]
    line, period = cell.line, cell.place.period
    before = line.figures.get(period)
    try:
        return line, period, before, entered_together([entry for _, entry in group], before)
    except UserError as refused:
        return refused


def label_of(done: str, changed: Sequence[Change]) -> str:
    """Return what a step is called that changes several figures."""
    periods = {period for _, period, _, _ in changed}
    when = f" for {period_list(periods)}" if len(periods) == 1 else ""
    return f"{_VERBS[done]} {of_them(len(changed), 'figure')}{when}"


def with_reason(label: str, why: str, changed: Sequence[Change]) -> str:
    """Return what a step is called; a figure that is gone cannot say why itself."""
    gone = [(line, period) for line, period, _, after in changed if after is None]
    if not why or not gone:
        return label
    line, period = gone[0]
    return f"{label or f'Clear {named(line)} for {show_period(period)}'}: {why}"
