"""The commands about what is still to be found out of a figure, and why it is right that looks odd."""

from __future__ import annotations

import argparse

from ascdesk.changing import part_named, require_part
from ascdesk.commands.giving import Commands, Doors, command, name, name_row, to_change
from ascdesk.errors import UserError
from ascdesk.identity import figure_id, follow_up_id
from ascdesk.locking import ahead_words
from ascdesk.model import Measure
from ascdesk.periods import show_period
from ascdesk.workspace import Workspace


def add(commands: Commands) -> None:
    """Add the commands about single figures."""
    flag = command(commands, "flag", "Put a flag on a figure that is still to be looked at, or take it off.", _flag)
    name_row(flag, series=True)
    what = flag.add_mutually_exclusive_group(required=True)
    what.add_argument("--text", metavar="TEXT", help="what is still to be found out")
    what.add_argument("--done", action="store_true", help="it is seen to: take the flag off")
    explain = command(commands, "explain", "Say why a figure is right that checks found odd.", _explain)
    name_row(explain, series=True)
    explain.add_argument("--reason", metavar="TEXT", required=True, help="why it is right, in a sentence")


def _flag(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        measure, part, about = _cell(workspace, given)
        key = follow_up_id(figure_id(measure.id, given.period, part, given.series))
        held = next((each for each in workspace.follow_ups() if each.id == key), None)
        if given.done:
            if held is None:
                raise UserError(f"There is no flag on {about}.", "Put one there with --text.")
            workspace.unflag(held)
            print(f"{about}: the flag is off.")
            return 0
        made = workspace.flag(measure, given.period, given.text, part, given.series)
        mistyped = ahead_words(given.period, workspace.today())
    print(f"{about}: flagged: {made.text}")
    if held is not None and held.text != made.text:
        print(f"That took the place of: {held.text}")
    if mistyped:
        print(f"Look again: {mistyped}")
    return 0


def _explain(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        measure, part, about = _cell(workspace, given)
        key = figure_id(measure.id, given.period, part, given.series)
        figure = next((each for each in workspace.figures(measure, given.period) if each.id == key), None)
        odd = [each for each in workspace.oddities(figure) if each.open] if figure else []
        if figure is None or not odd:
            raise UserError(
                f"{about}: there is no {'open warning' if figure else 'figure'}, so nothing is to be explained.",
                "To say something of it all the same, use --note with: ascdesk set",
            )
        workspace.explain(measure, figure, [each.check for each in odd], given.reason)
    for each in odd:
        print(f"{about}: explained: {each.text}")
    return 0


def _cell(workspace: Workspace, given: argparse.Namespace) -> tuple[Measure, str, str]:
    """Return the measure and the part that were given, and what the figure is called."""
    measure = workspace.measure(given.measure, given.period)
    part = part_named(measure, given.part)
    require_part(measure, part, given.series)
    return measure, part, f"{name(measure)}, {show_period(given.period)}"
