"""The populations of the file: a line for each area, age band and year."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.defining.populations import POPULATION_NAMES, new_population, population_changed, population_field
from ascdesk.errors import UserError
from ascdesk.model import Population
from ascdesk.periods import show_period
from ascdesk.workspace import Workspace
from ui.models.entries import Column, EntriesModel
from ui.widgets.controls import LineField
from ui.widgets.entry_table import EntryTable
from ui.widgets.labels import button, label
from ui.widgets.measure_change import Change, beside

COLUMNS = (
    Column("area", "Area", weight=14),
    Column("age_band", "Age band", weight=14),
    Column("year", "Year", weight=10),
    Column("estimate", "People", right=True, weight=12),
    Column("source", "Source", weight=24),
)
HELP = (
    "How many people live where, by age band and year: what rates per 100,000 are worked out from. They belong to the "
    "whole file, not to one measure."
)
NEW = (("area", "Area", 130), ("age_band", "Age band", 130), ("year", "2024/25", 96), ("estimate", "People", 110))


class PopulationsPanel(QWidget):
    """Shows and changes the denominators of rates."""

    def __init__(self, workspace: Workspace, change: Change) -> None:
        super().__init__()
        self._workspace, self._change = workspace, change
        self.model = EntriesModel(population_field, self._keep, self)
        self.table = EntryTable(self.model, "Populations")
        self.none = label("There is none yet. Type where, which ages, which year and how many, and add it.", "second")
        self.none.setWordWrap(True)
        self.trouble = label("", "trouble", wrap=True)
        self.fields = {key: LineField() for key, _, _ in NEW}
        self.add, self.gone = button("Add"), button("Remove the line", "link", "Undo brings it back")
        self._lay_out()
        self.model.told.connect(self._tell)
        self.add.clicked.connect(self._add)
        self.gone.clicked.connect(self._remove)
        self.fields["estimate"].left.connect(self._enter)

    def _lay_out(self) -> None:
        for key, shown, width in NEW:
            self.fields[key].setPlaceholderText(shown)
            self.fields[key].setFixedWidth(width)
            self.fields[key].setAccessibleName(f"{POPULATION_NAMES[key].capitalize()} of a new population")
        self.add.setAccessibleName("Add a population")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(label("Populations", "title"))
        for each in (label(HELP, "second", wrap=True), self.none, self.table, self.trouble):
            layout.addWidget(each)
        layout.addLayout(beside(*self.fields.values(), self.add))
        layout.addLayout(beside(self.gone))
        layout.addStretch(1)

    def refresh(self) -> None:
        """Show what the file holds."""
        rows = sorted(self._workspace.populations(), key=lambda each: (each.area, each.age_band, -each.year.last))
        self.model.show_rows(COLUMNS, rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(0, 3))
        self.none.setVisible(not rows)
        self.gone.setVisible(bool(rows))
        self._tell(self.model.trouble())

    def finish(self) -> None:
        """Keep what is half typed."""
        self.table.finish()

    def _keep(self, population: Population, key: str, typed: str) -> None:
        made = population_changed(population, key, typed)
        said = f"Change the {POPULATION_NAMES[key]} of a population"
        if made.id == population.id:
            self._change(said, [made])
            return
        self._require_free(made)
        self._change(said, [made], [population])

    def _require_free(self, made: Population) -> None:
        if any(each.id == made.id for each in self.model.rows):
            named = f"{made.area}, {made.age_band}, {show_period(made.year)}"
            raise UserError(f"There is a line for {named} already.", "Change it there.")

    def _enter(self) -> None:
        if self.fields["estimate"].hasFocus():  # Enter, and not leaving it
            self._add()

    def _add(self) -> None:
        typed = {key: field.text() for key, field in self.fields.items()}
        try:
            made = new_population(**typed)
            self._require_free(made)
        except UserError as error:
            self._tell(str(error))
            return
        self._change(f"Add the population of {made.area}, {made.age_band}", [made])
        self.table.setCurrentIndex(self.model.index([each.id for each in self.model.rows].index(made.id), 3))
        self.fields["estimate"].clear()
        self.fields["age_band"].setFocus()

    def _remove(self) -> None:
        population = self.model.entry(self.table.currentIndex())
        if isinstance(population, Population):
            self._change(f"Remove the population of {population.area}, {population.age_band}", gone=[population])

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
