"""The commands that put something into a file."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from ascdesk import documents, listings, rulings
from ascdesk.commands.giving import (
    Commands,
    Doors,
    command,
    name,
    name_row,
    opened,
    period,
    refuse_damaged,
    show,
    to_change,
)
from ascdesk.entering import number_text, says_the_same
from ascdesk.errors import UserError
from ascdesk.locking import ahead_words
from ascdesk.model import Figure, Measure, Rating
from ascdesk.periods import show_period
from ascdesk.readings import show_amount


def add(commands: Commands) -> None:
    """Add the commands that put something into a file."""
    new = command(commands, "new", "Make a new file; never overwrites.", _new, file=False)
    new.add_argument("file", metavar="FILE", type=Path, nargs="?")
    new.add_argument("--sample", metavar="NAME", help="set it up from a sample; “list” names them")
    take = command(commands, "import", "Import returns that services sent.", _import, json=True)
    take.add_argument("sources", metavar="SOURCE", type=Path, nargs="+")
    take.add_argument("--adopt", action="store_true", help="also make the measures that are not there yet")
    take.add_argument("--preset", metavar="NAME", default="", help="the rules that the made measures are rated by")
    take.add_argument("--period", metavar="P", type=period, help="what the return is for, if it does not say so")
    take.add_argument("--sheet", metavar="S", help="only this sheet")
    take.add_argument("--dry-run", action="store_true", help="say what it would do, and change nothing")
    take.add_argument("--strict", action="store_true", help="refuse the whole import if anything is rejected")
    put = command(commands, "set", "Set one figure, as it would be typed: 66, 66%, 3221/4880, n/a.", _set)
    name_row(put, series=True)
    put.add_argument("value", metavar="VALUE")
    put.add_argument("--note", metavar="TEXT", default="")
    put.add_argument("--reason", metavar="TEXT", default="", help="why a figure that stood there is revised")
    say = command(commands, "comment", "Write the commentary of a measure.", _comment)
    name_row(say)
    say.add_argument("--text-file", metavar="F", type=Path, required=True, help="UTF-8 text")
    mark = command(commands, "rate", "Give a rating in your own name, in place of the computed one.", _rate)
    name_row(mark)
    mark.add_argument("rating", metavar="RATING", choices=[each.value for each in Rating], help=", ".join(Rating))
    mark.add_argument("--reason", metavar="TEXT", required=True, help="why it differs, in a sentence")
    rule = command(
        commands, "rules", "Show by which rules measures are rated, or set them.", _rules, json=True, past=True
    )
    rule.add_argument("--preset", metavar="NAME", default="", help="rate a framework by it; “list” names the presets")
    rule.add_argument("--framework", metavar="F", default="", help="only this framework")


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
    with to_change(given, doors) as workspace:
        returns = [read_return(source, given.sheet, given.period) for source in given.sources]
        held = workspace.measures()
        plan = workspace.plan_import(returns, given.adopt, chosen)
        refused = given.strict and plan.problems
        applied = not (given.dry_run or refused)
        flags = len(workspace.flags_of(plan))
        if applied:
            workspace.apply(plan)
    show(given, documents.imported(plan, applied, held, flags), listings.imported)
    if chosen and not plan.measures and not given.json:
        print("No measure is new, so the preset was not used. For those that are held: ascdesk rules FILE --preset.")
    if refused:
        raise UserError(
            f"Nothing was imported, because {len(plan.problems)} cells could not be taken.",
            "Mend them, or leave out --strict.",
        )
    return 0


def _set(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        measure = workspace.measure(given.measure, given.period)
        value = given.value.strip()
        held, worked_on = workspace.figures(measure, given.period), workspace.default_period()
        figure = workspace.set_figure(measure, given.period, value, given.part, given.series, given.note, given.reason)
        row = next(each for each in workspace.rows(measure, given.period) if each.part == figure.part)
        odd = workspace.oddities(figure)
        again = [each for each in (ahead_words(given.period, workspace.today()),) if each]
        before = next((each for each in held if each.id == figure.id), None)
        if before and worked_on and given.period.last < worked_on.last and not given.reason.strip():
            again += _stood_before(measure, before, figure)
    shown = value if given.series else row.display
    print(f"{name(measure)}, {show_period(given.period)}: {shown}. {row.reason}")
    for each in odd:
        print(f"{'Explained' if each.explanation else 'Look again'}: {each.text}")
    for sentence in again:
        print(f"Look again: {sentence}")
    return 0


def _stood_before(measure: Measure, before: Figure, now: Figure) -> Iterator[str]:
    """Yield what was revised without a reason, and what went with it."""
    if before.value is None or says_the_same(before, now):
        return
    shown = show_amount(before.value, measure.unit, measure.decimals)
    yield f"{shown} stood there before. Undo this and say why with --reason, and it is marked as revised."
    of = [number_text(each) for each in (before.numerator, before.denominator) if each is not None]
    if of and now.numerator is None and now.denominator is None:
        yield f"What it was worked out from went with it: {'/'.join(of)}."
    if before.note and not now.note:
        yield f"Its note went with it: {before.note}"


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
    with to_change(given, doors) as workspace:
        measure = workspace.measure(given.measure, given.period)
        workspace.comment(measure, given.period, text, given.part)
    print(f"Commentary written: {name(measure)}, {show_period(given.period)}.")
    return 0


def _rate(given: argparse.Namespace, doors: Doors) -> int:
    with to_change(given, doors) as workspace:
        measure = workspace.measure(given.measure, given.period)
        made = workspace.override_rating(measure, given.period, Rating(given.rating), given.reason, given.part)
        row = next(each for each in workspace.rows(measure, given.period) if each.part == made.part)
    print(f"{name(measure)}, {show_period(given.period)}: {row.reason}")
    if row.value is None:
        print("Look again: there is no figure, and the tally counts this as rated.")
    return 0


def _rules(given: argparse.Namespace, doors: Doors) -> int:
    if given.preset == "list":
        return show(given, rulings.presets(), rulings.presets_lines)
    with opened(given, doors) as workspace:
        if given.preset:
            refuse_damaged(workspace)
            changed = workspace.use_preset(given.preset, rulings.only_framework(workspace, given.framework))
            if not given.json:
                print(f"Changed: {changed}." if changed else "Nothing was changed: these rules are in force already.")
        return show(given, rulings.rules(workspace, given.framework), rulings.rules_lines)
