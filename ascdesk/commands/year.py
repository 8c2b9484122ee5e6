"""The commands about what changes from a period on: definitions, last periods, targets, and people."""

from __future__ import annotations

import argparse
from dataclasses import replace

from ascdesk.changing import part_named, require_part
from ascdesk.commands.giving import Commands, Doors, command, name, period, to_change
from ascdesk.defined import in_force
from ascdesk.defining.measures import Around, changed
from ascdesk.defining.targets import as_before, new_target, read_year, starting, target_changed, warning
from ascdesk.errors import UserError
from ascdesk.model import Measure, Polarity, Target, Unit
from ascdesk.people import Role
from ascdesk.periods import show_period
from ascdesk.scorecard import show_target
from ascdesk.workspace import Workspace
from ascdesk.year import changed_words, same_definition

_FIELDS = ("code", "title", "unit", "polarity")


def add(commands: Commands) -> None:
    """Add the commands about what changes from a period on."""
    retire = command(commands, "retire", "Let a measure be reported for the last time in a period.", _retire)
    _name_measure(retire)
    retire.add_argument("after", metavar="AFTER", type=period, help="the last period that it is reported for")
    _ask_reason(retire)
    back = command(commands, "bring-back", "Let a measure that was retired be reported again.", _bring_back)
    _name_measure(back)
    anew = command(commands, "redefine", "Define a measure anew from a period on; what was before stays.", _redefine)
    _name_measure(anew)
    anew.add_argument("start", metavar="FROM", type=period, help="the first period that it is so defined in")
    anew.add_argument("--code", metavar="C")
    anew.add_argument("--title", metavar="T")
    anew.add_argument("--unit", metavar="U", choices=list(Unit), help=", ".join(Unit))
    anew.add_argument(
        "--polarity", metavar="P", choices=list(Polarity), help="which way is better: " + ", ".join(Polarity)
    )
    anew.add_argument(
        "--comparable", choices=["yes", "no"], help="whether figures from then on compare with those before"
    )
    _ask_reason(anew)
    target = command(commands, "target", "Set the target of a year, or from a period within it on.", _target)
    _name_measure(target)
    target.add_argument("year", metavar="YEAR", help="a financial year, such as 2024/25")
    target.add_argument("value", metavar="VALUE", help="as it would be typed: 90%%, 85%% to 95%%, to reduce")
    target.add_argument("--part", metavar="P", default="")
    target.add_argument("--floor", metavar="V", help="the limit of Amber: the floor, or upper threshold")
    target.add_argument("--from", metavar="PERIOD", dest="start", type=period, help="the period that it starts with")
    target.add_argument("--approver", metavar="NAME", default="", help="who agreed to it")
    target.add_argument("--reason", metavar="TEXT", default="", help="why, in a sentence")
    people = command(commands, "replace-person", "Put one name in the place of another that leaves.", _replace_person)
    people.add_argument("old", metavar="OLD", help="who owns or writes now")
    people.add_argument("new", metavar="NEW", help="who takes over")


def _name_measure(command: argparse.ArgumentParser) -> None:
    command.add_argument("measure", metavar="MEASURE", help="a code, framework:code, or the exact title")


def _ask_reason(command: argparse.ArgumentParser) -> None:
    command.add_argument("--reason", metavar="TEXT", required=True, help="why, in a sentence")


def _retire(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        made = workspace.retire(workspace.measure(given.measure), given.after, given.reason)
    print(f"{name(made)} is reported for the last time in {show_period(given.after)}: {made.retired_because}")
    return 0


def _bring_back(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        made = workspace.bring_back(workspace.measure(given.measure))
    print(f"{name(made)} is reported again.")
    return 0


def _redefine(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        measure = workspace.measure(given.measure)
        now = _defined_anew(workspace, measure, given)
        if given.comparable is None and same_definition(measure, now):
            raise UserError(
                f"{changed_words(measure, now)}: nobody said whether figures from {show_period(given.start)} on "
                "compare with those before.",
                "Say it with --comparable yes or --comparable no.",
            )
        made = workspace.redefine(measure, now, given.start, given.comparable != "no", given.reason)
    broken = "; figures from then on do not compare with those before" if given.comparable == "no" else ""
    print(f"{name(made)}, from {show_period(given.start)} on: {changed_words(measure, made)}{broken}.")
    return 0


def _defined_anew(workspace: Workspace, measure: Measure, given: argparse.Namespace) -> Measure:
    """Return a measure with the fields that were given; UserError where nothing would differ."""
    others = [each for each in workspace.measures() if each.id != measure.id]
    now = measure
    for field in _FIELDS:
        if (typed := getattr(given, field)) is not None:
            now = changed(now, field, typed, Around(others))
    if now == measure and given.comparable != "no":
        raise UserError("Nothing would change.", "Give --code, --title, --unit or --polarity, or --comparable no.")
    return now


def _target(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        measure = workspace.measure(given.measure)
        target = target_changed(measure, _target_before(workspace, measure, given), "value", given.value)
        if given.floor is not None:
            target = target_changed(measure, target, "threshold", given.floor)
        workspace.set_target(target)
    since = f"from {show_period(target.start)} on" if target.start else show_period(target.year)
    print(f"{name(measure)}, {since}: target {show_target(measure, target)}.")
    if sentence := warning(measure, target):
        print(f"Look again: {sentence}")
    return 0


def _target_before(workspace: Workspace, measure: Measure, given: argparse.Namespace) -> Target:
    """Return the target that is changed: the year's own, or one that starts with what held until then."""
    year, part = read_year(given.year), part_named(measure, given.part)
    require_part(measure, part)
    of_year = [
        each
        for each in workspace.targets(measure)
        if (each.year, each.part, each.series, each.dimension) == (year, part, "", "")
    ]
    begun = starting(new_target(measure, year, part), given.start)
    held = next((each for each in of_year if each.id == begun.id), None)
    if held is None and given.start is not None and (until_then := in_force(of_year, given.start)):
        held = replace(as_before(begun, until_then), start=begun.start, approver="", rationale="")
    target = held or begun
    return replace(
        target, approver=given.approver.strip() or target.approver, rationale=given.reason.strip() or target.rationale
    )


def _replace_person(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        found = next(
            (each for each in workspace.people() if each.name.casefold() == given.old.strip().casefold()), None
        )
        if found is None:
            raise UserError(
                f"Nobody called “{given.old}” owns or writes anything in this file.",
                f"There are: {', '.join(each.name for each in workspace.people()) or 'no names yet'}.",
            )
        changed = workspace.replace_person(found, given.new, list(Role))
    print(f"{given.new.strip()} took the place of {found.name} in {changed} {'thing' if changed == 1 else 'things'}.")
    return 0
