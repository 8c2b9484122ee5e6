"""What of a chart is shown: by which periods, which lines, what to compare with; and what is done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from ascdesk.charts.statistics import Statistics
from ascdesk.charts.values import Chart, Split
from ascdesk.charts.words import KIND_WORDS, split_words
from ascdesk.periods import PeriodKind
from ui.widgets.flow import FlowLayout
from ui.widgets.labels import button


class TrendChoices(QWidget):
    """The row of choices.

    Emits `kind_chosen`, `split_chosen`, `statistics_chosen`, and `compared` when a comparison comes or goes.
    """

    kind_chosen = Signal(object)
    split_chosen = Signal(object)
    statistics_chosen = Signal(object)
    compared = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("What the chart shows")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._group = QButtonGroup(self)
        self.kinds = {kind: _toggle(word, f"Show {word.lower()}") for kind, word in KIND_WORDS.items()}
        self.split, self._menu = _menu_button("lines", "Lines of the chart", "Which lines the chart has")
        self.statistics, statistics = _menu_button(
            "statistics", "Statistics", "Show control limits with their special causes, or confidence intervals"
        )
        self._offer_statistics(statistics)
        self._chart: Chart | None = None
        self._splits: tuple[Split, ...] = ()
        self.targets = _toggle("Targets", "Show targets and thresholds")
        self.comparators = _toggle("Comparators", "Show England and others to compare with")
        self.table = _toggle("Table", "Show the points as a table beside the chart (F8)", on=False)
        self.section = _toggle("All of the section", "Show a small chart of every measure in the section", on=False)
        self.picture = button("Copy picture", tip="Copy the chart as a picture (Ctrl+Shift+C)")
        self.data = button("Copy data", tip="Copy the points, to paste into a spreadsheet")
        flow = FlowLayout(self, gap=6, right=True)
        for kind, each in self.kinds.items():
            self._group.addButton(each)
            each.clicked.connect(lambda _=False, kind=kind: self.kind_chosen.emit(kind))
        shown = (self.targets, self.comparators, self.statistics, self.table, self.section)
        for widget in (*self.kinds.values(), self.split, *shown):
            flow.addWidget(widget)
        flow.addWidget(self.picture)
        flow.addWidget(self.data)
        for each in (self.targets, self.comparators):
            each.toggled.connect(lambda _: self.compared.emit())

    def show_chart(self, chart: Chart | None) -> None:
        """Offer what another chart can show, and mark what it does."""
        self._chart = chart
        kinds: Sequence[PeriodKind] = chart.kinds if chart else ()
        for kind, each in self.kinds.items():
            each.setEnabled(kind in kinds)  # in their places always, so that nothing moves
            each.setChecked(chart is not None and kind is chart.kind)
        self.kinds[PeriodKind.HALF].setVisible(PeriodKind.HALF in kinds)
        self._offer(chart)
        drawn = bool(chart and chart.lines)
        wall = self.section.isChecked()
        self.targets.setEnabled(wall or bool(chart and chart.levels))
        self.comparators.setEnabled(not wall and bool(chart and chart.comparators))
        self.statistics.setEnabled(wall or drawn)
        self.split.setEnabled(not wall)
        self.picture.setEnabled(drawn)
        self.data.setEnabled(drawn)

    def show_wall(self, shown: bool) -> None:
        """Offer what a wall of small charts can show, or a large one."""
        self.section.setChecked(shown)
        self.show_chart(self._chart)

    def _offer_statistics(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for each in Statistics:
            action = menu.addAction(each.value.capitalize())
            action.setCheckable(True)
            action.setActionGroup(group)
            action.triggered.connect(lambda _=False, each=each: self._choose_statistics(each))
        menu.actions()[0].setChecked(True)
        self._name_statistics(Statistics.NONE)

    def _choose_statistics(self, statistics: Statistics) -> None:
        self._name_statistics(statistics)
        self.statistics_chosen.emit(statistics)

    def _name_statistics(self, statistics: Statistics) -> None:
        self.statistics.setText(f"Statistics: {statistics.value} ▾")
        self.statistics.setAccessibleDescription(statistics.value.capitalize())

    def _offer(self, chart: Chart | None) -> None:
        splits = chart.splits if chart else ()
        self.split.setVisible(len(splits) > 1)
        if splits != self._splits:
            self._splits = splits
            self._menu.clear()
            group = QActionGroup(self._menu)
            for each in splits:
                action = self._menu.addAction(split_words(each))
                action.setCheckable(True)
                action.setActionGroup(group)
                action.triggered.connect(lambda _=False, split=each: self.split_chosen.emit(split))
        if chart and len(splits) > 1:
            self.split.setText(f"{split_words(chart.split)} ▾")
            self.split.setAccessibleDescription(split_words(chart.split))
            self._menu.actions()[splits.index(chart.split)].setChecked(True)


def _menu_button(name: str, words: str, tip: str) -> tuple[QToolButton, QMenu]:
    """Return a button that opens a menu, and the menu."""
    made = QToolButton()
    made.setObjectName(name)
    made.setProperty("role", "button")
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setAccessibleName(words)
    made.setToolTip(tip)
    menu = QMenu(made)
    menu.setAccessibleName(words)
    made.setMenu(menu)
    return made, menu


def _toggle(text: str, tip: str, on: bool = True) -> QPushButton:
    made = button(text, "toggle", tip)
    made.setCheckable(True)
    made.setChecked(on)
    return made
