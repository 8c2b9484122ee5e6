"""A direction of travel in the words of a report."""

from __future__ import annotations

from ascdesk.judging.values import Travel
from ascdesk.model import Direction, Movement, Wording

MOVEMENT_WORDS = {Movement.UP: "Up", Movement.DOWN: "Down", Movement.LEVEL: "Level", Movement.NONE: "–"}
_WORDS = {
    Wording.BETTER: {Direction.BETTER: "Better", Direction.WORSE: "Worse", Direction.SAME: "Same"},
    Wording.TARGET: {
        Direction.BETTER: "Towards target", Direction.WORSE: "Away from target", Direction.SAME: "No change",
    },
    Wording.IMPROVED: {
        Direction.BETTER: "Improved", Direction.WORSE: "Deteriorated", Direction.SAME: "No significant change",
    },
}  # fmt: skip


def direction_in(wording: Wording, travel: Travel) -> str:
    """Return a direction as a report with this wording prints it; the plain movement where no way is better."""
    plain = MOVEMENT_WORDS[travel.movement]
    if wording is Wording.ARROWS:
        return plain
    if wording is Wording.TREND:
        if travel.significant is None:
            return plain if travel.movement is Movement.NONE else f"{plain}, not tested"
        return f"{'Significant' if travel.significant else 'Not significant'}{_sense(travel)}"
    words = _WORDS[wording]
    if wording is Wording.IMPROVED and travel.significant is False and travel.direction in words:
        return words[Direction.SAME]
    return words.get(travel.direction, plain)


def _sense(travel: Travel) -> str:
    sense = {Direction.BETTER: ", improving", Direction.WORSE: ", worsening"}
    return sense.get(travel.direction, "") if travel.significant else ""
