"""Where the texts of a period stand: what can be commented on, what is to write, and what can be done with a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from ascdesk.identity import commentary_id
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    EntityId,
    Measure,
    Rating,
    Section,
    Subject,
)
from ascdesk.periods import Period, PeriodKind
from ascdesk.scorecard import Row, Scorecard, walk
from ascdesk.store import Change

LEAST_DRAWN, MOST_DRAWN = 3, 13


class Stage(StrEnum):
    """Where the text about a subject stands; a section or report that nobody need write about is *optional*."""

    TO_WRITE = "to write"
    DRAFT = "draft"
    RETURNED = "sent back"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    UNPLACED = "unplaced"
    OPTIONAL = "optional"


class Offer(StrEnum):
    """What can be done with a text besides writing it."""

    SUBMIT = "submit"
    APPROVE = "approve"
    SEND_BACK = "send back"


_STAGES = {
    CommentaryStatus.DRAFT: Stage.DRAFT,
    CommentaryStatus.SUBMITTED: Stage.SUBMITTED,
    CommentaryStatus.RETURNED: Stage.RETURNED,
    CommentaryStatus.APPROVED: Stage.APPROVED,
}
_OFFERS = {
    Stage.TO_WRITE: (Offer.SUBMIT,),
    Stage.OPTIONAL: (Offer.SUBMIT,),
    Stage.DRAFT: (Offer.SUBMIT,),
    Stage.RETURNED: (Offer.SUBMIT,),
    Stage.SUBMITTED: (Offer.APPROVE, Offer.SEND_BACK),
    Stage.APPROVED: (Offer.SEND_BACK,),
    Stage.UNPLACED: (),
}


_STRAY = {
    Subject.MEASURE: ("", "A measure that is no longer in this file"),
    Subject.SECTION: ("Section", "A section that is no longer in this file"),
    Subject.REPORT: ("Whole report", ""),
    Subject.UNPLACED: ("No heading", ""),
}


@dataclass(frozen=True, slots=True)
class Line:
    """Something that can be commented on in a period: a measure or its part, a section, a report, a stray text.

    `key` is the id that its commentary has or will have; `row` is the measure's judged row where the scorecard
    has one; `name` is the code, or what stands for it.
    """

    key: EntityId
    subject: Subject
    subject_id: EntityId
    period: Period
    name: str
    title: str
    part: str = ""
    measure: Measure | None = None
    row: Row | None = None
    section: Section | None = None
    commentary: Commentary | None = None

    @property
    def text(self) -> str:
        """What is written, if anything."""
        return self.commentary.text if self.commentary else ""

    @property
    def stage(self) -> Stage:
        """Where the text stands."""
        if self.subject is Subject.UNPLACED:
            return Stage.UNPLACED
        if self.commentary and self.commentary.text:
            return _STAGES[self.commentary.status]
        wanted = self.subject is Subject.MEASURE or (self.section is not None and self.section.narrative)
        return Stage.TO_WRITE if wanted else Stage.OPTIONAL

    @property
    def red(self) -> bool:
        """Whether the measure is rated red."""
        return self.row is not None and self.row.rating is Rating.RED

    @property
    def offers(self) -> tuple[Offer, ...]:
        """What can be done with the text, the most likely first."""
        return _OFFERS[self.stage]


def lines(
    card: Scorecard, held: Sequence[Commentary], sections: Iterable[Section], measures: Iterable[Measure] = ()
) -> tuple[Line, ...]:
    """Return all that can be commented on in a period, in the report's order; stray texts come last.

    A text whose measure or section is in none of the rows has a line too: `measures` says how it is called.
    """
    texts = {each.id: each for each in held}
    active = dict.fromkeys(row.measure.framework for row in card.rows)
    found = [_report_line(EntityId(name), card.period) for name in active]
    standing: dict[EntityId | None, list[Row]] = {}
    for row in card.rows:
        standing.setdefault(row.section.id if row.section else None, []).append(row)
    known = walk(sections)
    for section in known:
        if section.framework in active or section.id in standing:
            found.append(_section_line(section, card.period))
            found += [_row_line(row) for row in standing.get(section.id, ())]
    found += [_row_line(row) for row in standing.get(None, ())]
    once = {line.key: line for line in reversed(found)}
    ordered = [line for line in found if once[line.key] is line]
    names = {each.id: each for each in measures}, {each.id: each for each in known}
    ordered += [_stray_line(each, *names) for each in held if each.id not in once]
    return tuple(replace(line, commentary=texts[line.key]) if line.key in texts else line for line in ordered)


def _report_line(framework: EntityId, period: Period) -> Line:
    key = commentary_id(Subject.REPORT, framework, period)
    return Line(key, Subject.REPORT, framework, period, "Whole report", str(framework))


def _section_line(section: Section, period: Period) -> Line:
    key = commentary_id(Subject.SECTION, section.id, period)
    return Line(key, Subject.SECTION, section.id, period, "Section", section.title, section=section)


def _row_line(row: Row) -> Line:
    measure, period, part = row.measure, row.period, row.part
    key = commentary_id(Subject.MEASURE, measure.id, period, part)
    return Line(key, Subject.MEASURE, measure.id, period, measure.code, measure.title, part, measure, row)


def _stray_line(each: Commentary, measures: dict[EntityId, Measure], sections: dict[EntityId, Section]) -> Line:
    """Return the line of a text whose subject stands nowhere in the scorecard."""
    measure, section = measures.get(each.subject_id), sections.get(each.subject_id)
    name, title = _STRAY[each.subject]
    if measure:
        name, title = measure.code, measure.title
    elif each.subject is Subject.REPORT:
        title = str(each.subject_id)
    elif each.subject is Subject.UNPLACED:
        title = first_words(each.text)
    elif section:
        title = section.title
    return Line(
        each.id, each.subject, each.subject_id, each.period, name, title, each.part, measure, section=section,
        commentary=each,
    )  # fmt: skip


def first_words(text: str, most: int = 90) -> str:
    """Return how a text begins, cut between two words."""
    plain = " ".join(text.split())
    if len(plain) <= most:
        return plain
    return plain[:most].rpartition(" ")[0] + "…"


def count_stages(all_lines: Iterable[Line]) -> dict[Stage, int]:
    """Return how many lines stand where."""
    counts = dict.fromkeys(Stage, 0)
    for line in all_lines:
        counts[line.stage] += 1
    return counts


def chosen_lines(all_lines: Sequence[Line], stage: Stage | None, keep: EntityId | None = None) -> tuple[Line, ...]:
    """Return the lines of a stage, or all of them; of those to write the red ones come first.

    The line of `keep`, which somebody is working on, stays even when its text has just left the stage.
    """
    if stage is None:
        return tuple(all_lines)
    fitting = [line for line in all_lines if line.stage is stage or line.key == keep]
    return tuple(sorted(fitting, key=lambda line: not line.red) if stage is Stage.TO_WRITE else fitting)


def first_line(all_lines: Sequence[Line]) -> Line | None:
    """Return the line that wants its author most: one sent back, a red one without a text, one to write, any."""
    urgent = (
        lambda line: line.stage is Stage.RETURNED,
        lambda line: line.stage is Stage.TO_WRITE and line.red,
        lambda line: line.stage is Stage.TO_WRITE,
        lambda line: line.subject is Subject.MEASURE,
        lambda line: True,
    )
    return next((line for fits in urgent for line in all_lines if fits(line)), None)


def paper_measure(stray: Commentary, held: Iterable[Commentary]) -> EntityId | None:
    """Return a measure whose text came out of the same paper as a stray one, the last of them; None without any."""
    found = [each.subject_id for each in held if each.subject is Subject.MEASURE and each.file == stray.file]
    return found[-1] if found and stray.file else None


def neighbour(shown: Sequence[Line], key: EntityId | None, step: int) -> Line | None:
    """Return the line before or after another one, or None at the ends."""
    at = next((number for number, line in enumerate(shown) if line.key == key), None)
    if at is None or not 0 <= at + step < len(shown):
        return None
    return shown[at + step]


def earlier_text(held: Iterable[Commentary], period: Period) -> Commentary | None:
    """Return the latest text before a period, of a period of the same length where there is one."""
    before = [each for each in held if each.period < period and each.text]
    return max(before, key=lambda each: (each.period.kind is period.kind, each.period), default=None)


def earlier_name(earlier: Period, period: Period) -> str:
    """Return how an earlier text is called: "last quarter’s text", or the text of a period that is named."""
    if earlier != period.previous():
        return "earlier text"
    words = {PeriodKind.MONTH: "month", PeriodKind.QUARTER: "quarter", PeriodKind.HALF: "half-year"}
    return f"last {words.get(period.kind, 'year')}’s text"


def half_typed_key(key: EntityId) -> str:
    """Return the key under which a commentary is kept while it is being typed."""
    return f"commentary {key}"


def unfinished(all_lines: Iterable[Line], half_typed: Callable[[str], str | None]) -> frozenset[EntityId]:
    """Return the lines whose text was being typed when the program ended, and is no step of the log yet."""
    return frozenset(line.key for line in all_lines if half_typed(half_typed_key(line.key)) is not None)


@dataclass(frozen=True, slots=True)
class Remark:
    """What a reviewer asked to be changed, who and when."""

    text: str
    person: str
    at: datetime


def standing_remark(changes: Iterable[Change]) -> Remark | None:
    """Return the remark that still stands, from what was done to a commentary, latest first.

    It stands while the author rewrites the text, until that is submitted again.
    """
    for change in changes:
        after = change.after
        if not isinstance(after, Commentary) or after.status in (CommentaryStatus.SUBMITTED, CommentaryStatus.APPROVED):
            return None
        if after.status is CommentaryStatus.RETURNED:
            return Remark(after.remark, change.step.author, change.step.at)
    return None


def drawn_figures(row: Row) -> tuple[tuple[Period, Decimal | None], ...]:
    """Return a row's figures of its own length of period up to the shown one, a gap where there is none."""
    values = {each.period: each.value for each in row.comparable if each.period.kind is row.period.kind}
    values[row.period] = row.value
    known = [period for period, value in values.items() if value is not None]
    if len(known) < LEAST_DRAWN:
        return ()
    first, run = min(known), [row.period]
    while run[-1] > first and len(run) < MOST_DRAWN:
        run.append(run[-1].previous())
    return tuple((period, values.get(period)) for period in reversed(run))


def count_words(text: str) -> int:
    """Return how many words a text has."""
    return len(text.split())
