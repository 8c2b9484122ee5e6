"""What stands above the sheet: which lines are shown, and finding one."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget
from typing_extensions import override

from ascdesk.sifting import Shown
from ui.widgets.labels import button

GAP = 4
TIPS = {
    Shown.ALL: "Every line",
    Shown.DUE: "Measures whose figure is expected now and not in",
    Shown.CHECK: "Lines with a figure that looks odd and has no explanation",
    Shown.MISSING: "Measures with a blank among their last four periods",
    Shown.RED: "Measures that are red",
    Shown.FLAGGED: "Lines with a flag on a figure of this period or an earlier one",
    Shown.MINE: "Measures that you own or write about",
}
# These are there even where they would show nothing: that is good news.
ALWAYS = (Shown.ALL, Shown.DUE, Shown.CHECK)


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
    """Buttons with counts, of which one is down; in little room a menu. Emits `chosen` with what is to be shown."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Shown, QPushButton] = {}
        self.counts: Mapping[Shown, int] = {}
        self._narrow = False
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        for shown in Shown:
            made = button(shown.value, "filter", TIPS[shown])
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, shown=shown: self.chosen.emit(shown))
            group.addButton(made)
            layout.addWidget(made)
            self.buttons[shown] = made
        self.menu = QMenu(self)
        self.menu.setAccessibleName("Which lines are shown")
        self.menu.aboutToShow.connect(self._fill_menu)
        self.one = button("All", "filter", "Which lines are shown")
        self.one.setMenu(self.menu)
        self.one.hide()
        layout.addWidget(self.one)
        self.buttons[Shown.ALL].setChecked(True)

    @property
    def shown(self) -> Shown:
        """What is shown."""
        return next(shown for shown, made in self.buttons.items() if made.isChecked())

    def choose(self, shown: Shown) -> None:
        """Have the button down of what is shown."""
        self.buttons[shown].setChecked(True)
        self._lay_out()

    def show_counts(self, counts: Mapping[Shown, int]) -> None:
        """Say how many lines each button would show."""
        self.counts = counts
        for shown, made in self.buttons.items():
            text = f"{shown.value} {counts[shown]:,}"
            if made.text() != text:
                made.setText(text)
                made.setAccessibleName(text)
        self._lay_out()

    def fit_into(self, width: int) -> None:
        """Stand side by side where there is room for it, or else in one menu."""
        wanted = sum(self.buttons[each].sizeHint().width() + GAP for each in self.offered())
        self._narrow = wanted - GAP > width
        self._lay_out()

    def offered(self) -> list[Shown]:
        """Return what can be chosen: what would show nothing is left out, unless that is good to know."""
        return [each for each in Shown if each in ALWAYS or self.counts.get(each) or each is self.shown]

    def _lay_out(self) -> None:
        offered = self.offered()
        for shown, made in self.buttons.items():
            made.setVisible(not self._narrow and shown in offered)
        text = self.buttons[self.shown].text()
        if self.one.text() != text:
            self.one.setText(text)
            self.one.setAccessibleName(f"Lines shown: {text}")
        self.one.setVisible(self._narrow)

    def _fill_menu(self) -> None:
        self.menu.clear()
        for shown in self.offered():
            action = self.menu.addAction(self.buttons[shown].text())
            action.setToolTip(TIPS[shown])
            action.setCheckable(True)
            action.setChecked(shown is self.shown)
            action.triggered.connect(lambda _=False, shown=shown: self.chosen.emit(shown))
