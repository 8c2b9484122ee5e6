"""The list of measures, under the headings of their sections or frameworks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from ascdesk.defined import reported
from ascdesk.model import EntityId, Measure, Placement, Section
from ascdesk.periods import Period
from ascdesk.scorecard import walk
from ui.measure_words import name_of
from ui.words import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LINE, GREY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
NO_SECTION = "In no section"
RETIRED = "Retired"


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the list."""

    title: str


Line = Group | Measure


def by_framework(measures: Sequence[Measure]) -> list[tuple[str, list[Measure]]]:
    """Return the measures of each framework."""
    groups: dict[str, list[Measure]] = {}
    for measure in measures:
        groups.setdefault(measure.framework, []).append(measure)
    return list(groups.items())


def by_section(
    measures: Sequence[Measure], sections: Sequence[Section], placements: Sequence[Placement]
) -> list[tuple[str, list[Measure]]]:
    """Return the measures of each section in the report's order, then those that stand in none."""
    known = {measure.id: measure for measure in measures}
    ordered = sorted(placements, key=lambda each: each.position)
    groups = [
        (
            path_of(section, sections),
            [known[each.measure] for each in ordered if each.section == section.id and each.measure in known],
        )
        for section in walk(sections)
    ]
    placed = {measure.id for _, inside in groups for measure in inside}
    return [*groups, (NO_SECTION if sections else "", [each for each in measures if each.id not in placed])]


def path_of(section: Section, sections: Sequence[Section]) -> str:
    """Return a section's title behind those of the sections around it."""
    known = {each.id: each for each in sections}
    titles, seen = [section.title], {section.id}
    while (parent := known.get(section.parent) if section.parent else None) and parent.id not in seen:
        titles.insert(0, parent.title)
        seen.add(parent.id)
        section = parent
    return ": ".join(titles)


def found_in(measure: Measure, words: Sequence[str]) -> bool:
    """Tell whether each of some words stands in what a measure is called."""
    text = " ".join((measure.code, measure.title, measure.framework, measure.owner, *measure.tags)).casefold()
    return all(word in text for word in words)


def is_retired(measure: Measure, period: Period) -> bool:
    """Tell whether a measure was reported for the last time before a period."""
    return measure.last is not None and not reported(replace(measure, first=None), period)


class MeasuresModel(QAbstractListModel):
    """Measures and headings; a measure that stands in several sections is there several times."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self.retired: frozenset[EntityId] = frozenset()

    def show_groups(self, groups: Sequence[tuple[str, list[Measure]]], sought: str) -> None:
        """Show the measures that hold every word sought; headings that have none are left out."""
        words = sought.casefold().split()
        lines: list[Line] = []
        for title, measures in groups:
            found = [measure for measure in measures if found_in(measure, words)]
            lines += [*([Group(title)] if title and found else []), *found]
        if [_key(line) for line in lines] == [_key(line) for line in self.lines]:
            self.lines = lines
            if lines:
                self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def count(self) -> int:
        """Return how many measures are shown, each once."""
        return len({line.id for line in self.lines if isinstance(line, Measure)})

    def find(self, measure: EntityId | None) -> QModelIndex:
        """Return the first line of a measure, or an index that is nowhere."""
        at = (n for n, line in enumerate(self.lines) if isinstance(line, Measure) and line.id == measure)
        number = next(at, -1)
        return self.index(number) if number >= 0 else QModelIndex()

    def first(self) -> QModelIndex:
        """Return the first measure's line."""
        number = next((n for n, line in enumerate(self.lines) if isinstance(line, Measure)), -1)
        return self.index(number) if number >= 0 else QModelIndex()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or isinstance(self.lines[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role == GREY:
            return isinstance(line, Measure) and line.id in self.retired
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title if isinstance(line, Group) else name_of(line)
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(line, Measure):
            return plain_tooltip(name_of(line))
        return None


def _key(line: Line) -> str:
    return line.title if isinstance(line, Group) else line.id
