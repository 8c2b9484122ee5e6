"""Every non-empty line of a paper is accounted for: what the text says is what the command line prints."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import SHARED, done
from tests.data import papers

_KENT = SHARED / "reports" / "kpi-appendix-2023-24-q2.txt"
_KENT_TARGETS = {
    ("ASCH2", "2022-23"): ("90", "80"), ("ASCH2", "2023-24"): ("90", "80"), ("ASCH3", "2023-24"): ("30", "24"),
    ("ASCH4", "2023-24"): ("85", "80"), ("ASCH5", "2023-24"): ("588", "617"),
}  # fmt: skip
_OWN_TARGETS = {
    ("AB2", "2023-24"): ("75", "62.5"), ("AB2", "2024-25"): ("75", "62.5"), ("AB3", "2024-25"): ("512", "540"),
}  # fmt: skip


@dataclass
class Measure:
    """What one heading of the paper, and the lines below it, say."""

    title: str
    line: int
    notes: list[tuple[int, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    targets: list[tuple[int, str]] = field(default_factory=list)
    directions: list[tuple[int, str]] = field(default_factory=list)
    commentary: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Told:
    """What a paper says, read line by line, and what each line is."""

    measures: dict[str, Measure] = field(default_factory=dict)
    unplaced: list[list[tuple[int, str]]] = field(default_factory=list)
    kinds: dict[int, str] = field(default_factory=dict)


def _tell(text: str) -> Told:
    """Read a paper the plain way: a second commentary under a heading is that of a heading which was lost."""
    told, measure, saying = Told(), None, None
    for number, line in enumerate((each.strip() for each in text.split("\n")), 1):
        if not line:
            continue
        if heading := re.match(r"([A-Z]+\d+): (.*)", line):
            measure, saying = told.measures.setdefault(heading[1], Measure(heading[2], number)), None
            told.kinds[number] = "measure"
        elif measure is None:
            told.kinds[number] = "title"
        elif line.startswith("Commentary: "):
            lost = bool(measure.commentary)
            saying = [] if lost else measure.commentary
            if lost:
                told.unplaced.append(saying)
            saying.append((number, line.removeprefix("Commentary: ")))
            told.kinds[number] = "unplaced commentary" if lost else "commentary"
        elif saying is not None:
            saying.append((number, line))
            told.kinds[number] = "further paragraph"
        else:
            told.kinds[number] = _tell_note(measure, number, line)
    return told


def _tell_note(measure: Measure, number: int, line: str) -> str:
    if line == "Technical Notes:":
        return "heading"
    if line.startswith(("Better Care", "Corporate Risk")):
        measure.tags.append(line)
        return "tag"
    if "Direction of Travel" in line:
        measure.directions.append((number, line))
        return "published judgement"
    measure.notes.append((number, line))
    if line.startswith("Target"):
        measure.targets.append((number, line))
        return "target"
    return "technical note"


@dataclass(frozen=True)
class Adopted:
    """A paper, what its lines say, and what the command line prints of the file that adopted it."""

    path: Path
    file: Path
    told: Told
    period: str
    targets: dict[tuple[str, str], tuple[str, str]]
    imported: dict[str, Any]
    measures: dict[str, dict[str, Any]]
    commentaries: list[dict[str, Any]]


@pytest.fixture(scope="module", params=["own", "Kent"])
def adopted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Adopted:
    folder = tmp_path_factory.mktemp("adopted")
    path, period, targets = folder / "paper.txt", papers.PERIOD, _OWN_TARGETS
    if request.param == "own":
        path.write_text(papers.PAPER, encoding="utf-8")
    elif _KENT.exists():
        path, period, targets = _KENT, "2023-24 Q2", _KENT_TARGETS
    else:
        pytest.skip(f"{_KENT} is not here")
    file = folder / "Quarter.ascdesk"
    done("new", file)
    imported = done("import", file, path, "--adopt", "--json").json
    return Adopted(
        path=path, file=file, told=_tell(path.read_text(encoding="utf-8")), period=period, targets=targets,
        imported=imported,
        measures={each["code"]: each for each in done("measures", file, "--json").json["measures"]},
        commentaries=done("commentaries", file, "--period", period, "--json").json["commentaries"],
    )  # fmt: skip


def _paragraphs(lines: list[tuple[int, str]]) -> Iterator[str]:
    """Yield the paragraphs: in both papers each is a line."""
    return (line for _, line in lines)


def test_every_line_is_taken_for_what_it_is(adopted: Adopted) -> None:
    assert Counter(adopted.told.kinds.values()) == Counter(adopted.imported["cells"])
    assert adopted.imported["problems"] == []


def test_every_heading_is_a_measure_and_nothing_else_is(adopted: Adopted) -> None:
    printed = {code: each["title"] for code, each in adopted.measures.items()}
    assert printed == {code: each.title for code, each in adopted.told.measures.items()}
    assert adopted.imported["measures_added"] == len(printed)
    assert len({each["framework"] for each in adopted.measures.values()}) == 1
    if adopted.path == _KENT:
        numbers = (*range(1, 6), *range(7, 16), *range(17, 20))
        assert set(printed) == {f"ASCH{number}" for number in numbers}
        assert len(printed) == 17


def test_every_note_and_tag_is_kept_with_its_measure(adopted: Adopted) -> None:
    for code, each in adopted.told.measures.items():
        assert adopted.measures[code]["notes"].split("\n") == ([line for _, line in each.notes] or [""]), code
        assert adopted.measures[code]["tags"] == each.tags, code


def test_every_target_has_its_years_threshold_and_words(adopted: Adopted) -> None:
    printed = {
        (code, target["year"]): (target["value"], target["threshold"])
        for code, measure in adopted.measures.items()
        for target in measure["targets"]
    }
    assert printed == adopted.targets
    for code, measure in adopted.measures.items():
        words = {(target["place"], target["raw"]) for target in measure["targets"]}
        assert words == {(f"line {at}", line) for at, line in adopted.told.measures[code].targets}


def test_a_direction_of_travel_is_kept_in_its_words_and_nothing_is_concluded(adopted: Adopted) -> None:
    for code, each in adopted.told.measures.items():
        printed = [
            (judged["period"], judged["direction"], judged["place"], judged["rating"], judged["movement"])
            for judged in adopted.measures[code]["published"]
        ]
        assert printed == [(adopted.period, line, f"line {at}", None, None) for at, line in each.directions]


def test_every_commentary_is_whole_and_under_its_measure(adopted: Adopted) -> None:
    printed = {
        each["code"]: (each["text"].split("\n\n"), each["place"])
        for each in adopted.commentaries
        if each["subject"] == "measure"
    }
    assert printed == {
        code: (list(_paragraphs(each.commentary)), f"line {each.commentary[0][0]}")
        for code, each in adopted.told.measures.items()
    }
    assert {each["status"] for each in adopted.commentaries} == {"draft"}
    assert {each["file"] for each in adopted.commentaries} == {adopted.path.name}


def test_two_commentaries_lost_their_heading_and_wait(adopted: Adopted) -> None:
    waiting = [each for each in adopted.commentaries if each["subject"] == "unplaced"]
    assert len(waiting) == len(adopted.told.unplaced) == 2
    expected = {f"line {said[0][0]}": list(_paragraphs(said)) for said in adopted.told.unplaced}
    assert {each["place"]: each["text"].split("\n\n") for each in waiting} == expected
    notices = {each["place"]: each for each in adopted.imported["notices"]}
    assert {notices[place]["remedy"] for place in expected} == {"Attach it to a measure."}
    codes = ("ASCH6", "ASCH16") if adopted.path == _KENT else ("AB4", "AB7")
    for place, code in zip(expected, codes, strict=True):
        assert f"under no heading; {code} is missing between " in notices[place]["problem"]
        assert code not in adopted.measures


def test_the_period_is_said_to_be_confirmed(adopted: Adopted) -> None:
    (said,) = (each for each in adopted.imported["notices"] if "was taken to be for" in each["problem"])
    assert said["place"] == "line 2"
    assert {each["period"] for each in adopted.commentaries} == {adopted.period}


def test_no_figure_is_made_of_a_sentence(adopted: Adopted) -> None:
    assert done("figures", adopted.file, "--json").json["figures"] == []
    assert all(each["supporting_figures"] == [] for each in adopted.measures.values())
    assert any("no figure was taken" in each["problem"] for each in adopted.imported["notices"])


def test_importing_the_paper_again_changes_nothing(adopted: Adopted) -> None:
    before = done("history", adopted.file, "--json").json
    again = done("import", adopted.file, adopted.path, "--adopt", "--json").json
    assert (again["new"], again["changed"], again["measures_added"]) == (0, 0, 0)
    assert again["unchanged"] == adopted.imported["new"]
    assert again["changes_nothing"]
    assert done("history", adopted.file, "--json").json == before


def _only(adopted: Adopted, code: str, *keys: str) -> tuple[Any, ...]:
    return tuple(adopted.measures[code][key] for key in keys)


@pytest.mark.parametrize("adopted", ["Kent"], indirect=True)
def test_what_kents_words_say_of_its_measures(adopted: Adopted) -> None:
    keys = ("unit", "polarity", "rule", "lag_months")
    assert _only(adopted, "ASCH1", *keys) == ("percent", "none", "expected range", 0)
    assert _only(adopted, "ASCH2", *keys) == ("percent", "higher", "target", 3)
    assert _only(adopted, "ASCH3", *keys) == ("percent", "higher", "target", 0)
    assert _only(adopted, "ASCH4", *keys) == ("percent", "higher", "target", 3)
    assert _only(adopted, "ASCH5", *keys) == ("per 100,000", "lower", "target", 3)
    assert _only(adopted, "ASCH8", *keys) == ("number", "none", "expected range", 0)
    assert _only(adopted, "ASCH12", *keys) == ("pounds", "none", "expected range", 0)
    assert _only(adopted, "ASCH15", *keys) == ("count", "none", "expected range", 0)
    assert adopted.measures["ASCH8"]["series"] == [
        "New assessments to be undertaken", "Assessment needing to be completed",
    ]  # fmt: skip
    rated = {code for code, each in adopted.measures.items() if each["polarity"] != "none"}
    assert rated == {"ASCH2", "ASCH3", "ASCH4", "ASCH5"}
    assert [code for code, each in adopted.measures.items() if each["basis"] == "snapshot"] == [
        "ASCH10", "ASCH13", "ASCH19",
    ]  # fmt: skip


def test_a_given_period_is_taken(adopted: Adopted, tmp_path: Path) -> None:
    file = tmp_path / "Other.ascdesk"
    done("new", file)
    said = done("import", file, adopted.path, "--adopt", "--period", "2025-26 Q1", "--json").json
    assert not any("was taken to be for" in each["problem"] for each in said["notices"])
    held = done("commentaries", file, "--period", "2025-26 Q1", "--json").json["commentaries"]
    assert len(held) == len(adopted.commentaries)
