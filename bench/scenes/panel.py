"""The panel beside the figures, the bar above them that asks why, and the file that a figure came from."""

from __future__ import annotations

from PySide6.QtCore import Qt

from ascdesk.periods import Period
from bench.scenes.figures import page, rest, stand
from bench.studio import Studio
from ui.models.figures import Column

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _panel(studio: Studio, code: str, typed: str = "") -> None:
    """Stand on a figure with the panel open, after typing there."""
    stand(studio, code)
    if typed:
        studio.type(typed)
        studio.hit(Qt.Key.Key_Return)
        studio.hit(Qt.Key.Key_Up)
    studio.details()
    rest(studio)


def panel_odd(studio: Studio) -> None:
    """A figure that looks odd, and the two ways out."""
    _panel(studio, "SU02", "334")


def panel_explaining(studio: Studio) -> None:
    """Saying why an odd figure is right."""
    panel_odd(studio)
    studio.hit(Qt.Key.Key_E, CONTROL | SHIFT)
    studio.type("Two teams counted reviews")


def panel_explained(studio: Studio) -> None:
    """An odd figure that somebody has explained, with a flag, marks and a note."""
    panel_explaining(studio)
    studio.hit(Qt.Key.Key_Return)
    studio.hit(Qt.Key.Key_F, CONTROL | SHIFT)
    studio.type("Ask the locality teams for their December lists")
    studio.hit(Qt.Key.Key_Return)
    for each in tuple(page(studio).panel.status.buttons.values())[:2]:
        each.click()
    rest(studio)


def panel_history(studio: Studio) -> None:
    """The values that a figure had, and what can be done with them."""
    stand(studio, "SU02")
    for typed in ("33.4", "33.6", "31.9"):
        studio.type(typed)
        studio.hit(Qt.Key.Key_Return)
        studio.hit(Qt.Key.Key_Up)
    studio.details()
    rest(studio)
    page(studio).panel.history.entries[-1].setFocus()
    bar = page(studio).panel.verticalScrollBar()
    bar.setValue(bar.maximum())
    studio.settle()


def panel_choices(studio: Studio) -> None:
    """A percentage that may be a fraction: what is meant?"""
    _panel(studio, "SU02", "0.412")


def panel_why(studio: Studio) -> None:
    """An earlier figure that is typed over: why does it change?"""
    stand(studio, "SU02", Column.PREVIOUS)
    studio.type("30.1")
    studio.hit(Qt.Key.Key_Return)


def panel_fractions(studio: Studio) -> None:
    """A paste whose percentages came as fractions."""
    stand(studio, "AA01")
    studio.paste("0.91\r\n0.884\r\n0.72\r\n")


def panel_source(studio: Studio) -> None:
    """The kept file, at the cell that a figure came from."""
    studio.start("scorecard", "figures")
    shown = page(studio)
    shown.table.setFocus()
    studio.hit(Qt.Key.Key_Down)
    studio.details()
    rest(studio)
    entry = shown.panel.history.entries[0]
    studio.wait(entry.source.click)
    rest(studio)


def panel_blank(studio: Studio) -> None:
    """A cell without a figure."""
    stand(studio, "SU02")
    file = studio.window.file
    assert file
    file.show_period(Period.quarter(2025, 3))
    studio.details()
    rest(studio)


SCENES = (
    panel_odd, panel_explaining, panel_explained, panel_history, panel_choices, panel_why, panel_fractions,
    panel_source, panel_blank,
)  # fmt: skip
