"""Where a figure should stand on the way through a year: as typed, in a straight line, or in last year's shape."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ascdesk.model import Basis, Course, Figure, Polarity, Rating, Rule, Target, TargetKind, ToleranceUnit, Unit
from ascdesk.periods import Period
from tests.data.judged import Q2, YEAR, figure, measure, rate, target

Q1, Q4 = Q2.previous(), Period.quarter(2023, 4)
LAST_Q2, LAST = Q2.same_last_year(), Period.year(2022)
GROWS = measure("P1", unit=Unit.COUNT, basis=Basis.CUMULATIVE, rule=Rule.PROFILE)
SHARE = measure("P2", rule=Rule.PROFILE)


def typed(value: Any, *plan: int, **known: Any) -> Target:
    return target(value, profile=tuple(Decimal(each) for each in plan), **known)


@pytest.mark.parametrize(
    ("value", "expected", "reason"),
    [
        (20, Rating.GREEN, "20 is equal to the plan for Quarter 2 2023/24 of 20: Green."),
        (18, Rating.AMBER, "18 is below the plan for Quarter 2 2023/24 of 20 but not beyond the floor of 18: Amber."),
        (17, Rating.RED, "17 is below the floor of 18: Red."),
    ],
)
def test_a_typed_plan_is_held_to_with_the_floors_share_of_it(value: int, expected: Rating, reason: str) -> None:
    judged = rate(GROWS, Q2, figure(value), typed(45, 10, 20, 30, 45, threshold="40.5"))
    assert (judged.rating, judged.reason) == (expected, reason)
    assert judged.rule == "The figure against the plan for this point of the year (as typed)"
    assert judged.numbers[:2] == (("Target for the year", "45"), ("Plan for Quarter 2 2023/24", "20"))


def test_a_running_total_with_a_typed_plan_is_held_to_it_under_the_usual_rule() -> None:
    usual = replace(GROWS, rule=Rule.TARGET)
    assert rate(usual, Q2, figure(20), typed(45, 10, 20, 30, 45)).rating is Rating.GREEN
    assert rate(usual, Q2, figure(20), target(45)).reason.startswith("The forecast of 40 is below the target of 45")


def test_a_plan_by_months_is_read_by_month_and_by_quarter() -> None:
    plan = typed(24, *range(2, 26, 2))
    assert rate(GROWS, Period.month(2023, 5), figure(4, Period.month(2023, 5)), plan).rating is Rating.GREEN
    assert rate(GROWS, Q2, figure(11), plan).reason.startswith("11 is below the plan for Quarter 2 2023/24 of 12")


def test_a_plan_by_quarters_says_nothing_of_a_month_within() -> None:
    judged = rate(GROWS, Period.month(2023, 5), figure(4, Period.month(2023, 5)), typed(45, 10, 20, 30, 45))
    assert judged.rating is Rating.NONE
    assert judged.reason == "The plan of 2023/24 says nothing for the end of May 2023."


def test_a_total_runs_in_a_straight_line_through_the_months() -> None:
    judged = rate(GROWS, Q2, figure(22), target(45, threshold=40))
    assert judged.reason == ("22 is below the plan for Quarter 2 2023/24 of 23 but not beyond the floor of 20: Amber.")
    assert judged.rule.endswith("(6 of 12 months)")


def test_a_share_runs_in_a_straight_line_from_last_years_result() -> None:
    judged = rate(SHARE, Q2, figure(64), target(70), figure(60, LAST))
    assert judged.reason.startswith("64% is below the plan for Quarter 2 2023/24 of 65%")
    assert judged.rule.endswith("(6 of 12 months on from 60%)")
    missing = rate(SHARE, Q2, figure(64), target(70))
    assert missing.reason == "There is no figure for 2022/23 to draw a straight line to the target from."


def test_a_snapshot_starts_from_where_last_march_left_it() -> None:
    judged = rate(replace(SHARE, basis=Basis.SNAPSHOT), Q2, figure(65), target(70), figure(60, Period.quarter(2022, 4)))
    assert judged.reason == "65% is equal to the plan for Quarter 2 2023/24 of 65%: Green."


def test_a_part_of_a_sum_is_held_against_its_own_part_of_the_target() -> None:
    contacts = measure("P3", unit=Unit.COUNT, rule=Rule.PROFILE)
    assert rate(contacts, Q2, figure(25), target(100)).reason.startswith("25 is equal to the plan")
    assert rate(contacts, Q4, figure(24, Q4), target(100)).reason.startswith("24 is below the plan for Quarter 4")


def test_last_years_shape_says_how_far_a_year_should_be() -> None:
    shaped = replace(GROWS, course=Course.LAST_YEAR)
    judged = rate(shaped, Q2, figure(18), target(45), figure(20, LAST_Q2), figure(50, LAST))
    assert judged.reason == "18 is equal to the plan for Quarter 2 2023/24 of 18: Green."
    assert judged.rule.endswith("(as last year, with 20 of 50 by Quarter 2 2022/23)")


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "There is no figure for Quarter 2 2022/23, so that last year’s shape is not known."),
        ([figure(20, LAST_Q2)], "There is no figure for 2022/23, so that last year’s shape is not known."),
        (
            [figure(0, LAST_Q2), figure(0, LAST)],
            "The figure for 2022/23 was 0, so that last year’s shape says nothing.",
        ),
    ],
)
def test_a_shape_that_is_not_known_is_no_plan(others: list[Figure], said: str) -> None:
    judged = rate(replace(GROWS, course=Course.LAST_YEAR), Q2, figure(18), target(45), *others)
    assert (judged.rating, judged.reason) == (Rating.NONE, said)


def test_without_a_course_and_a_plan_there_is_nothing_to_hold_to() -> None:
    judged = rate(replace(GROWS, course=Course.UNKNOWN), Q2, figure(18), target(45))
    assert (judged.rating, judged.reason) == (Rating.NONE, "How its year runs is not known, and no plan was typed.")
    assert rate(replace(GROWS, course=Course.UNKNOWN), Q2, figure(18), typed(45, 9, 18, 27, 45)).rating is Rating.GREEN


def test_a_range_has_no_plan() -> None:
    judged = rate(SHARE, Q2, figure(18), target(kind=TargetKind.RANGE, low=10, high=20))
    assert judged.reason == "A range has no plan through the year to compare with."


def test_where_nearer_is_better_the_threshold_is_as_far_from_the_plan_on_both_sides() -> None:
    near = replace(GROWS, polarity=Polarity.NEARER)
    plan = typed(45, 10, 20, 30, 45, threshold=42)
    ratings = [rate(near, Q2, figure(value), plan).rating for value in (16, 17, 20, 23, 24)]
    assert ratings == [Rating.RED, Rating.AMBER, Rating.GREEN, Rating.AMBER, Rating.RED]


@pytest.mark.parametrize("period", [Q4, YEAR])
def test_at_the_years_end_the_plan_is_the_target(period: Period) -> None:
    for held in (GROWS, SHARE):
        assert " is below the p" in rate(held, period, figure(44, period), target(45)).reason
        assert rate(held, period, figure(45, period), target(45)).rating is Rating.GREEN


LOW = measure("P4", unit=Unit.PER_100K, decimals=1, basis=Basis.CUMULATIVE, polarity=Polarity.LOWER)


@pytest.mark.parametrize("rule", [Rule.TARGET, Rule.FORECAST, Rule.PROFILE])
@pytest.mark.parametrize("course", list(Course))
@pytest.mark.parametrize("number", [1, 2, 3])
def test_what_is_past_its_annual_limit_is_red_in_any_quarter_under_any_rule(
    rule: Rule, course: Course, number: int
) -> None:
    quarter = Period.quarter(2023, number)
    judged = rate(replace(LOW, rule=rule, course=course), quarter, figure("15.1", quarter), target(15))
    assert (judged.rating, judged.reason) == (
        Rating.RED, f"15.1 by the end of Quarter {number} 2023/24 is above the year’s 15.0 already: Red."
    )  # fmt: skip
    spanned = target(kind=TargetKind.RANGE, low=10, high=15)
    assert rate(replace(LOW, rule=rule, course=course), quarter, figure("15.1", quarter), spanned).rating is Rating.RED


def test_past_the_target_and_within_amber_is_never_green_again() -> None:
    """The plan was above the target: what it would call green has missed the year's target all the same."""
    third = Period.quarter(2023, 3)
    plan = typed(15, 10, 15, 16, 17, tolerance=2, tolerance_unit=ToleranceUnit.ABSOLUTE)
    judged = rate(LOW, third, figure("15.5", third), plan)
    assert judged.reason == (
        "15.5 by the end of Quarter 3 2023/24 is above the year’s 15.0 already, within the tolerance of 2.0: Amber."
    )
    forecast = rate(LOW, third, figure("15.1", third), target(15, threshold=16))
    assert forecast.reason == "The forecast of 20.1 is above the upper threshold of 16.0: Red."
