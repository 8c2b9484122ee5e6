"""Around the figures: explaining what looks odd, flagging, locking periods, bringing earlier values back."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from ascdesk.changing import Changing
from ascdesk.closing import following
from ascdesk.days import show_day
from ascdesk.entering import said
from ascdesk.errors import UserError
from ascdesk.identity import explanation_id, figure_id, follow_up_id, reporting_period_id
from ascdesk.locking import ahead_words, state_of
from ascdesk.model import Explanation, Figure, FollowUp, Measure, ReportingPeriod
from ascdesk.periods import Period, show_period
from ascdesk.store import Change


class Settling(Changing):
    """An open file whose figures are looked after."""

    # What looks odd

    def explain(self, measure: Measure, figure: Figure, checks: Iterable[str], reason: str) -> tuple[Explanation, ...]:
        """Say why a figure is right that some checks found odd; it counts until the figure says something else."""
        if not reason.strip():
            raise UserError("An explanation needs words.", "Say in a sentence why the figure is right.")
        made = tuple(
            Explanation(
                id=explanation_id(figure.id, check), measure=figure.measure, period=figure.period, part=figure.part,
                series=figure.series, dimension=figure.dimension, category=figure.category, check=check,
                said=said(figure), reason=reason.strip(), person=self.author,
            )
            for check in checks
        )  # fmt: skip
        self.save(made, f"Explain {measure.code or measure.title} for {show_period(figure.period)}")
        return made

    def flag(
        self, measure: Measure, period: Period, text: str, part: str = "", series: str = "", dimension: str = "",
        category: str = "",
    ) -> FollowUp:  # fmt: skip
        """Put a flag on a cell, saying what is still to be found out; the one that was there gives way."""
        if not text.strip():
            raise UserError("A flag needs words.", "Say what is still to be found out.")
        key = follow_up_id(figure_id(measure.id, period, part, series, dimension, category))
        made = FollowUp(
            id=key, measure=measure.id, period=period, part=part, series=series, dimension=dimension,
            category=category, text=text.strip(), person=self.author,
        )  # fmt: skip
        self.save([made], f"Flag {measure.code or measure.title} for {show_period(period)}")
        return made

    def unflag(self, flag: FollowUp) -> None:
        """Take a flag away, because it is seen to; the log keeps it."""
        self.remove([flag], f"Take the flag off a figure for {show_period(flag.period)}")

    # Earlier values

    def restore(self, change: Change) -> Figure | None:
        """Bring back the value that a figure had after an earlier change, as a step of its own."""
        if change.kind is not Figure:
            raise UserError("Only figures are brought back.", "Choose an earlier value of a figure.")
        now = self._look(Figure, [change.entity]).get(change.entity)
        wanted = change.after
        if isinstance(wanted, Figure) and isinstance(now, Figure):
            wanted = replace(wanted, why=f"Brought back as of {show_day(change.step.at.astimezone().date())}")
        when = wanted or now or change.before
        period = f" for {show_period(when.period)}" if isinstance(when, Figure) else ""
        gone = [now] if now is not None and wanted is None else []
        self.exchange(gone, [wanted] if wanted is not None else [], f"Bring an earlier value back{period}")
        return wanted if isinstance(wanted, Figure) else None

    # The calendar

    def set_closing(self, period: Period, closes: datetime.date | None, further: bool = False) -> ReportingPeriod:
        """Say by which day the figures of a period are to be in; None where no day is set.

        `further` gives the periods of the year that follows a day as long after their ends, in the same step.
        """
        state = replace(self._state(period), closes=closes)
        ahead = following(period, closes) if further and closes else ()
        self.save(
            [state, *(replace(self._state(each), closes=day) for each, day in ahead)],
            f"Set when {show_period(period)}{' and later periods close' if ahead else ' closes'}",
        )
        return state

    def lock(self, period: Period, reason: str) -> ReportingPeriod:
        """Lock a period, so that it takes no figures, ratings or texts any more, for a reason; undo lets it be."""
        return self._turn(period, True, reason)

    def unlock(self, period: Period, reason: str) -> ReportingPeriod:
        """Unlock a period, for a reason; undo lets it be."""
        return self._turn(period, False, reason)

    def _turn(self, period: Period, locked: bool, reason: str) -> ReportingPeriod:
        verb, state = "Lock" if locked else "Unlock", self._state(period)
        if state.locked is locked:
            raise UserError(f"{show_period(period)} is {'locked already' if locked else 'not locked'}.")
        if locked and (mistyped := ahead_words(period, self.today())):
            raise UserError(mistyped, "Give the period that is meant.")
        if not reason.strip():
            raise UserError(f"To {verb.lower()} a period needs a reason.", "Say it in a sentence.")
        state = replace(state, locked=locked, reason=reason.strip(), person=self.author)
        self.exchange((), [state], f"{verb} {show_period(period)}", kept=True)
        return state

    def _state(self, period: Period) -> ReportingPeriod:
        held = state_of(period, self.calendar())
        return held or ReportingPeriod(id=reporting_period_id(period), period=period)
