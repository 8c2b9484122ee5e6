"""How the parts of the Measures page ask for a change."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ascdesk.model import Entity


class Change(Protocol):
    """Keeps what was made and takes away what is gone, as one step under a label; `note` is told of it."""

    def __call__(self, label: str, made: Sequence[Entity] = (), gone: Sequence[Entity] = (), note: str = "") -> None:
        """Do so, in the window's way."""


def beside(*widgets: QWidget, stretch: bool = True) -> QHBoxLayout:
    """Return widgets in a line at the left."""
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget)
    if stretch:
        line.addStretch(1)
    return line
