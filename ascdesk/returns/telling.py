"""Cells that tell more than one figure: several periods with arrows, or sentences with numbers in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from ascdesk.amounts import Reading, plain
from ascdesk.identity import judgement_id, supporting_id
from ascdesk.model import Basis, Entity, Measure, PublishedJudgement, Subject, SupportingFigure, Unit
from ascdesk.periods import PeriodKind
from ascdesk.readings import Unreadable
from ascdesk.returns.figures import Spot, figure_of, supporting_of, with_value, without_nothing
from ascdesk.returns.line import Reader
from ascdesk.returns.values import Cell, CellKind, Taken
from ascdesk.returns.wrapping import told_in
from ascdesk.sentences import Told, candidates
from ascdesk.wording import Performance, read_performance

_JOINED = re.compile(r"\A.{2,24}?(?: - |\s?[–—:])")
_HALF = 2
_GROWING = 3


def periods_told(cell: Cell, unit: Unit | None = None) -> tuple[Performance, ...]:
    """Return the periods of a cell like "22/23 - 17.8% Quarter 1 - 23/24 21% ↑"; none of any other cell."""
    if cell.kind is not CellKind.TEXT:
        return ()
    told = read_performance(cell.text, unit)
    has_figure = any(isinstance(each.reading, Reading) for each in told)
    return told if has_figure and (len(told) > 1 or _JOINED.match(cell.text)) else ()


def performances(reader: Reader, measure: Measure, spot: Spot, cell: Cell) -> Iterator[Entity]:
    """Yield the figure of each period that a cell tells, and its printed arrow."""
    told = periods_told(cell, measure.unit)
    reader.ledger.take(cell, Taken.FIGURE)
    for each in told:
        reading = without_nothing(each.reading)
        if not isinstance(reading, Reading):
            problem = reading or Unreadable("It has no figure.", "Give the figure, or n/a where there is none.")
            told_of = replace(spot, period=each.period)
            reader.ledger.refuse(cell, f"Of {each.period}: {problem.problem}", problem.remedy, told_of)
            continue
        placed = replace(spot, period=each.period)
        yield replace(figure_of(with_value(reading, measure.unit), placed, cell.text), note=_note(reading, each))
        yield from supporting_of(reading, placed, cell.text)
        yield from _arrow(reader, measure, placed, cell, each)
    _ask_basis(reader, measure, cell, told)


def _note(reading: Reading, told: Performance) -> str:
    return ", ".join(filter(None, (reading.label, "" if says_annual(told.note) else told.note)))


def says_annual(note: str) -> bool:
    """Tell whether words beside a figure say that it is only measured once a year."""
    return bool(re.search(r"\bannual(?:ly)?\b", note, re.IGNORECASE))


def _arrow(reader: Reader, measure: Measure, spot: Spot, cell: Cell, told: Performance) -> Iterator[PublishedJudgement]:
    """Yield the arrow printed behind a figure: where it points, which does not say what is better (N59)."""
    if told.judgement is None:
        return
    if not told.judgement.certain:
        said = f"The arrow “{told.judgement.arrow}” of {told.period} is damaged."
        reader.ledger.confirm(cell, said, "Compare it with the report.")
    yield PublishedJudgement(
        id=judgement_id("published", measure.id, told.period, spot.part, spot.series),
        measure=measure.id,
        period=told.period,
        part=spot.part,
        series=spot.series,
        rating=told.judgement.rating,
        movement=told.judgement.movement,
        raw=told.judgement.arrow,
        file=spot.file,
        place=spot.place,
    )


def _ask_basis(reader: Reader, measure: Measure, cell: Cell, told: Sequence[Performance]) -> None:
    """Say that quarters which grow by half or more towards a year's figure may be counted since April (N27)."""
    if measure.unit is Unit.PERCENT or measure.basis is not Basis.IN_PERIOD:
        return
    values = [(each.period, each.reading.value) for each in told if isinstance(each.reading, Reading)]
    years = [value for period, value in values if value is not None and period.kind is PeriodKind.YEAR]
    quarters = [value for period, value in values if value is not None and period.kind is PeriodKind.QUARTER]
    pairs = list(pairwise(quarters))
    grows = all(after * _HALF >= before * _GROWING for before, after in pairs)
    if years and pairs and grows and quarters[0] * _HALF < years[-1]:
        reader.ledger.confirm(
            cell,
            f"Its quarters grow towards the {plain(years[-1])} of the whole year, so they may be counted from April "
            "on. It was not taken so, because the return does not say it.",
            "Find out how it is counted, and change the measure if it is cumulative.",
        )


def sentence(reader: Reader, measure: Measure, spot: Spot, cell: Cell) -> Iterator[Entity]:
    """Yield the value that a cell tells in sentences, if it is plain which number that is, and its other numbers."""
    told = told_in(cell)
    if not told:
        reader.ledger.refuse(cell, "These words hold no figure.", "Give the figure, or n/a where there is none.")
        return
    values = candidates(told, measure.unit)
    reader.ledger.take(cell, Taken.FIGURE)
    others = [each for each in told if len(values) != 1 or each is not values[0]]
    kept = list(_supporting(others, spot, cell))
    if len(values) == 1:
        value = values[0]
        reading = Reading(value=value.value, unit=value.unit)
        yield figure_of(reading, spot, cell.text)
        said = f"It is told in a sentence, of which {value.shown} was taken for the value"
        beside = f", and {_listed(kept)} for supporting figures" if kept else ""
        reader.ledger.confirm(cell, f"{said}{beside}.", "Compare it with the report.")
    else:
        which = " and ".join(each.shown for each in values)
        said = f"Each of {which} may be its value" if values else "None of its numbers is plainly its value"
        reader.ledger.refuse(
            cell,
            f"{said}, so it was given none; {_listed(kept)} were kept as supporting figures.",
            "Look up which is meant, and give it as the figure.",
        )
    yield from kept


def _supporting(told: Sequence[Told], spot: Spot, cell: Cell) -> Iterator[SupportingFigure]:
    labels: list[str] = []
    for each in told:
        label = each.label or "count"
        labels.append(label)
        if (again := labels.count(label)) > 1:
            label = f"{label} ({again})"
        yield SupportingFigure(
            id=supporting_id(Subject.MEASURE, spot.measure, label, spot.period, spot.part),
            subject=Subject.MEASURE,
            subject_id=spot.measure,
            label=label,
            period=spot.period,
            part=spot.part,
            value=each.value,
            unit=each.unit,
            raw=cell.text,
            file=spot.file,
            place=spot.place,
        )


def _listed(kept: Sequence[SupportingFigure]) -> str:
    signs = {Unit.PERCENT: "%"}
    return " and ".join(f"{plain(each.value)}{signs.get(each.unit, '')} (“{each.label}”)" for each in kept)
