"""Rules and ratings by hand on the command line: `rules`, `rate`, `import --preset`."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from ascdesk.__main__ import open_workspace
from tests.conftest import ROOT, command, done

_SCORECARD = ROOT / "resources" / "samples" / "scorecard.xlsx"
_FRAMEWORK, _PERIOD = "Adult Social Care Performance Update", "2020-21 Q2"
_PAYMENTS = "Proportion of adults receiving direct payments"


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


def _rules(file: Path) -> dict[str, Any]:
    (framework,) = done("rules", file, "--json").json["frameworks"]
    return dict(framework)


def _row(file: Path, title: str) -> dict[str, Any]:
    rows = done("scorecard", file, "--period", _PERIOD, "--json").json["rows"]
    return next(each for each in rows if each["title"] == title)


def test_the_presets_are_named_without_a_file() -> None:
    lines = done("rules", "nowhere.ascdesk", "--preset", "list").out.splitlines()
    assert [line.partition("  ")[0] for line in lines] == [
        "floor standard", "forecast within 0.5%", "tolerance", "direction only", "activity: expected range",
    ]  # fmt: skip
    named = done("rules", "nowhere.ascdesk", "--preset", "list", "--json").json["presets"]
    assert [each["title"] for each in named][1] == "Forecast within 0.5%"


def test_rules_say_in_words_how_each_measure_is_judged(file: Path) -> None:
    first, second, *lines = done("rules", file).out.splitlines()
    assert first == f"{_FRAMEWORK}: tolerance; directions in the words “towards, away from target”"
    assert second == "  A change is significant below 0.05; a denominator under 10 is a small number."
    assert len(lines) == len(_rules(file)["measures"]) == 31
    assert lines[0].endswith(": The figure against the year’s target. Compared with the previous period.")


def test_a_preset_rates_a_framework_in_one_step_that_can_be_undone(file: Path) -> None:
    before = _rules(file)
    said = done("rules", file, "--preset", "forecast within 0.5%").out
    assert "Amber within 0.5 percentage points" in said
    assert "Amber within 0.5% of the target" in said
    after = _rules(file)
    assert after["preset"] == "forecast within 0.5%"
    assert {(each["rule"], each["rule_version"]) for each in after["measures"]} == {("forecast", 2)}
    history = done("history", file).out
    assert f"Rate {_FRAMEWORK} by “Forecast within 0.5%”" in history
    assert f"conventions {_FRAMEWORK}: rated by “tolerance” → rated by “forecast within 0.5%”" in history
    assert "tolerance: nothing → 0.5; tolerance’s unit: nothing → points" in history
    assert done("undo", file).out == f"Undo: Rate {_FRAMEWORK} by “Forecast within 0.5%”.\n"
    assert _rules(file) == before


def test_direction_only_leaves_nothing_rated(file: Path) -> None:
    done("rules", file, "--preset", "direction only", "--framework", _FRAMEWORK)
    tally = done("scorecard", file, "--period", _PERIOD, "--json").json["tally"]
    assert (tally["green"], tally["amber"], tally["red"]) == (0, 0, 0)
    assert _row(file, _PAYMENTS)["direction"] == "better"


def test_what_cannot_be_ruled_is_refused_in_sentences(file: Path, tmp_path: Path) -> None:
    assert command("rules", file, "--preset", "traffic lights").err.startswith(
        "ascdesk: There is no preset “traffic lights”.\nThere are: floor standard; forecast within 0.5%; tolerance; "
    )
    assert command("rules", file, "--framework", "Other").err == (
        f"ascdesk: This file has no framework “Other”.\nThere are: {_FRAMEWORK}.\n"
    )
    several = tmp_path / "Several.ascdesk"
    done("new", several, "--sample", "ascof")
    refused = command("rules", several, "--preset", "tolerance")
    assert (refused.status, refused.err.splitlines()[0]) == (1, "ascdesk: This file has 2 frameworks.")
    assert "--framework: ASCOF 2014-23; Safeguarding" in refused.err
    empty = tmp_path / "Empty.ascdesk"
    done("new", empty)
    assert command("rules", empty, "--preset", "tolerance").err.startswith("ascdesk: This file has no measures yet.")
    assert done("rules", empty, "--json").json == {"frameworks": []}


def test_a_preset_is_for_what_an_import_makes(file: Path) -> None:
    refused = command("import", file, _SCORECARD, "--preset", "tolerance")
    assert refused.err.startswith("ascdesk: A preset is for the measures that an import makes.\nAdd --adopt")
    assert command("import", file, _SCORECARD, "--adopt", "--preset", "x").err.startswith("ascdesk: There is no preset")


def test_a_rating_by_hand_stands_with_its_person_and_reason(file: Path) -> None:
    said = done("rate", file, _PAYMENTS, _PERIOD, "amber", "--reason", "Two of the three localities meet it.").out
    with open_workspace(file) as workspace:
        author = workspace.author
    start = f"M014 {_PAYMENTS}, Quarter 2 2020/21: {author} rated this Amber: Two of the three localities meet it. "
    assert said.startswith(f"{start}Computed: 40.4% is below the target")
    assert "there is no figure" not in said
    absent = done("rate", file, "M008", _PERIOD, "red", "--reason", "Nobody sent it.").out
    assert absent.endswith("Look again: there is no figure, and the tally counts this as rated.\n")
    row = _row(file, _PAYMENTS)
    assert row["rating"] == "amber"
    assert row["rating_override"] == {"by": author, "reason": "Two of the three localities meet it."}


def test_a_rating_by_hand_needs_a_reason_and_a_rating(file: Path) -> None:
    refused = command("rate", file, _PAYMENTS, _PERIOD, "amber", "--reason", " ")
    assert refused.err == "ascdesk: A rating of one's own needs a reason.\nSay in a sentence why it differs.\n"
    assert command("rate", file, _PAYMENTS, _PERIOD, "blue", "--reason", "x").status == 2
    assert command("rate", file, _PAYMENTS, _PERIOD, "amber").status == 2


def test_a_preset_says_what_it_changed_and_that_a_second_time_changes_nothing(file: Path) -> None:
    assert done("rules", file, "--preset", "direction only").out.startswith("Changed: ")
    assert done("rules", file, "--preset", "direction only").out.startswith("Nothing was changed: these rules are in")


def test_the_rules_of_a_running_total_do_not_promise_the_whole_years_target(file: Path) -> None:
    (said,) = (line for line in done("rules", file).out.splitlines() if line.startswith("  M017 "))
    assert "against the year’s target, and before its end the plan or the forecast" in said


def test_an_import_says_where_its_preset_was_not_used(file: Path) -> None:
    again = done("import", file, _SCORECARD, "--adopt", "--period", _PERIOD, "--preset", "direction only").out
    assert "No measure is new, so the preset was not used." in again
