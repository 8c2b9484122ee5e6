"""The entities in the lines of one measure: figures, targets, comparators, judgements, commentary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ascdesk.identity import commentary_id, target_id
from ascdesk.model import Commentary, Entity, Measure, Subject, Target, TargetKind, Unit
from ascdesk.periods import Period, read_period
from ascdesk.readings import Reading, Unreadable, fraction_in
from ascdesk.returns.compared import comparators
from ascdesk.returns.differences import check_differences
from ascdesk.returns.figures import Spot, figure_of, read_cell, read_series, supporting_of, with_value
from ascdesk.returns.heads import Column, Role
from ascdesk.returns.line import Cells, Reader, text_at
from ascdesk.returns.printed import judgement
from ascdesk.returns.tables import Line
from ascdesk.returns.telling import performances, periods_told, sentence
from ascdesk.returns.values import Cell, CellKind, Taken
from ascdesk.wording import positions, read_target

_WRITE_PERIOD = "Write the period as 2023-24 Q2, September 2022 or 2023/24."
_FROM_BASE = (TargetKind.REDUCE, TargetKind.INCREASE, TargetKind.MAINTAIN)
_GIVING = (Role.NUMERATOR, Role.DENOMINATOR, Role.MARKER)
_WITH_VALUE = (Role.NUMERATOR, Role.DENOMINATOR, Role.FLAGS, Role.NOTE)


def read_line(reader: Reader, measure: Measure, part: str, line: Line) -> Iterator[Entity]:
    """Yield every entity that one line of a measure holds; what cannot be read goes to the ledger."""
    cells = reader.cells(line)
    for _, cell in cells.get(Role.FURNITURE, ()):
        reader.ledger.take(cell, Taken.FURNITURE)
    own = _own_period(reader, cells)
    amounts: list[Entity] = list(_figures(reader, measure, part, own, cells))
    for column, cell in cells.get(Role.TARGET, ()):
        amounts += _target(reader, measure, part, column.period or own or reader.period, column, cell)
    amounts += comparators(reader, measure, part, cells)
    if Role.DIFFERENCE in cells:
        check_differences(reader, measure, cells, amounts)
    yield from amounts
    yield from judgement(reader, measure, part, cells)
    for _, cell in cells.get(Role.COMMENTARY, ()):
        yield from _commentary(reader, measure, part, own or reader.period, cell)


def _own_period(reader: Reader, cells: Cells) -> Period | None:
    """Return the period that the line's own column names."""
    for _, cell in cells.get(Role.PERIOD, ()):
        if period := read_period(cell.text, reader.period):
            reader.ledger.take(cell, Taken.PERIOD)
            return period
        reader.ledger.refuse(cell, "It cannot be read as a period.", _WRITE_PERIOD)
    return None


def _figures(reader: Reader, measure: Measure, part: str, own: Period | None, cells: Cells) -> Iterator[Entity]:
    series, dimension, category = (_name(reader, cells, role) for role in _NAMING)
    for column, cell in cells.get(Role.FIGURE, ()):
        period = own if Role.PERIOD in cells else reader.period if column.latest else column.period
        if period is None and Role.PERIOD in cells:
            reader.ledger.refuse(cell, "The period of its line cannot be read.", _WRITE_PERIOD)
            continue
        if period is None:
            reader.ledger.ask_period(cell, column.head)
            continue
        place = reader.ledger.sheet.place(cell)
        spot = Spot(measure.id, part, period, series, dimension, category, reader.file, place)
        if column.sentences:
            yield from sentence(reader, measure, spot, cell)
        elif column.latest and periods_told(cell):
            yield from performances(reader, measure, spot, cell)
        else:
            yield from _figure(reader, measure, spot, cell, cells)
    if Role.FIGURE not in cells and own is not None:
        spot = Spot(measure.id, part, own, series, dimension, category, reader.file)
        yield from _valueless(reader, measure, spot, cells)


_NAMING = (Role.SERIES, Role.DIMENSION, Role.CATEGORY)


def _name(reader: Reader, cells: Cells, role: Role) -> str:
    """Return what a line's column of a role names, and account for its cell."""
    for _, cell in cells.get(role, ()):
        reader.ledger.take(cell, Taken.MEASURE)
    return text_at(cells, role)


def _figure(reader: Reader, measure: Measure, spot: Spot, cell: Cell, cells: Cells) -> Iterator[Entity]:
    if stacked := read_series(cell):
        reader.ledger.take(cell, Taken.FIGURE)
        for label, reading in stacked:
            yield from _read(reading, replace(spot, series=label), cell.text)
        return
    if (reading_ := reader.amount(_plainly(reader, measure, cell), measure, spot)) is None:
        return
    reader.ledger.take(cell, Taken.FIGURE)
    if reading_.disagrees:
        reader.ledger.confirm(
            cell,
            "The value printed and its fraction disagree.",
            "Look which of the two is right; both were kept.",
        )
    yield from _read(_with_columns(reader, reading_, measure, cells), spot, cell.text)


def _plainly(reader: Reader, measure: Measure, cell: Cell) -> Cell:
    """Return a cell of this program's own list of figures, known by its column of markers, as it is meant there.

    A plain 0.4 in it is 0.4%; anywhere else it may be 40% too.
    """
    own_list = any(column.role is Role.MARKER for column in reader.columns)
    bare = cell.kind is CellKind.TEXT and re.fullmatch(r"-?0\.[0-9]+", cell.text.strip())
    return replace(cell, text=f"{cell.text.strip()}%") if own_list and bare and measure.unit is Unit.PERCENT else cell


def _read(reading: Reading, spot: Spot, raw: str) -> Iterator[Entity]:
    yield figure_of(reading, spot, raw)
    yield from supporting_of(reading, spot, raw)


def _with_columns(reader: Reader, reading: Reading, measure: Measure, cells: Cells) -> Reading:
    """Add the numerator, denominator, flags and note that stand in columns of their own."""
    said: dict[str, Any] = {}
    for role, name in ((Role.NUMERATOR, "numerator"), (Role.DENOMINATOR, "denominator")):
        for _, cell in cells.get(role, ()):
            number = read_cell(cell, Unit.COUNT)
            if isinstance(number, Unreadable):
                reader.ledger.refuse(cell, number.problem, number.remedy)
            elif number is not None:
                reader.ledger.take(cell, Taken.FIGURE)
                said[name] = number.value
    for _, cell in cells.get(Role.FLAGS, ()):
        if isinstance(marked := read_cell(replace(cell, text=f"0 {cell.text}"), Unit.COUNT), Reading):
            reader.ledger.take(cell, Taken.FIGURE)
            said["flags"] = marked.flags
    for _, cell in cells.get(Role.NOTE, ()):
        reader.ledger.take(cell, Taken.COMMENTARY)
        said["label"] = cell.text.strip()
    return with_value(replace(reading, **said), measure.unit) if said else reading


def _valueless(reader: Reader, measure: Measure, spot: Spot, cells: Cells) -> Iterator[Entity]:
    """Yield the figure of a line that gives no value: its numerator and denominator, or its marker."""
    reading = Reading()
    for _, cell in cells.get(Role.MARKER, ()):
        if (marked := reader.amount(cell, measure, spot)) is not None:
            reader.ledger.take(cell, Taken.FIGURE)
            reading = marked
    if reading == Reading() and (none := _no_value(measure, cells)):
        # A numerator alone would stand for a figure that was left blank.
        left = [cell for role in _WITH_VALUE for _, cell in cells.get(role, ())]
        reader.ledger.refuse_all(left, none.problem, none.remedy)
        return
    reading = _with_columns(reader, reading, measure, cells)
    giving = [cell for role in _GIVING for _, cell in cells.get(role, ())]
    if giving and reading != Reading():
        spot = replace(spot, place=reader.ledger.sheet.place(giving[0]))
        yield figure_of(reading, spot, " / ".join(cell.text for cell in giving))


def _no_value(measure: Measure, cells: Cells) -> Unreadable | None:
    """Return why the numerator and denominator of a line can give no value; None where they can."""
    over, under = (_count(cells, role) for role in (Role.NUMERATOR, Role.DENOMINATOR))
    if under == 0:
        return Unreadable("A denominator of 0 gives no value.", "Give n/a in the line instead.")
    return fraction_in(measure.unit) if over is not None and under is not None else None


def _count(cells: Cells, role: Role) -> Decimal | None:
    read = [read_cell(cell, Unit.COUNT) for _, cell in cells.get(role, ())]
    return next((each.value for each in read if isinstance(each, Reading)), None)


def _target(
    reader: Reader, measure: Measure, part: str, within: Period | None, column: Column, cell: Cell
) -> Iterator[Target]:
    if within is None:
        reader.ledger.ask_period(cell, column.head)
        return
    said = _said_target(reader, measure, cell)
    if said is not None:
        year = within.financial_year
        base = _base(reader, year) if said["kind"] in _FROM_BASE else None
        place = reader.ledger.take(cell, Taken.TARGET)
        yield Target(
            id=target_id(measure.id, year, part),
            measure=measure.id,
            year=year,
            part=part,
            base=base,
            raw=cell.text,
            file=reader.file,
            place=place,
            **said,
        )


def _base(reader: Reader, year: Period) -> Period | None:
    """Return last year, from which "to reduce" is measured where the table has a column of it (N42)."""
    before = year.previous()
    return before if any(each.role is Role.FIGURE and each.period == before for each in reader.columns) else None


def _said_target(reader: Reader, measure: Measure, cell: Cell) -> dict[str, Any] | None:
    if cell.kind is not CellKind.TEXT:
        reading = reader.amount(cell, measure)
        return {"kind": TargetKind.NUMBER, "value": reading.value} if reading else None
    read = read_target(cell.text, measure.unit)
    if isinstance(read, Unreadable):
        reader.ledger.refuse(cell, read.problem, read.remedy)
        return None
    if read is None:
        return None
    return {
        "kind": read.kind,
        "value": read.value,
        "low": read.low,
        "high": read.high,
        "numerator": read.numerator,
    }


def _commentary(reader: Reader, measure: Measure, part: str, period: Period | None, cell: Cell) -> Iterator[Entity]:
    if period is None:
        reader.ledger.ask_period(cell, "")
        return
    place = reader.ledger.take(cell, Taken.COMMENTARY)
    yield Commentary(
        id=commentary_id(Subject.MEASURE, measure.id, period, part),
        subject=Subject.MEASURE,
        subject_id=measure.id,
        period=period,
        part=part,
        text=cell.text.strip(),
        file=reader.file,
        place=place,
    )
    for when, reading in positions(cell.text):
        yield from _read(reading, Spot(measure.id, part, when, file=reader.file, place=place), cell.text)
