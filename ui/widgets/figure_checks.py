"""What is odd about a figure or cannot be read, and the ways out: correcting it, or saying why it is right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from ascdesk.model import EntityId, Explanation
from ascdesk.periods import Period
from ascdesk.sheet import Line, concerns
from ui.models.unread import Kept
from ui.widgets.asking_line import AskingLine
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, empty, label
from ui.words import explained_words

NO_REASON = "Say in a sentence why the figure is right."


@dataclass(frozen=True, slots=True)
class Concern:
    """Something odd about a figure: the check that found it, in a sentence what and why, and who explained it."""

    text: str
    check: str
    open: bool
    explanation: Explanation | None = None


def concerns_of(line: Line, period: Period) -> tuple[Concern, ...]:
    """Return what is odd about a line's figure in a period, whether or not it is explained."""
    return tuple(Concern(each.text, each.check, each.open, each.explanation) for each in concerns(line, period))


class Checks(QWidget):
    """Shows what wants looking at in a figure.

    Emits `correct_wanted` to go back into the cell, `explained` with why the figure is right, `taken_back` with
    explanations that hold no more, `chosen` with a text that says plainly what was meant, `reason_wanted` where the
    text waits for a reason, and `left` when the keyboard should go back to the grid.
    """

    correct_wanted = Signal()
    explained = Signal(str)
    taken_back = Signal(object)
    chosen = Signal(str)
    reason_wanted = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.head, self.text = label("To check", "group"), label("", wrap=True)
        self.correct, self.explain = button("Correct", tip="Back into the cell"), button("Explain…")
        self.explain.setToolTip("Say why the figure is right (Ctrl+Shift+E)")
        self.give_reason = button("Give the reason…", tip="Say why the earlier figure changes")
        self.choices = [button("") for _ in range(3)]
        self.why = AskingLine("Why the figure is right", "Why is it right?  Enter keeps it")
        self.trouble = label(NO_REASON, "trouble", wrap=True)
        self.settled = QVBoxLayout()
        self._ways, self._found = QWidget(), tuple[Concern, ...]()
        self._shown: tuple[object, tuple[Concern, ...], Kept | None] | None = None
        # What was typed for a cell and not kept yet waits until somebody comes back to it.
        self._drafts: dict[object, str] = {}
        self._when: Mapping[EntityId, str] = {}
        self._lay_out()
        self.correct.clicked.connect(self.correct_wanted)
        self.explain.clicked.connect(self.begin)
        self.give_reason.clicked.connect(self.reason_wanted)
        self.why.entered.connect(self._keep)
        self.why.given_up.connect(self._give_up)
        self.why.textEdited.connect(lambda _: self.trouble.hide())
        for each in self.choices:
            each.clicked.connect(lambda _=False, each=each: self.chosen.emit(each.text()))

    def _lay_out(self) -> None:
        ways = FlowLayout(self._ways, gap=6)
        for each in (*self.choices, self.give_reason, self.correct, self.explain):
            ways.addWidget(each)
        self._odd = QFrame()
        self._odd.setProperty("role", "odd")
        inside = QVBoxLayout(self._odd)
        inside.setContentsMargins(10, 8, 10, 10)
        inside.setSpacing(6)
        parts: tuple[QWidget, ...] = (self.head, self.text, self._ways, self.why, self.trouble)
        for part in parts:
            inside.addWidget(part)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 4, 0, 2)
        lines.setSpacing(8)
        lines.addWidget(self._odd)
        lines.addLayout(self.settled)
        self.settled.setSpacing(4)
        self.why.hide()
        self.trouble.hide()

    @property
    def open(self) -> tuple[Concern, ...]:
        """What nobody has explained yet."""
        return tuple(each for each in self._found if each.open)

    def show_checks(self, cell: object, found: tuple[Concern, ...], unread: Kept | None) -> None:
        """Show what is odd about a cell's figure, or why its text makes none."""
        if (cell, found, unread) == self._shown:
            return
        self._keep_draft()
        self._shown, self._found, self._when = (cell, found, unread), () if unread else found, {}
        self._end()
        said = [unread.why] if unread else [each.text for each in self.open]
        head = _head(unread) if unread else "To check" if said else ""
        self.head.setText(head)
        self.text.setText("\n".join(said))
        wrong = unread is not None and not unread.waits
        self._odd.setProperty("kind", "wrong" if wrong else "")
        self._odd.setVisible(bool(head))
        self._ways.setVisible(bool(said))
        self.explain.setVisible(not unread)
        self.give_reason.setVisible(bool(unread and unread.waits))
        self._show_choices(unread.choices if unread else ())
        self._show_settled()
        self.setVisible(bool(head) or self.settled.count() > 0)
        self._odd.style().unpolish(self._odd)
        self._odd.style().polish(self._odd)

    def _show_choices(self, choices: tuple[str, ...]) -> None:
        for at, each in enumerate(self.choices):
            each.setVisible(at < len(choices))
            each.setText(choices[at] if at < len(choices) else "")
            each.setAccessibleName(f"It means {each.text()}" if each.text() else "No choice")

    def show_when(self, when: Mapping[EntityId, str]) -> None:
        """Show on which day the explanations were given."""
        if when != self._when:
            self._when = when
            self._show_settled()

    def _show_settled(self) -> None:
        """Show what is explained, once for all that one reason explains."""
        empty(self.settled)
        given: dict[tuple[str, str], list[Concern]] = {}
        for each in self._found:
            if each.explanation is not None and not each.open:
                given.setdefault((each.explanation.person, each.explanation.reason), []).append(each)
        for concerns_ in given.values():
            made = tuple(each.explanation for each in concerns_ if each.explanation)
            for text in dict.fromkeys(each.text for each in concerns_):
                self.settled.addWidget(label(text, "second", wrap=True))
            self.settled.addWidget(label(explained_words(made[0], self._when.get(made[0].id, "")), wrap=True))
            back = button("Take the explanation back", "fold", "It then wants checking again")
            back.clicked.connect(lambda _=False, made=made: self.taken_back.emit(made))
            self.settled.addWidget(back)

    def begin(self) -> None:
        """Ask why the figure is right, if anything about it is odd."""
        if self.open and self._shown:
            self.why.show_value(self._drafts.get(self._shown[0], ""))
            self.why.show()
            self.why.setFocus()

    def _keep(self) -> None:
        reason = self.why.text().strip()
        self.trouble.setVisible(not reason)
        if reason:
            self._forget()
            self.explained.emit(reason)
            self.left.emit()

    def _give_up(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        if self._shown:
            self._drafts.pop(self._shown[0], None)
        self._end()

    def _keep_draft(self) -> None:
        if self._shown and not self.why.isHidden() and self.why.text().strip():
            self._drafts[self._shown[0]] = self.why.text()

    def _end(self) -> None:
        self.trouble.hide()
        self.why.hide()

    def offered(self) -> Iterable[QPushButton]:
        """Return the texts that may have been meant, as buttons that are shown."""
        return [each for each in self.choices if not each.isHidden()]


def _head(unread: Kept) -> str:
    return "Not saved" if unread.refused else "Waits for a reason" if unread.waits else "Cannot be read"
