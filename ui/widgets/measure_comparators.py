"""The comparators of a measure: a line for each name and year."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.defining.comparators import COMPARATOR_NAMES, comparator_changed, comparator_field, new_comparator
from ascdesk.defining.targets import read_year
from ascdesk.errors import UserError
from ascdesk.model import Comparator, Measure
from ascdesk.periods import Period, show_period
from ascdesk.workspace import Workspace
from ui.models.entries import Column, EntriesModel
from ui.widgets.controls import ChoiceField, LineField
from ui.widgets.entry_table import EntryTable
from ui.widgets.labels import button, label
from ui.widgets.measure_change import Change, beside

SHARED = (("", "–"), ("yes", "Shared"))


class ComparatorsPanel(QWidget):
    """Shows and changes the comparators of one measure."""

    def __init__(self, workspace: Workspace, change: Change) -> None:
        super().__init__()
        self._workspace, self._change = workspace, change
        self.measure: Measure | None = None
        self.model = EntriesModel(self._text, self._keep, self)
        self.table = EntryTable(self.model, "Comparators")
        self.trouble = label("", "trouble", wrap=True)
        self.help = label(
            "England, a region, neighbours or a named council, each in a year of its own. The scorecard shows the "
            "latest year that is not after its own.", "second", wrap=True,
        )  # fmt: skip
        self.none = label("There is none yet. Type a name and a year, and add it.", "second", wrap=True)
        self.name, self.year, self.part = LineField(), LineField(), ChoiceField(())
        self.add = button("Add")
        self.gone = button("Remove the line", "link", "Take the chosen line away; Undo brings it back")
        self._lay_out()
        self.model.told.connect(self._tell)
        self.add.clicked.connect(self._add)
        self.gone.clicked.connect(self._remove)
        for each in (self.name, self.year):
            each.left.connect(lambda field=each: self._enter(field))

    def _lay_out(self) -> None:
        self.name.setPlaceholderText("England")
        self.name.setAccessibleName("Name of a new comparator")
        self.year.setPlaceholderText("2023/24")
        self.year.setAccessibleName("Year of a new comparator")
        self.year.setFixedWidth(104)
        self.part.setAccessibleName("Part of a new comparator")
        self.part.view().setAccessibleName("Part of a new comparator")
        self.add.setAccessibleName("Add a comparator")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        for each in (self.help, self.none, self.table, self.trouble):
            layout.addWidget(each)
        layout.addLayout(beside(self.name, self.year, self.part, self.add))
        layout.addLayout(beside(self.gone))
        layout.addStretch(1)

    def show_measure(self, measure: Measure, year: Period) -> None:
        """Show the comparators of a measure; the year before `year` is offered for a new one."""
        another = self.measure is None or self.measure.id != measure.id
        self.measure = measure
        rows = sorted(self._workspace.comparators(measure), key=_order)
        self.model.show_rows(self._columns(rows), rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, [c.key for c in self.model.columns].index("value")))
        self.gone.setVisible(bool(rows))
        self.none.setVisible(not rows)
        if another:
            self._tell(self.model.trouble())
            self.part.clear()
            for part in measure.parts or ("",):
                self.part.addItem(part, part)
            self.part.setVisible(bool(measure.parts))
            self.name.clear()
            self.year.show_value(show_period(year.previous()))

    def finish(self) -> None:
        """Keep what is half typed."""
        self.table.finish()

    def _columns(self, rows: list[Comparator]) -> tuple[Column, ...]:
        parts = any(each.part or each.series for each in rows)
        return (
            Column("name", "Name", weight=20),
            Column("year", "Year", weight=10),
            *((Column("part", "Part", fixed=True, weight=12),) if parts else ()),
            Column("value", "Value", right=True, weight=12),
            Column("rank", "Rank", right=True, weight=8),
            Column("out_of", "Out of", right=True, weight=8),
            Column("tie", "Rank is", choices=SHARED, weight=10),
        )

    def _text(self, comparator: Comparator, key: str) -> str:
        assert self.measure is not None
        if key == "part":
            return " · ".join(word for word in (comparator.part, comparator.series) if word)
        return comparator_field(self.measure, comparator, key)

    def _keep(self, comparator: Comparator, key: str, typed: str) -> None:
        assert self.measure is not None
        made = comparator_changed(self.measure, comparator, key, typed)
        said = f"Change the {COMPARATOR_NAMES[key]} of {comparator.name} beside {self.measure.code}"
        if made.id == comparator.id:
            self._change(said, [made])
            return
        if any(each.id == made.id for each in self.model.rows):
            raise UserError(f"{made.name} has a line for that year already.", "Change it there.")
        self._change(said, [made], [comparator])

    def _enter(self, field: LineField) -> None:
        if field.hasFocus() and self.name.text().strip():
            self._add()

    def _add(self) -> None:
        measure = self.measure
        if measure is None:
            return
        try:
            part = self.part.typed() if measure.parts else ""
            made = new_comparator(measure, self.name.text(), read_year(self.year.text()), part)
            if any(each.id == made.id for each in self.model.rows):
                raise UserError(f"{made.name} has a line for that year already.", "Change it there.")
        except UserError as error:
            self._tell(str(error))
            (self.year if self.name.text().strip() else self.name).setFocus()
            return
        self._tell("")
        self._change(f"Add {made.name} beside {measure.code}", [made])
        row = [each.id for each in self.model.rows].index(made.id)
        self.table.setCurrentIndex(self.model.index(row, [c.key for c in self.model.columns].index("value")))
        self.table.setFocus()
        self.name.clear()

    def _remove(self) -> None:
        comparator = self.model.entry(self.table.currentIndex())
        if isinstance(comparator, Comparator) and self.measure is not None:
            self._change(f"Remove {comparator.name} beside {self.measure.code}", gone=[comparator])

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


def _order(comparator: Comparator) -> tuple[str, str, int]:
    return comparator.name, comparator.part, -(comparator.year.last if comparator.year else 0)
