"""Figures out of cells: one cell may hold a value, its fraction, a labelled count, or two values stacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from ascdesk.amounts import Reading, Unreadable, read_amount, read_number, read_stacked
from ascdesk.characters import gist
from ascdesk.errors import UserError
from ascdesk.identity import figure_id, supporting_id
from ascdesk.model import EntityId, Figure, Measure, Subject, SupportingFigure, Unit
from ascdesk.periods import Period
from ascdesk.returns.values import Cell, CellKind
from ascdesk.typed import read_typed

AMISS = {
    CellKind.DATE: Unreadable(
        "A date stands where a figure should.", "Type the figure; Excel may have made a date of it."
    ),
    CellKind.BOOLEAN: Unreadable("TRUE or FALSE stands where a figure should.", "Type the figure."),
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a figure belongs and where it came from."""

    measure: EntityId
    part: str
    period: Period
    series: str = ""
    dimension: str = ""
    category: str = ""
    file: EntityId | None = None
    place: str = ""

    @property
    def names(self) -> dict[str, Any]:
        """What tells the figure from every other, by the names that a figure has for it."""
        wanted = ("measure", "part", "period", "series", "dimension", "category")
        return {name: getattr(self, name) for name in wanted}


def spot_of(figure: Figure) -> Spot:
    """Return where a figure belongs and where it came from."""
    return Spot(
        figure.measure, figure.part, figure.period, figure.series, figure.dimension, figure.category, figure.file,
        figure.place,
    )  # fmt: skip


def read_cell(cell: Cell, unit: Unit | None = None) -> Reading | Unreadable | None:
    """Read the amount in a cell, by its number format where it has one; None where it holds nothing.

    `unit` is the measure's, where it is one of a measure's.
    """
    if cell.kind is CellKind.NUMBER and cell.number is not None:
        return read_number(cell.number, cell.format, unit)
    if cell.kind is CellKind.ERROR:
        verb = "says" if cell.text.startswith("#") else "holds"
        return Unreadable(f"The cell {verb} {cell.text}.", "Mend the formula in the workbook, or type the figure.")
    return AMISS.get(cell.kind) or read_amount(cell.text, unit)


def read_series(cell: Cell) -> tuple[tuple[str, Reading], ...]:
    """Read a cell that stacks labelled values, "Published data: 2.9 Local data: 2.6"; empty if it does not."""
    return read_stacked(cell.text) if cell.kind is CellKind.TEXT and ":" in cell.text else ()


def figure_of(reading: Reading, spot: Spot, raw: str) -> Figure:
    """Return the figure that a reading makes at its spot."""
    return Figure(
        id=figure_id(spot.measure, spot.period, spot.part, spot.series, spot.dimension, spot.category),
        measure=spot.measure,
        period=spot.period,
        part=spot.part,
        series=spot.series,
        dimension=spot.dimension,
        category=spot.category,
        value=reading.value,
        numerator=reading.numerator,
        denominator=reading.denominator,
        marker=reading.marker,
        flags=reading.flags,
        raw=raw,
        note=", ".join(filter(None, (reading.label, "starred in the source" if reading.starred else ""))),
        file=spot.file,
        place=spot.place,
    )


def supporting_of(reading: Reading, spot: Spot, raw: str) -> Iterator[SupportingFigure]:
    """Yield the labelled count beside a value, such as the 282 of "8.9 (282 delays)", which is no measure."""
    if reading.count is None:
        return
    label = ": ".join(filter(None, (spot.series, reading.label or "count")))
    yield SupportingFigure(
        id=supporting_id(Subject.MEASURE, spot.measure, label, spot.period, spot.part),
        subject=Subject.MEASURE,
        subject_id=spot.measure,
        label=label,
        period=spot.period,
        part=spot.part,
        value=reading.count,
        raw=raw,
        file=spot.file,
        place=spot.place,
    )


def typed_figure(measure: Measure, period: Period, typed: str, part: str, series: str, note: str) -> Figure:
    """Return the figure that a person typed; raises UserError where it cannot be read."""
    reading = without_nothing(read_typed(typed, measure.unit))
    if isinstance(reading, Unreadable):
        raise refusal(typed, reading)
    if reading is None:
        raise UserError("Nothing was typed.", "Type a figure, or n/a where there is none.")
    spot = Spot(measure.id, part, period, series)
    figure, said = figure_of(with_value(reading, measure.unit), spot, typed), note or reading.label
    return figure if figure.note == said else replace(figure, note=said)


def refusal(typed: str, why: Unreadable) -> UserError:
    """Return why a text that was typed is refused: in one sentence, where it takes the place of "this"."""
    shown = gist(typed)
    said = f"“{shown}” cannot be taken as a figure. {why.problem}"
    if why.problem.startswith("This "):
        said = f"“{shown}”{why.problem.removeprefix('This')}"
    return UserError(said, why.remedy, choices=why.choices)


def without_nothing(reading: Reading | Unreadable | None) -> Reading | Unreadable | None:
    """Refuse a fraction of nothing: 5/0 gives no value, and 0/0 is no zero."""
    if isinstance(reading, Reading) and reading.denominator == 0 and reading.value is None:
        return Unreadable("The denominator is 0, which gives no value.", "Give n/a where there was nothing to count.")
    return reading


def with_value(reading: Reading, unit: Unit) -> Reading:
    """Return the reading with the value that numerator and denominator give, where only those were given."""
    if reading.value is not None or reading.numerator is None or not reading.denominator:
        return reading
    scale = {Unit.PERCENT: 100, Unit.PER_100K: 100_000}.get(unit, 1)
    return replace(reading, value=reading.numerator * scale / reading.denominator)
