"""The special causes of a control chart in plain words: point by point, and the runs that they make together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from ascdesk.charts.statistics import Finding, Meaning, Special

if TYPE_CHECKING:  # most charts are drawn without statistics
    from ascdesk.stats import spc

_RUN = 7


def findings_of(judged: spc.XmR) -> tuple[tuple[Special, ...], tuple[Finding, ...]]:
    """Return every special point of a group and, in their order, the runs that these belong to."""
    points = judged.points
    special: list[Special] = []
    runs: dict[tuple[str, int, int], Finding] = {}
    for at, point in enumerate(points):
        if point.cause.value == "Common Cause":
            continue
        first, last = _extent(points, at)
        count, meaning = last - first + 1, _meaning(point.kind)
        special.append(Special(point.key, _said_of_point(point.cause, count), meaning))
        found = Finding(points[first].key, points[last].key, _said_of_run(point.cause, count), meaning)
        runs.setdefault((point.cause, first, last), found)
    return tuple(special), tuple(runs.values())


def _extent(points: Sequence[spc.Point], at: int) -> tuple[int, int]:
    """Return the ends of the run that makes a point special, points in it that another rule names included."""
    name = points[at].cause.name
    if name.startswith("SHIFT"):
        return _reach(points, at, lambda one, other: one.side == other.side)
    if name.startswith("TREND"):
        way = 1 if name == "TREND_UP" else -1
        ends = _reach(points, at, lambda one, other: way * ((other.value or 0) - (one.value or 0)) > 0)
        return ends if ends[1] - ends[0] + 1 >= _RUN else (at, at)
    if name.startswith("TWO"):
        close = [n for n, each in enumerate(points) if each.near and each.side == points[at].side]
        return _chain(close, at)
    return _reach(points, at, lambda one, other: one.cause is other.cause)


def _reach(points: Sequence[spc.Point], at: int, goes_on: Callable[[spc.Point, spc.Point], bool]) -> tuple[int, int]:
    first = last = at
    while first and goes_on(points[first - 1], points[first]):
        first -= 1
    while last + 1 < len(points) and goes_on(points[last], points[last + 1]):
        last += 1
    return first, last


def _chain(close: Sequence[int], at: int) -> tuple[int, int]:
    """Return the ends of the chain of points near a limit, each at most one point apart from the next."""
    first = last = at
    for each in close:
        if last < each <= last + 2:
            last = each
    for each in reversed(close):
        if first - 2 <= each < first:
            first = each
    return first, last


def _meaning(kind: spc.PointType) -> Meaning:
    return {"special_cause_improvement": Meaning.IMPROVEMENT, "special_cause_concern": Meaning.CONCERN}.get(
        kind.value, Meaning.NEUTRAL
    )


def _said_of_point(cause: spc.SpecialCause, count: int) -> str:
    if cause.name in _LIMIT:
        return _LIMIT[cause.name]
    if cause.name in _NEAR:
        return f"one of at least 2 in 3 points {_NEAR[cause.name]}"
    way = _TREND.get(cause.name) or _SHIFT[cause.name]
    return f"in a run of {max(count, _RUN)} points {way}"


def _said_of_run(cause: spc.SpecialCause, count: int) -> str:
    many = f"{count} points " if count > 1 else ""
    if cause.name in _LIMIT:
        return f"{many}{_LIMIT[cause.name]}"
    if cause.name in _NEAR:
        return f"at least 2 of 3 points {_NEAR[cause.name]}"
    if cause.name in _TREND:
        return f"{many or 'the end of a run '}{_TREND[cause.name]}"
    return f"{many}{_SHIFT[cause.name]}"


_LIMIT = {"ABOVE_LIMIT": "above the upper limit", "BELOW_LIMIT": "below the lower limit"}
_NEAR = {"TWO_IN_THREE_ABOVE": "near the upper limit", "TWO_IN_THREE_BELOW": "near the lower limit"}
_TREND = {"TREND_UP": "rising one after another", "TREND_DOWN": "falling one after another"}
_SHIFT = {"SHIFT_ABOVE": "above the centre line", "SHIFT_BELOW": "below the centre line"}
