from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.errors import UserError
from ascdesk.model import Measure, Target, TargetKind
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from ascdesk.year import Fate, NewYear, Turn
from ascdesk.year.draft import (
    WHOLE,
    as_text,
    from_text,
    is_taken,
    target_at,
    targets_of,
    to_do,
    told,
    with_fate,
    with_field,
    with_last,
    with_target,
)

YEAR, DAY = Period.year(2026), date(2026, 4, 2)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "a.ascdesk", "anytown") as made:
        yield made


@pytest.fixture
def offered(workspace: Workspace) -> NewYear:
    return workspace.new_year(YEAR)


def turn_of(year: NewYear, code: str) -> Turn:
    return next(each for each in year.turns if each.measure.code == code)


def with_turn(year: NewYear, turn: Turn) -> NewYear:
    return replace(year, turns=tuple(turn if each.measure.id == turn.measure.id else each for each in year.turns))


def with_targets(year: NewYear) -> Turn:
    """A measure that had one target last year, a number with something around it."""
    return next(
        each
        for each in year.turns
        if not each.measure.parts
        and (last := target_at(each.last_targets, WHOLE))
        and last.kind is TargetKind.NUMBER
        and last.threshold is not None
    )


def test_no_target_is_set_until_somebody_sets_it(offered: NewYear) -> None:
    (unset,) = to_do(offered)
    assert unset.words == f"{len(unset.measures)} targets are not set yet"
    assert len(unset.measures) == sum(
        each.kind is not TargetKind.NONE for turn in offered.turns for each in turn.last_targets
    )


def test_last_years_target_is_taken_over_whole_and_says_so(offered: NewYear) -> None:
    turn = with_targets(offered)
    taken = target_at(with_last(turn, WHOLE, YEAR, DAY).targets, WHOLE)
    last = target_at(turn.last_targets, WHOLE)
    assert taken
    assert last
    assert (taken.value, taken.threshold, taken.year) == (last.value, last.threshold, YEAR)
    assert taken.rationale == "Taken over from 2025/26 on 2 April 2026."
    assert is_taken(taken)
    assert (
        len(to_do(with_turn(offered, with_last(turn, WHOLE, YEAR, DAY)))[0].measures)
        == len(to_do(offered)[0].measures) - 1
    )


def test_typing_over_a_target_that_was_taken_over_is_a_target_of_its_own(offered: NewYear) -> None:
    turn = with_target(with_last(with_targets(offered), WHOLE, YEAR, DAY), WHOLE, "91", YEAR)
    made = target_at(turn.targets, WHOLE)
    assert made
    assert (made.value, made.rationale) == (Decimal(91), "")
    assert not is_taken(made)


def test_an_emptied_target_is_none_again(offered: NewYear) -> None:
    turn = with_target(with_target(with_targets(offered), WHOLE, "91", YEAR), WHOLE, "", YEAR)
    assert turn.targets == ()


def test_what_is_typed_badly_is_refused(offered: NewYear) -> None:
    turn = with_targets(offered)
    with pytest.raises(UserError):
        with_target(turn, WHOLE, "a lot", YEAR)
    with pytest.raises(UserError):
        with_field(turn, "code", "  ")
    with pytest.raises(UserError, match="had no target in 2025/26"):
        with_last(replace(turn, last_targets=()), WHOLE, YEAR, DAY)


def test_each_question_stands_in_its_own_words_with_its_measures(offered: NewYear) -> None:
    first, second, third, fourth = offered.turns[:4]
    year = with_turn(offered, with_fate(first, Fate.RETIRE))
    year = with_turn(year, with_fate(second, Fate.RETIRE))
    year = with_turn(year, with_field(third, "unit", "days"))
    year = with_turn(year, with_field(fourth, "code", offered.turns[5].measure.code))
    said = {each.words: [measure.code for measure in each.measures] for each in to_do(year)}
    assert said["2 measures retire without a reason"] == [first.measure.code, second.measure.code]
    unclear = "1 changed definition: say whether it compares with before, and why"
    assert said[unclear] == [third.measure.code]
    twins = {fourth.measure.code, offered.turns[5].measure.code}
    assert set(said["2 measures have the code of another"]) == twins


def test_what_is_half_done_is_taken_up_again(workspace: Workspace, offered: NewYear) -> None:
    turn = with_targets(offered)
    others = [each for each in offered.turns if each is not turn]
    year = with_turn(offered, with_last(turn, WHOLE, YEAR, DAY))
    year = with_turn(year, replace(with_fate(others[0], Fate.RETIRE), reason="No longer collected"))
    changed = with_field(with_field(others[1], "unit", "days"), "parts", "Users\nCarers")
    year = with_turn(year, replace(changed, comparable=False, reason="Counted in days now"))
    year = with_turn(year, with_field(others[2], "code", "NEW1"))
    text = as_text(year, offered)
    assert from_text(text, workspace.new_year(YEAR)) == year
    assert as_text(offered, offered) == ""
    assert from_text("", offered) == offered


def test_a_target_of_a_breakdown_that_had_one_can_be_set(offered: NewYear) -> None:
    turn = with_targets(offered)
    last = turn.last_targets[0]
    split: Target = replace(last, dimension="Age", category="65+")
    turn = replace(turn, last_targets=(last, split))
    assert targets_of(turn) == (WHOLE, ("", "", "Age", "65+"))
    turn = with_target(turn, ("", "", "Age", "65+"), "5", YEAR)
    assert [(each.dimension, each.value) for each in turn.targets] == [("Age", Decimal(5))]


def test_starting_is_told_in_a_sentence(workspace: Workspace, offered: NewYear) -> None:
    taken = with_targets(offered)
    first, second, third = [each for each in offered.turns if each is not taken][:3]
    year = with_turn(offered, replace(with_fate(first, Fate.RETIRE), reason="No longer collected"))
    year = with_turn(year, with_field(second, "code", "NEW1"))
    year = with_turn(year, replace(with_field(third, "title", "Something else"), reason="As ASCOF"))
    year = with_turn(year, with_last(taken, WHOLE, YEAR, DAY))
    kept = len(offered.turns) - 3
    assert told(year) == f"{kept} measures are kept, 1 changed, 1 renumbered, 1 retired, 1 target is set"
    assert workspace.begin_year(year) > 0
    held = {each.id: each for each in workspace.measures()}
    assert held[first.measure.id].retired_because == "No longer collected"
    renumbered: Measure = held[second.measure.id]
    assert renumbered.code == "NEW1"
