"""Keeping what the cursor stands on in sight."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView


def was_in_sight(view: QAbstractItemView, event: QResizeEvent) -> bool:
    """Tell, before its lines are laid out anew, whether the current one was to be seen at the size before."""
    line = view.visualRect(view.currentIndex())
    return line.isValid() and line.top() >= 0 and line.bottom() <= event.oldSize().height()


def bring_in_sight(view: QAbstractItemView) -> None:
    """Scroll to the current line after others have got other heights, which the scroll bar has yet to hear of."""
    view.updateGeometries()
    view.scrollTo(view.currentIndex())
