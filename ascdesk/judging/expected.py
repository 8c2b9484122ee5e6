"""The range in which an activity is expected, from its own past: for measures that no target was set for."""

from __future__ import annotations

from decimal import Decimal

from ascdesk.judging.shown import as_shown, show
from ascdesk.judging.values import Case, Judged
from ascdesk.model import Rating
from ascdesk.periods import show_period

FEWEST = 12


def against_expected(case: Case, value: Decimal, rule: str) -> Judged:
    """Say whether a figure is within the limits of an XmR chart of the figures before it; it is given no colour.

    More contacts are neither good nor bad: what is outside is for somebody to explain.
    """
    from ascdesk.judging.significance import why_no_run
    from ascdesk.stats import spc  # most files have no such measure

    run = case.run()
    if hindrance := why_no_run(case, run, FEWEST + 1, "an expected range"):
        return Judged(Rating.NONE, hindrance, rule)
    before = run[:-1]
    group = spc.summarise([float(each.value or 0) for each in before], spc.Options())
    if group.lower is None or group.upper is None or not group.varies:
        return Judged(Rating.NONE, "Its past does not vary, so that no range can be expected.", rule)
    places = case.measure.decimals
    low, high = (as_shown(Decimal(limit), places) for limit in (group.lower, group.upper))
    span = f"{show(case.measure, low)} to {show(case.measure, high)}"
    shown = as_shown(value, places)
    where = "within" if low <= shown <= high else "above" if shown > high else "below"
    said = f"{show(case.measure, shown)} is {where} the range of {span}, expected from the {len(before)} figures before"
    numbers = (("Expected range", span), ("From", f"{len(before)} figures, {show_period(before[0].period)} on"))
    rules = f"{rule}: {spc.rule_set(spc.Options())}"
    return Judged(Rating.NONE, f"{said} it. It has no target, so it is given no colour.", rules, numbers)
