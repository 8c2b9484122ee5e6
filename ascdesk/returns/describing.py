"""What a measure is, told from its lines: code, unit, decimal places, polarity, basis, tags.

Everything here reads what the return says; what it does not say keeps the model's plain default.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from ascdesk.amounts import Reading, format_decimals, percent_format, read_amount
from ascdesk.model import Basis, Frequency, Polarity, Unit
from ascdesk.periods import PeriodKind
from ascdesk.returns.heads import Column, Role
from ascdesk.returns.tables import Line
from ascdesk.returns.telling import periods_told, says_annual
from ascdesk.returns.values import Cell, CellKind
from ascdesk.returns.wrapping import told_in
from ascdesk.sentences import candidates, unit_told
from ascdesk.wording import read_polarity

_CODED = re.compile(r"([A-Z]{0,5}\d{1,3}[A-Za-z0-9().]{0,8})\s*[:–-]\s+(\S.*)\Z", re.DOTALL)
_CODE_ALONE = re.compile(r"(?:[A-Z]{0,5}\d{1,3}[A-Za-z0-9().]{0,8})(?<=[A-Za-z)])|[A-Z]{1,5}\d{1,3}")
_TAGS = re.compile(r"\(\s*(stat(?:utory)? return|bcf|savings?|local|of above|crr\s*\d+)\s*\)", re.IGNORECASE)
_LOW_IS_GOOD = re.compile(r"\blow(er)? is (good|better)\b", re.IGNORECASE)
_HIGH_IS_GOOD = re.compile(r"\bhigh(er)? is (good|better)\b", re.IGNORECASE)
_NO_CARERS = re.compile(
    r"\A\s*no carers?['’]?\s*\Z|\bno carers?['’]? survey\b|\bcarers (?:are|were) not surveyed\b", re.IGNORECASE
)
# A time of which a return says no unit is taken to be in days, and that is to be confirmed.
AVERAGE_TIME = r"\baverage time taken\b"
_UNITS: tuple[tuple[str, Unit], ...] = (
    (r"\bper 100[ ,]?000\b|\bper 100 ?k\b", Unit.PER_100K),
    (r"\b(percentage|proportion)\b", Unit.PERCENT),
    (r"\(days\)|\bdays\b", Unit.DAYS),
    (AVERAGE_TIME, Unit.DAYS),
    (r"^\s*(the )?number of\b", Unit.COUNT),
    (r"\bcost\b", Unit.POUNDS),
    (r"\bquality of life\b|\bscore\b", Unit.SCORE),
)
_BASES: tuple[tuple[str, Basis], ...] = (
    (r"\bcumulative measure\b|\bcumulative\b(?! average)", Basis.CUMULATIVE),
    (r"\bcumulative average\b", Basis.CUMULATIVE_AVERAGE),
    (r"\bsnapshot date\b|\bend of month snapshot\b|\bas at\b", Basis.SNAPSHOT),
    (r"\b(past|last|rolling) 12 months\b", Basis.ROLLING_12),
    (r"\bsurvey\b", Basis.SURVEY),
)
_SAYING = (Role.FIGURE, Role.COMMENTARY)
AMOUNT_ROLES = (Role.FIGURE, Role.TARGET, Role.COMPARATOR)


def split_code(text: str) -> tuple[str, str]:
    """Split "1Cia: Service users..." into code and title; the code is empty where there is none."""
    title = " ".join(text.split())
    if _CODE_ALONE.fullmatch(title):
        return title, title
    match = _CODED.match(title)
    return (match[1], match[2]) if match else ("", title)


def tags(title: str, others: Iterable[str]) -> tuple[str, ...]:
    """Return the tags in brackets in a title and those that stand in a column of values (N25, N26)."""
    return tuple(dict.fromkeys([*(match.strip() for match in _TAGS.findall(title)), *others]))


def unit(title: str, columns: Iterable[Column], lines: Iterable[Line]) -> Unit:
    """Return the unit that the cells' formats and texts say, or else the title's words."""
    said: dict[Unit, int] = {}
    amounts = [column for column in columns if column.role in AMOUNT_ROLES]
    for line in lines:
        for column in amounts:
            if (cell := line.cells.get(column.number)) and (found := _said_unit(column, cell)):
                said[found] = said.get(found, 0) + 1
    named = next((unit for words, unit in _UNITS if re.search(words, title, re.IGNORECASE)), None)
    if named is Unit.PER_100K or (said and named in said):
        return named or Unit.NUMBER
    return max(said, key=lambda each: said[each]) if said else named or Unit.NUMBER


def _said_unit(column: Column, cell: Cell) -> Unit | None:
    if column.sentences:
        return unit_told(told_in(cell))
    for each in periods_told(cell) if column.latest else ():
        if isinstance(each.reading, Reading) and each.reading.unit:
            return each.reading.unit
    return _cell_unit(cell)


def _cell_unit(cell: Cell) -> Unit | None:
    if cell.kind is CellKind.NUMBER:
        if percent_format(cell.format):
            return Unit.PERCENT
        return Unit.POUNDS if "£" in cell.format else None
    if cell.kind is CellKind.TEXT and ("%" in cell.text or "£" in cell.text):
        reading = read_amount(cell.text)
        return reading.unit if isinstance(reading, Reading) else None
    return None


def decimals(unit: Unit, columns: Iterable[Column], lines: Iterable[Line]) -> int:
    """Return how many decimal places the measure's own figures and targets are printed with, at most."""
    amounts = [column for column in columns if column.role in (Role.FIGURE, Role.TARGET)]
    cells = ((column, line.cells[column.number]) for line in lines for column in amounts if column.number in line.cells)
    return min(max((_decimals(column, cell, unit) for column, cell in cells), default=0), 6)


def _decimals(column: Column, cell: Cell, unit: Unit) -> int:
    if column.sentences:
        return max((_own_decimals(each.value) for each in candidates(told_in(cell), unit)), default=0)
    if column.latest and (told := periods_told(cell, unit)):
        return max((each.reading.decimals or 0 for each in told if isinstance(each.reading, Reading)), default=0)
    return _cell_decimals(cell, unit)


def _cell_decimals(cell: Cell, unit: Unit) -> int:
    if cell.kind is CellKind.NUMBER:
        shown = format_decimals(cell.format)
        return _own_decimals(cell.number) if shown is None else shown
    if cell.kind is CellKind.TEXT:
        reading = read_amount(cell.text, unit)
        return (reading.decimals or 0) if isinstance(reading, Reading) else 0
    return 0


def _own_decimals(number: Decimal | None) -> int:
    exponent = number.normalize().as_tuple().exponent if number is not None else 0
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def polarity(title: str, cells: Iterable[Cell]) -> Polarity | None:
    """Return which way is better where a column or the title says so; None where nothing does."""
    for cell in cells:
        read = read_polarity(cell.text)
        if isinstance(read, Polarity):
            return read
    if _LOW_IS_GOOD.search(title):
        return Polarity.LOWER
    return Polarity.HIGHER if _HIGH_IS_GOOD.search(title) else None


def basis(title: str, comments: Iterable[str]) -> Basis:
    """Return how the figures are counted over time, as far as title and comments say it."""
    said = " ".join((title, *comments))
    return next((basis for words, basis in _BASES if re.search(words, said, re.IGNORECASE)), Basis.IN_PERIOD)


def said_beside(columns: Iterable[Column], lines: Iterable[Line]) -> list[str]:
    """Return what cells say of the measure beside its figures: "This is an annually measured metric"."""
    numbers = [column.number for column in columns if column.role is Role.FIGURE and column.latest]
    cells = [line.cells[number] for line in lines for number in numbers if number in line.cells]
    return [each.note for cell in cells for each in periods_told(cell) if says_annual(each.note)]


def is_carers_survey(columns: Iterable[Column], line: Line) -> bool:
    """Tell whether a line says that carers were not surveyed in one of its years: they are every other one (N34)."""
    cells = [line.cells[each.number] for each in columns if each.number in line.cells and each.role in _SAYING]
    return any(_NO_CARERS.search(cell.text) for cell in cells)


def frequency(basis: Basis, columns: Iterable[Column], said: Iterable[str]) -> Frequency:
    """Return how often a measure is due: as is said of it, as a survey is, or as its columns are."""
    if basis is Basis.SURVEY or any(says_annual(each) for each in said):
        return Frequency.ANNUAL
    periods = [column.period for column in columns if column.role is Role.FIGURE and column.period]
    monthly = len(periods) > 1 and all(period.kind is PeriodKind.MONTH for period in periods)
    return Frequency.MONTHLY if monthly else Frequency.QUARTERLY
