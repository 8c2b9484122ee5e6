"""Whether a change is more than chance, by a named test; refused with the reason where it does not apply."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.judging.values import USUAL
from ascdesk.model import (
    Base,
    Basis,
    Conventions,
    Direction,
    Figure,
    Flag,
    Frequency,
    Measure,
    Movement,
    Polarity,
    Rating,
    Rule,
    Significance,
    Unit,
)
from ascdesk.periods import Period
from tests.data.judged import Q2, YEAR, figure, measure, row

Q1 = Q2.previous()
TREND = measure("T1", direction_base=Base.TREND)
PROPORTIONS = measure("T2", decimals=1, significance=Significance.PROPORTIONS)
SIGNALS = measure("T3", significance=Significance.SIGNALS)
MARKED = measure("T4", decimals=1, significance=Significance.RECENT_TREND, frequency=Frequency.ANNUAL)


def run(*values: Any, until: Period = Q2, **known: Any) -> list[Figure]:
    """Return figures of successive periods, oldest first, the last of them of `until`."""
    return [figure(value, until.shift(at + 1 - len(values)), **known) for at, value in enumerate(values)]


def of(over: int, under: int, period: Period = Q2) -> Figure:
    value = round(Decimal(over * 100) / under, 1)
    return figure(value, period, numerator=Decimal(over), denominator=Decimal(under))


def test_a_slope_beyond_chance_is_better_or_worse_by_the_better_way() -> None:
    found = row(TREND, Q2, *run(50, 52, 53, 55, 58, 59)).travel
    assert (found.movement, found.direction, found.significant) == (Movement.UP, Direction.BETTER, True)
    assert found.base_period == Period.quarter(2022, 1)
    assert found.reason == (
        "The slope is +1.86 percentage points a period over 6 figures since Quarter 1 2022/23 (p < 0.001, below 0.05): "
        "rising, better, because higher is better."
    )
    assert found.significance_reason.startswith("Significant: least-squares slope over 6 figures")
    assert (
        row(replace(TREND, polarity=Polarity.LOWER), Q2, *run(50, 52, 53, 55, 58, 59)).travel.direction.value == "worse"
    )


@pytest.mark.parametrize("values", [(50, 53, 49, 52, 51), (50, 50, 50, 50, 50)])
def test_a_slope_within_chance_is_no_clear_trend(values: tuple[int, ...]) -> None:
    found = row(TREND, Q2, *run(*values)).travel
    assert (found.movement, found.direction, found.significant) == (Movement.LEVEL, Direction.SAME, False)
    assert found.reason.endswith("no clear trend.")
    assert "not below 0.05" in found.significance_reason


def test_the_level_of_significance_is_the_reports_own() -> None:
    values = run(50, 53, 51, 54, 53)
    strict = replace(USUAL, significance_level=Decimal("0.05"))
    mild = replace(USUAL, significance_level=Decimal("0.25"))
    assert row(TREND, Q2, *values, conventions=strict).travel.significant is False
    assert row(TREND, Q2, *values, conventions=mild).travel.significant is True
    assert "below 0.25" in row(TREND, Q2, *values, conventions=mild).travel.significance_reason


@pytest.mark.parametrize(
    ("polarity", "said"),
    [
        (Polarity.NONE, "rising; whether that is better is not set."),
        (Polarity.NEARER, "rising; a slope does not tell whether that is nearer to the target."),
    ],
)
def test_a_slope_without_a_better_way_is_a_movement_only(polarity: Polarity, said: str) -> None:
    found = row(replace(TREND, polarity=polarity), Q2, *run(50, 52, 53, 55, 58, 59)).travel
    assert (found.movement, found.direction) == (Movement.UP, Direction.NONE)
    assert found.reason.endswith(said)


@pytest.mark.parametrize(
    ("known", "values", "said"),
    [
        (
            {},
            (50, 51, 52, 53),
            "There are 4 figures without a gap or break up to Quarter 2 2023/24, and a trend takes 5.",
        ),
        ({}, (50,), "There is 1 figure without a gap or break up to Quarter 2 2023/24, and a trend takes 5."),
        ({"basis": Basis.ROLLING_12}, (50, 51, 52, 53, 55), "Each figure is of 12 months and shares most of them with"),
        (
            {"basis": Basis.CUMULATIVE},
            (50, 51, 52, 53, 55),
            "Its figures are counted from April and each holds the one",
        ),
        ({"basis": Basis.CUMULATIVE_AVERAGE}, (50, 51, 52, 53, 55), "Its figures are counted from April"),
    ],
)
@pytest.mark.parametrize("by", ["base", "test"])
def test_a_trend_is_refused_with_its_reason(known: dict[str, Any], values: tuple[int, ...], said: str, by: str) -> None:
    held = measure(direction_base=Base.TREND) if by == "base" else measure(significance=Significance.SLOPE)
    found = row(replace(held, **known), Q2, *run(*values)).travel
    assert found.significant is None
    assert found.significance_reason.startswith(said)


def test_a_series_starts_after_its_last_gap_or_break() -> None:
    gap = [*run(40, 41, until=Q2.shift(-4)), *run(52, 51, 50)]
    assert "There are 3 figures" in row(TREND, Q2, *gap).travel.reason
    figures = run(40, 41, 50, 51, 52)
    figures[2] = replace(figures[2], flags=(Flag.BREAK,))
    assert "There are 3 figures" in row(TREND, Q2, *figures).travel.reason


def test_annual_figures_of_twelve_rolling_months_do_not_overlap() -> None:
    years = run(50, 52, 53, 55, 58, until=YEAR)
    held = replace(TREND, basis=Basis.ROLLING_12, frequency=Frequency.ANNUAL)
    assert row(held, YEAR, *years).travel.significant is True


def test_two_proportions_that_differ_by_more_than_chance() -> None:
    found = row(PROPORTIONS, Q2, of(500, 1000), of(400, 1000, Q1)).travel
    assert (found.direction, found.significant) == (Direction.BETTER, True)
    assert found.significance_reason == (
        "Significant: two proportions, 500 of 1,000 against 400 of 1,000, p < 0.001, below 0.05."
    )


def test_two_proportions_that_do_not_keep_their_direction_and_say_so() -> None:
    found = row(PROPORTIONS, Q2, of(33, 754), of(33, 721, Q1)).travel
    assert (found.direction, found.significant) == (Direction.WORSE, False)
    assert found.significance_reason == (
        "Not significant: two proportions, 33 of 754 against 33 of 721, p = 0.852, not below 0.05."
    )


@pytest.mark.parametrize("pair", [((10, 10), (8, 8)), ((0, 10), (0, 8))])
def test_all_or_nothing_in_both_is_not_significant(pair: Any) -> None:
    (now, of_now), (then, of_then) = pair
    assert row(PROPORTIONS, Q2, of(now, of_now), of(then, of_then, Q1)).travel.significant is False


@pytest.mark.parametrize(
    ("known", "now", "then", "said"),
    [
        ({}, figure(50), of(4, 10, Q1), "Numerator and denominator are not known for both figures, so that no test"),
        ({}, of(5, 10), figure(40, Q1), "Numerator and denominator are not known for both figures, so that no test"),
        ({}, of(12, 10), of(4, 10, Q1), "A numerator is above its denominator or below 0, so that these are no"),
        ({}, of(5, 10), None, "Two proportions are tested, and there are no two figures to compare."),
        ({"unit": Unit.COUNT}, of(5, 10), of(4, 10, Q1), "Two proportions are tested, and this measure is not a"),
        ({"basis": Basis.ROLLING_12}, of(5, 10), of(4, 10, Q1), "The two figures share some of their months"),
        ({"basis": Basis.CUMULATIVE_AVERAGE}, of(5, 10), of(4, 10, Q1), "The two figures share some of their months"),
    ],
)
def test_two_proportions_are_refused_with_the_reason(known: dict[str, Any], now: Any, then: Any, said: str) -> None:
    found = row(replace(PROPORTIONS, **known), Q2, now, then).travel
    assert found.significant is None
    assert found.significance_reason.startswith(said)


def test_totals_at_the_same_point_of_two_years_share_nobody() -> None:
    yearly = replace(PROPORTIONS, basis=Basis.CUMULATIVE, direction_base=Base.LAST_YEAR)
    assert row(yearly, Q2, of(500, 1000), of(400, 1000, Q2.same_last_year())).travel.significant is True


def test_a_snapshots_test_says_that_the_same_people_may_be_in_both() -> None:
    found = row(replace(PROPORTIONS, basis=Basis.SNAPSHOT), Q2, of(500, 1000), of(400, 1000, Q1)).travel
    assert found.significance_reason.endswith("Largely the same people may be in both.")


def test_recent_trend_marks_five_years() -> None:
    years = [
        of(over, 1000, YEAR.shift(back)) for back, over in zip(range(-4, 1), (300, 340, 380, 420, 460), strict=True)
    ]
    found = row(MARKED, YEAR, *years).travel
    assert found.significant is True
    assert found.significance_reason == "Significant: Fingertips’ recent trend over five years, increasing."


def test_recent_trend_of_a_rate_is_weighted_by_intervals_in_its_own_unit() -> None:
    """Ten more or fewer of 40 in a million is nothing: only intervals in another unit would call it a trend."""
    rates = [
        figure(Decimal(over) / 10, YEAR.shift(back), numerator=Decimal(over), denominator=Decimal(1_000_000))
        for back, over in zip(range(-4, 1), (40, 42, 43, 46, 48), strict=True)
    ]
    found = row(replace(MARKED, unit=Unit.PER_100K), YEAR, *rates).travel
    assert (found.significant, "no significant change" in found.significance_reason) == (False, True)


@pytest.mark.parametrize(
    ("known", "period", "figures", "said"),
    [
        ({"frequency": Frequency.QUARTERLY}, Q2, run(1, 2, 3, 4, 5), "Fingertips’ recent trend is made for annual"),
        (
            {},
            YEAR,
            run(1, 2, 3, 4, until=YEAR),
            "There are 4 figures without a gap or break up to 2023/24, and a trend",
        ),
        ({}, YEAR, run(1, 2, 3, 4, 5, until=YEAR), "Numerator and denominator are not known for five years"),
        (
            {},
            YEAR,
            run(110, 120, 130, 140, 150, until=YEAR, numerator=Decimal(11), denominator=Decimal(10)),
            "A numerator is below 0 or above its denominator, so that no trend can be marked.",
        ),
        (
            {"unit": Unit.COUNT},
            YEAR,
            run(1, 2, 3, 4, 5, until=YEAR),
            "Fingertips’ recent trend is made for percentages",
        ),
    ],
)
def test_recent_trend_is_refused_with_the_reason(
    known: dict[str, Any], period: Period, figures: list[Figure], said: str
) -> None:
    found = row(replace(MARKED, **known), period, *figures).travel
    assert found.significant is None
    assert found.significance_reason.startswith(said)


def test_a_special_cause_is_significant_and_names_its_rule_set() -> None:
    usual = (50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51)
    found = row(SIGNALS, Q2, *run(*usual, 90)).travel
    assert found.significant is True
    assert found.significance_reason.startswith("Significant: special cause variation, above the upper limit. XmR")
    assert "XmR rules as drawn by NHSRplotthedots" in found.significance_reason
    common = row(SIGNALS, Q2, *run(*usual, 50)).travel
    assert common.significant is False
    assert common.significance_reason.startswith("Not significant: common cause variation.")


def test_signals_are_refused_on_flat_data_and_on_few_points() -> None:
    assert row(SIGNALS, Q2, *run(*[50] * 13)).travel.significance_reason.startswith("No variation to assess")
    few = row(SIGNALS, Q2, *run(*[50] * 12)).travel
    assert few.significant is None
    assert few.significance_reason.endswith("and a control chart takes 13.")


EXPECTED = measure("T5", unit=Unit.COUNT, polarity=Polarity.NONE, rule=Rule.EXPECTED)


@pytest.mark.parametrize(
    ("latest", "where"), [(51, "within"), (90, "above"), (10, "below"), (45, "within"), (56, "within"), (57, "above")]
)
def test_an_activity_is_within_or_beyond_what_its_past_leads_to_expect(latest: int, where: str) -> None:
    figures = run(50, 52, 49, 51, 50, 52, 49, 51, 50, 52, 49, 51, latest)
    judged = row(EXPECTED, Q2, *figures)
    assert judged.rating is Rating.NONE
    assert judged.judged.reason == (
        f"{latest} is {where} the range of 45 to 56, expected from the 12 figures before it. "
        "It has no target, so it is given no colour."
    )
    assert judged.travel.direction is Direction.NONE
    assert judged.travel.movement is not Movement.NONE or latest == 51


@pytest.mark.parametrize(
    ("known", "figures", "said"),
    [
        (
            {},
            run(*[50] * 12),
            "There are 12 figures without a gap or break up to Quarter 2 2023/24, and an expected range",
        ),
        ({}, run(*[50] * 13), "Its past does not vary, so that no range can be expected."),
        ({"basis": Basis.CUMULATIVE}, run(*range(13)), "Its figures are counted from April and each holds the one"),
        ({"basis": Basis.ROLLING_12}, run(*range(13)), "Each figure is of 12 months"),
    ],
)
def test_where_nothing_can_be_expected_it_says_why(known: dict[str, Any], figures: list[Figure], said: str) -> None:
    judged = row(replace(EXPECTED, **known), Q2, *figures)
    assert (judged.rating, judged.judged.reason.startswith(said)) == (Rating.NONE, True)


_parts = st.none() | st.integers(-5, 2000).map(Decimal)


@given(
    figures=st.lists(
        st.tuples(st.none() | st.decimals(-(10**9), 10**9, places=2), _parts, _parts), min_size=1, max_size=14
    ),
    test=st.sampled_from(Significance), base=st.sampled_from(Base), basis=st.sampled_from(Basis),
    unit=st.sampled_from([Unit.PERCENT, Unit.PER_100K, Unit.COUNT]), period=st.sampled_from([Q2, YEAR]),
)  # fmt: skip
def test_no_test_ever_fails_and_what_is_not_tested_says_why(
    figures: list[Any], test: Significance, base: Base, basis: Basis, unit: Unit, period: Period
) -> None:
    held: Measure = measure(significance=test, direction_base=base, basis=basis, unit=unit, decimals=1)
    made = [
        figure(value, period.shift(-back), numerator=over, denominator=under)
        for back, (value, over, under) in enumerate(figures)
    ]
    conventions: Conventions = USUAL
    found = row(held, period, *made, conventions=conventions).travel
    assert found.reason.endswith(".")
    if test is not Significance.NONE or base is Base.TREND:
        assert found.significance_reason.endswith(".")


def test_a_series_that_rises_says_nothing_of_a_change_that_is_down() -> None:
    tested = measure(significance=Significance.SLOPE, decimals=1)
    found = row(tested, Q2, *run("6.0", "7.0", "7.9", "8.5", "10.0", "9.9")).travel
    assert (found.movement, found.significant) == (Movement.DOWN, None)
    assert found.significance_reason.endswith("That is of the series, which goes up; this change is down.")


def test_two_proportions_of_a_few_people_are_not_tested() -> None:
    tested = measure(significance=Significance.PROPORTIONS, decimals=1)
    found = row(tested, Q2, of(3, 3), of(0, 4, Q2.previous())).travel
    assert (found.direction, found.significant) == (Direction.BETTER, None)
    assert "too few people for this test" in found.significance_reason
