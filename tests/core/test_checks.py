from dataclasses import replace
from decimal import Decimal

import pytest

from ascdesk.checks import oddities
from ascdesk.identity import figure_id, measure_id
from ascdesk.model import Figure, Marker, Measure, Unit
from ascdesk.periods import Period

Q1, Q2 = Period.quarter(2023, 1), Period.quarter(2023, 2)
SHARE = Measure(id=measure_id("K", "1", "Share"), framework="K", code="1", title="Share", unit=Unit.PERCENT, decimals=1)


def figure(value: str | None, of: tuple[int, int] | None = None, period: Period = Q2) -> Figure:
    numerator, denominator = (Decimal(each) for each in of) if of else (None, None)
    return Figure(
        id=figure_id(SHARE.id, period), measure=SHARE.id, period=period,
        value=None if value is None else Decimal(value),
        numerator=numerator, denominator=denominator,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "of", "decimals", "said"),
    [
        ("86.2", (50, 58), 1, []),
        ("99.7", (3689, 3698), 1, []),  # printed truncated, as some reports do (N83)
        ("86", (50, 58), 0, []),
        ("84", (50, 58), 0, ["84% is printed, but 50 of 58 is 86%."]),
        ("85.9", (50, 58), 1, ["85.9% is printed, but 50 of 58 is 86.2%."]),
        ("112.0", None, 1, ["112.0% is outside 0% to 100%."]),
        (None, (5, 8), 1, []),
    ],
)
def test_a_percentage_is_laid_beside_its_fraction(
    value: str | None, of: tuple[int, int] | None, decimals: int, said: list[str]
) -> None:
    assert list(oddities(replace(SHARE, decimals=decimals), figure(value, of), ())) == said


def test_a_jump_is_named_beside_the_last_figure() -> None:
    before = (figure("9.0", period=Q1),)
    assert list(oddities(SHARE, figure("30.0"), before)) == ["30.0% is 3 times the last figure, 9.0%."]
    assert list(oddities(SHARE, figure("26.0"), before)) == []
    assert list(oddities(SHARE, figure("30.0"), (figure("0.0", period=Q1),))) == []


def test_counts_are_whole_and_not_below_zero() -> None:
    count = replace(SHARE, unit=Unit.COUNT, decimals=0)
    assert list(oddities(count, figure("-3"), ())) == ["-3 is below 0."]
    assert list(oddities(count, figure("3.5"), ())) == ["3.5 is no whole number, and the measure is a count."]
    assert list(oddities(count, replace(figure(None), marker=Marker.NOT_AVAILABLE), ())) == []
