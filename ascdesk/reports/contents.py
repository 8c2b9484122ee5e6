"""What a report is made of: values gathered once, so that a writer asks nothing more of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from ascdesk.model import Figure, Flag, Marker, Measure, Polarity, Subject, Unit
from ascdesk.periods import Period
from ascdesk.scorecard import Scorecard

REPORTS = {
    "scorecard": "the judged measures of a period with their reasons, the figures up to it and trend charts",
    "figures": "every figure, one to a row, as it can be imported again",
    "commentaries": "every commentary of a period with its status, its author and the measure's rating",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure with the names of what it is the value of; `source` says where it came from."""

    framework: str
    code: str
    title: str
    period: Period
    unit: Unit
    decimals: int = 0
    polarity: Polarity = Polarity.NONE
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
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentaryLine:
    """What is said about a section or the whole report; `about` is the section's or the report's title."""

    subject: Subject
    about: str
    text: str
    status: str = ""
    author: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """All that a report says of one period.

    The commentaries of measures come with the scorecard's rows; `commentaries` are the others. `head_hash` is
    the end of the file's log when the report was made. `as_at` is the day of the past that all of it is as at.
    """

    title: str
    period: Period
    scorecard: Scorecard
    figures: tuple[FigureLine, ...]
    commentaries: tuple[CommentaryLine, ...] = ()
    made_at: datetime
    file_name: str
    head_hash: str = ""
    as_at: date | None = None


def figure_line(measure: Measure, figure: Figure, source: str = "") -> FigureLine:
    """Return a figure under the names of its measure; `source` is its file and place in words."""
    return FigureLine(
        framework=measure.framework,
        code=measure.code,
        title=measure.title,
        period=figure.period,
        unit=measure.unit,
        decimals=measure.decimals,
        polarity=measure.polarity,
        part=figure.part,
        series=figure.series,
        dimension=figure.dimension,
        category=figure.category,
        value=figure.value,
        numerator=figure.numerator,
        denominator=figure.denominator,
        marker=figure.marker,
        flags=figure.flags,
        raw=figure.raw,
        note=figure.note,
        source=source,
    )
