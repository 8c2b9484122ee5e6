"""The table of design.md, section 9, as far as there is something to measure."""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import resources
from bench import data

RUNS = 7
FRAME = 1 / 60


@dataclass(frozen=True)
class Line:
    """One row: what was done, beside what, and the medians of both in seconds."""

    work: str
    beside: str
    goal: str
    ours: float
    theirs: float


# Where it is set, every start compiles every module anew, which no user's start does.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def inside(*arguments: str) -> float:
    """Run one side in a fresh process; return the seconds that it says its work took."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.work", *arguments], capture_output=True, text=True, check=True, env=ENVIRONMENT
    )
    return float(done.stdout)


def drawn(*arguments: str) -> float:
    """Run one side on the screen that is none, in a fresh process; return the seconds that its work took."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.screen", *arguments],
        capture_output=True, text=True, check=True, env=ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return float(done.stdout)


def whole(*arguments: str) -> float:
    """Run a whole process; return its seconds from outside."""
    environment = ENVIRONMENT | {"ASCDESK_SMOKE": "1", "QT_QPA_PLATFORM": "offscreen"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def compare(work: str, beside: str, goal: str, ours: Callable[[], float], theirs: Callable[[], float]) -> Line:
    """Measure both sides in turn, so that both see the same weather; one turn to warm up."""
    pairs = [(ours(), theirs()) for _ in range(RUNS + 1)][1:]
    return Line(work, beside, goal, *(statistics.median(side) for side in zip(*pairs, strict=True)))


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--large", action="store_true", help="the sheet on 100 times the figures, beside the small file")
    chosen = large_lines if asked.parse_args().large else lines
    print(f"{'work':42} {'beside':42} {'ours':>9} {'theirs':>9} {'ratio':>7}  goal")
    with tempfile.TemporaryDirectory() as folder:
        for line in chosen(Path(folder)):
            print(
                f"{line.work:42} {line.beside:42} {line.ours * 1000:7.1f}ms {line.theirs * 1000:7.1f}ms "
                f"{line.ours / line.theirs:7.2f}  {line.goal}",
                flush=True,
            )


def lines(folder: Path):
    sample = str(resources.path("samples/scorecard.xlsx"))
    rows = folder / "rows.xlsx"
    data.workbook(rows)
    council = folder / "council.ascdesk"
    data.council(council).close()
    yield compare(
        "start to a usable window", "a bare PySide6 window", "< 3",
        lambda: whole("-m", "ascdesk"), lambda: whole("-m", "bench.bare"),
    )  # fmt: skip
    yield compare(
        "start on a file of 60,000 figures", "a bare PySide6 window", "",
        lambda: whole("-m", "ascdesk", str(council)), lambda: whole("-m", "bench.bare"),
    )  # fmt: skip
    yield compare(
        "import the scorecard, previewed and stored", "reading its cells with their formats", "",
        lambda: inside("import", sample), lambda: inside("read", sample),
    )  # fmt: skip
    yield compare(
        f"import {data.ROWS:,} rows, previewed and stored", "reading its cells with their formats", "< 1.7",
        lambda: inside("import", str(rows)), lambda: inside("read", str(rows)),
    )  # fmt: skip
    yield compare(
        "scorecard of 500 measures", "one SQL query of the 13 periods", "< 5",
        lambda: inside("judge", str(council)), lambda: inside("query", str(council)),
    )  # fmt: skip
    yield compare(
        "500 x 120 months judged, SPC and intervals", "reading the same figures", "",
        lambda: inside("judge-all", str(council)), lambda: inside("figures", str(council)),
    )  # fmt: skip
    typed = [drawn("type", str(council)) for _ in range(3)]
    yield from sheet_lines(council)
    yield Line("99th of 100 typed figures: on disk, on screen", "one frame", "< 1", statistics.median(typed), FRAME)
    yield compare(
        "switch to another measure's chart", "a bare pyqtgraph plot of its points", "< 2",
        lambda: drawn("charts", str(council)), lambda: drawn("bare", str(council)),
    )  # fmt: skip


def grid(work: str, file: Path) -> float:
    """Run one side of a row about the sheet in a fresh process, on a copy where it writes."""
    fresh = file.with_name("fresh.ascdesk")
    writes = work in ("paste", "write", "type")
    if writes:
        shutil.copy(file, fresh)
    module = "bench.screen" if work == "type" else "bench.grid"
    done = subprocess.run(
        [sys.executable, "-m", module, work, str(fresh if writes else file)],
        capture_output=True, text=True, check=True, env=ENVIRONMENT | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    return float(done.stdout.splitlines()[-1])


def sheet_lines(council: Path):
    """The rows of the sheet with 500 measures and 120 months."""
    for work, beside, ours, theirs in (
        ("open the Figures page, 500 x 120", "a bare QTableView on the same texts", "open", "bare-open"),
        ("scroll through it, 99th of 100 frames", "the same bare table", "scroll", "bare-scroll"),
        ("paste 5,000 cells", "one executemany in one transaction", "paste", "write"),
    ):
        yield compare(work, beside, "", partial(grid, ours, council), partial(grid, theirs, council))


def large_lines(folder: Path):
    """The rows of the sheet on a file with 100 times the figures, each beside itself on the small one."""
    small, large = folder / "council.ascdesk", folder / "large.ascdesk"
    data.council(small).close()
    start = time.perf_counter()
    data.large(small, large)
    print(f"({large.stat().st_size / 1e9:.1f} GB made in {time.perf_counter() - start:.0f} s)", flush=True)
    for work, title in (
        ("open", "open the Figures page, 500 x 120"), ("scroll", "scroll through it, 99th of 100 frames"),
        ("type", "99th of 100 typed figures"), ("paste", "paste 5,000 cells"),
    ):  # fmt: skip
        yield compare(
            title, "itself on a hundredth of the figures", "< 2",
            partial(grid, work, large), partial(grid, work, small),
        )  # fmt: skip


if __name__ == "__main__":
    main()
