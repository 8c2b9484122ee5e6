"""What each cell of the framework table says."""

import re
from typing import Any

from tests.core.accounting.facts import Amount, Fact, Told, digits, of_number, of_text
from tests.core.accounting.scorecard import figure

FRAMEWORK = "ASCOF 2014-23"
PERIOD = "2017-18 Q2"
# From surveys, of which none is due in a quarter; carers' ones are held every other year.
NOT_DUE = (
    ("1A", ""), ("1B", ""), ("1D", ""), ("1I", "Users"), ("1I", "Carers"), ("1J", ""), ("3A", ""), ("3B", ""),
    ("3C", ""), ("3D", "Users"), ("3D", "Carers"), ("4A", ""), ("4B", ""),
)  # fmt: skip
# The statutory and the local figure are of one thing; of 2Bi the local one is rated.
COUNTED_BESIDE = (("2Bi", "Statutory"), ("2Bii", "Local"))
PERIODS = {"C": "2015-16", "D": "2016-17", "H": "2017-18 Q1", "I": PERIOD}
HEADS = {
    "A": "Indicator", "C": "2015/16", "D": "2016/17", "E": "England Average", "F": "England Ranking",
    "G": "England Rank DoT", "H": "2017/18 Q1", "I": "2017/18 Q2", "J": "2017/18 Target", "K": "Rating",
    "L": "Comments",
}  # fmt: skip
ARROWS = {
    "Û": "up", "Î": "up", "↑": "up", "Ţ": "down", "Ţ,": "down", "∏": "down", "□": "down", "1": "down",
    "↓": "down", "⇔": "level", "₩": None, "Å": None,
}  # fmt: skip
LETTERS = {"G": "green", "A": "amber", "R": "red"}
UNREADABLE = ("K7", "C10", "C11", "I24")
_POSITION = re.compile(
    r"Q2 2016/17\)?(?:: | – )(?P<value>[\d.]+)(?: ?%)?"
    r"(?: \((?P<numerator>[\d,]+)/(?P<denominator>[\d,]+)\)| \((?P<count>\d+) admissions\)(?P<star>\*?))?"
)
_STACK = re.compile(r"(Published data): (\S+)(?: \((\d+) delays\))? (Local data): (\S+)(?: \((\d+) delays\))?")


def tell(book: Any) -> Told:
    told = Told()
    (sheet,) = book
    year = ""
    for row in range(1, sheet.max_row + 1):
        cells = {cell.column_letter: cell for cell in sheet[row] if cell.value is not None}
        if not cells:
            continue
        if list(cells) == ["E"]:
            year = "20" + cells["E"].value[2:7].replace("/", "-")
            told.say(cells["E"].coordinate, "heading", ("compared with", "England", year))
        elif cells["A"].value == "Indicator":
            _heads(cells, year, told)
        elif row > 35:
            for letter, cell in cells.items():
                _tally(cell, 4 * (row - 36) + "ABCD".index(letter), told)
        else:
            _measure(cells, year, sheet, told)
    return told


def _heads(cells: dict[str, Any], year: str, told: Told) -> None:
    assert {letter: cell.value for letter, cell in cells.items()} == HEADS
    facts: dict[str, Fact] = {letter: ("period", period) for letter, period in PERIODS.items()}
    facts |= {"J": ("target year", "2017-18"), **dict.fromkeys("EFG", ("compared with", "England", year))}
    for letter, cell in cells.items():
        told.say(cell.coordinate, "heading", *([facts[letter]] if letter in facts else []))


def _tally(cell: Any, position: int, told: Told) -> None:
    label, _, count = re.match(r"(.*?)(?:( [-–] )(\d+))?$", cell.value).groups()  # type: ignore[union-attr]
    told.say(cell.coordinate, "published tally", ("tally", label, int(count) if count else None))


def _measure(cells: dict[str, Any], year: str, sheet: Any, told: Told) -> None:
    code, title = cells["A"].value.split(": ", 1)
    part = cells["B"].value if "B" in cells else ""
    same = [row for row in sheet.iter_rows(min_row=3, max_row=34) if str(row[0].value).startswith(f"{code}: ")]
    parts = tuple(row[1].value for row in same if row[1].value)
    polarity = "lower" if "(Low is good)" in title else "higher"
    none: frozenset[str] = frozenset()
    fact: Fact = ("measure", code, title, FRAMEWORK, (), polarity, _unit(title, same), parts, none)
    told.say(cells["A"].coordinate, "measure", fact)
    if part:
        told.say(cells["B"].coordinate, "part", fact)
    for letter, period in PERIODS.items():
        if letter in cells:
            _figure(cells[letter], code, part, period, told)
    if "J" in cells:
        _target(cells["J"], code, part, told)
    _comparator(cells, code, part, year, told)
    _judgement(cells, code, part, told)
    _comment(cells["L"], code, part, told)


def _unit(title: str, rows: list[Any]) -> str:
    cells = [cell for row in rows for cell in row if cell.column_letter in "CDEHIJ" and cell.value is not None]
    if "per 100,000" in title:
        return "per 100,000"
    if any("%" in (cell.number_format if cell.data_type == "n" else cell.value) for cell in cells):
        return "percent"
    return "score"


def _amount(cell: Any) -> tuple[Amount, str]:
    if cell.data_type == "n":
        return Amount(of_number(cell.value, cell.number_format)), repr(cell.value)
    amount = of_text(cell.value)
    assert amount is not None, cell.value
    return amount, cell.value


def _figure(cell: Any, code: str, part: str, period: str, told: Told) -> None:
    place = cell.coordinate
    if cell.data_type == "s" and place in UNREADABLE and of_text(cell.value) is None:
        told.say(place, "problem", ("problem", place, cell.value))
    elif stack := _STACK.fullmatch(str(cell.value)):
        for series, value, count in (stack.groups()[:3], stack.groups()[3:]):
            said = Amount(value, note="delays")
            told.say(place, "figure", figure(code, part, series, period, said, cell.value, place))
            told.say(place, "figure", ("supporting", code, part, f"{series}: delays", period, count, place))
    else:
        amount, raw = _amount(cell)
        told.say(place, "figure", figure(code, part, "", period, amount, raw, place))
        if amount.count:
            told.say(place, "figure", ("supporting", code, part, amount.count[0], period, amount.count[1], place))


def _target(cell: Any, code: str, part: str, told: Told) -> None:
    kind, value, numerator, raw = "number", None, None, cell.value
    if cell.value == "N/A":
        kind = "none"
    elif cell.value == "16/17 target in BCF plan":
        kind = "text"
    else:
        amount, raw = _amount(cell)
        value, numerator = amount.value, amount.numerator
    fact = ("target", code, part, "2017-18", kind, value, numerator, raw, cell.coordinate)
    told.say(cell.coordinate, "target", fact)


def _rank(text: str | None) -> tuple[int | None, int | None, bool]:
    if text is None or not (match := re.fullmatch(r"(?:From )?(\d+)/(\d+)( \(=\))?", text)):
        return None, None, False
    return int(match[1]), int(match[2]), bool(match[3])


def _comparator(cells: dict[str, Any], code: str, part: str, year: str, told: Told) -> None:
    """Value, rank and the rank before stand in a cell each; one rank is of two series, and its first one moved."""
    amount, _ = _amount(cells["E"])
    rank_cell, before_cell = cells.get("F"), cells.get("G")
    stack = _STACK.fullmatch(rank_cell.value) if rank_cell else None
    before = _rank(before_cell.value if before_cell else None)[:2]
    now = (None, None, False) if stack else _rank(rank_cell.value if rank_cell else None)
    head = ("comparator", code, part)
    own = (None, None) if stack else before
    fact = (*head, "", "England", year, amount.value, amount.marker, *now, *own, cells["E"].coordinate)
    told.say(cells["E"].coordinate, "comparator", fact)
    if stack and rank_cell and before_cell:
        place = rank_cell.coordinate
        for series, rank, moved in ((stack[1], stack[2], before), (stack[4], stack[5], (None, None))):
            placed = (*head, series, "England", year, None, None, *_rank(rank), *moved, place)
            told.say(place, "rank", placed)
            if moved == before:
                told.say(before_cell.coordinate, "rank", placed)
        return
    for cell in filter(None, (rank_cell, before_cell)):
        told.say(cell.coordinate, "rank", fact)


def _judgement(cells: dict[str, Any], code: str, part: str, told: Told) -> None:
    cell = cells["K"]
    base, movement, rating, kind = None, None, None, "published judgement"
    if match := re.fullmatch(r"From 20(\d\d)/(\d\d)", cell.value):
        base = f"20{match[1]}-{match[2]}"
    else:
        for word in cell.value.split():
            if word in ARROWS:
                movement = ARROWS[word]
            elif word in LETTERS:
                rating = LETTERS[word]
            else:
                kind = "problem"
                told.say(cell.coordinate, kind, ("problem", cell.coordinate, cell.value))
    was = _rank(cells["G"].value if "G" in cells else None)[0]
    stack = _STACK.fullmatch(cells["F"].value) if "F" in cells else None
    now = _rank(stack[2] if stack else cells["F"].value if "F" in cells else None)[0]
    moved = "level" if "G" in cells and cells["G"].value == "⇔" else None
    if was is not None and now is not None:
        moved = "level" if was == now else "up" if now < was else "down"
    fact = ("published", code, part, PERIOD, rating, movement, "", base, moved, cell.value, cell.coordinate)
    told.say(cell.coordinate, kind, fact)
    if "G" in cells:
        told.say(cells["G"].coordinate, "rank", fact)


def _comment(cell: Any, code: str, part: str, told: Told) -> None:
    told.say(cell.coordinate, "commentary", ("commentary", code, part, PERIOD, cell.value))
    if match := _POSITION.search(cell.value):
        value, top, bottom = (digits(match[n]) if match[n] else None for n in ("value", "numerator", "denominator"))
        note = ", ".join(
            filter(None, ("admissions" if match["count"] else "", "starred in the source" if match["star"] else ""))
        )
        if "(Local measure counts full year)" in cell.value:
            note = "Local measure counts full year"
        said = Amount(value, top, bottom, note=note)
        told.say(cell.coordinate, "commentary", figure(code, part, "", "2016-17 Q2", said, cell.value, cell.coordinate))
        if match["count"]:
            supporting = ("supporting", code, part, "admissions", "2016-17 Q2", match["count"], cell.coordinate)
            told.say(cell.coordinate, "commentary", supporting)
