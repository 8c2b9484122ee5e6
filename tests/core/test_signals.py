import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ascdesk.charts.data import as_text, table_heads, table_rows
from ascdesk.charts.series import build, with_statistics
from ascdesk.charts.signals import signals_of
from ascdesk.charts.statistics import Between, Limits, Meaning, Signals, Statistics
from ascdesk.charts.values import Chart, Split, SplitKind
from ascdesk.charts.words import point_words
from ascdesk.model import Basis, Flag, Frequency, Measure, Polarity, Target, Unit
from ascdesk.periods import Period, PeriodKind
from ascdesk.stats import spc
from tests.core.test_series import M, run, target_of
from tests.data.judged import measure

MONTHS = Period.month(2021, 4)
LOW, HIGH = [66, 74, 66, 74, 66, 74, 66], [76, 84, 76, 84, 76, 84, 76]
RISING = [70, 71, 70, 71, 70, 71, 70, 71, 72, 73, 74, 75, 76, 77]
USUAL: list[Any] = [70, 72, 69, 71, 70, 73, 68, 71, 70, 72, 69, 71, 70, 72]


def monthly(values: list[Any], of: Measure = M, targets: list[Target] | None = None) -> Chart:
    return build(of, "", run(values, MONTHS, of), targets or [])


def limited(values: list[Any], of: Measure = M, targets: list[Target] | None = None) -> Chart:
    return with_statistics(monthly(values, of, targets), Statistics.LIMITS)


def signals(values: list[Any], of: Measure = M, targets: list[Target] | None = None) -> Signals:
    return signals_of(monthly(values, of, targets))


def broken(values: list[Any], *places: int, of: Measure = M) -> Chart:
    figures = run(values, MONTHS, of)
    for place in places:
        figures[place] = replace(figures[place], flags=(Flag.BREAK,))
    return build(of, "", figures)


def test_limits_are_those_of_the_package_at_one_decimal_more_than_shown() -> None:
    found = signals(USUAL)
    (group,) = spc.chart(range(14), [float(value) for value in USUAL]).groups
    assert found.limits == (Limits(0, 13, 14, Decimal("70.6"), Decimal("64.4"), Decimal("76.7")),)
    assert group.mean is not None
    assert group.lower is not None
    assert (round(group.mean, 1), round(group.lower, 1)) == (70.6, 64.4)
    assert found.at(13) == found.limits[0]
    assert found.points == ()


@pytest.mark.parametrize(
    ("polarity", "meaning", "icon"),
    [
        (Polarity.HIGHER, Meaning.IMPROVEMENT, "improvement"),
        (Polarity.LOWER, Meaning.CONCERN, "concern"),
        (Polarity.NONE, Meaning.NEUTRAL, "neither"),
        (Polarity.NEARER, Meaning.NEUTRAL, "neither"),
    ],
)
def test_a_point_above_the_limit_means_what_the_polarity_says(polarity: Polarity, meaning: Meaning, icon: str) -> None:
    found = signals([*USUAL, 78], measure(polarity=polarity))
    (point,) = found.points
    assert (point.place, point.words, point.meaning) == (14, "above the upper limit", meaning)
    assert found.variation == icon


def test_an_ordinary_latest_figure_is_common_cause_whatever_was_before() -> None:
    assert signals([78, *USUAL]).variation == "common cause"


def test_the_notes_say_what_was_found_and_by_which_rules() -> None:
    chart = limited([*LOW, *HIGH])
    assert chart.signals
    assert len(chart.signals.points) == 14
    said = " ".join(chart.notes)
    assert said.startswith(
        "Special cause: 7 points below the centre line, April 2021 to October 2021: concern; "
        "7 points above the centre line, November 2021 to May 2022: improvement. Variation now: improvement."
    )
    assert "Control chart by XmR rules as drawn by NHSRplotthedots 0.2.2" in said
    assert "moving ranges screened." in said
    assert all(note in chart.alternative for note in chart.notes if not note.startswith("The axis"))


def test_a_run_is_told_whole_though_another_rule_names_a_point_in_it() -> None:
    found = signals([*LOW, *LOW, 76, 84, 76, 110, 76, 84, 76, 84])
    assert [(each.words, each.first, each.last) for each in found.findings] == [
        ("14 points below the centre line", 0, 13),
        ("8 points above the centre line", 14, 21),
        ("above the upper limit", 17, 17),
    ]
    assert [point.words for point in found.points if 16 <= point.place <= 18] == [
        "in a run of 8 points above the centre line",
        "above the upper limit",
        "in a run of 8 points above the centre line",
    ]


def test_a_trend_and_points_near_a_limit_are_told_in_words() -> None:
    rising = signals(RISING)
    assert "8 points rising one after another" in [finding.words for finding in rising.findings]
    values = [70, 72, 69, 71, 70, 73, 68, 71, 70, 72, 69, 71, 77, 77.5, 73]
    near = signals(values)
    assert [(each.words, each.first, each.last) for each in near.findings] == [
        ("at least 2 of 3 points near the upper limit", 12, 13)
    ]
    assert near.points[0].words == "one of at least 2 in 3 points near the upper limit"


def test_only_the_latest_findings_are_told_and_how_many_there_were_before() -> None:
    chart = limited(RISING)
    assert chart.signals
    assert [finding.words for finding in chart.signals.findings] == [
        "at least 2 of 3 points near the lower limit", "9 points below the centre line",
        "8 points rising one after another", "3 points above the upper limit",
    ]  # fmt: skip
    assert chart.notes[0].startswith("Special cause: 9 points below the centre line")
    assert chart.notes[0].endswith("; and 1 more run of points earlier.")


def test_fewer_than_13_figures_are_refused_with_their_number() -> None:
    chart = limited(USUAL[:9])
    assert chart.notes[0] == "A control chart takes 13 figures; there are 9. The run is shown without limits."
    assert chart.signals
    assert chart.signals.limits == ()
    assert chart.notes[0] in chart.alternative
    assert "is 1." in signals([70]).refused
    assert not signals(USUAL[:13]).refused


def test_figures_that_share_their_months_are_refused_unless_they_are_of_years() -> None:
    rolling = measure(basis=Basis.ROLLING_12)
    assert signals(USUAL, rolling).refused.startswith("Each figure is of 12 months and shares most of them")
    assert signals(USUAL, measure(basis=Basis.CUMULATIVE)).refused.startswith("Figures counted from April")
    assert signals(USUAL, measure(basis=Basis.CUMULATIVE_AVERAGE)).refused.startswith("Averages since April")
    yearly = build(rolling, "", run(USUAL, Period.year(2008), rolling))
    assert yearly.kind is PeriodKind.YEAR
    assert len(signals_of(yearly).limits) == 1


def test_a_constant_or_nearly_constant_series_has_no_variation_to_assess() -> None:
    assert signals([100] * 14).refused == "No variation to assess: the figures are all the same."
    nearly = "No variation to assess: the figures are nearly all the same."
    assert signals([*[100] * 12, 97]).refused == nearly
    assert signals([*[100] * 9, "99.9", *[100] * 9, 98, 100]).refused == nearly
    assert not signals([*[0, 1] * 8]).refused
    assert limited([100] * 14).notes[0] in limited([100] * 14).alternative


def test_a_gap_leaves_what_is_before_it_out() -> None:
    found = signals([95, 96, None, *USUAL])
    assert [(each.first, each.last) for each in found.limits] == [(3, 16)]
    assert found.remarks == ("Figures before the gap at June 2021 are not judged.",)
    assert signals([*USUAL, None, 70, 71]).refused == (
        "A control chart takes 13 figures; there are 2 since the gap at June 2022. The run is shown without limits."
    )


def test_a_gap_at_the_end_is_no_gap_in_the_run() -> None:
    figures = [*run(USUAL, MONTHS), *run([1], Period.month(2022, 7))]
    figures[-1] = replace(figures[-1], value=None)
    assert signals_of(build(M, "", figures)).limits[0].count == 14


def test_months_in_which_nothing_is_due_are_no_gaps() -> None:
    half = measure(frequency=Frequency.HALF_YEARLY)
    start = Period.quarter(2015, 2)
    figures = [replace(each, period=start.shift(2 * n)) for n, each in enumerate(run(USUAL, Period.year(2000), half))]
    chart = build(half, "", figures)
    assert chart.kind is PeriodKind.QUARTER
    assert [(each.first, each.last, each.count) for each in signals_of(chart).limits] == [(0, 26, 14)]


def test_a_break_begins_a_new_group_with_limits_of_its_own() -> None:
    chart = with_statistics(broken([*USUAL, *[value + 15 for value in USUAL]], 14), Statistics.LIMITS)
    assert chart.signals
    assert [(each.first, each.last, each.centre) for each in chart.signals.limits] == [
        (0, 13, Decimal("70.6")), (14, 27, Decimal("85.6")),
    ]  # fmt: skip
    assert chart.signals.points == ()
    assert "from 14 figures since the break at June 2022." in " ".join(chart.notes)


def test_a_group_too_short_for_limits_is_named_and_has_no_icons() -> None:
    found = signals_of(broken([*USUAL, 90, 91], 14))
    assert [(each.first, each.last) for each in found.limits] == [(0, 13)]
    assert (found.variation, found.assurance) == ("", "")
    assert found.remarks == ("June 2022 to July 2022: a group of 2, too few for limits, which take 13.",)
    short = signals_of(broken(USUAL[:9], 4))
    assert short.refused.startswith("A control chart takes 13 figures; there are 5 since the break at August 2021.")


@pytest.mark.parametrize(
    ("goal", "polarity", "assurance"),
    [
        (80, Polarity.HIGHER, "consistently misses"),
        (60, Polarity.HIGHER, "consistently meets"),
        (72, Polarity.HIGHER, "hit or miss"),
        (80, Polarity.LOWER, "consistently meets"),
        (60, Polarity.LOWER, "consistently misses"),
        (72, Polarity.NONE, ""),
    ],
)
def test_assurance_holds_the_target_of_the_latest_year_against_the_limits(
    goal: int, polarity: Polarity, assurance: str
) -> None:
    found = signals(USUAL, measure(polarity=polarity), [target_of(2021, 70), target_of(2022, goal)])
    assert found.assurance == assurance
    assert (found.target, found.target_year) == ((goal, Period.year(2022)) if assurance else (None, None))


def test_assurance_is_told_with_its_target() -> None:
    said = " ".join(limited(USUAL, targets=[target_of(2022, 72)]).notes)
    assert "Assurance: hit or miss; the target of 72% for 2022/23 is between the limits, so that it is met" in said
    said = " ".join(limited([*USUAL, 80], targets=[target_of(2022, 79)]).notes)
    assert "Assurance: consistently misses; the target of 79% for 2022/23 is above the limits, though" in said
    assert "though the latest figure meets it." in said
    assert "Assurance" not in " ".join(limited(USUAL).notes)


def test_limits_that_no_figure_can_reach_say_so_and_are_not_cut_off() -> None:
    chart = limited([99, 96, 99, 95, 99, 96, 98, 95, 99, 96, 99, 95, 99])
    assert chart.signals
    assert chart.signals.limits[0].upper > 100
    assert "No figure can be above 100%, though the limits, which are not cut off, are." in chart.notes
    assert chart.axis
    assert chart.axis.high >= chart.signals.limits[0].upper


def test_the_axis_holds_the_limits_and_its_note_is_of_this_axis() -> None:
    plain, chart = monthly([*[60] * 6, *[61, 59] * 4]), limited([*[60] * 6, *[61, 59] * 4])
    assert plain.axis
    assert chart.axis
    assert chart.signals
    assert chart.axis.low <= chart.signals.limits[0].lower
    assert chart.axis.high >= chart.signals.limits[0].upper
    assert [note for note in chart.notes if "axis" in note] == ["The axis does not start at 0 or end at 100."]


def test_only_the_line_that_the_chart_is_about_is_judged_and_named_where_there_are_others() -> None:
    calls = measure(unit=Unit.COUNT, polarity=Polarity.NONE, series=("Completed",))
    figures = [*run(USUAL, MONTHS, calls), *run(USUAL, MONTHS, calls, series="Completed")]
    chart = with_statistics(build(calls, "", figures, split=Split(SplitKind.SERIES)), Statistics.LIMITS)
    assert "Control chart of Main figure by XmR rules" in chart.notes[-1] + " ".join(chart.notes)
    assert any(text.startswith("Limits") for text in point_words(chart, chart.lines[0], 3))
    assert not any(text.startswith("Limits") for text in point_words(chart, chart.lines[1], 3))


def test_a_point_says_its_signal_and_limits() -> None:
    chart = limited([*USUAL, 78])
    said = point_words(chart, chart.lines[0], 14)
    assert said[:3] == ("June 2022", "78%", "Special cause, improvement: above the upper limit")
    assert said[3].startswith("Limits 6")
    assert "Common cause" in point_words(chart, chart.lines[0], 3)


def test_the_table_and_the_copied_data_have_the_limits_and_say_the_rules() -> None:
    chart = limited([*USUAL, 78], targets=[target_of(2022, 72)])
    assert table_heads(chart) == ("Period", "Figure", "Target", "Lower limit", "Centre line", "Upper limit", "Remarks")
    assert chart.signals
    limits = chart.signals.limits[0]
    cells = (f"{limits.lower}%", f"{limits.centre}%", f"{limits.upper}%")
    remark = "Special cause, improvement: above the upper limit"
    assert table_rows(chart)[-1] == ("Jun 22", "78%", "72%", *cells, remark)
    copied = as_text(chart)
    assert f"June 2022\t78\t72\t{limits.lower}\t{limits.centre}\t{limits.upper}\t{remark}\n" in copied
    assert "NHSRplotthedots" in copied
    assert table_heads(limited(USUAL[:9])) == ("Period", "Figure")


def counted(value: Any, over: Any, under: Any, of: Measure = M, **known: Any) -> Chart:
    figures = run([value], of=of, numerator=Decimal(over), denominator=Decimal(under), **known)
    return with_statistics(build(of, "", figures), Statistics.INTERVALS)


def test_a_percentage_has_wilsons_interval() -> None:
    chart = counted(65, 65, 100)
    assert chart.intervals
    assert chart.intervals.ranges == (Between(Decimal("55.3"), Decimal("73.6")),)
    assert chart.notes[0].startswith("95% confidence intervals by Wilson’s method")
    assert chart.notes[0] in chart.alternative
    assert "95% interval 55.3% to 73.6%" in point_words(chart, chart.lines[0], 0)
    assert table_heads(chart)[-2:] == ("95% from", "95% to")
    assert table_rows(chart)[0][-2:] == ("55.3%", "73.6%")
    assert chart.axis
    assert chart.axis.high >= Decimal("73.6")


@pytest.mark.parametrize(
    ("value", "count", "among", "between"),
    [(5000, 5, 100, ("1623.5", "11668.3")), (65000, 65, 100, ("50163.2", "82849.1"))],
)
def test_a_rate_has_byars_interval_exact_below_ten(value: int, count: int, among: int, between: Any) -> None:
    chart = counted(value, count, among, measure(unit=Unit.PER_100K))
    assert chart.intervals
    assert chart.intervals.ranges == (Between(*map(Decimal, between)),)
    assert "Byar’s method, exact where fewer than 10 are counted" in chart.notes[0]


def test_what_has_no_interval_says_why() -> None:
    days = with_statistics(build(measure(unit=Unit.DAYS), "", run([3])), Statistics.INTERVALS)
    assert days.notes[0].startswith("Confidence intervals are for percentages and rates per 100,000")
    alone = with_statistics(build(M, "", run([65])), Statistics.INTERVALS)
    assert alone.notes[0].startswith("There is no confidence interval")
    assert counted(70, 65, 100).notes[0].startswith("There is no confidence interval")
    figures = [*run([65], numerator=Decimal(65), denominator=Decimal(100)), *run([66], Period.quarter(2022, 2))]
    some = with_statistics(build(M, "", figures), Statistics.INTERVALS)
    assert some.intervals
    assert some.intervals.ranges[1] is None
    assert "1 of 2 figures has none: numerator and denominator do not make the figure." in some.notes
    survey = counted(65, 65, 100, measure(basis=Basis.SURVEY))
    assert "They do not allow for how the survey’s sample was drawn." in survey.notes


def test_a_chart_without_statistics_is_left_as_it_is() -> None:
    chart = monthly(USUAL)
    assert with_statistics(chart, Statistics.NONE) is chart
    empty = build(M, "", [])
    assert with_statistics(empty, Statistics.LIMITS) is empty


def test_a_chart_without_statistics_does_not_load_them() -> None:
    plain = (
        "import sys, ascdesk.charts.series; print({'ascdesk.stats.spc', 'ascdesk.stats.intervals'} & {*sys.modules})"
    )
    said = subprocess.run([sys.executable, "-c", plain], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "set()"
