"""The tallies that a report printed beside those of its rows, as small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Rating
from ascdesk.reconciling.values import Reconciliation
from ui.widgets.chip import SHAPES
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import empty, label

Counts = Sequence[int | None]
_RATINGS = (Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NONE)
RATINGS = tuple(f"{SHAPES[each]} {RATING_WORDS[each]}" for each in _RATINGS)
DIRECTIONS = ("Improved", "No change", "Declined", "None")
RANKS = ("Improved", "Unchanged", "Declined", "No rank")
NO_TALLY = "not printed"
ROW = 17


@dataclass(frozen=True, slots=True)
class Pair:
    """One tally: what it counts, what the report printed of it, if it did, and what is computed."""

    title: str
    names: tuple[str, ...]
    printed: Counts | None
    computed: Counts

    @property
    def spoken(self) -> str:
        """All of it in a sentence."""
        return f"{self.title}, printed: {self._counts(self.printed)}; computed: {self._counts(self.computed)}"

    def _counts(self, counts: Counts | None) -> str:
        if counts is None:
            return NO_TALLY
        named = zip(self.names, counts, strict=True)
        return ", ".join(f"{count} {name.split(' ', 1)[-1] if name in RATINGS else name}" for name, count in named
                         if count is not None)  # fmt: skip

    @property
    def differing(self) -> tuple[bool, ...]:
        """For each count, whether the report printed another one."""
        printed = self.printed or (None,) * len(self.computed)
        return tuple(one not in (None, other) for one, other in zip(printed, self.computed, strict=True))


def pairs(found: Reconciliation) -> tuple[Pair, ...]:
    """Return the tallies that can be laid beside each other; that of ranks has no printed one."""
    every = []
    if any(found.tally_published[:3]):
        every.append(Pair("Ratings", RATINGS, found.tally_published, found.tally_computed))
    if found.tally_directions_published is not None:
        printed, computed = found.tally_directions_published, found.tally_directions_computed
        every.append(Pair("Directions", DIRECTIONS, printed, computed))
    if any(found.tally_ranks_computed[:3]):
        every.append(Pair("Ranks", RANKS, None, found.tally_ranks_computed))
    return tuple(every)


class Tallies(QFrame):
    """Shows tallies side by side under one another's rows; those that have no room go on below."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "card")
        inside, lines = QWidget(), QVBoxLayout(self)
        lines.setContentsMargins(12, 6, 12, 6)
        lines.addWidget(inside)
        self._flow = FlowLayout(inside, gap=22)
        self.pairs: tuple[Pair, ...] = ()

    def show_pairs(self, shown: tuple[Pair, ...]) -> None:
        """Show other tallies."""
        self.setVisible(bool(shown))
        if shown == self.pairs:
            return
        empty(self._flow)
        self.pairs = shown
        self._flow.addWidget(_names())
        for pair in shown:
            self._flow.addWidget(_group(pair))
        self.updateGeometry()


def _grid() -> tuple[QWidget, QGridLayout]:
    """Return four rows that are as high as those beside them."""
    box = QWidget()
    grid = QGridLayout(box)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(11)
    grid.setVerticalSpacing(0)
    for row in range(4):
        grid.setRowMinimumHeight(row, ROW)
    return box, grid


def _names() -> QWidget:
    box, grid = _grid()
    grid.addWidget(label("Printed", "second"), 2, 0)
    grid.addWidget(label("Computed", "second"), 3, 0)
    return box


def _group(pair: Pair) -> QWidget:
    box, grid = _grid()
    box.setAccessibleName(pair.spoken)
    box.setToolTip(pair.spoken)
    grid.addWidget(label(pair.title, "strong"), 0, 0, 1, len(pair.names))
    for column, name in enumerate(pair.names):
        grid.addWidget(_right(label(name, "caption")), 1, column)
    if pair.printed is None:
        grid.addWidget(_right(label(NO_TALLY, "third")), 2, 0, 1, len(pair.names))
    for column, count in enumerate(pair.printed or ()):
        grid.addWidget(_right(label("–" if count is None else f"{count}", "second")), 2, column)
    for column, (count, differs) in enumerate(zip(pair.computed, pair.differing, strict=True)):
        grid.addWidget(_right(label(f"{count}", "group" if differs else "second")), 3, column)
    _add_bases(grid, pair)
    return box


def _add_bases(grid: QGridLayout, pair: Pair) -> None:
    """Add how many each line counts, where they differ: a report need not print a letter in every row."""
    printed, computed = (
        [count for count in counts or () if count is not None] for counts in (pair.printed, pair.computed)
    )
    if len(printed) < len(computed) or sum(printed) == sum(computed):
        return
    for row, text in enumerate(("Of", f"{sum(printed)}", f"{sum(computed)}"), 1):
        grid.addWidget(_right(label(text, "caption" if row == 1 else "third")), row, len(pair.names))


def _right(text: QLabel) -> QLabel:
    text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return text
