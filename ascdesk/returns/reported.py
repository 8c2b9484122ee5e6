"""What a return says for periods in which its measure is not reported: it is not taken, and that is said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ascdesk.defined import reported, require_reported
from ascdesk.errors import Problem, UserError
from ascdesk.identity import measure_of
from ascdesk.model import Commentary, Entity, Figure, Measure, PublishedJudgement, Target
from ascdesk.periods import Period
from ascdesk.returns.plan import Plan, Status


def without_unreported(made: Plan, measures: Iterable[Measure]) -> Plan:
    """Return a plan without what is of a period before a measure's first or after its last; each is a problem."""
    ended = {each.id: each for each in measures if each.first is not None or each.last is not None}
    if not ended:
        return made
    kept, problems = [], list(made.problems)
    for item in made.items:
        measure, period = ended.get(measure_of(item.entity) or item.entity.id), _period_of(item.entity)
        told = item.status is not Status.UNCHANGED and measure is not None and period is not None
        if told and measure and period and not reported(measure, period):
            problems.append(_problem(item.entity, measure, period))
        else:
            kept.append(item)
    return replace(made, items=tuple(kept), problems=tuple(problems)) if len(kept) < len(made.items) else made


def _period_of(entity: Entity) -> Period | None:
    if isinstance(entity, Figure | Commentary | PublishedJudgement):
        return entity.period
    return entity.start or entity.year if isinstance(entity, Target) else None


def _problem(entity: Entity, measure: Measure, period: Period) -> Problem:
    try:
        require_reported(measure, period)
    except UserError as refused:
        text = getattr(entity, "raw", "") or getattr(entity, "text", "")
        return Problem(getattr(entity, "place", ""), text, refused.problem, refused.remedy)
    raise ValueError("the measure is reported in this period")
