"""How wide the sheet's columns are, and how high its lines, in the sizes of a sheet that is not enlarged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil
from operator import attrgetter

from PySide6.QtGui import QFont, QFontMetricsF

from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line
from ui.delegates import MARGIN, figure_font, is_number
from ui.models.figure_columns import FROZEN, Column
from ui.models.figures import FiguresModel, Heading
from ui.text import fits
from ui.theme import sized
from ui.tokens import SMALL, TEXT, tokens_now
from ui.widgets.chip import chip_width, face_of, full_width
from ui.widgets.figures_paint import MOST_LINES, REACH, CellPainter, Kit
from ui.widgets.scorecard_table import HEADING, ONE_LINE, RATING_SHORT, THREE_LINES, TWO_LINES
from ui.widgets.tinted_head import LOCK, head_font

MEASURE_ROOM, LEAST_ROOM, MOST_ROOM = 200, 130, 520
# Titles come before whole chips, and before columns that hold nothing yet.
ROOM_BEFORE_CHIPS, ROOM_BEFORE_EMPTY = 240, 340
# The earlier periods at the end of the sheet that may be in sight beside the shown one.
IN_SIGHT = 12
OWNER_ROOM, NOTE_ROOM, WARNING = 110, 220, 14
HEIGHTS = (ONE_LINE, TWO_LINES, *(THREE_LINES + 16 * more for more in range(MOST_LINES - 2)))
# So many columns are measured one by one; of more, the earlier periods are all as wide as their widest.
FEW = 8
VALUE = attrgetter("value")


def column_widths(sheet: FiguresModel, font: QFont, width: int) -> tuple[list[int], bool]:
    """Return the width of each column, and whether chips are whole.

    The titles get what is left by the shown period's columns and as many earlier ones as leave them room: of more
    columns, whole ones are in sight and the others are rolled away.
    """
    widths, heads = _wanted(sheet, font), sheet.heads
    held, rating = _earlier_held(sheet), heads.at(Column.RATING)
    for earlier in range(min(len(heads.earlier), IN_SIGHT), -1, -1):
        for whole in (True, False):
            if rating >= 0:
                widths[rating] = _rating_room(sheet, font, whole)
            seen = widths[len(FROZEN) + len(heads.earlier) - earlier :]
            room = width - widths[0] - sum(seen)
            enough = ROOM_BEFORE_CHIPS if whole and rating >= 0 else MEASURE_ROOM
            if room >= (enough if earlier <= held else ROOM_BEFORE_EMPTY):
                widths[1] = min(room, MOST_ROOM) if earlier < len(heads.earlier) else room
                return widths, whole
    widths[1] = max(room, LEAST_ROOM)
    return widths, False


def _rating_room(sheet: FiguresModel, font: QFont, whole: bool) -> int:
    """Return the width of the chips; those that were given by hand have a pen in them."""
    by_hand = {face for line in sheet.lines if line.main and (face := face_of(line.row)).by_hand}
    widest = max((ceil(chip_width(face, font, short=not whole)) + 2 * MARGIN + 2 for face in by_hand), default=0)
    return max(round(full_width(font)) + 2 * MARGIN + 2 if whole else RATING_SHORT, widest)


def numbers_fit(sheet: FiguresModel, number: int, font: QFont, widths: Mapping[int, int]) -> bool:
    """Tell whether the figures of a line stand whole in columns of these widths."""
    advance = QFontMetricsF(figure_font(font, current=True)).horizontalAdvance
    texts = ((sheet.look(number, column).text, each) for column, each in widths.items())
    return all(not is_number(text) or advance(text) <= each - 2 * MARGIN + REACH for text, each in texts)


def line_height(sheet: FiguresModel, paints: CellPainter, number: int, kit: Kit, widths: list[int]) -> int:
    """Return the height that a line needs for its title, or for words in place of a figure or beside it."""
    line = sheet.shown[number]
    if isinstance(line, Heading):
        return HEADING
    lines = len(paints.title_lines(line, kit.font, widths[1] - 2 * MARGIN))
    for column in _worded(sheet, line):
        text, room = sheet.look(number, column).text, widths[column] - 2 * MARGIN
        if sheet.heads.kinds[column] in (Column.OWNER, Column.NOTE):
            lines = max(lines, len(paints.note_lines(text, kit, room)) if text else 1)
        elif lines == 1:
            current = column == sheet.heads.current
            lines = figure_lines(text, kit.font, current, room + REACH)
    return HEIGHTS[lines - 1]


def figure_lines(text: str, font: QFont, current: bool, width: float) -> int:
    """Return how many lines a figure's cell needs: words in place of a number may take two."""
    return 1 if fits(text, figure_font(font, current), width) else 2


def _worded(sheet: FiguresModel, line: Line) -> list[int]:
    """Return the columns of a line that may hold words: in most lines all are numbers, which need no look."""
    heads = sheet.heads
    wordy = (Column.TARGET, Column.OWNER, Column.NOTE)
    found = [column for column in range(heads.current + 1, len(heads.kinds)) if heads.kinds[column] in wordy]
    if len(sheet.unread):
        return [*found, *(column for column, place in enumerate(heads.places) if place)]
    held = {period for period, figure in line.figures.items() if figure.value is None}
    if held:
        found += [column for column, place in enumerate(heads.places) if place and place.period in held]
    return found


def _earlier_held(sheet: FiguresModel) -> int:
    """Return how many of the earlier periods lie between the oldest figure and the shown period."""
    periods, held = sheet.periods, [line.figures for line in sheet.lines]
    found = (at for at, period in enumerate(periods) if any(period in figures for figures in held))
    return len(periods) - 1 - next(found, len(periods) - 1)


def _wanted(sheet: FiguresModel, font: QFont) -> list[int]:
    """Return the width that each column needs for its numbers; words stand small on two lines."""
    measured = _Measured(sheet, font)
    heads = sheet.heads
    many = len(heads.earlier) > FEW
    alike = measured.of(_widest_texts(sheet), False) if many else 0.0
    wanted = []
    for column, kind in enumerate(heads.kinds):
        if kind in (Column.MEASURE, Column.RATING):
            wanted.append(LEAST_ROOM)
        elif kind in (Column.OWNER, Column.NOTE):
            wanted.append(OWNER_ROOM if kind is Column.OWNER else NOTE_ROOM)
        else:
            room = alike if many and column in heads.earlier else measured.column(column)
            lock = LOCK + 4 if sheet.locked_at(column) else 0
            least = measured.head(heads.titles[column]) + lock
            wanted.append(round(max(room + (WARNING if kind is Column.CURRENT else 0), least)) + 2 * MARGIN + REACH)
    return wanted


class _Measured:
    """Measures texts of a sheet in its fonts."""

    def __init__(self, sheet: FiguresModel, font: QFont) -> None:
        self._sheet, self._kit = sheet, Kit(font, tokens_now())
        self._heads, self._small = QFontMetricsF(head_font(font)), QFontMetricsF(sized(font, SMALL))
        self._code = QFontMetricsF(sized(font, TEXT))
        self._numbers = [n for n, line in enumerate(sheet.shown) if isinstance(line, Line)]

    def head(self, title: str) -> float:
        """Return how wide a column's head is."""
        return self._heads.horizontalAdvance(title)

    def column(self, column: int) -> float:
        """Return how wide the texts of a column are."""
        texts = {self._sheet.text(n, column) for n in self._numbers}
        if self._sheet.kind(column) is Column.CODE:
            return max(map(self._code.horizontalAdvance, texts), default=0.0)
        return self.of(texts, self._sheet.kind(column) is Column.CURRENT)

    def of(self, texts: Iterable[str], bold: bool) -> float:
        """Return how wide figures are, or the longest of the words that stand in their place."""
        numbers = [text for text in texts if is_number(text)]
        words = {word for text in texts if not is_number(text) for word in text.split()}
        widest = max((self._kit.width(text, bold) for text in numbers), default=0.0)
        return max([widest, *map(self._small.horizontalAdvance, words)])


def _widest_texts(sheet: FiguresModel) -> set[str]:
    """Return the longest texts of the lines' figures: each line's highest, lowest, and all that are more than a number.

    Its others are no wider, as all of them have as many decimals.
    """
    texts = set()
    for line in sheet.lines:
        plain = [each for each in line.figures.values() if each.value is not None and not each.flags]
        other = [each for each in line.figures.values() if each.value is None or each.flags]
        ends = {id(each): each for each in (max(plain, key=VALUE), min(plain, key=VALUE))}.values() if plain else ()
        texts |= {show_figure(line.measure, each) for each in (*ends, *other)}
    return texts
