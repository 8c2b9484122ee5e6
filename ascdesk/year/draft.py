"""Preparing a year: one answer at a time, and what is half done as a text to be kept until it goes on."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ascdesk.days import show_day
from ascdesk.defining.measures import NAMES, changed, show_field
from ascdesk.defining.targets import as_before, new_target, target_changed
from ascdesk.errors import UserError
from ascdesk.identity import target_id
from ascdesk.model import Measure, Target, TargetKind, ToleranceUnit
from ascdesk.periods import Period, read_period, show_period
from ascdesk.year.questions import questions
from ascdesk.year.telling import same_definition
from ascdesk.year.values import Fate, NewYear, Turn

# Which of a measure's targets one is: its part, series, dimension and category.
Which = tuple[str, str, str, str]
WHOLE: Which = ("", "", "", "")
TAKEN = "Taken over from {} on {}."
# A unit of tolerance comes with its tolerance, and a population has an area and a band.
_FIELDS = tuple(name for name in NAMES if name != "tolerance_unit")
_NUMBERS = ("value", "low", "high", "numerator", "threshold", "tolerance")
_WORDS = ("rationale", "raw", "approver")


@dataclass(frozen=True, slots=True)
class ToDo:
    """Something that is still to be answered or set, in words: of which measures, and which field of theirs."""

    words: str
    measures: tuple[Measure, ...]
    field: str


def which(target: Target) -> Which:
    """Return which of a measure's targets one is."""
    return target.part, target.series, target.dimension, target.category


def targets_of(turn: Turn) -> tuple[Which, ...]:
    """Return which targets a measure can be given: of each part, and of whatever had one last year."""
    parts = turn.now.parts or ("",)
    named = [(part, "", "", "") for part in parts]
    known = [which(each) for each in (*turn.last_targets, *turn.targets)]
    return tuple(dict.fromkeys([*named, *(each for each in known if each != WHOLE or not turn.now.parts)]))


def target_at(targets: tuple[Target, ...], wanted: Which) -> Target | None:
    """Return the target that a year ends with, of those that are for the same; None where none is set."""
    held = [each for each in targets if which(each) == wanted]
    return max(held, key=lambda each: each.start.last if each.start else 0, default=None)


def with_fate(turn: Turn, fate: Fate) -> Turn:
    """Return a turn with another fate; what was changed stays there for whoever goes back."""
    return replace(turn, fate=fate)


def with_field(turn: Turn, field: str, typed: str) -> Turn:
    """Return a turn whose measure is to have what was typed in a field; UserError if it cannot stand there."""
    now = changed(turn.now, field, typed)
    return replace(turn, now=now, fate=Fate.CHANGE if now != turn.now else turn.fate)


def with_target(turn: Turn, wanted: Which, typed: str, year: Period, held: tuple[Target, ...] = ()) -> Turn:
    """Return a turn with a target as it was typed; an empty one is none. UserError if it cannot be read.

    `held` are those that the file has for the year already: of these an emptied one says that none is set.
    """
    now = _target_at_start(turn.targets, wanted) or _new(turn.measure, year, wanted)
    if is_taken(now):
        now = replace(now, rationale="")
    made = target_changed(turn.now, now, "value", typed)
    if not typed.strip() and made.id not in {each.id for each in held}:
        return _with_targets(turn, made, keep=False)
    return _with_targets(turn, made)


def with_last(turn: Turn, wanted: Which, year: Period, day: datetime.date) -> Turn:
    """Return a turn with last year's target, marked as taken over on a day; UserError where there was none."""
    last = target_at(turn.last_targets, wanted)
    if last is None or last.kind is TargetKind.NONE:
        name = turn.measure.code or turn.measure.title
        raise UserError(f"{name} had no target in {show_period(year.previous())} to take over.", "Type the target.")
    said = TAKEN.format(show_period(last.year), show_day(day))
    made = replace(as_before(_new(turn.measure, year, wanted), last), rationale=said, start=None, approver="")
    return _with_targets(turn, made)


def is_taken(target: Target | None) -> bool:
    """Tell whether a target was taken over from the year before, and stands as it did there."""
    return target is not None and target.rationale.startswith(TAKEN.partition("{")[0])


def to_do(new_year: NewYear) -> tuple[ToDo, ...]:
    """Return what is still to be answered or set; targets may wait, the rest must be answered first."""
    asked = {each.measure.id for each in questions(new_year)}
    open_ = [turn for turn in new_year.turns if turn.measure.id in asked]
    shared = _shared_codes(new_year)
    retiring = tuple(turn.measure for turn in open_ if turn.fate is Fate.RETIRE)
    unclear = tuple(turn.measure for turn in open_ if _lacks_answer(turn))
    twins = tuple(turn.measure for turn in open_ if turn.fate is not Fate.RETIRE and _code(turn) in shared)
    unset = unset_targets(new_year)
    said = (
        ("reason", retiring, "{} measure retires without a reason", "{} measures retire without a reason"),
        (
            "comparable", unclear, "{} changed definition: say whether it compares with before, and why",
            "{} changed definitions: say whether they compare with before, and why",
        ),
        ("code", twins, "{} measure has the code of another", "{} measures have the code of another"),
        ("target", unset, "{} target is not set yet", "{} targets are not set yet"),
    )  # fmt: skip
    return tuple(
        ToDo(many.format(len(found)) if len(found) > 1 else one.format(1), found, field)
        for field, found, one, many in said
        if found
    )


def unset_targets(new_year: NewYear) -> tuple[Measure, ...]:
    """Return the measure of every target that last year had and the new one has not yet."""
    return tuple(
        turn.measure
        for turn in new_year.turns
        for each in targets_of(turn)
        if turn.fate is not Fate.RETIRE and _is_set(target_at(turn.last_targets, each))
        and not _is_set(target_at(turn.targets, each))
    )  # fmt: skip


def told(new_year: NewYear) -> str:
    """Return in a sentence what starting the year does to how many measures."""
    turns = new_year.turns
    renumbered = sum(each.renumbers for each in turns)
    redefined = sum(each.redefines for each in turns) - renumbered
    retired = sum(each.fate is Fate.RETIRE for each in turns)
    kept = len(turns) - renumbered - redefined - retired
    said = [f"{kept} {'measure is' if kept == 1 else 'measures are'} kept"]
    said += [f"{count} {verb}" for count, verb in (
        (redefined, "changed"), (renumbered, "renumbered"), (retired, "retired")) if count]  # fmt: skip
    count = sum(_is_set(each) for turn in turns if turn.fate is not Fate.RETIRE for each in turn.targets)
    said.append(f"{count} {'target is' if count == 1 else 'targets are'} set")
    return ", ".join(said)


# What is half done, as a text


def as_text(new_year: NewYear, offered: NewYear) -> str:
    """Return what was answered so far, to be taken up again; nothing where nothing was."""
    known = {turn.measure.id: turn for turn in offered.turns}
    said = {turn.measure.id: _said(turn, known[turn.measure.id]) for turn in new_year.turns if turn.measure.id in known}
    return json.dumps(kept) if (kept := {key: each for key, each in said.items() if each}) else ""


def from_text(text: str | None, offered: NewYear) -> NewYear:
    """Return a year with what was answered before; what no longer fits the file is left out."""
    kept: Mapping[str, Mapping[str, Any]] = json.loads(text) if text else {}
    turns = (_taken_up(turn, kept[turn.measure.id], offered.year) if turn.measure.id in kept else turn
             for turn in offered.turns)  # fmt: skip
    return replace(offered, turns=tuple(turns))


def _said(turn: Turn, before: Turn) -> dict[str, Any]:
    fields = {name: show_field(turn.now, name) for name in _FIELDS
              if show_field(turn.now, name) != show_field(before.now, name)}  # fmt: skip
    targets = [_target_said(each) for each in turn.targets if each not in before.targets]
    said = {"fate": turn.fate.value if turn.fate is not before.fate else "", "fields": fields, "targets": targets,
            "comparable": "" if turn.comparable else "no", "reason": turn.reason}  # fmt: skip
    return {key: each for key, each in said.items() if each}


def _target_said(target: Target) -> dict[str, Any]:
    numbers = {name: str(number) for name in _NUMBERS if (number := getattr(target, name)) is not None}
    words = {name: word for name in _WORDS if (word := getattr(target, name))}
    return {
        "which": list(which(target)), "kind": target.kind.value, **numbers, **words,
        "tolerance_unit": target.tolerance_unit.value if target.tolerance_unit else "",
        "profile": [str(each) for each in target.profile], "base": str(target.base) if target.base else "",
    }  # fmt: skip


def _taken_up(turn: Turn, said: Mapping[str, Any], year: Period) -> Turn:
    for name, typed in said.get("fields", {}).items():
        try:
            turn = with_field(turn, name, typed)
        except UserError:
            continue  # the file has become another since
    for each in said.get("targets", ()):
        turn = _with_targets(turn, _target_read(turn.measure, year, each))
    fate = Fate(said["fate"]) if "fate" in said else Fate.KEEP
    return replace(turn, fate=fate, comparable="comparable" not in said, reason=said.get("reason", ""))


def _target_read(measure: Measure, year: Period, said: Mapping[str, Any]) -> Target:
    wanted = tuple(said["which"])
    numbers: dict[str, Any] = {name: Decimal(said[name]) for name in _NUMBERS if name in said}
    return replace(
        _new(measure, year, (wanted[0], wanted[1], wanted[2], wanted[3])), kind=TargetKind(said["kind"]), **numbers,
        **{name: said[name] for name in _WORDS if name in said},
        tolerance_unit=ToleranceUnit(said["tolerance_unit"]) if said["tolerance_unit"] else None,
        profile=tuple(Decimal(each) for each in said["profile"]),
        base=read_period(said["base"]) if said["base"] else None,
    )  # fmt: skip


def _with_targets(turn: Turn, made: Target, keep: bool = True) -> Turn:
    others = tuple(each for each in turn.targets if each.id != made.id)
    return replace(turn, targets=(*others, made) if keep else others)


def _target_at_start(targets: tuple[Target, ...], wanted: Which) -> Target | None:
    return next((each for each in targets if which(each) == wanted and each.start is None), None)


def _new(measure: Measure, year: Period, wanted: Which) -> Target:
    part, series, dimension, category = wanted
    made = new_target(measure, year, part, series)
    key = target_id(measure.id, year, part, series, dimension, category)
    return replace(made, id=key, dimension=dimension, category=category)


def _is_set(target: Target | None) -> bool:
    return target is not None and target.kind is not TargetKind.NONE


def _lacks_answer(turn: Turn) -> bool:
    unclear = bool(same_definition(turn.measure, turn.now)) or not turn.comparable
    return turn.redefines and unclear and not turn.reason.strip()


def _code(turn: Turn) -> tuple[str, str]:
    measure = turn.now if turn.fate is Fate.CHANGE else turn.measure
    return measure.framework, measure.code.casefold()


def _shared_codes(new_year: NewYear) -> set[tuple[str, str]]:
    counts = Counter(_code(turn) for turn in new_year.turns if turn.fate is not Fate.RETIRE)
    return {code for code, count in counts.items() if count > 1}
