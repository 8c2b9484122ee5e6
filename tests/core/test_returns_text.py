"""Tables of text, and the list of figures that this program itself writes."""

import json
from pathlib import Path
from typing import Any

import pytest

from ascdesk.errors import UserError
from ascdesk.returns.reading import read_return
from tests.conftest import command, done
from tests.data.sheets import figures, problems

_ROWS = [
    ("Measure", "2023-24 Q1", "2023-24 Q2"),
    ("Average cost – homes", "£466", "£1,483"),
    ("Proportion of visits", "41.2%", "97.6% (41/42)"),
]
_EXPECTED = {
    ("Average cost – homes", "2023-24 Q1"): "466",
    ("Average cost – homes", "2023-24 Q2"): "1483",
    ("Proportion of visits", "2023-24 Q1"): "41.2",
    ("Proportion of visits", "2023-24 Q2"): "97.6",
}


def _table(delimiter: str) -> str:
    return "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in _ROWS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_and_delimiters_are_told_apart(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "return.csv"
    path.write_bytes(_table(delimiter).encode(encoding))
    found = read_return(path)
    assert figures(found) == _EXPECTED
    assert found.problems == ()
    assert found.framework == "return"


def test_a_cell_may_hold_lines_and_quotation_marks(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text('Measure,2023-24 Q2\n"One ""fine""\nmeasure",5\n', encoding="utf-8")
    assert figures(read_return(path)) == {('One "fine" measure', "2023-24 Q2"): "5"}


def test_lines_of_unlike_length_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text("Measure,2023-24 Q2\nOne,5,late\nTwo\nThree,6\n", encoding="utf-8")
    found = read_return(path)
    assert set(figures(found).values()) == {"5", "6"}
    assert [place for place, _ in problems(found)] == ["Table!C2"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "is empty"),
        ("blank.xlsx", b"\0\0\0 \r\n", "is empty"),
        ("page.xls", b"<html><table><tr><td>1</td></tr></table></html>", "is a web page"),
        ("paper.csv", b"%PDF-1.7 ...", "is a PDF"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0", "is neither a workbook nor a table of text"),
        ("binary.csv", bytes(range(256)), "is neither a workbook nor a table of text"),
        ("cut.xlsx", b"PK\x03\x04 and nothing more", "is damaged: it cannot be unpacked"),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "is an older Office file, but no workbook"),
    ],
)
def test_what_is_no_table_is_refused_with_what_it_is(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_return(path)
    assert said in refused.value.problem
    assert refused.value.remedy


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="There is no file"):
        read_return(tmp_path / "gone.xlsx")
    with pytest.raises(UserError):
        read_return(tmp_path)


def test_tidy_rows_name_their_own_period_part_series_and_fraction(tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    path.write_text(
        "Code,Measure,Part,Series,Period,Numerator,Denominator,Value,Flags,Note\n"
        "2Bi,Percentage at home,Local,,2023-24 Q2,370,430,,[p],late\n"
        "2Bi,Percentage at home,Local,Waiting,Sep 2023,,,41.2%,,\n"
        "2Bi,Percentage at home,Local,,someday,,,5%,,\n",
        encoding="utf-8",
    )
    found = read_return(path)
    first, second = found.entities
    said: Any = first
    assert (said.part, said.series, str(said.period), said.numerator, said.note) == (
        *("Local", "", "2023-24 Q2", 370, "late"),
    )
    assert round(said.value, 1) == 86
    assert [flag.value for flag in said.flags] == ["p"]
    other: Any = second
    assert (other.series, str(other.period), str(other.value)) == ("Waiting", "2023-09", "41.2")
    assert found.measures[0].series == ("Waiting",)
    assert [place for place, _ in problems(found)] == ["Table!E4", "Table!H4"]


_KEYS = (
    *("framework", "code", "title", "part", "series", "period", "value", "unit", "numerator", "denominator"),
    *("marker", "flags", "note"),
)


def _held(file: Path) -> list[str]:
    held = done("figures", file, "--json").json["figures"]
    return sorted(json.dumps([each[key] for key in _KEYS]) for each in held)


@pytest.mark.parametrize("sample", ["scorecard", "ascof"])
def test_exported_figures_come_back_the_same(tmp_path: Path, sample: str) -> None:
    first, second, out = tmp_path / "first.ascdesk", tmp_path / "second.ascdesk", tmp_path / "figures.csv"
    done("new", first, "--sample", sample)
    if sample == "ascof":
        done("set", first, "1E", "2017-18 Q3", "0.4%")
        done("set", first, "1A", "2017-18 Q3", "18.25 [p][r]", "--note", '=late, "perhaps"')
        done("set", first, "1I", "2017-18 Q3", "TBC", "--part", "Users")
        done("set", first, "1Cia", "2017-18 Q3", "1/3")
        done("set", first, "2Ai", "2017-18 Q3", "9" * 30)
        done("set", first, "2Bi", "2017-11", "-0.5%", "--part", "Local")
    done("export", first, "--report", "figures", out)
    done("new", second)
    taken = done("import", second, out, "--adopt", "--json").json
    assert taken["problems"] == []
    assert _held(second) == _held(first)
    again = done("import", first, out, "--json").json
    assert (again["new"], again["changed"], again["problems"]) == (0, 0, [])


def test_an_exported_workbook_of_figures_comes_back_the_same(tmp_path: Path) -> None:
    first, second, out = tmp_path / "first.ascdesk", tmp_path / "second.ascdesk", tmp_path / "figures.xlsx"
    done("new", first, "--sample", "ascof")
    done("export", first, "--report", "figures", out)
    done("new", second)
    taken = command("import", second, out, "--adopt", "--sheet", "Figures", "--json").json
    assert taken["problems"] == []
    assert _held(second) == _held(first)
