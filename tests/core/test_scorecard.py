from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ascdesk.__main__ import new_workspace
from ascdesk.identity import commentary_id, judgement_id
from ascdesk.judgements import PrintedDirection, read_direction
from ascdesk.model import (
    Base,
    Basis,
    Commentary,
    Direction,
    EntityId,
    Flag,
    Frequency,
    Marker,
    Measure,
    Movement,
    Rating,
    RatingOverride,
    Subject,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Holdings, Scorecard, Tally, build, show_figure, show_target, walk, wanted_periods
from tests.data.judged import Q2, absent, figure, measure, placed, section, target

CARERS = "Carers"


def card(measures: list[Measure], **known: Any) -> Scorecard:
    """Return the scorecard of Q2 of what is held; figures and targets are found by what they are of."""
    figures = known.pop("figures", [])
    targets = known.pop("targets", [])
    overrides = known.pop("overrides", [])
    held: dict[str, Any] = {
        "sections": (), "placements": (), "comparators": {}, "commentaries": {}, "published": {}, **known,
    }  # fmt: skip
    return build(
        Q2,
        Holdings(
            earlier=tuple(period for period in wanted_periods(Q2, measures) if period < Q2),
            measures={each.id: each for each in measures},
            figures={(each.measure, each.part, each.series, each.period): each for each in figures},
            targets={(each.measure, each.part, each.year): (each,) for each in targets},
            overrides={(each.measure, each.part): each for each in overrides},
            **held,
        ),
    )


def override(of: Measure, rating: Rating, part: str = "") -> RatingOverride:
    key = judgement_id("override", of.id, Q2, part)
    return RatingOverride(
        id=key, measure=of.id, period=Q2, part=part, rating=rating, reason="The survey was small.", person="Ann"
    )


def test_rows_stand_in_the_reports_order_and_unplaced_measures_last() -> None:
    first, second = section("Living well", 0), section("Ageing well", 1)
    one, two, three, loose, other = (measure(f"M00{number}") for number in range(1, 6))
    found = card(
        [one, two, three, other, loose],
        sections=(second, first),
        placements=(placed(second, one, 1), placed(first, three, 2), placed(first, two, 1), placed(second, two, 0)),
    )
    expected = [
        (first, two), (first, three), (second, two), (second, one), (None, loose), (None, other),
    ]  # fmt: skip
    assert [(row.section, row.measure) for row in found.rows] == expected


def test_sections_are_read_as_a_tree() -> None:
    top, last = section("Outcome 1", 0), section("Outcome 2", 1)
    inner, deeper = section("Theme", 5, top.id), section("Sub-theme", 0, section("Theme", 5, top.id).id)
    assert walk([deeper, last, inner, top]) == [top, inner, deeper, last]


def test_a_section_whose_parent_is_gone_stands_at_the_top() -> None:
    top, orphan = section("Outcome 1", 1), section("Theme", 0, EntityId("gone"))
    assert walk([top, orphan]) == [orphan, top]


@given(
    parents=st.lists(st.integers(-1, 5), min_size=1, max_size=8),
    positions=st.lists(st.integers(0, 3), min_size=8, max_size=8),
)
def test_every_section_of_a_tree_is_walked_once_and_after_its_parent(parents: list[int], positions: list[int]) -> None:
    made: list[Any] = []
    for number, parent in enumerate(parents):
        above = made[parent].id if 0 <= parent < number else None
        made.append(section(f"Section {number}", positions[number], above))
    walked = walk(reversed(made))
    assert sorted(each.id for each in walked) == sorted(each.id for each in made)
    seen: set[Any] = {None}
    for each in walked:
        assert each.parent in seen
        seen.add(each.id)


def test_a_measure_in_two_sections_counts_once() -> None:
    one, two = section("One", 0), section("Two", 1)
    held = measure()
    found = card(
        [held],
        sections=(one, two),
        placements=(placed(one, held), placed(two, held)),
        figures=[figure(90)],
        targets=[target(80)],
    )
    assert [row.rating for row in found.rows] == [Rating.GREEN, Rating.GREEN]
    assert found.tally == Tally(green=1)


def test_each_part_has_a_row_and_counts_by_itself() -> None:
    held = measure(parts=("Users", CARERS))
    found = card(
        [held],
        figures=[figure(90, of=held, part="Users"), figure(50, of=held, part=CARERS)],
        targets=[target(80, of=held, part="Users"), target(80, of=held, part=CARERS)],
    )
    assert [(row.part, row.display, row.rating) for row in found.rows] == [
        ("Users", "90%", Rating.GREEN),
        (CARERS, "50%", Rating.RED),
    ]
    assert found.tally == Tally(green=1, red=1)


def test_an_override_is_shown_and_tallied_and_the_computed_rating_kept_beside_it() -> None:
    held = measure()
    found = card([held], figures=[figure(50)], targets=[target(80)], overrides=[override(held, Rating.AMBER)])
    (row,) = found.rows
    assert (row.rating, row.judged.rating) == (Rating.AMBER, Rating.RED)
    assert row.reason.startswith("Ann rated this Amber: The survey was small. Computed: 50% is below the target of 80%")
    assert found.tally == Tally(amber=1, overridden=1)
    assert found.tally.rated == 1


def test_ways_of_counting_one_thing_count_once_and_the_first_that_is_rated_counts() -> None:
    twin = measure("2B", parts=("Statutory", "Local"), parts_count_once=True)
    wanted = [target(80, of=twin, part=part) for part in twin.parts]
    both = [figure(90, of=twin, part="Statutory"), figure(50, of=twin, part="Local")]
    assert card([twin], figures=both, targets=wanted).tally == Tally(green=1)
    assert card([twin], figures=both[1:], targets=wanted).tally == Tally(red=1)
    assert card([twin], targets=wanted).tally == Tally(none=1)


def test_a_tally_names_its_base_what_is_not_due_and_what_was_overridden() -> None:
    rated, missing = measure("M001"), measure("M002")
    annual = measure("M003", frequency=Frequency.ANNUAL)
    found = card(
        [rated, missing, annual],
        figures=[figure(50, of=rated), figure(70, Period.year(2022), of=annual)],
        targets=[target(80, of=each) for each in (rated, missing)],
        overrides=[override(missing, Rating.AMBER)],
    )
    assert found.tally == Tally(amber=1, red=1, none=1, not_due=1, overridden=1)
    assert found.tally.rated == 2
    assert [row.display for row in found.rows] == ["50%", "", "70%"]


def test_a_measure_that_is_not_due_shows_the_target_that_it_will_be_held_against() -> None:
    annual = measure("M003", frequency=Frequency.ANNUAL)
    (row,) = card([annual], figures=[figure(70, Period.year(2022), of=annual)], targets=[target(80, of=annual)]).rows
    assert (row.target_display, row.rating) == ("80%", Rating.NONE)
    assert row.judged.reason == "Not due yet; the last result is of 2022/23. No target is set for 2022/23."


def test_an_override_is_of_one_part_only() -> None:
    held = measure(parts=("Users", CARERS))
    found = card([held], overrides=[override(held, Rating.GREEN, CARERS)])
    assert [row.rating for row in found.rows] == [Rating.NONE, Rating.GREEN]


def test_what_adds_up_is_compared_with_the_same_quarter_and_never_with_a_whole_year() -> None:
    held = measure(unit=Unit.COUNT)
    wanted = target(kind=TargetKind.INCREASE, raw="To increase")
    figures = [figure(39), figure(38, Q2.same_last_year()), figure(146, Period.year(2022))]
    (row,) = card([held], figures=figures, targets=[wanted]).rows
    assert row.judged.reason == "39 is above 38 in Quarter 2 2022/23; the target is to increase: Green."
    beside = [figures[0], figure(37, Q2.same_last_year().next()), figures[2]]
    (row,) = card([held], figures=beside, targets=[wanted]).rows
    assert row.judged.reason == "The target is to increase, and there is no figure to compare with."


def test_the_base_that_a_target_names_is_fetched_however_old_it_is() -> None:
    base = Period.quarter(2015, 1)
    assert base in wanted_periods(Q2, [measure()], [target(kind=TargetKind.REDUCE, base=base)])


def test_to_reduce_is_measured_from_last_years_outturn_unless_the_target_names_its_base() -> None:
    held = measure(polarity=measure().polarity.LOWER, unit=Unit.COUNT)
    figures = [figure(530), figure(455, Period.year(2022)), figure(547, Q2.previous())]
    wanted = target(kind=TargetKind.REDUCE, raw="To reduce")
    (row,) = card([held], figures=figures, targets=[wanted]).rows
    assert row.judged.reason == (
        "530 is above 455 in 2022/23; the target is to reduce, and it is down from 547 in Quarter 1 2023/24: Amber."
    )
    (risen,) = card([held], figures=[figure(548), *figures[1:]], targets=[wanted]).rows
    assert risen.judged.reason == "548 is above 455 in 2022/23; the target is to reduce: Red."
    named = replace(wanted, base=Q2.previous())
    assert card([held], figures=figures, targets=[named]).rows[0].rating is Rating.GREEN


def test_a_row_carries_earlier_figures_oldest_first_and_its_direction() -> None:
    held = measure(direction_base=Base.LAST_YEAR)
    then, before, monthly = (
        figure(60, Q2.same_last_year()),
        figure(70, Q2.previous()),
        figure(65, Period.month(2023, 8)),
    )
    (row,) = card([held], figures=[monthly, before, figure(66), then]).rows
    assert row.before == (then, before, monthly)
    assert (row.travel.base_period, row.travel.direction) == (then.period, row.travel.direction.BETTER)


def test_a_row_carries_the_commentary_of_its_part() -> None:
    held = measure(parts=("Users", CARERS))
    key = commentary_id(Subject.MEASURE, held.id, Q2, CARERS)
    said = Commentary(id=key, subject=Subject.MEASURE, subject_id=held.id, period=Q2, part=CARERS, text="Why.")
    found = card([held], commentaries={(held.id, CARERS): said})
    assert [row.commentary for row in found.rows] == [None, said]


@pytest.mark.parametrize(
    ("held", "expected"),
    [
        (None, ""),
        (figure(None), ""),
        (figure(0), "0.0%"),
        (figure("41.25"), "41.3%"),
        (figure("41.2", flags=(Flag.PROVISIONAL, Flag.REVISED)), "41.2% [p] [r]"),
        (absent(), "Not available"),
        (absent(Marker.NOT_APPLICABLE, "No carers survey"), "No carers survey"),
        (absent(Marker.CONFIDENTIAL, "<5"), "Confidential"),
    ],
)
def test_blank_zero_and_marker_are_shown_as_three_things(held: Any, expected: str) -> None:
    assert show_figure(measure(decimals=1), held) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (None, ""),
        (target(kind=TargetKind.NONE, raw="N/A"), ""),
        (target(80), "80%"),
        (target(kind=TargetKind.RANGE, low=10, high=20), "10% to 20%"),
        (target(kind=TargetKind.REDUCE, raw="To reduce"), "To reduce"),
        (target(kind=TargetKind.MAINTAIN), "Maintain"),
        (target(kind=TargetKind.TEXT, raw="new"), "new"),
    ],
)
def test_a_target_is_shown_as_it_was_set(wanted: Any, expected: str) -> None:
    assert show_target(measure(), wanted) == expected


def test_a_scorecard_wants_every_period_that_it_compares_with() -> None:
    baseline = Period.year(2015)
    wanted = wanted_periods(Q2, [measure(), measure("M002", baseline=baseline)])
    for period in (Q2, Q2.previous(), Q2.same_last_year(), Period.year(2022), Period.month(2023, 8), baseline):
        assert period in wanted
    assert list(wanted) == sorted(wanted)


def test_the_last_months_figure_stands_for_its_quarter_in_what_is_compared_with_too() -> None:
    held = measure(basis=Basis.SNAPSHOT, frequency=Frequency.MONTHLY)
    months = [figure(95, Period.month(2023, 9)), figure(90, Period.month(2023, 6)), figure(70, Period.month(2022, 9))]
    (row,) = card([held], figures=months, targets=[target(80)]).rows
    assert (row.display, row.standing.note, row.figure) == ("95%", "as at the end of September 2023", None)
    assert row.travel.direction is Direction.BETTER
    assert "90% in June 2023" in row.travel.reason
    assert {each.period for each in row.before} == {each.period for each in months}


def test_a_months_report_shows_quarterly_measures_by_their_own_quarters(tmp_path: Path) -> None:
    quarters = [Q2.shift(-back) for back in range(6)]
    held = measure(frequency=Frequency.QUARTERLY, decimals=1)
    with new_workspace(tmp_path / "quarters.ascdesk") as workspace:
        workspace.save([held, *(figure(90 + at, each) for at, each in enumerate(quarters))], "Set up")
        (row,) = workspace.scorecard(Period.month(2023, 11)).rows
        (august,) = workspace.scorecard(Period.month(2023, 8)).rows
    assert (row.display, row.standing.period, row.standing.due) == ("90.0%", Q2, False)
    assert "91.0% in Quarter 1 2023/24" in row.travel.reason
    assert (august.display, august.standing.period) == ("91.0%", Q2.previous())


@pytest.mark.parametrize(
    ("cell", "direction", "movement"),
    [
        ("▲ Away from target", Direction.WORSE, Movement.UP),
        ("▼ Better", Direction.BETTER, Movement.DOWN),
        ("▬ No significant change", Direction.SAME, Movement.LEVEL),
        ("▲ Up", None, Movement.UP),
        ("Not compared", Direction.NONE, Movement.NONE),
    ],
)
def test_the_directions_of_our_own_reports_are_read_back(
    cell: str, direction: Direction | None, movement: Movement
) -> None:
    read = read_direction(cell)
    assert isinstance(read, PrintedDirection)
    assert (read.direction, read.movement) == (direction, movement)
