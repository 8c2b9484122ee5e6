"""What a check is given and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from ascdesk.amounts import plain, show_amount
from ascdesk.model import Explanation, Figure, Flag, Measure, Target
from ascdesk.periods import Period
from ascdesk.readings import own_decimals

Run = Mapping[Period, Figure]


class Check(StrEnum):
    """What was looked at, in the words by which an explanation names it."""

    OVER = "numerator over denominator"
    RANGE = "percentage out of range"
    NEGATIVE = "below zero"
    FRACTION = "no whole number"
    STATED = "stated percentage"
    CUT_OFF = "cut off instead of rounded"
    HISTORY = "far from its history"
    SLIP = "decimal point or sign"
    UNCHANGED = "unchanged"
    FALLING = "cumulative figure falls"
    COPIED = "copied"
    SUM = "parts do not add up"
    PERIODS = "months or quarters do not add up"
    RELATION = "rule across measures"
    RANK = "rank"
    BENCHMARK = "year of a comparator"
    DIFFERENCE = "printed difference"


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing that a check found: what and why, with the numbers, in sentences.

    `explanation` is why the figure is right all the same, as long as it says what it said then.
    """

    check: Check
    text: str
    explanation: Explanation | None = None

    @property
    def open(self) -> bool:
        """Whether nobody has explained it."""
        return self.explanation is None


@dataclass(frozen=True)  # without slots, which a cached property has no place in
class Known:
    """A figure that is looked at, and what is known around it.

    `run` holds the figures of its own line, of every period and length of period, itself among them. Figures do not
    compare with those of the `breaks` and before. `pieces` are what may add up to it: the categories of each
    dimension, and the series, by name. `target` is the one of its year.
    """

    measure: Measure
    figure: Figure
    run: Run
    breaks: tuple[Period, ...] = ()
    pieces: Mapping[str, Mapping[str, Run]] = field(default_factory=dict)
    target: Target | None = None

    @property
    def period(self) -> Period:
        """The period of the figure."""
        return self.figure.period

    @cached_property
    def earlier(self) -> tuple[Figure, ...]:
        """The earlier figures that have a value and compare with this one, oldest first, of any length of period."""
        if Flag.BREAK in self.figure.flags:
            return ()
        # Periods are compared by their numbers: this is done for every figure of a sheet.
        last, months = self.period.last, self.period.months
        begun = [each.last for each in self.breaks if each.last < last]
        # A year is marked as well because one of its quarters was: what lies after that still compares.
        begun += [
            when.last - when.months for when, each in self.run.items() if Flag.BREAK in each.flags and when.last <= last
        ]
        since = max(begun, default=0)
        held = sorted(
            (when.last, when.months, each)
            for when, each in self.run.items()
            if when.last <= last and (when.last < last or when.months < months)
            and each.value is not None and when.last - when.months >= since
        )  # fmt: skip
        return tuple(each for _, _, each in held)

    def shown(self, value: Decimal) -> str:
        """Return a value as the measure's figures are printed, with more places where it has more, up to three."""
        places = max(self.measure.decimals, min(own_decimals(value), _MOST_PLACES))
        return show_amount(value, self.measure.unit, places)

    @property
    def value(self) -> Decimal:
        """The value of the figure; only figures that have one are looked at."""
        assert self.figure.value is not None
        return self.figure.value


# More than a printed figure ever has; a value worked out from two numbers has endless ones.
_MOST_PLACES = 3


def counted(number: Decimal) -> str:
    """Return a numerator or denominator with its thousands parted and the places that it has."""
    whole, _, rest = plain(number).partition(".")
    return f"{int(whole):,}" + (f".{rest}" if rest else "")
