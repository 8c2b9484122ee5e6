"""The tables of a report: the scorecard's rows and the figures, column by column."""

from __future__ import annotations

from ascdesk.amounts import plain, show_marker
from ascdesk.model import Comparator, Direction, Figure, Marker, Measure, Movement, TargetKind
from ascdesk.periods import Period, show_period
from ascdesk.reports.cells import Amount, Cell, Column, Rank, Table, bracketed, counted
from ascdesk.reports.contents import CommentaryLine, Contents, FigureLine
from ascdesk.scorecard import Row, Tally, comparator_decimals, show_comparator

SHORTHAND = "Shorthand in square brackets is explained on the sheet Notes."
_EXACT_DIGITS = 15  # a spreadsheet's number holds no more
_NATIONAL = {"england", "national average"}
_ARROWS = {Movement.UP: "▲", Movement.DOWN: "▼", Movement.LEVEL: "▬"}
_MOVES = {Movement.UP: "Up", Movement.DOWN: "Down", Movement.LEVEL: "No change"}
_MEANINGS = {Direction.BETTER: "Better", Direction.WORSE: "Worse", Direction.SAME: "Same"}


def scorecard_table(contents: Contents) -> Table[Row]:
    """Return the scorecard as one table."""
    lead = (contents.title, show_period(contents.period), tally_sentence(contents.scorecard.tally), SHORTHAND)
    return Table("Scorecard", lead, scorecard_columns(contents), contents.scorecard.rows, held=3)


def figures_table(contents: Contents) -> Table[FigureLine]:
    """Return every figure as a row of its own."""
    lead = (f"{contents.title}: figures", SHORTHAND)
    return Table("Figures", lead, figure_columns(contents.figures), contents.figures, held=3)


def commentary_table(contents: Contents) -> Table[CommentaryLine]:
    """Return what is said about sections and about the report."""
    columns: tuple[Column[CommentaryLine], ...] = (
        Column("About", lambda line: line.about, 34),
        Column("Commentary", lambda line: line.text, 90),
        Column("Status", lambda line: line.status, 12),
    )
    lead = (f"{contents.title}: commentary", show_period(contents.period))
    return Table("Commentary", lead, columns, contents.commentaries)


def tally_sentence(tally: Tally) -> str:
    """Return the counts of the ratings in a sentence."""
    rated = f"{tally.green} Green, {tally.amber} Amber, {tally.red} Red"
    return f"Rated: {tally.rated} ({rated}). Not rated: {tally.none}."


def scorecard_columns(contents: Contents) -> tuple[Column[Row], ...]:
    """Return the columns of the scorecard; those of other comparators only where there are any."""
    last_year = contents.period.financial_year.previous()
    others = any(_others(row) for row in contents.scorecard.rows)
    shown: tuple[Column[Row], ...] = (
        Column("Section", lambda row: row.section.title if row.section else "", 13),
        Column("Code", lambda row: row.measure.code, 8),
        Column("Measure", lambda row: row.measure.title, 27),
        Column("Part", lambda row: row.part, 9),
        Column(f"Outturn {show_period(last_year)}", lambda row: _figure(row, _at(row, last_year)), 10),
        Column("Earlier figure", lambda row: _figure(row, _at(row, row.travel.base_period)), 10),
        Column("Current value", lambda row: _figure(row, row.figure), 11),
        Column("Target", _target, 10),
        Column("Rating", lambda row: row.rating, 13),
        Column("Why", lambda row: row.reason, 25),
        Column("Direction", _direction, 11),
        Column("Compared with", lambda row: row.travel.base.value, 10),
        Column(
            "Base period",
            lambda row: show_period(row.travel.base_period) if row.travel.base_period else "",
            10,
        ),
        Column("England", lambda row: _comparator(row.measure, _england(row)), 9),
        Column("England year", _england_year, 9),
        Column("Rank", _rank, 11),
        Column("Commentary", lambda row: row.commentary.text if row.commentary else "", 36),
        Column("Commentary status", lambda row: row.commentary.status.value if row.commentary else "", 12),
    )
    return (
        *shown,
        *((Column("Other comparators", _others, 24, printed=False),) if others else ()),
        Column("Why this direction", lambda row: row.travel.reason, 60, printed=False),
    )


def figure_columns(lines: tuple[FigureLine, ...]) -> tuple[Column[FigureLine], ...]:
    """Return the columns of the figures; those of a breakdown only where there is one."""
    breakdown: tuple[Column[FigureLine], ...] = (
        Column("Dimension", lambda line: line.dimension, 14),
        Column("Category", lambda line: line.category, 14),
    )
    return (
        Column("Framework", lambda line: line.framework, 16),
        Column("Code", lambda line: line.code, 9),
        Column("Measure", lambda line: line.title, 36),
        Column("Part", lambda line: line.part, 12),
        Column("Series", lambda line: line.series, 12),
        *(breakdown if any(line.dimension or line.category for line in lines) else ()),
        Column("Period", lambda line: str(line.period), 12),
        Column("Value", _value, 12),
        Column("Unit", lambda line: line.unit.value, 13),
        Column("Numerator", lambda line: counted(line.numerator), 12),
        Column("Denominator", lambda line: counted(line.denominator), 13),
        Column("Marker", lambda line: bracketed([line.marker]) if line.marker else "", 9),
        Column("Flags", lambda line: bracketed(line.flags), 9),
        Column("As read", _as_read, 16),
        Column("Note", lambda line: line.note, 26),
        Column("Source", lambda line: line.source, 28),
    )


def _at(row: Row, period: Period | None) -> Figure | None:
    return next((figure for figure in row.before if figure.period == period), None)


def _figure(row: Row, figure: Figure | None) -> Cell:
    if figure is None:
        return ""
    if figure.value is None:
        return _reason(figure.marker, figure.raw)
    return Amount(figure.value, row.measure.unit, row.measure.decimals, figure.flags)


def _reason(marker: Marker | None, raw: str) -> str:
    """Return in words why there is no number, or the text that stands in its place."""
    return show_marker(marker, raw) if marker else raw


def _target(row: Row) -> Cell:
    if row.target and row.target.kind is TargetKind.NUMBER and row.target.value is not None:
        return Amount(row.target.value, row.measure.unit, row.measure.decimals)
    return row.target_display


def _direction(row: Row) -> str:
    """Return the arrow by its movement and the word by its meaning."""
    movement = row.travel.movement
    if movement is Movement.NONE:
        return "Not compared"
    return f"{_ARROWS[movement]} {_MEANINGS.get(row.travel.direction) or _MOVES[movement]}"


def _england(row: Row) -> Comparator | None:
    """Return England's figure in the main series, the latest; one without a year counts as the oldest."""
    found = [each for each in row.comparators if each.name.strip().casefold() in _NATIONAL]
    return max(found, key=lambda each: (not each.series, each.year.last if each.year else 0), default=None)


def _comparator(measure: Measure, comparator: Comparator | None) -> Cell:
    if comparator is None:
        return ""
    if comparator.value is None:
        return _reason(comparator.marker, comparator.raw)
    return Amount(comparator.value, measure.unit, comparator_decimals(measure, comparator))


def _england_year(row: Row) -> str:
    england = _england(row)
    return show_period(england.year) if england and england.year else ""


def _rank(row: Row) -> Cell:
    england = _england(row)
    if england is None or england.rank is None:
        return ""
    return Rank(england.rank, england.out_of, england.tie)


def _others(row: Row) -> str:
    """Return every comparator but the one of the England columns in words."""
    shown = _england(row)
    return "; ".join(_in_words(row.measure, each) for each in row.comparators if each is not shown)


def _in_words(measure: Measure, comparator: Comparator) -> str:
    name = f"{comparator.name}, {comparator.series}" if comparator.series else comparator.name
    if comparator.value is None:
        shown = _reason(comparator.marker, comparator.raw)
    else:
        shown = show_comparator(measure, comparator)
    if comparator.rank is not None and comparator.value is not None:
        shown += f", rank {Rank(comparator.rank, comparator.out_of, comparator.tie)}"
    year = f" ({show_period(comparator.year)})" if comparator.year else ""
    return f"{name}: {shown}{year}"


def _value(line: FigureLine) -> Cell:
    """Return the number, or the text of a figure that is text and no marker."""
    if line.value is not None:
        return Amount(line.value, line.unit, line.decimals)
    return "" if line.marker else line.raw


def _as_read(line: FigureLine) -> str:
    """Return what stood in the source; where that is not known, a number too long for a spreadsheet."""
    if line.raw or line.value is None:
        return line.raw
    return plain(line.value) if len(line.value.as_tuple().digits) > _EXACT_DIGITS else ""
