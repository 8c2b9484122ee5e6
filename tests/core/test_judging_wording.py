"""A direction of travel in the words of each report."""

import pytest

from ascdesk.judging.values import Travel
from ascdesk.judging.wording import direction_in
from ascdesk.model import Base, Direction, Movement, Wording

UP, DOWN, LEVEL, NONE = Movement.UP, Movement.DOWN, Movement.LEVEL, Movement.NONE
BETTER, WORSE, SAME, UNSET = Direction.BETTER, Direction.WORSE, Direction.SAME, Direction.NONE


def words(wording: Wording, movement: Movement, direction: Direction, significant: bool | None = None) -> str:
    return direction_in(wording, Travel(movement, direction, Base.PREVIOUS, None, "", significant))


@pytest.mark.parametrize(
    ("wording", "better", "worse", "same"),
    [
        (Wording.BETTER, "Better", "Worse", "Same"),
        (Wording.ARROWS, "Up", "Down", "Level"),
        (Wording.TARGET, "Towards target", "Away from target", "No change"),
        (Wording.IMPROVED, "Improved", "Deteriorated", "No significant change"),
    ],
)
def test_each_report_has_its_own_words(wording: Wording, better: str, worse: str, same: str) -> None:
    assert words(wording, UP, BETTER) == better
    assert words(wording, DOWN, WORSE) == worse
    assert words(wording, LEVEL, SAME) == same
    assert words(wording, UP, UNSET) == "Up"
    assert words(wording, NONE, UNSET) == "–"


@pytest.mark.parametrize(
    ("movement", "direction", "significant", "said"),
    [
        (UP, BETTER, True, "Significant, improving"),
        (UP, WORSE, True, "Significant, worsening"),
        (UP, UNSET, True, "Significant"),
        (UP, BETTER, False, "Not significant"),
        (UP, BETTER, None, "Up, not tested"),
        (NONE, UNSET, None, "–"),
    ],
)
def test_kents_words_say_whether_a_change_is_significant(
    movement: Movement, direction: Direction, significant: bool | None, said: str
) -> None:
    assert words(Wording.TREND, movement, direction, significant) == said


def test_a_tested_change_within_chance_is_no_significant_change() -> None:
    assert words(Wording.IMPROVED, UP, BETTER, significant=False) == "No significant change"
    assert words(Wording.IMPROVED, UP, BETTER, significant=True) == "Improved"
    assert words(Wording.IMPROVED, UP, UNSET, significant=False) == "Up"
