"""Charts as pictures: for the clipboard with head and notes, and small for the wall."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QRegion
from PySide6.QtWidgets import QWidget

from ascdesk.charts.values import Chart
from ascdesk.charts.words import named, reason_words, value_words
from ascdesk.periods import Period
from ascdesk.scorecard import Row
from ui.charts.plot import ChartPlot
from ui.text import paint_lines, set_lines, true_minus
from ui.theme import sized
from ui.tokens import HEADING, LIGHT, SMALL, TEXT, TITLE, Tokens
from ui.widgets.chip import HEIGHT, chip_width, face_of, paint_chip

WIDTH, PLOT_HEIGHT, MARGIN = 900, 400, 20
SCALE = 2.0
MANY_LINES = 12
LEFT = Qt.AlignmentFlag.AlignLeft


class Camera:
    """A chart that is never shown: it draws pictures of charts, one after the other."""

    def __init__(self, parent: QWidget, small: bool = False) -> None:
        self._plot = ChartPlot(small=small)
        self._plot.setParent(parent)
        self._plot.hide()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setAccessibleName("Chart to be copied")

    def take(
        self, chart: Chart, shown: Period | None, size: QSize, scale: float, tokens: Tokens,
        targets: bool = True, comparators: bool = True,
    ) -> QImage:  # fmt: skip
        """Return a chart as a picture in these colours, sharp at this scale."""
        plot = self._plot
        plot.wear(tokens, scale)
        plot.resize(size)
        plot.targets, plot.comparators = targets, comparators
        plot.show_chart(chart, shown)
        picture = blank(size, scale, tokens)
        painter = QPainter(picture)
        # Not the graphics view's own: this one also lets what is hidden have its new size.
        QWidget.render(plot, painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        painter.end()
        return picture


def blank(size: QSize, scale: float, tokens: Tokens) -> QImage:
    """Return an empty picture, sharp at this scale."""
    picture = QImage(size * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    picture.fill(QColor(tokens.surface))
    return picture


def whole_picture(
    camera: Camera, row: Row, chart: Chart, font: QFont, targets: bool = True, comparators: bool = True
) -> QImage:
    """Return a chart with title, rating and notes, as it can stand in a report: in light colours, and sharp."""
    room = WIDTH - 2 * MARGIN
    title = set_lines(named(row.measure, row.part), sized(font, TITLE, QFont.Weight.Bold), room, 4)
    reason_font, notes_font = sized(font, TEXT), sized(font, SMALL)
    figure = true_minus(value_words(row.measure, row.shown))
    value = QFontMetricsF(sized(font, HEADING, QFont.Weight.Bold)).horizontalAdvance(figure) + 12 if figure else 0
    judged = value + chip_width(face_of(row), font, short=False) + 12
    reason = set_lines(true_minus(reason_words(row)), reason_font, room - judged, MANY_LINES)
    notes = set_lines(" ".join(chart.notes), notes_font, room, MANY_LINES) if chart.notes else []
    heights = [_height(sized(font, TITLE, QFont.Weight.Bold), title)]
    heights.append(max(HEIGHT + 6.0, _height(reason_font, reason)))
    heights.append(_height(notes_font, notes))
    size = QSize(WIDTH, round(2 * MARGIN + sum(heights) + PLOT_HEIGHT + 12))
    picture = blank(size, SCALE, LIGHT)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(MARGIN, MARGIN, room, heights[0])
    _write(painter, box, title, sized(font, TITLE, QFont.Weight.Bold), LIGHT.ink)
    box = QRectF(MARGIN, box.bottom() + 4, room, heights[1])
    _write(painter, box, [figure], sized(font, HEADING, QFont.Weight.Bold), LIGHT.ink)
    paint_chip(painter, box.adjusted(value, 0, 0, 0), face_of(row), LIGHT, font, short=False)
    _write(painter, box.adjusted(judged, 0, 0, 0), reason, reason_font, LIGHT.second)
    plot = camera.take(chart, None, QSize(room, PLOT_HEIGHT), SCALE, LIGHT, targets, comparators)
    painter.drawImage(QRectF(MARGIN, box.bottom() + 4, room, PLOT_HEIGHT), plot)
    below = QRectF(MARGIN, box.bottom() + 8 + PLOT_HEIGHT, room, heights[2])
    _write(painter, below, notes, notes_font, LIGHT.third)
    painter.end()
    return picture


def _height(font: QFont, lines: list[str]) -> float:
    return QFontMetricsF(font).height() * len(lines)


def _write(painter: QPainter, at: QRectF, lines: list[str], font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colour))
    paint_lines(painter, at, lines, LEFT)
