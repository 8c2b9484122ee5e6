"""The chart large: what it is about above it, the chart, and below it what one must know to read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout
from typing_extensions import override

from ascdesk.charts.values import Chart
from ascdesk.charts.words import named, point_words, reason_words, value_words
from ascdesk.model import Figure
from ascdesk.scorecard import Row
from ui.charts.plot import ChartPlot
from ui.charts.readout import Readout
from ui.delegates import is_number
from ui.widgets.chip import Chip
from ui.widgets.labels import label

FIGURE_HEIGHT, LOW_FIGURE = 36, 28
ROOM_BESIDE, AROUND = 480, 34
KEYS = "Left and Right read the points, Home and End the first and last, Up and Down other lines."


class ChartCard(QFrame):
    """Shows one chart with its head and notes."""

    def __init__(self, source: Callable[[Figure], str]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._source = source
        self.row: Row | None = None
        self.chart: Chart | None = None
        self._narrow = False
        self.title, self.reason = label("", "title", wrap=True), label("", "second", wrap=True)
        self.figure, self.words, self.chip = label("", "figure"), label("", "strong", wrap=True), Chip()
        self.sentence = label("", "second", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = label("", "third", wrap=True)
        self.notes.setAccessibleName("Notes to the chart")
        self.notes.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes.setMinimumHeight(2 * self.notes.fontMetrics().lineSpacing())  # most have two lines, or fewer
        for each in (self.figure, self.words):
            each.setMinimumHeight(FIGURE_HEIGHT)
        self.plot = ChartPlot()
        self.plot.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.readout = Readout(self.plot)
        self._lay_out()
        self.plot.pointed.connect(self._read)

    def _lay_out(self) -> None:
        figure = QHBoxLayout()
        figure.setSpacing(12)
        for each in (self.figure, self.words, self.chip):
            figure.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        figure.addStretch(1)
        judged = self._judged = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        judged.setSpacing(12)
        judged.addLayout(figure)
        judged.addWidget(self.reason, 1)
        head = QVBoxLayout()
        head.setContentsMargins(16, 10, 16, 2)
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addLayout(judged)
        head.addWidget(self.sentence, 1)
        below = QVBoxLayout()
        below.setContentsMargins(16, 0, 16, 10)
        below.addWidget(self.notes)
        layout = self._lines = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.plot, 1)
        layout.addLayout(below)

    def show_chart(self, row: Row, chart: Chart) -> None:
        """Show another chart, headed by the row of the shown period."""
        drawn = not chart.empty
        self.plot.take(chart if drawn else None, row.period)
        if row != self.row:
            self._show_head(row)
        self.row, self.chart = row, chart
        self.sentence.setVisible(not drawn)
        self.sentence.setText(chart.empty)
        self.plot.setVisible(drawn)
        self.notes.setVisible(drawn)
        self.notes.setText(" ".join(chart.notes))
        self.plot.setAccessibleName(f"Chart of {named(chart.measure, chart.part)}")
        self._describe()
        self._lines.activate()  # gives the chart its room now, so that it is drawn once
        if not self.plot.drawn:
            self.plot.draw()

    def _show_head(self, row: Row) -> None:
        self.title.setText(named(row.measure, row.part))
        number = is_number(value_words(row.measure, row.figure))
        self.figure.setText(value_words(row.measure, row.figure))
        self.figure.setVisible(number)
        self.words.setText(value_words(row.measure, row.figure) or "No figure")
        self.words.setVisible(not number)
        self.chip.show_rating(row.rating)
        self.reason.setText(reason_words(row))
        if self._narrow:
            self._keep_words(True)

    def _describe(self) -> None:
        if self.chart is not None:
            self.plot.setAccessibleDescription(" ".join((self.chart.alternative, *self.chart.notes, KEYS)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < ROOM_BESIDE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._judged.direction() != way:
            self._judged.setDirection(way)
            self._judged.setSpacing(2 if narrow else 12)
        self._keep_words(narrow)

    def _keep_words(self, narrow: bool) -> None:
        """Where the reason stands under the figure, keep the height of all its lines, and of the title's."""
        self._narrow = narrow
        inside = self.width() - AROUND
        for each in (self.title, self.reason):
            each.setMinimumHeight(each.heightForWidth(inside) if narrow else 0)
        for each in (self.figure, self.words):
            each.setMinimumHeight(LOW_FIGURE if narrow else FIGURE_HEIGHT)

    def _read(self, cursor: tuple[int, int] | None) -> None:
        """Say what the pointed point says, on the screen and to who cannot see it."""
        sheet = self.plot.sheet
        if cursor is None or sheet is None:
            self.readout.hide()
            self._describe()
            return
        line = sheet.chart.lines[cursor[0]]
        figure = line.points[cursor[1]].figure
        said = point_words(sheet.chart, line, cursor[1], self._source(figure) if figure else "")
        self.readout.show_words(said, self.plot.point_at(cursor))
        self.plot.setAccessibleDescription(". ".join(text.rstrip(".") for text in said) + ".")
