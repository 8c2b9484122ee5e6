from dataclasses import replace
from typing import Any

import pytest

from ascdesk.identity import comparator_id, judgement_id
from ascdesk.model import (
    Comparator,
    EntityId,
    Measure,
    Movement,
    PublishedJudgement,
    PublishedTally,
    Rating,
)
from ascdesk.reconciling import Known, reconcile
from ascdesk.reconciling.values import Verdict
from tests.core.test_scorecard import card, override
from tests.data.judged import FRAMEWORK, Q2, figure, measure, placed, section, target

ONE, TWO, THREE = measure("M001"), measure("M002"), measure("M003")


def printed(of: Measure, rating: Rating | None = None, part: str = "", **said: Any) -> PublishedJudgement:
    key = judgement_id("published", of.id, Q2, part)
    return PublishedJudgement(id=key, measure=of.id, period=Q2, part=part, rating=rating, **said)


def ranked(of: Measure, rank: int | None, before: int | None, series: str = "") -> Comparator:
    key = comparator_id(of.id, "England", None, "", series)
    return Comparator(id=key, measure=of.id, name="England", series=series, rank=rank, rank_before=before)


def counted(*labels: tuple[str, int | None]) -> list[PublishedTally]:
    return [
        PublishedTally(id=EntityId(label), framework=FRAMEWORK, period=Q2, label=label, count=count, position=number)
        for number, (label, count) in enumerate(labels)
    ]


@pytest.fixture
def held():
    """Computed: green, red, none; printed: green, green, no letter."""
    return card(
        [ONE, TWO, THREE],
        figures=[figure(90, of=ONE), figure(50, of=TWO)],
        targets=[target(80, of=ONE), target(80, of=TWO)],
        published={
            (ONE.id, ""): printed(ONE, Rating.GREEN),
            (TWO.id, ""): printed(TWO, Rating.GREEN),
            (THREE.id, ""): printed(THREE, None),
        },
    )


def test_computed_ratings_stand_beside_the_printed_letters(held) -> None:
    found = reconcile(held, [])
    assert [(each.row.measure, each.published, each.computed, each.agrees) for each in found.rows] == [
        (ONE, Rating.GREEN, Rating.GREEN, True),
        (TWO, Rating.GREEN, Rating.RED, False),
    ]
    assert (found.agree, found.differ) == (1, 1)
    assert found.tally_computed == (1, 0, 1, 1)


def test_without_a_printed_legend_the_letters_are_counted(held) -> None:
    assert reconcile(held, []).tally_published == (2, 0, 0, 1)


def test_the_printed_legend_is_the_published_tally(held) -> None:
    legend = counted(
        ("Forecast to meet or exceed target", 7),
        ("Performance within 0.5% of target", 0),
        ("Forecast to miss target", 5),
        ("N/A - No data on which to make a judgement", 16),
        ("Improvement from baseline", 14),
        ("No significant change from baseline", 4),
        ("N/A - No data on which to make a judgement", None),
    )
    assert reconcile(held, legend).tally_published == (7, 0, 5, 16)


def test_a_legend_of_directions_alone_is_no_tally_of_ratings(held) -> None:
    legend = counted(("Improvement from baseline", 14), ("Deterioration from baseline", 7))
    assert reconcile(held, legend).tally_published == (2, 0, 0, 1)


def test_a_measure_in_two_sections_is_compared_once() -> None:
    one, two = section("One", 0), section("Two", 1)
    held = card(
        [ONE],
        sections=(one, two),
        placements=(placed(one, ONE), placed(two, ONE)),
        published={(ONE.id, ""): printed(ONE, Rating.RED)},
    )
    found = reconcile(held, [])
    assert len(found.rows) == 1
    assert found.tally_published == (0, 0, 1, 0)
    assert found.tally_computed == (0, 0, 0, 1)


def test_what_was_printed_is_compared_with_what_is_computed_and_not_with_an_override() -> None:
    held = card([ONE], overrides=[override(ONE, Rating.RED)], published={(ONE.id, ""): printed(ONE, Rating.RED)})
    (row,) = reconcile(held, []).rows
    assert (row.published, row.computed) == (Rating.RED, Rating.NONE)


def test_both_reasons_say_what_was_printed_where_and_what_was_worked_out(held) -> None:
    placed_at = replace(printed(TWO, Rating.GREEN), place="Sheet1!K5")
    (row,) = reconcile(
        card([TWO], figures=[figure(50, of=TWO)], targets=[target(80, of=TWO)], published={(TWO.id, ""): placed_at}), []
    ).rows
    assert row.published_reason == "The report printed Green at Sheet1!K5."
    assert row.reason.startswith("50% is below the target of 80%")


def test_a_row_that_only_we_rate_differs_where_the_report_rates_others() -> None:
    held = card(
        [ONE, TWO],
        figures=[figure(90, of=ONE), figure(50, of=TWO)],
        targets=[target(80, of=ONE), target(80, of=TWO)],
        published={(ONE.id, ""): printed(ONE, Rating.GREEN)},
    )
    found = reconcile(held, [])
    assert [each.row.measure for each in found.rows] == [ONE]
    assert [(each.row.measure, each.published, each.computed) for each in found.unrated] == [(TWO, None, Rating.RED)]
    assert found.unrated[0].published_reason == "It is not rated in the report."
    assert (found.agree, found.differ) == (1, 1)


def test_of_a_report_without_ratings_no_rating_differs() -> None:
    held = card(
        [ONE],
        figures=[figure(90, of=ONE)],
        targets=[target(80, of=ONE)],
        published={(ONE.id, ""): printed(ONE, movement=Movement.UP)},
    )
    found = reconcile(held, [])
    assert [(each.verdict, each.published_reason) for each in found.unrated] == [
        (Verdict.OPEN, "The report prints no ratings.")
    ]
    assert (found.agree, found.differ) == (0, 0)


def test_a_rating_that_could_not_be_read_is_open_and_no_difference() -> None:
    held = card(
        [ONE, TWO],
        figures=[figure(90, of=ONE), figure(90, of=TWO)],
        targets=[target(80, of=ONE), target(80, of=TWO)],
        published={
            (ONE.id, ""): printed(ONE, Rating.GREEN),
            (TWO.id, ""): printed(TWO, raw="Å o", place="Sheet1!K7"),
        },
    )
    (row,) = reconcile(held, []).unrated
    assert row.verdict is Verdict.OPEN
    assert row.published_reason == "The report printed “Å o” at Sheet1!K7, which cannot be read as a rating."


def test_only_the_frameworks_that_a_report_is_about_are_counted() -> None:
    other = replace(measure("M009"), framework="Another report")
    held = card(
        [ONE, other],
        figures=[figure(90, of=ONE), figure(90, of=other)],
        targets=[target(80, of=ONE), target(80, of=other)],
        published={(ONE.id, ""): printed(ONE, Rating.GREEN)},
    )
    found = reconcile(held, [])
    assert found.tally_computed == (1, 0, 0, 0)
    assert found.unrated == ()


def test_ways_of_counting_one_thing_are_counted_once() -> None:
    twin = measure("M007", parts=("Statutory", "Local"), parts_count_once=True)
    held = card(
        [twin],
        figures=[figure(50, of=twin, part="Local")],
        targets=[target(80, of=twin, part="Local")],
        published={
            (twin.id, "Statutory"): printed(twin, None, "Statutory"),
            (twin.id, "Local"): printed(twin, Rating.RED, "Local"),
        },
    )
    found = reconcile(held, [])
    assert found.tally_computed == (0, 0, 1, 0)
    assert found.tally_published == (0, 0, 1, 0)


def test_the_legends_second_line_for_no_data_belongs_to_the_directions(held) -> None:
    legend = counted(
        ("Forecast to meet or exceed target", 1),
        ("N/A - No data on which to make a judgement", 2),
        ("Improvement from baseline", 14),
        ("No significant change from baseline", 4),
        ("Deterioration from baseline", 7),
        ("N/A - No data on which to make a judgement", None),
    )
    found = reconcile(held, legend)
    assert found.tally_published == (1, 0, 0, 2)
    assert found.tally_directions_published == (14, 4, 7, None)


def test_a_rank_nearer_to_the_first_is_better(held) -> None:
    four = measure("M004")
    rows = card(
        [ONE, TWO, THREE, four],
        published={
            (ONE.id, ""): printed(ONE, rank_movement=Movement.DOWN),
            (TWO.id, ""): printed(TWO, rank_movement=Movement.LEVEL),
            (THREE.id, ""): printed(THREE, rank_movement=Movement.NONE),
        },
    )
    known = Known(comparators=(ranked(ONE, 126, 147), ranked(TWO, 85, None), ranked(four, 8, 7)))
    assert reconcile(rows, [], known).tally_ranks_computed == (1, 1, 1, 1)


def test_a_rank_in_a_series_moved_from_the_one_that_is_in_none() -> None:
    rows = card([ONE], published={(ONE.id, ""): printed(ONE)})
    comparators = (ranked(ONE, 42, None, "Local data"), ranked(ONE, 47, None, "Published data"), ranked(ONE, None, 45))
    assert reconcile(rows, [], Known(comparators=comparators)).tally_ranks_computed == (0, 0, 1, 0)


def test_without_any_report_the_rows_are_counted_and_nothing_is_compared() -> None:
    held = card([ONE], figures=[figure(90, of=ONE)], targets=[target(80, of=ONE)])
    found = reconcile(held, [])
    assert (found.rows, found.unrated, found.directions, found.benchmarks) == ((), (), (), ())
    assert found.tally_computed == (1, 0, 0, 0)
