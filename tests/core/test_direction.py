from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.direction import base_period, comparable, travel
from ascdesk.model import Base, Basis, Direction, Marker, Movement, Polarity
from ascdesk.periods import Period
from tests.data.judged import Q2, absent, figure, measure

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
        (NEARER, 66, 60, UP, Direction.NONE, "(previous period); whether that is better is not set."),
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
    assert base_period(held, Q2) == expected
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


@given(one=_numbers, other=_numbers, decimals=st.integers(0, 3))
def test_what_is_better_when_higher_is_worse_when_lower(one: Decimal, other: Decimal, decimals: int) -> None:
    higher, lower = (
        travel(measure(polarity=polarity, decimals=decimals), Q2, figure(one), figure(other, Q1))
        for polarity in (HIGHER, LOWER)
    )
    assert lower.direction is _TURNED[higher.direction]
    assert lower.movement is higher.movement
