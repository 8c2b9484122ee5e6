"""What one must know to read a chart, under it: as high as it needs, and in little room to be scrolled."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QSizePolicy
from typing_extensions import override

from ui.widgets.labels import label

LEAST_LINES, SHARE, REST, RING, SIDE = 2, 0.26, 270, 2, 4


class Notes(QScrollArea):
    """Shows a text in at most a share of a card's height; the keyboard comes to it where it can be scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("charted")
        self.words = label("", "third", wrap=True)
        self.words.setAccessibleName("Notes to the chart")
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        policy.setHeightForWidth(True)
        self.words.setSizePolicy(policy)
        self.setWidget(self.words)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Notes to the chart")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._card = 0

    def text(self) -> str:
        """Return all that it says."""
        return self.words.text()

    def show_words(self, text: str, card_height: int) -> None:
        """Show another text in a card of this height."""
        if text != self.words.text():
            self.words.setText(text)
            self.verticalScrollBar().setValue(0)
        self._card = card_height
        self.fit()

    def fit(self) -> None:
        """Be as high as the text needs, but no higher than its share of the card; most have two lines, or fewer."""
        line = self.words.fontMetrics().lineSpacing()
        wanted = self.words.heightForWidth(self.width() - 2 * SIDE) if self.words.text() else 0
        room = min(round(self._card * SHARE), self._card - REST)
        most = max(room // line, LEAST_LINES) * line
        self.setFixedHeight(min(max(wanted, LEAST_LINES * line), most) + 2 * RING)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if wanted > most else Qt.FocusPolicy.NoFocus)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
