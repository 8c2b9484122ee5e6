from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ascdesk.entering import Entry, Field, entered, entered_together, number_text, typed_text
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Figure, Flag, Marker, Measure, Unit
from tests.data.judged import Q2, absent, figure, measure

PERCENT = measure("ASCH2")
COUNT = measure("ASCH7", unit=Unit.COUNT)


def entry(typed: str, where: Field = Field.VALUE, of: Measure = PERCENT, **known: Any) -> Entry:
    return Entry(measure=of, period=Q2, typed=typed, field=where, **known)


def typed(text: str, held: Figure | None = None, where: Field = Field.VALUE, of: Measure = PERCENT) -> Figure:
    made = entered(entry(text, where, of), held)
    assert made is not None
    return made


def numbers(made: Figure | None) -> tuple[Any, ...]:
    assert made is not None
    return made.value, made.numerator, made.denominator


def test_a_ratio_typed_as_the_value_fills_all_three() -> None:
    made = typed("3,221/4,880")
    assert made.numerator == 3221
    assert made.denominator == 4880
    assert made.value == Decimal(3221) * 100 / 4880


def test_numerator_and_denominator_make_the_value_as_soon_as_both_are_there() -> None:
    half = typed("3,221", where=Field.NUMERATOR)
    assert numbers(half) == (None, 3221, None)
    assert numbers(typed("4880", half, Field.DENOMINATOR)) == (Decimal(3221) * 100 / 4880, 3221, 4880)


def test_a_value_that_stood_alone_stays_until_both_numbers_are_there() -> None:
    half = typed("33", typed("66"), Field.NUMERATOR)
    assert numbers(half) == (66, 33, None)
    assert numbers(typed("44", half, Field.DENOMINATOR)) == (75, 33, 44)


def test_a_value_typed_over_two_numbers_takes_their_place() -> None:
    assert numbers(typed("70", typed("3221/4880"))) == (70, None, None)


def test_emptying_the_value_takes_the_whole_figure_away() -> None:
    assert entered(entry(" "), typed("3221/4880")) is None


def test_emptying_one_of_two_numbers_takes_the_value_that_they_gave() -> None:
    assert numbers(typed("", typed("33/44"), Field.NUMERATOR)) == (None, None, 44)
    half = typed("", typed("33/44"), Field.NUMERATOR)
    assert entered(entry("", Field.DENOMINATOR), half) is None


def test_emptying_a_number_leaves_a_value_that_was_printed_beside_it() -> None:
    assert numbers(typed("", typed("97.6% (41/42)"), Field.NUMERATOR)) == (Decimal("97.6"), None, 42)


@pytest.mark.parametrize("where", [Field.NUMERATOR, Field.DENOMINATOR])
def test_emptying_a_number_that_is_not_there_changes_nothing(where: Field) -> None:
    nothing = absent()
    assert entered(entry("", where), nothing) is nothing
    assert entered(entry("", where), None) is None


def test_typing_the_same_again_changes_nothing_and_keeps_the_source() -> None:
    held = replace(typed("66% [p]"), file=EntityId("f"), place="Sheet1!C4", note="late input")
    assert entered(entry("66 [p]"), held) is held
    pair = replace(typed("97.6% (41/42)"), file=EntityId("f"))
    assert entered(entry("41", Field.NUMERATOR), pair) is pair


def test_another_reason_with_the_same_marker_is_another_figure() -> None:
    held = typed("n/a")
    assert typed("TBC", held).raw == "TBC"
    assert typed("Not available", held) is held


def test_a_note_goes_with_the_value_that_it_was_about() -> None:
    held = replace(typed("66"), note="Late input")
    assert typed("70", held).note == ""
    assert typed("33", held, Field.NUMERATOR).note == "Late input"
    assert typed("5/10", held, Field.VALUE).note == ""


def test_a_flag_stays_when_the_numbers_come() -> None:
    assert typed("33", typed("66 [p]"), Field.NUMERATOR).flags == (Flag.PROVISIONAL,)


def test_a_number_takes_the_place_of_a_reason() -> None:
    made = typed("33", absent(), Field.NUMERATOR)
    assert made.marker is None
    assert made.numerator == 33


@pytest.mark.parametrize("text", ["66%", "n/a", "3/4", "five", "3 people", "1,23"])
def test_a_numerator_is_a_plain_number(text: str) -> None:
    with pytest.raises(UserError, match=f"“{text}” is no numerator"):
        entered(entry(text, Field.NUMERATOR), None)


@pytest.mark.parametrize(
    ("text", "where", "problem"),
    [
        ("=41/", Field.VALUE, "“=41/” cannot be worked out: a number is missing after “=41/”."),
        ("=A1/B1", Field.VALUE, "“=A1/B1” cannot be worked out: “A1” is a cell of a workbook, which cannot be looked "
                                "up here."),
        ("=5/0", Field.VALUE, "“=5/0” cannot be worked out: it divides by 0."),
        ("=41+", Field.NUMERATOR, "“=41+” cannot be worked out: a number is missing after “=41+”."),
        ("=5%", Field.DENOMINATOR, "“=5%” gives 5%, and a denominator is a plain number."),
        ("12..3", Field.VALUE, "“12..3” is not a figure."),
        ("0.41", Field.VALUE, "“0.41” may be 0.41% or 41%."),
        ("12 34", Field.VALUE, "“12 34” cannot be taken as a figure. There is a space inside the number, or two "
                               "numbers in the cell."),
        ("12..3", Field.NUMERATOR, "“12..3” is no numerator."),
        ("1,23", Field.NUMERATOR, "“1,23” is no numerator. A comma does not stand where thousands are parted."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_whole_sentences(text: str, where: Field, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        entered(entry(text, where), None)
    assert refused.value.problem == problem


def test_a_fraction_of_nothing_is_refused_with_a_remedy() -> None:
    with pytest.raises(UserError, match="denominator is 0"):
        entered(entry("0", Field.DENOMINATOR), typed("66"))
    with pytest.raises(UserError, match="denominator is 0"):
        entered(entry("5/0"), None)


def test_a_fraction_in_a_percentage_is_not_guessed() -> None:
    with pytest.raises(UserError) as refused:
        entered(entry("0.41"), None)
    assert "41%" in refused.value.remedy


def test_a_value_pasted_beside_its_numbers_stays_as_it_was_typed() -> None:
    cells = [entry("3221", Field.NUMERATOR), entry("4880", Field.DENOMINATOR), entry("66%")]
    assert numbers(entered_together(cells, typed("50"))) == (66, 3221, 4880)


def test_numbers_pasted_beside_a_blank_value_make_it() -> None:
    cells = [entry("33", Field.NUMERATOR), entry("44", Field.DENOMINATOR), entry("")]
    assert numbers(entered_together(cells, typed("50"))) == (75, 33, 44)


def test_a_value_pasted_beside_blank_numbers_stands_alone() -> None:
    cells = [entry("", Field.NUMERATOR), entry("", Field.DENOMINATOR), entry("66")]
    assert numbers(entered_together(cells, typed("33/44"))) == (66, None, None)


def test_a_reason_beside_blank_numbers_stays() -> None:
    cells = [entry("", Field.NUMERATOR), entry("", Field.DENOMINATOR), entry("n/a")]
    made = entered_together(cells, None)
    assert made
    assert made.marker is Marker.NOT_AVAILABLE


def test_a_figure_given_twice_must_be_the_same_both_times() -> None:
    same = entered_together([entry("66"), entry("66 ")], None)
    assert same
    assert same.value == 66
    with pytest.raises(UserError, match="ASCH2 is given twice, as “66” and as “70”"):
        entered_together([entry("66"), entry("70")], None)


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("66%", PERCENT), ("0.4%", PERCENT), ("3221/4880", PERCENT), ("97.6% (41/42)", PERCENT),
        ("66.25% [p]", PERCENT),
        ("Not available", PERCENT), ("No survey this year", PERCENT), ("To be confirmed", PERCENT),
        ("2725", COUNT), ("£721", measure("M1", unit=Unit.POUNDS)), ("£3.6m", measure("M2", unit=Unit.POUNDS_MILLION)),
        ("594.25", measure("M3", unit=Unit.PER_100K)), ("20", measure("M4", unit=Unit.DAYS)),
    ],
)  # fmt: skip
def test_a_figure_is_edited_as_it_would_be_typed(text: str, of: Measure) -> None:
    held = typed(text, of=of)
    assert typed_text(of, held) == text
    assert typed(typed_text(of, held), of=of).value == held.value


def test_every_reason_in_words_is_read_back() -> None:
    for marker in Marker:
        held = figure(None, marker=marker)
        assert typed(typed_text(PERCENT, held)).marker is marker


def test_a_rate_with_a_count_beside_it_is_edited_without_the_count() -> None:
    rate = measure("M3", unit=Unit.PER_100K, decimals=1)
    assert typed_text(rate, typed("304.5 124 admissions", of=rate)) == "304.5"
    assert typed_text(rate, None) == ""


def test_numbers_are_shown_with_commas_and_all_their_decimals() -> None:
    assert [number_text(Decimal(each)) for each in ("3221", "19.50", "0")] == ["3,221", "19.5", "0"]
    assert number_text(None) == ""


@pytest.mark.parametrize(
    ("text", "of", "problem"),
    [
        ("7/9", COUNT, "“7/9” is a fraction, but the measure is a count."),
        ("66%", COUNT, "“66%” gives a percentage, but the measure is a count."),
        ("£5", COUNT, "“£5” gives pounds, but the measure is a count."),
        ("66%", measure("M5", unit=Unit.NUMBER), "“66%” gives a percentage, but the measure is a plain number."),
        ("£5", measure("M5", unit=Unit.NUMBER), "“£5” gives pounds, but the measure is a plain number."),
    ],
)
def test_a_sign_or_fraction_that_would_be_lost_is_refused_with_a_remedy(text: str, of: Measure, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        entered(entry(text, of=of), None)
    assert refused.value.problem == problem
    assert refused.value.remedy.startswith("Type the ")


def test_two_numbers_make_no_count() -> None:
    half = typed("7", where=Field.NUMERATOR, of=COUNT)
    with pytest.raises(UserError, match="This is a fraction, but the measure is a count"):
        entered(entry("9", Field.DENOMINATOR, COUNT), half)
    beside = typed("7", typed("41", of=COUNT), Field.NUMERATOR, COUNT)
    assert numbers(typed("9", beside, Field.DENOMINATOR, COUNT)) == (41, 7, 9)


def test_a_decimal_in_a_count_is_taken() -> None:
    assert typed("9.5", of=COUNT).value == Decimal("9.5")


# Excel's own arithmetic


def test_a_formula_of_two_numbers_is_numerator_and_denominator_and_keeps_its_text() -> None:
    made = typed("=41/42")
    assert numbers(made) == (Decimal(41) * 100 / 42, 41, 42)
    assert made.raw == "=41/42"
    rate = typed("=41/42", of=measure("M3", unit=Unit.PER_100K))
    assert numbers(rate) == (Decimal(41) * 100_000 / 42, 41, 42)
    assert typed_text(PERCENT, made) == "41/42"


def test_a_formula_of_a_value_is_that_value_and_keeps_its_text() -> None:
    made = typed("=12+30", of=COUNT)
    assert (made.value, made.numerator, made.raw) == (Decimal(42), None, "=12+30")
    assert typed("=41.2%").value == Decimal("41.2")


def test_a_numerator_and_a_denominator_may_be_worked_out() -> None:
    half = typed("=30+11", where=Field.NUMERATOR)
    assert (half.numerator, half.raw) == (Decimal(41), "=(30+11)/")
    whole = typed("42", half, Field.DENOMINATOR)
    assert numbers(whole) == (Decimal(41) * 100 / 42, 41, 42)
    under = typed("=SUM(40,2)", typed("41", where=Field.NUMERATOR), Field.DENOMINATOR)
    assert (under.denominator, under.raw) == (Decimal(42), "=41/(SUM(40,2))")
    assert typed("=84/2", where=Field.NUMERATOR).numerator == 42


def test_a_denominator_that_comes_to_nothing_is_refused() -> None:
    with pytest.raises(UserError, match="denominator is 0"):
        entered(entry("=5-5", Field.DENOMINATOR), typed("41", where=Field.NUMERATOR))


@pytest.mark.parametrize(
    ("text", "of", "choices"),
    [
        ("0.412", PERCENT, ("0.412%", "41.2%")), ("=0.4*1", PERCENT, ("0.4%", "40%")),
        ("-0.05", PERCENT, ("-0.05%", "-5%")),
        ("1 234", COUNT, ("1234",)), ("(5)", COUNT, ("-5",)), ("12,34", COUNT, ("12.34", "1234")),
        ("2016/17", PERCENT, ("=2016/17",)), ("=3,221+4", COUNT, ("=3221+4",)), ("12..3", COUNT, ()),
        ("66%", COUNT, ()),
    ],
)  # fmt: skip
def test_a_refusal_offers_what_could_be_typed_instead(text: str, of: Measure, choices: tuple[str, ...]) -> None:
    with pytest.raises(UserError) as refused:
        entered(entry(text, of=of), None)
    assert refused.value.choices == choices
    assert all(entered(entry(each, of=of), None) for each in choices)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4), st.sampled_from(Unit), st.sampled_from(["", " [p]"]))
def test_what_is_edited_without_a_change_is_the_same_figure(value: Decimal, unit: Unit, flag: str) -> None:
    of = measure("M9", unit=unit)
    held = replace(figure(value, of=of), flags=(Flag.PROVISIONAL,) if flag else ())
    assert entered(entry(typed_text(of, held), of=of), held) is held


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.sampled_from([Unit.PERCENT, Unit.PER_100K, Unit.SCORE]))
def test_a_formula_and_a_ratio_of_the_same_numbers_make_the_same_figure(over: int, under: int, unit: Unit) -> None:
    # 2016/17 is a year, unless it is said to be worked out.
    assume(not (1900 <= over < 2100 and 10 <= under < 100))
    of = measure("M9", unit=unit)
    assert replace(typed(f"={over}/{under}", of=of), raw="") == replace(typed(f"{over}/{under}", of=of), raw="")
