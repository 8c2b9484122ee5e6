"""The page that compares a report with what is computed."""

from __future__ import annotations

import shutil

from PySide6.QtCore import Qt

import resources
from bench.studio import Studio
from ui.pages.reconciliation import ReconciliationPage


def show(studio: Studio, sample: str) -> ReconciliationPage:
    """Open a sample's scorecard, and compare it with print."""
    studio.start(sample, "scorecard")
    studio.window.commands["compare"].trigger()
    studio.settle()
    assert isinstance(studio.page, ReconciliationPage)
    return studio.page


def compared(studio: Studio) -> None:
    """Ratings and directions that differ."""
    show(studio, "scorecard")


def compared_framework(studio: Studio) -> None:
    """A framework with printed tallies, and rows without their baseline."""
    page = show(studio, "ascof")
    page.table.stand_on(8)
    studio.settle()


def compared_differences(studio: Studio) -> None:
    """Printed differences worked out again, and the years of benchmarks."""
    show(studio, "monthly")


def compared_paper(studio: Studio) -> None:
    """A paper that prints no ratings."""
    show(studio, "kent")


def compared_agreeing(studio: Studio) -> None:
    """What agrees, unfolded."""
    page = show(studio, "scorecard")
    page.table.setFocus()
    studio.hit(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    studio.hit(Qt.Key.Key_Up)
    studio.hit(Qt.Key.Key_Return)
    studio.hit(Qt.Key.Key_Down)


def compared_alone(studio: Studio) -> None:
    """The differences alone."""
    show(studio, "ascof").differences.click()


def compared_nothing(studio: Studio) -> None:
    """A period for which nothing printed is held."""
    show(studio, "anytown")


def compared_arithmetic(studio: Studio) -> None:
    """A line's arithmetic on the scorecard, with the way back."""
    show(studio, "scorecard").table.setFocus()
    studio.hit(Qt.Key.Key_Return)


def imported_differing(studio: Studio) -> None:
    """After an import whose printed ratings differ."""
    (studio.folder / "differing.ascdesk").unlink(missing_ok=True)
    studio.wait(lambda: studio.window.new_file(studio.folder / "differing.ascdesk"))
    shutil.copy(resources.path("samples/scorecard.xlsx"), studio.folder)
    studio.read("scorecard.xlsx")
    file = studio.window.file
    assert file
    assert file.preview
    studio.wait(file.preview.take.click)


SCENES = (
    compared, compared_framework, compared_differences, compared_paper, compared_agreeing, compared_alone,
    compared_nothing, compared_arithmetic, imported_differing,
)  # fmt: skip
