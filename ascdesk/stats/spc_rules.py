"""The four rules of an XmR chart, each on plain rows of figures of one group (statistics.md 1.4 and 1.5)."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

RUN = 7


def outside_limits(values: Sequence[float | None], lower: float | None, upper: float | None) -> list[bool | None]:
    """Say for each value whether it lies strictly outside the process limits; None where either is missing."""
    if lower is None or upper is None:
        return [None] * len(values)
    return [None if value is None else value > upper or value < lower for value in values]


def near_limits(
    values: Sequence[float | None],
    outside: Sequence[bool | None],
    near_lower: float | None,
    near_upper: float | None,
) -> list[bool | None]:
    """Say for each value whether it lies beyond two thirds of the way to a process limit, but not outside it."""
    if near_lower is None or near_upper is None:
        return [None] * len(values)
    return [
        None if value is None else not out and (value < near_lower or value > near_upper)
        for value, out in zip(values, outside, strict=True)
    ]


def sides(values: Sequence[float | None], mean: float | None) -> list[int | None]:
    """Say for each value whether it is above (1), on (0) or below (-1) the centre line."""
    if mean is None:
        return [None] * len(values)
    return [None if value is None else (value > mean) - (value < mean) for value in values]


def seven_point_trend(values: Sequence[float | None]) -> list[int]:
    """Return 1 at each end of seven values that rise without a break, -1 where they fall, otherwise 0.

    An equal pair breaks a trend. Raises ValueError where a missing value stands among seven that otherwise all
    rise or all fall: the package stops there, because it cannot know.
    """
    ends = [0] * len(values)
    rising = falling = 0
    for place in range(1, len(values)):
        now, before = values[place], values[place - 1]
        known = now is not None and before is not None
        rising = rising + 1 if known and now > before else 0  # type: ignore[operator]
        falling = falling + 1 if known and now < before else 0  # type: ignore[operator]
        if rising >= RUN - 1:
            ends[place] = 1
        elif falling >= RUN - 1:
            ends[place] = -1
    if None in values:
        _refuse_gap_in_trend(values)
    return ends


def seven_point_shift(side: Sequence[int | None]) -> list[int]:
    """Return 1 at each end of seven values on one side of the centre line; a value on the line breaks the run."""
    ends = [0] * len(side)
    length = 0
    for place, here in enumerate(side):
        if not here:
            length = 0
        elif length and here == side[place - 1]:
            length += 1
        else:
            length = 1
        if length >= RUN:
            ends[place] = 1
    return ends


def part_of_run(ends: Sequence[int]) -> list[bool]:
    """Say for each value whether it belongs to a run of seven, given where such runs end."""
    members = [False] * len(ends)
    for place, end in enumerate(ends):
        if end:
            first = max(place - RUN + 1, 0)
            members[first : place + 1] = [True] * (place + 1 - first)
    return members


def two_in_three(near: Sequence[bool | None], side: Sequence[int | None]) -> list[bool]:
    """Say for each value whether it lies in three running values on one side, two or more of them near a limit.

    The third may itself be anywhere on that side, also outside the limits; only a value that is near counts as a
    member of the signal, which is for the caller to ask.
    """
    found = [False] * len(near)
    close = [place for place, here in enumerate(near) if here]
    for one, other in pairwise(close):
        for first in range(max(other - 2, 0), min(one, len(near) - 3) + 1):
            if side[first] and side[first] == side[first + 1] == side[first + 2]:
                found[first : first + 3] = [True] * 3
    return found


def _refuse_gap_in_trend(values: Sequence[float | None]) -> None:
    for first in range(len(values) - RUN + 1):
        window = values[first : first + RUN]
        if None not in window:
            continue
        steps = [after - before for before, after in pairwise(window) if before is not None and after is not None]
        if all(step > 0 for step in steps) or all(step < 0 for step in steps):
            raise ValueError(
                "A figure is missing among seven that otherwise all rise or all fall, so it cannot be known whether "
                "they are a trend; fill the gap, or begin a new group after it."
            )
