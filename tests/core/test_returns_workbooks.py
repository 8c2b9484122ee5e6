"""The importer on difficult small workbooks."""

import datetime
from pathlib import Path
from typing import Any

import pytest

from ascdesk.errors import UserError
from ascdesk.model import Comparator, Figure, Marker, Polarity, PublishedJudgement, Section, Target, Unit
from ascdesk.periods import Period
from ascdesk.returns.reading import read_return
from tests.data.sheets import HEAD, Q2, edited, figures, problems, read, workbook


def test_a_plain_table_of_measures_and_periods_is_read(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Contacts", 5, 6], ["Visits", 7, 0]])
    assert figures(found) == {
        ("Contacts", "2023-24 Q1"): "5",
        ("Contacts", "2023-24 Q2"): "6",
        ("Visits", "2023-24 Q1"): "7",
        ("Visits", "2023-24 Q2"): "0",
    }
    assert (found.problems, found.framework, found.period) == ((), "Return", Q2)
    assert [measure.code for measure in found.measures] == ["M001", "M002"]


def test_a_blank_is_no_figure(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Contacts", None, 6], ["Visits", 7, None]])
    assert figures(found) == {("Contacts", "2023-24 Q2"): "6", ("Visits", "2023-24 Q1"): "7"}


def test_a_sheet_without_a_head_is_refused_cell_by_cell(tmp_path: Path) -> None:
    found = read(tmp_path, [["Contacts", 5], ["Visits", 7]])
    assert found.entities == found.measures == ()
    assert [each.place for each in found.problems] == ["Return!A1", "Return!B1", "Return!A2", "Return!B2"]
    assert {each.problem for each in found.problems} == {"No heading on this sheet says what its columns are."}


def test_a_quarter_without_its_year_is_asked_for(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Measure", "Q1", "Aug"], ["Contacts", 5, 6]]
    asked = read(tmp_path, rows)
    assert problems(asked) == [("Return!A2:C2", "The headings “Q1” and “Aug” do not say which year they are of.")]
    assert asked.measures == asked.entities == ()
    told = read(tmp_path, rows, period=Q2)
    assert set(figures(told)) == {("Contacts", "2023-24 Q1"), ("Contacts", "2023-08")}


def test_the_title_gives_quarters_their_year(tmp_path: Path) -> None:
    found = read(tmp_path, [["Adults - Quarter 2 2023/24"], ["Measure", "Q1", "Current value"], ["Contacts", 5, 6]])
    assert figures(found) == {("Contacts", "2023-24 Q1"): "5", ("Contacts", "2023-24 Q2"): "6"}
    assert (found.framework, found.period) == ("Adults", Q2)


def test_dates_head_months(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", datetime.date(2023, 4, 1), datetime.date(2023, 5, 1)],
        ["Contacts", 4, 5],
    ]
    assert figures(read(tmp_path, rows)) == {("Contacts", "2023-04"): "4", ("Contacts", "2023-05"): "5"}


@pytest.mark.parametrize("error", ["#N/A", "#DIV/0!", "#REF!"])
def test_an_error_cell_is_a_problem(tmp_path: Path, error: str) -> None:
    found = read(tmp_path, [HEAD, ["Contacts", error, 6]])
    assert problems(found) == [("Return!B2", f"The cell says {error}.")]
    assert figures(found) == {("Contacts", "2023-24 Q2"): "6"}


def test_a_formula_without_its_result_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Contacts", "=2+3", 6]])
    assert problems(found) == [("Return!B2", "The cell holds a formula that was never calculated.")]


def test_a_formula_with_its_result_is_the_result(tmp_path: Path) -> None:
    path = workbook(tmp_path / "return.xlsx", [HEAD, ["Contacts", "=2+3", 6]])
    counted = edited(path, rb"<f>2\+3</f><v\s*/?>(</v>)?", rb"<f>2+3</f><v>5</v>")
    assert figures(read_return(counted))["Contacts", "2023-24 Q1"] == "5"


def test_hidden_rows_columns_and_sheets_are_read_and_said(tmp_path: Path) -> None:
    def hide(book: Any) -> None:
        book.active.row_dimensions[3].hidden = True
        book.active.column_dimensions["C"].hidden = True
        old = book.create_sheet("Old")
        old.append(["Measure", "2023-24 Q1"])
        old.append(["Reviews", 3])
        old.sheet_state = "hidden"

    found = read(tmp_path, [HEAD, ["Contacts", 5, 6], ["Visits", 7, 8]], None, hide)
    assert len(figures(found)) == 5
    assert [each.problem for each in found.notices] == [
        "Old: the sheet is hidden, and was read like the others.",
        "Return: 1 hidden rows were read like the others.",
        "Return: 1 hidden column ranges were read like the others.",
    ]


def test_a_sheet_that_states_its_size_wrongly_loses_no_cell(tmp_path: Path) -> None:
    path = workbook(tmp_path / "return.xlsx", [HEAD, ["Contacts", 5, 6], ["Visits", 7, 8]])
    lying = edited(path, rb'<dimension ref="[^"]*"', rb'<dimension ref="A1"')
    assert len(figures(read_return(lying))) == 4


def test_only_the_named_sheet_is_read(tmp_path: Path) -> None:
    def add(book: Any) -> None:
        other = book.create_sheet("Other")
        other.append(["Measure", "2023-24 Q1"])
        other.append(["Reviews", 3])

    path = workbook(tmp_path / "return.xlsx", [HEAD, ["Contacts", 5, 6]], None, add)
    assert figures(read_return(path, "Other")) == {("Reviews", "2023-24 Q1"): "3"}
    with pytest.raises(UserError, match="has no sheet called “Third”"):
        read_return(path, "Third")


def test_a_percentage_typed_into_a_percent_cell_twice_over_is_refused(tmp_path: Path) -> None:
    formats = {"B2": "0%", "C2": "0.0%"}
    found = read(tmp_path, [HEAD, ["Proportion at home", 17.8, 0.412]], formats)
    assert figures(found) == {("Proportion at home", "2023-24 Q2"): "41.2"}
    assert problems(found) == [("Return!B2", "The cell reads 1780%: was 17.8 typed into a % cell?")]


def test_a_bare_fraction_among_percentages_is_refused(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Proportion at home", 0.412, 0.4]], {"C2": "0%"})
    assert figures(found) == {("Proportion at home", "2023-24 Q2"): "40"}
    assert problems(found) == [("Return!B2", "This may be 0.412% or 41.2%.")]


def test_percentages_with_and_without_a_format_stand_in_one_row(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Proportion at home", 84.8, 0.948]], {"B2": "0.0", "C2": "0.0%"})
    assert figures(found) == {
        ("Proportion at home", "2023-24 Q1"): "84.8",
        ("Proportion at home", "2023-24 Q2"): "94.8",
    }
    assert (found.measures[0].unit, found.measures[0].decimals) == (Unit.PERCENT, 1)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime.date(2023, 1, 2), "A date stands where a figure should."),
        (True, "TRUE or FALSE stands where a figure should."),
        ("about 5", "This is not a figure."),
        ("1 2", "There is a space inside the number, or two numbers in the cell."),
    ],
)
def test_what_is_no_figure_is_a_problem(tmp_path: Path, value: Any, said: str) -> None:
    found = read(tmp_path, [HEAD, ["Contacts", value, 6]])
    assert problems(found) == [("Return!B2", said)]
    assert found.problems[0].remedy


def test_a_pound_format_makes_pounds(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Package", 466, 483.5]], {"B2": '"£"#,##0', "C2": '"£"#,##0'})
    assert found.measures[0].unit is Unit.POUNDS
    assert figures(found)["Package", "2023-24 Q2"] == "483.5"


def test_a_line_without_a_name_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, [None, 5, 6], ["Visits", 7, 8]])
    assert problems(found) == [(f"Return!{cell}", "Its line names no measure.") for cell in ("B2", "C2")]
    assert len(figures(found)) == 2


def test_a_cell_beside_the_table_is_a_problem(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Contacts", 5, 6, "checked by Ann"]])
    assert problems(found) == [("Return!D2", "It stands where the table has no column or line for it.")]
    assert found.problems[0].text == "checked by Ann"


def test_section_lines_head_the_measures_below_them(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "2023-24 Q2", "Target"],
        ["Living well"],
        ["Contacts", 5, 6],
        ["Ageing well"],
        ["Visits", 7, 8],
    ]
    found = read(tmp_path, rows)
    assert [each.title for each in found.structure if isinstance(each, Section)] == ["Living well", "Ageing well"]
    assert [str(each.value) for each in found.entities if isinstance(each, Target)] == ["6", "8"]


def test_stray_cells_on_a_section_line_are_problems(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "2023-24 Q1", "2023-24 Q2", "Target", "Best to be"],
        ["Living well", 1],
        ["Contacts", 4, 5, 6, "High"],
    ]
    found = read(tmp_path, rows)
    assert problems(found) == [
        ("Return!B2", "It stands on the line of the heading “Living well”, which has no measure.")
    ]


def test_a_measure_with_only_an_older_figure_is_no_section(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "2023-24 Q1", "2023-24 Q2", "Target"],
        ["Visits", 1],
        ["Contacts", 4, 5, 6],
    ]
    found = read(tmp_path, rows)
    assert not problems(found)
    assert [each.title for each in found.measures] == ["Visits", "Contacts"]


def test_codes_frameworks_and_parts_stand_in_columns(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Framework", "Code", "Measure", "Part", "2023-24 Q2"],
        ["ASCOF", "3D", "Information", "Users", 61.7],
        ["ASCOF", "3D", "Information", "Carers", 57.3],
        ["Plan", "3D", "Direct payments", None, 40],
    ]
    found = read(tmp_path, rows)
    assert [(each.framework, each.code, each.title, each.parts) for each in found.measures] == [
        ("ASCOF", "3D", "Information", ("Users", "Carers")),
        ("Plan", "3D", "Direct payments", ()),
    ]
    assert [each.part for each in found.entities if isinstance(each, Figure)] == ["Users", "Carers", ""]
    assert found.uncoded == frozenset()


def test_judgements_are_kept_as_published(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "2023-24 Q2", "Polarity", "RAG", "Direction of travel", "England 2022/23", "Rank"],
        ["Contacts", 5, "Low", "\N{GREEK CAPITAL LETTER ALPHA}", "No change", 7, "12/150 (=)"],
    ]
    found = read(tmp_path, rows)
    (printed,) = (each for each in found.entities if isinstance(each, PublishedJudgement))
    assert (printed.rating, printed.wording, printed.period) == ("amber", "No change", Q2)
    (value, rank) = (each for each in found.entities if isinstance(each, Comparator))
    assert (value.name, value.year, str(value.value)) == ("England", Period.year(2022), "7")
    assert (rank.rank, rank.out_of, rank.tie) == (12, 150, True)
    assert found.measures[0].polarity is Polarity.LOWER


def test_judgements_that_cannot_be_read_are_problems(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["Measure", "2023-24 Q2", "Polarity", "RAG", "Direction"],
        ["Contacts", 5, "sideways", "Z", "wobbling"],
    ]
    assert [place for place, _ in problems(read(tmp_path, rows))] == ["Return!C2", "Return!D2", "Return!E2"]


def test_why_there_is_no_figure_is_kept(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Carer survey", "No carers survey", "TBC"]])
    held = [each for each in found.entities if isinstance(each, Figure)]
    assert [(each.value, each.marker, each.raw) for each in held] == [
        (None, Marker.NOT_APPLICABLE, "No carers survey"),
        (None, Marker.NOT_AVAILABLE, "TBC"),
    ]


def test_a_fraction_that_makes_another_percentage_is_to_be_confirmed(tmp_path: Path) -> None:
    found = read(tmp_path, [HEAD, ["Proportion at home", "97.6% (41/42)", "90.0% (41/42)"]])
    assert [each.place for each in found.notices] == ["Return!C2"]
    assert len(figures(found)) == 2
