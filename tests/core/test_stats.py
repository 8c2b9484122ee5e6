import math
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ascdesk.model import Polarity
from ascdesk.stats import benchmarks, distributions, funnels, intervals, recent_trend, spc, spc_rules, trends
from ascdesk.stats.benchmarks import Comparison, Known
from ascdesk.stats.recent_trend import Hindrance, Marker, TrendPoint
from ascdesk.stats.spc import Assurance, Improvement, Options, PointType, SpecialCause, Variation

confidences = st.sampled_from([0.9, 0.95, 0.998, 95, 99.8])
counts = st.integers(0, 5000)


@st.composite
def proportions(draw, largest=5000):
    n = draw(st.integers(1, largest))
    return draw(st.integers(0, n)), n


def months(count):
    return [date(2020 + place // 12, place % 12 + 1, 1) for place in range(count)]


def drawn(values, **options):
    return spc.chart(months(len(values)), values, Options(**options))


def causes(values, **options):
    return [point.cause for point in drawn(values, **options).points]


class TestDistributions:
    @pytest.mark.parametrize(
        ("confidence", "z"), [(0.95, 1.959963984540054), (95, 1.959963984540054), (99.8, 3.090232306167813)]
    )
    def test_z_has_full_precision_and_takes_shares_and_per_cents(self, confidence, z):
        assert distributions.z_of(confidence) == pytest.approx(z, rel=1e-15)

    @pytest.mark.parametrize("confidence", [0, -0.5, 1.5, 50, 101, math.nan])
    def test_a_confidence_that_is_none_is_refused(self, confidence):
        with pytest.raises(ValueError, match="confidence level"):
            distributions.z_of(confidence)

    @pytest.mark.parametrize(
        ("freedom", "quantile"), [(1, math.tan(math.pi * 0.475)), (4, 2.7764451051977987), (30, 2.0422724563012373)]
    )
    def test_student_quantiles_are_those_of_the_tables(self, freedom, quantile):
        assert distributions.student_quantile(0.95, freedom) == pytest.approx(quantile, rel=1e-12)

    @given(confidences, st.integers(1, 200))
    def test_a_student_quantile_leaves_what_the_confidence_leaves(self, confidence, freedom):
        outside = distributions.student_p(distributions.student_quantile(confidence, freedom), freedom)
        assert outside == pytest.approx(1 - distributions.as_share(confidence), rel=1e-10)

    @given(st.floats(0.1, 500), confidences)
    def test_each_poisson_limit_leaves_half_of_it(self, count, confidence):
        lower, upper = distributions.poisson_limits(count, confidence)
        half = (1 - distributions.as_share(confidence)) / 2
        assert lower < count < upper
        assert distributions.poisson_upper_share(count, lower) == pytest.approx(half, rel=1e-9)
        assert distributions.poisson_lower_share(count, upper) == pytest.approx(half, rel=1e-9)

    def test_far_tails_keep_their_digits(self):
        assert distributions.chi_squared_p(900.4950741504415) == pytest.approx(7.65945018486599e-198, rel=1e-9)

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: distributions.chi_squared_p(-1),
            lambda: distributions.student_p(1, 0),
            lambda: distributions.poisson_limits(-1, 0.95),
        ],
    )
    def test_impossible_input_is_refused(self, ask):
        with pytest.raises(ValueError, match=r"never below zero|at least one degree"):
            ask()


class TestIntervals:
    def test_65_of_100_is_from_55_to_74_per_cent(self):
        limits = intervals.wilson(65, 100)
        assert (round(limits.lower, 4), round(limits.upper, 4)) == (55.2544, 73.6358)
        assert intervals.wilson(65, 100, 95, 1).lower == pytest.approx(limits.lower / 100)

    def test_5_per_100_is_exact_and_65_per_100_is_byar(self):
        few, many = intervals.rate(5, 100, multiplier=100), intervals.rate(65, 100, multiplier=100)
        assert few.limits is not None
        assert many.limits is not None
        assert (few.method, round(few.limits.lower, 4), round(few.limits.upper, 4)) == ("Exact", 1.6235, 11.6683)
        assert (many.method, round(many.limits.lower, 4), round(many.limits.upper, 4)) == ("Byars", 50.1632, 82.8491)

    def test_nothing_counted_has_a_lower_limit_of_exactly_nothing(self):
        assert intervals.wilson(0, 47).lower == 0
        assert intervals.rate_interval(0, 12345).lower == 0
        assert intervals.rate_interval(0, 12345).upper == pytest.approx(29.881567064511422, rel=1e-12)

    def test_full_confidence_is_everything(self):
        assert intervals.wilson(43, 50, 1) == intervals.Interval(0, 100)
        assert intervals.rate_interval(3, 10, 1) == intervals.Interval(0, math.inf)

    def test_byar_has_no_limit_below_zero(self):
        assert intervals.byar_lower(1, 99.8) is None
        assert intervals.byar_upper(1, 99.8) == pytest.approx(9.362180217908362)

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: intervals.wilson(1, 0),
            lambda: intervals.wilson(-1, 10),
            lambda: intervals.wilson(11, 10),
            lambda: intervals.wilson(math.nan, 10),
            lambda: intervals.rate_interval(-1, 10),
            lambda: intervals.rate_interval(1, 0),
            lambda: intervals.mean_interval([4.0]),
            lambda: intervals.describe([]),
            lambda: intervals.quantiles([1.0], 0),
        ],
    )
    def test_impossible_input_is_refused_with_a_sentence(self, ask):
        with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
            ask()

    def test_a_count_may_exceed_its_denominator_in_a_rate(self):
        assert intervals.rate(30, 20, multiplier=1).value == 1.5

    def test_missing_in_is_missing_out(self):
        assert intervals.proportion(None, 100) == intervals.Estimate(None, None, "Wilson")
        assert intervals.rate(10, None) == intervals.Estimate(None, None, "Byars")

    def test_one_value_has_a_mean_and_no_deviation(self):
        assert intervals.describe([4.0]) == intervals.Sample(4.0, 1, 4.0, None)

    @given(proportions(), confidences)
    def test_wilson_stays_within_nought_and_a_hundred_and_holds_the_value(self, case, confidence):
        x, n = case
        limits = intervals.wilson(x, n, confidence)
        assert 0 <= limits.lower <= limits.upper <= 100 + 1e-9
        assert limits.lower <= 100 * x / n + 1e-9
        assert limits.upper >= 100 * x / n - 1e-9

    @given(proportions(), confidences)
    def test_wilson_of_the_rest_is_its_mirror(self, case, confidence):
        x, n = case
        part, rest = intervals.wilson(x, n, confidence), intervals.wilson(n - x, n, confidence)
        assert part.lower == pytest.approx(100 - rest.upper, abs=1e-9)

    @given(counts, confidences)
    def test_the_interval_of_a_count_holds_it_and_grows_with_confidence(self, count, confidence):
        limits, wider = intervals.count_interval(count, confidence), intervals.count_interval(count, 0.999)
        assert limits.holds(count)
        assert wider.lower <= limits.lower
        assert wider.upper >= limits.upper


class TestQuantiles:
    def test_quantile_one_holds_the_highest_unless_asked_otherwise(self):
        values = [float(value) for value in range(1, 11)]
        assert intervals.quantiles(values, 5) == (5, 5, 4, 4, 3, 3, 2, 2, 1, 1)
        assert intervals.quantiles(values, 5, highest_first=False) == (1, 1, 2, 2, 3, 3, 4, 4, 5, 5)

    def test_fewer_values_than_quantiles_are_not_divided(self):
        assert intervals.quantiles([1, None, 2, 3], 4) == (None,) * 4
        assert intervals.quantiles([1, None, 2, 3, 4], 4) == (4, None, 3, 2, 1)

    @given(st.lists(st.integers(0, 20), min_size=1, max_size=60), st.integers(1, 10))
    def test_equal_values_share_a_quantile_and_higher_ones_never_come_after(self, values, groups):
        found = intervals.quantiles(values, groups)
        if len(values) < groups:
            assert set(found) == {None}
            return
        assert all(quantile is not None and 1 <= quantile <= groups for quantile in found)
        pairs = sorted(zip(values, found, strict=True), reverse=True)
        assert [quantile for _, quantile in pairs] == sorted(quantile for _, quantile in pairs if quantile)
        assert len(set(pairs)) == len({value for value, _ in pairs})


class TestSpc:
    @pytest.mark.parametrize("value", [0.3, 1.1, 33.3, 100.0, 41.2, 0.07])
    @pytest.mark.parametrize("screen", [True, False])
    @pytest.mark.parametrize("count", [7, 12, 19, 24, 37])
    def test_a_constant_series_has_no_shift(self, value, screen, count):
        chart = drawn([value] * count, screen=screen, target=50.0)
        assert {point.cause for point in chart.points} == {SpecialCause.COMMON}
        assert {point.side for point in chart.points} == {0}
        assert not chart.varies
        if screen:
            assert chart.groups[0].lower is None
            assert chart.assurance is Assurance.INCONSISTENT

    def test_one_jump_in_flat_data_is_screened_and_everything_is_special(self):
        values = [50.0] * 12 + [60.0]
        chart = drawn(values)
        assert chart.groups[0].screened == 1
        assert chart.groups[0].moving_range == 0
        assert SpecialCause.COMMON not in causes(values)
        assert not chart.varies
        assert drawn(values, screen=False).varies

    def test_rebase_begins_a_group_at_its_date_and_nothing_crosses(self):
        values = [float(value) for value in range(12)]
        assert SpecialCause.TREND_UP in causes(values, screen=False)
        apart = drawn(values, rebase=(date(2020, 7, 1),))
        assert [point.group for point in apart.points] == [0] * 6 + [1] * 6
        assert SpecialCause.TREND_UP not in [point.cause for point in apart.points]
        assert apart.groups[1].count == 6
        assert apart.groups[1].mean == 8.5

    def test_rebase_at_the_first_date_numbers_the_group_one_and_an_unknown_date_does_nothing(self):
        values = [1.0, 3.0, 2.0]
        assert [group.number for group in drawn(values, rebase=(date(2020, 1, 1),)).groups] == [1]
        assert [group.number for group in drawn(values, rebase=(date(1999, 1, 1),)).groups] == [0]
        both = drawn(values, rebase=(date(2020, 1, 1), date(2020, 3, 1)))
        assert [point.group for point in both.points] == [1, 1, 2]

    def test_limits_fixed_after_twelve_points_judge_the_later_ones(self):
        values = [10.0, 12.0] * 6 + [30.0]
        chart = drawn(values, fix_after=12)
        assert chart.groups[0].mean == 11
        assert chart.points[-1].cause is SpecialCause.ABOVE_LIMIT
        assert chart.groups[0].count == 13
        assert not chart.groups[0].short

    def test_fixing_works_in_each_group(self):
        values = [10.0, 12.0] * 7 + [20.0, 24.0] * 7
        chart = drawn(values, fix_after=12, rebase=(date(2021, 3, 1),))
        assert [group.mean for group in chart.groups] == [11, 22]

    def test_a_missing_figure_has_no_flags_and_makes_no_moving_range(self):
        chart = drawn([47.6, None, 43.9, 44.5, 54.7, 46.3])
        point = chart.points[1]
        assert (point.outside, point.side, point.near, point.cause) == (None, None, None, SpecialCause.COMMON)
        assert chart.groups[0].moving_range_before == pytest.approx((0.6 + 10.2 + 8.4) / 3)
        assert chart.groups[0].count == 6

    def test_only_missing_figures_have_no_limits(self):
        chart = drawn([None, None])
        assert chart.groups[0].mean is None
        assert chart.variation is Variation.COMMON

    def test_a_gap_in_what_else_is_a_trend_is_refused(self):
        rising = [1.0, 2, 3, 4, 5, None, 7, 8]
        with pytest.raises(ValueError, match="missing among seven"):
            drawn(rising)
        with pytest.raises(ValueError, match="missing among seven"):
            drawn([None] * 7)
        assert drawn(rising, rebase=(date(2020, 7, 1),)).groups[1].count == 2
        assert SpecialCause.TREND_UP not in causes([1.0, 2, 3, 2, 5, None, 7, 8])

    @pytest.mark.parametrize(
        ("keys", "values", "options", "complaint"),
        [
            ([1, 1], [1.0, 2.0], Options(), "comes twice"),
            ([1], [1.0, 2.0], Options(), "one figure for each date"),
            ([], [], Options(), "no figures"),
            ([1], [math.nan], Options(), "finite"),
            ([1], [1.0], Options(fix_after=11), "12 points"),
        ],
    )
    def test_a_chart_that_cannot_be_is_refused(self, keys, values, options, complaint):
        with pytest.raises(ValueError, match=complaint):
            spc.chart(keys, values, options)

    def test_points_come_in_the_order_of_their_keys(self):
        chart = spc.chart([3, 1, 2], [30.0, 10.0, 20.0])
        assert chart.order == (1, 2, 0)
        assert [point.value for point in chart.points] == [10, 20, 30]

    @pytest.mark.parametrize(
        ("improvement", "kind", "icon"),
        [
            (Improvement.INCREASE, PointType.IMPROVEMENT, Variation.IMPROVEMENT_HIGH),
            (Improvement.DECREASE, PointType.CONCERN, Variation.CONCERN_HIGH),
            (Improvement.NEUTRAL, PointType.NEUTRAL_HIGH, Variation.NEUTRAL_HIGH),
        ],
    )
    def test_the_latest_point_makes_the_variation_icon(self, improvement, kind, icon):
        values = [10.0, 12.0] * 7 + [40.0]
        chart = drawn(values, improvement=improvement)
        assert chart.points[-1].kind is kind
        assert chart.variation is icon
        mirrored = drawn([-value for value in values], improvement=improvement)
        assert (
            mirrored.variation.value
            == {
                Variation.IMPROVEMENT_HIGH: "concern_low",
                Variation.CONCERN_HIGH: "improvement_low",
                Variation.NEUTRAL_HIGH: "neutral_low",
            }[icon]
        )

    def test_assurance_goes_by_the_limits_strictly(self):
        values = [10.0, 12.0] * 7
        upper = drawn(values).groups[0].upper
        assert upper is not None
        assert drawn(values, target=upper).assurance is Assurance.INCONSISTENT
        assert drawn(values, target=upper + 1).assurance is Assurance.FAIL
        assert drawn(values, target=upper + 1, improvement=Improvement.DECREASE).assurance is Assurance.PASS
        assert drawn(values, target=-50.0).assurance is Assurance.PASS
        assert drawn(values, target=-50.0, improvement=Improvement.NEUTRAL).assurance is None
        assert drawn(values).assurance is None
        assert drawn(values, target=math.nan).assurance is Assurance.INCONSISTENT
        assert Assurance.FAIL.icon == "fail"

    def test_the_last_of_a_rise_that_another_rise_follows_is_called_falling(self):
        first, second = [1.0, 2, 3, 4, 5, 6, 7], [2.0, 3, 4, 5, 6, 7, 8]
        found = causes(first + second, screen=False)
        assert found[5] is SpecialCause.TREND_UP
        assert found[6] is SpecialCause.TREND_DOWN
        assert found[7:13] == [SpecialCause.TREND_UP] * 6

    def test_an_equal_pair_breaks_a_trend_and_a_point_on_the_mean_breaks_a_shift(self):
        assert spc_rules.seven_point_trend([1, 2, 3, 3, 4, 5, 6, 7]) == [0] * 8
        assert spc_rules.seven_point_shift([1, 1, 1, 0, 1, 1, 1, 1]) == [0] * 8
        assert spc_rules.seven_point_shift([1] * 8) == [0] * 6 + [1, 1]

    def test_the_third_of_two_in_three_may_be_outside_but_does_not_count(self):
        assert spc_rules.two_in_three([True, False, True], [1, 1, 1]) == [True] * 3
        assert spc_rules.two_in_three([True, False, True], [1, -1, 1]) == [False] * 3
        assert spc_rules.two_in_three([True, False, False], [1, 1, 1]) == [False] * 3
        assert spc_rules.two_in_three([True, True], [1, 1]) == [False] * 2

    def test_the_rule_set_says_whether_ranges_are_screened(self):
        assert spc.rule_set(Options()).endswith("moving ranges screened")
        assert spc.rule_set(Options(screen=False)).endswith("moving ranges not screened")

    @given(
        st.lists(st.integers(-1000, 1000), min_size=1, max_size=40),
        st.integers(-5000, 5000),
        st.sampled_from([0.25, 2.0, 8.0]),
        st.booleans(),
    )
    def test_moving_or_stretching_a_series_moves_and_stretches_its_limits(self, whole, shift, factor, screen):
        values = [float(value) for value in whole]
        before = drawn(values, screen=screen)
        after = drawn([value * factor + shift for value in values], screen=screen)
        for attribute in ("mean", "lower", "upper", "near_lower", "near_upper"):
            old, new = (getattr(chart.groups[0], attribute) for chart in (before, after))
            assert new == (None if old is None else pytest.approx(old * factor + shift, rel=1e-9, abs=1e-6))

    @given(st.lists(st.integers(0, 30), min_size=1, max_size=40), st.booleans())
    def test_turning_a_series_over_turns_its_judgement_over(self, whole, screen):
        assume(len(set(whole)) > 1)
        good = drawn([float(value) for value in whole], screen=screen, target=15.0)
        turned = drawn(
            [-float(value) for value in whole], screen=screen, target=-15.0, improvement=Improvement.DECREASE
        )
        assert turned.assurance is good.assurance
        for one, other in zip(good.points, turned.points, strict=True):
            if "Trend" not in one.cause and "Trend" not in other.cause:  # the quirk of trends has a side
                assert one.kind is other.kind


class TestFunnels:
    def test_the_package_cuts_off_at_a_hundred_whatever_the_multiplier(self):
        numerators, denominators = [45, 9], [50, 10]
        share = funnels.proportion_funnel(numerators, denominators, multiplier=1)
        assert share.limits[0].upper998 > 1
        assert funnels.proportion_funnel(numerators, denominators, 1, highest=1).limits[0].upper998 == 1
        assert funnels.proportion_funnel(numerators, denominators).limits[0].upper998 == 100
        assert share.limits[0].lower998 == 0

    def test_the_axis_runs_from_one_or_just_below_the_smallest_to_just_above_the_largest(self):
        assert funnels.axis(16386, 102950)[0] == 1
        assert funnels.axis(16386, 102950)[-1] == 110_000
        assert funnels.axis(900, 1000)[0] == 800
        sizes = funnels.axis(3, 5)
        assert len(sizes) == 100
        assert all(one < other for one, other in pairwise(sizes))

    def test_all_or_nothing_everywhere_is_not_significant(self):
        assert set(funnels.proportion_significance([0, 0], [10, 90])) == {funnels.Significance.NONE}
        assert set(funnels.proportion_significance([10, 90], [10, 90])) == {funnels.Significance.NONE}

    def test_crude_rates_are_held_against_the_pooled_rate(self):
        found = funnels.rate_significance([0, 100, 300, 101], [1000, 1000, 1000, 1000])
        assert [each.value for each in found] == ["Low (0.001)", "Low (0.025)", "High (0.001)", "Low (0.025)"]

    def test_no_overdispersion_leaves_the_plain_limits(self):
        spread = funnels.dispersion([50, 51, 49], [100, 100, 100])
        assert spread.between == 0
        limits = funnels.overdispersed_limits(spread, 100)
        assert limits.lower95 == pytest.approx(100 * math.sin(math.asin(math.sqrt(0.5)) - 1.959964 / 20) ** 2)

    def test_limits_are_cut_off_at_the_ends_of_the_arcsine_scale(self):
        spread = funnels.Dispersion(0.99, (), 1.0, 0.0)
        limits = funnels.overdispersed_limits(spread, 5)
        assert limits.upper95 == 100
        assert limits.lower998 < limits.lower95 < 99

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: funnels.pooled([], []),
            lambda: funnels.pooled([1], [1, 2]),
            lambda: funnels.pooled([3], [2]),
            lambda: funnels.proportion_limits(1.2, 10),
            lambda: funnels.proportion_limits(0.5, 0),
            lambda: funnels.ratio_limits(0),
            lambda: funnels.ratio_significance([1], [0]),
            lambda: funnels.rate_significance([0], [10]),
            lambda: funnels.dispersion([1], [2], 0.6),
            lambda: funnels.type7_quantile([], 0.1),
        ],
    )
    def test_impossible_input_is_refused_with_a_sentence(self, ask):
        with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
            ask()


class TestBenchmarks:
    area = Known(2.6, 2.5, 2.7, 2.3, 2.9)

    @pytest.mark.parametrize(
        ("benchmark", "higher", "lower", "neither"),
        [
            (3.0, "Worst", "Best", "Lower"),
            (2.9, "Worse", "Better", "Lower"),
            (2.7, "Same", "Same", "Similar"),
            (2.5, "Same", "Same", "Similar"),
            (2.4, "Better", "Worse", "Higher"),
            (2.2, "Best", "Worst", "Higher"),
        ],
    )
    def test_ends_of_intervals_belong_to_them(self, benchmark, higher, lower, neither):
        words = [
            benchmarks.two_level_overlap(self.area, benchmark, polarity)
            for polarity in (Polarity.HIGHER, Polarity.LOWER, Polarity.NONE)
        ]
        assert words == [higher, lower, neither]

    def test_touching_intervals_overlap(self):
        below = Known(3.0, 2.7, 3.5)
        assert benchmarks.double_overlap(below, Known(4.0, 3.5, 4.5), Polarity.HIGHER) is Comparison.SAME
        assert benchmarks.double_overlap(below, Known(4.0, 3.6, 4.5), Polarity.HIGHER) is Comparison.WORSE
        assert benchmarks.double_overlap(Known(4.0, 3.6, 4.5), below, Polarity.NONE) is Comparison.HIGHER

    def test_what_is_missing_is_not_compared(self):
        assert benchmarks.single_overlap(Known(2.6), 2.0, Polarity.HIGHER) is Comparison.NONE
        assert benchmarks.single_overlap(self.area, None, Polarity.HIGHER) is Comparison.NONE
        assert benchmarks.two_level_overlap(Known(2.6, 2.5, 2.7), 2.0, Polarity.HIGHER) is Comparison.NONE
        assert benchmarks.double_overlap(self.area, Known(2.0), Polarity.HIGHER) is Comparison.NONE
        assert benchmarks.spc_proportion(Known(2.6), 2.0, Polarity.HIGHER) is Comparison.NONE
        assert benchmarks.target_rating(Known(), 1, None, Polarity.HIGHER) is Comparison.NONE
        assert benchmarks.target_rating(self.area, 1, None, Polarity.NONE) is Comparison.NONE

    def test_spc_for_proportions_draws_wilson_limits_around_the_benchmark(self):
        around = intervals.wilson(80.72 * 40, 4000, 0.95)
        just_above, just_below = (
            Known(around.upper + 0.01, denominator=4000),
            Known(around.lower - 0.01, denominator=4000),
        )
        assert benchmarks.spc_proportion(just_above, 80.72, Polarity.LOWER, 1.96) is Comparison.WORSE
        assert benchmarks.spc_proportion(just_below, 80.72, Polarity.HIGHER, 1.96) is Comparison.WORSE
        assert benchmarks.spc_proportion(just_below, 80.72, Polarity.NONE) is Comparison.SIMILAR
        assert benchmarks.spc_proportion(Known(0.9, denominator=50), 0.5, Polarity.HIGHER, multiplier=1) == "Better"
        with pytest.raises(ValueError, match="no proportion"):
            benchmarks.spc_proportion(just_above, 120, Polarity.HIGHER)

    def test_low_is_good_exactly_on_the_lower_limit_of_a_range_is_amber(self):
        on = Known(1.0)
        assert benchmarks.target_rating(on, 1, 2, Polarity.LOWER) is Comparison.SAME
        assert benchmarks.target_rating(on, 1, None, Polarity.LOWER) is Comparison.BETTER
        assert benchmarks.target_rating(Known(2.0), 1, 2, Polarity.LOWER) is Comparison.WORSE
        with pytest.raises(ValueError, match="above its upper"):
            benchmarks.target_rating(on, 3, 2, Polarity.LOWER)

    def test_a_value_on_a_percentile_belongs_to_the_lower_quintile(self):
        assert benchmarks.quantile_categories([0.0, 20, 40, 60, 80, 100]) == (1, 1, 2, 3, 4, 5)
        assert benchmarks.quantile_categories([1.0, 2, None, 3, 4]) == (None,) * 5
        assert benchmarks.quantile_categories([1.0, 2, None, 3, 4], 4) == (1, 2, None, 3, 4)

    @given(st.lists(st.floats(0, 100), min_size=5, max_size=40))
    def test_quintiles_never_fall_as_values_rise(self, values):
        found = benchmarks.quantile_categories(sorted(values))
        assert list(found) == sorted(each for each in found if each)


class TestTrends:
    def test_a_constant_series_has_no_slope_and_a_perfect_line_no_doubt(self):
        flat = trends.slope([33.3] * 8)
        assert (flat.slope, flat.p, trends.slope_interval(flat)) == (0, 1, intervals.Interval(0, 0))
        line = trends.slope([0.1, 0.2, 0.3, 0.4, 0.5])
        assert line.slope == pytest.approx(0.1)
        assert (line.error, line.p, line.t) == (0, 0, math.inf)
        assert trends.slope([3, 2, 1]).t == -math.inf

    def test_a_missing_value_keeps_its_place_in_time(self):
        line = trends.slope([1.0, None, 3.0, 4.0])
        assert line.slope == pytest.approx(1)
        assert line.freedom == 1
        with pytest.raises(ValueError, match="at least three"):
            trends.slope([1.0, None, 2.0])

    @given(st.lists(st.integers(0, 500), min_size=3, max_size=25), st.integers(1, 9))
    def test_a_slope_turns_with_its_series_and_keeps_its_p(self, whole, factor):
        line = trends.slope([float(value) for value in whole])
        turned = trends.slope([-float(value * factor) for value in whole])
        assert turned.slope == pytest.approx(-line.slope * factor, abs=1e-9)
        assert turned.p == pytest.approx(line.p, rel=1e-6)
        assert 0 <= line.p <= 1

    @given(proportions(800), proportions(800))
    def test_two_proportions_exchanged_say_the_opposite_with_the_same_p(self, first, second):
        one, other = trends.two_proportions(*first, *second), trends.two_proportions(*second, *first)
        assert one.z == pytest.approx(-other.z, abs=1e-12)
        assert one.p == pytest.approx(other.p, rel=1e-9)
        assert one.p <= one.p_continuity <= 1
        assert one.difference.lower == pytest.approx(-other.difference.upper, abs=1e-12)
        assert trends.fisher_exact_p(*first, *second) == pytest.approx(trends.fisher_exact_p(*second, *first), rel=1e-9)

    def test_none_or_all_in_both_is_not_significant(self):
        assert trends.two_proportions(0, 10, 0, 20).p == 1
        assert trends.two_proportions(10, 10, 20, 20).p == 1
        assert trends.fisher_exact_p(0, 10, 0, 20) == 1
        assert trends.chi_squared_trend([0, 0, 0], [5, 6, 7]) == trends.TrendTest(0, 1)

    def test_fisher_agrees_with_the_lady_tasting_tea(self):
        assert trends.fisher_exact_p(3, 4, 1, 4) == pytest.approx(34 / 70)
        assert trends.fisher_exact_p(4, 4, 0, 4) == pytest.approx(2 / 70)

    def test_kendall_is_exact_without_ties_and_corrected_with_them(self):
        assert trends.kendall([1, 2, 3, 4]) == trends.TrendTest(1, 1 / 12)
        assert trends.kendall([2, 4, 1, 3]).p == 1
        assert trends.kendall([5, 5, 5]) == trends.TrendTest(0, 1)
        tied = trends.kendall([1, 2, 2, 3, 4])
        assert tied.statistic == pytest.approx(0.9486832980505138)
        assert tied.p == pytest.approx(0.022977401503206065)
        assert trends.kendall(list(range(60))).p < 1e-20

    @pytest.mark.parametrize(
        "ask",
        [
            lambda: trends.two_proportions(1, 0, 1, 2),
            lambda: trends.two_proportions(3, 2, 1, 2),
            lambda: trends.fisher_exact_p(3, 2, 1, 2),
            lambda: trends.fisher_exact_p(1.5, 2, 1, 2),  # type: ignore[arg-type]
            lambda: trends.chi_squared_trend([1], [2]),
            lambda: trends.chi_squared_trend([1, 2], [2]),
            lambda: trends.chi_squared_trend([1, 3], [2, 2]),
            lambda: trends.kendall([1.0]),
        ],
    )
    def test_impossible_input_is_refused_with_a_sentence(self, ask):
        with pytest.raises(ValueError, match=r"^[A-Z].*\.$"):
            ask()


def years(counts, denominators=None, width=2.0):
    sizes = denominators or [1000] * len(counts)
    return [
        TrendPoint(
            2015 + place, count, size, 100 * count / size, 100 * count / size - width, 100 * count / size + width
        )
        for place, (count, size) in enumerate(zip(counts, sizes, strict=True))
    ]


class TestRecentTrend:
    rising = (300, 350, 400, 450, 500)

    @pytest.mark.parametrize("proportions", [True, False])
    def test_the_direction_is_that_of_the_slope(self, proportions):
        up = recent_trend.recent_trend(years(self.rising), proportions=proportions)
        down = recent_trend.recent_trend(years(self.rising[::-1]), proportions=proportions)
        assert (up.marker, down.marker) == (Marker.INCREASING, Marker.DECREASING)
        assert up.chi_squared == pytest.approx(down.chi_squared)
        assert up.significant
        assert down.significant

    def test_points_may_come_in_any_order_and_only_the_newest_five_count(self):
        points = years((900, *self.rising))
        assert recent_trend.recent_trend(points[::-1], proportions=True).marker is Marker.INCREASING

    @pytest.mark.parametrize(
        ("points", "years_each", "hindrance"),
        [
            (years((300, 350, 400, 450)), 1, Hindrance.FEW_POINTS),
            (years(rising), 3, Hindrance.YEAR_RANGE),
            (years((300, 350, 400, 450, 1000)), 1, Hindrance.IMPOSSIBLE),
            (years((1000, *rising)), 1, Hindrance.IMPOSSIBLE),
            ([*years(rising), TrendPoint(2021, None, 1000, 50.0, 48.0, 52.0)], 1, Hindrance.FEW_VALID),
            ([*years(rising), TrendPoint(2021, 400, 1000, None, 48.0, 52.0)], 1, Hindrance.FEW_VALID),
            ([*years(rising), TrendPoint(2021, 400, 0, 40.0, 48.0, 52.0)], 1, Hindrance.FEW_VALID),
        ],
    )
    def test_what_hinders_a_trend_is_said(self, points, years_each, hindrance):
        found = recent_trend.recent_trend(points, proportions=True, years_each=years_each)
        assert (found.marker, found.hindrance, found.chi_squared) == (Marker.UNKNOWN, hindrance, 0)

    def test_only_proportions_do_without_intervals(self):
        bare = [TrendPoint(2015 + place, count, 1000, count / 10) for place, count in enumerate(self.rising)]
        assert recent_trend.recent_trend(bare, proportions=True).marker is Marker.INCREASING
        assert recent_trend.recent_trend(bare, proportions=False).hindrance is Hindrance.FEW_VALID

    def test_intervals_without_width_cannot_weigh(self):
        found = recent_trend.recent_trend(years(self.rising, width=0.0), proportions=False)
        assert found.hindrance is Hindrance.IMPOSSIBLE

    def test_one_point_that_makes_the_trend_alone_is_no_trend(self):
        found = recent_trend.recent_trend(years((400, 399, 398, 397, 600)), proportions=True)
        assert found.chi_squared > recent_trend.CRITICAL
        assert found.marker is Marker.NO_CHANGE

    def test_a_count_of_zero_is_no_crash_and_goes_the_way_of_the_proportions(self):
        found = recent_trend.recent_trend(years((0, 30, 60, 90, 120)), proportions=True)
        assert found.marker is Marker.INCREASING
        nothing = recent_trend.recent_trend(years((0, 0, 0, 0, 0)), proportions=True)
        assert (nothing.marker, nothing.chi_squared) == (Marker.NO_CHANGE, 0)

    def test_latest_against_previous_needs_two_points_with_intervals(self):
        assert recent_trend.latest_against_previous(years((300, 400))) is Marker.INCREASING
        assert recent_trend.latest_against_previous(years((400, 300))[::-1]) is Marker.DECREASING
        assert recent_trend.latest_against_previous(years((300, 340))) is Marker.NO_CHANGE
        assert recent_trend.latest_against_previous(years((300,))) is Marker.UNKNOWN
        bare = [*years((300,)), TrendPoint(2020, 400, 1000, 40.0)]
        assert recent_trend.latest_against_previous(bare) is Marker.UNKNOWN

    def test_a_marker_is_judged_only_under_a_polarity(self):
        assert recent_trend.judged(Marker.INCREASING, Polarity.LOWER) == "IncreasingAndGettingWorse"
        assert recent_trend.judged(Marker.DECREASING, Polarity.LOWER) == "DecreasingAndGettingBetter"
        assert recent_trend.judged(Marker.INCREASING, Polarity.NONE) == "Increasing"
        assert recent_trend.judged(Marker.NO_CHANGE, Polarity.HIGHER) == "NoChange"
