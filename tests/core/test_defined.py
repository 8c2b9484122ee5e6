"""How a measure is defined in a period, in which periods it is reported, and which target holds."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.defined import as_defined, breaks, first_after, in_force, judged_as, reported, require_reported
from ascdesk.errors import UserError
from ascdesk.identity import target_id
from ascdesk.model import Definition, Measure, Target, TargetKind, Unit
from ascdesk.periods import Period, PeriodKind
from ascdesk.year import redefined
from tests.data.judged import figure, measure

YEAR = Period.year(2018)
Q1, Q2, Q3 = (Period.quarter(2018, number) for number in (1, 2, 3))


def _definitions(of: Measure, *starts: Period, comparable: bool = True) -> tuple[Measure, list[Definition]]:
    held: list[Definition] = []
    for number, start in enumerate(starts):
        before, of = redefined(of, replace(of, code=f"N{number}"), start, comparable, "Renumbered", held)
        held = [*(each for each in held if each.id != before.id), before]
    return of, held


_KINDS = st.sampled_from([PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR])
_CHANGES = st.lists(
    st.tuples(
        st.integers(0, 11), _KINDS, st.sampled_from(list(Unit)), st.text("ABC", min_size=1, max_size=3), st.booleans()
    ),
    max_size=6,
)


@given(_CHANGES)
def test_whatever_is_changed_from_a_period_on_leaves_every_earlier_one_as_it_was(
    changes: list[tuple[int, PeriodKind, Unit, str, bool]],
) -> None:
    now, held = measure(), list[Definition]()
    for month, kind, unit, code, comparable in sorted(changes, key=lambda each: each[0]):
        start = Period.month(2018, 4).shift(month).within(kind)
        then = [Period.month(2017, 4).shift(back) for back in range(36)]
        before = {period: as_defined(now, held, period) for period in then if period.last <= start.last - start.months}
        try:
            made, after = redefined(now, replace(now, unit=unit, code=code), start, comparable, "", held)
        except UserError:
            continue
        held = [*(each for each in held if each.id != made.id), made]
        now = after
        assert {period: as_defined(now, held, period) for period in before} == before
        assert as_defined(now, held, start).code == code


def test_of_two_changes_each_period_has_its_own_code() -> None:
    now, held = _definitions(measure("1A"), YEAR, Q3)
    periods = (Period.year(2017), Period.quarter(2017, 4), Q1, Q2, Q3, YEAR, Period.year(2019))
    assert [as_defined(now, held, each).code for each in periods] == ["1A", "1A", "N0", "N0", "N1", "N1", "N1"]


def test_a_second_change_from_the_same_period_keeps_what_was_before() -> None:
    now, held = _definitions(measure("1A"), YEAR, Q1)
    assert len(held) == 1
    assert (held[0].code, now.code) == ("1A", "N1")


def test_a_change_from_before_an_earlier_one_is_refused() -> None:
    now, held = _definitions(measure("1A"), Q3)
    with pytest.raises(UserError, match="N0 was defined anew after Quarter 2 2018/19 already"):
        redefined(now, replace(now, code="X"), Q1, True, "", held)


def test_a_last_result_keeps_its_unit_under_the_name_of_now() -> None:
    of = measure("1A", unit=Unit.PERCENT)
    before, now = redefined(of, replace(of, code="2B", unit=Unit.PER_100K), YEAR, False, "")
    shown = judged_as(now, [before], Period.year(2017))
    assert (shown.code, shown.unit) == ("2B", Unit.PERCENT)
    assert judged_as(now, [before], Q1) is now


def test_a_measure_is_reported_from_its_first_to_its_last_period() -> None:
    of = replace(measure("K1"), first=Q2, last=YEAR, retired_because="No longer collected.")
    assert [reported(of, each) for each in (Period.year(2017), Q1, Q2, YEAR, Period.quarter(2019, 1))] == [
        False, False, True, True, False,
    ]  # fmt: skip
    with pytest.raises(UserError, match=r"K1 is reported from Quarter 2 2018/19 on\. It takes nothing for Quarter 1"):
        require_reported(of, Q1)
    with pytest.raises(
        UserError, match=r"K1 was retired after 2018/19: No longer collected\. It takes nothing for 2019"
    ):
        require_reported(of, Period.year(2019))


def test_the_target_that_started_last_holds() -> None:
    def aim(value: int, start: Period | None = None) -> Target:
        key = target_id(measure().id, YEAR, start=start)
        return Target(
            id=key, measure=measure().id, year=YEAR, kind=TargetKind.NUMBER, value=Decimal(value), start=start
        )

    aims = [aim(80), aim(85, Period.month(2018, 10)), aim(90, Period.month(2019, 2))]
    held = {str(each): in_force(aims, each) for each in (Q1, Q2, Q3, Period.month(2019, 1), YEAR)}
    assert {name: found.value for name, found in held.items() if found} == {
        "2018-19 Q1": 80, "2018-19 Q2": 80, "2018-19 Q3": 85, "2019-01": 85, "2018-19": 90,
    }  # fmt: skip
    assert in_force(aims[1:], Q2) is None


def test_the_first_figure_after_a_break_is_of_each_length_of_period() -> None:
    _, held = _definitions(measure(), YEAR, comparable=False)
    run = [figure(1, Period.quarter(2017, 4)), figure(None, Q1), figure(2, Q2), figure(3, Q3), figure(4, YEAR)]
    assert first_after(run, breaks(held)) == {run[2].id, run[4].id}
