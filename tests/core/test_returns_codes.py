from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.model import Figure
from ascdesk.periods import Period
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.reading import read_return
from ascdesk.workspace import Workspace

HELD = "Code,Measure,2023-24 Q1\n1E,Adults with a learning disability in paid employment,4.9%\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with new_workspace(tmp_path / "Quarter.ascdesk") as made:
        yield made


def planned(workspace: Workspace, folder: Path, text: str, adopt: bool = False) -> Plan:
    path = folder / f"{len(text)}.csv"
    path.write_text(text, encoding="utf-8")
    return workspace.plan_import([read_return(path)], adopt)


def hold(workspace: Workspace, folder: Path) -> None:
    workspace.apply(planned(workspace, folder, HELD, adopt=True))


@pytest.mark.parametrize(
    ("typed", "value"),
    [("33/754", "4.376657824933687002652519894"), ("4.4%", "4.4"), ("4.4", "4.4"), ("0.049", None), ("£5", None)],
)
def test_a_bare_return_is_read_in_the_units_of_the_file(
    workspace: Workspace, tmp_path: Path, typed: str, value: str | None
) -> None:
    hold(workspace, tmp_path)
    found = planned(workspace, tmp_path, f"Code,2023-24 Q2\n1E,{typed}\n")
    figures = [str(item.entity.value) for item in found.items if isinstance(item.entity, Figure)]
    assert figures == ([value] if value else [])
    assert [each.place for each in found.problems] == ([] if value else ["Table!B2"])


def test_a_code_alone_finds_its_measure(workspace: Workspace, tmp_path: Path) -> None:
    hold(workspace, tmp_path)
    for text in ("Code,2023-24 Q2\n1E,5.1%\n", "Measure,2023-24 Q2\n1E,5.1%\n"):
        found = planned(workspace, tmp_path, text)
        assert (found.count(Status.NEW), found.problems, found.notices) == (1, (), ())


def test_a_reworded_title_under_its_code_is_to_be_confirmed(workspace: Workspace, tmp_path: Path) -> None:
    hold(workspace, tmp_path)
    text = "Code,Measure,2023-24 Q2\n1E,Adults with learning disability in employment,5.1%\n"
    found = planned(workspace, tmp_path, text, adopt=True)
    assert (found.count(Status.NEW), found.measures) == (1, ())
    assert "taken for 1E" in found.notices[0].problem


def test_another_measure_of_the_same_code_is_not_taken_for_it(workspace: Workspace, tmp_path: Path) -> None:
    hold(workspace, tmp_path)
    found = planned(workspace, tmp_path, "Code,Measure,2023-24 Q2\n1E,Zoo tickets,5\n")
    assert "Its code is that of" in found.problems[0].problem


def test_a_measure_without_any_value_is_not_made(workspace: Workspace, tmp_path: Path) -> None:
    found = planned(workspace, tmp_path, "Measure,Target,2023-24 Q2\nVisits,,about six\n", adopt=True)
    assert found.measures == ()
    assert [each.problem for each in found.notices] == ["No value of it could be taken, so no measure was made of it."]


def test_an_import_that_takes_nothing_is_no_step(workspace: Workspace, tmp_path: Path) -> None:
    workspace.apply(planned(workspace, tmp_path, "hello,there\n", adopt=True))
    assert workspace.steps() == []
    assert workspace.imported_files() == {}


def test_dates_with_nothing_under_them_are_no_table(workspace: Workspace, tmp_path: Path) -> None:
    found = planned(workspace, tmp_path, "2023-01-01,2023-02-01\n2023-03-01,2023-04-01\n", adopt=True)
    assert len(found.problems) == 4


def test_a_code_that_was_given_up_says_what_became_of_it(workspace: Workspace, tmp_path: Path) -> None:
    hold(workspace, tmp_path)
    held = workspace.measure("1E")
    workspace.redefine(held, replace(held, code="1EX"), Period.year(2024), comparable=True, reason="Renumbered")
    became = "1E became 1EX from 2024/25 on."
    found = planned(workspace, tmp_path, "Code,Measure,2024-25 Q1\n1E,Zoo tickets,5\n")
    assert [(each.problem, each.remedy) for each in found.problems] == [
        ("This file has no such measure, so its value was not taken.", became)
    ]
    taken = planned(workspace, tmp_path, f"Code,Measure,2024-25 Q1\n1E,{held.title},5%\n")
    assert [each.remedy for each in (*taken.problems, *taken.notices)] == [became]
    before = planned(workspace, tmp_path, f"Code,Measure,2023-24 Q2\n1E,{held.title},5%\n")
    assert (before.count(Status.NEW), before.problems, before.notices) == (1, (), ())
