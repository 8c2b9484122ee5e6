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
    done, flags = figures_progress(file), len(file.workspace.follow_ups())
    _show_counts(shell, file, done, flags)
    _tell_status(shell, file, done, flags)


def figures_progress(file: OpenFile) -> Progress:
    """Return how far the figures of the shown period are."""
    periods, measures = longer_wanted(file.card)
    longer = file.workspace.figures_in(periods, measures) if measures else ()
    return progress(expectations(file.card, longer))


def _show_counts(shell: Shell, file: OpenFile, done: Progress, flags: int) -> None:
    """Show beside the pages' names how many flags and due figures there are, and how many texts want somebody."""
    texts = waiting_texts(file.card)
    shell.navigation.show_counts(
        {"overview": flags, "figures": done.due, "commentary": texts},
        {
            "overview": of_them(flags, "flag"),
            "figures": f"{of_them(done.due, 'figure')} due",
            "commentary": f"{of_them(texts, 'text')} to see to",
        },
    )


def _tell_status(shell: Shell, file: OpenFile, done: Progress, flags: int) -> None:
    counts = counts_words(file.card.rows, done, flags) if file.card.rows else ""
    shell.status.show_file(file.workspace.path.name, counts, file.workspace.author)


def counts_words(rows: Sequence[Row], done: Progress, flags: int = 0) -> str:
    """Return how many measures there are, how many expected figures are in, and how many flags; "N/A" is not in."""
    measures = of_them(len({row.measure.id for row in rows}), "measure")
    figures = f"{done.there:,} of {of_them(done.expected, 'figure')} in" if done.expected else "no figure is due"
    return " · ".join([measures, figures, *([of_them(flags, "flag")] if flags else [])])
