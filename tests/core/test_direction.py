from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.judging.direction import base_period, comparable
from ascdesk.model import Base, Basis, Direction, Marker, Movement, Polarity, TargetKind, Unit
from ascdesk.periods import Period
from tests.data.judged import Q2, absent, case, figure, measure, row, target, travel

Q1 = Q2.previous()
LAST_YEAR = Q2.same_last_year()
HIGHER, LOWER, NEARER = Polarity.HIGHER, Polarity.LOWER, Polarity.NEARER
UP, DOWN, LEVEL = Movement.UP, Movement.DOWN, Movement.LEVEL
BETTER, WORSE, SAME = Direction.BETTER, Direction.WORSE, Direction.SAME


@pytest.mark.parametrize(
    ("polarity", "now", "then", "movement", "direction", "reason"),
    [
        (HIGHER, 66, 60, UP, BETTER, "66% is up from 60% in Quarter 1 2023/24 (previous period): better, because"),
        (HIGHER, 60, 66, DOWN, WORSE, "60% is down from 66% in Quarter 1 2023/24 (previous period): worse, because"),
        (
            LOWER,
            66,
            60,
            UP,
            WORSE,
            "66% is up from 60% in Quarter 1 2023/24 (previous period): worse, because lower is better",
        ),
        (LOWER, 60, 66, DOWN, BETTER, ": better, because lower is better."),
        (HIGHER, 60, 60, LEVEL, SAME, "60% is the same as 60% in Quarter 1 2023/24 (previous period)."),
        (NEARER, 66, 60, UP, Direction.NONE, "(previous period); no target in numbers is set for 2023/24 to be"),
        (Polarity.NONE, 66, 60, UP, Direction.NONE, "(previous period); whether that is better is not set."),
    ],
)
def test_movement_is_the_angle_and_direction_the_sense(
    polarity: Polarity, now: int, then: int, movement: Movement, direction: Direction, reason: str
) -> None:
    found = travel(measure(polarity=polarity), Q2, figure(now), figure(then, Q1))
    assert (found.movement, found.direction) == (movement, direction)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ({"direction_base": Base.PREVIOUS}, Q1),
        ({"direction_base": Base.LAST_YEAR}, LAST_YEAR),
        ({"direction_base": Base.BASELINE, "baseline": Period.year(2015)}, Period.year(2015)),
        ({"direction_base": Base.BASELINE}, None),
    ],
)
def test_the_base_is_part_of_the_answer(known: dict[str, Any], expected: Period | None) -> None:
    held = measure(**known)
    found = travel(held, Q2, figure(1), None)
    assert base_period(case(held, Q2, figure(1))) == expected
    assert (found.base, found.base_period) == (held.direction_base, expected)


def test_values_that_are_shown_alike_have_not_moved() -> None:
    assert travel(measure(), Q2, figure("60.4"), figure("59.5", Q1)).movement is LEVEL
    assert travel(measure(decimals=1), Q2, figure("60.4"), figure("59.5", Q1)).movement is UP


@pytest.mark.parametrize(
    ("known", "held", "before", "reason"),
    [
        ({}, None, figure(1, Q1), "There is no figure for Quarter 2 2023/24."),
        (
            {},
            absent(Marker.NOT_APPLICABLE, "No carers survey"),
            figure(1, Q1),
            "no value to compare: No carers survey.",
        ),
        ({}, figure(None), figure(1, Q1), "There is no value to compare: it was left blank."),
        ({}, figure(1), None, "There is no figure for Quarter 1 2023/24, the previous period, to compare with."),
        ({}, figure(1), absent(period=Q1), "There is no figure for Quarter 1 2023/24, the previous period, to"),
        ({"direction_base": Base.BASELINE}, figure(1), None, "The baseline period is not set for this measure."),
        ({"basis": Basis.CUMULATIVE}, figure(2), figure(1, Q1), "counted from April cannot be compared with Quarter 1"),
    ],
)
def test_what_cannot_be_compared_has_no_direction_and_says_why(
    known: dict[str, Any], held: Any, before: Any, reason: str
) -> None:
    found = travel(measure(**known), Q2, held, before)
    assert (found.movement, found.direction) == (Movement.NONE, Direction.NONE)
    assert reason in found.reason


@pytest.mark.parametrize(
    ("period", "against", "expected"),
    [
        (Q2, LAST_YEAR, True),
        (Q2, Period.month(2022, 9), True),
        (Q2, Period.half(2021, 1), True),
        (Q2, Q1, False),
        (Q2, Period.year(2022), False),
        (Period.quarter(2023, 4), Period.year(2022), True),
    ],
)
def test_running_totals_compare_at_the_same_point_of_the_year(period: Period, against: Period, expected: bool) -> None:
    assert comparable(period, against) is expected


def test_a_running_total_compares_with_the_same_point_last_year() -> None:
    total = measure(basis=Basis.CUMULATIVE, direction_base=Base.LAST_YEAR, polarity=LOWER)
    found = travel(total, Q2, figure(124), figure(119, LAST_YEAR))
    assert (found.movement, found.direction) == (UP, WORSE)
    assert "in Quarter 2 2022/23 (same period last year)" in found.reason


@pytest.mark.parametrize(
    ("now", "then", "direction", "said"),
    [
        (40, 38, BETTER, "better, nearer to the target, 2 percentage points away after 4 percentage points."),
        (43, 42, WORSE, "worse, as the target is 1 percentage point away after having been met."),
        (42, 45, BETTER, "better, as the target is met after having been 3 percentage points away."),
        (44, 40, SAME, "as far from the target as before, 2 percentage points."),
        (42, 42, SAME, "the target is met, as it was before."),
        (46, 39, WORSE, "worse, further from the target, 4 percentage points away after 3 percentage points."),
    ],
)
def test_where_nearer_is_better_the_distance_to_the_target_tells(
    now: int, then: int, direction: Direction, said: str
) -> None:
    found = row(measure(polarity=NEARER), Q2, figure(now), figure(then, Q1), targets=[target(42)]).travel
    assert found.direction is direction
    assert found.reason.endswith(said)


@pytest.mark.parametrize(
    ("polarity", "now", "then", "direction"),
    [
        (HIGHER, 80, 70, BETTER),
        (HIGHER, 97, 92, SAME),
        (HIGHER, 88, 95, WORSE),
        (LOWER, 2073, 2090, BETTER),
        (LOWER, 80, 85, SAME),
        (LOWER, 95, 85, WORSE),
    ],
)
def test_as_distance_to_target_what_is_past_it_is_no_way_off(
    polarity: Polarity, now: int, then: int, direction: Direction
) -> None:
    held = measure(polarity=polarity, direction_base=Base.TARGET)
    assert row(held, Q2, figure(now), figure(then, Q1), targets=[target(90)]).travel.direction is direction


def test_a_range_is_met_anywhere_within_it() -> None:
    span = target(kind=TargetKind.RANGE, low=10, high=20)
    near = row(measure(polarity=NEARER), Q2, figure(22), figure(5, Q1), targets=[span]).travel
    assert near.reason.endswith("better, nearer to the target, 2 percentage points away after 5 percentage points.")
    inside = row(measure(polarity=NEARER), Q2, figure(12), figure(19, Q1), targets=[span]).travel
    assert (inside.direction, inside.movement) == (SAME, DOWN)


def test_no_way_is_better_than_another_where_none_is_set() -> None:
    held = measure(polarity=Polarity.NONE, direction_base=Base.TARGET)
    found = row(held, Q2, figure(45), figure(40, Q1), targets=[target(50)]).travel
    assert (found.movement, found.direction) == (UP, Direction.NONE)
    assert found.reason == "45% is up from 40% in Quarter 1 2023/24; whether that is better is not set."


def test_half_a_years_total_is_no_way_off_a_whole_years_target() -> None:
    held = measure(polarity=NEARER, basis=Basis.CUMULATIVE, direction_base=Base.LAST_YEAR)
    found = row(held, Q2, figure(45), figure(40, LAST_YEAR), targets=[target(50)]).travel
    assert (found.movement, found.direction) == (UP, Direction.NONE)
    assert found.reason.endswith("; a total counted from April is not held against the whole year’s target.")


def test_each_figure_is_as_far_from_the_target_of_its_own_year() -> None:
    last = Q1.previous()
    first = row(
        measure(polarity=NEARER), Q1, figure(45, Q1), figure(40, last),
        targets=[target(50), replace(target(41), year=last.financial_year)],
    ).travel  # fmt: skip
    assert first.reason.endswith("worse, further from the target, 5 percentage points away after 1 percentage point.")
    without = row(measure(polarity=NEARER), Q1, figure(45, Q1), figure(40, last), targets=[target(50)]).travel
    assert without.reason.endswith("no target in numbers is set for 2022/23 to be nearer to.")


@pytest.mark.parametrize(
    ("now", "direction", "said"),
    [
        ("60.5", SAME, ": the same, because changes of up to 0.5 percentage points count as none."),
        ("60.6", BETTER, ": better, because higher is better."),
        ("59.5", SAME, ": the same, because"),
        ("60.0", SAME, "60.0% is the same as 60.0% in Quarter 1 2023/24 (previous period)."),
    ],
)
def test_a_change_within_the_measures_own_tolerance_is_none(now: str, direction: Direction, said: str) -> None:
    held = measure(decimals=1, same_within=Decimal("0.5"))
    found = travel(held, Q2, figure(now), figure(60, Q1))
    assert found.direction is direction
    assert said in found.reason


def test_the_change_is_shown_in_points_or_in_the_unit() -> None:
    share = travel(measure(decimals=1), Q2, figure("61.0"), figure(60, Q1))
    assert share.numbers == (("Base, Quarter 1 2023/24", "60.0%"), ("Change", "+1.0 percentage point"))
    money = travel(measure(unit=Unit.POUNDS), Q2, figure(1000), figure(2500, Q1))
    assert money.numbers[1] == ("Change", "−£1,500")


def test_a_published_report_may_name_the_base_of_a_row() -> None:
    held = measure(direction_base=Base.BASELINE, baseline=Period.year(2015))
    assert base_period(case(held, Q2, figure(1), named_base=Period.year(2016))) == Period.year(2016)
    assert base_period(case(held, Q2, figure(1))) == Period.year(2015)


def test_a_figure_of_the_baseline_itself_has_nothing_to_compare_with() -> None:
    held = measure(direction_base=Base.BASELINE, baseline=Q2)
    assert travel(held, Q2, figure(1)).reason == (
        "The figure is of Quarter 2 2023/24, the baseline itself, so there is nothing to compare."
    )


def test_a_marker_in_the_base_is_named() -> None:
    found = travel(measure(), Q2, figure(1), absent(Marker.NOT_APPLICABLE, "No carers survey", Q1))
    assert found.reason.endswith("to compare with (No carers survey).")


_numbers = st.decimals(0, 200, places=3)
_TURNED = {BETTER: WORSE, WORSE: BETTER, SAME: SAME, Direction.NONE: Direction.NONE}
_UPSIDE_DOWN = {UP: DOWN, DOWN: UP, LEVEL: LEVEL}


@given(one=_numbers, other=_numbers, polarity=st.sampled_from(Polarity), decimals=st.integers(0, 3))
def test_direction_turns_when_value_and_base_change_places(
    one: Decimal, other: Decimal, polarity: Polarity, decimals: int
) -> None:
    held = measure(polarity=polarity, decimals=decimals)
    there = travel(held, Q2, figure(one), figure(other, Q1))
    back = travel(held, Q2, figure(other), figure(one, Q1))
    assert back.direction is _TURNED[there.direction]
    assert back.movement is _UPSIDE_DOWN[there.movement]


@given(
    one=_numbers, other=_numbers, goal=_numbers, polarity=st.sampled_from(Polarity), decimals=st.integers(0, 3),
    base=st.sampled_from([Base.PREVIOUS, Base.TARGET]), same=st.none() | st.decimals(0, 10, places=1),
)  # fmt: skip
def test_nearer_and_further_turn_when_value_and_base_change_places(
    one: Decimal, other: Decimal, goal: Decimal, polarity: Polarity, decimals: int, base: Base, same: Decimal | None
) -> None:
    held = measure(polarity=polarity, decimals=decimals, direction_base=base, same_within=same)
    there, back = (
        row(held, Q2, figure(now), figure(then, Q1), targets=[target(goal)]).travel
        for now, then in ((one, other), (other, one))
    )
    assert back.direction is _TURNED[there.direction]
    assert back.movement is _UPSIDE_DOWN[there.movement]
    assert there.direction not in (BETTER, WORSE) or f": {there.direction.value}, " in there.reason


@given(one=_numbers, other=_numbers, decimals=st.integers(0, 3))
def test_what_is_better_when_higher_is_worse_when_lower(one: Decimal, other: Decimal, decimals: int) -> None:
    higher, lower = (
        travel(measure(polarity=polarity, decimals=decimals), Q2, figure(one), figure(other, Q1))
        for polarity in (HIGHER, LOWER)
    )
    assert lower.direction is _TURNED[higher.direction]
    assert lower.movement is higher.movement
