"""A report's own text: its pages told apart, its notes understood, and what it leaves open asked about."""

from pathlib import Path
from typing import Any

import pytest

from ascdesk.__main__ import open_workspace
from ascdesk.errors import UserError
from ascdesk.model import Commentary, CommentaryStatus, Measure, Polarity, Subject, Target, Unit
from ascdesk.periods import Period
from ascdesk.placing import placed
from ascdesk.returns.reading import read_return, read_text
from ascdesk.returns.values import Return, Taken
from tests.conftest import done
from tests.data import papers

_Q3 = Period.quarter(2024, 3)
_TITLE = "Care Measures Quarter 3 2024/25\n\n"


def _page(*notes: str, title: str = "AB1: The percentage of visits") -> str:
    return "\n\n".join((title, "Technical Notes:", *notes, "Commentary: All went well."))


def _read(text: str, **known: Any) -> Return:
    """Read a pasted text, of which every line must be accounted for."""
    found = read_text("pasted text", text, **known)
    sheet = found.book.sheets[0]
    assert {place for place, _ in found.accounts} == {sheet.place(cell) for cell in sheet.cells()}
    return found


def _one(*notes: str, **known: Any) -> Measure:
    (measure,) = _read(_TITLE + _page(*notes, **known)).measures
    return measure


def _targets(*notes: str) -> list[tuple[str, ...]]:
    found = _read(_TITLE + _page(*notes))
    targets = (each for each in found.entities if isinstance(each, Target))
    return [(str(each.year), str(each.value), str(each.threshold or "")) for each in targets]


def _texts(found: Return) -> dict[str, str]:
    """Return the commentaries by the code of their measure; those of none under their place."""
    codes = {measure.id: measure.code for measure in found.measures}
    return {
        codes.get(each.subject_id, each.place): each.text for each in found.entities if isinstance(each, Commentary)
    }


def _said(found: Return) -> list[str]:
    return [f"{each.place}: {each.problem}" for each in found.notices]


# Pages


def test_a_pasted_paper_is_the_same_return_as_its_file(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(papers.PAPER, encoding="utf-8", newline="")
    one, other = read_return(path), read_text("paper.txt", papers.PAPER)
    assert one == other
    assert other.book.content.decode() == papers.PAPER
    assert str(other.period) == papers.PERIOD


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_encodings_and_line_endings_make_no_difference(tmp_path: Path, encoding: str, ending: str) -> None:
    path = tmp_path / "paper.txt"
    path.write_bytes(papers.PAPER.replace("\n", ending).encode(encoding))
    plain, found = read_text("paper.txt", papers.PAPER), read_return(path)
    assert found.measures == plain.measures
    assert _texts(found) == _texts(plain)
    assert found.accounts == plain.accounts
    assert "£310" in _texts(found)["AB6"]


def test_a_list_of_contents_makes_no_measures() -> None:
    contents = "Contents\nAB1: The percentage of visits\nAB2: Number of calls\n\n"
    found = _read(_TITLE + contents + _page() + "\n\n" + _page(title="AB2: Number of calls"))
    assert [measure.code for measure in found.measures] == ["AB1", "AB2"]
    assert found.origins[found.measures[0].id] == "line 7"
    assert [each for each in _said(found) if "stands above the first measure" in each] == [
        "line 3: It stands above the first measure and was not taken, nor were 2 more lines."
    ]


def test_a_code_at_the_start_of_a_paragraph_is_no_heading() -> None:
    text = _page() + "\n\nAB2: see there for the reasons.\n\nCRR12: a risk.\n\nQ2: it fell.\n\n"
    found = _read(_TITLE + text + _page(title="AB2: Number of calls"))
    assert [measure.code for measure in found.measures] == ["AB1", "AB2"]
    assert _texts(found)["AB1"].split("\n\n")[1:] == [
        "AB2: see there for the reasons.",
        "CRR12: a risk.",
        "Q2: it fell.",
    ]
    assert [each for each in _said(found) if "looks like the heading" in each] == [
        f"line {at}: It looks like the heading of a measure, and was kept as part of the text in which it stands."
        for at in (9, 11)
    ]


def test_a_heading_without_anything_below_it_is_a_measure_too(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(_TITLE + _page() + "\n\nAB2: Number of calls\n\nAB3: Number of letters\n", encoding="utf-8")
    done("import", file, path, "--adopt")
    assert [each["code"] for each in done("measures", file, "--json").json["measures"]] == ["AB1", "AB2", "AB3"]


def test_a_heading_that_a_pdf_wrapped_is_one_and_to_be_confirmed() -> None:
    found = _read(_TITLE + "AB1: The percentage of visits\nmade within a day\nTarget set at 90%\nCommentary: Well.")
    (measure,) = found.measures
    assert measure.title == "The percentage of visits made within a day"
    assert measure.notes == "Target set at 90%"
    assert any("read over 2 lines as “The percentage of visits made within a day”" in each for each in _said(found))


def test_page_numbers_and_repeated_titles_are_no_part_of_a_text() -> None:
    title = _TITLE.strip()
    text = f"{_page()}\n\nPage 2 of 9\n\n{title}\n\n7\n\nThe end was better."
    found = _read(_TITLE + text)
    assert _texts(found) == {"AB1": "All went well.\n\nThe end was better."}
    assert [taken for _, taken in found.accounts].count(Taken.FURNITURE) == 3
    assert any("taken for a page number" in each for each in _said(found))


def test_lines_of_one_paragraph_stay_together() -> None:
    found = _read(_TITLE + _page() + "\nIt went on.\n\n\n \nIt ended.")
    assert _texts(found) == {"AB1": "All went well.\nIt went on.\n\nIt ended."}


def test_notes_below_a_commentary_are_its_measures_own() -> None:
    found = _read(f"{_TITLE}AB1: Visits\n\nCommentary: Well.\n\nTechnical Notes:\n\nTarget set at 90%")
    assert (found.measures[0].notes, found.problems) == ("Target set at 90%", ())


def test_notes_of_a_lost_heading_are_refused_and_its_commentary_waits() -> None:
    lost = "Technical Notes:\n\nTarget set at 90%\n\nCommentary: Badly."
    found = _read(f"{_TITLE}{_page()}\n\n{lost}\n\n{_page(title='AB3: Calls')}")
    assert [(each.place, each.text) for each in found.problems] == [("line 11", "Target set at 90%")]
    assert "AB2 is missing between AB1 and AB3" in found.problems[0].problem
    assert _texts(found)["line 13"] == "Badly."
    assert not any(isinstance(each, Target) for each in found.entities)


def test_a_heading_that_stands_twice_loses_nothing(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "paper.txt"
    text = _TITLE + _page("Target set at 90%") + "\n\n" + _page("Local measure", "More of it.")
    path.write_text(text.replace("All went well.", "All went badly.", 1), encoding="utf-8")
    taken = done("import", file, path, "--adopt", "--json").json
    (measure,) = done("measures", file, "--json").json["measures"]
    assert (measure["notes"], measure["tags"]) == ("Target set at 90%\nMore of it.", ["Local measure"])
    assert any("stands in the paper twice" in each["problem"] for each in taken["notices"])
    (refused,) = taken["problems"]
    assert (refused["text"], "Line 9 gives another" in refused["problem"]) == ("All went well.", True)


def test_a_note_in_a_commentary_is_asked_about() -> None:
    found = _read(_TITLE + _page() + "\n\nActivity measure, no specified target\n\nLater.")
    assert "Activity measure" in _texts(found)["AB1"]
    assert any("line 9: It reads like a technical note" in each for each in _said(found))


# Period and framework


def test_a_quarter_in_the_title_needs_no_confirming() -> None:
    found = _read(_TITLE + _page())
    assert (found.period, found.framework) == (_Q3, "Care Measures")
    assert not any("was taken to be for" in each for each in _said(found))


@pytest.mark.parametrize(
    ("name", "title", "said", "period"),
    [
        ("paper-2024-25-q1.txt", "", "", "2024-25 Q1"),
        ("paper_2024-25_q1.txt", "Measures 2024/25", "", "2024-25 Q1"),
        ("paper-2023-24-q1.txt", "Measures 2024/25", "Fewer in Quarter 2.", "2024-25 Q2"),
        ("paper.txt", "Measures 2024/25", "Since Q1, more in Q2 than in Q1 and Q2 of 2020/21. Q4 comes.", "2024-25 Q2"),
        ("paper.txt", "Measures 2024/25", "", "2024-25"),
        ("paper.txt", "", "Fewer in Quarter 2.", None),
    ],
)
def test_the_period_is_told_from_title_name_and_words(name: str, title: str, said: str, period: str | None) -> None:
    found = read_text(name, f"{title}\n\n{_page()}\n\n{said}")
    assert (str(found.period) if found.period else None) == period
    assert any("was taken to be for" in each for each in _said(found)) == (period is not None)


def test_without_a_period_nothing_is_guessed_and_nothing_lost() -> None:
    found = _read(_page("Target set at 90%", "The Direction of Travel is significant."))
    assert found.entities == ()
    assert [each.text for each in found.problems] == [
        "Target set at 90%", "The Direction of Travel is significant.", "All went well.",
    ]  # fmt: skip
    again = _read(_page("Target set at 90%"), period=_Q3)
    assert (len(again.entities), again.problems) == (2, ())


# Notes


@pytest.mark.parametrize(
    ("note", "targets"),
    [
        ("Target set at 90% (dotted line) with a floor threshold of 80%", [("2024-25", "90", "80")]),
        ("Target: 77.5% Floor: 70%", [("2024-25", "77.5", "70")]),
        ("The target for 2023/24 is 1,250", [("2023-24", "1250", "")]),
        ("Target of £466 for 24/25, upper threshold £490", [("2024-25", "466", "490")]),
        ("Target set at 90% for 23/24 (85% in 22/23)", []),
        ("Target is a 5% reduction", []),
        ("Target between 80% and 90%", []),
        ("The target is 3 million", []),
        ("The target will be set in May", []),
    ],
)
def test_a_target_is_read_where_it_is_plain_and_asked_about_otherwise(note: str, targets: list[Any]) -> None:
    assert _targets(note) == targets
    asked = any("could not be read" in each for each in _said(_read(_TITLE + _page(note))))
    assert asked == (not targets)
    assert _one(note).notes == note


def test_a_threshold_on_a_line_of_its_own_belongs_to_the_target_above() -> None:
    assert _targets("Target set at 90%", "Floor threshold of 80%") == [("2024-25", "90", "80")]


def test_other_numbers_beside_a_target_are_asked_about() -> None:
    found = _read(_TITLE + _page("Target of 85% for people aged 65 and over"))
    assert any("85 was taken as the target, though" in each for each in _said(found))


@pytest.mark.parametrize(
    ("notes", "polarity"),
    [
        (["Target 90% Floor 80%"], Polarity.HIGHER),
        (["Target 90 Upper threshold 95"], Polarity.LOWER),
        (["Target 90 threshold 95"], Polarity.NONE),
        (["Target 90", "Lower is better"], Polarity.LOWER),
        (["Target 80 Floor threshold 90"], Polarity.NONE),
        (["Target 90"], Polarity.NONE),
    ],
)
def test_which_way_is_better_is_taken_from_the_words_alone(notes: list[str], polarity: Polarity) -> None:
    assert _one(*notes).polarity is polarity


def test_a_floor_above_its_target_is_asked_about() -> None:
    assert any("contradict" in each for each in _said(_read(_TITLE + _page("Target 80% Floor threshold 90%"))))


@pytest.mark.parametrize(
    ("note", "months"),
    [
        ("This measure runs a quarter in arrears to count the 28 days.", 3),
        ("Figures are two months in arrears.", 2),
        ("Reported one year in arrears", 12),
        ("Reported in arrears", 0),
    ],
)
def test_arrears_are_read_in_months(note: str, months: int) -> None:
    measure = _one(note)
    assert (measure.lag_months, measure.notes) == (months, note)


@pytest.mark.parametrize(
    ("title", "notes", "unit"),
    [
        ("AB1: The percentage of visits", [], Unit.PERCENT),
        ("AB1: Proportion of visits within 28 days", [], Unit.PERCENT),
        ("AB1: The number of visits", [], Unit.COUNT),
        ("AB1: The average cost of a visit", [], Unit.POUNDS),
        ("AB1: Admissions", ["Rate per 100,000 of the population"], Unit.PER_100K),
        ("AB1: Visits in time", ["Target 90%"], Unit.PERCENT),
        ("AB1: Visits", [], Unit.NUMBER),
    ],
)
def test_the_unit_is_what_title_target_and_notes_say(title: str, notes: list[str], unit: Unit) -> None:
    assert _one(*notes, title=title).unit is unit


def test_a_held_measures_unit_is_kept(tmp_path: Path, file: Path) -> None:
    table, paper = tmp_path / "table.csv", tmp_path / "paper.txt"
    table.write_text("Code,Measure,2024-25 Q2\nAB1,Visits in time,90%\n", encoding="utf-8")
    done("import", file, table, "--adopt")
    paper.write_text(_TITLE + _page("Target set at 91", title="AB1: Visits in time"), encoding="utf-8")
    taken = done("import", file, paper, "--adopt", "--json").json
    (measure,) = done("measures", file, "--json").json["measures"]
    assert (taken["measures_added"], measure["unit"], measure["targets"][0]["value"]) == (0, "percent", "91")
    assert measure["notes"] == "Target set at 91"


def test_colours_name_series_unless_they_are_red_amber_and_green() -> None:
    assert _one("Light blue – To be made.", "Orange bars: Late").series == ("To be made", "Late")
    assert _one("Red – below the floor", "Amber – between", "Green – met").series == ()


def test_notes_that_break_off_are_asked_about() -> None:
    found = _read(_TITLE + _page("Activity measure,", "does not start at 0."))
    assert any("The notes of AB1 break off" in each for each in _said(found))


def test_other_notes_than_the_held_ones_are_told_and_not_taken(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "paper.txt"
    for note in ("Target set at 90%", "Target set at 91%"):
        path.write_text(_TITLE + _page(note), encoding="utf-8")
        taken = done("import", file, path, "--adopt", "--json").json
    assert done("measures", file, "--json").json["measures"][0]["notes"] == "Target set at 90%"
    assert any("read otherwise here, and those were kept" in each["problem"] for each in taken["notices"])


# Texts that are no paper, or hard to bear


def test_a_pasted_table_is_read_as_a_table() -> None:
    found = read_text("pasted table", "Measure\t2023-24 Q1\t2023-24 Q2\nCommentary: visits\t41.2%\t50%\n")
    assert [measure.title for measure in found.measures] == ["Commentary: visits"]
    assert len(found.entities) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Dear all,\n\nhere are, as promised, the figures, but for one.\n\nYours, Anna\n",
        "Commentary: nothing else.\n",
        "AB1: a heading and no more\n",
    ],
)
def test_a_text_that_is_neither_is_refused_with_what_was_expected(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match="neither a table nor a paper") as refused:
        read_return(path)
    assert "Technical Notes:" in refused.value.remedy
    with pytest.raises(UserError, match="neither a table nor a paper"):
        read_text("pasted text", text)


@pytest.mark.parametrize(
    "text", ["", " \n\t ", "AB1: Visits\0\nCommentary: Well.", "AB1: Visits\ud800\nCommentary: Well."]
)
def test_a_text_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(UserError) as refused:
        read_text("pasted text", text)
    assert refused.value.remedy


def test_large_papers_and_long_lines_are_read(tmp_path: Path, file: Path) -> None:
    pages = "\n\n".join(_page("Target set at 90%", title=f"AB{n}: Number of calls") for n in range(1, 1000))
    text = f"{_TITLE}{pages}\n\n" + "Q2 - target - blue " * 500_000 + "\n" + " \n" * 100_000
    path = tmp_path / "paper.txt"
    path.write_text(text, encoding="utf-8")
    taken = done("import", file, path, "--adopt", "--json").json
    assert (taken["measures_added"], taken["problems"]) == (999, [])


# Attaching


def _waiting(file: Path) -> list[dict[str, Any]]:
    held = done("commentaries", file, "--period", papers.PERIOD, "--json").json["commentaries"]
    return [each for each in held if each["subject"] == "unplaced"]


def test_an_attached_commentary_is_the_measures_own_and_stays_so(tmp_path: Path, file: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(papers.PAPER + "\nAB9: Number of homes visited\n", encoding="utf-8")
    done("import", file, path, "--adopt")
    with open_workspace(file) as workspace:
        first = next(each for each in workspace.commentaries(_Q3) if each.subject is Subject.UNPLACED)
        attached = workspace.attach(first, workspace.measure("AB9"))
        assert (attached.text, attached.file, attached.place) == (first.text, first.file, first.place)
    assert len(_waiting(file)) == 1
    again = done("import", file, path, "--adopt", "--json").json
    assert (again["new"], again["changed"], again["changes_nothing"]) == (0, 0, True)
    assert len(_waiting(file)) == 1
    done("undo", file)
    assert len(_waiting(file)) == 2


def test_placing_refuses_a_measure_that_has_a_text() -> None:
    found = read_text("paper.txt", papers.PAPER)
    lost = next(each for each in found.entities if isinstance(each, Commentary) and each.subject is Subject.UNPLACED)
    own = next(each for each in found.entities if isinstance(each, Commentary) and each.subject is Subject.MEASURE)
    measure = next(each for each in found.measures if each.id == own.subject_id)
    given = placed(lost, measure)
    assert (given.id, given.subject_id, given.text, given.status) == (
        own.id, measure.id, lost.text, CommentaryStatus.DRAFT,
    )  # fmt: skip
    with pytest.raises(UserError, match="has a commentary for this period already"):
        placed(lost, measure, held=own)


def test_a_text_keeps_its_id_wherever_it_stands_in_the_paper() -> None:
    def ids(text: str) -> set[str]:
        held = read_text("paper.txt", text).entities
        return {each.id for each in held if isinstance(each, Commentary) and each.subject is Subject.UNPLACED}

    assert ids(papers.PAPER) == ids(papers.PAPER.replace("\n\nAB5:", "\n\n\n\n\nAB5:"))
    twice = papers.PAPER + "\n\nCommentary: Of 300 people, nobody asked for a bed.\n"
    assert len(ids(twice)) == 3
