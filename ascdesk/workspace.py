"""The use cases of an open file: the one door for windows and commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from ascdesk.defining.presets import ruled, use_label
from ascdesk.entering import Entry, entered_together
from ascdesk.errors import UserError
from ascdesk.holding import Held
from ascdesk.identity import commentary_id, file_id, judgement_id, measure_of
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    Conventions,
    Entity,
    EntityId,
    Figure,
    ImportedFile,
    Measure,
    Placement,
    Rating,
    RatingOverride,
    Section,
    Subject,
)
from ascdesk.periods import Period, show_period
from ascdesk.placing import placed
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.planning import plan
from ascdesk.returns.values import Return
from ascdesk.store import Step, Store


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


class Workspace(Held):
    """One open file and everything that can be done with it.

    Every change is one named step of the log, kept on disk when the method returns, and told to subscribers.
    """

    def __init__(self, store: Store, author: str, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(store, clock)
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
        structure = bool(kinds & {Measure, Section, Placement, Conventions})
        changes = Changes(
            figures=bool(kinds - {Commentary}), measures=structure, commentaries=Commentary in kinds,
            touched=None if structure or len(owners) > MANY else owners,
        )  # fmt: skip
        for told in tuple(self._told):
            told(changes)

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
        changing = [each for each in entries if made[each.key] != held.get(each.key)]
        with self._store.step(label or _entry_label(changing or entries)):
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

    def keep_half_typed(self, key: str, text: str | None) -> None:
        """Keep what is being typed on disk, outside the log; None lets it go."""
        self._store.keep_local(key, text)

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

    def use_preset(self, name: str, framework: str) -> int:
        """Rate a framework's measures by a preset, in one step; return how many of them and of its words differed.

        UserError if there is no such preset or framework; what is not rated for a stated reason stays so.
        """
        held = self._store.read(Conventions, framework=framework)
        made = ruled(name, framework, self.measures(), self.targets(), held[0] if held else None)
        return self._write(use_label(name, framework), made)

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

    def plan_import(self, returns: Sequence[Return], adopt: bool = False, preset: str = "") -> Plan:
        """Say what importing the returns would do; nothing is changed. A preset rates what is made by its rules."""
        return plan(returns, self.measures(), self._look, adopt, preset)

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

    # The log

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


def _entry_label(entries: Sequence[Entry]) -> str:
    """Return what a step that enters figures is called."""
    names = dict.fromkeys(each.measure.code or each.measure.title for each in entries)
    verb = "Set" if any(each.typed.strip() for each in entries) else "Clear"
    when = dict.fromkeys(each.period for each in entries)
    what = next(iter(names)) if len(names) == 1 else f"{len({each.key for each in entries})} figures"
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
