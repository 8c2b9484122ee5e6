"""Rules across measures: written, read, printed, and held against the figures."""

import string
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ascdesk.checking.findings import findings
from ascdesk.checking.values import Check
from ascdesk.defining.relations import (
    SIGNS,
    Rule,
    Term,
    named_in,
    named_with,
    read_relation,
    relation_of,
    rule_of,
    show_relation,
)
from ascdesk.entering import Field
from ascdesk.errors import UserError
from ascdesk.model import EntityId, Figure, Measure, Relation, Unit
from ascdesk.sheet import concerns, sheet_lines
from tests.core.test_scorecard import card
from tests.data.judged import FRAMEWORK, Q2, figure, measure

DOLS = measure("ASCH18", title="DoLS applications received", unit=Unit.COUNT, series=("Completed",))
CARE = measure("ASCH8", title="Care needs assessments", unit=Unit.NUMBER, series=("Incoming", "Completed"))
STILL = measure("2B(1)", title="Still at home 91 days after discharge", parts=("Statutory", "Local"))
DASHED = measure("ASC-01", title="With a dash")
DIGITS = measure("12", title="A number for a code")
ELSEWHERE = replace(measure("ASCH18", title="Another report’s DoLS"), id=EntityId("elsewhere"), framework="Public")
MEASURES = (DOLS, CARE, STILL, DASHED, DIGITS, ELSEWHERE)


def read(text: str, reason: str = "") -> Relation:
    return read_relation(text, FRAMEWORK, MEASURES, reason)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ASCH18 [Completed] <= ASCH18", "ASCH18 [Completed] <= ASCH18"),
        ("asch8[incoming]>=asch8[completed]-50", "ASCH8 [Incoming] >= ASCH8 [Completed] - 50"),
        ("ASCH8 [Incoming] + ASCH8 [Completed] = ASCH8", "ASCH8 [Incoming] + ASCH8 [Completed] = ASCH8"),
        ("2B(1) [Local, numerator] ≤ 1,250.5", "2B(1) [Local, numerator] <= 1250.5"),
        ("ASC-01 - ASC-01 [denominator] < 100%", "ASC-01 - ASC-01 [denominator] < 100"),
        ("“12” = 12", "“12” = 12"),
        ("“Still at home 91 days after discharge” [Statutory] ≥ 80", "2B(1) [Statutory] >= 80"),
        ("“Public:ASCH18” = ASCH18", "“Public:ASCH18” = ASCH18"),
        ("-ASCH18 + 5 > 0", "-ASCH18 + 5 > 0"),
    ],
)
def test_a_rule_is_read_as_an_officer_writes_it(text: str, printed: str) -> None:
    made = read(text)
    assert show_relation(made, MEASURES) == printed
    assert read(printed) == made


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("ASCH99 <= ASCH18", "There is no measure “ASCH99”."),
        ("“No such thing” = 1", "There is no measure “No such thing”."),
        ("ASCH18", "“ASCH18” compares nothing."),
        ("ASCH18 <=", "The rule breaks off."),
        ("<= ASCH18", "There is nothing before “<= ASCH18”."),
        ("ASCH18 <= 5 ASCH8", "“ASCH8” cannot be read at the end of the rule."),
        ("ASCH18 [Lost] <= 5", "“ASCH18” has no “Lost”."),
        ("ASCH18 [Completed <= 5", "A square bracket is not closed in “ASCH18 [Completed <= 5”."),
        ("2B(1) >= 80", "“2B(1)” has parts."),
        ("“ASCH18 <= 5", "“ASCH18 <= 5” lacks its closing quotation mark."),
        ("1 <= 2", "“1 <= 2” names no measure."),
        ("", "The rule breaks off."),
        ("ASCH18 = 1 = 2", "“= 2” cannot be read at the end of the rule."),
    ],
)
def test_what_cannot_be_read_is_said(text: str, problem: str) -> None:
    with pytest.raises(UserError) as refused:
        read(text)
    assert refused.value.problem == problem
    assert refused.value.remedy


def test_a_code_of_two_other_reports_is_asked_about() -> None:
    third = replace(ELSEWHERE, id=EntityId("third"), framework="Third")
    with pytest.raises(UserError, match="“ASCH18” names 2 measures"):
        read_relation("ASCH18 = 1", "Mine", [ELSEWHERE, third])


NAMES = st.text(alphabet=string.ascii_letters + string.digits + " ,[]()-’&", min_size=1, max_size=12).map(str.strip)
PIECES = st.lists(NAMES.filter(bool), max_size=3, unique_by=str.casefold).map(tuple)


@st.composite
def catalogues(draw: st.DrawFn) -> list[Measure]:
    codes = draw(st.lists(NAMES.filter(bool), min_size=1, max_size=4, unique_by=str.casefold))
    return [measure(code, title=f"Title of {code}", parts=draw(PIECES), series=draw(PIECES)) for code in codes]


@given(held=catalogues(), data=st.data())
def test_every_rule_is_read_back_as_it_is_printed(held: list[Measure], data: st.DataObject) -> None:
    titles = {each.title.casefold() for each in held}
    assume(not titles & {each.code.casefold() for each in held})

    def term() -> Term:
        minus = data.draw(st.booleans())
        if data.draw(st.booleans()):
            return Term(minus, number=data.draw(st.decimals(0, 10**6, places=2)).normalize())
        own = data.draw(st.sampled_from(held))
        return Term(
            minus, own.id, data.draw(st.sampled_from(own.parts)) if own.parts else "",
            data.draw(st.sampled_from(("", *own.series))), data.draw(st.sampled_from(Field)),
        )  # fmt: skip

    def side() -> tuple[Term, ...]:
        return tuple(term() for _ in range(data.draw(st.integers(1, 3))))

    rule = Rule(side(), data.draw(st.sampled_from(SIGNS)), side())
    assume(any(each.measure for each in rule.terms))
    made = relation_of(rule, FRAMEWORK, "Because.")
    assert rule_of(made) == rule
    assert read_relation(show_relation(made, held), FRAMEWORK, held, "Because.") == made


def test_the_measures_that_a_rule_names_are_looked_at_together() -> None:
    rules = [read("ASCH18 [Completed] <= ASCH18"), read("ASCH8 <= 2B(1) [Local]")]
    assert named_in(rules[1]) == {CARE.id, STILL.id}
    assert named_with([STILL.id], rules) == {CARE.id, STILL.id}
    assert named_with([DASHED.id], rules) == {DASHED.id}


def test_a_rule_whose_measure_is_gone_says_so() -> None:
    assert show_relation(read("ASCH18 <= ASCH8"), [DOLS]) == "ASCH18 <= a measure that is gone"


def of(owner: Measure, value: str, series: str = "") -> Figure:
    return replace(figure(value, of=owner), id=EntityId(f"{owner.id}{series}"), series=series)


DONE = [of(DOLS, "2093"), of(DOLS, "2207", "Completed"), of(CARE, "5573", "Incoming"), of(CARE, "4880", "Completed")]


def odd(rule: str, figures: list[Figure], reason: str = "") -> list[tuple[str, str]]:
    shown = card([DOLS, CARE], figures=[each for each in figures if not each.series])
    found = sheet_lines(shown.rows, figures, (), [read(rule, reason)])
    return [(each.series, one.text) for each in found for one in concerns(each, Q2) if one.check is Check.RELATION]


def test_a_broken_rule_is_said_on_every_line_that_it_names() -> None:
    said = (
        "ASCH18 [Completed] (2,207) is to be at most ASCH18 (2,093), but is 114 more. The rule is there because: none "
        "is completed that was not received."
    )
    assert odd("ASCH18 [Completed] <= ASCH18", DONE, "none is completed that was not received") == [
        ("", said), ("Completed", said),
    ]  # fmt: skip
    assert odd("ASCH8 [Completed] <= ASCH8 [Incoming]", DONE) == []


def test_a_rule_waits_until_all_of_its_figures_are_there() -> None:
    assert odd("ASCH18 [Completed] <= ASCH18", DONE[1:]) == []
    assert len(odd("ASCH8 [Incoming] - ASCH8 [Completed] = 693", DONE)) == 0
    assert len(odd("ASCH8 [Incoming] - ASCH8 [Completed] = 694", DONE)) == 2


def test_equal_shares_may_differ_by_rounding_and_equal_counts_may_not() -> None:
    parts = [of(CARE, "52.1", "Incoming"), of(CARE, "42.5", "Completed"), of(CARE, "94.7")]
    assert odd("ASCH8 [Incoming] + ASCH8 [Completed] = ASCH8", parts) == []
    parts[2] = of(CARE, "95.6")
    assert len(odd("ASCH8 [Incoming] + ASCH8 [Completed] = ASCH8", parts)) == 3
    assert len(odd("ASCH18 = 2094", DONE)) == 1


def test_a_broken_rule_is_one_finding() -> None:
    shown = card([DOLS, CARE], figures=[each for each in DONE if not each.series])
    from ascdesk.checking.findings import Around

    around = Around(figures=tuple(DONE))
    found = findings(shown, relations=[read("ASCH18 [Completed] <= ASCH18")], around=around)
    assert [each.row.measure.code for each in found if each.oddity and each.oddity.check is Check.RELATION] == [
        "ASCH18"
    ]


def test_numbers_keep_their_decimals() -> None:
    assert rule_of(read("ASCH18 <= 0.25")).right == (Term(number=Decimal("0.25")),)
