"""What stands above the sheet: which lines are shown, finding one, and a change that wants agreeing to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.past import Pending
from ui.widgets.labels import button, label

MOST_NAMED = 4


class Shown(Enum):
    """Which lines of the sheet are shown."""

    ALL = "All"
    DUE = "Due"
    CHECK = "To check"


TIPS = {
    Shown.ALL: "Every line", Shown.DUE: "Measures whose figure is expected now and not in",
    Shown.CHECK: "Lines with a figure that looks odd and has no note",
}  # fmt: skip


class FindBox(QLineEdit):
    """Finds a line by code or name. Emits `next_wanted` on Enter or F3, `left` on Esc."""

    next_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setPlaceholderText("Find  (Ctrl+F)")
        self.setAccessibleName("Find a line by code or name")
        self.setAccessibleDescription("Enter or F3 goes to the next one, Escape back to the grid")
        self.setMinimumWidth(120)
        self.setMaximumWidth(230)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.next_wanted.emit()
        elif event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F6):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Filters(QWidget):
    """Buttons with counts, of which one is down. Emits `chosen` with what is to be shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Shown, QPushButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for shown in Shown:
            made = button(shown.value, "filter", TIPS[shown])
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, shown=shown: self.chosen.emit(shown))
            group.addButton(made)
            layout.addWidget(made)
            self.buttons[shown] = made
        self.buttons[Shown.ALL].setChecked(True)

    def show_counts(self, counts: Mapping[Shown, int]) -> None:
        """Say how many lines each button would show."""
        for shown, made in self.buttons.items():
            text = f"{shown.value} {counts[shown]:,}"
            if made.text() != text:
                made.setText(text)
                made.setAccessibleName(text)


class PasteBar(QFrame):
    """Says which figures of earlier periods would be changed. Emits `agreed` with what waits for it, or `left`."""

    agreed = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "offer")
        self.setAccessibleName("A change of earlier figures")
        self.text, self.list = label("", "strong", wrap=True), label("", "second", wrap=True)
        self.take, self.leave = button("Paste", "primary"), button("Leave")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 8, 12, 8)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.text)
        texts.addWidget(self.list)
        layout.addLayout(texts, 1)
        layout.addWidget(self.take)
        layout.addWidget(self.leave)
        self._pending: Pending | None = None
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.close_up)
        self.hide()

    def ask(self, pending: Pending) -> None:
        """Show what would change."""
        self._pending = pending
        count = len(pending.changes)
        self.text.setText(pending.question)
        for each, text in zip((self.take, self.leave), pending.answers, strict=True):
            each.setText(text)
            each.setAccessibleName(text)
        self.leave.setToolTip("Leave every figure as it is")
        named = [each.text for each in pending.changes[:MOST_NAMED]]
        more = f"; and {count - MOST_NAMED} more" if count > MOST_NAMED else ""
        self.list.setText(f"{'; '.join(named)}{more}.")
        self.setAccessibleDescription(f"{self.text.text()} {self.list.text()}")
        self.show()
        self.take.setFocus()

    def _take(self) -> None:
        pending = self._pending
        self.close_up()
        if pending:
            self.agreed.emit(pending)

    def close_up(self) -> None:
        """Leave every figure as it is."""
        if self._pending is None:
            return
        self._pending = None
        # The grid takes the keyboard only where it was here: another page may be waiting for it.
        focused = self.isAncestorOf(self.window().focusWidget() or self.window())
        self.hide()
        if focused:
            self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_up()
        else:
            super().keyPressEvent(event)
