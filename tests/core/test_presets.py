from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.defining.presets import (
    EXPECTED,
    FLOOR,
    FORECAST,
    PRESETS,
    TOLERANCE,
    conventions_of,
    preset,
    ruled,
    with_preset,
)
from ascdesk.errors import UserError
from ascdesk.model import (
    Base,
    Basis,
    Conventions,
    Measure,
    Polarity,
    Rule,
    Significance,
    TargetKind,
    ToleranceUnit,
    Unit,
    Wording,
)
from ascdesk.periods import Period
from tests.data.judged import FRAMEWORK, YEAR, measure, target

RULED = ("rule", "tolerance", "tolerance_unit", "significance", "direction_base", "rule_version")


def rules(made: Measure) -> tuple[Any, ...]:
    return made.rule, made.tolerance, made.tolerance_unit


def test_a_preset_is_found_by_its_name_and_another_name_is_told_all_five() -> None:
    assert preset(" Floor Standard ").title == "Floor standard"
    with pytest.raises(UserError) as refused:
        preset("traffic lights")
    assert refused.value.problem == "There is no preset “traffic lights”."
    assert all(each.name in refused.value.remedy for each in PRESETS)


def test_half_a_percent_is_points_of_a_percentage_and_percent_of_any_other_target_and_says_that_it_is_assumed() -> None:
    held = measure(unit=Unit.PERCENT)
    assert rules(with_preset(FORECAST, held, True)) == (Rule.FORECAST, Decimal("0.5"), ToleranceUnit.POINTS)
    for unit in set(Unit) - {Unit.PERCENT}:
        made = with_preset(FORECAST, replace(held, unit=unit), True)
        assert rules(made) == (Rule.FORECAST, Decimal("0.5"), ToleranceUnit.PERCENT)
    assert "assumption" in preset(FORECAST).about


@pytest.mark.parametrize(
    ("polarity", "rule", "targeted", "made"),
    [
        (Polarity.HIGHER, Rule.TARGET, True, Rule.TARGET),
        (Polarity.LOWER, Rule.TARGET, False, Rule.TARGET),
        (Polarity.NONE, Rule.TARGET, False, Rule.EXPECTED),
        (Polarity.NONE, Rule.TARGET, True, Rule.TARGET),
        (Polarity.LOWER, Rule.NONE, False, Rule.EXPECTED),
        (Polarity.LOWER, Rule.EXPECTED, False, Rule.EXPECTED),
    ],
)
def test_by_the_floor_standard_activity_without_a_target_has_an_expected_range(
    polarity: Polarity, rule: Rule, targeted: bool, made: Rule
) -> None:
    ruled_by = with_preset(FLOOR, measure(polarity=polarity, rule=rule, tolerance=Decimal(2)), targeted)
    assert rules(ruled_by) == (made, None, None)
    assert (ruled_by.direction_base, ruled_by.significance) == (Base.TREND, Significance.SLOPE)


def test_no_line_is_laid_through_a_running_total() -> None:
    made = with_preset(FLOOR, measure(basis=Basis.CUMULATIVE), True)
    assert (made.direction_base, made.significance) == (Base.LAST_YEAR, Significance.NONE)
    again = with_preset(TOLERANCE, with_preset(FLOOR, measure(), True), True)
    assert (again.direction_base, again.significance) == (Base.PREVIOUS, Significance.NONE)


def test_the_forecast_preset_compares_with_a_baseline_only_where_one_is_set_and_comparable() -> None:
    based = measure(baseline=Period.year(2022))
    assert with_preset(FORECAST, based, True).direction_base is Base.BASELINE
    assert with_preset(FORECAST, measure(), True).direction_base is Base.PREVIOUS
    total = replace(based, basis=Basis.CUMULATIVE, direction_base=Base.LAST_YEAR)
    assert with_preset(FORECAST, total, True).direction_base is Base.LAST_YEAR


def test_tolerance_keeps_the_tolerance_that_is_given_and_invents_none() -> None:
    given_one = measure(tolerance=Decimal(2), tolerance_unit=ToleranceUnit.POINTS, rule=Rule.PROFILE)
    assert rules(with_preset(TOLERANCE, given_one, True)) == (Rule.TARGET, Decimal(2), ToleranceUnit.POINTS)
    assert rules(with_preset(TOLERANCE, measure(rule=Rule.PROFILE), True)) == (Rule.TARGET, None, None)


def test_what_is_not_rated_for_a_stated_reason_stays_so_and_what_has_none_does_not() -> None:
    left = measure(rule=Rule.NONE, unrated_because="Not rated, as published: its denominator is a proxy.")
    assert all(with_preset(each.name, left, True) == left for each in PRESETS)
    assert with_preset(TOLERANCE, measure(rule=Rule.NONE), True).rule is Rule.TARGET


@given(
    unit=st.sampled_from(Unit), polarity=st.sampled_from(Polarity), basis=st.sampled_from(Basis),
    rule=st.sampled_from(Rule), based=st.booleans(), targeted=st.booleans(), name=st.sampled_from(PRESETS),
)  # fmt: skip
def test_a_preset_taken_twice_is_taken_once_and_touches_nothing_but_rules(
    unit: Unit, polarity: Polarity, basis: Basis, rule: Rule, based: bool, targeted: bool, name: Any
) -> None:
    held = measure(unit=unit, polarity=polarity, basis=basis, rule=rule, baseline=YEAR if based else None)
    once = with_preset(name.name, held, targeted)
    assert with_preset(name.name, once, targeted) == once
    assert replace(once, **{field: getattr(held, field) for field in RULED}) == held
    assert once.rule_version == held.rule_version + (once != held)


def test_only_its_own_framework_is_ruled_and_its_conventions_keep_what_no_preset_says() -> None:
    own, other = measure("M001"), replace(measure("M002"), framework="Another")
    aimed, none = target(80), replace(target(kind=TargetKind.NONE), measure=measure("M003").id)
    held = replace(conventions_of(TOLERANCE, FRAMEWORK, None), significance_level=Decimal("0.01"), small_below=5)
    activity = measure("M003", polarity=Polarity.NONE)
    made = ruled(FLOOR, FRAMEWORK, [own, activity, other], [aimed, none], held)
    rated = {each.code: each.rule for each in made if isinstance(each, Measure)}
    assert rated == {"M001": Rule.TARGET, "M003": Rule.EXPECTED}
    (conventions,) = (each for each in made if isinstance(each, Conventions))
    assert conventions == replace(held, preset=FLOOR, wording=Wording.TREND)
    with pytest.raises(UserError, match="No measure is of a framework “Nowhere”"):
        ruled(EXPECTED, "Nowhere", [own], [], None)
