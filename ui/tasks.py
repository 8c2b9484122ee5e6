"""Slow work off the main thread: one worker, results delivered back on the main thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")
Cancelled = Callable[[], bool]


class Tasks(QObject):
    """Runs one piece of work after another. Emits `began` with its label, and `ended` when none is left."""

    began = Signal(str)
    ended = Signal()
    _arrived = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: ThreadPoolExecutor | None = None
        self._stop = threading.Event()
        self._waiting = 0
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return self._waiting > 0

    def start(self, label: str, work: Callable[[Cancelled], T], then: Callable[[Future[T]], None]) -> None:
        """Run `work` on the worker, which asks now and then whether to stop; `then` gets its future here."""
        if self._worker is None:
            self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ascdesk")
        if not self.busy:
            self._stop.clear()
        self._waiting += 1
        self.began.emit(label)
        future = self._worker.submit(work, self._stop.is_set)
        future.add_done_callback(lambda done: self._arrived.emit(done, then))

    def cancel(self) -> None:
        """Ask what is under way to stop; its future then holds `Cancelled`."""
        self._stop.set()

    def close(self) -> None:
        """Stop, and wait for the worker to be gone."""
        self.cancel()
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)
            self._worker = None
        self._arrived.disconnect(self._deliver)

    @Slot(object, object)
    def _deliver(self, future: Future[Any], then: Callable[[Future[Any]], None]) -> None:
        self._waiting -= 1
        if not self.busy:
            self.ended.emit()
        then(future)
