"""The report of a period's commentaries: every text once, with how far it is, as a workbook and as CSV."""

import csv
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from ascdesk.model import CommentaryStatus, Rating
from ascdesk.reports.contents import Contents
from ascdesk.reports.files import write
from ascdesk.reports.sheets import all_sheets, sheets
from ascdesk.reports.texts import text_lines, texts_table
from tests.core.test_reports_contents import SAID, contents

HEADS = ["Section", "Code", "About", "Part", "Rating", "Commentary", "Status", "Author", "Reviewer’s remark"]


def sent_back(full: Contents) -> Contents:
    """The report with its one measure's commentary sent back."""
    rows = tuple(
        replace(row, commentary=replace(row.commentary, status=CommentaryStatus.RETURNED, remark="Say why."))
        if row.commentary
        else row
        for row in full.scorecard.rows
    )
    return replace(full, scorecard=replace(full.scorecard, rows=rows))


def test_measures_come_first_and_then_sections() -> None:
    lines = list(text_lines(contents()))
    assert [(each.about == "Money", each.text) for each in lines] == [
        (False, SAID), (True, "Spending is under control."),
    ]  # fmt: skip
    assert isinstance(lines[0].rating, Rating)
    assert lines[1].rating is None


def test_a_measure_in_two_sections_has_its_text_once() -> None:
    full = contents()
    doubled = replace(full, scorecard=replace(full.scorecard, rows=full.scorecard.rows * 2))
    assert list(text_lines(doubled)) == list(text_lines(full))


def test_a_blank_text_is_no_text() -> None:
    assert [each.text for each in text_lines(contents(""))] == ["Spending is under control."]


def test_a_status_and_its_remark_stand_beside_the_text() -> None:
    first = next(text_lines(sent_back(contents())))
    assert (first.status, first.remark) == ("returned", "Say why.")


def test_the_workbook_has_the_texts_and_the_notes_that_they_need(tmp_path: Path) -> None:
    out = tmp_path / "texts.xlsx"
    write("commentaries", sent_back(contents()), out)
    book = load_workbook(out)
    assert book.sheetnames == ["Commentaries", "Notes"]
    sheet = book["Commentaries"]
    assert sheet["A1"].value == "Adult social care scorecard: commentaries"
    assert [cell.value for cell in sheet[3]] == HEADS
    assert sheet["F4"].value == SAID
    assert sheet["G4"].value == "returned"
    subjects = [row[0].value for row in book["Notes"].iter_rows(min_row=3)]
    assert subjects == ["Period", "Made", "State of the file", "● G Green", "▲ A Amber", "■ R Red", "○ Not rated"]


def test_the_csv_has_the_same_rows(tmp_path: Path) -> None:
    out = tmp_path / "texts.csv"
    write("commentaries", contents(), out)
    with out.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == HEADS
    assert [row[5] for row in rows[1:]] == [SAID, "Spending is under control."]


def test_a_report_without_texts_can_be_written(tmp_path: Path) -> None:
    full = contents("")
    write("commentaries", replace(full, commentaries=()), tmp_path / "none.xlsx")
    assert load_workbook(tmp_path / "none.xlsx")["Commentaries"].max_row == 3


def test_what_is_previewed_is_what_is_written(tmp_path: Path) -> None:
    full = contents()
    for report in ("scorecard", "figures", "commentaries"):
        out = tmp_path / f"{report}.xlsx"
        write(report, full, out)
        names = load_workbook(out).sheetnames
        shown = all_sheets(report, full)
        assert [name for name in names if name != "Trends"] == sorted(
            (table.name for table in shown), key=names.index
        )  # fmt: skip
        assert [table.name for table in sheets(report, full)] == [
            name for name in names if name not in ("Trends", "Trend data", "Notes")
        ]  # fmt: skip


def test_the_table_holds_its_first_columns_in_sight() -> None:
    assert texts_table(contents()).held == 3
