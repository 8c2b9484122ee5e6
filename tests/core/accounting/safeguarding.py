"""What the cells of the safeguarding table say: names and values are sentences, wrapped over several rows."""

import re
from typing import Any

from tests.core.accounting.facts import Amount, Told
from tests.core.accounting.scorecard import figure

FRAMEWORK = "Safeguarding"
PERIOD = "2017-18 Q2"
PROBLEMS = ("B2:B3",)
# Each measure: its unit, the rows of its name, the rows of its value, and that value, where it is plain.
MEASURES: tuple[tuple[str, range, range, str | None], ...] = (
    ("count", range(2, 4), range(2, 4), None),
    ("percent", range(4, 8), range(4, 6), "85.2"),
    ("percent", range(8, 10), range(8, 10), "60"),
    ("percent", range(10, 12), range(10, 14), "94.6"),
)
# The other numbers: of which measure, the number, and the words of its label in the cell.
SUPPORTING = (
    ("M001", "604", "B2", r"(.*) = 604"),
    ("M001", "103", "B3", r"(.*) 103 (.*)"),
    ("M004", "52.1", "B13", r"(met) 52.1%"),
    ("M004", "42.5", "B13", r"and (.*) 42.5%"),
)


def tell(book: Any) -> Told:
    told = Told()
    (sheet,) = book
    assert [cell.value for cell in sheet[1]] == ["Measure", "Quarter2 2017/18"]
    told.say("A1", "heading", ("framework", FRAMEWORK))
    told.say("B1", "heading", ("period", PERIOD))
    for number, (unit, names, values, value) in enumerate(MEASURES, 1):
        _measure(sheet, f"M{number:03d}", unit, names, values, value, told)
    return told


def _wrapped(sheet: Any, letter: str, rows: range) -> tuple[str, str]:
    """Return the place of a text that was wrapped, and the text."""
    return f"{letter}{rows[0]}:{letter}{rows[-1]}", " ".join(sheet[f"{letter}{row}"].value for row in rows)


def _measure(sheet: Any, code: str, unit: str, names: range, values: range, value: str | None, told: Told) -> None:
    place, title = _wrapped(sheet, "A", names)
    none: frozenset[str] = frozenset()
    measure = ("measure", code, title, FRAMEWORK, (), "none", unit, (), none)
    counted = ("counted", code, len((value or "").partition(".")[2]), "in period", "quarterly", "", "")
    for row in names:
        told.say(f"A{row}", "measure", measure, counted, ("notice", place, title))
    place, said = _wrapped(sheet, "B", values)
    kind = "problem" if value is None else "figure"
    for row in values:
        if value is None:
            told.say(f"B{row}", kind, ("problem", place, said))
        else:
            fact = figure(code, "", "", PERIOD, Amount(value), said, place)
            told.say(f"B{row}", kind, fact, ("notice", place, said))
    for owner, number, cell, words in SUPPORTING:
        if owner == code:
            told.say(cell, kind, ("supporting", code, "", _label(sheet, cell, words), PERIOD, number, place))


def _label(sheet: Any, cell: str, words: str) -> str:
    """Return the words around a number; those of one stand in the line above it too."""
    found = re.search(words, sheet[cell].value)
    assert found is not None
    above = sheet["B12"].value.rpartition("(")[2] + " " if words.startswith("(met)") else ""
    return above + " … ".join(found.groups())
