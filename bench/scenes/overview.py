"""The Overview page, and what stands beside the shown period: how long it is open, and its lock."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from bench.studio import Studio
from ui.pages.overview import OverviewPage

SIGNED_OFF = "Signed off by the performance board on 9 October"


def _page(studio: Studio) -> OverviewPage:
    assert isinstance(studio.page, OverviewPage)
    return studio.page


def _file(studio: Studio) -> tuple[Workspace, Period]:
    assert studio.window.file
    return studio.window.file.workspace, studio.window.file.period


def overview(studio: Studio) -> None:
    """What is due, missing, odd and unsaid in a quarter."""
    studio.start("anytown", "overview")


def overview_unfolded(studio: Studio) -> None:
    """A card with all of its lines."""
    studio.start("ascof", "overview")
    _page(studio).cards[2].unfold(True)


def overview_unplaced(studio: Studio) -> None:
    """A file with commentaries under no heading."""
    studio.start("kent", "overview")


def overview_completeness(studio: Studio) -> None:
    """The end of a long overview: how far each section and each owner is."""
    studio.start("anytown", "overview")
    studio.settle()
    bar = _page(studio).area.verticalScrollBar()
    bar.setValue(bar.maximum())


def overview_closing_soon(studio: Studio) -> None:
    """A quarter that closes in three days."""
    studio.start("anytown", "overview")
    workspace, period = _file(studio)
    workspace.set_closing(period, date(2025, 10, 17), further=True)


def overview_flags(studio: Studio) -> None:
    """Flags of this quarter and of one before, an odd figure that is explained, and a quarter that was to close."""
    studio.start("anytown", "overview")
    workspace, period = _file(studio)
    workspace.set_closing(period, date(2025, 10, 10))
    rows = studio.window.file.card.rows if studio.window.file else ()
    workspace.flag(rows[3].measure, period, "Ask the provider why so many waited", rows[3].part)
    workspace.flag(rows[7].measure, period.previous(), "Is this before or after the recount?", rows[7].part)
    found = next(each for each in workspace.findings(workspace.scorecard(period)) if each.oddity and each.row.figure)
    assert found.oddity
    assert found.row.figure
    workspace.explain(found.row.measure, found.row.figure, [found.oddity.check], "Two homes closed in August.")
    studio.window.show_state()  # the counts, which wait for a pause


def overview_locked(studio: Studio) -> None:
    """A locked quarter."""
    studio.start("anytown", "overview")
    workspace, period = _file(studio)
    workspace.lock(period, SIGNED_OFF)


def locked_figures(studio: Studio) -> None:
    """A figure that is typed into a locked quarter, and refused."""
    studio.start("anytown", "figures")
    workspace, period = _file(studio)
    workspace.lock(period, SIGNED_OFF)
    studio.settle()
    studio.type("12")
    studio.hit(Qt.Key.Key_Return)


def period_panel(studio: Studio) -> None:
    """Giving a quarter its day, and locking it."""
    studio.start("anytown", "figures")
    studio.window.commands["closing"].trigger()
    studio.type("17 oct")


def period_panel_locked(studio: Studio) -> None:
    """Unlocking a quarter, with what was done to it before."""
    studio.start("anytown", "scorecard")
    workspace, period = _file(studio)
    workspace.set_closing(period, date(2025, 10, 17))
    workspace.lock(period, SIGNED_OFF)
    workspace.unlock(period, "A provider sent late figures")
    workspace.lock(period, SIGNED_OFF)
    studio.window.commands["lock"].trigger()


SCENES = (
    overview,
    overview_unfolded,
    overview_unplaced,
    overview_completeness,
    overview_closing_soon,
    overview_flags,
    overview_locked,
    locked_figures,
    period_panel,
    period_panel_locked,
)
