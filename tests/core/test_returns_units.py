"""What a return says of its units, and the cells that no unit of a measure can take."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ascdesk.model import Figure, Unit
from tests.conftest import done
from tests.data.sheets import figures, problems, read

HEADS: Sequence[Any] = ["Code", "Measure", "Unit", "Polarity", "Period", "Value", "Target"]
FRACTIONS: Sequence[Any] = ["Code", "Measure", "Unit", "Period", "Value", "Numerator", "Denominator", "Note"]
PERIOD = "2023-24 Q2"


def adopted(tmp_path: Path, text: str) -> dict[str, Any]:
    """Adopt a table of text by the rules of a forecast within 0.5%, and return the scorecard's rows by code."""
    path, file = tmp_path / "return.csv", tmp_path / "Quarter.ascdesk"
    path.write_text(text, encoding="utf-8")
    done("new", file)
    done("import", file, path, "--adopt", "--preset", "forecast within 0.5%")
    return {row["code"]: row for row in done("scorecard", file, "--period", PERIOD, "--json").json["rows"]}


def test_a_percent_sign_in_the_column_of_units_is_rated_like_the_word(tmp_path: Path) -> None:
    rows = adopted(
        tmp_path,
        "Code,Measure,Unit,Polarity,Period,Value,Target\n"
        f"K1,Reviews done on time,%,High,{PERIOD},79.55,80\n"
        f"K2,Enquiries closed,percent,High,{PERIOD},79.55,80\n",
    )
    assert rows["K1"]["display"] == rows["K2"]["display"] == "79.55%"
    assert rows["K1"]["rating"] == rows["K2"]["rating"] == "amber"
    assert rows["K1"]["rating_reason"] == rows["K2"]["rating_reason"]


@pytest.mark.parametrize(
    ("title", "said", "unit"),
    [
        ("Reviews", "Percentage", Unit.PERCENT),
        ("Reviews", "per cent", Unit.PERCENT),
        ("Packages", "£", Unit.POUNDS),
        ("Admissions", "per 100k", Unit.PER_100K),
        ("Number of people placed", "number", Unit.COUNT),
        ("Reviews", "number", Unit.NUMBER),
        ("Percentage of reviews", "furlongs", Unit.PERCENT),
    ],
)
def test_the_column_of_units_says_what_is_counted(tmp_path: Path, title: str, said: str, unit: Unit) -> None:
    found = read(tmp_path, [HEADS, ["K1", title, said, "High", PERIOD, 66, 80]])
    assert [measure.unit for measure in found.measures] == [unit]
    assert figures(found) == {(title, PERIOD): "66"}


def test_an_average_whose_unit_is_a_number_is_no_count(tmp_path: Path) -> None:
    found = read(tmp_path, [HEADS, ["K1", "Number of reviews per person", "number", "High", PERIOD, 1.53, 2]])
    assert [measure.unit for measure in found.measures] == [Unit.NUMBER]


def test_a_unit_that_is_not_known_is_listed_once_with_its_cell(tmp_path: Path) -> None:
    rows = [["K1", "Miles", "furlongs", "High", PERIOD, 66, 80], ["K2", "Yards", "furlongs", "High", PERIOD, 6, 8]]
    found = read(tmp_path, [HEADS, *rows, ["K3", "Costs", "£000s", "Low", PERIOD, 466, 480]])
    assert [(each.place, each.text) for each in found.notices] == [("Return!C2", "furlongs"), ("Return!C4", "£000s")]
    assert found.notices[0].problem == "“furlongs” is no unit that is known, so it was passed over for 2 measures."
    assert "percent (%)" in found.notices[0].remedy


def test_lines_that_name_different_units_are_listed(tmp_path: Path) -> None:
    rows = [["K1", "Reviews", "%", "High", "2023-24 Q1", 66, 80], ["K1", "Reviews", "£", "High", PERIOD, 6, 80]]
    found = read(tmp_path, [HEADS, *rows])
    assert [measure.unit for measure in found.measures] == [Unit.PERCENT]
    assert [guess.place for _, guess in found.guesses] == ["Return!C3"]


@pytest.mark.parametrize(
    ("unit", "text", "said"),
    [
        ("count", "7/9", "This is a fraction, but the measure is a count."),
        ("count", "66%", "This gives a percentage, but the measure is a count."),
        ("count", "£5", "This gives pounds, but the measure is a count."),
        ("number", "66%", "This gives a percentage, but the measure is a plain number."),
        ("number", "£5", "This gives pounds, but the measure is a plain number."),
    ],
)
def test_a_cell_that_would_lose_its_sign_or_fraction_is_listed(tmp_path: Path, unit: str, text: str, said: str) -> None:
    found = read(tmp_path, [HEADS, ["K1", "Visits", unit, "High", PERIOD, text, 80]])
    assert figures(found) == {}
    assert problems(found) == [("Return!F2", said)]


def test_a_denominator_of_nothing_brings_no_figure(tmp_path: Path) -> None:
    rows = [["K1", "Reviews", "%", PERIOD, None, 0, 0, "late"], ["K2", "Visits", "%", PERIOD, None, 33, 44, None]]
    found = read(tmp_path, [FRACTIONS, *rows])
    assert figures(found) == {("Visits", PERIOD): "75"}
    assert problems(found) == [(f"Return!{letter}2", "A denominator of 0 gives no value.") for letter in "FGH"]


def test_a_measure_whose_denominator_is_0_is_said_to_have_no_figure(tmp_path: Path) -> None:
    rows = adopted(
        tmp_path,
        "Code,Measure,Unit,Polarity,Period,Value,Numerator,Denominator,Target\n"
        f"K1,Reviews done on time,%,High,{PERIOD},,0,0,80\n"
        f"K2,Enquiries closed,%,High,{PERIOD},n/a,0,0,80\n",
    )
    assert rows["K1"]["rating_reason"] == "There is no figure for Quarter 2 2023/24."
    assert "left blank" not in rows["K2"]["rating_reason"]


def test_two_numbers_beside_no_value_make_no_count(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        ["K1", "People", "count", PERIOD, None, 7, 9, None],
        ["K2", "Visits", "count", PERIOD, 9, 7, 9, None],
    ]
    found = read(tmp_path, [FRACTIONS, *rows])
    assert figures(found) == {("Visits", PERIOD): "9"}
    said = "This is a fraction, but the measure is a count."
    assert problems(found) == [("Return!F2", said), ("Return!G2", said)]
    (kept,) = (each for each in found.entities if isinstance(each, Figure))
    assert (kept.numerator, kept.denominator) == (Decimal(7), Decimal(9))
