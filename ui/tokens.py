"""The colours and sizes of the design, once for light and once for dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QGuiApplication, QPalette

if TYPE_CHECKING:  # known by name only: the window opens without them
    from ascdesk.model import Rating


RADIUS = 7
SMALL, TEXT, TITLE, HEADING, FIGURE = 12, 13, 15, 18, 28


@dataclass(frozen=True, slots=True)
class Tokens:
    """Every colour that a window may use, by what it is for."""

    background: str
    surface: str
    line: str
    faint: str
    ink: str
    second: str
    third: str
    accent: str
    on_accent: str
    accent_hover: str
    soft: str
    hover: str
    selection: str
    nav: str
    nav_ink: str
    nav_third: str
    nav_on: str
    nav_hover: str
    green: str
    green_soft: str
    amber: str
    amber_soft: str
    red: str
    red_soft: str
    none: str
    none_soft: str

    def quiet(self, tinted: bool) -> str:
        """Return the ink of what matters less: the third, or the second where a tinted ground would swallow it."""
        return self.second if tinted else self.third

    def rating(self, rating: Rating) -> tuple[QColor, QColor]:
        """Return the strong and the soft colour of a rating."""
        return QColor(getattr(self, rating.value)), QColor(getattr(self, f"{rating.value}_soft"))


LIGHT = Tokens(
    background="#F6F7F9",
    surface="#FFFFFF",
    line="#DDE1E6",
    faint="#EBEEF1",
    ink="#1B2733",
    second="#4A5866",
    third="#66727F",
    accent="#12436D",
    on_accent="#FFFFFF",
    accent_hover="#1B5788",
    soft="#E3ECF5",
    hover="#EEF3F8",
    selection="#D6E4F2",
    nav="#12304B",
    nav_ink="#DCE6F0",
    nav_third="#8FA5BA",
    nav_on="#1F4A70",
    nav_hover="#193D5E",
    green="#00703C",
    green_soft="#E2F1E9",
    amber="#8A5300",
    amber_soft="#FCF0DA",
    red="#B3231B",
    red_soft="#FBE6E4",
    none="#5A6570",
    none_soft="#ECEFF2",
)

DARK = Tokens(
    background="#14191F",
    surface="#1B222A",
    line="#33404C",
    faint="#28323C",
    ink="#E8EDF2",
    second="#B8C3CE",
    third="#95A2AF",
    accent="#7DB3E3",
    on_accent="#0E1B27",
    accent_hover="#9AC6EC",
    soft="#22384C",
    hover="#202A34",
    selection="#27435D",
    nav="#0F151B",
    nav_ink="#C7D3DE",
    nav_third="#7E8C99",
    nav_on="#22384C",
    nav_hover="#18212B",
    green="#5CC08B",
    green_soft="#17342A",
    amber="#F0B14A",
    amber_soft="#3A2E17",
    red="#F08A80",
    red_soft="#3F2220",
    none="#A5B0BB",
    none_soft="#2A343E",
)


def tokens_now() -> Tokens:
    """Return the tokens that the program wears now, so that whatever paints follows a change at once.

    Asked of the application: a style sheet writes colours of its own into the palettes of widgets.
    """
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT
