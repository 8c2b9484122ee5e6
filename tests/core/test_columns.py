import json

from ascdesk.columns import (
    A_YEAR,
    BUILT_IN,
    FIVE_YEARS,
    MONTHS_AND_QUARTERS,
    Columns,
    column_set,
    column_sets,
    read_columns,
    write_columns,
)
from ascdesk.periods import Period, show_period

Q2 = Period.quarter(2023, 2)


def heads(columns: Columns, period: Period) -> list[str]:
    return [show_period(each, "short") for each in columns.periods(period)]


def test_a_year_is_the_shown_period_and_four_before_it() -> None:
    assert heads(BUILT_IN[A_YEAR], Q2) == ["Q2 22/23", "Q3 22/23", "Q4 22/23", "Q1 23/24", "Q2 23/24"]
    assert heads(Columns(earlier=1), Period.month(2024, 1)) == ["Dec 23", "Jan 24"]


def test_five_years_are_as_many_periods_as_they_have() -> None:
    assert len(BUILT_IN[FIVE_YEARS].periods(Q2)) == 21
    assert len(BUILT_IN[FIVE_YEARS].periods(Period.month(2024, 1))) == 61
    assert len(BUILT_IN[FIVE_YEARS].periods(Period.year(2023))) == 6


def test_months_quarters_and_years_stand_together_by_when_they_end() -> None:
    assert heads(BUILT_IN[MONTHS_AND_QUARTERS], Q2) == [
        "Q4 22/23", "22/23", "Q1 23/24", "Jul 23", "Aug 23", "Sep 23", "Q2 23/24",
    ]  # fmt: skip
    assert heads(Columns(earlier=0, quarters=True, years=1), Period.month(2024, 1)) == [
        "22/23", "Q1 23/24", "Q2 23/24", "Q3 23/24", "Jan 24",
    ]  # fmt: skip


def test_the_shown_period_stands_last_and_once() -> None:
    for columns in (*BUILT_IN.values(), Columns(earlier=9, months=True, quarters=True, years=9)):
        for period in (Q2, Period.year(2023), Period.month(2023, 6), Period.half(2023, 1)):
            shown = columns.periods(period)
            assert shown[-1] == period
            assert len(set(shown)) == len(shown)


def test_before_the_first_year_there_are_no_periods() -> None:
    assert heads(Columns(earlier=4), Period.quarter(1900, 2)) == ["Q1 1900/01", "Q2 1900/01"]


def test_a_set_is_read_as_it_was_written_and_nonsense_as_usual() -> None:
    wished = Columns(earlier=60, months=True, years=2, numbers=False, owner=True)
    assert read_columns(write_columns(wished)) == wished
    assert read_columns("") == read_columns("[1]") == read_columns("{") == Columns()
    strange = {"earlier": "many", "months": 1, "years": 9_999, "of a later version": True, "rating": False}
    assert read_columns(json.dumps(strange)) == Columns(years=20, rating=False)
    assert read_columns('{"earlier": -3}').earlier == 0


def test_saved_sets_come_after_those_that_are_always_there() -> None:
    saved = column_set("Board", Columns(earlier=8))
    assert list(column_sets([saved])) == [*BUILT_IN, "Board"]
    assert column_sets([saved])["Board"] == Columns(earlier=8)
    assert column_set("Board", Columns()).id == saved.id
