"""What statistics add to a chart: control limits with their special causes, or confidence intervals."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ascdesk.periods import Period

MEETS, MISSES, HIT_OR_MISS = "consistently meets", "consistently misses", "hit or miss"


class Statistics(StrEnum):
    """Which statistics a chart shows."""

    NONE = "none"
    LIMITS = "control limits"
    INTERVALS = "confidence intervals"


class Meaning(StrEnum):
    """What a special cause means for those who are served; neutral where no way is better."""

    IMPROVEMENT = "improvement"
    CONCERN = "concern"
    NEUTRAL = "neither better nor worse"


@dataclass(frozen=True, slots=True)
class Limits:
    """The centre line and process limits of a group of figures, from one place of the axis to another, both included.

    They are calculated from as many figures as `count` says, and not cut off at 0 or 100.
    """

    first: int
    last: int
    count: int
    centre: Decimal
    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True)
class Special:
    """A point that is more than the usual variation: by which rule, in words, and what that means."""

    place: int
    words: str
    meaning: Meaning


@dataclass(frozen=True, slots=True)
class Finding:
    """A run of points that break one rule together, from place to place."""

    first: int
    last: int
    words: str
    meaning: Meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a control chart says of the line that a chart is about, group by group.

    `variation` is improvement, concern, common cause or neither: of the latest figure. `assurance` says whether
    the process as it stands meets `target`, that of `target_year`. Both are empty where the latest group has no
    limits, which `remarks` explain. Where there are no limits at all, `refused` says why.
    """

    limits: tuple[Limits, ...] = ()
    points: tuple[Special, ...] = ()
    findings: tuple[Finding, ...] = ()
    variation: str = ""
    assurance: str = ""
    target: Decimal | None = None
    target_year: Period | None = None
    rule_set: str = ""
    remarks: tuple[str, ...] = ()
    refused: str = ""

    def at(self, place: int) -> Limits | None:
        """Return the limits that hold at a place of the axis."""
        return next((each for each in self.limits if each.first <= place <= each.last), None)

    def special(self, place: int) -> Special | None:
        """Return what is special at a place of the axis."""
        return next((each for each in self.points if each.place == place), None)


@dataclass(frozen=True, slots=True)
class Between:
    """The ends of a confidence interval."""

    lower: Decimal
    upper: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """The confidence interval at every place of the line that a chart is about, and the method in a sentence.

    Where there is none at all, `refused` says why.
    """

    ranges: tuple[Between | None, ...] = ()
    method: str = ""
    remarks: tuple[str, ...] = ()
    refused: str = ""

    def at(self, place: int) -> Between | None:
        """Return the interval at a place of the axis."""
        return self.ranges[place] if self.ranges else None
