"""Each imported report beside what is computed from its figures, as the command line says it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, done, needs_shared

PERIODS = {
    "scorecard": "2020-21 Q2",
    "ascof": "2017-18 Q2",
    "monthly": "2022-09",
    "outcomes": "2023-24 Q2",
    "kent": "2023-24 Q2",
}
RETURNS = {
    "scorecard": "scorecard-2020-21-q2.xlsx",
    "ascof": "ascof-2017-18-q2.xlsx",
    "monthly": "monthly-2022-09.xlsx",
    "outcomes": "outcome-measures-2023-24-q2.xlsx",
}
Made = Callable[[str], Path]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make the file of a sample, once each."""
    folder = tmp_path_factory.mktemp("samples")

    def make(name: str) -> Path:
        path = folder / f"{name}.ascdesk"
        if not path.exists():
            done("new", path, "--sample", name)
        return path

    return make


@pytest.fixture(scope="module")
def adopted(tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Make the file of a real return, once each."""
    folder = tmp_path_factory.mktemp("returns")

    def make(name: str) -> Path:
        path = folder / f"{name}.ascdesk"
        if not path.exists():
            done("new", path)
            done("import", path, SHARED / "returns" / RETURNS[name], "--adopt")
        return path

    return make


def reconciled(path: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = done("reconcile", path, "--period", PERIODS[name], "--json").json
    return found


def _codes(lines: list[dict[str, Any]], agrees: bool | None) -> list[str]:
    return [each["code"] for each in lines if each["agrees"] is agrees]


def _ascof(found: dict[str, Any]) -> None:
    assert found["tally_published"] == found["tally_computed"] == [7, 0, 5, 16]
    assert found["tally_directions_published"] == [14, 4, 7, None]
    assert found["tally_ranks_computed"][:3] == [15, 3, 8]
    assert sum(found["tally_ranks_computed"]) == sum(found["tally_directions_computed"]) == 28
    assert [name.split()[0] for name in found["lacking_base"]] == ["1D", "1I", "3B", "3C", "3D"]
    assert _codes(found["rows"], False) == ["2Ai", "2Aii"]
    assert {each["framework"] for each in (*found["rows"], *found["directions"])} == {"ASCOF 2014-23"}


def test_the_ascof_sample_has_the_reports_own_tallies(made: Made) -> None:
    _ascof(reconciled(made("ascof"), "ascof"))


@needs_shared
def test_the_ascof_return_has_the_reports_own_tallies(adopted: Made) -> None:
    found = reconciled(adopted("ascof"), "ascof")
    _ascof(found)
    (lost,) = found["unrated"]
    assert (lost["code"], lost["agrees"]) == ("1Ciia", None)
    assert "cannot be read as a rating" in lost["published_reason"]


@needs_shared
def test_letters_that_say_otherwise_than_the_legend_are_named(adopted: Made) -> None:
    path = adopted("ascof")
    assert reconciled(path, "ascof")["tally_letters"][:3] == [4, 1, 6]
    lines = done("reconcile", path, "--period", "2017-18 Q2").out
    assert "The report’s own letters say otherwise than its legend: 4 Green (met), 1 Amber (within" in lines


def _monthly(found: dict[str, Any]) -> None:
    assert [each["against"] for each in found["differences"]] == ["England"] * 12
    assert _codes(found["differences"], False) == ["M018"]
    wrong = next(each for each in found["differences"] if each["code"] == "M018")
    assert (wrong["published"], wrong["computed"], wrong["latest_period"]) == ("1.22", "-1.22", "2022-06")
    assert len(_codes(found["differences"], True)) == 11
    told = {each["value"]: [one["year"] for one in each["value_of"]] for each in found["benchmarks"]}
    assert told == {"92.2": ["2020-21"], "26.6": ["2020-21"]}
    assert [one["value"] for each in found["benchmarks"] for one in each["known"]] == ["94.5", "26.7"]
    assert (found["rows"], found["agree"], found["differ"]) == ([], 0, 0)


def test_the_monthly_samples_one_wrong_difference_and_its_wrong_year_are_found(made: Made) -> None:
    _monthly(reconciled(made("monthly"), "monthly"))


@needs_shared
def test_the_monthly_returns_one_wrong_difference_and_its_wrong_year_are_found(adopted: Made) -> None:
    _monthly(reconciled(adopted("monthly"), "monthly"))


def _scorecard(found: dict[str, Any]) -> None:
    assert (len(found["rows"]), found["agree"], found["differ"]) == (26, 19, 7)
    reviews, assessed = (next(each for each in found["rows"] if each["code"] == code) for code in ("M002", "M031"))
    assert reviews["agrees"]
    assert reviews["reason"].startswith("The forecast of 84.4% is below the target of 100.0%")
    assert not assessed["reason"].startswith("The forecast")
    assert "M002" in _codes(found["directions"], None)
    assert found["unrated"] == []
    assert {each["value"] for each in found["benchmarks"]} == {"28.3", "73.4", "5.9", "77.4", "82.4", "2.8"}
    assert {one["year"] for each in found["benchmarks"] for one in each["value_of"]} == {"2018-19"}
    assert {each["year"] for each in found["benchmarks"]} == {None}
    assert len(found["directions"]) == sum(found["tally_directions_published"][:3]) == 24
    payments = next(each for each in found["directions"] if each["code"] == "M014")
    assert (payments["published"]["wording"], payments["agrees"]) == ("Away from target", False)
    assert payments["reason"].endswith("Against 40.5% in August 2020 it would be as printed.")


def test_the_scorecard_samples_rows_are_all_listed_and_its_averages_dated(made: Made) -> None:
    _scorecard(reconciled(made("scorecard"), "scorecard"))


@needs_shared
def test_the_scorecard_returns_rows_are_all_listed_and_its_averages_dated(adopted: Made) -> None:
    _scorecard(reconciled(adopted("scorecard"), "scorecard"))


def test_an_arrow_down_beside_a_figure_that_did_not_move_is_found(made: Made) -> None:
    found = reconciled(made("outcomes"), "outcomes")
    kept = next(each for each in found["directions"] if each["code"] == "M004")
    assert (kept["published"]["movement"], kept["computed"]["movement"], kept["agrees"]) == ("down", "level", False)
    assert kept["published_reason"].startswith("The report printed an arrow down at ")
    assert "It would not be as printed against any earlier figure that is held." in kept["reason"]


@needs_shared
def test_an_arrow_is_told_the_year_that_it_is_right_against(adopted: Made) -> None:
    found = reconciled(adopted("outcomes"), "outcomes")
    carers = next(each for each in found["directions"] if each["code"] == "M006")
    assert (carers["published"]["movement"], carers["computed"]["movement"]) == ("down", "up")
    assert carers["reason"].endswith("Against 135.00 in 2022/23 it would be as printed.")


def test_a_direction_that_was_tested_by_the_report_is_open_on_too_few_figures(made: Made) -> None:
    found = reconciled(made("kent"), "kent")
    said = {each["code"]: each["published"]["significant"] for each in found["directions"]}
    assert said == {"ASCH2": True, "ASCH3": False, "ASCH4": False, "ASCH5": False}
    assert {each["agrees"] for each in found["directions"]} == {None}
    assert found["tally_directions_published"] is None


def test_every_line_has_both_reasons_in_sentences(made: Made) -> None:
    for name in PERIODS:
        found = reconciled(made(name), name)
        lines = [*found["rows"], *found["unrated"], *found["directions"], *found["differences"]]
        assert [each for each in lines if not each["published_reason"].endswith(".")] == []
        assert [each for each in lines if not each["reason"].endswith(".")] == []


def test_the_listing_says_what_differs_first(made: Made) -> None:
    lines = done("reconcile", made("ascof"), "--period", PERIODS["ascof"]).out.splitlines()
    heads = [line.partition(":")[0] for before, line in zip(["", *lines], lines, strict=False) if not before]
    assert heads[1] == "Ratings that differ"
    assert heads.index("Directions that cannot be compared") < heads.index("Ratings that agree")
    assert "Ranks, computed: 15 improved, 3 unchanged, 8 declined, 2 without a rank before, of 28" in lines
    assert "  published: 14 improved, 4 no change, 7 declined" in lines
    assert "1D Carer reported quality of life: 2014/15" in lines
    (two_ai,) = (line for line in lines if line.startswith("2Ai "))
    assert "published Red (missed), computed Green (met). The report printed Red at " in two_ai


def test_of_a_report_without_ratings_no_tally_of_ratings_is_said(made: Made) -> None:
    lines = done("reconcile", made("monthly"), "--period", PERIODS["monthly"]).out.splitlines()
    assert lines[0] == "No ratings were printed."
    assert "Printed differences that differ: 1" in lines
    (wrong,) = (line for line in lines if "+1.22 percentage points" in line)
    assert wrong.endswith("7.78% in June 2022 less 9.00% (England) is −1.22 percentage points.")


def test_without_an_imported_report_it_says_so(made: Made) -> None:
    lines = done("reconcile", made("anytown")).out.splitlines()
    assert lines == ["No report that was imported printed a rating, a direction or a difference for this period."]
