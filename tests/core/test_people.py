from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.errors import UserError
from ascdesk.identity import named_id
from ascdesk.model import Action, EntityId, Measure, Subject
from ascdesk.people import Role, people, replaced
from ascdesk.periods import Period

NOW = Period.quarter(2025, 2)


def measure(code: str, owner: str = "", author: str = "", last: Period | None = None) -> Measure:
    return Measure(
        id=EntityId(code), framework="Plan", code=code, title=f"Measure {code}", owner=owner, author=author, last=last
    )


def action(text: str, owner: str, done: bool = False) -> Action:
    return Action(
        id=named_id("action", text),
        subject=Subject.MEASURE,
        subject_id=EntityId("A"),
        text=text,
        owner=owner,
        done=done,
    )


def test_everybody_who_is_named_is_listed_once_with_what_they_answer_for() -> None:
    measures = [measure("A", "J. Smith", "A. Khan"), measure("B", "j.  smith"), measure("C", "", "J. Smith")]
    found = people(measures, [action("Call", "J. Smith"), action("Done", "J. Smith", done=True)], NOW)
    assert [each.name for each in found] == ["A. Khan", "J. Smith"]
    smith = found[1]
    assert [smith.count(role) for role in Role] == [2, 1, 1]
    assert [each.text for each in smith.actions] == ["Call"]


def test_a_leaver_is_replaced_in_the_chosen_roles_only() -> None:
    measures = [measure("A", "J. Smith", "J. Smith"), measure("B", "B. Other", "J. Smith")]
    (_, leaver) = people(measures, [action("Call", "J. Smith")], NOW)
    made = {each.id: each for each in replaced(leaver, " A. Khan ", {Role.OWNER, Role.ACTIONS}, measures)}
    first = made[EntityId("A")]
    assert isinstance(first, Measure)
    assert (first.owner, first.author) == ("A. Khan", "J. Smith")
    assert EntityId("B") not in made
    (undone,) = (each for each in made.values() if isinstance(each, Action))
    assert undone.owner == "A. Khan"


def test_what_is_retired_or_done_keeps_the_leavers_name() -> None:
    measures = [measure("A", "J. Smith"), measure("OLD", "J. Smith", last=Period.year(2023))]
    (leaver,) = people(measures, [action("Done", "J. Smith", done=True)], NOW)
    assert [each.id for each in replaced(leaver, "A. Khan", set(Role), measures)] == ["A"]


def test_a_name_and_something_to_hand_over_are_needed() -> None:
    measures = [measure("A", "J. Smith")]
    (leaver,) = people(measures, [], NOW)
    for successor, roles in (("", {Role.OWNER}), ("j. smith", {Role.OWNER}), ("A. Khan", {Role.AUTHOR})):
        with pytest.raises(UserError):
            replaced(leaver, successor, roles, measures)


def test_it_is_one_step_that_the_log_keeps_and_undo_takes_back(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "a.ascdesk", "anytown") as workspace:
        measures = workspace.measures()
        leaver = max(people(measures, workspace.actions(), NOW), key=lambda each: each.count(Role.OWNER))
        assert leaver.count(Role.OWNER) > 1
        count = workspace.replace_person(leaver, "Q. Successor", (Role.OWNER,))
        assert count == leaver.count(Role.OWNER)
        assert sum(each.owner == "Q. Successor" for each in workspace.measures()) == count
        step = workspace.undoable()
        assert step
        assert step.label == f"Replace {leaver.name} by Q. Successor"
        before = [change.before for change in workspace.history(limit=count)]
        assert all(isinstance(each, Measure) and each.owner == leaver.name for each in before)
        workspace.undo()
        assert workspace.measures() == measures
