"""Setting short texts into little room: on one line, or on two with the rest cut off with an ellipsis."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption


def fits(text: str, font: QFont, width: float) -> bool:
    """Tell whether a text stands on one line of this width."""
    return QFontMetricsF(font).horizontalAdvance(text) <= width


def set_lines(text: str, font: QFont, width: float, most: int = 2, tail: str = "") -> list[str]:
    """Break a text into at most so many lines; what does not go in ends with an ellipsis, before the tail."""
    lines = _broken(text + tail, font, width)
    if len(lines) <= most:
        return [_elided(line, font, width) for line in lines]
    kept = _broken(text, font, width)
    rest = " ".join(kept[most - 1 :])
    room = width - QFontMetricsF(font).horizontalAdvance(tail)
    return [*kept[: most - 1], _elided(rest, font, room) + tail]


def _broken(text: str, font: QFont, width: float) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines or [""]


def _elided(text: str, font: QFont, width: float) -> str:
    return QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)


def paint_lines(painter: QPainter, at: QRectF, lines: list[str], side: Qt.AlignmentFlag, leading: float = 1.0) -> None:
    """Paint lines in the painter's font, as one block in the middle of a rectangle's height."""
    height = QFontMetricsF(painter.font()).height() * leading
    top = at.center().y() - height * len(lines) / 2
    for number, line in enumerate(lines):
        box = QRectF(at.left(), top + number * height, at.width(), height)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, line)
