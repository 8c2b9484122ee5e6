"""What a page says while it has nothing to show: what to do first."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.labels import button, card, label


class EmptyState(QWidget):
    """A card in the middle of the page with one thing to do."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("desk")
        ground = card()
        ground.setFixedWidth(480)
        inside = QVBoxLayout(ground)
        inside.setContentsMargins(28, 26, 28, 26)
        inside.setSpacing(8)
        self.title = label("Set up from your last report", "heading")
        self.text = label(
            "Import last quarter’s scorecard. Its measures, targets, history and comparators come out of it, "
            "and you see all of it before anything is kept.",
            "second",
            wrap=True,
        )
        self.hint = label(
            "Or drop the file anywhere on this window: Excel, OpenDocument, CSV or text. "
            "A paper that you copied in Word or from a PDF comes in by File, Import pasted text.",
            "third",
            wrap=True,
        )
        self.act = button("Import a report…", "primary")
        inside.addWidget(self.title)
        inside.addWidget(self.text)
        inside.addSpacing(8)
        inside.addWidget(self.act, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addSpacing(4)
        inside.addWidget(self.hint)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(ground)
        across.addStretch(1)
        around = QVBoxLayout(self)
        around.addStretch(2)
        around.addLayout(across)
        around.addStretch(3)

    def say(self, title: str, text: str) -> None:
        """Say something else, which leaves nothing to do here."""
        self.title.setText(title)
        self.text.setText(text)
        self.act.hide()
        self.hint.hide()
