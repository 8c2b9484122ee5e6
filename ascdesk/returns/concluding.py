"""What is concluded of a measure from its figures, targets and ratings together, each to be confirmed when it is made.

A running total that nothing names is told by its figures; a measure that a report leaves without a letter while it
rates others is left unrated, as published.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from ascdesk.judgements import Judgement, read_combined
from ascdesk.model import Base, Basis, Entity, Figure, Measure, Rating, Rule, Target, TargetKind, Unit
from ascdesk.returns.drafting import Gathered, Ways, part_of
from ascdesk.returns.heads import Role
from ascdesk.returns.tables import Line
from ascdesk.returns.values import Cell

_COUNTED = (Unit.PER_100K, Unit.COUNT)
# A share of a year's work is counted from April only where its title says so: "reviews completed in year".
_IN_YEAR = re.compile(r"\bin (?:the )?year\b", re.IGNORECASE)
# A running total is at three points of a year at least, starts below half of the last year's whole and has not
# reached three quarters of it; and it grows at an even pace, which a month's own count that rises does not.
# Where the title says that the year is counted, two points do.
_POINTS, _TITLED_POINTS, _STARTS, _REACHES, _PACE = 3, 2, Decimal("0.5"), Decimal("0.75"), Decimal("1.5")
_UNNUMBERED = (TargetKind.NONE, TargetKind.TEXT)
_REASONS = (
    (re.compile(r"\bproxy\b|\bstands? in for\b", re.IGNORECASE), "its denominator is a proxy"),
    (
        re.compile(
            r"\b(?:new|other|another|changed|changing|revised) definition\b|\bdefinition (?:is|was|has|will)\b"
            r"|\bno longer (?:collect|count)|\bha(?:s|ve) ended\b|\bnot (?:be )?compar",
            re.IGNORECASE,
        ),
        "its definition is changing",
    ),
)
_NO_REASON = "the report gives it a target and no rating"


def concluded(measure: Measure, each: Gathered, entities: Sequence[Entity], ways: Ways) -> Measure:
    """Return the measure as its lines' entities show it to be."""
    figures = [entity for entity in entities if isinstance(entity, Figure)]
    if is_running_total(measure, figures):
        each.reader.ledger.guess(
            measure.id,
            each.cells(Role.MEASURE)[0],
            "The figures of the year grow from April towards last year’s whole, so they were taken for running totals, "
            "to be compared with the same point of last year.",
            "Find out how they are counted, and change how it is counted where that is wrong.",
        )
        measure = replace(measure, basis=Basis.CUMULATIVE, direction_base=Base.LAST_YEAR, baseline=None)
    left = _left_unrated(each, entities) if ways.rates else None
    if left is None:
        return measure
    cell, because = left
    each.reader.ledger.guess(
        measure.id,
        cell,
        "The report rates others and leaves this without a letter although it has a target, so it was set not to be "
        "rated, as published.",
        "If it should be rated, choose a rule for it on the Measures page.",
    )
    return replace(measure, rule=Rule.NONE, unrated_because=f"Not rated, as published: {because}.")


def is_running_total(measure: Measure, figures: Iterable[Figure]) -> bool:
    """Tell whether the figures of every part that has some are counted from April on, by how they grow (N27)."""
    titled = bool(_IN_YEAR.search(measure.title))
    countable = measure.unit in _COUNTED or (titled and measure.unit is Unit.PERCENT)
    if measure.basis is not Basis.IN_PERIOD or not countable:
        return False
    parts: dict[str, list[Figure]] = {}
    for figure in figures:
        if not (figure.series or figure.dimension):
            parts.setdefault(figure.part, []).append(figure)
    return bool(parts) and all(_grows(own, _TITLED_POINTS if titled else _POINTS) for own in parts.values())


def _grows(figures: Sequence[Figure], least: int) -> bool:
    values = {each.period: each.value for each in figures if each.value is not None}
    within = [period for period in values if period != period.financial_year]
    if not within:
        return False
    year = max(within).financial_year
    outturn = values.get(year.previous())
    # By how many months of the year lie behind each.
    points = sorted({each.last - year.previous().last: values[each] for each in within if year.contains(each)}.items())
    if outturn is None or len(points) < least:
        return False
    (start, first), (end, latest) = points[0], points[-1]
    rises = all(before < after for (_, before), (_, after) in pairwise(points))
    below = first < outturn * _STARTS and latest <= outturn * _REACHES
    pace, before_pace = latest * start, first * end
    return rises and below and before_pace <= pace * _PACE and pace <= before_pace * _PACE


def _left_unrated(each: Gathered, entities: Sequence[Entity]) -> tuple[Cell, str] | None:
    """Return the cell of a line that has a target and no letter, and why; None where any line has a letter."""
    if each.table.column(Role.RATING) is None:
        return None
    judged = [(line, _judgement(each, line)) for line in each.lines]
    if any(said.unreadable or said.rating not in (None, Rating.NONE) for _, said in judged):
        return None
    for line, said in judged:
        part = part_of(each, line)
        valued = any(_is_value(entity, each, part) for entity in entities)
        if any(_is_number(entity, part) for entity in entities) and (valued or said.arrow):
            return _named(each, line), _reason(each, line)
    return None


def _judgement(each: Gathered, line: Line) -> Judgement:
    cells = each.reader.cells(line).get(Role.RATING, ())
    return next((read for _, cell in cells if (read := read_combined(cell.text))), Judgement())


def _is_number(entity: Entity, part: str) -> bool:
    return isinstance(entity, Target) and entity.part == part and entity.kind not in _UNNUMBERED


def _is_value(entity: Entity, each: Gathered, part: str) -> bool:
    """Tell whether an entity is the value of a part in the reported period."""
    if not isinstance(entity, Figure) or (entity.part, entity.series, entity.dimension) != (part, "", ""):
        return False
    return entity.period == each.reader.period and entity.value is not None


def _named(each: Gathered, line: Line) -> Cell:
    cells = each.reader.cells(line)
    return next(cells[role][0][1] for role in (Role.RATING, Role.MEASURE, Role.CODE) if role in cells)


def _reason(each: Gathered, line: Line) -> str:
    said = " ".join(cell.text for _, cell in each.reader.cells(line).get(Role.COMMENTARY, ()))
    return next((reason for words, reason in _REASONS if words.search(said)), _NO_REASON)
