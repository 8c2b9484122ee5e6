from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.judging.shown import as_shown
from ascdesk.judging.values import RATING_WORDS, USUAL
from ascdesk.model import (
    Basis,
    Direction,
    EntityId,
    Marker,
    Polarity,
    Rating,
    RatingOverride,
    Rule,
    TargetKind,
    ToleranceUnit,
    Unit,
)
from ascdesk.periods import Period
from tests.data.judged import Q2, absent, figure, measure, rate, row, target

G, A, R, NONE = Rating.GREEN, Rating.AMBER, Rating.RED, Rating.NONE
HIGHER, LOWER, NEARER = Polarity.HIGHER, Polarity.LOWER, Polarity.NEARER
POINTS, PERCENT, ABSOLUTE = ToleranceUnit.POINTS, ToleranceUnit.PERCENT, ToleranceUnit.ABSOLUTE
BEFORE = Period.year(2022)


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        ("95", G, "95% is above the target of 90%: Green."),
        ("90", G, "90% is equal to the target of 90%: Green."),
        ("89.5", G, "90% is equal to the target of 90% (unrounded, at 89.5, it would be Amber): Green."),
        ("89.4", A, "89% is below the target of 90% but not beyond the floor of 80%: Amber."),
        ("80", A, "80% is below the target of 90% but not beyond the floor of 80%: Amber."),
        (
            "79.5",
            A,
            "80% is below the target of 90% but not beyond the floor of 80% (unrounded, at 79.5, it would be Red): "
            "Amber.",
        ),
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
    judged = rate(measure(polarity=NEARER), Q2, figure(21), target(kind=TargetKind.RANGE, low=10, high=20))
    assert (judged.rating, judged.reason) == (R, "21% is above the target range of 10% to 20%: Red.")


@pytest.mark.parametrize(
    ("polarity", "value", "expected", "reason"),
    [
        (HIGHER, 21, G, "21% is above the target range of 10% to 20%, and higher is better: Green."),
        (HIGHER, 9, R, "9% is below the target range of 10% to 20%: Red."),
        (LOWER, 9, G, "9% is below the target range of 10% to 20%, and lower is better: Green."),
        (LOWER, 21, R, "21% is above the target range of 10% to 20%: Red."),
    ],
)
def test_beyond_its_better_end_a_range_is_met_too(
    polarity: Polarity, value: int, expected: Rating, reason: str
) -> None:
    judged = rate(measure(polarity=polarity), Q2, figure(value), target(kind=TargetKind.RANGE, low=10, high=20))
    assert (judged.rating, judged.reason) == (expected, reason)


@pytest.mark.parametrize(
    ("known", "held", "wanted", "reason"),
    [
        ({}, None, target(80), "There is no figure for Quarter 2 2023/24."),
        ({}, absent(), target(80), "There is no value to rate: Not available."),
        ({}, absent(Marker.NOT_APPLICABLE, "No carers survey"), target(80), "no value to rate: No carers survey."),
        ({}, absent(Marker.NOT_AVAILABLE, "TBC"), target(80), "There is no value to rate: To be confirmed."),
        ({}, figure(None), target(80), "There is no value to rate: it was left blank."),
        ({"rule": Rule.NONE}, figure(66), target(80), "set not to be rated, and no reason was given"),
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
        (LOWER, Q2, "5.8", G, "The forecast of 11.6 is below the target of 15.0: Green."),
        (LOWER, Q2, "15.1", R, "15.1 by the end of Quarter 2 2023/24 is above the year’s 15.0 already: Red."),
        (LOWER, Q2, "15.0", R, "The forecast of 30.0 is above the target of 15.0, and no amber limit is set: Red."),
        (
            LOWER,
            Period.quarter(2023, 1),
            "15.1",
            R,
            "15.1 by the end of Quarter 1 2023/24 is above the year’s 15.0 already: Red.",
        ),
        (
            LOWER,
            Period.quarter(2023, 3),
            "15.1",
            R,
            "15.1 by the end of Quarter 3 2023/24 is above the year’s 15.0 already: Red.",
        ),
        (
            LOWER,
            Period.month(2023, 4),
            "15.1",
            R,
            "15.1 by the end of April 2023 is above the year’s 15.0 already: Red.",
        ),
        (HIGHER, Q2, "15.0", G, "15.0 by the end of Quarter 2 2023/24 is equal to the year’s 15.0 already: Green."),
        (HIGHER, Q2, "7.4", R, "The forecast of 14.8 is below the target of 15.0, and no amber limit is set: Red."),
        (NEARER, Q2, "7.5", G, "The forecast of 15.0 is equal to the target of 15.0: Green."),
        (LOWER, Period.quarter(2023, 4), "14.9", G, "14.9 is below the target of 15.0: Green."),
        (LOWER, Period.year(2023), "15.1", R, "15.1 is above the target of 15.0, and no amber limit is set: Red."),
        (HIGHER, Period.month(2024, 3), "14.9", R, "14.9 is below the target of 15.0"),
    ],
)
def test_a_running_total_is_never_held_against_the_years_target_as_it_stands(
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


@pytest.mark.parametrize(
    ("value", "decimals", "expected", "said"),
    [
        ("89.9996", 0, G, "(unrounded, at 89.9996, it would be Amber)"),
        ("89.99", 1, G, "(unrounded, at 89.99, it would be Amber)"),
        ("79.5", 0, A, "(unrounded, at 79.5, it would be Red)"),
        ("89.4", 0, A, ""),
        ("90", 0, G, ""),
    ],
)
def test_what_would_be_rated_otherwise_unrounded_is_said_with_digits_that_show_it(
    value: str, decimals: int, expected: Rating, said: str
) -> None:
    judged = rate(measure(decimals=decimals), Q2, figure(value), target(90, threshold=80))
    assert judged.rating is expected
    assert said in judged.reason
    assert ("unrounded" in judged.reason) is bool(said)


def test_numerator_and_denominator_make_the_unrounded_figure() -> None:
    held = figure(90, numerator=Decimal(179), denominator=Decimal(200))
    assert "(unrounded, at 89.5, it would be Amber)" in rate(measure(), Q2, held, target(90, threshold=80)).reason
    other = figure(90, numerator=Decimal(1), denominator=Decimal(200))
    assert rate(measure(), Q2, other, target(90, threshold=80)).reason == "90% is equal to the target of 90%: Green."


def test_a_target_that_is_rounded_itself_is_named_with_its_digits() -> None:
    judged = rate(measure(), Q2, figure(90), target("90.4", threshold=80))
    assert judged.reason == (
        "90% is equal to the target of 90% (unrounded, at 90 against 90.4, it would be Amber): Green."
    )
    floored = rate(measure(), Q2, figure("89.5"), target(90, threshold="89.5"))
    assert "(unrounded, at 89.5, it would be Amber)" in floored.reason
    span = target(kind=TargetKind.RANGE, low="10.4", high=20)
    assert "(unrounded, at 10 against 10.4 to 20, it would be Red)" in rate(measure(), Q2, figure(10), span).reason


@pytest.mark.parametrize(
    ("of", "said"),
    [(8, "Small numbers: 8 were counted."), (1, "Small numbers: 1 was counted."), (9, "Small numbers: 9"), (10, "")],
)
def test_a_denominator_under_ten_is_a_small_number(of: int, said: str) -> None:
    held = figure(50, numerator=Decimal(of) / 2, denominator=Decimal(of))
    found = row(measure(), Q2, held, targets=[target(40)])
    assert found.small_numbers is bool(said)
    assert said in found.judged.reason
    assert ("Small numbers" in found.judged.reason) is bool(said)


def test_what_is_small_is_the_reports_own_setting() -> None:
    held = figure(50, numerator=Decimal(10), denominator=Decimal(20))
    wide = replace(USUAL, small_below=25)
    assert row(measure(), Q2, held, targets=[target(40)], conventions=wide).small_numbers
    assert not row(measure(), Q2, held, targets=[target(40)]).small_numbers


def test_a_measures_own_tolerance_holds_where_the_target_says_none() -> None:
    held = measure(decimals=1, tolerance=Decimal(2), tolerance_unit=POINTS)
    assert rate(held, Q2, figure(40), target(42)).reason == (
        "40.0% is below the target of 42.0%, within the tolerance of 2 percentage points: Amber."
    )
    assert rate(held, Q2, figure(40), target(42, tolerance=1, tolerance_unit=POINTS)).rating is R


def test_a_percentage_of_a_target_of_nothing_leaves_no_amber() -> None:
    wanted = target(0, tolerance=5, tolerance_unit=PERCENT)
    judged = rate(measure(polarity=LOWER), Q2, figure(1), wanted)
    assert judged.reason == "1% is above the target of 0%, by more than the tolerance of 5% of the target: Red."


@pytest.mark.parametrize(("value", "expected"), [(42, G), (40, A), (44, A), (39, R), (45, R)])
def test_where_nearer_is_better_a_threshold_says_how_far_off_is_amber_on_both_sides(
    value: int, expected: Rating
) -> None:
    assert rate(measure(polarity=NEARER), Q2, figure(value), target(42, threshold=40)).rating is expected


@pytest.mark.parametrize(
    ("rule", "because", "reason"),
    [
        (Rule.DIRECTION, "", "This measure is not rated; only its direction is shown."),
        (Rule.NONE, "", "This measure is set not to be rated, and no reason was given for that."),
        (Rule.NONE, "Not rated, as published: a proxy is used.", "Not rated, as published: a proxy is used."),
    ],
)
def test_without_a_rule_there_is_a_direction_and_the_reason_for_no_rating(
    rule: Rule, because: str, reason: str
) -> None:
    found = row(
        measure(rule=rule, unrated_because=because), Q2, figure(66), figure(60, Q2.previous()), targets=[target(1)]
    )
    assert (found.rating, found.judged.reason) == (NONE, reason)
    assert found.travel.direction is Direction.BETTER


def test_an_override_is_by_name_and_stays_visible_as_one() -> None:
    by_ann = RatingOverride(
        id=EntityId("o"), measure=measure().id, period=Q2, rating=G, reason="The survey was small.", person="Ann"
    )
    found = row(measure(), Q2, figure(50), targets=[target(90)], override=by_ann)
    assert (found.rating, found.judged.rating) == (G, R)
    assert found.reason == (
        "Ann rated this Green: The survey was small. "
        "Computed: 50% is below the target of 90%, and no amber limit is set: Red."
    )


def test_to_reduce_a_total_is_measured_at_the_same_point_of_the_year_that_is_named() -> None:
    total = measure(unit=Unit.PER_100K, decimals=1, polarity=LOWER, basis=Basis.CUMULATIVE)
    wanted = target(kind=TargetKind.REDUCE, base=BEFORE)
    half = figure("6.1", Q2.same_last_year())
    assert rate(total, Q2, figure("5.8"), wanted, half, figure("15", BEFORE)).reason == (
        "5.8 is below 6.1 in Quarter 2 2022/23; the target is to reduce: Green."
    )
    assert rate(total, Q2, figure("5.8"), wanted, figure("15", BEFORE)).reason == (
        "The target is to reduce, and there is no figure for Quarter 2 2022/23 to compare with."
    )


def test_to_reduce_is_amber_on_the_way_and_measured_from_its_base() -> None:
    """Placements, 530: up on 455 in the base year, but down from 547 the quarter before (N42)."""
    placements = measure(polarity=LOWER, unit=Unit.COUNT, basis=Basis.SNAPSHOT)
    wanted = target(kind=TargetKind.REDUCE, base=BEFORE)
    judged = rate(placements, Q2, figure(530), wanted, figure(455, BEFORE), figure(547, Q2.previous()))
    assert (judged.rating, judged.numbers) == (
        A,
        (("Base, 2022/23", "455"), ("Aim", "To reduce"), ("Figure before, Quarter 1 2023/24", "547")),
    )
    more = measure(unit=Unit.COUNT, basis=Basis.SNAPSHOT)
    up = rate(
        more,
        Q2,
        figure(440),
        replace(wanted, kind=TargetKind.INCREASE),
        figure(455, BEFORE),
        figure(430, Q2.previous()),
    )
    assert up.reason == (
        "440 is below 455 in 2022/23; the target is to increase, and it is up from 430 in Quarter 1 2023/24: Amber."
    )


def test_a_percentage_of_a_base_is_named_as_that() -> None:
    wanted = target(kind=TargetKind.MAINTAIN, tolerance=5, tolerance_unit=PERCENT)
    judged = rate(measure(unit=Unit.COUNT), Q2, figure(440), wanted, figure(455, BEFORE))
    assert judged.reason == (
        "440 is below 455 in 2022/23; the target is to maintain, and it is off by no more than the tolerance of 5% "
        "of 455: Amber."
    )


def test_a_base_that_is_the_period_itself_is_compared_with_nothing() -> None:
    judged = rate(measure(), Q2, figure(440), target(kind=TargetKind.REDUCE, base=Q2))
    assert judged.reason == (
        "The target is to reduce, and Quarter 2 2023/24 is the base itself, so there is nothing to compare."
    )


def test_a_snapshot_to_reduce_is_measured_from_last_march_where_the_year_has_no_figure_of_its_own() -> None:
    held = measure(unit=Unit.COUNT, polarity=LOWER, basis=Basis.SNAPSHOT)
    judged = rate(held, Q2, figure(454), target(kind=TargetKind.REDUCE), figure(455, Period.quarter(2022, 4)))
    assert judged.reason == "454 is below 455 in Quarter 4 2022/23; the target is to reduce: Green."


_SCALE = {NONE: 0, R: 1, A: 2, G: 3}
_numbers = st.decimals(0, 200, places=2)
_RULES = [Rule.TARGET, Rule.FORECAST, Rule.PROFILE]


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


@st.composite
def _limits(draw: st.DrawFn) -> dict[str, Any]:
    """Return limits of amber of every kind, sensible or not."""
    width = draw(st.decimals(0, 30, places=2))
    unit = draw(st.sampled_from(ToleranceUnit))
    return draw(st.sampled_from([{}, {"threshold": width * 4}, {"tolerance": width, "tolerance_unit": unit}]))


@given(
    polarity=st.sampled_from([HIGHER, LOWER, NEARER]), goal=_numbers, ends=st.tuples(_numbers, _numbers),
    limits=_limits(), ranged=st.booleans(), basis=st.sampled_from(Basis), rule=st.sampled_from(_RULES),
    profile=st.sampled_from([(), tuple(map(Decimal, (10, 20, 30, 45)))]), numbers=st.tuples(_numbers, _numbers),
    decimals=st.integers(0, 2), above=st.booleans(), number=st.integers(1, 4),
)  # fmt: skip
def test_ratings_are_monotone_in_the_value_under_every_rule_and_limit(
    polarity: Polarity, goal: Decimal, ends: Any, limits: Any, ranged: bool, basis: Basis, rule: Rule,
    profile: Any, numbers: Any, decimals: int, above: bool, number: int,
) -> None:  # fmt: skip
    low, high = sorted(ends)
    known: dict[str, Any] = {"kind": TargetKind.RANGE, "low": low, "high": high} if ranged else {"profile": profile}
    wanted = target(None if ranged else goal, **known, **limits)
    held, quarter = (
        measure("M9", unit=Unit.SCORE, polarity=polarity, decimals=decimals, basis=basis, rule=rule),
        Period.quarter(2023, number),
    )
    worse, better = sorted(numbers, reverse=polarity is LOWER)
    if polarity is NEARER:
        # One side of the goal; what a total grows to, and a plan, have a goal of their own.
        if (basis is Basis.CUMULATIVE and number < 4) or rule is Rule.PROFILE:
            return
        far, near = sorted(numbers, reverse=True)
        middle, sign = (high if above else low) if ranged else goal, 1 if above else -1
        worse, better = middle + sign * far, middle + sign * near
    ratings = [
        rate(held, quarter, figure(each, quarter), wanted, figure(50, BEFORE)).rating for each in (worse, better)
    ]
    # What is past the year's limit is red without a plan, too; what is not, has none to be rated by.
    assert NONE in ratings or _SCALE[ratings[0]] <= _SCALE[ratings[1]]


@given(
    polarity=st.sampled_from([HIGHER, LOWER]), goal=st.integers(20, 100), width=st.integers(1, 19),
    unit=st.sampled_from([None, ABSOLUTE, POINTS]), decimals=st.integers(0, 3),
)  # fmt: skip
def test_equal_to_the_target_is_met_and_equal_to_its_limit_is_amber(
    polarity: Polarity, goal: int, width: int, unit: ToleranceUnit | None, decimals: int
) -> None:
    held, away = measure(polarity=polarity, decimals=decimals), -1 if polarity is HIGHER else 1
    limit, step = goal + away * width, Decimal(away).scaleb(-decimals)
    wanted = target(goal, tolerance=width, tolerance_unit=unit) if unit else target(goal, threshold=limit)
    at = [rate(held, Q2, figure(each), wanted).rating for each in (Decimal(goal), goal + step, limit, limit + step)]
    assert at == [G, A, A, R]


@given(rule=_rules(), value=_numbers, base=_numbers)
def test_every_rating_ends_its_reason_with_its_own_word(
    rule: tuple[Polarity, Any], value: Decimal, base: Decimal
) -> None:
    polarity, wanted = rule
    judged = rate(measure(polarity=polarity), Q2, figure(value), wanted, figure(base, BEFORE))
    assert judged.reason.endswith(f": {RATING_WORDS[judged.rating]}.")


def test_a_quarters_count_that_is_a_part_of_a_years_is_not_held_against_the_whole() -> None:
    count = measure(unit=Unit.COUNT, polarity=LOWER)
    judged = rate(count, Q2, figure(530), target(kind=TargetKind.REDUCE), figure(2000, BEFORE))
    assert (judged.rating, judged.reason) == (
        NONE,
        "The target is to reduce, and 530 in Quarter 2 2023/24 looks like a part of such a count as the 2,000 in "
        "2022/23, which it cannot be held against.",
    )


def test_a_forecast_says_where_unrounded_it_would_be_rated_otherwise() -> None:
    total = measure(unit=Unit.PER_100K, decimals=1, polarity=LOWER, basis=Basis.CUMULATIVE)
    judged = rate(total, Q2, figure("9.87"), target("19.7"))
    assert judged.reason == (
        "The forecast of 19.7 is equal to the target of 19.7 (unrounded, at 19.74, it would be Red): Green."
    )


def test_unrounded_digits_round_to_what_is_shown() -> None:
    judged = rate(measure(polarity=LOWER), Q2, figure("617.49"), target(588, threshold=617))
    assert "(unrounded, at 617.49, it would be Red)" in judged.reason


@pytest.mark.parametrize(
    ("polarity", "known", "edge"),
    [
        (HIGHER, {"tolerance": 3, "tolerance_unit": PERCENT}, "73.72%"),
        (LOWER, {"tolerance": 3, "tolerance_unit": PERCENT}, "78.28%"),
        (HIGHER, {"tolerance": "0.5", "tolerance_unit": POINTS}, "75.5%"),
        (NEARER, {"tolerance": 2, "tolerance_unit": ABSOLUTE}, "74.0% or 78.0%"),
    ],
)
def test_the_arithmetic_names_the_edge_of_amber(polarity: Polarity, known: dict[str, Any], edge: str) -> None:
    judged = rate(measure(polarity=polarity, decimals=1), Q2, figure("73"), target(76, **known))
    assert ("Amber as far as", edge) in judged.numbers


def test_to_reduce_within_a_tolerance_names_its_edge() -> None:
    debt = measure(unit=Unit.POUNDS_MILLION, decimals=1, polarity=LOWER, basis=Basis.SNAPSHOT)
    wanted = target(kind=TargetKind.REDUCE, tolerance="0.3", tolerance_unit=ABSOLUTE)
    judged = rate(debt, Q2, figure("5.4"), wanted, figure("5.1", BEFORE))
    assert judged.rating is A
    assert ("Amber as far as", "£5.4m") in judged.numbers


def test_to_maintain_needs_a_better_way() -> None:
    judged = rate(measure(polarity=Polarity.NONE), Q2, figure(18), target(kind=TargetKind.MAINTAIN), figure(17, BEFORE))
    assert (judged.rating, judged.reason) == (NONE, "Whether higher or lower is better is not set for this measure.")
