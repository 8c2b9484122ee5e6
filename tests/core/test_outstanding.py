"""What is left to do for a period: what counts as due, missing, odd, unsaid, sent back and overdue."""

import datetime
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from ascdesk.checking.findings import findings
from ascdesk.entering import said as said_by
from ascdesk.expecting import Progress, expectations, longer_wanted, progress
from ascdesk.identity import commentary_id, explanation_id, reporting_period_id
from ascdesk.judging.standing import expected_period
from ascdesk.model import (
    Action,
    Commentary,
    CommentaryStatus,
    Comparator,
    EntityId,
    Explanation,
    Figure,
    FollowUp,
    Frequency,
    Marker,
    Measure,
    ReportingPeriod,
    Subject,
    Target,
    Unit,
)
from ascdesk.outstanding import Around, Kind, Matter, outstanding, waiting_texts
from ascdesk.periods import Period, PeriodKind, read_period
from ascdesk.scorecard import Holdings, Scorecard, build, wanted_periods
from tests.data.judged import absent, figure, measure, placed, section, target

TODAY = datetime.date(2023, 11, 20)
Q1, Q2, Q3, Q4 = (Period.quarter(2023, number) for number in (1, 2, 3, 4))
MONEY = section("Money")


def card(
    period: Period,
    measures: Sequence[Measure],
    figures: Sequence[Figure] = (),
    targets: Sequence[Target] = (),
    texts: Sequence[Commentary] = (),
    comparators: Sequence[Comparator] = (),
) -> Scorecard:
    fetched = wanted_periods(period, measures)
    return build(
        period,
        Holdings(
            earlier=tuple(each for each in fetched if each < period),
            measures={each.id: each for each in measures},
            sections=(MONEY,),
            placements=tuple(placed(MONEY, each, at) for at, each in enumerate(measures)),
            figures={(f.measure, f.part, f.series, f.period): f for f in figures if f.period in fetched},
            targets={(each.measure, each.part, each.year): (each,) for each in targets},
            comparators={(each.measure, each.part): (each,) for each in comparators},
            overrides={},
            commentaries={(each.subject_id, each.part): each for each in texts if each.subject is Subject.MEASURE},
            published={},
        ),
    )


def said(of: Measure, text: str, status: CommentaryStatus, **known: Any) -> Commentary:
    key = commentary_id(Subject.MEASURE, of.id, Q2)
    return Commentary(
        id=key, subject=Subject.MEASURE, subject_id=of.id, period=Q2, text=text, status=status, **known
    )  # fmt: skip


def found(shown: Scorecard, measures: Sequence[Measure] = (), **around: object) -> list[Matter]:
    known = Around(today=TODAY, measures={each.id: each for each in measures}, sections={MONEY.id: MONEY}, **around)  # type: ignore[arg-type]
    return list(outstanding(shown, known))


def closes(period: Period, day: datetime.date | None) -> ReportingPeriod:
    return ReportingPeriod(id=reporting_period_id(period), period=period, closes=day)


def of_kind(matters: Sequence[Matter], *kinds: Kind) -> list[Matter]:
    return [each for each in matters if each.kind in kinds]


@pytest.mark.parametrize(
    ("frequency", "shown", "due"),
    [
        (Frequency.MONTHLY, "2023-09", "2023-09"),
        (Frequency.MONTHLY, "2023-24 Q2", "2023-24 Q2"),
        (Frequency.MONTHLY, "2023-24", None),
        (Frequency.QUARTERLY, "2023-09", None),
        (Frequency.QUARTERLY, "2023-24 Q2", "2023-24 Q2"),
        (Frequency.HALF_YEARLY, "2023-24 Q1", None),
        (Frequency.HALF_YEARLY, "2023-24 Q2", "2023-24 Q2"),
        (Frequency.HALF_YEARLY, "2023-24 Q4", "2023-24 Q4"),
        (Frequency.HALF_YEARLY, "2023-24 H1", "2023-24 H1"),
        (Frequency.ANNUAL, "2023-24 Q3", None),
        (Frequency.ANNUAL, "2023-24 Q4", "2023-24 Q4"),
        (Frequency.ANNUAL, "2023-24", "2023-24"),
        (Frequency.BIENNIAL, "2023-24", None),
        (Frequency.BIENNIAL, "2023-24 Q4", None),
    ],
)
def test_what_is_due_follows_how_often_a_measure_is_counted(frequency: Frequency, shown: str, due: str | None) -> None:
    period = read_period(shown)
    assert period is not None
    assert expected_period(measure(frequency=frequency), period) == (read_period(due) if due else None)


@pytest.mark.parametrize(
    ("frequency", "lag", "shown", "due"),
    [
        (Frequency.QUARTERLY, 3, Q2, Q1),
        (Frequency.QUARTERLY, 1, Q2, Q1),
        (Frequency.QUARTERLY, 6, Q4, Q2),
        (Frequency.ANNUAL, 6, Q2, Period.quarter(2022, 4)),
        (Frequency.ANNUAL, 6, Q4, None),
        (Frequency.ANNUAL, 6, Period.year(2023), Period.year(2022)),
        (Frequency.MONTHLY, 2, Period.month(2023, 9), Period.month(2023, 7)),
    ],
)
def test_a_measure_in_arrears_is_due_later_for_its_earlier_period(
    frequency: Frequency, lag: int, shown: Period, due: Period | None
) -> None:
    assert expected_period(measure(frequency=frequency, lag_months=lag), shown) == due


def test_a_two_yearly_figure_is_due_two_years_after_the_last_and_not_before() -> None:
    survey = measure("A1", frequency=Frequency.BIENNIAL)
    year = Period.year(2023)
    last = [figure(50, year.shift(-2), of=survey)]
    assert [each.period for each in found(card(Q4, [survey], last))] == [Q4]
    assert [each.period for each in found(card(year, [survey], last))] == [year]
    assert found(card(Q3, [survey], last)) == []
    assert found(card(Q4, [survey], [figure(50, year.previous(), of=survey)])) == []
    assert found(card(Q4, [survey], [*last, figure(50, year.previous(), of=survey)])) == []
    assert found(card(Q4, [survey], last), longer=(figure(52, year, of=survey),)) == []
    late = measure("A2", frequency=Frequency.BIENNIAL, lag_months=6)
    (due,) = found(card(Q2, [late], [figure(50, year.shift(-3), of=late)]))
    assert due.text == "It runs 6 months in arrears: the figure for Quarter 4 2022/23 is due now."


def test_what_is_due_says_since_or_by_when_where_the_calendar_does() -> None:
    now, late = measure("A1"), measure("A2", lag_months=3)

    def texts(day: datetime.date) -> list[str]:
        return [each.text for each in found(card(Q2, [now, late]), calendar=(closes(Q2, day),))]

    arrears = "It runs 3 months in arrears: the figure for Quarter 1 2023/24 is"
    yet = "No figure for Quarter 2 2023/24 yet,"
    assert texts(datetime.date(2023, 10, 14)) == [f"{yet} due since 14 October.", f"{arrears} due since 14 October."]
    assert texts(TODAY) == [f"{yet} due today.", f"{arrears} due today."]
    assert texts(datetime.date(2024, 1, 5)) == [f"{yet} due by 5 January 2024.", f"{arrears} due by 5 January 2024."]


def test_a_gap_says_since_when_its_own_report_wanted_it() -> None:
    gap, late = measure("A1"), measure("A2", lag_months=3)
    figures = [figure(50, each, of=one) for one in (gap, late) for each in (Q1.shift(-3), Q1.shift(-2), Q1, Q2)]
    calendar = (closes(Q1.previous(), datetime.date(2023, 4, 14)), closes(Q1, datetime.date(2023, 7, 14)))
    missing = of_kind(found(card(Q2, [gap, late], figures), calendar=calendar), Kind.MISSING)
    assert [each.text for each in missing] == [
        "Nothing for Quarter 4 2022/23, due since 14 April.",
        "Nothing for Quarter 4 2022/23, due since 14 July.",
    ]


def test_flags_of_every_period_are_listed_those_of_the_shown_one_first() -> None:
    asked = measure("A1")

    def flag(period: Period, text: str, **known: Any) -> FollowUp:
        return FollowUp(id=EntityId(text), measure=asked.id, period=period, text=text, person="A. Officer", **known)

    flags = (flag(Q1, "Why so many?"), flag(Q2, "Ask the provider", part="Users", series="Waiting"), flag(Q3, "Wait."))
    shown = card(Q2, [asked], [figure(50, Q2, of=asked)])
    matters = found(shown, [asked], follow_ups=flags)
    assert [(each.kind, each.measure, each.period, each.text) for each in matters] == [
        (Kind.FLAGGED, asked, Q2, "Ask the provider. Flagged by A. Officer, Quarter 2 2023/24 · Waiting."),
        (Kind.FLAGGED, asked, Q3, "Wait. Flagged by A. Officer, Quarter 3 2023/24."),
        (Kind.FLAGGED, asked, Q1, "Why so many? Flagged by A. Officer, Quarter 1 2023/24."),
    ]
    assert (matters[0].part, matters[0].series) == ("Users", "Waiting")


@pytest.mark.parametrize(
    ("locked", "told"),
    [
        (Q2, True), (Period.year(2023), True), (Period.month(2023, 8), True), (Q1, False),
        (Period.month(2023, 4), False),
    ],
)  # fmt: skip
def test_a_lock_is_told_where_it_touches_the_shown_period(locked: Period, told: bool) -> None:
    known = measure("A1")
    state = replace(closes(locked, None), locked=True, reason="Signed off", person="A. Officer")
    shown = card(Q2, [known], [figure(50, Q2, of=known)])
    matters = found(shown, calendar=(state, closes(Q2.shift(4), TODAY)))
    assert [(each.kind, each.period) for each in matters] == ([(Kind.LOCKED, locked)] if told else [])
    assert all(each.text.endswith("is locked by A. Officer: Signed off.") for each in matters)


def test_an_expected_blank_is_due_and_leads_to_its_period() -> None:
    now, late = measure("A1"), measure("A2", lag_months=3)
    matters = found(card(Q2, [now, late], [figure(50, Q2, of=late)]))
    assert [(each.measure, each.period) for each in of_kind(matters, Kind.DUE)] == [(now, Q2), (late, Q1)]
    assert matters[0].text == "No figure for Quarter 2 2023/24 yet."
    assert matters[1].text == "It runs 3 months in arrears: the figure for Quarter 1 2023/24 is due now."


def test_blank_zero_and_marker_are_three_things() -> None:
    blank, zero, marked = measure("A1"), measure("A2"), measure("A3")
    figures = [figure(0, Q2, of=zero), replace(absent(period=Q2), measure=marked.id)]
    shown = card(Q2, [blank, zero, marked], figures)
    assert progress(expectations(shown)) == Progress(expected=3, there=1, explained=1)
    assert [each.measure for each in of_kind(found(shown), Kind.DUE)] == [blank]


def test_each_part_is_due_for_itself() -> None:
    twins = measure("A1", parts=("Users", "Carers"))
    shown = card(Q2, [twins], [figure(50, Q2, of=twins, part="Users")])
    assert [(each.part, each.kind) for each in found(shown)] == [("Carers", Kind.DUE)]


def test_the_last_month_of_a_quarter_counts_as_its_figure_where_a_measure_is_monthly() -> None:
    monthly, quarterly = measure("A1", frequency=Frequency.MONTHLY), measure("A2")
    september = Period.month(2023, 9)
    shown = card(Q2, [monthly, quarterly], [figure(50, september, of=monthly), figure(50, september, of=quarterly)])
    assert [each.measure for each in of_kind(found(shown), Kind.DUE)] == [quarterly]


def test_the_figure_of_a_year_counts_in_its_last_quarter() -> None:
    annual = measure("A1", frequency=Frequency.ANNUAL)
    shown = card(Q4, [annual])
    assert longer_wanted(shown) == (frozenset({Period.year(2023)}), frozenset({annual.id}))
    assert [each.kind for each in found(shown)] == [Kind.DUE]
    assert found(shown, longer=(figure(50, Period.year(2023), of=annual),)) == []


def test_a_figure_that_nobody_expected_counts_as_in() -> None:
    survey = measure("A1", frequency=Frequency.BIENNIAL)
    assert progress(expectations(card(Q4, [survey]))) == Progress()
    assert progress(expectations(card(Q4, [survey], [figure(50, Q4, of=survey)]))) == Progress(1, 1)


def test_a_gap_between_figures_is_missing_and_a_beginning_or_end_is_not() -> None:
    gap, begun = measure("A1"), measure("A2")
    q4, q3 = Q1.previous(), Q1.shift(-2)
    figures = [figure(50, each, of=gap) for each in (q3, q4, Q2)] + [figure(50, each, of=begun) for each in (Q1, Q2)]
    missing = of_kind(found(card(Q2, [gap, begun], figures)), Kind.MISSING)
    assert [(each.measure, each.period, each.text) for each in missing] == [
        (gap, Q1, "Nothing for Quarter 1 2023/24."),
    ]  # fmt: skip


def test_gaps_of_one_measure_are_one_line_that_leads_to_the_first() -> None:
    gap = measure("A1")
    figures = [figure(50, each, of=gap) for each in (Q2.shift(-4), Q2.shift(-2), Q2)]
    (only,) = of_kind(found(card(Q2, [gap], figures)), Kind.MISSING)
    assert only.text == "Nothing for Quarter 3 2022/23 and Quarter 1 2023/24."
    assert only.period == Q2.shift(-3)


def test_a_gap_of_long_ago_is_let_be() -> None:
    gap = measure("A1")
    figures = [figure(50, Q2.shift(-back), of=gap) for back in (0, 1, 2, 3, 4, 6)]
    assert of_kind(found(card(Q2, [gap], figures)), Kind.MISSING) == []


def test_a_year_beside_quarters_makes_no_gap_of_the_quarters_before_it() -> None:
    begun = measure("A1")
    figures = [figure(50, Period.year(2021), of=begun), figure(50, Q2, of=begun), figure(50, Q1, of=begun)]
    assert of_kind(found(card(Q2, [begun], figures)), Kind.MISSING) == []


def test_the_quarters_in_which_a_half_yearly_measure_is_silent_are_no_gaps() -> None:
    halves = measure("A1", frequency=Frequency.HALF_YEARLY)
    figures = [figure(50, Q2.shift(-back), of=halves) for back in (0, 2, 4)]
    assert of_kind(found(card(Q2, [halves], figures)), Kind.MISSING) == []


def test_an_odd_figure_is_shown_until_it_is_explained_and_a_note_explains_nothing() -> None:
    count = measure("A1", unit=Unit.COUNT)
    odd = figure(Decimal("12.5"), Q2, of=count, note="Two schemes began in July.")
    shown = card(Q2, [count], [odd])
    (open_,) = findings(shown)
    assert open_.oddity
    assert [(each.kind, each.text) for each in found(shown)] == [(Kind.ODD_FIGURE, open_.text)]
    why = Explanation(
        id=explanation_id(odd.id, open_.oddity.check), measure=count.id, period=Q2, check=open_.oddity.check,
        said=said_by(odd), reason="Half days are counted", person="B. Manager",
    )  # fmt: skip
    explained = found(shown, findings=findings(shown, [why]))
    assert [(each.kind, each.measure, each.text) for each in explained] == [
        (Kind.EXPLAINED, count, f"{open_.text} Explained by B. Manager: Half days are counted."),
    ]  # fmt: skip
    assert [each.kind for each in found(shown, findings=findings(shown, [replace(why, said="13")]))] == [
        Kind.ODD_FIGURE
    ]


def test_red_without_a_commentary_gives_its_reason() -> None:
    red = measure("A1")
    shown = card(Q2, [red], [figure(50, Q2, of=red)], [target(90, of=red)])
    (matter,) = found(shown)
    assert (matter.kind, matter.measure) == (Kind.RED, red)
    assert "50% is below the target of 90%" in matter.text
    assert waiting_texts(shown) == 1
    draft = said(red, "Staff left.", CommentaryStatus.DRAFT)
    explained = card(Q2, [red], [figure(50, Q2, of=red)], [target(90, of=red)], [draft])
    assert found(explained, commentaries=(draft,)) == []
    assert waiting_texts(explained) == 0


def test_texts_are_sent_back_wait_for_review_or_belong_to_nothing() -> None:
    first, second = measure("A1"), measure("A2")
    figures = [figure(50, Q2, of=each) for each in (first, second)]
    texts = (
        said(first, "Better.", CommentaryStatus.RETURNED, remark="Say why."),
        said(second, "Worse.", CommentaryStatus.SUBMITTED, author="A. Officer"),
        Commentary(id=EntityId("s"), subject=Subject.SECTION, subject_id=MONEY.id, period=Q2, text="Enough.",
                   status=CommentaryStatus.SUBMITTED),
        Commentary(id=EntityId("u"), subject=Subject.UNPLACED, subject_id=EntityId("?"), period=Q2,
                   text="More homes\nare good."),
        Commentary(id=EntityId("r"), subject=Subject.REPORT, subject_id=EntityId("Corporate plan"), period=Q2,
                   text="All well.", status=CommentaryStatus.APPROVED),
    )  # fmt: skip
    shown = card(Q2, [first, second], figures, texts=texts)
    matters = found(shown, [first, second], commentaries=texts)
    assert [(each.kind, each.measure, each.about, each.text) for each in matters] == [
        (Kind.SENT_BACK, first, "", "Say why."),
        (Kind.SUBMITTED, second, "", "Written by A. Officer."),
        (Kind.SUBMITTED, None, "Money", "Its author is not known."),
        (Kind.UNPLACED, None, "Under no heading", "More homes are good."),
    ]
    assert waiting_texts(shown) == 2


def test_an_action_is_overdue_from_the_day_after_until_it_is_done() -> None:
    owner = measure("A1")

    def action(key: str, due: datetime.date | None, done: bool = False) -> Action:
        return Action(
            id=EntityId(key), subject=Subject.MEASURE, subject_id=owner.id, text="Train staff.", owner="B. Manager",
            due=due, done=done,
        )  # fmt: skip

    yesterday = TODAY - datetime.timedelta(days=1)
    actions = (action("1", yesterday), action("2", yesterday, done=True), action("3", TODAY), action("4", None))
    shown = card(Q2, [owner], [figure(50, Q2, of=owner)])
    (matter,) = found(shown, [owner], actions=actions)
    assert (matter.kind, matter.measure) == (Kind.OVERDUE, owner)
    assert matter.text == "Train staff. Due a day ago, B. Manager."


@pytest.mark.parametrize(
    ("worked_on", "overdue"), [(None, True), ("2023-24 Q1", True), ("2023-24 Q2", True), ("2023-24 Q3", False)]
)
def test_what_is_overdue_today_is_no_matter_of_a_period_that_is_past(worked_on: str | None, overdue: bool) -> None:
    owner = measure("A1")
    late = Action(
        id=EntityId("1"), subject=Subject.MEASURE, subject_id=owner.id, text="Train staff.",
        due=TODAY - datetime.timedelta(days=1),
    )  # fmt: skip
    now = read_period(worked_on) if worked_on else None
    matters = found(card(Q2, [owner], [figure(50, Q2, of=owner)]), [owner], actions=(late,), worked_on=now)
    assert bool(of_kind(matters, Kind.OVERDUE)) is overdue


def test_the_order_is_that_of_the_work_and_then_of_the_report() -> None:
    due, odd, due_too = measure("A1"), measure("A2", unit=Unit.COUNT), measure("A3")
    shown = card(Q2, [due, odd, due_too], [figure(Decimal("1.5"), Q2, of=odd)])
    assert [(each.kind, each.measure) for each in found(shown)] == [
        (Kind.DUE, due), (Kind.DUE, due_too), (Kind.ODD_FIGURE, odd),
    ]  # fmt: skip


def test_a_measure_in_two_sections_is_due_once() -> None:
    twice = measure("A1")
    shown = card(Q2, [twice])
    doubled = replace(shown, rows=shown.rows * 2)
    assert len(found(doubled)) == 1
    assert progress(expectations(doubled)).due == 1


def test_a_marker_of_any_kind_says_why_there_is_no_figure() -> None:
    for marker in Marker:
        owner = measure("A1")
        shown = card(Q2, [owner], [figure(None, Q2, of=owner, marker=marker)])
        assert found(shown) == []


def test_months_are_looked_back_in_a_month() -> None:
    monthly = measure("A1", frequency=Frequency.MONTHLY)
    september = Period.month(2023, 9)
    figures = [figure(50, september.shift(-back), of=monthly) for back in (0, 2)]
    (gap,) = found(card(september, [monthly], figures))
    assert gap.period == september.previous()
    assert gap.period.kind is PeriodKind.MONTH
