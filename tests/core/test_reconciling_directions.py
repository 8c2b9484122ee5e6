from typing import Any

import pytest

from ascdesk.model import Base, Direction, Measure, Movement, Polarity, PublishedTally, Rating
from ascdesk.periods import Period
from ascdesk.reconciling import reconcile
from ascdesk.reconciling.values import ReconciledDirection, Verdict
from tests.core.test_reconciling import counted, printed
from tests.core.test_scorecard import card
from tests.data.judged import figure, measure

ONE = measure("M001", decimals=1)
Q1 = Period.quarter(2023, 1)
LAST_YEAR = Period.year(2022)


def line(
    now: str | None, then: str | None, legend: tuple[PublishedTally, ...] = (), of: Measure = ONE, **said: Any
) -> ReconciledDirection:
    """Return the line of a figure that was `then` a quarter before, of which a report printed what is said."""
    figures = [figure(value, period, of) for value, period in ((now, Period.quarter(2023, 2)), (then, Q1)) if value]
    figures += [figure("40.5", LAST_YEAR, of)]
    held = card([of], figures=figures, published={(of.id, ""): printed(of, **said)})
    (found,) = reconcile(held, legend).directions
    return found


@pytest.mark.parametrize(
    ("now", "printed_as", "verdict"),
    [
        ("41", "Towards target", Verdict.AGREES),
        ("39", "Towards target", Verdict.DIFFERS),
        ("39", "Away from target", Verdict.AGREES),
        ("40", "No change", Verdict.AGREES),
        ("41", "No change", Verdict.DIFFERS),
        ("41", "Improved", Verdict.AGREES),
    ],
)
def test_words_are_compared_by_what_they_mean(now: str, printed_as: str, verdict: Verdict) -> None:
    assert line(now, "40", wording=printed_as).verdict is verdict


def test_towards_target_is_down_where_low_is_good() -> None:
    low = measure("M002", polarity=Polarity.LOWER)
    assert line("39", "40", of=low, wording="Towards target").verdict is Verdict.AGREES
    assert line("41", "40", of=low, wording="Towards target").verdict is Verdict.DIFFERS


def test_an_arrow_is_compared_by_where_it_points_whatever_is_better() -> None:
    unsaid = measure("M003", polarity=Polarity.NONE)
    assert line("41", "40", of=unsaid, movement=Movement.UP).verdict is Verdict.AGREES
    assert line("41", "40", of=unsaid, movement=Movement.DOWN).verdict is Verdict.DIFFERS
    assert line("41", "40", of=unsaid, wording="Towards target").verdict is Verdict.OPEN


def test_both_reasons_and_the_base_are_told() -> None:
    found = line("41.2", "41.0", movement=Movement.DOWN, raw="↓", place="Sheet1!D8")
    assert (
        found.published_reason == "The report printed an arrow down at Sheet1!D8; compared with what, it does not say."
    )
    assert found.reason.startswith("41.2% is up from 41.0% in Quarter 1 2023/24 (previous period)")


def test_words_beside_a_rating_are_said_to_stand_there() -> None:
    found = line("41", "40", rating=Rating.GREEN, wording="Towards target", raw="G · Towards target", place="Sheet1!H4")
    assert "“Towards target” beside the rating at Sheet1!H4" in found.published_reason


def test_where_the_report_names_no_base_the_figure_is_named_that_it_is_right_against() -> None:
    found = line("40.4", "40.0", wording="Away from target")
    assert found.verdict is Verdict.DIFFERS
    assert found.reason.endswith("Against 40.5% in 2022/23 it would be as printed.")
    nowhere = line("41.0", "40.0", wording="Away from target")
    assert nowhere.reason.endswith("It would not be as printed against any earlier figure that is held.")


def test_a_damaged_arrow_is_said_to_be_one_and_one_that_cannot_be_told_is_open() -> None:
    damaged = line("41", "40", movement=Movement.UP, raw="Û G", place="Sheet1!K5")
    assert damaged.verdict is Verdict.AGREES
    assert "an arrow up (the sign “Û” is damaged, and was taken for one) at Sheet1!K5" in damaged.published_reason
    lost = line("41", "40", raw="₩ G")
    assert lost.verdict is Verdict.OPEN
    assert "“₩”, of which cannot be told where it points" in lost.published_reason


def test_a_base_without_a_figure_is_named() -> None:
    baseline = measure("M004", direction_base=Base.BASELINE)
    found = line("41", "40", of=baseline, base=Period.year(2014), raw="From 2014/15")
    assert found.lacks_base
    assert found.verdict is Verdict.OPEN
    assert found.reason.endswith("No figure is held for 2014/15, with which the report compares.")
    held = line("41", "40", of=baseline, base=LAST_YEAR, raw="From 2022/23")
    assert not held.lacks_base


def test_no_significant_change_is_only_contradicted_by_a_test() -> None:
    legend = tuple(counted(("Improvement from baseline", 1), ("No significant change from baseline", 1)))
    found = line("41", "40", legend, movement=Movement.LEVEL, raw="⇔")
    assert found.verdict is Verdict.OPEN
    assert "a level arrow (“No significant change from baseline”)" in found.published_reason
    assert found.published_reason.endswith(", compared with a baseline.")
    assert "significant" in found.reason
    assert line("40", "40", legend, movement=Movement.LEVEL, raw="⇔").verdict is Verdict.AGREES
    assert line("41", "40", movement=Movement.LEVEL, raw="⇔").verdict is Verdict.DIFFERS


def test_a_sentence_on_significance_is_compared_with_a_test_and_open_without_one() -> None:
    found = line("41", "40", wording="The Direction of Travel is not significant.")
    assert (found.significant, found.meaning, found.verdict) == (False, None, Verdict.OPEN)
    assert line("41", "40", wording="The Direction of Travel is significant.").significant is True
    assert found.published_reason == "The report printed “The Direction of Travel is not significant”."


def test_directions_are_counted_by_their_words_where_there_is_no_legend() -> None:
    two, three = measure("M005"), measure("M006")
    held = card(
        [ONE, two, three],
        figures=[figure(41, of=ONE), figure(40, Q1, ONE), figure(39, of=two), figure(40, Q1, two)],
        published={
            (ONE.id, ""): printed(ONE, wording="Towards target"),
            (two.id, ""): printed(two, wording="No change"),
            (three.id, ""): printed(three, Rating.RED),
        },
    )
    found = reconcile(held, [])
    assert found.tally_directions_published == (1, 1, 0, 1)
    assert found.tally_directions_computed == (1, 0, 1, 1)
    assert [each.meaning for each in found.directions] == [Direction.BETTER, Direction.SAME]
    assert (found.direction_agree, found.direction_differ) == (1, 1)


def test_arrows_alone_cannot_be_counted_as_better_or_worse() -> None:
    held = card([ONE], published={(ONE.id, ""): printed(ONE, movement=Movement.UP)})
    assert reconcile(held, []).tally_directions_published is None
