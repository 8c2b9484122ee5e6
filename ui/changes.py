"""What an import would change, as lines that a person can read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ascdesk.amounts import show_amount
from ascdesk.errors import Problem
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import (
    Commentary,
    Comparator,
    Entity,
    EntityId,
    Figure,
    Measure,
    PublishedJudgement,
    PublishedTally,
    RatingOverride,
    Section,
    SupportingFigure,
    Target,
)
from ascdesk.periods import Period, show_period
from ascdesk.readings import own_decimals
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.values import Return, Taken
from ascdesk.scorecard import show_comparator, show_figure, show_target
from ui import words

TextRow = tuple[str, ...]
PASTED = "Pasted text"
CELLS = {
    Taken.MEASURE: ("a measure’s name", "measures’ names"),
    Taken.PART: ("a part’s name", "parts’ names"),
    Taken.SECTION: ("a section’s name", "sections’ names"),
    Taken.FURNITURE: ("page furniture", "page furniture"),
}
UNKNOWN = Measure(id=EntityId(""), framework="", code="", title="")


@dataclass(frozen=True, slots=True)
class Kind:
    """How entities of one kind are named and shown."""

    name: Callable[[Any], str]
    value: Callable[[Any, Measure], str]


def _when(period: Period | None) -> str:
    return f" {show_period(period, 'short')}" if period else ""


def _judgement(each: PublishedJudgement, _: Measure) -> str:
    rating = RATING_WORDS[each.rating] if each.rating else ""
    said = words.published_words(each)
    difference = f"difference {each.difference:+f}" if each.difference is not None else ""
    return " · ".join(text for text in (rating, said, difference) if text)


def _comparator(each: Comparator, measure: Measure) -> str:
    rank = words.rank_words(each)
    value = show_comparator(measure, each)
    return ", ".join(text for text in (value, rank) if text)


def _supporting(each: SupportingFigure, _: Measure) -> str:
    return f"{show_amount(each.value, each.unit, own_decimals(each.value))} {each.label}"


def _count(each: PublishedTally, _: Measure) -> str:
    return "" if each.count is None else str(each.count)


KINDS: dict[type[Entity], Kind] = {
    Figure: Kind(lambda each: f"Figure{_when(each.period)}", lambda each, measure: show_figure(measure, each)),
    Target: Kind(lambda each: f"Target{_when(each.year)}", lambda each, measure: show_target(measure, each)),
    Comparator: Kind(lambda each: f"{words.bare(each.name)}{_when(each.year)}", _comparator),
    PublishedJudgement: Kind(lambda each: f"Published rating{_when(each.period)}", _judgement),
    PublishedTally: Kind(lambda each: f"Published count: {each.label}", _count),
    Commentary: Kind(lambda each: f"Commentary{_when(each.period)}", lambda each, _: each.text),
    SupportingFigure: Kind(lambda each: f"Supporting figure{_when(each.period)}", _supporting),
    RatingOverride: Kind(lambda each: f"Rating{_when(each.period)}", lambda each, _: RATING_WORDS[each.rating]),
    Measure: Kind(lambda _: "Measure", lambda each, _: each.title),
    Section: Kind(lambda _: "Section", lambda each, _: each.title),
}
OTHER = Kind(lambda each: type(each).__name__, lambda _, __: "")


def change_rows(plan: Plan, held: Iterable[Measure]) -> tuple[TextRow, ...]:
    """Return code, measure, what, was, becomes and cell of all that is new or changed, changes first."""
    known = {each.id: each for each in (*plan.measures, *held)}
    changed = [item for item in plan.items if item.status is not Status.UNCHANGED]
    changed.sort(key=lambda item: item.status is Status.NEW)
    return tuple(_change(item.before, item.entity, known) for item in changed)


def _change(before: Entity | None, after: Entity, known: Mapping[EntityId, Measure]) -> TextRow:
    measure = known.get(_owner(after), UNKNOWN)
    kind = KINDS.get(type(after), OTHER)
    was = kind.value(before, measure) if before is not None else ""
    name = words.title_of(measure, getattr(after, "part", "")) if measure is not UNKNOWN else ""
    return measure.code, name, kind.name(after), was, kind.value(after, measure), getattr(after, "place", "")


def _owner(entity: Entity) -> EntityId:
    if isinstance(entity, Commentary | SupportingFigure):
        return entity.subject_id
    owner = getattr(entity, "measure", None)
    return EntityId(owner) if owner else entity.id


def problem_rows(problems: Iterable[Problem]) -> tuple[TextRow, ...]:
    """Return cell, text, what is wrong and what to do of every problem."""
    return tuple((each.place, each.text, each.problem, each.remedy) for each in problems)


def measure_rows(measures: Iterable[Measure]) -> tuple[TextRow, ...]:
    """Return code, title, unit, how it is counted and which way is better of measures."""
    return tuple((each.code, each.title, each.unit.value, each.basis.value, each.polarity.value) for each in measures)


def called(returns: Iterable[Return]) -> str:
    """Return what was read, by the names of its files; a text that was pasted has none."""
    return " and ".join("the text that was pasted" if each.book.name == PASTED else each.book.name for each in returns)


def taken_words(plan: Plan) -> str:
    """Return how many cells hold what, the most first; several may name one measure."""
    counts = ", ".join(_counted(taken, count) for taken, count in plan.taken.most_common())
    return f"{words.of_them(sum(plan.taken.values()), 'cell')} read: {counts}." if counts else ""


def _counted(taken: Taken, count: int) -> str:
    if taken in (Taken.BLANK, Taken.UNREAD):
        return f"{count:,} {taken.value}"
    name = taken.value
    many = f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
    one, many = CELLS.get(taken, (f"{'an' if name[0] in 'aeiou' else 'a'} {name}", many))
    return f"{count:,} with {one if count == 1 else many}"
