from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.copied import Block, Copied, as_shown, read_spreadsheet, read_tabbed, read_table

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
D = Decimal


def libreoffice(name: str) -> Block:
    """A copy of LibreOffice, as its text and its HTML say together."""
    text, html = ((CLIPBOARD / f"libreoffice_{name}.{kind}").read_text("utf-8") for kind in ("txt", "html"))
    return as_shown(read_tabbed(text), read_table(html))


def table_texts(html: str) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_table(html)]


def test_a_copy_of_libreoffice_is_read_with_every_digit() -> None:
    block = libreoffice("quarter")
    assert block[0] == ("Code", "Measure", "Q3 2022/23", "Q4 2022/23", "Q1 2023/24", "Q2 2023/24")
    assert [row[0] for row in block[1:]] == [f"ASCH{number}" for number in range(1, 8)]
    figures = [row[2:] for row in block[1:]]
    assert figures == [
        ("71.4285714285714%", "72%", "70%", "68.75%"),
        ("84.1%", "82.36%", "", "85.49%"),
        ("304.46", "318.9", "TBC", "594.25"),
        ("12,345", "12,401", "12,388", "12,510"),
        ("No carers survey", "No carers survey", "No carers survey", "n/a"),
        ("£721", "£735.5", "", "£748"),
        ("3", "2", "1", "0"),
    ]


def test_the_text_alone_is_what_libreoffice_shows() -> None:
    text = (CLIPBOARD / "libreoffice_quarter.txt").read_text("utf-8")
    assert [row[5] for row in read_tabbed(text)] == [
        "Q2 2023/24", "69%", "85.5%", "594.3", "12,510", "n/a", "£748", "-",
    ]  # fmt: skip


def test_the_html_alone_says_the_same_as_both() -> None:
    html = (CLIPBOARD / "libreoffice_quarter.html").read_text("utf-8")
    assert as_shown((), read_table(html)) == libreoffice("quarter")


def test_a_column_of_bare_fractions_stays_what_it_is() -> None:
    assert libreoffice("fractions") == (("0.412",), ("0.39",), ("0.44",), ("1",), ("0",))


@pytest.mark.parametrize(
    ("text", "number", "expected"),
    [
        ("41%", "0.4123", "41.23%"), ("41.2%", "0.412", "41.2%"), ("41.0%", "0.41", "41.0%"),
        ("12,346", "12345.6", "12345.6"),
        ("12,345", "12345", "12,345"), ("£736", "735.5", "£735.5"), ("-£3.6", "-3.62", "-£3.62"),
        ("-5.3%", "-0.0525", "-5.25%"),
        ("(5.2)", "-5.2", "-5.2"), ("(£5)", "-5.2", "-£5.2"), ("15.24", "15.236548900000001", "15.2365489"),
        ("41%", "41.2", "41.2%"), ("0.3", "0.30000000000000004", "0.3"), ("-", "0", "0"), ("–", "0", "0"),
        # What the number does not round to is shown by a format that is not known here: what is shown rules.
        ("-", "3", "-"), ("41%", "0.42", "41%"), ("£3.6m", "3600000", "£3.6m"), ("3.6", "3600000", "3.6"),
        ("5.2", "-5.2", "5.2"), ("01/04/2023", "45017", "01/04/2023"), ("Apr-23", "45017", "Apr-23"),
        ("No data", "0", "No data"), ("(5.2", "-5.2", "(5.2"), ("", "5", ""),
    ],
)  # fmt: skip
def test_the_number_behind_a_cell_is_taken_where_it_rounds_to_what_is_shown(
    text: str, number: str, expected: str
) -> None:
    assert as_shown(((text,),), (), {(0, 0): D(number)}) == ((expected,),)


@given(
    st.decimals(min_value=-10, max_value=10, places=6), st.integers(0, 3), st.booleans()
)  # fmt: skip
def test_the_number_behind_never_moves_a_figure_further_than_rounding_did(
    number: Decimal, places: int, percent: bool
) -> None:
    shown = f"{number * 100 if percent else number:,.{places}f}{'%' if percent else ''}"
    ((text,),) = as_shown(((shown,),), (), {(0, 0): number})
    told, meant = (D(each.rstrip("%").replace(",", "")) for each in (shown, text))
    assert text.endswith("%") is percent
    assert abs(told - meant) <= D(5).scaleb(-places - 1)


def test_a_cell_too_narrow_in_one_form_is_read_from_the_other() -> None:
    narrow = "<table><tr><td>ASCH1</td><td>#####</td></tr></table>"
    assert as_shown((("ASCH1", "12,510"),), read_table(narrow)) == (("ASCH1", "12,510"),)
    shown = narrow.replace("#####", "12,510")
    assert as_shown((("ASCH1", "#####"),), read_table(shown)) == (("ASCH1", "12,510"),)


def test_a_quote_that_is_never_closed_does_not_swallow_the_rest() -> None:
    html = "<table><tr><td>“As is”</td><td>66%</td></tr><tr><td>b</td><td>70%</td></tr></table>"
    assert as_shown(read_tabbed('"As is\t66%\nb\t70%\n'), read_table(html)) == (("“As is”", "66%"), ("b", "70%"))


@pytest.mark.parametrize("text", ['"' + "a" * 200_000 + "\tb\n1\t2", "1\0\t2\n"])
def test_no_text_is_too_odd_to_be_split(text: str) -> None:
    assert read_tabbed(text)


def test_a_trailing_line_end_is_no_row_and_a_blank_row_is_one() -> None:
    assert read_tabbed("66%\r\n\r\n70%\r\n") == (("66%",), ("",), ("70%",))
    assert read_tabbed("66%\t\r\n") == (("66%", ""),)
    assert read_tabbed(" \t\r\n") == ()


def test_merged_cells_are_followed_by_blanks_across_and_down() -> None:
    html = """<table><tr><td rowspan=2>ASCH1</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>
    <tr><td colspan=2>5</td><td rowspan=2>6</td></tr><tr><td>7</td><td>8</td></tr></table>"""
    assert table_texts(html) == [["ASCH1", "1", "2"], ["", "3", "4"], ["5", "", "6"], ["7", "8", ""]]


def test_old_excel_gives_the_number_behind_in_its_own_way() -> None:
    html = '<table><tr><td x:num="0.412">41%</td><td x:num>12,510</td><td x:str>1-2</td></tr></table>'
    assert read_table(html) == ((Copied("41%", D("0.412")), Copied("12,510"), Copied("1-2")),)
    assert as_shown((), read_table(html)) == (("41.2%", "12,510", "1-2"),)


def test_numbers_of_an_xml_spreadsheet_stand_where_their_indexes_say() -> None:
    xml = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row ss:Index="2">
    <Cell ss:Index="3"><Data ss:Type="Number">0.5</Data></Cell><Cell ss:MergeAcross="1"><Data ss:Type="Number">1</Data>
    </Cell><Cell><Data ss:Type="Number">2</Data></Cell></Row><Row><Cell><Data ss:Type="String">3</Data></Cell>
    <Cell><Data ss:Type="Number">1E999</Data></Cell></Row></Table></Worksheet></Workbook>"""
    assert read_spreadsheet(xml) == {(1, 2): D("0.5"), (1, 3): D(1), (1, 5): D(2)}


@pytest.mark.parametrize(
    "xml", ["", "not xml", "<a/>", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "<Workbook><Table>"]
)
def test_what_is_no_xml_spreadsheet_gives_nothing(xml: str) -> None:
    assert read_spreadsheet(xml) == {}


tags = st.sampled_from(
    ["<table>", "</table>", "<tr>", "<td>", "</td>", "<td colspan=3>", "<td rowspan=999>", "<td colspan=-1 rowspan=x>",
     "<th>", "<br>", "<![if a]>", "<![odd b]>", "<!--", "-->", "<td sdval='nan'>", "<td sdval='1e99'>", "7", "66%",
     "&nbsp;"]
)  # fmt: skip


@given(st.lists(tags, max_size=30))
def test_no_html_brings_the_reader_down(pieces: list[str]) -> None:
    table = read_table("".join(pieces))
    as_shown((("66%",),), table, {(0, 0): D("0.66")})
