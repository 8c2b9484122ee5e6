"""An area against a benchmark, as Fingertips compares them (statistics.md 3).

Words are given after polarity: with “higher is better” a higher value is better, with “lower is better” worse.
With neither, the words are Lower, Similar and Higher, which judge nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ascdesk.model import Polarity
from ascdesk.stats.funnels import type7_quantile

SPC_INNER, SPC_OUTER = 1.96, 3.0902


class Comparison(StrEnum):
    """How an area compares; NONE is “not compared”."""

    WORST = "Worst"
    WORSE = "Worse"
    SAME = "Same"
    BETTER = "Better"
    BEST = "Best"
    LOWER = "Lower"
    SIMILAR = "Similar"
    HIGHER = "Higher"
    NONE = "None"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an area or a benchmark, all in one unit; None for what is not.

    The limits are those of the 95 and the 99.8 per cent interval; the denominator only serves `spc_proportion`.
    """

    value: float | None = None
    lower95: float | None = None
    upper95: float | None = None
    lower998: float | None = None
    upper998: float | None = None
    denominator: float | None = None


def single_overlap(area: Known, benchmark: float | None, polarity: Polarity) -> Comparison:
    """Compare by whether the benchmark lies in the area's 95 per cent interval, ends included: the common method.

    NONE without a value, an interval or a benchmark.
    """
    if area.value is None or benchmark is None or area.lower95 is None or area.upper95 is None:
        return Comparison.NONE
    if area.lower95 <= benchmark <= area.upper95:
        return _word(0, polarity)
    return _word(-1 if area.value < benchmark else 1, polarity)


def two_level_overlap(area: Known, benchmark: float | None, polarity: Polarity) -> Comparison:
    """Compare as `single_overlap`, and tell better from best by the 99.8 per cent interval, ends included."""
    one = single_overlap(area, benchmark, polarity)
    if one is Comparison.NONE or benchmark is None or area.lower998 is None or area.upper998 is None:
        return Comparison.NONE
    if area.lower998 <= benchmark <= area.upper998:
        return one
    return _EXTREME.get(one, one)


def double_overlap(area: Known, benchmark: Known, polarity: Polarity) -> Comparison:
    """Compare by whether the two 95 per cent intervals overlap, touching included; used for latest against previous.

    NONE without both values and both intervals.
    """
    step = _double(area, benchmark)
    return Comparison.NONE if step is None else _word(step, polarity)


def spc_proportion(
    area: Known, benchmark: float | None, polarity: Polarity, z: float = SPC_OUTER, multiplier: float = 100
) -> Comparison:
    """Compare by whether the area lies outside Wilson limits drawn around the benchmark for its denominator.

    Fingertips rounds z, to 1.96 or 3.0902. Not the same as a funnel plot's limits. NONE without value, benchmark or
    a denominator above zero. Raises ValueError for a benchmark that is no proportion of the multiplier.
    """
    if area.value is None or benchmark is None or area.denominator is None or area.denominator <= 0:
        return Comparison.NONE
    expected = benchmark / multiplier
    if not 0 <= expected <= 1:
        raise ValueError(f"A benchmark of {benchmark} is no proportion out of {multiplier}.")
    count, square = area.denominator * expected, z * z
    reach = z * math.sqrt(square + 4 * count * (1 - expected))
    scale = 2 * (area.denominator + square)
    value = area.value / multiplier
    above = value > (2 * count + square + reach) / scale
    below = value < (2 * count + square - reach) / scale
    return _word(above - below, polarity)


def target_rating(
    area: Known, lower: float, upper: float | None, polarity: Polarity, *, by_interval: bool = False
) -> Comparison:
    """Rate against a target as Fingertips does: BETTER is green, SAME amber, WORSE red.

    With one limit, reaching it is better; `by_interval` asks the whole 95 per cent interval to be at or above it
    or else below it. With two, below the lower and from the upper on are the ends, and between them is amber - so
    with lower-is-better a value exactly on the lower limit is amber, which most councils would call green.
    NONE without a value, a needed interval, or a polarity of higher or lower.
    Raises ValueError if the lower limit is above the upper one.
    """
    if upper is not None and lower > upper:
        raise ValueError(f"The lower limit {lower} of the target is above its upper limit {upper}.")
    if area.value is None or polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return Comparison.NONE
    if upper is not None:
        return _word((area.value >= upper) - (area.value < lower), polarity)
    if by_interval:
        if area.lower95 is None or area.upper95 is None:
            return Comparison.NONE
        return _word((area.lower95 >= lower) - (area.lower95 < lower and area.upper95 < lower), polarity)
    met = area.value <= lower if polarity is Polarity.LOWER else area.value >= lower
    return Comparison.BETTER if met else Comparison.WORSE


def quantile_categories(values: Sequence[float | None], groups: int = 5) -> tuple[int | None, ...]:
    """Return for each area its quintile (or quartile, with 4), from 1 for the lowest; None where there is no value.

    Bounds are Excel's PERCENTILE.INC rounded half up to ten decimals, and a value on a bound belongs to the lower
    one. With fewer values than groups nothing is compared. Raises ValueError for fewer than two groups.
    """
    if groups < 2:
        raise ValueError(f"Areas are divided into at least two groups, not {groups}.")
    present = [value for value in values if value is not None]
    if len(present) < groups:
        return (None,) * len(values)
    bounds = quantile_bounds(present, groups)
    return tuple(
        None if value is None else next((group for group, bound in enumerate(bounds, 1) if value <= bound), groups)
        for value in values
    )


def quantile_bounds(values: Sequence[float], groups: int = 5) -> tuple[float, ...]:
    """Return the upper bound of each group but the last, in order. Raises ValueError for no values."""
    return tuple(_rounded(type7_quantile(values, group / groups)) for group in range(1, groups))


def _word(step: int, polarity: Polarity) -> Comparison:
    """Return the word for lower (-1), similar (0) or higher (1) under a polarity."""
    if polarity not in (Polarity.HIGHER, Polarity.LOWER):
        return (Comparison.SIMILAR, Comparison.HIGHER, Comparison.LOWER)[step]
    if polarity is Polarity.LOWER:
        step = -step
    return (Comparison.SAME, Comparison.BETTER, Comparison.WORSE)[step]


def _double(area: Known, other: Known) -> int | None:
    """Return whether an area is below (-1), overlaps (0) or is above (1) another one, or None where it is unknown."""
    if area.value is None or area.lower95 is None or area.upper95 is None:
        return None
    if other.value is None or other.lower95 is None or other.upper95 is None:
        return None
    if other.value < area.value:
        return 0 if area.lower95 <= other.upper95 else 1
    if other.lower95 <= area.upper95:
        return 0
    return -1 if area.value < other.value else 1


_EXTREME = {Comparison.WORSE: Comparison.WORST, Comparison.BETTER: Comparison.BEST}


def _rounded(value: float) -> float:
    return math.copysign(math.floor(abs(value) * 1e10 + 0.5) / 1e10, value)
