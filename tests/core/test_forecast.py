"""What a year is expected to end with (N68-N70)."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.model import Basis, Course, Frequency, Polarity, Rating, Rule, ToleranceUnit, Unit
from ascdesk.periods import Period
from tests.data.judged import Q2, YEAR, ahead, figure, measure, rate, target

Q1, Q3, Q4 = (Period.quarter(2023, number) for number in (1, 3, 4))
LAST_Q2, LAST = Q2.same_last_year(), Period.year(2022)
ADMISSIONS = measure(
    "2Ai", unit=Unit.PER_100K, decimals=1, polarity=Polarity.LOWER, basis=Basis.CUMULATIVE, rule=Rule.FORECAST
)
CONTACTS = measure("C1", unit=Unit.COUNT, rule=Rule.FORECAST)
WITHIN_HALF_PERCENT: dict[str, Any] = {"tolerance": "0.5", "tolerance_unit": ToleranceUnit.PERCENT}


def people(number: int, of: int | None = None) -> dict[str, Any]:
    return {"numerator": Decimal(number), "denominator": None if of is None else Decimal(of)}


def test_a_straight_line_is_drawn_in_people_first_and_then_made_a_rate() -> None:
    found = ahead(ADMISSIONS, Q2, figure("5.8", **people(13)))
    assert (found.people, found.value) == (Decimal(26), Decimal("11.6"))
    assert found.reason == (
        "13 people by the end of Quarter 2 2023/24, in a straight line, make 26 by the end of March, and that is 11.6."
    )


def test_a_forecast_is_held_against_the_target_in_people_and_then_the_rate() -> None:
    wanted = target("653.2", numerator=Decimal(266), **WITHIN_HALF_PERCENT)
    judged = rate(ADMISSIONS, Q2, figure("289.9", **people(124)), wanted)
    assert judged.rating is Rating.GREEN
    assert judged.reason == "The forecast of 248 people is below the target of 266: Green. Its rate gives the same."
    assert ("Forecast in people", "248") in judged.numbers
    assert ("Target in people", "266") in judged.numbers


@pytest.mark.parametrize(
    ("so_far", "expected", "said"),
    [
        (133, Rating.GREEN, "The forecast of 266 people is equal to the target of 266: Green."),
        (134, Rating.RED, "The forecast of 268 people is above the target of 266, by more than the tolerance of 0.5%"),
    ],
)
def test_people_decide_and_the_rate_is_named_where_it_says_otherwise(so_far: int, expected: Rating, said: str) -> None:
    wanted = target("653.2", numerator=Decimal(266), **WITHIN_HALF_PERCENT)
    judged = rate(ADMISSIONS, Q2, figure("327", **people(so_far)), wanted)
    assert judged.rating is expected
    assert judged.reason.startswith(said)
    if expected is Rating.GREEN:
        assert "By its rate: The forecast of 654.0 (266 people) is above the target of 653.2, within" in judged.reason


def test_a_tolerance_in_the_rates_unit_is_brought_into_people() -> None:
    wanted = target(600, numerator=Decimal(300), tolerance=10, tolerance_unit=ToleranceUnit.ABSOLUTE)
    assert rate(ADMISSIONS, Q2, figure("305", **people(152)), wanted).rating is Rating.AMBER
    assert rate(ADMISSIONS, Q2, figure("306", **people(153)), wanted).rating is Rating.RED


def test_without_people_the_rate_itself_grows() -> None:
    found = ahead(ADMISSIONS, Q3, figure("9.0", Q3))
    assert (found.value, found.people) == (Decimal(12), None)
    assert found.reason == "9.0 by the end of Quarter 3 2023/24, in a straight line, makes 12.0 by the end of March."


def test_one_person_makes_more_in_good_english() -> None:
    assert ahead(ADMISSIONS, Q1, figure("0.4", Q1, **people(1))).reason.startswith(
        "1 person by the end of Quarter 1 2023/24, in a straight line, makes 4 by the end of March"
    )


def test_nobody_so_far_is_nobody_by_the_end_of_march() -> None:
    judged = rate(ADMISSIONS, Q1, figure(0, Q1, **people(0)), target(0))
    assert judged.reason == "The forecast of 0.0 (0 people) is equal to the target of 0.0: Green."


def test_last_years_shape_is_used_where_the_year_runs_like_it() -> None:
    shaped = replace(ADMISSIONS, course=Course.LAST_YEAR)
    held = figure("289.9", **people(124))
    found = ahead(shaped, Q2, held, figure("300", LAST_Q2), figure("600", LAST))
    assert found.people == 248
    assert "with last year’s shape (300.0 by Quarter 2 2022/23 became 600.0)" in found.reason
    by_quarter = ahead(shaped, Q2, held, figure("300", LAST_Q2), figure("450", LAST_Q2.shift(2)))
    assert by_quarter.people == 186


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([], "There is no figure for Quarter 2 2022/23, so that last year’s shape is not known."),
        ([figure(3, LAST_Q2)], "There is no figure for 2022/23, so that last year’s shape is not known."),
        ([figure(0, LAST_Q2), figure(9, LAST)], "The figure for Quarter 2 2022/23 was 0.0, so that last year’s shape"),
    ],
)
def test_a_shape_that_is_not_known_gives_no_forecast_and_no_rating(others: list[Any], said: str) -> None:
    shaped = replace(ADMISSIONS, course=Course.LAST_YEAR)
    assert ahead(shaped, Q2, figure(5), *others).reason.startswith(said)
    judged = rate(shaped, Q2, figure(5), target(15), *others)
    assert judged.rating is Rating.NONE
    assert judged.reason.startswith(f"It is rated on its forecast. {said}")


@pytest.mark.parametrize(
    ("basis", "why"),
    [
        (Basis.SNAPSHOT, "a snapshot is taken as it stands"),
        (Basis.ROLLING_12, "12 months are in it already"),
        (Basis.CUMULATIVE_AVERAGE, "an average since April is taken as it stands"),
        (Basis.IN_PERIOD, "the figures of a year’s parts do not add up, so the latest stands"),
    ],
)
def test_what_does_not_grow_is_taken_as_it_stands(basis: Basis, why: str) -> None:
    held = measure(basis=basis, rule=Rule.FORECAST)
    found = ahead(held, Q2, figure(66))
    assert (found.value, why in found.reason) == (Decimal(66), True)
    judged = rate(held, Q2, figure(66), target(60))
    assert judged.reason == "66%, taken as the forecast for the year, is above the target of 60%: Green."


@pytest.mark.parametrize(
    ("known", "held", "said"),
    [
        ({"basis": Basis.SURVEY}, figure(66), "A survey has one result a year, and no forecast."),
        ({"course": Course.UNKNOWN, "basis": Basis.CUMULATIVE}, figure(66), "How its year runs is not known, so that"),
        ({}, None, "There is no figure to make a forecast from."),
        ({}, figure(None), "There is no figure to make a forecast from."),
        ({"frequency": Frequency.ANNUAL}, figure(66, LAST), "The last result is of 2022/23, which is over."),
    ],
)
def test_where_no_forecast_is_valid_the_reason_is_stated(known: dict[str, Any], held: Any, said: str) -> None:
    found = ahead(measure(**known), Q2, held)
    assert (found.value, found.people) == (None, None)
    assert found.reason.startswith(said)


def test_a_count_of_single_quarters_adds_up_before_it_grows() -> None:
    found = ahead(CONTACTS, Q2, figure(39), figure(38, Q1))
    assert (found.value, found.people) == (Decimal(154), Decimal(154))
    assert found.reason == "77 by the end of Quarter 2 2023/24, in a straight line, makes 154 by the end of March."


def test_a_missing_quarter_leaves_no_forecast() -> None:
    found = ahead(CONTACTS, Q2, figure(39))
    assert found.value is None
    assert found.reason == "There is no figure for Quarter 1 2023/24, so that the year so far cannot be added up."


def test_the_last_quarter_of_a_count_is_not_taken_for_the_year() -> None:
    quarters = [figure(39, Period.quarter(2023, number)) for number in (1, 2, 3, 4)]
    assert ahead(CONTACTS, Q4, *quarters).reason == "The quarters of 2023/24 add up to 156."
    assert rate(CONTACTS, Q4, quarters[3], target(150), *quarters[:3]).reason == (
        "The year’s total of 156 is above the target of 150: Green."
    )
    assert ahead(CONTACTS, Q4, *quarters, figure(160, YEAR)).value == 160


def test_at_the_years_end_nothing_is_forecast() -> None:
    found = ahead(ADMISSIONS, Q4, figure("11.2", Q4, **people(25)))
    assert (found.value, found.reason) == (Decimal("11.2"), "11.2 is what the year ended with.")
    assert rate(ADMISSIONS, Q4, figure("11.2", Q4), target(12)).reason == "11.2 is below the target of 12.0: Green."


SHARE = measure("S1", basis=Basis.CUMULATIVE, rule=Rule.FORECAST)


def test_a_share_whose_group_grows_with_it_is_not_doubled() -> None:
    found = ahead(SHARE, Q2, figure(66, **people(66, 100)), figure(60, Q1, **people(30, 50)))
    assert found.value == 66
    assert found.reason == (
        "66% at the end of Quarter 2 2023/24: those counted and their group both grow, "
        "so the share is taken as it stands."
    )


def test_a_share_of_one_group_grows_until_it_is_whole() -> None:
    same = figure(20, Q1, **people(20, 100))
    assert ahead(SHARE, Q2, figure(40, **people(40, 100)), same).value == 80
    over = ahead(SHARE, Q2, figure(60, **people(60, 100)), same)
    assert over.value is None
    assert over.reason == "60% so far would make more than 100%, so that no forecast is valid."


def test_in_april_last_year_tells_whether_the_group_grows() -> None:
    first = figure(66, Q1, **people(33, 50))
    last = [figure(60, Q1.same_last_year(), **people(30, 50)), figure(60, LAST_Q2, **people(60, 100))]
    assert ahead(SHARE, Q1, first, *last).value == 66
    untold = ahead(SHARE, Q1, first)
    assert untold.value is None
    assert untold.reason.startswith("Whether the group that it is a share of grows")


_values = st.none() | st.decimals(-(10**12), 10**12, places=2)
_numbers = st.none() | st.decimals(0, 10**9, places=0)


@given(
    values=st.lists(st.tuples(_values, _numbers, _numbers), min_size=1, max_size=20),
    unit=st.sampled_from(Unit), basis=st.sampled_from(Basis), course=st.sampled_from(Course),
    rule=st.sampled_from(Rule), decimals=st.integers(0, 6),
    period=st.sampled_from([Q1, Q2, Q4, YEAR, Period.month(2023, 4), Period.month(2024, 3), Period.half(2023, 1)]),
)  # fmt: skip
def test_no_forecast_ever_fails_and_each_has_its_reason(
    values: list[Any], unit: Unit, basis: Basis, course: Course, rule: Rule, decimals: int, period: Period
) -> None:
    held = measure(unit=unit, basis=basis, course=course, rule=rule, decimals=decimals)
    figures = [
        figure(value, period.shift(-back), numerator=over, denominator=under)
        for back, (value, over, under) in enumerate(values)
    ]
    found = ahead(held, period, *figures)
    assert found.reason.endswith(".")
    assert found.people is None or found.value is not None
