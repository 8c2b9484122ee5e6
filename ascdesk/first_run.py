"""What `make run` does: the window on the sample, or without a screen the main job off screen."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import resources

if TYPE_CHECKING:
    from ascdesk.commands import Doors


def has_screen() -> bool:
    """Tell whether there is a screen to open a window on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def first_run(doors: Doors, open_window: Callable[[Path | None], int]) -> int:
    """Make the sample in a folder of its own, and open it or do a quarter's job on it."""
    folder = Path(tempfile.mkdtemp(prefix="ascdesk-"))
    if has_screen():
        path = folder / "anytown.ascdesk"
        doors.new(path, "anytown").close()
        _say(f"Opening {path}")
        return open_window(path)
    _say("There is no screen here, so the window cannot open. Doing the main job without one instead.")
    main_job(doors, folder)
    _say(f"The files are in {folder}")
    return 0


def main_job(doors: Doors, folder: Path) -> None:
    """Adopt the scorecard sample's return, set a figure, comment, judge, export."""
    # Only now: a window asks this module for a screen, and opens sooner without these.
    from ascdesk.periods import show_period
    from ascdesk.returns.reading import read_return
    from ascdesk.samples import sample

    chosen = sample("scorecard")
    with doors.new(folder / "scorecard.ascdesk", None) as workspace:
        plan = workspace.plan_import([read_return(resources.path("samples/scorecard.xlsx"))], adopt=True)
        workspace.apply(plan)
        _say(f"Adopted {plan.books[0].name}: {len(plan.measures)} measures, {len(plan.items)} values")
        measure = workspace.measure("Average length of stay in START reablement (days)")
        workspace.set_figure(measure, chosen.period, "18")
        workspace.comment(measure, chosen.period, "The stay was shorter than the 20 days of the target.")
        row = workspace.rows(measure, chosen.period)[0]
        _say(f"Set {measure.code} to {row.display}: {row.reason}")
        tally = workspace.scorecard(chosen.period).tally
        rated = f"{tally.green} green, {tally.amber} amber, {tally.red} red, {tally.none} not rated"
        _say(f"{show_period(chosen.period)}: {rated}")
        for name in ("scorecard.xlsx", "figures.csv"):
            workspace.export(Path(name).stem, chosen.period, folder / name)
            _say(f"Wrote {name}")


def _say(sentence: str) -> None:
    sys.stdout.write(f"{sentence}\n")
