"""What a change of an entity says, in words for a person: what it showed before and after, and which fields differ."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any

from ascdesk.defining.measures import NAMES
from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import (
    Commentary,
    Comparator,
    Conventions,
    Entity,
    Figure,
    Measure,
    Movement,
    PublishedJudgement,
    PublishedTally,
    RatingOverride,
    SupportingFigure,
    Target,
)
from ascdesk.readings import own_decimals, plain, show_amount
from ascdesk.scorecard import show_comparator, show_figure, show_target

# Where an entity came from and how it is kept, which nobody means who asks what changed.
_UNSAID = {"id", "raw", "file", "place", "position", "rule_version", "measure", "section", "parent", "subject_id"}
# What `shown` says of an entity already.
_SHOWN: dict[type[Entity], set[str]] = {
    Figure: {"value", "numerator", "denominator", "marker", "flags"},
    Target: {"kind", "value", "low", "high"},
    Comparator: {"value", "marker", "rank", "out_of", "tie"},
    PublishedJudgement: {"rating", "movement", "wording"},
    PublishedTally: {"count"},
    RatingOverride: {"rating", "reason"},
    Conventions: {"preset"},
    Commentary: {"text"},
    SupportingFigure: {"value"},
}
_FIELD_WORDS = {**NAMES, "polarity": "polarity"}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that is another than before; an empty text is nothing."""

    field: str
    before: str
    after: str


def shown(entity: Entity | None, measure: Measure | None) -> str | None:
    """Return what an entity shows, its figures rounded as its measure's are; None where there is none."""
    if entity is None:
        return None
    words = _WORDS.get(type(entity), _name)
    return words(entity, measure or Measure(id=entity.id, framework="", code="", title="", decimals=2))


def differences(before: Entity | None, after: Entity | None) -> tuple[Difference, ...]:
    """Return the fields that differ beyond what `shown` says; none where an entity came or went."""
    if before is None or after is None:
        return ()
    said = _UNSAID | _SHOWN.get(type(after), set())
    pairs = (
        (name, getattr(before, name), getattr(after, name))
        for name in (each.name for each in fields(after))
        if name not in said
    )
    return tuple(
        Difference(_FIELD_WORDS.get(name, name.replace("_", " ")), _text(was), _text(now))
        for name, was, now in pairs
        if was != now
    )


def name_within(entity: Entity) -> str:
    """Return what tells an entity apart from others of its measure and period: a council, a label, a category."""
    if isinstance(entity, Comparator):
        return entity.name
    if isinstance(entity, Conventions):
        return entity.framework
    if isinstance(entity, SupportingFigure | PublishedTally):
        return entity.label
    if isinstance(entity, Figure | Target):
        return " ".join(filter(None, (entity.dimension, entity.category)))
    return ""


def with_parts(figure: str, numerator: str | None, denominator: str | None) -> str:
    """Return a printed figure with the two numbers that it is made of, or the one that stands beside it."""
    if numerator is None and denominator is None:
        return figure
    beside = "/".join(f"{Decimal(each):,}" for each in (numerator, denominator) if each is not None)
    return f"{figure} ({beside})".strip()


def _text(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_text, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return plain(value)
    return "" if value is None else str(value)


def _figure(figure: Figure, measure: Measure) -> str:
    parts = (None if each is None else plain(each) for each in (figure.numerator, figure.denominator))
    return with_parts(show_figure(measure, figure), *parts)


def _target(target: Target, measure: Measure) -> str:
    return show_target(measure, target) or "no target"


def _comparator(other: Comparator, measure: Measure) -> str:
    rank = f"rank {other.rank}" if other.rank is not None else ""
    among = f" of {other.out_of}" if rank and other.out_of else ""
    tie = ", shared" if rank and other.tie else ""
    value = show_comparator(measure, other)
    return ", ".join(filter(None, (value, f"{rank}{among}{tie}")))


def _judgement(each: PublishedJudgement, _: Measure) -> str:
    rating = RATING_WORDS[each.rating] if each.rating else ""
    arrow = f"arrow {each.movement}" if each.movement not in (None, Movement.NONE) else ""
    said = f"“{each.wording}”" if each.wording else arrow
    return ", ".join(filter(None, (rating, said))) or each.raw


def _override(each: RatingOverride, _: Measure) -> str:
    return f"{RATING_WORDS[each.rating]}: {each.reason}"


def _supporting(each: SupportingFigure, _: Measure) -> str:
    return show_amount(each.value, each.unit, own_decimals(each.value))


def _name(entity: Any, _: Measure) -> str:
    return next((str(said) for name in ("text", "title", "name", "label") if (said := getattr(entity, name, None))), "")


_WORDS: dict[type[Entity], Callable[[Any, Measure], str]] = {
    Figure: _figure,
    Target: _target,
    Comparator: _comparator,
    PublishedJudgement: _judgement,
    PublishedTally: lambda each, _: "" if each.count is None else str(each.count),
    RatingOverride: _override,
    SupportingFigure: _supporting,
    Conventions: lambda each, _: f"rated by “{each.preset}”" if each.preset else "rated by no preset",
}
