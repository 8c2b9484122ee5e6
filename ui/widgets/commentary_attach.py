"""Saying which measure a commentary is about that was imported under no heading."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.model import Measure
from ui.widgets.labels import button, label
from ui.words import plain_tooltip, title_of

# What stands beside a name in the lists, and how far they stay from the window's edge.
AROUND, EDGE = 48, 8


class AttachBar(QWidget):
    """Offers the measures by typing. Emits `wanted` with a measure and a part, and `measures_wanted`."""

    wanted = Signal(object, str)
    measures_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choices: tuple[tuple[Measure, str], ...] = ()
        self._lists: list[QAbstractItemView] = []
        self._widest = 0
        self.box = QComboBox()
        self.act = button("Attach", "primary", "Make this the commentary of the chosen measure")
        self.hint = label("", "alarm", wrap=True)
        self.make = button("Make a new measure", "link", "The heading was lost: is its measure there at all?")
        self._set_up_box()
        across = QHBoxLayout()
        across.setSpacing(8)
        across.addWidget(label("Attach to", "second"))
        across.addWidget(self.box, 1)
        across.addWidget(self.act)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(across)
        layout.addWidget(self.hint)
        below = QHBoxLayout()
        below.addWidget(label("Is the measure not there yet?", "third"))
        below.addWidget(self.make)
        below.addStretch(1)
        layout.addLayout(below)
        self.act.clicked.connect(self._attach)
        self.make.clicked.connect(self.measures_wanted)

    def _set_up_box(self) -> None:
        box = self.box
        box.setEditable(True)
        box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(12)
        box.setAccessibleName("Measure to attach the commentary to")
        line, completer = box.lineEdit(), box.completer()
        assert line is not None
        assert completer is not None
        line.setAccessibleName("Measure to attach the commentary to")
        line.setPlaceholderText("Type a code or a word of a title")
        line.returnPressed.connect(self._entered)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        for popup, name in ((completer.popup(), "Measures found"), (box.view(), "Measures")):
            assert popup is not None
            self._lists.append(popup)
            popup.setObjectName("found")
            popup.setAccessibleName(name)
            popup.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        box.editTextChanged.connect(self.hint.hide)
        self.hint.hide()

    def show_measures(self, measures: Iterable[Measure]) -> None:
        """Offer these measures, every part of them by itself."""
        choices = tuple((each, part) for each in measures for part in each.parts or ("",))
        if choices == self._choices:
            return
        self._choices = choices
        texts = [" · ".join(word for word in (m.code, title_of(m, part)) if word) for m, part in choices]
        twice = Counter(texts)
        self.box.clear()
        for (measure, _), text in zip(choices, texts, strict=True):
            shown = f"{text} · {measure.framework}" if twice[text] > 1 else text
            self.box.addItem(shown)
            self.box.setItemData(self.box.count() - 1, plain_tooltip(shown), Qt.ItemDataRole.ToolTipRole)
        self._widest = max((self.box.fontMetrics().horizontalAdvance(text) for text in texts), default=0)
        self._widen()
        self.clear()

    def _widen(self) -> None:
        """Make the lists as wide as their names, as far as the window is."""
        room = self.window().width() - self.box.mapTo(self.window(), QPoint()).x() - EDGE
        for each in self._lists:
            each.setMinimumWidth(max(min(self._widest + AROUND, room), 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widen()

    def clear(self) -> None:
        """Ask anew."""
        self.box.setCurrentIndex(-1)
        self.box.clearEditText()
        self.hint.hide()

    def _entered(self) -> None:
        if not self._lists[0].isVisible():  # otherwise it only closes the list, or chooses from it
            self._attach()

    def _attach(self) -> None:
        said = self.box.currentText().strip()
        typed = said.casefold()
        fitting = [at for at in range(self.box.count()) if typed and typed in self.box.itemText(at).casefold()]
        exact = [at for at in fitting if self.box.itemText(at).casefold() == typed]
        found = exact or fitting
        if len(found) == 1:
            self.wanted.emit(*self._choices[found[0]])
            return
        choose = "Choose the measure that this text is about."
        none = f"No measure has “{said}” in its name. {choose}" if said else choose
        many = f"{len(found)} measures have “{said}” in their names: choose one of them."
        self.hint.setText(many if found else none)
        self.hint.show()
        self.box.setFocus()
