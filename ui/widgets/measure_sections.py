"""Where a measure stands: the tree of sections, ticked where it does, and the order in each."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QCheckBox,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from ascdesk.defining.sections import moved, new_section, renamed, siblings, stood, why_section_stays
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Measure, Placement, Section
from ascdesk.scorecard import walk
from ascdesk.workspace import Workspace
from ui.widgets.controls import LineField
from ui.widgets.labels import button, label
from ui.widgets.measure_change import Change, beside

KEY = Qt.ItemDataRole.UserRole
NAME = "Title of the section"
HELP = (
    "Tick each section that the measure stands in; it may stand in several, and counts once in the tally. "
    "F2 renames a section."
)


class TitleDelegate(QStyledItemDelegate):
    """Opens a line with a name for a screen reader, in the first column only."""

    @override
    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setAccessibleName(NAME)
        line.setReadOnly(index.column() > 0)
        return line


class SectionsPanel(QWidget):
    """Shows the sections of the file, and changes where one measure stands in them."""

    def __init__(self, workspace: Workspace, change: Change) -> None:
        super().__init__()
        self._workspace, self._change = workspace, change
        self.measure: Measure | None = None
        self._sections: tuple[Section, ...] = ()
        self._placements: tuple[Placement, ...] = ()
        self._made: dict[EntityId, QTreeWidgetItem] = {}
        self._shape: list[tuple[EntityId, EntityId | None]] = []
        self._editing = False
        self.tree = QTreeWidget()
        self.order, self.trouble = label("", "second", wrap=True), label("", "trouble", wrap=True)
        self.up, self.down = button("Measure up"), button("Measure down")
        self.section_up, self.section_down = button("Section up"), button("Section down")
        self.gone = button("Remove the section", "link")
        self.title, self.inside, self.add = LineField(), QCheckBox(), button("Add the section")
        self._lay_out()
        self.tree.itemChanged.connect(self._item_changed)
        self.tree.currentItemChanged.connect(self._show_order)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.section_up.clicked.connect(lambda: self._move_section(-1))
        self.section_down.clicked.connect(lambda: self._move_section(1))
        self.gone.clicked.connect(self._remove)
        self.add.clicked.connect(self._add)
        self.title.left.connect(self._title_left)

    def _lay_out(self) -> None:
        self.tree.setAccessibleName("Sections")
        self.tree.setAccessibleDescription("Space ticks a section that the measure stands in; F2 renames it")
        self.tree.setColumnCount(2)
        self.tree.setItemDelegate(TitleDelegate(self.tree))
        self.tree.setHeaderHidden(True)
        self.tree.setTabKeyNavigation(False)
        self.tree.setWordWrap(True)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        head.setAccessibleName("Sections: column heads")
        self.title.setPlaceholderText("Title of a new section")
        self.title.setAccessibleName("Title of a new section")
        self.inside.setAccessibleName("Put the new section inside the chosen one")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(label(HELP, "second", wrap=True))
        layout.addWidget(self.tree)
        layout.addWidget(self.trouble)
        layout.addWidget(self.order)
        layout.addLayout(beside(self.up, self.down, self.section_up, self.section_down))
        layout.addLayout(beside(self.gone))
        layout.addSpacing(6)
        layout.addWidget(label("A new section", "group"))
        layout.addLayout(beside(self.title, self.add, stretch=False))
        layout.addWidget(self.inside)
        layout.addStretch(1)

    def show_measure(self, measure: Measure) -> None:
        """Show where a measure stands."""
        another = self.measure is None or self.measure.id != measure.id
        if another:
            self._tell("")
            self.title.clear()
        self.measure = measure
        self._sections, self._placements = self._workspace.sections(), self._workspace.placements()
        here = None if another else self._current()
        with QSignalBlocker(self.tree):
            self._fill(measure)
            self._find(here.id if here else None)
        self._show_order()

    def finish(self) -> None:
        """Keep a title that is half typed."""
        for editor in self.tree.viewport().findChildren(QLineEdit):
            self.tree.commitData(editor)
            self.tree.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    def _fill(self, measure: Measure) -> None:
        """Show every section; the tree is made anew only where its shape is another."""
        ordered = walk(self._sections)
        shape = [(each.id, each.parent) for each in ordered]
        if shape != self._shape and self._editing:
            # Qt is still at work with the item that was typed into, which may not go under its hands.
            QTimer.singleShot(0, self._again)
        elif shape != self._shape:
            self._make_items(ordered)
            self._shape = shape
        stands = {each.section for each in self._placements if each.measure == measure.id}
        for section in ordered:
            if item := self._made.get(section.id):
                item.setText(0, section.title)
                item.setText(1, self._place(section))
                item.setCheckState(0, Qt.CheckState.Checked if section.id in stands else Qt.CheckState.Unchecked)
                item.setToolTip(0, section.title)
        rows = sum(self.tree.visualItemRect(item).height() or 28 for item in self._made.values())
        self.tree.setFixedHeight(rows + 10)
        self.tree.setVisible(bool(ordered))

    def _again(self) -> None:
        if self.measure is not None:
            self.show_measure(self.measure)

    def _make_items(self, ordered: list[Section]) -> None:
        self.tree.clear()
        self._made = {}
        for section in ordered:
            item = QTreeWidgetItem([section.title])
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsEditable)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setData(0, KEY, section.id)
            parent = self._made.get(section.parent) if section.parent else None
            if parent is not None:
                parent.addChild(item)
            else:
                self.tree.addTopLevelItem(item)
            self._made[section.id] = item
        self.tree.expandAll()
        self.tree.setRootIsDecorated(any(item.parent() for item in self._made.values()))

    def _find(self, section: EntityId | None) -> None:
        items = list(self._made.values())
        ticked = [item for item in items if item.checkState(0) is Qt.CheckState.Checked]
        found = self._made.get(section) if section else None
        if items:
            self.tree.setCurrentItem(found or (ticked or items)[0])

    def _in(self, section: Section) -> list[Placement]:
        return [each for each in self._placements if each.section == section.id]

    def _place(self, section: Section) -> str:
        line = self._in(section)
        at = next((n for n, each in enumerate(line, 1) if self.measure and each.measure == self.measure.id), 0)
        if at:
            return f"{at} of {len(line)}"
        if section.narrative and not line:
            return "text only"
        return f"{len(line) or 'no'} measures" if len(line) != 1 else "1 measure"

    def _current(self) -> Section | None:
        return self._section(self.tree.currentItem())

    def _section(self, item: QTreeWidgetItem | None) -> Section | None:
        key = item.data(0, KEY) if item else None
        return next((each for each in self._sections if each.id == key), None)

    def _placement(self, section: Section | None) -> Placement | None:
        if section is None or self.measure is None:
            return None
        return next((each for each in self._in(section) if each.measure == self.measure.id), None)

    def _show_order(self) -> None:
        section = self._current()
        placement = self._placement(section)
        self.up.setEnabled(placement is not None)
        self.down.setEnabled(placement is not None)
        for each in (self.section_up, self.section_down, self.gone):
            each.setEnabled(section is not None)
        self.inside.setVisible(section is not None)
        if section is None:
            self.order.setText("" if self._sections else "There are no sections yet. Add the first one below.")
            return
        self.inside.setText(f"Inside “{section.title}”")
        self.inside.setAccessibleName(f"Put the new section inside “{section.title}”")
        codes = {each.id: each.code or each.title for each in self._workspace.measures()}
        line = [codes[each.measure] for each in self._in(section) if each.measure in codes]
        self.order.setText(f"In “{section.title}”: {' · '.join(line) or 'nothing yet'}")

    def _item_changed(self, item: QTreeWidgetItem) -> None:
        self._editing = True
        try:
            self._edited(item)
        finally:
            self._editing = False

    def _edited(self, item: QTreeWidgetItem) -> None:
        section, measure = self._section(item), self.measure
        if section is None or measure is None:
            return
        if item.text(0) != section.title:
            self._rename(section, item)
            return
        placement = self._placement(section)
        if (item.checkState(0) is Qt.CheckState.Checked) == (placement is not None):
            return
        if placement is None:
            made = stood(measure, section, self._placements)
            self._change(f"Put {measure.code} into “{section.title}”", [made])
        else:
            self._change(f"Take {measure.code} out of “{section.title}”", gone=[placement])

    def _rename(self, section: Section, item: QTreeWidgetItem) -> None:
        typed = item.text(0)
        try:
            made = renamed(section, typed, self._sections)
        except UserError as error:
            self._tell(f"“{typed}” was not kept. {error}")
            with QSignalBlocker(self.tree):
                item.setText(0, section.title)
            return
        self._tell("")
        self._change(f"Rename the section “{section.title}”", [made])

    def _move(self, by: int) -> None:
        section = self._current()
        placement = self._placement(section)
        if section and placement and self.measure and (changed := moved(self._in(section), placement, by)):
            way = "up" if by < 0 else "down"
            self._change(f"Move {self.measure.code} {way} in “{section.title}”", changed)

    def _move_section(self, by: int) -> None:
        if section := self._current():
            line = siblings(self._sections, section.parent)
            if changed := moved(line, section, by):
                self._change(f"Move the section “{section.title}” {'up' if by < 0 else 'down'}", changed)

    def _remove(self) -> None:
        if section := self._current():
            held = self._workspace.belongings(section.id)
            why = why_section_stays(section, self._sections, self._placements, held)
            self._tell(why)
            if not why:
                self._change(f"Remove the section “{section.title}”", gone=[section])

    def _title_left(self) -> None:
        if self.title.hasFocus() and self.title.text().strip():
            self._add()

    def _add(self) -> None:
        if self.measure is None:
            return
        parent = self._current() if self.inside.isChecked() else None
        try:
            made = new_section(self.measure.framework, self.title.text(), parent, self._sections)
        except UserError as error:
            self._tell(str(error))
            self.title.setFocus()
            return
        self._tell("")
        self._change(f"Add the section “{made.title}”", [made])
        self.title.clear()
        self._find(made.id)
        self._show_order()

    def _tell(self, sentence: str) -> None:
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
