"""The Scorecard page."""

from __future__ import annotations

from bench.studio import Studio
from ui.models.scorecard import Layout
from ui.pages.scorecard import ScorecardPage
from ui.widgets.arithmetic import Subject


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


def scorecard_arithmetic(studio: Studio) -> None:
    """How a rating was reached, opened from its cell."""
    studio.start("ascof", "scorecard", "1G")
    show_how(studio, Subject.RATING)


def scorecard_arithmetic_direction(studio: Studio) -> None:
    """How a direction was found, and what the change is made of."""
    studio.start("anytown", "scorecard", "SU02")
    show_how(studio, Subject.DIRECTION)


def scorecard_arrears(studio: Studio) -> None:
    """A figure in arrears, rated on the period that its lag allows."""
    studio.start("kent", "scorecard", "ASCH2")
    show_how(studio, Subject.RATING)


def scorecard_not_due(studio: Studio) -> None:
    """A last result, which is not due."""
    studio.start("ascof", "scorecard", "1A")
    studio.details()


def scorecard_rating_by_hand(studio: Studio) -> None:
    """A rating that is being given by hand, without a reason yet."""
    studio.start("anytown", "scorecard", "SU03")
    studio.details()
    assert isinstance(studio.page, ScorecardPage)
    studio.page.detail.by_hand.begin.click()
    studio.page.detail.by_hand.form.give.click()


def show_how(studio: Studio, subject: Subject) -> None:
    """Open the arithmetic in the panel, and put the keyboard there."""
    studio.details()
    assert isinstance(studio.page, ScorecardPage)
    studio.page.detail.show_how(subject)


SCENES = (
    scorecard_table, scorecard_details, scorecard_framework, scorecard_framework_details, scorecard_differs,
    scorecard_overridden, scorecard_outcomes, scorecard_kent, scorecard_arithmetic,
    scorecard_arithmetic_direction, scorecard_arrears, scorecard_not_due, scorecard_rating_by_hand,
)  # fmt: skip
