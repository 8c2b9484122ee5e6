"""Across a change of definition nothing is compared: no direction, base, shape, test, run or line; and that is said."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from ascdesk.commenting import drawn_figures
from ascdesk.identity import comparator_id
from ascdesk.judging.direction import travel
from ascdesk.judging.forecast import forecast
from ascdesk.judging.rating import rate
from ascdesk.judging.values import Case
from ascdesk.model import (
    Base,
    Basis,
    Comparator,
    Course,
    Direction,
    Figure,
    Flag,
    Frequency,
    Measure,
    Movement,
    Polarity,
    Publication,
    Rating,
    Rule,
    Significance,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period, PeriodKind
from ascdesk.reports.trends import find_trends
from ascdesk.scorecard import Row
from ascdesk.workspace import Workspace
from db.store import create
from tests.data.judged import Q2, YEAR, case, figure, measure, target

Q1, LAST, OUTTURN = Q2.previous(), Q2.same_last_year(), YEAR.previous()
CHANGED = "The definition changed after 2022/23, so it cannot be compared with what was before."
MARKED = "The figure for Quarter 2 2023/24 is marked as a break, so it cannot be compared with what was before."


def broken(of: Measure, *figures: Figure, period: Period = Q2, **known: Any) -> Case:
    """Return what a row is judged from whose definition changed after 2022/23."""
    return replace(case(of, period, *figures, **known), breaks=(OUTTURN,))


def test_a_direction_across_a_change_of_definition_is_none() -> None:
    of = measure(direction_base=Base.LAST_YEAR)
    figures = figure(66), figure(60, LAST)
    assert travel(case(of, Q2, *figures)).direction is Direction.BETTER
    found = travel(broken(of, *figures))
    assert (found.movement, found.direction, found.reason) == (Movement.NONE, Direction.NONE, CHANGED)


def test_a_direction_since_the_change_is_told() -> None:
    assert travel(broken(measure(), figure(66), figure(60, Q1))).direction is Direction.BETTER


def test_a_figure_marked_as_a_break_compares_with_nothing_before() -> None:
    found = travel(case(measure(), Q2, figure(66, flags=(Flag.BREAK,)), figure(60, Q1)))
    assert (found.movement, found.reason) == (Movement.NONE, MARKED)


def test_a_break_between_a_figure_and_its_base_is_seen() -> None:
    of = measure(direction_base=Base.LAST_YEAR)
    marked = replace(case(of, Q2, figure(66), figure(60, LAST)), marked=(Q1,))
    assert travel(marked).reason.startswith("The figure for Quarter 1 2023/24 is marked as a break, so it cannot")
    before = replace(case(of, Q2, figure(66), figure(60, LAST)), marked=(LAST,))
    assert travel(before).direction is Direction.BETTER


def test_nearness_to_the_target_is_not_compared_across_a_change() -> None:
    of = measure(direction_base=Base.TARGET)
    assert travel(broken(of, figure(66, Q1), figure(60, Q1.previous()), period=Q1)).reason == CHANGED


def test_to_reduce_is_not_measured_from_before_the_change() -> None:
    of = measure(polarity=Polarity.LOWER, basis=Basis.SNAPSHOT)
    aim = target(kind=TargetKind.REDUCE)
    figures = figure(40), figure(50, OUTTURN)
    assert rate(case(of, Q2, *figures, targets=[aim])).rating is Rating.GREEN
    found = rate(broken(of, *figures, targets=[aim]))
    assert (found.rating, found.reason) == (Rating.NONE, f"The target is to reduce. {CHANGED}")


def test_last_years_shape_says_nothing_of_a_year_that_is_counted_otherwise() -> None:
    of = measure(unit=Unit.COUNT, basis=Basis.CUMULATIVE, course=Course.LAST_YEAR)
    figures = figure(30), figure(20, LAST), figure(50, OUTTURN)
    assert forecast(case(of, Q2, *figures)).value == 75
    found = forecast(broken(of, *figures))
    assert (found.value, found.reason) == (None, f"{CHANGED} Last year’s shape says nothing.")


def test_a_plan_is_not_drawn_from_an_outturn_of_before_the_change() -> None:
    of = measure(rule=Rule.PROFILE, basis=Basis.SNAPSHOT)
    figures = figure(70), figure(60, OUTTURN)
    assert rate(case(of, Q2, *figures, targets=[target(80)])).rating is Rating.GREEN
    found = rate(broken(of, *figures, targets=[target(80)]))
    said = f"{CHANGED} No straight line to the target can be drawn from it."
    assert (found.rating, found.reason) == (Rating.NONE, said)
    shaped = rate(broken(replace(of, course=Course.LAST_YEAR), *figures, targets=[target(80)]))
    assert shaped.reason == f"{CHANGED} Last year’s shape says nothing."


def test_quarters_of_two_definitions_are_not_added_up() -> None:
    of = measure(unit=Unit.COUNT, rule=Rule.FORECAST)
    figures = figure(30), figure(20, Q1)
    assert forecast(case(of, Q2, *figures)).value == 100
    found = forecast(replace(case(of, Q2, *figures), breaks=(Q1,)))
    assert found.value is None
    assert found.reason.startswith("The definition changed after Quarter 1 2023/24")


def test_two_proportions_are_not_tested_across_a_change() -> None:
    of = measure(significance=Significance.PROPORTIONS, direction_base=Base.LAST_YEAR)
    figures = [figure(value, when, numerator=Decimal(value), denominator=Decimal(100)) for value, when in (
        (66, Q2), (40, LAST),
    )]  # fmt: skip
    assert travel(case(of, Q2, *figures)).significant
    found = travel(broken(of, *figures))
    assert (found.significant, found.significance_reason) == (None, CHANGED)


def test_a_trend_begins_anew_after_a_change() -> None:
    of = measure(direction_base=Base.TREND)
    run = [figure(80 - 2 * back, Q2.shift(-back)) for back in range(8)]
    assert travel(case(of, Q2, *run)).direction is Direction.BETTER
    found = travel(broken(of, *run))
    assert found.direction is Direction.NONE
    assert found.reason == "There are 2 figures without a gap or break up to Quarter 2 2023/24, and a trend takes 5."


def test_an_expected_range_is_not_made_of_what_was_counted_otherwise() -> None:
    of = measure(rule=Rule.EXPECTED, unit=Unit.COUNT)
    run = [figure(80 + back % 3, Q2.shift(-back)) for back in range(13)]
    assert "is within the range" in rate(case(of, Q2, *run)).reason
    assert rate(broken(of, *run)).reason.startswith("There are 2 figures without a gap or break")


# In a file

K1 = measure(
    "K1", unit=Unit.PERCENT, frequency=Frequency.QUARTERLY, direction_base=Base.LAST_YEAR, aim="", decimals=1
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A file with ten quarters of a measure, and England in two years."""
    with Workspace(create(tmp_path / "Breaks.ascdesk", author="Ann"), "Ann") as made:
        run = [figure(60 + back, Q2.shift(-back), K1) for back in range(10)]
        england = [
            Comparator(
                id=comparator_id(K1.id, "England", each), measure=K1.id, name="England", year=each, value=Decimal(70)
            )
            for each in (OUTTURN, YEAR)
        ]
        made.save([K1, *run, *england], "Set up")
        yield made


def _row(workspace: Workspace, period: Period = Q2) -> Row:
    (row,) = workspace.rows(workspace.measure("K1", period), period)
    return row


def _redefine(workspace: Workspace, comparable: bool = False, **fields: Any) -> None:
    now = replace(K1, **(fields or {"title": "People seen within a week"}))
    workspace.redefine(K1, now, YEAR, comparable, "Counted in weeks")


def test_only_figures_since_the_change_are_drawn_and_compared(workspace: Workspace) -> None:
    before = _row(workspace)
    assert len(find_trends(workspace.scorecard(Q2))) == 1
    _redefine(workspace)
    row = _row(workspace)
    assert (row.travel.direction, _row(workspace, Q1).display) == (Direction.NONE, "61.0% [b]")
    assert [str(each.period) for each in row.comparable] == ["2023-24 Q1"]
    assert (len(drawn_figures(before)), len(drawn_figures(row))) == (10, 0)
    assert find_trends(workspace.scorecard(Q2)) == ()
    assert (before.effects, row.effects) == ("", "")


def test_a_change_that_compares_breaks_nothing(workspace: Workspace) -> None:
    before = _row(workspace)
    _redefine(workspace, comparable=True)
    row = _row(workspace)
    assert (row.travel, row.display, len(row.comparable)) == (before.travel, "60.0%", len(before.before))


def test_england_by_the_definition_of_before_stands_beside_no_figure_of_now(workspace: Workspace) -> None:
    assert [each.year for each in _row(workspace).comparators] == [YEAR]
    _redefine(workspace)
    assert [each.year for each in _row(workspace).comparators] == [YEAR]
    (england,) = (each for each in workspace.comparators(K1) if each.year == YEAR)
    workspace.remove([england], "Remove England")
    assert _row(workspace).comparators == ()
    assert [each.year for each in _row(workspace, LAST).comparators] == [OUTTURN]
    (chart,) = [workspace.chart(K1, kind=PeriodKind.QUARTER)]
    assert chart.comparators == ()


def test_a_chart_has_a_gap_and_a_mark_where_the_definition_changed(workspace: Workspace) -> None:
    _redefine(workspace)
    chart = workspace.chart(workspace.measure("K1"), kind=PeriodKind.QUARTER)
    at = chart.periods.index(Q1)
    assert [point.broken for point in chart.lines[0].points[at - 1 :]] == [False, True, False]
    assert [point.joined for point in chart.lines[0].points[at - 1 :]] == [True, False, True]
    assert "Break at Quarter 1 2023/24: the definition changed after 2022/23, counted in weeks." in chart.notes


def test_figures_of_another_unit_are_left_out_and_named(workspace: Workspace) -> None:
    _redefine(workspace, unit=Unit.COUNT, decimals=0)
    now, then = (workspace.chart(workspace.measure("K1", each), kind=PeriodKind.QUARTER) for each in (Q2, LAST))
    assert (now.periods[0], now.periods[-1]) == (Q1, Q2)
    assert then.periods[-1] == OUTTURN.parts(PeriodKind.QUARTER)[-1]
    assert then.measure.unit is Unit.PERCENT
    said = "Not drawn, because it was counted otherwise (percent): Quarter 1 2021/22 to Quarter 4 2022/23."
    assert now.notes[-1] == said


def test_earlier_figures_are_shown_in_their_own_unit(workspace: Workspace) -> None:
    _redefine(workspace, unit=Unit.COUNT, decimals=0)
    lines = {str(line.period): (line.unit.value, line.title) for line in workspace.contents(Q2).figures}
    assert (lines["2022-23 Q4"][0], lines["2023-24 Q1"][0]) == ("percent", "count")
    row = _row(workspace)
    assert [row.measure_at(each.period).unit.value for each in row.before][-2:] == ["percent", "count"]


def test_a_last_result_is_shown_and_judged_by_what_it_was(workspace: Workspace) -> None:
    of = measure("A1", unit=Unit.PERCENT, frequency=Frequency.ANNUAL, decimals=1, basis=Basis.SURVEY)
    workspace.save([of, figure("62.5", OUTTURN, of)], "Set up A1")
    workspace.redefine(of, replace(of, code="A2", unit=Unit.SCORE), YEAR, False, "Another survey")
    (row,) = workspace.rows(workspace.measure("A2"), Q2)
    assert (row.measure.code, row.display) == ("A2", "62.5%")
    assert [row.measure.code for row in workspace.rows(of, OUTTURN)] == ["A1"]


def test_what_was_published_late_keeps_the_rule_of_its_own_definition(workspace: Workspace) -> None:
    workspace.save([replace(K1, polarity=Polarity.LOWER, rule_version=2)], "Another rule")
    held = workspace.measure("K1")
    workspace.redefine(held, replace(held, polarity=Polarity.HIGHER, decimals=0), YEAR, False, "Turned round")
    at = workspace.steps(1)[0].at
    made = Publication(
        id=K1.id, report="scorecard", period=LAST, title="Q2", published_at=at, person="Ann", content_hash=""
    )
    workspace.save([made], "Publish")
    row = _row(workspace, LAST)
    assert (row.measure.polarity, row.measure.decimals, row.measure.rule_version) == (Polarity.LOWER, 1, 2)


def test_checks_compare_a_figure_with_none_from_before_the_change(workspace: Workspace) -> None:
    tenfold = workspace.set_figure(K1, Q1, "6.1%")
    odd = workspace.oddities(tenfold)
    _redefine(workspace)
    assert odd
    assert workspace.oddities(tenfold) == ()
