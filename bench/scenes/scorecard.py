"""The Scorecard page."""

from __future__ import annotations

from bench.studio import Studio
from ui.models.scorecard import Layout
from ui.pages.scorecard import ScorecardPage


def lay_out(studio: Studio, layout: Layout) -> None:
    """Lay the scorecard out."""
    assert isinstance(studio.page, ScorecardPage)
    studio.page.lay_out(layout)


def scorecard_table(studio: Studio) -> None:
    """Every measure with its earlier figures, target, rating, direction and comparator."""
    studio.start("anytown", "scorecard", "SU03")
    lay_out(studio, Layout.TABLE)
    studio.details(False)


def scorecard_details(studio: Studio) -> None:
    """All that stands behind one rating."""
    studio.start("anytown", "scorecard", "SU03")
    lay_out(studio, Layout.TABLE)
    studio.details()


def scorecard_framework(studio: Studio) -> None:
    """The layout of the national framework."""
    studio.start("ascof", "scorecard", "1E")
    lay_out(studio, Layout.FRAMEWORK)
    studio.details(False)


def scorecard_framework_details(studio: Studio) -> None:
    """The layout of the framework, with the panel."""
    studio.start("ascof", "scorecard", "1E")
    lay_out(studio, Layout.FRAMEWORK)
    studio.details()


def scorecard_differs(studio: Studio) -> None:
    """Ratings that are others than the printed ones."""
    studio.start("scorecard", "scorecard")


def scorecard_overridden(studio: Studio) -> None:
    """A rating that somebody set, with the reason."""
    studio.start("anytown", "scorecard", "CX03")
    studio.details()


def scorecard_outcomes(studio: Studio) -> None:
    """A report of outcomes."""
    studio.start("outcomes", "scorecard")


def scorecard_kent(studio: Studio) -> None:
    """A report that came as words."""
    studio.start("kent", "scorecard")


SCENES = (
    scorecard_table, scorecard_details, scorecard_framework, scorecard_framework_details, scorecard_differs,
    scorecard_overridden, scorecard_outcomes, scorecard_kent,
)  # fmt: skip
