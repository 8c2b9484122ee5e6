"""One chart, drawn by pyqtgraph. One widget draws every chart in turn, because making one anew is slow."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy
from typing_extensions import override

from ascdesk.charts.values import Chart, Line
from ascdesk.periods import Period
from ui.charts.frame import Frame, labelled_places
from ui.charts.paper import Dots, Ground, Sheet, Words
from ui.charts.shades import line_pens, on_curve
from ui.charts.tags import room_for, set_tags, wishes
from ui.text import true_minus
from ui.theme import sized
from ui.tokens import SMALL, Tokens, tokens_now

TOP, BOTTOM, EDGE = 30.0, 28.0, 22.0
DOT, SMALL_DOT = 3.6, 2.2
MANY = 40
TEXT_AT_LEFT = 14.0


class ChartPlot(pg.PlotWidget):  # type: ignore[misc]
    """Draws a chart.

    Emits `pointed` with line and place of the point that is read, when it is another or moves; None when none is.
    """

    pointed = Signal(object)

    def __init__(self, tokens: Tokens | None = None, small: bool = False) -> None:
        super().__init__(background=None)
        self._tokens, self._small = tokens, small
        self.chart: Chart | None = None
        self.shown: Period | None = None
        self.targets = self.comparators = True
        self.drawn, self.picture_scale = False, 0.0
        self.cursor: tuple[int, int] | None = None
        self.sheet: Sheet | None = None
        self.curves: list[pg.PlotCurveItem] = []
        self.ground, self.dots, self.words = Ground(-10), Dots(5), Words(10)
        self._set_up()

    def _set_up(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 88)
        # The ground layer paints all of it, so that nothing behind it is painted.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        plot = self.getPlotItem()
        plot.hideButtons()
        plot.setMenuEnabled(False)
        plot.layout.setContentsMargins(0, 0, 0, 0)
        plot.layout.setSpacing(0)
        for side in ("left", "bottom", "right", "top"):
            plot.hideAxis(side)
            plot.getAxis(side).unlinkFromView()  # our own layers name periods and values
        self.view = plot.getViewBox()
        self.view.setMouseEnabled(False, False)
        self.view.disableAutoRange()
        self.view.setDefaultPadding(0)
        for layer in (self.ground, self.dots, self.words):
            self.scene().addItem(layer)
        plot.setZValue(0)

    def show_chart(self, chart: Chart | None, shown: Period | None = None) -> None:
        """Draw another chart; `shown` is the period that the window is about."""
        self.take(chart, shown)
        self.draw()

    def take(self, chart: Chart | None, shown: Period | None) -> None:
        """Have another chart, to be drawn when the room for it is known: by `draw`, or by a change of size."""
        if _axes(self.chart) != _axes(chart):
            self.set_cursor(None)
        self.chart, self.shown, self.drawn = chart, shown, False

    def compare(self, targets: bool, comparators: bool) -> None:
        """Draw with or without targets and comparators."""
        self.targets, self.comparators = targets, comparators
        self.draw()

    def draw(self) -> None:
        """Lay the chart out for the size and colours of now."""
        self.sheet, self.drawn = None, True
        surface = QColor(self.tokens().surface)
        if self.backgroundBrush().color() != surface or self.backgroundBrush().style() == Qt.BrushStyle.NoBrush:
            self.setBackgroundBrush(surface)
        paper = QRectF(self.viewport().rect())
        if self.chart is not None and self.chart.axis is not None and paper.width() > 0:
            self.sheet = self._laid_out(self.chart, paper)
            self._draw_lines(self.sheet)
            left, bottom, width, height = self.sheet.frame.view(paper.width(), paper.height())
            self.view.setRange(QRectF(left, bottom, width, height), padding=0, disableAutoRange=True)
        else:
            self._hide_lines()
        self.words.cursor, self.words.focused = self.cursor, self.hasFocus()
        for layer in (self.ground, self.dots, self.words):
            layer.show_sheet(self.sheet, paper)
        if self.cursor is not None:
            self.pointed.emit(self.cursor)  # the point has moved, or says another thing

    def wear(self, tokens: Tokens, scale: float) -> None:
        """Draw in these colours and at this scale from now on, whatever the window's are."""
        self._tokens, self.picture_scale = tokens, scale

    def scale_now(self) -> float:
        """Return how many pixels of the screen or picture one of the chart's is."""
        return self.picture_scale or float(self.devicePixelRatioF())

    def tokens(self) -> Tokens:
        """Return the colours that it is drawn in."""
        return self._tokens or tokens_now()

    def _laid_out(self, chart: Chart, paper: QRectF) -> Sheet:
        tokens = self.tokens()
        font = sized(self.font(), SMALL - 1 if self._small else SMALL)
        metrics = QFontMetricsF(font)
        assert chart.axis
        pens = line_pens(chart, tokens)
        comparators = self.comparators and not self._small
        found = wishes(chart, pens, tokens, self.targets, comparators, statistics=not self._small)
        room = room_for(found, font, paper.width())
        left = max(metrics.horizontalAdvance(true_minus(text)) for _, text in chart.axis.ticks) + TEXT_AT_LEFT
        top = TOP if not self._small else TOP - 8
        inside = QRectF(left, top, paper.width() - left - max(room, EDGE) - 4, paper.height() - top - BOTTOM)
        frame = Frame(inside, len(chart.periods), float(chart.axis.low), float(chart.axis.high))
        place = next((at for at, each in enumerate(chart.periods) if self.shown and each.last == self.shown.last), None)
        return Sheet(
            chart=chart, frame=frame, tokens=tokens, font=font, pens=pens, dot=self._dot(chart),
            periods=labelled_places(chart, frame, metrics),
            tags=set_tags(found, font, room, frame), shown=place, targets=self.targets,
            comparators=comparators, small=self._small,
        )  # fmt: skip

    def _dot(self, chart: Chart) -> float:
        return SMALL_DOT if len(chart.periods) > MANY or self._small else DOT

    def _draw_lines(self, sheet: Sheet) -> None:
        chart = sheet.chart
        while len(self.curves) < len(chart.lines):
            curve = pg.PlotCurveItem(antialias=True)
            self.view.addItem(curve, ignoreBounds=True)
            self.curves.append(curve)
        for number, curve in enumerate(self.curves):
            curve.setVisible(number < len(chart.lines))
            if number < len(chart.lines):
                line = chart.lines[number]
                x, y, joins = line_arrays(line)
                curve.setData(x, y, connect=joins, pen=on_curve(sheet.pens[number], self.scale_now()))
                curve.setZValue(3 if line.strong else 2)

    def _hide_lines(self) -> None:
        for curve in self.curves:
            curve.setVisible(False)

    # Reading points

    def set_cursor(self, cursor: tuple[int, int] | None) -> None:
        """Read another point: the number of a line and a place of it."""
        if cursor == self.cursor:
            return
        self.cursor = self.words.cursor = cursor
        self.words.update()
        self.pointed.emit(cursor)

    def point_at(self, cursor: tuple[int, int]) -> QPointF:
        """Return where on the widget a point stands; a gap stands in the middle of the height."""
        assert self.sheet
        value, frame = self.sheet.chart.lines[cursor[0]].points[cursor[1]].value, self.sheet.frame
        y = frame.data.center().y() if value is None else frame.y(float(value))
        return QPointF(frame.x(cursor[1]), y)

    def nearest(self, at: QPointF) -> tuple[int, int] | None:
        """Return the point that is nearest to a place on the widget."""
        if self.sheet is None or not self.sheet.frame.data.adjusted(-12, -24, 12, 24).contains(at):
            return None
        place = self.sheet.frame.place_at(at.x())
        held = [n for n, line in enumerate(self.sheet.chart.lines) if line.points[place].value is not None]
        if not held:
            return self.strong(), place
        return min(held, key=lambda n: abs(self.point_at((n, place)).y() - at.y())), place

    def strong(self) -> int:
        """Return the number of the line that the chart is about."""
        assert self.chart
        return next((number for number, line in enumerate(self.chart.lines) if line.strong), 0)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.set_cursor(self.nearest(event.position()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.set_cursor(self.nearest(event.position()))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self.set_cursor(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.sheet is None or not self._move(Qt.Key(event.key())):
            event.ignore()

    def _move(self, key: Qt.Key) -> bool:
        """Go to another point of the line, or to another line; False for any other key."""
        assert self.chart
        lines = self.chart.lines
        number = self.cursor[0] if self.cursor else self.strong()
        told = [place for place, point in enumerate(lines[number].points) if point.figure is not None]
        here = self.cursor[1] if self.cursor else told[-1] + 1
        if key is Qt.Key.Key_Escape and self.cursor:
            self.set_cursor(None)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.set_cursor((number, told[0] if key is Qt.Key.Key_Home else told[-1]))
        elif key is Qt.Key.Key_Left:
            self.set_cursor((number, max((place for place in told if place < here), default=told[0])))
        elif key is Qt.Key.Key_Right:
            self.set_cursor((number, min((place for place in told if place > here), default=told[-1])))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key is Qt.Key.Key_Down else -1
            self.set_cursor(((number + step) % len(lines), min(here, len(lines[0].points) - 1)))
        else:
            return False
        return True

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus()

    def _show_focus(self) -> None:
        self.words.focused = self.hasFocus()
        self.words.update()

    @override
    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if hasattr(self, "words"):  # pyqtgraph calls this while it is being made
            self.draw()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange) and "words" in self.__dict__:
            self.draw()


def _axes(chart: Chart | None) -> tuple[object, ...]:
    """Return what must stay the same for a pointed point to stay the same."""
    return (chart.measure.id, chart.part, chart.periods, [each.name for each in chart.lines]) if chart else ()


def line_arrays(line: Line) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return places, values, and which points are joined to the next; a gap is not a number.

    Periods in which no figure is due have no point, so that the line goes on over them.
    """
    points = [(place, point) for place, point in enumerate(line.points) if point.expected]
    values = np.array([np.nan if point.value is None else float(point.value) for _, point in points])
    joins = np.array([point.joined for _, point in points[1:]] + [False], dtype=np.int32)
    return np.array([place for place, _ in points], dtype=float), values, joins
