"""The values of the field: measures, figures, targets, and what stands around them.

Every figure is a `Decimal` in its shown unit (41.2 percent is 41.2). Blank is `None`, zero is zero, and a
figure that cannot be had carries a `Marker` saying why. Entities are frozen; to change one is to write another
with the same id. An id is made by name from what the entity is, so that two laptops make the same one.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NewType

from ascdesk.periods import Period, PeriodKind

EntityId = NewType("EntityId", str)


class Unit(StrEnum):
    """What a figure counts."""

    PERCENT = "percent"
    PER_100K = "per 100,000"
    POUNDS = "pounds"
    POUNDS_MILLION = "pounds million"
    COUNT = "count"
    DAYS = "days"
    SCORE = "score"
    NUMBER = "number"
    TEXT = "text"


class Polarity(StrEnum):
    """Which way is better."""

    HIGHER = "higher"
    LOWER = "lower"
    NEARER = "nearer"
    NONE = "none"


class Basis(StrEnum):
    """How a figure is counted over time (N27-N40)."""

    IN_PERIOD = "in period"
    SNAPSHOT = "snapshot"
    CUMULATIVE = "cumulative"
    ROLLING_12 = "rolling 12 months"
    CUMULATIVE_AVERAGE = "cumulative average"
    SURVEY = "survey"


class Frequency(StrEnum):
    """How often a measure is due."""

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    ANNUAL = "annual"
    BIENNIAL = "biennial"

    @property
    def months(self) -> int:
        """How many months lie between two of its figures."""
        return _MONTHS_BETWEEN[self]

    @property
    def kind(self) -> PeriodKind:
        """The length of the periods that its figures are of: a biennial survey's is of a year."""
        return next((kind for kind in PeriodKind if kind.months == self.months), PeriodKind.YEAR)


_MONTHS_BETWEEN = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.ANNUAL: 12,
    Frequency.BIENNIAL: 24,
}


class Marker(StrEnum):
    """Why there is no figure, in the shorthand of government statistics."""

    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    CONFIDENTIAL = "c"
    LOW = "low"


class Flag(StrEnum):
    """What a reader must know of a figure that is there."""

    PROVISIONAL = "p"
    ESTIMATED = "e"
    REVISED = "r"
    BREAK = "b"


class Rating(StrEnum):
    """Red, amber, green, or not rated, which is a rating too."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    NONE = "none"


class Movement(StrEnum):
    """The plain change of a figure: an arrow's angle."""

    UP = "up"
    DOWN = "down"
    LEVEL = "level"
    NONE = "none"


class Direction(StrEnum):
    """What a change means: an arrow's sense."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"
    NONE = "none"


class Base(StrEnum):
    """What a direction of travel compares with."""

    PREVIOUS = "previous period"
    LAST_YEAR = "same period last year"
    BASELINE = "baseline"
    TARGET = "distance to target"
    TREND = "trend over the series"


class Rule(StrEnum):
    """How a measure is rated.

    `TARGET` holds the figure against the year's target, with its floor, tolerance, range or direction; a running
    total against the plan or the forecast on the way there. `FORECAST` holds what the year is expected to end
    with against the target, `PROFILE` the figure against the plan for its point of the year, and `EXPECTED` an
    activity against the range that its own past leads to expect. `DIRECTION` shows a direction and no rating.
    """

    TARGET = "target"
    FORECAST = "forecast"
    PROFILE = "profile"
    EXPECTED = "expected range"
    DIRECTION = "direction only"
    NONE = "none"


class Course(StrEnum):
    """How a year runs, for forecasts and plans: evenly, with last year's shape, or in no way that can be told."""

    EVEN = "evenly"
    LAST_YEAR = "as last year"
    UNKNOWN = "not known"


class Significance(StrEnum):
    """What tells whether a change is more than chance (statistics.md, section 4)."""

    NONE = "none"
    SLOPE = "slope over the series"
    PROPORTIONS = "two proportions"
    RECENT_TREND = "recent trend"
    SIGNALS = "control chart signals"


class Wording(StrEnum):
    """In which words a report prints a direction of travel."""

    BETTER = "better, worse, same"
    ARROWS = "up, down, level"
    TARGET = "towards, away from target"
    IMPROVED = "improved, no significant change, deteriorated"
    TREND = "significant, not significant"


class TargetKind(StrEnum):
    """What kind of thing was set as the target."""

    NUMBER = "number"
    RANGE = "range"
    REDUCE = "to reduce"
    INCREASE = "to increase"
    MAINTAIN = "maintain"
    TEXT = "text"
    NONE = "none"


class ToleranceUnit(StrEnum):
    """The unit of a tolerance: percentage points, percent of the target, or the measure's own unit."""

    POINTS = "points"
    PERCENT = "percent of target"
    ABSOLUTE = "absolute"


class CommentaryStatus(StrEnum):
    """Where a commentary stands on its way to the report; *returned* is shown as "sent back"."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class Subject(StrEnum):
    """What a commentary, an action or a supporting figure belongs to; *unplaced* waits for a person to say."""

    MEASURE = "measure"
    SECTION = "section"
    REPORT = "report"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """All that says what a measure is, how it is counted, and how it is judged; it may change from a period on.

    `parts` are its twins that stand in rows of their own (users/carers, statutory/local); `series` are further
    runs of figures beside the main one, which has the empty name. `lag_months` says how far a figure runs in
    arrears. `baseline` is the period that a direction from baseline compares with. `population_area` and
    `population_band` name the people that a rate is of.

    Of `parts_count_once`, all parts are ways of counting one thing (statutory/local): a tally counts them once.
    `tolerance` holds where the year's target says none; `course` is how its year runs; `same_within` is how much
    a figure may move and still be the same; `significance` tells by what test a direction is more than chance.
    Where `rule` is `NONE`, `unrated_because` says why.
    """

    framework: str
    code: str
    title: str
    aim: str = ""
    unit: Unit = Unit.NUMBER
    unit_label: str = ""
    decimals: int = 0
    polarity: Polarity = Polarity.NONE
    basis: Basis = Basis.IN_PERIOD
    frequency: Frequency = Frequency.QUARTERLY
    lag_months: int = 0
    parts: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    notes: str = ""
    owner: str = ""
    author: str = ""
    rule: Rule = Rule.TARGET
    rule_version: int = 1
    direction_base: Base = Base.PREVIOUS
    baseline: Period | None = None
    parts_count_once: bool = False
    tolerance: Decimal | None = None
    tolerance_unit: ToleranceUnit | None = None
    course: Course = Course.EVEN
    same_within: Decimal | None = None
    significance: Significance = Significance.NONE
    unrated_because: str = ""
    population_area: str = ""
    population_band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure(Described):
    """A KPI or an activity measure, known by framework and code, as it is defined now.

    How it was defined before, a `Definition` says. `first` and `last` are the first and the last period that it is
    reported for; None where there is no such end. `retired_because` says why it has a last one.
    """

    id: EntityId
    first: Period | None = None
    last: Period | None = None
    retired_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Described):
    """How a measure was defined up to and including a period, and whether what came after compares with it.

    A measure that was redefined or renumbered twice has two, each holding until its own period.
    """

    id: EntityId
    measure: EntityId
    until: Period
    comparable: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How one framework's report judges and words all its measures; a framework without them has these defaults.

    `preset` names the rules that its measures were given last. A slope or test is significant below
    `significance_level`; a denominator under `small_below` is a small number.
    """

    id: EntityId
    framework: str
    preset: str = ""
    wording: Wording = Wording.BETTER
    significance_level: Decimal = Decimal("0.05")
    small_below: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """An outcome, priority, theme or slide under which a report groups measures; `narrative` ones have none."""

    id: EntityId
    framework: str
    title: str
    parent: EntityId | None = None
    position: int = 0
    narrative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """A measure standing in a section; it may stand in several and counts once."""

    id: EntityId
    section: EntityId
    measure: EntityId
    position: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The value of one measure, part, series and period, or of one category of a named dimension of it.

    `raw` is what was typed or stood in the cell; `file` and `place` lead back to it (empty when typed). `why` is
    the reason of a revision: why another value took the place of the one before.
    """

    id: EntityId
    measure: EntityId
    period: Period
    part: str = ""
    series: str = ""
    dimension: str = ""
    category: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    marker: Marker | None = None
    flags: tuple[Flag, ...] = ()
    raw: str = ""
    note: str = ""
    file: EntityId | None = None
    place: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What was set for a measure and a financial year, or for what is left of it from a `start` within it on.

    `approver` says who agreed to it. Of several the one that started last holds; periods before keep theirs.

    `threshold` is the floor where higher is better and the upper threshold where lower is; `profile` holds the
    planned value at the end of each quarter or month; `base` names the period that "to reduce" is measured from.
    """

    id: EntityId
    measure: EntityId
    year: Period
    part: str = ""
    series: str = ""
    dimension: str = ""
    category: str = ""
    kind: TargetKind = TargetKind.NONE
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    numerator: Decimal | None = None
    threshold: Decimal | None = None
    tolerance: Decimal | None = None
    tolerance_unit: ToleranceUnit | None = None
    profile: tuple[Decimal, ...] = ()
    base: Period | None = None
    rationale: str = ""
    raw: str = ""
    file: EntityId | None = None
    place: str = ""
    start: Period | None = None
    approver: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """England, a region, neighbours or a named council beside a measure, in a year of its own.

    `year` is None only where an imported table does not say it; the import then says so. `rank` counts from the
    best; `rank_before` and `out_of_before` are what the rank moved from.
    """

    id: EntityId
    measure: EntityId
    name: str
    year: Period | None = None
    part: str = ""
    series: str = ""
    value: Decimal | None = None
    marker: Marker | None = None
    rank: int | None = None
    out_of: int | None = None
    tie: bool = False
    rank_before: int | None = None
    out_of_before: int | None = None
    raw: str = ""
    file: EntityId | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedJudgement:
    """The rating and direction that an imported report printed: kept as published, never as computed.

    `rating` and `movement` are None where the report printed none that can be read; `wording` is the direction
    in the report's own words; `base` is the period that the report names for it. `difference` is what the report
    prints between its latest figure and its comparator or target: to be worked out again, never used.
    """

    id: EntityId
    measure: EntityId
    period: Period
    part: str = ""
    series: str = ""
    rating: Rating | None = None
    movement: Movement | None = None
    wording: str = ""
    base: Period | None = None
    rank_movement: Movement | None = None
    difference: Decimal | None = None
    raw: str = ""
    file: EntityId | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTally:
    """One count of an imported report's own legend, such as "Forecast to miss target - 5"."""

    id: EntityId
    framework: str
    period: Period
    label: str
    count: int | None = None
    position: int = 0
    file: EntityId | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingOverride:
    """A rating given by a named person, with the reason, in place of the computed one."""

    id: EntityId
    measure: EntityId
    period: Period
    part: str = ""
    series: str = ""
    rating: Rating
    reason: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Commentary:
    """What is said about a measure, a section or a report in a period."""

    id: EntityId
    subject: Subject
    subject_id: EntityId
    period: Period
    part: str = ""
    text: str = ""
    status: CommentaryStatus = CommentaryStatus.DRAFT
    author: str = ""
    remark: str = ""
    file: EntityId | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something somebody undertook to do, by a date."""

    id: EntityId
    subject: Subject
    subject_id: EntityId
    text: str
    owner: str = ""
    due: datetime.date | None = None
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportingFigure:
    """A number that the narrative needs and that is no measure (282 delays, £3.6m underspend)."""

    id: EntityId
    subject: Subject
    subject_id: EntityId
    label: str
    period: Period
    part: str = ""
    value: Decimal
    unit: Unit = Unit.COUNT
    raw: str = ""
    file: EntityId | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """An estimate of the people of an area and age band in a year: the denominator of a rate."""

    id: EntityId
    area: str
    age_band: str
    year: Period
    estimate: Decimal
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A report that was frozen: what was published, when, by whom, and the hashes of its files."""

    id: EntityId
    report: str
    period: Period
    title: str
    published_at: datetime.datetime
    person: str
    content_hash: str
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why a figure that a check found odd is right, said by a person; one for each check of a figure.

    `check` names the check, `said` is the figure as it stood: once it says something else, it wants explaining anew.
    """

    id: EntityId
    measure: EntityId
    period: Period
    part: str = ""
    series: str = ""
    dimension: str = ""
    category: str = ""
    check: str
    said: str
    reason: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A flag on a cell, whether or not it holds a figure: what is still to be found out about it, and who asked."""

    id: EntityId
    measure: EntityId
    period: Period
    part: str = ""
    series: str = ""
    dimension: str = ""
    category: str = ""
    text: str
    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingPeriod:
    """A period in the calendar: the day by which its figures are to be in, and whether it is locked.

    A locked period, and every shorter one within it, takes no figures, ratings or texts. `reason` and `person` say
    why it was locked or unlocked last, and by whom.
    """

    id: EntityId
    period: Period
    closes: datetime.date | None = None
    locked: bool = False
    reason: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A rule across measures that an officer wrote: what is on the left is to stand to the right as the sign says.

    Each term names a figure: `+` or `-`, then measure, part, series and field, parted by the unit separator; or it
    is a plain number. `reason` says why the rule holds.
    """

    id: EntityId
    framework: str
    left: tuple[str, ...]
    sign: str
    right: tuple[str, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedView:
    """A way of looking at a page that somebody gave a name: a set of columns, as JSON that the page reads."""

    id: EntityId
    page: str
    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedFile:
    """A file that figures came from; its bytes are kept once, by their hash."""

    id: EntityId
    name: str
    sha256: str
    size: int


Entity = (
    Measure
    | Definition
    | Conventions
    | Section
    | Placement
    | Figure
    | Target
    | Comparator
    | PublishedJudgement
    | PublishedTally
    | RatingOverride
    | Commentary
    | Action
    | SupportingFigure
    | Population
    | Publication
    | Explanation
    | FollowUp
    | ReportingPeriod
    | Relation
    | SavedView
    | ImportedFile
)
