"""Asking the workspace for all that is shown about the line that is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ascdesk.commenting import Line, earlier_name, earlier_text, standing_remark
from ascdesk.model import Commentary, Subject
from ascdesk.periods import show_period
from ascdesk.scorecard import Row, Scorecard
from ascdesk.store import Change
from ascdesk.workspace import Workspace
from ui.widgets.commentary_editor import Sheet
from ui.widgets.commentary_head import Head
from ui.widgets.commentary_keeping import Keeping, can_write
from ui.widgets.commentary_story import Background
from ui.words import explained_words, local_time


@dataclass(frozen=True, slots=True)
class Seen:
    """A line with the text before it, and what was done to its own text, latest first."""

    line: Line
    earlier: Commentary | None
    changes: tuple[Change, ...]


def seen(workspace: Workspace, line: Line) -> Seen:
    """Return what the log says about a line's texts."""
    earlier = earlier_text(workspace.commentaries_of(line.subject_id, line.part), line.period)
    changes = tuple(workspace.commentary_changes(line.commentary)) if line.commentary else ()
    return Seen(line, earlier, changes)


def head_of(workspace: Workspace, line: Line, card: Scorecard) -> Head:
    """Return what stands above the text."""
    return Head(line, _rows_under(line, card), _origin(workspace, line), _explained(workspace, line))


def _explained(workspace: Workspace, line: Line) -> str:
    """Return why a line's figure is right that looked odd, and who says so."""
    figure = line.row.shown if line.row else None
    return " ".join(explained_words(each) for each in workspace.explained(figure)) if figure else ""


def _rows_under(line: Line, card: Scorecard) -> tuple[Row, ...]:
    """Return the rows that a section or a whole report holds."""
    if line.subject is Subject.REPORT:
        return tuple(row for row in card.rows if row.measure.framework == line.subject_id)
    if line.subject is Subject.SECTION:
        return tuple(row for row in card.rows if row.section is not None and row.section.id == line.subject_id)
    return ()


def _origin(workspace: Workspace, line: Line) -> str:
    """Return the file and place that a stray text came from."""
    commentary = line.commentary
    if line.subject is not Subject.UNPLACED or commentary is None or commentary.file is None:
        return ""
    held = workspace.imported_files().get(commentary.file)
    return f"{held.name}, {commentary.place}" if held else commentary.place


def background_of(workspace: Workspace, known: Seen) -> Background:
    """Return what is known besides the figure."""
    line = known.line
    about = (line.subject, line.subject_id)
    return Background(
        line,
        known.earlier,
        tuple(each for each in workspace.actions() if (each.subject, each.subject_id) == about),
        tuple(
            each
            for each in workspace.supporting_figures(line.measure)
            if (each.subject, each.subject_id, each.period) == (*about, line.period) and each.part in ("", line.part)
        ),
    )


def sheet_of(known: Seen, keeping: Keeping) -> Sheet:
    """Return what stands around the text."""
    line, earlier = known.line, known.earlier
    return Sheet(
        line=line,
        remark=standing_remark(known.changes),
        typing=keeping.busy,
        restored=keeping.restored,
        unsaved=keeping.refused,
        writable=can_write(line) and not keeping.past,
        past=keeping.past,
        earlier=earlier,
        earlier_name=earlier_name(earlier.period, line.period) if earlier else "",
        earlier_period=show_period(earlier.period) if earlier else "",
        saved=_saved(known, keeping),
    )


def _saved(known: Seen, keeping: Keeping) -> str:
    """Return when the text was saved, as far as it is."""
    if keeping.waiting:
        return "Typing…"
    if keeping.refused:
        return "Not saved"
    if keeping.busy:
        return f"Draft saved {keeping.kept_at:%H:%M}" if keeping.kept_at else ""
    if not known.changes or not known.line.text:
        return ""
    step = known.changes[0].step
    return f"Saved {short_time(step.at)} by {step.author}"


def short_time(at: datetime) -> str:
    """Return a moment as the clock here showed it, without the date where it is today's."""
    here = at.astimezone()
    today = datetime.now().astimezone().date()
    return f"{here:%H:%M}" if here.date() == today else local_time(at)
