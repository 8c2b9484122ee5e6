"""What every rating, direction and forecast opens to."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ascdesk.judging.arithmetic import direction_lines, forecast_lines, rating_lines
from ascdesk.judging.shown import show
from ascdesk.judging.values import RATING_WORDS, USUAL
from ascdesk.judging.wording import direction_in
from ascdesk.model import (
    Base,
    Basis,
    Conventions,
    Course,
    EntityId,
    Frequency,
    Marker,
    Polarity,
    Rating,
    RatingOverride,
    Rule,
    Significance,
    TargetKind,
    ToleranceUnit,
    Unit,
    Wording,
)
from ascdesk.periods import Period
from tests.data.judged import Q2, YEAR, absent, figure, measure, row, target

Q1 = Q2.previous()


def as_pairs(lines: Any) -> list[tuple[str, str]]:
    return [(line.name, line.text) for line in lines]


def override(rating: Rating) -> RatingOverride:
    of = measure()
    return RatingOverride(
        id=EntityId("o"), measure=of.id, period=Q2, rating=rating, reason="The survey was small.", person="Ann"
    )


def test_a_rating_opens_to_value_rule_numbers_and_result() -> None:
    held = figure("89.5", numerator=Decimal(179), denominator=Decimal(200))
    found = row(measure(rule_version=3), Q2, held, targets=[target(90, threshold=80)])
    assert as_pairs(rating_lines(found)) == [
        ("Figure", "90%, Quarter 2 2023/24"),
        ("Made of", "179 of 200"),
        ("Unrounded", "89.5"),
        ("Rule", "The figure against the year’s target"),
        ("Rule’s version", "3"),
        ("Better way", "Higher is better"),
        ("Target", "90%"),
        ("Floor", "80%"),
        ("Result", "Green"),
    ]


def test_a_missed_target_says_how_many_people_are_missing() -> None:
    held = figure("4.4", numerator=Decimal(33), denominator=Decimal(754))
    lines = as_pairs(rating_lines(row(measure(decimals=1), Q2, held, targets=[target("6.6")])))
    assert ("To target", "17 more people: 50 of 754 would be shown as 6.6%") in lines
    assert ("Unrounded", "4.3767") in lines


def test_an_override_stands_after_what_was_computed() -> None:
    lines = as_pairs(
        rating_lines(row(measure(), Q2, figure(50), targets=[target(90)], override=override(Rating.AMBER)))
    )
    assert lines[-4:] == [
        ("Computed", "Red"), ("Given by", "Ann"), ("Because", "The survey was small."), ("Shown", "Amber"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("held", "first", "why"),
    [
        (None, "none for Quarter 2 2023/24", "There is no figure for Quarter 2 2023/24."),
        (figure(None), "blank, Quarter 2 2023/24", "There is no value to rate: it was left blank."),
        (absent(Marker.NOT_AVAILABLE), "Not available, Quarter 2 2023/24", "There is no value to rate: Not available."),
        (figure(50), "50%, Quarter 2 2023/24", "No target is set for 2023/24."),
    ],
)
def test_what_is_not_rated_opens_to_the_reason(held: Any, first: str, why: str) -> None:
    lines = as_pairs(rating_lines(row(measure(), Q2, held)))
    assert (lines[0], lines[-2:]) == (("Figure", first), [("Why", why), ("Result", "Not rated")])


def test_a_direction_opens_to_both_values_the_change_and_what_it_is_made_of() -> None:
    now = figure("4.4", numerator=Decimal(33), denominator=Decimal(754))
    then = figure("4.6", Q1, numerator=Decimal(33), denominator=Decimal(721))
    held = measure(decimals=1, same_within=Decimal("0.25"), significance=Significance.PROPORTIONS)
    lines = as_pairs(direction_lines(row(held, Q2, now, then)))
    assert lines[3:] == [
        ("Compared with", "Previous period, Quarter 1 2023/24"),
        ("Base, Quarter 1 2023/24", "4.6%"),
        ("Change", "−0.2 percentage points"),
        ("Same within", "0.25 percentage points"),
        ("Better way", "Higher is better"),
        ("Movement", "Down"),
        (
            "Made up of",
            "From 33/721 in Quarter 1 2023/24 to 33/754: −0.20 percentage points, 0.00 through the numerator and "
            "−0.20 through the denominator.",
        ),
        (
            "Significance",
            "Not significant: two proportions, 33 of 754 against 33 of 721, p = 0.852, not below 0.05.",
        ),
        ("Result", "Same"),
    ]


def test_a_direction_that_could_not_be_found_opens_to_the_reason() -> None:
    lines = as_pairs(direction_lines(row(measure(), Q2, figure(50))))
    assert lines[-2:] == [
        ("Why", "There is no figure for Quarter 1 2023/24, the previous period, to compare with."), ("Result", "–"),
    ]  # fmt: skip


def test_a_forecast_opens_to_the_year_the_people_and_how() -> None:
    total = measure(unit=Unit.PER_100K, decimals=1, basis=Basis.CUMULATIVE)
    lines = as_pairs(forecast_lines(row(total, Q2, figure("5.8", numerator=Decimal(13)))))
    assert lines == [
        ("Forecast for the year", "11.6"),
        ("In number", "26 people"),
        (
            "How",
            "13 people by the end of Quarter 2 2023/24, in a straight line, make 26 by the end of March, "
            "and that is 11.6.",
        ),
    ]
    assert as_pairs(forecast_lines(row(total, Q2)))[0] == ("Forecast for the year", "none")


_values = st.none() | st.sampled_from([0, 1, 9, 10, 45, 50, "49.5", "50.4999", -3, 100, 250, 10**14]).map(
    lambda each: Decimal(str(each))
)
_parts = st.none() | st.sampled_from([Decimal(each) for each in (0, 1, 3, 9, 10, 33, 721, 754, -1, 10**9)])
_targets = st.fixed_dictionaries(
    {
        "value": _values, "kind": st.sampled_from(TargetKind), "low": _values, "high": _values,
        "threshold": _values, "tolerance": st.none() | st.sampled_from([Decimal(each) for each in ("0", "1", "0.5")]),
        "tolerance_unit": st.sampled_from(ToleranceUnit), "numerator": _parts,
        "profile": st.sampled_from([(), tuple(map(Decimal, (10, 20, 30, 45))), tuple(map(Decimal, range(12)))]),
        "base": st.none() | st.sampled_from([Q1, Q2, YEAR.previous()]),
    }
)  # fmt: skip
_measures = st.fixed_dictionaries(
    {
        "unit": st.sampled_from(Unit), "polarity": st.sampled_from(Polarity), "basis": st.sampled_from(Basis),
        "frequency": st.sampled_from(Frequency), "rule": st.sampled_from(Rule), "course": st.sampled_from(Course),
        "direction_base": st.sampled_from(Base), "significance": st.sampled_from(Significance),
        "decimals": st.integers(0, 6), "lag_months": st.sampled_from([0, 0, 1, 3]),
        "baseline": st.none() | st.sampled_from([YEAR.shift(-3), Q2]),
        "same_within": st.none() | st.just(Decimal(1)), "unit_label": st.sampled_from(["", "reviews"]),
    }
)  # fmt: skip
_PERIODS = [Q2, Period.quarter(2023, 1), Period.quarter(2023, 4), YEAR, Period.month(2023, 4), Period.half(2023, 1)]


@settings(max_examples=300)
@given(
    known=_measures, wanted=st.none() | _targets, period=st.sampled_from(_PERIODS),
    figures=st.lists(st.tuples(_values, _parts, _parts), min_size=0, max_size=6), yearly=st.lists(_values, max_size=3),
    given_rating=st.none() | st.sampled_from(Rating), wording=st.sampled_from(Wording),
)  # fmt: skip
def test_whatever_a_row_holds_opens_to_the_result_that_is_shown(
    known: Any, wanted: Any, period: Period, figures: Any, yearly: Any, given_rating: Any, wording: Wording
) -> None:
    held = measure(**known)
    made = [
        figure(value, period.shift(-back), numerator=over, denominator=under)
        for back, (value, over, under) in enumerate(figures)
    ] + [figure(value, YEAR.shift(-back - 1)) for back, value in enumerate(yearly)]
    conventions = Conventions(id=USUAL.id, framework="", wording=wording)
    found = row(
        held, period, *made, targets=[target(**wanted)] if wanted else [], conventions=conventions,
        override=override(given_rating) if given_rating else None,
    )  # fmt: skip
    assert rating_lines(found)[-1].text == RATING_WORDS[found.rating]
    assert direction_lines(found)[-1].text == direction_in(wording, found.travel)
    value = found.forecast.value
    assert forecast_lines(found)[0].text == ("none" if value is None else show(held, value))
    assert found.judged.rating is Rating.NONE or f": {RATING_WORDS[found.judged.rating]}." in found.judged.reason
    for line in (*rating_lines(found), *direction_lines(found), *forecast_lines(found)):
        assert line.name
        assert line.text
    for said in (found.judged.reason, found.travel.reason, found.forecast.reason):
        assert said.endswith(".")
        assert said[0].isupper() or not said[0].isalpha()
        assert ".." not in said
        assert "  " not in said
        assert "None" not in said


def test_a_printed_figure_that_its_parts_do_not_make_says_so() -> None:
    held = figure("96.8", numerator=Decimal(209), denominator=Decimal(221))
    lines = {each.name: each.text for each in rating_lines(row(measure(decimals=1), Q2, held, targets=[target(94)]))}
    assert lines["Made of"] == "209 of 221, which is 94.6%; the printed figure is judged"


def test_unrounded_digits_say_on_which_side_of_a_rounding_a_figure_lies() -> None:
    held = figure("95.2", numerator=Decimal(11057614), denominator=Decimal(11609045))
    lines = {each.name: each.text for each in rating_lines(row(measure(decimals=1), Q2, held, targets=[target(94)]))}
    assert lines["Unrounded"].startswith("95.249")
