"""Rolling the Leicester sample into 2018/19: what is changed from April on leaves 2017/18 as it was printed."""

import csv
import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ascdesk import documents
from ascdesk.errors import UserError
from ascdesk.identity import target_id
from ascdesk.model import Measure, Rating, Target, TargetKind
from ascdesk.periods import Period
from ascdesk.reconciling.document import reconciliation
from ascdesk.scorecard import Row
from ascdesk.workspace import Workspace
from ascdesk.year import Fate, NewYear, Turn, questions
from db.store import open_store
from tests.conftest import done

Q2_BEFORE, YEAR_BEFORE = Period.quarter(2017, 2), Period.year(2017)
YEAR = Period.year(2018)
Q1, Q2, Q3 = (Period.quarter(2018, number) for number in (1, 2, 3))
FRAMEWORK = "ASCOF 2014-23"
# 1F is retired, 1H takes its code, 1G is counted otherwise, and 1E has its target changed in October.
RETIRED, RENUMBERED, REDEFINED, RETARGETED = "1F", "1H", "1G", "1E"


def _now() -> datetime.datetime:
    return datetime.datetime(2018, 11, 5, 9, tzinfo=datetime.UTC)


def _open(path: Path) -> Workspace:
    return Workspace(open_store(path, author="Ann Lee"), "Ann Lee", _now)


@pytest.fixture(scope="module")
def leicester(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("leicester") / "Leicester.ascdesk"
    done("new", path, "--sample", "ascof")
    return path


@pytest.fixture
def file(leicester: Path, tmp_path: Path) -> Path:
    path = tmp_path / "Leicester.ascdesk"
    path.write_bytes(leicester.read_bytes())
    return path


@pytest.fixture
def workspace(file: Path) -> Iterator[Workspace]:
    with _open(file) as made:
        yield made


def _number(measure: Measure, value: str, **more: Any) -> Target:
    key = target_id(measure.id, YEAR, start=more.get("start"))
    return Target(id=key, measure=measure.id, year=YEAR, kind=TargetKind.NUMBER, value=Decimal(value), **more)


def _turn(turn: Turn) -> Turn:
    measure = turn.measure
    if measure.code == RETIRED:
        return replace(turn, fate=Fate.RETIRE, reason="NHS Digital publishes it no longer")
    if measure.code == RENUMBERED:
        return replace(turn, fate=Fate.CHANGE, now=replace(measure, code=RETIRED))
    if measure.code == REDEFINED:
        now = replace(measure, title="Adults with a learning disability in settled accommodation", owner="R. Shah")
        return replace(turn, fate=Fate.CHANGE, now=now, comparable=False, reason="Shared lives counts from April 2018")
    return replace(turn, targets=(_number(measure, "6.8"),)) if measure.code == RETARGETED else turn


def _planned(workspace: Workspace) -> NewYear:
    offered = workspace.new_year(YEAR)
    return replace(offered, turns=tuple(map(_turn, offered.turns)))


def _begin(workspace: Workspace) -> None:
    workspace.begin_year(_planned(workspace))


def _key(workspace: Workspace) -> None:
    """Key the three quarters and the target of October."""
    for period, code, typed in (
        (Q1, "1E", "5.5%"), (Q2, "1E", "5.5%"), (Q3, "1E", "5.5%"), (Q1, "1G", "64.2%"), (Q2, "1G", "65%"),
        (Q3, "1G", "66.4%"), (Q1, "1F", "40%"), (Q2, "1F", "41.5%"), (Q3, "1F", "42%"),
    ):  # fmt: skip
        workspace.set_figure(workspace.measure(code, period), period, typed)
    aim = _number(workspace.measure("1E"), "5.4", start=Q3, approver="Scrutiny Commission", rationale="Two posts cut")
    workspace.set_target(aim)


def _row(workspace: Workspace, code: str, period: Period) -> Row:
    return next(row for row in workspace.scorecard(period).rows if row.measure.code == code)


def _printed(workspace: Workspace, folder: Path) -> dict[str, Any]:
    """Return all that 2017/18 is printed as: JSON, and what stands in the files of every report."""
    said: dict[str, Any] = {}
    for period in (Q2_BEFORE, YEAR_BEFORE):
        said[f"{period} json"] = json.dumps(documents.scorecard(workspace.scorecard(period)))
        contents = workspace.contents(period)
        figures = [line for line in contents.figures if line.period.last <= period.last]
        said[f"{period} contents"] = (contents.title, figures, contents.commentaries)
        said[f"{period} texts"] = json.dumps(documents.commentaries(workspace, workspace.commentaries(period)))
        said[f"{period} reconciled"] = json.dumps(reconciliation(workspace.reconcile(period)))
        for report in ("scorecard", "commentaries"):
            written = workspace.export(report, period, folder / f"{report}.csv")
            said[f"{period} {report} csv"] = written.read_bytes()
        book = openpyxl.load_workbook(workspace.export("scorecard", period, folder / "scorecard.xlsx"))
        said[f"{period} xlsx"] = {
            sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book.worksheets
        }
    return said


def test_2017_18_prints_as_before_once_2018_19_runs(workspace: Workspace, tmp_path: Path) -> None:
    before = _printed(workspace, tmp_path)
    _begin(workspace)
    assert _printed(workspace, tmp_path) == before
    _key(workspace)
    assert _printed(workspace, tmp_path) == before


def test_the_start_of_a_year_is_one_step(workspace: Workspace) -> None:
    held = workspace.measures(), set(workspace.targets())
    _begin(workspace)
    step = workspace.undoable()
    assert step is not None
    assert step.label == "Start 2018/19"
    after = workspace.measures(), set(workspace.targets()), workspace.definitions()
    workspace.undo()
    assert (workspace.measures(), set(workspace.targets()), workspace.definitions()) == (*held, ())
    workspace.redo()
    assert (workspace.measures(), set(workspace.targets()), workspace.definitions()) == after


def test_no_target_is_carried_over(workspace: Workspace) -> None:
    beside = {turn.measure.code: turn.last_targets for turn in workspace.new_year(YEAR).turns}
    assert [each.value for each in beside["1E"]] == [Decimal("6.6")]
    _begin(workspace)
    assert [each.value for each in workspace.targets() if each.year == YEAR] == [Decimal("6.8")]
    assert _row(workspace, "1Cia", Q1).target_display == ""


def test_a_year_with_open_questions_does_not_start(workspace: Workspace) -> None:
    offered = workspace.new_year(YEAR)
    turns = tuple(replace(turn, fate=Fate.RETIRE) if turn.measure.code == RETIRED else turn for turn in offered.turns)
    (asked,) = questions(replace(offered, turns=turns))
    assert asked.text == "Why is 1F no longer reported from 2018/19 on?"
    with pytest.raises(UserError, match=r"2018/19 cannot start yet\. Why is 1F no longer reported"):
        workspace.begin_year(replace(offered, turns=turns))
    assert workspace.definitions() == ()


def test_each_quarter_is_judged_by_the_target_that_was_in_force(workspace: Workspace) -> None:
    _begin(workspace)
    _key(workspace)
    first, then = _row(workspace, "1E", Q2), _row(workspace, "1E", Q3)
    assert (first.target_display, first.rating) == ("6.8%", Rating.RED)
    assert (then.target_display, then.rating) == ("5.4%", Rating.GREEN)
    (level,) = workspace.chart(workspace.measure("1E"), kind=Q3.kind).targets
    chart = workspace.chart(workspace.measure("1E"), kind=Q3.kind)
    at = [level.at(chart.periods.index(period)) for period in (Q2_BEFORE, Q1, Q2, Q3)]
    assert at == [Decimal("6.6"), Decimal("6.8"), Decimal("6.8"), Decimal("5.4")]
    said = next(each for each in documents.measures(workspace)["measures"] if each["code"] == "1E")["targets"]
    assert [(each["start"], each["approver"], each["rationale"]) for each in said if each["start"]] == [
        ("2018-19 Q3", "Scrutiny Commission", "Two posts cut")
    ]


def test_what_is_counted_otherwise_says_that_it_cannot_be_compared(workspace: Workspace) -> None:
    _begin(workspace)
    _key(workspace)
    row = _row(workspace, "1G", Q1)
    assert row.travel.reason == "The definition changed after 2017/18, so it cannot be compared with what was before."
    assert (row.display, _row(workspace, "1G", Q2).display) == ("64.2% [b]", "65.0%")
    chart = workspace.chart(row.measure, kind=Q1.kind)
    points = dict(zip(chart.periods, chart.lines[0].points, strict=True))
    assert [points[period].broken for period in (Q2_BEFORE, Q1, Q2)] == [False, True, False]
    assert not points[Q1].joined
    why = "the definition changed after 2017/18, shared lives counts from April 2018"
    assert f"Break at Quarter 1 2018/19: {why}." in chart.notes
    assert _row(workspace, "1G", Q2_BEFORE).measure.title.startswith("Proportion of adults with a learning disability")
    assert _row(workspace, "1G", Q2_BEFORE).measure.owner == ""


def test_a_retired_measure_takes_nothing_more_until_it_is_brought_back(workspace: Workspace) -> None:
    _begin(workspace)
    retired = next(each for each in workspace.measures() if each.last)
    assert RETIRED in {row.measure.code for row in workspace.scorecard(Q2_BEFORE).rows}
    assert retired.id not in {row.measure.id for row in workspace.scorecard(Q1).rows}
    refused = "1F was retired after 2017/18: NHS Digital publishes it no longer"
    with pytest.raises(UserError, match=refused):
        workspace.set_figure(retired, Q1, "2.5%")
    with pytest.raises(UserError, match=refused):
        workspace.comment(retired, Q1, "Fewer people.")
    with pytest.raises(UserError, match=refused):
        workspace.override_rating(retired, Q1, Rating.GREEN, "Agreed.")
    workspace.set_figure(retired, Period.quarter(2017, 4), "2.7%")
    workspace.bring_back(retired)
    assert retired.id in {row.measure.id for row in workspace.scorecard(Q1).rows}


def test_commands_find_a_measure_by_the_code_that_it_had_then(file: Path) -> None:
    with _open(file) as workspace:
        _begin(workspace)
    now, then = done("set", file, "1F", "2018-19 Q1", "40%").out, done("set", file, "1F", "2017-18 Q3", "2.6%").out
    assert now.startswith("1F Proportion of adults in contact with secondary mental health services who live")
    assert then.startswith("1F Proportion of adults in contact with secondary mental health services in paid")
    before = done("set", file, "1H", "2017-18 Q3", "39%").out
    assert before.startswith("1H Proportion of adults in contact with secondary mental health services who live")
    figures = done("figures", file, "--measure", f"{FRAMEWORK}:1F", "--json").json["figures"]
    codes = {(each["period"], each["code"]) for each in figures if each["period"] in ("2017-18 Q3", "2018-19 Q1")}
    assert codes == {("2017-18 Q3", "1H"), ("2018-19 Q1", "1F")}


def test_returns_go_to_the_measure_that_had_the_code_then(file: Path, tmp_path: Path) -> None:
    with _open(file) as workspace:
        _begin(workspace)
        lives = next(each for each in workspace.measures() if each.code == RETIRED and each.last is None)
        works = next(each for each in workspace.measures() if each.last)
    for period, code, typed in (("2017-18 Q3", "1F", "2.6%"), ("2017-18 Q4", "1H", "38%"), ("2018-19 Q1", "1F", "41%")):
        sent = tmp_path / f"{period} {code}.csv"
        with sent.open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(
                [["Framework", "Code", "Measure", "Period", "Value"], [FRAMEWORK, code, code, period, typed]]
            )
        assert done("import", file, sent, "--json").json["problems"] == []
    with _open(file) as workspace:
        held = {(each.measure, str(each.period)): each.value for each in workspace.figures()}
    assert held[works.id, "2017-18 Q3"] == Decimal("2.6")
    assert held[lives.id, "2017-18 Q4"] == Decimal(38)
    assert held[lives.id, "2018-19 Q1"] == Decimal(41)
    assert (works.id, "2018-19 Q1") not in held


def test_what_is_exported_is_imported_again_without_a_difference(file: Path, tmp_path: Path) -> None:
    with _open(file) as workspace:
        _begin(workspace)
        _key(workspace)
        sent = workspace.export("figures", Q3, tmp_path / "figures.csv")
    said = done("import", file, sent, "--dry-run", "--json").json
    assert (said["new"], said["changed"], said["problems"]) == (0, 0, [])
