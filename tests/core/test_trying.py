"""A set of rules is tried without a trace, and does what the trial said."""

import datetime
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from ascdesk.defining.measures import change_label, changed
from ascdesk.defining.presets import DIRECTION, FORECAST, PRESETS, TOLERANCE
from ascdesk.identity import figure_id, named_id, target_id
from ascdesk.model import (
    EntityId,
    Figure,
    Measure,
    Polarity,
    Publication,
    Rating,
    Rule,
    Target,
    TargetKind,
    ToleranceUnit,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from db.store import create

Q1, Q2, YEAR = Period.quarter(2023, 1), Period.quarter(2023, 2), Period.year(2023)
VALUES: dict[str, tuple[Decimal | int, ...]] = {
    "K1": (81, 85), "K2": (70, Decimal("79.7")), "K3": (50, 60), "K4": (40, 90),
}  # fmt: skip


def kpi(code: str, **known: object) -> Measure:
    made = Measure(
        id=EntityId(code), framework="Plan", code=code, title=f"Measure {code}", unit=Unit.PERCENT, decimals=1,
        polarity=Polarity.HIGHER,
    )  # fmt: skip
    return replace(made, **known)  # type: ignore[arg-type]


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Four measures of one report, of which one is not rated for a stated reason, and one of another report."""
    minutes = count()

    def clock() -> datetime.datetime:
        return datetime.datetime(2023, 7, 20, 9, tzinfo=datetime.UTC) + datetime.timedelta(minutes=next(minutes))

    unrated = kpi("K4", rule=Rule.NONE, unrated_because="A new definition.")
    wide = kpi("K3", tolerance=Decimal(25), tolerance_unit=ToleranceUnit.PERCENT)
    measures = [kpi("K1"), kpi("K2"), wide, unrated, replace(kpi("K1"), id=EntityId("B1"), framework="Other")]
    with Workspace(create(tmp_path / "Plan.ascdesk", author="Ann", clock=clock), "Ann", clock) as made:
        figures = [
            Figure(id=figure_id(each.id, period), measure=each.id, period=period, value=Decimal(value))
            for each in measures
            for period, value in zip((Q1, Q2), VALUES[each.code], strict=True)
        ]
        targets = [
            Target(id=target_id(each.id, YEAR), measure=each.id, year=YEAR, kind=TargetKind.NUMBER, value=Decimal(80))
            for each in measures
        ]
        made.save([*measures, *figures, *targets], "Set up")
        yield made


def ratings(workspace: Workspace, period: Period = Q2) -> dict[str, Rating]:
    return {row.measure.id: row.rating for row in workspace.scorecard(period).rows}


def test_a_trial_names_what_would_change_and_writes_nothing(workspace: Workspace) -> None:
    steps, before = workspace.steps(), ratings(workspace)
    trial = workspace.try_preset(FORECAST, "Plan", Q2)
    assert [each.code for each in trial.changed] == ["K1", "K2", "K3"]
    assert (trial.measures, [each.code for each in trial.kept]) == (4, ["K4"])
    found = [(each.now.measure.code, each.now.rating, each.then.rating) for each in trial.rerated]
    assert found == [("K2", Rating.RED, Rating.AMBER), ("K3", Rating.AMBER, Rating.RED)]
    assert "within the tolerance of 0.5 percentage points" in trial.rerated[0].then.reason
    assert (workspace.steps(), ratings(workspace)) == (steps, before)


@pytest.mark.parametrize("name", [each.name for each in PRESETS])
def test_taking_the_rules_does_what_the_trial_said_in_one_step(workspace: Workspace, name: str) -> None:
    before, measures, steps = ratings(workspace), workspace.measures(), len(workspace.steps())
    trial = workspace.try_preset(name, "Plan", Q2)
    workspace.use_preset(name, "Plan")
    after = ratings(workspace)
    assert {key for key in after if after[key] is not before[key]} == {e.now.measure.id for e in trial.rerated}
    assert {each for each in workspace.measures() if each not in measures} == set(trial.changed)
    assert workspace.try_preset(name, "Plan", Q2).changes_nothing
    assert len(workspace.steps()) == steps + 1
    workspace.undo()
    assert (ratings(workspace), workspace.measures()) == (before, measures)


def test_rules_that_differ_in_words_alone_are_still_to_be_taken(workspace: Workspace) -> None:
    workspace.save([replace(each, rule=Rule.TARGET) for each in workspace.measures()], "Rate them by their target")
    trial = workspace.try_preset(TOLERANCE, "Plan", Q2)
    assert not trial.changed
    assert trial.conventions_differ
    assert not trial.changes_nothing
    assert trial.redirected == 4  # "Better" becomes "Towards target"


def test_a_published_period_keeps_its_ratings_in_a_trial_as_it_will_afterwards(workspace: Workspace) -> None:
    publication = Publication(
        id=named_id("publication", "Plan"), report="Plan", period=Q1, title="First", published_at=workspace._clock(),
        person="Ann", content_hash="0" * 64,
    )  # fmt: skip
    workspace.save([publication], "Publish")
    before = ratings(workspace, Q1)
    trial = workspace.try_preset(DIRECTION, "Plan", Q1)
    assert (trial.published, trial.rerated, len(trial.changed)) == (True, (), 3)
    workspace.use_preset(DIRECTION, "Plan")
    assert ratings(workspace, Q1) == before
    assert ratings(workspace, Q2)["K1"] is Rating.NONE


def test_whose_step_made_a_rule_what_it_is(workspace: Workspace) -> None:
    assert workspace.rule_changed(workspace.measure("Plan:K1")) is None
    for field, typed in (("rule", "forecast"), ("owner", "Head of care"), ("polarity", "lower"), ("owner", "")):
        held = workspace.measure("Plan:K1")
        workspace.save([changed(held, field, typed)], change_label(held, field))
    held = workspace.measure("Plan:K1")
    step = workspace.rule_changed(held)
    assert held.rule_version == 3
    assert step
    assert (step.label, step.author) == ("Change the better way of K1", "Ann")
