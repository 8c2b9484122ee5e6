"""What the checks find in the samples, which is what is wrong with the real reports, and hardly anything else."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.checking.findings import Finding
from ascdesk.checking.values import Check
from ascdesk.samples import SAMPLES
from ascdesk.workspace import Workspace
from tests.conftest import SHARED, done, needs_shared

# Beyond these, nothing that the checks say of the published figures is right.
RIGHT = {
    "ascof": {
        ("2Cii", "", Check.RANK, "England (Published data) ranks 152 councils now and ranked 153 before"),
        ("4A", "", Check.RANK, "England ranks 150 councils now and ranked 155 before"),
        ("4B", "", Check.BENCHMARK, "England 86.4% is of 2015/16"),
        ("1Cia", "", Check.CUT_OFF, "99.7% is cut off, not rounded: 3,689 of 3,698 is 99.757%"),
        ("1Ciia", "", Check.CUT_OFF, "46.8% is cut off, not rounded: 1,733 of 3,698 is 46.863%"),
    },
    "scorecard": {
        (f"M{number:03}", "", Check.BENCHMARK, f"{value}% is England’s value of 2018/19")
        for number, value in ((8, "82.4"), (9, "2.8"), (14, "28.3"), (15, "73.4"), (23, "5.9"), (24, "77.4"))
    },
    "monthly": {
        ("M006", "", Check.BENCHMARK, "England 92.20% is labelled 2021/22, but it is the value of 2020/21"),
        ("M007", "", Check.BENCHMARK, "England 26.60% is labelled 2021/22, but it is the value of 2020/21"),
        ("M018", "", Check.DIFFERENCE, "The report printed +1.22 percentage points"),
    },
    "kent": set(),
    "outcomes": set(),
    # Two of its figures were made wrong on purpose, and are shown in the README.
    "anytown": {
        ("SG05", "", Check.STATED, "96.8% is printed, but 209 of 221 is 94.6%"),
        ("CX03", "", Check.SLIP, "420 is about ten times what it has been"),
    },
}


@pytest.fixture(scope="module", params=SAMPLES)
def sampled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Workspace]]:
    path = tmp_path_factory.mktemp("sample") / f"{request.param}.ascdesk"
    with new_workspace(path, request.param) as workspace:
        yield request.param, workspace


def warnings(workspace: Workspace) -> dict[tuple[str, ...], Finding]:
    """What the checks say of every period, each thing once."""
    found: dict[tuple[str, ...], Finding] = {}
    for period in workspace.periods():
        for each in workspace.findings(workspace.scorecard(period)):
            if each.oddity:
                where = (each.line.series, each.line.dimension, each.line.category) if each.line else ()
                found.setdefault((each.row.measure.code, each.row.part, *where, each.text), each)
    return found


def test_the_checks_find_what_is_wrong_and_hardly_anything_else(sampled: tuple[str, Workspace]) -> None:
    name, workspace = sampled
    figures = sum(each.value is not None for each in workspace.figures())
    said = [(each.row.measure.code, each.row.part, each.oddity.check, each.text)
            for each in warnings(workspace).values() if each.oddity]  # fmt: skip
    for code, part, check, text in RIGHT[name]:
        assert [each for each in said if each[:3] == (code, part, check) and each[3].startswith(text)], (code, text)
    false = [
        each for each in said if not any(each[:3] == one[:3] and each[3].startswith(one[3]) for one in RIGHT[name])
    ]
    assert len(false) <= 2 * figures / 100, false
    if name != "anytown":
        assert false == []


def test_of_the_31_fractions_two_are_cut_off_and_the_others_round(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ascof.ascdesk", "ascof") as workspace:
        fractions = [each for each in workspace.figures() if each.denominator and each.value is not None]
        said = [each for each in warnings(workspace).values() if each.oddity and each.oddity.check in
                (Check.CUT_OFF, Check.STATED)]  # fmt: skip
        assert len(fractions) >= 30
        assert {(each.row.measure.code, str(each.period)) for each in said} == {
            ("1Cia", "2016-17"), ("1Ciia", "2016-17"),
        }  # fmt: skip


@needs_shared
def test_a_rate_per_10000_that_was_not_taken_is_a_flag_on_its_cell(file: Path) -> None:
    done("import", file, SHARED / "returns" / "ascof-2017-18-q2.xlsx", "--adopt")
    found = done("check", file, "--period", "2017-18 Q2", "--json").json["findings"]
    (flag,) = (each for each in found if each["check"] == "flag" and each["period"] == "2017-18 Q2")
    assert (flag["code"], flag["part"], flag["series"]) == ("2Cii", "", "")
    assert "per 10,000, not per 100,000" in flag["text"]
    with open_workspace(file) as workspace:
        assert warnings(workspace)
