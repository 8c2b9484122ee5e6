"""The quarter's job on the command line, as design.md section 6 fixes it."""

import csv
import errno
import json
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ascdesk.__main__ import open_workspace
from ascdesk.errors import UserError
from ascdesk.model import CommentaryStatus, Polarity
from ascdesk.periods import Period
from tests.conftest import ROOT, command, done

_SAMPLES = ROOT / "resources" / "samples"
_SCORECARD = _SAMPLES / "scorecard.xlsx"
_PERIOD = "2020-21 Q2"
_STAY = "Average length of stay in START reablement (days)"


def _ascdesk(*arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run the program in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ascdesk", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


def _ran(*arguments: object) -> str:
    ran = _ascdesk(*arguments)
    assert (ran.returncode, ran.stderr) == (0, ""), ran
    return ran.stdout


@pytest.fixture(scope="module")
def adopted_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("adopted") / "Quarter.ascdesk"
    done("new", path)
    done("import", path, _SCORECARD, "--adopt")
    return path


@pytest.fixture
def adopted(adopted_once: Path, tmp_path: Path) -> Path:
    """A file of its own that has adopted the scorecard."""
    path = Path(shutil.copy(adopted_once, tmp_path / "Quarter.ascdesk"))
    done("measures", path)  # opened in another place, it becomes a replica of its own, which is written down
    return path


def _figure(file: Path, measure: str = _STAY, period: str = _PERIOD) -> dict[str, Any]:
    found = done("figures", file, "--measure", measure, "--json").json["figures"]
    return dict(next(each for each in found if each["period"] == period))


def test_the_quarters_job_from_the_return_to_the_report(tmp_path: Path) -> None:
    """Each command in a process of its own, as an officer or a script would give it."""
    file, text, out = tmp_path / "Quarter.ascdesk", tmp_path / "why.txt", tmp_path / "Report.xlsx"
    assert "with 0 measures" in _ran("new", file)
    taken = json.loads(_ran("import", file, _SCORECARD, "--adopt", "--json"))
    assert (taken["measures_added"], taken["rejected"]) == (31, 0)
    assert "20 days" not in _ran("set", file, _STAY, _PERIOD, "18", "--note", "counted by hand")
    text.write_text("The stay was shorter – “18 days”.\n", encoding="utf-8")
    _ran("comment", file, _STAY, _PERIOD, "--text-file", text)
    card = json.loads(_ran("scorecard", file, "--period", _PERIOD, "--json"))
    row = next(each for each in card["rows"] if each["title"] == _STAY)
    assert (row["value"], row["rating"], row["commentary_status"]) == ("18", "green", "draft")
    assert row["rating_reason"] == "18 is below the target of 20: Green."
    _ran("export", file, "--report", "scorecard", "--period", _PERIOD, out)
    _ran("export", file, "--report", "figures", "--period", _PERIOD, out.with_suffix(".csv"))
    _read_back(out)
    assert _ran("undo", file).startswith("Undo: Comment on ")
    assert _ran("undo", file).startswith("Undo: Set ")
    assert _figure(file)["value"] is None
    assert _ran("redo", file).startswith("Redo: Set ")
    assert _figure(file)["value"] == "18"
    history = json.loads(_ran("history", file, _STAY, _PERIOD, "--json"))["history"]
    actions = [(each["action"], each["before"], each["after"]) for each in history if each["kind"] == "figure"]
    assert actions == [("redo", "[x]", "18"), ("undo", "18", "[x]"), ("do", "[x]", "18"), ("do", None, "[x]")]
    assert json.loads(_ran("check", file, "--json"))["sound"] is True
    folder = tmp_path / "backups"
    folder.mkdir()
    _ran("backup", file, folder)
    (copy,) = folder.iterdir()
    again = tmp_path / "Again.ascdesk"
    _ran("restore", copy, again)
    assert done("figures", again, "--json").json == done("figures", file, "--json").json


def _read_back(out: Path) -> None:
    sheet = openpyxl.load_workbook(out)["Scorecard"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Measure" in row)
    at = {name: head.index(name) for name in ("Measure", "Current value", "Target", "Why", "Commentary")}
    row = next(row for row in rows if row[at["Measure"]] == _STAY)
    assert (row[at["Current value"]], row[at["Target"]]) == (18, 20)
    assert row[at["Commentary"]] == "The stay was shorter – “18 days”."
    with out.with_suffix(".csv").open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert len(lines) == 31 * 4
    line = next(each for each in lines if each["Measure"] == _STAY and each["Period"] == _PERIOD)
    assert (line["Value"], line["Note"], line["Source"]) == ("18", "counted by hand", "typed")


@pytest.mark.parametrize(
    ("view", "key", "each"),
    [
        (
            ["figures"],
            "figures",
            "framework code title part series period value unit numerator denominator marker raw source",
        ),
        (["measures"], "measures", "framework code title unit polarity targets comparators published"),
        (["history"], "history", "step author at kind before after"),
        (["commentaries", "--period", "2017-18 Q2"], "commentaries", "code title part period status text"),
        (
            ["scorecard", "--period", "2017-18 Q2"],
            "rows",
            "section framework code title part series period value display target target_display rating rating_reason "
            "rating_override movement direction direction_base direction_period direction_significant "
            "direction_reason forecast comparators commentary_status",
        ),
        (["reconcile", "--period", "2017-18 Q2"], "rows", "code title part published computed"),
        (["check", "--period", "2017-18 Q2"], "findings", "concern code title part text"),
    ],
    ids=lambda given: given[0] if isinstance(given, list) else "",
)
def test_json_has_the_keys_that_others_depend_on(file: Path, view: list[str], key: str, each: str) -> None:
    done("import", file, _SAMPLES / "ascof.xlsx", "--adopt")
    document = done(view[0], file, *view[1:], "--json").json
    assert document[key]
    for row in document[key]:
        assert set(each.split()) <= set(row)


def test_json_of_a_scorecard_and_a_reconciliation_has_its_tallies(adopted: Path) -> None:
    card = done("scorecard", adopted, "--period", _PERIOD, "--json").json
    assert set(card["tally"]) == {"green", "amber", "red", "none"}
    assert {each["rating"] for each in card["rows"]} <= {"green", "amber", "red", "none"}
    assert {each["movement"] for each in card["rows"]} <= {"up", "down", "level", "none"}
    assert {each["direction"] for each in card["rows"]} <= {"better", "worse", "same", "none"}
    laid = done("reconcile", adopted, "--period", _PERIOD, "--json").json
    assert {"rows", "agree", "differ", "tally_published", "tally_computed"} <= set(laid)
    assert [len(laid[key]) for key in ("tally_published", "tally_computed")] == [4, 4]


def test_json_of_an_import_counts_and_lists_problems(file: Path, tmp_path: Path) -> None:
    source = tmp_path / "return.csv"
    source.write_text("Measure,2023-24 Q1,2023-24 Q2\nVisits,5,about 6\n", encoding="utf-8")
    said = done("import", file, source, "--adopt", "--json").json
    counts = ("new", "changed", "unchanged", "rejected", "measures_added")
    assert [said[key] for key in counts] == [1, 0, 0, 1, 1]
    assert [set(each) for each in said["problems"]] == [{"place", "text", "problem", "remedy"}]


@pytest.mark.parametrize(
    "arguments",
    [
        ["wibble"],
        ["set", "file", "M001"],
        ["set", "file", "M001", "someday", "66"],
        ["figures"],
        ["import", "file", "source", "--period", "someday"],
        ["scorecard", "file", "--colour"],
    ],
)
def test_wrong_usage_is_status_2(arguments: list[str]) -> None:
    if arguments[0] == "wibble":
        arguments = ["--wibble"]
    said = command(*arguments)
    assert (said.status, said.out) == (2, "")
    assert "usage: ascdesk" in said.err


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["set", "FILE", "M001", _PERIOD, "about 5"], "“about 5” is not a figure."),
        (["set", "FILE", "M099", _PERIOD, "5"], "There is no measure “M099” in this file."),
        (["set", "FILE", "M001", _PERIOD, "5", "--part", "Users"], "has no part called “Users”."),
        (["set", "FILE", "M001", _PERIOD, "5", "--series", "Waiting"], "has no series called “Waiting”."),
        (["comment", "FILE", "M001", _PERIOD, "--text-file", "gone.txt"], "“gone.txt” cannot be opened: No such file"),
        (["import", "FILE", "gone.xlsx"], "There is no file “gone.xlsx”."),
        (["export", "FILE", "--report", "wibble", "out.csv"], "There is no report “wibble”."),
        (["export", "FILE", "--report", "figures", "out.wibble"], "cannot be written as “.wibble”"),
        (["backup", "FILE", "no folder"], "There is no folder “no folder”."),
        (["redo", "FILE"], "There is nothing to redo."),
        (["figures", "gone.ascdesk"], "gone.ascdesk"),
        (["restore", "gone.ascdesk", "new.ascdesk"], "gone.ascdesk"),
        (["new", "FILE"], "Quarter.ascdesk"),
        (["new", "other.ascdesk", "--sample", "wibble"], "There is no sample “wibble”."),
    ],
)
def test_a_refusal_is_status_1_with_a_sentence_and_changes_nothing(
    adopted: Path, arguments: list[str], sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(adopted.parent)
    before = adopted.read_bytes()
    said = command(*(adopted if each == "FILE" else each for each in arguments))
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("ascdesk: ")
    assert sentence in said.err
    assert "Traceback" not in said.err
    assert adopted.read_bytes() == before
    assert sorted(each.name for each in adopted.parent.iterdir()) == ["Quarter.ascdesk"]


def test_a_dry_run_says_all_and_changes_nothing(file: Path) -> None:
    before = file.read_bytes()
    tried = done("import", file, _SCORECARD, "--adopt", "--dry-run", "--json").json
    assert file.read_bytes() == before
    assert tried["applied"] is False
    made = done("import", file, _SCORECARD, "--adopt", "--json").json
    same = ("new", "changed", "unchanged", "rejected", "measures_added", "problems", "notices", "cells")
    assert [tried[key] for key in same] == [made[key] for key in same]
    assert "Nothing to import" in done("import", file, _SCORECARD, "--adopt", "--dry-run").out


def test_a_dry_run_names_each_change(file: Path, tmp_path: Path) -> None:
    source = tmp_path / "return.csv"
    source.write_text("Code,2020-21 Q2\nM018,640\n", encoding="utf-8")
    done("import", file, _SCORECARD, "--adopt")
    tried = done("import", file, source, "--dry-run", "--json").json
    (change,) = tried["changes"]
    assert (change["status"], change["code"], change["before"], change["after"]) == ("changed", "M018", "677", "640")
    assert "677 → 640" in done("import", file, source, "--dry-run").out


def test_a_note_is_in_the_log_and_stays_with_its_value(file: Path) -> None:
    done("import", file, _SCORECARD, "--adopt")
    done("set", file, "M018", _PERIOD, "640", "--note", "two late returns")
    done("set", file, "M018", _PERIOD, "640")
    assert "two late returns" in done("history", file, "M018", _PERIOD).out
    (held,) = (
        each
        for each in done("figures", file, "--measure", "M018", "--json").json["figures"]
        if each["period"] == _PERIOD
    )
    assert held["note"] == "two late returns"


@pytest.mark.parametrize(
    ("measure", "typed", "said"),
    [
        ("M018", "-5", "-5 is below 0."),
        ("M018", "66.5", "66.5 is no whole number"),
        ("M014", "50% (41/42)", "50.0% is printed, but 41 of 42 is 97.6%"),
        ("M014", "1,234", "outside 0% to 100%"),
    ],
)
def test_what_is_odd_is_said_as_it_is_typed(file: Path, measure: str, typed: str, said: str) -> None:
    done("import", file, _SCORECARD, "--adopt")
    warned = [line for line in done("set", file, measure, _PERIOD, typed).out.splitlines() if "Look again: " in line]
    assert any(said in line for line in warned)


def test_a_fraction_of_nothing_is_refused(file: Path) -> None:
    done("import", file, _SCORECARD, "--adopt")
    refused = command("set", file, "M014", _PERIOD, "5/0")
    assert refused.status == 1
    assert "denominator is 0" in refused.err


def test_two_reports_in_one_file_are_judged_each_for_itself(file: Path) -> None:
    done("import", file, _SCORECARD, _SAMPLES / "ascof.xlsx", "--adopt")
    rows = done("scorecard", file, "--period", "2017-18 Q2", "--json").json["rows"]
    assert {row["framework"] for row in rows} == {"ASCOF 2014-23"}
    found = done("reconcile", file, "--period", "2017-18 Q2", "--json").json
    assert sum(found["tally_computed"]) == 28  # two of its 30 rows are ways of counting what another counts


def test_strict_refuses_the_whole_while_any_problem_stands(file: Path, tmp_path: Path) -> None:
    source = tmp_path / "return.csv"
    source.write_text("Measure,2023-24 Q1,2023-24 Q2\nVisits,5,about 6\n", encoding="utf-8")
    before = file.read_bytes()
    said = command("import", file, source, "--adopt", "--strict", "--json")
    assert said.status == 1
    assert "Nothing was imported" in said.err
    assert said.json["applied"] is False
    assert file.read_bytes() == before
    assert done("import", file, source, "--adopt", "--json").json["new"] == 1


def test_new_never_overwrites_whatever_is_there(tmp_path: Path) -> None:
    path = tmp_path / "Letter.ascdesk"
    path.write_text("Dear Sir", encoding="utf-8")
    assert command("new", path).status == 1
    assert path.read_text(encoding="utf-8") == "Dear Sir"


def test_restore_never_overwrites_whatever_is_there(adopted: Path, tmp_path: Path) -> None:
    done("backup", adopted, tmp_path)
    (copy,) = (each for each in tmp_path.iterdir() if each != adopted)
    before = adopted.read_bytes()
    assert command("restore", copy, adopted).status == 1
    assert adopted.read_bytes() == before


def test_an_ambiguous_measure_is_refused_and_its_candidates_named(file: Path, tmp_path: Path) -> None:
    source = tmp_path / "return.csv"
    source.write_text("Framework,Code,Measure,2023-24 Q1\nA,1A,Visits,5\nB,1A,Visits,6\n", encoding="utf-8")
    done("import", file, source, "--adopt")
    said = command("set", file, "1A", "2023-24 Q1", "7")
    assert said.status == 1
    assert "“A:1A”, “B:1A”" in said.err
    done("set", file, "B:1A", "2023-24 Q1", "7")
    assert [each["value"] for each in done("figures", file, "--json").json["figures"]] in (["5", "7"], ["7", "5"])


@pytest.mark.parametrize(
    ("typed", "value", "numerator", "denominator", "marker"),
    [
        ("66", "66", None, None, None),
        ("66%", "66", None, None, None),
        ("3221/4880", "66.00409836065573770491803279", "3221", "4880", None),
        ("n/a", None, None, None, "x"),
        ("-0.5%", "-0.5", None, None, None),
        ("97.60% (41/42)", "97.6", "41", "42", None),
    ],
)
def test_a_figure_is_set_as_it_is_typed(
    adopted: Path, typed: str, value: str | None, numerator: str | None, denominator: str | None, marker: str | None
) -> None:
    done("set", adopted, "M001", "2020-21 Q3", typed)
    held = _figure(adopted, "M001", "2020-21 Q3")
    assert (held["value"], held["numerator"], held["denominator"]) == (value, numerator, denominator)
    assert (held["marker"], held["raw"], held["source"]) == (marker, typed, "typed")


def test_setting_the_same_again_leaves_no_step(adopted: Path) -> None:
    done("set", adopted, "M001", _PERIOD, "66%")
    steps = done("history", adopted, "--json").json
    done("set", adopted, "M001", _PERIOD, "66%")
    assert done("history", adopted, "--json").json == steps


@pytest.mark.parametrize("sample", ["scorecard", "ascof"])
def test_a_sample_is_complete_and_sound(tmp_path: Path, sample: str) -> None:
    file = tmp_path / "Sample.ascdesk"
    done("new", file, "--sample", sample)
    assert sample in done("new", "--sample", "list").out
    assert done("check", file, "--json").json["sound"] is True
    period = done("scorecard", file, "--json").json["period"]
    said = done("commentaries", file, "--period", period, "--json").json["commentaries"]
    assert {"measure"} <= {each["subject"] for each in said}
    assert {"draft", "submitted", "approved"} <= {each["status"] for each in said}


def test_reports_are_named(adopted: Path) -> None:
    listed = done("export", "--report", "list").out
    assert [line.split()[0] for line in listed.splitlines()] == ["scorecard", "figures", "commentaries"]
    assert done("export", adopted, "--report", "list").out == listed


@pytest.mark.parametrize("view", ["measures", "figures", "commentaries", "scorecard", "reconcile", "check", "history"])
def test_every_view_can_be_read_by_a_person(adopted: Path, view: str) -> None:
    done("set", adopted, "M001", _PERIOD, "66%")
    said = done(view, adopted).out
    assert said or view == "commentaries"
    assert "None" not in said.replace("None set", "")


@pytest.mark.skipif(os.name == "nt", reason="there is no pipe of this kind")
def test_a_reader_that_has_seen_enough_is_no_error(adopted: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "ascdesk", "figures", str(adopted), "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
    )  # fmt: skip
    assert program.stdout is not None
    assert program.stderr is not None
    program.stdout.read(1)
    program.stdout.close()
    assert program.stderr.read() == b""
    program.stderr.close()
    assert program.wait(timeout=60) == 0


@pytest.mark.parametrize("view", ["measures", "figures", "history", "check"])
def test_an_empty_file_has_views_too(file: Path, view: str) -> None:
    assert done(view, file, "--json").json
    assert command("scorecard", file).status == 1


def test_undo_and_redo_end_with_a_sentence(file: Path) -> None:
    said = command("undo", file)
    assert (said.status, said.err) == (1, "ascdesk: There is nothing to undo.\n")
    done("import", file, _SCORECARD, "--adopt")
    done("undo", file)
    assert done("measures", file, "--json").json == {"measures": []}
    assert done("redo", file).out.startswith("Redo: Import scorecard.xlsx")
    assert len(done("measures", file, "--json").json["measures"]) == 31


def test_an_export_says_that_it_replaced_a_report(adopted: Path) -> None:
    out = adopted.with_name("Report.csv")
    export = ("export", adopted, "--report", "figures", "--period", _PERIOD, out)
    assert done(*export).out == f"Wrote {out}.\n"
    whole = out.read_bytes()
    out.write_text("of last quarter", encoding="utf-8")
    assert done(*export).out == f"Replaced {out}.\n"
    assert out.read_bytes() == whole


def test_an_export_that_fails_leaves_the_report_that_was_there(adopted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = adopted.with_name("Report.csv")
    out.write_text("of last quarter", encoding="utf-8")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="disk is full"), open_workspace(adopted) as workspace:
        workspace.export("figures", Period.quarter(2020, 2), out)
    assert out.read_text(encoding="utf-8") == "of last quarter"
    assert sorted(each.name for each in out.parent.iterdir() if each.suffix == ".csv") == ["Report.csv"]


def test_figures_are_listed_as_they_are_shown(adopted: Path) -> None:
    done("set", adopted, "M001", _PERIOD, "3221/4880")
    done("set", adopted, "M001", "2020-21 Q3", "n/a")
    lines = done("figures", adopted, "--measure", "M001").out.splitlines()
    assert any(line.endswith("2020-21 Q2  66.0% (3,221/4,880)  typed") for line in lines)
    assert any(line.endswith("2020-21 Q3  Not available  typed") for line in lines)
    held = _figure(adopted, "M001")
    assert (held["value"], held["display"]) == ("66.00409836065573770491803279", "66.0%")


def test_the_history_says_what_changed_in_words(adopted: Path) -> None:
    done("set", adopted, "M001", _PERIOD, "3221/4880", "--note", "two late returns")
    done("set", adopted, "M001", _PERIOD, "n/a")
    lines = [line.strip() for line in done("history", adopted, "M001").out.splitlines()]
    assert "figure M001 2020-21 Q2: 66.0% (3,221/4,880) → Not available" in lines
    assert any(line.endswith("→ 66.0% (3,221/4,880) (two late returns)") for line in lines)
    assert any(line.startswith("published judgement M001 ") for line in lines)
    assert any(line.startswith("target M001 2020-21: nothing → ") for line in lines)


def test_the_history_of_a_changed_measure_names_its_fields(adopted: Path) -> None:
    with open_workspace(adopted) as workspace:
        measure = workspace.measure("M001")
        turned = replace(measure, polarity=Polarity.HIGHER, title="Contacts", rule_version=2)
        workspace.save([turned], "Change M001")
    said = done("history", adopted, "M001").out.splitlines()[1]
    assert said.startswith("    measure M001: title: ")
    assert said.endswith(" → Contacts; polarity: lower → higher")
    change = done("history", adopted, "M001", "--json").json["history"][0]
    assert {"field": "polarity", "before": "lower", "after": "higher"} in change["fields"]


def test_a_change_too_small_to_be_shown_is_told_in_full(adopted: Path) -> None:
    done("set", adopted, "M001", _PERIOD, "66.01%")
    done("set", adopted, "M001", _PERIOD, "66.02%")
    assert "figure M001 2020-21 Q2: 66.01 → 66.02" in done("history", adopted, "M001").out


def test_a_commentary_that_is_approved_says_so_in_the_history(adopted: Path) -> None:
    with open_workspace(adopted) as workspace:
        written = workspace.comment(workspace.measure("M001"), Period.quarter(2020, 2), "Calls fell.")
        workspace.mark_commentary(written, CommentaryStatus.APPROVED)
    said = done("history", adopted, "M001").out.splitlines()[1]
    assert said == "    commentary M001 2020-21 Q2: status: draft → approved"


def test_a_reconciliation_has_one_set_of_words(adopted: Path) -> None:
    done("set", adopted, "M001", _PERIOD, "n/a")
    lines = done("reconcile", adopted, "--period", _PERIOD).out.splitlines()
    assert lines[1].startswith("  published: ")
    for line in lines[1:3]:
        assert [word in line for word in ("Green (met)", "Amber (within tolerance)", "Red (missed)", "not rated")] == [
            True, True, True, True,
        ]  # fmt: skip
    (row,) = (line for line in lines if line.startswith("M001 "))
    assert ", computed not rated. " in row
    assert not any(f"{word} {rating}" in row for word in ("published", "computed") for rating in ("none", "red"))


def test_damage_stands_under_its_own_heading_and_once(adopted: Path) -> None:
    content = adopted.read_bytes()
    middle = len(content) // 2 // 4096 * 4096
    adopted.write_bytes(content[:middle] + b"\xff" * 4096 + content[middle + 4096 :])
    said = command("check", adopted)
    lines = said.out.splitlines()
    assert (said.status, lines[0]) == (1, "The file is damaged:")
    looked = next((at for at, line in enumerate(lines) if line.startswith("Looked at for ")), len(lines))
    damage = lines[1:looked]
    assert damage
    assert len(damage) == len(set(damage))
    assert "malformed" not in said.out
    assert not any("cannot be read" in line for line in lines[looked:])
