"""How far the figures and texts of the shown period are: the counts beside the pages' names and in the status line."""

from __future__ import annotations

from collections.abc import Sequence

from ascdesk.expecting import Progress, expectations, longer_wanted, progress
from ascdesk.outstanding import waiting_texts
from ascdesk.scorecard import Row
from ui.open_file import OpenFile
from ui.shell import Shell
from ui.words import of_them


def show_progress(shell: Shell, file: OpenFile) -> None:
    """Show how many figures are in and what waits for somebody."""
    done = _progress(file)
    _show_counts(shell, file, done)
    _tell_status(shell, file, done)


def _progress(file: OpenFile) -> Progress:
    """Return how far the figures of the shown period are."""
    periods, measures = longer_wanted(file.card)
    longer = file.workspace.figures_in(periods, measures) if measures else ()
    return progress(expectations(file.card, longer))


def _show_counts(shell: Shell, file: OpenFile, done: Progress) -> None:
    """Show beside the pages' names how many figures are due, and how many commentaries want somebody."""
    texts = waiting_texts(file.card)
    shell.navigation.show_counts(
        {"figures": done.due, "commentary": texts},
        {"figures": f"{of_them(done.due, 'figure')} due", "commentary": f"{of_them(texts, 'text')} to see to"},
    )


def _tell_status(shell: Shell, file: OpenFile, done: Progress) -> None:
    counts = counts_words(file.card.rows, done) if file.card.rows else ""
    shell.status.show_file(file.workspace.path.name, counts, file.workspace.author)


def counts_words(rows: Sequence[Row], done: Progress) -> str:
    """Return how many measures there are and how many of the expected figures are in; "Not available" is none."""
    measures = of_them(len({row.measure.id for row in rows}), "measure")
    if not done.expected:
        return f"{measures} · no figure is due"
    return f"{measures} · {done.there:,} of {of_them(done.expected, 'figure')} in"
