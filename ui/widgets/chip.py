"""The rating chip: shape, letter and word; in little room shape and letter, never colour alone."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ascdesk.judging.values import RATING_WORDS
from ascdesk.model import Rating
from ascdesk.scorecard import Row
from ui.theme import sized
from ui.tokens import SMALL, Tokens, tokens_now

LETTERS = {Rating.GREEN: "G", Rating.AMBER: "A", Rating.RED: "R", Rating.NONE: "–"}
SHAPES = {Rating.GREEN: "●", Rating.AMBER: "▲", Rating.RED: "■", Rating.NONE: "○"}
HEIGHT, PADDING, GAP, SHAPE, PEN = 22, 8, 6, 9, 10
NOT_DUE, CLOCK = "Not due", "◷"


@dataclass(frozen=True, slots=True)
class Face:
    """What a chip shows: a rating, whether one was due at all, and whether a person gave it."""

    rating: Rating
    due: bool = True
    by_hand: bool = False


def face_of(row: Row) -> Face:
    """Return what the chip of a row shows."""
    return Face(row.rating, row.standing.due, row.override is not None)


def computed_face(row: Row) -> Face:
    """Return what the chip of a row would show if nobody had rated it by hand."""
    return Face(row.judged.rating, row.standing.due)


def _face(shown: Rating | Face) -> Face:
    return shown if isinstance(shown, Face) else Face(shown)


def _waits(face: Face) -> bool:
    """Tell whether there is no rating because none is due, which has a shape and a word of its own."""
    return face.rating is Rating.NONE and not face.due


def face_word(shown: Rating | Face) -> str:
    """Return a rating in a word or two: "Red", "Not due"."""
    face = _face(shown)
    return NOT_DUE if _waits(face) else RATING_WORDS[face.rating]


def chip_text(shown: Rating | Face, short: bool) -> str:
    """Return what a chip says beside its shape."""
    face = _face(shown)
    letter = LETTERS[face.rating]
    if short or face.rating is Rating.NONE:
        return letter if short else face_word(face)
    return f"{letter} {face_word(face)}"


def spoken(shown: Rating | Face) -> str:
    """Return a rating in text alone, for a reader who sees neither colour nor drawing."""
    face = _face(shown)
    shape = CLOCK if _waits(face) else SHAPES[face.rating]
    return f"{shape} {chip_text(face, short=False)}{', given by hand' if face.by_hand else ''}"


def chip_font(font: QFont) -> QFont:
    """Return the font of a chip's words."""
    return sized(font, SMALL, QFont.Weight.DemiBold)


def chip_width(shown: Rating | Face, font: QFont, short: bool) -> float:
    """Return how wide a chip is with these words."""
    words = QFontMetricsF(chip_font(font)).horizontalAdvance(chip_text(shown, short))
    return PADDING + SHAPE + GAP + words + (GAP + PEN if _face(shown).by_hand else 0) + PADDING


def full_width(font: QFont) -> float:
    """Return the width that every whole chip fits into."""
    return max(chip_width(rating, font, short=False) for rating in Rating)


def paint_chip(painter: QPainter, at: QRectF, shown: Rating | Face, tokens: Tokens, font: QFont, short: bool) -> None:
    """Paint a chip at the left of a rectangle, in the middle of its height; a pen in it says that a person gave it."""
    face = _face(shown)
    strong, soft = tokens.rating(face.rating)
    body = QRectF(at.left(), at.center().y() - HEIGHT / 2, chip_width(face, font, short), HEIGHT)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawRoundedRect(body, 4, 4)
    centre = QPointF(body.left() + PADDING + SHAPE / 2, body.center().y())
    paint_shape(painter, centre, face.rating, strong, clock=_waits(face))
    painter.setPen(strong)
    painter.setFont(chip_font(font))
    words = body.adjusted(PADDING + SHAPE + GAP, 0, 0, 0)
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, chip_text(face, short))
    if face.by_hand:
        _paint_pen(painter, QPointF(body.right() - PADDING - PEN / 2, body.center().y()), strong)
    painter.restore()


def _paint_pen(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """Paint a pen that writes towards the lower left."""
    painter.save()
    painter.translate(centre)
    painter.rotate(45)
    painter.setPen(QPen(colour, 1.3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = PEN / 2
    shaft = QPainterPath(QPointF(-1.9, -half - 1))
    for x, y in ((1.9, -half - 1), (1.9, half - 2), (0, half + 1), (-1.9, half - 2)):
        shaft.lineTo(x, y)
    shaft.closeSubpath()
    painter.drawPath(shaft)
    painter.drawLine(QPointF(-1.9, -half + 1.4), QPointF(1.9, -half + 1.4))
    painter.restore()


def paint_shape(painter: QPainter, centre: QPointF, rating: Rating, colour: QColor, clock: bool = False) -> None:
    """Paint a rating's shape around a point; none that is only not due yet is a clock."""
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
        if not clock:
            painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
            return
        painter.setPen(QPen(colour, 1.3))
        painter.drawEllipse(box.adjusted(-0.5, -0.5, 0.5, 0.5))
        painter.drawPolyline([centre - QPointF(0, 3.2), centre, centre + QPointF(2.6, 0)])


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

    def __init__(self, shown: Rating | Face = Rating.NONE) -> None:
        super().__init__()
        self._face = _face(shown)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_rating(shown)

    def show_rating(self, shown: Rating | Face) -> None:
        """Show another rating."""
        self._face = _face(shown)
        by_hand = ", given by hand" if self._face.by_hand else ""
        self.setAccessibleName(f"Rating: {face_word(self._face)}{by_hand}")
        self.setToolTip("A person gave this rating" if by_hand else "")
        self.updateGeometry()
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(round(chip_width(self._face, self.font(), short=False) + 1), HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, QRectF(self.rect()), self._face, tokens_now(), self.font(), short=False)
