"""What is odd beside the figures: ranks, years, printed differences."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from ascdesk.checking.findings import Around, Concern, findings
from ascdesk.checking.values import Check
from ascdesk.identity import comparator_id, judgement_id
from ascdesk.model import Comparator, Frequency, Measure, PublishedJudgement, Unit
from ascdesk.periods import Period
from tests.core.test_scorecard import card
from tests.data.judged import Q2, figure, measure

YEAR, BEFORE = Period.year(2022), Period.year(2021)
MEASURES = [measure(f"4{letter}", unit=Unit.PERCENT, decimals=1) for letter in "ABCDEFGHIJKL"]


def england(of: Measure, value: str = "64.7", year: Period | None = YEAR, **known: Any) -> Comparator:
    key = comparator_id(of.id, "England", year, series=known.get("series", ""))
    return Comparator(id=key, measure=of.id, name="England", year=year, value=Decimal(value), **known)


def said(comparators: Sequence[Comparator], measures: list[Measure] = MEASURES) -> list[tuple[str, Check, str]]:
    held = {(each.measure, each.part): (each,) for each in comparators if not each.series}
    shown = card(measures, comparators=held, figures=[figure("70.1", of=each) for each in measures])
    return [
        (each.row.measure.code, each.oddity.check, each.text)
        for each in findings(shown, around=Around(comparators=tuple(comparators)))
        if each.concern is Concern.ODD_COMPARATOR and each.oddity
    ]


def ranked(out_of: int, before: int, **known: Any) -> list[Comparator]:
    """Ranks of 150 councils, but for the first."""
    others = [england(each, rank=64, out_of=150, rank_before=104, out_of_before=150) for each in MEASURES[1:]]
    return [england(MEASURES[0], rank=125, out_of=out_of, rank_before=144, out_of_before=before, **known), *others]


def test_a_rank_of_a_number_of_councils_that_no_other_is_of_is_odd() -> None:
    assert said(ranked(150, 155)) == [
        (
            "4A",
            Check.RANK,
            "England ranks 150 councils now and ranked 155 before; no other rank of this report is of 155.",
        ),
    ]
    assert said(ranked(150, 150)) == []
    assert [check for _, check, _ in said(ranked(150, 151))] == [Check.RANK]  # one council more, and for it alone


def test_one_council_more_for_many_ranks_is_a_change_of_the_councils() -> None:
    moved = [england(each, rank=64, out_of=152, rank_before=104, out_of_before=151) for each in MEASURES]
    assert said(moved) == []


def test_the_rank_of_a_series_is_looked_at_too() -> None:
    published = ranked(150, 150)
    published.append(
        england(MEASURES[1], series="Published data", rank=47, out_of=150, rank_before=37, out_of_before=153)
    )
    assert [(code, text[:24]) for code, _, text in said(published)] == [("4B", "England (Published data)")]


def test_a_rank_is_not_beyond_the_number_of_those_ranked() -> None:
    assert said([england(MEASURES[0], rank=151, out_of=150)]) == [
        ("4A", Check.RANK, "England: a rank of 151 among 150 cannot be."),
    ]


def test_a_comparator_of_another_year_than_all_others_is_odd() -> None:
    years = [england(each) for each in MEASURES[1:]]
    (found,) = said([england(MEASURES[0], "86.4", BEFORE), *years])
    assert found == (
        "4A", Check.BENCHMARK, "England 86.4% is of 2021/22, and 11 others of this report are of 2022/23.",
    )  # fmt: skip
    half = [england(each, year=BEFORE if at % 2 else YEAR) for at, each in enumerate(MEASURES)]
    assert said(half) == []  # a report that takes what there is


def test_what_is_surveyed_every_other_year_has_a_comparator_of_its_own_year() -> None:
    carers = measure("1D", unit=Unit.SCORE, decimals=1, frequency=Frequency.BIENNIAL)
    assert said([england(carers, "7.7", BEFORE), *(england(each) for each in MEASURES)], [carers, *MEASURES]) == []


@pytest.mark.parametrize(("printed", "odd"), [("1.22", True), ("-1.22", False)])
def test_a_printed_difference_follows_from_its_figures(printed: str, odd: bool) -> None:
    own = measure("M018", unit=Unit.PERCENT, decimals=2)
    judged = PublishedJudgement(
        id=judgement_id("published", own.id, Q2), measure=own.id, period=Q2, difference=Decimal(printed),
    )  # fmt: skip
    shown = card(
        [own], figures=[figure("7.78", of=own)], comparators={(own.id, ""): (england(own, "9.0"),)},
        published={(own.id, ""): judged},
    )  # fmt: skip
    found = [each for each in findings(shown) if each.oddity and each.oddity.check is Check.DIFFERENCE]
    assert [each.text for each in found] == [
        "The report printed +1.22 percentage points. 7.78% in Quarter 2 2023/24 less 9.00% (England) is −1.22 "
        "percentage points."
    ] * odd
