import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ascdesk.__main__ import main

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"{SHARED} is not here, and holds the real returns")


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Command = Callable[..., Said]


def command(*arguments: object) -> Said:
    """Carry a command out in this process, as it would be carried out in a process of its own."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = main([str(each) for each in arguments])
        except SystemExit as wrong_usage:
            status = wrong_usage.code if isinstance(wrong_usage.code, int) else 1
    return Said(status, out.getvalue(), err.getvalue())


def done(*arguments: object) -> Said:
    """Carry a command out that must succeed."""
    said = command(*arguments)
    assert (said.status, said.err) == (0, ""), said
    return said


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A new file, without anything in it."""
    path = tmp_path / "Quarter.ascdesk"
    done("new", path)
    return path
