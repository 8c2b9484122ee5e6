"""What an import could not take, and what somebody explained, as the commands tell it."""

from pathlib import Path

from ascdesk.__main__ import open_workspace
from ascdesk.changing import Changes
from ascdesk.checking.values import Check
from ascdesk.defining.relations import read_relation
from ascdesk.periods import Period
from tests.conftest import done

Q2 = Period.quarter(2023, 2)
HEAD = "Code,Measure,2022-23 Q4,2023-24 Q1,2023-24 Q2\n"
LINES = HEAD + (
    'A1,"Delayed transfers per 100,000 population",2.4,2.5,"3.4 (per 10,000 pop - delays)"\n'
    "A2,Number of people waiting,812,845,8412\n"
)


FLAGGED = (
    "Table!E2 says “3.4 (per 10,000 pop - delays)”, which was not taken. The cell says per 10,000, not per "
    "100,000. Find out which is meant, and type the figure per 100,000."
)


def test_an_import_says_how_many_flags_it_puts(file: Path) -> None:
    source = file.parent / "return.csv"
    source.write_text(LINES, encoding="utf-8")
    would = done("import", file, source, "--adopt", "--dry-run").out
    assert "Flags that it would put on figures that could not be taken: 1." in would
    assert done("import", file, source, "--adopt", "--dry-run", "--json").json["flags"] == 1
    assert "Flags put on figures that could not be taken: 1." in done("import", file, source, "--adopt").out
    assert done("import", file, source, "--adopt", "--json").json["flags"] == 0


def imported(file: Path, text: str, name: str = "return.csv") -> None:
    source = file.parent / name
    source.write_text(text, encoding="utf-8")
    done("import", file, source, "--adopt")


def test_a_rejected_cell_whose_figure_is_known_is_flagged(file: Path) -> None:
    imported(file, LINES)
    with open_workspace(file) as workspace:
        (flag,) = workspace.follow_ups()
        assert (workspace.measures()[0].id, flag.period) == (flag.measure, Q2)
        assert flag.text == FLAGGED
        assert len(workspace.steps()) == 1


def test_a_flag_that_was_seen_to_does_not_come_again(file: Path) -> None:
    imported(file, LINES)
    with open_workspace(file) as workspace:
        workspace.unflag(workspace.follow_ups()[0])
        workspace.set_figure(workspace.measure("A1"), Q2, "3.4")
    imported(file, LINES.replace("8412", "841"), "again.csv")
    with open_workspace(file) as workspace:
        assert workspace.follow_ups() == ()


def test_undo_takes_the_flags_back_with_the_import(file: Path) -> None:
    imported(file, LINES)
    done("undo", file)
    with open_workspace(file) as workspace:
        assert workspace.follow_ups() == ()
    done("redo", file)
    with open_workspace(file) as workspace:
        assert len(workspace.follow_ups()) == 1


def test_check_lists_what_is_odd_explained_and_flagged(file: Path) -> None:
    imported(file, LINES)
    found = {each["code"]: each for each in done("check", file, "--period", "2023-24 Q2", "--json").json["findings"]
             if each["check"] != "missing figure"}  # fmt: skip
    assert found["A1"]["check"] == "flag"
    assert {key: found["A2"][key] for key in ("check", "part", "series", "period", "explained", "person")} == {
        "check": Check.SLIP, "part": "", "series": "", "period": "2023-24 Q2", "explained": None, "person": "",
    }  # fmt: skip
    with open_workspace(file) as workspace:
        measure = workspace.measure("A2")
        (figure,) = workspace.figures(measure, Q2)
        workspace.explain(measure, figure, [each.check for each in workspace.oddities(figure)], "Two towns joined")
        author = workspace.author
    after = done("check", file, "--period", "2023-24 Q2", "--json").json["findings"]
    (told,) = (each for each in after if each["code"] == "A2")
    assert (told["explained"], told["person"]) == ("Two towns joined", author)
    assert f"Explained by {author}: Two towns joined" in done("check", file, "--period", "2023-24 Q2").out
    done("set", file, "A2", "2023-24 Q2", "8512", "--reason", "Counted again")
    (anew,) = (each for each in done("check", file, "--period", "2023-24 Q2", "--json").json["findings"]
               if each["code"] == "A2")  # fmt: skip
    assert anew["explained"] is None


def test_a_typed_figure_is_looked_at_with_its_series_and_rules(file: Path) -> None:
    imported(file, LINES)
    said = done("set", file, "A2", "2023-24 Q2", "84", "--reason", "Typed again").out
    assert "Look again: 84 is about a tenth of what it has been (812 to 845 over 2 quarters)" in said
    assert "Look again" not in done("set", file, "A2", "2023-24 Q2", "839", "--reason", "Typed right").out


def test_a_rule_has_its_other_measures_looked_at_again(file: Path) -> None:
    imported(file, HEAD + "A2,Number of people waiting,812,845,841\nA3,Number of people asking,900,910,930\n")
    with open_workspace(file) as workspace:
        waiting, asking = workspace.measure("A2"), workspace.measure("A3")
        rule = read_relation("A2 <= A3", waiting.framework, workspace.measures(), "who waits has asked")
        workspace.save([rule], "Write a rule")
        told: list[Changes] = []
        workspace.subscribe(told.append)
        figure = workspace.set_figure(asking, Q2, "830", why="Counted again")
        assert told[-1].touched == frozenset((waiting.id, asking.id))
        (odd,) = workspace.oddities(figure)
        assert odd.text == (
            "A2 (841) is to be at most A3 (830), but is 11 more. The rule is there because: who waits has asked."
        )
        found = [each for each in workspace.findings(workspace.scorecard(Q2)) if each.oddity]
        assert [(each.row.measure.code, each.open) for each in found] == [("A2", True)]
        workspace.explain(asking, figure, [odd.check], "Some came from elsewhere")
        found = [each for each in workspace.findings(workspace.scorecard(Q2)) if each.oddity]
        assert [(each.row.measure.code, each.open) for each in found] == [("A3", False)]
