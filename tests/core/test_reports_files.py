"""How a report's file gets into its place, and what stays when it does not."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ascdesk.errors import UserError
from ascdesk.reports.files import write, write_beside
from tests.core.test_reports_contents import contents

FULL = Path("/dev/full")


def fail_with(error: BaseException):
    def writer(path: Path) -> None:
        path.write_bytes(b"half a rep")
        raise error

    return writer


@pytest.fixture
def old(tmp_path) -> Path:
    path = tmp_path / "report.xlsx"
    path.write_bytes(b"the old report")
    return path


def test_a_report_replaces_the_old_one(old):
    write_beside(old, lambda path: path.write_bytes(b"new"))
    assert old.read_bytes() == b"new"
    assert list(old.parent.iterdir()) == [old]


def test_a_report_is_written_in_its_own_folder(old):
    seen: list[Path] = []

    def writer(path: Path) -> None:
        seen.append(path)
        path.write_bytes(b"new")

    write_beside(old, writer)
    assert seen[0].parent == old.parent
    assert seen[0].suffix == ".xlsx"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (errno.ENOSPC, "There is no room for “report.xlsx”: the disk is full."),
        (errno.EFBIG, "There is no room for “report.xlsx”: the disk is full."),
        (errno.EACCES, "may not be written."),
        (errno.EROFS, "may not be written."),
        (errno.EIO, "could not be written: "),
    ],
)
def test_a_failed_write_leaves_the_old_file_and_says_why(old, number, said):
    with pytest.raises(UserError) as refusal:
        write_beside(old, fail_with(OSError(number, os.strerror(number))))
    assert said in refusal.value.problem
    assert refusal.value.remedy
    assert old.read_bytes() == b"the old report"
    assert list(old.parent.iterdir()) == [old]


def test_a_file_open_in_excel_is_said_so(old, monkeypatch):
    def refuse(self, target):
        raise PermissionError(errno.EACCES, "Access is denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="open in Excel"):
        write_beside(old, lambda path: path.write_bytes(b"new"))
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.parametrize("error", [ValueError("a bug"), KeyboardInterrupt()])
def test_a_bug_is_no_sentence_but_leaves_nothing_either(old, error):
    with pytest.raises(type(error)):
        write_beside(old, fail_with(error))
    assert list(old.parent.iterdir()) == [old]


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full, which Linux has")
def test_a_full_disk_is_said_in_words(old):
    with pytest.raises(UserError, match="the disk is full"):
        write_beside(old, lambda path: FULL.write_bytes(b"x" * 10_000))
    assert list(old.parent.iterdir()) == [old]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UserError, match=r"The folder .*reports. is not there"):
        write("figures", contents(), tmp_path / "reports" / "figures.csv")


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "out.csv").mkdir()
    with pytest.raises(UserError, match="is a folder"):
        write("figures", contents(), tmp_path / "out.csv")


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_a_link_is_followed(old):
    link = old.with_name("link.csv")
    link.symlink_to(old)
    write("figures", contents(), link)
    assert link.is_symlink()
    assert old.read_bytes().startswith(b"\xef\xbb\xbfFramework")


@pytest.mark.parametrize(
    ("report", "name", "problem", "remedy"),
    [
        (
            "figures",
            "out.doc",
            "A report cannot be written as “.doc”.",
            "End the file's name in .xlsx or .csv.",
        ),
        ("figures", "out", "“out” has no ending.", "End the file's name in .xlsx or .csv."),
        ("pack", "out.csv", "There is no report “pack”.", "The reports are: scorecard or figures or commentaries."),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(tmp_path, report, name, problem, remedy):
    with pytest.raises(UserError) as refusal:
        write(report, contents(), tmp_path / name)
    assert (refusal.value.problem, refusal.value.remedy) == (problem, remedy)
    assert not list(tmp_path.iterdir())


CHILD = """
import resource, sys
from pathlib import Path
from ascdesk.errors import UserError
from ascdesk.reports.files import write
from tests.core.test_reports_contents import contents
import openpyxl
full = contents("long text that does not compress " + "".join(map(chr, range(0x4E00, 0x8000))))
sys.dont_write_bytecode = True  # it would be cut short under the limit, and kept
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    write("scorecard", full, Path(sys.argv[1]))
except UserError as error:
    sys.exit(7 if "the disk is full" in error.problem else 8)
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_real_report_that_does_not_fit_leaves_the_old_one(tmp_path, ending):
    old = tmp_path / f"report{ending}"
    old.write_bytes(b"the old report")
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(old)], check=False, capture_output=True, text=True, cwd=Path.cwd()
    )
    assert child.returncode == 7, child.stderr
    assert old.read_bytes() == b"the old report"
    assert list(tmp_path.iterdir()) == [old]
