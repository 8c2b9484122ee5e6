"""Every published case of the field's statistical tools against `ascdesk.stats`.

The environment variable ASCDESK_CASES names another folder of JSON files of the same shape. One test is one function
of one file; a failure names the cases. A function, an input or an expected field that nothing here looks at fails.
"""

import json
import math
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from ascdesk.model import Polarity
from ascdesk.stats import (
    benchmarks,
    funnels,
    intervals,
    recent_trend,
    spc,
    spc_rules,
    trends,
)

FOLDER = Path(os.environ.get("ASCDESK_CASES") or Path(__file__).parent / "data" / "cases")
ABOUT = {"function", "kind", "name", "source", "expected", "test_expectation"}
CHART = "spc chart"
LEVELS = {"95": 0.95, "99_8": 0.998}
NOT_APPLICABLE = "not applicable"
POLARITIES = {
    "high is good": Polarity.HIGHER,
    "low is good": Polarity.LOWER,
    "no judgement": Polarity.NONE,
    "no polarity": Polarity.NONE,
    "use blues": Polarity.NONE,
    NOT_APPLICABLE: Polarity.NONE,
}
JUDGING = {"Worst", "Worse", "Same", "Better", "Best"}


class Inputs(dict[str, Any]):
    """A case's inputs, which remembers what was asked for."""

    def __init__(self, case: dict[str, Any]) -> None:
        super().__init__(case)
        self.asked = set(ABOUT)

    def __getitem__(self, key: str) -> Any:
        self.asked.add(key)
        return super().__getitem__(key)

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(key)
        return super().get(key, default)


@dataclass
class Answer:
    """What the code says, in the shape of a case's `expected`, and how far floats may differ from it."""

    fields: Any
    relative: float = 1e-9
    absolute: float = 1e-13
    tolerances: dict[str, float] = field(default_factory=dict)


def phe_proportion(case: Inputs) -> Answer:
    return _estimate(case, intervals.proportion)


def phe_rate(case: Inputs) -> Answer:
    return _estimate(case, intervals.rate)


def _estimate(case: Inputs, estimate: Callable[..., intervals.Estimate]) -> Answer:
    inputs = case["numerator"], case["denominator"]
    default = 100 if estimate is intervals.proportion else 100_000
    multiplier = case.get("multiplier", default)
    confidence = case.get("confidence")
    chosen = {"": confidence} if confidence is not None else LEVELS
    made = {name: estimate(*inputs, level, multiplier) for name, level in chosen.items()}
    one = next(iter(made.values()))
    fields: dict[str, Any] = {"value": one.value, "method": one.method}
    for name, each in made.items():
        fields |= _named(each.limits, name)
    return Answer(fields)


def _named(limits: intervals.Interval | None, level: str) -> dict[str, float | None]:
    lower, upper = (limits.lower, limits.upper) if limits else (None, None)
    return {f"lower{level}": lower, f"upper{level}": upper}


def wilson_limits(case: Inputs) -> Answer:
    return Answer(_named(intervals.wilson(case["x"], case["n"], case["confidence"], multiplier=1), ""))


def byars_limits(case: Inputs) -> Answer:
    assert case.get("n") is None
    count, confidence = case["x"], case["confidence"]
    return Answer({"lower": intervals.byar_lower(count, confidence), "upper": intervals.byar_upper(count, confidence)})


def phe_mean(case: Inputs) -> Answer:
    values = case["values"]
    sample = intervals.describe(values)
    fields = {"sum": sample.total, "count": sample.count, "stdev": sample.deviation, "value": sample.mean}
    confidence = case.get("confidence")
    for name, level in ({"": confidence} if confidence is not None else LEVELS).items():
        limits = intervals.mean_interval(values, level) if sample.count > 1 else None
        fields |= _named(limits, name)
    return Answer(fields)


def phe_quantile(case: Inputs) -> Answer:
    found = intervals.quantiles(case["values"], case.get("nquantiles", 10), highest_first=case.get("invert", True))
    return Answer(list(found))


def assign_funnel_significance(case: Inputs) -> Answer:
    judge = {
        "proportion": funnels.proportion_significance,
        "ratio": funnels.ratio_significance,
        "rate": funnels.rate_significance,
        "crude rate": funnels.rate_significance,
    }[case["statistic"]]
    case.get("multiplier")  # a unit of measurement does not change who lies outside
    return Answer(list(judge(case["numerators"], case["denominators"])))


def calculate_funnel_limits(case: Inputs) -> Answer:
    assert case["statistic"] == "proportion"
    funnel = funnels.proportion_funnel(case["numerators"], case["denominators"], case["multiplier"])
    fields = {"population": list(funnel.sizes), "baseline": [funnel.baseline] * len(funnel.sizes)}
    for name, attribute in _funnel_lines("lower{}", "upper{}", "99_8"):
        fields[name] = [getattr(limits, attribute) for limits in funnel.limits]
    # The package's own workbook prints six decimals; what is printed in full is held to the full.
    printed = [number for row in case["expected"].values() for number in row]
    absolute = 5.1e-7 if all(number == round(number, 6) for number in printed) else 1e-13
    return Answer(fields, absolute=absolute)


def funnel_limits_at_population(case: Inputs) -> Answer:
    limits = funnels.proportion_limits(case["average"], case["population"], case["multiplier"])
    return Answer({name: getattr(limits, attribute) for name, attribute in _funnel_lines("lower{}", "upper{}", "99_8")})


def _funnel_lines(lower: str, upper: str, outer: str) -> list[tuple[str, str]]:
    return [
        (lower.format("95"), "lower95"),
        (upper.format("95"), "upper95"),
        (lower.format(outer), "lower998"),
        (upper.format(outer), "upper998"),
    ]


def funnelplotr_ratio_limits(case: Inputs) -> Answer:
    limits = [funnels.ratio_limits(expected, case.get("multiplier", 1)) for expected in case["expected_events"]]
    lines = _funnel_lines("ll{}", "ul{}", "998")
    return Answer({name: [getattr(each, attribute) for each in limits] for name, attribute in lines})


def funnelplotr_proportion(case: Inputs) -> Answer:
    numerators, denominators = case["numerators"], case["denominators"]
    spread = funnels.dispersion(numerators, denominators, case["trim_by"])
    plain = funnels.Dispersion(spread.target, spread.scores, spread.phi, 0.0)
    fields: dict[str, Any] = {
        "target": spread.target,
        "phi": spread.phi,
        "tau2": spread.between,
        "z": list(spread.scores),
        "denominator_seq": sorted(denominators),
    }
    for prefix, used in (("", plain), ("od_", spread)):
        limits = [funnels.overdispersed_limits(used, size, case["multiplier"]) for size in sorted(denominators)]
        for name, attribute in _funnel_lines(prefix + "ll{}", prefix + "ul{}", "998"):
            line = [getattr(each, attribute) for each in limits]
            fields[name] = _away_from_the_ends(line, case["expected"].get(name, line), case["multiplier"])
    return Answer(fields)


def _away_from_the_ends(ours: list[float], theirs: list[float], highest: float) -> list[float]:
    """Take the package's word where a limit is cut off at 0 or 1, and at the next size.

    It forces its limits to be monotone there, along a row of sizes of its own (statistics.md 4.5).
    """
    cut = [limit in (0, highest) for limit in ours]
    given_up = [here or before for here, before in zip(cut, [False, *cut[:-1]], strict=True)]
    return [
        their if skip and 0 <= their <= highest else our
        for our, their, skip in zip(ours, theirs, given_up, strict=True)
    ]


def trend_marker(case: Inputs) -> Answer:
    points = [recent_trend.TrendPoint(**point) for point in case["points"]]
    proportions = {
        "proportion (chi-squared for trend)": True,
        "confidence-interval weighted regression": False,
    }[case["method"]]
    trend = recent_trend.recent_trend(points, proportions=proportions, years_each=case["year_range"])
    stated = case.get("test_expectation") or {}
    polarity = stated.get("polarity")
    label = recent_trend.judged(trend.marker, POLARITIES[polarity.lower()]) if polarity else None
    return Answer(
        {
            "marker": trend.marker,
            # Upstream never stores the slope of proportions, so every significant one decreases (statistics.md 4.3).
            "upstream_marker": recent_trend.Marker.DECREASING if trend.significant and proportions else trend.marker,
            "note": case["expected"].get("note"),
            "chi2": trend.chi_squared,
            "chi2_rounded_2dp": round(trend.chi_squared, 2),
            "significant": trend.significant,
            "message": trend.hindrance,
            "latest_vs_previous": recent_trend.latest_against_previous(points),
            "polarity": polarity,
            "label": label,
        }
    )


def compare_to_benchmark(case: Inputs) -> Answer:
    polarity = POLARITIES[case["polarity"]]
    if polarity is Polarity.NONE and case["expected"] in JUDGING:
        polarity = Polarity.HIGHER  # the tool's own words before polarity: better is higher
    area, benchmark = _known(case["data"]), _known(case["benchmark"])
    if case["polarity"] == NOT_APPLICABLE:
        area = benchmarks.Known()  # the tool compares nothing that has no polarity at all
    method, _, z = case["method"].partition(":")
    if method == "spcprop":
        return Answer(benchmarks.spc_proportion(area, benchmark.value, polarity, float(z)))
    if method == "double":
        return Answer(benchmarks.double_overlap(area, benchmark, polarity))
    one_sided = {"single": benchmarks.single_overlap, "two": benchmarks.two_level_overlap}[method]
    return Answer(one_sided(area, benchmark.value, polarity))


def compare_to_target(case: Inputs) -> Answer:
    polarity = POLARITIES[case["polarity"]]
    by_interval = {"target": False, "targetci": True}[case["method"]]
    limits = case["lower_limit"], case["upper_limit"]
    return Answer(benchmarks.target_rating(_known(case["data"]), *limits, polarity, by_interval=by_interval))


def _known(fields: dict[str, float | None]) -> benchmarks.Known:
    return benchmarks.Known(**{name.replace("99_8", "998"): value for name, value in fields.items()})


def two_proportions(case: Inputs) -> Answer:
    (x1, x2), (n1, n2) = case["x"], case["n"]
    test = trends.two_proportions(x1, n1, x2, n2)
    fields = {
        "z_squared": test.z**2,
        "p": test.p,
        "wald_diff_lower": test.difference.lower,
        "wald_diff_upper": test.difference.upper,
        "p_continuity": test.p_continuity,
        "p_fisher": trends.fisher_exact_p(x1, n1, x2, n2),
    }
    return Answer(fields, tolerances=dict.fromkeys(("p", "p_continuity", "p_fisher"), 0.0))


def trend(case: Inputs) -> Answer:
    counts, denominators = case["x"], case["n"]
    shown = [100 * x / n for x, n in zip(counts, denominators, strict=True)]
    line, chi_squared, rank = (
        trends.slope(shown),
        trends.chi_squared_trend(counts, denominators),
        trends.kendall(shown),
    )
    limits = trends.slope_interval(line)
    fields = {
        "chi2_trend": chi_squared.statistic,
        "p_chi2_trend": chi_squared.p,
        "ols_slope": line.slope,
        "ols_se": line.error,
        "ols_t": line.t,
        "ols_p": line.p,
        "ols_slope_lower95": limits.lower,
        "ols_slope_upper95": limits.upper,
        "r_squared": line.fit,
        "kendall_tau": rank.statistic,
        "kendall_p": rank.p,
    }
    # R subtracts the rest from 1 for Kendall's p, and so prints no more than sixteen decimals of it.
    return Answer(fields, tolerances={"kendall_p": 1e-15, "ols_p": 0.0, "p_chi2_trend": 0.0})


def spc_chart(case: Inputs) -> Answer:
    options = Inputs(case["options"])
    chosen = spc.Options(
        improvement=spc.Improvement(options["improvement_direction"]),
        target=options.get("target"),
        rebase=options.get("rebase", ()),
        fix_after=options.get("fix_after_n_points"),
        screen=options.get("screen_outliers", True),
    )
    assert options.asked >= set(options), f"nothing here looks at the options {set(options) - options.asked}"
    drawn = spc.chart(case["dates"], case["values"], chosen)
    fields = {
        "order": list(drawn.order),
        "rebase_group": [point.group for point in drawn.points],
        "groups": [_spc_group(group) for group in drawn.groups],
        "outside_limits": [point.outside for point in drawn.points],
        "relative_to_mean": [point.side for point in drawn.points],
        "close_to_limits": [point.near for point in drawn.points],
        "special_cause_type": [point.cause for point in drawn.points],
        "point_type": [point.kind for point in drawn.points],
        "variation_type": drawn.points[-1].kind,
        "variation_icon": drawn.variation,
        "assurance_type": drawn.assurance,
        "assurance_icon": drawn.assurance and drawn.assurance.icon,
    }
    # A limit that comes out near zero keeps the rounding of the mean it was taken from.
    scale = max((abs(value) for value in case["values"] if value is not None), default=0.0)
    return Answer(fields, relative=1e-12, absolute=1e-15 * scale)


def _spc_group(group: spc.Group) -> dict[str, Any]:
    return {
        "rebase_group": group.number,
        "n": group.count,
        "mean": group.mean,
        "average_mr_before_screening": group.moving_range_before,
        "mr_screened_out": group.screened,
        "average_mr": group.moving_range,
        "lpl": group.lower,
        "upl": group.upper,
        "near_lpl": group.near_lower,
        "near_upl": group.near_upper,
        "short_group_warning": group.short,
    }


def _rule(rule: Callable[..., Any]) -> Callable[[Inputs], Answer]:
    return lambda case: Answer([each if isinstance(each, str) else int(each) for each in rule(*case["args"])])


# What the package calls its functions, and which of ours answers for it.
ADAPTORS: dict[str, Callable[[Inputs], Answer]] = {
    CHART: spc_chart,
    "ptd_seven_point_trend": _rule(spc_rules.seven_point_trend),
    "ptd_seven_point_one_side_mean": _rule(spc_rules.seven_point_shift),
    "ptd_part_of_seven_trend": _rule(spc_rules.part_of_run),
    "ptd_two_in_three": _rule(spc_rules.two_in_three),
    "ptd_special_cause_type": _rule(spc.special_causes),
} | {
    adaptor.__name__: adaptor
    for adaptor in (
        phe_proportion,
        phe_rate,
        wilson_limits,
        byars_limits,
        phe_mean,
        phe_quantile,
        assign_funnel_significance,
        calculate_funnel_limits,
        funnel_limits_at_population,
        funnelplotr_ratio_limits,
        funnelplotr_proportion,
        trend_marker,
        compare_to_benchmark,
        compare_to_target,
        two_proportions,
        trend,
    )
}


def differences(expected: Any, actual: Any, answer: Answer, place: str = "expected") -> Iterator[str]:
    """Yield each place where the code and a case differ, or where nothing looks at what is expected."""
    if isinstance(expected, dict):
        for name, value in expected.items():
            if not isinstance(actual, dict) or name not in actual:
                yield f"{place}: nothing here looks at the field “{name}”"
            else:
                yield from differences(value, actual[name], answer, f"{place}.{name}")
    elif isinstance(expected, list):
        if not isinstance(actual, list) or len(actual) != len(expected):
            yield f"{place}: {expected} expected, not {actual}"
        else:
            for number, (one, other) in enumerate(zip(expected, actual, strict=True)):
                yield from differences(one, other, answer, f"{place}[{number}]")
    elif not _same(expected, actual, answer, place):
        yield f"{place}: {expected!r} expected, not {actual!r}"


def _same(expected: Any, actual: Any, answer: Answer, place: str) -> bool:
    exact = (bool, str, type(None))
    if isinstance(expected, exact) or isinstance(actual, exact):
        return isinstance(actual, type(expected)) and bool(expected == actual)
    absolute = answer.tolerances.get(place.rpartition(".")[2], answer.absolute)
    return math.isclose(expected, actual, rel_tol=answer.relative, abs_tol=absolute)


def failures(case: dict[str, Any], function: str) -> list[str]:
    """Return what is wrong with one case: nothing, if the code agrees with all of it."""
    if function not in ADAPTORS:
        return [f"nothing here knows the function “{function}”"]
    if "expected" not in case:
        return ["the case expects nothing"]
    inputs, expected = Inputs(case), case["expected"]
    refused = isinstance(expected, dict) and set(expected) == {"error"}
    try:
        answer = ADAPTORS[function](inputs)
    except ValueError as error:
        return [] if refused and len(str(error)) > 20 else [f"refused: {error}"]
    except Exception as error:  # one bad case must not hide the others
        return [f"{type(error).__name__}: {error}"]
    if refused:
        return [f"the tool stops here ({expected['error']}), and the code does not"]
    found = list(differences(expected, answer.fields, answer))
    if "test_expectation" in case:
        found += differences(case["test_expectation"], answer.fields, answer, "test_expectation")
    if unread := set(case) - inputs.asked:
        found.append(f"nothing here looks at the inputs {sorted(unread)}")
    return found


def read_groups(folder: Path) -> dict[tuple[str, str], list[dict[str, Any]]]:
    """Return the cases of a folder by file and function; a chart is known by its shape."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for path in sorted(folder.glob("*.json")):
        contents = json.loads(path.read_text(encoding="utf-8"))
        rows = contents if isinstance(contents, list) else []
        if isinstance(contents, dict):
            for name, value in contents.items():
                if name != "meta":
                    rows += value if isinstance(value, list) else [{"function": f"{name}: not a list of cases"}]
        for case in rows:
            shape = CHART if {"dates", "values", "options"} <= set(case) else "no function named"
            groups.setdefault((path.name, case.get("function", shape)), []).append(case)
        groups.setdefault((path.name, "(any)"), []).extend(rows)
    return groups


GROUPS = read_groups(FOLDER)
FILES = [file for file, function in GROUPS if function == "(any)"]


def test_there_are_cases_and_each_file_has_some():
    assert FILES, f"there is no file of cases in {FOLDER}"
    assert not [file for file in FILES if not GROUPS[file, "(any)"]]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"function": "phe_dsr"}, "phe_dsr"),
        ({"numerator": 64}, "expected.value"),
        ({"weights": [1, 2]}, "weights"),
        ({"expected": {"value": 65.0, "skewness": 1.0}}, "skewness"),
        ({"expected": {"value": 65.0000002}}, "expected.value"),
        ({"expected": {"value": None}}, "expected.value"),
        ({"expected": {"error": "x must be less than n"}}, "does not"),
        ({"numerator": 101}, "impossible"),
    ],
)
def test_a_case_that_does_not_hold_is_never_passed_over(change: dict[str, Any], complaint: str):
    case: dict[str, Any] = {"numerator": 65, "denominator": 100, "expected": {"value": 65}} | change
    assert complaint in "; ".join(failures(case, case.get("function", "phe_proportion")))


@pytest.mark.parametrize(("file", "function"), [group for group in GROUPS if group[1] != "(any)"])
def test_the_code_agrees_with_the_published_tool(file: str, function: str):
    wrong = []
    for number, case in enumerate(GROUPS[file, function]):
        if found := failures(case, function):
            wrong.append(f"{case.get('name', f'number {number}')}: " + "; ".join(found[:5]))
    report = "\n".join(wrong[:20])
    assert not wrong, f"{len(wrong)} of {len(GROUPS[file, function])} cases of {file} fail:\n{report}"
