"""Tables whose names and values are sentences, wrapped over several rows, in words of our own."""

from pathlib import Path
from typing import Any

import pytest

from ascdesk.model import Figure, SupportingFigure, Unit
from ascdesk.returns.values import Return
from ascdesk.sentences import numbers_told, sentences
from tests.data.sheets import figures, problems, read

_ROWS: list[list[Any]] = [
    ["Measure", "Quarter2 2017/18"],
    ["Number of bells rung at a", "Bells heard in town = 604"],
    ["Fire station (by night)", "Rung at night in 103 cases"],
    ["Percentage of rings where a crew", "85.2% of crews left within 24 hours of"],
    ["left in time after", "the bell being heard"],
    ["the bell", None],
    ["Fires put out –", "60% of fires were"],
    ["within 28 days target", "out within 28 days."],
    ["Percentage of people content", "94.6% of those asked were"],
    [None, "content (wholly 52.1% and"],
    [None, "partly 42.5% )"],
]


@pytest.fixture
def found(tmp_path: Path) -> Return:
    return read(tmp_path, _ROWS)


def test_wrapped_names_are_put_together_and_to_be_confirmed(found: Return) -> None:
    assert [each.title for each in found.measures] == [
        "Number of bells rung at a Fire station (by night)",
        "Percentage of rings where a crew left in time after the bell",
        "Fires put out – within 28 days target",
        "Percentage of people content",
    ]
    joined = [each.place for each in found.notices if "put together" in each.problem]
    assert joined == ["Return!A2:A3", "Return!A4:A6", "Return!A7:A8"]


def test_the_value_of_a_sentence_is_taken_with_all_its_words(found: Return) -> None:
    told = [each for each in found.entities if isinstance(each, Figure)]
    assert [(str(each.value), each.place) for each in told] == [
        ("85.2", "Return!B4:B5"),
        ("60", "Return!B7:B8"),
        ("94.6", "Return!B9:B11"),
    ]
    assert told[0].raw == "85.2% of crews left within 24 hours of the bell being heard"
    assert {each.unit for each in found.measures[1:]} == {Unit.PERCENT}
    confirmed = [each.place for each in found.notices if "sentence" in each.problem]
    assert confirmed == [each.place for each in told]


def test_where_two_numbers_could_be_the_value_none_is_and_both_are_kept(found: Return) -> None:
    kept = [each for each in found.entities if isinstance(each, SupportingFigure)]
    assert [(each.label, str(each.value), each.unit) for each in kept] == [
        ("Bells heard in town", "604", Unit.COUNT),
        ("Rung at night in … cases", "103", Unit.COUNT),
        ("wholly", "52.1", Unit.PERCENT),
        ("partly", "42.5", Unit.PERCENT),
    ]
    (problem,) = found.problems
    assert (problem.place, problem.text) == ("Return!B2:B3", f"{_ROWS[1][1]} {_ROWS[2][1]}")
    assert problem.problem.startswith("Each of 604 and 103 may be its value, so it was given none")


def test_every_cell_of_it_is_accounted_for(found: Return) -> None:
    cells = {sheet.place(cell) for sheet in found.book.sheets for cell in sheet.cells()}
    assert {place for place, _ in found.accounts} == cells


def test_a_table_with_one_number_among_its_words_is_read_as_ever(tmp_path: Path) -> None:
    found = read(tmp_path, [["Measure", "Q2 2017/18"], ["Bells and", 5], ["whistles", "about 7 of them rang"]])
    assert figures(found) == {("Bells and", "2017-18 Q2"): "5"}
    assert problems(found) == [("Return!B3", "This is not a figure.")]


def test_rows_that_are_whole_stay_apart(tmp_path: Path) -> None:
    rows = [["Measure", "Q2 2017/18"], ["Bells rung", "There were 12 bells rung"], ["Fires", "There were 3 fires left"]]
    assert figures(read(tmp_path, rows)) == {("Bells rung", "2017-18 Q2"): "12", ("Fires", "2017-18 Q2"): "3"}


def test_a_sentence_without_a_number_is_a_problem(tmp_path: Path) -> None:
    rows = [["Measure", "Q2 2017/18"], ["Bells rung", "Nobody counted them within 28 days"]]
    assert problems(read(tmp_path, rows)) == [("Return!B2", "These words hold no figure.")]


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("604 alerts came in", [("604", True)]),
        ("60% within 28 days, 24 hours and 3 working days", [("60%", True)]),
        ("66% against a target of 80%", [("66%", True), ("80%", False)]),
        ("66%, up from 61% in Q2 2016/17", [("66%", True), ("61%", False)]),
        ("94.6% (fully 52.1%, partly 42.5%)", [("94.6%", True), ("52.1%", False), ("42.5%", False)]),
        ("1,234 calls cost £466 in 2017/18", [("1234", True)]),
    ],
)
def test_numbers_that_may_be_a_value_are_told_from_those_around_it(sentence: str, said: list[tuple[str, bool]]) -> None:
    assert [(each.shown, each.eligible) for each in numbers_told(sentence)] == said


def test_lines_are_one_sentence_where_the_one_goes_on_in_the_other() -> None:
    assert sentences(["Bells rung at a", "Station", "in town", "Fires (all", "Of them) went out"]) == (
        "Bells rung at a Station in town",
        "Fires (all Of them) went out",
    )
