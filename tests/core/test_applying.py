from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.defining.applying import applying
from ascdesk.defining.measures import RULE_FIELDS
from ascdesk.model import Base, Basis, Course, Measure, Polarity, Rule, Significance, TargetKind, ToleranceUnit, Unit
from ascdesk.periods import Period
from tests.data.judged import Q2, figure, measure, rate, target, travel

PAST = [Q2.shift(-back) for back in range(14)]


@pytest.mark.parametrize(
    ("known", "there", "away"),
    [
        ({}, {"tolerance", "same_within", "significance"}, {"course", "baseline", "unrated_because"}),
        ({"rule": Rule.TARGET, "basis": Basis.CUMULATIVE}, {"tolerance", "course"}, {"unrated_because"}),
        ({"rule": Rule.FORECAST}, {"tolerance", "course"}, {"unrated_because"}),
        ({"rule": Rule.FORECAST, "basis": Basis.SNAPSHOT}, {"tolerance"}, {"course"}),
        ({"rule": Rule.PROFILE, "basis": Basis.SNAPSHOT}, {"tolerance", "course"}, {"unrated_because"}),
        ({"rule": Rule.EXPECTED}, {"polarity"}, {"tolerance", "course", "unrated_because"}),
        ({"rule": Rule.DIRECTION}, {"same_within"}, {"tolerance", "course", "unrated_because"}),
        ({"rule": Rule.NONE}, {"unrated_because"}, {"tolerance", "course"}),
        ({"direction_base": Base.BASELINE}, {"baseline", "same_within"}, set()),
        ({"direction_base": Base.TREND}, {"direction_base"}, {"baseline", "same_within", "significance"}),
        ({"parts": ("Statutory", "Local")}, {"parts_count_once"}, set()),
        ({"parts": ("Local",)}, set(), {"parts_count_once"}),
    ],
)
def test_only_what_bears_on_the_judgement_is_asked_for(known: dict, there: set, away: set) -> None:
    found = applying(measure(**known))
    assert there <= found
    assert not away & found
    assert {"rule", "polarity", "direction_base"} <= found <= RULE_FIELDS


OTHERS: dict[str, Any] = {
    "tolerance": Decimal(3), "tolerance_unit": ToleranceUnit.PERCENT, "course": Course.UNKNOWN,
    "unrated_because": "A new definition.", "parts_count_once": True, "baseline": Period.year(2021),
    "same_within": Decimal(50), "significance": Significance.SIGNALS,
}  # fmt: skip


@given(
    rule=st.sampled_from(Rule), basis=st.sampled_from(Basis), base=st.sampled_from(Base), unit=st.sampled_from(Unit),
    polarity=st.sampled_from(Polarity), values=st.lists(st.integers(0, 99), min_size=1, max_size=14),
    kind=st.sampled_from([TargetKind.NUMBER, TargetKind.RANGE, TargetKind.REDUCE, TargetKind.MAINTAIN]),
)  # fmt: skip
def test_what_is_not_asked_for_changes_no_judgement(
    rule: Rule, basis: Basis, base: Base, unit: Unit, polarity: Polarity, values: Sequence[int], kind: TargetKind
) -> None:
    plain = measure(rule=rule, basis=basis, direction_base=base, unit=unit, polarity=polarity)
    asked = applying(plain) | ({"tolerance_unit"} if "tolerance" in applying(plain) else set())
    other = replace(plain, **{key: value for key, value in OTHERS.items() if key not in asked})

    def judged(of: Measure) -> tuple[object, ...]:
        figures = [figure(value, period) for value, period in zip(values, PAST, strict=False)]
        wanted = target(60, kind=kind, low=55, high=65)
        return rate(of, Q2, figures[0], wanted, *figures[1:]), travel(of, Q2, figures[0], *figures[1:])

    assert judged(other) == judged(plain)
