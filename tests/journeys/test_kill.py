"""Killing the program in the middle of an import leaves nothing of it."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.conftest import ROOT, done

_SCORECARD = ROOT / "resources" / "samples" / "scorecard.xlsx"
_MEASURES = 1500


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A return whose import takes a while: some thousand figures with their commentaries."""
    path = tmp_path_factory.mktemp("large") / "large.csv"
    lines = ["Measure,2023-24 Q1,2023-24 Q2,Target,Comments"]
    lines += [f"Measure number {n},{n},{n + 1},{n + 2},Said of {n}" for n in range(_MEASURES)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def held(file: Path) -> Path:
    """A file that holds something already."""
    done("import", file, _SCORECARD, "--adopt")
    return file


def _contents(file: Path) -> list[object]:
    return [done(view, file, "--json").json for view in ("figures", "measures", "history")]


def _import(file: Path, source: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "ascdesk", "import", str(file), str(source), "--adopt"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _kill_when(process: "subprocess.Popen[bytes]", ripe: Callable[[], bool]) -> bool:
    """Kill the process as soon as it is ripe; return whether it was killed before it ended."""
    deadline = time.monotonic() + 60
    while process.poll() is None and not ripe():
        assert time.monotonic() < deadline
        time.sleep(0.0005)
    process.kill()
    return process.wait() != 0


def _is_past(moment: float) -> bool:
    return time.monotonic() >= moment


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def _is_whole(file: Path, before: list[object]) -> None:
    assert done("check", file, "--json").json["sound"] is True
    assert _contents(file) == before


@pytest.mark.skipif(os.name == "nt", reason="the journal is watched as POSIX shows it")
@pytest.mark.parametrize("wait", [0.0, 0.02, 0.1])
def test_a_kill_while_the_import_is_being_written_leaves_nothing_of_it(held: Path, large: Path, wait: float) -> None:
    before = _contents(held)
    journal = held.with_name(f"{held.name}-journal")
    started: list[float] = []

    def ripe() -> bool:
        if not started and _size(journal):
            started.append(time.monotonic())
        return bool(started) and time.monotonic() - started[0] >= wait

    killed = _kill_when(_import(held, large), ripe)
    assert started
    assert killed or wait
    if killed and _size(journal):
        _is_whole(held, before)
    else:
        _is_all_or_nothing(held, before)


def test_a_kill_at_any_moment_leaves_all_of_the_import_or_nothing(held: Path, large: Path) -> None:
    before = _contents(held)
    moments = random.Random(20210930)
    for _ in range(4):
        at = time.monotonic() + moments.uniform(0.1, 1.5)
        _kill_when(_import(held, large), partial(_is_past, at))
        if not _is_all_or_nothing(held, before):
            done("undo", held)
            before = _contents(held)


def test_after_a_kill_the_import_can_be_done_again(held: Path, large: Path) -> None:
    journal = held.with_name(f"{held.name}-journal")
    _kill_when(_import(held, large), lambda: _size(journal) > 0)
    done("import", held, large, "--adopt")
    assert len(done("measures", held, "--json").json["measures"]) == 31 + _MEASURES
    assert done("check", held, "--json").json["sound"] is True


def _is_all_or_nothing(file: Path, before: list[object]) -> bool:
    """Tell whether nothing of the import is left; where something is, it must be all of it."""
    assert done("check", file, "--json").json["sound"] is True
    now = _contents(file)
    if now == before:
        return True
    figures = done("figures", file, "--json").json["figures"]
    assert len(figures) == 31 * 4 + 2 * _MEASURES
    return False
