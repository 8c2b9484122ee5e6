"""Files that other programs' tests collect: read, or refused with a sentence; never a crash, never for long."""

import re
import time
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.errors import UserError
from ascdesk.model import Figure
from ascdesk.returns.reading import read_return
from ascdesk.returns.values import Return
from tests.conftest import SHARED, needs_shared

_CORPUS = SHARED / "corpus"
_LONGEST = 25.0
_REFUSED = {
    "python-calamine/tests_data_password.xlsx": "password",
    "poi/test-data_poifs_protect.xlsx": "password",
    "poi/test-data_poifs_extenxls_pwd123.xlsx": "password",
    "SheetJS+test_files/password_2002_128_enhanced.xls": "password",
    "PhpSpreadsheet/tests_data_Reader_XLS_pwtest.xls": "password",
    "poi/test-data_spreadsheet_poc-xmlbomb.xlsx": "",
    "POIHSSFFuzzer-5816431116615680.xls": "",
    "POIXSSFFuzzer-5089447305609216.xlsx": "",
}
_READ = (
    "poi/test-data_spreadsheet_SimpleStrict.xlsx",
    "SheetJS+test_files/sheet_visibility_strict.xlsx",
    "SheetJS+test_files/number_format.ods",
    "OpenRefine/main_tests_data_films.ods",
    "PhpSpreadsheet/samples_Reading_workbook_data_sampleData_example1.xls",
    "SheetJS+test_files/biff5_write.xls",
    "2013_apachepoi_45672.xls.xlsb",
    "PhpSpreadsheet/tests_data_Reader_CSV_premiere.utf16lebom.csv",
)


def _files() -> list[Path]:
    return [path for path in sorted(_CORPUS.rglob("*")) if path.is_file() and path.name != "MANIFEST.json"]


def _named(end: str) -> Path:
    (found,) = (path for path in _files() if path.as_posix().endswith(end))
    return found


def _read(path: Path) -> Return | UserError:
    """Read a file as the program would, and hold it to its promises: anything else raised fails the test."""
    started = time.monotonic()
    try:
        found: Return | UserError = read_return(path)
    except UserError as refused:
        found = refused
    assert time.monotonic() - started < _LONGEST
    return found


def _cells(found: Return) -> set[str]:
    return {sheet.place(cell) for sheet in found.book.sheets for row in sheet.rows for cell in row}


@needs_shared
@pytest.mark.parametrize("name", list(_REFUSED))
def test_what_is_locked_or_made_to_do_harm_is_refused_with_a_sentence(name: str) -> None:
    found = _read(_named(name))
    assert isinstance(found, UserError)
    assert _REFUSED[name] in found.problem
    assert found.problem.endswith(".")
    assert found.remedy.endswith(".")


@needs_shared
@pytest.mark.parametrize("name", _READ)
def test_every_kind_of_file_is_read_with_every_cell_accounted_for(name: str) -> None:
    found = _read(_named(name))
    assert isinstance(found, Return)
    assert _cells(found)
    assert {place for place, _ in found.accounts} == _cells(found)


@needs_shared
def test_a_file_that_only_the_second_reader_can_read_says_what_could_not_be_checked() -> None:
    found = _read(_named("poi/test-data_spreadsheet_SimpleStrict.xlsx"))
    assert isinstance(found, Return)
    assert any("could not be checked" in each.problem for each in found.notices)


@needs_shared
@pytest.mark.parametrize("name", ["SheetJS+test_files/number_format.ods", "poi/test-data_spreadsheet_50756.xls"])
def test_numbers_come_out_of_ods_and_xls(name: str) -> None:
    found = _read(_named(name))
    assert isinstance(found, Return)
    cells = [cell for sheet in found.book.sheets for row in sheet.rows for cell in row]
    assert any(cell.number is not None for cell in cells)


@needs_shared
@pytest.mark.prove
@pytest.mark.parametrize("path", _files(), ids=lambda path: re.sub(".*/corpus/", "", path.as_posix()))
def test_every_file_of_the_corpus_is_read_and_imported_or_refused(path: Path, tmp_path: Path) -> None:
    found = _read(path)
    if isinstance(found, UserError):
        assert found.problem
        return
    assert {place for place, _ in found.accounts} == _cells(found)
    with new_workspace(tmp_path / "Quarter.ascdesk") as workspace:
        chosen = workspace.plan_import([found], adopt=True)
        workspace.apply(chosen)
        assert workspace.check_file() == []
        assert len(workspace.figures()) == sum(isinstance(item.entity, Figure) for item in chosen.items)
        assert workspace.plan_import([found], adopt=True).changes_nothing
        period = workspace.default_period()
        if period:
            workspace.scorecard(period)
