"""What another estimate of the people would move, before it is taken: each figure, its denominator and rating."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from ascdesk.defining.populations import population_field
from ascdesk.entering import number_text
from ascdesk.model import Figure, Population
from ascdesk.periods import show_period
from ascdesk.readings import show_amount
from ascdesk.rebasing import Moved, Rebasing
from ui.widgets.chip import Chip, face_of
from ui.widgets.labels import button, empty, label
from ui.widgets.measure_change import beside
from ui.widgets.measure_fields import Asked, Field
from ui.words import of_them

MOST = 60
WHY = Asked("reason", "Why there is another estimate", "Kept with every figure that moves, which is marked as revised.")


class RebasingView(QFrame):
    """Shows what re-basing would do, asks for its reason, and offers the ways on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName("What the new estimates would move")
        self.said = QVBoxLayout()
        self.said.setSpacing(4)
        self.reason = Field(WHY, lambda _: None)
        self.take = button("Re-base", "primary", "One step, which Undo takes back")
        self.only = button("Keep the estimate, move nothing", tip="The figures stay over their old denominators")
        self.drop = button("Cancel", "link")
        self.lines = QGridLayout()
        self.lines.setHorizontalSpacing(12)
        self.lines.setVerticalSpacing(6)
        self.lines.setColumnStretch(7, 1)
        self.more = label("", "second", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 12)
        layout.setSpacing(8)
        layout.addLayout(self.said)
        layout.addWidget(self.reason)
        layout.addLayout(beside(self.take, self.only, self.drop))
        layout.addLayout(self.lines)
        layout.addWidget(self.more)

    def show_rebasing(self, found: Rebasing, before: dict[str, Population]) -> None:
        """Show what would move; `before` are the estimates as they are held, by id."""
        empty(self.said)
        empty(self.lines)
        sentences = rebasing_words(found, before)
        for number, sentence in enumerate(sentences):
            role = "odd" if sentence.startswith("Look again") else "second" if number else "strong"
            self.said.addWidget(label(sentence, role, wrap=True))
        heads = ("Measure", "Period", "Now", "", "Then", "People", "Rating", "")
        for at, head in enumerate(heads if found.moved else ()):
            side = Qt.AlignmentFlag.AlignRight if head in ("Now", "Then", "People") else Qt.AlignmentFlag.AlignLeft
            self.lines.addWidget(label(head, "field"), 0, at, side)
        for line, each in enumerate(found.moved[:MOST], 1):
            self._show_line(line, each)
        self.more.setText(f"And {len(found.moved) - MOST} more.")
        self.more.setVisible(len(found.moved) > MOST)
        self.only.setText(f"Keep the {'estimate' if len(found.made) == 1 else 'estimates'}, move nothing")
        self.only.setAccessibleName(self.only.text())
        self.take.setVisible(bool(found.moved))
        self.reason.setVisible(bool(found.moved))
        self.setAccessibleDescription(" ".join(sentences))

    def _show_line(self, line: int, each: Moved) -> None:
        right, left = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter
        name = " · ".join(word for word in (each.measure.code or each.measure.title, each.before.part) if word)
        code = label(name, "strong")
        code.setToolTip(each.measure.title)
        people = f"{number_text(each.before.denominator) or 'not said'} → {number_text(each.after.denominator)}"
        texts = (
            (code, left), (label(show_period(each.before.period, "short"), "second"), left),
            (label(shown_value(each, each.before)), right), (label("→", "third"), left),
            (label(shown_value(each, each.after), "strong"), right), (label(people, "second"), right),
        )  # fmt: skip
        for at, (widget, side) in enumerate(texts):
            self.lines.addWidget(widget, line, at, side | middle)
        if each.was is not None and each.then is not None:
            rating = beside(Chip(face_of(each.was)), stretch=False)
            if each.rerated:
                rating.addWidget(label("→", "third"))
                rating.addWidget(Chip(face_of(each.then)))
            rating.addStretch(1)
            self.lines.addLayout(rating, line, 6, 1, 2)


def shown_value(each: Moved, figure: Figure) -> str:
    """Return a figure of what would move, as it is printed."""
    return "–" if figure.value is None else show_amount(figure.value, each.measure.unit, each.measure.decimals)


def rebasing_words(found: Rebasing, before: dict[str, Population]) -> list[str]:
    """Return what re-basing would do, in sentences; the first is what it is about."""
    if len(found.made) == 1:
        (made,) = found.made
        named = f"{made.area}, {made.age_band}, {show_period(made.year)}"
        held = before.get(found.gone[0].id if found.gone else made.id)
        was = f"{population_field(held, 'estimate')} → " if held else ""
        said = [f"{named}: {was}{population_field(made, 'estimate')} people"]
    else:
        said = [of_them(len(found.made), "estimate")]
    if found.moved:
        rerated = sum(each.rerated for each in found.moved)
        moves = f"{of_them(len(found.moved), 'figure')} would move"
        rating = f", and {of_them(rerated, 'rating')} with {'it' if len(found.moved) == 1 else 'them'}"
        said.append(f"{moves}{rating if rerated else ''}. Each keeps its numerator.")
        said.append("A period is worked out from the estimate of its financial year, or else from the latest before.")
    if strange := sum(each.strange for each in found.moved):
        over = "1 of them stands" if strange == 1 else f"{strange} of them stand"
        said.append(f"Look again: {over} over another number than the estimate held. Are these the right people?")
    if found.locked:
        when = ", ".join(dict.fromkeys(show_period(each.period) for each in found.locked))
        stay = "of a locked period stays" if len(found.locked) == 1 else "of locked periods stay"
        said.append(f"{of_them(len(found.locked), 'figure')} {stay}: {when}.")
    if found.without:
        as_is = "stays as it is" if len(found.without) == 1 else "stay as they are"
        said.append(f"{of_them(len(found.without), 'figure')} without a numerator {as_is}.")
    return said
