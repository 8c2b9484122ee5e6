"""The workbook of a report, read back with openpyxl."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ascdesk.model import EntityId, Unit
from ascdesk.reports.cells import Amount, writable
from ascdesk.reports.files import write
from ascdesk.reports.xlsx_cells import LONGEST, fitting, overflow
from ascdesk.reports.xlsx_style import amount_format, number_format
from tests.core.test_reports_contents import SAID, contents, hostile_contents

SHEETS = ["Scorecard", "Figures", "Trends", "Trend data", "Commentary", "Notes"]
HEADS = {"Scorecard": 5, "Figures": 3, "Trend data": 3, "Commentary": 3, "Notes": 2}
HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "=cmd|' /C calc'!A0",
    "+44 20 7946 0000",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\x00=1+1",
    "#N/A",
    "42",
    "bell\x07 and half a pair \ud800",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("xlsx") / "Scorecard.XLSX"
    write("scorecard", contents(), out)
    return out


@pytest.fixture(scope="module")
def book(path):
    return load_workbook(path)


def rows_of(sheet: Worksheet, head: int) -> list[dict]:
    """Every row under the header row, as cells by heading."""
    headings = [cell.value for cell in sheet[head]]
    return [dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(min_row=head + 1)]


def charts_of(book) -> list:
    return book["Trends"]._charts


def scorecard_row(book, code: str, part: str | None = None) -> dict:
    rows = rows_of(book["Scorecard"], 5)
    return next(row for row in rows if (row["Code"].value, row["Part"].value) == (code, part))


def test_the_sheets_stand_in_order(book):
    assert book.sheetnames == SHEETS


def test_the_lines_above_the_scorecard_say_what_it_is(book):
    assert [book["Scorecard"].cell(row, 1).value for row in range(1, 4)] == [
        "Adult social care scorecard",
        "Quarter 2 2023/24",
        "Rated: 4 (1 Green, 2 Amber, 1 Red). Not rated: 3. Given by hand: 1.",
    ]


@pytest.mark.parametrize(
    ("code", "part", "heading", "value", "shown"),
    [
        ("A1", None, "Current value", 0.412, '0.0%" [p]"'),
        ("A1", None, "Outturn 2022/23", 0.8165, "0.0%"),
        ("A1", None, "Earlier figure", 0.792, "0.0%"),
        ("A1", None, "Target", 0.85, "0.0%"),
        ("A1", None, "Comparator value", 0.823, "0.0%"),
        ("A1", None, "Rank", 126, '0"/150 (=)"'),
        ("A2", None, "Current value", 304.5, "#,##0.0"),
        ("A3", "Users", "Current value", 0.66, "0%"),
        ("B1", None, "Current value", -1466, '"£"#,##0'),
        ("B2", None, "Current value", 2122, "#,##0"),
        ("B3", None, "Current value", 0.396, '#,##0.000" [e][b]"'),
    ],
)
def test_numbers_are_numbers_that_look_right(book, code, part, heading, value, shown):
    cell = scorecard_row(book, code, part)[heading]
    assert (cell.data_type, cell.value, cell.number_format) == ("n", value, shown)


@pytest.mark.parametrize(
    ("unit", "decimals", "shown"),
    [
        (Unit.PERCENT, 2, "0.00%"),
        (Unit.POUNDS, 2, '"£"#,##0.00'),
        (Unit.POUNDS_MILLION, 1, '"£"#,##0.0"m"'),
        (Unit.DAYS, 0, "#,##0"),
    ],
)
def test_a_unit_has_its_format(unit, decimals, shown):
    assert number_format(unit, decimals) == shown
    assert amount_format(Amount(Decimal(1), unit, decimals)) == shown


def test_what_is_no_number_is_said_in_words(book):
    assert scorecard_row(book, "A3", "Carers")["Current value"].value == "No carers survey"
    assert scorecard_row(book, "B2")["Target"].value == "To reduce"
    assert scorecard_row(book, "B3")["Outturn 2022/23"].value is None


@pytest.mark.parametrize(
    ("code", "part", "said", "dark", "light"),
    [
        ("A1", None, "■ R Red", "00B3231B", "00FBE6E4"),
        ("A2", None, "▲ A Amber", "008A5300", "00FCF0DA"),
        ("A3", "Users", "● G Green", "0000703C", "00E2F1E9"),
        ("B1", None, "○ Not rated", "005A6570", "00ECEFF2"),
    ],
)
def test_a_rating_is_letter_word_and_fill(book, code, part, said, dark, light):
    cell = scorecard_row(book, code, part)["Rating"]
    assert cell.value == said
    assert (cell.font.color.rgb, cell.font.bold, cell.fill.fgColor.rgb) == (dark, True, light)


def test_every_judgement_has_its_sentence(book):
    row = scorecard_row(book, "A1")
    assert row["Why"].value == "41.2% is below the floor of 80.0%: Red."
    assert (row["Direction"].value, row["Compared with"].value) == ("▼ Worse", "previous period")
    assert row["Base period"].value == "Quarter 1 2023/24"
    assert "down from 79.2%" in row["Why this direction"].value
    assert scorecard_row(book, "B2")["Direction"].value == "▼ Better"
    assert scorecard_row(book, "B1")["Direction"].value == "▼ Down"
    assert scorecard_row(book, "B3")["Direction"].value == "Not compared"


def test_an_override_names_its_person(book):
    row = scorecard_row(book, "B2")
    assert row["Rating"].value == "▲ A Amber"
    assert row["Why"].value.startswith("J. Rowe rated this Amber: The list was cleaned.")


def test_the_newest_england_is_shown_with_its_year(book):
    row = scorecard_row(book, "A1")
    assert (row["Comparator"].value, row["Comparator value"].value) == ("England", 0.823)
    assert row["Comparator year"].value == "2022/23"
    assert row["Other comparators"].value == "England: 81.8% (2021/22); South East: 80.1%, rank 3 (2022/23)"


def test_commentary_keeps_its_lines_and_status(book):
    row = scorecard_row(book, "A1")
    assert (row["Commentary"].value, row["Commentary status"].value) == (SAID, "draft")
    assert row["Commentary"].alignment.wrap_text
    assert [cell.value for cell in book["Commentary"][4]] == ["Money", "Spending is under control.", None]


def test_every_figure_is_a_row(book):
    rows = rows_of(book["Figures"], 3)
    assert len(rows) == len(contents().figures)
    row = next(row for row in rows if row["Code"].value == "A1" and row["Period"].value == "2023-24 Q2")
    assert {heading: cell.value for heading, cell in row.items()} == {
        "Framework": "Corporate plan 2023-24",
        "Code": "A1",
        "Measure": "People still at home 91 days after discharge",
        "Part": None,
        "Series": None,
        "Period": "2023-24 Q2",
        "Value": 0.412,
        "Unit": "percent",
        "Polarity": "Higher",
        "Numerator": 3221,
        "Denominator": 7818,
        "Marker": None,
        "Flags": "[p]",
        "As read": "41.2% (3,221/7818)",
        "Note": "Counted late",
        "Source": "q2.xlsx, Sheet1!C4",
    }


def test_markers_have_a_column_and_no_value(book):
    row = next(row for row in rows_of(book["Figures"], 3) if row["Part"].value == "Carers")
    assert (row["Value"].value, row["Marker"].value) == (None, "[z]")
    assert row["As read"].value == "No carers survey"


def test_a_number_too_long_for_a_cell_is_kept_as_text(book):
    row = next(row for row in rows_of(book["Figures"], 3) if row["Code"].value == "B3")
    assert (row["Value"].value, row["As read"].value) == (0.396, "0.39600000000000000001")


def test_a_fractional_numerator_keeps_its_places(book):
    rows = rows_of(book["Figures"], 3)
    cell = next(row["Numerator"] for row in rows if row["Denominator"].value == 820)
    assert (cell.value, cell.number_format) == (19.5, "#,##0.0")


@pytest.mark.parametrize("name", ["Scorecard", "Figures", "Trend data", "Commentary", "Notes"])
def test_a_sheet_is_one_table_without_merged_cells(book, name):
    sheet = book[name]
    assert list(sheet.tables) == [name.replace(" ", "_")]
    table = sheet.tables[name.replace(" ", "_")]
    assert table.ref == f"A{HEADS[name]}:{sheet.dimensions.split(':')[1]}"
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[HEADS[name]]]
    assert not sheet.merged_cells.ranges


def test_table_names_are_unique(book):
    names = [table for sheet in book for table in sheet.tables]
    assert len(names) == len(set(names)) == 5


@pytest.mark.parametrize("name", ["Scorecard", "Figures", "Trend data", "Commentary", "Notes"])
def test_a_sheet_is_set_up_for_printing(book, name):
    sheet, head = book[name], HEADS[name]
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.oddFooter.right.text == "Page &P of &N"
    assert sheet.freeze_panes.endswith(str(head + 1))
    assert sheet.sheet_view.selection[0].activeCell == "A1"


def test_only_the_long_reasons_stay_off_paper(book):
    sheet = book["Scorecard"]
    last = sheet.print_area.split(":")[1].replace("$", "")
    headings = [cell.value for cell in sheet[5]]
    column = sheet[last].column
    assert headings[column - 1 :] == [
        "Commentary status", "Other comparators", "Why this direction", "Significance", "Rule", "Forecast",
        "Gap in people", "Made up of",
    ]  # fmt: skip


def test_charts_read_their_numbers(book):
    charts = charts_of(book)
    data = rows_of(book["Trend data"], 3)
    assert [row["Period"].value for row in data[:2]] == ["Q2 21/22", "Q3 21/22"]
    assert len(charts) == 2
    references = [[series.val.numRef.f for series in chart.series] for chart in charts]
    assert references == [
        ["'Trend data'!$E$4:$E$12", "'Trend data'!$F$4:$F$12", "'Trend data'!$G$4:$G$12"],
        ["'Trend data'!$E$13:$E$15", "'Trend data'!$F$13:$F$15"],
    ]
    assert [chart.series[0].cat.strRef.f for chart in charts] == [
        "'Trend data'!$D$4:$D$12",
        "'Trend data'!$D$13:$D$15",
    ]


def test_charts_show_their_axes_and_gaps(book):
    for chart in charts_of(book):
        assert chart.x_axis.delete is False
        assert chart.y_axis.delete is False
        assert chart.x_axis.title
        assert chart.y_axis.title
        assert chart.display_blanks == "gap"
        assert [series.tx.v for series in chart.series][:2] == ["Figure", "Target 2023/24"]


def test_charts_stand_beside_one_another(book):
    places = [(chart.anchor._from.col, chart.anchor._from.row) for chart in charts_of(book)]
    assert places == [(0, 3), (8, 3)]


def test_four_charts_fill_a_page(tmp_path):
    full = contents()
    row = next(row for row in full.scorecard.rows if row.measure.code == "A2")
    rows = [replace(row, measure=replace(row.measure, id=EntityId(str(number)))) for number in range(9)]
    write("scorecard", replace(full, scorecard=replace(full.scorecard, rows=tuple(rows))), tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    assert [chart.anchor._from.row for chart in charts_of(book)] == [3, 3, 18, 18, 33, 33, 48, 48, 63]
    assert [page.id for page in book["Trends"].row_breaks.brk] == [32, 62]


def test_a_charts_title_is_short_and_its_words_can_be_written(tmp_path):
    full = contents()
    row = next(row for row in full.scorecard.rows if row.measure.code == "A2")
    row = replace(row, measure=replace(row.measure, title="Admissions\x07 of people " * 9, unit_label="per\x00 head"))
    write("scorecard", replace(full, scorecard=replace(full.scorecard, rows=(row,))), tmp_path / "out.xlsx")
    book = load_workbook(tmp_path / "out.xlsx")
    (chart,) = charts_of(book)
    words = [title.tx.rich.p[0].r[0].t for title in (chart.title, chart.y_axis.title)]
    assert words == ["A2 Admissions of people Admissions of people Admissions…", "per head"]


def test_the_notes_explain_every_mark(book):
    subjects = [row["Subject"].value for row in rows_of(book["Notes"], 2)]
    marks = {"[x]", "[z]", "[c]", "[low]", "[p]", "[e]", "[r]", "[b]"}
    assert marks | {"● G Green", "▲ A Amber", "■ R Red", "○ Not rated", "Direction"} <= set(subjects)
    meanings = [row["Meaning"].value for row in rows_of(book["Notes"], 2)]
    assert "Made by ASC Desk on 6 November 2023 at 09:05 from the file kent-2023-24.ascdesk." in meanings


def test_the_document_says_what_it_is(book):
    assert book.properties.title == "Adult social care scorecard, Quarter 2 2023/24"
    assert (book.properties.creator, book.properties.language) == ("ASC Desk", "en-GB")
    assert book.active.title == "Scorecard"


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_never_a_formula(tmp_path, text):
    out = tmp_path / "hostile.xlsx"
    write("scorecard", hostile_contents(text), out)
    book = load_workbook(out)
    for sheet in book:
        assert not [cell.coordinate for row in sheet for cell in row if cell.data_type in "fe"]
    with zipfile.ZipFile(out) as archive:
        assert not [name for name in archive.namelist() if b"<f>" in archive.read(name) and "worksheets" in name]
    said = {
        "Scorecard": "Section Code Measure Part Why Commentary",
        "Figures": "Framework Code Measure Part Series Dimension Category Value Note Source",
        "Commentary": "About Commentary Status",
    }
    for name, headings in said.items():
        for row in rows_of(book[name], HEADS[name])[:1]:
            for heading in headings.split():
                cell = row[heading]
                assert (cell.data_type, cell.value) == ("s", writable(text)), heading
                assert cell.quotePrefix == writable(text).startswith(("=", "+", "-", "@", "\t")), heading
    first = rows_of(book["Scorecard"], 5)[0]
    assert [first[heading].value for heading in ("Current value", "Target", "Why this direction")] == [
        writable(text)
    ] * 3
    assert writable(text) in first["Other comparators"].value


def test_a_text_too_long_for_a_cell_is_cut_and_noted(tmp_path):
    out = tmp_path / "long.xlsx"
    write("scorecard", contents("£" * LONGEST + "\U0001f4c8" * 10), out)
    book = load_workbook(out)
    said = scorecard_row(book, "A1")["Commentary"].value
    assert len(said) == LONGEST
    assert said.endswith("… [cut short, see Notes]")
    notes = [row for row in rows_of(book["Notes"], 2) if row["Subject"].value == "Text cut short"]
    assert [row["Meaning"].value for row in notes] == [
        f"Scorecard, cell S{number}: 20 characters more than the 32,767 that a cell can hold." for number in (6, 13)
    ]


def test_length_is_counted_as_excel_counts():
    assert overflow("\U0001f4c8" * 16_384) == 1
    assert overflow("x" * LONGEST) == 0
    assert len(fitting("\U0001f4c8" * 20_000).encode("utf-16-le")) <= 2 * LONGEST


@pytest.mark.parametrize("value", ["1E400", "NaN", "Infinity"])
def test_a_number_that_excel_cannot_hold_is_text(tmp_path, value):
    full = contents()
    line = replace(full.figures[0], value=Decimal(value), unit=Unit.NUMBER)
    write("figures", replace(full, figures=(line,)), tmp_path / "out.xlsx")
    cell = rows_of(load_workbook(tmp_path / "out.xlsx")["Figures"], 3)[0]["Value"]
    assert cell.data_type == "s"


def test_a_report_without_figures_says_so(tmp_path):
    empty = contents()
    empty = replace(empty, figures=(), commentaries=(), scorecard=replace(empty.scorecard, rows=()))
    write("scorecard", empty, tmp_path / "empty.xlsx")
    book = load_workbook(tmp_path / "empty.xlsx")
    assert book.sheetnames == ["Scorecard", "Figures", "Trends", "Notes"]
    assert book["Trends"]["A2"].value == "No measure has three figures of one kind of period yet."
    assert not book["Scorecard"].tables


def test_the_figures_report_has_figures_and_notes(tmp_path):
    write("figures", contents(), tmp_path / "figures.xlsx")
    book = load_workbook(tmp_path / "figures.xlsx")
    assert book.sheetnames == ["Figures", "Notes"]
    subjects = [row["Subject"].value for row in rows_of(book["Notes"], 2)]
    assert not {"● G Green", "Period"} & set(subjects)
    assert {"*", "Polarity", "[x]"} <= set(subjects)


def test_the_figures_report_names_no_period_as_it_has_them_all(tmp_path):
    write("figures", contents(), tmp_path / "figures.xlsx")
    book = load_workbook(tmp_path / "figures.xlsx")
    said = [str(cell.value) for row in book["Notes"] for cell in row] + [book["Figures"]["A1"].value]
    assert not [text for text in (*said, book.properties.title) if "Quarter 2" in text]


def test_a_lone_target_is_a_dash_as_it_has_no_line(book, tmp_path):
    full = contents()
    row = replace(full.scorecard.rows[0], figure=None)
    write("scorecard", replace(full, scorecard=replace(full.scorecard, rows=(row,))), tmp_path / "out.xlsx")
    for chart, symbol in ((charts_of(load_workbook(tmp_path / "out.xlsx"))[0], "dash"), (charts_of(book)[0], None)):
        assert [series.marker.symbol for series in chart.series] == ["circle", symbol, symbol]


def test_openpyxl_is_loaded_only_when_a_workbook_is_written():
    check = "import sys, ascdesk.reports.files; sys.exit('openpyxl' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
