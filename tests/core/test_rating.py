from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.model import Basis, Marker, Polarity, Rating, Rule, TargetKind, ToleranceUnit, Unit
from ascdesk.periods import Period
from ascdesk.rating import as_shown, rate
from tests.data.judged import Q2, absent, figure, measure, target

G, A, R, NONE = Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NONE
HIGHER, LOWER, NEARER = Polarity.HIGHER, Polarity.LOWER, Polarity.NEARER
POINTS, PERCENT, ABSOLUTE = ToleranceUnit.POINTS, ToleranceUnit.PERCENT, ToleranceUnit.ABSOLUTE
BEFORE = Period.year(2022)


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        ("95", G, "95% is above the target of 90%: Green."),
        ("90", G, "90% is equal to the target of 90%: Green."),
        ("89.5", G, "90% is equal to the target of 90%: Green."),
        ("89.4", A, "89% is below the target of 90% but not beyond the floor of 80%: Amber."),
        ("80", A, "80% is below the target of 90% but not beyond the floor of 80%: Amber."),
        ("79.5", A, "80% is below the target of 90% but not beyond the floor of 80%: Amber."),
        ("79.4", R, "79% is below the floor of 80%: Red."),
        ("66", R, "66% is below the floor of 80%: Red."),
    ],
)
def test_floor_is_the_limit_of_amber_where_higher_is_better(value: str, expected: Rating, reason: str) -> None:
    judged = rate(measure(), Q2, figure(value), target(90, threshold=80))
    assert (judged.rating, judged.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        ("588", G, "588 is equal to the target of 588: Green."),
        ("500", G, "500 is below the target of 588: Green."),
        ("600", A, "600 is above the target of 588 but not beyond the upper threshold of 617: Amber."),
        ("617", A, "617 is above the target of 588 but not beyond the upper threshold of 617: Amber."),
        ("618", R, "618 is above the upper threshold of 617: Red."),
    ],
)
def test_upper_threshold_is_the_limit_of_amber_where_lower_is_better(value: str, expected: Rating, reason: str) -> None:
    low = measure(polarity=LOWER, unit=Unit.PER_100K)
    judged = rate(low, Q2, figure(value), target(588, threshold=617))
    assert (judged.rating, judged.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("polarity", "value", "tolerance", "unit", "expected", "said"),
    [
        (HIGHER, "40.0", "2", POINTS, A, "40.0% is below the target of 42.0%, within the tolerance of 2 percentage"),
        (HIGHER, "39.9", "2", POINTS, R, "39.9% is below the target of 42.0%, by more than the tolerance of 2"),
        (HIGHER, "39.9", "5", PERCENT, A, "39.9% is below the target of 42.0%, within the tolerance of 5% of the"),
        (HIGHER, "39.8", "5", PERCENT, R, "39.8% is below the target of 42.0%, by more than the tolerance of 5% of"),
        (HIGHER, "41.0", "1", POINTS, A, "within the tolerance of 1 percentage point: Amber."),
        (HIGHER, "41.5", "0.5", ABSOLUTE, A, "within the tolerance of 0.5%: Amber."),
        (HIGHER, "41.4", "0.5", ABSOLUTE, R, "by more than the tolerance of 0.5%: Red."),
        (LOWER, "43.0", "1", POINTS, A, "43.0% is above the target of 42.0%, within"),
        (LOWER, "43.1", "1", POINTS, R, "43.1% is above the target of 42.0%, by more than"),
        (LOWER, "10.0", "1", POINTS, G, "10.0% is below the target of 42.0%: Green."),
        (NEARER, "42.0", "1", POINTS, G, "42.0% is equal to the target of 42.0%: Green."),
        (NEARER, "43.0", "1", POINTS, A, "43.0% is above the target of 42.0%, within"),
        (NEARER, "41.0", "1", POINTS, A, "41.0% is below the target of 42.0%, within"),
        (NEARER, "40.9", "1", POINTS, R, "40.9% is below the target of 42.0%, by more than"),
    ],
)
def test_tolerance_is_in_its_own_unit(
    polarity: Polarity, value: str, tolerance: str, unit: ToleranceUnit, expected: Rating, said: str
) -> None:
    one = measure(decimals=1, polarity=polarity)
    judged = rate(one, Q2, figure(value), target(42, tolerance=tolerance, tolerance_unit=unit))
    assert judged.rating is expected
    assert said in judged.reason


def test_a_tolerance_is_shown_with_all_its_digits() -> None:
    wanted = target(42, tolerance="0.50", tolerance_unit=ABSOLUTE)
    assert "by more than the tolerance of 0.5%: Red." in rate(measure(), Q2, figure(41), wanted).reason


def test_a_number_of_any_length_that_can_be_typed_is_rated() -> None:
    long = Decimal("9" * 30)
    assert as_shown(long, 2) == long
    assert rate(measure(decimals=2), Q2, figure(long), target(1)).rating is G


def test_without_an_amber_limit_a_missed_target_is_red_and_says_that_none_is_set() -> None:
    judged = rate(measure(), Q2, figure(66), target(80))
    assert judged.rating is R
    assert judged.reason == "66% is below the target of 80%, and no amber limit is set: Red."


@pytest.mark.parametrize(
    ("kind", "polarity", "value", "expected"),
    [
        (TargetKind.REDUCE, LOWER, "454", G),
        (TargetKind.REDUCE, LOWER, "455", R),
        (TargetKind.REDUCE, LOWER, "530", R),
        (TargetKind.REDUCE, Polarity.NONE, "454", G),
        (TargetKind.INCREASE, HIGHER, "456", G),
        (TargetKind.INCREASE, HIGHER, "455", R),
        (TargetKind.MAINTAIN, HIGHER, "455", G),
        (TargetKind.MAINTAIN, HIGHER, "454", R),
        (TargetKind.MAINTAIN, LOWER, "455", G),
        (TargetKind.MAINTAIN, LOWER, "456", R),
        (TargetKind.MAINTAIN, NEARER, "455", G),
        (TargetKind.MAINTAIN, NEARER, "456", R),
    ],
)
def test_a_direction_as_target_is_measured_from_its_base(
    kind: TargetKind, polarity: Polarity, value: str, expected: Rating
) -> None:
    count = measure(unit=Unit.COUNT, polarity=polarity)
    judged = rate(count, Q2, figure(value), target(kind=kind), figure(455, BEFORE))
    assert judged.rating is expected
    aim = {TargetKind.REDUCE: "to reduce", TargetKind.INCREASE: "to increase", TargetKind.MAINTAIN: "to maintain"}[kind]
    assert f"455 in 2022/23; the target is {aim}: " in judged.reason


def test_a_tolerance_makes_a_missed_direction_amber() -> None:
    count = measure(unit=Unit.COUNT, polarity=LOWER)
    wanted = target(kind=TargetKind.REDUCE, tolerance=5, tolerance_unit=ABSOLUTE)
    assert rate(count, Q2, figure(460), wanted, figure(455, BEFORE)).rating is A
    assert rate(count, Q2, figure(461), wanted, figure(455, BEFORE)).rating is R


@pytest.mark.parametrize(("base", "named"), [(None, ""), (BEFORE, " for 2022/23")])
def test_a_direction_as_target_without_its_base_is_not_rated(base: Period | None, named: str) -> None:
    judged = rate(measure(), Q2, figure(1), target(kind=TargetKind.REDUCE, base=base))
    assert judged.rating is NONE
    assert judged.reason == f"The target is to reduce, and there is no figure{named} to compare with."


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        (10, G, "10% is within the target range of 10% to 20%: Green."),
        (20, G, "20% is within the target range of 10% to 20%: Green."),
        (22, A, "22% is above the target range of 10% to 20%, within the tolerance of 2 percentage points: Amber."),
        (8, A, "8% is below the target range of 10% to 20%, within the tolerance of 2 percentage points: Amber."),
        (23, R, "23% is above the target range of 10% to 20%, by more than the tolerance of 2 percentage points: Red."),
    ],
)
def test_a_range_is_met_within_its_ends(value: int, expected: Rating, reason: str) -> None:
    span = target(kind=TargetKind.RANGE, low=10, high=20, tolerance=2, tolerance_unit=POINTS)
    judged = rate(measure(polarity=Polarity.NONE), Q2, figure(value), span)
    assert (judged.rating, judged.reason) == (expected, reason)


def test_a_range_without_tolerance_has_no_amber() -> None:
    judged = rate(measure(), Q2, figure(21), target(kind=TargetKind.RANGE, low=10, high=20))
    assert (judged.rating, judged.reason) == (R, "21% is above the target range of 10% to 20%: Red.")


@pytest.mark.parametrize(
    ("known", "held", "wanted", "reason"),
    [
        ({}, None, target(80), "There is no figure for Quarter 2 2023/24."),
        ({}, absent(), target(80), "There is no value to rate: Not available."),
        ({}, absent(Marker.NOT_APPLICABLE, "No carers survey"), target(80), "no value to rate: No carers survey."),
        ({}, absent(Marker.NOT_AVAILABLE, "TBC"), target(80), "There is no value to rate: To be confirmed."),
        ({}, figure(None), target(80), "There is no value to rate: it was left blank."),
        ({"rule": Rule.NONE}, figure(66), target(80), "This measure is not rated."),
        ({}, figure(66), None, "No target is set for 2023/24."),
        ({}, figure(66), target(kind=TargetKind.NONE), "No target is set for 2023/24."),
        ({}, figure(66), target(kind=TargetKind.TEXT, raw="new"), "The target is “new”, which is no number"),
        ({"polarity": Polarity.NONE}, figure(66), target(80), "Whether higher or lower is better is not set for"),
        ({}, figure(66), target(kind=TargetKind.NUMBER), "The target has no number to compare with."),
        ({}, figure(66), target(kind=TargetKind.RANGE, low=1), "The target range has no limits to compare with."),
    ],
)
def test_what_cannot_be_rated_is_not_rated_and_says_why(
    known: dict[str, Any], held: Any, wanted: Any, reason: str
) -> None:
    judged = rate(measure(**known), Q2, held, wanted)
    assert judged.rating is NONE
    assert reason in judged.reason


@pytest.mark.parametrize(
    ("polarity", "period", "value", "expected", "said"),
    [
        (LOWER, Q2, "5.8", NONE, "5.8 is counted from April and the target of 15.0 is for the whole year"),
        (LOWER, Q2, "15.1", R, "15.1 at Quarter 2 2023/24 is above the year's 15.0 already: Red."),
        (LOWER, Q2, "15.0", NONE, "cannot be compared yet."),
        (HIGHER, Q2, "15.0", G, "15.0 at Quarter 2 2023/24 is equal to the year's 15.0 already: Green."),
        (HIGHER, Q2, "14.9", NONE, "cannot be compared yet."),
        (NEARER, Q2, "15.0", NONE, "cannot be compared yet."),
        (LOWER, Period.quarter(2023, 4), "14.9", G, "14.9 is below the target of 15.0: Green."),
        (LOWER, Period.year(2023), "15.1", R, "15.1 is above the target of 15.0, and no amber limit is set: Red."),
        (HIGHER, Period.month(2024, 3), "14.9", R, "14.9 is below the target of 15.0"),
    ],
)
def test_a_running_total_is_judged_before_the_years_end_only_where_nothing_can_change_it(
    polarity: Polarity, period: Period, value: str, expected: Rating, said: str
) -> None:
    total = measure(basis=Basis.CUMULATIVE, unit=Unit.PER_100K, decimals=1, polarity=polarity)
    judged = rate(total, period, figure(value, period), target(15))
    assert judged.rating is expected
    assert said in judged.reason


@pytest.mark.parametrize(
    ("value", "decimals", "expected"), [("0.5", 0, "1"), ("-0.5", 0, "-1"), ("2.345", 2, "2.35"), ("2.3449", 2, "2.34")]
)
def test_values_are_compared_as_they_are_shown(value: str, decimals: int, expected: str) -> None:
    assert as_shown(Decimal(value), decimals) == Decimal(expected)


_SCALE = {NONE: 0, R: 1, A: 2, G: 3}
_numbers = st.decimals(0, 200, places=2)


@st.composite
def _rules(draw: st.DrawFn) -> tuple[Polarity, Any]:
    """Return a polarity and a target of a kind that allows for amber, or does not."""
    polarity = draw(st.sampled_from([HIGHER, LOWER]))
    goal, width = draw(_numbers), draw(st.decimals(0, 20, places=1))
    floor = goal - width if polarity is HIGHER else goal + width
    limits: dict[str, Any] = draw(
        st.sampled_from(
            [
                {},
                {"threshold": floor},
                *({"tolerance": width, "tolerance_unit": unit} for unit in ToleranceUnit),
            ]
        )
    )
    kind = draw(st.sampled_from([TargetKind.NUMBER, TargetKind.MAINTAIN, None]))
    if kind is None:
        kind = TargetKind.INCREASE if polarity is HIGHER else TargetKind.REDUCE
    return polarity, target(goal, kind=kind, **limits)


@given(rule=_rules(), one=_numbers, other=_numbers, base=_numbers, decimals=st.integers(0, 2))
def test_a_better_value_is_never_rated_worse(
    rule: tuple[Polarity, Any], one: Decimal, other: Decimal, base: Decimal, decimals: int
) -> None:
    polarity, wanted = rule
    held = measure(polarity=polarity, decimals=decimals)
    worse, better = sorted((one, other), reverse=polarity is LOWER)
    ratings = [rate(held, Q2, figure(each), wanted, figure(base, BEFORE)).rating for each in (worse, better)]
    assert _SCALE[ratings[0]] <= _SCALE[ratings[1]]


@given(goal=_numbers, near=st.decimals(0, 100, places=1), more=st.decimals(0, 100, places=1), above=st.booleans())
def test_nearer_the_target_is_never_rated_worse(goal: Decimal, near: Decimal, more: Decimal, above: bool) -> None:
    held = measure(polarity=NEARER, decimals=2)
    wanted = target(goal, tolerance=5, tolerance_unit=ABSOLUTE)
    sign = 1 if above else -1
    values = (goal + sign * (near + more), goal + sign * near)
    ratings = [rate(held, Q2, figure(each), wanted).rating for each in values]
    assert _SCALE[ratings[0]] <= _SCALE[ratings[1]]


@given(rule=_rules(), value=_numbers, base=_numbers)
def test_every_rating_ends_its_reason_with_its_own_word(
    rule: tuple[Polarity, Any], value: Decimal, base: Decimal
) -> None:
    polarity, wanted = rule
    judged = rate(measure(polarity=polarity), Q2, figure(value), wanted, figure(base, BEFORE))
    words = {G: "Green", A: "Amber", R: "Red"}
    assert judged.reason.endswith(f": {words[judged.rating]}.")
