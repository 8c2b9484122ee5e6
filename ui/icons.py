"""Our one family of icons, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources

# What tells a widget that its icons need other colours.
RECOLOURED = (QEvent.Type.PaletteChange, QEvent.Type.StyleChange)


def icon(name: str, colour: str, disabled: str = "", on: str = "", size: int = 16) -> QIcon:
    """Return the named icon in a colour, paler where its control is disabled, another where it is on."""
    made = QIcon()
    # One drawing for each scale of a screen that is there; Qt picks the nearest.
    for scale in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(pixmap(name, colour, size, scale))
        made.addPixmap(pixmap(name, disabled or colour, size, scale), QIcon.Mode.Disabled)
        if on:
            made.addPixmap(pixmap(name, on, size, scale), QIcon.Mode.Normal, QIcon.State.On)
    return made


def pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    """Return the named icon drawn at one scale."""
    drawn = QPixmap.fromImage(_image(name, colour, round(size * scale)))
    drawn.setDevicePixelRatio(scale)
    return drawn


@cache  # a few dozen; an image, as a pixmap must not outlive the application
def _image(name: str, colour: str, pixels: int) -> QImage:
    image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    drawing = resources.text(f"icons/{name}.svg").replace("currentColor", colour)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(image.rect()))
    painter.end()
    return image
