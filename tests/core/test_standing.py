"""Which figure a row is judged by: in arrears, a last result, a survey of every other year."""

from dataclasses import replace

import pytest

from ascdesk.judging.arithmetic import rating_lines
from ascdesk.model import Basis, Figure, Frequency, Measure, Rating, Target, Unit
from ascdesk.periods import Period
from ascdesk.scorecard import needs_older_targets, tally
from tests.data.judged import Q2, YEAR, case, figure, measure, rate, row, target, travel

Q1, Q4 = Q2.previous(), Period.quarter(2023, 4)
LAST = Period.year(2022)
ANNUAL = measure("M002", frequency=Frequency.ANNUAL, basis=Basis.SURVEY)
FLOORED = target(90, threshold=80)


def of_year(wanted: Target, year: Period) -> Target:
    return replace(wanted, year=year)


@pytest.mark.parametrize("lag", [1, 2, 3])
def test_a_measure_in_arrears_is_rated_on_the_latest_quarter_that_its_lag_allows(lag: int) -> None:
    """Kent's Q2 paper rates ASCH2's Q1 figure, 66%, against its floor."""
    late = measure("ASCH2", lag_months=lag)
    judged = row(late, Q2, figure(66, Q1), figure(70, Q1.previous()), targets=[FLOORED])
    assert (judged.rating, judged.judged.reason) == (Rating.RED, "66% is below the floor of 80%: Red.")
    assert judged.standing.period == Q1
    assert judged.standing.note == f"{lag} month{'' if lag == 1 else 's'} in arrears: Quarter 1 2023/24"
    assert judged.travel.reason.startswith("66% in Quarter 1 2023/24 is down from 70% in Quarter 4 2022/23")


def test_a_lag_of_more_than_a_quarter_goes_back_two() -> None:
    assert case(measure(lag_months=4), Q2, figure(66, Q1)).period == Q1.previous()


def test_a_missing_figure_in_arrears_is_named_by_its_own_period() -> None:
    judged = rate(measure(lag_months=3), Q2, None, FLOORED)
    assert judged.reason == "There is no figure for Quarter 1 2023/24, the latest that 3 months of arrears allow."
    assert rate(measure(lag_months=1), Q2, None, FLOORED).reason.endswith("that 1 month of arrears allow.")


def test_a_figure_that_came_early_is_rated_all_the_same() -> None:
    early = row(measure(lag_months=3), Q2, figure(95, Q2), targets=[FLOORED])
    assert (early.standing.period, early.standing.note, early.rating) == (Q2, "", Rating.GREEN)


def test_a_figure_in_arrears_of_last_year_is_held_against_last_years_target() -> None:
    late = measure(lag_months=3)
    first = Period.quarter(2023, 1)
    judged = row(late, first, figure(66, first.previous()), targets=[target(90), of_year(target(60), LAST)])
    assert judged.judged.reason == "66% is above the target of 60%: Green."


def test_an_annual_measure_shows_its_last_result_and_how_that_stood_against_its_own_years_target() -> None:
    judged = row(ANNUAL, Q2, figure(68, LAST), targets=[of_year(target(65), LAST), target(70)])
    assert (judged.rating, judged.standing.due, judged.standing.period) == (Rating.NONE, False, LAST)
    assert (judged.display, judged.standing.note) == ("68%", "last result, 2022/23")
    assert judged.judged.reason == (
        "Not due yet. The last result, of 2022/23, against its own target: 68% is above the target of 65%: Green."
    )
    assert judged.forecast.reason == "The last result is of 2022/23, which is over."
    counted = tally([judged])
    assert (counted.none, counted.not_due, counted.rated) == (1, 1, 0)
    assert rating_lines(judged)[-1].text == "Not rated"


def test_a_last_result_without_a_target_of_its_year_is_held_against_no_other() -> None:
    judged = rate(ANNUAL, Q2, None, target(70), figure(68, LAST))
    assert judged.reason == "Not due yet; the last result is of 2022/23. No target is set for 2022/23."


@pytest.mark.parametrize("period", [Q4, YEAR, Period.month(2024, 3)])
def test_in_the_period_that_it_is_due_an_annual_measure_is_rated_against_that_year_only(period: Period) -> None:
    targets = [target(70), of_year(target(60), LAST)]
    judged = row(ANNUAL, period, figure(68, YEAR), figure(72, LAST), targets=targets)
    assert (judged.rating, judged.standing.period, judged.standing.due) == (Rating.RED, YEAR, True)
    assert judged.judged.reason == "68% is below the target of 70%, and no amber limit is set: Red."
    assert judged.travel.base_period == LAST


def test_an_annual_measure_that_is_due_and_missing_is_not_excused_by_its_last_result() -> None:
    judged = row(ANNUAL, Q4, figure(72, LAST), targets=[target(70), of_year(target(60), LAST)])
    assert (judged.judged.reason, judged.standing.due) == ("There is no figure for 2023/24.", True)
    assert tally([judged]).not_due == 0


def test_a_half_yearly_measure_is_due_with_its_half() -> None:
    half = measure(frequency=Frequency.HALF_YEARLY)
    first, second = Period.half(2023, 1), Period.half(2023, 2)
    due = row(half, Q2, figure(75, first), targets=[target(70)])
    assert (due.rating, due.standing.period) == (Rating.GREEN, first)
    between = row(half, Period.quarter(2023, 3), figure(75, first), targets=[target(70)])
    assert (between.rating, between.standing.due, between.standing.period) == (Rating.NONE, False, first)
    assert row(half, Q4, figure(65, second), figure(75, first), targets=[target(70)]).travel.base_period == first


def test_a_quarterly_measure_in_a_monthly_report_is_due_with_the_quarters_last_month() -> None:
    held = measure(frequency=Frequency.QUARTERLY)
    august = row(held, Period.month(2023, 8), figure(75, Q1), targets=[target(70)])
    assert (august.rating, august.standing.period) == (Rating.NONE, Q1)
    september = row(held, Period.month(2023, 9), figure(75, Q2), targets=[target(70)])
    assert (september.rating, september.standing.period) == (Rating.GREEN, Q2)


@pytest.mark.parametrize(
    ("held", "due", "year"), [([2021, 2023], True, 2023), ([2021, 2022], False, 2022), ([2021], False, 2021)]
)
def test_a_survey_of_every_other_year_is_due_when_it_came(held: list[int], due: bool, year: int) -> None:
    survey = measure(frequency=Frequency.BIENNIAL, basis=Basis.SURVEY)
    found = row(survey, Q4, *[figure(60 + each, Period.year(each)) for each in held])
    assert (found.standing.due, found.standing.period) == (due, Period.year(year))


def test_a_survey_of_every_other_year_compares_with_the_survey_before() -> None:
    survey = measure(frequency=Frequency.BIENNIAL, basis=Basis.SURVEY)
    found = travel(survey, Q4, figure(66, YEAR), figure(70, Period.year(2022)), figure(60, Period.year(2021)))
    assert found.base_period == Period.year(2021)
    assert found.reason.startswith("66% is up from 60% in 2021/22 (previous period): better")


@pytest.mark.parametrize("basis", [Basis.SNAPSHOT, Basis.CUMULATIVE, Basis.ROLLING_12, Basis.CUMULATIVE_AVERAGE])
def test_what_is_counted_up_to_a_day_stands_for_the_quarter_by_its_last_month(basis: Basis) -> None:
    monthly = measure(basis=basis, frequency=Frequency.MONTHLY)
    september: Figure = figure(95, Period.month(2023, 9))
    judged = row(monthly, Q2, september, targets=[target(90)])
    assert (judged.display, judged.standing.note) == ("95%", "as at the end of September 2023")
    assert judged.judged.reason.startswith("95% ")


def test_a_months_share_is_not_taken_for_its_quarters() -> None:
    assert row(measure(frequency=Frequency.MONTHLY), Q2, figure(95, Period.month(2023, 9))).display == ""


def test_results_further_back_than_three_years_are_history() -> None:
    old = row(ANNUAL, Q2, figure(68, Period.year(2018)))
    assert (old.display, old.judged.reason) == ("", "Not due yet, and no earlier result is held.")


@pytest.mark.parametrize(
    ("held", "wanted"),
    [
        (measure(), False),
        (measure(unit=Unit.COUNT, lag_months=1), True),
        (ANNUAL, True),
        (measure(polarity=measure().polarity.NEARER), True),
    ],
)
def test_targets_of_earlier_years_are_fetched_where_a_figure_is_held_against_them(held: Measure, wanted: bool) -> None:
    assert needs_older_targets(held, Q2) is wanted


def test_a_whole_year_that_is_looked_back_upon_shows_its_own_figure_although_it_came_late() -> None:
    late = measure(lag_months=3)
    found = row(late, YEAR, figure(66, YEAR), figure(70, YEAR.previous()), targets=[target(60)])
    assert (found.display, found.standing.period, found.rating) == ("66%", YEAR, Rating.GREEN)


def test_a_month_in_arrears_stands_in_a_quarter_by_the_latest_month_that_the_lag_allows() -> None:
    snapshot = measure(frequency=Frequency.MONTHLY, basis=Basis.SNAPSHOT, lag_months=1)
    months = [figure(value, Period.month(2023, month)) for month, value in ((6, 95), (7, 90), (8, 71))]
    found = row(snapshot, Q2, *months, targets=[target(80)])
    assert (found.display, found.standing.period, found.rating) == ("71%", Period.month(2023, 8), Rating.RED)


def test_a_half_years_figure_in_a_quarters_report_is_named() -> None:
    half = Period.half(2023, 1)
    found = row(measure(frequency=Frequency.HALF_YEARLY), Q2, figure(91, half), targets=[target(90)])
    assert (found.rating, found.standing.note) == (Rating.GREEN, "the figure of Half 1 2023/24")
