"""By which rules a return's measures are adopted, and what is concluded of them and has to be confirmed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, done, needs_shared
from tests.data.sheets import workbook

ASCOF = SHARED / "returns" / "ascof-2017-18-q2.xlsx"
HEADS: Sequence[Any] = ["Measure", None, "2022/23", "2023-24 Q1", "2023-24 Q2", "2023/24 target", "Rating", "Comments"]
LEGEND: Sequence[Any] = [
    "Forecast to meet or exceed target - 1",
    "Within 0.5% of the target - 0",
    "Forecast to miss target - 1",
]
GROWING: Sequence[Any] = ["Measure", "2022/23", "2023-24 Q1", "Aug 2023", "2023-24 Q2"]


def adopted(tmp_path: Path, rows: Sequence[Sequence[Any]], *options: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Adopt a workbook of Quarter 2; return the measures by title and what the import said."""
    file = tmp_path / "Quarter.ascdesk"
    if not file.exists():
        done("new", file)
    path = workbook(tmp_path / "return.xlsx", rows)
    said = done("import", file, path, "--adopt", "--period", "2023-24 Q2", "--json", *options).json
    held = done("measures", file, "--json").json["measures"]
    return {each["title"]: each for each in held}, said


def conventions(tmp_path: Path) -> dict[str, Any]:
    (framework,) = done("rules", tmp_path / "Quarter.ascdesk", "--json").json["frameworks"]
    return {key: framework[key] for key in ("preset", "wording")}


def confirmed(said: dict[str, Any], words: str) -> list[tuple[str, str]]:
    return [(each["place"], each["text"]) for each in said["notices"] if words in each["problem"]]


def lettered(*rows: Sequence[Any]) -> list[Sequence[Any]]:
    """Return a table with one measure that is rated, and the rows."""
    return [HEADS, ["Visits", None, 0.5, 0.6, 0.7, 0.6, "G", None], *rows]


def test_a_legend_of_forecasts_rates_by_the_forecast_and_says_so(tmp_path: Path) -> None:
    rows = [*lettered(["Calls per 100,000", None, 5, 6, 7, 8, "R", None]), [], LEGEND]
    measures, said = adopted(tmp_path, rows)
    visits, calls = measures["Visits"], measures["Calls per 100,000"]
    assert (visits["rule"], visits["tolerance"], calls["rule"], calls["tolerance_unit"]) == (
        *("forecast", "0.5", "forecast", "percent of target"),
    )
    assert conventions(tmp_path) == {
        "preset": "forecast within 0.5%", "wording": "improved, no significant change, deteriorated",
    }  # fmt: skip
    assert confirmed(said, "does not say which 0.5%") == [("Return!A5", LEGEND[0])]


def test_letters_towards_and_away_from_target_are_rated_with_no_tolerance(tmp_path: Path) -> None:
    heads = ["Measure", "2023-24 Q1", "2023-24 Q2", "2023/24 target", "RAG", "Direction of travel"]
    rows: list[list[Any]] = [
        heads,
        ["Visits", 5, 6, 7, "R", "Towards target"],
        ["Calls", 5, 6, 7, "R", "Away from target"],
    ]
    measures, said = adopted(tmp_path, rows)
    assert {(each["rule"], each["tolerance"]) for each in measures.values()} == {("target", None)}
    assert conventions(tmp_path) == {"preset": "tolerance", "wording": "towards, away from target"}
    assert confirmed(said, "states no tolerance") == [("Return!F2", "Towards target")]


def test_letters_alone_tell_no_preset(tmp_path: Path) -> None:
    measures, said = adopted(tmp_path, lettered())
    assert measures["Visits"]["rule"] == "target"
    assert conventions(tmp_path) == {"preset": "", "wording": "better, worse, same"}
    assert [each["problem"] for each in said["notices"]] == [
        "Which way is better is not said for M001, so it cannot be rated."
    ]


def test_floors_in_a_papers_notes_are_the_floor_standard(tmp_path: Path) -> None:
    file, path = tmp_path / "Quarter.ascdesk", tmp_path / "paper.txt"
    path.write_text(
        "Adults – Quarter 2 2023/24\n\nAB1: The share of visits\n\nTechnical Notes:\n\nTarget set at 90%. Floor "
        "threshold of 80%\n\nCommentary: Better.\n\nAB2: The number of calls\n\nCommentary: More.\n"
    )
    done("new", file)
    said = done("import", file, path, "--adopt", "--json").json
    visits, calls = done("measures", file, "--json").json["measures"]
    assert (visits["rule"], calls["rule"]) == ("target", "expected range")
    assert {each["significance"] for each in (visits, calls)} == {"slope over the series"}
    assert conventions(tmp_path) == {"preset": "floor standard", "wording": "significant, not significant"}
    assert len(confirmed(said, "sets floors beside targets")) == 1


def test_the_officers_choice_goes_before_what_the_return_says_and_lasts(tmp_path: Path) -> None:
    rows = [*lettered(), [], LEGEND]
    measures, _ = adopted(tmp_path, rows, "--preset", "direction only")
    assert measures["Visits"]["rule"] == "direction only"
    later = [HEADS, ["Visits", None, 0.5, 0.6, 0.7, 0.6, "G", None], ["New", None, 5, 6, 7, 6, "G"], [], LEGEND]
    measures, said = adopted(tmp_path, later)
    assert (measures["New"]["rule"], measures["Visits"]["rule_version"]) == ("direction only", 1)
    assert conventions(tmp_path)["preset"] == "direction only"
    assert confirmed(said, "legend") == []


def test_measures_that_are_held_keep_their_rules(tmp_path: Path) -> None:
    before, _ = adopted(tmp_path, lettered())
    after, said = adopted(tmp_path, [*lettered(), [], LEGEND])
    assert after["Visits"]["rule"] == before["Visits"]["rule"] == "target"
    assert confirmed(said, "legend") == []


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ([None, 0.5, 0.6, 0.7, 0.8, "⇔", "Last year’s discharges serve as a proxy."], "its denominator is a proxy"),
        ([None, 0.5, 0.6, None, 0.8, "⇔", "The definition will be another."], "its definition is changing"),
        ([None, 0.5, 0.6, 0.7, 0.8, None, None], "the report gives it a target and no rating"),
        ([None, 0.5, 0.6, 0.7, 0.8, "N/A", None], "the report gives it a target and no rating"),
    ],
)
def test_what_a_report_leaves_without_a_letter_is_not_rated_as_published(
    tmp_path: Path, line: list[Any], reason: str
) -> None:
    measures, said = adopted(tmp_path, [*lettered(["Left out", *line]), [], LEGEND])
    assert (measures["Left out"]["rule"], measures["Left out"]["unrated_because"]) == (
        *("none", f"Not rated, as published: {reason}."),
    )
    assert measures["Visits"]["rule"] == "forecast"
    assert len(confirmed(said, "leaves this without a letter")) == 1


@pytest.mark.parametrize(
    "line",
    [
        pytest.param([None, 0.5, 0.6, 0.7, "to be agreed", "⇔", None], id="a target in words"),
        pytest.param([None, 0.5, 0.6, 0.7, None, "⇔", None], id="no target"),
        pytest.param([None, 0.5, 0.6, "N/A", 0.8, "From 2021/22", None], id="no figure yet"),
        pytest.param([None, 0.5, 0.6, 0.7, 0.8, "Å o", None], id="a letter that cannot be read"),
    ],
)
def test_what_is_not_left_out_on_purpose_keeps_its_rule(tmp_path: Path, line: list[Any]) -> None:
    measures, said = adopted(tmp_path, lettered(["Waiting", *line]))
    assert (measures["Waiting"]["rule"], measures["Waiting"]["unrated_because"]) == ("target", "")
    assert confirmed(said, "without a letter") == []


def test_a_report_that_rates_nothing_leaves_nothing_unrated(tmp_path: Path) -> None:
    measures, _ = adopted(tmp_path, [HEADS, ["Visits", None, 0.5, 0.6, 0.7, 0.8, "↑", None]])
    assert measures["Visits"]["rule"] == "target"


def test_a_statutory_and_a_local_part_count_once_and_users_and_carers_do_not(tmp_path: Path) -> None:
    rows = lettered(
        ["Stays home", "Statutory", 0.5, 0.6, 0.7, 0.8, "R", None],
        ["Stays home", "Local", 0.5, 0.6, 0.7, 0.8, "R", None],
        ["Satisfied", "Users", 0.5, 0.6, 0.7, 0.8, "R", None],
        ["Satisfied", "Carers", 0.5, 0.6, 0.7, 0.8, "R", None],
    )
    measures, said = adopted(tmp_path, rows)
    assert {title for title, each in measures.items() if each["parts_count_once"]} == {"Stays home"}
    assert confirmed(said, "counts once") == [("Return!B3", "Statutory")]


def test_carers_are_surveyed_every_other_year(tmp_path: Path) -> None:
    rows = lettered(
        ["Carers content", None, "No carers survey", None, "N/A", None, None, None],
        ["Carers heard", None, 0.5, None, "N/A", None, None, "No carers survey in 2023/24"],
        ["Contact", "Users", 0.5, None, "N/A", None, None, "User survey results due in May"],
        ["Contact", "Carers", "No carers survey", None, "N/A", None, None, None],
        ["Safe", None, 0.5, None, "N/A", None, None, "User survey results due in May"],
    )
    measures, said = adopted(tmp_path, rows)
    counted = {title: (each["basis"], each["frequency"]) for title, each in measures.items()}
    assert counted == {
        "Visits": ("in period", "quarterly"),
        "Carers content": ("survey", "biennial"),
        "Carers heard": ("survey", "biennial"),
        "Contact": ("survey", "annual"),
        "Safe": ("survey", "annual"),
    }
    assert confirmed(said, "every other year") == [("Return!A3", "M002, M003")]


def test_figures_that_grow_through_the_year_are_a_running_total(tmp_path: Path) -> None:
    rows = [GROWING, ["Admissions per 100,000", 25.9, 4.3, 7.0, 10.5]]
    measures, said = adopted(tmp_path, rows)
    (made,) = measures.values()
    assert (made["basis"], made["direction_base"]) == ("cumulative", "same period last year")
    assert confirmed(said, "running totals") == [("Return!A2", "Admissions per 100,000")]


@pytest.mark.parametrize("values", [(84.9, 24.2, 35.8, 42.2), (84.9, 24.2, None, 42.2)])
def test_a_share_of_the_year_is_a_running_total_where_its_title_says_so(tmp_path: Path, values: Sequence[Any]) -> None:
    measures, said = adopted(tmp_path, [GROWING, ["Percentage of reviews done in year", *values]])
    (made,) = measures.values()
    assert (made["unit"], made["basis"], made["direction_base"]) == ("percent", "cumulative", "same period last year")
    assert confirmed(said, "running totals") == [("Return!A2", "Percentage of reviews done in year")]


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Number of homes", (2375, 2122, 2090, 2073)),
        ("Number of visits", (1000, 250, 260, 270)),
        ("Number of visits", (1000, 250, 255, 260)),
        ("Number of visits", (400, 210, 250, 280)),
        ("Number of visits", (300, 60, 150, 290)),
        ("Number of visits", (None, 4, 7, 10)),
        ("Number of visits", (26, 4, None, 10)),
        ("Share of visits", (0.849, 0.242, 0.358, 0.422)),
        ("Percentage of visits", (84.9, 24.2, 35.8, 42.2)),
        ("Percentage of assessments done in year", (93, 57, 50, 42)),
        ("Percentage of assessments done in the year", (84.9, 70, 75, 80)),
        ("Percentage of assessments done in year", (None, 24.2, 35.8, 42.2)),
    ],
)
def test_what_does_not_grow_like_a_running_total_is_none(tmp_path: Path, title: str, values: Sequence[Any]) -> None:
    path = [GROWING, [title, *values]]
    measures, said = adopted(tmp_path, path)
    assert measures[title]["basis"] == "in period"
    assert confirmed(said, "running totals") == []


def test_to_reduce_is_measured_from_last_year_where_the_table_has_it(tmp_path: Path) -> None:
    heads = ["Measure", "2022/23", "2023-24 Q1", "2023-24 Q2", "2023/24 target"]
    measures, _ = adopted(tmp_path, [heads, ["Visits", 455, 547, 530, "To reduce"], ["Calls", 5, 6, 7, 8]])
    bases = {title: [target["base"] for target in each["targets"]] for title, each in measures.items()}
    assert bases == {"Visits": ["2022-23"], "Calls": [None]}


def test_the_rank_before_stands_beside_the_national_rank_that_it_moved_to(tmp_path: Path) -> None:
    heads = ["Measure", "2023-24 Q1", "2023-24 Q2", "England Average", "England Ranking",
             "England Rank DoT"]  # fmt: skip
    stacked = "Published data: 47/152 Local data: 42/152"
    measures, _ = adopted(
        tmp_path, [heads, ["Delays", 5, 6, 6.3, stacked, "From 37/153"], ["Calls", 5, 6, 7, "1/9", "From 2/9"]]
    )
    ranks = {
        (title, other["series"]): (other["value"], other["rank"], other["rank_before"], other["out_of_before"])
        for title, each in measures.items()
        for other in each["comparators"]
    }
    assert ranks == {
        ("Delays", ""): ("6.3", None, None, None),
        ("Delays", "Published data"): (None, 47, 37, 153),
        ("Delays", "Local data"): (None, 42, None, None),
        ("Calls", ""): ("7", 1, 2, 9),
    }
    moved = {title: each["published"][0]["rank_movement"] for title, each in measures.items()}
    assert moved == {"Delays": "down", "Calls": "up"}


@needs_shared
def test_the_framework_return_is_rated_as_its_report_rates(tmp_path: Path) -> None:
    file = tmp_path / "Quarter.ascdesk"
    done("new", file)
    done("import", file, ASCOF, "--adopt", "--period", "2017-18 Q2")
    held = {each["code"]: each for each in done("measures", file, "--json").json["measures"]}
    assert {code for code, each in held.items() if each["rule"] != "forecast"} == {"2Bii", "2Cii"}
    assert {code for code, each in held.items() if each["unrated_because"]} == {"2Bii", "2Cii"}
    assert {code for code, each in held.items() if each["parts_count_once"]} == {"2Bi", "2Bii"}
    assert {(each["unit"] == "percent", each["tolerance_unit"]) for each in held.values() if each["tolerance"]} == {
        (True, "points"), (False, "percent of target"),
    }  # fmt: skip
    tally = done("scorecard", file, "--period", "2017-18 Q2", "--json").json["tally"]
    assert [tally[key] for key in ("green", "amber", "red", "none")] == [7, 0, 5, 16]


def test_measures_that_no_way_is_better_of_are_listed_once_with_their_codes(tmp_path: Path) -> None:
    heads = ["Code", "Measure", "Best to be", "2023-24 Q2", "2023/24 target"]
    rows: list[list[Any]] = [
        heads,
        ["A1", "Visits", "High", 530, 600],
        ["A2", "Calls", None, 6, 8],
        ["A3", "Letters", "-", 6, 8],
        ["A4", "Meals", None, 6, None],
        ["A5", "Fires", None, 6, "To reduce"],
        ["A6", "Rings", None, 6, "5 to 8"],
    ]
    _, said = adopted(tmp_path, rows)
    (listed,) = (each for each in said["notices"] if "Which way is better" in each["problem"])
    assert (listed["place"], listed["text"]) == ("Return!B3", "A2, A3")
    assert listed["problem"] == "Which way is better is not said for 2 measures, so they cannot be rated."
    assert listed["remedy"] == "Set “Which way is better” on the Measures page."
    *_, again = adopted(tmp_path, rows)
    assert confirmed(again, "Which way is better") == []
