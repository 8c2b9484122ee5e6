"""How the cells of the sheet are painted: by the table itself, a line at a time, as a call for each cell costs more.

All is measured and painted in the sizes of an ordinary sheet; the painter is scaled to the zoom.
"""

from __future__ import annotations

from functools import cached_property

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from ascdesk.sheet import Line
from ui.delegates import LEFT, MARGIN, RIGHT, figure_font, is_number
from ui.models.figure_columns import NOW, Column
from ui.models.figure_looks import WRONG, Look, Mark
from ui.models.figures import FiguresModel, Heading
from ui.text import paint_lines, set_lines, set_name
from ui.theme import sized
from ui.tokens import SMALL, TEXT, Tokens
from ui.widgets.chip import face_of, paint_chip

INDENT, CORNER = 14, 6
# Titles are never cut short in practice; notes are, and stand whole in their tip.
MOST_LINES, NOTE_LINES = 8, 4
# The figures reach a little into the margin at their left.
REACH = 4
SIGNS = {Mark.ODD: "▲", Mark.EXPLAINED: "△", Mark.UNREAD: "✕", Mark.REFUSED: "✕", Mark.WAITS: "◷"}
ONE = int(RIGHT | Qt.AlignmentFlag.AlignVCenter)
OF_CODE = int(LEFT | Qt.AlignmentFlag.AlignVCenter)


class Kit:
    """The fonts and colours that a sheet is painted with, and what was measured with them."""

    def __init__(self, font: QFont, tokens: Tokens) -> None:
        self.font, self.tokens = font, tokens
        self.plain, self.small = figure_font(font, current=False), sized(font, SMALL)
        self.bold, self.heading = figure_font(font, current=True), sized(font, TEXT, QFont.Weight.DemiBold)
        self._widths: dict[tuple[str, bool], float] = {}
        self._colours: dict[str, QColor] = {}

    @cached_property
    def _advances(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        return QFontMetricsF(self.plain), QFontMetricsF(self.bold)

    def colour(self, name: str) -> QColor:
        """Return a colour of the tokens."""
        held = self._colours.get(name)
        if held is None:
            held = self._colours[name] = QColor(name)
        return held

    def width(self, text: str, bold: bool = False) -> float:
        """Return how wide a figure is painted."""
        key = (text, bold)
        held = self._widths.get(key)
        if held is None:
            held = self._widths[key] = self._advances[bold].horizontalAdvance(text)
        return held


class CellPainter:
    """Paints the cells of a sheet. `whole_chips` says whether ratings have room for their word."""

    def __init__(self, sheet: FiguresModel) -> None:
        self._sheet = sheet
        self._titles: dict[tuple[str, str, int, bool], list[str]] = {}
        self._words: dict[tuple[str, int], list[str]] = {}
        self.whole_chips = True

    def title_lines(self, line: Line, font: QFont, width: int) -> list[str]:
        """Return the lines that a line's title is set on, in a column of so much room."""
        title, tail = self._sheet.set_title(line)
        key = (title, tail, width, line.main)
        held = self._titles.get(key)
        if held is None:
            room = width if line.main else width - INDENT
            held = self._titles[key] = set_name(title, tail, sized(font, TEXT), room, MOST_LINES)
        return held

    def note_lines(self, text: str, kit: Kit, width: int) -> list[str]:
        """Return the lines that words are set on beside the figures."""
        key = (text, width)
        held = self._words.get(key)
        if held is None:
            held = self._words[key] = set_lines(text, kit.small, width, NOTE_LINES)
        return held

    def ground(self, look: Look, column: int, selected: bool, tokens: Tokens) -> str:
        """Return the colour that a cell stands on."""
        if look.mark in WRONG:
            return tokens.red_soft
        if look.mark is Mark.ODD:
            return tokens.amber_soft
        if selected:
            return tokens.selection
        if self._sheet.locked_at(column):
            return tokens.background
        return tokens.soft if column == self._sheet.heads.current else tokens.surface

    def cell(
        self, painter: QPainter, at: QRectF, line: Line, number: int, column: int, kit: Kit, selected: bool
    ) -> None:
        """Paint one cell of a line, its ground and its marks."""
        tokens, kind = kit.tokens, self._sheet.heads.kinds[column]
        look = self._sheet.glance(number, column)
        painter.fillRect(at, kit.colour(self.ground(look, column, selected, tokens)))
        inside = at.adjusted(MARGIN, 0, -MARGIN, -1)
        quiet = tokens.second if selected else tokens.third
        if kind is Column.MEASURE:
            painter.setFont(kit.plain)
            painter.setPen(kit.colour(tokens.ink if line.main else tokens.second))
            where = inside if line.main else inside.adjusted(INDENT, 0, 0, 0)
            paint_lines(painter, where, self.title_lines(line, kit.font, int(inside.width())), LEFT)
        elif kind is Column.RATING:
            if line.main:
                paint_chip(painter, inside, face_of(line.row), tokens, kit.font, not self.whole_chips)
        elif kind in (Column.OWNER, Column.NOTE):
            painter.setFont(kit.small)
            painter.setPen(kit.colour(tokens.second))
            paint_lines(painter, inside, self.note_lines(look.text, kit, int(inside.width())), LEFT)
        elif kind is Column.CODE:
            painter.setFont(kit.plain)
            painter.setPen(kit.colour(quiet))
            painter.drawText(inside, OF_CODE, look.text)
        elif look.text:
            self._figure(painter, inside, look, kind, kit, quiet)
        if look.has_note or look.flag:
            _marks(painter, at, look, kit)

    def _figure(self, painter: QPainter, inside: QRectF, look: Look, kind: Column, kit: Kit, quiet: str) -> None:
        current, text, tokens = kind is Column.CURRENT, look.text, kit.tokens
        colour = tokens.ink if kind in NOW else quiet
        if sign := SIGNS.get(look.mark):
            if look.mark is not Mark.EXPLAINED:
                colour = tokens.amber if look.mark is Mark.ODD else tokens.red
            text = f"{sign} {text}"
        wide = inside.adjusted(-REACH, 0, 0, 0)
        painter.setPen(kit.colour(colour))
        if kit.width(text, current) <= wide.width():
            plain = is_number(look.text) or look.mark is not Mark.NONE
            painter.setFont((kit.bold if current else kit.plain) if plain else kit.small)
            painter.drawText(wide, ONE, text)
        else:
            painter.setFont(kit.small)
            paint_lines(painter, wide, set_lines(text, kit.small, wide.width(), 2), RIGHT)


def heading_text(heading: Heading) -> str:
    """Return what the line above a section says."""
    sign = "▸" if heading.folded else "▾"
    return f"{sign}  {heading.title}" + (f"  ·  {heading.count} folded away" if heading.folded else "")


def paint_heading(painter: QPainter, at: QRectF, heading: Heading, kit: Kit, left: float) -> None:
    """Paint a part of the line above a section; its text begins at a place that may be outside of that part."""
    painter.fillRect(at, kit.colour(kit.tokens.background))
    painter.save()
    painter.setClipRect(at, Qt.ClipOperation.IntersectClip)
    painter.setFont(kit.heading)
    painter.setPen(kit.colour(kit.tokens.second))
    painter.drawText(QRectF(left + MARGIN, at.top(), 4000, at.height()), OF_CODE, heading_text(heading))
    painter.restore()


def paint_ring(painter: QPainter, at: QRectF, kit: Kit, focused: bool) -> None:
    """Paint the ring around the cell that the cursor stands on."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(kit.colour(kit.tokens.accent if focused else kit.tokens.third), 2 if focused else 1))
    painter.drawRect(at.adjusted(1, 1, -1, -2))


def _marks(painter: QPainter, at: QRectF, look: Look, kit: Kit) -> None:
    """Paint the corner that says that a figure has a note, as in Excel, and the pennant of a flag."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(kit.colour(kit.tokens.accent))
    if look.has_note:
        corner = at.topRight()
        painter.drawPolygon(QPolygonF([corner - QPointF(CORNER, 0), corner, corner + QPointF(0, CORNER)]))
    if look.flag:
        pole = at.topLeft() + QPointF(3, 3)
        painter.fillRect(QRectF(pole.x(), pole.y(), 1.3, 10), painter.brush())
        painter.drawPolygon(QPolygonF([pole, pole + QPointF(7, 2.8), pole + QPointF(0, 5.6)]))
    painter.restore()
