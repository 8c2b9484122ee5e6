"""The use cases of an open file: the one door for windows and commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ascdesk.errors import UserError
from ascdesk.identity import commentary_id, file_id, judgement_id
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    Comparator,
    Entity,
    EntityId,
    Figure,
    ImportedFile,
    Measure,
    Placement,
    PublishedJudgement,
    PublishedTally,
    Rating,
    RatingOverride,
    Section,
    Subject,
    SupportingFigure,
    Target,
)
from ascdesk.naming import named_measure
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.reconciling import Reconciliation, reconcile
from ascdesk.reports.contents import CommentaryLine, Contents, figure_line
from ascdesk.returns.figures import typed_figure
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.planning import plan
from ascdesk.returns.values import Return
from ascdesk.scorecard import Holdings, Row, Scorecard, build, wanted_periods
from ascdesk.store import Change, Step, Store


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step changed, for whoever shows it."""

    figures: bool = False
    measures: bool = False
    commentaries: bool = False


Told = Callable[[Changes], None]


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
        kinds = {type(entity) for entity in entities}
        changes = Changes(
            figures=bool(kinds - {Commentary}), measures=bool(kinds & {Measure, Section, Placement}),
            commentaries=Commentary in kinds,
        )  # fmt: skip
        for told in tuple(self._told):
            told(changes)

    # What the file holds

    def measures(self) -> tuple[Measure, ...]:
        """Return every measure, in the order of framework and code."""
        return tuple(sorted(self._store.read(Measure), key=lambda each: (each.framework, each.code)))

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

    def imported_files(self) -> dict[EntityId, ImportedFile]:
        """Return the files that figures came from, by id."""
        return {each.id: each for each in self._store.read(ImportedFile)}

    def file_content(self, file: EntityId) -> bytes:
        """Return the bytes of an imported file, as it was when it was imported."""
        return self._store.file_content(file)

    def periods(self) -> tuple[Period, ...]:
        """Return the periods that have figures, oldest first."""
        return tuple(sorted(self._store.periods()))

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
        return build(period, self._holdings(period))

    def rows(self, measure: Measure, period: Period) -> tuple[Row, ...]:
        """Return the judged rows of one measure in a period, as they stand in the scorecard."""
        return build(period, self._holdings(period, measure)).rows

    def reconcile(self, period: Period) -> Reconciliation:
        """Lay the computed ratings beside those that an imported report printed."""
        return reconcile(self.scorecard(period), self.published_tally(period))

    def _holdings(self, period: Period, only: Measure | None = None) -> Holdings:
        """Fetch what the scorecard of a period is made from, for all measures or only one."""
        read, year = self._store.read, period.financial_year
        measures = {only.id: only} if only else {each.id: each for each in read(Measure)}
        own: dict[str, object] = {"measure": only.id} if only else {}
        subject = {"subject": Subject.MEASURE, **({"subject_id": only.id} if only else {})}
        periods = wanted_periods(period, measures.values())
        return Holdings(
            earlier=tuple(each for each in periods if each < period),
            measures=measures,
            sections=tuple(read(Section)),
            placements=tuple(read(Placement, **own)),
            figures={
                (f.measure, f.part, f.series, f.period): f for f in read(Figure, period=periods, dimension="", **own)
            },
            targets={(t.measure, t.part): t for t in read(Target, year=year, series="", dimension="", **own)},
            comparators=_latest_comparators(read(Comparator, series="", **own), year),
            overrides={(o.measure, o.part): o for o in read(RatingOverride, period=period, series="", **own)},
            commentaries={(c.subject_id, c.part): c for c in read(Commentary, period=period, **subject)},
            published={(p.measure, p.part): p for p in read(PublishedJudgement, period=period, series="", **own)},
        )

    # Changing it

    def set_figure(
        self, measure: Measure, period: Period, typed: str, part: str = "", series: str = "", note: str = ""
    ) -> Figure:
        """Set one figure as it would be typed: `66`, `66%`, `3221/4880`, `n/a`; UserError if it cannot be read."""
        part = _part(measure, part)
        _require(measure, part, series)
        figure = typed_figure(measure, period, typed, part, series, note)
        for held in self._store.read(Figure, id=figure.id):
            if not note and _says_the_same(held, figure):
                figure = replace(figure, note=held.note)
        name = measure.code or measure.title
        self._write(f"Set {name} for {show_period(period)}", [figure])
        return figure

    def clear_figure(self, figure: Figure) -> None:
        """Take a figure away, so that there is none; its earlier values stay in the log."""
        with self._store.step(f"Clear a figure for {show_period(figure.period)}"):
            self._store.remove([figure])
        self._tell([figure])

    def comment(
        self, measure: Measure, period: Period, text: str, part: str = "",
        status: CommentaryStatus = CommentaryStatus.DRAFT,
    ) -> Commentary:  # fmt: skip
        """Write the commentary of a measure for a period."""
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
                subject=each.subject, about=titles.get(each.subject_id, each.subject_id), text=each.text,
                status=each.status.value,
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


def _latest_comparators(
    comparators: Iterable[Comparator], year: Period
) -> dict[tuple[EntityId, str], tuple[Comparator, ...]]:
    """Return for each measure and part the latest year's comparator of each name, none from the future."""
    latest: dict[tuple[EntityId, str], dict[str, Comparator]] = {}
    for each in sorted(comparators, key=lambda each: (each.year is not None, each.year or year)):
        if each.year is None or each.year <= year:
            latest.setdefault((each.measure, each.part), {})[each.name] = each
    return {key: tuple(named.values()) for key, named in latest.items()}


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


def _says_the_same(held: Figure, figure: Figure) -> bool:
    """Tell whether two figures are of the same value, so that a note on one is true of the other."""
    return all(
        getattr(held, name) == getattr(figure, name)
        for name in ("value", "numerator", "denominator", "marker", "flags")
    )


def _about(change: Change, period: Period) -> bool:
    entity = change.after or change.before
    return getattr(entity, "period", None) == period
