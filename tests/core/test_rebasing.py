from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.defining.populations import new_population, read_populations
from ascdesk.errors import UserError
from ascdesk.model import Figure, Flag, Measure, Polarity, Population, Rating, Target, TargetKind, Unit
from ascdesk.periods import Period
from ascdesk.rebasing import estimate_for
from ascdesk.workspace import Workspace

Q1, Q2, Q4 = Period.quarter(2024, 1), Period.quarter(2024, 2), Period.quarter(2023, 4)
PLACE = ("Anytown", "65 and over")


def people(year: str, estimate: str) -> Population:
    return new_population(*PLACE, year, estimate)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A rate of the people of 65 and over, at 600 per 100,000 or a little less, with a target of 600 to stay under."""
    from ascdesk.defining.measures import new_measure
    from ascdesk.identity import target_id

    with new_workspace(tmp_path / "a.ascdesk") as made:
        rate = replace(
            new_measure("Plan", "A1", "Admissions to care homes", ()), unit=Unit.PER_100K, decimals=1,
            polarity=Polarity.LOWER, population_area=PLACE[0], population_band=PLACE[1],
        )  # fmt: skip
        target = Target(
            id=target_id(rate.id, Period.year(2024)), measure=rate.id, year=Period.year(2024),
            kind=TargetKind.NUMBER, value=Decimal(600),
        )  # fmt: skip
        made.save([rate, target, people("2023/24", "50,000")], "Make")
        for period, numerator in ((Q4, 290), (Q1, 295), (Q2, 310)):
            made.set_figure(rate, period, f"{numerator}/50000")
        yield made


def measure(workspace: Workspace) -> Measure:
    return workspace.measure("A1")


def values(workspace: Workspace) -> dict[Period, Decimal | None]:
    return {each.period: each.value for each in workspace.figures(measure(workspace))}


def test_a_period_uses_its_years_estimate_or_else_the_latest_before() -> None:
    held = [
        people("2022/23", "48,000"),
        people("2023/24", "50,000"),
        new_population("Elsewhere", "65+", "2024/25", "9"),
    ]
    chosen = [estimate_for(held, *PLACE, each) for each in (Q1, Q4, Period.month(2022, 5), Period.year(2021))]
    assert [each and int(each.estimate) for each in chosen] == [50000, 50000, 48000, None]


def test_what_would_move_is_shown_first_and_nothing_is_written(workspace: Workspace) -> None:
    before = values(workspace)
    found = workspace.try_rebasing([people("2024/25", "52,000")])
    assert [(each.before.period, each.after.denominator) for each in found.moved] == [
        (Q1, Decimal(52000)), (Q2, Decimal(52000)),
    ]  # fmt: skip
    assert [round(each.after.value or 0, 1) for each in found.moved] == [Decimal("567.3"), Decimal("596.2")]
    assert [each.after.numerator for each in found.moved] == [295, 310]
    second = found.moved[1]
    assert second.was
    assert second.then
    assert (second.was.rating, second.then.rating) == (Rating.RED, Rating.GREEN)
    assert [each.rerated for each in found.moved] == [False, True]
    assert values(workspace) == before


def test_re_basing_is_one_step_with_a_reason_and_undone_as_one(workspace: Workspace) -> None:
    before, steps = values(workspace), len(workspace.steps())
    found = workspace.try_rebasing([people("2024/25", "52,000")])
    with pytest.raises(UserError, match="needs a reason"):
        workspace.rebase(found, " ")
    assert workspace.rebase(found, "Mid-2024 estimates") == 2
    assert len(workspace.steps()) == steps + 1
    moved = [each for each in workspace.figures(measure(workspace)) if each.period in (Q1, Q2)]
    assert all(each.why == "Mid-2024 estimates" and Flag.REVISED in each.flags for each in moved)
    assert values(workspace)[Q4] == before[Q4]
    assert sorted(str(each.year) for each in workspace.populations()) == ["2023-24", "2024-25"]
    workspace.undo()
    assert values(workspace) == before
    assert len(workspace.populations()) == 1


def test_an_estimate_put_right_moves_the_years_that_fall_back_on_it_too(workspace: Workspace) -> None:
    found = workspace.try_rebasing([people("2023/24", "51,000")])
    assert [each.before.period for each in found.moved] == [Q4, Q1, Q2]


def test_locked_periods_are_listed_and_do_not_move(workspace: Workspace) -> None:
    workspace.lock(Q1, "Published")
    found = workspace.try_rebasing([people("2024/25", "52,000")])
    assert [each.before.period for each in found.moved] == [Q2]
    assert [each.period for each in found.locked] == [Q1]
    workspace.rebase(found, "Mid-2024 estimates")
    assert values(workspace)[Q1] == Decimal(590)


def test_a_rate_without_a_numerator_stays_and_is_named(workspace: Workspace) -> None:
    workspace.set_figure(measure(workspace), Q1, "590")
    found = workspace.try_rebasing([people("2024/25", "52,000")])
    assert [each.period for each in found.without] == [Q1]
    assert [each.before.period for each in found.moved] == [Q2]


def test_other_units_other_people_breakdowns_and_markers_stay(workspace: Workspace) -> None:
    rate = measure(workspace)
    workspace.set_figure(rate, Q1, "n/a")
    (held,) = (each for each in workspace.figures(rate) if each.period == Q2)
    from ascdesk.identity import figure_id

    split: Figure = replace(
        held, id=figure_id(rate.id, Q2, "", "", "Gender", "Women"), dimension="Gender", category="Women"
    )
    workspace.save([split], "Split")
    assert [each.before for each in workspace.try_rebasing([people("2024/25", "52,000")]).moved] == [held]
    assert workspace.try_rebasing([new_population("Anytown", "18 to 64", "2024/25", "99,000")]).moves_nothing
    workspace.save([replace(rate, unit=Unit.COUNT)], "Count")
    assert workspace.try_rebasing([people("2024/25", "52,000")]).moves_nothing


def test_the_same_estimate_moves_nothing(workspace: Workspace) -> None:
    assert workspace.try_rebasing([people("2024/25", "50,000")]).moves_nothing


def test_a_figure_over_another_number_than_the_estimate_is_marked_as_strange(workspace: Workspace) -> None:
    workspace.set_figure(measure(workspace), Q1, "295/90000")
    found = workspace.try_rebasing([people("2024/25", "52,000")])
    assert [each.strange for each in found.moved] == [True, False]


def test_a_copied_table_of_estimates_is_read_with_or_without_heads() -> None:
    plain = read_populations([["Anytown", "65 and over", "2024/25", "52,000", "Mid-2024"], ["", "", "", ""]])
    assert [(each.area, each.age_band, str(each.year), each.estimate, each.source) for each in plain] == [
        ("Anytown", "65 and over", "2024-25", Decimal(52000), "Mid-2024"),
    ]  # fmt: skip
    headed = read_populations([["Year", "Age band", "Area", "People"], ["2024/25", "65 and over", "Anytown", "52000"]])
    assert headed == (replace(plain[0], source=""),)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([["Anytown", "65+", "2024/25"]], "Row 1 of what was copied has 3 of the columns"),
        ([["Anytown", "65+", "last year", "5"]], "Row 1 of what was copied: “last year” is not a"),
        ([["Anytown", "65+", "2024/25", "many"]], "Row 1 of what was copied: “many” is not a number of people."),
        ([["Anytown", "65+", "2024/25", "5"]] * 2, "Row 2 gives Anytown, 65\\+, 2024/25 a second time."),
    ],
)
def test_a_copied_table_that_cannot_be_read_names_the_row(rows: list[list[str]], said: str) -> None:
    with pytest.raises(UserError, match=said):
        read_populations(rows)
