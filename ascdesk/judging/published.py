"""The rules by which a published period was judged: to change a rule later rewrites nothing that was published."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from ascdesk.defining.measures import RULE_FIELDS
from ascdesk.model import Definition, EntityId, Measure
from ascdesk.store import Change

# With the rule comes its version, which is printed beside what it gave.
_PUT_BACK = (*sorted(RULE_FIELDS), "rule_version")


def rules_as_published(
    measures: Mapping[EntityId, Measure],
    published_at: datetime,
    changes_of: Callable[[EntityId], list[Change]],
    redefined: Mapping[EntityId, Definition] | None = None,
) -> dict[EntityId, Measure]:
    """Return the measures with the rules that they had when their period was published.

    `changes_of` returns what the log says of a measure, latest first. Whose rule is still the first is not looked
    up; what a measure is called, and whose it is, stays as it is today. Of the `redefined` measures the definition
    counts that covers the period: they may have been published after a new one was made, by the old.
    """
    before = redefined or {}
    return {
        key: _as_published(measure, published_at, changes_of(key), before.get(key))
        if measure.rule_version > 1
        else measure
        for key, measure in measures.items()
    }


def _as_published(
    measure: Measure, published_at: datetime, changes: list[Change], before: Definition | None
) -> Measure:
    """Return a measure with the rule of that time; as it is where it was made, or made again, only afterwards."""
    if before is not None and any(each.entity == before.id and each.step.at <= published_at for each in changes):
        own = (each for each in changes if each.entity == before.id)
    else:
        own = (each for each in changes if each.kind is Measure and each.entity == measure.id)
    then = next((each.after for each in own if each.step.at <= published_at), None)
    return replace(measure, **{field: getattr(then, field) for field in _PUT_BACK}) if then else measure
