"""What cells that were keyed together would change, what of them cannot be read, and how such a step is called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ascdesk.entering import entered_together
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


def changed_figures(cells: Iterable[Cell]) -> list[Change]:
    """Return the figures that cells make another, each with how it was and how it will be."""
    together: dict[EntityId, list[Cell]] = {}
    for cell in cells:
        together.setdefault(cell.entry.key, []).append(cell)
    found = []
    for group in together.values():
        line, period = group[0].line, group[0].place.period
        before = line.figures.get(period)
        after = entered_together([cell.entry for cell in group], before)
        if after != before:
            found.append((line, period, before, after))
    return found


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


def refusal_of(cells: Sequence[Cell]) -> UserError | None:
    """Return why the cells of one figure make none together, if they do not."""
    held = cells[0].line.figures.get(cells[0].place.period)
    try:
        entered_together([cell.entry for cell in cells], held)
    except UserError as refused:
        return refused
    return None


def sorted_cells(cells: Sequence[Cell]) -> tuple[list[Cell], list[tuple[Cell, UserError]]]:
    """Return the cells whose texts make figures, and those that do not with the reason."""
    together: dict[EntityId, list[Cell]] = {}
    for cell in cells:
        together.setdefault(cell.entry.key, []).append(cell)
    good, refused = [], []
    for group in together.values():
        if (why := refusal_of(group)) is None:
            good += group
            continue
        wrong = [(cell, error) for cell in group if (error := refusal_of([cell]))]
        rest = [cell for cell in group if cell not in [each for each, _ in wrong]]
        why = refusal_of(rest) if rest else None
        refused += wrong + [(cell, why) for cell in rest if why]
        good += [] if why else rest
    return good, refused
