"""Defining measures: what somebody typed into one field of a measure, checked, and the measure that it makes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, TypeVar

from ascdesk.characters import tidy
from ascdesk.defining.numbers import show_width, tolerance_typed, width_typed
from ascdesk.errors import UserError
from ascdesk.identity import measure_id
from ascdesk.judging.shown import show_tolerance
from ascdesk.model import (
    Base,
    Basis,
    Commentary,
    Comparator,
    Course,
    Entity,
    Figure,
    Frequency,
    Measure,
    Polarity,
    PublishedJudgement,
    RatingOverride,
    Rule,
    Significance,
    SupportingFigure,
    Target,
    Unit,
)
from ascdesk.periods import Period, read_period, show_period

# A rating can be led back to the rule of its time only if each of these makes another version of it.
RULE_FIELDS = frozenset({
    "rule", "polarity", "basis", "decimals", "lag_months", "direction_base", "baseline", "tolerance", "tolerance_unit",
    "course", "same_within", "significance", "unrated_because", "parts_count_once",
})  # fmt: skip
NAMES = {
    "framework": "framework", "code": "code", "title": "title", "aim": "aim", "unit": "unit",
    "unit_label": "unit’s name", "decimals": "decimal places", "polarity": "better way", "basis": "way of counting",
    "frequency": "frequency", "lag_months": "months in arrears", "parts": "parts", "series": "series", "tags": "tags",
    "notes": "technical notes", "owner": "owner", "author": "author", "rule": "rating rule",
    "direction_base": "comparison", "baseline": "baseline period", "parts_count_once": "counting of the parts",
    "tolerance": "tolerance", "tolerance_unit": "tolerance’s unit", "course": "course of the year",
    "same_within": "change that counts as none", "significance": "test of a change",
    "unrated_because": "reason why it is not rated", "population": "people that it is a rate of",
}  # fmt: skip
MOST_DECIMALS, MOST_LAG = 6, 36
# Parts an area from an age band where both are one field.
BETWEEN = "\x1f"
_HOLDERS = (Figure, Target, Comparator, PublishedJudgement, RatingOverride, Commentary, SupportingFigure)
_KIND_WORDS = {
    Figure: "figures", Target: "targets", Comparator: "comparators", Commentary: "commentary",
    PublishedJudgement: "published ratings", RatingOverride: "ratings given by hand",
    SupportingFigure: "supporting figures",
}  # fmt: skip

Choice = TypeVar("Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Around:
    """What limits how a measure may change: the other measures, and what belongs to this one."""

    others: Sequence[Measure] = ()
    held: Sequence[Entity] = ()


def changed(measure: Measure, field: str, typed: str, around: Around | None = None) -> Measure:
    """Return the measure with what was typed in a field; UserError if it cannot stand there."""
    around = around or Around()
    made = replace(measure, **_read(measure, field, typed))
    if field in ("code", "framework"):
        _require_free(made, around.others)
    if field == "parts":
        _require_kept("part", made.parts or ("",), around.held)
    if field == "series":
        _require_kept("series", ("", *made.series), around.held)
    return with_version(measure, made)


def with_version(before: Measure, after: Measure) -> Measure:
    """Return a measure with another version of its rule, where anything differs that a judgement depends on."""
    differs = any(getattr(after, field) != getattr(before, field) for field in RULE_FIELDS)
    return replace(after, rule_version=before.rule_version + 1) if differs else after


def _read(measure: Measure, field: str, typed: str) -> dict[str, Any]:
    """Return the fields of a measure that what was typed in one of them sets."""
    if field == "tolerance":
        tolerance, unit = tolerance_typed(measure, typed)
        return {"tolerance": tolerance, "tolerance_unit": unit}
    if field == "same_within":
        return {"same_within": width_typed(measure, typed)}
    if field == "population":
        area, _, band = typed.partition(BETWEEN)
        return {"population_area": tidy(area), "population_band": tidy(band)}
    return {field: _READERS[field](typed)}


def change_label(measure: Measure, field: str) -> str:
    """Return what the step is called that changes a field of a measure."""
    return f"Change the {NAMES[field]} of {measure.code or measure.title}"


def show_field(measure: Measure, field: str) -> str:
    """Return what a field holds as it would be typed."""
    if field == "population":
        return f"{measure.population_area}{BETWEEN}{measure.population_band}" if measure.population_area else ""
    value = getattr(measure, field)
    if field in ("parts", "series"):
        return "\n".join(value)
    if field == "tags":
        return ", ".join(value)
    if field == "baseline":
        return show_period(value) if value else ""
    if field == "parts_count_once":
        return "yes" if value else "no"
    if field == "tolerance":
        return "" if value is None else show_tolerance(measure, value, measure.tolerance_unit)
    if field == "same_within":
        return "" if value is None else show_width(measure, value)
    return str(value)


def new_measure(framework: str, code: str, title: str, others: Sequence[Measure]) -> Measure:
    """Return a measure that is there for the first time; UserError where its name is not free."""
    framework, code, title = _framework(framework), _code(code), _title(title)
    made = Measure(id=measure_id(framework, code, title), framework=framework, code=code, title=title)
    _require_free(made, others)
    if first := next((each for each in others if each.id == made.id), None):
        raise UserError(
            f"{first.code} “{first.title}” was first called {code} “{title}”.",
            "Give the new measure another title or code.",
        )
    return made


def free_code(framework: str, others: Iterable[Measure]) -> str:
    """Return the first of M001, M002... that no measure of a framework has."""
    taken = {each.code.casefold() for each in others if each.framework == framework}
    number = 1
    while f"m{number:03d}" in taken:
        number += 1
    return f"M{number:03d}"


def why_it_stays(measure: Measure, held: Iterable[Entity]) -> str:
    """Return why a measure cannot be removed, in a sentence; nothing where it can."""
    counts = [(count_of(kind, held), word) for kind, word in _STAYING]
    there = [f"{count:,} {word if count == 1 else f'{word}s'}" for count, word in counts if count]
    if not there:
        return ""
    kept = "is" if sum(count for count, _ in counts) == 1 else "are"
    return (
        f"{measure.code or measure.title} cannot be removed, because {' and '.join(there)} {kept} kept for it. If it "
        "is no longer reported, retire it under “What it is”."
    )


_STAYING: tuple[tuple[type, str], ...] = (
    (Figure, "figure"), (SupportingFigure, "supporting figure"), (Commentary, "commentary text"),
)  # fmt: skip


def count_of(kind: type, held: Iterable[Entity]) -> int:
    """Return how many entities are of a kind."""
    return sum(isinstance(each, kind) for each in held)


def unit_warning(before: Measure, after: Measure, held: Iterable[Entity]) -> str:
    """Return what a person must know who gave a measure another unit; nothing where it has no numbers."""
    count = count_of(Figure, held)
    if before.unit is after.unit or not count:
        return ""
    kept = "1 figure keeps its number" if count == 1 else f"{count:,} figures keep their numbers"
    return f"{after.code or after.title}: {kept}; nothing was converted. Targets and comparators stay as they are, too."


def _require_free(made: Measure, others: Iterable[Measure]) -> None:
    for each in others:
        # A measure that begins after another was retired may take its code: the period tells them apart.
        apart = each.last is not None and made.first is not None and each.last.last < made.first.last
        if (
            not apart
            and each.id != made.id
            and (each.framework, each.code.casefold()) == (made.framework, made.code.casefold())
        ):
            raise UserError(
                f"{each.code} is the code of “{each.title}” in {made.framework}.", "Type a code that is not used there."
            )


def _require_kept(what: str, there: Sequence[str], held: Iterable[Entity]) -> None:
    """Refuse to take away a part or a series that something stands under."""
    for each in held:
        if isinstance(each, _HOLDERS) and (name := getattr(each, what, "")) not in there:
            thing = _KIND_WORDS[type(each)]
            if name:
                raise UserError(
                    f"The {what} “{name}” has {thing}, so it cannot be taken out.",
                    f"Put “{name}” back, or remove its {thing} first.",
                )
            raise UserError(
                f"The measure has {thing} that belong to no part, and they would no longer be shown.",
                "Make another measure for the parts, or remove those first.",
            )


def _title(typed: str) -> str:
    if not (title := tidy(typed)):
        raise UserError("A measure needs a title.", "Type what it measures, as the report prints it.")
    return title


def _code(typed: str) -> str:
    if not (code := tidy(typed)):
        raise UserError("A measure needs a code.", "Type one, such as M012, that no other in its framework has.")
    return code


def _framework(typed: str) -> str:
    if not (framework := tidy(typed)):
        raise UserError(
            "A measure needs a framework.", "Type the set that it belongs to, such as Corporate plan 2024-25."
        )
    return framework


def _whole(most: int, what: str) -> Callable[[str], int]:
    def read(typed: str) -> int:
        text = tidy(typed) or "0"
        if not re.fullmatch("[0-9]{1,3}", text) or int(text) > most:
            raise UserError(f"“{typed.strip()}” is not a number of {what}.", f"Type a whole number from 0 to {most}.")
        return int(text)

    return read


def _lines(typed: str) -> tuple[str, ...]:
    names = [name for line in typed.splitlines() if (name := tidy(line))]
    return _once(names)


def _tags(typed: str) -> tuple[str, ...]:
    return _once([name for each in typed.split(",") if (name := tidy(each))])


def _once(names: list[str]) -> tuple[str, ...]:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            raise UserError(f"“{name}” is there twice.", "Keep it once.")
        seen.add(name.casefold())
    return tuple(names)


def _one_of(choices: type[Choice]) -> Callable[[str], Choice]:
    def read(typed: str) -> Choice:
        return choices(typed)

    return read


def _yes(typed: str) -> bool:
    word = tidy(typed).casefold()
    if word not in ("", "yes", "no"):
        raise UserError(f"“{typed.strip()}” is neither yes nor no.", "Type yes or no.")
    return word == "yes"


def _baseline(typed: str) -> Period | None:
    return read_typed_period(typed)


def read_typed_period(typed: str) -> Period | None:
    """Return the period that was typed, None for an empty field; UserError if it is none."""
    if not typed.strip():
        return None
    try:
        period = read_period(typed)
    except ValueError:
        period = None
    if period is None:
        raise UserError(
            f"“{typed.strip()}” is not a period.", "Type one such as 2023/24, Quarter 2 2023/24 or September 2023."
        )
    return period


_READERS: dict[str, Callable[[str], Any]] = {
    "framework": _framework, "code": _code, "title": _title, "aim": str.strip, "unit": _one_of(Unit),
    "unit_label": tidy, "decimals": _whole(MOST_DECIMALS, "decimal places"), "polarity": _one_of(Polarity),
    "basis": _one_of(Basis), "frequency": _one_of(Frequency), "lag_months": _whole(MOST_LAG, "months"),
    "parts": _lines, "series": _lines, "tags": _tags, "notes": str.strip, "owner": tidy, "author": tidy,
    "rule": _one_of(Rule), "direction_base": _one_of(Base), "baseline": _baseline, "parts_count_once": _yes,
    "course": _one_of(Course), "significance": _one_of(Significance), "unrated_because": tidy,
}  # fmt: skip
