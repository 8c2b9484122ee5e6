"""Cells that an import could not take, as flags on the figures that they were to be (N13)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ascdesk.errors import Problem
from ascdesk.identity import figure_id, follow_up_id
from ascdesk.model import Entity, EntityId, Figure, FollowUp
from ascdesk.returns.plan import Plan

Look = Callable[[type[Entity], Iterable[EntityId]], dict[EntityId, Entity]]
_LONGEST = 120


def flagged(chosen: Plan, look: Look, person: str) -> list[FollowUp]:
    """Return a flag for each rejected cell whose figure is known: what stood where, and why it was not taken.

    A cell that has a value in the file, or a flag, is seen to already and is left as it is.
    """
    made: dict[EntityId, FollowUp] = {}
    for problem in chosen.problems:
        if (flag := _flag(problem, person)) is not None:
            made.setdefault(flag.id, flag)
    figures = {_figure(each): each.id for each in made.values()}
    seen_to = {
        figures[key]
        for key, held in look(Figure, figures).items()
        if isinstance(held, Figure) and held.value is not None
    } | look(FollowUp, made).keys()
    return [each for each in made.values() if each.id not in seen_to]


def _figure(flag: FollowUp) -> EntityId:
    return figure_id(flag.measure, flag.period, flag.part, flag.series, flag.dimension, flag.category)


def _flag(problem: Problem, person: str) -> FollowUp | None:
    if problem.measure is None or problem.period is None:
        return None
    words = " ".join(problem.text.split())
    gist = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
    where = (problem.part, problem.series, problem.dimension, problem.category)
    return FollowUp(
        id=follow_up_id(figure_id(problem.measure, problem.period, *where)),
        measure=problem.measure, period=problem.period, part=problem.part, series=problem.series,
        dimension=problem.dimension, category=problem.category, person=person,
        text=f"{problem.place} says “{gist}”, which was not taken. {problem.problem} {problem.remedy}".strip(),
    )  # fmt: skip
