import re
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from ascdesk.copied import read_table
from ascdesk.pasting import Block
from ui.clipboard import EXACT, is_ours, read_block, write_block

CLIPBOARD = Path(__file__).parents[1] / "data" / "clipboard"
SPREADSHEET = 'application/x-qt-windows-mime;value="XML Spreadsheet"'


def libreoffice(name: str, *kinds: str) -> QMimeData:
    """What Qt has of a copy of LibreOffice."""
    mime = QMimeData()
    for kind in kinds or ("txt", "html"):
        raw = (CLIPBOARD / f"libreoffice_{name}.{kind}").read_bytes()
        mime.setData(f"text/{'html' if kind == 'html' else 'plain'}", raw)
    return mime


def excel(*kinds: str) -> QMimeData:
    """What Qt has of a copy of Excel on Windows: of its HTML what the head of offsets says, without returns."""
    mime = QMimeData()
    raw = {kind: (CLIPBOARD / f"excel_reconstructed.{kind}").read_bytes() for kind in ("txt", "cf_html", "xml")}
    if "txt" in kinds:
        mime.setText(raw["txt"].decode("utf-8"))
    if "cf_html" in kinds:
        start, end = (int(found) for found in re.findall(rb"(?:Start|End)HTML:(\d+)", raw["cf_html"]))
        mime.setHtml(raw["cf_html"][start:end].decode("utf-8").replace("\r", ""))
    if "xml" in kinds:
        mime.setData(SPREADSHEET, raw["xml"] + b"\0")
    return mime


def column(block: Block, at: int) -> list[str]:
    return [row[at] for row in block]


def test_a_copy_of_libreoffice_is_read_whole(qapp) -> None:
    # Through the clipboard itself, as any other program would put it there.
    QGuiApplication.clipboard().setMimeData(libreoffice("quarter"))
    block = read_block(QGuiApplication.clipboard().mimeData())
    assert column(block, 0) == ["Code", *(f"ASCH{number}" for number in range(1, 8))]
    assert column(block, 5) == ["Q2 2023/24", "68.75%", "85.49%", "594.25", "12,510", "n/a", "£748", "0"]
    assert column(block, 4)[2] == ""


def test_a_copy_of_libreoffice_that_is_text_alone_is_what_it_shows() -> None:
    block = read_block(libreoffice("figures", "txt"))
    assert column(block, 1) == ["69%", "85.5%", "594.3", "12,510", "n/a", "£748", "-"]


@pytest.mark.parametrize("kinds", [("txt",), ("cf_html",), ("txt", "cf_html")])
def test_a_copy_of_excel_is_what_it_shows(kinds: tuple[str, ...]) -> None:
    block = read_block(excel(*kinds))
    assert column(block, 1)[:3] == [
        "Measure", "Percentage of contacts resolved at first contact", "Carers’ assessments within 28 days",
    ]  # fmt: skip
    assert column(block, 2) == ["Q1 2023/24", "70%", "", "12,388", "No carers survey", "1"]
    assert column(block, 3) == ["Q2 2023/24", "69%", "85.5%", "12,510", "n/a", "-"]


@pytest.mark.parametrize("kinds", [("txt", "xml"), ("txt", "cf_html", "xml")])
def test_a_copy_of_excel_gives_the_digits_that_rounding_hid(kinds: tuple[str, ...]) -> None:
    assert column(read_block(excel(*kinds)), 3) == ["Q2 2023/24", "68.75%", "85.49%", "12,510", "n/a", "0"]


def test_the_fixture_of_excel_is_of_the_form_that_microsoft_describes() -> None:
    raw = (CLIPBOARD / "excel_reconstructed.cf_html").read_bytes()
    offsets = {key.decode(): int(value) for key, value in re.findall(rb"(\w+):(\d{10})", raw)}
    assert raw[offsets["StartHTML"] :].startswith(b"<html")
    assert raw[: offsets["EndHTML"]].rstrip().endswith(b"</html>")
    assert raw[: offsets["StartFragment"]].endswith(b"<!--StartFragment-->")
    assert raw[offsets["EndFragment"] :].startswith(b"<!--EndFragment-->")


SHOWN = (
    ("Code", "Q1 23/24", "Q2 23/24"), ("1-2", "66.1%", "£735.5"), ("ASCH2", "Not available", "12,510"),
    ("A3", "", "-0.5"),
)  # fmt: skip
WHOLE = (("1-2", "66.125%", "£735.5"), ("ASCH2", "Not available", "12510"), ("A3", "", "-0.5"))


def test_what_is_copied_here_is_read_back_with_every_digit(qapp) -> None:
    QGuiApplication.clipboard().setMimeData(write_block(SHOWN, WHOLE, [0]))
    mime = QGuiApplication.clipboard().mimeData()
    assert is_ours(mime)
    assert read_block(mime) == WHOLE


def test_what_is_copied_here_is_a_number_to_libreoffice() -> None:
    html = write_block(SHOWN, WHOLE, [0]).html()
    assert '<td sdval="0.66125" sdnum="2057;0;0.00%">66.1%</td>' in html
    assert '<td sdval="735.5" sdnum="2057;0;General">£735.5</td>' in html
    assert '<td sdval="12510" sdnum="2057;0;#,##0">12,510</td>' in html
    assert '<td sdval="-0.5" sdnum="2057;0;General">-0.5</td>' in html
    assert "<td>Not available</td>" in html
    # A code that looks like a date or a number stays a text, in Excel and in LibreOffice.
    assert '<td style="mso-number-format:\'\\@\'" sdnum="2057;0;@">1-2</td>' in html


def test_what_went_through_another_program_comes_back_the_same() -> None:
    ours = write_block(SHOWN, WHOLE, [0])
    mime = QMimeData()
    mime.setText(ours.text())
    mime.setHtml(ours.html())
    assert read_block(mime) == (SHOWN[0], *WHOLE[:1], ("ASCH2", "Not available", "12,510"), WHOLE[2])
    assert not mime.hasFormat(EXACT)
    assert [[cell.text for cell in row] for row in read_table(ours.html())] == [list(row) for row in SHOWN]


@pytest.mark.parametrize("text", ["", " \r\n", "\t\t\r\n\t\t\r\n"])
def test_a_copy_of_nothing_is_no_block(text: str) -> None:
    mime = QMimeData()
    mime.setText(text)
    assert read_block(mime) == ()
    mime.setHtml("<table><tr><td></td><td> &nbsp; </td></tr></table>")
    assert read_block(mime) == ()


def test_a_copied_range_may_hold_a_line_break_and_a_quote() -> None:
    mime = QMimeData()
    mime.setText('"Users\nand ""others"""\t66%\r\n\t70%\r\n')
    assert read_block(mime) == (('Users and "others"', "66%"), ("", "70%"))
