"""The notes of a report: what its marks, ratings and rules mean, and what it was made from."""

from __future__ import annotations

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
        "Rounding",
        "Figures are judged as they are shown: rounded to the measure's decimal places, halves upwards.",
    ),
    (
        "Direction",
        "The arrow says whether the figure went up or down, the word whether that is better. Each direction "
        "names what it compares with and that period; the earlier figure is the figure of that period.",
    ),
    ("On paper", "The columns of the Scorecard after Commentary status are not printed."),
    ("England", "The latest national figure that the file holds, with its own year; Rank is the rank in it."),
    ("Rank", "Counted from the best council; (=) means that the place is shared."),
)


def notes_table(contents: Contents, report: str, cuts: list[str]) -> Table[Note]:
    """Return the notes; `cuts` name the cells whose text did not fit."""
    notes = (
        *_made(contents),
        *(_RATINGS if report == "scorecard" else ()),
        *_SHORTHAND,
        _EMPTY,
        ("Percentages", "A cell that shows 41.2% holds 0.412, as spreadsheets count."),
        *(("Text cut short", cut) for cut in cuts),
    )
    columns: tuple[Column[Note], ...] = (
        Column("Subject", lambda note: note[0], 18),
        Column("Meaning", lambda note: note[1], 100),
    )
    return Table("Notes", (f"{contents.title}: notes",), columns, notes)


def _made(contents: Contents) -> tuple[Note, ...]:
    at = contents.made_at
    made = f"Made by ASC Desk on {at.day} {at:%B %Y} at {at:%H:%M} from the file {contents.file_name}."
    head = (("State of the file", f"The file's log ended with {contents.head_hash}."),) if contents.head_hash else ()
    return (("Period", show_period(contents.period)), ("Made", made), *head)
