"""What each cell of the monthly workbook says: a sheet for each section, a column for each month."""

import re
from decimal import Decimal
from typing import Any

from tests.core.accounting.facts import Amount, Told, digits, of_number, written
from tests.core.accounting.scorecard import figure

FRAMEWORK = "Monthly"
PERIOD = "2022-09"
PROBLEMS = ()
MONTHS = dict(zip("BCDEFG", ("2022-04", "2022-05", "2022-06", "2022-07", "2022-08", "2022-09"), strict=True))
HEADS = dict(zip("BCDEFG", ("Apr", "May", "June", "July", "Aug", "Sep"), strict=True))
COMPARED = {"H": "ENG", "I": "DIFF", "J": "TGT"}
_PERCENT, _COUNT = ("percent", "in period"), ("count", "in period")
# Each sheet: what its heads are besides the months, its measures' units and ways of counting from row 3 on, the row
# that says which year England is of, and that year.
SHEETS: dict[str, tuple[dict[str, str], list[tuple[str, str]], int | None, str]] = {
    "ASC Pathway and Waiting Lists": ({}, [_PERCENT, _COUNT, _PERCENT, ("count", "snapshot")], None, ""),
    "Reviews": ({"J": "Target"}, [("percent", "rolling 12 months")], None, ""),
    "Direct Payments": (COMPARED, [_PERCENT] * 2, 10, "2021-22"),
    "Safeguarding": (COMPARED, [_PERCENT] * 4, 12, "2021-22"),
    "DoLS": (COMPARED, [_COUNT, _COUNT, _COUNT, ("days", "cumulative average")], 12, "2021-22"),
    "Learning Disability and Mental ": (COMPARED, [_PERCENT] * 4, 13, "2020-21"),
}
STAR = "Learning Disability and Mental !A8"
# The months of the mental health measures end in June, and the first of their differences has lost its minus.
WRONG = {"Learning Disability and Mental !I5": "-1.22"}
NO_UNIT = "DoLS!A6"
# The measures that have a target, of which no sheet says which way is better.
NO_WAY = ("Reviews!A3", "M005, M006, M007, M008, M009, M010, M011, M016, M017")


def tell(book: Any) -> Told:
    assert book.sheetnames == list(SHEETS)
    told = Told()
    number = 0
    for sheet in book:
        heads, measures, footer, year = SHEETS[sheet.title]
        section = sheet["A1"].value
        told.say(f"{sheet.title}!A1", "title", ("section", section), ("framework", FRAMEWORK))
        _heads(sheet, heads, year, told)
        for row, (unit, basis) in enumerate(measures, 3):
            number += 1
            _measure(sheet, row, f"M{number:03d}", section, unit, basis, year, told)
        _beneath(sheet, len(measures) + 3, footer, year, section, told)
    told.say("DoLS!A6", "measure", ("notice", NO_UNIT, book["DoLS"]["A6"].value))
    told.say(NO_WAY[0], "measure", ("notice", *NO_WAY))
    told.say("ASC Pathway and Waiting Lists!B2", "heading", ("notice", "", "monthly-2022-09"))
    return told


def _heads(sheet: Any, heads: dict[str, str], year: str, told: Told) -> None:
    row = {cell.column_letter: cell for cell in sheet[2] if cell.value is not None}
    assert {letter: cell.value for letter, cell in row.items()} == HEADS | heads
    for letter in row:
        facts: list[tuple[object, ...]] = [("period", MONTHS[letter])] if letter in MONTHS else []
        facts += [("compared with", "England", year)] if letter == "H" else []
        facts += [("target year", "2022-23")] if letter == "J" and sheet.title != "DoLS" else []
        told.say(f"{sheet.title}!{letter}2", "heading", *facts)


def _measure(sheet: Any, row: int, code: str, section: str, unit: str, basis: str, year: str, told: Told) -> None:
    cells = {cell.column_letter: cell for cell in sheet[row] if cell.value is not None}
    name = cells["A"].value
    title = name.removesuffix("*")
    note = sheet["A8"].value.removeprefix("*") if title != name else ""
    named = ("measure", code, title, FRAMEWORK, (section,), "none", unit, (), frozenset[str]())
    decimals = 2 if unit == "percent" else 0
    told.say(f"{sheet.title}!A{row}", "measure", named, ("counted", code, decimals, basis, "monthly", "", note))
    if title != name:
        told.say(STAR, "technical note")
    values = {letter: of_number(cell.value, cell.number_format) for letter, cell in cells.items() if letter != "A"}
    for letter, value in values.items():
        place = f"{sheet.title}!{letter}{row}"
        raw = repr(cells[letter].value)
        if letter in MONTHS:
            told.say(place, "figure", figure(code, "", "", MONTHS[letter], Amount(value), raw, place))
        elif letter == "J":
            told.say(place, "target", ("target", code, "", "2022-23", "number", value, None, raw, place))
        elif letter == "H":
            said = ("comparator", code, "", "", "England", year, value, None, None, None, False, None, None, place)
            told.say(place, "comparator", said)
        else:
            _difference(place, code, values, raw, told)


def _difference(place: str, code: str, values: dict[str, str], raw: str, told: Told) -> None:
    """A difference is the latest month that is not blank less England, but for one, which is in the notices."""
    latest = values[max(letter for letter in values if letter in MONTHS)]
    difference = written(Decimal(latest) - Decimal(values["H"]))
    assert difference == WRONG.get(place, digits(values["I"]))
    told.say(place, "checked difference", ("difference", code, difference))
    if place in WRONG:
        told.say(place, "checked difference", ("notice", place, raw))


def _beneath(sheet: Any, start: int, footer: int | None, year: str, section: str, told: Told) -> None:
    """Each line beneath a table is one of its section's commentary, but for the one that gives England's year."""
    lines = []
    for row in range(start, sheet.max_row + 1):
        cell = sheet.cell(row, 1)
        if cell.value is None:
            continue
        place = f"{sheet.title}!A{row}"
        if row == footer:
            (short,) = re.findall(r"\b\d\d-\d\d\b", cell.value)
            assert f"20{short}" == year
            told.say(place, "heading", ("compared with", "England", year))
        else:
            told.say(place, "commentary")
            lines.append((place, f"- {cell.value}"))
    text = "\n".join(line for _, line in lines)
    for place, _ in lines:
        told.say(place, "commentary", ("section commentary", section, PERIOD, "draft", text))
