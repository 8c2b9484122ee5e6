import pytest

from ascdesk.identity import judgement_id
from ascdesk.model import EntityId, Measure, PublishedJudgement, PublishedTally, Rating
from ascdesk.reconciling import reconcile
from tests.core.test_scorecard import card, override
from tests.data.judged import FRAMEWORK, Q2, figure, measure, placed, section, target

ONE, TWO, THREE = measure("M001"), measure("M002"), measure("M003")


def printed(of: Measure, rating: Rating | None) -> PublishedJudgement:
    return PublishedJudgement(id=judgement_id("published", of.id, Q2), measure=of.id, period=Q2, rating=rating)


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
