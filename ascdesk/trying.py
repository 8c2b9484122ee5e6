"""What other rules would make of a period's ratings, worked out before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ascdesk.judging.wording import direction_in
from ascdesk.model import Conventions, Entity, Measure, Rule
from ascdesk.periods import Period
from ascdesk.scorecard import Holdings, Row, build


@dataclass(frozen=True, slots=True)
class Rerated:
    """A row as it is rated, and as it would be."""

    now: Row
    then: Row


@dataclass(frozen=True, slots=True)
class Trial:
    """What taking other rules would do to a report.

    `changed` are the measures whose rules would be others, of `measures`; `kept` are those that stay not rated for
    a stated reason. Of the period, `rerated` are the ratings that would be others, and `redirected` counts the
    directions that would read otherwise; where it is `published` it keeps the rules of then, and nothing changes.
    """

    period: Period
    measures: int
    changed: tuple[Measure, ...]
    kept: tuple[Measure, ...]
    rerated: tuple[Rerated, ...]
    redirected: int
    conventions_differ: bool
    published: bool

    @property
    def changes_nothing(self) -> bool:
        """Whether the rules are held as they are already."""
        return not self.changed and not self.conventions_differ


def tried(made: Iterable[Entity], now: Iterable[Measure], period: Period, held: Holdings, published: bool) -> Trial:
    """Return what a report's measures and conventions, `made` but not written, would change.

    `now` are the measures of the report as they are, and `held` what its scorecard of the period is made from; a
    `published` period keeps the rules of its time.
    """
    entities, known = tuple(made), {each.id: each for each in now}
    ruled = {each.id: each for each in entities if isinstance(each, Measure)}
    worded = {each.framework: each for each in entities if isinstance(each, Conventions)}
    differing = tuple(each for key, each in ruled.items() if each != known.get(key))
    # What a measure was by an earlier definition stays as it was.
    touched = {key: ruled[key] for key, each in held.measures.items() if key in ruled and each == known.get(key)}
    judged = held.measures if published else {**held.measures, **touched}
    before = build(period, held).rows
    then = replace(held, measures=judged, conventions={**held.conventions, **worded})
    rows = list(_each_once(before, build(period, then).rows))
    return Trial(
        period=period,
        measures=len(ruled),
        changed=differing,
        kept=tuple(each for each in ruled.values() if each.rule is Rule.NONE and each.unrated_because),
        rerated=tuple(Rerated(old, new) for old, new in rows if old.rating is not new.rating),
        redirected=sum(_direction(old) != _direction(new) for old, new in rows),
        conventions_differ=any(each != held.conventions.get(name) for name, each in worded.items()),
        published=published,
    )


def _each_once(before: Iterable[Row], after: Iterable[Row]) -> Iterable[tuple[Row, Row]]:
    """Return each measure and part as it is and as it would be, once however often it stands in the report."""
    now = {(row.measure.id, row.part): row for row in before}
    then = {(row.measure.id, row.part): row for row in after}
    return ((row, then[key]) for key, row in now.items() if key in then)


def _direction(row: Row) -> str:
    return direction_in(row.conventions.wording, row.travel)
