"""The tables of a report: the scorecard's rows and the figures, column by column."""

from __future__ import annotations

from ascdesk.amounts import plain, show_marker
from ascdesk.judging.shown import as_shown
from ascdesk.judging.wording import direction_in
from ascdesk.model import Comparator, Figure, Marker, Measure, Movement, Polarity, TargetKind
from ascdesk.periods import Period, show_period
from ascdesk.reports.cells import Amount, Cell, Column, Rank, Table, bracketed, counted
from ascdesk.reports.contents import CommentaryLine, Contents, FigureLine
from ascdesk.scorecard import Row, Tally, comparator_decimals, show_comparator

NOT_DUE = "○ Not due"
SHORTHAND = "Shorthand in square brackets is explained on the sheet Notes."
_EXACT_DIGITS = 15  # a spreadsheet's number holds no more
_NATIONAL = ("england", "national")  # how their names begin, the preferred one first
_ARROWS = {Movement.UP: "▲", Movement.DOWN: "▼", Movement.LEVEL: "▬"}
# An import reads these words back; "-" would, too, but would need an apostrophe in a plain file.
_POLARITIES = {
    Polarity.HIGHER: "Higher",
    Polarity.LOWER: "Lower",
    Polarity.NEARER: "Nearer target",
    Polarity.NONE: "Neither",
}
_STARRED = "starred in the source"


def scorecard_table(contents: Contents) -> Table[Row]:
    """Return the scorecard as one table."""
    lead = (contents.title, show_period(contents.period), tally_sentence(contents.scorecard.tally), SHORTHAND)
    return Table("Scorecard", lead, scorecard_columns(contents), contents.scorecard.rows, held=3)


def figures_table(contents: Contents, report: str) -> Table[FigureLine]:
    """Return every figure as a row of its own; beside a scorecard none from after its period."""
    lead, lines = (f"{contents.title}: figures", SHORTHAND), contents.figures
    if report == "scorecard":
        lines = tuple(line for line in lines if line.period.last <= contents.period.last)
    return Table("Figures", lead, figure_columns(lines, report), lines, held=3)


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
    """Return the counts of the ratings in a sentence, with the base of each count."""
    rated = f"{tally.green} Green, {tally.amber} Amber, {tally.red} Red"
    by_hand = f" Given by hand: {tally.overridden}." if tally.overridden else ""
    not_due = f", {tally.not_due} of them not due" if tally.not_due else ""
    return f"Rated: {tally.rated} ({rated}). Not rated: {tally.none}{not_due}.{by_hand}"


def scorecard_columns(contents: Contents) -> tuple[Column[Row], ...]:
    """Return the columns of the scorecard; those of other comparators only where there are any."""
    last_year = contents.period.financial_year.previous()
    rows = contents.scorecard.rows
    others, elsewhere = any(_others(row) for row in rows), any(_elsewhere(row) for row in rows)
    shown: tuple[Column[Row], ...] = (
        Column("Section", lambda row: row.section.title if row.section else "", 13),
        Column("Code", lambda row: row.measure.code, 8),
        Column("Measure", lambda row: row.measure.title, 27),
        Column("Part", lambda row: row.part, 9),
        Column(f"Outturn {show_period(last_year)}", lambda row: _figure(row, _at(row, last_year)), 10),
        Column("Earlier figure", lambda row: _figure(row, _at(row, row.travel.base_period)), 10),
        Column("Compared with", lambda row: row.travel.base.value, 10),
        Column("Base period", _base_period, 10),
        Column("Current value", lambda row: _figure(row, None if _elsewhere(row) else row.shown), 11),
        *((Column("Figure of another period", _elsewhere, 14),) if elsewhere else ()),
        Column("Target", _target, 10),
        Column("Rating", lambda row: row.rating if row.standing.due or row.override else NOT_DUE, 13),
        *((Column("By hand", _by_hand, 22),) if any(row.override for row in rows) else ()),
        Column("Why", lambda row: row.reason, 25),
        Column("Direction", _direction, 11),
        Column("Comparator", lambda row: _name(shown) if (shown := _shown(row)) else "", 13),
        Column("Comparator value", lambda row: _comparator(row.measure, _shown(row)), 12),
        Column("Comparator year", _comparator_year, 12),
        Column("Rank", _rank, 11),
        Column("Commentary", lambda row: row.commentary.text if row.commentary else "", 36),
        Column("Commentary status", lambda row: row.commentary.status.value if row.commentary else "", 12),
    )
    return (
        *shown,
        *((Column("Other comparators", _others, 24, printed=False),) if others else ()),
        Column("Why this direction", lambda row: row.travel.reason, 60, printed=False),
        Column("Significance", lambda row: row.travel.significance_reason, 30, printed=False),
        Column("Rule", lambda row: row.judged.rule, 30, printed=False),
        Column("Forecast", _forecast, 12, printed=False),
        Column("Gap in people", lambda row: row.to_target, 16, printed=False),
        Column("Made up of", lambda row: row.effects, 40, printed=False),
    )


def _by_hand(row: Row) -> str:
    return f"{row.override.person}: {row.override.reason}" if row.override else ""


def _elsewhere(row: Row) -> str:
    """Return the judged figure with its period, where that is not the report's: in arrears, or a last result."""
    if row.shown is None or row.standing.period == row.period or not row.standing.note:
        return ""
    return f"{row.display} ({row.standing.note})"


def _forecast(row: Row) -> Cell:
    value = row.forecast.value
    decimals = row.measure.decimals
    return "" if value is None else Amount(as_shown(value, decimals), row.measure.unit, decimals)


def figure_columns(lines: tuple[FigureLine, ...], report: str) -> tuple[Column[FigureLine], ...]:
    """Return the columns of the figures; those of a breakdown only where there is one."""
    # The list that can be imported again gives the note as it is held.
    note = _note_in_words if report == "scorecard" else _note
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
        Column("Polarity", lambda line: _POLARITIES[line.polarity], 10),
        Column("Numerator", lambda line: counted(line.numerator), 12),
        Column("Denominator", lambda line: counted(line.denominator), 13),
        Column("Marker", lambda line: bracketed([line.marker]) if line.marker else "", 9),
        Column("Flags", lambda line: bracketed(line.flags), 9),
        Column("As read", _as_read, 16),
        Column("Note", note, 26),
        Column("Source", lambda line: line.source, 28),
    )


def _at(row: Row, period: Period | None) -> Figure | None:
    return next((figure for figure in row.before if figure.period == period), None)


def _figure(row: Row, figure: Figure | None) -> Cell:
    if figure is None:
        return ""
    if figure.value is None:
        return _reason(figure.marker, figure.raw)
    then = row.measure_at(figure.period)
    return Amount(figure.value, then.unit, then.decimals, row.flags_of(figure))


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
    return f"{_ARROWS[movement]} {direction_in(row.conventions.wording, row.travel)}"


def _base_period(row: Row) -> str:
    return show_period(row.travel.base_period) if row.travel.base_period else ""


def _shown(row: Row) -> Comparator | None:
    """Return England's figure, else the national average, else the first one.

    The main series, which the row shows, goes first; of one name the latest is meant, and one without a year
    counts as the oldest.
    """
    found = [each for each in row.comparators if not each.series] or list(row.comparators)
    names = list(dict.fromkeys(each.name for each in found))
    national = [name for start in _NATIONAL for name in names if name.strip().casefold().startswith(start)]
    named = [each for each in found if each.name == (national or names)[0]]
    return max(named, key=lambda each: each.year.last if each.year else 0, default=None)


def _name(comparator: Comparator) -> str:
    return f"{comparator.name}, {comparator.series}" if comparator.series else comparator.name


def _comparator(measure: Measure, comparator: Comparator | None) -> Cell:
    if comparator is None:
        return ""
    if comparator.value is None:
        return _reason(comparator.marker, comparator.raw)
    return Amount(comparator.value, measure.unit, comparator_decimals(measure, comparator))


def _comparator_year(row: Row) -> str:
    shown = _shown(row)
    return show_period(shown.year) if shown and shown.year else ""


def _rank(row: Row) -> Cell:
    shown = _shown(row)
    if shown is None or shown.rank is None:
        return ""
    return Rank(shown.rank, shown.out_of, shown.tie)


def _others(row: Row) -> str:
    """Return every comparator but the one that has columns in words."""
    shown = _shown(row)
    return "; ".join(_in_words(row.measure, each) for each in row.comparators if each is not shown)


def _in_words(measure: Measure, comparator: Comparator) -> str:
    if comparator.value is None:
        shown = _reason(comparator.marker, comparator.raw)
    else:
        shown = show_comparator(measure, comparator)
    if comparator.rank is not None and comparator.value is not None:
        shown += f", rank {Rank(comparator.rank, comparator.out_of, comparator.tie)}"
    year = f" ({show_period(comparator.year)})" if comparator.year else ""
    return f"{_name(comparator)}: {shown}{year}"


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


def _note(line: FigureLine) -> str:
    return line.note


def _note_in_words(line: FigureLine) -> str:
    """Return the note with the bare star that an import puts at its end said in words."""
    rest, star, after = line.note.rpartition("*")
    if not star or after or (rest and not rest.endswith(" ")):
        return line.note
    return ", ".join(filter(None, (rest.rstrip(), _STARRED)))
