"""What was known on a date: a freedom-of-information request, answered from the file as it was."""

import csv
import json
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ascdesk.errors import UserError
from ascdesk.model import Rating
from ascdesk.periods import Period, PeriodKind
from ascdesk.returns.reading import read_return
from ascdesk.workspace import Workspace
from db.store import create, open_store
from tests.conftest import ROOT, command, done

_SCORECARD = ROOT / "resources" / "samples" / "scorecard.xlsx"
_PERIOD, _SHOWN = Period.quarter(2020, 2), "2020-21 Q2"
_STAY = "Average length of stay in START reablement (days)"
_MARCH = [datetime(2021, 3, day, 11, 30, tzinfo=UTC) for day in range(1, 8)]


class Calendar:
    """A clock that stands at the noon that a test sets."""

    def __init__(self) -> None:
        self.now = _MARCH[0]

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def file(tmp_path: Path, calendar: Calendar) -> Path:
    """A file in which something was done on each of the first days of March 2021.

    Imported on the 1st, revised on the 2nd, rated by hand on the 3rd, another rule on the 4th, undone on the 5th.
    """
    path = tmp_path / "Quarter.ascdesk"
    workspace = Workspace(create(path, author="Ann", clock=calendar), "Ann", calendar)
    workspace.apply(workspace.plan_import([read_return(_SCORECARD, None, None)], adopt=True))
    stay = workspace.measure(_STAY)
    calendar.now = _MARCH[1]
    workspace.set_figure(stay, _PERIOD, "18")
    calendar.now = _MARCH[2]
    workspace.override_rating(stay, _PERIOD, Rating.RED, "Counted twice.")
    calendar.now = _MARCH[3]
    workspace.use_preset("direction only", stay.framework)
    workspace.redefine(
        stay,
        replace(workspace.measure("M010"), title="Days in reablement"),
        Period.year(2021),
        comparable=True,
        reason="A shorter name",
    )
    calendar.now = _MARCH[4]
    workspace.undo()
    workspace.close()
    return path


def _row(file: Path, day: str) -> dict[str, Any]:
    rows = done("scorecard", file, "--period", _SHOWN, "--as-at", day, "--json").json["rows"]
    return next(each for each in rows if each["code"] == "M010")


def test_a_scorecard_is_judged_by_the_figures_and_rules_of_the_day(file: Path) -> None:
    first, second, third, fourth = (_row(file, f"2021-03-0{day}") for day in range(1, 5))
    assert (first["display"], first["rating"]) == ("Not available", "none")
    assert (second["display"], second["rating"]) == ("18", "green")
    assert (third["rating"], third["rating_override"]) == ("red", {"by": "Ann", "reason": "Counted twice."})
    assert (second["rating_rule"], fourth["rating_rule"]) == (
        "The figure against the year’s target", "Direction of travel only",
    )  # fmt: skip


def test_what_was_undone_is_there_until_it_was(file: Path) -> None:
    titles = [
        next(each["title"] for each in done("measures", file, "--as-at", day, "--json").json["measures"][9:])
        for day in ("3 March 2021", "4 March 2021", "5 March 2021")
    ]
    assert titles == [_STAY, "Days in reablement", _STAY]


@pytest.mark.parametrize("day", ["2021-03-02", "2021/03/02", "2021/3/2", "2 March 2021", "02/03/2021", "2/3/21"])
def test_british_dates_are_read(file: Path, day: str) -> None:
    found = done("figures", file, "--measure", _STAY, "--as-at", day, "--json").json
    assert found["as_at"] == "2021-03-02"
    assert next(each["value"] for each in found["figures"] if each["period"] == _SHOWN) == "18"


def test_every_command_that_shows_something_says_which_day_it_is_as_at(file: Path) -> None:
    for view in (
        "measures",
        "figures",
        "commentaries",
        "scorecard",
        "reconcile",
        "check",
        "rules",
        "history",
        "calendar",
    ):
        period = ("--period", _SHOWN) if view in ("commentaries", "scorecard", "reconcile", "check") else ()
        said = done(view, file, *period, "--as-at", "3 March 2021")
        assert said.out.startswith("As it was on 3 March 2021:\n"), view
        assert done(view, file, *period, "--as-at", "3 March 2021", "--json").json["as_at"] == "2021-03-03"
        assert "as_at" not in done(view, file, *period, "--json").json


def test_history_ends_with_the_day(file: Path) -> None:
    then = done("history", file, _STAY, _SHOWN, "--as-at", "2021-03-02", "--json").json["history"]
    assert [(each["kind"], each["after"]) for each in then] == [("figure", "18"), ("figure", "[x]")]


def test_a_day_to_come_is_refused_and_so_is_one_before_the_file_began(file: Path, tmp_path: Path) -> None:
    said = command("measures", file, "--as-at", "1 January 2999")
    assert (said.status, said.out) == (1, "")
    assert said.err.startswith("ascdesk: 1 January 2999 has not come yet.\nGive a day up to today, ")
    out = ("export", "--report", "scorecard", tmp_path / "Then.xlsx")
    for name, *more in (["measures"], ["scorecard"], ["figures", "--json"], ["check"], ["calendar"], out):
        for day in ("28 February 2021", "1 May 1955"):
            said = command(name, file, *more, "--as-at", day)
            assert (said.status, said.out) == (1, ""), name
            assert said.err == "ascdesk: The file began on 1 March 2021.\nGive a later day.\n"
    assert command("measures", file, "--as-at", "yesterday").status == 2


def test_nothing_is_changed_in_the_past(file: Path) -> None:
    before = done("history", file, "--json").json
    said = command("rules", file, "--preset", "tolerance", "--as-at", "2 March 2021")
    assert (said.status, said.out) == (1, "")
    assert said.err == (
        "ascdesk: The file is shown as it was on 2 March 2021, so nothing can be changed.\nGo back to today first.\n"
    )
    assert done("history", file, "--json").json == before


def test_a_report_says_which_day_it_is_as_at(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "Then.xlsx"
    said = done("export", file, "--report", "scorecard", "--period", _SHOWN, "--as-at", "2 March 2021", out)
    assert said.out == f"Wrote {out}: as it was on 2 March 2021.\n"
    book = openpyxl.load_workbook(out)
    assert "(as it was on 2 March 2021)" in str(book["Scorecard"]["A1"].value)
    notes = {row[0].value: row[1].value for row in book["Notes"].iter_rows()}
    assert str(notes["As at"]).startswith("As it was on 2 March 2021:")
    table = tmp_path / "Then.csv"
    done("export", file, "--report", "figures", "--as-at", "1 March 2021", table)
    with table.open(encoding="utf-8-sig", newline="") as stream:
        lines = list(csv.DictReader(stream))
    assert {line["As at"] for line in lines} == {"2021-03-01"}
    assert next(line for line in lines if line["Measure"] == _STAY and line["Period"] == _SHOWN)["Value"] == ""
    now = tmp_path / "Now.csv"
    done("export", file, "--report", "figures", now)
    assert "As at" not in now.read_text(encoding="utf-8-sig")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone cannot be set here")
def test_a_day_ends_with_its_midnight_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In British summer 23:30 of universal time is half an hour into the next day."""
    monkeypatch.setenv("TZ", "Europe/London")
    time.tzset()
    late = datetime(2021, 7, 1, 23, 30, tzinfo=UTC)
    path = tmp_path / "Late.ascdesk"
    workspace = Workspace(create(path, author="Ann", clock=lambda: late), "Ann", lambda: late)
    try:
        workspace.apply(workspace.plan_import([read_return(_SCORECARD, None, None)], adopt=True))
        assert workspace.today() == date(2021, 7, 2)
        assert workspace.as_at(date(2021, 7, 1)).measures() == ()
        assert len(workspace.as_at(date(2021, 7, 2)).measures()) == 31
        assert [each.day for each in workspace.days_changed()] == [date(2021, 7, 2)]
        with pytest.raises(UserError, match="3 July 2021 has not come yet"):
            workspace.as_at(date(2021, 7, 3))
    finally:
        workspace.close()
        monkeypatch.undo()
        time.tzset()


def test_the_past_is_of_its_own_day_and_closing_it_leaves_the_file_open(file: Path) -> None:
    now = Workspace(open_store(file, author="Ann"), "Ann")
    then = now.as_at(date(2021, 3, 2))
    assert (then.day, then.today(), now.day) == (date(2021, 3, 2), date(2021, 3, 2), None)
    assert then.default_period() == _PERIOD
    assert then.measure(_STAY).title == _STAY
    assert then.chart(then.measure(_STAY), kind=PeriodKind.QUARTER) is not None
    assert then.undoable() is None
    then.close()
    now.set_figure(now.measure("M010"), _PERIOD, "17")
    assert now.as_at(date(2021, 3, 2)).as_at(date(2021, 3, 1)).scorecard(_PERIOD).period == _PERIOD
    with pytest.raises(UserError, match="3 March 2021 has not come yet"):
        then.as_at(date(2021, 3, 3))
    now.close()


def test_what_is_written_after_the_day_is_never_seen(file: Path) -> None:
    before = json.dumps(done("scorecard", file, "--period", _SHOWN, "--as-at", "3 March 2021", "--json").json)
    done("set", file, "M010", _SHOWN, "99", "--reason", "Recounted")
    done("lock", file, _SHOWN, "--reason", "Published")
    done("unlock", file, _SHOWN, "--reason", "A late figure")
    done("undo", file)
    after = json.dumps(done("scorecard", file, "--period", _SHOWN, "--as-at", "3 March 2021", "--json").json)
    assert after == before
