"""The list of measures at the left: found by typing, grouped by section or framework."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)
from typing_extensions import override

from ascdesk.model import Measure
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from ui.models.measures import GREY, LINE, RETIRED, Group, MeasuresModel, by_framework, by_section, is_retired
from ui.text import paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now
from ui.widgets.controls import ChoiceField, LineField
from ui.widgets.labels import button, label

MARGIN, LEADING, CODE = 10, 16, 64
MOST = 9
STACKED = 200  # below so much width the code stands above the title
GROUPINGS = (("section", "By section"), ("framework", "By framework"))


class LineDelegate(QStyledItemDelegate):
    """Paints a measure's code and its title, on as many lines as it needs; and headings."""

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        tokens, line = tokens_now(), index.data(LINE)
        chosen = option.state & QStyle.StateFlag.State_Selected
        heading = isinstance(line, Group)
        painter.save()
        ground = tokens.background if heading else tokens.selection if chosen else tokens.surface
        painter.fillRect(option.rect, QColor(ground))
        painter.fillRect(option.rect.adjusted(0, option.rect.height() - 1, 0, 0), QColor(tokens.faint))
        inside = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, -1)
        code, title, beside = set_line(line, option.font, inside.width())
        strong = sized(option.font, TEXT, QFont.Weight.DemiBold)
        ink = tokens.quiet(bool(chosen)) if index.data(GREY) else tokens.ink
        painter.setFont(strong)
        painter.setPen(QColor(tokens.second if heading else ink))
        if beside:
            paint_lines(painter, QRectF(inside.left(), inside.top(), CODE, inside.height()), code, _LEFT)
            inside.setLeft(inside.left() + CODE)
        elif code:
            top = inside.top() + (inside.height() - LEADING * (len(code) + len(title))) / 2
            paint_lines(painter, QRectF(inside.left(), top, inside.width(), LEADING * len(code)), code, _LEFT)
            inside.setTop(top + LEADING * len(code))
        if not heading:
            painter.setFont(sized(option.font, TEXT if beside else SMALL))
            painter.setPen(QColor(ink if beside or index.data(GREY) else tokens.second))
        paint_lines(painter, inside, title, _LEFT)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRect(QRectF(option.rect).adjusted(1, 1, -1, -2))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 300
        code, title, beside = set_line(index.data(LINE), option.font, width - 2 * MARGIN)
        lines = max(len(code), len(title)) if beside else len(code) + len(title)
        return QSize(width, LEADING * max(lines, 1) + 14)


_LEFT = Qt.AlignmentFlag.AlignLeft


def set_line(line: Group | Measure, font: QFont, width: float) -> tuple[list[str], list[str], bool]:
    """Return the lines of a code and of a title, and whether they stand beside each other."""
    strong = sized(font, TEXT, QFont.Weight.DemiBold)
    if isinstance(line, Group):
        return [], set_lines(line.title, strong, width, 3), False
    if width < STACKED:
        return set_lines(line.code, strong, width, 2), set_name(line.title, "", sized(font, SMALL), width, MOST), False
    return (
        set_lines(line.code, strong, CODE - 8, 3),
        set_name(line.title, "", sized(font, TEXT), width - CODE, MOST),
        True,
    )


class MeasureList(QFrame):
    """Shows every measure of the file. Emits `chosen` with the one that somebody goes to."""

    chosen = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._workspace = workspace
        self._quiet = False
        self.sought = LineField()
        self.sought.setPlaceholderText("Find")
        self.sought.setAccessibleName("Find measures")
        self.sought.setAccessibleDescription("Type a part of the code, title, owner or a tag; Down goes to the list")
        self.grouping = ChoiceField(GROUPINGS)
        self.grouping.setMinimumContentsLength(6)
        self.grouping.setAccessibleName("How the list is grouped")
        self.grouping.view().setAccessibleName("How the list is grouped")
        self.count = label("", "caption")
        self.retired = button("", "filter", "Those that are no longer reported, at the end of the list")
        self.retired.setCheckable(True)
        self.period: Period | None = None
        self.model = MeasuresModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(LineDelegate(self.view))
        self.view.setAccessibleName("Measures")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self._lay_out()
        self.sought.textChanged.connect(self.refresh)
        self.sought.given_up.connect(self.sought.clear)
        self.sought.left.connect(self._to_list)
        self.grouping.currentIndexChanged.connect(self.refresh)
        self.retired.toggled.connect(self.refresh)
        self.view.selectionModel().currentChanged.connect(self._moved)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 8, 1, 1)
        layout.setSpacing(6)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 8, 0)
        head.setSpacing(6)
        for each in (self.sought, self.grouping):
            head.addWidget(each)
        counted = QHBoxLayout()
        counted.addWidget(self.count, 1)
        counted.addWidget(self.retired)
        head.addLayout(counted)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)

    def refresh(self) -> None:
        """Show what the file holds now, as far as it is sought; the cursor stays on its measure."""
        here, every = self.current(), self._workspace.measures()
        gone = [each for each in every if self.period is not None and is_retired(each, self.period)]
        self.model.retired = frozenset(each.id for each in gone)
        measures = [each for each in every if each.id not in self.model.retired]
        self._offer_retired(len(gone))
        if self.grouping.typed() == "framework":
            groups = by_framework(measures)
        else:
            groups = by_section(measures, self._workspace.sections(), self._workspace.placements())
        if self.retired.isChecked():
            groups = [*groups, (RETIRED, gone)]
        self._quiet = True
        self.model.show_groups(groups, self.sought.text())
        self._quiet = False
        shown, all_ = self.model.count(), len(measures) + (len(gone) if self.retired.isChecked() else 0)
        of_all = f"{shown:,} of {all_:,}" if shown != all_ else f"{all_:,}"
        self.count.setText(f"{of_all} {'measure' if all_ == 1 else 'measures'}")
        hidden = here is not None and here.id in self.model.retired and not self.retired.isChecked()
        if here is not None and self.current() is None and not hidden:
            self.go_to(here)

    def _offer_retired(self, count: int) -> None:
        self.retired.setText(f"{RETIRED} {count}")
        self.retired.setAccessibleName(f"Show the retired measures: {count}")
        self.retired.setVisible(count > 0)

    def current(self) -> Measure | None:
        """Return the measure that the cursor stands on."""
        line = self.view.currentIndex().data(LINE)
        return line if isinstance(line, Measure) else None

    def go_to(self, measure: Measure | None) -> bool:
        """Put the cursor on a measure without telling of it; False where it is not in the list."""
        current = self.current()
        if measure is None or (current is not None and current.id == measure.id):
            return measure is not None
        if measure.id in self.model.retired and not self.retired.isChecked():
            self.retired.setChecked(True)
        index = self.model.find(measure.id)
        if not index.isValid():
            return False
        self._quiet = True
        self.view.setCurrentIndex(index)
        self.view.scrollTo(index)
        self._quiet = False
        return True

    def _moved(self) -> None:
        if not self._quiet and (measure := self.current()):
            self.chosen.emit(measure)

    def _to_list(self) -> None:
        if self.sought.hasFocus() and self.sought.text() and self.model.lines:
            self.view.setCurrentIndex(self.model.first())
            self.view.setFocus()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.doItemsLayout()
        self.view.scrollTo(self.view.currentIndex())
