"""The file as it was on a day: the field for the day, the band on a page, and a day before the file began."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from ascdesk.filling import fill
from ascdesk.samples import sample
from ascdesk.workspace import Workspace
from bench.studio import OFFICER, Studio
from db.store import create, open_store

DAYS = (datetime(2025, 10, 2, 14, tzinfo=UTC), datetime(2025, 10, 9, 11, tzinfo=UTC))
FOUND = "Two referrals were counted twice"


def as_at_field(studio: Studio) -> None:
    """The field for the day, with those on which something was changed."""
    go(studio, "scorecard")
    studio.window.commands["as_at"].trigger()


def as_at_scorecard(studio: Studio) -> None:
    """The scorecard as it was before a figure was revised."""
    go(studio, "scorecard")
    look_back(studio, date(2025, 10, 3))


def as_at_figures(studio: Studio) -> None:
    """The sheet as it was, and what is said where somebody types into it."""
    go(studio, "figures")
    look_back(studio, date(2025, 10, 3))
    studio.type("7")


def as_at_before(studio: Studio) -> None:
    """A day before the file was begun."""
    go(studio, "overview")
    look_back(studio, date(2025, 9, 1))


def go(studio: Studio, page: str) -> None:
    """Open a file that was made on one day and changed on another."""
    path = studio.folder / "lived.ascdesk"
    if not path.exists():
        live(path)
    studio.window.open_file(path)
    studio.go(page, "SU02")


def live(path: Path) -> None:
    """Make a file, and change it a week later."""
    made, changed = DAYS
    with Workspace(create(path, author=OFFICER, clock=lambda: made), OFFICER, lambda: made) as workspace:
        fill(workspace, sample("anytown"))
    with Workspace(open_store(path, author=OFFICER, clock=lambda: changed), OFFICER, lambda: changed) as workspace:
        measure, period = workspace.measure("SU02"), workspace.default_period()
        assert period
        workspace.set_figure(measure, period, "25.1%", why=FOUND)


def look_back(studio: Studio, day: date) -> None:
    """Show the open file as it was on a day."""
    assert studio.window.file
    studio.window.looking_back.show_day(studio.window.file, day)
    studio.settle()


SCENES = (as_at_field, as_at_scorecard, as_at_figures, as_at_before)
