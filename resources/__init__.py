"""What the program brings along: style, icons, templates, samples, help."""

from importlib.resources import files
from pathlib import Path


def path(name: str) -> Path:
    """Say where a resource lies, such as `path("samples/scorecard.xlsx")`."""
    return Path(str(files(__name__).joinpath(name)))


def text(name: str) -> str:
    """Read a resource as text, which is UTF-8."""
    return path(name).read_text(encoding="utf-8")


def data(name: str) -> bytes:
    """Read a resource as it is, byte for byte."""
    return path(name).read_bytes()
