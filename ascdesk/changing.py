"""Writing into an open file: every change a named step, told to whoever shows it, and none in a locked period."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import takewhile
from operator import attrgetter

from ascdesk.defined import as_defined, by_measure, require_reported
from ascdesk.defining.relations import named_with
from ascdesk.entering import Entry, entered_together, revised
from ascdesk.errors import UserError
from ascdesk.identity import measure_of
from ascdesk.judged import Judged
from ascdesk.locking import Defined, measures_told, redefined_by, refuse_locked, refuse_redefined
from ascdesk.model import (
    Commentary,
    Conventions,
    Definition,
    Entity,
    EntityId,
    Figure,
    Measure,
    Placement,
    Relation,
    ReportingPeriod,
    Section,
)
from ascdesk.periods import Period, show_period
from ascdesk.store import Step, Store


@dataclass(frozen=True, slots=True)
class Changes:
    """What a step changed, for whoever shows it.

    `touched` are the measures whose judgement, commentary or checks may be another now; None stands for any of them,
    and for what is there at all: measures, sections, periods. `periods` are those whose figures are others now, where
    nothing but figures changed; None stands for any.
    """

    figures: bool = False
    measures: bool = False
    commentaries: bool = False
    touched: frozenset[EntityId] | None = None
    periods: frozenset[Period] | None = None


Told = Callable[[Changes], None]
# Beyond so many measures it is quicker to judge all of them at once.
MANY = 100
# What a change of these may mean for any measure, nobody works out.
_STRUCTURE = {Measure, Definition, Section, Placement, Conventions, Relation, ReportingPeriod}


class Changing(Judged):
    """An open file that can be written to, figure by figure or entity by entity."""

    def __init__(
        self, store: Store, author: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        day: date | None = None,
    ) -> None:  # fmt: skip
        super().__init__(store, clock, day)
        self._told: list[Told] = []
        self.author = author

    def subscribe(self, told: Told) -> Callable[[], None]:
        """Have a callback told of every change from now on; call what is returned to end that."""
        self._told.append(told)
        return lambda: self._told.remove(told)

    def _tell(self, entities: Iterable[Entity]) -> None:
        changed = list(entities)
        kinds = {type(entity) for entity in changed}
        owners = frozenset(owner for entity in changed if (owner := measure_of(entity)))
        if owners and (relations := self.relations()):
            owners = named_with(owners, relations)
        structure = bool(kinds & _STRUCTURE)
        changes = Changes(
            figures=bool(kinds - {Commentary}), measures=structure, commentaries=Commentary in kinds,
            touched=None if structure or len(owners) > MANY else owners,
            periods=frozenset(map(attrgetter("period"), changed)) if kinds == {Figure} else None,
        )  # fmt: skip
        self._tell_of(changes)

    def _tell_of(self, changes: Changes) -> None:
        # Whoever came last is told first: a page before the window, which has it show the change.
        for told in reversed(self._told.copy()):
            told(changes)

    # Figures

    def set_figure(
        self, measure: Measure, period: Period, typed: str, part: str = "", series: str = "", note: str = "",
        why: str = "",
    ) -> Figure:  # fmt: skip
        """Set one figure as it would be typed: `66`, `66%`, `3221/4880`, `n/a`; UserError if it cannot be read.

        `why` marks it as revised, where another value stood there before.
        """
        if not typed.strip():
            raise UserError("Nothing was typed.", "Type a figure, or n/a where there is none.")
        entry = Entry(measure=measure, period=period, typed=typed, part=part, series=series, note=note, why=why)
        (figure,) = self.enter([entry])
        assert figure is not None
        return figure

    def enter(self, entries: Sequence[Entry], label: str = "") -> tuple[Figure | None, ...]:
        """Set or clear figures as they were typed, in one step; None stands for a figure that is taken away.

        UserError if one of them cannot be read; then none of them is kept.
        """
        entries = [
            each if each.part == (part := part_named(each.measure, each.part)) else replace(each, part=part)
            for each in self._as_then(entries)
        ]
        for each in entries:
            require_part(each.measure, each.part, "" if self._has_series(each) else each.series)
            if each.typed.strip():
                require_reported(each.measure, each.period)
        held = self._look(Figure, [each.key for each in entries])
        made: dict[EntityId, Figure | None] = {
            key: figure for key, figure in held.items() if isinstance(figure, Figure)
        }
        typed: dict[EntityId, list[Entry]] = {}
        for each in entries:
            typed.setdefault(each.key, []).append(each)
        for key, cells in typed.items():
            before = made.get(key)
            made[key] = revised(entered_together(cells, before), before, cells[0].why, cells[0].marked)
        gone = [figure for key, figure in held.items() if made[key] is None]
        changing = [each for each in entries if made[each.key] != held.get(each.key)]
        new = [figure for key, figure in made.items() if figure is not None and figure != held.get(key)]
        self.exchange(gone, new, label or _entry_label(changing or entries))
        return tuple(made[each.key] for each in entries)

    def _as_then(self, entries: Sequence[Entry]) -> Sequence[Entry]:
        """Return the entries with their measures as the file says that they were defined in the periods entered."""
        owners = tuple({each.measure.id for each in entries})
        definitions = by_measure(self._store.read(Definition, measure=owners))
        now = self._look(Measure, owners)
        return [
            replace(each, measure=then)
            if isinstance(held := now.get(each.measure.id), Measure)
            and (then := as_defined(held, definitions.get(held.id, ()), each.period)) != each.measure
            else each
            for each in entries
        ]

    def _has_series(self, entry: Entry) -> bool:
        """Tell whether figures of a series are held that the measure does not name: an import brings such."""
        known = not entry.series or entry.series in entry.measure.series
        return known or bool(self._store.read(Figure, measure=entry.measure.id, series=entry.series))

    def clear_figure(self, figure: Figure) -> None:
        """Take a figure away, so that there is none; its earlier values stay in the log."""
        self.remove([figure], f"Clear a figure for {show_period(figure.period)}")

    def keep_half_typed(self, key: str, text: str | None) -> None:
        """Keep what is being typed on disk, outside the log; None lets it go."""
        self._store.keep_local(key, text)

    # Entities

    def save(self, entities: Sequence[Entity], label: str) -> int:
        """Write entities that were made or changed elsewhere, as one step; return how many differed."""
        return self.exchange((), entities, label)

    def remove(self, entities: Sequence[Entity], label: str) -> None:
        """Take entities away, as one step; what they said stays in the log."""
        self.exchange(entities, (), label)

    def exchange(self, gone: Sequence[Entity], made: Sequence[Entity], label: str, kept: bool = False) -> int:
        """Put entities in the place of others that have other ids, as one step; return how many differ.

        Undo passes over a step that is `kept`. UserError where it would change a locked period; then nothing is done.
        """
        self.refuse_locked(gone, made)
        with self._store.step(label, kept):
            self._store.remove(gone)
            written = self._store.write(made)
        self._tell([*gone, *made])
        return written

    def refuse_locked(self, gone: Sequence[Entity], made: Sequence[Entity]) -> None:
        """Raise UserError where a locked period would be another once some entities are gone and others made."""
        if locked := self._store.read(ReportingPeriod, locked=True):
            refuse_locked([*gone, *self._differing(made)], locked)
            if told := measures_told((*gone, *made)):
                held = self._defined(told)
                refuse_redefined(held, redefined_by(held, gone, made), locked)

    def _defined(self, measures: Collection[EntityId]) -> Defined:
        """Return how some measures are defined, and were before."""
        own = tuple(measures)
        held = {each.id: each for each in self._store.read(Measure, id=own)}
        return Defined(held, by_measure(self._store.read(Definition, measure=own)))

    def _differing(self, made: Sequence[Entity]) -> Iterator[Entity]:
        """Yield the entities that are not held as they are, and those whose place they take."""
        for kind in {type(each) for each in made}:
            alike = [each for each in made if type(each) is kind]
            held = self._look(kind, [each.id for each in alike])
            for each in alike:
                if (before := held.get(each.id)) != each:
                    yield from (each,) if before is None else (each, before)

    # The log

    def undo(self) -> Step:
        """Take back the latest own step; UserError if there is none or its entities have changed since."""
        wanted = self._store.undoable()
        if wanted is not None:
            self._refuse_reversed(wanted, undo=True)
        return self._stepped(self._store.undo())

    def redo(self) -> Step:
        """Do again what was undone last; UserError if there is nothing."""
        wanted = self._store.redoable()
        if wanted is not None:
            self._refuse_reversed(wanted, undo=False)
        return self._stepped(self._store.redo())

    def _refuse_reversed(self, step: Step, undo: bool) -> None:
        """Refuse to undo or redo a step where a locked period would be another then."""
        locked = self._store.read(ReportingPeriod, locked=True)
        if not locked:
            return
        changes = self._store.changes_of(step.id)
        gone, made = ([getattr(each, name) for each in changes] for name in ("before", "after"))
        gone, made = ([each for each in side if each is not None] for side in ((made, gone) if undo else (gone, made)))
        refuse_locked([*gone, *made], locked)
        if told := measures_told((*gone, *made)):
            held = self._defined(told)
            refuse_redefined(held, redefined_by(held, gone, made), self._locked_since(step, locked))

    def _locked_since(self, step: Step, locked: Iterable[ReportingPeriod]) -> list[ReportingPeriod]:
        """Return the periods that were locked after a step: where it was made later, it let them be."""
        later = {each.id for each in takewhile(lambda each: each.id != step.id, self._store.steps())}
        turned = {each.entity: each.step.id for each in reversed(self._store.history(kind=ReportingPeriod))}
        return [each for each in locked if turned.get(each.id) in later]

    def _stepped(self, step: Step) -> Step:
        self._tell_of(Changes(figures=True, measures=True, commentaries=True))
        return step


def _entry_label(entries: Sequence[Entry]) -> str:
    """Return what a step that enters figures is called."""
    names = dict.fromkeys(each.measure.code or each.measure.title for each in entries)
    verb = "Set" if any(each.typed.strip() for each in entries) else "Clear"
    when = dict.fromkeys(each.period for each in entries)
    what = next(iter(names)) if len(names) == 1 else f"{len({each.key for each in entries})} figures"
    return f"{verb} {what} for {show_period(next(iter(when)))}" if len(when) == 1 else f"{verb} {what}"


def require_part(measure: Measure, part: str, series: str = "") -> None:
    """Refuse a part or series that a measure does not have."""
    for kind, given, known in (("part", part, measure.parts), ("series", series, measure.series)):
        if given and given not in known:
            has = f"It has {', '.join(known)}." if known else "It has none."
            raise UserError(f"“{measure.title}” has no {kind} called “{given}”.", has)
    if measure.parts and not part:
        raise UserError(f"“{measure.title}” has parts.", f"Say which: {', '.join(measure.parts)}.")


def part_named(measure: Measure, given: str) -> str:
    """Return the part that is named, in whichever case."""
    return next((part for part in measure.parts if part.casefold() == given.casefold()), given)
