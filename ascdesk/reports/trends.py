"""The runs of figures that a report draws: one kind of period, every period of the run, gaps left as gaps."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from ascdesk.model import Figure, Flag, Polarity, TargetKind
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.reports.cells import Amount, Cell, Column, Table
from ascdesk.reports.contents import Contents
from ascdesk.scorecard import Row, Scorecard

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a run, with its figure if there is one."""

    row: Row
    period: Period
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Trend:
    """A measure's or part's run of figures, oldest first; the scorecard's target stands over its own year."""

    row: Row
    points: tuple[Point, ...]

    @property
    def title(self) -> str:
        """Code, measure and part."""
        part = f" ({self.row.part})" if self.row.part else ""
        return f"{self.row.measure.code} {self.row.measure.title}{part}".strip()

    @property
    def target_name(self) -> str:
        """The target with its year, or nothing where no point has one that is a number."""
        return f"Target {_target_year(self.row.period)}" if self.targets else ""

    @property
    def targets(self) -> int:
        """How many of the points have a target that can be drawn."""
        return sum(target_value(point) is not None for point in self.points)

    @property
    def limit_name(self) -> str:
        """The floor's or upper threshold's name, or nothing where there is none."""
        if all(limit_value(point) is None for point in self.points):
            return ""
        return "Upper threshold" if self.row.measure.polarity is Polarity.LOWER else "Floor"


def target_value(point: Point) -> Decimal | None:
    """Return the target that can be drawn at a point; a scorecard knows only that of its own year."""
    target = point.row.target
    own_year = point.period.financial_year == point.row.period.financial_year
    return target.value if own_year and target and target.kind is TargetKind.NUMBER else None


def limit_value(point: Point) -> Decimal | None:
    """Return the floor or upper threshold of a target that can be drawn."""
    return point.row.target.threshold if point.row.target and target_value(point) is not None else None


def _target_year(period: Period) -> str:
    return show_period(period.financial_year)


def find_trends(scorecard: Scorecard) -> tuple[Trend, ...]:
    """Return the runs of at least three figures, each measure and part once."""
    rows = {(row.measure.id, row.part): row for row in scorecard.rows}
    found = (_trend(row) for row in rows.values())
    return tuple(trend for trend in found if trend)


def _trend(row: Row) -> Trend | None:
    """Return the run in the scorecard's own kind of period, or in the kind that has the most figures."""
    held = (*row.before, row.figure)
    if row.case.breaks:  # one line through a change of definition would compare what does not
        held = tuple(each for each in held if each and not row.is_redefined_since(each.period))
    figures = {figure.period: figure for figure in held if figure and figure.value is not None}
    counts = Counter(period.kind for period in figures)
    kinds = sorted(counts, key=lambda kind: (counts[kind] >= _FEWEST and kind is row.period.kind, counts[kind]))
    if not kinds or counts[kinds[-1]] < _FEWEST:
        return None
    return Trend(row, tuple(Point(row, period, figures.get(period)) for period in _run(kinds[-1], list(figures))))


def _run(kind: PeriodKind, periods: list[Period]) -> list[Period]:
    """Return every period of a kind from the first to the last of those given."""
    ends = sorted(period for period in periods if period.kind is kind)
    run = ends[:1]
    while run[-1] < ends[-1]:
        run.append(run[-1].next())
    return run


def trend_table(contents: Contents, trends: tuple[Trend, ...]) -> Table[Point]:
    """Return the numbers of the charts, the points of one trend after those of another."""
    year = _target_year(contents.period)
    columns: tuple[Column[Point], ...] = (
        Column("Code", lambda point: point.row.measure.code, 9),
        Column("Measure", lambda point: point.row.measure.title, 60),
        Column("Part", lambda point: point.row.part, 12),
        Column("Period", lambda point: show_period(point.period, "short"), 12),
        Column("Value", lambda point: _value(point), 12),
        Column(f"Target {year}", lambda point: _amount(point.row, target_value(point)), 12),
        Column(f"Amber limit {year}", lambda point: _amount(point.row, limit_value(point)), 12),
    )
    lead = (
        f"{contents.title}: the numbers of the trend charts",
        f"An empty value is a period without a figure. Target and amber limit are those of {year}.",
    )
    return Table("Trend data", lead, columns, [point for trend in trends for point in trend.points])


def _value(point: Point) -> Cell:
    flags = point.figure.flags if point.figure else ()
    return _amount(point.row, point.figure.value if point.figure else None, flags)


def _amount(row: Row, value: Decimal | None, flags: tuple[Flag, ...] = ()) -> Cell:
    return "" if value is None else Amount(value, row.measure.unit, row.measure.decimals, flags)
