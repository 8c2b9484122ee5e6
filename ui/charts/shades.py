"""The colours of a chart's lines: the tokens' accent for the strong one, the government's palette for the others."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from ascdesk.charts.values import Chart
from ui.tokens import DARK, Tokens

# The strong line has the first of the palette, which is the accent; on dark ground the palette could not be read.
_ON_LIGHT = ("#28A197", "#801650", "#F46A25", "#3D3D3D", "#A285D1")
_ON_DARK = ("#4CC5BA", "#E28BBD", "#F79360", "#D3D9DF", "#BFA8EA")
_DASHES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
STRONG, PLAIN = 2.4, 1.8


def line_pens(chart: Chart, tokens: Tokens) -> tuple[QPen, ...]:
    """Return a pen for every line, told apart by colour and dash: colour is never all."""
    colours = _ON_DARK if tokens is DARK else _ON_LIGHT
    pens, others = [], 0
    for line in chart.lines:
        if line.strong:
            pens.append(pen(tokens.accent, STRONG))
        else:
            dash = _DASHES[(others + 1) % len(_DASHES)]
            pens.append(pen(colours[others % len(colours)], PLAIN, dash))
            others += 1
    return tuple(pens)


def pen(colour: str, width: float, dash: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """Return a pen, its width in the pixels of the chart."""
    made = QPen(QColor(colour), width, dash)
    made.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    made.setCapStyle(Qt.PenCapStyle.FlatCap)
    return made


def limit_pens(tokens: Tokens) -> tuple[QPen, QPen]:
    """Return the pens of centre lines, plain, and of control limits, in long dashes."""
    dashed = pen(tokens.third, 1.0, Qt.PenStyle.CustomDashLine)
    dashed.setDashPattern([8.0, 4.0])
    return pen(tokens.second, 1.0), dashed


def on_curve(line_pen: QPen, scale: float) -> QPen:
    """Return a line's pen for a curve, whose own units are periods and values: its width is of the screen's pixels."""
    made = QPen(line_pen)
    made.setCosmetic(True)
    made.setWidthF(line_pen.widthF() * scale)
    return made
