"""Printed directions of travel beside the computed ones: arrows by where they point, words by what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ascdesk.judgements import PrintedDirection, read_combined, read_direction
from ascdesk.judging.values import Travel
from ascdesk.model import Direction, Movement, PublishedJudgement
from ascdesk.periods import Period, show_period
from ascdesk.reconciling.bases import other_base
from ascdesk.reconciling.values import LegendWords, ReconciledDirection, Verdict, beside
from ascdesk.scorecard import Row

_SIGNIFICANT = re.compile(r"\b(?P<no>not |no |in)?(?:statistically )?significant", re.IGNORECASE)
_SAID = {Movement.UP: "an arrow up", Movement.DOWN: "an arrow down", Movement.LEVEL: "a level arrow"}


def reconciled_directions(rows: Iterable[Row], legend: LegendWords) -> tuple[ReconciledDirection, ...]:
    """Return each row that was published with a direction, or with the base of one, beside its computed direction."""
    return tuple(_line(row, row.published, legend) for row in rows if row.published and is_printed(row.published))


def printed_meaning(row: Row) -> Direction | None:
    """Return whether the report's words call a row's change better, worse or neither; None where they do not."""
    read = _read(row.published) if row.published else None
    return read.direction if read and read.direction is not Direction.NONE else None


def _read(published: PublishedJudgement) -> PrintedDirection | None:
    read = read_direction(published.wording) if published.wording else None
    return read if isinstance(read, PrintedDirection) else None


def is_printed(published: PublishedJudgement) -> bool:
    """Tell whether a report printed a direction of travel, or what one compares with."""
    words = _read(published)
    if words and words.direction is Direction.NONE:
        return False
    return bool(published.wording or published.base or _arrow(published)) or _points(published)


def _points(published: PublishedJudgement) -> bool:
    return published.movement not in (None, Movement.NONE)


def _arrow(published: PublishedJudgement) -> str:
    """Return the arrow that was printed in a cell with a rating, or nothing."""
    read = read_combined(published.raw.partition(" · ")[0])
    return read.arrow if read else ""


@dataclass(frozen=True, slots=True)
class _Said:
    """What a report says of a direction: an arrow or words, never both; `by_test` where it speaks of significance."""

    movement: Movement | None
    meaning: Direction | None
    significant: bool | None
    by_test: bool
    base: Period | None


def _said(published: PublishedJudgement, legend: LegendWords) -> _Said:
    words = _read(published)
    meaning = words.direction if words else None
    level = legend.level if published.movement is Movement.LEVEL else ""
    return _Said(
        movement=None if meaning else published.movement,
        meaning=meaning,
        significant=None if words else _significant(published.wording),
        by_test=_significant(published.wording or level) is False,
        base=published.base,
    )


def _line(row: Row, published: PublishedJudgement, legend: LegendWords) -> ReconciledDirection:
    said = _said(published, legend)
    lacking = _lacking(row, published.base) if published.base else ""
    verdict, why = _verdict(row.travel, said)
    if verdict is Verdict.DIFFERS and published.base is None and said.significant is None:
        why = other_base(row, said.movement, said.meaning)
    return ReconciledDirection(
        row=row,
        movement=published.movement,
        meaning=said.meaning,
        significant=said.significant,
        wording=published.wording,
        base=published.base,
        verdict=verdict,
        published_reason=_printed(row, published, legend),
        reason=" ".join(dict.fromkeys(filter(None, (row.travel.reason, why, lacking)))),
        lacks_base=bool(lacking),
    )


def _significant(wording: str) -> bool | None:
    found = _SIGNIFICANT.search(wording)
    return None if found is None else not found["no"]


def _lacking(row: Row, base: Period) -> str:
    """Return that no figure is held for the period that the report compares with, or nothing where one is."""
    held = row.case.figure_at(base)
    if held is not None and held.value is not None:
        return ""
    return f"No figure is held for {show_period(base)}, with which the report compares."


def _verdict(travel: Travel, said: _Said) -> tuple[Verdict, str]:
    """Return whether what was printed is what is computed, and what the travel does not say of why that is open."""
    if said.significant is not None:
        return _tested(travel, said.significant)
    if said.meaning is None and said.movement in (None, Movement.NONE):
        return Verdict.OPEN, ""
    if travel.movement is Movement.NONE or (said.meaning is not None and travel.direction is Direction.NONE):
        return Verdict.OPEN, ""
    if said.base is not None and travel.base_period is not None and said.base != travel.base_period:
        return Verdict.OPEN, f"The report compares with {show_period(said.base)}."
    same = said.movement is travel.movement if said.meaning is None else said.meaning is travel.direction
    if same or not said.by_test:
        return (Verdict.AGREES if same else Verdict.DIFFERS), ""
    return _tested(travel, significant=False)


def _tested(travel: Travel, significant: bool) -> tuple[Verdict, str]:
    if travel.significant is None:
        return Verdict.OPEN, travel.significance_reason or "Whether the change is significant was not tested."
    return (Verdict.AGREES if travel.significant is significant else Verdict.DIFFERS), travel.significance_reason


def _printed(row: Row, published: PublishedJudgement, legend: LegendWords) -> str:
    """Return in a sentence what the report printed, with the base that it names."""
    if not (said := _sign(published, legend)):
        base = f"compares with {show_period(published.base)}" if published.base else "prints a direction"
        return f"The report {base}{beside(row)}, with no arrow that can be read."
    if published.base:
        named = f", compared with {show_period(published.base)}"
    elif legend.from_baseline:
        named = ", compared with a baseline"
    else:
        named = "" if _significant(published.wording) is not None else "; compared with what, it does not say"
    return f"The report printed {said}{beside(row)}{named}."


def _sign(published: PublishedJudgement, legend: LegendWords) -> str:
    """Return the direction that was printed, in the report's words or as the arrow that it was, or nothing."""
    if published.wording:
        return f"“{published.wording.rstrip('.')}”"
    if published.movement in _SAID:
        level = f" (“{legend.level}”)" if legend.level and published.movement is Movement.LEVEL else ""
        return _SAID[published.movement] + level + _damage(published)
    arrow = _arrow(published)
    return f"the sign “{arrow}”, of which cannot be told where it points," if arrow else ""


def _damage(published: PublishedJudgement) -> str:
    read = read_combined(published.raw.partition(" · ")[0])
    if read and read.arrow and not read.certain:
        return f" (the sign “{read.arrow}” is damaged, and was taken for one)"
    return ""
