"""From a return to a plan: which measure a line means, what is new, what is changed, what contradicts itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.errors import Problem
from ascdesk.model import Figure, Subject
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.reading import read_return
from ascdesk.workspace import Workspace
from tests.data.sheets import Q2


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "Quarter.ascdesk") as made:
        yield made


def plan(workspace: Workspace, tmp_path: Path, *texts: str, adopt: bool = False) -> Plan:
    paths = [tmp_path / f"return {number}.csv" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(text, encoding="utf-8")
    return workspace.plan_import([read_return(path) for path in paths], adopt)


def adopt(workspace: Workspace, tmp_path: Path, *texts: str) -> Plan:
    chosen = plan(workspace, tmp_path, *texts, adopt=True)
    workspace.apply(chosen)
    return chosen


def counts(chosen: Plan) -> tuple[int, int, int, int]:
    """Return how many entities are new, changed and unchanged, and how many problems there are."""
    new, changed, unchanged = (chosen.count(status) for status in Status)
    return new, changed, unchanged, len(chosen.problems)


def values(workspace: Workspace) -> list[str]:
    return sorted(str(each.value) for each in workspace.figures())


def test_a_measure_that_is_not_there_is_a_problem_with_a_suggestion(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Measure,2023-24 Q1\nPeople in their own homes,5\n")
    chosen = plan(workspace, tmp_path, "Measure,2023-24 Q2\nPeople in their own home,6\nSomething else,7\n")
    assert [each.place for each in chosen.problems] == ["Table!A2", "Table!A3"]
    assert "Is it “People in their own homes”?" in chosen.problems[0].problem
    assert "Is it" not in chosen.problems[1].problem
    assert all("not here yet are made" in each.remedy for each in chosen.problems)
    assert chosen.changes_nothing or chosen.items == ()


def test_titles_match_whatever_their_case_spaces_and_full_stop(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Measure,2023-24 Q1\nPeople at home.,5\n")
    chosen = plan(workspace, tmp_path, "Measure,2023-24 Q2\nPEOPLE  at home,6\n")
    assert counts(chosen) == (1, 0, 0, 0)


def test_codes_match_within_their_framework(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Framework,Code,Measure,2023-24 Q1\nA,1A,Old name,5\nB,1A,Other thing,6\n")
    chosen = plan(workspace, tmp_path, "Framework,Code,Measure,2023-24 Q1\nA,1A,New name,7\n")
    assert counts(chosen) == (0, 1, 0, 0)
    workspace.apply(chosen)
    assert values(workspace) == ["6", "7"]


def test_a_title_in_two_frameworks_means_neither_without_its_framework(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Framework,Measure,2023-24 Q1\nA,Visits,5\nB,Visits,6\n")
    assert len(workspace.measures()) == 2
    unsaid = plan(workspace, tmp_path, "Measure,2023-24 Q1\nVisits,7\n")
    assert counts(unsaid) == (0, 0, 0, 1)
    assert "2 measures of this name (“A:M001”, “B:M001”)" in unsaid.problems[0].problem
    said = plan(workspace, tmp_path, "Framework,Measure,2023-24 Q1\nB,Visits,7\n")
    assert counts(said) == (0, 1, 0, 0)


def test_a_title_that_its_framework_has_twice_is_never_made_a_third_time(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Framework,Code,Measure,2023-24 Q1\nA,1,Visits,5\nA,2,Visits,6\n")
    table = "Framework,Measure,2023-24 Q1\nA,Visits,7\n"
    assert counts(adopt(workspace, tmp_path, table)) == (0, 0, 0, 1)
    assert len(workspace.measures()) == 2


def test_a_measure_that_grows_by_a_part_is_still_one_measure(workspace: Workspace, tmp_path: Path) -> None:
    head = "Framework,Measure,Part,2023-24 Q1\n"
    adopt(workspace, tmp_path, f"{head}A,Visits,Users,5\n")
    adopt(workspace, tmp_path, f"{head}A,Visits,Carers,6\n", f"{head}A,Visits,Staff,7\n")
    assert workspace.measure("Visits").parts == ("Users", "Carers", "Staff")


def test_two_lines_that_contradict_each_other_are_a_problem(workspace: Workspace, tmp_path: Path) -> None:
    chosen = adopt(workspace, tmp_path, "Measure,2023-24 Q1\nVisits,5\nVisits,6\n")
    (problem,) = chosen.problems
    assert (problem.place, problem.text) == ("Table!B3", "6")
    assert "Table!B2 gives another value" in problem.problem
    assert values(workspace) == ["5"]


def test_two_lines_that_say_the_same_are_no_problem(workspace: Workspace, tmp_path: Path) -> None:
    assert adopt(workspace, tmp_path, "Measure,2023-24 Q1\nVisits,5\nVisits,5\n").problems == ()


def test_two_returns_that_contradict_each_other_are_a_problem(workspace: Workspace, tmp_path: Path) -> None:
    one, other = "Framework,Measure,2023-24 Q1\nA,Visits,5\n", "Framework,Measure,2023-24 Q1\nA,Visits,6\n"
    chosen = adopt(workspace, tmp_path, one, other)
    assert len(chosen.problems) == 1
    assert len(chosen.measures) == 1
    assert values(workspace) == ["5"]


def test_a_correction_is_a_change_and_the_earlier_value_stays_in_the_log(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Measure,2023-24 Q1,2023-24 Q2\nVisits,5,6\n")
    chosen = adopt(workspace, tmp_path, "Measure,2023-24 Q1,2023-24 Q2\nVisits,5,7\n")
    assert counts(chosen) == (0, 1, 1, 0)
    (change,) = workspace.history(workspace.measure("Visits"), Q2, limit=1)
    assert isinstance(change.before, Figure)
    assert isinstance(change.after, Figure)
    assert (str(change.before.value), str(change.after.value)) == ("6", "7")


def test_an_import_is_one_step_and_undone_as_one(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Section,Measure,2023-24 Q1,Comments\nHome,Visits,5,Fewer than planned\n")
    assert len(workspace.steps()) == 1
    workspace.undo()
    assert (workspace.figures(), workspace.measures(), workspace.sections()) == ((), (), ())
    workspace.redo()
    assert values(workspace) == ["5"]


def test_a_figure_leads_back_to_its_cell_and_file(workspace: Workspace, tmp_path: Path) -> None:
    text = "Measure,2023-24 Q1\nVisits,5\n"
    adopt(workspace, tmp_path, text)
    (figure,) = workspace.figures()
    assert figure.place == "Table!B2"
    assert figure.file is not None
    assert workspace.file_content(figure.file).decode() == text


def test_a_figure_leads_back_to_the_name_that_its_file_had(workspace: Workspace, tmp_path: Path) -> None:
    path, renamed = tmp_path / "July.csv", tmp_path / "Copy of July.csv"
    path.write_text("Measure,2023-24 Q1,2023-24 Q2\nVisits,5,6\n", encoding="utf-8")
    workspace.apply(workspace.plan_import([read_return(path)], adopt=True))
    workspace.clear_figure(workspace.figures(period=Q2)[0])
    workspace.apply(workspace.plan_import([read_return(path.rename(renamed))]))
    assert [each.name for each in workspace.imported_files().values()] == ["July.csv"]


def test_a_new_part_widens_the_measure_when_adopting(workspace: Workspace, tmp_path: Path) -> None:
    adopt(workspace, tmp_path, "Measure,Part,2023-24 Q1\nVisits,Users,5\n")
    adopt(workspace, tmp_path, "Measure,Part,2023-24 Q1\nVisits,Carers,6\n")
    assert workspace.measure("Visits").parts == ("Users", "Carers")
    assert [row.part for row in workspace.scorecard(Q2.previous()).rows] == ["Users", "Carers"]


def test_a_commentary_that_somebody_wrote_is_kept_and_said(workspace: Workspace, tmp_path: Path) -> None:
    table = "Measure,2023-24 Q2,Comments\nVisits,5,{}\n"
    adopt(workspace, tmp_path, table.format("As printed"))
    workspace.comment(workspace.measure("Visits"), Q2, "In our own words.")
    chosen = adopt(workspace, tmp_path, table.format("As printed again"))
    assert [each.text for each in workspace.commentaries(Q2)] == ["In our own words."]
    (notice,) = (each for each in chosen.notices if isinstance(each, Problem) and "was kept" in each.problem)
    assert notice.text == "As printed again"


def test_a_printed_commentary_is_replaced_by_the_next_printed_one(workspace: Workspace, tmp_path: Path) -> None:
    table = "Measure,2023-24 Q2,Comments\nVisits,5,{}\n"
    adopt(workspace, tmp_path, table.format("As printed"))
    adopt(workspace, tmp_path, table.format("As printed again"))
    (said,) = workspace.commentaries(Q2)
    assert (said.text, said.subject) == ("As printed again", Subject.MEASURE)


def test_planning_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    plan(workspace, tmp_path, "Measure,2023-24 Q1\nVisits,5\n", adopt=True)
    assert (workspace.measures(), workspace.steps(), workspace.imported_files()) == ((), [], {})
