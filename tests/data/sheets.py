"""Small workbooks and tables of text, as services send them."""

import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl

from ascdesk.model import Figure
from ascdesk.periods import Period
from ascdesk.returns.reading import read_return
from ascdesk.returns.values import Return

Q1, Q2 = Period.quarter(2023, 1), Period.quarter(2023, 2)
HEAD = ["Measure", "2023-24 Q1", "2023-24 Q2"]


def workbook(
    path: Path,
    rows: Sequence[Sequence[Any]],
    formats: dict[str, str] | None = None,
    more: Callable[[Any], None] = lambda book: None,
) -> Path:
    """Write a workbook of one sheet called Return; `more` may add to it."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Return"
    for row in rows:
        sheet.append(list(row))
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    more(book)
    book.save(path)
    return path


def edited(path: Path, pattern: bytes, replacement: bytes) -> Path:
    """Change the XML of a workbook's first sheet, as no library would write it."""
    out = path.with_name(f"edited {path.name}")
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name.endswith("sheet1.xml"):
                content, count = re.subn(pattern, replacement, content)
                assert count, content
            after.writestr(name, content)
    return out


def read(tmp_path: Path, rows: Sequence[Sequence[Any]], *further: Any, **known: Any) -> Return:
    return read_return(workbook(tmp_path / "return.xlsx", rows, *further), **known)


def figures(read: Return) -> dict[tuple[str, str], str]:
    """Return the values that were read, by the measure's title and the period."""
    titles = {measure.id: measure.title for measure in read.measures}
    return {
        (titles[each.measure], str(each.period)): str(each.value) for each in read.entities if isinstance(each, Figure)
    }


def problems(read: Return) -> list[tuple[str, str]]:
    return [(each.place, each.problem) for each in read.problems]
