"""How complete a period is by section and by owner."""

from collections.abc import Sequence
from dataclasses import replace

from ascdesk.completeness import NO_OWNER, NO_SECTION, Share, by_owner, by_section
from ascdesk.expecting import Progress, expectations
from ascdesk.identity import commentary_id
from ascdesk.model import Commentary, CommentaryStatus, Figure, Frequency, Measure, Placement, Section, Subject
from ascdesk.periods import Period
from ascdesk.scorecard import Holdings, Scorecard, build, wanted_periods
from tests.data.judged import absent, figure, measure, placed, section

Q1, Q2 = Period.quarter(2023, 1), Period.quarter(2023, 2)
MONEY, HOMES = section("Money"), section("Homes", 1)
WAITING = measure("A1", owner="B. Manager")
PAID = measure("A2", owner="A. Head")
LATE = measure("A3", owner="B.  Manager", lag_months=3)
NOBODYS = measure("A4")
ALL = (WAITING, PAID, LATE, NOBODYS)
PLACED = (placed(MONEY, WAITING), placed(MONEY, PAID, 1), placed(HOMES, LATE), placed(HOMES, PAID, 1))


def text(of: Measure, status: CommentaryStatus, said: str = "Better.") -> Commentary:
    key = commentary_id(Subject.MEASURE, of.id, Q2)
    return Commentary(id=key, subject=Subject.MEASURE, subject_id=of.id, period=Q2, text=said, status=status)


def card(
    figures: Sequence[Figure] = (), texts: Sequence[Commentary] = (), measures: Sequence[Measure] = ALL,
    placements: Sequence[Placement] = PLACED, sections: Sequence[Section] = (MONEY, HOMES),
) -> Scorecard:  # fmt: skip
    fetched = wanted_periods(Q2, measures)
    return build(
        Q2,
        Holdings(
            earlier=tuple(each for each in fetched if each < Q2),
            measures={each.id: each for each in measures},
            sections=tuple(sections),
            placements=tuple(placements),
            figures={(f.measure, f.part, f.series, f.period): f for f in figures},
            targets={}, comparators={}, overrides={},
            commentaries={(each.subject_id, each.part): each for each in texts},
            published={},
        ),
    )  # fmt: skip


def sections(shown: Scorecard) -> dict[str, Share]:
    return {each.name: each for each in by_section(shown, expectations(shown))}


def test_a_section_counts_what_is_in_what_says_why_and_what_is_missing() -> None:
    marked = replace(absent(), measure=PAID.id)
    found = sections(card([figure(50, Q2, of=WAITING), marked]))
    assert list(found) == ["Money", "Homes", NO_SECTION]
    assert found["Money"].figures == Progress(expected=2, there=1, explained=1)
    assert found["Homes"].figures == Progress(expected=2, there=0, explained=1)
    assert found["Homes"].figures.due == 1
    assert found[NO_SECTION].figures == Progress(1)


def test_zero_is_in_and_a_figure_in_arrears_counts_for_its_own_period() -> None:
    found = sections(card([figure(0, Q2, of=WAITING), figure(50, Q1, of=LATE)]))
    assert found["Money"].figures == Progress(2, 1)
    assert found["Homes"].figures == Progress(2, 1)


def test_commentaries_are_written_or_approved_and_an_empty_one_is_neither() -> None:
    texts = [text(WAITING, CommentaryStatus.APPROVED), text(PAID, CommentaryStatus.DRAFT)]
    found = sections(card(texts=[*texts, text(LATE, CommentaryStatus.DRAFT, "")]))
    assert (found["Money"].written, found["Money"].approved) == (2, 1)
    assert (found["Homes"].written, found["Homes"].approved) == (1, 0)


def test_a_share_leads_to_its_first_missing_figure_or_else_to_its_first_line() -> None:
    found = sections(card([figure(50, Q2, of=WAITING), figure(5, Q2, of=NOBODYS)]))
    assert (found["Money"].row.measure, found["Money"].period) == (PAID, Q2)
    assert (found["Homes"].row.measure, found["Homes"].period) == (LATE, Q1)
    assert (found[NO_SECTION].row.measure, found[NO_SECTION].period) == (NOBODYS, Q2)


def test_owners_stand_by_name_and_nobody_last() -> None:
    shown = card([figure(50, Q2, of=WAITING)])
    found = by_owner(shown, expectations(shown))
    assert [(each.name, each.figures) for each in found] == [
        ("A. Head", Progress(1)), ("B. Manager", Progress(2, 1)), (NO_OWNER, Progress(1)),
    ]  # fmt: skip


def test_a_measure_in_two_sections_counts_once_for_its_owner() -> None:
    shown = card(measures=[PAID])
    assert [each.figures.expected for each in by_section(shown, expectations(shown))] == [1, 1]
    (head,) = by_owner(shown, expectations(shown))
    assert head.figures == Progress(1)


def test_without_any_owner_there_is_nothing_by_owner() -> None:
    shown = card(measures=[NOBODYS])
    assert by_owner(shown, expectations(shown)) == ()


def test_a_section_of_which_nothing_is_expected_and_nothing_written_stays_out() -> None:
    yearly = measure("A5", frequency=Frequency.ANNUAL, owner="C. Clerk")
    shown = card(measures=[WAITING, yearly], placements=[placed(MONEY, WAITING), placed(HOMES, yearly)])
    assert [each.name for each in by_section(shown, expectations(shown))] == ["Money"]
    assert [each.name for each in by_owner(shown, expectations(shown))] == ["B. Manager"]


def test_sections_of_the_same_title_stay_apart() -> None:
    again = section("Money", 2, parent=HOMES.id)
    shown = card(
        measures=[WAITING, PAID], placements=[placed(MONEY, WAITING), placed(again, PAID)],
        sections=[MONEY, HOMES, again],
    )  # fmt: skip
    assert [each.name for each in by_section(shown, expectations(shown))] == ["Money", "Money"]
