"""The command line: everything but looking at windows, through the same `Workspace`.

Exit status: 0 done, 1 refused with a sentence on standard error and nothing changed, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import TypeAlias

from ascdesk import documents, listings, program_version, rulings
from ascdesk.checks import Finding, findings, oddities
from ascdesk.documents import Document
from ascdesk.errors import UserError
from ascdesk.model import Measure, Rating
from ascdesk.periods import Period, read_period, show_period
from ascdesk.reconciling.document import reconciliation
from ascdesk.reconciling.listing import reconciliation as reconciliation_lines
from ascdesk.reports.contents import REPORTS
from ascdesk.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Doors:
    """How workspaces come to be: given by the one place that knows the storage."""

    open: Callable[[Path], Workspace]
    new: Callable[[Path, str | None], Workspace]
    restore: Callable[[Path, Path], None]


# A minus figure as typed, "-0.5%" or "-£5", would be taken for an option; with a space before it, it is not.
_MINUS = re.compile(r"-£?\.?[0-9]")


def run(arguments: Sequence[str], doors: Doors) -> int:
    """Carry out a command and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if (reconfigure := getattr(stream, "reconfigure", None)) is not None:
            reconfigure(encoding="utf-8", errors="replace")
    if _asks_for_reports(arguments):
        return _list_reports()
    given = _parser().parse_args([f" {each}" if _MINUS.match(each) else each for each in arguments])
    try:
        status: int = given.carry_out(given, doors)
        sys.stdout.flush()
    except UserError as refused:
        print(f"ascdesk: {refused.problem}", file=sys.stderr)
        if refused.remedy:
            print(refused.remedy, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever reads our output has seen enough, as "| head" has; Python must not try to write the rest.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ascdesk",
        description="Council performance figures, on one file, offline.",
        epilog="“ascdesk” or “ascdesk FILE.ascdesk” opens the window.",
    )
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
    command: argparse.ArgumentParser = commands.add_parser(name, help=about.replace("%", "%%"), description=about)
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
    take.add_argument("--preset", metavar="NAME", default="", help="the rules that the made measures are rated by")
    take.add_argument("--period", metavar="P", type=_period, help="what the return is for, if it does not say so")
    take.add_argument("--sheet", metavar="S", help="only this sheet")
    take.add_argument("--dry-run", action="store_true", help="say what it would do, and change nothing")
    take.add_argument("--strict", action="store_true", help="refuse the whole import if anything is rejected")
    put = _command(commands, "set", "Set one figure, as it would be typed: 66, 66%, 3221/4880, n/a.", _set)
    _name_row(put)
    put.add_argument("value", metavar="VALUE")
    put.add_argument("--series", metavar="S", default="")
    put.add_argument("--note", metavar="TEXT", default="")
    say = _command(commands, "comment", "Write the commentary of a measure.", _comment)
    _name_row(say)
    say.add_argument("--text-file", metavar="F", type=Path, required=True, help="UTF-8 text")
    mark = _command(commands, "rate", "Give a rating in your own name, in place of the computed one.", _rate)
    _name_row(mark)
    mark.add_argument("rating", metavar="RATING", choices=[each.value for each in Rating], help=", ".join(Rating))
    mark.add_argument("--reason", metavar="TEXT", required=True, help="why it differs, in a sentence")
    rule = _command(commands, "rules", "Show by which rules measures are rated, or set them.", _rules, json=True)
    rule.add_argument("--preset", metavar="NAME", default="", help="rate a framework by it; “list” names the presets")
    rule.add_argument("--framework", metavar="F", default="", help="only this framework")


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
    export = _command(commands, "export", "Write a report, replacing OUT; its ending says the format.", _export)
    export.add_argument("--report", metavar="NAME", required=True, help="“list” names the reports")
    export.add_argument("--period", metavar="P", type=_period)
    export.add_argument("out", metavar="OUT", type=Path)
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


def _show(given: argparse.Namespace, document: Document, lines: Callable[[Document], Iterable[str]]) -> int:
    """Print a document as JSON where that was asked for, or else as lines to read."""
    if given.json:
        print(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        print("\n".join(lines(document)))
    return 0


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
    from ascdesk.defining.presets import preset
    from ascdesk.returns.reading import read_return

    chosen = preset(given.preset).name if given.preset else ""
    if chosen and not given.adopt:
        raise UserError("A preset is for the measures that an import makes.", "Add --adopt, or use: ascdesk rules FILE")
    with doors.open(given.file) as workspace:
        returns = [read_return(source, given.sheet, given.period) for source in given.sources]
        held = workspace.measures()
        plan = workspace.plan_import(returns, given.adopt, chosen)
        refused = given.strict and plan.problems
        applied = not (given.dry_run or refused)
        if applied:
            workspace.apply(plan)
    _show(given, documents.imported(plan, applied, held), listings.imported)
    if chosen and not plan.measures and not given.json:
        print("No measure is new, so the preset was not used. For those that are held: ascdesk rules FILE --preset.")
    if refused:
        raise UserError(
            f"Nothing was imported, because {len(plan.problems)} cells could not be taken.",
            "Mend them, or leave out --strict.",
        )
    return 0


def _set(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure)
        value = given.value.strip()
        figure = workspace.set_figure(measure, given.period, value, given.part, given.series, given.note)
        row = next(each for each in workspace.rows(measure, given.period) if each.part == figure.part)
    shown = value if given.series else row.display
    print(f"{_name(measure)}, {show_period(given.period)}: {shown}. {row.reason}")
    for sentence in oddities(measure, figure, row.before):
        print(f"Look again: {sentence}")
    return 0


def _name(measure: Measure) -> str:
    return f"{measure.code} {measure.title}".strip().rstrip(".")


def _text(path: Path) -> str:
    """Return the words of a text file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UserError(f"“{path}” cannot be opened: {error.strerror}.", "Name a text file.") from error
    except UnicodeDecodeError as error:
        raise UserError(f"“{path}” is no text in UTF-8.", "Save it again as text, with the encoding UTF-8.") from error
    if not text.strip():
        raise UserError(f"“{path}” is empty.", "Write the commentary into it.")
    return text


def _comment(given: argparse.Namespace, doors: Doors) -> int:
    text = _text(given.text_file)
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure)
        workspace.comment(measure, given.period, text, given.part)
    print(f"Commentary written: {_name(measure)}, {show_period(given.period)}.")
    return 0


def _rate(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure)
        made = workspace.override_rating(measure, given.period, Rating(given.rating), given.reason, given.part)
        row = next(each for each in workspace.rows(measure, given.period) if each.part == made.part)
    print(f"{_name(measure)}, {show_period(given.period)}: {row.reason}")
    if row.value is None:
        print("Look again: there is no figure, and the tally counts this as rated.")
    return 0


def _rules(given: argparse.Namespace, doors: Doors) -> int:
    if given.preset == "list":
        return _show(given, rulings.presets(), rulings.presets_lines)
    with doors.open(given.file) as workspace:
        if given.preset:
            changed = workspace.use_preset(given.preset, rulings.only_framework(workspace, given.framework))
            if not given.json:
                print(f"Changed: {changed}." if changed else "Nothing was changed: these rules are in force already.")
        return _show(given, rulings.rules(workspace, given.framework), rulings.rules_lines)


# Views


def _measures(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        return _show(given, documents.measures(workspace), listings.measures)


def _figures(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure) if given.measure else None
        return _show(given, documents.figures(workspace, workspace.figures(measure)), listings.figures)


def _the_period(given: argparse.Namespace, workspace: Workspace) -> Period:
    period = given.period or workspace.default_period()
    if period is None:
        raise UserError("This file holds no figures yet.", "Import a return, or set a figure.")
    return period


def _commentaries(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        held = workspace.commentaries(_the_period(given, workspace))
        return _show(given, documents.commentaries(workspace, held), listings.commentaries)


def _scorecard(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        judged = workspace.scorecard(_the_period(given, workspace))
        return _show(given, documents.scorecard(judged), listings.scorecard)


def _reconcile(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        period = _the_period(given, workspace)
        document = reconciliation(workspace.reconcile(period))
        document["printed"] = [
            {"label": each.label, "count": each.count, "place": each.place}
            for each in workspace.published_tally(period)
        ]
        return _show(given, document, reconciliation_lines)


def _check(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        wrong = workspace.check_file()
        period, found = _looked_at(given.period, workspace, damaged=bool(wrong))
    _show(given, documents.check(wrong, period, found), listings.check)
    if wrong:
        raise UserError("The file is damaged.", "Restore the latest backup: ascdesk restore BACKUP FILE")
    return 0


def _looked_at(asked: Period | None, workspace: Workspace, damaged: bool) -> tuple[Period | None, tuple[Finding, ...]]:
    """Return a period and what is missing or odd in it; nothing where damage keeps it from being read."""
    try:
        period = asked or workspace.default_period()
        return period, findings(workspace.scorecard(period)) if period else ()
    except UserError:
        if not damaged:
            raise
        return None, ()


def _history(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        measure = workspace.measure(given.measure) if given.measure else None
        changes = workspace.history(measure, given.period)
        return _show(given, documents.history(workspace, changes), listings.history)


# Files and the log


def _asks_for_reports(arguments: Sequence[str]) -> bool:
    """Tell whether the reports are asked for, which needs neither a file nor a place to write to."""
    return arguments[:1] == ["export"] and "list" in (
        given for option, given in pairwise(arguments) if option == "--report"
    )


def _list_reports() -> int:
    for name, about in REPORTS.items():
        print(f"{name}  {about}")
    return 0


def _export(given: argparse.Namespace, doors: Doors) -> int:
    with doors.open(given.file) as workspace:
        replaced = given.out.exists()
        workspace.export(given.report, _the_period(given, workspace), given.out)
    print(f"{'Replaced' if replaced else 'Wrote'} {given.out}.")
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
