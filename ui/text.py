"""Setting short texts into little room: on a few lines, with an ellipsis for what does not go in."""

from __future__ import annotations

import re

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption

_HYPHEN = re.compile(r"(?<!\w)-(?=£?[0-9])")


def true_minus(text: str) -> str:
    """Return a text with a minus where a hyphen stands before a figure, as in its changes: "\u2212£0.6m"."""
    return _HYPHEN.sub("\u2212", text)


def fits(text: str, font: QFont, width: float) -> bool:
    """Tell whether a text stands on one line of this width."""
    return QFontMetricsF(font).horizontalAdvance(text) <= width


def set_lines(text: str, font: QFont, width: float, most: int = 2) -> list[str]:
    """Break a text into at most so many lines; what does not go in ends with an ellipsis."""
    pieces = _broken(text, font, width)
    lines = [*pieces[: most - 1], "".join(pieces[most - 1 :])]
    return [_elided(line.strip(), font, width, Qt.TextElideMode.ElideRight) for line in lines if line or not text]


def set_name(name: str, tail: str, font: QFont, width: float, most: int = 3) -> list[str]:
    """Break a name and its tail into at most so many lines; what does not go in is left out before the end."""
    pieces = _broken(name + tail, font, width)
    if len(pieces) > most:
        # The end is what tells twins apart: the last line is kept for it, and more where the tail needs more.
        last = max(min(len(_broken(f"…{tail}", font, width)), most - 1), 1)
        head, rest = pieces[: most - last], "".join(pieces[most - last :])
        pieces = [*head, *_ending(rest.strip(), font, width, last)]
    return [_elided(piece.strip(), font, width, Qt.TextElideMode.ElideMiddle) for piece in pieces]


def _ending(text: str, font: QFont, width: float, most: int) -> list[str]:
    """Return the last words of a text, as many as go into so many lines behind an ellipsis."""
    words = text.split(" ")
    kept = _broken(f"…{words[-1]}", font, width)[-most:]
    for first in range(len(words) - 2, -1, -1):
        pieces = _broken(f"…{' '.join(words[first:])}", font, width)
        if len(pieces) > most:
            break
        kept = pieces
    return kept


def _broken(text: str, font: QFont, width: float) -> list[str]:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    layout.setTextOption(option)
    layout.beginLayout()
    lines = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(width, 1))
        lines.append(text[line.textStart() : line.textStart() + line.textLength()])
    layout.endLayout()
    return lines or [""]


def _elided(text: str, font: QFont, width: float, where: Qt.TextElideMode) -> str:
    return QFontMetricsF(font).elidedText(text, where, width)


def paint_lines(painter: QPainter, at: QRectF, lines: list[str], side: Qt.AlignmentFlag, leading: float = 1.0) -> None:
    """Paint lines in the painter's font, as one block in the middle of a rectangle's height."""
    height = QFontMetricsF(painter.font()).height() * leading
    top = at.center().y() - height * len(lines) / 2
    for number, line in enumerate(lines):
        box = QRectF(at.left(), top + number * height, at.width(), height)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, line)
