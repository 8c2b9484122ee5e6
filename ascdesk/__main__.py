"""Wires store, workspace, windows and commands: the one place that knows all of them."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ascdesk.errors import UserError

if TYPE_CHECKING:
    from ascdesk.commands import Doors
    from ascdesk.workspace import Workspace

ENDING = ".ascdesk"


def main(arguments: list[str] | None = None) -> int:
    """Carry out a command, or open the window; return the exit status."""
    _support_frozen_children()
    given = sys.argv[1:] if arguments is None else arguments
    if not given or given[0].endswith(ENDING):
        return open_window(Path(given[0]) if given else None)
    if given == ["--first-run"]:
        from ascdesk.first_run import first_run

        return first_run(doors(), open_window)
    # Only now: a window opens sooner without what the command line needs.
    from ascdesk.commands import run

    return run(given, doors())


def window_main() -> int:
    """Open the window, whatever the arguments; a file among them is opened in it."""
    _support_frozen_children()
    return open_window(Path(sys.argv[1]) if len(sys.argv) > 1 else None)


def _support_frozen_children() -> None:
    """Let a child of the frozen program do what it was started for, which is to read a workbook."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()


def doors() -> Doors:
    """Return how workspaces come to be, for the command line."""
    from ascdesk.commands import Doors

    return Doors(open_workspace, new_workspace, restore)


def open_window(path: Path | None) -> int:
    """Open the window on a file, or on the start page."""
    from ascdesk.logs import start_log
    from ui.app import run as run_window

    start_log()
    try:
        return run_window(open_workspace, new_workspace, path, smoke=os.environ.get("ASCDESK_SMOKE", ""))
    except UserError as refused:
        sys.stderr.write(f"ascdesk: {refused}\n")
        return 1


def open_workspace(path: Path) -> Workspace:
    """Open a file; UserError where it cannot be."""
    from ascdesk.workspace import Workspace
    from db.store import open_store

    author = author_name()
    return Workspace(open_store(path, author=author), author)


def new_workspace(path: Path, sample_name: str | None = None) -> Workspace:
    """Make a file, set up from a sample where one is named; a sample that fails leaves no file behind."""
    from ascdesk.workspace import Workspace
    from db.store import create

    chosen = None
    if sample_name is not None:
        from ascdesk.filling import fill
        from ascdesk.samples import sample

        chosen = sample(sample_name)
    author = author_name()
    workspace = Workspace(create(path, author=author), author)
    if chosen is not None:
        try:
            fill(workspace, chosen)
        except BaseException:
            workspace.close()
            path.unlink()
            raise
    return workspace


def restore(backup: Path, path: Path) -> None:
    """Make a file from a backup that is whole; UserError where it is not, or where the file is there."""
    with open_workspace(backup) as workspace:
        if wrong := workspace.check_file():
            raise UserError(f"“{backup}” is damaged: {wrong[0]}", "Restore an earlier backup.")
        workspace.copy_to(path)


def author_name() -> str:
    """Return the name of whoever is signed in to this computer."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


if __name__ == "__main__":
    sys.exit(main())
