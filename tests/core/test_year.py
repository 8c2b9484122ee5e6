"""What a new year is offered as, what must be answered first, and what is then written."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ascdesk.defining.measures import Around, changed
from ascdesk.errors import UserError
from ascdesk.identity import target_id
from ascdesk.judging.arithmetic import rating_lines
from ascdesk.model import Definition, Frequency, Measure, Polarity, Target, TargetKind, Unit
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from ascdesk.year import Fate, NewYear, Turn, changed_words, offered, questions, same_definition, turned
from ascdesk.year.questions import changes_in_words, lacking_targets
from db.store import create
from tests.data.judged import measure

BEFORE, YEAR = Period.year(2017), Period.year(2018)
Q2, Q3 = Period.quarter(2018, 2), Period.quarter(2018, 3)
ONE, TWO, THREE = measure("1A"), measure("1B"), measure("1C")


def _aim(of: Measure, year: Period, value: int, **more: Any) -> Target:
    key = target_id(of.id, year, start=more.get("start"))
    return Target(id=key, measure=of.id, year=year, kind=TargetKind.NUMBER, value=Decimal(value), **more)


def _changed(turn: Turn, reason: str = "", comparable: bool = True, **fields: Any) -> Turn:
    return replace(turn, fate=Fate.CHANGE, now=replace(turn.now, **fields), reason=reason, comparable=comparable)


def _with(year: NewYear, *turns: Turn) -> NewYear:
    changed = {turn.measure.id: turn for turn in turns}
    return replace(year, turns=tuple(changed.get(each.measure.id, each) for each in year.turns))


@pytest.fixture
def year() -> NewYear:
    return offered([THREE, TWO, ONE], [_aim(ONE, BEFORE, 80)], YEAR)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace(create(tmp_path / "Year.ascdesk", author="Ann"), "Ann") as made:
        made.save([ONE, TWO, THREE, _aim(ONE, BEFORE, 80)], "Set up")
        yield made


def test_every_measure_still_reported_is_kept_and_last_years_target_stands_beside() -> None:
    gone = replace(TWO, last=BEFORE, retired_because="Dropped")
    later = replace(THREE, first=Period.year(2019))
    found = offered([later, gone, ONE], [_aim(ONE, BEFORE, 80), _aim(TWO, BEFORE, 70)], YEAR)
    (turn,) = found.turns
    assert (turn.measure, turn.fate, turn.now, turn.targets) == (ONE, Fate.KEEP, ONE, ())
    assert [each.value for each in turn.last_targets] == [80]
    assert turned(found) == ()
    assert lacking_targets(found) == (ONE,)


def test_a_target_that_was_set_for_the_year_already_is_shown() -> None:
    set_before = _aim(ONE, YEAR, 85)
    (turn,) = offered([ONE], [set_before], YEAR).turns
    assert (turn.targets, turn.last_targets) == ((set_before,), ())


@pytest.mark.parametrize(
    ("fields", "asked"),
    [
        ({"unit": Unit.PER_100K}, "The unit of 1A changes. Do its figures compare with those before, and why?"),
        ({"code": "9Z"}, None),
        ({"owner": "R. Shah"}, None),
        ({"title": "people of  measure 1a."}, None),
        (
            {"title": "People seen in time", "frequency": Frequency.ANNUAL},
            "The title and frequency of 1A change. Do its figures compare with those before, and why?",
        ),
        (
            {"polarity": Polarity.LOWER},
            "The better way of 1A changes. Do its figures compare with those before, and why?",
        ),
    ],
)
def test_another_definition_asks_whether_it_compares(year: NewYear, fields: dict[str, Any], asked: str | None) -> None:
    one = year.turns[0]
    said = [each.text for each in questions(_with(year, _changed(one, **fields)))]
    assert said == ([asked] if asked else [])
    assert questions(_with(year, _changed(one, "It is counted as before", **fields))) == ()


def test_what_no_longer_compares_needs_a_reason(year: NewYear) -> None:
    (asked,) = questions(_with(year, _changed(year.turns[0], comparable=False)))
    assert asked.text == "Why do the figures of 1A no longer compare with those before?"


def test_no_two_measures_have_one_code(year: NewYear) -> None:
    one, two, _ = year.turns
    asked = [each.text for each in questions(_with(year, _changed(one, code="1b")))]
    assert asked == [
        "1B is the code of “People of measure 1B”, too. Which of the two has another code from 2018/19 on?",
        "1b is the code of “People of measure 1A”, too. Which of the two has another code from 2018/19 on?",
    ]
    gone = replace(two, fate=Fate.RETIRE, reason="Dropped from the framework")
    assert questions(_with(year, _changed(one, code="1B"), gone)) == ()
    assert questions(_with(year, _changed(one, code="1B"), _changed(two, code="1A"))) == ()


def test_changes_are_told_in_words() -> None:
    now = replace(ONE, code="1B", unit=Unit.PER_100K, owner="R. Shah", parts=("Users", "Carers"))
    words = "Code 1A → 1B; unit percent → per 100,000; parts none → Users, Carers; owner none → R. Shah"
    assert changed_words(ONE, now) == words
    assert same_definition(ONE, now) == ("unit", "parts")
    turn = Turn(measure=ONE, fate=Fate.CHANGE, now=replace(ONE, code="1B"))
    assert turn.renumbers
    assert changes_in_words(turn) == "Code 1A → 1B"
    assert changes_in_words(replace(turn, now=ONE, comparable=False)) == "Counted otherwise; not comparable with before"
    assert changes_in_words(replace(turn, fate=Fate.RETIRE, reason="Dropped")) == "Retired: Dropped"


def test_what_is_written_says_how_it_was_and_how_it_is(year: NewYear) -> None:
    one, two, three = year.turns
    changed = _changed(one, "Counted from April", False, unit=Unit.COUNT, polarity=Polarity.LOWER)
    gone = replace(two, fate=Fate.RETIRE, reason="Dropped")
    aimed = replace(three, targets=(_aim(THREE, YEAR, 90),))
    before, now, retired, target = turned(_with(year, changed, gone, aimed))
    assert isinstance(before, Definition)
    assert (before.until, before.unit, before.rule_version, before.comparable) == (BEFORE, Unit.PERCENT, 1, False)
    assert isinstance(now, Measure)
    assert (now.id, now.unit, now.rule_version) == (ONE.id, Unit.COUNT, 2)
    assert retired == replace(TWO, last=BEFORE, retired_because="Dropped")
    assert target == _aim(THREE, YEAR, 90)


def test_a_year_that_is_no_year_is_refused(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="Quarter 2 2018/19 is not a financial year"):
        workspace.new_year(Q2)


def test_a_target_that_is_taken_out_again_is_gone_once_the_year_starts(workspace: Workspace) -> None:
    workspace.set_target(_aim(ONE, YEAR, 85))
    workspace.set_target(_aim(ONE, YEAR, 90, start=Q3, approver="Board", rationale="More staff"))
    year = workspace.new_year(YEAR)
    workspace.begin_year(_with(year, replace(year.turns[0], targets=())))
    assert [each.value for each in workspace.targets(ONE) if each.year == YEAR] == [90]
    workspace.undo()
    assert sorted(each.value or 0 for each in workspace.targets(ONE) if each.year == YEAR) == [85, 90]


def test_what_somebody_changed_meanwhile_is_not_taken_back(workspace: Workspace) -> None:
    year = workspace.new_year(YEAR)
    workspace.save([replace(ONE, owner="R. Shah")], "Change the owner of 1A")
    workspace.begin_year(_with(year, _changed(year.turns[0], code="7A")))
    assert [(each.code, each.owner) for each in workspace.measures() if each.id == ONE.id] == [("7A", "R. Shah")]
    (before,) = workspace.definitions(ONE)
    assert (before.code, before.owner) == ("1A", "R. Shah")


def test_a_measure_read_for_an_earlier_period_never_overwrites_that_of_now(workspace: Workspace) -> None:
    workspace.redefine(ONE, replace(ONE, unit=Unit.COUNT), YEAR, False, "Counted in people")
    then = workspace.measure("1A", BEFORE)
    assert then.unit is Unit.PERCENT
    workspace.retire(then, YEAR, "Dropped")
    assert (workspace.measure("1A").unit, workspace.measure("1A").last) == (Unit.COUNT, YEAR)
    workspace.bring_back(then)
    workspace.redefine(then, replace(then, code="1X"), Period.year(2019), True, "Renumbered")
    then_and_now = [workspace.measures(each) for each in (BEFORE, YEAR, Period.year(2019))]
    found = [next(each for each in held if each.id == ONE.id) for held in then_and_now]
    assert [(each.code, each.unit.value) for each in found] == [("1A", "percent"), ("1A", "count"), ("1X", "count")]


def test_figures_are_entered_in_the_unit_of_then(workspace: Workspace) -> None:
    workspace.redefine(ONE, replace(ONE, unit=Unit.COUNT), YEAR, False, "Counted in people")
    assert workspace.set_figure(workspace.measure("1A"), Period.quarter(2017, 4), "41%").value == 41
    with pytest.raises(UserError, match="41%"):
        workspace.set_figure(workspace.measure("1A", BEFORE), Q2, "41%")


def test_to_retire_and_to_bring_back_need_their_reasons(workspace: Workspace) -> None:
    with pytest.raises(UserError, match="To retire 1A needs a reason"):
        workspace.retire(ONE, BEFORE, " ")
    with pytest.raises(UserError, match="1A is not retired"):
        workspace.bring_back(ONE)
    workspace.save([replace(ONE, first=YEAR)], "Begin")
    with pytest.raises(UserError, match="1A is reported from 2018/19 on, so 2016/17 cannot be its last period"):
        workspace.retire(ONE, Period.year(2016), "Dropped")


@pytest.mark.parametrize(
    ("more", "refused"),
    [
        ({"approver": "Board"}, "starts in Quarter 3 2018/19 needs a reason"),
        ({"rationale": "More staff"}, "starts in Quarter 3 2018/19 needs an approver"),
        ({}, "needs a reason and an approver"),
    ],
)
def test_a_target_within_a_year_says_why_and_who_agreed(
    workspace: Workspace, more: dict[str, str], refused: str
) -> None:
    with pytest.raises(UserError, match=refused):
        workspace.set_target(_aim(ONE, YEAR, 90, start=Q3, **more))


@pytest.mark.parametrize("start", [Period.quarter(2018, 1), Period.month(2018, 4), Period.quarter(2019, 2)])
def test_a_target_starts_within_its_year_and_after_its_first_day(workspace: Workspace, start: Period) -> None:
    with pytest.raises(UserError, match="A target of 2018/19 cannot start with"):
        workspace.set_target(_aim(ONE, YEAR, 90, start=start, approver="Board", rationale="More staff"))


def test_a_target_within_a_year_never_takes_the_place_of_the_years(workspace: Workspace) -> None:
    workspace.set_target(_aim(ONE, YEAR, 85))
    of_year = target_id(ONE.id, YEAR)
    within = replace(_aim(ONE, YEAR, 90, start=Q3, approver="Board", rationale="More staff"), id=of_year)
    assert workspace.set_target(within).id != of_year
    assert [row.target_display for row in workspace.rows(ONE, Q2)] == ["85%"]
    assert [row.target_display for row in workspace.rows(ONE, Q3)] == ["90%"]


def test_a_rule_that_is_changed_and_changed_back_is_no_change() -> None:
    again = replace(ONE, rule_version=3)
    turn = Turn(measure=ONE, fate=Fate.CHANGE, now=again)
    assert (turn.redefines, turn.renumbers, changes_in_words(turn)) == (False, False, "Kept")
    assert turned(NewYear(YEAR, (turn,))) == ()


def test_the_reason_for_a_rating_names_who_agreed_to_a_target_within_the_year(workspace: Workspace) -> None:
    workspace.set_figure(ONE, Q3, "91%")
    workspace.set_target(_aim(ONE, YEAR, 90, start=Q3, approver="Board", rationale="More staff"))
    (row,) = workspace.rows(ONE, Q3)
    said = {line.name: line.text for line in rating_lines(row)}
    assert said["Target since"] == "Quarter 3 2018/19, agreed by Board: More staff"


def test_a_measure_that_begins_this_year_stands_in_no_earlier_report(workspace: Workspace) -> None:
    workspace.set_figure(ONE, Period.quarter(2017, 4), "90%")
    assert len(workspace.rows(TWO, Period.quarter(2017, 4))) == 1
    workspace.begin(TWO, YEAR)
    assert workspace.rows(TWO, Period.quarter(2017, 4)) == ()
    assert len(workspace.rows(TWO, Period.quarter(2018, 1))) == 1
    with pytest.raises(UserError, match=r"1B is reported from 2018/19 on\."):
        workspace.set_figure(TWO, BEFORE, "90%")
    gone = workspace.retire(ONE, BEFORE, "Dropped")
    with pytest.raises(UserError, match=r"1A was retired after 2017/18\. Bring it back first"):
        workspace.begin(gone, YEAR)
    assert workspace.begin(TWO, None).first is None


def test_a_new_measure_may_take_the_code_of_one_that_was_retired_before_it_begins(workspace: Workspace) -> None:
    gone = workspace.retire(ONE, BEFORE, "Dropped")
    taken = "1A is the code of “People of measure 1A”"
    with pytest.raises(UserError, match=taken):
        changed(TWO, "code", "1A", Around([gone]))
    assert changed(replace(TWO, first=YEAR), "code", "1A", Around([gone])).code == "1A"
    workspace.save([replace(TWO, code="1A", first=YEAR)], "Take the code")
    assert workspace.measure("1A").id == TWO.id
    assert workspace.measure("1A", BEFORE).id == ONE.id
    assert workspace.measure("1A", Q2).id == TWO.id
