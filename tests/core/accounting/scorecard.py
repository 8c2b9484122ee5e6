"""What each cell of the one-table scorecard says."""

import re
from typing import Any

from tests.core.accounting.facts import Amount, Told, of_number, of_text

TITLE = "Adult Social Care Performance Update - Quarter 2 2020/21"
FRAMEWORK = "Adult Social Care Performance Update"
PERIOD = "2020-21 Q2"
NOT_DUE = COUNTED_BESIDE = ()
PERIODS = {"B": "2019-20", "C": "2020-21 Q1", "D": "2020-08", "F": PERIOD}
HEADS = {
    "B": "2019/20", "C": "Q1", "D": "Aug", "E": "Target", "F": "Current Value", "G": "Best to be", "H": "RAG",
    "I": "Direction of Travel", "J": "National Average",
}  # fmt: skip
POLARITIES = {"High": "higher", "Low": "lower", "-": "none"}
LETTERS = {"G": "green", "A": "amber", "\N{GREEK CAPITAL LETTER ALPHA}": "amber", "R": "red"}
TAGS = ("SAVINGS", "SAVING", "LOCAL")
STRAY = ("B32", "C32", "C37")


def tell(book: Any) -> Told:
    told = Told()
    (sheet,) = book
    section, number = "", 0
    for row in range(1, sheet.max_row + 1):
        cells = {cell.column_letter: cell for cell in sheet[row] if cell.value is not None}
        if not cells:
            continue
        first = cells.get("A")
        if first is None:
            _heads(cells, told)
        elif first.value == TITLE:
            told.say(first.coordinate, "title", ("framework", FRAMEWORK), ("period", PERIOD))
        elif "G" not in cells:
            section = first.value
            told.say(first.coordinate, "section", ("section", section))
            for cell in list(cells.values())[1:]:
                told.say(cell.coordinate, "problem", ("problem", cell.coordinate, str(cell.value)))
        else:
            number += 1
            _measure(cells, section, f"M{number:03d}", told)
    return told


def _heads(cells: dict[str, Any], told: Told) -> None:
    assert {letter: cell.value for letter, cell in cells.items()} == HEADS
    facts: dict[str, tuple[object, ...]] = {letter: ("period", period) for letter, period in PERIODS.items()}
    facts |= {"E": ("target year", "2020-21"), "J": ("compared with", "National average", None)}
    for letter, cell in cells.items():
        told.say(cell.coordinate, "heading", *([facts[letter]] if letter in facts else []))


def _measure(cells: dict[str, Any], section: str, code: str, told: Told) -> None:
    title = cells["A"].value
    tag = cells["J"].value if cells["J"].value in TAGS else None
    tags = tuple(re.findall(r"\((stat return|bcf|of above)\)", title, re.IGNORECASE)) + ((tag,) if tag else ())
    polarity = POLARITIES[cells["G"].value]
    measure = ("measure", code, title, FRAMEWORK, (section,), polarity, unit(title, cells), (), frozenset(tags))
    for letter, kind in (("A", "measure"), ("G", "polarity")):
        told.say(cells[letter].coordinate, kind, measure)
    for letter, period in PERIODS.items():
        cell = cells[letter]
        amount, raw = _amount(cell)
        told.say(cell.coordinate, "figure", figure(code, "", "", period, amount, raw, cell.coordinate))
    _target(cells["E"], code, told)
    if tag:
        told.say(cells["J"].coordinate, "tag", measure)
    else:
        amount, raw = _amount(cells["J"])
        said = ("comparator", code, "", "", "National average", None, amount.value, amount.marker)
        told.say(cells["J"].coordinate, "comparator", (*said, None, None, False, None, None, cells["J"].coordinate))
    _judgement(cells, code, told)


def figure(code: str, part: str, series: str, period: str, said: Amount, raw: str, cell: str) -> tuple[object, ...]:
    numbers = (said.value, said.numerator, said.denominator)
    return ("figure", code, part, series, period, *numbers, said.marker, said.note, raw, cell)


def _amount(cell: Any) -> tuple[Amount, str]:
    if cell.data_type == "n":
        return Amount(of_number(cell.value, cell.number_format)), repr(cell.value)
    amount = of_text(cell.value)
    assert amount is not None, cell.value
    return amount, cell.value


def _target(cell: Any, code: str, told: Told) -> None:
    kinds = {"To reduce": "to reduce", "new": "text", "n/a": "none"}
    if cell.data_type == "n":
        kind, value, raw = "number", of_number(cell.value, cell.number_format), repr(cell.value)
    else:
        kind, value, raw = kinds[cell.value], None, cell.value
    told.say(cell.coordinate, "target", ("target", code, "", "2020-21", kind, value, None, raw, cell.coordinate))


def _judgement(cells: dict[str, Any], code: str, told: Told) -> None:
    printed = [cells[letter] for letter in "HI" if letter in cells]
    if not printed:
        return
    wording = cells["I"].value if "I" in cells else ""
    movement = "level" if wording == "No change" else None
    raw = " · ".join(cell.value for cell in printed)
    rating = LETTERS[cells["H"].value]
    fact = ("published", code, "", PERIOD, rating, movement, wording, None, None, raw, printed[0].coordinate)
    for cell in printed:
        told.say(cell.coordinate, "published judgement", fact)


def unit(title: str, cells: dict[str, Any]) -> str:
    formats = [cell.number_format for cell in cells.values() if cell.data_type == "n"]
    if "per 100,000" in title:
        return "per 100,000"
    if any("%" in each for each in formats):
        return "percent"
    if any("£" in each for each in formats):
        return "pounds"
    if "(days)" in title:
        return "days"
    return "count" if title.startswith("Number of") else "number"
