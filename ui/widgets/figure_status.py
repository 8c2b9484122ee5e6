"""What a reader must know of a figure: provisional, estimated, revised, a break in series."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ascdesk.model import Figure, Flag
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button, label

NAMES = {
    Flag.PROVISIONAL: ("Provisional", "It may still change"),
    Flag.ESTIMATED: ("Estimated", "It is not counted, but estimated"),
    Flag.REVISED: ("Revised", "Another value was given before"),
    Flag.BREAK: ("Break in series", "It does not compare with the figures before"),
}


class StatusBox(QWidget):
    """Buttons that stay down while a figure is marked so. Emits `marked` with the mark and whether it is set."""

    marked = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.buttons: dict[Flag, QPushButton] = {}
        marks = FlowLayout(gap=6)
        for flag, (name, tip) in NAMES.items():
            made = button(f"{name} [{flag.value}]", "mark", tip)
            made.setAccessibleName(name)
            made.setCheckable(True)
            made.clicked.connect(lambda on, flag=flag: self.marked.emit(flag, on))
            marks.addWidget(made)
            self.buttons[flag] = made
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(6)
        lines.addWidget(label("Status", "group"))
        lines.addLayout(marks)

    def show_figure(self, figure: Figure | None) -> None:
        """Show how another figure is marked; only a value can be."""
        valued = figure is not None and figure.value is not None
        self.setVisible(valued)
        for flag, each in self.buttons.items():
            each.setChecked(figure is not None and flag in figure.flags)
