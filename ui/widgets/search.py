"""The box that goes anywhere by typing: to a measure, a page or an action."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QStringListModel, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView
from typing_extensions import override

MOST = 12


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
    """Finds while one types; Enter goes to the first or the marked one. `offers` says what there is."""

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
        self._texts = QStringListModel(self)
        self.popup = QListView()
        self.completer_ = self._completer()
        self.textEdited.connect(self._look)

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
        self.completer_.complete()
        self.popup.setCurrentIndex(self.completer_.completionModel().index(0, 0))

    def _go(self, number: int) -> None:
        found, self.found = self.found, []
        self.clear()
        self.popup.hide()
        if number < len(found):
            self.clearFocus()
            found[number].go()

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
            self.clearFocus()
            return
        super().keyPressEvent(event)
