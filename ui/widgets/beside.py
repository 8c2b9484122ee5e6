"""Two things beside one another, the left one having whatever room the right one leaves."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget


def beside(left: QWidget, right: QWidget, width: int) -> QSplitter:
    """Return a splitter with a panel of a width at its right, which a reader may draw wider or away."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setHandleWidth(12)
    splitter.addWidget(left)
    splitter.addWidget(right)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setCollapsible(0, False)
    splitter.setSizes([900, width])
    return splitter


def show_beside(panel: QWidget, shown: bool, home: QWidget) -> None:
    """Show or hide a panel; a keyboard that is in it goes to its `home` first, not to where Qt would take it."""
    held = panel.window().focusWidget()
    if not shown and held is not None and panel.isAncestorOf(held):
        home.setFocus()
    panel.setVisible(shown)
