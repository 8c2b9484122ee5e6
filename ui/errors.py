"""Where exceptions end: a sentence for what a person can mend, a log for what is our mistake."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from ascdesk.errors import Cancelled, UserError

LOG = logging.getLogger("ascdesk")


class ErrorHook(QObject):
    """Takes every exception that no code caught, on whatever thread. Emits `raised` with it."""

    raised = Signal(object)

    def __init__(self, window: QWidget, tell: Callable[[str, str], None]) -> None:
        super().__init__(window)
        self._window, self._tell = window, tell
        self._before = (sys.excepthook, threading.excepthook)
        self._open: QMessageBox | None = None
        # Queued where it comes from another thread, so that windows are only touched on this one.
        self.raised.connect(self._show)

    def install(self) -> None:
        """Stand where Python leaves the exceptions that nothing catches."""
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def remove(self) -> None:
        """Put back what stood there before."""
        sys.excepthook, threading.excepthook = self._before

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._before[0](kind, error, trace)
            return
        if not isinstance(error, UserError | Cancelled):
            LOG.error("A mistake of the program", exc_info=(kind, error, trace))
        self.raised.emit(error)

    def _show(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell(f"{error.problem} {error.remedy}".strip(), "trouble")
        elif isinstance(error, Cancelled):
            self._tell("Stopped. Nothing was changed.", "done")
        elif self._open is None:
            # One at a time: a mistake in painting would otherwise ask at every frame.
            self._open = tell_of_mistake(self._window, log_file())
            self._open.finished.connect(self._closed)

    def _closed(self) -> None:
        self._open = None


def not_kept(refused: UserError) -> str:
    """Return what to say where a file is let go of, and what was typed last in it was refused."""
    return f"What was typed last was not kept. {refused.problem}"


def log_file() -> Path | None:
    """Return the file that the program logs to, if it does."""
    for logger in (LOG, logging.getLogger()):
        for handler in logger.handlers:
            if isinstance(handler, logging.FileHandler):
                return Path(handler.baseFilename)
    return None


def tell_of_mistake(window: QWidget, log: Path | None) -> QMessageBox:
    """Say that the program made a mistake, that it goes on, and where the particulars are."""
    box = QMessageBox(window)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle("ASC Desk")
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText("Something went wrong inside the program. What you had saved is safe, and you can go on.")
    where = f"The particulars are in {log}" if log else "The particulars were written to standard error"
    box.setInformativeText(f"{where}; please send them to whoever looks after the program.")
    box.open()
    return box
