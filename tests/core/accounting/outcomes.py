"""What each cell of the outcome table says: several periods and their arrows stand in one."""

import re
from typing import Any

from tests.core.accounting.facts import Amount, Told, digits, of_number
from tests.core.accounting.scorecard import figure

FRAMEWORK = "Corporate Performance Measures"
PERIOD = "2023-24 Q2"
PROBLEMS = ()
HEADS = {
    "A": "KPI", "B": "Our aim for 2023/24", "C": "Our Target for 2023/24", "D": "Our Performance",
}  # fmt: skip
SECTIONS, HEAD_ROWS = (3, 10, 16), (4, 11, 17)
MOVEMENTS = {"↑": "up", "↓": "down"}
PERIODS = {"22/23": "2022-23", "Quarter 1 - 23/24": "2023-24 Q1", "Quarter 2 - 23/24": "2023-24 Q2"}
# Each measure's row, unit and decimal places; one is measured every year, and one may be cumulative.
ROWS = {
    5: ("percent", 1), 6: ("percent", 0), 7: ("per 100,000", 0), 8: ("percent", 1),
    12: ("percent", 1), 13: ("per 100,000", 2), 14: ("per 100,000", 2),
    18: ("percent", 1), 19: ("percent", 1), 20: ("percent", 1),
}  # fmt: skip
ANNUAL, MAY_BE_CUMULATIVE = 6, 13
_PIECE = re.compile(
    r"(?P<period>22/23(?= -)|Quarter [12] - 23/24)(?: -)? (?P<value>[\d.]+)(?P<unit>%| per 100K|)(?: (?P<arrow>[↑↓]))?"
    r"(?: (?P<note>This .*))?(?= Quarter|$)"
)


def tell(book: Any) -> Told:
    told = Told()
    (sheet,) = book
    section, number = "", 0
    told.say("A5", "measure", ("notice", "A5", ", ".join(f"M{each:03d}" for each in range(1, len(ROWS) + 1))))
    for row in range(1, sheet.max_row + 1):
        cells = {cell.column_letter: cell for cell in sheet[row] if cell.value is not None}
        if not cells:
            continue
        if row == 1:
            told.say("A1", "title", ("framework", FRAMEWORK))
        elif row in SECTIONS:
            section = cells["A"].value
            told.say(f"A{row}", "section", ("section", section))
        elif row in HEAD_ROWS:
            assert {letter: cell.value for letter, cell in cells.items()} == HEADS
            for letter in cells:
                facts = [("target year", "2023-24")] if letter == "C" else []
                told.say(f"{letter}{row}", "heading", *facts)
        else:
            number += 1
            _measure(row, cells, f"M{number:03d}", section, told)
    return told


def _measure(row: int, cells: dict[str, Any], code: str, section: str, told: Told) -> None:
    unit, decimals = ROWS[row]
    title = cells["A"].value
    pieces = list(_PIECE.finditer(cells["D"].value))
    assert " ".join(piece[0] for piece in pieces) == cells["D"].value
    note = "".join(piece["note"] or "" for piece in pieces)
    assert bool(note) == (row == ANNUAL)
    frequency = "annual" if row == ANNUAL else "quarterly"
    none: frozenset[str] = frozenset()
    told.say(f"A{row}", "measure", ("measure", code, title, FRAMEWORK, (section,), "none", unit, (), none))
    told.say(f"B{row}", "aim", ("counted", code, decimals, "in period", frequency, cells["B"].value, note))
    target = cells["C"]
    numeric = target.data_type == "n"
    value = of_number(target.value, target.number_format) if numeric else digits(target.value.split()[0])
    raw = repr(target.value) if numeric else target.value
    told.say(f"C{row}", "target", ("target", code, "", "2023-24", "number", value, None, raw, f"C{row}"))
    place, said = f"D{row}", cells["D"].value
    for piece in pieces:
        assert piece["unit"].strip() in {"percent": ("%",), "per 100,000": ("", "per 100K")}[unit]
        period = PERIODS[piece["period"]]
        told.say(place, "figure", figure(code, "", "", period, Amount(digits(piece["value"])), said, place))
        if arrow := piece["arrow"]:
            fact = ("published", code, "", period, None, MOVEMENTS[arrow], "", None, None, arrow, place)
            told.say(place, "figure", fact)
    if row == MAY_BE_CUMULATIVE:
        told.say(place, "figure", ("notice", place, said))
