"""Every value that a cell has had: when, by whom, from where and why, with the ways back to it and to its source."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.model import Figure
from ascdesk.store import Change
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, empty, label

# As many as are made at once; the others when they are asked for.
FIRST = 8


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a cell had: as it was shown, how it came, why, and the change that made it.

    `now` tells that it is the one that stands there.
    """

    shown: str
    how: str
    why: str
    change: Change
    now: bool = False

    @property
    def source(self) -> Figure | None:
        """The figure whose file and place can be shown, if it came from one."""
        figure = self.change.after
        return figure if isinstance(figure, Figure) and figure.file else None


class Entry(QFrame):
    """One value. It shows what can be done with it while it is the chosen one.

    Emits `chosen` when it gets the keyboard, `moved` with a step up or down, and `restored` and `source_wanted`.
    """

    chosen = Signal(object)
    moved = Signal(object, int)
    restored = Signal(object)
    source_wanted = Signal(object)

    def __init__(self, value: Value) -> None:
        super().__init__()
        self.value = value
        self.setProperty("role", "entry")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        said = " Now." if value.now else ""
        self.setAccessibleName(f"{value.shown}:{said} {value.why} {value.how}".strip())
        self.shown = label(value.shown, "strong", wrap=len(value.shown) > 8)
        self.shown.setMinimumWidth(62)
        self.shown.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        self.why, self.how = label(value.why, "small", wrap=True), label(value.how, "caption", wrap=True)
        self.why.setVisible(bool(value.why))
        self.back = button("Bring back", "fold", "Let this value stand in the cell again")
        self.source = button("Show source", "fold", "Open the kept file at the cell that it came from")
        self.back.setAccessibleName(f"Bring {value.shown} back")
        self.source.setAccessibleName(f"Show where {value.shown} came from")
        self._acts = QWidget()
        self._lay_out()
        self.back.clicked.connect(lambda: self.restored.emit(value.change))
        self.source.clicked.connect(lambda: self.source_wanted.emit(value.source))
        self.choose(False)

    def _lay_out(self) -> None:
        acts = FlowLayout(self._acts, gap=8)
        if not self.value.now:
            acts.addWidget(self.back)
        if self.value.source:
            acts.addWidget(self.source)
        texts = QVBoxLayout()
        texts.setSpacing(1)
        for each in (self.why, self.how, self._acts):
            texts.addWidget(each)
        across = QHBoxLayout(self)
        across.setContentsMargins(2, 4, 4, 4)
        across.setSpacing(10)
        across.addWidget(self.shown, 0, Qt.AlignmentFlag.AlignTop)
        across.addLayout(texts, 1)

    @property
    def has_ways(self) -> bool:
        """Whether anything can be done with the value."""
        return not self.value.now or self.value.source is not None

    def choose(self, chosen: bool) -> None:
        """Show what can be done with the value, or hide it."""
        self._acts.setVisible(chosen and self.has_ways)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if chosen else Qt.FocusPolicy.ClickFocus)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.chosen.emit(self)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(self, 1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.value.source:
            self.source.click()
        else:
            super().keyPressEvent(event)


class History(QWidget):
    """The values of a cell, latest first. Emits `restored` with a change, `source_wanted` with a figure."""

    restored = Signal(object)
    source_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.values: tuple[Value, ...] = ()
        self.entries: list[Entry] = []
        self.head = label("Values so far", "group")
        self.more = button("", "fold")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(self.head)
        lines.addLayout(self._lines)
        lines.addWidget(self.more)
        self.more.clicked.connect(self._show_all)
        self.hide()

    def show_values(self, values: tuple[Value, ...]) -> None:
        """Show other values; the same ones stay as they are."""
        if values == self.values:
            return
        self.values = values
        self._fill(FIRST)

    def _fill(self, most: int) -> None:
        empty(self._lines)
        self.entries = [self._entry(each) for each in self.values[:most]]
        for each in self.entries:
            self._lines.addWidget(each)
            each.show()
        rest = len(self.values) - len(self.entries)
        self.more.setText(f"Show {rest:,} more")
        self.more.setAccessibleName(self.more.text())
        self.more.setVisible(rest > 0)
        self.setVisible(bool(self.values))
        # The value before the one that stands there is the one that is asked about.
        first = self.entries[1:2] or self.entries[:1]
        for each in first:
            self._choose(each)

    def _entry(self, value: Value) -> Entry:
        made = Entry(value)
        made.chosen.connect(self._choose)
        made.moved.connect(self._move)
        made.restored.connect(self.restored)
        made.source_wanted.connect(self.source_wanted)
        return made

    def _show_all(self) -> None:
        shown = len(self.entries)
        self._fill(len(self.values))
        self.entries[shown].setFocus()

    def _choose(self, chosen: Entry) -> None:
        for each in self.entries:
            each.choose(each is chosen)

    def _move(self, entry: Entry, by: int) -> None:
        at = self.entries.index(entry) + by
        if 0 <= at < len(self.entries):
            self.entries[at].setFocus()
