"""What the pointed point says, in a small card that stands beside the point and never over it."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QFrame, QLayout, QVBoxLayout, QWidget

from ui.text import true_minus
from ui.widgets.labels import label

AWAY, WIDEST = 16, 260


class Readout(QFrame):
    """A few lines: the period, the value, and all that must be known of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._paper = parent
        self.setProperty("role", "readout")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.period, self.value = label("", "caption"), label("", "strong", wrap=True)
        self.rest = label("", "second", wrap=True)
        layout = self._lines = QVBoxLayout(self)
        layout.setContentsMargins(10, 7, 10, 8)
        layout.setSpacing(2)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        for each in (self.period, self.value, self.rest):
            layout.addWidget(each)
        self.hide()

    def show_words(self, words: Sequence[str], at: QPointF) -> None:
        """Show what a point says, to the right of it or, where there is no room, to the left."""
        self.period.setText(words[0])
        self.value.setText(true_minus(words[1]))
        self.rest.setText(true_minus("\n".join(words[2:])))
        self.rest.setVisible(len(words) > 2)
        self._fit()
        room = self._paper.rect()
        right = at.x() + AWAY
        left = right if right + self.width() <= room.right() else at.x() - AWAY - self.width()
        top = min(max(at.y() - self.height() / 2, 2), room.bottom() - self.height() - 2)
        self.move(round(max(left, 2)), round(max(top, 2)))
        self.show()
        self.raise_()

    def _fit(self) -> None:
        """Be as wide as the longest line, within bounds, and as high as that needs."""
        texts = [(each, line) for each in (self.period, self.value, self.rest) for line in each.text().split("\n")]
        widest = max(ceil(each.fontMetrics().horizontalAdvance(line)) for each, line in texts) + 2
        around = self.contentsMargins() + self._lines.contentsMargins()
        width = min(widest, WIDEST) + around.left() + around.right()
        self.resize(width, self._lines.totalHeightForWidth(width))

    def text(self) -> str:
        """Return all that it says."""
        return "\n".join(each.text() for each in (self.period, self.value, self.rest) if each.text())
