from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from ascdesk.commenting import (
    Line,
    Offer,
    Stage,
    chosen_lines,
    count_stages,
    drawn_figures,
    earlier_name,
    earlier_text,
    first_line,
    first_words,
    half_typed_key,
    lines,
    neighbour,
    standing_remark,
    unfinished,
)
from ascdesk.days import read_day, short_day
from ascdesk.errors import UserError
from ascdesk.identity import commentary_id, figure_id, measure_id, section_id
from ascdesk.judging.values import Case, Judged, Standing, Travel
from ascdesk.model import (
    Action,
    Base,
    Commentary,
    CommentaryStatus,
    Direction,
    EntityId,
    Figure,
    Measure,
    Movement,
    Rating,
    Section,
    Subject,
)
from ascdesk.periods import Period
from ascdesk.scorecard import Row, Scorecard, Tally
from ascdesk.store import Change, Step
from ascdesk.undertakings import new_action, told

Q2 = Period.quarter(2023, 2)
ACCESS = Section(id=section_id("KPI", "Access"), framework="KPI", title="Access", position=1)
MONEY = Section(id=section_id("KPI", "Money"), framework="KPI", title="Money", position=2, narrative=True)
EMPTY = CommentaryStatus.DRAFT
NOWHERE = Travel(Movement.NONE, Direction.NONE, Base.PREVIOUS, None, "")


def measure(code: str, title: str = "Assessments in time", **more) -> Measure:
    return Measure(id=measure_id("KPI", code, title), framework="KPI", code=code, title=title, **more)


def row(code: str, rating: Rating = Rating.GREEN, section: Section | None = ACCESS, part: str = "", **more) -> Row:
    of, figure = more.pop("of", measure(code)), more.pop("figure", None)
    case = Case(of, Standing(figure, Q2), lambda _: None, lambda _: None)
    return Row(
        section=section, measure=of, part=part, period=Q2, figure=figure, case=case,
        judged=Judged(rating, "Why."), travel=NOWHERE, **more,
    )  # fmt: skip


def card(*rows: Row) -> Scorecard:
    return Scorecard(Q2, rows, Tally())


def text(subject: Subject, owner: str, words: str = "Said.", status: CommentaryStatus = EMPTY, **more) -> Commentary:
    period, part = more.get("period", Q2), more.get("part", "")
    key = commentary_id(subject, EntityId(owner), period, part)
    return Commentary(id=key, subject=subject, subject_id=EntityId(owner), text=words, status=status, period=period)


def about(code: str, words: str = "Said.", status: CommentaryStatus = EMPTY, **more) -> Commentary:
    return text(Subject.MEASURE, measure(code).id, words, status, **more)


def shown(found: tuple[Line, ...]) -> list[str]:
    return [line.name if line.subject is Subject.MEASURE else line.title for line in found]


def test_lines_stand_in_the_reports_order_with_sections_above_their_measures() -> None:
    found = lines(card(row("A1"), row("A2"), row("Z9", section=None)), (), (MONEY, ACCESS))
    assert shown(found) == ["KPI", "Access", "A1", "A2", "Money", "Z9"]
    stages = [line.stage for line in found]
    # A section or report may stay without words; one that is nothing but words may not.
    assert stages[0] is stages[1] is Stage.OPTIONAL
    assert stages[4] is Stage.TO_WRITE


def test_a_measure_that_stands_in_two_sections_is_written_about_once_and_each_part_by_itself() -> None:
    other = replace(MONEY, narrative=False)
    parts = [row("A2", part=part) for part in ("Users", "Carers")]
    found = lines(card(row("A1"), *parts, row("A1", section=other)), (), (ACCESS, other))
    assert [(line.name, line.part) for line in found if line.measure] == [("A1", ""), ("A2", "Users"), ("A2", "Carers")]


def test_no_text_is_left_out_even_if_its_measure_is_in_no_row() -> None:
    kept = measure("B7", "Kept but not due")
    held = (
        text(Subject.MEASURE, kept.id), text(Subject.MEASURE, "gone"), text(Subject.SECTION, "gone too"),
        text(Subject.REPORT, "Another report"), text(Subject.UNPLACED, "nobody", "Homes were inspected."),
    )  # fmt: skip
    found = lines(card(row("A1")), held, (ACCESS,), (kept,))
    assert [line.title for line in found[3:]] == [
        "Kept but not due",
        "A measure that is no longer in this file",
        "A section that is no longer in this file",
        "Another report",
        "Homes were inspected.",
    ]
    assert found[-1].stage is Stage.UNPLACED
    assert [line.text for line in found[3:]] == ["Said."] * 4 + ["Homes were inspected."]


@pytest.mark.parametrize(
    ("status", "stage", "offers"),
    [
        (CommentaryStatus.DRAFT, Stage.DRAFT, (Offer.SUBMIT,)),
        (CommentaryStatus.RETURNED, Stage.RETURNED, (Offer.SUBMIT,)),
        (CommentaryStatus.SUBMITTED, Stage.SUBMITTED, (Offer.APPROVE, Offer.SEND_BACK)),
        (CommentaryStatus.APPROVED, Stage.APPROVED, (Offer.SEND_BACK,)),
    ],
)
def test_what_is_offered_follows_from_where_the_text_stands(status, stage, offers) -> None:
    line = lines(card(row("A1")), (about("A1", status=status),), (ACCESS,))[2]
    assert (line.stage, line.offers) == (stage, offers)


def test_a_text_that_was_emptied_is_to_write_again() -> None:
    line = lines(card(row("A1")), (about("A1", "", CommentaryStatus.APPROVED),), (ACCESS,))[2]
    assert line.stage is Stage.TO_WRITE


def test_red_ones_without_a_reason_come_first_and_the_open_line_stays() -> None:
    rows = card(row("A1"), row("A2", Rating.RED), row("A3"), row("A4", Rating.RED))
    found = lines(rows, (about("A3"),), (ACCESS,))
    assert shown(chosen_lines(found, Stage.TO_WRITE)) == ["A2", "A4", "A1"]
    assert shown(chosen_lines(found, Stage.TO_WRITE, keep=found[4].key)) == ["A2", "A4", "A1", "A3"]
    assert shown(chosen_lines(found, Stage.DRAFT)) == ["A3"]
    assert chosen_lines(found, None) == found
    counts = count_stages(found)
    assert (counts[Stage.TO_WRITE], counts[Stage.DRAFT], counts[Stage.OPTIONAL]) == (3, 1, 2)


def test_a_page_opens_where_its_author_is_wanted_most() -> None:
    rows = card(row("A1"), row("A2", Rating.RED), row("A3"))
    sent_back = about("A3", status=CommentaryStatus.RETURNED)
    found = [
        first_line(lines(rows, held, (ACCESS,)))
        for held in ((sent_back,), (), (about("A2"),), (about("A1"), about("A2"), about("A3")))
    ]
    assert [line.name for line in found if line] == ["A3", "A2", "A1", "A1"]
    assert first_line(()) is None


def test_neighbours_end_at_the_ends() -> None:
    found = lines(card(row("A1"), row("A2")), (), (ACCESS,))
    after = neighbour(found, found[2].key, 1)
    assert after
    assert after.name == "A2"
    assert neighbour(found, found[3].key, 1) is None
    assert neighbour(found, found[0].key, -1) is None
    assert neighbour(found, None, 1) is None


def test_the_text_before_is_the_latest_of_the_same_length_of_period() -> None:
    quarter, year = about("A1", "Q4.", period=Period.quarter(2022, 4)), about("A1", "Year.", period=Period.year(2022))
    blank, later = about("A1", "", period=Q2.previous()), about("A1", "Later.", period=Q2.next())
    assert earlier_text((year, quarter, blank, later), Q2) == quarter
    assert earlier_text((year, blank), Q2) == year
    assert earlier_text((later,), Q2) is None
    assert earlier_name(Q2.previous(), Q2) == "last quarter’s text"
    assert earlier_name(Period.month(2023, 4), Period.month(2023, 5)) == "last month’s text"
    assert earlier_name(quarter.period, Q2) == "earlier text"


def changed(after: Commentary | None, person: str = "A. Officer") -> Change:
    step = Step("s", "Step", "do", None, person, "laptop", datetime(2023, 11, 1, tzinfo=UTC))
    return Change(step, commentary_id(Subject.MEASURE, measure("A1").id, Q2), Commentary, None, after)


def test_a_remark_stands_while_the_text_is_rewritten_and_falls_when_it_is_submitted() -> None:
    returned = replace(about("A1", status=CommentaryStatus.RETURNED), remark="By when?")
    sent, draft = changed(returned, "D. Lead"), changed(about("A1", "Better."))
    for changes in ((sent,), (draft, sent), (draft, draft, sent)):
        remark = standing_remark(changes)
        assert remark
        assert (remark.text, remark.person) == ("By when?", "D. Lead")
    submitted = changed(about("A1", status=CommentaryStatus.SUBMITTED))
    assert standing_remark((submitted, draft, sent)) is None
    assert standing_remark((draft,)) is None
    assert standing_remark((changed(None),)) is None


def test_what_was_half_typed_is_found_by_its_line() -> None:
    found = lines(card(row("A1"), row("A2")), (), (ACCESS,))
    kept = {half_typed_key(found[3].key): "Half a sen"}
    assert unfinished(found, kept.get) == {found[3].key}


def test_a_line_of_figures_has_gaps_and_no_other_lengths_of_period() -> None:
    of = measure("A1")

    def figure(period: Period, value: str) -> Figure:
        return Figure(id=figure_id(of.id, period), measure=of.id, period=period, value=Decimal(value))

    before = (
        figure(Period.year(2022), "9"),
        figure(Period.quarter(2022, 4), "1"),
        figure(Period.quarter(2023, 1), "2"),
    )
    drawn = drawn_figures(row("A1", of=of, figure=figure(Q2, "3"), before=before))
    assert drawn == tuple((Q2.shift(-back), Decimal(3 - back)) for back in (2, 1, 0))
    gap = drawn_figures(row("A1", of=of, before=(figure(Q2.shift(-4), "1"), *before)))
    assert [value for _, value in gap] == [1, None, 1, 2, None]
    assert drawn_figures(row("A1", of=of, figure=figure(Q2, "3"))) == ()


def test_a_text_begins_with_whole_words() -> None:
    assert first_words("Two  homes\nwere inspected.") == "Two homes were inspected."
    assert first_words("word " * 40, 12) == "word word…"


@pytest.mark.parametrize(
    "typed", ["31 Jan 2027", "31 January 2027", "31/1/2027", "31.01.27", "2027-01-31", " 31-1-2027 "]
)
def test_a_day_is_read_as_people_here_write_it(typed: str) -> None:
    assert read_day(typed) == date(2027, 1, 31)
    assert short_day(read_day(typed)) == "31 Jan 2027"


@pytest.mark.parametrize("typed", ["soon", "31/2/2027", "1/13/2027", "31", "31 Janu 2027x", "1 Foo 2027"])
def test_what_is_no_day_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UserError, match=r"is no date.*31 Jan 2027"):
        read_day(typed)


def test_actions_are_made_from_what_is_typed() -> None:
    owner = measure("A1").id
    made = new_action((), Subject.MEASURE, owner, "  Book  reviews. ", " B. Manager ", "31/1/2027")
    assert (made.text, made.owner, made.due) == ("Book reviews.", "B. Manager", date(2027, 1, 31))
    again = new_action((made,), Subject.MEASURE, owner, "Book reviews.")
    assert again.id != made.id
    assert again.due is None
    assert told(made) == "B. Manager · due 31 Jan 2027"
    assert told(replace(again, done=True)) == "no date · done"
    assert isinstance(made, Action)
    with pytest.raises(UserError, match="needs words"):
        new_action((), Subject.MEASURE, owner, "  ")
