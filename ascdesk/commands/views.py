"""The commands that show what a file holds, how it is judged, and what happened to it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from ascdesk import documents, listings
from ascdesk.checking.findings import Concern, Finding
from ascdesk.checking.past import beside
from ascdesk.commands.giving import Commands, Doors, command, opened, period, show, the_period
from ascdesk.errors import UserError
from ascdesk.periods import Period
from ascdesk.reconciling.document import reconciliation
from ascdesk.reconciling.listing import reconciliation as reconciliation_lines
from ascdesk.workspace import Workspace


def add(commands: Commands) -> None:
    """Add the commands that show something."""
    command(commands, "measures", "List the measures.", _measures, json=True, past=True)
    figures = command(commands, "figures", "List the figures.", _figures, json=True, past=True)
    figures.add_argument("--measure", metavar="M")
    for name, about, carry_out in (
        ("commentaries", "List what was written for a period.", _commentaries),
        ("scorecard", "Show the judged rows of a period and their tally.", _scorecard),
        ("reconcile", "Lay computed ratings beside published ones.", _reconcile),
        ("check", "Check the file, and a period for what is missing or odd.", _check),
    ):
        view = command(commands, name, about, carry_out, json=True, past=True)
        view.add_argument("--period", metavar="P", type=period)
    history = command(commands, "history", "Show who changed what, latest first.", _history, json=True, past=True)
    history.add_argument("measure", metavar="MEASURE", nargs="?")
    history.add_argument("period", metavar="PERIOD", type=period, nargs="?")


def _measures(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        return show(given, documents.measures(workspace), listings.measures)


def _figures(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        measure = workspace.measure(given.measure) if given.measure else None
        return show(given, documents.figures(workspace, workspace.figures(measure)), listings.figures)


def _commentaries(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        held = workspace.commentaries(the_period(given, workspace))
        return show(given, documents.commentaries(workspace, held), listings.commentaries)


def _scorecard(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        judged = workspace.scorecard(the_period(given, workspace))
        return show(given, documents.scorecard(judged), listings.scorecard)


def _reconcile(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        period = the_period(given, workspace)
        document = reconciliation(workspace.reconcile(period))
        document["printed"] = [
            {"label": each.label, "count": each.count, "place": each.place}
            for each in workspace.published_tally(period)
        ]
        return show(given, document, reconciliation_lines)


def _check(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        wrong = workspace.check_file()
        period, found = _looked_at(given.period, workspace, damaged=bool(wrong))
    show(given, documents.check(wrong, period, found), listings.check)
    if wrong:
        raise UserError("The file is damaged.", "Restore the latest backup: ascdesk restore BACKUP FILE")
    return 0


def _looked_at(asked: Period | None, workspace: Workspace, damaged: bool) -> tuple[Period | None, tuple[Finding, ...]]:
    """Return a period and what is missing or odd in it; nothing where damage keeps it from being read.

    Where none was asked for, the odd figures of the periods beside it come after it: they are printed with it.
    """
    try:
        period = asked or workspace.default_period()
        if period is None:
            return None, ()
        found = list(workspace.findings(workspace.scorecard(period)))
        if asked is None:
            found += _odd_beside(period, workspace)
        return period, tuple(found)
    except UserError:
        if not damaged:
            raise
        return None, ()


def _odd_beside(period: Period, workspace: Workspace) -> Iterator[Finding]:
    held = frozenset(workspace.periods())
    for each in beside(period):
        if each in held:
            found = workspace.findings(workspace.scorecard(each))
            yield from (one for one in found if one.concern is Concern.ODD_FIGURE)


def _history(given: argparse.Namespace, doors: Doors) -> int:
    with opened(given, doors) as workspace:
        measure = workspace.measure(given.measure) if given.measure else None
        changes = workspace.history(measure, given.period)
        return show(given, documents.history(workspace, changes), listings.history)
