"""The use cases of an open file: the one door for windows and commands."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from ascdesk.as_at import end_of, refuse_future
from ascdesk.changing import part_named, require_part
from ascdesk.characters import tidy
from ascdesk.defined import by_measure, require_reported
from ascdesk.defining.presets import ruled, use_label
from ascdesk.errors import UserError
from ascdesk.identity import commentary_id, file_id, judgement_id
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    Conventions,
    EntityId,
    FollowUp,
    ImportedFile,
    Measure,
    Rating,
    RatingOverride,
    Section,
    Subject,
)
from ascdesk.people import Person, Role, replaced
from ascdesk.periods import Period, show_period
from ascdesk.placing import placed
from ascdesk.rebasing import Rebasing, rebase_label, written
from ascdesk.returns.flagging import flagged
from ascdesk.returns.locked_out import without_locked
from ascdesk.returns.plan import Plan, Status
from ascdesk.returns.planning import plan
from ascdesk.returns.reported import without_unreported
from ascdesk.returns.values import Return
from ascdesk.turning import Turning

_STATUS_VERBS = {
    CommentaryStatus.DRAFT: "Reopen",
    CommentaryStatus.SUBMITTED: "Submit",
    CommentaryStatus.RETURNED: "Send back",
    CommentaryStatus.APPROVED: "Approve",
}


class Workspace(Turning):
    """One open file and everything that can be done with it.

    Every change is one named step of the log, kept on disk when the method returns, and told to subscribers.
    """

    def as_at(self, day: date) -> Workspace:
        """Return the file as it was at the end of a day, where nothing can be changed; UserError for a day to come.

        Both are of one file: this one closes it.
        """
        refuse_future(day, self.today())
        return Workspace(self._store.as_at(end_of(day)), self.author, self._clock, day)

    def comment(
        self, measure: Measure, period: Period, text: str, part: str = "",
        status: CommentaryStatus = CommentaryStatus.DRAFT,
    ) -> Commentary:  # fmt: skip
        """Write the commentary of a measure for a period; what was approved is a draft again once it is rewritten."""
        part = part_named(measure, part)
        require_part(measure, part)
        require_reported(measure, period)
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
        self.save([marked], f"{_STATUS_VERBS[status]} the commentary for {show_period(commentary.period)}")
        return marked

    def attach(self, commentary: Commentary, measure: Measure, part: str = "") -> Commentary:
        """Give a commentary that was imported under no heading to the measure that it is about."""
        part = part_named(measure, part)
        require_part(measure, part)
        held = self._store.read(Commentary, subject_id=measure.id, period=commentary.period, part=part)
        attached = placed(commentary, measure, part, held[0] if held else None)
        self.exchange([commentary], [attached], f"Attach a commentary to {measure.code or measure.title}")
        return attached

    def _comment(
        self, subject: Subject, owner: EntityId, name: str, period: Period, text: str, part: str,
        status: CommentaryStatus,
    ) -> Commentary:  # fmt: skip
        commentary = Commentary(
            id=commentary_id(subject, owner, period, part), subject=subject, subject_id=owner, period=period,
            part=part, text=text.strip(), status=status, author=self.author,
        )  # fmt: skip
        self.save([commentary], f"Comment on {name} for {show_period(period)}")
        return commentary

    def override_rating(
        self, measure: Measure, period: Period, rating: Rating, reason: str, part: str = ""
    ) -> RatingOverride:
        """Give a rating in your own name in place of the computed one; a reason is needed."""
        part = part_named(measure, part)
        require_part(measure, part)
        require_reported(measure, period)
        if not reason.strip():
            raise UserError("A rating of one's own needs a reason.", "Say in a sentence why it differs.")
        key = judgement_id("override", measure.id, period, part)
        override = RatingOverride(
            id=key, measure=measure.id, period=period, part=part, rating=rating, reason=reason.strip(),
            person=self.author,
        )  # fmt: skip
        self.save([override], f"Rate {measure.code or measure.title} by hand")
        return override

    def use_preset(self, name: str, framework: str) -> int:
        """Rate a framework's measures by a preset, in one step; return how many of them and of its words differed.

        UserError if there is no such preset or framework; what is not rated for a stated reason stays so.
        """
        held = self._store.read(Conventions, framework=framework)
        made = ruled(name, framework, self.measures(), self.targets(), held[0] if held else None)
        return self.save(made, use_label(name, framework))

    def replace_person(self, leaver: Person, successor: str, roles: Collection[Role]) -> int:
        """Put another name in the place of somebody's who leaves, in one step; return what differed."""
        made = replaced(leaver, successor, roles, self.measures())
        return self.save(made, f"Replace {leaver.name} by {tidy(successor)}")

    def rebase(self, found: Rebasing, reason: str) -> int:
        """Keep other estimates and work out anew what they move, in one step; return how many figures that were."""
        made = written(found, reason)
        gone = [each for each in found.gone if each.id not in {other.id for other in found.made}]
        self.exchange(gone, made, rebase_label(found))
        return len(found.moved)

    # Returns

    def plan_import(self, returns: Sequence[Return], adopt: bool = False, preset: str = "") -> Plan:
        """Say what importing the returns would do; nothing is changed. A preset rates what is made by its rules."""
        definitions = by_measure(self.definitions())
        made = plan(returns, self.measures(), self._look, adopt, preset, definitions)
        return without_locked(without_unreported(made, self.measures()), self.calendar(), definitions)

    def flags_of(self, chosen: Plan) -> list[FollowUp]:
        """Return the flags that doing what a plan says puts on the figures of cells that it rejects."""
        return [] if chosen.changes_nothing else flagged(chosen, self._look, self.author)

    def apply(self, chosen: Plan) -> None:
        """Do what a plan says, in one undoable step; a plan that changes nothing leaves no trace."""
        if chosen.changes_nothing:
            return
        changed = [item.entity for item in chosen.items if item.status is not Status.UNCHANGED]
        structure = [entity for entity in chosen.structure if not isinstance(entity, ImportedFile)]
        flags = self.flags_of(chosen)
        arrived = {entity.id for entity in chosen.structure if isinstance(entity, ImportedFile)}
        self.refuse_locked((), changed)
        names = " and ".join(book.name for book in chosen.books)
        with self._store.step(f"Import {names}"):
            for book in chosen.books:
                # A file that is kept already keeps the name that it had when it came.
                if file_id(book.sha256) in arrived:
                    self._store.keep_file(book.name, book.content)
            self._store.write([*chosen.measures, *structure, *changed, *flags])
        self._tell([*chosen.measures, *changed, *flags])
