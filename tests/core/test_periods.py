import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.periods import Period, PeriodKind, find_period, period_of_date, read_period, show_period

WITHIN = Period.quarter(2020, 2)
FIRST, LAST = 12 * 1900 + 3, 12 * 2200 + 2

years = st.integers(1900, 2199)
periods = st.one_of(
    st.integers(FIRST, LAST).map(lambda month: Period(month, 1)),
    st.builds(Period.quarter, years, st.integers(1, 4)),
    st.builds(Period.half, years, st.integers(1, 2)),
    st.builds(Period.year, years),
)


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period.month(2022, 9), "2022-09"),
        (Period.quarter(2023, 2), "2023-24 Q2"),
        (Period.half(2023, 1), "2023-24 H1"),
        (Period.year(2023), "2023-24"),
        (Period.year(1999), "1999-00"),
        (Period.month(2010, 11), "2010-M11"),
        (Period.year(2010), "2010-11"),
    ],
)
def test_a_period_is_written_in_one_way(period, text):
    assert str(period) == text


def test_a_dozen_months_of_a_century_would_read_as_financial_years():
    months = [Period(month, 1) for month in range(12 * 2000, 12 * 2100)]
    assert [str(each) for each in months if "M" in str(each)] == [
        f"{year}-M{year - 1999:02d}" for year in range(2000, 2012)
    ]


@given(periods)
def test_what_is_written_reads_back(period):
    assert read_period(str(period)) == period


@given(periods, st.sampled_from(["long", "short"]))
def test_what_is_shown_reads_back(period, style):
    assert read_period(show_period(period, style)) == period


@pytest.mark.parametrize(
    ("period", "long", "short"),
    [
        (Period.quarter(2020, 2), "Quarter 2 2020/21", "Q2 20/21"),
        (Period.month(2022, 9), "September 2022", "Sep 22"),
        (Period.year(2019), "2019/20", "19/20"),
        (Period.half(2023, 1), "Half 1 2023/24", "H1 23/24"),
        (Period.month(1950, 5), "May 1950", "May 1950"),
    ],
)
def test_periods_are_shown_as_reports_head_their_columns(period, long, short):
    assert show_period(period) == long
    assert show_period(period, "short") == short


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *[(text, "2019-20") for text in ("2019/20", "2019-20", "19/20", "2019–20", "2019 to 2020", "FY 2019-20")],
        *[(text, "2022-23") for text in ("22/23", "2022/2023", "fy22/23", "22-23 year", " 2022 / 23 ")],
        ("13/14", "2013-14"),
        ("2019/20 outturn", "2019-20"),
        ("99/00", "1999-00"),
        ("2010-11", "2010-11"),
        ("2010-M11", "2010-M11"),
        *[(text, "2020-21 Q2") for text in ("Quarter 2 2020/21", "quarter2 2020/21", "Q2 20/21", "2020-21 Q2")],
        *[(text, "2020-21 Q2") for text in ("2020/21 – Q2", "Q2 (2020/21)", "QTR 2, 2020/21", "Q\u00a02 2020/21")],
        ("Quarter 1 - 23/24", "2023-24 Q1"),
        ("2017/18 Q1", "2017-18 Q1"),
        ("H1 2023/24", "2023-24 H1"),
        ("Half 2 2023/24", "2023-24 H2"),
        *[(text, "2020-08") for text in ("Aug 2020", "Aug-20", "August 2020", "Aug '20", "08/2020", "2020-08")],
        *[(text, "2022-09") for text in ("2022-09-30", "30/09/2022", "30 September 2022", "2022-09-30 00:00:00")],
        ("12/2020", "2020-12"),
        ("Feb 2020/21", "2021-02"),
    ],
)  # fmt: skip
def test_every_spelling_of_the_reports_is_read(text, expected):
    assert str(read_period(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q1", "2020-21 Q1"),
        ("Qtr 2", "2020-21 Q2"),
        ("Quarter 4", "2020-21 Q4"),
        ("H2", "2020-21 H2"),
        ("Aug", "2020-08"),
        ("June", "2020-06"),
        ("Sept", "2020-09"),
        ("Sep.", "2020-09"),
        ("Mar", "2021-03"),
    ],
)
def test_a_bare_quarter_or_month_takes_the_year_it_stands_in(text, expected):
    assert read_period(text) is None
    assert str(read_period(text, WITHIN)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "20/22", "2020/22", "2020/19", "20/2021", "Q5 2020/21", "H3 2020/21", "13/2020", "31/02/2022", "2022",
        "5", "2020-13", "Target", "1899-00", "2200-01-01 x", "12", "ENG", "Maybe", "Q2 2020", "126/150",
        "2022-23-24",
    ],
)  # fmt: skip
def test_what_is_no_period_is_not_guessed(text):
    assert read_period(text, WITHIN) is None


@pytest.mark.parametrize(
    ("text", "expected", "rest"),
    [
        (
            "Adult Social Care Performance Update - Quarter 2 2020/21",
            "2020-21 Q2",
            "Adult Social Care Performance Update",
        ),
        ("Adult Social Care Performance: 2017/18 – Q2", "2017-18 Q2", "Adult Social Care Performance"),
        ("2016/17 Benchmarking", "2016-17", "Benchmarking"),
        ("Our Target for 2023/24", "2023-24", "Our Target for"),
        ("Q2 2020-21", "2020-21 Q2", ""),
        ("scorecard-2020-21-q2", "2020-21 Q2", "scorecard"),
        ("monthly-2022-09", "2022-09", "monthly"),
        ("England benchmarks from 21-22 year", "2021-22", "England benchmarks from"),
        ("Results available May '18", "2018-05", "Results available"),
        ("Return (30/09/2022) – final", "2022-09", "Return final"),
    ],
)
def test_a_period_is_found_in_a_title(text, expected, rest):
    found = find_period(text)
    assert found is not None
    assert (str(found[0]), found[1]) == (expected, rest)


def test_a_bare_quarter_in_a_title_needs_a_year_to_stand_in():
    assert find_period("Safeguarding Q2") is None
    assert find_period("Safeguarding Q2", WITHIN) == (Period.quarter(2020, 2), "Safeguarding")


@pytest.mark.parametrize("text", ["Adults aged 18-19", "residents may march", "98.7% (3763/3812)", "126/150", "15/16%"])
def test_other_numbers_in_a_text_are_no_periods(text):
    assert find_period(text, WITHIN) is None


def test_periods_sort_by_their_end_then_by_length():
    march, q4 = Period.month(2024, 3), Period.quarter(2023, 4)
    half, year, april = Period.half(2023, 2), Period.year(2023), Period.month(2024, 4)
    assert sorted([april, year, half, q4, march]) == [march, q4, half, year, april]


def test_a_period_knows_its_place_in_the_year():
    quarter = Period.quarter(2023, 4)
    assert quarter.kind is PeriodKind.QUARTER
    assert (quarter.first_month, quarter.last_month) == (Period.month(2024, 1), Period.month(2024, 3))
    assert (quarter.start_date, quarter.end_date) == (datetime.date(2024, 1, 1), datetime.date(2024, 3, 31))
    assert quarter.financial_year == Period.year(2023)
    assert (quarter.index, quarter.months, quarter.is_year_end) == (4, 3, True)
    assert not Period.quarter(2023, 3).is_year_end
    assert [Period.month(2023, 4).index, Period.month(2024, 3).index, Period.half(2023, 2).index] == [1, 12, 2]
    assert Period.month(2024, 2).end_date == datetime.date(2024, 2, 29)


def test_a_period_steps_through_time_in_its_own_length():
    assert Period.quarter(2023, 1).previous() == Period.quarter(2022, 4)
    assert Period.month(2022, 12).next() == Period.month(2023, 1)
    assert Period.half(2023, 1).shift(-3) == Period.half(2021, 2)
    assert Period.month(2022, 9).same_last_year() == Period.month(2021, 9)
    assert Period.quarter(2022, 2).same_last_year() == Period.quarter(2021, 2)


@given(periods, st.integers(-40, 40))
def test_steps_there_and_back_cancel(period, steps):
    try:
        there = period.shift(steps)
    except ValueError:
        return
    assert there.shift(-steps) == period
    assert (there > period) == (steps > 0)


def test_a_period_consists_of_shorter_ones():
    year = Period.year(2023)
    assert year.parts(PeriodKind.QUARTER) == tuple(Period.quarter(2023, number) for number in (1, 2, 3, 4))
    assert Period.quarter(2023, 1).parts(PeriodKind.YEAR) == ()
    assert Period.month(2024, 2).within(PeriodKind.QUARTER) == Period.quarter(2023, 4)


@given(periods)
def test_a_year_contains_its_parts_and_not_its_neighbours(period):
    year = period.financial_year
    assert year.contains(period)
    assert all(period.contains(part) for part in period.parts(PeriodKind.MONTH))
    assert not period.contains(year) or period == year
    assert len(period.parts(PeriodKind.MONTH)) == period.months


def test_the_month_of_a_date():
    assert period_of_date(datetime.date(2022, 9, 30)) == Period.month(2022, 9)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Period.month(2022, 13),
        lambda: Period.quarter(2022, 0),
        lambda: Period.half(2022, 3),
        lambda: Period.year(1899),
        lambda: Period.year(2200),
        lambda: Period(24248, 4),
        lambda: Period(24247, 3),
    ],
)
def test_a_period_that_cannot_be_is_refused(make):
    with pytest.raises(ValueError, match=r"not between|a period is|only financial years"):
        make()
