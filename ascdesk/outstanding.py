"""What is left to do for a period: what is due, missing, odd, flagged, unsaid, sent back, overdue, or locked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from ascdesk.checking.findings import Concern, Finding, findings
from ascdesk.closing import closing_day, due_words
from ascdesk.expecting import Expectation, expectations, gaps, once
from ascdesk.locking import locked_words, sentence
from ascdesk.model import (
    Action,
    Commentary,
    CommentaryStatus,
    EntityId,
    Figure,
    FollowUp,
    Measure,
    Rating,
    ReportingPeriod,
    Section,
    Subject,
)
from ascdesk.periods import Period, show_period
from ascdesk.scorecard import Row, Scorecard


class Kind(StrEnum):
    """What sort of work is left, in the order in which it is done; what is explained is for the reviewer to read."""

    LOCKED = "locked"
    DUE = "due"
    MISSING = "missing"
    ODD_FIGURE = "odd figure"
    ODD_COMPARATOR = "odd comparator"
    FLAGGED = "flagged"
    RED = "red without commentary"
    SENT_BACK = "sent back"
    SUBMITTED = "waiting for review"
    OVERDUE = "overdue"
    UNPLACED = "unplaced"
    EXPLAINED = "explained"


_ODD = {Concern.ODD_FIGURE: Kind.ODD_FIGURE, Concern.ODD_COMPARATOR: Kind.ODD_COMPARATOR}


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
    series: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the rows of a scorecard do not hold: longer figures, texts, actions, flags, names, and what day it is.

    `findings` are what the checks found with all that they may look at; None has them look at the rows alone.
    `worked_on` is the period that the work of today is about; None where there is none yet.
    """

    today: datetime.date
    worked_on: Period | None = None
    longer: tuple[Figure, ...] = ()
    commentaries: tuple[Commentary, ...] = ()
    actions: tuple[Action, ...] = ()
    calendar: tuple[ReportingPeriod, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    findings: tuple[Finding, ...] | None = None
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
        *_locked(card.period, around),
        *_due(expectations(card, around.longer), card.period, around),
        *_missing(card, around),
        *_findings(card, around),
        *_flagged(card.period, around),
        *_texts(around),
        *_overdue(around, card.period),
    ]
    order = list(Kind)
    return tuple(sorted(found, key=lambda each: order.index(each.kind)))


def due_day(period: Period, around: Around) -> datetime.date | None:
    """Return the day by which the figures of a period's report are to be in, where the calendar gives one."""
    return closing_day(period, around.calendar)


def _locked(period: Period, around: Around) -> Iterator[Matter]:
    """Yield the locked periods that the shown one is, lies within or holds."""
    for each in around.calendar:
        if each.locked and (each.period.contains(period) or period.contains(each.period)):
            text = locked_words(each)
            yield Matter(kind=Kind.LOCKED, text=text, period=each.period, about=show_period(each.period))


def _due(expected: Iterable[Expectation], shown: Period, around: Around) -> Iterator[Matter]:
    """Yield what is expected for the shown period and not in yet."""
    when = due_words(due_day(shown, around), around.today)
    for each in expected:
        if each.figure is None:
            name = show_period(each.period)
            late = _arrears(each.row.measure.lag_months)
            yet = f"{late}the figure for {name} is {when or 'due now'}." if late else f"No figure for {name} yet."
            text = yet if late or not when else f"{yet[:-1]}, {when}."
            yield _about(Kind.DUE, each.row, text, each.period)


def _arrears(lag: int) -> str:
    return f"It runs {lag} months in arrears: " if lag > 1 else "It runs a month in arrears: " if lag else ""


def _missing(card: Scorecard, around: Around) -> Iterator[Matter]:
    """Yield the gaps, those of one measure in one line that leads to the first."""
    for row in once(card):
        if blank := gaps(row):
            names = " and ".join(show_period(each) for each in blank)
            reports = -(-row.measure.lag_months // blank[0].months)  # a figure in arrears was due so many reports later
            since = due_words(due_day(blank[0].shift(reports), around), around.today)
            yield _about(Kind.MISSING, row, f"Nothing for {names}{f', {since}' if since else ''}.", blank[0])


def _flagged(shown: Period, around: Around) -> Iterator[Matter]:
    """Yield the flags of every period, those of the shown one first, then the latest."""
    for each in sorted(around.follow_ups, key=lambda each: (each.period == shown, each.period), reverse=True):
        cell = " · ".join(word for word in (show_period(each.period), each.series, each.category) if word)
        by = f"Flagged by {each.person}" if each.person else "Flagged"
        measure = around.measures.get(each.measure)
        yield Matter(
            kind=Kind.FLAGGED, text=f"{sentence(each.text)} {by}, {cell}.", period=each.period, measure=measure,
            part=each.part, series=each.series,
        )  # fmt: skip


def _findings(card: Scorecard, around: Around) -> Iterator[Matter]:
    """Yield what is odd, what somebody explained of it, and what is red without a commentary."""
    for each in findings(card) if around.findings is None else around.findings:
        if each.concern is Concern.MISSING_COMMENTARY:
            yield _about(Kind.RED, each.row, each.row.reason, card.period)
        elif each.concern in _ODD:
            why = each.oddity.explanation if each.oddity else None
            kind = _ODD[each.concern] if why is None else Kind.EXPLAINED
            said = f" Explained by {why.person}: {sentence(why.reason)}" if why else ""
            series = each.line.series if each.line else ""
            yield replace(_about(kind, each.row, f"{each.text}{said}", card.period), series=series)


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
