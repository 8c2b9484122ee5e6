"""How the windows get at a file: passed in, so that they know nothing of storage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # known by name only: the window opens without them
    from ascdesk.workspace import Workspace


ENDING = ".ascdesk"
FILES = f"ASC Desk files (*{ENDING})"
RETURNS = "Figures (*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt);;All files (*)"
REPORTS = "Excel workbook (*.xlsx);;CSV (*.csv)"


@dataclass(frozen=True, slots=True)
class Doors:
    """Open a file that is there; make a new one, empty or from a sample."""

    open: Callable[[Path], Workspace]
    new: Callable[[Path, str | None], Workspace]
