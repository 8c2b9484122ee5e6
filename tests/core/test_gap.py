"""How many people are missing to a target, and what a change is made of."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ascdesk.judging.gap import effects, effects_words, to_target
from ascdesk.judging.limits import met
from ascdesk.judging.shown import PER, as_shown
from ascdesk.model import Basis, Figure, Polarity, Rating, Rule, Target, TargetKind, Unit
from ascdesk.periods import Period
from tests.data.judged import Q2, case, figure, measure, row, target

HIGHER, LOWER = Polarity.HIGHER, Polarity.LOWER
Q1 = Q2.previous()
EMPLOYED = measure("1E", decimals=1)


def of(over: int, under: int, value: str | Decimal, period: Period = Q2) -> Figure:
    return figure(value, period, numerator=Decimal(over), denominator=Decimal(under))


@pytest.mark.parametrize(
    ("known", "held", "goal", "said"),
    [
        ({}, of(33, 754, "4.4"), "6.6", "17 more people"),
        ({}, of(49, 754, "6.5"), "6.6", "1 more person"),
        ({}, of(50, 754, "6.6"), "6.6", ""),
        ({}, of(0, 200, "0.0"), "1", "2 more people"),
        ({"polarity": LOWER}, of(33, 754, "4.4"), "4.0", "3 fewer people"),
        ({"polarity": LOWER}, of(1, 200, "0.5"), "0", "1 fewer person"),
        ({"unit": Unit.PER_100K, "polarity": LOWER}, of(50, 100_000, "50.0"), "40", "10 fewer people"),
        ({"unit_label": "reviews"}, of(33, 754, "4.4"), "6.6", "17 more reviews"),
        ({}, of(1000, 20_000, "5.0"), "10", "990 more people"),
    ],
)
def test_the_gap_is_said_in_people(known: dict[str, Any], held: Figure, goal: str, said: str) -> None:
    assert to_target(case(replace(EMPLOYED, **known), Q2, held, targets=[target(goal)])) == said


@pytest.mark.parametrize(
    ("known", "held", "wanted"),
    [
        ({}, figure("4.4"), target("6.6")),
        ({}, figure("4.4", numerator=Decimal(33)), target("6.6")),
        ({}, of(33, 0, "4.4"), target("6.6")),
        ({}, of(33, 754, "4.4"), None),
        ({}, of(33, 754, "4.4"), target(kind=TargetKind.RANGE, low=6, high=7)),
        ({"unit": Unit.COUNT}, of(33, 754, "4.4"), target("6.6")),
        ({"polarity": Polarity.NEARER}, of(33, 754, "4.4"), target("6.6")),
        ({"basis": Basis.CUMULATIVE, "unit": Unit.PER_100K}, of(33, 754_000, "4.4"), target("6.6")),
        ({}, of(75, 100, "66.0"), target(70)),
    ],
    ids=["no parts", "no denominator", "none of", "no target", "range", "count", "nearer", "half a year", "disagree"],
)
def test_no_gap_is_said_where_it_is_not_known(known: dict[str, Any], held: Figure, wanted: Target | None) -> None:
    assert to_target(case(replace(EMPLOYED, **known), Q2, held, targets=[wanted] if wanted else [])) == ""


@given(
    over=st.integers(0, 5000), under=st.integers(1, 5000), goal=st.decimals(0, 120, places=2),
    polarity=st.sampled_from([HIGHER, LOWER]), unit=st.sampled_from([Unit.PERCENT, Unit.PER_100K]),
    decimals=st.integers(0, 4),
)  # fmt: skip
def test_so_many_people_more_meet_the_target_as_shown_and_one_fewer_do_not(
    over: int, under: int, goal: Decimal, polarity: Polarity, unit: Unit, decimals: int
) -> None:
    goal = goal * PER[unit] / 100

    def made(people: int) -> Decimal:
        return as_shown(Decimal(people) * PER[unit] / under, decimals)

    aim, held = as_shown(goal, decimals), measure(unit=unit, polarity=polarity, decimals=decimals)
    said = to_target(case(held, Q2, of(over, under, made(over)), targets=[target(goal)]))
    if met(polarity, made(over), aim):
        assert said == ""
        return
    gap = int(said.split()[0].replace(",", ""))
    sign = 1 if polarity is HIGHER else -1
    assert said.split()[1] == ("more" if polarity is HIGHER else "fewer")
    assert met(polarity, made(over + sign * gap), aim)
    assert not met(polarity, made(over + sign * (gap - 1)), aim)


def test_a_change_is_split_into_what_its_numerator_and_its_denominator_did() -> None:
    """The example of the issue: 33 of 721 became 33 of 754, and no person was lost."""
    held = row(EMPLOYED, Q2, of(33, 754, "4.4"), of(33, 721, "4.6", Q1))
    assert held.effects == (
        "From 33/721 in Quarter 1 2023/24 to 33/754: −0.20 percentage points, "
        "0.00 through the numerator and −0.20 through the denominator."
    )
    split = effects(EMPLOYED, of(33, 754, "4.4"), of(33, 721, "4.6", Q1))
    assert split is not None
    assert (split.of_numerator, split.change) == (Decimal(0), split.of_denominator)


def test_nothing_is_split_where_nothing_changed_or_the_parts_are_not_known() -> None:
    same = of(33, 754, "4.4")
    assert effects_words(EMPLOYED, same, of(33, 754, "4.4", Q1)) == ""
    assert effects_words(EMPLOYED, same, figure("4.6", Q1)) == ""
    assert effects_words(replace(EMPLOYED, unit=Unit.COUNT), same, of(33, 721, "4.6", Q1)) == ""


@given(st.tuples(*[st.integers(0, 900)] * 2), st.tuples(*[st.integers(1, 900)] * 2), st.integers(0, 3))
def test_the_two_effects_make_the_whole_change(over: Any, under: Any, decimals: int) -> None:
    held = measure(decimals=decimals)
    now, then = (
        of(a, b, as_shown(Decimal(a * 100) / b, decimals), when)
        for a, b, when in zip(over, under, (Q2, Q1), strict=True)
    )
    split = effects(held, now, then)
    assert split is not None
    assert abs(split.change - split.of_numerator - split.of_denominator) < Decimal("1e-20")
    words = effects_words(held, now, then)
    assume(words)
    numbers = [
        Decimal(each.split()[0].replace("−", "-"))
        for each in (words.split(": ")[1], words.split(", ")[1], words.rsplit("and ", 1)[1])
    ]
    assert numbers[0] == numbers[1] + numbers[2]


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Proportion of adults with a learning disability in paid employment", "17 more people"),
        ("Percentage of reviews of long-term service users completed", "17 more reviews"),
        ("Home care visits made on time", "17 more visits"),
        ("Client contributions collected", "17 more"),
    ],
)
def test_only_what_the_title_counts_is_called_so(title: str, words: str) -> None:
    found = row(measure(title=title, decimals=1), Q2, of(33, 754, "4.4"), targets=[target("6.6")])
    assert found.to_target == words


def test_the_gap_to_the_years_target_is_not_shown_beside_a_rating_on_the_plan() -> None:
    planned = measure(rule=Rule.PROFILE, decimals=1)
    wanted = target("80", profile=tuple(map(Decimal, (70, 70, 75, 80))))
    found = row(planned, Q2, of(72, 100, "72"), targets=[wanted])
    assert (found.rating, found.to_target) == (Rating.GREEN, "")


@pytest.mark.parametrize("basis", [Basis.CUMULATIVE, Basis.CUMULATIVE_AVERAGE])
def test_a_change_is_not_split_where_one_figure_holds_the_other(basis: Basis) -> None:
    share = measure(basis=basis, decimals=1)
    now = of(110, 120, "91.7")
    assert effects(share, now, of(50, 60, "83.3", Q1)) is None
    assert effects(share, now, of(50, 60, "83.3", Q2.same_last_year())) is not None


def test_a_change_is_not_split_between_a_quarter_and_a_year_that_counted_many_more() -> None:
    year = of(4427, 31144, "14.2", Period.year(2022))
    assert effects(measure(decimals=1), of(1771, 8055, "22.0"), year) is None
