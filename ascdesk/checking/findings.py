"""What is missing or odd in a period, found before anybody else finds it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ascdesk.checking.comparators import looked_at_beside
from ascdesk.checking.values import Check, Oddity
from ascdesk.model import Comparator, EntityId, Explanation, Figure, FollowUp, Measure, Rating, Relation
from ascdesk.periods import Period, show_period
from ascdesk.reconciling.values import Known
from ascdesk.scorecard import Row, Scorecard
from ascdesk.sheet import Line, concerns, sheet_lines


class Concern(StrEnum):
    """What sort of thing wants looking at."""

    MISSING_FIGURE = "missing figure"
    MISSING_COMMENTARY = "missing commentary"
    ODD_FIGURE = "odd figure"
    ODD_COMPARATOR = "odd comparator"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at in a row, in a sentence.

    `oddity` is what a check found, None of what is missing or flagged; `line` is the line of the sheet that it is
    about, None where it is about the whole row. A flag may be on an earlier period; `person` put it there.
    """

    concern: Concern
    row: Row
    period: Period
    text: str
    oddity: Oddity | None = None
    line: Line | None = None
    person: str = ""

    @property
    def open(self) -> bool:
        """Whether it is still to be seen to: nobody has explained it."""
        return self.oddity is None or self.oddity.open


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the checks of a period know beside its scorecard; without it, they look at the rows' own figures alone.

    `figures` are those of the periods that `looked_back` names, of every series and category.
    """

    figures: tuple[Figure, ...] = ()
    comparators: tuple[Comparator, ...] = ()
    measures: tuple[Measure, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()


def findings(
    scorecard: Scorecard,
    explanations: Iterable[Explanation] = (),
    relations: Iterable[Relation] = (),
    around: Around | None = None,
) -> tuple[Finding, ...]:
    """Return what is missing or odd, in the report's order; each measure and part once, explained ones too."""
    around = around or Around()
    once = {(row.measure.id, row.part): row for row in reversed(scorecard.rows)}
    rows = [row for row in scorecard.rows if once.get((row.measure.id, row.part)) is row]
    figures = {each.id: each for row in rows for each in (*row.before, row.figure) if each is not None}
    figures |= {each.id: each for each in around.figures}
    by_row: dict[tuple[EntityId, str], list[Finding]] = {}
    for found in (
        *_odd_figures(sheet_lines(rows, figures.values(), explanations, relations), scorecard.period),
        *_odd_comparators(rows, around),
        *_flags(rows, around.follow_ups, scorecard.period),
    ):
        by_row.setdefault((found.row.measure.id, found.row.part), []).append(found)
    return tuple(each for row in rows for each in (*_lacking(row), *by_row.get((row.measure.id, row.part), ())))


def _lacking(row: Row) -> Iterator[Finding]:
    if row.shown is None and row.standing.due:
        period = row.standing.period
        yield Finding(Concern.MISSING_FIGURE, row, period, f"There is no figure for {show_period(period)}.")
    if row.rating is Rating.RED and (row.commentary is None or not row.commentary.text):
        yield Finding(Concern.MISSING_COMMENTARY, row, row.period, "It is red, and nobody has said why.")


def _odd_figures(lines: Iterable[Line], period: Period) -> Iterator[Finding]:
    """Yield what is odd about the lines' figures; a rule that is broken once, on the first line that it names."""
    broken: dict[str, int] = {}
    found: list[Finding] = []
    for line in lines:
        for oddity in concerns(line, period):
            at = broken.get(oddity.text) if oddity.check is Check.RELATION else None
            if at is None:
                broken[oddity.text] = len(found)
                found.append(Finding(Concern.ODD_FIGURE, line.row, period, oddity.text, oddity, line))
            elif found[at].open and not oddity.open:
                # Whoever explained it did so on another of the figures that it names.
                found[at] = Finding(Concern.ODD_FIGURE, line.row, period, oddity.text, oddity, line)
    yield from found


def _odd_comparators(rows: Sequence[Row], around: Around) -> Iterator[Finding]:
    measures = around.measures or tuple({row.measure.id: row.measure for row in rows}.values())
    known = Known({each.id: each for each in measures}, around.comparators)
    for beside in looked_at_beside(rows, around.comparators, known):
        yield Finding(Concern.ODD_COMPARATOR, beside.row, beside.row.period, beside.oddity.text, beside.oddity)


def _flags(rows: Sequence[Row], follow_ups: Iterable[FollowUp], period: Period) -> Iterator[Finding]:
    for flag in follow_ups:
        row = next((each for each in rows if (each.measure.id, each.part) == (flag.measure, flag.part)), None)
        if row is not None and flag.period.last <= period.last:
            line = Line(row, flag.series, flag.dimension, flag.category)
            yield Finding(Concern.FLAG, row, flag.period, flag.text, line=line, person=flag.person)
