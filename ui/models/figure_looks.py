"""What a cell of the sheet shows: its text, and the marks beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from ascdesk.checking.values import Oddity
from ascdesk.entering import Field, number_text, typed_text
from ascdesk.model import Figure, FollowUp
from ascdesk.pasting import Place
from ascdesk.periods import Period
from ascdesk.scorecard import show_figure
from ascdesk.sheet import Line, concerns, noted
from ui.models.figure_columns import Column
from ui.models.unread import Kept
from ui.widgets.chip import face_of, face_word
from ui.words import tail_of as tail
from ui.words import title_of


class Mark(Enum):
    """What is to be seen of a cell beside its text."""

    NONE = auto()
    ODD = auto()
    EXPLAINED = auto()
    NOTED = auto()
    UNREAD = auto()
    REFUSED = auto()
    WAITS = auto()


STATES = {
    Mark.ODD: "to check", Mark.EXPLAINED: "explained", Mark.NOTED: "has a note", Mark.UNREAD: "cannot be read",
    Mark.REFUSED: "is not saved", Mark.WAITS: "waits for a reason",
}  # fmt: skip
# Marks of a text that is no figure of the file.
WRONG = frozenset({Mark.UNREAD, Mark.REFUSED, Mark.WAITS})


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows: its text, its mark, the sentences behind that mark, and what a flag on it says.

    `has_note` tells that the figure has a note, whatever else is marked.
    """

    text: str
    mark: Mark = Mark.NONE
    said: str = ""
    flag: str = ""
    has_note: bool = False


def judged_look(line: Line, period: Period, flag: FollowUp | None = None) -> Look:
    """Return what the cell of a value shows, with what is odd about it."""
    figure = line.figures.get(period)
    text = show_figure(line.measure, figure)
    flagged = f"Flagged by {flag.person}: {flag.text}" if flag else ""
    if figure is None:
        return Look(text, flag=flagged)
    found, has_note = concerns(line, period), noted(figure)
    parts = [said for each in found for said in (each.text, *_why(each))]
    if has_note:
        parts.append(f"Note: {figure.note}")
    mark = Mark.NOTED if has_note else Mark.NONE
    if found:
        mark = Mark.ODD if any(each.open for each in found) else Mark.EXPLAINED
    return Look(text, mark, " ".join(parts), flagged, has_note)


def unread_look(kept: Kept) -> Look:
    """Return what a cell shows whose text made no figure: that text, and why."""
    mark = Mark.WAITS if kept.waits else Mark.REFUSED if kept.refused else Mark.UNREAD
    return Look(kept.text, mark, kept.why)


def editor_text(line: Line, place: Place) -> str:
    """Return what one would type into a cell to get what is there."""
    figure = line.figures.get(place.period)
    return typed_text(line.measure, figure) if place.field is Field.VALUE else figure_text(line, figure, place.field)


def is_odd(line: Line, period: Period) -> bool:
    """Tell whether a line's figure wants looking at: something is odd about it that nobody has explained."""
    return any(each.open for each in concerns(line, period))


def _why(oddity: Oddity) -> tuple[str, ...]:
    held = oddity.explanation
    return (f"Explained by {held.person}: {held.reason.rstrip('.')}.",) if held else ()


def figure_text(line: Line, figure: Figure | None, field: Field) -> str:
    """Return what stands in a cell of a figure: its value, or one of its numbers."""
    if field is Field.VALUE:
        return show_figure(line.measure, figure)
    if figure is None:
        return ""
    return number_text(figure.numerator if field is Field.NUMERATOR else figure.denominator)


def line_words(line: Line, kind: Column) -> str:
    """Return what stands in a column that nothing is typed in."""
    if kind is Column.MEASURE:
        return line_title(line)
    if kind is Column.NOTE:
        figure = line.figures.get(line.row.period)
        return figure.note.strip(" *") if figure else ""
    if not line.main:
        return ""
    if kind is Column.CODE:
        return line.measure.code
    if kind is Column.OWNER:
        return line.measure.owner
    return line.row.target_display if kind is Column.TARGET else face_word(face_of(line.row))


def line_title(line: Line) -> str:
    """Return what a line is called: the measure's title, then what tells it from its twins."""
    return f"{title_of(line.measure, line.row.part)}{tail_of(line)}"


def tail_of(line: Line) -> str:
    """Return what tells a line from the others of its row."""
    kind = f"{line.dimension}: {line.category}" if line.dimension else ""
    return "".join(tail(each) for each in (line.series, kind))
