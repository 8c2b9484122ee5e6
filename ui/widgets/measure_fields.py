"""Fields that keep what was typed as soon as they are left, and say in a sentence why something cannot stand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.errors import UserError
from ui.measure_words import Choices
from ui.widgets.controls import ChoiceField, Control, LineField, TextField
from ui.widgets.labels import label, restyle


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of a form: what it is of, its name and help, and how it is typed.

    `lines` above 1 is a box of so many lines, in which Enter begins another unless it is one `paragraph`;
    `choices` make it a list to choose from, of which each may be `explained` by a sentence in the help's place.
    """

    key: str
    name: str
    help: str = ""
    choices: Choices = ()
    lines: int = 1
    paragraph: bool = False
    explained: Mapping[str, str] = field(default_factory=dict)


class Field(QWidget):
    """A field with its name above and its help below; `keep` is told what was typed, and may refuse it."""

    def __init__(self, asked: Asked, keep: Callable[[str], object]) -> None:
        super().__init__()
        self.asked, self._keep = asked, keep
        self.name = label(asked.name, "field")
        self.control = _control(asked)
        self.control.setAccessibleName(asked.name)
        self.control.setAccessibleDescription(asked.help)
        self.help = label(asked.help, "caption", wrap=True)
        self.name.setBuddy(self.control)
        self.trouble = label("", "trouble", wrap=True)
        self.trouble.hide()
        self.shown = ""
        self._filled: str | None = None  # as the control gives it back, which may not be what it was given
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addWidget(self.name)
        layout.addWidget(self.control)
        layout.addWidget(self.trouble)
        layout.addWidget(self.help)
        self.help.setVisible(bool(asked.help))
        self.control.left.connect(self.commit)
        self.control.given_up.connect(self.give_up)
        if isinstance(self.control, ChoiceField) and asked.explained:
            self.control.currentIndexChanged.connect(self._explain_choice)
            self._explain_choice()

    @property
    def half_typed(self) -> str | None:
        """What a person typed since it was filled and is not kept, if anything is."""
        typed = self.control.typed()
        return None if self._filled in (None, typed) else typed

    def offer(self, choices: Choices) -> None:
        """Offer other things to choose from; what is chosen stays, if it is among them."""
        if not isinstance(self.control, ChoiceField) or self.control.offered() == choices:
            return
        held, untouched = self.control.typed(), self.half_typed is None
        self.control.offer(choices)
        self.control.show_value(held)
        if untouched:
            self._filled = self.control.typed()

    def show_value(self, value: str) -> None:
        """Show what is held; what is being typed or was refused stays."""
        if self.half_typed is None or self.control.typed() == value:
            self._put(value)
        else:
            self.shown = self._filled = value

    def put(self, value: str, half_typed: str | None = None, why: str = "") -> None:
        """Show what is held of another thing, and what was once typed there and why it was refused."""
        self._put(value)
        if half_typed is not None:
            self.control.show_value(half_typed)
            self.say(why)

    def _put(self, value: str) -> None:
        self.shown = value
        self.control.show_value(value)
        self._filled = self.control.typed()
        self.say("")

    def commit(self) -> None:
        """Keep what was typed; a sentence says why where it cannot be."""
        typed = self.half_typed
        if typed is None:
            self.say("")
            return
        before, filled = self.shown, self._filled
        self.shown = self._filled = typed
        try:
            self._keep(typed)
        except UserError as error:
            self.shown, self._filled = before, filled
            self.say(f"{error.problem} {error.remedy} Esc brings “{before or 'nothing'}” back.")
        else:
            self.say("")

    def give_up(self) -> None:
        """Show again what is held."""
        self._put(self.shown)

    def say(self, sentence: str) -> None:
        """Say under the field what is wrong; nothing where nothing is."""
        if sentence == self.trouble.text():
            return
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        self._describe()
        self.control.setProperty("trouble", bool(sentence))
        restyle(self.control)

    def explain(self, sentence: str) -> None:
        """Say under the field what it does; nothing where there is nothing to say."""
        self.help.setText(sentence)
        self.help.setVisible(bool(sentence))
        self._describe()

    def _explain_choice(self) -> None:
        self.explain(self.asked.explained.get(self.control.typed(), self.asked.help))

    def _describe(self) -> None:
        self.control.setAccessibleDescription(f"{self.trouble.text()} {self.help.text()}".strip())


def _control(asked: Asked) -> Control:
    if asked.choices:
        choice = ChoiceField(asked.choices)
        choice.view().setAccessibleName(asked.name)
        return choice
    if asked.lines > 1:
        return TextField(asked.lines, asked.paragraph)
    return LineField()
