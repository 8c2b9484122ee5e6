"""What an open file holds, and what happened to it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from ascdesk.as_at import ChangedDay, changed_days
from ascdesk.defined import as_defined, by_measure, measures_in
from ascdesk.entering import said
from ascdesk.identity import conventions_id, reporting_period_id
from ascdesk.model import (
    Action,
    Commentary,
    Comparator,
    Conventions,
    Definition,
    Entity,
    EntityId,
    Explanation,
    Figure,
    FollowUp,
    ImportedFile,
    Measure,
    Placement,
    Population,
    PublishedJudgement,
    PublishedTally,
    RatingOverride,
    Relation,
    ReportingPeriod,
    SavedView,
    Section,
    Subject,
    SupportingFigure,
    Target,
)
from ascdesk.naming import by_code, measure_in, named_measure
from ascdesk.people import Person, people
from ascdesk.periods import Period, PeriodKind, period_of_date
from ascdesk.store import Change, Step, Store


class Held:
    """One open file, to be read; as it was at the end of `day`, where one is given."""

    def __init__(
        self, store: Store, clock: Callable[[], datetime] = lambda: datetime.now(UTC), day: date | None = None
    ) -> None:
        self._store = store
        self._clock = clock
        self.day = day

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

    @property
    def in_place(self) -> bool:
        """Whether the path still leads to this file; if not, nothing more can be kept in it."""
        return self._store.in_place()

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    # What it holds

    def measures(self, period: Period | None = None) -> tuple[Measure, ...]:
        """Return every measure as it is defined now, or was in a period, in the order of framework and code."""
        held: Iterable[Measure] = self._store.read(Measure)
        if period is not None:
            definitions = by_measure(self.definitions())
            held = (as_defined(each, definitions.get(each.id, ()), period) for each in held)
        return tuple(sorted(held, key=by_code))

    def measure(self, name: str, period: Period | None = None) -> Measure:
        """Return the measure that a code, `framework:code` or exact title names; UserError if not just one.

        With a period it is the one that had that name then, as it was defined then.
        """
        definitions = by_measure(self.definitions())
        if period is not None:
            return measure_in(name, period, self.measures(), definitions)
        return named_measure(name, self.measures(), definitions)

    def conventions(self, framework: str) -> Conventions:
        """Return how a framework's report judges and words its measures; the defaults where nothing is set."""
        held = self._store.read(Conventions, framework=framework)
        return held[0] if held else Conventions(id=conventions_id(framework), framework=framework)

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
        place = {each.id: at for at, each in enumerate(self.measures(period))}
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
        """Return the periods that have figures, printed judgements or commentaries, oldest first."""
        return tuple(sorted(self._store.periods()))

    def offered_periods(self) -> tuple[Period, ...]:
        """Return the periods that can be worked on, oldest first: those held, and the next one of each length.

        A file that holds none offers the quarter that ended last and the one that runs.
        """
        held = self.periods()
        if not held:
            running = period_of_date(self.today()).within(PeriodKind.QUARTER)
            return running.previous(), running
        latest = {period.kind: period for period in held}
        return tuple(sorted({*held, *(period.next() for period in latest.values())}))

    def today(self) -> date:
        """Return what day it is here, or as at which the file is shown."""
        return self.day or self._clock().astimezone().date()

    def default_period(self) -> Period | None:
        """Return the period that a report is most likely about: the latest published, or else the latest quarter.

        One that has not begun, which may be mistyped, only where there is no other.
        """
        held = self.periods()
        quarters = {period for period in held if period.kind is PeriodKind.QUARTER}
        wanted = [{each.period for each in self.published()}, quarters, held]
        begun = [{each for each in periods if each.start_date <= self.today()} for periods in wanted]
        return next((max(periods) for periods in (*begun, *wanted) if periods), None)

    def half_typed(self, key: str) -> str | None:
        """Return what was typed under a key and not yet made a step of the log, even before a power cut."""
        return self._store.local(key)

    def actions(self) -> tuple[Action, ...]:
        """Return what people undertook to do, the earliest due first, those without a date last."""
        return tuple(sorted(self._store.read(Action), key=lambda each: (each.due is None, str(each.due), each.id)))

    def populations(self) -> tuple[Population, ...]:
        """Return the denominators of rates."""
        return tuple(self._store.read(Population))

    def people(self) -> tuple[Person, ...]:
        """Return everybody who is named for a measure that goes on or an action not done, by name."""
        return people(self.measures(), self.actions(), period_of_date(self.today()))

    def definitions(self, measure: Measure | None = None) -> tuple[Definition, ...]:
        """Return how measures were defined before, oldest first."""
        held = self._store.read(Definition, **({"measure": measure.id} if measure else {}))
        return tuple(sorted(held, key=lambda each: each.until))

    def measures_in(self, period: Period) -> tuple[Measure, ...]:
        """Return the measures that are reported in a period, as they were defined then, by framework and code."""
        held = measures_in(self._store.read(Measure), by_measure(self.definitions()), period)
        return tuple(sorted(held.values(), key=by_code))

    def calendar(self) -> tuple[ReportingPeriod, ...]:
        """Return what is said of periods: when they close, and which are locked."""
        return tuple(sorted(self._store.read(ReportingPeriod), key=lambda each: each.period))

    def calendar_changes(self, period: Period) -> list[Change]:
        """Return what was said of a period in the calendar, latest first: set to close, locked, unlocked, by whom."""
        key = reporting_period_id(period)
        return [each for each in self._store.history(kind=ReportingPeriod) if each.entity == key]

    def explanations(
        self, periods: Collection[Period], measures: Collection[EntityId] | None = None
    ) -> tuple[Explanation, ...]:
        """Return why figures of some periods, of all measures or some, are right that looked odd."""
        if measures is None:
            return tuple(self._store.read(Explanation, period=tuple(periods)))
        wanted = frozenset(periods)
        return tuple(each for each in self._store.read(Explanation, measure=tuple(measures)) if each.period in wanted)

    def explained(self, figure: Figure) -> tuple[Explanation, ...]:
        """Return why a figure is right that looked odd, each reason of each person once; only what still holds of it.

        What was said of another value that stood in its place is no explanation of this one.
        """
        held = self._store.read(Explanation, measure=figure.measure, period=figure.period)
        own = (figure.part, figure.series, figure.dimension, figure.category, said(figure))
        found = [each for each in held if (each.part, each.series, each.dimension, each.category, each.said) == own]
        return tuple({(each.person, each.reason): each for each in found}.values())

    def follow_ups(self) -> tuple[FollowUp, ...]:
        """Return the flags on cells, oldest period first."""
        return tuple(sorted(self._store.read(FollowUp), key=lambda each: (each.period, each.id)))

    def relations(self) -> tuple[Relation, ...]:
        """Return the rules across measures."""
        return tuple(self._store.read(Relation))

    def saved_views(self, page: str) -> tuple[SavedView, ...]:
        """Return the named ways of looking at a page, by name."""
        return tuple(sorted(self._store.read(SavedView, page=page), key=lambda each: each.name.casefold()))

    def belongings(self, owner: EntityId) -> tuple[Entity, ...]:
        """Return all that belongs to a measure or is said of a section, but for where a measure stands."""
        kinds = (Figure, Target, Comparator, PublishedJudgement, RatingOverride, Definition, Explanation, FollowUp)
        said = (Commentary, Action, SupportingFigure)
        return (
            *(each for kind in kinds for each in self._store.read(kind, measure=owner)),
            *(each for kind in said for each in self._store.read(kind, subject_id=owner)),
        )

    def _look(self, kind: type[Entity], ids: Iterable[EntityId]) -> dict[EntityId, Entity]:
        wanted = list(ids)
        return {each.id: each for each in self._store.read(kind, id=wanted)} if wanted else {}

    # What happened to it

    def undoable(self) -> Step | None:
        """Return the step that undo would take back."""
        return self._store.undoable()

    def redoable(self) -> Step | None:
        """Return the step that redo would do again."""
        return self._store.redoable()

    def steps(self, limit: int | None = None) -> list[Step]:
        """Return the log, latest first."""
        return self._store.steps(limit)

    def is_begun(self) -> bool:
        """Tell whether anything was ever put into the file, by the day as at which it is shown."""
        return bool(self._store.steps(1))

    def days_changed(self) -> tuple[ChangedDay, ...]:
        """Return the days here on which something was changed, the latest first."""
        return changed_days(self._store.steps())

    def rule_changed(self, measure: Measure) -> Step | None:
        """Return the step that made a measure's rule the version that it is; None for the first."""
        if measure.rule_version == 1:
            return None
        for change in self._store.history(measure=measure.id, kind=Measure):
            before, after = change.before, change.after
            version = before.rule_version if isinstance(before, Measure) else 0
            if isinstance(after, Measure) and after.rule_version == measure.rule_version != version:
                return change.step
        return None

    def history(
        self, measure: Measure | None = None, period: Period | None = None, limit: int | None = None
    ) -> list[Change]:
        """Return what changed, latest first; of a measure, or of its figure in a period, where given."""
        if measure is None:
            return self._store.history(limit=limit)
        changes = self._store.history(measure=measure.id)
        wanted = [each for each in changes if period is None or _about(each, period)]
        return wanted if limit is None else wanted[:limit]

    # The whole of it

    def check_file(self) -> list[str]:
        """Examine the whole file and say what is wrong with it; an empty list is a sound file."""
        return self._store.check()

    def first_damage(self) -> str:
        """Return in a sentence that the file is damaged, as far as that can be seen at once, or nothing."""
        return self._store.first_damage()

    def copy_to(self, path: Path) -> None:
        """Write a finished, checked copy of the file."""
        self._store.copy_to(path)


def source_text(figure: Figure, files: dict[EntityId, ImportedFile]) -> str:
    """Return where a figure came from: a cell of a file, or a keyboard."""
    held = files.get(figure.file) if figure.file else None
    return f"{held.name}, {figure.place}" if held else "typed"


def _about(change: Change, period: Period) -> bool:
    entity = change.after or change.before
    return getattr(entity, "period", None) == period
