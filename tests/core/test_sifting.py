from dataclasses import replace

from ascdesk.expecting import gaps
from ascdesk.identity import figure_id, follow_up_id
from ascdesk.model import Figure, FollowUp, Measure, Unit
from ascdesk.periods import Period
from ascdesk.sheet import Line, sheet_lines
from ascdesk.sifting import Shown, Sieve
from tests.core.test_scorecard import card
from tests.data.judged import Q2, figure, measure, target

Q1 = Q2.previous()
HERS = replace(measure("1A"), owner="A. Patel")
WRITTEN = replace(measure("1B"), author="A. Patel")
PLAIN = measure("1C", unit=Unit.COUNT, series=("Incoming",))


def sieve(*figures: Figure, flags: tuple[FollowUp, ...] = (), person: str = "A. Patel") -> tuple[Sieve, list[Line]]:
    """A sheet of three measures, of which the first is due and the last looks odd."""
    found = card([HERS, WRITTEN, PLAIN], figures=list(figures), targets=[target(80, of=HERS, threshold=70)])
    lines = list(sheet_lines(found.rows, figures))
    due = {(row.measure.id, row.part): row.figure is None for row in found.rows}
    odd = {line.key: line.measure.id == PLAIN.id for line in lines}
    missing = {(row.measure.id, row.part): bool(gaps(row)) for row in found.rows}
    return Sieve(found, due, missing, odd, flags, person), lines


def codes(sieved: tuple[Sieve, list[Line]], shown: Shown) -> list[tuple[str, str]]:
    kept = sieved[0].kept(shown, sieved[1])
    return [(line.measure.code, line.series) for line in sieved[1] if kept is None or line.key in kept]


def flag(of: Measure, period: Period, series: str = "") -> FollowUp:
    key = follow_up_id(figure_id(of.id, period, "", series))
    return FollowUp(id=key, measure=of.id, period=period, series=series, text="Ask", person="A. Patel")


def test_each_filter_keeps_its_lines_and_counts_measures() -> None:
    found = sieve(figure(40, of=HERS), figure(60, of=PLAIN), flags=(flag(PLAIN, Q1, "Incoming"),))
    assert codes(found, Shown.ALL) == [("1A", ""), ("1B", ""), ("1C", ""), ("1C", "Incoming")]
    assert codes(found, Shown.DUE) == [("1B", "")]
    assert codes(found, Shown.CHECK) == [("1C", ""), ("1C", "Incoming")]
    assert codes(found, Shown.RED) == [("1A", "")]
    assert codes(found, Shown.FLAGGED) == [("1C", "Incoming")]
    assert codes(found, Shown.MINE) == [("1A", ""), ("1B", "")]
    assert found[0].counts() == {
        Shown.ALL: 3, Shown.DUE: 1, Shown.CHECK: 2, Shown.MISSING: 0, Shown.RED: 1, Shown.FLAGGED: 1, Shown.MINE: 2,
    }  # fmt: skip


def test_mine_is_nothing_for_somebody_who_is_not_named() -> None:
    assert codes(sieve(person="Somebody"), Shown.MINE) == codes(sieve(person=""), Shown.MINE) == []


def test_a_flag_on_a_later_period_is_not_shown_yet() -> None:
    assert codes(sieve(flags=(flag(HERS, Q2.next()),)), Shown.FLAGGED) == []
    assert codes(sieve(flags=(flag(HERS, Q2),)), Shown.FLAGGED) == [("1A", "")]


def test_missing_are_blanks_between_figures() -> None:
    around = [figure(value, period, WRITTEN) for value, period in ((40, Q2.shift(-3)), (41, Q2))]
    assert codes(sieve(*around), Shown.MISSING) == [("1B", "")]
