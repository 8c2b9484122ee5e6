"""The Trends page: the chart of every measure, one large or all of a section small."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.charts.data import as_text
from ascdesk.charts.series import with_statistics
from ascdesk.charts.statistics import Statistics
from ascdesk.charts.values import Chart, Split
from ascdesk.holding import source_text
from ascdesk.model import EntityId, Figure, ImportedFile
from ascdesk.periods import PeriodKind
from ascdesk.scorecard import Row, Scorecard
from ui.charts.card import ChartCard
from ui.charts.picture import Camera, whole_picture
from ui.charts.wall import Wall
from ui.models.trends import PointsModel, TrendsModel
from ui.page import Desk, Page, Spot, Touched
from ui.widgets.beside import show_beside
from ui.widgets.labels import label
from ui.widgets.points_table import PointsTable
from ui.widgets.trend_choices import TrendChoices
from ui.widgets.trend_list import TrendChooser

LIST_WIDTH, TABLE_WIDTH, ROOM_FOR_ALL = 250, 300, 1000


class TrendsPage(Page):
    """Shows charts; the list at the left chooses the measure, the row above what is shown of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._workspace = desk.workspace
        self.card: Scorecard | None = None
        self._kind: tuple[EntityId, PeriodKind] | None = None
        self._split: tuple[EntityId, Split] | None = None
        self._statistics = Statistics.NONE
        self._charts: dict[tuple[EntityId, str], Chart] = {}
        self._files: dict[EntityId, ImportedFile] | None = None
        self.model, self.points = TrendsModel(self), PointsModel(self)
        self.chooser, self.choices = TrendChooser(self.model), TrendChoices()
        self.large, self.wall = ChartCard(self._source), Wall(self._chart)
        self.table = PointsTable(self.points)
        self._camera = Camera(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.large)
        self.stack.addWidget(self.wall)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(12)
        self.splitter.setChildrenCollapsible(False)
        for widget in (self.chooser, self.stack, self.table.ground):
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setSizes([LIST_WIDTH, 900, TABLE_WIDTH])
        self.table.ground.hide()
        head = QHBoxLayout()
        head.setSpacing(14)
        heading = label("Trends", "heading")
        heading.setMinimumHeight(32)
        head.addWidget(heading, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.choices, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 12)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.splitter, 1)

    def _connect(self) -> None:
        self.chooser.list.selectionModel().currentChanged.connect(self._move)
        self.choices.kind_chosen.connect(self._choose_kind)
        self.choices.split_chosen.connect(self._choose_split)
        self.choices.statistics_chosen.connect(self._choose_statistics)
        self.choices.compared.connect(self._compare)
        self.choices.table.toggled.connect(self.show_table)
        self.choices.section.toggled.connect(self.show_wall)
        self.choices.picture.clicked.connect(self.copy_picture)
        self.choices.data.clicked.connect(self.copy_data)
        self.wall.opened.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _: self._point(now.row()))
        keys = QShortcut(QKeySequence("Ctrl+Shift+C"), self)
        keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        keys.activated.connect(self.copy_picture)

    # What the window asks of a page

    @override
    def show_card(self, card: Scorecard, touched: Touched = None) -> None:
        kept = self.chooser.list.current_row()
        self.card, self._files = card, None
        self._charts = {key: each for key, each in self._charts.items() if touched and key[0] not in touched}
        self.model.show_card(card)
        if kept is not None and self.chooser.list.current_row() is None:
            self.chooser.list.go_to(kept.measure.id, kept.part)
        if self.chooser.list.current_row() is None:
            self.chooser.list.select_first()
        row = self.chooser.list.current_row()
        if row is not None and (touched is None or row.measure.id in touched):
            self._show()
        elif self.wall.isVisible():
            self._hang()

    @override
    def go_to(self, spot: Spot) -> None:
        if spot.measure is None or self.chooser.list.go_to(spot.measure, spot.part):
            return
        self.chooser.box.clear()
        self.chooser.list.go_to(spot.measure, spot.part)

    @override
    def first(self) -> QWidget:
        if self.choices.section.isChecked():
            return self.wall
        return self.chooser.list if self.chooser.isVisibleTo(self) else self.large.plot

    @override
    def toggle_details(self) -> None:
        self.choices.table.toggle()

    # Showing charts

    def chart(self) -> Chart | None:
        """Return the chart of the chosen measure."""
        row = self.chooser.list.current_row()
        return self._chart(row) if row is not None else None

    def _chart(self, row: Row) -> Chart:
        key = (row.measure.id, row.part)
        if key not in self._charts:
            split = self._split[1] if self._split and self._split[0] == row.measure.id else None
            chart = self._of_best_kind(row, split)
            self._charts[key] = with_statistics(chart, self._statistics)
        return self._charts[key]

    def _of_best_kind(self, row: Row, split: Split | None) -> Chart:
        """Return the chart of the kind that was chosen, on other measures only where that reaches what is judged."""
        measure, part, usual = row.measure, row.part, row.period.kind
        chosen, chosen_kind = self._kind or (None, None)
        kinds = (chosen_kind, None, row.standing.period.kind)
        charts = (self._workspace.chart(measure, part, kind, split, usual) for kind in kinds[not chosen_kind :])
        chart = next(charts)
        if (chosen_kind and (chosen == measure.id or self.choices.section.isChecked())) or _reaches(chart, row):
            return chart
        return next((each for each in charts if _reaches(each, row)), chart)

    def _show(self) -> None:
        row = self.chooser.list.current_row()
        chart = self._chart(row) if row is not None else None
        self.choices.show_chart(chart)
        if row is not None and chart is not None:
            self.large.show_chart(row, chart)
        if self.choices.table.isChecked():
            self.points.show_chart(chart)
        if self.choices.section.isChecked():
            self._hang()

    def _move(self) -> None:
        row = self.chooser.list.current_row()
        if row is not None:
            if self._split and self._split[0] != row.measure.id:
                self._split = None
            self._show()
            self.moved.emit(Spot("trends", row.measure.id, row.part))

    def _choose_kind(self, kind: PeriodKind) -> None:
        row = self.chooser.list.current_row()
        self._kind = (row.measure.id, kind) if row is not None else None
        self._charts.clear()
        self._show()

    def _choose_split(self, split: Split) -> None:
        row = self.chooser.list.current_row()
        if row is not None:
            self._split = (row.measure.id, split)
            self._charts.clear()
            self._show()

    def _choose_statistics(self, statistics: Statistics) -> None:
        self._statistics = statistics
        self._charts.clear()
        self._show()

    def _compare(self) -> None:
        shown = self.choices.targets.isChecked(), self.choices.comparators.isChecked()
        self.large.plot.compare(*shown)
        self.wall.compare(shown[0])

    def show_table(self, shown: bool) -> None:
        """Open or close the table beside the chart."""
        if shown:
            self.points.show_chart(self.chart())
        show_beside(self.table.ground, shown, self.large.plot)
        self._share_width()
        if shown:
            listed, chart, table = self.splitter.sizes()
            wanted = min(max(self.table.wanted_width(), TABLE_WIDTH), (chart + table) * 2 // 5)
            self.splitter.setSizes([listed, chart + table - wanted, wanted])

    def _share_width(self) -> None:
        """Leave the width of the list to chart and table where there is not enough for all three."""
        self.chooser.setVisible(self.width() >= ROOM_FOR_ALL or not self.choices.table.isChecked())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def _point(self, place: int) -> None:
        """Read the point of the table's row on the chart."""
        if place >= 0 and self.large.plot.sheet is not None:
            self.large.plot.set_cursor((self.large.plot.strong(), place))

    def _source(self, figure: Figure) -> str:
        if self._files is None:
            self._files = self._workspace.imported_files()
        source = source_text(figure, self._files)
        return "Typed in this program" if source == "typed" else source

    # The wall

    def show_wall(self, shown: bool) -> None:
        """Show small charts of the whole section, or the chosen one large."""
        if self._kind is not None:
            self._charts.clear()  # what is chosen holds for every chart of the wall
        self.choices.show_wall(shown)
        self.stack.setCurrentWidget(self.wall if shown else self.large)
        if shown:
            self._hang()
        elif self._kind is not None:
            self._show()

    def _hang(self) -> None:
        row = self.chooser.list.current_row()
        if row is not None and self.card is not None:
            self.wall.show_rows([each for each in self.card.rows if each.section == row.section], row)

    def _open(self, row: Row) -> None:
        self.show_wall(False)
        self.go_to(Spot("trends", row.measure.id, row.part))
        self.large.plot.setFocus()

    # Copying

    def copy_picture(self) -> None:
        """Put the chart into the clipboard as a picture, with its title and notes."""
        row, chart = self.chooser.list.current_row(), self.chart()
        if row is None or chart is None or chart.empty:
            return
        shown = self.choices.targets.isChecked(), self.choices.comparators.isChecked()
        QGuiApplication.clipboard().setImage(whole_picture(self._camera, row, chart, self.font(), *shown))
        self.desk.messages.tell("The chart is copied as a picture. Paste it into a document.")

    def copy_data(self) -> None:
        """Put the chart's points into the clipboard as a table."""
        chart = self.chart()
        if chart is None or chart.empty:
            return
        QGuiApplication.clipboard().setText(as_text(chart))
        self.desk.messages.tell("The points are copied as a table. Paste them into a spreadsheet.")


def _reaches(chart: Chart, row: Row) -> bool:
    """Tell whether a chart goes on to the figure that is judged, as far as there is one in numbers."""
    judged = row.shown.period.last if row.shown and row.shown.value is not None else None
    latest = [line.points[line.last].period.last for line in chart.lines if line.last is not None]
    return judged is None or any(each >= judged for each in latest)
