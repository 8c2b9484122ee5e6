"""Keeping what is typed: on disk while it is typed, and as one step of the log when its author leaves it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from ascdesk.commenting import Line, half_typed_key
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Subject
from ascdesk.workspace import Workspace
from ui.page import Unsaved
from ui.widgets.commentary_text import CommentaryText

SOON = 500


class Keeping(QObject):
    """Holds what the log says of the text that is open. Emits `changed` when something is typed or kept.

    And `stepped` with the commentary whose text is no longer half typed. What the file refuses waits here, by its
    line, until the file takes it.
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
        self._waiting: dict[EntityId, tuple[Line, Unsaved]] = {}
        self._why: UserError | None = None
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

    @property
    def unsaved(self) -> tuple[Unsaved, ...]:
        """The texts that the file refused."""
        return tuple(text for _, text in self._waiting.values())

    @property
    def past(self) -> bool:
        """Whether the file is shown as it was on a day, where nothing is written."""
        return self._workspace.day is not None

    @property
    def unsaved_keys(self) -> frozenset[EntityId]:
        """The commentaries whose texts the file refused."""
        return frozenset(self._waiting)

    @property
    def refused(self) -> str:
        """Why the file did not take what is typed in the text that is open; empty where it did."""
        return self._why.problem if self._why is not None and self.busy else ""

    def open(self, line: Line) -> None:
        """Show the text of another line; what the file refused there, or was typed when the program ended, is back."""
        self._line, self.kept_at, self._why, self.restored = line, None, None, False
        self._load(line.text)
        self._on_disk = self._workspace.half_typed(half_typed_key(line.key))
        if line.key in self._waiting:
            _, waiting = self._waiting[line.key]
            self._why = waiting.why
            self._show(waiting.text)
            return
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
        """Put what is typed on disk, outside the log; UserError the first time that the file refuses it."""
        self._timer.stop()
        if self._line is None:
            return
        typed = self._text.text()
        if not self.busy:
            self._let_go()
        elif typed != self._on_disk:
            before = self._why
            try:
                self._workspace.keep_half_typed(half_typed_key(self._line.key), typed)
            except UserError as why:
                self._why = why
                self.changed.emit()
                if before is None or before.problem != why.problem:  # not at every pause in the typing
                    raise
                return
            self._on_disk, self.kept_at, self._why = typed, datetime.now().astimezone(), None
        self.changed.emit()

    def commit(self, found: bool = False) -> None:
        """Make what is typed a step of the log, unless it is as it was.

        What was only found after the program had ended stays as it is, unless `found` says that it is wanted.
        UserError where the file takes nothing: the text waits then, and is tried again.
        """
        self._timer.stop()
        line = self._line
        if self.restored and not found and self._text.text() == self._found:
            return
        if line is None or not self.busy:
            self._let_go()
            if line is not None and line.key in self._waiting:
                del self._waiting[line.key]
                self.stepped.emit(line.key)
            return
        typed = self._text.text()
        try:
            _write(self._workspace, line, typed)
        except UserError as why:
            self._why = why
            name = line.name or line.title
            self._waiting[line.key] = line, Unsaved(name, f"the commentary of {name}", typed, why)
            raise
        self._saved, self._read_back, self.restored, self._why = typed.strip(), typed, False, None
        self._waiting.pop(line.key, None)
        self._text.settle()
        self._let_go()
        self.stepped.emit(line.key)

    def try_again(self) -> None:
        """Write the texts of other lines that the file refused before; those stay that it refuses again.

        One whose commentary says something else by now waits until its line is opened, for somebody to look at.
        """
        for key, (line, waiting) in tuple(self._waiting.items()):
            if (self._line is not None and key == self._line.key) or _text_now(self._workspace, line) != line.text:
                continue
            del self._waiting[key]  # writing may lead here again
            try:
                _write(self._workspace, line, waiting.text)
            except UserError as why:
                self._waiting[key] = line, replace(waiting, why=why)
            else:
                with suppress(UserError):
                    self._workspace.keep_half_typed(half_typed_key(key), None)
                self.stepped.emit(key)

    def drop(self) -> None:
        """Show the saved text again in place of what was being typed."""
        self._timer.stop()
        self._load(self._saved)
        self.restored, self._why = False, None
        self._let_go()
        if self._line is not None:
            self._waiting.pop(self._line.key, None)
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
        self._why = None
        if self._on_disk is None or self._line is None:
            return
        # Where the file does not take this, nothing is lost: the text is offered when it is opened again.
        with suppress(UserError):
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


def _text_now(workspace: Workspace, line: Line) -> str:
    held = workspace.commentaries_of(line.subject_id, line.part)
    return next((each.text for each in held if each.id == line.key), "")


def _write(workspace: Workspace, line: Line, text: str) -> None:
    if line.measure is not None:
        workspace.comment(line.measure, line.period, text, line.part)
    elif line.section is not None:
        workspace.comment_section(line.section, line.period, text)
    elif line.subject is Subject.REPORT:
        workspace.comment_report(line.subject_id, line.period, text)
