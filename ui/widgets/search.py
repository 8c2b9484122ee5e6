"""The box that goes anywhere by typing: to a measure, a page or an action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCompleter, QLineEdit, QListView, QWidget
from shiboken6 import isValid
from typing_extensions import override

# How many are shown, what stands beside a name in its line, and how far the list stays from the window's edges.
MOST, BESIDE, EDGE = 12, 34, 8


@dataclass(frozen=True, slots=True)
class Destination:
    """Something that can be gone to, by name."""

    text: str
    go: Callable[[], object]


def find(destinations: Sequence[Destination], typed: str) -> list[Destination]:
    """Return the destinations that hold every typed word, those that begin with the text first."""
    sought = typed.casefold().split()
    if not sought:
        return []
    found = [each for each in destinations if all(word in each.text.casefold() for word in sought)]
    start = typed.strip().casefold()
    return sorted(found, key=lambda each: not each.text.casefold().startswith(start))[:MOST]


class SearchBox(QLineEdit):
    """Finds while one types; Enter goes to the first or the marked one. `offers` says what there is.

    Esc, and a destination that is gone to, give the keyboard back to where it came from; emits `left` where that is
    no more.
    """

    left = Signal()

    def __init__(self, offers: Callable[[], Sequence[Destination]]) -> None:
        super().__init__()
        self.setObjectName("search")
        self.setPlaceholderText("Go to a measure, page or action   (Ctrl+K)")
        self.setAccessibleName("Go to a measure, page or action")
        self.setAccessibleDescription("Type a part of its name, then press Enter")
        self.setMinimumWidth(150)
        self.setMaximumWidth(420)
        self._offers = offers
        self._all: Sequence[Destination] = ()
        self.found: list[Destination] = []
        self._before: QWidget | None = None
        self._texts = QStringListModel(self)
        self.popup = QListView()
        self.completer_ = self._completer()
        self.textEdited.connect(self._look)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._remember)

    def _completer(self) -> QCompleter:
        completer = QCompleter(self._texts, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(MOST)
        # Not setCompleter: that would write every line that the arrow keys pass into the box.
        completer.setWidget(self)
        self.popup.setObjectName("found")
        self.popup.setAccessibleName("Found")
        self.popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        completer.setPopup(self.popup)
        chosen = completer.activated[QModelIndex]  # type: ignore[index]
        chosen.connect(lambda index: self._go(index.row()))
        return completer

    def _look(self, typed: str) -> None:
        self.found = find(self._all, typed)
        self._texts.setStringList([each.text for each in self.found])
        if not self.found:
            self.popup.hide()
            return
        self.completer_.complete(self._below())
        self.popup.setCurrentIndex(self.completer_.completionModel().index(0, 0))

    def _below(self) -> QRect:
        """Return where the list hangs: under the box, but as wide as the names found, as far as the window is."""
        window = self.window().width() - 2 * EDGE
        width = max(min(self.popup.sizeHintForColumn(0) + BESIDE, window), self.width())
        left = self.mapTo(self.window(), QPoint()).x()
        return QRect(min(EDGE + window - left - width, 0), 0, width, self.height())

    def _go(self, number: int) -> None:
        found, self.found = self.found, []
        self.clear()
        self.popup.hide()
        if number < len(found):
            self._give_back()
            found[number].go()

    def _remember(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is self and before is not None:
            self._before = before

    def _give_back(self) -> None:
        before, self._before = self._before, None
        self.popup.hide()
        if not self.isActiveWindow():  # which the list may have been, and on some screens stays when it is hidden
            self.activateWindow()
        self.clearFocus()
        if before is not None and isValid(before) and before.isVisible() and before.isEnabled():
            before.setFocus()
        else:
            self.left.emit()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._all = self._offers()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.popup.isVisible():
            self._look(self.text())
            if self.found:
                self._go(0)
            return
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            self._give_back()
            return
        super().keyPressEvent(event)
