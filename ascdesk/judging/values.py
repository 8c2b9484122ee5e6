"""What a row is judged from, and what the judgements are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from ascdesk.model import (
    Base,
    Basis,
    Conventions,
    Direction,
    EntityId,
    Figure,
    Flag,
    Measure,
    Movement,
    Rating,
    Target,
)
from ascdesk.periods import Period, PeriodKind, show_period

RATING_WORDS = {Rating.GREEN: "Green", Rating.AMBER: "Amber", Rating.RED: "Red", Rating.NONE: "Not rated"}
Numbers = tuple[tuple[str, str], ...]
LONGEST_RUN = 13  # what a scorecard fetches: a year of months and the month before, three years of quarters
USUAL = Conventions(id=EntityId(""), framework="")
_NOT_COMPARED = "so it cannot be compared with what was before."
# Counted up to a day, the last part's figure is the whole's: March is the quarter's, and the year's.
UP_TO_A_DAY = {Basis.SNAPSHOT, Basis.ROLLING_12, Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE}


@dataclass(frozen=True, slots=True)
class Standing:
    """The figure that a row is judged by, and the period that it is of.

    That is the reported period itself, but for a measure in arrears or one that is due less often. `due` is
    false where the figure is a last result that was reported before; `note` says why another period stands here.
    """

    figure: Figure | None
    period: Period
    due: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """What one row is judged from: its measure, where it stands, and look-ups of its figures and targets.

    `figure_at` finds the figure of a period, `target_of` the target that is in force in one; `named_base` is
    the baseline that a published report names for this row. After each of `breaks` the measure compares no more with
    what was before, because its definition changed; nor do the figures of `marked` periods, which are marked so.
    """

    measure: Measure
    standing: Standing
    figure_at: Callable[[Period], Figure | None] = field(compare=False)
    target_of: Callable[[Period], Target | None] = field(compare=False)
    conventions: Conventions = USUAL
    named_base: Period | None = None
    breaks: tuple[Period, ...] = ()
    marked: tuple[Period, ...] = ()

    @property
    def figure(self) -> Figure | None:
        """The figure that is judged."""
        return self.standing.figure

    @property
    def period(self) -> Period:
        """The period of the figure that is judged."""
        return self.standing.period

    @property
    def target(self) -> Target | None:
        """The target in force in the period that the judged figure is of."""
        return self.target_of(self.standing.period)

    def value_at(self, period: Period) -> Decimal | None:
        """Return the value of a period, if there is one."""
        figure = self.figure_at(period)
        return figure.value if figure else None

    def outturn(self, year: Period) -> Decimal | None:
        """Return what a year ended with, if that is known."""
        figure = outturn(self.measure, year, self.period.kind, self.figure_at)
        return figure.value if figure else None

    def broken(self, since: Period) -> str:
        """Return in a sentence why the judged figure compares no more with that of an earlier period, or nothing."""
        figure = self.standing.figure
        if not (self.breaks or self.marked or (figure is not None and figure.flags)):
            return ""
        last = self.standing.period.last
        if changed := [each for each in self.breaks if since.last <= each.last < last]:
            return f"The definition changed after {show_period(max(changed))}, {_NOT_COMPARED}"
        marked = [each for each in self.marked if since.last <= each.last - each.months < last]
        if not marked and figure is not None and Flag.BREAK in figure.flags and since.last < figure.period.last:
            marked = [figure.period]
        return f"The figure for {show_period(max(marked))} is marked as a break, {_NOT_COMPARED}" if marked else ""

    def run(self) -> tuple[Figure, ...]:
        """Return the figures up to the judged one, oldest first, as far back as none is missing or broken off."""
        found: list[Figure] = []
        period = self.period
        step = max(self.measure.frequency.months // period.months, 1)
        while len(found) < LONGEST_RUN and (figure := self.figure_at(period)) is not None and figure.value is not None:
            found.append(figure)
            earlier = period.shift(-step)
            if Flag.BREAK in figure.flags:
                break
            if self.breaks and any(earlier.last <= each.last < period.last for each in self.breaks):
                break
            period = earlier
        return tuple(reversed(found))


def outturn(
    measure: Measure, year: Period, kind: PeriodKind, figure_at: Callable[[Period], Figure | None]
) -> Figure | None:
    """Return what a year ended with: its own figure, or that of its last part where figures are counted up to a day."""
    figure = figure_at(year)
    if figure is None and measure.basis in UP_TO_A_DAY:
        figure = figure_at(Period(year.last, kind.months))
    return figure


@dataclass(frozen=True, slots=True)
class Judged:
    """A rating, the sentence that gives its arithmetic, the rule in words, and the numbers that were compared."""

    rating: Rating
    reason: str
    rule: str = ""
    numbers: Numbers = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the year is expected to end with, in the measure's unit and unrounded, and in people where known.

    Both are None where no forecast is valid; `reason` says how it was made, or why there is none.
    """

    value: Decimal | None
    people: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Travel:
    """Where a figure moved and what that means, against a base that is part of the answer.

    `significant` tells whether the change is more than chance: None where it was not tested, or could not be,
    which `significance_reason` says.
    """

    movement: Movement
    direction: Direction
    base: Base
    base_period: Period | None
    reason: str
    significant: bool | None = None
    significance_reason: str = ""
    numbers: Numbers = ()
