"""The chart large: what it is about above it, the chart, and below it what one must know to read it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from typing_extensions import override

from ascdesk.charts.values import Chart
from ascdesk.charts.words import named, point_words, reason_words, value_words
from ascdesk.model import Figure
from ascdesk.scorecard import Row
from ui.charts.notes import Notes
from ui.charts.plot import ChartPlot
from ui.charts.readout import Readout
from ui.delegates import is_number
from ui.text import true_minus
from ui.widgets.arithmetic import Arithmetic, FoldButton, Subject
from ui.widgets.chip import Chip, face_of
from ui.widgets.labels import label

FIGURE_HEIGHT, LOW_FIGURE = 36, 28
ROOM_BESIDE, AROUND = 480, 34
ROOM_FOR_HOW, HOW_WIDTH = 640, 312
HOW = "How the figure was rated, its direction was found, and its forecast made"
KEYS = "Left and Right read the points, Home and End the first and last, Up and Down other lines."


class ChartCard(QFrame):
    """Shows one chart with its head and notes."""

    def __init__(self, source: Callable[[Figure], str]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._source = source
        self.row: Row | None = None
        self.chart: Chart | None = None
        self._narrow = self._drawn = self.how_open = False
        self.title, self.reason = label("", "title", wrap=True), label("", "second", wrap=True)
        self.figure, self.words, self.chip = label("", "figure"), label("", "strong", wrap=True), Chip()
        self.sentence = label("", "second", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.how, self.how_area = Arithmetic(stacked=True), QScrollArea()
        self.opener = FoldButton("How", HOW)
        self.notes = Notes()
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
        for each in (self.figure, self.words, self.chip, self.opener):
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
        below.setContentsMargins(12, 0, 12, 8)
        below.addWidget(self.notes)
        layout = self._lines = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addLayout(self._middle(), 1)
        layout.addLayout(below)

    def _middle(self) -> QHBoxLayout:
        """Return the plot, and beside it the arithmetic that is unfolded; in little room that stands in its place."""
        inside = QWidget()
        inside.setObjectName("detail")
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(15, 2, 15, 8)
        lines.addWidget(self.how)
        lines.addStretch(1)
        self.how_area.setWidget(inside)
        self.how_area.setWidgetResizable(True)
        self.how_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.how_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.how_area.setAccessibleName("The arithmetic")
        self.how_area.hide()
        self.opener.clicked.connect(lambda: self.show_how(not self.how_open))
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(4)
        middle.addWidget(self.plot, 1)
        middle.addWidget(self.how_area)
        return middle

    def show_how(self, opened: bool = True) -> None:
        """Open or close the arithmetic of the rating, the direction and the forecast."""
        self.how_open = opened
        self.opener.show_open(opened)
        self._share_room()
        if opened and self.how.subject is None:
            self.how.unfold(Subject.RATING)
        if not opened and not self.opener.hasFocus():
            self.opener.setFocus()

    def _share_room(self) -> None:
        """Give the arithmetic its room beside the plot, or all of it where there is too little for both."""
        opened = self.how_open
        alone = self.width() < ROOM_FOR_HOW or not self._drawn
        self.how_area.setVisible(opened)
        self.how_area.setMinimumWidth(0 if alone else HOW_WIDTH)
        self.how_area.setMaximumWidth(self.width() if alone else HOW_WIDTH)
        for each in (self.plot, self.notes):
            each.setVisible(self._drawn and not (opened and alone))

    def show_chart(self, row: Row, chart: Chart) -> None:
        """Show another chart, headed by the row of the shown period."""
        drawn = not chart.empty
        self.plot.take(chart if drawn else None, row.period)
        if row != self.row:
            self._show_head(row)
        self.row, self.chart = row, chart
        self.sentence.setVisible(not drawn)
        self.sentence.setText(chart.empty)
        self._drawn = drawn
        self._share_room()
        self.notes.show_words(" ".join(chart.notes), self.height())
        self.plot.setAccessibleName(f"Chart of {named(chart.measure, chart.part)}")
        self._describe()
        self._lines.activate()  # gives the chart its room now, so that it is drawn once
        if not self.plot.drawn:
            self.plot.draw()

    def _show_head(self, row: Row) -> None:
        self.title.setText(named(row.measure, row.part))
        number = is_number(value_words(row.measure, row.shown))
        self.figure.setText(true_minus(value_words(row.measure, row.shown)))
        self.figure.setVisible(number)
        self.words.setText(value_words(row.measure, row.shown) or "No figure")
        self.words.setVisible(not number)
        self.chip.show_rating(face_of(row))
        self.how.show_row(row)
        self.reason.setText(true_minus(reason_words(row)))
        if self._narrow:
            self._keep_words(True)

    def _describe(self) -> None:
        if self.chart is not None:
            notes = [note for note in self.chart.notes if note not in self.chart.alternative]
            self.plot.setAccessibleDescription(" ".join((self.chart.alternative, *notes, KEYS)))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < ROOM_BESIDE
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._judged.direction() != way:
            self._judged.setDirection(way)
            self._judged.setSpacing(2 if narrow else 12)
        self._keep_words(narrow)
        self.notes.show_words(self.notes.text(), event.size().height())
        self._share_room()

    def _keep_words(self, narrow: bool) -> None:
        """Where the reason stands under the figure, keep the height of all its lines, and of the title's."""
        self._narrow = narrow
        inside = self.width() - AROUND
        for each in (self.title, self.reason):
            each.setMinimumHeight(each.heightForWidth(inside) if narrow else 0)
        for each in (self.figure, self.words):
            each.setMinimumHeight(LOW_FIGURE if narrow else FIGURE_HEIGHT)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.how_open:
            self.show_how(False)
        else:
            super().keyPressEvent(event)

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
