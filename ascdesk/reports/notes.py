"""The notes of a report: what its marks, ratings and rules mean, and what it was made from."""

from __future__ import annotations

from ascdesk.as_at import as_it_was
from ascdesk.days import show_day
from ascdesk.periods import show_period
from ascdesk.reports.cells import Column, Table
from ascdesk.reports.contents import Contents

Note = tuple[str, str]

_SHORTHAND: tuple[Note, ...] = (
    ("[x]", "Not available: there should be a figure, and there is none yet."),
    ("[z]", "Not applicable: there can be no figure, such as in a year without a survey."),
    ("[c]", "Confidential: the figure could identify a person."),
    ("[low]", "Low: the figure rounds to zero but is not zero."),
    ("[p]", "Provisional: the figure may still change."),
    ("[e]", "Estimated."),
    ("[r]", "Revised: an earlier report gave another figure."),
    ("[b]", "Break: figures before and after it cannot be compared."),
)
_EMPTY: Note = ("Empty cells", "Nothing was entered, which is not the same as zero.")
_RATINGS: tuple[Note, ...] = (
    ("● G Green", "The target is met; a figure equal to the target meets it."),
    ("▲ A Amber", "The target is missed, but not beyond its floor, upper threshold or tolerance."),
    ("■ R Red", "The target is missed by more than that, or no amber limit is set."),
    ("○ Not rated", "There is nothing to compare; the column Why says what is missing."),
    (
        "Not due",
        "A measure that is due less often shows its last result with its year. It is counted as not rated until it "
        "is due, and its result is held against the target of its own year only.",
    ),
    (
        "In arrears",
        "A figure that comes later than the report is that of the latest period that it is ready for, named beside it.",
    ),
    (
        "Forecast",
        "What the year is expected to end with: in a straight line from April or with last year's shape, in people "
        "first; what is counted on a day is taken as it stands.",
    ),
    ("Small numbers", "Said where a rate rests on few people, of whom one or two change it much."),
    (
        "Rounding",
        "Figures are judged as they are shown: rounded to the measure's decimal places, halves upwards.",
    ),
    (
        "Direction",
        "The arrow says whether the figure went up or down, the word whether that is better. The earlier figure is "
        "what it compares with; Compared with and Base period say of which period that is.",
    ),
    ("On paper", "The columns of the Scorecard after Commentary status are not printed."),
    (
        "Comparator",
        "England where the file holds it, else the national average, else the first one that it holds: the latest "
        "figure, with its own year. Rank is the rank in it.",
    ),
    ("Rank", "Counted from the best council; (=) means that the place is shared."),
)


_POLARITY: Note = ("Polarity", "Which way is better: Higher, Lower, Nearer target, or Neither where none is known.")
_STAR: Note = ("*", "At the end of a figure's note: the figure is starred in the source.")


def notes_table(contents: Contents, report: str, cuts: list[str]) -> Table[Note]:
    """Return the notes; `cuts` name the cells whose text did not fit."""
    if report == "commentaries":
        return _table(contents, (_period(contents), *_made(contents), *_RATINGS[:4], *_cut(cuts)))
    notes = (
        *((_period(contents),) if report == "scorecard" else ()),
        *_made(contents),
        *(_RATINGS if report == "scorecard" else ()),
        *_SHORTHAND,
        *(() if report == "scorecard" else (_STAR,)),
        _EMPTY,
        _POLARITY,
        ("Percentages", "A cell that shows 41.2% holds 0.412, as spreadsheets count."),
        *_cut(cuts),
    )
    return _table(contents, notes)


def _table(contents: Contents, notes: tuple[Note, ...]) -> Table[Note]:
    columns: tuple[Column[Note], ...] = (
        Column("Subject", lambda note: note[0], 18),
        Column("Meaning", lambda note: note[1], 100),
    )
    return Table("Notes", (f"{contents.title}: notes",), columns, notes)


def _period(contents: Contents) -> Note:
    return "Period", show_period(contents.period)


def _cut(cuts: list[str]) -> tuple[Note, ...]:
    return tuple(("Text cut short", cut) for cut in cuts)


def _made(contents: Contents) -> tuple[Note, ...]:
    at = contents.made_at
    made = f"Made by ASC Desk on {show_day(at.date())} at {at:%H:%M} from the file {contents.file_name}."
    head = (("State of the file", f"The file's log ended with {contents.head_hash}."),) if contents.head_hash else ()
    return (*_as_at(contents), ("Made", made), *head)


def _as_at(contents: Contents) -> tuple[Note, ...]:
    if contents.as_at is None:
        return ()
    return (("As at", f"{as_it_was(contents.as_at)}: what was put in or changed later is not in this report."),)
