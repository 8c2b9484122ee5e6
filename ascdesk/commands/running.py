"""Finding out which command was given, and carrying it out."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from itertools import pairwise

from ascdesk import program_version
from ascdesk.commands import calendar, cells, entry, files, views, year
from ascdesk.commands.giving import Doors
from ascdesk.errors import UserError
from ascdesk.reports.contents import REPORTS

# A minus figure as typed, "-0.5%" or "-£5", would be taken for an option; with a space before it, it is not.
_MINUS = re.compile(r"-£?\.?[0-9]")


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Carry out a command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if _asks_for_reports(arguments):
        return _list_reports()
    given = _parser().parse_args([f" {each}" if _MINUS.match(each) else each for each in arguments])
    try:
        status: int = given.carry_out(given, doors)
        sys.stdout.flush()
    except UserError as refused:
        print(f"ascdesk: {refused.problem}", file=sys.stderr)
        if refused.remedy:
            print(refused.remedy, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads our output has seen enough, as "| head" has; Python must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ascdesk",
        description="Council performance figures, on one file, offline.",
        epilog="“ascdesk” or “ascdesk FILE.ascdesk” opens the window.",
    )
    parser.add_argument("--version", action="version", version=f"ASC Desk {program_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    entry.add(commands)
    views.add(commands)
    calendar.add(commands)
    cells.add(commands)
    year.add(commands)
    files.add(commands)
    return parser


def _asks_for_reports(arguments: Sequence[str]) -> bool:
    """Tell whether the reports are asked for, which needs neither a file nor a place to write to."""
    return arguments[:1] == ["export"] and "list" in (
        given for option, given in pairwise(arguments) if option == "--report"
    )


def _list_reports() -> int:
    for name, about in REPORTS.items():
        print(f"{name}  {about}")
    return 0
