"""Typing figures: what somebody keyed or pasted, one cell at a time, and the figures that it makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from ascdesk.amounts import plain, read_amount, show_marker
from ascdesk.characters import gist
from ascdesk.errors import UserError
from ascdesk.formulas import is_formula
from ascdesk.identity import figure_id
from ascdesk.markers import show_codes
from ascdesk.model import EntityId, Figure, Flag, Measure, Unit
from ascdesk.periods import Period
from ascdesk.readings import Reading, Unreadable, fraction_in, own_decimals, show_typed
from ascdesk.returns.figures import refusal, typed_figure, with_value
from ascdesk.typed import plain_result

# Units whose sign is typed with the number; the others go without saying.
_SIGNED = frozenset({Unit.PERCENT, Unit.POUNDS, Unit.POUNDS_MILLION})


class Field(StrEnum):
    """Which of a figure's three numbers was typed."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One cell as it was typed; nothing typed takes away what stands there.

    `why` is the reason of a revision, where another value stood there before; `marked` says that it is marked as one.
    """

    measure: Measure
    period: Period
    typed: str
    part: str = ""
    series: str = ""
    dimension: str = ""
    category: str = ""
    field: Field = Field.VALUE
    note: str = ""
    why: str = ""
    marked: bool = True

    @property
    def key(self) -> EntityId:
        """The id of the figure that is meant."""
        return figure_id(self.measure.id, self.period, self.part, self.series, self.dimension, self.category)


def entered(entry: Entry, held: Figure | None) -> Figure | None:
    """Return the figure that an entry makes of what is held, or None for no figure; UserError if it cannot be read.

    A value that is typed takes the place of numerator and denominator too, unless it is typed with them.
    """
    if entry.field is not Field.VALUE:
        return _with_number(entry, held)
    if not entry.typed.strip():
        return None
    figure = _placed(
        entry, typed_figure(entry.measure, entry.period, entry.typed, entry.part, entry.series, entry.note)
    )
    same = held and says_the_same(held, figure) and figure.note in ("", held.note)
    return held if same and _reason(held) == _reason(figure) else figure


def entered_together(entries: Sequence[Entry], held: Figure | None) -> Figure | None:
    """Return the figure that several cells of it make; a value beside its two numbers stays as it was typed.

    UserError if one cannot be read, or if two of them give the same number differently.
    """
    if len(entries) == 1:
        return entered(entries[0], held)
    _require_one_each(entries)
    figure, said = held, None
    for entry in sorted(entries, key=lambda each: each.field is not Field.VALUE):
        figure = entered(entry, figure)
        if entry.field is Field.VALUE and figure:
            said = figure.value
    return replace(figure, value=said) if figure and said is not None and figure.value is not None else figure


def revised(figure: Figure | None, held: Figure | None, why: str, marked: bool = True) -> Figure | None:
    """Return a figure with the reason of its revision, where another value stood in its place before.

    It is marked as revised, unless it was only mistyped before.
    """
    if not why.strip() or figure is None or held is None or held.value is None or says_the_same(held, figure):
        return figure
    flags = (*figure.flags, Flag.REVISED) if marked and Flag.REVISED not in figure.flags else figure.flags
    return replace(figure, why=why.strip(), flags=flags if figure.value is not None else figure.flags)


def typed_text(measure: Measure, figure: Figure | None) -> str:
    """Return what one would type to get a figure as it is, with every digit; nothing for no figure."""
    if figure is None:
        return ""
    if figure.value is None and figure.marker:
        return show_marker(figure.marker, figure.raw)
    both = figure.numerator is not None and figure.denominator is not None
    reading = Reading(
        value=None if _worked_out(measure, figure) else figure.value,
        numerator=figure.numerator if both else None,
        denominator=figure.denominator if both else None,
        unit=measure.unit if measure.unit in _SIGNED else None,
    )
    return f"{show_typed(reading)} {show_codes(None, figure.flags)}".strip()


def number_text(number: Decimal | None) -> str:
    """Return a numerator or denominator as it is printed, with all its decimals."""
    return "" if number is None else f"{number:,.{own_decimals(number)}f}"


def said(figure: Figure) -> str:
    """Return what a figure says, for telling later whether it still says that: numbers, marker and flags."""
    numbers = ("" if each is None else plain(each) for each in (figure.value, figure.numerator, figure.denominator))
    return f"{'/'.join(numbers)} {show_codes(figure.marker, figure.flags)}".strip()


def says_the_same(held: Figure, figure: Figure) -> bool:
    """Tell whether two figures are of the same value, so that a note on one is true of the other."""
    return all(
        getattr(held, name) == getattr(figure, name)
        for name in ("value", "numerator", "denominator", "marker", "flags")
    )


def _require_one_each(entries: Sequence[Entry]) -> None:
    """Refuse two texts for one number, which come of a measure that stands in two sections."""
    typed: dict[Field, str] = {}
    for entry in entries:
        first = typed.setdefault(entry.field, entry.typed)
        if first.strip() != entry.typed.strip():
            name = entry.measure.code or entry.measure.title
            raise UserError(
                f"{name} is given twice, as “{gist(first)}” and as “{gist(entry.typed)}”.",
                "Leave the wrong one out, and try again.",
            )


def _with_number(entry: Entry, held: Figure | None) -> Figure | None:
    """Return the figure with another numerator or denominator, and the value that the two give."""
    number = _number(entry)
    if number == (getattr(held, entry.field) if held else None):
        return replace(held, note=entry.note) if held and entry.note else held
    numerator, denominator = (held.numerator, held.denominator) if held else (None, None)
    if entry.field is Field.NUMERATOR:
        numerator = number
    else:
        denominator = number
    if denominator == 0:
        raise UserError("The denominator is 0, which gives no value.", "Type n/a where there was nothing to count.")
    value = None if held is None or _worked_out(entry.measure, held) else held.value
    if numerator is not None and denominator is not None:
        value = _of_two(entry.measure, numerator, denominator, value)
    elif value is None and numerator is None and denominator is None:
        return None
    figure = Figure(
        id=entry.key, measure=entry.measure.id, period=entry.period, part=entry.part, series=entry.series,
        dimension=entry.dimension, category=entry.category, value=value, numerator=numerator,
        denominator=denominator, flags=held.flags if held else (),
    )  # fmt: skip
    note = entry.note or (held.note if held and held.value == value else "")
    return replace(figure, note=note, raw=_raw(entry, figure))


def _of_two(measure: Measure, numerator: Decimal, denominator: Decimal, value: Decimal | None) -> Decimal | None:
    """Return the value that numerator and denominator give; a count keeps its own, since a fraction is no count."""
    if measure.unit is not Unit.COUNT:
        return with_value(Reading(numerator=numerator, denominator=denominator), measure.unit).value
    if value is None and (refused := fraction_in(measure.unit)):
        raise UserError(refused.problem, refused.remedy, choices=refused.choices)
    return value


def _raw(entry: Entry, figure: Figure) -> str:
    """Return the two numbers as they were typed: "41/42", or "=(30+11)/42" where one of them was worked out."""
    sides = {
        field: "" if (number := getattr(figure, field)) is None else plain(number)
        for field in (Field.NUMERATOR, Field.DENOMINATOR)
    }
    if is_formula(entry.typed):
        sides[entry.field] = f"({entry.typed.strip().removeprefix('=')})"
        return f"={'/'.join(sides.values())}"
    return typed_text(entry.measure, figure) or "/".join(sides.values())


def _number(entry: Entry) -> Decimal | None:
    """Return the plain number that was typed, or None where the cell was emptied."""
    if not entry.typed.strip():
        return None
    if is_formula(entry.typed):
        result = plain_result(entry.typed, entry.field)
        if isinstance(result, Unreadable):
            raise refusal(entry.typed, result)
        return result
    reading = read_amount(entry.typed)
    plainly = isinstance(reading, Reading) and reading.numerator is None and not reading.label and not reading.flags
    if not isinstance(reading, Reading) or not plainly or reading.value is None or reading.unit not in (
        None, Unit.POUNDS,
    ):  # fmt: skip
        told = isinstance(reading, Unreadable) and not reading.problem.startswith("This ")
        why = f" {reading.problem}" if told and isinstance(reading, Unreadable) else ""
        raise UserError(f"“{gist(entry.typed)}” is no {entry.field.value}.{why}", "Type a plain number, such as 3,221.")
    return reading.value


def _reason(figure: Figure | None) -> str:
    """Return in words why there is no figure: two reasons may have one marker."""
    return show_marker(figure.marker, figure.raw) if figure and figure.marker else ""


def _worked_out(measure: Measure, figure: Figure) -> bool:
    """Tell whether a figure's value is no more than what its two numbers give."""
    if figure.numerator is None or not figure.denominator:
        return False
    given = with_value(Reading(numerator=figure.numerator, denominator=figure.denominator), measure.unit)
    return given.value == figure.value


def _placed(entry: Entry, figure: Figure) -> Figure:
    if not entry.dimension and not entry.category:
        return figure
    return replace(figure, id=entry.key, dimension=entry.dimension, category=entry.category)
