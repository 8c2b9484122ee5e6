"""The panel in which the columns of the sheet are chosen, and sets of them get names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.columns import BUILT_IN, Columns
from ui.widgets.labels import button, label, rule

COUNTS = (0, 2, 4, 8, 12, 20, 40, 60, 120)
YEARS = (0, 1, 2, 3, 5, 10)
SWITCHES = {
    "months": "Months of the shown period", "quarters": "Quarters of its year", "numbers": "Numerator and denominator",
    "target": "Target", "rating": "Rating", "owner": "Owner", "note": "Note of the figure",
}  # fmt: skip
OWN = "Your own choice"


class ColumnsPanel(QFrame):
    """Chooses columns. Emits `chosen` with the columns, `named` with a name for them, `dropped` with a set's name."""

    chosen = Signal(object)
    named = Signal(str)
    dropped = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "card")
        self.setAccessibleName("Columns")
        self._columns, self._sets = Columns(), dict(BUILT_IN)
        self.set_box, self.earlier, self.years = QComboBox(), QComboBox(), QComboBox()
        self.switches = {name: QCheckBox(text) for name, text in SWITCHES.items()}
        self.name, self.keep, self.drop = QLineEdit(), button("Save set"), button("Delete set")
        self._lay_out()
        self.set_box.activated.connect(self._choose_set)
        self.earlier.activated.connect(lambda at: self._choose(earlier=self.earlier.itemData(at), reach=0))
        self.years.activated.connect(lambda at: self._choose(years=self.years.itemData(at)))
        for name, made in self.switches.items():
            made.clicked.connect(lambda on, name=name: self._choose(**{name: on}))
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(self._may_keep(text)))
        self.name.returnPressed.connect(self._keep)
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(lambda: self.dropped.emit(self.set_box.currentText()))

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        asked = (("Set", self.set_box), ("Earlier periods", self.earlier), ("Earlier years", self.years))
        for row, (text, box) in enumerate(asked):
            title = label(text, "second")
            title.setBuddy(box)
            box.setAccessibleName(text)
            grid.addWidget(title, row, 0)
            grid.addWidget(box, row, 1)
        grid.setColumnStretch(1, 1)
        self.name.setPlaceholderText("Name for this choice")
        self.name.setAccessibleName("Name for this choice of columns")
        saving = QHBoxLayout()
        saving.addWidget(self.name, 1)
        saving.addWidget(self.keep)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        layout.addWidget(label("Columns", "strong"))
        layout.addLayout(grid)
        layout.addWidget(rule())
        switches = QGridLayout()
        for at, made in enumerate(self.switches.values()):
            switches.addWidget(made, at // 2, at % 2)
        layout.addLayout(switches)
        layout.addWidget(rule())
        layout.addLayout(saving)
        layout.addWidget(self.drop, 0, Qt.AlignmentFlag.AlignLeft)
        self.setMinimumWidth(310)

    def show_columns(self, columns: Columns, sets: Mapping[str, Columns]) -> None:
        """Show which columns are chosen, and which sets there are."""
        self._columns, self._sets = columns, dict(sets)
        here = next((name for name, each in self._sets.items() if each == columns), OWN)
        self.set_box.clear()
        self.set_box.addItems([*self._sets, *([OWN] if here == OWN else [])])
        self.set_box.setCurrentText(here)
        counts = sorted({*COUNTS, columns.earlier})
        _fill(self.earlier, counts, columns.earlier, _all_of(columns))
        _fill(self.years, sorted({*YEARS, columns.years}), columns.years)
        for name, made in self.switches.items():
            made.setChecked(getattr(columns, name))
        self.name.clear()
        self.keep.setEnabled(False)
        self.drop.setVisible(here != OWN and here not in BUILT_IN)
        self.drop.setAccessibleName(f"Delete the set “{here}”")
        self.adjustSize()

    def open_below(self, place: QWidget) -> None:
        """Open below a button, its right ends in line."""
        self.adjustSize()
        corner = place.mapToGlobal(QPoint(place.width() - self.width(), place.height() + 4))
        lowest = place.screen().availableGeometry().bottom() - self.height()
        self.move(max(corner.x(), 0), max(min(corner.y(), lowest), 0))
        self.show()
        self.set_box.setFocus()

    def _choose_set(self) -> None:
        if wished := self._sets.get(self.set_box.currentText()):
            self.chosen.emit(wished)

    def _choose(self, **changed: object) -> None:
        self.chosen.emit(replace(self._columns, **changed))  # type: ignore[arg-type]

    def _may_keep(self, text: str) -> bool:
        return bool(text.strip()) and text.strip() not in BUILT_IN

    def _keep(self) -> None:
        if self._may_keep(self.name.text()):
            self.named.emit(self.name.text().strip())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F7):
            self.hide()
        else:
            super().keyPressEvent(event)


def _fill(box: QComboBox, counts: list[int], chosen: int, instead: str = "") -> None:
    box.clear()
    for count in counts:
        box.addItem(str(count) if count else "None", count)
    if instead:
        box.insertItem(0, instead, chosen)
    box.setCurrentIndex(0 if instead else counts.index(chosen))


def _all_of(columns: Columns) -> str:
    """Return in words that the earlier periods are all of some years, where they are."""
    if not columns.reach:
        return ""
    return "All of the last year" if columns.reach == 1 else f"All of the last {columns.reach} years"
