from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.formulas import Result, Said, is_formula, worked_out
from ascdesk.model import Flag, Unit
from ascdesk.readings import Reading, Unreadable
from ascdesk.typed import read_typed

D = Decimal
PERCENT, RATE = Unit.PERCENT, Unit.PER_100K


def value(text: str) -> Decimal:
    result = worked_out(text)
    assert isinstance(result, Result), result
    return result.value


def refused(text: str) -> str:
    result = worked_out(text)
    assert isinstance(result, Unreadable), result
    assert result.remedy
    return result.problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=12+30", "42"), ("= 12 + 30 ", "42"), ("=(3+4)*2", "14"), ("=3+4*2", "11"), ("=10-2-3", "5"),
        ("=64/4/2", "8"),
        ("=SUM(1,2,3)", "6"), ("=sum(1;2;3)", "6"), ("=AVERAGE(3,4)", "3.5"), ("=MIN(3,-4)", "-4"), ("=MAX(3,4)", "4"),
        ("=ROUND(41.25,1)", "41.3"), ("=ROUND(-41.25,1)", "-41.3"), ("=ROUND(1234,-2)", "1200"), ("=ABS(-3)", "3"),
        ("=ROUNDUP(41.21,1)", "41.3"), ("=ROUNDDOWN(41.29,1)", "41.2"), ("=SUM(1,2)*AVERAGE(2,4)", "9"),
        ("=0.1+0.2", "0.3"), ("=1/3*3", "1"), ("=1e3", "1000"), ("=.5*4", "2"), ("=2^10", "1024"), ("=2^-1", "0.5"),
        # As Excel does it, and no other program: a sign before a power, and a power before the next.
        ("=-2^2", "4"), ("=2^3^2", "64"), ("=10--5", "15"), ("=+5", "5"), ("=3−1", "2"),
    ],
)  # fmt: skip
def test_arithmetic_is_worked_out_as_in_excel(text: str, expected: str) -> None:
    assert value(text) == D(expected)


def test_a_division_has_as_many_digits_as_numerator_over_denominator() -> None:
    assert value("=2/3") == D(2) / D(3)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("=41/", "a number is missing after “=41/”"),
        ("=(3+4", "the “(” at its beginning is not closed"),
        ("=2*(3+4", "the “(” after “=2*” is not closed"),
        ("=3+4)", "the “)” after “=3+4” has no “(”"),
        ("=41 42", "a sign such as + or * is missing after “=41”"),
        ("=*5", "a number is missing at its beginning, before “*”"),
        ("=SUM(1,,2)", "a number is missing after “=SUM(1,”, before “,”"),
        ("=SUM()", "a number is missing after “=SUM(”, before “)”"),
        ("=", "nothing after the “=”"),
        ("=5/0", "divides by 0"),
        ("=1/(2-2)", "divides by 0"),
        ("=0^0", "0 has no such power"),
        ("=A1/B1", "“A1” is a cell of a workbook"),
        ("=$A$1*2", "“$A$1” is a cell of a workbook"),
        ("=Sheet1!A1", "“Sheet1!A1” is a cell of a workbook"),
        ("=SUM(C3:C14)", "“C3:C14” is a range of cells of a workbook"),
        ("=total*2", "“total” is a name of a workbook"),
        ("=VLOOKUP(1,2)", "VLOOKUP is not known here"),
        ("=£5+6", "“£5” at its beginning is no part of arithmetic"),
        ("=3,221/4,880", "a comma parts the numbers of a SUM, never thousands"),
        ("=2^0.5", "the power after “=2” is no whole number"),
        ("=9^9^9^9", "out of all bounds"),
        ("=10^40", "out of all bounds"),
        ("=1/10^40", "out of all bounds"),
        ("=ROUND(2)", "ROUND takes a number and how many decimal places"),
        ("=" + "1" * 31, "more than 30 digits"),
        ("=" + "(" * 60 + "1" + ")" * 60, "more than 40 brackets"),
    ],
)
def test_a_broken_formula_says_where_it_is_broken(text: str, problem: str) -> None:
    assert refused(text).startswith("This cannot be worked out: ")
    assert problem in refused(text)


def test_thousands_are_offered_without_their_commas() -> None:
    result = worked_out("=3,221/4,880")
    assert isinstance(result, Unreadable)
    assert result.choices == ("=3221/4880",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("=5%", Said.PERCENT), ("=5%+3%", Said.PERCENT), ("=AVERAGE(41%,43%)", Said.PERCENT), ("=-5%", Said.PERCENT),
        ("=(41%+43%)/2", Said.PERCENT), ("=ROUND(41.25%,3)", Said.PERCENT), ("=41/42", Said.PLAIN),
        ("=5%*40", Said.MIXED), ("=5%+1", Said.MIXED), ("=1/5%", Said.MIXED), ("=5%%", Said.MIXED),
        ("=SUM(5%,1)", Said.MIXED), ("=5%^2", Said.MIXED),
    ],
)  # fmt: skip
def test_what_is_a_percentage_is_known(text: str, said: Said) -> None:
    result = worked_out(text)
    assert isinstance(result, Result)
    assert result.said is said


# What a formula means in a measure


def read(text: str, unit: Unit | None) -> Reading:
    reading = read_typed(text, unit)
    assert isinstance(reading, Reading), reading
    return reading


@pytest.mark.parametrize("unit", [PERCENT, RATE])
@pytest.mark.parametrize("text", ["=41/42", "41/42", "=(30+11)/42", "=SUM(30,11)/(40+2)"])
def test_one_number_over_another_is_numerator_and_denominator(text: str, unit: Unit) -> None:
    reading = read(text, unit)
    assert (reading.value, reading.numerator, reading.denominator) == (None, D(41), D(42))


@pytest.mark.parametrize(
    ("text", "unit", "expected"),
    [
        ("=5%", PERCENT, "5"), ("=41.2%", PERCENT, "41.2"), ("=41/50*100", PERCENT, "82"),
        ("=(40+42)/2", PERCENT, "41"),
        ("=124/40728*100000", RATE, str(D(12400000) / D(40728))), ("=84/2", Unit.COUNT, "42"), ("=0", PERCENT, "0"),
        ("=5%*40", Unit.COUNT, "2"), ("=3*7", Unit.DAYS, "21"), ("=41/50", None, None),
    ],
)  # fmt: skip
def test_any_other_formula_is_a_value(text: str, unit: Unit | None, expected: str | None) -> None:
    assert read(text, unit).value == (expected and D(expected))


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("=0.4*1", ("0.4%", "40%")), ("=0.412", ("0.412%", "41.2%")), ("=50/100*1", ("0.5%", "50%")),
        ("=33/66+33/66", ("1%", "100%")), ("=41%+1", ("1.41%", "141%")), ("=5%*40", ("2%", "200%")),
        ("0.412", ("0.412%", "41.2%")),
    ],
)  # fmt: skip
def test_a_result_that_may_be_a_fraction_is_asked_about(text: str, choices: tuple[str, ...]) -> None:
    reading = read_typed(text, PERCENT)
    assert isinstance(reading, Unreadable)
    assert reading.choices == choices
    assert all(isinstance(read_typed(each, PERCENT), Reading) for each in choices)


@pytest.mark.parametrize(
    ("text", "unit"), [("=7/9", Unit.COUNT), ("=5%", Unit.COUNT), ("=5%", RATE), ("=A1", PERCENT), ("=41 [x]", PERCENT)]
)
def test_a_formula_of_another_unit_is_refused(text: str, unit: Unit) -> None:
    assert isinstance(read_typed(text, unit), Unreadable)


def test_a_formula_may_have_a_flag_behind_it() -> None:
    assert read("=41/42 prov.", PERCENT).flags == (Flag.PROVISIONAL,)
    assert read("=12+30 [e]", Unit.COUNT).flags == (Flag.ESTIMATED,)


# Against fractions that Python works out


@dataclass(frozen=True)
class Sum:
    """A formula and what it comes to, made together."""

    text: str
    value: Fraction


numbers = st.decimals(min_value=0, max_value=10**6, places=2).map(lambda each: Sum(format(each, "f"), Fraction(each)))


def joined(parts: st.SearchStrategy[Sum]) -> st.SearchStrategy[Sum]:
    pairs = st.tuples(parts, parts)
    some = st.lists(parts, min_size=1, max_size=4)
    return st.one_of(
        pairs.map(lambda both: Sum(f"({both[0].text}+{both[1].text})", both[0].value + both[1].value)),
        pairs.map(lambda both: Sum(f"({both[0].text} - {both[1].text})", both[0].value - both[1].value)),
        pairs.map(lambda both: Sum(f"({both[0].text})*({both[1].text})", both[0].value * both[1].value)).map(bracketed),
        pairs.filter(lambda both: both[1].value != 0)
        .map(lambda both: Sum(f"({both[0].text})/({both[1].text})", both[0].value / both[1].value))
        .map(bracketed),
        parts.map(lambda each: Sum(f"-({each.text})", -each.value)).map(bracketed),
        parts.map(lambda each: Sum(f"({each.text})^2", each.value**2)).map(bracketed),
        some.map(lambda all_: Sum(f"SUM({','.join(e.text for e in all_)})", sum((e.value for e in all_), Fraction(0)))),
        some.map(lambda all_: Sum(f"MAX({','.join(e.text for e in all_)})", max(e.value for e in all_))),
        some.map(
            lambda all_: Sum(
                f"AVERAGE({','.join(e.text for e in all_)})", sum((e.value for e in all_), Fraction(0)) / len(all_)
            )
        ),
    )


def bracketed(each: Sum) -> Sum:
    return Sum(f"({each.text})", each.value)


@given(st.recursive(numbers, joined, max_leaves=6))
def test_a_formula_comes_to_what_fractions_come_to(formula: Sum) -> None:
    result = worked_out(f"={formula.text}")
    if isinstance(result, Unreadable):
        # Only for the size of it, or of a part of it.
        assert "out of all bounds" in result.problem
        return
    error = abs(Fraction(result.value) - formula.value)
    assert error <= abs(formula.value) / 10**27


@given(st.lists(st.tuples(st.integers(0, 99), st.sampled_from("+-*")), min_size=1, max_size=8), st.integers(0, 99))
def test_what_binds_tighter_is_as_in_python(parts: list[tuple[int, str]], last: int) -> None:
    text = "".join(f"{number}{sign}" for number, sign in parts) + str(last)
    assert value(f"={text}") == eval(text)  # only of numbers and signs made here


@given(st.text(alphabet="0123456789.,;+-*/^%()=ABSUMROUNDe$:! £", max_size=40))
def test_no_text_brings_the_reader_down(text: str) -> None:
    result = worked_out(f"={text}")
    assert isinstance(result, (Result, Unreadable))
    for unit in (PERCENT, Unit.COUNT, None):
        assert not isinstance(read_typed(f"={text}", unit), str)


def test_only_what_begins_with_an_equals_sign_is_worked_out() -> None:
    assert is_formula(" =1")
    assert not is_formula("1=1")


def test_two_stars_in_a_formula_are_no_bold() -> None:
    assert "a number is missing after “=9*”" in refused("=9**9**9")
    assert is_formula("**=41/42**")
    reading = read_typed(" =9**9**9", Unit.COUNT)
    assert isinstance(reading, Unreadable)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("=41/42%", ("97.619%", "9761.9048%")), ("=1/3+0.1", ("0.4333%", "43.3333%")), ("=0.4", ("0.4%", "40%")),
        ("=0.000001/3+0", ("0%",)), ("=0.00001/3+0", ("0.0003%",)), ("=1000/7%", ("14285.7143%", "1428571.4286%")),
    ],
)  # fmt: skip
def test_a_result_is_offered_with_no_more_digits_than_one_would_type(text: str, choices: tuple[str, ...]) -> None:
    reading = read_typed(text, PERCENT)
    assert isinstance(reading, Unreadable)
    assert reading.choices == choices
    assert reading.remedy.startswith(f"Type {' or '.join(choices)}")
    assert all(isinstance(read_typed(each, PERCENT), Reading) for each in choices)


def test_a_long_formula_is_named_by_its_end() -> None:
    said = refused(f"={'1+' * 60}")
    assert said.endswith("+1+1+”.")
    assert "after “…" in said
    assert len(said) < 130
