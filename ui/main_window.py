"""The window: at most one open file, and the actions that lead into it and out of it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QMainWindow, QMessageBox
from typing_extensions import override

from ascdesk.days import show_day
from ascdesk.errors import UserError
from ascdesk.periods import Period
from ui import actions, asking, recent
from ui.as_at import LookingBack
from ui.doors import ENDING, Doors
from ui.errors import ErrorHook, not_kept
from ui.page import Spot
from ui.pressing import Pressing
from ui.shell import Shell
from ui.state import show_state
from ui.tasks import Tasks
from ui.widgets.navigation import PLACES
from ui.widgets.search import Destination

if TYPE_CHECKING:  # the pages are loaded when they are first shown
    from ascdesk.workspace import Workspace
    from ui.calendar import CalendarDesk
    from ui.open_file import OpenFile
    from ui.pages.start import StartPage

# The counts are told after so many milliseconds without another change: they look at every figure of the period.
PAUSE = 150


class MainWindow(QMainWindow):
    """Shows the start page, or one file."""

    def __init__(self, doors: Doors, settings: QSettings) -> None:
        super().__init__()
        self._doors, self._settings = doors, settings
        self.file: OpenFile | None = None
        self.tasks = Tasks(self)
        self.pressing = Pressing(self)
        self.shell = Shell(self.destinations)
        self.calendar: CalendarDesk | None = None
        self.setCentralWidget(self.shell)
        self.setAcceptDrops(True)
        self.errors = ErrorHook(self, self._tell_trouble)
        self.commands = actions.make_actions(self, self._slots())
        actions.fill_menus(self.shell.menus, self.commands)
        self.start_page: StartPage | None = None
        self.looking_back = LookingBack(self.shell, self._follow)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._show_progress)
        self._connect()
        self._restore()
        self.show_state()

    def _slots(self) -> dict[str, Callable[[], object]]:
        return {
            "new": lambda: self._ask_new(None),
            "open": self._ask_open,
            "copy": self._ask_copy,
            "import": self._ask_import,
            "paste": self._import_pasted,
            "export": self._ask_export,
            "close": self.close_file,
            "quit": self.close,
            "undo": self._undo,
            "redo": self._redo,
            "lock": self._ask_lock,
            "closing": self._ask_day,
            "search": self._search,
            "back": lambda: self.shell.period.step(-1),
            "on": lambda: self.shell.period.step(1),
            "details": self._toggle_details,
            "compare": self._compare,
            "year": self._prepare_year,
            "as_at": self._ask_as_at,
            "today": lambda: self.looking_back.back(),
            **{place.key: lambda key=place.key: self._show_page(key) for place in PLACES},  # type: ignore[misc]
            "keys": self._show_keys,
            "about": lambda: asking.about(self),
        }

    def _make_start_page(self) -> StartPage:
        from ui.pages.start import StartPage

        page = StartPage()
        page.new_wanted.connect(lambda: self._ask_new(None))
        page.sample_wanted.connect(self._ask_new)
        page.open_wanted.connect(self._ask_open)
        page.recent_wanted.connect(self.open_file)
        self.shell.pages.addWidget(page)
        return page

    def _connect(self) -> None:
        self.shell.import_.clicked.connect(self._ask_import)
        self.shell.export.clicked.connect(self._ask_export)
        self.shell.period.picked.connect(self._show_period)
        self.shell.search.left.connect(self._back_to_page)
        self.shell.messages.told.connect(self._heard)
        self.shell.past.another.connect(self._ask_as_at)
        self.looking_back.shown.connect(self._show_file)
        self.tasks.began.connect(self._began)
        self.tasks.ended.connect(self._ended)

    # Files

    def open_file(self, path: Path) -> None:
        """Open a file in place of the one that is open; that one stays where the other is refused."""
        if self.file is not None and self.file.workspace.path.resolve() == path.resolve():
            return
        self._take(self._doors.open(path))

    def new_file(self, path: Path, sample: str | None = None) -> None:
        """Make a file and open it in place of the one that is open."""

        def make(_: Callable[[], bool]) -> Workspace:
            return self._doors.new(path, sample)

        self.tasks.start(f"Making {path.name}…", make, self._made)

    def _made(self, future: Future[Workspace]) -> None:
        self._take(future.result())

    def _take(self, workspace: Workspace) -> None:
        from ui.open_file import OpenFile

        self._let_go()
        recent.remember(self._settings, workspace.path)
        try:
            self.file = OpenFile(workspace, self.shell, self.tasks, lambda key: self.commands[key].trigger())
        except BaseException:
            workspace.close()  # a file that cannot be shown is not kept locked
            raise
        self._follow(self.file)
        self._show_file(self.file)
        self.file.go(self.file.spot)
        if wrong := workspace.first_damage():
            advice = "Look what can still be read, and go on with the latest backup."
            self.shell.messages.tell(f"“{workspace.path.name}” is damaged. {wrong} {advice}", "trouble")
        # What is loaded by now stays: looking through it for garbage would stop a keystroke for several frames.
        gc.freeze()

    def _follow(self, file: OpenFile) -> None:
        file.changed.connect(self.show_state)
        file.touched.connect(self._show_touched)

    def _show_file(self, file: OpenFile) -> None:
        """Show a file as the one that is open: that of today, or as it was on a day."""
        self.file = file
        self.calendar = self.calendar or self._make_calendar()
        day = file.workspace.day
        was = f" – as it was on {show_day(day)}" if day else ""
        self.setWindowTitle(f"{file.workspace.path.name}{was} – ASC Desk")
        self.show_state()

    def _let_go(self, tell: Callable[[str, str], object] | None = None) -> None:
        self.shell.messages.hide()
        file, self.file = self.looking_back.leave() or self.file, None
        if file is None:
            return
        try:
            file.close()
        except UserError as refused:  # what was half typed; the next file, or the start page, is shown all the same
            (tell or self._tell_trouble)(not_kept(refused), "trouble")
        gc.unfreeze()

    def close_file(self) -> None:
        """Let go of the file and show the start page."""
        self._let_go()
        self.show_start()

    def show_start(self) -> None:
        """Show what to do first."""
        if self.start_page is None:
            self.start_page = self._make_start_page()
        self.start_page.show_recent(recent.files(self._settings))
        self.shell.pages.setCurrentWidget(self.start_page)
        self.shell.navigation.mark("")
        self.setWindowTitle("ASC Desk")
        self.show_state()
        self.start_page.first.setFocus()

    # Asking

    def _ask_new(self, sample: str | None) -> None:
        if path := asking.for_new_file(self, sample):
            self.new_file(path, sample)

    def _ask_open(self) -> None:
        if path := asking.for_file(self):
            self.open_file(path)

    def _ask_copy(self) -> None:
        if self.file and (path := asking.for_copy(self, self.file.workspace.path)):
            refusal = ""
            try:
                self.file.leave_all()
            except UserError as refused:  # a copy is what helps then
                refusal = f" {not_kept(refused)}"
            waiting = self.file.unsaved()
            self.file.workspace.copy_to(path)
            said, kind = asking.copied(path, waiting)
            self.shell.messages.tell(said + refusal, "warning" if refusal else kind)

    def _ask_import(self) -> None:
        if self.file and (paths := asking.for_returns(self)):
            self.file.import_files(paths)

    def _import_pasted(self) -> None:
        text = QGuiApplication.clipboard().text()
        if self.file and text.strip():
            self.file.import_text(text)
        elif self.file:
            self.shell.messages.tell(
                "There is no text to import. Copy the report’s text or table in Word, Excel or a PDF first.", "warning"
            )

    def _ask_export(self) -> None:
        file = self.file
        if file and (path := asking.for_export(self, file.workspace.path, file.period, file.report)):
            file.export(path, file.report)

    def _undo(self) -> None:
        if self.file:
            self.file.undo()

    def _redo(self) -> None:
        if self.file:
            self.file.redo()

    def _toggle_details(self) -> None:
        if self.file and self.file.page:
            self.file.page.toggle_details()

    def _show_page(self, key: str) -> None:
        if self.file:
            self.file.go(Spot(key))

    def _ask_as_at(self) -> None:
        if self.file:
            self.looking_back.ask(self.file)

    def _ask_lock(self) -> None:
        if self.calendar:
            self.calendar.ask()

    def _ask_day(self) -> None:
        if self.calendar:
            self.calendar.ask_day()

    def _compare(self) -> None:
        if self.file:
            self.file.compare()

    def _prepare_year(self) -> None:
        if self.file:
            self.file.prepare_year()

    def _show_period(self, period: Period) -> None:
        if self.file:
            self.file.show_period(period)

    def _show_keys(self) -> None:
        from ui.dialogs.keys import show_keys

        show_keys(self)

    def _search(self) -> None:
        self.shell.search.setFocus()
        self.shell.search.selectAll()

    def _back_to_page(self) -> None:
        if self.file and self.file.preview:
            self.file.preview.first().setFocus()
        elif self.file and self.file.page:
            self.file.page.first().setFocus()
        else:
            self.looking_back.back()

    def destinations(self) -> list[Destination]:
        """Return all that the search box can go to: measures first, then actions."""
        found = self.file.places() if self.file else []
        for key, action in self.commands.items():
            if action.isEnabled() and key not in self.shell.navigation.buttons and key != "search":
                found.append(Destination(actions.plain(action.text()), action.trigger))
        return found

    # State

    def show_state(self) -> None:
        """Show what can be done now, and what is true of the file."""
        self._tell_state()
        self._show_progress()

    def _tell_state(self) -> None:
        """Show what can be done now, and what is true of the shown period."""
        show_state(self.shell, self.commands, self.file, self.tasks.busy)
        if self.calendar is not None:
            self.calendar.show(self.commands)

    def _make_calendar(self) -> CalendarDesk:
        from ui.calendar import CalendarDesk

        made = CalendarDesk(self.shell, lambda: self.file)
        made.panel.left.connect(self._back_to_page)
        return made

    def _show_touched(self) -> None:
        """Show at once what can be undone, and how far the figures are when nobody has typed for a moment."""
        self._tell_state()
        self._pause.start()

    def _show_progress(self) -> None:
        self._pause.stop()
        if self.file is None:
            self.shell.status.show_file("", "", "")
            self.shell.navigation.show_counts({})
            return
        from ui.progress import show_progress

        show_progress(self.shell, self.file)

    def _began(self, what: str) -> None:
        self.shell.messages.tell(what, "working", act="Cancel", run=self.tasks.cancel)
        self.show_state()

    def _ended(self) -> None:
        self.shell.messages.hide()
        self.show_state()

    def _tell_trouble(self, text: str, kind: str) -> None:
        if self.file is None:
            self.show_start()
        self.shell.messages.tell(text, kind)

    def _heard(self, kind: str) -> None:
        """Look again whether everything is saved where somebody was told of trouble."""
        if kind == "trouble":
            self._tell_state()

    def _restore(self) -> None:
        self.resize(1366, 768)
        kept = self._settings.value("geometry")
        if isinstance(kept, QByteArray):
            self.restoreGeometry(kept)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:  # from what stands around the page
            self._back_to_page()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.setValue("geometry", self.saveGeometry())
        self.tasks.close()
        self._let_go(lambda text, _: QMessageBox.warning(self, "ASC Desk", text))
        self.errors.remove()
        super().closeEvent(event)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if asking.dropped(event.mimeData()) and not self.tasks.busy:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        paths = asking.dropped(event.mimeData())
        files = [path for path in paths if path.suffix.lower() == ENDING]
        event.acceptProposedAction()
        if files:
            self.open_file(files[0])
        elif self.file and self.file.workspace.day:
            self.shell.messages.tell("Nothing can be imported into the past. Go back to today first.", "warning")
        elif self.file:
            self.file.import_files(paths)
        elif paths:
            self.shell.messages.tell("Open or make a file first; then drop the report on it again.", "warning")
