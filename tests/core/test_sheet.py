from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ascdesk.checking.values import Check
from ascdesk.entering import Field, said
from ascdesk.model import EntityId, Explanation, Figure, Unit
from ascdesk.periods import Period
from ascdesk.scorecard import Row, Scorecard
from ascdesk.sheet import Line, concerns, noted, sheet_lines, with_lines
from tests.core.test_scorecard import card
from tests.data.judged import Q2, figure, measure, placed, section

Q1 = Q2.previous()
CARE = measure("ASCH8", title="Care needs assessments", unit=Unit.COUNT, series=("Incoming", "Completed"))
PAID = measure("1I", parts=("Users", "Carers"))


def lines(found: Scorecard, *figures: Figure) -> tuple[Line, ...]:
    return sheet_lines(found.rows, figures)


def of(series: str = "", dimension: str = "", category: str = "", period: Period = Q2, value: int = 5) -> Figure:
    known: dict[str, Any] = {"series": series, "dimension": dimension, "category": category}
    return replace(figure(value, period, CARE), id=EntityId(f"{series}{dimension}{category}{period}"), **known)


def row_of(*figures: Figure) -> Row:
    return card([CARE], figures=list(figures)).rows[0]


def test_series_and_categories_stand_under_their_row() -> None:
    found = lines(
        card([CARE]), of(), of("Completed"), of(dimension="Age", category="65+"), of(dimension="Age", category="18-64"),
        of("Completed", "Age", "65+", Q1), of("Unheard of"),
    )  # fmt: skip
    assert [(each.series, each.category) for each in found] == [
        ("", ""), ("", "18-64"), ("", "65+"), ("Incoming", ""), ("Completed", ""), ("Completed", "65+"),
        ("Unheard of", ""),
    ]  # fmt: skip
    assert [each.main for each in found] == [True] + [False] * 6


def test_every_part_has_a_line_although_nothing_is_held() -> None:
    found = lines(card([PAID]))
    assert [each.row.part for each in found] == ["Users", "Carers"]
    assert found[0].figures == {}


def test_figures_stand_on_the_line_of_their_part() -> None:
    users, carers = (figure(value, of=PAID, part=part) for value, part in ((7, "Users"), (9, "Carers")))
    found = lines(card([PAID]), users, carers)
    assert [each.figures[Q2].value for each in found] == [7, 9]


def test_a_measure_in_two_sections_has_a_line_in_each() -> None:
    here, there = section("Living well"), section("Ageing well", 1)
    where = [placed(here, CARE), placed(there, CARE)]
    found = lines(card([CARE], sections=(here, there), placements=where), of(period=Q1))
    mains = [each for each in found if each.main]
    assert [each.row.section for each in mains] == [here, there]
    assert len({each.key for each in found}) == len(found)
    assert all(each.figures[Q1].value == 5 for each in mains)


def test_typing_on_a_line_means_its_own_figure() -> None:
    line = lines(card([CARE]), of("Completed", "Age", "65+"))[-1]
    entry = line.entry(Q1, "12", Field.NUMERATOR)
    assert (entry.series, entry.dimension, entry.category) == ("Completed", "Age", "65+")
    assert (entry.measure, entry.period, entry.typed, entry.field) == (CARE, Q1, "12", Field.NUMERATOR)


def test_touched_lines_take_the_place_of_what_they_were() -> None:
    before = lines(card([CARE, PAID]), of(value=5))
    after = with_lines(before, sheet_lines([row_of()], [of(value=6)]), {CARE.id})
    assert after
    assert [each.figures[Q2].value for each in after if Q2 in each.figures] == [6]
    assert [each.key for each in after] == [each.key for each in before]


def test_another_category_makes_other_lines() -> None:
    before = lines(card([CARE]), of())
    assert with_lines(before, sheet_lines([row_of()], [of(), of(dimension="Age", category="65+")]), {CARE.id}) is None
    assert with_lines(before, (), {CARE.id}) is None


def test_an_odd_figure_is_told_on_its_own_line() -> None:
    held = [figure(1466, Q1, CARE), figure(4510, Q2, CARE)]
    (main, *_) = lines(card([CARE], figures=held), *held)
    (odd,) = concerns(main, Q2)
    assert (odd.check, odd.text) == (
        "far from its history", "4,510 is 3.1 times the highest before it (1,466 over 1 quarter).",
    )  # fmt: skip
    assert odd.open
    assert concerns(main, Q1) == ()
    series = lines(card([CARE]), of("Completed", period=Q1, value=10), of("Completed", value=90))[-1]
    assert [each.text for each in concerns(series, Q2)] == [
        "90 is 9.0 times the highest before it (10 over 1 quarter)."
    ]


def test_an_explanation_counts_until_the_figure_says_something_else() -> None:
    held = [figure(1466, Q1, CARE), figure(4510, Q2, CARE)]
    told = Explanation(
        id=EntityId("why"), measure=CARE.id, period=Q2, check=Check.HISTORY, said=said(held[1]), reason="A new team",
        person="Ann",
    )  # fmt: skip
    (main, *_) = sheet_lines(card([CARE], figures=held).rows, held, [told])
    assert [(each.open, each.explanation) for each in concerns(main, Q2)] == [(False, told)]
    changed = [held[0], replace(held[1], value=Decimal(4600))]
    (main, *_) = sheet_lines(card([CARE], figures=changed).rows, changed, [told])
    assert [each.open for each in concerns(main, Q2)] == [True]
    other = replace(told, check=Check.SLIP)
    (main, *_) = sheet_lines(card([CARE], figures=held).rows, held, [other])
    assert [each.open for each in concerns(main, Q2)] == [True]


def test_series_that_add_up_are_held_to_it() -> None:
    def quarter(period: Period, whole: int, one: int, two: int) -> list[Figure]:
        return [of(period=period, value=whole), of("Incoming", period=period, value=one),
                of("Completed", period=period, value=two)]  # fmt: skip

    held = [*quarter(Q1.previous(), 100, 60, 40), *quarter(Q1, 104, 61, 43), *quarter(Q2, 103, 62, 14)]
    (main, *others) = lines(card([CARE], figures=[each for each in held if not each.series]), *held)
    assert [each.check for each in concerns(main, Q2)] == ["parts do not add up"]
    assert concerns(main, Q1) == ()
    assert all("parts do not add up" not in [one.check for one in concerns(each, Q2)] for each in others)


@pytest.mark.parametrize(("note", "says"), [("", False), (" * ", False), ("Late input", True)])
def test_a_bare_star_is_no_note(note: str, says: bool) -> None:
    assert noted(figure(Decimal(5), note=note)) is says
    assert not noted(None)
