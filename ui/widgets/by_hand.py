"""Rating a row by hand: the choice and its reason, and the way back to the computed rating."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QButtonGroup, QFrame, QRadioButton, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import EntityId, Rating
from ascdesk.periods import Period
from ascdesk.scorecard import Row
from ui.widgets.chip import SHAPES
from ui.widgets.controls import LineField
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label

NO_REASON = "Say in a sentence why it differs."
Draft = tuple[Rating, str]


class ReasonField(LineField):
    """The reason of a rating by hand. Emits `entered` on Enter; leaving it keeps nothing."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Reason for the rating")
        self.setPlaceholderText("Why, in a sentence")

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class ByHandForm(QFrame):
    """Asks for a rating and its reason. Emits `given` with both, `given_up` on Esc or Cancel, and `complained`."""

    given = Signal(object, str)
    given_up = Signal()
    complained = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "arithmetic")
        self.choices = {rating: QRadioButton(f"{SHAPES[rating]} {RATING_WORDS[rating]}") for rating in Rating}
        self._group = QButtonGroup(self)
        self.reason, self.trouble = ReasonField(), label("", "trouble", wrap=True)
        self.give, self.cancel = button("Give this rating", "primary"), button("Cancel")
        choices, acts = FlowLayout(gap=6), FlowLayout(gap=8)
        for rating, choice in self.choices.items():
            choice.setAccessibleName(f"Rate it {RATING_WORDS[rating]}")
            self._group.addButton(choice)
            choices.addWidget(choice)
        for each in (self.give, self.cancel):
            acts.addWidget(each)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(10, 8, 10, 10)
        lines.setSpacing(6)
        lines.addWidget(label("Your rating", "smallstrong"))
        lines.addLayout(choices)
        lines.addWidget(self.reason)
        lines.addWidget(self.trouble)
        lines.addLayout(acts)
        self.trouble.hide()
        self.reason.entered.connect(self.offer)
        self.reason.given_up.connect(self.given_up)
        self.reason.textEdited.connect(lambda _: self.trouble.hide())
        self.give.clicked.connect(self.offer)
        self.cancel.clicked.connect(self.given_up)

    def show_draft(self, draft: Draft) -> None:
        """Show a rating and reason to begin with."""
        self.choices[draft[0]].setChecked(True)
        self.reason.show_value(draft[1])
        self.trouble.hide()

    def draft(self) -> Draft:
        """Return what is chosen and typed."""
        rating = next(rating for rating, choice in self.choices.items() if choice.isChecked())
        return rating, self.reason.text()

    def offer(self) -> None:
        """Give the rating, or say what is missing."""
        rating, reason = self.draft()
        if not reason.strip():
            self.complain(NO_REASON)
            return
        self.given.emit(rating, reason)

    def complain(self, trouble: str) -> None:
        """Say what is missing, and put the keyboard there."""
        self.trouble.setText(trouble)
        self.trouble.show()
        self.reason.setFocus()
        self.complained.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)


class ByHand(QWidget):
    """Lets one rate a row by hand, or as computed again.

    Emits `given` with a rating and a reason, `taken_back` when the computed rating is wanted again, and `asked` when
    the form wants to be seen. What was typed for a row and not given yet waits until somebody comes back to it.
    """

    given = Signal(object, str)
    taken_back = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._row: Row | None = None
        self._drafts: dict[tuple[EntityId, str, Period], Draft] = {}
        self.form = ByHandForm()
        self.begin = button("Rate it differently…", "fold", "Give a rating in your own name, with a reason")
        self.back = button("Use the computed rating again", "fold", "Take the rating by hand away")
        acts = FlowLayout(gap=4)
        for each in (self.begin, self.back):
            acts.addWidget(each)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addLayout(acts)
        lines.addWidget(self.form)
        self.form.hide()
        self.begin.clicked.connect(self.ask)
        self.back.clicked.connect(self.taken_back)
        self.form.given.connect(self.given)
        self.form.given_up.connect(self._give_up)
        self.form.complained.connect(self.asked)

    def show_row(self, row: Row | None) -> None:
        """Show another row, or the same one judged anew."""
        self._keep_draft()
        was, self._row = self._row, row
        self.setVisible(row is not None)
        if row is None:
            return
        given = row.override
        self.back.setVisible(given is not None)
        if was is not None and _key(was) == _key(row) and was.override != given:
            self._drafts.pop(_key(row), None)
        draft = self._drafts.get(_key(row))
        if draft:
            self.form.show_draft(draft)
        self._show_form(draft is not None)

    def _show_form(self, shown: bool) -> None:
        focused = QApplication.focusWidget()
        held = focused is not None and self.form.isAncestorOf(focused)
        self.form.setVisible(shown)
        self.begin.setVisible(not shown)
        if held and not shown:
            self.begin.setFocus()

    def ask(self) -> None:
        """Unfold the choice."""
        row = self._row
        if row is None:
            return
        given = row.override
        self.form.show_draft(self._drafts.get(_key(row), (row.rating, given.reason if given else "")))
        self._show_form(True)
        self.form.choices[self.form.draft()[0]].setFocus()
        self.asked.emit()

    def _keep_draft(self) -> None:
        """Keep what is typed and not given yet."""
        if self._row is not None and self.form.isVisibleTo(self):
            self._drafts[_key(self._row)] = self.form.draft()

    def _give_up(self) -> None:
        if self._row is not None:
            self._drafts.pop(_key(self._row), None)
        self._show_form(False)
        self.begin.setFocus()


def _key(row: Row) -> tuple[EntityId, str, Period]:
    return row.measure.id, row.part, row.period
