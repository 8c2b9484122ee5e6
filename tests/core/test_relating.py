from decimal import Decimal

from ascdesk.defining.relations import read_relation
from ascdesk.identity import figure_id
from ascdesk.model import EntityId, Figure, Measure
from ascdesk.periods import Period
from ascdesk.relating import related

Q1, Q2, Q3 = (Period.quarter(2025, number) for number in (1, 2, 3))
MEASURES = tuple(
    Measure(id=EntityId(code), framework="Plan", code=code, title=f"Measure {code}") for code in ("A1", "B1")
)


def figure(code: str, period: Period, value: str) -> Figure:
    return Figure(id=figure_id(EntityId(code), period), measure=EntityId(code), period=period, value=Decimal(value))


def test_a_rule_holds_is_broken_or_wants_figures_period_by_period() -> None:
    figures = [figure("A1", Q1, "4"), figure("B1", Q1, "5"), figure("A1", Q2, "7"), figure("B1", Q2, "5"),
               figure("A1", Q3, "1")]  # fmt: skip
    rule = read_relation("A1 <= B1", "Plan", MEASURES)
    (found,) = related([rule], MEASURES, figures, (Q1, Q2, Q3))
    assert [each.holds for each in found.standings] == [True, False, None]
    assert "A1 (7) is to be at most B1 (5), but is 2 more" in found.standings[1].why


def test_a_rule_of_a_measure_that_is_gone_stands_nowhere() -> None:
    rule = read_relation("A1 <= B1", "Plan", MEASURES)
    (found,) = related([rule], MEASURES[:1], [], (Q1,))
    assert found.standings == ()


def test_a_plain_number_needs_no_figure() -> None:
    rule = read_relation("A1 <= 100", "Plan", MEASURES)
    (found,) = related([rule], MEASURES, [figure("A1", Q1, "4")], (Q1, Q2))
    assert [each.holds for each in found.standings] == [True, None]
