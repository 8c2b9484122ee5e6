"""The calendar in the window: what stands beside the shown period, and what its panel does to the open file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from ascdesk.closing import following
from ascdesk.days import long_day
from ascdesk.identity import reporting_period_id
from ascdesk.locking import locked_by, state_of
from ascdesk.model import ReportingPeriod
from ascdesk.outstanding import waiting_texts
from ascdesk.periods import show_period
from ui.period_words import change_words, told, turned
from ui.progress import figures_progress
from ui.shell import Shell
from ui.widgets.period_panel import About, PeriodPanel
from ui.words import local_time, of_them

if TYPE_CHECKING:
    from ui.open_file import OpenFile

MOST_TOLD = 3


class CalendarDesk(QObject):
    """Keeps the period's state and its panel with the file that is open."""

    def __init__(self, shell: Shell, file: Callable[[], OpenFile | None]) -> None:
        super().__init__(shell)
        self._shell, self._file = shell, file
        self._shown: tuple[object, ...] = ()
        self.panel = PeriodPanel()
        shell.put_under_top(self.panel)
        shell.state.clicked.connect(self.ask)
        self.panel.turned.connect(self._turn)
        self.panel.day_given.connect(self._set)

    def show(self, commands: Mapping[str, QAction]) -> None:
        """Show what is true of the shown period, and name it in the menu; the panel goes where it is about another."""
        file, state = self._file(), self._shell.state
        if file is None or not file.card.rows:
            state.show_told(None)
            commands["lock"].setText("&Lock the period…")
            self.panel.close_up()
            self._shown = ()
            return
        free = commands["lock"].isEnabled()
        state.setEnabled(free)
        same = self._shown[:2] == (file.workspace, file.period)
        if not free or not same:
            self.panel.close_up()
        shown = (file.workspace, file.period, file.calendar, file.workspace.today())
        if shown != self._shown:
            self._shown = shown
            state.show_told(told(file.period, file.calendar, file.workspace.today(), self._locked_at(file)))
            if self.panel.isVisible():
                self.panel.show_about(self._about(file))
        locked = locked_by(file.period, file.calendar)
        name = show_period(locked.period if locked else file.period)
        commands["lock"].setText(f"{'Un&lock' if locked else '&Lock'} {name}…")
        commands["closing"].setEnabled(free and not locked)

    def ask(self) -> None:
        """Open the panel at the lock of the shown period."""
        self._ask(day_first=False)

    def ask_day(self) -> None:
        """Open the panel at the day on which the shown period closes."""
        self._ask(day_first=True)

    def _ask(self, day_first: bool) -> None:
        file = self._file()
        if file is None:
            return
        file.leave()
        self.panel.ask(self._about(file), day_first)

    def _about(self, file: OpenFile) -> About:
        """Return what the panel is about: the locked period that the shown one lies in, or the shown one itself."""
        period = file.period
        state = locked_by(period, file.calendar) or state_of(period, file.calendar)
        state = state or ReportingPeriod(id=reporting_period_id(period), period=period)
        within = f"{show_period(period)} lies in {show_period(state.period)}." if state.period != period else ""
        changes = file.workspace.calendar_changes(state.period)
        story = tuple(line for each in changes if (line := change_words(each)))
        return About(state, within, left_words(file), story[:MOST_TOLD], file.workspace.author)

    def _locked_at(self, file: OpenFile) -> str:
        """Return when the shown period was locked, as the clock showed it."""
        locked = locked_by(file.period, file.calendar)
        changes = file.workspace.calendar_changes(locked.period) if locked else []
        latest = next((each for each in changes if turned(each)), None)
        return local_time(latest.step.at) if latest else ""

    def _turn(self, reason: str) -> None:
        file, about = self._file(), self.panel.about
        if file is None or about is None:
            return
        act = file.workspace.unlock if about.state.locked else file.workspace.lock
        act(about.period, reason)
        now = "takes figures, ratings and texts again" if about.state.locked else "takes nothing until it is unlocked"
        said = f"{show_period(about.period)} is {'unlocked' if about.state.locked else 'locked'}: it {now}."
        # A lock goes only for a reason: to undo gives none.
        self.panel.close_up()
        self._shell.messages.tell(said)

    def _set(self, day: datetime.date | None, further: bool) -> None:
        file, about = self._file(), self.panel.about
        if file is None or about is None:
            return
        file.workspace.set_closing(about.period, day, further)
        name, also = show_period(about.period), ""
        if day is not None and further:
            ahead = [show_period(each) for each, _ in following(about.period, day)]
            also = f" So {'do' if len(ahead) > 1 else 'does'} {_listed(ahead)}, as long after {_ends(ahead)}."
        closes = f"{name} closes on {long_day(day)}." if day else f"{name} has no day on which it closes."
        self._done(file, f"{closes}{also}")

    def _done(self, file: OpenFile, said: str) -> None:
        self.panel.close_up()
        self._shell.messages.tell(said, act="Undo", run=file.undo)


def left_words(file: OpenFile) -> str:
    """Return what is still to do in the shown period, as a sentence; nothing where nothing is."""
    due, texts = figures_progress(file).due, waiting_texts(file.card)
    flags = sum(each.period == file.period for each in file.workspace.follow_ups())
    parts = [
        words
        for count, words in (
            (due, f"{of_them(due, 'figure')} due"), (flags, of_them(flags, "flag")),
            (texts, f"{of_them(texts, 'text')} to see to"),
        )
        if count
    ]  # fmt: skip
    return f"Still open: {_listed(parts)}." if parts else ""


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _ends(periods: list[str]) -> str:
    return "their ends" if len(periods) > 1 else "its end"
