"""Every non-empty cell of the returns is accounted for: what the cells say is what the command line prints."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT, SHARED, done
from tests.core.accounting import ascof, monthly, outcomes, safeguarding, scorecard
from tests.core.accounting.facts import Fact, Told, written

_SAMPLES = ROOT / "resources" / "samples"
_RETURNS = {
    "sample scorecard": (_SAMPLES / "scorecard.xlsx", scorecard),
    "sample ascof": (_SAMPLES / "ascof.xlsx", ascof),
    "real scorecard": (SHARED / "returns" / "scorecard-2020-21-q2.xlsx", scorecard),
    "real ascof": (SHARED / "returns" / "ascof-2017-18-q2.xlsx", ascof),
    "real monthly": (SHARED / "returns" / "monthly-2022-09.xlsx", monthly),
    "real outcomes": (SHARED / "returns" / "outcome-measures-2023-24-q2.xlsx", outcomes),
    "real safeguarding": (SHARED / "returns" / "safeguarding-2017-18-q2.xlsx", safeguarding),
}
_JUDGING = (ascof, scorecard)
_of_scorecard, _of_ascof = (
    pytest.mark.parametrize("adopted", [f"sample {name}", f"real {name}"], indirect=True)
    for name in ("scorecard", "ascof")
)
_of_judging = pytest.mark.parametrize(
    "adopted", [name for name, (_, layout) in _RETURNS.items() if layout in _JUDGING], indirect=True
)
_of_monthly, _of_outcomes, _of_safeguarding = (
    pytest.mark.parametrize("adopted", [f"real {name}"], indirect=True)
    for name in ("monthly", "outcomes", "safeguarding")
)
_PROBLEMS = {
    "real scorecard": scorecard.STRAY,
    "real ascof": ascof.UNREADABLE,
    "real safeguarding": safeguarding.PROBLEMS,
}

_COMPARED = (
    *("part", "series", "name", "year", "value", "marker", "rank", "out_of", "tie", "rank_before"),
    "out_of_before",
)
_JUDGED = ("part", "period", "rating", "movement", "direction", "base", "rank_movement", "raw")


@dataclass(frozen=True)
class Adopted:
    """A return, what its cells say, and what the command line prints of the file that adopted it."""

    name: str
    path: Path
    file: Path
    book: Any
    told: Told
    layout: ModuleType
    imported: dict[str, Any]
    figures: list[dict[str, Any]]
    measures: list[dict[str, Any]]
    commentaries: list[dict[str, Any]]
    scorecard: dict[str, Any]
    reconciled: dict[str, Any]

    @property
    def sheet(self) -> Any:
        return self.book.active

    @property
    def cells(self) -> dict[str, Any]:
        """Every non-empty cell by its name, with its sheet's where there are several."""
        return {
            f"{sheet.title}!{cell.coordinate}" if len(self.book.sheetnames) > 1 else cell.coordinate: cell
            for sheet in self.book
            for row in sheet.iter_rows()
            for cell in row
            if cell.value is not None
        }

    def text(self, place: str) -> str:
        """The words of a cell, or of the cells over which they were wrapped."""
        first, _, last = place.partition(":")
        if not last:
            return str(self.cells[first].value)
        return " ".join(cell.value for (cell,) in self.sheet[first:last])


@pytest.fixture(scope="module", params=list(_RETURNS))
def adopted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Adopted:
    path, layout = _RETURNS[request.param]
    if not path.exists():
        pytest.skip(f"{path} is not here")
    file = tmp_path_factory.mktemp("adopted") / "Quarter.ascdesk"
    book = openpyxl.load_workbook(path)
    done("new", file)
    return Adopted(
        name=request.param,
        path=path,
        file=file,
        book=book,
        told=layout.tell(book),
        layout=layout,
        imported=done("import", file, path, "--adopt", "--json").json,
        figures=done("figures", file, "--json").json["figures"],
        measures=done("measures", file, "--json").json["measures"],
        commentaries=done("commentaries", file, "--period", layout.PERIOD, "--json").json["commentaries"],
        scorecard=done("scorecard", file, "--period", layout.PERIOD, "--json").json,
        reconciled=done("reconcile", file, "--period", layout.PERIOD, "--json").json,
    )


def _cell(adopted: Adopted, place: str) -> str:
    """Return the cell that a place names, with its sheet where there are several."""
    sheet, _, cell = place.rpartition("!")
    if not sheet and place == adopted.path.name:
        return ""
    assert sheet in adopted.book.sheetnames, place
    return place if len(adopted.book.sheetnames) > 1 else cell


def _printed(adopted: Adopted) -> Counter[Fact]:
    """Return every fact that the command line prints."""
    facts: Counter[Fact] = Counter()
    for each in adopted.figures:
        file, _, place = each["source"].partition(", ")
        assert file == adopted.path.name
        assert each["flags"] == []
        numbers = (each["value"], each["numerator"], each["denominator"], each["marker"])
        key = (each["code"], each["part"], each["series"], each["period"])
        facts["figure", *key, *numbers, each["note"], each["raw"], _cell(adopted, place)] += 1
    for measure in adopted.measures:
        facts += Counter(_of_measure(adopted, measure))
    facts.update(_commentary(each) for each in adopted.commentaries)
    facts.update(("problem", _cell(adopted, each["place"]), each["text"]) for each in adopted.imported["problems"])
    facts.update(("tally", each["label"], each["count"]) for each in adopted.reconciled["printed"])
    if adopted.layout not in _JUDGING:
        facts.update(("notice", _cell(adopted, each["place"]), each["text"]) for each in adopted.imported["notices"])
    if adopted.layout is monthly:
        facts.update(_differences(adopted))
    return facts


def _commentary(each: dict[str, Any]) -> Fact:
    if each["subject"] == "measure":
        return ("commentary", *(each[key] for key in ("code", "part", "period", "text")))
    return (f"{each['subject']} commentary", *(each[key] for key in ("title", "period", "status", "text")))


def _differences(adopted: Adopted) -> list[Fact]:
    """Return by how much the latest figure of a measure is more than England's, as anyone can work it out."""
    facts: list[Fact] = []
    for measure in adopted.measures:
        values = {each["period"]: each["value"] for each in adopted.figures if each["code"] == measure["code"]}
        for other in measure["comparators"]:
            difference = Decimal(values[max(values)]) - Decimal(other["value"])
            facts.append(("difference", measure["code"], written(difference)))
    return facts


def _of_measure(adopted: Adopted, measure: dict[str, Any]) -> list[Fact]:
    code = measure["code"]
    named = (code, measure["title"], measure["framework"], tuple(measure["sections"]))
    parts, tags = tuple(measure["parts"]), frozenset(measure["tags"])
    facts: list[Fact] = [("measure", *named, measure["polarity"], measure["unit"], parts, tags)]
    if adopted.layout not in _JUDGING:
        counted = (measure[key] for key in ("decimals", "basis", "frequency", "aim", "notes"))
        facts.append(("counted", code, *counted))
    for each in measure["targets"]:
        said = [each[key] for key in ("part", "year", "kind", "value", "numerator", "raw")]
        facts.append(("target", code, *said, _cell(adopted, each["place"])))
    for each in measure["comparators"]:
        facts.append(("comparator", code, *(each[key] for key in _COMPARED), _cell(adopted, each["place"])))
    for each in measure["published"]:
        facts.append(("published", code, *(each[key] for key in _JUDGED), _cell(adopted, each["place"])))
    for each in measure["supporting_figures"]:
        said = [each[key] for key in ("part", "label", "period", "value")]
        facts.append(("supporting", code, *said, _cell(adopted, each["place"])))
    return facts


def _around(adopted: Adopted) -> set[Fact]:
    """Return what headings and titles say, as the command line prints it in many places at once."""
    facts: set[Fact] = {("framework", each["framework"]) for each in adopted.measures}
    facts |= {("section", section) for each in adopted.measures for section in each["sections"]}
    facts |= {("period", each["period"]) for each in (*adopted.figures, adopted.scorecard)}
    facts |= {("target year", target["year"]) for each in adopted.measures for target in each["targets"]}
    return facts | {
        ("compared with", other["name"], other["year"]) for each in adopted.measures for other in each["comparators"]
    }


def test_no_cell_is_left_over(adopted: Adopted) -> None:
    """Every non-empty cell is something that the test knows, and nothing is known of empty cells."""
    assert set(adopted.told.kinds) == set(adopted.cells)


def test_what_the_cells_say_is_what_is_printed_and_nothing_else(adopted: Adopted) -> None:
    printed, around = _printed(adopted), _around(adopted)
    kinds = {str(fact[0]) for fact in printed} | {"notice", "counted", "difference"}
    said = {fact for fact in adopted.told.facts if fact[0] in kinds}
    assert set(adopted.told.facts) - said - around == set()
    assert sorted(map(str, said - set(printed))) == []
    assert sorted(map(str, set(printed) - said)) == []


def test_nothing_is_printed_twice(adopted: Adopted) -> None:
    assert [fact for fact, count in _printed(adopted).items() if count > 1] == []


def test_headings_are_what_is_printed_around_the_figures(adopted: Adopted) -> None:
    kinds = {"section", "target year", "compared with"}
    headings = {fact for fact in adopted.told.facts if fact[0] in kinds}
    assert {fact for fact in _around(adopted) if fact[0] in kinds} == headings
    assert {each["framework"] for each in adopted.measures} == {adopted.layout.FRAMEWORK}


def test_the_import_took_each_cell_for_what_it_is(adopted: Adopted) -> None:
    assert Counter(adopted.told.kinds.values()) == Counter(adopted.imported["cells"])


def test_exactly_the_unreadable_cells_are_problems_with_reason_and_remedy(adopted: Adopted) -> None:
    problems = adopted.imported["problems"]
    expected = _PROBLEMS.get(adopted.name, ())
    assert [_cell(adopted, each["place"]) for each in problems] == list(expected)
    assert adopted.imported["rejected"] == len(expected)
    for each in problems:
        assert each["text"] == adopted.text(_cell(adopted, each["place"]))
        assert each["problem"].endswith(".")
        assert each["remedy"].endswith(".")


def test_codes_are_given_in_the_papers_order(adopted: Adopted) -> None:
    codes = list(dict.fromkeys(fact[1] for fact in adopted.told.facts if fact[0] == "measure"))
    assert sorted(each["code"] for each in adopted.measures) == sorted(map(str, codes))
    assert adopted.imported["measures_added"] == len(codes)
    if adopted.layout is not ascof:
        assert codes == [f"M{number:03d}" for number in range(1, len(codes) + 1)]
        assert [row["code"] for row in adopted.scorecard["rows"]] == codes


@_of_judging
def test_the_scorecard_shows_the_current_column(adopted: Adopted) -> None:
    facts = adopted.told.facts
    main = {(f[1], f[2], f[4]): f[5] for f in facts if f[0] == "figure" and not f[3]}
    now = {(code, part): value for (code, part, period), value in main.items() if period == adopted.layout.PERIOD}
    targets = {(f[1], f[2]): f[5] for f in facts if f[0] == "target"}
    rows = {(row["code"], row["part"]): row for row in adopted.scorecard["rows"]}
    # An annual measure has none of its own in a quarter, and shows its last result with its year.
    assert {key: row["value"] for key, row in rows.items()} == {
        key: now.get(key) if row["due"] else main[*key, row["period"]] for key, row in rows.items()
    }
    assert {key for key, row in rows.items() if not row["due"]} == set(adopted.layout.NOT_DUE)
    assert {key: row["target"] for key, row in rows.items()} == {key: targets.get(key) for key in rows}
    assert set(now) | set(targets) == set(rows)
    # Statutory and local count one thing in two ways, of which the one that is not rated does not count.
    counted = [row for key, row in rows.items() if key not in adopted.layout.COUNTED_BESIDE]
    tally = Counter(row["rating"] for row in counted)
    assert adopted.scorecard["tally"] == {each: tally[each] for each in ("green", "amber", "red", "none")}
    assert all(row["rating_reason"].endswith(".") for row in rows.values())


def test_published_ratings_stand_beside_the_computed_ones(adopted: Adopted) -> None:
    facts = adopted.told.facts
    printed = {(f[1], f[2]): f[4] for f in facts if f[0] == "published" and f[4]}
    rows = adopted.reconciled["rows"]
    computed = {(row["code"], row["part"]): row["rating"] for row in adopted.scorecard["rows"]}
    assert {(row["code"], row["part"]): row["published"] for row in rows} == printed
    assert {(row["code"], row["part"]): row["computed"] for row in rows} == {key: computed[key] for key in printed}
    assert adopted.reconciled["agree"] == sum(row["published"] == row["computed"] for row in rows)
    assert adopted.reconciled["agree"] + adopted.reconciled["differ"] == len(printed)
    tally = adopted.scorecard["tally"]
    assert adopted.reconciled["tally_computed"] == [tally[each] for each in ("green", "amber", "red", "none")]


@_of_judging
def test_the_published_tally_is_the_legends_or_else_counted(adopted: Adopted) -> None:
    if adopted.layout is ascof:
        assert adopted.reconciled["tally_published"] == [7, 0, 5, 16]
    else:
        letters = Counter(cell.value for cell in adopted.sheet["H"] if cell.value and cell.value != "RAG")
        amber = letters["A"] + letters["\N{GREEK CAPITAL LETTER ALPHA}"]
        assert adopted.reconciled["tally_published"] == [letters["G"], amber, letters["R"], 0]


def test_importing_the_same_file_again_changes_nothing_and_says_so(adopted: Adopted) -> None:
    before = done("history", adopted.file, "--json").json
    again = done("import", adopted.file, adopted.path, "--adopt", "--json").json
    assert (again["new"], again["changed"], again["measures_added"]) == (0, 0, 0)
    assert again["unchanged"] == adopted.imported["new"]
    assert again["problems"] == adopted.imported["problems"]
    assert done("history", adopted.file, "--json").json == before
    assert "nothing was changed" in done("import", adopted.file, adopted.path, "--adopt").out


def _figure(adopted: Adopted, code: str, period: str, series: str = "") -> dict[str, Any]:
    (found,) = (
        each for each in adopted.figures if (each["code"], each["period"], each["series"]) == (code, period, series)
    )
    return found


def _published(adopted: Adopted, code: str) -> dict[str, Any]:
    (measure,) = (each for each in adopted.measures if each["code"] == code)
    return dict(measure["published"][0])


@_of_scorecard
def test_a_percentage_comes_out_in_the_shown_unit(adopted: Adopted) -> None:
    assert adopted.cells["F4"].value == 0.412
    assert _figure(adopted, "M001", "2020-21 Q2")["value"] == "41.2"
    # In the same row, B12 is 84.8 without a percent format, and C12 is 0.948 with one.
    assert [_figure(adopted, "M008", p)["value"] for p in ("2019-20", "2020-21 Q1")] == [
        "84.8",
        "94.8",
    ]


@_of_scorecard
def test_a_greek_alpha_is_amber(adopted: Adopted) -> None:
    if adopted.name == "real scorecard":
        assert {adopted.cells[cell].value for cell in ("H4", "H17")} == {"\N{GREEK CAPITAL LETTER ALPHA}"}
    assert [_published(adopted, code)["rating"] for code in ("M001", "M012")] == ["amber", "amber"]


@_of_ascof
def test_a_rate_keeps_its_count_and_a_target_its_people(adopted: Adopted) -> None:
    now = _figure(adopted, "2Ai", "2017-18 Q2")
    assert (now["value"], now["numerator"], now["denominator"]) == ("5.8", "13", None)
    (measure,) = (each for each in adopted.measures if each["code"] == "2Aii")
    assert (measure["targets"][0]["value"], measure["targets"][0]["numerator"]) == ("653.2", "266")


@_of_ascof
def test_positions_in_the_comments_are_figures_of_last_year(adopted: Adopted) -> None:
    then = _figure(adopted, "1Cia", "2016-17 Q2")
    assert (then["value"], then["numerator"], then["denominator"]) == ("99.6", "3828", "3844")
    assert then["source"].endswith("ASCOF!L5")
    positions = {each["code"]: each["value"] for each in adopted.figures if each["period"] == "2016-17 Q2"}
    assert positions == {
        "1Cia": "99.6", "1Cib": "100", "1Ciia": "45.1", "1Ciib": "100", "1E": "4.8", "1F": "2.1", "1G": "72.6",
        "1H": "36.3", "2Ai": "5.89", "2Aii": "289.9", "2Bi": "93.3", "2D": "56.9",
    }  # fmt: skip


@_of_ascof
def test_two_values_in_a_cell_are_two_series(adopted: Adopted) -> None:
    assert _figure(adopted, "2Cii", "2016-17", "Published data")["value"] == "2.9"
    assert _figure(adopted, "2Cii", "2016-17", "Local data")["value"] == "2.6"


@_of_ascof
def test_a_shared_rank_is_a_tie(adopted: Adopted) -> None:
    (measure,) = (each for each in adopted.measures if each["code"] == "1Cia")
    other = measure["comparators"][0]
    assert (other["rank"], other["out_of"], other["tie"], other["rank_before"]) == (28, 152, True, 31)


@_of_monthly
def test_a_blank_month_is_blank_and_a_zero_is_zero(adopted: Adopted) -> None:
    year = {each["period"]: each["value"] for each in adopted.figures if each["code"] == "M014"}
    assert list(year.values()) == ["0", "0", "1", "1", "0", "0"]
    health = [each["period"] for each in adopted.figures if each["code"] == "M018"]
    assert health == ["2022-04", "2022-05", "2022-06"]


@_of_monthly
def test_a_wrong_difference_is_listed_with_its_cell_and_the_right_one(adopted: Adopted) -> None:
    (wrong,) = (each for each in adopted.imported["notices"] if each["place"] in monthly.WRONG)
    assert "7.78 in June 2022 less 9 (England) is -1.22" in wrong["problem"]
    assert all(each["value"] != "1.22" for each in adopted.figures)


@_of_monthly
def test_without_a_name_that_says_the_year_there_is_one_question(adopted: Adopted, tmp_path: Path) -> None:
    file, copy = tmp_path / "Quarter.ascdesk", tmp_path / "return.xlsx"
    copy.write_bytes(adopted.path.read_bytes())
    done("new", file)
    asked = done("import", file, copy, "--adopt", "--json").json
    assert (asked["new"], asked["measures_added"], asked["rejected"], asked["notices"]) == (0, 0, 1, [])
    assert "--period" in asked["problems"][0]["remedy"] or "which period" in asked["problems"][0]["remedy"]
    told = done("import", file, copy, "--adopt", "--period", "2022-09", "--json").json
    assert (told["new"], told["rejected"]) == (adopted.imported["new"], 0)
    assert done("figures", file, "--json").json["figures"] != []


@_of_outcomes
def test_an_arrow_says_where_a_figure_went_and_not_whether_that_is_good(adopted: Adopted) -> None:
    (first,) = (each for each in adopted.measures if each["code"] == "M001")
    assert [(each["movement"], each["rating"], each["direction"]) for each in first["published"]] == [
        ("up", None, ""),
        ("up", None, ""),
    ]


@_of_safeguarding
def test_where_two_numbers_could_be_the_value_none_is(adopted: Adopted) -> None:
    assert "M001" not in {each["code"] for each in adopted.figures}
    (problem,) = adopted.imported["problems"]
    assert "604" in problem["problem"]
    assert "103" in problem["problem"]
    assert {each["raw"] for each in adopted.measures[0]["supporting_figures"]} == {problem["text"]}
