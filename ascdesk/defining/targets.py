"""Setting targets: what somebody typed into one field of a year's target, and the target that it makes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ascdesk.characters import dashes_as_hyphens, gist, tidy
from ascdesk.defining.measures import read_typed_period
from ascdesk.defining.numbers import number_typed, show_exact, tolerance_typed
from ascdesk.errors import UserError
from ascdesk.identity import target_id
from ascdesk.judging.shown import show_tolerance
from ascdesk.model import Figure, Measure, Polarity, Target, TargetKind, Unit
from ascdesk.periods import Period, PeriodKind, show_period
from ascdesk.scorecard import show_target

TARGET_NAMES = {
    "year": "year", "part": "part", "kind": "kind", "value": "target", "tolerance": "tolerance",
    "profile": "profile", "base": "base period", "rationale": "reason", "raw": "printed text",
    "start": "start", "approver": "approver",
}  # fmt: skip
_DIRECTIONS = {
    **dict.fromkeys(("to reduce", "reduce", "reduction"), TargetKind.REDUCE),
    **dict.fromkeys(("to increase", "increase"), TargetKind.INCREASE),
    **dict.fromkeys(("maintain", "to maintain"), TargetKind.MAINTAIN),
}
YEARS_NEAR, WHOLE = 5, Decimal(100)
_FROM_BASE = (TargetKind.REDUCE, TargetKind.INCREASE, TargetKind.MAINTAIN)
_HOW_TO_SET = (
    "Type a number such as {number}, a range such as {number} to {more}, or “to reduce”; for other words choose "
    "“In words” as its kind first."
)


def new_target(measure: Measure, year: Period, part: str = "", series: str = "") -> Target:
    """Return a year's target in which nothing is set yet."""
    return Target(id=target_id(measure.id, year, part, series), measure=measure.id, year=year, part=part, series=series)


def starting(target: Target, start: Period | None) -> Target:
    """Return a target as one that holds from a period of its year on; from the year's first day where none is given."""
    key = target_id(target.measure, target.year, target.part, target.series, target.dimension, target.category, start)
    return replace(target, id=key, start=start)


def require_told(target: Target) -> None:
    """Refuse a target that starts within its year, and does not say since when, by whom and why."""
    if target.start is None:
        return
    if target.start.financial_year != target.year or target.start.first_month == target.year.first_month:
        raise UserError(
            f"A target of {show_period(target.year)} cannot start with {show_period(target.start)}.",
            "Give a period after the year’s first, or none where it holds all year.",
        )
    lacking = [what for what, said in (("reason", target.rationale), ("approver", target.approver)) if not said.strip()]
    if lacking:
        raise UserError(
            f"A target that starts in {show_period(target.start)} needs {_named(lacking)}.",
            "Say why it changes within the year, and who agreed to that.",
        )


def _named(lacking: list[str]) -> str:
    return " and ".join(f"{'an' if what == 'approver' else 'a'} {what}" for what in lacking)


def as_before(target: Target, before: Target) -> Target:
    """Return a target with all that another one says, but for when it starts and who agreed; it comes from no file."""
    own = {name: getattr(target, name) for name in ("id", "year", "part", "series", "start", "approver")}
    return replace(before, **own, file=None, place="")


def read_year(typed: str) -> Period:
    """Return the financial year that was typed; UserError if it is none."""
    period = read_typed_period(typed)
    if period is None or period.kind is not PeriodKind.YEAR:
        said = f"“{typed.strip()}” is not a financial year." if typed.strip() else "It needs a financial year."
        raise UserError(said, "Type one such as 2024/25.")
    return period


def target_changed(measure: Measure, target: Target, field: str, typed: str) -> Target:
    """Return the target with what was typed in a field; UserError if it cannot stand there."""
    if field == "value":
        return _with_value(measure, target, typed)
    if field == "tolerance":
        return _with_tolerance(measure, target, typed)
    if field == "kind":
        return _with_kind(measure, target, TargetKind(typed))
    if field in ("year", "part", "start"):
        raise UserError(
            f"The {field} of a target stays as it is.",
            "Add a target for the other one, and remove this one if need be.",
        )
    return replace(target, **{field: _read(measure, field, typed)})


def _read(measure: Measure, field: str, typed: str) -> Any:
    if field == "threshold":
        return number_typed(measure, typed, threshold_name(measure)) if typed.strip() else None
    if field == "profile":
        return _profile(measure, typed)
    if field == "base":
        return read_typed_period(typed)
    return typed.strip()


def target_field(measure: Measure, target: Target, field: str) -> str:
    """Return what a field of a target holds, as it would be typed."""
    if field == "value":
        return _show_value(measure, target)
    if field == "threshold":
        return "" if target.threshold is None else show_exact(measure, target.threshold)
    if field == "tolerance":
        return "" if target.tolerance is None else show_tolerance(measure, target.tolerance, target.tolerance_unit)
    if field == "profile":
        return "; ".join(show_exact(measure, each) for each in target.profile)
    if field == "base":
        return show_period(target.base) if target.base else ""
    if field == "year":
        return show_period(target.year)
    if field == "start":
        return show_period(target.start) if target.start else ""
    return str(getattr(target, field))


def threshold_name(measure: Measure) -> str:
    """Return what the limit of amber is called where this measure's better way is up or down."""
    return {Polarity.HIGHER: "floor", Polarity.LOWER: "upper threshold"}.get(measure.polarity, "amber limit")


def warning(measure: Measure, target: Target) -> str:
    """Return what is odd about a target, in a sentence; nothing where nothing is."""
    if target.kind is not TargetKind.NUMBER or target.value is None or target.threshold is None:
        return ""
    if target.tolerance is not None:
        return f"In {show_period(target.year)} the {threshold_name(measure)} counts, and the tolerance does not."
    gap = target.threshold - target.value
    if (measure.polarity, gap > 0) not in ((Polarity.HIGHER, True), (Polarity.LOWER, False)) or not gap:
        return ""
    name, side = threshold_name(measure), "above" if gap > 0 else "below"
    limits = f"the {name} of {show_exact(measure, target.threshold)} is {side} the target"
    return f"In {show_period(target.year)} {limits} of {show_exact(measure, target.value)}, so nothing can be Amber."


def look_again(measure: Measure, target: Target, figures: Iterable[Figure], shown: Period) -> str:
    """Return what may be a slip of the keys in a target, in sentences; nothing where nothing is.

    That is a year far from those of the measure's figures, or from the `shown` period where it has none, and more
    than 100% where no figure was.
    """
    held = list(figures)
    years = {each.period.start_year for each in held} or {shown.start_year}
    said = []
    if min(abs(target.year.start_year - each) for each in years) > YEARS_NEAR:
        near = "any figure of this measure" if held else show_period(shown)
        said.append(f"Look again: {show_period(target.year)} is more than {YEARS_NEAR} years from {near}.")
    above = any(each.value is not None and each.value > WHOLE for each in held)
    if measure.unit is Unit.PERCENT and not above:
        said += [_beyond(measure, target, *each) for each in _limits(measure, target) if each[1] > WHOLE]
    return " ".join(said)


def _limits(measure: Measure, target: Target) -> list[tuple[str, Decimal]]:
    """Return the highest number of a target and its limit of amber, as far as they are set, with their names."""
    highest = {TargetKind.NUMBER: target.value, TargetKind.RANGE: target.high}.get(target.kind)
    named = (("target", highest), (threshold_name(measure), target.threshold))
    return [(name, value) for name, value in named if value is not None]


def _beyond(measure: Measure, target: Target, name: str, value: Decimal) -> str:
    shown = show_exact(measure, value)
    return f"Look again: in {show_period(target.year)} the {name} is {shown}, and few percentages go above 100%."


def _show_value(measure: Measure, target: Target) -> str:
    if target.kind is TargetKind.NUMBER:
        return "" if target.value is None else show_exact(measure, target.value)
    if target.kind is TargetKind.RANGE and target.low is not None and target.high is not None:
        return f"{show_exact(measure, target.low)} to {show_exact(measure, target.high)}"
    if target.kind in _FROM_BASE:
        return target.kind.value.capitalize()
    if target.kind is TargetKind.TEXT:
        return target.raw
    return "" if target.kind is TargetKind.RANGE else show_target(measure, target)


def _with_kind(measure: Measure, target: Target, kind: TargetKind) -> Target:
    """Return the target as another kind; its numbers stay for whoever goes back, its printed text would mislead."""
    if kind is target.kind:
        return target
    raw = _show_value(measure, target) if kind is TargetKind.TEXT else ""
    return replace(target, kind=kind, raw=raw, file=None, place="")


def _with_value(measure: Measure, target: Target, typed: str) -> Target:
    text = tidy(typed)
    typed_here = replace(target, raw=text, file=None, place="")
    if target.kind is TargetKind.TEXT:
        return typed_here
    empty = replace(typed_here, value=None, low=None, high=None, numerator=None)
    if not text:
        return replace(empty, kind=TargetKind.NONE)
    if kind := _DIRECTIONS.get(text.casefold()):
        return replace(empty, kind=kind)
    if limits := _range(measure, text):
        return replace(empty, kind=TargetKind.RANGE, low=limits[0], high=limits[1])
    try:
        value = number_typed(measure, typed, "target")
    except UserError as error:
        if not error.problem.endswith("is not a number for the target."):
            raise
        number, more = show_exact(measure, Decimal(90)), show_exact(measure, Decimal(95))
        raise UserError(f"“{gist(text)}” is not a target.", _HOW_TO_SET.format(number=number, more=more)) from None
    return replace(empty, kind=TargetKind.NUMBER, value=value)


def _range(measure: Measure, text: str) -> tuple[Decimal, Decimal] | None:
    """Return the two limits that a text such as "85% to 95%" names."""
    halves = re.split(r" to |(?<=[0-9%m]) ?- ?(?=[£0-9])", dashes_as_hyphens(text))
    if len(halves) != 2:
        return None
    low, high = (number_typed(measure, half, "range") for half in halves)
    if low > high:
        raise UserError(f"“{gist(text)}” starts higher than it ends.", "Type the lower limit first.")
    return low, high


def _with_tolerance(measure: Measure, target: Target, typed: str) -> Target:
    tolerance, unit = tolerance_typed(measure, typed)
    return replace(target, tolerance=tolerance, tolerance_unit=unit)


def _profile(measure: Measure, typed: str) -> tuple[Decimal, ...]:
    """Return the planned values through the year, one for each quarter or month."""
    pieces = [piece for each in typed.split(";") if (piece := tidy(each))]
    if pieces and len(pieces) not in (4, 12):
        raise UserError(
            f"A profile has 4 values, one a quarter, or 12, one a month; this has {len(pieces)}.",
            "Part them with semicolons, such as 20; 40; 60; 80.",
        )
    return tuple(number_typed(measure, piece, "profile") for piece in pieces)
