"""The Figures page."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ascdesk.columns import BUILT_IN, FIVE_YEARS, MONTHS_AND_QUARTERS, Columns
from ascdesk.sifting import Shown
from bench.studio import Studio
from ui.models.figures import Column
from ui.pages.figures import FiguresPage


def page(studio: Studio) -> FiguresPage:
    """Return the page."""
    assert isinstance(studio.page, FiguresPage)
    return studio.page


def stand(studio: Studio, code: str, column: int = Column.CURRENT) -> FiguresPage:
    """Open the sheet with the cursor in a cell."""
    studio.start("anytown", "figures", code)
    shown = page(studio)
    shown.table.setFocus()
    shown.table.stand(shown.table.currentIndex().row(), column)
    studio.settle()
    return shown


def figures(studio: Studio) -> None:
    """The sheet, and beside it a figure that was corrected."""
    stand(studio, "SU02")
    studio.type("33.4")
    studio.hit(Qt.Key.Key_Return)
    studio.hit(Qt.Key.Key_Up)
    rest(studio)


def rest(studio: Studio) -> None:
    """Wait until the panel has read the log."""
    for _ in range(8):
        studio.settle()


def figures_details(studio: Studio) -> None:
    """The panel open, where the window is too small for it by itself."""
    figures(studio)
    studio.details()
    rest(studio)


def figures_warning(studio: Studio) -> None:
    """A figure that looks odd, with the two ways out."""
    stand(studio, "CX03")
    studio.details()


def figures_unread(studio: Studio) -> None:
    """A cell that cannot be read."""
    stand(studio, "CX02")
    studio.type("abt 80")
    studio.hit(Qt.Key.Key_Return)
    studio.hit(Qt.Key.Key_Up)
    studio.details()


def figures_typing(studio: Studio) -> None:
    """A figure being typed over another."""
    stand(studio, "SG04")
    studio.type("88.")


def figures_selected(studio: Studio) -> None:
    """A block of selected cells, with figures for Excel."""
    stand(studio, "AA02")
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left):
        studio.hit(key, Qt.KeyboardModifier.ShiftModifier)


def figures_reasons(studio: Studio) -> None:
    """Why there is no figure: the list of reasons."""
    stand(studio, "CX05")
    studio.hit(Qt.Key.Key_F4)


def figures_paste(studio: Studio) -> None:
    """A paste over figures of earlier periods, which asks first."""
    stand(studio, "SU02", Column.PREVIOUS)
    studio.paste("30.1%\r\n61%\r\n140\r\n910\r\n588\r\n")


def figures_missing(studio: Studio) -> None:
    """Only the figures that are due."""
    studio.start("anytown", "figures")
    page(studio).show_only(Shown.DUE)


def figures_to_check(studio: Studio) -> None:
    """Only the figures that look odd."""
    studio.start("anytown", "figures")
    page(studio).show_only(Shown.CHECK)


def figures_words(studio: Studio) -> None:
    """Sentences in place of figures."""
    studio.start("anytown", "figures", "PR05")


def figures_months(studio: Studio) -> None:
    """A month of the return that is made by month."""
    studio.start("monthly", "figures")


def figures_arithmetic(studio: Studio) -> None:
    """How a figure in arrears is rated, opened from the grid."""
    stand(studio, "AA03", Column.RATING)
    studio.hit(Qt.Key.Key_Return)


def figures_many(studio: Studio) -> None:
    """Five years of months beside the shown one, the latest in sight."""
    studio.start("monthly", "figures")
    page(studio).show_columns(Columns(earlier=60))
    studio.settle()


def figures_rolled(studio: Studio) -> None:
    """Five years of quarters, rolled back: code and measure stay."""
    studio.start("anytown", "figures", "SU02")
    shown = page(studio)
    shown.show_columns(BUILT_IN[FIVE_YEARS])
    bar = shown.table.horizontalScrollBar()
    bar.setValue(bar.maximum() * 3 // 5)
    studio.settle()


def figures_folded(studio: Studio) -> None:
    """Two sections folded away."""
    shown = stand(studio, "SU02")
    shown.table.fold(0, True)
    shown.table.fold(1, True)
    studio.settle()


def figures_kinds(studio: Studio) -> None:
    """Months, quarters and the last year beside the quarter."""
    stand(studio, "SU02").show_columns(BUILT_IN[MONTHS_AND_QUARTERS])
    studio.settle()


def figures_marks(studio: Studio) -> None:
    """Flags, notes, what is odd and what is explained; the quarters before are locked."""
    shown = stand(studio, "SU02")
    workspace, period = shown.desk.workspace, shown.model.period
    workspace.lock(period.previous(), "Sent to the board")
    workspace.lock(period.shift(-2), "Sent to the board")
    for code in ("SU03", "AA06"):
        workspace.flag(workspace.measure(code), period, "Ask the finance team which accruals are in")
    studio.settle()
    shown.table.stand(shown.table.currentIndex().row(), Column.PREVIOUS)
    studio.type("5")
    rest(studio)


def figures_zoomed(studio: Studio) -> None:
    """Half as large again."""
    stand(studio, "SU02").table.set_zoom(1.5)
    studio.settle()


def figures_small(studio: Studio) -> None:
    """Four fifths of the usual size."""
    stand(studio, "SU02").table.set_zoom(0.8)
    studio.settle()


def figures_red(studio: Studio) -> None:
    """Only what is red."""
    studio.start("anytown", "figures")
    page(studio).show_only(Shown.RED)


def figures_columns(studio: Studio) -> None:
    """Choosing columns."""
    stand(studio, "SU02").choose_columns()


def figures_values(studio: Studio) -> None:
    """Values only, with owners and notes."""
    columns = Columns(earlier=3, numbers=False, target=False, rating=False, owner=True, note=True)
    stand(studio, "SU02").show_columns(columns)
    studio.settle()


SCENES = (
    figures, figures_details, figures_warning, figures_unread, figures_typing, figures_selected, figures_reasons,
    figures_paste, figures_missing, figures_to_check, figures_words, figures_months, figures_arithmetic,
    figures_many, figures_rolled, figures_folded, figures_kinds, figures_marks, figures_zoomed, figures_small,
    figures_red, figures_columns, figures_values,
)  # fmt: skip
