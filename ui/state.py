"""What the window says of itself: what can be done now, what is open, and that it is saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from ui.actions import COMMANDS, Needs
from ui.shell import Shell

if TYPE_CHECKING:
    from ascdesk.store import Step
    from ui.open_file import OpenFile


# What would change a file that is shown as it was on a day, or copy all of it.
NOT_IN_THE_PAST = ("import", "paste", "copy", "undo", "redo", "lock", "closing", "year")


def show_state(shell: Shell, commands: Mapping[str, QAction], file: OpenFile | None, busy: bool) -> None:
    """Show what can be done now, what is open, and that it is saved."""
    deciding = file is not None and file.preview is not None
    free = not busy and not deciding
    there = {Needs.NOTHING: not busy, Needs.FILE: free and file is not None}
    there[Needs.FIGURES] = free and file is not None and bool(file.card.rows)
    for command in COMMANDS:
        commands[command.key].setEnabled(there[command.needs])
    past = file is not None and file.workspace.day is not None
    for key in NOT_IN_THE_PAST if past else ("today",):
        commands[key].setEnabled(False)
    for key in ("quit", "keys", "about"):
        commands[key].setEnabled(True)
    _name_steps(commands, file, free)
    shell.import_.setEnabled(there[Needs.FILE] and not past)
    shell.past.setEnabled(free)
    shell.export.setEnabled(there[Needs.FIGURES])
    shell.search.setEnabled(not busy and not deciding)
    shell.navigation.open_up(file is not None and not deciding)
    shell.period.show_periods(file.offered if file else (), file.period if file else None)
    shell.period.setEnabled(free)
    if file is None:
        shell.status.show_busy(busy)
    else:
        shell.status.show_busy(busy, file.workspace.in_place, sum(page.unsaved_count() for page in file.pages.values()))


def _name_steps(commands: Mapping[str, QAction], file: OpenFile | None, free: bool) -> None:
    undo = file.workspace.undoable() if file else None
    redo = file.workspace.redoable() if file else None
    for key, word, step in (("undo", "&Undo", undo), ("redo", "&Redo", redo)):
        commands[key].setText(f"{word} {_label(step)}".strip())
        commands[key].setEnabled(free and step is not None)


def _label(step: Step | None) -> str:
    return step.label.replace("&", "&&") if step else ""
