"""A small line of earlier figures, its last point marked; what it shows is also said in words."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ascdesk.model import Measure
from ascdesk.periods import Period, show_period
from ascdesk.readings import show_amount
from ui.tokens import tokens_now
from ui.words import plain_tooltip

Run = Sequence[tuple[Period, Decimal | None]]
WIDTH, HEIGHT, ROUND = 132, 36, 5


class Sparkline(QWidget):
    """Shows a run of figures; gaps stay gaps."""

    def __init__(self) -> None:
        super().__init__()
        self._values: tuple[float | None, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Earlier figures")

    def show_run(self, measure: Measure, run: Run) -> None:
        """Show another run, oldest first."""
        self._values = tuple(None if value is None else float(value) for _, value in run)
        told = [
            f"{show_period(period)}: {show_amount(value, measure.unit, measure.decimals)}"
            for period, value in run
            if value is not None
        ]
        self.setAccessibleDescription("; ".join(told))
        self.setToolTip(plain_tooltip("\n".join(told)))
        self.update()

    def clear(self) -> None:
        """Show nothing."""
        self._values = ()
        self.hide()

    @property
    def drawn(self) -> bool:
        """Whether there is a run to show."""
        return bool(self._values)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(WIDTH // 3, HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = tokens_now(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = set_points(self._values, QRectF(self.rect()).adjusted(ROUND, ROUND, -ROUND, -ROUND))
        painter.setPen(QPen(QColor(tokens.third), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for stretch in stretches(points):
            if len(stretch) > 1:
                painter.drawPolyline(QPolygonF(stretch))
            else:
                painter.drawPoint(stretch[0])
        if points and points[-1] is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(points[-1], 3.5, 3.5)


def set_points(values: Sequence[float | None], inside: QRectF) -> list[QPointF | None]:
    """Return where the values stand in a rectangle, the lowest at its foot."""
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, room = min(known), max(known) - min(known)
    step = inside.width() / max(len(values) - 1, 1)
    return [
        None
        if value is None
        else QPointF(
            inside.left() + at * step,
            inside.center().y() if room == 0 else inside.bottom() - (value - low) / room * inside.height(),
        )
        for at, value in enumerate(values)
    ]


def stretches(points: Sequence[QPointF | None]) -> list[list[QPointF]]:
    """Return the points without the gaps, each stretch by itself."""
    found: list[list[QPointF]] = [[]]
    for point in points:
        if point is not None:
            found[-1].append(point)
        elif found[-1]:
            found.append([])
    return [stretch for stretch in found if stretch]
