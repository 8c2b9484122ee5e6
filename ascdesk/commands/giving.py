"""How commands are given and answered: what they have in common."""

from __future__ import annotations

import argparse
import datetime
import json as json_text
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from ascdesk.as_at import as_it_was
from ascdesk.days import read_day, show_day
from ascdesk.documents import Document
from ascdesk.errors import UserError
from ascdesk.model import Measure
from ascdesk.periods import Period, read_period
from ascdesk.workspace import Workspace

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


@dataclass(frozen=True, slots=True)
class Doors:
    """How workspaces come to be: given by the one place that knows the storage."""

    open: Callable[[Path], Workspace]
    new: Callable[[Path, str | None], Workspace]
    restore: Callable[[Path, Path], None]


def command(
    commands: Commands,
    name: str,
    about: str,
    carry_out: Callable[..., int],
    json: bool = False,
    file: bool = True,
    past: bool = False,
) -> argparse.ArgumentParser:
    """Add a command, and return it to be given more; one that shows the `past` may be asked for a day."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=about.replace("%", "%%"), description=about)
    command.set_defaults(carry_out=carry_out)
    if file:
        command.add_argument("file", metavar="FILE", type=Path, help="an .ascdesk file")
    if json:
        command.add_argument("--json", action="store_true", help="print one JSON document")
    if past:
        command.add_argument(
            "--as-at", metavar="DATE", type=day, help="as it was at the end of a day, such as 3 March 2026 or 3/3/2026"
        )
    return command


def name_row(command: argparse.ArgumentParser, series: bool = False) -> None:
    """Have a command ask for a measure, a period and a part; for a series, too, where it is of one."""
    command.add_argument("measure", metavar="MEASURE", help="a code, framework:code, or the exact title")
    command.add_argument("period", metavar="PERIOD", type=period)
    command.add_argument("--part", metavar="P", default="")
    if series:
        command.add_argument("--series", metavar="S", default="")


def period(text: str) -> Period:
    """Return the period that was given; it is wrong usage to give anything else."""
    if (found := read_period(text)) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no period; write 2023-24 Q2, 2022-09 or 2023-24")
    return found


def day(text: str) -> datetime.date:
    """Return the day that was given; it is wrong usage to give anything else."""
    try:
        return read_day(text)
    except UserError as refused:
        raise argparse.ArgumentTypeError(
            f"“{text}” is no date; write 2026-03-03, 3 March 2026 or 3/3/2026"
        ) from refused


@contextmanager
def opened(given: argparse.Namespace, doors: Doors) -> Iterator[Workspace]:
    """Open the file that was given, as at the day that was asked for."""
    with doors.open(given.file) as workspace:
        if given.as_at is None:
            yield workspace
            return
        then = workspace.as_at(given.as_at)
        if not then.is_begun() and (changed := workspace.days_changed()):
            raise UserError(f"The file began on {show_day(changed[-1].day)}.", "Give a later day.")
        yield then


@contextmanager
def to_change(given: argparse.Namespace, doors: Doors) -> Iterator[Workspace]:
    """Open the file that was given, to put something into it; UserError where it is damaged."""
    with doors.open(given.file) as workspace:
        refuse_damaged(workspace)
        yield workspace


def refuse_damaged(workspace: Workspace) -> None:
    """Raise UserError where a file is damaged: what is put into it might be lost with it."""
    if wrong := workspace.first_damage():
        raise UserError(
            f"“{workspace.path.name}” is damaged, so nothing was changed. {wrong}",
            "Restore the latest backup: ascdesk restore BACKUP FILE",
        )


def show(given: argparse.Namespace, document: Document, lines: Callable[[Document], Iterable[str]]) -> int:
    """Print a document as JSON where that was asked for, or else as lines to read; both say which day it is as at."""
    as_at: datetime.date | None = getattr(given, "as_at", None)
    if given.json:
        dated = {**document, "as_at": as_at.isoformat()} if as_at else document
        print(json_text.dumps(dated, ensure_ascii=False, indent=1))
        return 0
    if as_at:
        print(f"{as_it_was(as_at)}:")
    print("\n".join(lines(document)))
    return 0


def name(measure: Measure) -> str:
    """Return what a measure is called in a sentence."""
    return f"{measure.code} {measure.title}".strip().rstrip(".")


def the_period(given: argparse.Namespace, workspace: Workspace) -> Period:
    """Return the period that was given, or the one that is most likely meant; UserError where there is none."""
    found: Period | None = given.period or workspace.default_period()
    if found is None and workspace.day:
        raise UserError(f"{as_it_was(workspace.day)}, this file held no figures.", "Give a later day.")
    if found is None:
        raise UserError("This file holds no figures yet.", "Import a return, or set a figure.")
    return found
