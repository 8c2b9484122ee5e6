"""Workbooks with a sheet for each section and a column for each month, in words of our own."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ascdesk.model import (
    Basis,
    Commentary,
    Comparator,
    Frequency,
    PublishedJudgement,
    Section,
    Subject,
    Target,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.returns.reading import read_return
from ascdesk.returns.values import Return
from tests.conftest import done
from tests.data.sheets import figures, problems

_MONTHS = ["Apr", "May", "June"]
_COMPARED = [None, *_MONTHS, "ENG", "DIFF", "TGT"]
_DOORS: list[list[Any]] = [
    ["Front door"],
    [None, *_MONTHS],
    ["Percentage of calls answered", 17.85, 19, 0],
    ["Number of letters waiting (end of month snapshot)", 5, None, 0],
    [],
    ["Letters are read by two people, and a third is to come."],
    ["- The line was down for a day in May."],
]
_HOMES: list[list[Any]] = [
    ["Homes"],
    _COMPARED,
    ["Proportion of homes visited*", 7.61, 7.78, None, 9, 1.22, 12],
    ["The average time taken to visit (cumulative average)", 10, 12, 15, 20, -5, None],
    [],
    ["*counted by the regulator until May only"],
    ["England averages are those of year 20-21"],
]
_SHEETS = {"Front door": _DOORS, "Homes": _HOMES}
_SEPTEMBER = Period.month(2022, 9)


def _book(path: Path, sheets: dict[str, Sequence[Sequence[Any]]] = _SHEETS) -> Path:  # type: ignore[assignment]
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


@pytest.fixture
def found(tmp_path: Path) -> Return:
    return read_return(_book(tmp_path / "slides 2022-09.xlsx"))


def _of(found: Return, kind: type) -> list[Any]:
    return [each for each in (*found.structure, *found.entities) if isinstance(each, kind)]


def test_the_year_of_bare_months_comes_from_the_files_name_and_is_to_be_confirmed(found: Return) -> None:
    first = found.notices[0]
    assert (first.place, first.text) == ("slides 2022-09.xlsx", "slides 2022-09")
    assert "September 2022" in first.problem
    assert first.remedy.endswith(".")
    assert {when for _, when in figures(found)} == {"2022-04", "2022-05", "2022-06"}
    assert found.period == _SEPTEMBER


def test_the_year_may_stand_on_the_sheets_tab(tmp_path: Path) -> None:
    found = read_return(_book(tmp_path / "return.xlsx", {"June 2021": _DOORS}))
    assert [each.place for each in found.notices] == ["June 2021"]
    assert {when for _, when in figures(found)} == {"2021-04", "2021-05", "2021-06"}


def test_a_year_that_a_person_gives_needs_no_confirming(tmp_path: Path) -> None:
    found = read_return(_book(tmp_path / "slides 2022-09.xlsx"), period=Period.month(2023, 9))
    assert not any("name" in each.problem and "year" in each.problem for each in found.notices)
    assert {when for _, when in figures(found)} == {"2023-04", "2023-05", "2023-06"}


def test_a_year_that_nothing_says_is_asked_for_once(tmp_path: Path) -> None:
    found = read_return(_book(tmp_path / "return.xlsx"))
    assert (found.measures, found.entities, found.notices) == ((), (), ())
    (asked,) = found.problems
    assert (asked.place, asked.text) == ("return.xlsx", "22 cells on 2 sheets")
    assert asked.problem == "The headings “Apr”, “May” and “June” do not say which year they are of."
    assert "which period" in asked.remedy
    assert {place for place, _ in found.accounts} == {
        sheet.place(cell) for sheet in found.book.sheets for cell in sheet.cells()
    }


def test_each_sheet_is_a_section_of_the_one_report(found: Return) -> None:
    assert found.framework == "Slides"
    assert [each.title for each in _of(found, Section)] == ["Front door", "Homes"]
    assert [(each.framework, each.code) for each in found.measures] == [("Slides", f"M00{n}") for n in range(1, 5)]


def test_sheets_of_the_same_measures_are_reports_of_their_own(tmp_path: Path) -> None:
    book = _book(tmp_path / "2022-09.xlsx", {"North": _DOORS, "South": [["South"], *_DOORS[1:]]})
    assert [each.framework for each in read_return(book).measures] == ["Front door", "Front door", "South", "South"]


def test_how_measures_are_counted_is_told_by_their_names_and_columns(found: Return) -> None:
    assert [(each.unit, each.basis) for each in found.measures] == [
        (Unit.PERCENT, Basis.IN_PERIOD),
        (Unit.COUNT, Basis.SNAPSHOT),
        (Unit.PERCENT, Basis.IN_PERIOD),
        (Unit.DAYS, Basis.CUMULATIVE_AVERAGE),
    ]
    assert {each.frequency for each in found.measures} == {Frequency.MONTHLY}
    assert ("Homes!A4", "It does not say what its time is counted in; that was taken to be days.") in [
        (each.place, each.problem) for each in found.notices
    ]


def test_a_blank_is_no_figure_and_a_zero_is_one(found: Return) -> None:
    letters = {when: value for (title, when), value in figures(found).items() if title.startswith("Number")}
    assert letters == {"2022-04": "5", "2022-06": "0"}


def test_englands_year_comes_from_the_line_beneath_its_own_table(found: Return) -> None:
    assert [(each.name, each.year, str(each.value)) for each in _of(found, Comparator)] == [
        ("England", Period.year(2020), "9"),
        ("England", Period.year(2020), "20"),
    ]
    assert not any("compared with" in each.problem for each in found.notices)


def test_a_target_without_a_year_is_of_the_reports_year(found: Return) -> None:
    assert [(each.year, str(each.value)) for each in _of(found, Target)] == [(Period.year(2022), "12")]


def test_a_difference_is_worked_out_from_the_latest_month_and_no_figure(found: Return) -> None:
    wrong = [each for each in found.notices if each.place == "Homes!F3"]
    assert [each.text for each in wrong] == ["1.22"]
    assert "7.78 in May 2022 less 9 (England) is -1.22" in wrong[0].problem
    assert not any(each.place == "Homes!F4" for each in (*found.notices, *found.problems))
    assert "1.22" not in figures(found).values()
    assert problems(found) == []


def test_a_difference_is_kept_as_printed_for_the_reports_period(found: Return) -> None:
    kept = [(each.period, str(each.difference), each.rating, each.place) for each in _of(found, PublishedJudgement)]
    assert kept == [(_SEPTEMBER, "1.22", None, "Homes!F3"), (_SEPTEMBER, "-5", None, "Homes!F4")]


def test_a_difference_between_nothing_is_a_problem(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Measure", "2023-24 Q1", "Diff"], ["Contacts", 5, 2]]
    found = read_return(_book(tmp_path / "return.xlsx", {"Return": rows}))
    assert [place for place, _ in problems(found)] == ["Return!C2"]
    assert _of(found, PublishedJudgement) == []


def test_what_a_star_means_is_a_technical_note_and_the_star_no_part_of_the_name(found: Return) -> None:
    assert [(each.title, each.notes) for each in found.measures][2:] == [
        ("Proportion of homes visited", "counted by the regulator until May only"),
        ("The average time taken to visit (cumulative average)", ""),
    ]


def test_a_star_that_is_explained_nowhere_stays(tmp_path: Path) -> None:
    rows = [row for row in _HOMES if not row or not str(row[0]).startswith("*")]
    found = read_return(_book(tmp_path / "return 2022-09.xlsx", {"Homes": rows}))
    assert found.measures[0].title == "Proportion of homes visited*"


def test_remarks_beneath_a_table_are_the_one_commentary_of_its_section(found: Return) -> None:
    told = [(each.subject, each.period, each.text, each.place) for each in _of(found, Commentary)]
    assert told == [
        (
            Subject.SECTION,
            _SEPTEMBER,
            "- Letters are read by two people, and a third is to come.\n- The line was down for a day in May.",
            "Front door!A6:A7",
        ),
        (Subject.SECTION, _SEPTEMBER, "- *counted by the regulator until May only", "Homes!A6"),
    ]


def test_remarks_on_a_lone_sheet_are_of_the_whole_report(tmp_path: Path) -> None:
    found = read_return(_book(tmp_path / "return 2022-09.xlsx", {"Front door": _DOORS}))
    assert [(each.subject, each.subject_id) for each in _of(found, Commentary)] == [(Subject.REPORT, "Front door")]


def test_a_heading_with_nothing_under_it_is_no_remark(tmp_path: Path) -> None:
    rows = [*_DOORS[:4], ["Money"]]
    found = read_return(_book(tmp_path / "return 2022-09.xlsx", {"Front door": rows}))
    assert _of(found, Commentary) == []


def test_importing_it_twice_changes_nothing_and_shows_the_remarks(file: Path, tmp_path: Path) -> None:
    path = _book(tmp_path / "slides 2022-09.xlsx")
    first = done("import", file, path, "--adopt", "--json").json
    again = done("import", file, path, "--adopt", "--json").json
    assert (again["new"], again["changed"], again["unchanged"]) == (0, 0, first["new"])
    assert again["changes_nothing"]
    said = done("commentaries", file, "--period", "2022-09", "--json").json["commentaries"]
    assert {(each["subject"], each["title"], each["status"]) for each in said} == {
        ("section", "Front door", "draft"),
        ("section", "Homes", "draft"),
    }


def test_remarks_on_a_section_that_the_file_lacks_are_a_problem(file: Path, tmp_path: Path) -> None:
    told = done("import", file, _book(tmp_path / "slides 2022-09.xlsx"), "--json").json
    assert [each["place"] for each in told["problems"] if "section" in each["problem"]] == [
        "Front door!A6:A7",
        "Homes!A6",
    ]
    assert done("commentaries", file, "--period", "2022-09", "--json").json == {"commentaries": []}
