"""From a file that was chosen or dropped to figures in the workspace: read, preview, apply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ascdesk.errors import UserError
from ascdesk.model import PublishedJudgement, PublishedTally
from ascdesk.periods import Period, show_period
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.values import Return
from ascdesk.workspace import Workspace
from ui.changes import PASTED, called
from ui.tasks import Tasks
from ui.widgets.message_bar import MessageBar
from ui.words import of_them


def read_all(paths: Sequence[Path], cancelled: Callable[[], bool]) -> tuple[Return, ...]:
    """Read the files that were chosen; slow."""
    from ascdesk.returns.reading import read_return

    return tuple(read_return(path, cancelled=cancelled) for path in paths)


def read_pasted(text: str, cancelled: Callable[[], bool]) -> tuple[Return, ...]:
    """Read the text of a report, or a table, that was copied from another program; slow."""
    from ascdesk.returns.reading import read_text

    try:
        return (read_text(PASTED, text),)
    except UserError as error:
        raise UserError(error.problem.replace(f"“{PASTED}”", "The text that was pasted"), error.remedy) from error


def read_again(returns: tuple[Return, ...], period: Period, cancelled: Callable[[], bool]) -> tuple[Return, ...]:
    """Say what files that were read mean if they are for this period."""
    from ascdesk.returns.reading import interpret

    return tuple(interpret(each.book, period) for each in returns)


class Importing(QObject):
    """Leads an import. Emits `previewed` with the preview to show, `finished` when it is decided."""

    previewed = Signal(object)
    finished = Signal(object)

    def __init__(
        self, workspace: Workspace, tasks: Tasks, messages: MessageBar,
        undo: Callable[[], object], compare: Callable[[], object],
    ) -> None:  # fmt: skip
        super().__init__()
        self._workspace, self._tasks, self._messages, self._undo = workspace, tasks, messages, undo
        self._compare = compare

    def start(self, paths: Sequence[Path]) -> None:
        """Read files on the worker, then show what importing them would do."""
        names = " and ".join(path.name for path in paths)
        self._tasks.start(f"Reading {names}…", partial(read_all, list(paths)), self._was_read)

    def start_pasted(self, text: str) -> None:
        """Read a text that was copied, then show what importing it would do."""
        self._tasks.start("Reading the text that was copied…", partial(read_pasted, text), self._was_read)

    def _was_read(self, future: Future[tuple[Return, ...]]) -> None:
        from ui.dialogs.import_preview import ImportPreview

        returns = future.result()
        preview = ImportPreview(returns, self._workspace.measures(), partial(self._workspace.plan_import, returns))
        preview.left.connect(lambda: self.finished.emit(None))
        preview.period_given.connect(lambda period: self._read_again(returns, period))
        preview.accepted.connect(lambda plan: self._apply(plan, returns))
        if preview.plan.changes_nothing and not preview.unknown and not preview.plan.problems:
            self._messages.tell(
                f"Importing {called(returns)} changes nothing: {_all_here(preview.plan)}.",
                act="Show what was read",
                run=lambda: self.previewed.emit(preview),
            )
            return
        self.previewed.emit(preview)

    def _read_again(self, returns: tuple[Return, ...], period: Period) -> None:
        label = f"Reading for {show_period(period)}…"
        self._tasks.start(label, partial(read_again, returns, period), self._was_read)

    def _apply(self, plan: Plan, returns: tuple[Return, ...]) -> None:
        self._workspace.apply(plan)
        period = next((each.period for each in returns if each.period), None)
        self.finished.emit(period)
        compared = self._compared(plan, period)
        imported = f"Imported {_imported(plan)} from {called(returns)}."
        said = " ".join(filter(None, (imported, _rejected(plan), compared)))
        look = ("Look", self._compare) if compared else None
        self._messages.tell(said, act="Undo", run=self._undo, also=look)

    def _compared(self, plan: Plan, period: Period | None) -> str:
        """Return how much of what the report printed of its own judgements differs; nothing where it printed none."""
        printed = any(isinstance(item.entity, PublishedJudgement | PublishedTally) for item in plan.items)
        if period is None or not printed:
            return ""
        from ui.models.reconciliation_lines import import_words

        return import_words(self._workspace.reconcile(period))


def _all_here(plan: Plan) -> str:
    count = plan.count(Status.UNCHANGED)
    return f"all {of_them(count, 'value')} are here already" if count else "no value could be taken from it"


def _imported(plan: Plan) -> str:
    values = of_them(plan.count(Status.NEW) + plan.count(Status.CHANGED), "value")
    made = f" and {of_them(len(plan.measures), 'measure')}" if plan.measures else ""
    return f"{values}{made}"


def _rejected(plan: Plan) -> str:
    return f"{of_them(len(plan.problems), 'cell')} could not be taken." if plan.problems else ""
