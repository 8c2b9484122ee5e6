"""From one year into the next in an open file: measures changed, renumbered, retired, and targets set."""

from __future__ import annotations

from dataclasses import replace

from ascdesk.defined import DESCRIBED
from ascdesk.defining.targets import require_told, starting
from ascdesk.errors import UserError
from ascdesk.model import Measure, Target
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.settling import Settling
from ascdesk.year import Fate, NewYear, Turn, begun, brought_back, offered, questions, redefined, retired, turned


class Turning(Settling):
    """An open file whose measures change from a period on, without touching what was before."""

    def new_year(self, year: Period) -> NewYear:
        """Return a year as it would start: every measure still reported kept, with no target carried over."""
        if year.kind is not PeriodKind.YEAR:
            raise UserError(f"{show_period(year)} is not a financial year.", "Choose one such as 2024/25.")
        return offered(self.measures(), self.targets(), year)

    def begin_year(self, new_year: NewYear) -> int:
        """Start a year, in one step; return how many measures, definitions and targets differ.

        UserError, naming the first of them, while a question is open; then nothing is done.
        """
        if asked := questions(new_year):
            more = f" {len(asked) - 1} more must be answered, too." if len(asked) > 1 else ""
            raise UserError(f"{show_period(new_year.year)} cannot start yet. {asked[0].text}", f"Answer that.{more}")
        for turn in new_year.turns:
            for target in turn.targets:
                require_told(target)
        turns = tuple(self._rebased_turn(each) for each in new_year.turns)
        made = turned(replace(new_year, turns=turns), self.definitions())
        return self.exchange(self._cleared(new_year), made, f"Start {show_period(new_year.year)}")

    def redefine(self, measure: Measure, now: Measure, start: Period, comparable: bool, reason: str) -> Measure:
        """Define a measure anew from a period on; what it was before holds for every earlier period."""
        held, now = self._rebased(measure, now)
        before, made = redefined(held, now, start, comparable, reason, self.definitions(measure))
        self.save([before, made], f"Change {measure.code or measure.title} from {show_period(start)} on")
        return made

    def retire(self, measure: Measure, last: Period, reason: str) -> Measure:
        """Let a measure be reported for the last time in a period, for a reason; earlier ones stay as they are."""
        made = retired(self._as_now(measure), last, reason)
        self.save([made], f"Retire {measure.code or measure.title} after {show_period(last)}")
        return made

    def bring_back(self, measure: Measure) -> Measure:
        """Let a retired measure be reported again."""
        made = brought_back(self._as_now(measure))
        self.save([made], f"Bring {measure.code or measure.title} back")
        return made

    def begin(self, measure: Measure, first: Period | None) -> Measure:
        """Let a measure be reported for the first time in a period; None where it has no first one."""
        made = begun(self._as_now(measure), first)
        since = f"from {show_period(first)} on" if first else "in every period"
        self.save([made], f"Report {measure.code or measure.title} {since}")
        return made

    def set_target(self, target: Target) -> Target:
        """Set a target; one that starts within its year needs an approver and a reason, and leaves the others be."""
        require_told(target)
        target = starting(target, target.start)
        when = show_period(target.start or target.year)
        held = self._look(Measure, [target.measure]).get(target.measure)
        name = held.code or held.title if isinstance(held, Measure) else "a measure"
        self.save([target], f"Set the target of {name} {'from' if target.start else 'for'} {when}")
        return target

    def _cleared(self, new_year: NewYear) -> list[Target]:
        """Return the targets of all the year that somebody took out again before it started."""
        kept = {target.id for turn in new_year.turns for target in turn.targets}
        about = tuple(turn.measure.id for turn in new_year.turns if turn.fate is not Fate.RETIRE)
        held = self._store.read(Target, year=new_year.year, measure=about)
        return [each for each in held if each.start is None and each.id not in kept]

    def _rebased_turn(self, turn: Turn) -> Turn:
        measure, now = self._rebased(turn.measure, turn.now)
        return replace(turn, measure=measure, now=now)

    def _rebased(self, measure: Measure, now: Measure) -> tuple[Measure, Measure]:
        """Return a measure as the file holds it, and that with what `now` changes of the given one.

        The given one may be as it was defined in an earlier period, or be changed by somebody else since.
        """
        held = self._as_now(measure)
        if held == measure:
            return measure, now
        differing = [each for each in DESCRIBED if getattr(now, each) != getattr(measure, each)]
        return held, replace(held, **{each: getattr(now, each) for each in differing})

    def _as_now(self, measure: Measure) -> Measure:
        """Return a measure as it is defined now, whatever period the given one was read for."""
        held = self._look(Measure, [measure.id]).get(measure.id)
        return held if isinstance(held, Measure) else measure
