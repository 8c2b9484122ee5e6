"""Keeping what is typed: on disk while it is typed, and as one step of the log when its author leaves it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ascdesk.commenting import Line, half_typed_key
from ascdesk.model import Subject
from ascdesk.workspace import Workspace
from ui.widgets.commentary_text import CommentaryText

SOON = 500


class Keeping(QObject):
    """Holds what the log says of the text that is open. Emits `changed` when something is typed or kept.

    And `stepped` with the commentary whose text is no longer half typed.
    """

    changed = Signal()
    stepped = Signal(str)

    def __init__(self, workspace: Workspace, text: CommentaryText) -> None:
        super().__init__(text)
        self._workspace, self._text = workspace, text
        self._line: Line | None = None
        self._saved = self._read_back = ""
        self._on_disk: str | None = None
        self._found = ""
        self.kept_at: datetime | None = None
        self.restored = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SOON)
        self._timer.timeout.connect(self.keep)
        text.textChanged.connect(self._typed)

    @property
    def busy(self) -> bool:
        """Whether something is typed that is no step of the log yet."""
        return self._line is not None and self._text.text().strip() != self._read_back.strip()

    @property
    def waiting(self) -> bool:
        """Whether something is typed that is not on disk yet."""
        return self._timer.isActive()

    def open(self, line: Line) -> None:
        """Show the text of another line; what was typed there when the program ended is put back."""
        self._line, self.kept_at = line, None
        self._load(line.text)
        self._on_disk = self._workspace.half_typed(half_typed_key(line.key))
        self.restored = self._on_disk is not None and self._on_disk.strip() != self._read_back.strip()
        if self._on_disk is not None and self.restored:
            self._show(self._on_disk)
            self._found = self._text.text()
        elif self._on_disk is not None:
            self._let_go()

    def follow(self, line: Line) -> None:
        """Show what the log says now of the text that is open, unless something else is being typed there."""
        typing = self.busy
        self._line = line
        if not typing and line.text != self._saved:
            self._load(line.text)

    def keep(self) -> None:
        """Put what is typed on disk, outside the log."""
        self._timer.stop()
        if self._line is None:
            return
        typed = self._text.text()
        if not self.busy:
            self._let_go()
        elif typed != self._on_disk:
            self._workspace.keep_half_typed(half_typed_key(self._line.key), typed)
            self._on_disk, self.kept_at = typed, datetime.now().astimezone()
        self.changed.emit()

    def commit(self, found: bool = False) -> None:
        """Make what is typed a step of the log, unless it is as it was.

        What was only found after the program had ended stays as it is, unless `found` says that it is wanted.
        """
        self._timer.stop()
        line = self._line
        if self.restored and not found and self._text.text() == self._found:
            return
        if line is None or not self.busy:
            self._let_go()
            return
        typed = self._text.text()
        _write(self._workspace, line, typed)
        self._saved, self._read_back, self.restored = typed.strip(), typed, False
        self._text.settle()
        self._let_go()
        self.stepped.emit(line.key)

    def drop(self) -> None:
        """Show the saved text again in place of what was being typed."""
        self._timer.stop()
        self._load(self._saved)
        self.restored = False
        self._let_go()
        if self._line is not None:
            self.stepped.emit(self._line.key)
        self.changed.emit()

    def _load(self, text: str) -> None:
        self._saved = text
        self._show(text)
        self._read_back = self._text.text()

    def _show(self, text: str) -> None:
        blocked = self._text.blockSignals(True)
        self._text.set_text(text)
        self._text.blockSignals(blocked)

    def _let_go(self) -> None:
        if self._on_disk is not None and self._line is not None:
            self._workspace.keep_half_typed(half_typed_key(self._line.key), None)
            self._on_disk = None

    def _typed(self) -> None:
        self._timer.start()
        self.changed.emit()


def can_write(line: Line) -> bool:
    """Tell whether a text can be written here: what it is about must be in the file."""
    return {
        Subject.MEASURE: line.measure is not None,
        Subject.SECTION: line.section is not None,
        Subject.REPORT: True,
        Subject.UNPLACED: False,
    }[line.subject]


def _write(workspace: Workspace, line: Line, text: str) -> None:
    if line.measure is not None:
        workspace.comment(line.measure, line.period, text, line.part)
    elif line.section is not None:
        workspace.comment_section(line.section, line.period, text)
    elif line.subject is Subject.REPORT:
        workspace.comment_report(line.subject_id, line.period, text)
