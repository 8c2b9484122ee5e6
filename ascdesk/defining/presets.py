"""Presets: the rules by which other councils' reports rate their measures, to be taken for a whole framework.

They choose by what a measure is - its unit, how it is counted, whether it has a better way and a target - and never
by which measure it is (field-notes.md, N46-N58 and section 2).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from ascdesk.defining.measures import with_version
from ascdesk.errors import UserError
from ascdesk.identity import conventions_id
from ascdesk.model import (
    Base,
    Basis,
    Conventions,
    Entity,
    EntityId,
    Measure,
    Polarity,
    Rule,
    Significance,
    Target,
    TargetKind,
    ToleranceUnit,
    Unit,
    Wording,
)

FLOOR = "floor standard"
FORECAST = "forecast within 0.5%"
TOLERANCE = "tolerance"
DIRECTION = "direction only"
EXPECTED = "activity: expected range"
HALF = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Preset:
    """A set of rules by its name, and what it does in plain sentences."""

    name: str
    title: str
    about: str


PRESETS = (
    Preset(
        FLOOR,
        "Floor standard",
        "Green where the target is met, Amber down to the floor (or up to the upper threshold), Red beyond it. "
        "An activity measure without a target is held against the range that its own past leads to expect. The "
        "direction of travel is the slope over the series, and whether it is significant.",
    ),
    Preset(
        FORECAST,
        "Forecast within 0.5%",
        "Rated on what the year is expected to end with: Green where that meets the target, Amber within 0.5% of it, "
        "Red beyond. Which 0.5% is meant is an assumption: 0.5 percentage points for percentages, and 0.5% of the "
        "target for everything else. The direction is improvement or deterioration from the baseline where one is "
        "set, else from the figure before.",
    ),
    Preset(
        TOLERANCE,
        "Tolerance",
        "Green where the target is met, Amber within the tolerance that the measure or its target is given, Red "
        "beyond; without a tolerance nothing is Amber. The direction is worded as towards or away from the target, "
        "which stands for better and worse.",
    ),
    Preset(DIRECTION, "Direction only", "Nothing is rated; each measure shows whether it became better or worse."),
    Preset(
        EXPECTED,
        "Activity: expected range",
        "For measures of activity: each figure is held against the range that its own past leads to expect, and "
        "targets are left aside. The direction is up or down.",
    ),
)
_WORDINGS = {
    FLOOR: Wording.TREND,
    FORECAST: Wording.IMPROVED,
    TOLERANCE: Wording.TARGET,
    DIRECTION: Wording.BETTER,
    EXPECTED: Wording.ARROWS,
}


def preset(name: str) -> Preset:
    """Return a preset by its name, in whichever case; UserError naming all five if there is none of that name."""
    found = next((each for each in PRESETS if each.name == name.strip().casefold()), None)
    if found is None:
        names = "; ".join(each.name for each in PRESETS)
        raise UserError(f"There is no preset “{name.strip()}”.", f"There are: {names}.")
    return found


def with_preset(name: str, measure: Measure, targeted: bool) -> Measure:
    """Return a measure with the rules of a preset; one that is not rated for a stated reason stays as it is.

    `targeted` tells whether a target is set for it in any year. UserError if there is no such preset.
    """
    chosen = preset(name).name
    if measure.rule is Rule.NONE and measure.unrated_because:
        return measure
    return with_version(measure, _RULED[chosen](measure, targeted))


def conventions_of(name: str, framework: str, held: Conventions | None) -> Conventions:
    """Return a framework's conventions under a preset; its level and what it calls a small number stay as held."""
    chosen = preset(name).name
    before = held or Conventions(id=conventions_id(framework), framework=framework)
    return replace(before, preset=chosen, wording=_WORDINGS[chosen])


def ruled(
    name: str, framework: str, measures: Iterable[Measure], targets: Iterable[Target], held: Conventions | None
) -> tuple[Entity, ...]:
    """Return a framework's measures and conventions under a preset; UserError where it has no measures."""
    own = [each for each in measures if each.framework == framework]
    if not own:
        raise UserError(f"No measure is of a framework “{framework}”.", "Name one as it is written with its measures.")
    aimed = targeted(targets)
    return (*(with_preset(name, each, each.id in aimed) for each in own), conventions_of(name, framework, held))


def targeted(targets: Iterable[Target]) -> Collection[EntityId]:
    """Return the measures for which a target is set."""
    return {each.measure for each in targets if each.kind is not TargetKind.NONE}


def use_label(name: str, framework: str) -> str:
    """Return what the step is called that takes a preset for a framework."""
    return f"Rate {framework} by “{preset(name).title}”"


def _floor(measure: Measure, has_target: bool) -> Measure:
    activity = measure.rule in (Rule.NONE, Rule.EXPECTED) or measure.polarity is Polarity.NONE
    made = _plain(measure, Rule.EXPECTED if activity and not has_target else Rule.TARGET)
    if measure.basis is Basis.CUMULATIVE:
        # A line through a total that starts again every April says nothing.
        return replace(made, direction_base=Base.LAST_YEAR)
    return replace(made, direction_base=Base.TREND, significance=Significance.SLOPE)


def _forecast(measure: Measure, _has_target: bool) -> Measure:
    unit = ToleranceUnit.POINTS if measure.unit is Unit.PERCENT else ToleranceUnit.PERCENT
    made = replace(_plain(measure, Rule.FORECAST), tolerance=HALF, tolerance_unit=unit)
    # Half a year's running total is not to be compared with a whole year's.
    based = measure.baseline is not None and measure.basis is not Basis.CUMULATIVE
    return replace(made, direction_base=Base.BASELINE) if based else made


def _tolerance(measure: Measure, _has_target: bool) -> Measure:
    """Keep the tolerance that the measure has; where it has none, none is taken."""
    made = _plain(measure, Rule.TARGET)
    return replace(made, tolerance=measure.tolerance, tolerance_unit=measure.tolerance_unit)


def _direction(measure: Measure, _has_target: bool) -> Measure:
    return _plain(measure, Rule.DIRECTION)


def _expected(measure: Measure, _has_target: bool) -> Measure:
    return _plain(measure, Rule.EXPECTED)


def _plain(measure: Measure, rule: Rule) -> Measure:
    """Return a measure under a rule without tolerance or test; a slope over the series goes with the test."""
    base = measure.direction_base
    if base is Base.TREND:
        base = Base.LAST_YEAR if measure.basis is Basis.CUMULATIVE else Base.PREVIOUS
    return replace(
        measure, rule=rule, tolerance=None, tolerance_unit=None, significance=Significance.NONE, direction_base=base
    )


_RULED = {FLOOR: _floor, FORECAST: _forecast, TOLERANCE: _tolerance, DIRECTION: _direction, EXPECTED: _expected}
