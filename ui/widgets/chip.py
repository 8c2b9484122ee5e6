"""The rating chip: shape, letter and word; in little room shape and letter, never colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ascdesk.model import Rating
from ascdesk.rating import RATING_WORDS
from ui.theme import sized
from ui.tokens import SMALL, Tokens, tokens_now

LETTERS = {Rating.GREEN: "G", Rating.AMBER: "A", Rating.RED: "R", Rating.NONE: "–"}
SHAPES = {Rating.GREEN: "●", Rating.AMBER: "▲", Rating.RED: "■", Rating.NONE: "○"}
HEIGHT, PADDING, GAP, SHAPE = 22, 8, 6, 9


def chip_text(rating: Rating, short: bool) -> str:
    """Return what a chip says beside its shape."""
    if rating is Rating.NONE:
        return LETTERS[rating] if short else RATING_WORDS[rating]
    return LETTERS[rating] if short else f"{LETTERS[rating]} {RATING_WORDS[rating]}"


def spoken(rating: Rating) -> str:
    """Return a rating in text alone, for a reader who sees neither colour nor drawing."""
    return f"{SHAPES[rating]} {chip_text(rating, short=False)}"


def chip_font(font: QFont) -> QFont:
    """Return the font of a chip's words."""
    return sized(font, SMALL, QFont.Weight.DemiBold)


def chip_width(rating: Rating, font: QFont, short: bool) -> float:
    """Return how wide a chip is with these words."""
    words = QFontMetricsF(chip_font(font)).horizontalAdvance(chip_text(rating, short))
    return PADDING + SHAPE + GAP + words + PADDING


def full_width(font: QFont) -> float:
    """Return the width that every whole chip fits into."""
    return max(chip_width(rating, font, short=False) for rating in Rating)


def paint_chip(painter: QPainter, at: QRectF, rating: Rating, tokens: Tokens, font: QFont, short: bool) -> None:
    """Paint a chip at the left of a rectangle, in the middle of its height."""
    strong, soft = tokens.rating(rating)
    body = QRectF(at.left(), at.center().y() - HEIGHT / 2, chip_width(rating, font, short), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawRoundedRect(body, 4, 4)
    centre = QPointF(body.left() + PADDING + SHAPE / 2, body.center().y())
    paint_shape(painter, centre, rating, strong)
    painter.setPen(strong)
    painter.setFont(chip_font(font))
    words = body.adjusted(PADDING + SHAPE + GAP, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip_text(rating, short))
    painter.restore()


def paint_shape(painter: QPainter, centre: QPointF, rating: Rating, colour: QColor) -> None:
    """Paint a rating's shape around a point."""
    half = SHAPE / 2
    box = QRectF(centre.x() - half, centre.y() - half, SHAPE, SHAPE)
    painter.setBrush(colour)
    if rating is Rating.GREEN:
        painter.drawEllipse(box)
    elif rating is Rating.AMBER:
        painter.drawPath(triangle(box, up=True))
    elif rating is Rating.RED:
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.6))
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))


def triangle(box: QRectF, up: bool) -> QPainterPath:
    """Return a triangle that fills a box and points up or down."""
    base, tip = (box.bottom(), box.top()) if up else (box.top(), box.bottom())
    path = QPainterPath(QPointF(box.left() - 0.5, base))
    path.lineTo(box.right() + 0.5, base)
    path.lineTo(box.center().x(), tip)
    path.closeSubpath()
    return path


class Chip(QWidget):
    """A rating chip that stands by itself."""

    def __init__(self, rating: Rating = Rating.NONE) -> None:
        super().__init__()
        self._rating = rating
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_rating(rating)

    def show_rating(self, rating: Rating) -> None:
        """Show another rating."""
        self._rating = rating
        self.setAccessibleName(f"Rating: {RATING_WORDS[rating]}")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._rating, self.font(), short=False) + 1), HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._rating, tokens_now(), self.font(), short=False)
