"""Every check of a figure: a real figure of the reports that trips it, and one that must not."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ascdesk.checking.figures import oddities
from ascdesk.checking.history import modified_z
from ascdesk.checking.values import Check, Known, Oddity
from ascdesk.identity import figure_id, measure_id
from ascdesk.model import Basis, Figure, Flag, Frequency, Marker, Measure, Target, TargetKind, Unit
from ascdesk.periods import Period, PeriodKind, read_period

Q2 = Period.quarter(2023, 2)
SHARE = Measure(id=measure_id("K", "1", "Share"), framework="K", code="1", title="Share", unit=Unit.PERCENT, decimals=1)
COUNT = replace(SHARE, unit=Unit.COUNT, decimals=0)
MONEY = replace(SHARE, unit=Unit.POUNDS, decimals=0)
# Percentage of support plans completed within 28 days, April to September 2022.
PLANS = ("91.57", "91.85", "92.97", "93.71", "93.75", "90.52")
# Reviews in the past twelve months.
REVIEWS = ("58.39", "58.00", "58.15", "57.36", "68.31", "68.41")
# Contacts that ended with information and advice, and two years of quarters of a count like Kent's.
CONTACTS = ("342", "614", "630", "620", "754", "702")
STEADY = ("812", "845", "790", "860", "822", "838", "805", "851", "829", "816", "843", "835")


def figure(value: str | None, period: Period = Q2, of: str = "", **known: Any) -> Figure:
    numerator, _, denominator = of.partition("/")
    return Figure(
        id=figure_id(SHARE.id, period), measure=SHARE.id, period=period,
        value=None if value is None else Decimal(value),
        numerator=Decimal(numerator) if of else None, denominator=Decimal(denominator) if of else None, **known,
    )  # fmt: skip


def looked_at(measure: Measure, now: Figure, *earlier: Figure, **known: Any) -> tuple[Oddity, ...]:
    run = {each.period: each for each in (*earlier, now)}
    return oddities(Known(measure, now, run, **known))


def run_of(values: tuple[str, ...], last: Period = Q2) -> list[Figure]:
    """Figures of the periods that end before the last one."""
    return [figure(value, last.shift(at - len(values))) for at, value in enumerate(values)]


def checks(found: tuple[Oddity, ...]) -> list[Check]:
    return [each.check for each in found]


# The figure alone


@pytest.mark.parametrize(
    ("value", "of", "check"),
    [
        ("99.7", "3689/3698", Check.CUT_OFF),
        ("46.8", "1733/3698", Check.CUT_OFF),
        ("85.9", "50/58", Check.STATED),
        ("50.0", "41/42", Check.STATED),
        ("97.6", "41/42", None),
        ("98.7", "3763/3812", None),
        ("45.1", "1735/3844", None),
        ("4.4", "33/754", None),
        ("2.4", "19.5/820", None),  # people are counted in halves where they work part of the year
        ("66.00409836065573770491803279", "3221/4880", None),
        ("86", "50/58", None),  # as rounded to a whole number
        (None, "5/8", None),
    ],
)
def test_a_percentage_is_laid_beside_its_two_numbers(value: str | None, of: str, check: Check | None) -> None:
    assert checks(looked_at(SHARE, figure(value, of=of))) == ([check] if check else [])


def test_a_share_that_was_cut_off_is_said_to_be_just_that() -> None:
    (found,) = looked_at(SHARE, figure("99.7", of="3689/3698"))
    assert found.text == "99.7% is cut off, not rounded: 3,689 of 3,698 is 99.757%, which rounds to 99.8%."
    (found,) = looked_at(SHARE, figure("85.9", of="50/58"))
    assert found.text == "85.9% is printed, but 50 of 58 is 86.2%."


def test_a_whole_number_that_was_printed_with_a_decimal_is_held_to_it() -> None:
    assert checks(looked_at(SHARE, figure("86", of="50/58", raw="86.0% (50/58)"))) == [Check.STATED]
    assert looked_at(SHARE, figure("86", of="50/58", raw="86% (50/58)")) == ()


def test_a_part_is_not_more_than_the_whole_unless_it_has_been_before() -> None:
    (found,) = looked_at(SHARE, figure("106.2", of="4880/4595"))
    assert (found.check, found.text[:30]) == (Check.OVER, "4,880 out of 4,595 is more than"[:30])
    before = [figure("105.4", Q2.shift(-1), "2207/2093"), figure("101.0", Q2.shift(-2), "101/100")]
    assert looked_at(SHARE, figure("106.2", of="4880/4595"), *before) == ()
    visits = replace(SHARE, unit=Unit.NUMBER, decimals=2)
    assert looked_at(visits, figure("1.53", of="153/100")) == ()


def test_a_percentage_is_between_0_and_100_unless_it_has_been_beyond() -> None:
    (found,) = looked_at(SHARE, figure("412"))
    assert (found.check, found.text) == (Check.RANGE, "412.0% is outside 0% to 100%.")
    assert checks(looked_at(SHARE, figure("-4.1"))) == [Check.RANGE]
    assert looked_at(SHARE, figure("100")) == looked_at(SHARE, figure("0")) == ()
    assert looked_at(SHARE, figure("104"), *run_of(("103", "101"))) == ()
    assert looked_at(SHARE, figure("-2.1"), *run_of(("-1.4", "0.3", "-0.8"))) == ()
    aimed = Target(
        id=SHARE.id, measure=SHARE.id, year=Q2.financial_year, kind=TargetKind.NUMBER, value=Decimal(105)
    )  # fmt: skip
    assert looked_at(SHARE, figure("104"), target=aimed) == ()


def test_what_is_counted_is_whole_and_not_below_zero() -> None:
    assert [each.text for each in looked_at(COUNT, figure("-3"))] == ["-3 is below 0. Is the minus right?"]
    assert [each.text for each in looked_at(COUNT, figure("3.5"))] == [
        "3.5 is no whole number, and the measure is a count."
    ]
    assert looked_at(COUNT, figure("4491")) == ()
    assert looked_at(MONEY, figure("-33")) == ()  # an underspend


def test_nothing_is_odd_where_there_is_no_value() -> None:
    assert looked_at(COUNT, replace(figure(None), marker=Marker.NOT_AVAILABLE), *run_of(STEADY)) == ()


# Beside its history


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("8412", "8,412 is about ten times what it has been (790 to 860 over 12 quarters)"),
        ("84123", "84,123 is about a hundred times"),
        ("84", "84 is about a tenth of"),
        ("-841", "-841 has the other sign than what it has been (790 to 860 over 12 quarters)"),
    ],
)
def test_a_slip_of_the_point_or_the_sign_is_told_by_what_it_has_been(value: str, said: str) -> None:
    (found,) = looked_at(COUNT, figure(value), *run_of(STEADY))
    assert found.check is Check.SLIP
    assert found.text.startswith(said)


def test_a_share_typed_as_a_fraction_is_a_slip() -> None:
    months = [figure(value, Period.month(2022, 4 + at)) for at, value in enumerate(PLANS[:5])]
    (found,) = looked_at(SHARE, figure("0.9052", Period.month(2022, 9)), *months)
    assert found.text.startswith("0.905% is about a hundredth of what it has been (91.57% to 93.75% over 5 months)")
    assert looked_at(SHARE, figure("90.52", Period.month(2022, 9)), *months) == ()


def test_a_slip_is_told_from_figures_of_another_length_where_those_are_as_high() -> None:
    earlier = [figure("84.8", Period.year(2022)), figure("94.8", Q2.shift(-1))]
    assert checks(looked_at(SHARE, figure("9.43"), *earlier)) == [Check.SLIP]


@pytest.mark.parametrize(
    ("value", "earlier"),
    [
        ("20", ("2", "1", "3", "2")),  # small counts are tenfold by chance
        ("0.5", ("-0.3", "0.2", "4.1")),  # a balance that is now above and now below zero
        ("60", ("2", "30", "6", "90")),  # what varies so much is at home everywhere
        ("702", CONTACTS),
    ],
)
def test_what_may_well_be_is_no_slip(value: str, earlier: tuple[str, ...]) -> None:
    assert looked_at(MONEY if "." in value else COUNT, figure(value), *run_of(earlier)) == ()


def test_what_is_far_out_says_by_which_of_the_two_tests() -> None:
    (found,) = looked_at(COUNT, figure("1204"), *run_of(STEADY))
    assert found.check is Check.HISTORY
    assert found.text == (
        "1,204 is far from what it has been (790 to 860 over 12 quarters): its modified z-score is 17.3, beyond 3.5, "
        "and it is outside the process limits, 742 to 916."
    )
    (found,) = looked_at(COUNT, figure("1204"), *run_of(STEADY[:8]))
    assert "modified z-score" in found.text
    assert "limits" not in found.text  # too few points for them
    assert looked_at(COUNT, figure("872"), *run_of(STEADY)) == ()


def test_the_modified_z_score_is_that_of_iglewicz_and_hoaglin() -> None:
    known = [2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6]
    middle, away = 2.35, 0.2
    assert modified_z(8.2, known) == pytest.approx(0.6745 * (8.2 - middle) / away)
    assert modified_z(97.0, [100.0] * 7 + [99.0]) == pytest.approx((97 - 100) / (1.253314 * 0.125))
    assert modified_z(5.0, [4.0] * 9) == 0.0


def test_a_trend_and_the_quarter_after_a_jump_are_not_far_out() -> None:
    rising = tuple(str(4000 + 30 * step + (-1) ** step * 9) for step in range(14))
    assert looked_at(COUNT, figure("4432"), *run_of(rising)) == ()
    jumped = (*STEADY[:9], "1204")
    assert looked_at(COUNT, figure("1190"), *run_of(jumped)) == ()


def test_a_short_history_tells_only_what_is_several_times_as_much() -> None:
    (found,) = looked_at(COUNT, figure("4510"), *run_of(("1466",)))
    assert found.text == "4,510 is 3.1 times the highest before it (1,466 over 1 quarter)."
    assert looked_at(COUNT, figure("2140"), *run_of(("2475",))) == ()
    assert looked_at(COUNT, figure("9"), *run_of(("1",))) == ()
    assert looked_at(SHARE, figure("4.6"), *run_of(("1.3",))) == ()
    months = [figure(value, Period.month(2022, 4 + at)) for at, value in enumerate(REVIEWS[:4])]
    assert looked_at(SHARE, figure("68.31", Period.month(2022, 8)), *months) == ()
    assert checks(looked_at(SHARE, figure("85.31", Period.month(2022, 8)), *months)) == [Check.HISTORY]


def test_what_was_always_the_same_is_odd_once_it_is_far_from_that() -> None:
    assert checks(looked_at(SHARE, figure("45.0"), *run_of(("100",) * 12))) == [Check.HISTORY]
    assert looked_at(SHARE, figure("97.4"), *run_of(("100",) * 12)) == ()


@pytest.mark.parametrize("by_flag", [True, False])
def test_figures_do_not_compare_across_a_break(by_flag: bool) -> None:
    earlier = run_of(STEADY)
    begun = replace(figure("8390", Q2.shift(-1)), flags=(Flag.BREAK,) if by_flag else ())
    breaks = () if by_flag else (Q2.shift(-2),)
    assert looked_at(COUNT, figure("8412"), *earlier[:-1], begun, breaks=breaks) == ()
    assert checks(looked_at(COUNT, figure("8412"), *earlier)) == [Check.SLIP]
    assert looked_at(COUNT, figure("8412", flags=(Flag.BREAK,)), *earlier) == ()


def test_a_running_total_compares_with_the_same_point_of_earlier_years() -> None:
    admitted = replace(COUNT, basis=Basis.CUMULATIVE)
    totals = (30, 61, 88, 124, 28, 66, 92, 119, 33, 63, 90, 121, 31, 59, 94, 126)
    years = [figure(str(value), Period.quarter(2019 + at // 4, at % 4 + 1)) for at, value in enumerate(totals)]
    assert looked_at(admitted, figure("64"), *years, figure("31", Q2.shift(-1))) == ()
    (found,) = looked_at(admitted, figure("640"), *years, figure("31", Q2.shift(-1)))
    assert found.text.startswith("640 is about ten times what it has been (59 to 66 at this point of 4 earlier years)")


def test_a_running_total_without_earlier_years_is_held_against_its_own_pace() -> None:
    carers = replace(SHARE, unit=Unit.PER_100K, decimals=2, basis=Basis.CUMULATIVE)
    first = figure("31.25", Q2.shift(-1))
    assert looked_at(carers, figure("60.70"), first, figure("135", Period.year(2022))) == ()
    (found,) = looked_at(carers, figure("607"), first, figure("135", Period.year(2022)))
    assert found.text == "607.00 is 9.7 times what the pace up to Quarter 1 2023/24 (31.25) would give."


# As figures run on


def test_a_figure_that_stays_the_same_is_odd_where_it_used_to_change() -> None:
    steady = ("812", "845", "790", "860", "822", "838", "805", "851", "851", "851")
    (found,) = looked_at(COUNT, figure("851"), *run_of(steady))
    assert found.check is Check.UNCHANGED
    assert found.text.startswith("851 has been the same for 4 quarters, and before that it changed 7 times of 7")
    assert looked_at(COUNT, figure("851"), *run_of(steady[:-1])) == ()  # three may be chance


@pytest.mark.parametrize(
    ("known", "values"),
    [
        ({"unit": Unit.COUNT}, ("1", "0", "2", "1", "3", "0", "0", "0", "0")),
        ({"unit": Unit.COUNT}, ("1", "2", "2", "1", "1", "2", "2", "2", "2")),  # small counts are often alike
        ({}, ("99.6", "99.1", "98.7", "99.9", "99.2", "100", "100", "100", "100")),
        ({"basis": Basis.SURVEY}, ("61.7", "65.4", "64.7", "63.2", "66.0", "65.5", "65.5", "65.5", "65.5")),
    ],
)
def test_what_often_stays_the_same_is_not_odd(known: dict[str, Any], values: tuple[str, ...]) -> None:
    *earlier, now = run_of((*values, "0"), Q2.next())[:-1]
    assert looked_at(replace(SHARE, **known), now, *earlier) == ()


def test_the_same_share_of_other_numbers_is_not_the_same_figure() -> None:
    fractions = ("800/1000", "712/1000", "755/1000", "781/1000", "744/1000", "763/1000", "770/1000")
    same = ("790/1000", "869/1100", "948/1200", "711/900")
    figures = [
        figure(str(Decimal(of.split("/")[0]) * 100 / Decimal(of.split("/")[1])), Q2.shift(at - 10), of)
        for at, of in enumerate((*fractions, *same))
    ]
    assert looked_at(SHARE, figures[-1], *figures[:-1]) == ()


def test_what_is_counted_from_april_on_does_not_fall() -> None:
    done = replace(SHARE, basis=Basis.CUMULATIVE)
    earlier = [figure("84.9", Period.year(2022)), figure("24.2", Q2.shift(-1)), figure("35.8", Period.month(2023, 8))]
    (found,) = looked_at(done, figure("33.6"), *earlier)
    assert found.check is Check.FALLING
    assert found.text.startswith("33.6% is less than the 35.8% of August 2023")
    assert looked_at(done, figure("42.2"), *earlier) == ()
    assert looked_at(SHARE, figure("33.6"), *earlier) == ()  # not counted from April on
    assert looked_at(done, figure("21.0", Q2.shift(-1)), earlier[0]) == ()  # a new year begins anew


def test_a_total_that_is_used_to_falling_is_none() -> None:
    forecast = replace(MONEY, basis=Basis.CUMULATIVE)
    values = ("90", "80", "95", "70", "88", "91", "60", "75")
    earlier = [figure(value, Period.quarter(2021 + at // 4, at % 4 + 1)) for at, value in enumerate(values)]
    assert looked_at(forecast, figure("79"), *earlier, figure("84", Q2.shift(-1))) == ()


# Parts and the whole


def parts(**known: tuple[str, ...]) -> dict[str, dict[Period, Figure]]:
    return {name: {each.period: each for each in run_of(values, Q2.next())} for name, values in known.items()}


def test_categories_that_added_up_and_no_longer_do_are_named_with_their_sum() -> None:
    whole = run_of(("80", "92", "87"), Q2.next())
    pieces = {"Reason": parts(Abuse=("55", "66", "62"), Neglect=("15", "16", "9"), Other=("10", "10", "6"))}
    (found,) = looked_at(COUNT, whole[-1], *whole[:-1], pieces=pieces)
    assert found.check is Check.SUM
    assert found.text == ("The categories of Reason add up to 77 (62 + 9 + 6), not to 87, as they did 2 times before.")
    right = {"Reason": {**pieces["Reason"], "Other": parts(Other=("10", "10", "16"))["Other"]}}
    assert looked_at(COUNT, whole[-1], *whole[:-1], pieces=right) == ()


def test_rounded_shares_add_up_as_far_as_rounding_goes() -> None:
    whole = run_of(("91.2", "93.0", "94.6"), Q2.next())
    pieces = {"Outcome": parts(fully=("50.1", "51.6", "52.1"), partly=("41.1", "41.4", "42.5"))}
    assert looked_at(SHARE, whole[-1], *whole[:-1], pieces=pieces) == ()
    wrong = {"Outcome": parts(fully=("50.1", "51.6", "52.1"), partly=("41.1", "41.4", "24.5"))}
    assert checks(looked_at(SHARE, whole[-1], *whole[:-1], pieces=wrong)) == [Check.SUM]


def test_shares_of_everybody_add_up_to_100() -> None:
    whole = run_of(("70.2", "71.0", "70.4"), Q2.next())
    pieces = {"Age": parts(younger=("38.0", "37.6", "37.9"), older=("62.0", "62.4", "52.1"))}
    (found,) = looked_at(SHARE, whole[-1], *whole[:-1], pieces=pieces)
    assert "90.0% (37.9% + 52.1%), not to 100%" in found.text


@pytest.mark.parametrize(
    "pieces",
    [
        parts(Incoming=("5573", "5600", "5610"), Completed=("4880", "4491", "4700")),  # never added up
        parts(Abuse=("55", "66", "62"), Other=("25", "26")),  # the last is not keyed yet
    ],
)
def test_parts_that_never_added_up_or_are_not_all_in_are_left_alone(pieces: dict[str, dict[Period, Figure]]) -> None:
    if "Other" in pieces:
        pieces["Other"] = {each.period: each for each in run_of(("25", "26"))}
    whole = run_of(("80", "92", "87"), Q2.next())
    assert looked_at(COUNT, whole[-1], *whole[:-1], pieces={"": pieces}) == ()


def test_a_category_that_was_kept_back_says_nothing_of_the_sum() -> None:
    whole = run_of(("80", "92", "87"), Q2.next())
    pieces = parts(Abuse=("55", "66", "62"), Other=("25", "26", "6"))
    pieces["Other"][Q2] = replace(figure(None), marker=Marker.CONFIDENTIAL)
    assert looked_at(COUNT, whole[-1], *whole[:-1], pieces={"Reason": pieces}) == ()


# Together


def test_one_slip_is_said_once() -> None:
    (found,) = looked_at(SHARE, figure("412"), *run_of(("41.2", "40.4", "41.0")))
    assert found.check is Check.SLIP


def test_annual_figures_are_only_held_against_annual_ones() -> None:
    yearly = replace(COUNT, frequency=Frequency.ANNUAL)
    quarters = run_of(STEADY)
    year = read_period("2023-24")
    assert year is not None
    assert looked_at(yearly, figure("3342", year), *quarters) == ()
    assert year.kind is PeriodKind.YEAR
