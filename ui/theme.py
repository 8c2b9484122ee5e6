"""Our own palette and style sheet on Fusion, made from the tokens, following the system's light or dark."""

from __future__ import annotations

from dataclasses import asdict
from string import Template

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

import resources
from ui import tokens as design
from ui.tokens import DARK, LIGHT, Tokens

# What pictures are made with, and reads best on Linux; Windows and macOS have good ones of their own.
PREFERRED = "Inter"


def follow_system(app: QApplication) -> None:
    """Dress the program as the system asks for, now and whenever it changes its mind."""
    app.setStyle("Fusion")
    app.setFont(work_font(app.font()))
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda scheme: dress(app, tokens_for(scheme)))
    dress(app, tokens_for(hints.colorScheme()))


def tokens_for(scheme: Qt.ColorScheme) -> Tokens:
    """Return the tokens of a colour scheme; a system that says nothing gets the light ones."""
    return DARK if scheme is Qt.ColorScheme.Dark else LIGHT


def dress(app: QApplication, tokens: Tokens) -> None:
    """Give the whole program these colours."""
    app.setPalette(palette(tokens))
    app.setStyleSheet(style_sheet(tokens))


def work_font(system: QFont) -> QFont:
    """Return the font for work: the system's family, figures all of one width."""
    font = QFont(system)
    if QFontDatabase.hasFamily(PREFERRED) and not _is_native(system.family()):
        font.setFamily(PREFERRED)
    font.setPixelSize(design.TEXT)
    font.setFeature(QFont.Tag("tnum"), 1)
    return font


def _is_native(family: str) -> bool:
    return family.startswith(("Segoe UI", ".AppleSystemUIFont", "Cantarell", "Ubuntu"))


def sized(font: QFont, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return a font of the same family in another size and weight."""
    other = QFont(font)
    other.setPixelSize(pixels)
    other.setWeight(weight)
    return other


def palette(tokens: Tokens) -> QPalette:
    """Return the palette of these tokens."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.background,
        role.WindowText: tokens.ink,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.background,
        role.Text: tokens.ink,
        role.Button: tokens.surface,
        role.ButtonText: tokens.ink,
        role.BrightText: tokens.red,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.ink,
        role.PlaceholderText: tokens.third,
        role.Highlight: tokens.selection,
        role.HighlightedText: tokens.ink,
        role.Accent: tokens.accent,
        role.Link: tokens.accent,
        role.LinkVisited: tokens.accent,
        role.Light: tokens.surface,
        role.Midlight: tokens.faint,
        role.Mid: tokens.line,
        role.Dark: tokens.third,
        role.Shadow: tokens.line,
    }
    made = QPalette()
    for where, colour in colours.items():
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(tokens.third))
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return the style sheet with the tokens filled in."""
    sizes = {"small": design.SMALL, "text": design.TEXT, "title": design.TITLE, "radius": design.RADIUS}
    sizes |= {"heading": design.HEADING, "figure": design.FIGURE}
    shade = "dark" if tokens is DARK else "light"
    drawn = {name: resources.path(f"icons/{name}-{shade}.svg").as_posix() for name in ("tick", "down")}
    return Template(resources.text("style/ascdesk.qss")).substitute(asdict(tokens) | sizes | drawn)
