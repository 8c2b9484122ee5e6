from decimal import Decimal

import pytest

from ascdesk.identity import comparator_id
from ascdesk.model import Comparator, Measure, Rating, Unit
from ascdesk.periods import Period
from ascdesk.reconciling import Known, Reconciliation, reconcile
from ascdesk.reconciling.benchmarks import topic_of
from ascdesk.reconciling.values import Verdict
from tests.core.test_reconciling import printed
from tests.core.test_scorecard import card
from tests.data.judged import figure, measure, target

PAYMENTS = measure("M001", title="Proportion of people who use services who receive direct payments", decimals=2)
OTHER = measure("M002", title="Proportion of people who visited us twice")
Q1 = Period.quarter(2023, 1)


def england(of: Measure, value: str, year: int | None, name: str = "England") -> Comparator:
    when = Period.year(year) if year else None
    return Comparator(
        id=comparator_id(of.id, name, when), measure=of.id, name=name, year=when, value=Decimal(value), place="H4"
    )


def found(of: Measure, shown: Comparator, *held: Comparator, difference: str | None = None) -> Reconciliation:
    judgement = printed(of, difference=Decimal(difference) if difference else None)
    rows = card([of], comparators={(of.id, ""): (shown,)}, published={(of.id, ""): judgement})
    return reconcile(rows, [], Known({of.id: of}, (shown, *held)))


def said(of: Measure, shown: Comparator, *held: Comparator) -> list[str]:
    return [each.text for each in found(of, shown, *held).benchmarks]


def test_a_value_of_another_year_than_its_label_is_named_with_both_years() -> None:
    (text,) = said(PAYMENTS, england(PAYMENTS, "26.6", 2021))
    assert text == (
        "England 26.60% is labelled 2021/22, but it is the value of 2020/21; "
        "that of 2021/22 is 26.70% (ASCOF trend file, England)."
    )


def test_the_right_value_and_a_year_of_which_nothing_is_known_say_nothing() -> None:
    assert said(PAYMENTS, england(PAYMENTS, "26.7", 2021)) == []
    # 28.3 was the value of more than one year, and what that of 2016/17 was is not known here.
    assert said(PAYMENTS, england(PAYMENTS, "28.3", 2016)) == []


def test_a_value_without_a_year_is_told_its_year() -> None:
    (text,) = said(PAYMENTS, england(PAYMENTS, "28.3", None, "National average"))
    assert text == "28.30% is England’s value of 2018/19; the report does not say so."


def test_a_value_of_two_years_is_said_to_be_of_both() -> None:
    (text,) = said(PAYMENTS, england(PAYMENTS, "28.3", None), england(PAYMENTS, "28.3", 2016))
    assert text == "28.30% is England’s value of 2016/17 and 2018/19; the report does not say which year it is of."


def test_a_value_alone_says_nothing_of_another_measure() -> None:
    assert said(OTHER, england(OTHER, "26.6", 2021)) == []
    assert said(PAYMENTS, england(PAYMENTS, "26.6", 2021, "South East")) == []


def test_what_the_file_holds_of_other_years_of_the_measure_is_known_as_well() -> None:
    (text,) = said(OTHER, england(OTHER, "50", None), england(OTHER, "50", 2019), england(OTHER, "51", 2020))
    assert text == "50% is England’s value of 2019/20; the report does not say so."


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Adults receiving direct payments", "people who receive direct payments"),
        ("roportion of adults receiving direct payments", "people who receive direct payments"),
        ("Carers receiving direct payments for support direct to carer", "carers who receive direct payments"),
        ("Percentage of new Direct Payments used to purchase a Personal Assistant", None),
        ("Proportion of people who use services who receive self-directed support",
         "people who receive self-directed support"),
        ("Proportion of adults with LD in paid employment", "adults with a learning disability in paid employment"),
        ("Proportion of adults with a Mental Health problem in paid employment", None),
        ("Proportion who were still at home 91 days after discharge into reablement (offered the service)",
         "older people offered reablement after discharge"),
        ("Proportion who were still at home 91 days after discharge into reablement",
         "older people still at home 91 days after discharge into reablement"),
    ],
)  # fmt: skip
def test_a_measure_is_known_by_the_words_of_its_title(title: str, topic: str | None) -> None:
    known = topic_of(measure("M001", title=title))
    assert (known.name if known else None) == topic


def test_in_ascof_a_measure_is_known_by_its_code_alone() -> None:
    coded = Measure(id=PAYMENTS.id, framework="ASCOF 2014-23", code="1Ciia", title="Anything", unit=Unit.PERCENT)
    known = topic_of(coded)
    assert known is not None
    assert known.name == "people who receive direct payments"


def test_a_printed_difference_is_worked_out_from_the_last_figure_that_is_there() -> None:
    held = card(
        [PAYMENTS],
        figures=[figure("7.61", Period.quarter(2022, 4), PAYMENTS), figure("7.78", Q1, PAYMENTS)],
        comparators={(PAYMENTS.id, ""): (england(PAYMENTS, "9", None),)},
        published={(PAYMENTS.id, ""): printed(PAYMENTS, difference=Decimal("1.22"), place="I5")},
    )
    (line,) = reconcile(held, []).differences
    assert (line.computed, line.verdict) == (Decimal("-1.22"), Verdict.DIFFERS)
    assert line.published_reason == "The report printed +1.22 percentage points at I5."
    assert line.reason == "7.78% in Quarter 1 2023/24 less 9.00% (England) is −1.22 percentage points."


@pytest.mark.parametrize(("printed_as", "verdict"), [("-1.22", "agrees"), ("-1.2", "agrees"), ("-1.3", "differs")])
def test_a_printed_difference_may_be_rounded(printed_as: str, verdict: str) -> None:
    held = card(
        [PAYMENTS],
        figures=[figure("7.78", of=PAYMENTS)],
        comparators={(PAYMENTS.id, ""): (england(PAYMENTS, "9", None),)},
        published={(PAYMENTS.id, ""): printed(PAYMENTS, difference=Decimal(printed_as))},
    )
    (line,) = reconcile(held, []).differences
    assert line.verdict.value == verdict


def test_a_difference_may_be_from_the_target_and_is_open_where_there_is_nothing() -> None:
    against = {(OTHER.id, ""): printed(OTHER, difference=Decimal(-2))}
    held = card([OTHER], figures=[figure(78, of=OTHER)], targets=[target(80, of=OTHER)], published=against)
    (line,) = reconcile(held, []).differences
    assert (line.against, line.verdict) == ("the target", Verdict.AGREES)
    (line,) = reconcile(card([OTHER], published=against), []).differences
    assert line.verdict is Verdict.OPEN
    assert line.reason == "It cannot be worked out: there is no figure."


def test_a_difference_alone_is_no_direction_and_beside_a_rating_it_says_so() -> None:
    alone = printed(OTHER, difference=Decimal(1), place="I5")
    found = reconcile(card([OTHER], published={(OTHER.id, ""): alone}), [])
    assert found.directions == ()
    assert found.differences[0].published_reason == "The report printed +1 percentage point at I5."
    rated = printed(OTHER, Rating.GREEN, difference=Decimal(1), raw="G", place="H5")
    found = reconcile(card([OTHER], published={(OTHER.id, ""): rated}), [])
    assert found.differences[0].published_reason == "The report printed +1 percentage point on the line at H5."
