from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.charts.axes import axis_of
from ascdesk.charts.data import as_text, table_heads, table_rows
from ascdesk.charts.series import build, values_before
from ascdesk.charts.values import ALONE, Chart, Span, Split, SplitKind
from ascdesk.charts.words import point_words
from ascdesk.identity import comparator_id, figure_id, target_id
from ascdesk.model import (
    Basis,
    Comparator,
    Figure,
    Flag,
    Frequency,
    Marker,
    Measure,
    Polarity,
    Rating,
    Rule,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period, PeriodKind
from tests.data.judged import absent, measure, rate, target

Q = Period.quarter
M = measure()
START = Q(2022, 1)


def run(values: list[Any], start: Period = START, of: Measure = M, **known: Any) -> list[Figure]:
    """Return a figure for every value; None stands for a period that has none."""
    where = {key: known.get(key, "") for key in ("part", "series", "dimension", "category")}
    periods = [start.shift(step) for step in range(len(values))]
    return [
        Figure(
            id=figure_id(of.id, period, *where.values()), measure=of.id, period=period,
            value=Decimal(str(value)), **known,
        )
        for period, value in zip(periods, values, strict=True)
        if value is not None
    ]  # fmt: skip


def target_of(year: int, value: Any = None, **known: Any) -> Target:
    when = Period.year(year)
    return replace(target(value, **known), id=target_id(M.id, when), year=when)


def comparator(name: str, value: Any, year: int | None) -> Comparator:
    when = Period.year(year) if year else None
    number = None if value is None else Decimal(str(value))
    return Comparator(id=comparator_id(M.id, name, when), measure=M.id, name=name, year=when, value=number)


def values(chart: Chart, line: int = 0) -> list[float | None]:
    return [None if p.value is None else float(p.value) for p in chart.lines[line].points]


def joins(chart: Chart) -> list[bool]:
    return [point.joined for point in chart.lines[0].points]


def test_every_period_between_the_first_and_the_last_has_a_place_and_a_gap_joins_nothing() -> None:
    chart = build(M, "", run([60, None, 62, 63]))
    assert [str(period) for period in chart.periods] == ["2022-23 Q1", "2022-23 Q2", "2022-23 Q3", "2022-23 Q4"]
    assert values(chart) == [60, None, 62, 63]
    assert joins(chart) == [False, False, False, True]
    assert chart.lines[0].points[1].shown == "No figure"
    assert "Gaps: Quarter 2 2022/23 – no figure." in chart.notes


def test_a_marker_is_a_gap_that_says_why() -> None:
    none = absent(Marker.NOT_APPLICABLE, "No survey this year", Q(2022, 2))
    chart = build(M, "", [*run([60, None, 62]), none])
    point = chart.lines[0].points[1]
    assert (point.value, point.shown) == (None, "No survey this year")
    assert point_words(chart, chart.lines[0], 1)[:2] == ("Quarter 2 2022/23", "No survey this year")


def test_a_break_cuts_the_line_and_is_named_with_its_reason() -> None:
    figures = run([60, 61, 70])
    figures[2] = replace(figures[2], flags=(Flag.BREAK,), note="A new case system.")
    chart = build(M, "", figures)
    assert joins(chart) == [False, True, False]
    assert [point.broken for point in chart.lines[0].points] == [False, False, True]
    assert "Break at Quarter 3 2022/23: A new case system." in chart.notes


def test_provisional_points_are_hollow_and_the_notes_say_so() -> None:
    figures = run([60, 61])
    figures[1] = replace(figures[1], flags=(Flag.PROVISIONAL,))
    chart = build(M, "", figures)
    assert [point.provisional for point in chart.lines[0].points] == [False, True]
    assert chart.lines[0].points[1].shown == "61%"
    assert "Hollow points are provisional." in chart.notes


def test_figures_counted_from_april_begin_anew_every_year() -> None:
    counted = measure(basis=Basis.CUMULATIVE, unit=Unit.COUNT)
    chart = build(counted, "", run([10, 20, 30, 40, 12], of=counted))
    assert joins(chart) == [False, True, True, True, False]
    assert "Counted from April; every year begins anew." in chart.notes


def test_a_target_steps_where_it_changes_by_year() -> None:
    chart = build(M, "", run([60] * 6, Q(2022, 3)), [target_of(2022, 80, threshold=70), target_of(2023, 85)])
    (level,) = chart.targets
    assert level.spans == (Span(0, 1, Decimal(80)), Span(2, 5, Decimal(85)))
    assert level.words == "Target 85%"
    assert [level.at(place) for place in (1, 2)] == [80, 85]
    (floor,) = chart.thresholds
    assert floor.spans == (Span(0, 1, Decimal(70)),)
    assert floor.words == "Floor 70%, 22/23"


def test_where_lower_is_better_the_limit_is_an_upper_threshold() -> None:
    rate = measure(unit=Unit.PER_100K, polarity=Polarity.LOWER)
    chart = build(rate, "", run([580, 590], of=rate), [target_of(2022, 588, threshold=617)])
    assert [level.words for level in chart.levels] == ["Target 588", "Upper threshold 617"]
    assert "Rate per 100,000." in chart.notes


def test_a_running_total_meets_its_target_at_the_end_of_the_year_only() -> None:
    counted = measure(basis=Basis.CUMULATIVE, unit=Unit.COUNT)
    chart = build(counted, "", run([10, 20, 30, 40, 12], of=counted), [target_of(2022, 45), target_of(2023, 50)])
    assert chart.targets[0].spans == (Span(3, 3, Decimal(45)),)
    assert "The target of 50 is for the whole of 2023/24." in chart.notes


def test_the_plan_of_a_running_total_is_what_it_is_rated_against() -> None:
    counted = measure(basis=Basis.CUMULATIVE, unit=Unit.COUNT)
    wanted = target_of(2022, 45, profile=tuple(Decimal(each) for each in (10, 20, 30, 45)))
    chart = build(counted, "", run([10, 22, 30], of=counted), [wanted])
    (plan,) = chart.targets
    assert [plan.at(place) for place in range(3)] == [10, 20, 30]
    assert plan.words == "Plan 30"
    judged = rate(counted, Q(2022, 3), run([30], Q(2022, 3), of=counted)[0], wanted)
    assert judged.rating is Rating.GREEN
    assert "the plan for Quarter 3 2022/23 of 30" in judged.reason
    assert "The target of 45 is for the whole of 2022/23." in chart.notes
    whole = build(counted, "", run([10, 22, 30, 44], of=counted), [wanted])
    assert [level.words for level in whole.targets] == ["Target 45", "Plan 45"]
    assert whole.targets[0].spans == (Span(3, 3, Decimal(45)),)


@pytest.mark.parametrize("basis", [Basis.IN_PERIOD, Basis.SNAPSHOT, Basis.CUMULATIVE])
@pytest.mark.parametrize("rule", list(Rule))
def test_a_plan_that_the_rating_does_not_look_at_says_so(rule: Rule, basis: Basis) -> None:
    of = measure(rule=rule, basis=basis, unit=Unit.COUNT)
    wanted = target_of(2022, 45, profile=tuple(Decimal(each) for each in (10, 20, 30, 45)))
    plan = build(of, "", run([10, 22, 30], of=of), [wanted]).targets[-1]
    reason = rate(of, Q(2022, 3), run([30], Q(2022, 3), of=of)[0], wanted).reason
    assert plan.words == f"Plan 30{'' if 'the plan for Quarter 3' in reason else ', not used for the rating'}"


def test_a_range_has_two_ends_and_to_reduce_is_measured_from_its_base() -> None:
    ranged = build(M, "", run([60, 61]), [target_of(2022, kind=TargetKind.RANGE, low=50, high=65)])
    assert [level.words for level in ranged.targets] == ["Target from 50%", "Target to 65%"]
    figures = [*run([60, 61]), *run([58], Period.year(2021))]
    reduced = build(M, "", figures, [target_of(2022, kind=TargetKind.REDUCE)])
    assert [level.words for level in reduced.targets] == ["Below 58%"]
    assert reduced.targets[0].spans == (Span(0, 1, Decimal(58)),)


@pytest.mark.parametrize(
    ("known", "levels"),
    [
        # What adds up is compared with the same quarter of the year before, and never with a year.
        ({"unit": Unit.COUNT}, [None, None, None, None, 30, 31, 32, 33]),
        # A whole year's running total is compared with last year's.
        ({"unit": Unit.COUNT, "basis": Basis.CUMULATIVE}, [None, None, None, None, 30, 31, 32, 126]),
        # What stands on a day, or is a share, is compared with last year's outturn.
        ({"unit": Unit.COUNT, "basis": Basis.SNAPSHOT}, [None, None, None, None, 126, 126, 126, 126]),
        ({"unit": Unit.PERCENT}, [None, None, None, None, 126, 126, 126, 126]),
    ],
)
def test_a_target_to_increase_stands_where_the_rating_compares(known: dict[str, Any], levels: list[int | None]) -> None:
    of = measure(**known)
    figures = [*run([30, 31, 32, 33, 34, 30, 36, 37], of=of), *run([126], Period.year(2022), of=of)]
    aims = [target_of(year, kind=TargetKind.INCREASE) for year in (2022, 2023)]
    chart = build(of, "", figures, aims, kind=PeriodKind.QUARTER)
    drawn = [level.at(place) for level in chart.targets for place in range(8)]
    assert drawn == levels
    held = {each.period: each for each in figures}
    for place, period in enumerate(chart.periods):
        wanted = aims[place // 4]
        judged = rate(of, period, held[period], wanted, *held.values())
        assert (judged.rating is Rating.NONE) == (levels[place] is None)


def test_a_target_to_increase_is_drawn_at_what_its_own_base_was() -> None:
    of = measure(unit=Unit.COUNT)
    wanted = target_of(2023, kind=TargetKind.INCREASE, base=Q(2022, 2))
    (level,) = build(of, "", run([30, 31, 32, 33, 34, 30], of=of), [wanted]).targets
    assert level.spans == (Span(4, 5, Decimal(31)),)


def test_a_half_yearly_measure_opens_on_halves_and_has_no_gaps_in_quarters() -> None:
    half = measure(frequency=Frequency.HALF_YEARLY)
    halves = run([50, 51, 52, 53], Period.half(2022, 1), of=half)
    figures = [*halves, *run([50, None, 51, None, 52, None, 53], Q(2022, 2), of=half)]
    assert build(half, "", figures, usual=PeriodKind.QUARTER).kind is PeriodKind.HALF
    chart = build(half, "", figures, kind=PeriodKind.QUARTER, usual=PeriodKind.QUARTER)
    assert joins(chart) == [False, False, True, False, True, False, True]
    assert [point.expected for point in chart.lines[0].points] == [True, False] * 3 + [True]
    assert chart.lines[0].points[1].shown == "No figure is due"
    assert not any("no figure" in note for note in chart.notes)
    missing = build(half, "", [each for each in figures if each.period != Q(2022, 4)], kind=PeriodKind.QUARTER)
    assert joins(missing) == [False, False, False, False, False, False, True]
    assert "Gaps: Quarter 4 2022/23 – no figure." in missing.notes


def test_a_survey_of_every_other_year_is_one_line_unless_it_breaks() -> None:
    asked = measure(frequency=Frequency.BIENNIAL, basis=Basis.SURVEY)
    figures = run([7, None, 8, None, 9], Period.year(2018), of=asked)
    none = replace(absent(Marker.NOT_APPLICABLE, "No survey this year", Period.year(2019)), id=figures[0].id)
    figures[1] = replace(figures[1], flags=(Flag.BREAK,))
    chart = build(asked, "", [*figures, none], usual=PeriodKind.QUARTER)
    assert joins(chart) == [False, False, False, False, True]
    assert not any(note.startswith("Gaps") for note in chart.notes)
    unbroken = build(asked, "", [figures[0], none, replace(figures[1], flags=()), figures[2]])
    assert joins(unbroken) == [False, False, True, False, True]


def test_a_measure_whose_figures_stand_between_its_own_has_gaps_in_every_period() -> None:
    half = measure(frequency=Frequency.HALF_YEARLY)
    chart = build(half, "", run([50, 51, None, 52], of=half), usual=PeriodKind.QUARTER)
    assert joins(chart) == [False, True, False, False]
    assert "Gaps: Quarter 3 2022/23 – no figure." in chart.notes


def test_targets_of_a_category_or_another_part_stay_out() -> None:
    others = [replace(target_of(2022, 80), dimension="Division", category="North"), target_of(2022, 70, part="Carers")]
    assert build(M, "", run([60, 61]), others).levels == ()


def test_comparators_are_the_latest_of_each_name_with_their_year() -> None:
    beside = [
        comparator("England", 28.3, 2018), comparator("England", 29, 2021), comparator("England", 35, 2024),
        comparator("South East", None, 2021), comparator("Kent", 30, None),
    ]  # fmt: skip
    chart = build(M, "", run([31, 32]), comparators=beside)
    assert [each.words for each in chart.comparators] == ["Kent 30%, year not given", "England 29%, 21/22"]


def test_the_kind_with_most_points_is_shown_unless_another_is_wished_for() -> None:
    figures = [*run([50, 51, 52], Period.month(2022, 4)), *run([50, 51]), *run([49], Period.year(2021))]
    chart = build(M, "", figures)
    assert (chart.kind, chart.kinds) == (PeriodKind.MONTH, (PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR))
    assert build(M, "", figures, kind=PeriodKind.YEAR).periods == (Period.year(2021),)
    assert build(M, "", run([50]), kind=PeriodKind.MONTH).kind is PeriodKind.QUARTER


def test_series_of_its_size_stand_beside_the_figure_and_others_when_asked() -> None:
    many = measure(unit=Unit.COUNT, series=("Completed",))
    alike = [*run([100, 110], of=many), *run([90, 95], of=many, series="Completed")]
    chart = build(many, "", alike)
    assert [(line.name, line.strong) for line in chart.lines] == [("Main figure", True), ("Completed", False)]
    share = measure(series=("Started",))
    unlike = [*run([66], of=share), *run([5573], of=share, series="Started")]
    assert build(share, "", unlike).split == ALONE
    assert [line.name for line in build(share, "", unlike, split=Split(SplitKind.SERIES)).lines][1] == "Started"


def test_parts_stand_side_by_side_with_the_chosen_one_strong() -> None:
    asked = measure(parts=("Users", "Carers"))
    figures = [*run([60, 61], of=asked, part="Users"), *run([30, 32], of=asked, part="Carers")]
    alone = build(asked, "Carers", figures)
    assert values(alone) == [30, 32]
    chart = build(asked, "Carers", figures, split=Split(SplitKind.PARTS))
    assert [(line.name, line.strong) for line in chart.lines] == [("Users", False), ("Carers", True)]


def test_categories_of_a_dimension_stand_beside_the_whole_of_a_rate_but_not_of_a_count() -> None:
    north: dict[str, Any] = {"dimension": "Division", "category": "North"}
    split = Split(SplitKind.DIMENSION, "Division")
    chart = build(M, "", [*run([60]), *run([62], **north)], split=split)
    assert chart.splits == (ALONE, split)
    assert [line.name for line in chart.lines] == ["All", "North"]
    count = measure(unit=Unit.COUNT)
    counted = build(count, "", [*run([60], of=count), *run([20], of=count, **north)], split=split)
    assert [line.name for line in counted.lines] == ["North"]


@pytest.mark.parametrize(
    ("unit", "held", "ends", "note"),
    [
        (Unit.PERCENT, [62, 84], (60, 85), "The axis does not start at 0 or end at 100."),
        (Unit.PERCENT, [5, 40], (0, 40), "The axis does not end at 100."),
        (Unit.PERCENT, [20, 99.5], (0, 100), ""),
        (Unit.COUNT, [3, 9], (0, 10), ""),
        (Unit.COUNT, [4050, 4100], (4050, 4100), "The axis does not start at 0."),
        (Unit.POUNDS_MILLION, [-2, 3], (-2, 3), ""),
    ],
)
def test_the_axis_says_where_it_does_not_start_or_end(
    unit: Unit, held: list[float], ends: tuple[int, int], note: str
) -> None:
    of = measure(unit=unit)
    chart = build(of, "", run(held, of=of))
    assert chart.axis
    assert (int(chart.axis.low), int(chart.axis.high)) == ends
    assert [each for each in chart.notes if each.startswith("The axis")] == ([note] if note else [])


@given(st.lists(st.decimals(-(10**9), 10**9, places=3), min_size=1, max_size=9), st.sampled_from(list(Unit)))
def test_an_axis_holds_every_value_between_few_round_ticks(held: list[Decimal], unit: Unit) -> None:
    axis = axis_of(unit, held)
    assert axis.low <= min(held) <= max(held) <= axis.high
    assert axis.low < axis.high
    assert 2 <= len(axis.ticks) <= 9
    assert all(axis.low <= value <= axis.high for value, _ in axis.ticks)
    assert len({text for _, text in axis.ticks}) == len(axis.ticks)


def test_one_figure_alone_is_a_chart() -> None:
    chart = build(M, "", run([66]), [target_of(2022, 90)])
    assert values(chart) == [66]
    assert chart.targets[0].spans == (Span(0, 0, Decimal(90)),)
    assert "the only figure" in chart.alternative


def test_what_cannot_be_drawn_says_why_in_a_sentence() -> None:
    assert build(M, "", []).empty.startswith("There are no figures of this measure yet.")
    gone = build(M, "", [absent(Marker.NOT_AVAILABLE, "N/A")])
    assert gone.empty == "There is no number to draw. In place of figures stands: Not available."
    words = measure(unit=Unit.TEXT)
    rated = [replace(figure, value=None, raw="Good") for figure in run([1], Period.year(2022), of=words)]
    assert build(words, "", rated).empty == (
        "The figures of this measure are words, which cannot be drawn: Good (2022/23)."
    )
    assert build(words, "", rated).lines == ()


def test_arrears_are_noted() -> None:
    assert "Runs a quarter in arrears." in build(measure(lag_months=3), "", run([60])).notes
    assert "Runs 2 months in arrears." in build(measure(lag_months=2), "", run([60])).notes


def test_a_revised_point_says_what_it_was() -> None:
    figures = run([60, 61])
    figures[1] = replace(figures[1], flags=(Flag.REVISED,))
    chart = build(M, "", figures, before={figures[1].id: Decimal(58)})
    assert "Quarter 2 2022/23 was revised from 58%." in chart.notes
    assert "Was 58% before" in point_words(chart, chart.lines[0], 1)


def test_a_point_says_what_it_is_made_of_held_against_and_where_it_came_from() -> None:
    figures = run([66], numerator=Decimal(3221), denominator=Decimal(4880), note="Late forms.", flags=(Flag.ESTIMATED,))
    chart = build(M, "", figures, [target_of(2022, 90, threshold=80)])
    assert point_words(chart, chart.lines[0], 0, "returns.xlsx, KPI!C4") == (
        "Quarter 1 2022/23", "66%", "3,221 of 4,880", "Estimated", "Target 90% · Floor 80%", "Late forms.",
        "returns.xlsx, KPI!C4",
    )  # fmt: skip


def test_the_alternative_text_tells_the_chart() -> None:
    told = build(M, "", run([60, 66, 63]), [target_of(2022, 90)]).alternative
    assert told == (
        "M001 · People of measure M001, quarters from Quarter 1 2022/23 to Quarter 3 2022/23. "
        "Latest 63% in Quarter 3 2022/23; "
        "first 60% in Quarter 1 2022/23; highest 66% in Quarter 2 2022/23, lowest 60% in Quarter 1 2022/23; "
        "3 of 3 periods have a figure. Target 90%."
    )


def test_the_data_is_a_table_printed_on_screen_and_exact_for_a_spreadsheet() -> None:
    figures = run([66.25, None, 67], numerator=Decimal(3221), denominator=Decimal(4880))
    chart = build(M, "", figures, [target_of(2022, 90)], [comparator("England", 80.5, 2021)])
    assert table_heads(chart) == ("Period", "Figure", "Numerator", "Denominator", "Target")
    assert table_rows(chart)[0] == ("Q1 22/23", "66%", "3,221", "4,880", "90%")
    assert as_text(chart).splitlines() == [
        "M001 · People of measure M001",
        "Period\tFigure\tNumerator\tDenominator\tTarget",
        "Quarter 1 2022/23\t66.25\t3221\t4880\t90",
        "Quarter 2 2022/23\t\t\t\t90",
        "Quarter 3 2022/23\t67\t3221\t4880\t90",
        "England\t80.5\t2021/22",
    ]


def test_values_before_are_of_the_revised_figures_alone() -> None:
    assert values_before([], set()) == {}


def test_categories_choose_the_lengths_of_period_and_lines_without_a_value_stay_out() -> None:
    north: dict[str, Any] = {"dimension": "Division", "category": "North"}
    south: dict[str, Any] = {"dimension": "Division", "category": "South"}
    months, quarters = run([50, 51, 52], Period.month(2022, 4)), run([51])
    figures = [*months, *quarters, *run([55], **north), *run([40], Period.year(2021), **south)]
    chart = build(M, "", figures, kind=PeriodKind.MONTH, split=Split(SplitKind.DIMENSION, "Division"))
    assert chart.kinds == (PeriodKind.QUARTER, PeriodKind.YEAR)
    assert [line.name for line in chart.lines] == ["All", "North"]


def test_a_plan_says_until_when_it_reaches() -> None:
    counted = measure(basis=Basis.CUMULATIVE, unit=Unit.COUNT)
    months = run([3, 6, 11, 14], Period.month(2022, 4), of=counted)
    planned = tuple(Decimal(each) for each in (10, 20, 30, 45))
    (level,) = build(counted, "", months, [target_of(2022, 45, profile=planned)]).targets
    assert (level.words, level.spans) == ("Plan 10, Jun 22", (Span(2, 2, Decimal(10)),))
