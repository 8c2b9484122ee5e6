"""The files that were open before, the latest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

KEY, MOST = "recent", 8


def files(settings: QSettings) -> list[Path]:
    """Return those that are still there."""
    return [path for path in _kept(settings) if path.is_file()]


def remember(settings: QSettings, path: Path) -> None:
    """Put a file at the head of the list."""
    kept = [path, *(each for each in _kept(settings) if each != path)][:MOST]
    settings.setValue(KEY, [str(each) for each in kept])


def _kept(settings: QSettings) -> list[Path]:
    # Settings give back a lone entry as a string and an empty list as nothing.
    held = settings.value(KEY, [])
    names = [held] if isinstance(held, str) else held if isinstance(held, list) else []
    return [Path(str(name)) for name in names]
