"""The Overview page."""

from __future__ import annotations

from bench.studio import Studio
from ui.pages.overview import OverviewPage


def overview(studio: Studio) -> None:
    """What is due, missing, odd and unsaid in a quarter."""
    studio.start("anytown", "overview")


def overview_unfolded(studio: Studio) -> None:
    """A card with all of its lines."""
    studio.start("ascof", "overview")
    assert isinstance(studio.page, OverviewPage)
    studio.page.cards[1].unfold(True)


def overview_unplaced(studio: Studio) -> None:
    """A file with commentaries under no heading."""
    studio.start("kent", "overview")


def overview_scrolled(studio: Studio) -> None:
    """The end of a long overview."""
    studio.start("anytown", "overview")
    assert isinstance(studio.page, OverviewPage)
    bar = studio.page.area.verticalScrollBar()
    bar.setValue(bar.maximum())


SCENES = (overview, overview_unfolded, overview_unplaced, overview_scrolled)
