"""The CSV of a report, read back with csv."""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ascdesk.reports.files import write
from tests.conftest import done
from tests.core.test_reports_contents import SAID, contents, hostile_contents


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def written(tmp_path: Path, report: str, full=None) -> list[dict[str, str]]:
    out = tmp_path / f"{report}.csv"
    write(report, full or contents(), out)
    return rows_of(out)


def test_the_figures_can_be_imported_again(tmp_path):
    rows = written(tmp_path, "figures")
    assert list(rows[0]) == [
        *(
            "Framework",
            "Code",
            "Measure",
            "Part",
            "Series",
            "Period",
            "Value",
            "Unit",
            "Polarity",
            "Numerator",
            "Denominator",
        ),
        *("Marker", "Flags", "As read", "Note", "Source"),
    ]
    row = next(row for row in rows if row["Flags"] == "[p]")
    assert (row["Period"], row["Value"], row["Unit"]) == ("2023-24 Q2", "41.2", "percent")
    assert [row["Polarity"] for row in rows if row["Code"] in ("A1", "A2", "B1")][8:13] == [
        *("Higher", "Lower", "Lower", "Lower", "Neither"),
    ]
    assert (row["Numerator"], row["Denominator"], row["Note"]) == ("3221", "7818", "Counted late")


def polarities(file: Path) -> dict[str, str]:
    return {each["code"]: each["polarity"] for each in done("measures", file, "--json").json["measures"]}


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("sample", ["scorecard", "ascof"])
def test_polarity_comes_back_from_the_figures_without_a_question(tmp_path, sample, ending):
    first, second, out = tmp_path / "first.ascdesk", tmp_path / "second.ascdesk", tmp_path / f"figures.{ending}"
    done("new", first, "--sample", sample)
    done("export", first, "--report", "figures", out)
    done("new", second)
    taken = done("import", second, out, "--adopt", "--json").json
    assert taken["problems"] == []
    assert not [notice for notice in taken["notices"] if "marked" in str(notice)]
    assert set(polarities(first).items()) >= set(polarities(second).items())
    assert {"higher", "lower"} <= set(polarities(second).values())


def test_values_are_plain_decimals_in_the_shown_unit(tmp_path):
    values = {line["Value"] for line in written(tmp_path, "figures")}
    assert {"41.2", "81.65", "301", "-1466", "2122", "0.39600000000000000001", ""} <= values


def test_a_marker_stands_in_its_column(tmp_path):
    row = next(row for row in written(tmp_path, "figures") if row["Part"] == "Carers")
    assert (row["Value"], row["Marker"], row["As read"]) == ("", "[z]", "No carers survey")


def test_a_breakdown_has_columns_only_where_there_is_one(tmp_path):
    full = contents()
    line = replace(full.figures[0], dimension="Age", category="18 to 64")
    row = written(tmp_path, "figures", replace(full, figures=(line,)))[0]
    assert (row["Dimension"], row["Category"]) == ("Age", "18 to 64")


def test_the_scorecard_is_rows_with_their_reasons(tmp_path):
    row = written(tmp_path, "scorecard")[0]
    assert (row["Framework"], row["Period"], row["Unit"]) == (
        "Corporate plan 2023-24",
        "2023-24 Q2",
        "percent",
    )
    assert (row["Current value"], row["Target"], row["Rating"]) == ("41.2", "85", "Red")
    assert row["Why"] == "41.2% is below the floor of 80.0%: Red."
    assert (row["Comparator"], row["Comparator value"], row["Comparator year"]) == ("England", "82.3", "2022/23")
    assert (row["Rank"], row["Commentary"]) == ("126/150 (=)", SAID)


def test_the_file_opens_in_excel_as_it_is(tmp_path):
    write("figures", contents(), tmp_path / "out.csv")
    data = (tmp_path / "out.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfFramework,")
    assert data.count(b"\r\n") == len(contents().figures) + 1


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-5 days", "'-5 days"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\n=1"),
        ("\x00=1", "'=1"),
        ("\x07=1", "'=1"),
        ("it's -5", "it's -5"),
        ("bell\x07", "bell"),
    ],
)
@pytest.mark.parametrize("report", ["scorecard", "figures"])
def test_text_that_looks_like_a_formula_gets_an_apostrophe(tmp_path, report, text, field):
    row = written(tmp_path, report, hostile_contents(text))[0]
    headings = {
        "scorecard": "Framework Section Code Measure Part Why Target Commentary",
        "figures": "Framework Code Measure Part Series Dimension Category Value Note Source",
    }
    assert {row[heading] for heading in headings[report].split()} == {field}
    assert not [value for value in row.values() if value.startswith(("=", "+", "@", "\t", "\r"))]


def test_a_negative_number_stays_a_number(tmp_path):
    full = contents()
    line = replace(full.figures[0], value=Decimal("-5.20"))
    assert written(tmp_path, "figures", replace(full, figures=(line,)))[0]["Value"] == "-5.2"


def test_the_scorecard_comes_back_in_its_own_period_whatever_stands_beside_its_figures(tmp_path):
    """Columns that an import has no use for must not keep it from seeing a table at all."""
    file, again, out = (tmp_path / name for name in ("kent.ascdesk", "again.ascdesk", "out.csv"))
    done("new", file, "--sample", "kent")
    done("export", file, "--report", "scorecard", "--period", "2023-24 Q2", out)
    done("new", again)
    done("import", again, out, "--adopt", "--period", "2023-24 Q2")
    held = {(each["code"], each["period"]): each["value"] for each in done("figures", again, "--json").json["figures"]}
    assert held["ASCH3", "2023-24 Q2"] == "25"
    # In arrears: the report's own period has none.
    assert ("ASCH2", "2023-24 Q2") not in held or held["ASCH2", "2023-24 Q2"] is None
