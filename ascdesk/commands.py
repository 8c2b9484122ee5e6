"""The command line: everything but looking at windows, through the same `Workspace`.

Exit status: 0 done, 1 refused with a sentence on standard error and nothing changed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypeAlias

from ascdesk import documents
from ascdesk.checks import findings
from ascdesk.errors import UserError
from ascdesk.model import Measure
from ascdesk.periods import Period, read_period, show_period
from ascdesk.reports.contents import REPORTS
from ascdesk.returns.plan import Plan, Status
from ascdesk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Doors:
    """How workspaces come to be: given by the one place that knows the storage."""

    open: Callable[[Path], Workspace]
    new: Callable[[Path, str | None], Workspace]
    restore: Callable[[Path, Path], None]


COMMANDS = (
    *("new", "import", "measures", "figures", "set", "comment", "commentaries", "scorecard", "reconcile"),
    *("check", "export", "history", "undo", "redo", "backup", "restore"),
)


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Carry out a command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    given = _parser().parse_args(arguments)
    try:
        status: int = given.carry_out(given, doors)
    except UserError as refused:
        print(f"ascdesk: {refused.problem}", file=sys.stderr)
        if refused.remedy:
            print(refused.remedy, file=sys.stderr)
        return 1
    return status


def program_version() -> str:
    """Return the version of the program that runs."""
    try:
        return version("ascdesk")
    except PackageNotFoundError:
        return "unknown"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="ascdesk", description="Council performance figures, on one file, offline.")
    parser.add_argument("--version", action="version", version=f"ASC Desk {program_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    _add_entry(commands)
    _add_views(commands)
    _add_files(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _command(
    commands: Commands,
    name: str,
    about: str,
    carry_out: Callable[..., int],
    json: bool = False,
    file: bool = True,
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.set_defaults(carry_out=carry_out)
    if file:
        command.add_argument("file", metavar="FILE", type=Path, help="an .ascdesk file")
    if json:
        command.add_argument("--json", action="store_true", help="print one JSON document")
    return command


def _add_entry(commands: Commands) -> None:
    new = _command(commands, "new", "Make a new file; never overwrites.", _new, file=False)
    new.add_argument("file", metavar="FILE", type=Path, nargs="?")
    new.add_argument("--sample", metavar="NAME", help="set it up from a sample; “list” names them")
    take = _command(commands, "import", "Import returns that services sent.", _import, json=True)
    take.add_argument("sources", metavar="SOURCE", type=Path, nargs="+")
    take.add_argument("--adopt", action="store_true", help="also make the measures that are not there yet")
    take.add_argument("--period", metavar="P", type=_period, help="what the return is for, if it does not say so")
    take.add_argument("--sheet", metavar="S", help="only this sheet")
    take.add_argument("--dry-run", action="store_true", help="say what it would do, and change nothing")
    take.add_argument("--strict", action="store_true", help="refuse the whole import if anything is rejected")
    put = _command(commands, "set", "Set one figure, as it would be typed: 66, 66%%, 3221/4880, n/a.", _set)
    _name_row(put)
    put.add_argument("value", metavar="VALUE")
    put.add_argument("--series", metavar="S", default="")
    put.add_argument("--note", metavar="TEXT", default="")
    say = _command(commands, "comment", "Write the commentary of a measure.", _comment)
    _name_row(say)
    say.add_argument("--text-file", metavar="F", type=Path, required=True, help="UTF-8 text")


def _name_row(command: argparse.ArgumentParser) -> None:
    command.add_argument("measure", metavar="MEASURE", help="a code, framework:code, or the exact title")
    command.add_argument("period", metavar="PERIOD", type=_period)
    command.add_argument("--part", metavar="P", default="")


def _add_views(commands: Commands) -> None:
    _command(commands, "measures", "List the measures.", _measures, json=True)
    figures = _command(commands, "figures", "List the figures.", _figures, json=True)
    figures.add_argument("--measure", metavar="M")
    for name, about, carry_out in (
        ("commentaries", "List what was written for a period.", _commentaries),
        ("scorecard", "Show the judged rows of a period and their tally.", _scorecard),
        ("reconcile", "Lay computed ratings beside published ones.", _reconcile),
        ("check", "Check the file, and a period for what is missing or odd.", _check),
    ):
        view = _command(commands, name, about, carry_out, json=True)
        view.add_argument("--period", metavar="P", type=_period)
    history = _command(commands, "history", "Show who changed what, latest first.", _history, json=True)
    history.add_argument("measure", metavar="MEASURE", nargs="?")
    history.add_argument("period", metavar="PERIOD", type=_period, nargs="?")


def _add_files(commands: Commands) -> None:
    export = _command(commands, "export", "Write a report; the format follows OUT's ending.", _export, file=False)
    export.add_argument("file", metavar="FILE", type=Path, nargs="?")
    export.add_argument("--report", metavar="NAME", required=True, help="“list” names the reports")
    export.add_argument("--period", metavar="P", type=_period)
    export.add_argument("out", metavar="OUT", type=Path, nargs="?")
    _command(commands, "undo", "Take back the latest step.", _undo)
    _command(commands, "redo", "Do again what was undone last.", _redo)
    backup = _command(commands, "backup", "Write a checked copy into a folder.", _backup)
    backup.add_argument("folder", metavar="DIR", type=Path)
    restore = _command(commands, "restore", "Make a file from a checked copy; never overwrites.", _restore, file=False)
    restore.add_argument("backup", metavar="BACKUP", type=Path)
    restore.add_argument("file", metavar="FILE", type=Path)


def _period(text: str) -> Period:
    if (period := read_period(text)) is None:
        raise argparse.ArgumentTypeError(f"“{text}” is no period; write 2023-24 Q2, 2022-09 or 2023-24")
    return period


def _print(document: documents.Document) -> None:
    json.dump(document, sys.stdout, ensure_ascii=False, indent=1)
    print()


# Entry


def _new(given: argparse.Namespace, doors: Doors) -> int:
    from ascdesk.samples import SAMPLES, sample

    if given.sample == "list":
        for name in SAMPLES:
            print(f"{name}  {sample(name).title}")
        return 0
    if given.file is None:
        raise UserError("No file was named.", "Give the new file's name: ascdesk new FILE")
    with doors.new(given.file, given.sample) as workspace:
        print(f"Made {given.file} with {len(workspace.measures())} measures.")
    return 0


def _import(given: argparse.Namespace, doors: Doors) -> int:
    from ascdesk.returns.reading import read_return

    with doors.open(given.file) as workspace:
        returns = [read_return(source, given.sheet, given.period) for source in given.sources]
        plan = workspace.plan_import(returns, given.adopt)
        refused = given.strict and plan.problems
        if not (given.dry_run or refused):
            workspace.apply(plan)
    if given.json:
        _print(documents.imported(plan, applied=not (given.dry_run or refused)))
    else:
        _tell_import(plan, given.dry_run)
    if refused:
        count = len(plan.problems)
        raise UserError(
            f"Nothing was imported, because {count} cells could not be taken.",
            "Mend them, or leave out --strict.",
        )
    return 0


def _tell_import(plan: Plan, dry_run: bool) -> None:
    counts = ", ".join(f"{plan.count(status)} {status.value}" for status in Status)
    print(f"{'Would import' if dry_run else 'Imported'}: {counts}, {len(plan.problems)} rejected.")
    if plan.measures:
        print(f"Measures {'that would be made' if dry_run else 'made'}: {len(plan.measures)}.")
    if plan.changes_nothing:
        print("The file has all of this already; nothing was changed.")
    for title, problems in (("Not taken", plan.problems), ("To be confirmed", plan.notices)):
        if problems:
            print(f"\n{title}:")
        for each in problems:
            print(f"  {each.place}  “{' '.join(each.text.split())[:60]}”  {each.problem} {each.remedy}")


def _set(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure)
        workspace.set_figure(measure, given.period, given.value, given.part, given.series, given.note)
        row = next(
            each
            for each in workspace.scorecard(given.period).rows
            if each.measure.id == measure.id and each.part == given.part
        )
    print(
        f"{_name(measure)}, {show_period(given.period)}: {given.value if given.series else row.display}. {row.reason}"
    )
    return 0


def _name(measure: Measure) -> str:
    return f"{measure.code} {measure.title}".strip()


def _comment(given: argparse.Namespace, doors: Doors) -> int:
    try:
        text = given.text_file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(
            f"“{given.text_file}” cannot be read as text: {error}.", "Save it as plain text in UTF-8."
        ) from error
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure)
        workspace.comment(measure, given.period, text, given.part)
    print(f"Commentary written: {_name(measure)}, {show_period(given.period)}.")
    return 0


# Views


def _measures(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        if given.json:
            _print(documents.measures(workspace))
        else:
            for measure in workspace.measures():
                print(f"{measure.framework}:{measure.code}  {measure.title}")
    return 0


def _figures(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure) if given.measure else None
        document = documents.figures(workspace, workspace.figures(measure))
    if given.json:
        _print(document)
    else:
        for each in document["figures"]:
            said = each["value"] if each["value"] is not None else f"[{each['marker']}]"
            names = " · ".join(filter(None, (each["part"], each["series"])))
            print(
                f"{each['code']} {names}".strip(),
                each["period"],
                said,
                each["unit"],
                each["source"],
                sep="  ",
            )
    return 0


def _the_period(given: argparse.Namespace, workspace: Workspace) -> Period:
    period = given.period or workspace.default_period()
    if period is None:
        raise UserError("This file holds no figures yet.", "Import a return, or set a figure.")
    return period


def _commentaries(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        period = _the_period(given, workspace)
        document = documents.commentaries(workspace, workspace.commentaries(period))
    if given.json:
        _print(document)
    else:
        for each in document["commentaries"]:
            print(f"{each['code']} {each['title']} {each['part']} ({each['status']})\n{each['text']}\n")
    return 0


def _scorecard(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        card = workspace.scorecard(_the_period(given, workspace))
    if given.json:
        _print(documents.scorecard(card))
        return 0
    print(
        f"{show_period(card.period)}: {card.tally.green} green, {card.tally.amber} amber, {card.tally.red} red, ",
        end="",
    )
    print(f"{card.tally.none} not rated")
    section = None
    for row in card.rows:
        if row.section is not section and row.section is not None:
            print(f"\n{row.section.title}")
        section = row.section
        names = " · ".join(filter(None, (_name(row.measure), row.part)))
        judged = f"{row.rating.value:6} {row.display:>12} {row.target_display:>12}  {row.travel.direction.value:6}"
        print(f"  {judged}  {names}")
    return 0


def _reconcile(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        found = workspace.reconcile(_the_period(given, workspace))
    if given.json:
        _print(documents.reconciliation(found))
        return 0
    print(f"{found.agree} agree, {found.differ} differ.")
    print(f"Published: {found.tally_published} met, within, missed, none. Computed: {found.tally_computed}.")
    for each in found.rows:
        if not each.agrees:
            names = " · ".join(filter(None, (_name(each.row.measure), each.row.part)))
            print(
                f"  {names}: published {each.published.value}, computed {each.computed.value}. {each.row.judged.reason}"
            )
    return 0


def _check(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        wrong = workspace.check_file()
        period = given.period or workspace.default_period()
        found = findings(workspace.scorecard(period)) if period else ()
    if given.json:
        rows = [
            {"concern": each.concern.value, "code": each.row.measure.code, "title": each.row.measure.title,
             "part": each.row.part, "text": each.text}
            for each in found
        ]  # fmt: skip
        _print({"sound": not wrong, "damage": wrong, "period": str(period) if period else None, "findings": rows})
    else:
        print("The file is sound." if not wrong else "The file is damaged:")
        for sentence in wrong:
            print(f"  {sentence}")
        for each in found:
            print(f"  {each.concern.value}: {_name(each.row.measure)} {each.row.part}: {each.text}")
    if wrong:
        raise UserError("The file is damaged.", "Restore the latest backup: ascdesk restore BACKUP FILE")
    return 0


def _history(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure) if given.measure else None
        document = documents.history(workspace, workspace.history(measure, given.period))
    if given.json:
        _print(document)
        return 0
    step = None
    for each in document["history"]:
        if (each["at"], each["step"]) != step:
            print(f"{each['at'][:19]}  {each['author']}  {each['step']}")
        step = (each["at"], each["step"])
        was = each["before"] if each["before"] is not None else "nothing"
        now = each["after"] if each["after"] is not None else "nothing"
        about = " ".join(filter(None, (each["kind"], each["code"], each["part"], each["period"])))
        print(f"    {about}: {was[:60]} -> {now[:60]}")
    return 0


# Files and the log


def _export(given: argparse.Namespace, doors: Doors) -> int:
    if given.report == "list":
        for name, about in REPORTS.items():
            print(f"{name}  {about}")
        return 0
    if given.file is None or given.out is None:
        raise UserError(
            "A file to read and one to write are needed.", "ascdesk export FILE --report NAME --period P OUT"
        )
    with doors.open(given.file) as workspace:
        workspace.export(given.report, _the_period(given, workspace), given.out)
    print(f"Wrote {given.out}.")
    return 0


def _undo(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        print(f"{workspace.undo().label}.")
    return 0


def _redo(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        print(f"{workspace.redo().label}.")
    return 0


def _backup(given: argparse.Namespace, doors: Doors) -> int:
    if not given.folder.is_dir():
        raise UserError(f"There is no folder “{given.folder}”.", "Make it, or name another.")
    stamp = datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    copy = given.folder / f"{given.file.stem} {stamp}.ascdesk"
    with doors.open(given.file) as workspace:
        workspace.copy_to(copy)
    print(f"Wrote {copy}; it was opened and checked.")
    return 0


def _restore(given: argparse.Namespace, doors: Doors) -> int:
    doors.restore(given.backup, given.file)
    print(f"Made {given.file} from {given.backup}; it was checked.")
    return 0
