"""The commands about periods: when they close, which are locked, and why."""

from __future__ import annotations

import argparse
import datetime

from ascdesk import documents, listings
from ascdesk.commands.giving import Commands, Doors, command, day, opened, period, refuse_damaged, show, to_change
from ascdesk.errors import UserError
from ascdesk.periods import show_period

_NO_DAY = "none"


def add(commands: Commands) -> None:
    """Add the commands about periods."""
    for name, about, carry_out in (
        ("lock", "Lock a period, so that it takes no figures, ratings or texts any more.", _lock),
        ("unlock", "Unlock a period, so that it can be changed again.", _unlock),
    ):
        turn = command(commands, name, about, carry_out)
        turn.add_argument("period", metavar="PERIOD", type=period)
        turn.add_argument("--reason", metavar="TEXT", required=True, help="why, in a sentence")
    about = "Show when periods close and which are locked, or set when one closes."
    calendar = command(commands, "calendar", about, _calendar, json=True, past=True)
    calendar.add_argument("--period", metavar="P", type=period, help="the period that closes")
    calendar.add_argument("--closes", metavar="DATE", type=_closing, help="the day by which its figures are to be in")


def _closing(text: str) -> datetime.date | str:
    return text if text == _NO_DAY else day(text)


def _lock(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        state = workspace.lock(given.period, given.reason)
    print(f"{show_period(state.period)} is locked: {state.reason}")
    return 0


def _unlock(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        state = workspace.unlock(given.period, given.reason)
    print(f"{show_period(state.period)} can be changed again: {state.reason}")
    return 0


def _calendar(given: argparse.Namespace, doors: Doors) -> int:
    if (given.period is None) is not (given.closes is None):
        raise UserError("It takes both a period and the day that it closes.", "Give --period and --closes, or neither.")
    with opened(given, doors) as workspace:
        if given.period:
            refuse_damaged(workspace)
            workspace.set_closing(given.period, None if given.closes == _NO_DAY else given.closes)
        return show(given, documents.calendar(workspace), listings.calendar)
