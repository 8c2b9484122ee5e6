"""A locked period takes nothing, whichever way it comes; what lies outside it goes on as before."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import count
from pathlib import Path

import pytest

from ascdesk.closing import following, read_closing
from ascdesk.defined import DESCRIBED
from ascdesk.entering import Entry
from ascdesk.errors import UserError
from ascdesk.identity import commentary_id, figure_id, supporting_id, target_id
from ascdesk.locking import closing_words, locked_by, locked_words
from ascdesk.model import (
    Commentary,
    CommentaryStatus,
    Definition,
    EntityId,
    Figure,
    Measure,
    Polarity,
    PublishedJudgement,
    PublishedTally,
    Rating,
    ReportingPeriod,
    Section,
    Subject,
    SupportingFigure,
    Target,
    TargetKind,
    Unit,
)
from ascdesk.periods import Period, PeriodKind
from ascdesk.returns.reading import interpret
from ascdesk.returns.values import Book, Cell, CellKind, Sheet
from ascdesk.workspace import Workspace
from ascdesk.year import Fate, NewYear
from db.store import create, open_store

Q1, Q2, Q3, YEAR = *(Period.quarter(2025, number) for number in (1, 2, 3)), Period.year(2025)
AUGUST = Period.month(2025, 8)
TODAY = datetime.date(2025, 10, 11)
KPI = Measure(
    id=EntityId("kpi"), framework="Plan", code="K1", title="Reviews done in time", unit=Unit.PERCENT,
    polarity=Polarity.HIGHER,
)  # fmt: skip
WORKLOAD = Measure(id=EntityId("work"), framework="Plan", code="K2", title="Contacts", unit=Unit.COUNT)
MONEY = Section(id=EntityId("money"), framework="Plan", title="Money")
BY = "Quarter 2 2025/26 is locked by Ann: Signed off at the board."

minutes = count()


def clock() -> datetime.datetime:
    return datetime.datetime(2025, 10, 11, 9, tzinfo=datetime.UTC) + datetime.timedelta(minutes=next(minutes))


def figure(period: Period, value: int, of: Measure = KPI) -> Figure:
    return Figure(id=figure_id(of.id, period), measure=of.id, period=period, value=Decimal(value))


def target(value: int, start: Period | None = None) -> Target:
    key = target_id(KPI.id, YEAR, start=start)
    return Target(id=key, measure=KPI.id, year=YEAR, kind=TargetKind.NUMBER, value=Decimal(value), start=start)


TEXT = Commentary(
    id=commentary_id(Subject.MEASURE, KPI.id, Q2), subject=Subject.MEASURE, subject_id=KPI.id, period=Q2,
    text="Staff left.", author="Ann",
)  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A file with two measures, two quarters and a month of figures, a target and a text; nothing is locked."""
    with Workspace(create(tmp_path / "Plan.ascdesk", author="Ann", clock=clock), "Ann", clock) as made:
        figures = [figure(each, 66) for each in (Q1, Q2, AUGUST)]
        made.save([KPI, WORKLOAD, MONEY, target(80), TEXT, *figures], "Set up")
        yield made


@pytest.fixture
def locked(workspace: Workspace) -> Workspace:
    """The same with its second quarter locked."""
    workspace.lock(Q2, "Signed off at the board")
    return workspace


def book(text: str) -> Book:
    """Return a return of one table, its cells parted by bars."""
    rows = tuple(
        tuple(Cell(row, column, CellKind.TEXT, each) for column, each in enumerate(line.split("|"), 1) if each)
        for row, line in enumerate(text.splitlines(), 1)
    )
    return Book("return.csv", text.encode(), (Sheet("Plan", rows),))


def earlier(until: Period) -> Definition:
    said = {name: getattr(KPI, name) for name in DESCRIBED} | {"title": "Reviews"}
    return Definition(id=EntityId("before"), measure=KPI.id, until=until, **said)


def turned_otherwise(new_year: NewYear) -> NewYear:
    """Return a year in which the first measure is defined otherwise and compares no more."""
    first, *others = new_year.turns
    other = replace(
        first, fate=Fate.CHANGE, now=replace(first.now, unit=Unit.DAYS), comparable=False, reason="Recounted."
    )
    return replace(new_year, turns=(other, *others))


WAYS: dict[str, Callable[[Workspace], object]] = {
    "type": lambda w: w.set_figure(KPI, Q2, "70"),
    "type where nothing stands": lambda w: w.set_figure(WORKLOAD, Q2, "70"),
    "type a month within it": lambda w: w.set_figure(KPI, AUGUST, "70"),
    "type a month within it where nothing stands": lambda w: w.set_figure(KPI, Period.month(2025, 9), "70"),
    "say why there is none": lambda w: w.set_figure(WORKLOAD, Q2, "n/a"),
    "paste a block that reaches into it": lambda w: w.enter(
        [Entry(measure=KPI, period=each, typed="70") for each in (Q1, Q2, Q3)]
    ),
    "fill": lambda w: w.enter([Entry(measure=each, period=Q2, typed="70") for each in (KPI, WORKLOAD)], "Fill"),
    "empty a cell": lambda w: w.enter([Entry(measure=KPI, period=Q2, typed="")]),
    "clear": lambda w: w.clear_figure(figure(Q2, 66)),
    "change a note": lambda w: w.save([replace(figure(Q2, 66), note="A late return.")], "Note"),
    "comment": lambda w: w.comment(KPI, Q2, "Fewer staff."),
    "comment on a section": lambda w: w.comment_section(MONEY, Q2, "Enough."),
    "comment on the report": lambda w: w.comment_report("Plan", Q2, "All well."),
    "approve": lambda w: w.mark_commentary(TEXT, CommentaryStatus.APPROVED),
    "send back": lambda w: w.mark_commentary(TEXT, CommentaryStatus.RETURNED, "Say why."),
    "take a text away": lambda w: w.remove([TEXT], "Clear"),
    "rate by hand": lambda w: w.override_rating(KPI, Q2, Rating.GREEN, "It was one case."),
    "rate a month by hand": lambda w: w.override_rating(KPI, AUGUST, Rating.GREEN, "It was one case."),
    "support": lambda w: w.save([
        SupportingFigure(
            id=supporting_id(Subject.MEASURE, KPI.id, "delays", Q2), subject=Subject.MEASURE, subject_id=KPI.id,
            label="delays", period=Q2, value=Decimal(282),
        )
    ], "Support"),
    "change the year's target": lambda w: w.save([target(90)], "Target"),
    "take the target away": lambda w: w.remove([target(80)], "Target"),
    "start a target within it": lambda w: w.save([target(90, Period.month(2025, 9))], "Target"),
    "start a target with it": lambda w: w.save([target(90, Q2)], "Target"),
    "define a measure anew from then on": lambda w: w.redefine(
        KPI, replace(KPI, unit=Unit.DAYS), Q2, False, "Recounted."
    ),
    "retire a measure before it": lambda w: w.retire(KPI, Q1, "Nobody asks for it."),
    "start the year that holds it with another definition": lambda w: w.begin_year(turned_otherwise(w.new_year(YEAR))),
    "rate by other rules": lambda w: w.use_preset("direction only", "Plan"),
    "change a field of a measure": lambda w: w.save([replace(KPI, title="Reviews in time")], "Change the title"),
    "turn which way is better": lambda w: w.save([replace(KPI, polarity=Polarity.LOWER)], "Change which way"),
    "change a measure without figures": lambda w: w.save([replace(WORKLOAD, decimals=1)], "Change the decimal places"),
    "report a measure only later": lambda w: w.begin(KPI, Q3),
    "take a measure away without what belongs to it": lambda w: w.remove([WORKLOAD], "Remove"),
    "say what a measure was before": lambda w: w.save([earlier(Q2)], "Define"),
    "say what a measure was in a month within it": lambda w: w.save([earlier(Period.month(2025, 7))], "Define"),
    "say what was printed": lambda w: w.save(
        [PublishedJudgement(id=EntityId("printed"), measure=KPI.id, period=Q2, rating=Rating.RED)], "Import"
    ),
    "count what was printed": lambda w: w.save(
        [PublishedTally(id=EntityId("tally"), framework="Plan", period=Q2, label="Missed", count=5)], "Import"
    ),
    "remove a measure": lambda w: w.remove([KPI, *w.belongings(KPI.id)], "Remove"),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_locked_period_takes_nothing_and_says_so(locked: Workspace, way: str) -> None:
    held, steps = (locked.figures(), locked.targets(), locked.commentaries(Q2)), locked.steps()
    with pytest.raises(UserError) as refused:
        WAYS[way](locked)
    assert refused.value.problem == BY
    assert refused.value.remedy.startswith("Unlock it first")
    assert (locked.figures(), locked.targets(), locked.commentaries(Q2)) == held
    assert locked.steps() == steps


@pytest.mark.parametrize("way", WAYS)
def test_once_it_is_unlocked_it_takes_all_of_it(locked: Workspace, way: str) -> None:
    locked.unlock(Q2, "A provider sent late figures.")
    WAYS[way](locked)


OUTSIDE: dict[str, Callable[[Workspace], object]] = {
    "another quarter": lambda w: w.set_figure(KPI, Q1, "70"),
    "the next quarter": lambda w: w.comment(KPI, Q3, "Fewer staff."),
    "a month of another quarter": lambda w: w.set_figure(KPI, Period.month(2025, 10), "70"),
    "the year that holds it": lambda w: w.set_figure(KPI, YEAR, "70"),
    "the half that holds it": lambda w: w.override_rating(KPI, Period.half(2025, 1), Rating.RED, "It fell."),
    "a target from the month after": lambda w: w.save([target(90, Period.month(2025, 10))], "Target"),
    "a target from the next quarter": lambda w: w.save([target(90, Q3)], "Target"),
    "the next year's target": lambda w: w.save([replace(target(85), id=EntityId("next"), year=YEAR.next())], "Target"),
    "a measure defined anew from the next quarter on": lambda w: w.redefine(
        KPI, replace(KPI, code="K9"), Q3, True, "New plan."
    ),
    "a measure retired after it": lambda w: w.retire(KPI, Q2, "Nobody asks for it."),
    "what is held as it is": lambda w: w.save([figure(Q2, 66), target(80)], "Nothing"),
    "a paste that says the same": lambda w: w.enter([Entry(measure=KPI, period=each, typed="66") for each in (Q2, Q3)]),
    "a flag": lambda w: w.flag(KPI, Q2, "Ask the provider."),
    "an explanation": lambda w: w.explain(KPI, figure(Q2, 66), ["jump"], "A new team began."),
    "the day it was to close": lambda w: w.set_closing(Q2, TODAY),
    "the year that holds it as it is": lambda w: w.begin_year(w.new_year(YEAR)),
    "who answers for a measure": lambda w: w.save([replace(KPI, owner="Ben", author="Cy", tags=("new",))], "Replace"),
    "a measure as it is": lambda w: w.save([KPI, WORKLOAD], "Nothing"),
    "a further measure": lambda w: w.save([replace(KPI, id=EntityId("more"), code="K3", title="More")], "Add"),
    "what a measure was long before": lambda w: w.save([earlier(Q1)], "Define"),
    "what was printed for another quarter": lambda w: w.save(
        [PublishedJudgement(id=EntityId("printed"), measure=KPI.id, period=Q1, rating=Rating.RED)], "Import"
    ),
}


@pytest.mark.parametrize("way", OUTSIDE)
def test_what_is_not_in_the_locked_period_goes_on(locked: Workspace, way: str) -> None:
    OUTSIDE[way](locked)


def test_a_locked_year_holds_its_halves_quarters_and_months(workspace: Workspace) -> None:
    workspace.lock(YEAR, "Closed.")
    for period in (YEAR, *(each for kind in list(PeriodKind) for each in YEAR.parts(kind))):
        with pytest.raises(UserError, match=r"2025/26 is locked by Ann: Closed\."):
            workspace.set_figure(KPI, period, "70")
    workspace.set_figure(KPI, Period.quarter(2026, 1), "70")
    workspace.set_figure(KPI, Period.quarter(2024, 4), "70")
    with pytest.raises(UserError, match="is locked by Ann"):
        workspace.save([target(90, Q3)], "Target")


def test_locking_is_a_step_with_a_name_that_goes_only_by_another_with_a_reason(workspace: Workspace) -> None:
    workspace.set_closing(Q2, TODAY)
    workspace.lock(Q2, " Signed off. ")
    step = workspace.steps(1)[0]
    assert (step.label, step.author, step.action) == ("Lock Quarter 2 2025/26", "Ann", "keep")
    (state,) = workspace.calendar()
    assert (state.locked, state.reason, state.person, state.closes) == (True, "Signed off.", "Ann", TODAY)
    with pytest.raises(UserError, match="was changed again by “Lock Quarter 2 2025/26”"):
        workspace.undo()
    assert locked_by(Q2, workspace.calendar())
    workspace.set_figure(WORKLOAD, Q1, "5")
    workspace.unlock(Q2, "A late figure.")
    said = [(each.step.label, after.locked, after.reason) for each in workspace.calendar_changes(Q2)
            if isinstance(after := each.after, ReportingPeriod)]  # fmt: skip
    assert said[:2] == [
        ("Unlock Quarter 2 2025/26", False, "A late figure."),
        ("Lock Quarter 2 2025/26", True, "Signed off."),
    ]
    assert workspace.calendar_changes(Q1) == []


@pytest.mark.parametrize(
    ("act", "problem"),
    [
        (lambda w: w.lock(Q2, "Again."), "Quarter 2 2025/26 is locked already."),
        (lambda w: w.lock(Q1, "  "), "To lock a period needs a reason."),
        (lambda w: w.unlock(Q2, ""), "To unlock a period needs a reason."),
        (lambda w: w.unlock(Q1, "Why not."), "Quarter 1 2025/26 is not locked."),
    ],
)
def test_locking_wants_a_reason_and_something_to_lock(
    locked: Workspace, act: Callable[[Workspace], object], problem: str
) -> None:
    with pytest.raises(UserError) as refused:
        act(locked)
    assert refused.value.problem == problem


def test_nobody_undoes_or_redoes_into_a_period_that_another_locked(workspace: Workspace) -> None:
    path = workspace.path
    workspace.set_figure(KPI, Q2, "70")
    workspace.close()
    with Workspace(open_store(path, author="Ben", clock=clock), "Ben", clock) as other:
        other.lock(Q2, "Signed off at the board")
    with Workspace(open_store(path, author="Ann", clock=clock), "Ann", clock) as mine:
        with pytest.raises(UserError, match="locked by Ben"):
            mine.undo()
        assert [each.value for each in mine.figures(KPI, Q2)] == [Decimal(70)]
    with Workspace(open_store(path, author="Ben", clock=clock), "Ben", clock) as other:
        other.unlock(Q2, "A late figure.")
    with Workspace(open_store(path, author="Ann", clock=clock), "Ann", clock) as mine:
        mine.undo()
        assert [each.value for each in mine.figures(KPI, Q2)] == [Decimal(66)]
    with Workspace(open_store(path, author="Ben", clock=clock), "Ben", clock) as other:
        other.lock(Q2, "Signed off at the board")
    with Workspace(open_store(path, author="Ann", clock=clock), "Ann", clock) as mine:
        with pytest.raises(UserError, match="locked by Ben"):
            mine.redo()
        assert [each.value for each in mine.figures(KPI, Q2)] == [Decimal(66)]


def test_undo_passes_over_a_lock_to_the_step_before_which_it_refuses(workspace: Workspace) -> None:
    workspace.set_figure(KPI, Q2, "70")
    workspace.lock(Q2, "Signed off at the board")
    for act in (workspace.undo, workspace.undo):
        with pytest.raises(UserError) as refused:
            act()
        assert refused.value.problem == BY
    assert [each.value for each in workspace.figures(KPI, Q2)] == [Decimal(70)]
    workspace.unlock(Q2, "A late figure.")
    workspace.undo()
    assert [each.value for each in workspace.figures(KPI, Q2)] == [Decimal(66)]
    workspace.lock(Q2, "Signed off at the board")
    with pytest.raises(UserError) as refused:
        workspace.redo()
    assert refused.value.problem == BY


def test_undo_passes_over_a_lock_to_a_step_that_it_lets_be(workspace: Workspace) -> None:
    workspace.set_figure(KPI, Q1, "70")
    workspace.lock(Q2, "Signed off at the board")
    assert workspace.undo().label == "Undo: Set K1 for Quarter 1 2025/26"
    assert [each.value for each in workspace.figures(KPI, Q1)] == [Decimal(66)]
    assert locked_by(Q2, workspace.calendar())
    workspace.redo()
    assert [each.value for each in workspace.figures(KPI, Q1)] == [Decimal(70)]


def test_a_changed_measure_is_neither_undone_nor_redone_into_a_locked_period(workspace: Workspace) -> None:
    workspace.save([replace(KPI, title="Reviews in time")], "Change the title")
    workspace.lock(Q2, "Signed off at the board")
    with pytest.raises(UserError) as refused:
        workspace.undo()
    assert refused.value.problem == BY
    assert refused.value.remedy == "Unlock it first, with a reason, or change it from a later period on."
    assert workspace.measure("K1").title == "Reviews in time"
    workspace.unlock(Q2, "A wrong title")
    workspace.undo()
    workspace.lock(Q2, "Signed off at the board")
    with pytest.raises(UserError) as refused:
        workspace.redo()
    assert refused.value.problem == BY
    assert workspace.measure("K1").title == KPI.title


def test_what_a_lock_let_be_is_undone_and_redone_under_it(locked: Workspace) -> None:
    further = replace(KPI, id=EntityId("more"), code="K3", title="More")
    locked.save([further], "Add K3")
    locked.undo()
    assert further not in locked.measures()
    locked.redo()
    assert further in locked.measures()
    locked.redefine(KPI, replace(KPI, code="K9"), Q3, True, "New plan.")
    locked.undo()
    assert (locked.measure("K1"), locked.definitions()) == (KPI, ())
    locked.redo()
    assert [each.code for each in locked.definitions()] == ["K1"]


def test_a_measure_that_was_added_before_the_lock_is_not_undone(workspace: Workspace) -> None:
    workspace.save([replace(KPI, id=EntityId("more"), code="K3", title="More")], "Add K3")
    workspace.lock(Q2, "Signed off at the board")
    with pytest.raises(UserError) as refused:
        workspace.undo()
    assert refused.value.problem == BY


def test_a_period_long_ahead_is_not_locked(workspace: Workspace) -> None:
    with pytest.raises(UserError) as refused:
        workspace.lock(Period.quarter(2052, 2), "Signed off.")
    assert refused.value.problem == "Quarter 2 2052/53 is 27 years ahead."
    assert workspace.calendar() == ()
    workspace.lock(Period.quarter(2026, 2), "Nobody may plan it yet.")


def test_the_period_that_is_meant_is_never_one_that_has_not_begun(workspace: Workspace) -> None:
    assert workspace.default_period() == Q2
    workspace.set_figure(KPI, Period.quarter(2052, 2), "70")
    assert workspace.default_period() == Q2
    printed = PublishedJudgement(id=EntityId("far"), measure=KPI.id, period=Q1.shift(8), rating=Rating.RED)
    workspace.save([printed], "Import")
    assert workspace.default_period() == Q2
    workspace.save([replace(printed, id=EntityId("near"), period=Q1)], "Import")
    assert workspace.default_period() == Q1


def test_where_nothing_has_begun_the_period_to_come_is_meant(tmp_path: Path) -> None:
    with Workspace(create(tmp_path / "New.ascdesk", author="Ann", clock=clock), "Ann", clock) as made:
        assert made.default_period() is None
        made.save([KPI, figure(Q1.shift(8), 66)], "Plan")
        assert made.default_period() == Q1.shift(8)


def test_an_earlier_value_is_not_brought_back_into_it(workspace: Workspace) -> None:
    workspace.set_figure(KPI, Q2, "70")
    workspace.lock(Q2, "Signed off at the board")
    changes = [each for each in workspace.history(KPI, Q2) if each.kind is Figure]
    with pytest.raises(UserError) as refused:
        workspace.restore(changes[-1])
    assert refused.value.problem == BY
    assert [each.value for each in workspace.figures(KPI, Q2)] == [Decimal(70)]


def test_an_import_leaves_out_what_would_change_it_and_lists_each_cell(locked: Workspace) -> None:
    text = "Code|Measure|Quarter 1 2025/26|Quarter 2 2025/26|Quarter 3 2025/26\nK1|Reviews done in time|66|71|72"
    chosen = locked.plan_import([interpret(book(text))])
    refused = [(each.place, each.text, each.problem) for each in chosen.problems if "locked" in each.problem]
    assert refused == [("Plan!D2", "71", BY)]
    locked.apply(chosen)
    assert {each.period: each.value for each in locked.figures(KPI)} == {
        Q1: Decimal(66), Q2: Decimal(66), Q3: Decimal(72), AUGUST: Decimal(66),
    }  # fmt: skip


def test_an_import_leaves_out_what_would_widen_a_measure_in_it(locked: Workspace) -> None:
    text = "Code|Measure|Part|Quarter 3 2025/26\nK1|Reviews done in time|Users|72\nK2|Contacts||500"
    chosen = locked.plan_import([interpret(book(text))], adopt=True)
    refused = [(each.text, each.problem) for each in chosen.problems if "locked" in each.problem]
    assert refused == [(KPI.title, BY), ("72", BY)]
    locked.apply(chosen)
    assert locked.measure("K1").parts == ()
    assert [(each.measure, each.value) for each in locked.figures(period=Q3)] == [(WORKLOAD.id, Decimal(500))]


def test_an_import_that_says_what_is_held_is_not_refused(locked: Workspace) -> None:
    text = "Code|Measure|Quarter 2 2025/26\nK1|Reviews done in time|71"
    locked.unlock(Q2, "To import.")
    locked.apply(locked.plan_import([interpret(book(text))]))
    locked.lock(Q2, "Signed off.")
    again = locked.plan_import([interpret(book(text))])
    assert [each for each in again.problems if "locked" in each.problem] == []
    assert again.changes_nothing


def test_an_import_that_was_planned_before_the_lock_is_refused_whole(workspace: Workspace) -> None:
    text = "Code|Measure|Quarter 2 2025/26|Quarter 3 2025/26\nK1|Reviews done in time|71|72"
    chosen = workspace.plan_import([interpret(book(text))])
    workspace.lock(Q2, "Signed off at the board")
    with pytest.raises(UserError) as refused:
        workspace.apply(chosen)
    assert refused.value.problem == BY
    assert workspace.figures(KPI, Q3) == ()


def test_a_reason_is_told_as_a_sentence() -> None:
    state = ReportingPeriod(id=EntityId("q"), period=Q2, locked=True, reason="Signed off", person="Ann")
    assert locked_words(state) == "Quarter 2 2025/26 is locked by Ann: Signed off."
    assert locked_words(replace(state, reason="Who knows?", person="")) == "Quarter 2 2025/26 is locked: Who knows?"


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (3, "Closes in 3 days"), (1, "Closes tomorrow"), (0, "Closes today"), (-1, "Was to close yesterday"),
        (-2, "Was to close 2 days ago"),
    ],
)  # fmt: skip
def test_how_long_a_period_is_open(days: int, said: str) -> None:
    state = ReportingPeriod(id=EntityId("q"), period=Q2, closes=TODAY + datetime.timedelta(days=days))
    assert closing_words(state, TODAY) == said
    assert closing_words(replace(state, locked=True), TODAY) == ""
    assert closing_words(replace(state, closes=None), TODAY) == closing_words(None, TODAY) == ""


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("14 Oct", (2025, 10, 14)), ("14 October", (2025, 10, 14)), ("14/10", (2025, 10, 14)), ("1.11", (2025, 11, 1)),
        ("14/10/2025", (2025, 10, 14)), ("14 Oct 2025", (2025, 10, 14)), ("2025-10-14", (2025, 10, 14)),
        ("Tuesday 14 October", (2025, 10, 14)), ("14th October 2025", (2025, 10, 14)), ("31 Jan", (2026, 1, 31)),
        ("30 Sept", (2026, 9, 30)), ("1/10/25", (2025, 10, 1)),
    ],
)  # fmt: skip
def test_a_closing_day_is_read_as_people_write_it(typed: str, day: tuple[int, int, int]) -> None:
    assert read_closing(typed, Q2) == datetime.date(*day)


@pytest.mark.parametrize("typed", ["", "soon", "31/9", "3 weeks", "14/13/2025", "14", "31 Dec 2028", "1 Jan 2025"])
def test_what_is_no_day_on_which_it_can_close_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        read_closing(typed, Q2)


def test_later_periods_close_as_long_after_their_ends_and_on_no_weekend() -> None:
    assert following(Q2, datetime.date(2025, 10, 14)) == (
        (Q3, datetime.date(2026, 1, 14)),
        (Q3.next(), datetime.date(2026, 4, 14)),
        (Q3.shift(2), datetime.date(2026, 7, 14)),
    )
    (saturday, *_) = following(Q1, datetime.date(2025, 7, 11))
    assert saturday == (Q2, datetime.date(2025, 10, 13))
    assert [each for each, _ in following(YEAR, datetime.date(2026, 5, 1))] == [YEAR.next()]
    assert len(following(AUGUST, datetime.date(2025, 9, 10))) == 11


def test_the_days_of_later_periods_are_set_in_the_same_step(workspace: Workspace) -> None:
    workspace.set_closing(Q3, datetime.date(2026, 1, 30))
    workspace.set_closing(Q2, datetime.date(2025, 10, 14), further=True)
    assert {each.period: each.closes for each in workspace.calendar()} == {
        Q2: datetime.date(2025, 10, 14), Q3: datetime.date(2026, 1, 14), Q3.next(): datetime.date(2026, 4, 14),
        Q3.shift(2): datetime.date(2026, 7, 14),
    }  # fmt: skip
    workspace.undo()
    assert {each.period: each.closes for each in workspace.calendar()} == {Q3: datetime.date(2026, 1, 30)}
    workspace.set_closing(Q3, None)
    assert [each.closes for each in workspace.calendar()] == [None]
