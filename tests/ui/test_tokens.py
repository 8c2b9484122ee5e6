"""The colours of the design, measured as the Web Content Accessibility Guidelines measure them."""

import pytest
from PySide6.QtGui import QColor

from ui.charts.shades import _ON_DARK, _ON_LIGHT
from ui.tokens import DARK, LIGHT, Tokens

TEXT, SHAPE = 4.5, 3.0
# Which token is written on which grounds, anywhere in the window.
WRITTEN = {
    "ink": ("surface", "background", "soft", "hover", "selection", "amber_soft", "red_soft", "none_soft"),
    "second": ("surface", "background", "soft", "hover", "selection", "amber_soft"),
    "third": ("surface", "background"),  # on a tinted ground `Tokens.quiet` gives the second
    "accent": ("surface", "background", "soft", "amber_soft"),
    "accent_hover": ("surface", "background", "soft"),
    "on_accent": ("accent", "accent_hover"),
    "nav_ink": ("nav", "nav_on", "nav_hover"),
    "nav_third": ("nav",),
    "green": ("green_soft", "surface"),
    "amber": ("amber_soft", "surface"),
    "red": ("red_soft", "surface", "background"),
    "none": ("none_soft", "surface"),
}
# Which token draws something that must be seen to be understood: shapes, rings, icons, the edges of tick boxes.
DRAWN = {
    "accent": ("surface", "background", "soft", "selection", "hover"),
    "third": ("surface", "background", "soft", "selection"),
    "second": ("surface", "background", "soft"),
    "green": ("green_soft", "surface", "selection"),
    "amber": ("amber_soft", "surface", "selection"),
    "red": ("red_soft", "surface", "selection"),
    "none": ("none_soft", "surface", "selection"),
}
DRESSES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@DRESSES
def test_every_text_can_be_read_on_its_ground(tokens: Tokens) -> None:
    assert too_faint(tokens, WRITTEN, TEXT) == []


@DRESSES
def test_every_shape_can_be_seen_on_its_ground(tokens: Tokens) -> None:
    assert too_faint(tokens, DRAWN, SHAPE) == []


@DRESSES
def test_the_lines_of_charts_can_be_seen(tokens: Tokens) -> None:
    colours = _ON_DARK if tokens is DARK else _ON_LIGHT
    assert [each for each in colours if contrast(each, tokens.surface) < SHAPE] == []


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def too_faint(tokens: Tokens, pairs: dict[str, tuple[str, ...]], least: float) -> list[str]:
    found = []
    for name, grounds in pairs.items():
        for ground in grounds:
            measured = contrast(getattr(tokens, name), getattr(tokens, ground))
            if measured < least:
                found.append(f"{name} on {ground}: {measured:.2f}")
    return found


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())
