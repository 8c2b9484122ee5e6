"""The checks that want little history: leaps, copied figures, months and quarters, breakdowns that agree."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ascdesk.__main__ import new_workspace
from ascdesk.checking.past import beside, looked_back
from ascdesk.checking.values import Check
from ascdesk.model import Basis, Figure, Flag, Unit
from ascdesk.periods import Period, PeriodKind, read_period
from ascdesk.sheet import concerns, sheet_lines
from ascdesk.workspace import Workspace
from tests.conftest import done
from tests.core.test_checking_figures import COUNT, Q2, SHARE, checks, figure, looked_at, run_of

# Adults with a learning disability who live at home: two years' ends and two quarters.
AT_HOME = (
    figure("71.8", Period.year(2015), "569/793"),
    figure("72.6", Period.quarter(2016, 2), "555/764"),
    figure("74.4", Period.year(2016), "584/785"),
    figure("72.0", Period.quarter(2017, 1), "519/721"),
)
NOW = Period.quarter(2017, 2)
# Contacts from April to September 2025, and the quarters of that year and the one before.
MONTHS = {4: "2804", 5: "2791", 6: "2713", 7: "2551", 8: "2625", 9: "2718"}


# A leap after a short history


def test_a_share_of_many_people_that_leaps_is_told_from_the_earlier_ones_taken_together() -> None:
    (found,) = looked_at(SHARE, figure("41.2", NOW, "311/754"), *AT_HOME)
    assert found.check is Check.HISTORY
    assert found.text == (
        "41.2% is 30.6 points below all that it has been (71.8% to 74.4% over 4 figures); "
        "among so many people that is hardly chance."
    )
    assert looked_at(SHARE, figure("71.5", NOW, "539/754"), *AT_HOME) == ()
    assert looked_at(SHARE, figure("63.0", NOW, "475/754"), *AT_HOME) == ()  # significant, yet not ten points


def test_among_few_people_a_leap_may_be_chance() -> None:
    few = [figure(value, Q2.shift(at - 3), of) for at, (value, of) in enumerate(
        (("75.0", "9/12"), ("72.7", "8/11"), ("76.9", "10/13")))]  # fmt: skip
    assert looked_at(SHARE, figure("41.7", Q2, "5/12"), *few) == ()
    alone = [replace(each, numerator=None, denominator=None) for each in few]
    assert looked_at(SHARE, figure("41.7", Q2, "5/12"), *alone) == ()


@pytest.mark.parametrize(
    ("value", "odd"), [("41.2", True), ("71.5", False), ("60.0", False), ("88.0", False), ("91.0", True)]
)
def test_without_the_two_numbers_a_share_is_to_be_far_beyond_all_that_it_was(value: str, odd: bool) -> None:
    alone = [replace(each, numerator=None, denominator=None) for each in AT_HOME]
    assert checks(looked_at(SHARE, figure(value, NOW), *alone)) == ([Check.HISTORY] if odd else [])


def test_self_directed_support_does_not_fall_from_all_to_half() -> None:
    earlier = [figure("98.7", Period.year(2015)), figure("99.6", Period.quarter(2016, 2)),
               figure("99.7", Period.year(2016)), figure("99.7", Period.quarter(2017, 1))]  # fmt: skip
    assert checks(looked_at(SHARE, figure("55.0", NOW), *earlier)) == [Check.HISTORY]
    assert looked_at(SHARE, figure("99.8", NOW), *earlier) == ()
    assert looked_at(SHARE, figure("55.0", NOW), earlier[0]) == ()  # one figure tells nothing of how far they go


def test_a_year_that_is_marked_for_a_break_in_its_first_quarter_does_not_part_the_quarters_after_it() -> None:
    marked = (Flag.BREAK,)
    quarters = [
        figure(value, Period.quarter(2024, 1 + at)) for at, value in enumerate(("72.0", "71.2", "72.9", "71.8"))
    ]
    quarters[0] = replace(quarters[0], flags=marked)
    year, before = figure("72.0", Period.year(2024), flags=marked), figure("12.0", Period.quarter(2023, 4))
    (found,) = looked_at(SHARE, figure("41.0", Period.quarter(2025, 1)), *quarters, year, before)
    assert "71.2% to 72.9%" in found.text


# A copied figure


def test_two_numbers_that_are_those_of_the_quarter_before_may_have_been_copied() -> None:
    (found,) = looked_at(SHARE, figure("72.0", NOW, "519/721"), *AT_HOME)
    assert found.check is Check.COPIED
    assert found.text == "519 out of 721 is exactly that of Quarter 1 2017/18: was it copied?"
    assert looked_at(SHARE, figure("72.1", NOW, "520/721"), *AT_HOME) == ()
    few = [figure("97.6", Q2.shift(-1), "41/42"), figure("95.1", Q2.shift(-2), "39/41")]
    assert looked_at(SHARE, figure("97.6", Q2, "41/42"), *few) == ()  # may well be the same people
    assert looked_at(SHARE, figure("100", Q2, "721/721"), figure("100", Q2.shift(-1), "721/721")) == ()
    assert looked_at(replace(SHARE, basis=Basis.SURVEY), figure("72.0", NOW, "519/721"), *AT_HOME) == ()
    later = figure("72.0", NOW.next(), "519/721")  # not the quarter that follows it
    assert looked_at(SHARE, later, *AT_HOME) == ()


def test_a_large_count_that_comes_again_may_have_been_copied() -> None:
    contacts = run_of(("8001", "7593", "8412", "8662", "8308"))
    (found,) = looked_at(COUNT, figure("8308"), *contacts)
    assert (found.check, found.text) == (
        Check.COPIED, "8,308 is exactly that of Quarter 1 2023/24: was it copied?",
    )  # fmt: skip
    assert looked_at(COUNT, figure("7894"), *contacts) == ()
    assert looked_at(COUNT, figure("835"), *run_of(("812", "845", "790", "860", "835"))) == ()  # too small to tell
    slow = run_of(("4263", "4261", "4288", "4292", "4306"))
    assert looked_at(COUNT, figure("4306"), *slow) == ()  # moves little, so the same may come again
    again = run_of(("8001", "8001", "8412", "8662", "8308"))
    assert looked_at(COUNT, figure("8308"), *again) == ()  # has stayed the same before


def test_what_has_long_been_the_same_is_said_once() -> None:
    steady = ("8120", "8450", "7900", "8600", "8220", "8380", "8050", "8510", "8510", "8510")
    assert checks(looked_at(COUNT, figure("8510"), *run_of(steady))) == [Check.UNCHANGED]


# Months, quarters and years


def contacts() -> list[Figure]:
    first = {10: "2735", 11: "2831", 12: "2846"}
    months = [figure(value, Period.month(2025, number)) for number, value in MONTHS.items()]
    months += [figure(value, Period.month(2024, number)) for number, value in first.items()]
    months += [figure(value, Period.month(2025, number)) for number, value in {1: "2952", 2: "2876", 3: "2834"}.items()]
    return [*months, figure("8412", Period.quarter(2024, 3)), figure("8662", Period.quarter(2024, 4)),
            figure("8308", Period.quarter(2025, 1))]  # fmt: skip


def test_a_quarter_is_the_sum_of_its_months_where_the_ones_before_it_were() -> None:
    now = Period.quarter(2025, 2)
    (found,) = looked_at(COUNT, figure("7489", now), *contacts())
    assert found.check is Check.PERIODS
    assert found.text == (
        "Its months add up to 7,894 (2,551 + 2,625 + 2,718), not to 7,489, as they did in 3 earlier quarters."
    )
    assert looked_at(COUNT, figure("7894", now), *contacts()) == ()
    unfinished = [each for each in contacts() if each.period != Period.month(2025, 9)]
    assert looked_at(COUNT, figure("7489", now), *unfinished) == ()
    assert looked_at(replace(COUNT, basis=Basis.SNAPSHOT), figure("7489", now), *contacts()) == ()
    people = [replace(each, value=Decimal(6900)) if each.period.kind is PeriodKind.QUARTER else each
              for each in contacts()]  # each person once, however many months they were seen in  # fmt: skip
    assert looked_at(COUNT, figure("6950", now), *people) == ()


def test_a_year_is_the_sum_of_its_quarters() -> None:
    quarters = {2022: (7300, 7267, 7914, 8175), 2023: (7670, 7454, 8272, 8562), 2024: (8001, 7593, 8412, 8662)}
    held = [figure(str(value), Period.quarter(year, at + 1)) for year, values in quarters.items()
            for at, value in enumerate(values)]  # fmt: skip
    held += [figure("30656", Period.year(2022)), figure("31958", Period.year(2023))]
    (found,) = looked_at(COUNT, figure("32686", Period.year(2024)), *held)
    assert found.text.startswith("Its quarters add up to 32,668 (8,001 + 7,593 + 8,412 + 8,662), not to 32,686")
    assert looked_at(COUNT, figure("32668", Period.year(2024)), *held) == ()


def test_what_is_in_millions_adds_up_as_far_as_rounding_goes() -> None:
    spent = replace(COUNT, unit=Unit.POUNDS_MILLION, decimals=1)
    held = [figure(f"{each.value / 1000:.1f}", each.period) for each in contacts() if each.value is not None]
    assert looked_at(spent, figure("7.9", Period.quarter(2025, 2)), *held) == ()
    assert Check.PERIODS in checks(looked_at(spent, figure("9.7", Period.quarter(2025, 2)), *held))


# Breakdowns


def test_two_breakdowns_that_agree_are_evidence_by_themselves() -> None:
    pieces = {
        "Age band": {"18 to 64": {Q2: figure("1608")}, "65 to 84": {Q2: figure("1629")},
                     "85 and over": {Q2: figure("1088")}},
        "Sex": {"Female": {Q2: figure("2529")}, "Male": {Q2: figure("1796")}},
    }  # fmt: skip
    (found,) = looked_at(COUNT, figure("4235"), pieces=pieces)
    assert (found.check, found.text) == (
        Check.SUM, "The categories of Age band and those of Sex add up to 4,325, not to 4,235.",
    )  # fmt: skip
    assert looked_at(COUNT, figure("4325"), pieces=pieces) == ()
    assert looked_at(COUNT, figure("4235"), pieces={"Sex": pieces["Sex"]}) == ()  # one alone may leave people out
    unlike = {**pieces, "Sex": {**pieces["Sex"], "Male": {Q2: figure("1700")}}}
    assert looked_at(COUNT, figure("4235"), pieces=unlike) == ()
    shares = {name: {"a": {Q2: figure("60")}, "b": {Q2: figure("40")}} for name in ("Age band", "Sex")}
    assert looked_at(SHARE, figure("71.5"), pieces=shares) == ()


@pytest.fixture(scope="module")
def anytown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("short") / "anytown.ascdesk", "anytown") as workspace:
        yield workspace


def said_of(workspace: Workspace, code: str, period: Period, value: str) -> list[Check]:
    """What is said of the sample's figure once another value stands in its place."""
    card = workspace.scorecard(period)
    line = next(each for each in sheet_lines(card.rows, workspace.figures_in(looked_back(period)))
                if each.main and each.measure.code == code)  # fmt: skip
    wrong = replace(line.figures[period], value=Decimal(value))
    figures = {**line.figures, period: wrong}
    spread = {**line.around, ("", "", ""): figures}
    return [each.check for each in concerns(replace(line, figures=figures, around=spread), period)]


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("SU01", "4235", [Check.SUM]),  # two digits changed places; a new definition since April 2024
        ("SU01", "4325", []),
        ("SG03", "391", [Check.SUM, Check.PERIODS]),
        ("SG03", "319", []),
        ("AA01", "7489", [Check.PERIODS]),
        ("AA01", "7894", []),
    ],
)
def test_a_slip_of_two_digits_is_found_in_the_sample(
    anytown: Workspace, code: str, value: str, said: list[Check]
) -> None:
    assert said_of(anytown, code, Period.quarter(2025, 2), value) == said


# The periods beside the one that is checked


def test_the_four_before_and_the_years_that_ended_within_two_years_are_beside_a_period() -> None:
    assert [str(each) for each in beside(NOW)] == [
        "2017-18 Q1", "2016-17", "2016-17 Q4", "2016-17 Q3", "2016-17 Q2", "2015-16",
    ]  # fmt: skip
    assert [str(each) for each in beside(Period.month(2017, 3))][:2] == ["2016-17", "2017-02"]
    assert [str(each) for each in beside(Period.year(2016))] == ["2015-16", "2014-15", "2013-14", "2012-13"]


def test_check_without_a_period_finds_the_outturns_that_were_cut_off(tmp_path: Path) -> None:
    file = tmp_path / "ascof.ascdesk"
    new_workspace(file, "ascof").close()
    found = done("check", file, "--json")
    assert found.json["period"] == "2017-18 Q2"
    odd = {(each["code"], each["period"]) for each in found.json["findings"] if each["check"] == Check.CUT_OFF}
    assert odd == {("1Cia", "2016-17"), ("1Ciia", "2016-17")}
    assert {each["concern"] for each in found.json["findings"] if each["period"] == "2016-17"} == {"odd figure"}
    said = done("check", file).out
    assert "Looked at for Quarter 2 2017/18: 4 things to see to. Beside it: 2 odd figures." in said
    asked = done("check", file, "--period", "2017-18 Q2", "--json").json["findings"]
    assert {each["period"] for each in asked} == {"2017-18 Q2"}
    year = read_period("2016-17")
    assert year
    outturns = done("check", file, "--period", str(year), "--json").json["findings"]
    assert ("1Cia", Check.CUT_OFF) in {(each["code"], each["check"]) for each in outturns}
