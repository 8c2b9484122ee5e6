"""What is said of a cell of the sheet to a reader who hears it, or rests the mouse there."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ascdesk.entering import Field
from ascdesk.locking import locked_words
from ascdesk.model import ReportingPeriod
from ascdesk.pasting import Place
from ascdesk.periods import show_period
from ascdesk.sheet import Line
from ui import words
from ui.models.figure_columns import FROZEN, Column
from ui.models.figure_lines import Heading
from ui.models.figure_looks import STATES, Look, line_title, tail_of
from ui.models.scorecard import HOW
from ui.widgets.chip import face_of, face_word, spoken


def named_line(line: Line) -> str:
    """Return what a line is called: its code and title."""
    return f"{line.measure.code} {line_title(line)}".strip()


def line_head(line: Line, role: int) -> str | None:
    """Return what a line is called at its left, in a role."""
    if role == Qt.ItemDataRole.ToolTipRole:
        return words.plain_tooltip(line_title(line))
    return named_line(line) if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None


def head_tip(place: Place, state: ReportingPeriod | None) -> str:
    """Return what is told of a column that is typed in; `state` is what locks its period."""
    said = f"{place.field.value.capitalize()}, {show_period(place.period)}"
    return f"{said}\n{locked_words(state)}" if state else said


def set_title(line: Line, alone: bool) -> tuple[str, str]:
    """Return a line's title and its tail, as they are set; without its row's own line above it, it says the whole."""
    if not line.main and not alone:
        kind = f"{line.dimension}: {line.category}" if line.dimension else ""
        return "", " · ".join(each for each in (line.series, kind) if each)
    title, tail = words.title_of(line.measure, line.row.part), tail_of(line)
    return words.bare(title) if tail else title, tail


def spoken_cell(line: Line, place: Place | None, title: str, look: Look, locked: bool) -> str:
    """Return a cell as one sentence: measure, period, figure, rating; `title` is its column's."""
    name = named_line(line)
    if place is None:
        return f"{name}: {title} {look.text or 'none'}"
    what = "" if place.field is Field.VALUE else f", {place.field.value}"
    text = look.text.replace("%", " percent") or "no figure"
    keyed = place.field is Field.VALUE and place.period == line.row.period
    rated = face_word(face_of(line.row)) if line.main and keyed else ""
    states = (STATES.get(look.mark, ""), "flagged" if look.flag else "", "locked" if locked else "")
    rest = ", ".join(each for each in (text, rated, *states) if each)
    return f"{words.bare(name)}{what}, {show_period(place.period)}: {rest}"


def cell_tip(line: Line, kind: Column | None, look: Look, state: ReportingPeriod | None) -> str:
    """Return what is told of a cell beside its text; `state` is what locks its period."""
    if kind in FROZEN:
        return line_title(line)
    if kind in (Column.TARGET, Column.RATING):
        if not line.main:
            return ""
        row, rating = line.row, kind is Column.RATING
        lines = (spoken(face_of(row)) if rating else "", words.judged_when(row), row.reason, HOW if rating else "")
        return "\n".join(each for each in lines if each)
    said = (look.said or (look.text if len(look.text) > 8 else ""), look.flag, locked_words(state) if state else "")
    return "\n".join(each for each in said if each)


def heading_words(heading: Heading, role: int) -> str | None:
    """Return what a section's heading says in a role."""
    if role == Qt.ItemDataRole.DisplayRole:
        return heading.title
    if role == Qt.ItemDataRole.AccessibleTextRole:
        state = "folded" if heading.folded else "unfolded"
        return f"Section {heading.title}, {words.of_them(heading.count, 'measure')}, {state}"
    return None
