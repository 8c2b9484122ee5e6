"""Periods, single figures, the year and people on the command line."""

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ascdesk.__main__ import author_name, open_workspace
from ascdesk.model import Flag
from ascdesk.periods import Period
from tests.conftest import ROOT, command, done

_SCORECARD = ROOT / "resources" / "samples" / "scorecard.xlsx"
_PERIOD, _BEFORE = "2020-21 Q2", "2020-21 Q1"
_STAY = "Average length of stay in START reablement (days)"


@pytest.fixture(scope="module")
def adopted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("adopted") / "Quarter.ascdesk"
    done("new", path)
    done("import", path, _SCORECARD, "--adopt")
    return path


@pytest.fixture
def file(adopted_once: Path, tmp_path: Path) -> Path:
    """A file of its own that has adopted the scorecard."""
    return Path(shutil.copy(adopted_once, tmp_path / "Quarter.ascdesk"))


def _measure(file: Path, code: str = "M010") -> dict[str, Any]:
    return next(each for each in done("measures", file, "--json").json["measures"] if each["code"] == code)


def _refused(*arguments: object) -> str:
    said = command(*arguments)
    assert (said.status, said.out) == (1, ""), said
    return said.err


def test_a_locked_period_refuses_until_it_is_unlocked(file: Path) -> None:
    assert done("lock", file, _PERIOD, "--reason", "Sent to cabinet").out == (
        "Quarter 2 2020/21 is locked: Sent to cabinet\n"
    )
    refused = _refused("set", file, _STAY, _PERIOD, "19")
    assert f"Quarter 2 2020/21 is locked by {author_name()}: Sent to cabinet." in refused
    assert "locked already" in _refused("lock", file, _PERIOD, "--reason", "Again")
    assert done("unlock", file, _PERIOD, "--reason", "A late figure").out == (
        "Quarter 2 2020/21 can be changed again: A late figure\n"
    )
    assert "is not locked" in _refused("unlock", file, _PERIOD, "--reason", "Again")
    assert "needs a reason" in _refused("lock", file, _PERIOD, "--reason", " ")
    done("set", file, _STAY, _PERIOD, "19")
    assert command("lock", file, _PERIOD).status == 2


def test_the_calendar_says_when_periods_close_and_who_locked_them(file: Path) -> None:
    assert done("calendar", file).out == "No period has a day to close yet, and none is locked.\n"
    done("lock", file, _BEFORE, "--reason", "Published")
    set_ = done("calendar", file, "--period", _PERIOD, "--closes", "14 October 2999").out.splitlines()
    assert set_[0] == f"Quarter 1 2020/21: locked by {author_name()}: Published"
    assert set_[1].startswith("Quarter 2 2020/21: closes on 14 October 2999; Closes in ")
    locked, open_ = done("calendar", file, "--json").json["calendar"]
    assert (locked["period"], locked["locked"], locked["reason"]) == (_BEFORE, True, "Published")
    assert (open_["period"], open_["closes"], open_["locked"]) == (_PERIOD, "2999-10-14", False)
    assert done("calendar", file, "--period", _PERIOD, "--closes", "none").out.endswith("Quarter 2 2020/21: open\n")
    assert "takes both" in _refused("calendar", file, "--period", _PERIOD)
    assert command("calendar", file, "--period", _PERIOD, "--closes", "soon").status == 2


def test_a_past_figure_is_revised_for_a_reason(file: Path) -> None:
    done("set", file, _STAY, _BEFORE, "21")
    done("set", file, _STAY, _BEFORE, "19", "--reason", "Two stays were counted twice")
    with open_workspace(file) as workspace:
        period = Period.quarter(2020, 1)
        (figure,) = [each for each in workspace.figures(workspace.measure(_STAY)) if each.period == period]
    assert figure.why == "Two stays were counted twice"
    assert Flag.REVISED in figure.flags


def test_a_flag_is_put_on_a_figure_and_taken_off(file: Path) -> None:
    assert done("flag", file, _STAY, _PERIOD, "--text", "Ask the hospital").out.endswith("flagged: Ask the hospital\n")
    with open_workspace(file) as workspace:
        assert [each.text for each in workspace.follow_ups()] == ["Ask the hospital"]
    assert done("flag", file, "m010", _PERIOD, "--done").out.endswith(": the flag is off.\n")
    assert "There is no flag on M010" in _refused("flag", file, _STAY, _PERIOD, "--done")
    assert "has no series called “Waiting”" in _refused(
        "flag", file, _STAY, _PERIOD, "--text", "Which?", "--series", "Waiting"
    )
    assert command("flag", file, _STAY, _PERIOD).status == 2
    assert command("flag", file, _STAY, _PERIOD, "--done", "--text", "Both").status == 2


def test_a_warning_is_explained_and_opens_again_with_another_figure(file: Path) -> None:
    payments = "Proportion of adults receiving direct payments"
    assert "Look again:" in done("set", file, payments, _PERIOD, "120%").out
    said = done("explain", file, payments, _PERIOD, "--reason", "Some were counted in two councils").out
    assert "explained: " in said
    assert "Look again:" not in done("set", file, payments, _PERIOD, "120%").out
    assert "Explained:" in done("set", file, payments, _PERIOD, "120%").out
    assert "there is no open warning" in _refused("explain", file, payments, _PERIOD, "--reason", "Again")
    assert "there is no figure" in _refused("explain", file, payments, "2030-31 Q1", "--reason", "None")
    assert "Look again:" in done("set", file, payments, _PERIOD, "130%").out
    assert command("explain", file, payments, _PERIOD).status == 2


def test_a_retired_measure_is_reported_up_to_its_last_period(file: Path) -> None:
    said = done("retire", file, _STAY, _BEFORE, "--reason", "No longer collected").out
    assert said.endswith("is reported for the last time in Quarter 1 2020/21: No longer collected\n")
    for period, there in ((_BEFORE, True), (_PERIOD, False)):
        rows = done("scorecard", file, "--period", period, "--json").json["rows"]
        assert any(each["title"] == _STAY for each in rows) is there
    assert command("retire", file, _STAY, _BEFORE).status == 2
    assert done("bring-back", file, _STAY).out == f"M010 {_STAY} is reported again.\n"
    rows = done("scorecard", file, "--period", _PERIOD, "--json").json["rows"]
    assert any(each["title"] == _STAY for each in rows)
    assert "is not retired" in _refused("bring-back", file, _STAY)


def test_a_measure_is_defined_anew_and_keeps_what_it_was_before(file: Path) -> None:
    said = done("redefine", file, _STAY, "2020-21 Q2", "--code", "R1", "--reason", "Renumbered").out
    assert said.endswith("from Quarter 2 2020/21 on: Code M010 → R1.\n")
    for period, code in ((_BEFORE, "M010"), (_PERIOD, "R1")):
        rows = done("scorecard", file, "--period", period, "--json").json["rows"]
        assert next(each["code"] for each in rows if each["title"] == _STAY) == code


def test_a_changed_meaning_asks_whether_it_compares(file: Path) -> None:
    change = ("redefine", file, _STAY, "2020-21 Q2", "--polarity", "higher", "--reason", "Counted otherwise")
    refused = _refused(*change)
    assert "nobody said whether figures from Quarter 2 2020/21 on compare with those before." in refused
    assert "--comparable yes" in refused
    assert _measure(file)["polarity"] == "lower"
    assert "do not compare with those before" in done(*change, "--comparable", "no").out
    assert _measure(file)["polarity"] == "higher"
    assert "Nothing would change" in _refused("redefine", file, _STAY, "2021-22", "--reason", "None")
    assert "M011 is the code of" in _refused("redefine", file, _STAY, "2021-22", "--code", "M011", "--reason", "Taken")
    assert command("redefine", file, _STAY, "2021-22", "--unit", "furlongs", "--reason", "None").status == 2


def test_a_target_is_set_for_a_year_and_from_a_period_within_it_on(file: Path) -> None:
    assert done("target", file, _STAY, "2020/21", "17", "--floor", "22").out.endswith(", 2020/21: target 17.\n")
    refused = _refused("target", file, _STAY, "2020/21", "25", "--from", "2020-21 Q3")
    assert "needs a reason and an approver" in refused
    later = ("target", file, _STAY, "2020/21", "25", "--from", "2020-21 Q3", "--approver", "The board")
    said = done(*later, "--reason", "A harder winter").out
    assert "from Quarter 3 2020/21 on: target 25." in said
    for period, target in ((_PERIOD, "17"), ("2020-21 Q3", "25")):
        rows = done("scorecard", file, "--period", period, "--json").json["rows"]
        assert next(each["target"] for each in rows if each["title"] == _STAY) == target
    assert "is not a target" in _refused("target", file, _STAY, "2020/21", "soon")
    assert "not a financial year" in _refused("target", file, _STAY, "2020-21 Q2", "17")


def test_a_leaver_is_replaced_wherever_the_name_stands(file: Path) -> None:
    with open_workspace(file) as workspace:
        first, second, *_ = workspace.measures()
        workspace.save([replace(first, owner="A. Khan"), replace(second, author="a. khan")], "Name them")
    assert done("replace-person", file, "A. Khan", "B. Shah").out == "B. Shah took the place of A. Khan in 2 things.\n"
    assert "Nobody called “A. Khan”" in _refused("replace-person", file, "A. Khan", "B. Shah")
    with open_workspace(file) as workspace:
        assert [each.name for each in workspace.people()] == ["B. Shah"]


def test_rules_that_would_rate_a_locked_period_otherwise_are_refused(file: Path) -> None:
    before = done("scorecard", file, "--period", _BEFORE, "--json").json
    done("lock", file, _BEFORE, "--reason", "Published")
    refused = _refused("rules", file, "--preset", "direction only")
    assert f"Quarter 1 2020/21 is locked by {author_name()}: Published." in refused
    assert "Unlock it first, with a reason, or change it from a later period on." in refused
    assert done("scorecard", file, "--period", _BEFORE, "--json").json == before
    done("redefine", file, _STAY, _PERIOD, "--code", "R1", "--reason", "A new plan")
    done("unlock", file, _BEFORE, "--reason", "New rules")
    done("rules", file, "--preset", "direction only")


def test_undo_leaves_a_lock_and_takes_back_the_step_before(file: Path) -> None:
    done("set", file, _STAY, _PERIOD, "19")
    done("lock", file, _BEFORE, "--reason", "Published")
    assert done("undo", file).out == "Undo: Set M010 for Quarter 2 2020/21.\n"
    assert "is locked by" in _refused("undo", file)
    assert "Quarter 1 2020/21: locked by" in done("calendar", file).out


def test_a_mistyped_year_is_told_and_moves_no_view_there(file: Path) -> None:
    shown = done("scorecard", file, "--json").json["period"]
    assert "Look again: Quarter 2 2092/93 is " in done("set", file, _STAY, "2092-93 Q2", "19").out
    assert done("scorecard", file, "--json").json["period"] == shown
    assert "Look again: Quarter 2 2092/93 is " in done("flag", file, _STAY, "2092-93 Q2", "--text", "Ask").out
    assert " years ahead.\nGive the period that is meant." in _refused(
        "lock", file, "2092-93 Q2", "--reason", "Published"
    )
    assert "ahead" not in done("set", file, _STAY, _PERIOD, "19").out


def test_a_past_figure_without_a_reason_is_told_with_what_went(file: Path) -> None:
    payments = "Proportion of adults receiving direct payments"
    done("set", file, payments, _BEFORE, "56/78", "--note", "From the ledger")
    lines = done("set", file, payments, _BEFORE, "60%").out.splitlines()
    assert [line for line in lines if "there before" in line or "went with it" in line] == [
        "Look again: 71.8% stood there before. Undo this and say why with --reason, and it is marked as revised.",
        "Look again: What it was worked out from went with it: 56/78.",
        "Look again: Its note went with it: From the ledger",
    ]
    for period, typed, more in (
        (_BEFORE, "60%", ()),
        (_BEFORE, "61%", ("--reason", "Recounted")),
        (_PERIOD, "61%", ()),
    ):
        assert "there before" not in done("set", file, payments, period, typed, *more).out


def test_another_flag_says_whose_words_it_takes(file: Path) -> None:
    done("flag", file, _STAY, _PERIOD, "--text", "Ask the hospital")
    lines = done("flag", file, _STAY, _PERIOD, "--text", "Ask the council").out.splitlines()
    assert lines[0].endswith("flagged: Ask the council")
    assert lines[1:] == ["That took the place of: Ask the hospital"]
    assert len(done("flag", file, _STAY, _PERIOD, "--text", "Ask the council").out.splitlines()) == 1


def test_nothing_is_put_into_a_damaged_file(file: Path) -> None:
    content = file.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    file.write_bytes(content[:middle] + b"\xff" * 4096 + content[middle + 4096 :])
    why = ("--reason", "Because")
    for name, *more in (
        ("set", _STAY, _PERIOD, "19"),
        ("lock", _PERIOD, *why),
        ("unlock", _PERIOD, *why),
        ("calendar", "--period", _PERIOD, "--closes", "14 October 2999"),
        ("flag", _STAY, _PERIOD, "--text", "Ask"),
        ("explain", _STAY, _PERIOD, *why),
        ("retire", _STAY, _PERIOD, *why),
        ("bring-back", _STAY),
        ("redefine", _STAY, _PERIOD, "--code", "R1", *why),
        ("target", _STAY, "2020/21", "17"),
        ("replace-person", "Ann", "Ben"),
        ("rules", "--preset", "tolerance"),
    ):
        refused = _refused(name, file, *more)
        assert "“Quarter.ascdesk” is damaged" in refused, name
        assert "Restore the latest backup" in refused, name


def test_a_long_value_is_cut_short_in_the_refusal(file: Path) -> None:
    for typed in ("about " * 20, f"={'1+' * 60}x!"):
        refused = _refused("set", file, _STAY, _PERIOD, typed)
        assert "…" in refused
        assert all(len(line) < 250 for line in refused.splitlines())
