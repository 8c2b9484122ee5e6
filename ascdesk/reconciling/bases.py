"""Which held figure a printed direction would be right against, where the report does not say its base (N60 to N62)."""

from __future__ import annotations

from ascdesk.judging.direction import comparable, moved
from ascdesk.judging.shown import as_shown, show
from ascdesk.model import Basis, Direction, Figure, Movement, Polarity
from ascdesk.periods import show_period
from ascdesk.scorecard import Row


def other_base(row: Row, movement: Movement | None, meaning: Direction | None) -> str:
    """Return in a sentence against which earlier figure a row's printed direction is right, or that none is held.

    The latest such figure is named; nothing is said where the row has no value to compare.
    """
    shown = row.shown
    if shown is None or shown.value is None:
        return ""
    earlier = [each for each in row.before if each.value is not None and each.period < shown.period]
    for figure in sorted(earlier, key=lambda each: each.period, reverse=True):
        if _may_be_compared(row, shown, figure) and _is_right(row, shown, figure, movement, meaning):
            against = show(row.measure, figure.value) if figure.value is not None else ""
            return f"Against {against} in {show_period(figure.period)} it would be as printed."
    return "It would not be as printed against any earlier figure that is held." if earlier else ""


def _may_be_compared(row: Row, shown: Figure, figure: Figure) -> bool:
    return row.measure.basis is not Basis.CUMULATIVE or comparable(shown.period, figure.period)


def _is_right(row: Row, shown: Figure, figure: Figure, movement: Movement | None, meaning: Direction | None) -> bool:
    places = row.measure.decimals
    assert shown.value is not None
    assert figure.value is not None
    change = moved(as_shown(shown.value, places), as_shown(figure.value, places))
    return change is movement if meaning is None else _meaning(row.measure.polarity, change) is meaning


def _meaning(polarity: Polarity, movement: Movement) -> Direction:
    if movement is Movement.LEVEL:
        return Direction.SAME
    if polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return Direction.NONE
    better = (movement is Movement.UP) == (polarity is Polarity.HIGHER)
    return Direction.BETTER if better else Direction.WORSE
