"""The tally as a bar: a piece for each rating with its shape, letter and count, as wide as its share."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ascdesk.model import Rating
from ascdesk.scorecard import Tally
from ui.tokens import tokens_now
from ui.widgets.chip import GAP, HEIGHT, LETTERS, PADDING, SHAPE, chip_font, paint_shape
from ui.words import tally_words

BETWEEN = 2


def pieces(tally: Tally, needed: dict[Rating, float], width: float) -> dict[Rating, float]:
    """Return how wide each piece is: its share of the width, but never less than its words need."""
    counts = {Rating.GREEN: tally.green, Rating.AMBER: tally.amber, Rating.RED: tally.red, Rating.NONE: tally.none}
    shown = {rating: count for rating, count in counts.items() if count}
    room = width - BETWEEN * (len(shown) - 1)
    widths: dict[Rating, float] = {}
    # Whoever gets less than it needs is given that first; the others share what is left.
    left = dict(shown)
    while left:
        share = (room - sum(widths.values())) / sum(left.values())
        narrow = [rating for rating, count in left.items() if count * share < needed[rating]]
        if not narrow:
            return {rating: widths.get(rating, shown[rating] * share) for rating in shown}
        for rating in narrow:
            widths[rating] = needed[rating]
            del left[rating]
    return {rating: widths[rating] for rating in shown}


def piece_text(rating: Rating, count: int) -> str:
    """Return what stands beside a piece's shape."""
    return f"{count:,}" if rating is Rating.NONE else f"{LETTERS[rating]} {count:,}"


class TallyBar(QWidget):
    """Shows a tally; nothing but a line where there is none."""

    def __init__(self) -> None:
        super().__init__()
        self.tally = Tally()
        self.setFixedHeight(HEIGHT)
        self.setMinimumWidth(240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_tally(self, tally: Tally, whose: str) -> None:
        """Show another tally, of the period that is named."""
        self.tally = tally
        self.setAccessibleName(f"{whose}: {tally_words(tally)}")
        self.setToolTip(f"{whose}: {tally_words(tally)}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(420, HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, font = tokens_now(), chip_font(self.font())
        counts = {each: getattr(self.tally, each.value) for each in Rating}
        metrics = QFontMetricsF(font)
        needed = {
            each: PADDING + SHAPE + GAP + metrics.horizontalAdvance(piece_text(each, count)) + PADDING
            for each, count in counts.items()
        }
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QPainterPath()
        whole.addRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setClipPath(whole)
        painter.setFont(font)
        left = 0.0
        for rating, width in pieces(self.tally, needed, self.width()).items():
            strong, soft = tokens.rating(rating)
            box = QRectF(left, 0, width, self.height())
            painter.fillRect(box, soft)
            painter.setPen(Qt.PenStyle.NoPen)
            paint_shape(painter, QPointF(left + PADDING + SHAPE / 2, box.center().y()), rating, strong)
            painter.setPen(strong)
            words = box.adjusted(PADDING + SHAPE + GAP, 0, 0, 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, piece_text(rating, counts[rating]))
            left += width + BETWEEN
