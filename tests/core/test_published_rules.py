"""What was published is judged as it was, whatever is changed of a rule afterwards."""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from ascdesk.defining.measures import change_label, changed, new_measure
from ascdesk.identity import figure_id, judgement_id, named_id, target_id
from ascdesk.judging.published import rules_as_published
from ascdesk.model import (
    EntityId,
    Figure,
    Measure,
    Polarity,
    Publication,
    PublishedJudgement,
    Rating,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Row
from ascdesk.store import Change
from ascdesk.workspace import Workspace
from db.store import create

Q1, Q2, YEAR = Period.quarter(2023, 1), Period.quarter(2023, 2), Period.year(2023)
KPI = Measure(
    id=EntityId("kpi"), framework="Plan", code="K1", title="Reviews done in time", unit=Unit.PERCENT,
    polarity=Polarity.HIGHER,
)  # fmt: skip
PRINTED = PublishedJudgement(
    id=judgement_id("published", KPI.id, Q1), measure=KPI.id, period=Q1, rating=Rating.AMBER, raw="A"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A file with a measure that misses its target, on a clock that goes on by a minute whenever it is asked."""
    minutes = count()

    def clock() -> datetime.datetime:
        return datetime.datetime(2023, 7, 20, 9, tzinfo=datetime.UTC) + datetime.timedelta(minutes=next(minutes))

    with Workspace(create(tmp_path / "Plan.ascdesk", author="Ann", clock=clock), "Ann", clock) as made:
        figures = [
            Figure(id=figure_id(KPI.id, each), measure=KPI.id, period=each, value=Decimal(66)) for each in (Q1, Q2)
        ]
        target = Target(
            id=target_id(KPI.id, YEAR), measure=KPI.id, year=YEAR, kind=TargetKind.NUMBER, value=Decimal(80)
        )
        made.save([KPI, target, PRINTED, *figures], "Set up")
        yield made


def publish(workspace: Workspace, period: Period = Q1, title: str = "First") -> None:
    publication = Publication(
        id=named_id("publication", "Plan", str(period), title), report="Plan", period=period, title=title,
        published_at=workspace._clock(), person="Ann", content_hash="0" * 64,
    )  # fmt: skip
    workspace.save([publication], f"Publish {title}")


def change(workspace: Workspace, field: str, typed: str) -> None:
    (measure,) = workspace.measures()
    workspace.save([changed(measure, field, typed)], change_label(measure, field))


def row(workspace: Workspace, period: Period) -> Row:
    """Return the one row of a period, which must be the same whichever way it is judged."""
    card = workspace.scorecard(period)
    (found,) = card.rows
    for (again,) in (workspace.rows(found.measure, period), workspace.judge_again(card, {found.measure.id}).rows):
        assert (again.measure, again.judged, again.travel) == (found.measure, found.judged, found.travel)
    return found


def ratings(workspace: Workspace) -> list[tuple[Rating, int]]:
    """Return the ratings of both quarters, each with the version of the rule that gave it."""
    return [(each.judged.rating, each.measure.rule_version) for each in (row(workspace, Q1), row(workspace, Q2))]


def test_a_rule_that_is_changed_does_not_judge_again_what_was_published(workspace: Workspace) -> None:
    before = row(workspace, Q1)
    publish(workspace)
    change(workspace, "polarity", "lower")
    assert ratings(workspace) == [(Rating.RED, 1), (Rating.GREEN, 2)]
    after = row(workspace, Q1)
    assert (after.judged, after.travel, after.published) == (before.judged, before.travel, PRINTED)
    assert workspace.published() == (PRINTED,)
    workspace.undo()
    assert ratings(workspace) == [(Rating.RED, 1), (Rating.RED, 1)]


def test_what_was_not_published_is_judged_by_the_rule_of_today(workspace: Workspace) -> None:
    change(workspace, "polarity", "lower")
    assert ratings(workspace) == [(Rating.GREEN, 2), (Rating.GREEN, 2)]


def test_the_rule_of_the_time_is_the_one_that_was_last_changed_before(workspace: Workspace) -> None:
    change(workspace, "polarity", "lower")
    publish(workspace)
    change(workspace, "polarity", "higher")
    change(workspace, "rule", "none")
    change(workspace, "rule", "target")
    assert ratings(workspace) == [(Rating.GREEN, 2), (Rating.RED, 5)]


def test_what_is_published_again_has_the_rule_of_the_later_time(workspace: Workspace) -> None:
    publish(workspace)
    change(workspace, "polarity", "lower")
    publish(workspace, title="Corrected")
    change(workspace, "rule", "none")
    assert ratings(workspace) == [(Rating.GREEN, 2), (Rating.NONE, 3)]


def test_only_the_rule_is_that_of_the_time(workspace: Workspace) -> None:
    publish(workspace)
    change(workspace, "polarity", "lower")
    change(workspace, "title", "Reviews within a year")
    workspace.set_figure(workspace.measures()[0], Q1, "85")
    found = row(workspace, Q1)
    assert (found.measure.title, found.measure.polarity) == ("Reviews within a year", Polarity.HIGHER)
    assert (found.value, found.judged.rating) == (Decimal(85), Rating.GREEN)
    assert workspace.measures()[0].polarity is Polarity.LOWER


def test_a_measure_that_came_after_the_publication_has_its_own_rule(workspace: Workspace) -> None:
    publish(workspace)
    later = new_measure("Plan", "K2", "Admissions", workspace.measures())
    workspace.save([later], "Add a measure")
    workspace.save([changed(later, "polarity", "lower")], "Change the better way of K2")
    found = {each.measure.code: each.measure for each in workspace.scorecard(Q1).rows}
    assert (found["K2"].polarity, found["K2"].rule_version) == (Polarity.LOWER, 2)


def test_a_rule_that_was_never_changed_is_not_looked_up() -> None:
    def changes_of(measure: EntityId) -> list[Change]:
        raise AssertionError(f"{measure} was looked up")

    measures = {KPI.id: KPI}
    assert rules_as_published(measures, datetime.datetime.now(datetime.UTC), changes_of) == measures
