"""Showing the open file as it was on a day, while the file of today waits behind it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ascdesk.as_at import as_it_was, not_yet_begun
from ascdesk.errors import UserError
from ui.shell import Shell
from ui.widgets.past_field import PastField

if TYPE_CHECKING:  # the pages are loaded when they are first shown
    from ui.open_file import OpenFile


class LookingBack(QObject):
    """Leads from the file of today to a day of its past, and back. Emits `shown` with the file that is shown now.

    The past has pages of its own, so that nothing of it is left on those of today; `follow` is told of each.
    """

    shown = Signal(object)

    def __init__(self, shell: Shell, follow: Callable[[OpenFile], None]) -> None:
        super().__init__(shell)
        self._shell, self._follow = shell, follow
        self.now: OpenFile | None = None
        self.past: OpenFile | None = None
        self.field = PastField(shell.period)
        shell.past.today.connect(self.back)

    def ask(self, now: OpenFile) -> None:
        """Ask for the day as at which a file, or the one whose past is shown, is to be shown."""
        now = self.now or now
        below = self._shell.period.mapToGlobal(self._shell.period.rect().bottomLeft())
        shown, today = (self.past or now).workspace.today(), now.workspace.today()
        self.field.ask(below, now.workspace.days_changed(), shown, today, lambda day: self.show_day(now, day))

    def show_day(self, now: OpenFile, day: datetime.date) -> None:
        """Show a file as it was at the end of a day, on the page and at the measure that are shown."""
        before = self.past or now
        before.leave_all()  # nothing half done stays behind
        spot = replace(before.spot, period=before.period)
        now.rest()
        try:
            past = now.as_at(day, spot)
        except BaseException:
            if before is now:
                now.resume()
            raise
        self._leave_past()
        self.now, self.past = now, past
        past.today_wanted.connect(self.back)
        self._follow(past)
        self._say(now, past)
        self.shown.emit(past)
        past.go(spot)
        if past.page is None:
            self._shell.past.back.setFocus()

    def _say(self, now: OpenFile, past: OpenFile) -> None:
        day = past.workspace.today()
        if past.workspace.is_begun():
            self._shell.past.say(f"{as_it_was(day)}: nothing can be changed.")
            return
        said = not_yet_begun(day, now.workspace.days_changed())
        self._shell.past.say(f"{said} Nothing can be changed here.")
        past.empty.say("Nothing was here yet", said)

    def back(self) -> None:
        """Show the file of today again, on the page and at the measure where the past was left."""
        if self.past is None:
            return
        spot = replace(self.past.spot, period=self.past.period)
        if now := self.leave():
            now.resume()
            self.shown.emit(now)
            now.go(spot)

    def leave(self) -> OpenFile | None:
        """Take the past out of the window; return the file of today, if that waited behind it."""
        now, self.now = self.now, None
        self._leave_past()
        self._shell.past.say("")
        return now

    def _leave_past(self) -> None:
        past, self.past = self.past, None
        if past is None:
            return
        self._shell.messages.hide()  # what was refused there
        try:
            past.close()
        except UserError as refused:  # what somebody typed into the past
            self._shell.messages.tell(f"What was typed is not kept. {refused}", "warning")
