"""What is left to do for a period: what is due, missing, odd, unsaid, sent back, overdue."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ascdesk.checks import Concern, findings
from ascdesk.expecting import Expectation, expectations, gaps, once
from ascdesk.model import (
    Action,
    Commentary,
    CommentaryStatus,
    EntityId,
    Figure,
    Measure,
    Rating,
    Section,
    Subject,
)
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import Row, Scorecard


class Kind(StrEnum):
    """What sort of work is left, in the order in which it is done."""

    DUE = "due"
    MISSING = "missing"
    ODD_FIGURE = "odd figure"
    ODD_COMPARATOR = "odd comparator"
    RED = "red without commentary"
    SENT_BACK = "sent back"
    SUBMITTED = "waiting for review"
    OVERDUE = "overdue"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing to see to: what it is about, in which period, and a sentence that says what it is.

    `measure` is None where it is about a section, a whole report or nothing that is known; `about` names that.
    """

    kind: Kind
    text: str
    period: Period
    measure: Measure | None = None
    part: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rows of a scorecard do not hold: longer figures, texts, actions, names, and what day it is.

    `worked_on` is the period that the work of today is about; None where there is none yet.
    """

    today: datetime.date
    worked_on: Period | None = None
    longer: tuple[Figure, ...] = ()
    commentaries: tuple[Commentary, ...] = ()
    actions: tuple[Action, ...] = ()
    measures: Mapping[EntityId, Measure]
    sections: Mapping[EntityId, Section]


def waiting_texts(card: Scorecard) -> int:
    """Count the measures whose commentary wants somebody: red without one, sent back, or waiting for review."""
    return sum(_text_waits(row) for row in once(card))


def is_past(period: Period, around: Around) -> bool:
    """Tell whether a period ended before the one that is worked on, so that what is to do today is none of it."""
    return around.worked_on is not None and period.last < around.worked_on.last


def outstanding(card: Scorecard, around: Around) -> tuple[Matter, ...]:
    """Return all that is left to do for a period, in the order of `Kind` and then of the report.

    An action is overdue as of today, whatever period it came from: it is left to do in the period that is worked
    on and in later ones, and not shown in one that is past.
    """
    found = [
        *_due(expectations(card, around.longer)),
        *_missing(card),
        *_findings(card),
        *_texts(around),
        *_overdue(around, card.period),
    ]
    order = list(Kind)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def _due(expected: Iterable[Expectation]) -> Iterator[Matter]:
    """Yield what is expected for the shown period and not in yet."""
    for each in expected:
        if each.figure is None:
            lag, when = each.row.measure.lag_months, show_period(each.period)
            late = f"It runs {lag} months in arrears: " if lag > 1 else "It runs a month in arrears: "
            text = f"{late}the figure for {when} is due now." if lag else f"No figure for {when} yet."
            yield _about(Kind.DUE, each.row, text, each.period)


def _missing(card: Scorecard) -> Iterator[Matter]:
    """Yield the gaps, those of one measure in one line that leads to the first."""
    for row in once(card):
        if blank := gaps(row):
            names = " and ".join(show_period(each) for each in blank)
            yield _about(Kind.MISSING, row, f"Nothing for {names}.", blank[0])


def _findings(card: Scorecard) -> Iterator[Matter]:
    """Yield what is odd and not explained by a note, and what is red without a commentary."""
    kinds = {
        Concern.ODD_FIGURE: Kind.ODD_FIGURE,
        Concern.ODD_COMPARATOR: Kind.ODD_COMPARATOR,
        Concern.MISSING_COMMENTARY: Kind.RED,
    }
    for each in findings(card):
        if each.concern in kinds and not (each.concern is Concern.ODD_FIGURE and _explained(each.row.figure)):
            text = each.row.reason if each.concern is Concern.MISSING_COMMENTARY else each.text
            yield _about(kinds[each.concern], each.row, text, card.period)


def _explained(figure: Figure | None) -> bool:
    """Tell whether a note says something; the bare star that an import keeps does not."""
    return figure is not None and bool(figure.note.strip(" *"))


def _text_waits(row: Row) -> bool:
    if row.commentary is None or not row.commentary.text:
        return row.rating is Rating.RED
    return row.commentary.status in (CommentaryStatus.RETURNED, CommentaryStatus.SUBMITTED)


def _texts(around: Around) -> Iterator[Matter]:
    """Yield the commentaries that were sent back, wait for review, or belong to nothing yet."""
    for each in around.commentaries:
        if each.subject is Subject.UNPLACED:
            yield _said(Kind.UNPLACED, each, " ".join(each.text.split()), around)
        elif each.status is CommentaryStatus.RETURNED:
            yield _said(Kind.SENT_BACK, each, each.remark or "Nobody said why.", around)
        elif each.status is CommentaryStatus.SUBMITTED:
            by = f"Written by {each.author}." if each.author else "Its author is not known."
            yield _said(Kind.SUBMITTED, each, by, around)


def _overdue(around: Around, period: Period) -> Iterator[Matter]:
    """Yield the actions that were to be done before today and are not; in a period that is past, none."""
    if is_past(period, around):
        return
    for each in around.actions:
        if each.due is not None and each.due < around.today and not each.done:
            measure = around.measures.get(each.subject_id)
            late = (around.today - each.due).days
            days = f"{late} days" if late > 1 else "a day"
            what = each.text if each.text.endswith((".", "!", "?")) else f"{each.text}."
            text = f"{what} Due {days} ago{f', {each.owner}' if each.owner else ''}."
            about = _name(each.subject, each.subject_id, around)
            yield Matter(kind=Kind.OVERDUE, text=text, period=period, measure=measure, about=about)


def _about(kind: Kind, row: Row, text: str, period: Period) -> Matter:
    return Matter(kind=kind, text=text, period=period, measure=row.measure, part=row.part)


def _said(kind: Kind, commentary: Commentary, text: str, around: Around) -> Matter:
    return Matter(
        kind=kind, text=text, period=commentary.period, measure=around.measures.get(commentary.subject_id),
        part=commentary.part, about=_name(commentary.subject, commentary.subject_id, around),
    )  # fmt: skip


def _name(subject: Subject, owner: EntityId, around: Around) -> str:
    """Return what a text or an action is about, where that is no measure."""
    if subject is Subject.UNPLACED:
        return "Under no heading"
    if section := around.sections.get(owner):
        return section.title
    return str(owner) if subject is Subject.REPORT else ""
