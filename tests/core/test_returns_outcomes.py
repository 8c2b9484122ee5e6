"""Tables whose cells tell several periods, under headings that repeat, in words of our own."""

from pathlib import Path
from typing import Any

import pytest

from ascdesk.model import Figure, Frequency, Movement, PublishedJudgement, Section, Target, Unit
from ascdesk.periods import Period
from ascdesk.returns.values import Return
from tests.data.sheets import figures, problems, read

_HEAD = ["KPI", "Our aim for 2023/24", "Our Target for 2023/24", "Our Performance"]
_SEVERAL = "22/23 - 17.8% Quarter 1 - 23/24 21% ↑ Quarter 2 - 23/24 23% ↓"
_GROWING = "22/23 - 135 Quarter 1 - 23/24 31.25 ↓ Quarter 2 - 23/24 60.7"
_STEADY = "22/23 - 399 per 100K Quarter 1 - 23/24 404 Quarter 2 - 23/24 433"
_ROWS: list[list[Any]] = [
    ["Measures of the plan"],
    [],
    ["Outcome 1 - Doors are open"],
    _HEAD,
    ["Percentage of doors open", "To open more", 0.178, _SEVERAL],
    ["Percentage who like doors", "To ask again", 0.7, "22/23 - 68% ↑ This is an annual metric"],
    [],
    ["Outcome 2 - Windows are clean"],
    _HEAD,
    ["Windows cleaned per 100K", "To clean more", "166 per 100K", _GROWING],
    ["Panes per 100K", "To keep them", "440 per 100k", _STEADY],
]
_FORMATS = {"C5": "0.0%", "C6": "0%"}
_Q1, _Q2, _YEAR = Period.quarter(2023, 1), Period.quarter(2023, 2), Period.year(2022)


@pytest.fixture
def found(tmp_path: Path) -> Return:
    return read(tmp_path, _ROWS, _FORMATS)


def test_each_period_of_a_cell_is_a_figure(found: Return) -> None:
    told = {when: value for (title, when), value in figures(found).items() if title == "Percentage of doors open"}
    assert told == {"2022-23": "17.8", "2023-24 Q1": "21", "2023-24 Q2": "23"}
    assert (found.period, found.framework, problems(found)) == (_Q2, "Measures of the plan", [])
    raw = {each.raw for each in found.entities if isinstance(each, Figure) and each.place == "Return!D5"}
    assert raw == {_SEVERAL}


def test_arrows_are_kept_as_printed_movements(found: Return) -> None:
    printed = [each for each in found.entities if isinstance(each, PublishedJudgement)]
    assert [(each.place, each.period, each.movement, each.raw, each.wording, each.rating) for each in printed] == [
        ("Return!D5", _Q1, Movement.UP, "↑", "", None),
        ("Return!D5", _Q2, Movement.DOWN, "↓", "", None),
        ("Return!D6", _YEAR, Movement.UP, "↑", "", None),
        ("Return!D10", _Q1, Movement.DOWN, "↓", "", None),
    ]


def test_aims_and_targets_are_of_the_measure(found: Return) -> None:
    assert [each.aim for each in found.measures] == ["To open more", "To ask again", "To clean more", "To keep them"]
    targets = [(each.year, str(each.value)) for each in found.entities if isinstance(each, Target)]
    assert targets == [(Period.year(2023), value) for value in ("17.8", "70", "166", "440")]
    assert [(each.unit, each.decimals) for each in found.measures] == [
        (Unit.PERCENT, 1),
        (Unit.PERCENT, 0),
        (Unit.PER_100K, 2),
        (Unit.PER_100K, 0),
    ]


def test_what_is_measured_once_a_year_is_said_of_the_measure(found: Return) -> None:
    assert [each.frequency for each in found.measures] == [
        Frequency.QUARTERLY, Frequency.ANNUAL, Frequency.QUARTERLY, Frequency.QUARTERLY,
    ]  # fmt: skip
    assert found.measures[1].notes == "This is an annual metric"
    assert not [each for each in found.entities if isinstance(each, Figure) and (each.marker or each.note)]


def test_the_titles_above_repeated_heads_are_sections(found: Return) -> None:
    sections = [each.title for each in found.structure if isinstance(each, Section)]
    assert sections == ["Outcome 1 - Doors are open", "Outcome 2 - Windows are clean"]


def test_quarters_that_may_be_cumulative_are_to_be_confirmed(found: Return) -> None:
    assert [each.place for each in found.notices] == ["Return!D10"]
    assert "April" in found.notices[0].problem


def test_a_period_that_cannot_be_read_is_a_problem_and_the_others_are_taken(tmp_path: Path) -> None:
    rows: list[list[Any]] = [_HEAD, ["Doors open", "More", 5, "22/23 - 17 Quarter 1 - 23/24 2 0"]]
    found = read(tmp_path, rows)
    assert figures(found) == {("Doors open", "2022-23"): "17"}
    assert [place for place, _ in problems(found)] == ["Return!D2"]


def test_a_plain_value_in_such_a_column_is_of_the_reports_period(tmp_path: Path) -> None:
    found = read(tmp_path, [["Plan - Quarter 2 2023/24"], _HEAD, ["Doors open", "More", 5, "41/42"]])
    assert list(figures(found)) == [("Doors open", "2023-24 Q2")]
