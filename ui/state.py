"""What the window says of itself: what can be done now, what is open, how far it is, and that it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from ascdesk.expecting import Progress, expectations, longer_wanted, progress
from ascdesk.outstanding import waiting_texts
from ascdesk.scorecard import Row
from ascdesk.store import Step
from ui.actions import COMMANDS, Needs
from ui.shell import Shell
from ui.words import of_them

if TYPE_CHECKING:
    from ui.open_file import OpenFile


def show_state(shell: Shell, commands: Mapping[str, QAction], file: OpenFile | None, busy: bool) -> None:
    """Show what can be done now, what is open, and that it is saved."""
    deciding = file is not None and file.preview is not None
    free = not busy and not deciding
    there = {Needs.NOTHING: not busy, Needs.FILE: free and file is not None}
    there[Needs.FIGURES] = free and file is not None and bool(file.card.rows)
    for command in COMMANDS:
        commands[command.key].setEnabled(there[command.needs])
    for key in ("quit", "keys", "about"):
        commands[key].setEnabled(True)
    _name_steps(commands, file, free)
    shell.import_.setEnabled(there[Needs.FILE])
    shell.export.setEnabled(there[Needs.FIGURES])
    shell.search.setEnabled(not busy and not deciding)
    shell.navigation.open_up(file is not None and not deciding)
    shell.period.show_periods(file.offered if file else (), file.period if file else None)
    shell.period.setEnabled(free)
    shell.status.show_busy(busy)


def show_progress(shell: Shell, file: OpenFile | None) -> None:
    """Show how many figures are in and what waits for somebody."""
    done = _progress(file)
    _show_counts(shell, file, done)
    _tell_status(shell, file, done)


def _name_steps(commands: Mapping[str, QAction], file: OpenFile | None, free: bool) -> None:
    undo = file.workspace.undoable() if file else None
    redo = file.workspace.redoable() if file else None
    for key, word, step in (("undo", "&Undo", undo), ("redo", "&Redo", redo)):
        commands[key].setText(f"{word} {_label(step)}".strip())
        commands[key].setEnabled(free and step is not None)


def _label(step: Step | None) -> str:
    return step.label.replace("&", "&&") if step else ""


def _progress(file: OpenFile | None) -> Progress:
    """Return how far the figures of the shown period are."""
    if file is None:
        return Progress()
    periods, measures = longer_wanted(file.card)
    longer = file.workspace.figures_in(periods, measures) if measures else ()
    return progress(expectations(file.card, longer))


def _show_counts(shell: Shell, file: OpenFile | None, done: Progress) -> None:
    """Show beside the pages' names how many figures are due, and how many commentaries want somebody."""
    texts = waiting_texts(file.card) if file else 0
    shell.navigation.show_counts(
        {"figures": done.due, "commentary": texts},
        {"figures": f"{of_them(done.due, 'figure')} due", "commentary": f"{of_them(texts, 'text')} to see to"},
    )


def _tell_status(shell: Shell, file: OpenFile | None, done: Progress) -> None:
    if file is None:
        shell.status.show_file("", "", "")
    else:
        counts = counts_words(file.card.rows, done) if file.card.rows else ""
        shell.status.show_file(file.workspace.path.name, counts, file.workspace.author)


def counts_words(rows: Sequence[Row], done: Progress) -> str:
    """Return how many measures there are and how many of the expected figures are in; "Not available" is none."""
    measures = of_them(len({row.measure.id for row in rows}), "measure")
    if not done.expected:
        return f"{measures} · no figure is due"
    return f"{measures} · {done.there:,} of {of_them(done.expected, 'figure')} in"
