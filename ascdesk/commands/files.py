"""The commands about reports, the log and whole files."""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path

from ascdesk.commands.giving import Commands, Doors, command, opened, period, the_period
from ascdesk.days import show_day
from ascdesk.errors import UserError


def add(commands: Commands) -> None:
    """Add the commands about reports, the log and whole files."""
    export = command(
        commands, "export", "Write a report, replacing OUT; its ending says the format.", _export, past=True
    )
    export.add_argument("--report", metavar="NAME", required=True, help="“list” names the reports")
    export.add_argument("--period", metavar="P", type=period)
    export.add_argument("out", metavar="OUT", type=Path)
    command(commands, "undo", "Take back the latest step.", _undo)
    command(commands, "redo", "Do again what was undone last.", _redo)
    backup = command(commands, "backup", "Write a checked copy into a folder.", _backup)
    backup.add_argument("folder", metavar="DIR", type=Path)
    restore = command(commands, "restore", "Make a file from a checked copy; never overwrites.", _restore, file=False)
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("file", metavar="FILE", type=Path)


def _export(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        replaced = given.out.exists()
        workspace.export(given.report, the_period(given, workspace), given.out)
    was = f": as it was on {show_day(given.as_at)}" if given.as_at else ""
    print(f"{'Replaced' if replaced else 'Wrote'} {given.out}{was}.")
    return 0


def _undo(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        print(f"{workspace.undo().label}.")
    return 0


def _redo(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        print(f"{workspace.redo().label}.")
    return 0


def _backup(given: argparse.Namespace, doors: Doors) -> int:
    if not given.folder.is_dir():
        raise UserError(f"There is no folder “{given.folder}”.", "Make it, or name another.")
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    copy = given.folder / f"{given.file.stem} {stamp}.ascdesk"
    with doors.open(given.file) as workspace:
        workspace.copy_to(copy)
    print(f"Wrote {copy}; it was opened and checked.")
    return 0


def _restore(given: argparse.Namespace, doors: Doors) -> int:
    doors.restore(given.backup, given.file)
    print(f"Made {given.file} from {given.backup}; it was checked.")
    return 0
