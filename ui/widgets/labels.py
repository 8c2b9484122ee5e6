"""Labels and small parts that every page is set from; what they show is plain text, never HTML."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QPushButton, QSizePolicy, QWidget


def label(text: str, role: str = "", wrap: bool = False) -> QLabel:
    """Return a label in one of the style sheet's roles."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setText(text)
    made.setProperty("role", role)
    if wrap:
        made.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


def button(text: str, role: str = "", tip: str = "") -> QPushButton:
    """Return a push button in one of the style sheet's roles."""
    made = QPushButton(text)
    made.setProperty("role", role)
    made.setAccessibleName(text.replace("&", "").rstrip("…"))
    made.setToolTip(tip)
    made.setAutoDefault(False)
    return made


def rule() -> QFrame:
    """Return a faint line across."""
    made = QFrame()
    made.setProperty("role", "rule")
    return made


def card() -> QFrame:
    """Return a surface with a border, to stand things on."""
    made = QFrame()
    made.setProperty("role", "card")
    return made


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again at a widget whose properties changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def empty(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while item := layout.takeAt(0):
        if inner := item.layout():
            empty(inner)
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
