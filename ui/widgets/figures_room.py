"""How wide the sheet's columns are, and how high its lines."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF

from ascdesk.sheet import Line
from ui.delegates import MARGIN, figure_font, is_number
from ui.models.figures import COLUMNS, Column, FiguresModel, Heading
from ui.theme import sized
from ui.tokens import SMALL, TEXT
from ui.widgets.chip import chip_width, face_of
from ui.widgets.figures_cells import SheetDelegate, chip_room, figure_lines
from ui.widgets.scorecard_table import HEADING, ONE_LINE, RATING_SHORT, THREE_LINES, TWO_LINES
from ui.widgets.tinted_head import head_font

MEASURE_ROOM, LEAST_ROOM = 200, 130
# Titles come before whole chips, and before columns that hold nothing yet.
ROOM_BEFORE_CHIPS, ROOM_BEFORE_EMPTY = 240, 340
# How many earlier periods are shown, and whether chips are whole: the first that leaves the titles room is taken.
PLANS = tuple((earlier, whole) for earlier in range(4, -1, -1) for whole in (True, False))
# The figures reach a little into the margin at their left.
REACH = 4
WARNING = 14
FOUR_LINES = THREE_LINES + 16


def column_widths(sheet: FiguresModel, font: QFont, width: int) -> tuple[dict[int, int], bool]:
    """Return the widths of the columns that have room, and whether chips are whole; the title gets what is left."""
    fixed, held = _wanted(sheet, font), _earlier_held(sheet)
    for earlier, whole in PLANS:
        hidden = range(Column.EARLIEST, Column.NUMERATOR - earlier)
        widths = {column: each for column, each in fixed.items() if column not in hidden}
        widths[Column.RATING] = _rating_room(sheet, font, whole)
        room = width - sum(widths.values())
        enough = ROOM_BEFORE_CHIPS if whole else MEASURE_ROOM
        if room >= (enough if earlier <= held else ROOM_BEFORE_EMPTY):
            break
    widths[Column.MEASURE] = max(room, LEAST_ROOM)
    return widths, whole


def _rating_room(sheet: FiguresModel, font: QFont, whole: bool) -> int:
    """Return the width of the chips; those that were given by hand have a pen in them."""
    by_hand = {face for line in sheet.lines if line.main and (face := face_of(line.row)).by_hand}
    widest = max((ceil(chip_width(face, font, short=not whole)) + 2 * MARGIN + 2 for face in by_hand), default=0)
    return max(chip_room(font) if whole else RATING_SHORT, widest)


def numbers_fit(sheet: FiguresModel, number: int, font: QFont, widths: Mapping[int, int]) -> bool:
    """Tell whether the figures of a line stand whole in columns of these widths."""
    advance = QFontMetricsF(figure_font(font, current=True)).horizontalAdvance
    texts = ((sheet.look(number, column).text, each) for column, each in widths.items())
    return all(not is_number(text) or advance(text) <= each - 2 * MARGIN + REACH for text, each in texts)


def line_height(sheet: FiguresModel, cells: SheetDelegate, number: int, font: QFont, widths: Mapping[int, int]) -> int:
    """Return the height that a line needs for its title, or for words in place of a figure."""
    line = sheet.shown[number]
    if isinstance(line, Heading):
        return HEADING
    lines = len(cells.title_lines(line, font, widths[Column.MEASURE] - 2 * MARGIN))
    if lines == 1:
        figures = [each for each in widths if sheet.place_at(each) or each == Column.TARGET]
        lines = max(
            figure_lines(sheet.look(number, each).text, font, each == Column.CURRENT, widths[each] - 2 * MARGIN + REACH)
            for each in figures
        )
    return (ONE_LINE, TWO_LINES, THREE_LINES, FOUR_LINES)[lines - 1]


def _earlier_held(sheet: FiguresModel) -> int:
    """Return how many of the earlier periods lie between the oldest figure and the shown period."""
    held = {period for line in sheet.lines for period in line.figures}
    return next((len(sheet.periods) - 1 - at for at, each in enumerate(sheet.periods) if each in held), 0)


def _wanted(sheet: FiguresModel, font: QFont) -> dict[int, int]:
    """Return the width that each column needs for its numbers; words stand small on two lines."""
    heads, small = QFontMetricsF(head_font(font)), QFontMetricsF(sized(font, SMALL))
    numbers = [n for n, line in enumerate(sheet.shown) if isinstance(line, Line)]
    wanted = {}
    for column in [each for each in range(COLUMNS) if each not in (Column.MEASURE, Column.RATING)]:
        code, current = column == Column.CODE, column == Column.CURRENT
        texts = {sheet.look(n, column).text for n in numbers}
        font_here = QFontMetricsF(sized(font, TEXT) if code else figure_font(font, current))
        widest = max((font_here.horizontalAdvance(text) for text in texts if code or is_number(text)), default=0.0)
        words = {word for text in texts if not code and not is_number(text) for word in text.split()}
        widest = max([widest, *map(small.horizontalAdvance, words)])
        head = heads.horizontalAdvance(sheet.title(column))
        wanted[column] = round(max(widest, head) + (WARNING if current else 0)) + 2 * MARGIN + REACH
    return wanted
