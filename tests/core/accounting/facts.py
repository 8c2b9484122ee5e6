"""Facts: small tuples that a cell says and that the command line must print, and nothing besides."""

import re
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

Fact = tuple[object, ...]


@dataclass
class Told:
    """What the cells say: the facts, by cell, and what each cell is."""

    by_cell: dict[str, list[Fact]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    def say(self, cell: str, kind: str, *facts: Fact) -> None:
        self.by_cell.setdefault(cell, []).extend(facts)
        self.kinds.setdefault(cell, kind)

    @property
    def facts(self) -> Counter[Fact]:
        return Counter(fact for facts in self.by_cell.values() for fact in facts)


def written(number: Decimal) -> str:
    """Write a number as the JSON must: plain digits, without zeros at the end."""
    text = f"{number:f}"
    return re.sub(r"\.?0+$", "", text) if "." in text else text


def of_number(value: object, number_format: str) -> str:
    """Return what a number cell shows, before any rounding."""
    assert isinstance(value, int | float), value
    number = Decimal(repr(value))
    return written(number * 100 if "%" in number_format else number)


def digits(text: str) -> str:
    return written(Decimal(text.replace(",", "")))


@dataclass(frozen=True)
class Amount:
    value: str | None = None
    numerator: str | None = None
    denominator: str | None = None
    marker: str | None = None
    note: str = ""
    count: tuple[str, str] | None = None


_N = r"[\d,]+(?:\.\d+)?"
_FORMS = (
    re.compile(rf"(?P<value>{_N}) ?%? \((?P<numerator>{_N})/(?P<denominator>{_N})\)"),
    re.compile(rf"(?P<value>{_N})(?P<star>\*?) (?P<numerator>\d+) (?P<note>admissions)"),
    re.compile(rf"(?P<value>{_N}) ?%? \((?P<count>\d+) (?P<note>[a-z ]+)\)(?P<star>\*?)"),
    re.compile(rf"(?P<value>{_N}) \(per 100,000 pop - (?P<note>.+)\)"),
    re.compile(rf"(?P<value>{_N}) \((?P<note>Category C)"),
    re.compile(rf"(?P<value>{_N}) ?%"),
)
_ABSENT = {
    "N/A": "x", "n/a": "x", "TBC": "x", "No national data published": "x",
    "No carers": "z", "No carer survey": "z", "No carers survey": "z",
}  # fmt: skip


def of_text(text: str) -> Amount | None:
    """Return the amount that a text cell says, as the five forms of the two returns go; None for any other."""
    if text in _ABSENT:
        return Amount(marker=_ABSENT[text])
    for form in _FORMS:
        if match := form.fullmatch(text):
            said = {key: said for key, said in match.groupdict().items() if said}
            parts = {key: digits(said[key]) for key in ("value", "numerator", "denominator") if key in said}
            note = ", ".join(filter(None, (said.get("note", ""), "starred in the source" if said.get("star") else "")))
            count = (said["note"], digits(said["count"])) if "count" in said else None
            return Amount(**parts, note=note, count=count)
    return None
