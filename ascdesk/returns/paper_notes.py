"""What the technical notes of a measure say: its target and threshold, tags, arrears, series, and how it moved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ascdesk.characters import dashes_as_hyphens, tidy
from ascdesk.model import Polarity, Unit
from ascdesk.periods import Period, periods_in
from ascdesk.returns.values import Cell

_LONGEST = 1000  # a note is a sentence or two; what is longer is kept, and not searched
_AMOUNT = r"(?P<{0}>£?[0-9]{{1,3}}(?:,[0-9]{{3}}){{1,3}}(?:\.[0-9]{{1,6}})?%?|£?[0-9]{{1,12}}(?:\.[0-9]{{1,6}})?%?)"
_JOIN = r"(?:(?:is|was|has been|set|remains|stays|now|of|at|for|in|the|year|and)\b|[\s:=()·,-])"
# What follows a number and makes it another one: a change, a range, millions.
_NOT_ALONE = (
    r"(?![0-9,.]*[0-9%])(?!\s?(?:(?:percentage )?points?|pp|reduction|increase|decrease|more|less|lower|higher|above"
    r"|below|million|bn|m|k)\b)(?!\s?(?:-|/|to)\s?£?[0-9])"
)
_TARGET = re.compile(rf"\btarget\b{_JOIN}{{0,30}}?{_AMOUNT.format('value')}{_NOT_ALONE}", re.IGNORECASE)
_THRESHOLD = re.compile(
    rf"\b(?P<name>(?:floor|lower|minimum|upper|ceiling|maximum)(?: threshold)?|threshold)\b{_JOIN}{{0,30}}?"
    rf"{_AMOUNT.format('limit')}{_NOT_ALONE}",
    re.IGNORECASE,
)
_TARGET_WORD = re.compile(r"\b(?:target|threshold|floor)\b", re.IGNORECASE)
_SETS = re.compile(r"(?:floor |upper )?(?:target|threshold) (?:is |was )?(?:set|of)\b", re.IGNORECASE)
_NO_TARGET = re.compile(r"\bno (?:specified |set )?target\b", re.IGNORECASE)
_ACTIVITY = re.compile(r"activity (?:measure|indicator)\b", re.IGNORECASE)
_TAG = re.compile(
    r"better care fund(?: measure)?|bcf(?: measure)?|corporate risk register ?:.{1,80}|crr ?[0-9]{1,6}"
    r"|stat(?:utory)? return|savings?(?: measure)?|local measure",
    re.IGNORECASE,
)
_ARREARS = re.compile(
    r"\b(?:(?P<many>an?|one|two|three|four|[1-9])[ -])?(?P<length>month|quarter|year)s? in arrears\b", re.IGNORECASE
)
_IN_ARREARS = re.compile(r"\bin arrears\b", re.IGNORECASE)
_DIRECTION = re.compile(r"\bdirection of travel\b", re.IGNORECASE)
_AXIS = re.compile(r"\baxis (?:does|do|did|is|has)\b", re.IGNORECASE)
_COLOURS = (
    *("blue", "orange", "green", "grey", "gray", "red", "amber", "yellow", "purple", "black", "pink", "teal", "navy"),
    *("turquoise", "gold", "brown", "white"),
)
_LEGEND = re.compile(
    rf"(?:(?:light|dark|pale) )?(?P<colour>{'|'.join(_COLOURS)})(?: (?:line|bars?|columns?))?"
    r" ?[–—:-] ?(?P<name>\S.*?)\.?",
    re.IGNORECASE,
)
_RATING_COLOURS = {"red", "amber", "green"}
_NUMBERS = {"": 1, "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_UNITS = {"%": Unit.PERCENT, "£": Unit.POUNDS}


@dataclass(frozen=True, slots=True)
class SetTarget:
    """A target as a note sets it; `years` are those that it names, `unclear` that it holds other numbers too."""

    cell: Cell
    value: Decimal
    unit: Unit | None
    decimals: int
    years: tuple[Period, ...] = ()
    threshold: Decimal | None = None
    unclear: bool = False


@dataclass(slots=True)
class Notes:
    """What the notes of one measure say, beside their words.

    `said` are the notes proper: all lines but tags and directions. `ways` are the polarities that the names of
    thresholds imply; `unread` speak of a target or of arrears and could not be read; `broken` begin or end in the
    middle of a sentence.
    """

    said: list[Cell] = field(default_factory=list)
    tags: list[Cell] = field(default_factory=list)
    directions: list[Cell] = field(default_factory=list)
    targets: list[SetTarget] = field(default_factory=list)
    ways: set[Polarity] = field(default_factory=set)
    unread: list[Cell] = field(default_factory=list)
    broken: list[Cell] = field(default_factory=list)
    series: tuple[str, ...] = ()
    lag_months: int = 0
    rated: bool = True

    @property
    def text(self) -> str:
        """The notes, a line each."""
        return "\n".join(cell.text for cell in self.said)


def is_note(text: str) -> bool:
    """Tell whether a line can be nothing but a technical note, wherever it stands."""
    line = tidy(text[:_LONGEST])
    begins = any(pattern.match(line) for pattern in (_ACTIVITY, _SETS))
    return begins or any(_is(pattern, line) for pattern in (_TAG, _DIRECTION, _AXIS, _LEGEND))


def _is(pattern: re.Pattern[str], line: str) -> bool:
    if pattern in (_DIRECTION, _AXIS):
        return len(line) <= 90 and pattern.search(line) is not None
    return pattern.fullmatch(line.rstrip(".")) is not None


def read_notes(cells: Sequence[Cell]) -> Notes:
    """Return what the lines of a measure's technical notes say."""
    notes = Notes()
    for cell in cells:
        line = tidy(cell.text) if len(cell.text) <= _LONGEST else ""
        if _is(_TAG, line):
            notes.tags.append(cell)
        elif _DIRECTION.search(line):
            notes.directions.append(cell)
        else:
            notes.said.append(cell)
            _read_note(cell, line, notes)
    notes.series = _series(notes.said)
    return notes


def _read_note(cell: Cell, line: str, notes: Notes) -> None:
    if line and (line.endswith(",") or line[0].islower()):
        notes.broken.append(cell)
    if arrears := _ARREARS.search(line):
        many = (arrears["many"] or "").lower()
        notes.lag_months = (int(many) if many.isdecimal() else _NUMBERS[many]) * _MONTHS[arrears["length"].lower()]
    elif _IN_ARREARS.search(line):
        notes.unread.append(cell)
    if _NO_TARGET.search(line) or _ACTIVITY.match(line):
        notes.rated = False
    elif _TARGET_WORD.search(line) and not _read_target(cell, line, notes):
        notes.unread.append(cell)


def _read_target(cell: Cell, line: str, notes: Notes) -> bool:
    """Read a target, a threshold or both out of a note, and tell whether there was one that can be relied on."""
    years, words = _without_periods(line)
    target, limit = _TARGET.search(words), _THRESHOLD.search(words)
    rest = _without(words, target, limit)
    others = any(char.isdecimal() for char in rest)
    # "90% for 23/24 (85% in 22/23)": which number is which year's cannot be told.
    if (target is None and limit is None) or (others and len(years) > 1):
        return False
    threshold = _number(limit["limit"]) if limit else None
    if target is not None:
        value = _number(target["value"])
        notes.targets.append(
            SetTarget(cell, value, _unit(target["value"]), _decimals(value), years, threshold, unclear=others)
        )
    elif not notes.targets or notes.targets[-1].threshold is not None:
        return False
    else:
        notes.targets[-1] = replace(notes.targets[-1], threshold=threshold)
    if limit is not None and (way := _way(limit["name"])):
        notes.ways.add(way)
    return True


def _without_periods(line: str) -> tuple[tuple[Period, ...], str]:
    """Return the years that a line names, and the line with a dot for each period."""
    years: list[Period] = []
    words, reached = "", 0
    for period, start, end in periods_in(line):
        years.append(period.financial_year)
        words, reached = f"{words}{line[reached:start]}·", end
    return tuple(dict.fromkeys(years)), dashes_as_hyphens(words + line[reached:])


def _without(words: str, *matches: re.Match[str] | None) -> str:
    spans = sorted((match.span() for match in matches if match), reverse=True)
    for start, end in spans:
        words = words[:start] + words[end:]
    return words


def _number(amount: str) -> Decimal:
    return Decimal(amount.strip("£%").replace(",", ""))


def _unit(amount: str) -> Unit | None:
    return _UNITS.get(amount[-1]) or _UNITS.get(amount[0])


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _way(name: str) -> Polarity | None:
    """Return which way is better by the name of a threshold: a floor must not be fallen below."""
    first = name.split()[0].lower()
    if first == "threshold":
        return None
    return Polarity.HIGHER if first in ("floor", "lower", "minimum") else Polarity.LOWER


def _series(said: Sequence[Cell]) -> tuple[str, ...]:
    """Return the series that the legend of a chart names by colour, unless it explains red, amber and green."""
    lines = (tidy(cell.text) for cell in said if len(cell.text) <= _LONGEST)
    found = [(match["colour"].lower(), match["name"]) for line in lines if (match := _LEGEND.fullmatch(line))]
    if {colour for colour, _ in found} <= _RATING_COLOURS:
        return ()
    return tuple(dict.fromkeys(name for _, name in found))
