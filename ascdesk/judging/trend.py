"""Direction by regression over the shown series (N66; statistics.md, section 4.2)."""

from __future__ import annotations

from decimal import Decimal

from ascdesk.judging.shown import show_change
from ascdesk.judging.significance import why_no_run
from ascdesk.judging.values import Case, Travel
from ascdesk.model import Base, Direction, Measure, Movement, Polarity
from ascdesk.periods import show_period
from ascdesk.stats.trends import Slope, slope

FEWEST = 5


def trend(case: Case) -> Travel:
    """Return whether the figures, up to 13 of them, rise or fall by more than chance; if not, they show no clear trend.

    The least-squares slope is tested at the level of the report's conventions.
    """
    run = case.run()
    first = run[0].period if run else None
    if hindrance := why_no_run(case, run, FEWEST):
        return Travel(Movement.NONE, Direction.NONE, Base.TREND, first, hindrance, None, hindrance)
    found = slope([float(each.value or 0) for each in run])
    level = float(case.conventions.significance_level)
    significant = found.p < level and found.slope != 0
    movement = Movement.LEVEL if not significant else Movement.UP if found.slope > 0 else Movement.DOWN
    span = f"over {len(run)} figures since {show_period(run[0].period)}"
    step = show_change(case.measure, Decimal(str(round(found.slope, 12))), case.measure.decimals + 2)
    below = "below" if significant else "not below"
    test = f"{probability(found.p)}, {below} {case.conventions.significance_level}"
    direction, meaning = _meaning(case.measure, movement)
    said = f"The slope is {step} a period {span} ({test}): {meaning}."
    verdict = f"{'Significant' if significant else 'Not significant'}: least-squares slope {span}, {test}."
    return Travel(
        movement, direction, Base.TREND, first, said, significant, verdict, _numbers(step, found, len(run), case)
    )


def probability(p: float) -> str:
    """Return a probability as it is printed: with three decimal places, and very small ones as "p < 0.001"."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}"


def _meaning(measure: Measure, movement: Movement) -> tuple[Direction, str]:
    if movement is Movement.LEVEL:
        sense = Direction.NONE if measure.polarity is Polarity.NONE else Direction.SAME
        return sense, "no clear trend"
    way = "rising" if movement is Movement.UP else "falling"
    if measure.polarity is Polarity.NEARER:
        return Direction.NONE, f"{way}; a slope does not tell whether that is nearer to the target"
    if measure.polarity is Polarity.NONE:
        return Direction.NONE, f"{way}; whether that is better is not set"
    better = (movement is Movement.UP) == (measure.polarity is Polarity.HIGHER)
    meaning = Direction.BETTER if better else Direction.WORSE
    return meaning, f"{way}, {meaning.value}, because {measure.polarity.value} is better"


def _numbers(step: str, found: Slope, count: int, case: Case) -> tuple[tuple[str, str], ...]:
    return (
        ("Figures in the series", str(count)),
        ("Slope a period", step),
        ("Probability by chance", probability(found.p).removeprefix("p = ").removeprefix("p ")),
        ("Level of significance", str(case.conventions.significance_level)),
    )
