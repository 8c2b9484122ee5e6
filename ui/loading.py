"""Making thousands of values at a time."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Fewer are made in a moment.
MANY = 1_000


@contextmanager
def loading(count: int) -> Iterator[None]:
    """Make so many values that stay, without looking through thousands for garbage meanwhile or ever after.

    That would take a third of the time, and stop a keystroke for several frames. Until the file is closed, they are
    still let go when nothing refers to them, as figures and lines never refer to each other in a ring.
    """
    if count < MANY or not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
