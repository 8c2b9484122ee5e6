"""One open file in the window: its pages, its period, and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ascdesk.model import EntityId
from ascdesk.periods import Period
from ascdesk.workspace import Changes, Workspace
from ui.exports import export_scorecard
from ui.imports import Importing
from ui.pages.scorecard import ScorecardPage
from ui.shell import Shell
from ui.tasks import Tasks
from ui.widgets.search import Destination
from ui.words import bare


class OpenFile(QObject):
    """Shows a workspace in the shell. Emits `changed` whenever the window's own state must be shown again."""

    changed = Signal()

    def __init__(self, workspace: Workspace, shell: Shell, tasks: Tasks) -> None:
        super().__init__()
        self.workspace, self._shell, self._tasks = workspace, shell, tasks
        self.period: Period | None = None
        self.preview: QWidget | None = None
        self.scorecard = ScorecardPage(workspace)
        self._importing = Importing(workspace, tasks, shell.messages, self.undo)
        self._importing.previewed.connect(self._show_preview)
        self._importing.finished.connect(self.end_preview)
        self._unsubscribe = workspace.subscribe(self._follow)
        shell.pages.addWidget(self.scorecard)
        shell.pages.setCurrentWidget(self.scorecard)
        self.show_period(workspace.default_period())

    def close(self) -> None:
        """Let go of the file, and take its pages out of the window."""
        self.end_preview(None)
        self._unsubscribe()
        self._shell.pages.removeWidget(self.scorecard)
        self.scorecard.hide()
        self.scorecard.deleteLater()
        self.workspace.close()
        self.deleteLater()

    def show_period(self, period: Period | None) -> None:
        """Show a period on every page."""
        self.period = period
        self.scorecard.show_period(period)
        self.changed.emit()

    def go_to(self, measure: EntityId, part: str) -> None:
        """Show a measure on the scorecard."""
        self._shell.pages.setCurrentWidget(self.scorecard)
        self.scorecard.go_to(measure, part)

    def measures(self) -> list[Destination]:
        """Return the measures of the scorecard as places to go to."""
        rows = self.scorecard.card.rows if self.scorecard.card else ()
        return [
            Destination(
                " · ".join(word for word in (row.measure.code, row.part, row.measure.title) if word),
                lambda row=row: self.go_to(row.measure.id, row.part),  # type: ignore[misc]
            )
            for row in rows
        ]

    def import_files(self, paths: Sequence[Path]) -> None:
        """Read files, and show what importing them would do."""
        self.end_preview(None)
        self._importing.start(paths)

    def export(self, out: Path) -> None:
        """Write the shown scorecard into a file."""
        if self.period is not None:
            export_scorecard(self.workspace, self.period, out, self._tasks, self._shell.messages)

    def undo(self) -> None:
        """Take back the latest step."""
        undone = self.workspace.undoable()
        self.workspace.undo()
        what = bare(undone.label) if undone else "the last step"
        self._shell.messages.tell(f"Undone: {what}.", act="Redo", run=self.redo)

    def redo(self) -> None:
        """Do again what was undone last."""
        redone = self.workspace.redoable()
        self.workspace.redo()
        what = bare(redone.label) if redone else "the last step"
        self._shell.messages.tell(f"Done again: {what}.", act="Undo", run=self.undo)

    def end_preview(self, period: Period | None) -> None:
        """Put the page back in the preview's place, at the period of what was imported."""
        if self.preview is None:
            return
        preview, self.preview = self.preview, None
        self._shell.pages.setCurrentWidget(self.scorecard)
        self._shell.pages.removeWidget(preview)
        preview.deleteLater()
        self.scorecard.table.setFocus()
        self.show_period(period if period in self.workspace.periods() else self.period)

    def _show_preview(self, preview: QWidget) -> None:
        self.end_preview(None)
        self.preview = preview
        self._shell.pages.addWidget(preview)
        self._shell.pages.setCurrentWidget(preview)
        preview.setFocus()
        self.changed.emit()

    def _follow(self, changes: Changes) -> None:
        if not (changes.figures or changes.measures or changes.commentaries):
            return
        held = self.period in self.workspace.periods()
        self.show_period(self.period if held else self.workspace.default_period())
