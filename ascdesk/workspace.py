"""The use cases of an open file: the one door for windows and commands."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ascdesk.charts import Chart, Split
from ascdesk.entering import Entry, entered_together
from ascdesk.errors import UserError
from ascdesk.gathering import holdings
from ascdesk.identity import commentary_id, file_id, judgement_id, measure_of
from ascdesk.model import (
    Action,
    Commentary,
    CommentaryStatus,
    Comparator,
    Entity,
    EntityId,
    Figure,
    Flag,
    ImportedFile,
    Measure,
    Placement,
    Population,
    PublishedJudgement,
    PublishedTally,
    Rating,
    RatingOverride,
    Section,
    Subject,
    SupportingFigure,
    Target,
)
from ascdesk.naming import by_code, named_measure
from ascdesk.periods import Period, PeriodKind, period_of_date, show_period
from ascdesk.placing import placed
from ascdesk.reconciling import Reconciliation, reconcile
from ascdesk.reports.contents import CommentaryLine, Contents, figure_line
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.planning import plan
from ascdesk.returns.values import Return
from ascdesk.scorecard import Row, Scorecard, build, with_rows
from ascdesk.series import build as chart_of
from ascdesk.series import values_before
from ascdesk.store import Change, Step, Store


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step changed, for whoever shows it.

    `touched` are the measures whose judgement or commentary may be another now; None stands for any of them,
    and for what is there at all: measures, sections, periods.
    """

    figures: bool = False
    measures: bool = False
    commentaries: bool = False
    touched: frozenset[EntityId] | None = None


Told = Callable[[Changes], None]
# Beyond so many measures it is quicker to judge all of them at once.
MANY = 100
_STATUS_VERBS = {
    CommentaryStatus.DRAFT: "Reopen",
    CommentaryStatus.SUBMITTED: "Submit",
    CommentaryStatus.RETURNED: "Send back",
    CommentaryStatus.APPROVED: "Approve",
}


class Workspace:
    """One open file and everything that can be done with it.

    Every change is one named step of the log, kept on disk when the method returns, and told to subscribers.
    """

    def __init__(self, store: Store, author: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._store = store
        self._clock = clock
        self._told: list[Told] = []
        self.author = author

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """Where the file lies."""
        return self._store.path

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Have a callback told of every change from now on; call what is returned to end that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    def _tell(self, entities: Iterable[Entity]) -> None:
        changed = list(entities)
        kinds = {type(entity) for entity in changed}
        owners = frozenset(owner for entity in changed if (owner := measure_of(entity)))
        structure = bool(kinds & {Measure, Section, Placement})
        changes = Changes(
            figures=bool(kinds - {Commentary}), measures=structure, commentaries=Commentary in kinds,
            touched=None if structure or len(owners) > MANY else owners,
        )  # fmt: skip
        for told in tuple(self._told):
            told(changes)

    # What the file holds

    def measures(self) -> tuple[Measure, ...]:
        """Return every measure, in the order of framework and code."""
        return tuple(sorted(self._store.read(Measure), key=by_code))

    def measure(self, name: str) -> Measure:
        """Return the measure that a code, `framework:code` or exact title names; UserError if not just one."""
        return named_measure(name, self.measures())

    def sections(self) -> tuple[Section, ...]:
        """Return every section, in no particular order."""
        return tuple(self._store.read(Section))

    def placements(self) -> tuple[Placement, ...]:
        """Return where measures stand, in the report's order."""
        return tuple(sorted(self._store.read(Placement), key=lambda each: each.position))

    def figures(self, measure: Measure | None = None, period: Period | None = None) -> tuple[Figure, ...]:
        """Return figures, of a measure or a period where given, by measure, part, series and period."""
        where = {**({"measure": measure.id} if measure else {}), **({"period": period} if period else {})}
        place = {each.id: at for at, each in enumerate(self.measures())}
        return tuple(
            sorted(
                self._store.read(Figure, **where),
                key=lambda each: (place.get(each.measure, len(place)), each.part, each.series, each.period, each.id),
            )
        )

    def figures_in(
        self, periods: Collection[Period], measures: Collection[EntityId] | None = None
    ) -> tuple[Figure, ...]:
        """Return the figures of some periods, every part, series and category of them, of all measures or some."""
        where = {} if measures is None else {"measure": tuple(measures)}
        return tuple(self._store.read(Figure, period=tuple(periods), **where))

    def targets(self, measure: Measure | None = None) -> tuple[Target, ...]:
        """Return targets, of a measure where given."""
        return tuple(self._store.read(Target, **({"measure": measure.id} if measure else {})))

    def comparators(self, measure: Measure | None = None) -> tuple[Comparator, ...]:
        """Return comparators, of a measure where given."""
        return tuple(self._store.read(Comparator, **({"measure": measure.id} if measure else {})))

    def published(self, period: Period | None = None) -> tuple[PublishedJudgement, ...]:
        """Return the ratings and directions that imported reports printed."""
        return tuple(self._store.read(PublishedJudgement, **({"period": period} if period else {})))

    def published_tally(self, period: Period) -> tuple[PublishedTally, ...]:
        """Return the counts of the legend that an imported report printed for a period, in its order."""
        return tuple(sorted(self._store.read(PublishedTally, period=period), key=lambda each: each.position))

    def supporting_figures(self, measure: Measure | None = None) -> tuple[SupportingFigure, ...]:
        """Return the numbers that narrative needs and that are no measures."""
        where = {"subject": Subject.MEASURE, "subject_id": measure.id} if measure else {}
        return tuple(self._store.read(SupportingFigure, **where))

    def commentaries(self, period: Period) -> tuple[Commentary, ...]:
        """Return what was written for a period: about measures in their order, then sections and reports."""
        place = {each.id: at for at, each in enumerate(self.measures())}
        held = self._store.read(Commentary, period=period)
        return tuple(sorted(held, key=lambda each: (place.get(each.subject_id, len(place)), each.part, each.id)))

    def commentaries_of(self, subject: EntityId, part: str = "") -> tuple[Commentary, ...]:
        """Return what was written about a measure's part, a section or a report, oldest first."""
        held = self._store.read(Commentary, subject_id=subject, part=part)
        return tuple(sorted(held, key=lambda each: each.period))

    def commentary_changes(self, commentary: Commentary) -> list[Change]:
        """Return what was done to a commentary, latest first: written, submitted, sent back, by whom and when."""
        return [each for each in self._store.history(measure=commentary.subject_id) if each.entity == commentary.id]

    def imported_files(self) -> dict[EntityId, ImportedFile]:
        """Return the files that figures came from, by id."""
        return {each.id: each for each in self._store.read(ImportedFile)}

    def file_content(self, file: EntityId) -> bytes:
        """Return the bytes of an imported file, as it was when it was imported."""
        return self._store.file_content(file)

    def periods(self) -> tuple[Period, ...]:
        """Return the periods that have figures, oldest first."""
        return tuple(sorted(self._store.periods()))

    def offered_periods(self) -> tuple[Period, ...]:
        """Return the periods that can be worked on, oldest first: those with figures, and the next one of each length.

        A file without figures offers the quarter that ended last and the one that runs.
        """
        held = self.periods()
        if not held:
            running = period_of_date(self._clock().date()).within(PeriodKind.QUARTER)
            return running.previous(), running
        latest = {period.kind: period for period in held}
        return tuple(sorted({*held, *(period.next() for period in latest.values())}))

    def today(self) -> date:
        """Return what day it is here."""
        return self._clock().astimezone().date()

    def default_period(self) -> Period | None:
        """Return the period that a report is most likely about: the latest published, or else the latest quarter."""
        if published := {each.period for each in self.published()}:
            return max(published)
        held = self.periods()
        quarters = [period for period in held if period.kind is PeriodKind.QUARTER]
        return max(quarters or held, default=None)

    # Judged

    def scorecard(self, period: Period) -> Scorecard:
        """Return the judged rows of a period and their tally."""
        return build(period, holdings(self._store, period))

    def rows(self, measure: Measure, period: Period) -> tuple[Row, ...]:
        """Return the judged rows of one measure in a period, as they stand in the scorecard."""
        return build(period, holdings(self._store, period, (measure.id,))).rows

    def judge_again(self, card: Scorecard, touched: Collection[EntityId]) -> Scorecard:
        """Return a scorecard with the rows of some measures judged anew."""
        anew = build(card.period, holdings(self._store, card.period, touched)).rows
        return with_rows(card, anew) or self.scorecard(card.period)

    def reconcile(self, period: Period) -> Reconciliation:
        """Lay the computed ratings beside those that an imported report printed."""
        return reconcile(self.scorecard(period), self.published_tally(period))

    def chart(
        self, measure: Measure, part: str = "", kind: PeriodKind | None = None, split: Split | None = None
    ) -> Chart:
        """Return what a chart of a measure and part shows, by the kind of period and split that are wished for."""
        figures = self._store.read(Figure, measure=measure.id)
        revised = {each.id for each in figures if Flag.REVISED in each.flags}
        before = values_before(self._store.history(measure=measure.id), revised) if revised else {}
        return chart_of(measure, part, figures, self.targets(measure), self.comparators(measure), kind, split, before)

    # Changing it

    def set_figure(
        self, measure: Measure, period: Period, typed: str, part: str = "", series: str = "", note: str = ""
    ) -> Figure:
        """Set one figure as it would be typed: `66`, `66%`, `3221/4880`, `n/a`; UserError if it cannot be read."""
        if not typed.strip():
            raise UserError("Nothing was typed.", "Type a figure, or n/a where there is none.")
        entry = Entry(measure=measure, period=period, typed=typed, part=part, series=series, note=note)
        (figure,) = self.enter([entry])
        assert figure is not None
        return figure

    def enter(self, entries: Sequence[Entry], label: str = "") -> tuple[Figure | None, ...]:
        """Set or clear figures as they were typed, in one step; None stands for a figure that is taken away.

        UserError if one of them cannot be read; then none of them is kept.
        """
        entries = [replace(each, part=_part(each.measure, each.part)) for each in entries]
        for each in entries:
            _require(each.measure, each.part, each.series)
        held = self._look(Figure, [each.key for each in entries])
        made: dict[EntityId, Figure | None] = {
            key: figure for key, figure in held.items() if isinstance(figure, Figure)
        }
        typed: dict[EntityId, list[Entry]] = {}
        for each in entries:
            typed.setdefault(each.key, []).append(each)
        for key, cells in typed.items():
            made[key] = entered_together(cells, made.get(key))
        gone = [figure for key, figure in held.items() if made[key] is None]
        with self._store.step(label or _entry_label(entries)):
            self._store.remove(gone)
            self._store.write([figure for figure in made.values() if figure is not None])
        self._tell([*gone, *(figure for figure in made.values() if figure is not None)])
        return tuple(made[each.key] for each in entries)

    def clear_figure(self, figure: Figure) -> None:
        """Take a figure away, so that there is none; its earlier values stay in the log."""
        self._remove([figure], f"Clear a figure for {show_period(figure.period)}")

    def comment(
        self, measure: Measure, period: Period, text: str, part: str = "",
        status: CommentaryStatus = CommentaryStatus.DRAFT,
    ) -> Commentary:  # fmt: skip
        """Write the commentary of a measure for a period; what was approved is a draft again once it is rewritten."""
        part = _part(measure, part)
        _require(measure, part)
        return self._comment(Subject.MEASURE, measure.id, measure.code or measure.title, period, text, part, status)

    def comment_section(
        self, section: Section, period: Period, text: str, status: CommentaryStatus = CommentaryStatus.DRAFT
    ) -> Commentary:
        """Write the commentary of a section for a period."""
        return self._comment(Subject.SECTION, section.id, section.title, period, text, "", status)

    def comment_report(
        self, report: str, period: Period, text: str, status: CommentaryStatus = CommentaryStatus.DRAFT
    ) -> Commentary:
        """Write the commentary of a whole report, known by its framework's name, for a period."""
        return self._comment(Subject.REPORT, EntityId(report), report, period, text, "", status)

    def mark_commentary(self, commentary: Commentary, status: CommentaryStatus, remark: str = "") -> Commentary:
        """Move a commentary on its way: submitted, approved, or sent back, which needs a remark saying why."""
        if status is CommentaryStatus.RETURNED and not remark.strip():
            raise UserError("A commentary that is sent back needs a remark.", "Say what its author should change.")
        if not commentary.text:
            raise UserError("Nothing has been written yet.", "Write the commentary first.")
        marked = replace(commentary, status=status, remark=remark.strip())
        self._write(f"{_STATUS_VERBS[status]} the commentary for {show_period(commentary.period)}", [marked])
        return marked

    def attach(self, commentary: Commentary, measure: Measure, part: str = "") -> Commentary:
        """Give a commentary that was imported under no heading to the measure that it is about."""
        part = _part(measure, part)
        _require(measure, part)
        held = self._store.read(Commentary, subject_id=measure.id, period=commentary.period, part=part)
        attached = placed(commentary, measure, part, held[0] if held else None)
        with self._store.step(f"Attach a commentary to {measure.code or measure.title}"):
            self._store.remove([commentary])
            self._store.write([attached])
        self._tell([commentary, attached])
        return attached

    def half_typed(self, key: str) -> str | None:
        """Return what was typed under a key and not yet made a step of the log, even before a power cut."""
        return self._store.local(key)

    def keep_half_typed(self, key: str, text: str | None) -> None:
        """Keep what is being typed on disk, outside the log; None lets it go."""
        self._store.keep_local(key, text)

    def actions(self) -> tuple[Action, ...]:
        """Return what people undertook to do, the earliest due first, those without a date last."""
        return tuple(sorted(self._store.read(Action), key=lambda each: (each.due is None, str(each.due), each.id)))

    def populations(self) -> tuple[Population, ...]:
        """Return the denominators of rates."""
        return tuple(self._store.read(Population))

    def belongings(self, owner: EntityId) -> tuple[Entity, ...]:
        """Return all that belongs to a measure or is said of a section, but for where a measure stands."""
        kinds = (Figure, Target, Comparator, PublishedJudgement, RatingOverride)
        said = (Commentary, Action, SupportingFigure)
        return (
            *(each for kind in kinds for each in self._store.read(kind, measure=owner)),
            *(each for kind in said for each in self._store.read(kind, subject_id=owner)),
        )

    def _comment(
        self, subject: Subject, owner: EntityId, name: str, period: Period, text: str, part: str,
        status: CommentaryStatus,
    ) -> Commentary:  # fmt: skip
        commentary = Commentary(
            id=commentary_id(subject, owner, period, part), subject=subject, subject_id=owner, period=period,
            part=part, text=text.strip(), status=status, author=self.author,
        )  # fmt: skip
        self._write(f"Comment on {name} for {show_period(period)}", [commentary])
        return commentary

    def override_rating(
        self, measure: Measure, period: Period, rating: Rating, reason: str, part: str = ""
    ) -> RatingOverride:
        """Give a rating in your own name in place of the computed one; a reason is needed."""
        part = _part(measure, part)
        _require(measure, part)
        if not reason.strip():
            raise UserError("A rating of one's own needs a reason.", "Say in a sentence why it differs.")
        key = judgement_id("override", measure.id, period, part)
        override = RatingOverride(
            id=key, measure=measure.id, period=period, part=part, rating=rating, reason=reason.strip(),
            person=self.author,
        )  # fmt: skip
        self._write(f"Rate {measure.code or measure.title} by hand", [override])
        return override

    def save(self, entities: Sequence[Entity], label: str) -> int:
        """Write entities that were made or changed elsewhere, as one step; return how many differed."""
        return self._write(label, entities)

    def remove(self, entities: Sequence[Entity], label: str) -> None:
        """Take entities away, as one step; what they said stays in the log."""
        self._remove(entities, label)

    def exchange(self, gone: Sequence[Entity], made: Sequence[Entity], label: str) -> None:
        """Put entities in the place of others that have other ids, as one step."""
        with self._store.step(label):
            self._store.remove(gone)
            self._store.write(made)
        self._tell([*gone, *made])

    def _remove(self, entities: Sequence[Entity], label: str) -> None:
        with self._store.step(label):
            self._store.remove(entities)
        self._tell(entities)

    def _write(self, label: str, entities: Sequence[Entity]) -> int:
        with self._store.step(label):
            written = self._store.write(entities)
        self._tell(entities)
        return written

    # Returns

    def plan_import(self, returns: Sequence[Return], adopt: bool = False) -> Plan:
        """Say what importing the returns would do; nothing is changed."""
        return plan(returns, self.measures(), self._look, adopt)

    def apply(self, chosen: Plan) -> None:
        """Do what a plan says, in one undoable step; a plan that changes nothing leaves no trace."""
        if chosen.changes_nothing:
            return
        changed = [item.entity for item in chosen.items if item.status is not Status.UNCHANGED]
        structure = [entity for entity in chosen.structure if not isinstance(entity, ImportedFile)]
        arrived = {entity.id for entity in chosen.structure if isinstance(entity, ImportedFile)}
        names = " and ".join(book.name for book in chosen.books)
        with self._store.step(f"Import {names}"):
            for book in chosen.books:
                # A file that is kept already keeps the name that it had when it came.
                if file_id(book.sha256) in arrived:
                    self._store.keep_file(book.name, book.content)
            self._store.write([*chosen.measures, *structure, *changed])
        self._tell([*chosen.measures, *changed])

    def _look(self, kind: type[Entity], ids: Iterable[EntityId]) -> dict[EntityId, Entity]:
        wanted = list(ids)
        return {each.id: each for each in self._store.read(kind, id=wanted)} if wanted else {}

    # The log

    def undoable(self) -> Step | None:
        """Return the step that undo would take back."""
        return self._store.undoable()

    def redoable(self) -> Step | None:
        """Return the step that redo would do again."""
        return self._store.redoable()

    def undo(self) -> Step:
        """Take back the latest own step; UserError if there is none or its entities have changed since."""
        return self._stepped(self._store.undo())

    def redo(self) -> Step:
        """Do again what was undone last; UserError if there is nothing."""
        return self._stepped(self._store.redo())

    def _stepped(self, step: Step) -> Step:
        for told in tuple(self._told):
            told(Changes(figures=True, measures=True, commentaries=True))
        return step

    def steps(self, limit: int | None = None) -> list[Step]:
        """Return the log, latest first."""
        return self._store.steps(limit)

    def history(
        self, measure: Measure | None = None, period: Period | None = None, limit: int | None = None
    ) -> list[Change]:
        """Return what changed, latest first; of a measure, or of its figure in a period, where given."""
        if measure is None:
            return self._store.history(limit=limit)
        changes = self._store.history(measure=measure.id)
        wanted = [each for each in changes if period is None or _about(each, period)]
        return wanted if limit is None else wanted[:limit]

    # Whole files

    def check_file(self) -> list[str]:
        """Examine the whole file and say what is wrong with it; an empty list is a sound file."""
        return self._store.check()

    def copy_to(self, path: Path) -> None:
        """Write a finished, checked copy of the file."""
        self._store.copy_to(path)

    def contents(self, period: Period) -> Contents:
        """Return what a report of a period contains."""
        measures = {each.id: each for each in self.measures()}
        files = self.imported_files()
        judged = self.scorecard(period)
        frameworks = dict.fromkeys(row.measure.framework for row in judged.rows)
        lines = [
            figure_line(measures[figure.measure], figure, source_text(figure, files))
            for figure in self.figures()
            if figure.measure in measures
        ]
        return Contents(
            title=", ".join(frameworks) or self.path.stem,
            period=period,
            scorecard=judged,
            figures=tuple(sorted(lines, key=lambda line: (line.framework, line.code, line.part, line.period))),
            commentaries=self._other_commentaries(period),
            made_at=self._clock(),
            file_name=self.path.name,
        )

    def _other_commentaries(self, period: Period) -> tuple[CommentaryLine, ...]:
        """Return what is said about sections and whole reports, under their titles."""
        titles = {section.id: section.title for section in self.sections()}
        return tuple(
            CommentaryLine(
                subject=each.subject,
                about="Under no heading" if each.subject is Subject.UNPLACED
                else titles.get(each.subject_id, each.subject_id),
                text=each.text, status=each.status.value, author=each.author, remark=each.remark,
            )
            for each in self.commentaries(period)
            if each.subject is not Subject.MEASURE
        )  # fmt: skip

    def export(self, report: str, period: Period, out: Path) -> Path:
        """Write a report into a file whose ending says the format; UserError if that cannot be."""
        from ascdesk.reports.files import write

        write(report, self.contents(period), out)
        return out


def source_text(figure: Figure, files: dict[EntityId, ImportedFile]) -> str:
    """Return where a figure came from: a cell of a file, or a keyboard."""
    held = files.get(figure.file) if figure.file else None
    return f"{held.name}, {figure.place}" if held else "typed"


def _entry_label(entries: Sequence[Entry]) -> str:
    """Return what a step that enters figures is called."""
    names = dict.fromkeys(each.measure.code or each.measure.title for each in entries)
    verb = "Set" if any(each.typed.strip() for each in entries) else "Clear"
    when = dict.fromkeys(each.period for each in entries)
    what = next(iter(names)) if len(names) == 1 else f"{len(entries)} figures"
    return f"{verb} {what} for {show_period(next(iter(when)))}" if len(when) == 1 else f"{verb} {what}"


def _require(measure: Measure, part: str, series: str = "") -> None:
    """Refuse a part or series that a measure does not have."""
    for kind, given, known in (("part", part, measure.parts), ("series", series, measure.series)):
        if given and given not in known:
            has = f"It has {', '.join(known)}." if known else "It has none."
            raise UserError(f"“{measure.title}” has no {kind} called “{given}”.", has)
    if measure.parts and not part:
        raise UserError(f"“{measure.title}” has parts.", f"Say which: {', '.join(measure.parts)}.")


def _part(measure: Measure, given: str) -> str:
    """Return the part that is named, in whichever case."""
    return next((part for part in measure.parts if part.casefold() == given.casefold()), given)


def _about(change: Change, period: Period) -> bool:
    entity = change.after or change.before
    return getattr(entity, "period", None) == period
