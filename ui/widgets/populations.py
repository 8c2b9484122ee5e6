"""The populations of the file: a line for each area, age band and year."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ascdesk.defining.populations import (
    POPULATION_NAMES,
    new_population,
    population_changed,
    population_field,
    read_populations,
)
from ascdesk.errors import UserError
from ascdesk.model import Population
from ascdesk.periods import show_period
from ascdesk.rebasing import Rebasing, rebase_label
from ascdesk.workspace import Workspace
from ui.clipboard import read_block
from ui.models.entries import Column, EntriesModel
from ui.widgets.controls import LineField
from ui.widgets.entry_table import EntryTable
from ui.widgets.labels import button, label
from ui.widgets.measure_change import Change, beside
from ui.widgets.measure_rebasing import RebasingView
from ui.words import of_them

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
PASTE = "Area, age band, year, people and source, copied from Excel, with or without heads (Ctrl+V in the table)"
WAITING = "populations:waiting"
NEW = (("area", "Area", 130), ("age_band", "Age band", 130), ("year", "2024/25", 96), ("estimate", "People", 110))


class PopulationsPanel(QWidget):
    """Shows and changes the denominators of rates."""

    def __init__(self, workspace: Workspace, change: Change, moved: Callable[[Rebasing], object]) -> None:
        super().__init__()
        self._workspace, self._change, self._moved = workspace, change, moved
        self._waiting: Rebasing | None = None
        self.view = RebasingView(self)
        self.view.hide()
        self.model = EntriesModel(population_field, self._keep, self)
        self.table = EntryTable(self.model, "Populations")
        self.none = label("There is none yet. Type where, which ages, which year and how many, and add it.", "second")
        self.none.setWordWrap(True)
        self.trouble = label("", "trouble", wrap=True)
        self.fields = {key: LineField() for key, _, _ in NEW}
        self.add, self.gone = button("Add"), button("Remove the line", "link", "Undo brings it back")
        self.pasting = button("Paste a table", "link", PASTE)
        self._lay_out()
        self.model.told.connect(self._tell)
        self.add.clicked.connect(self._add)
        self.gone.clicked.connect(self._remove)
        self.fields["estimate"].left.connect(self._enter)
        self.view.take.clicked.connect(self._rebase)
        self.view.only.clicked.connect(self._keep_only)
        self.view.drop.clicked.connect(self._drop)
        QShortcut(QKeySequence.StandardKey.Paste, self.table, self.paste, Qt.ShortcutContext.WidgetShortcut)
        self.pasting.clicked.connect(self.paste)

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
        for each in (label(HELP, "second", wrap=True), self.view, self.none, self.table, self.trouble):
            layout.addWidget(each)
        layout.addLayout(beside(*self.fields.values(), self.add))
        layout.addLayout(beside(self.gone, self.pasting))
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
        self._show_waiting()

    def finish(self) -> None:
        """Keep what is half typed."""
        self.table.finish()

    def _keep(self, population: Population, key: str, typed: str) -> None:
        made = population_changed(population, key, typed)
        said = f"Change the {POPULATION_NAMES[key]} of a population"
        if made.id != population.id:
            self._require_free(made)
        if key == "source" or not self._wait([made], [population]):
            self._change(said, [made], [population] if made.id != population.id else ())

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
        if self._wait([made]):
            return
        self._change(f"Add the population of {made.area}, {made.age_band}", [made])
        self.table.setCurrentIndex(self.model.index([each.id for each in self.model.rows].index(made.id), 3))
        self.fields["estimate"].clear()
        self.fields["age_band"].setFocus()

    def paste(self) -> None:
        """Take a copied table of estimates; where figures would move, show that first."""
        block = read_block(QGuiApplication.clipboard().mimeData())
        if not block:
            self._tell("No table is copied. Copy area, age band, year and people in Excel first.")
            return
        try:
            made = read_populations(block)
        except UserError as error:
            self._tell(str(error))
            return
        held = {each.id: each for each in self._workspace.populations()}
        made = tuple(each for each in made if not _same(each, held.get(each.id)))
        self._tell("" if made else "Every line of it is held already.")
        if made and not self._wait(made):
            self._change(f"Paste {of_them(len(made), 'population')}", made)

    # What would move

    def _wait(self, made: Sequence[Population], gone: Sequence[Population] = ()) -> bool:
        """Show what estimates would move before they are kept; False where they move nothing."""
        found = self._workspace.try_rebasing(made, [each for each in gone if each.id not in {m.id for m in made}])
        if found.moves_nothing:
            return False
        self._tell("")
        self._hold(found)
        self.view.reason.put("")
        (self.view.reason.control if found.moved else self.view.only).setFocus()
        return True

    def _hold(self, found: Rebasing | None) -> None:
        self._waiting = found
        self._workspace.keep_half_typed(WAITING, _as_text(found) if found else None)
        self._show_found()

    def _show_waiting(self) -> None:
        """Show again what waits, as the file has become since."""
        if (kept := self._workspace.half_typed(WAITING)) is None:
            self._waiting = None
        else:
            made, gone = _from_text(kept, self._workspace.populations())
            self._waiting = self._workspace.try_rebasing(made, gone)
        self._show_found()

    def _show_found(self) -> None:
        if self._waiting is not None:
            self.view.show_rebasing(self._waiting, {each.id: each for each in self._workspace.populations()})
        self.view.setVisible(self._waiting is not None)

    def _rebase(self) -> None:
        found = self._waiting
        if found is None:
            return
        try:
            self._end(lambda: self._workspace.rebase(found, self.view.reason.control.typed()))
        except UserError as error:
            self.view.reason.say(f"{error.problem} {error.remedy}")
            self.view.reason.control.setFocus()
            return
        self._moved(found)

    def _keep_only(self) -> None:
        if (found := self._waiting) is not None:
            self._end(lambda: self._change(rebase_label(found).replace("Re-base on", "Keep"), found.made, found.gone))

    def _end(self, act: Callable[[], object]) -> None:
        """Do what was decided; what waits is let go only if the file takes it."""
        kept = self._workspace.half_typed(WAITING)
        self._workspace.keep_half_typed(WAITING, None)
        try:
            act()
        except UserError:
            self._workspace.keep_half_typed(WAITING, kept)
            raise
        self._drop()

    def _drop(self) -> None:
        self._hold(None)
        self.view.reason.put("")
        self.table.setFocus()

    def _remove(self) -> None:
        population = self.model.entry(self.table.currentIndex())
        if isinstance(population, Population):
            self._change(f"Remove the population of {population.area}, {population.age_band}", gone=[population])

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))


def _same(made: Population, held: Population | None) -> bool:
    return held is not None and held.estimate == made.estimate and made.source in ("", held.source)


def _as_text(found: Rebasing) -> str:
    made = [[population_field(each, column.key) for column in COLUMNS] for each in found.made]
    return json.dumps({"made": made, "gone": [each.id for each in found.gone]})


def _from_text(text: str, held: Sequence[Population]) -> tuple[tuple[Population, ...], tuple[Population, ...]]:
    said = json.loads(text)
    return read_populations(said["made"]), tuple(each for each in held if each.id in said["gone"])
