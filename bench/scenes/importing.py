"""What an import would do, in all that it can come to."""

from __future__ import annotations

import shutil

import resources
from bench.studio import Studio

ODD = "Code,Indicator,2017/18 Q2\n1E,Adults in paid employment,I F 70/\n1G,In their own home,72.5%\nZZ,?,7 or 8\n"
OTHERS = "Code,Indicator,2017/18 Q2\nZ1,Beds lent in the year,70%\nZ2,Ramps built,12\n"
TIMELESS = "Code,Indicator,Actual\nSU02,People with a direct payment,31.2%\nSU03,People reviewed,64%\n"
LATE = "Code,Indicator,2025/26 Q1,2025/26 Q2\nSU02,Direct payments,31.2%,32.4%\nWF01,Posts that are vacant,8.1%,7.7%\n"


def first_report(studio: Studio) -> None:
    """An empty file about to be set up from a report."""
    (studio.folder / "new.ascdesk").unlink(missing_ok=True)
    studio.wait(lambda: studio.window.new_file(studio.folder / "new.ascdesk"))
    shutil.copy(resources.path("samples/ascof.xlsx"), studio.folder)
    studio.read("ascof.xlsx")


def preview_changes(studio: Studio) -> None:
    """Figures of a report that are others than those held."""
    studio.start("anytown", "figures")
    studio.read(studio.write("late.csv", LATE))


def preview_adopt(studio: Studio) -> None:
    """A whole report, with measures to be made."""
    first_report(studio)
    show_tab(studio, 0)


def preview_to_confirm(studio: Studio) -> None:
    """What was assumed while reading."""
    first_report(studio)
    show_tab(studio, 2)


def preview_new_measures(studio: Studio) -> None:
    """The measures that would be made."""
    first_report(studio)
    show_tab(studio, 3)


def preview_problems(studio: Studio) -> None:
    """Cells that cannot be read, each with what to do."""
    studio.start("ascof", "scorecard")
    studio.read(studio.write("odd.csv", ODD))
    show_tab(studio, 1)


def preview_nothing_known(studio: Studio) -> None:
    """A report of measures that the file does not have."""
    studio.start("ascof", "scorecard")
    studio.read(studio.write("others.csv", OTHERS))


def preview_no_period(studio: Studio) -> None:
    """A report that does not say what its figures are for."""
    studio.start("anytown", "figures")
    studio.read(studio.write("timeless.csv", TIMELESS))


def imported(studio: Studio) -> None:
    """After an import: what came in, with Undo."""
    first_report(studio)
    file = studio.window.file
    assert file
    assert file.preview
    studio.wait(file.preview.take.click)


def show_tab(studio: Studio, number: int) -> None:
    """Show a part of the preview."""
    file = studio.window.file
    assert file
    assert file.preview
    file.preview.tabs.setCurrentIndex(number)


SCENES = (
    preview_changes, preview_adopt, preview_to_confirm, preview_new_measures, preview_problems,
    preview_nothing_known, preview_no_period, imported,
)  # fmt: skip
