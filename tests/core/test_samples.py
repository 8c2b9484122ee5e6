import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import resources
from ascdesk.__main__ import new_workspace
from ascdesk.model import CommentaryStatus, Subject
from ascdesk.samples import INVENTED, SAMPLES, Sample, sample
from ascdesk.workspace import Workspace
from tests.conftest import SHARED, done, needs_shared

REPORTS = tuple(name for name in SAMPLES if name != INVENTED)
# How many words in a row may be those of a report: fewer than make a phrase.
PHRASE = 5
# A figure with its label, such as "8.9 (282 delays)", is a fact.
_FIGURE = re.compile(r"[0-9£]|Published data: [0-9]")
# Names of measures that are written otherwise where they are spoken of.
_NAMES = ("risk was reduced or removed",)


@pytest.fixture(scope="module", params=REPORTS)
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Sample, Workspace]]:
    """Each report's sample, as a file."""
    path = tmp_path_factory.mktemp("sample") / f"{request.param}.ascdesk"
    with new_workspace(path, request.param) as workspace:
        yield sample(request.param), workspace


def test_a_sample_is_about_the_period_that_it_names(filled: tuple[Sample, Workspace]) -> None:
    chosen, workspace = filled
    assert workspace.default_period() == chosen.period
    assert any(row.value is not None for row in workspace.scorecard(chosen.period).rows)
    assert workspace.check_file() == []


def test_every_source_is_kept_in_the_file(filled: tuple[Sample, Workspace]) -> None:
    chosen, workspace = filled
    kept = {each.name: each.id for each in workspace.imported_files().values()}
    assert set(kept) == {source.name for source in chosen.sources}
    for source in chosen.sources:
        assert workspace.file_content(kept[source.name]) == source.read_bytes()


def test_a_commentary_names_the_figure_that_it_is_about(filled: tuple[Sample, Workspace]) -> None:
    chosen, workspace = filled
    for said in chosen.commentaries:
        measure = workspace.measure(said["measure"])
        row = next(each for each in workspace.rows(measure, chosen.period) if each.part == said.get("part", ""))
        named = {Decimal(number.replace(",", "")) for number in re.findall(r"\d[\d,]*(?:\.\d+)?", said["text"])}
        if row.figure and row.value is not None:
            assert {row.value, row.figure.numerator} & named, (said["text"], row.display)


def test_the_outcome_measures_have_their_three_periods(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "outcomes.ascdesk", "outcomes") as workspace:
        measure = workspace.measure("The number of people completing reablement per 100K")
        assert [(str(each.period), str(each.value)) for each in workspace.figures(measure)] == [
            ("2022-23", "399"), ("2023-24 Q1", "404"), ("2023-24 Q2", "433"),
        ]  # fmt: skip
        assert all(measure.aim for measure in workspace.measures())


def test_the_paper_has_its_measures_targets_and_unplaced_commentaries(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "kent.ascdesk", "kent") as workspace:
        assert len(workspace.measures()) == 17
        (target,) = workspace.targets(workspace.measure("ASCH5"))
        assert (str(target.value), str(target.threshold)) == ("588", "617")
        assert workspace.measure("ASCH2").lag_months == 3
        assert workspace.measure("ASCH8").tags == ("Corporate Risk Register: CRR0002",)
        written = workspace.commentaries(sample("kent").period)
        assert sum(each.subject is Subject.UNPLACED for each in written) == 2
        packages = workspace.measure("ASCH11")
        (figure,) = workspace.figures(packages)
        assert (str(figure.value), [flag.value for flag in figure.flags]) == ("2725", ["r"])
        values = [getattr(each.after, "value", None) for each in workspace.history(packages, figure.period)]
        assert [str(value) for value in values] == ["2725", "2501"]


def test_the_months_have_england_beside_them_and_remarks_beneath(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "monthly.ascdesk", "monthly") as workspace:
        measure = workspace.measure("Proportion of people who use services who receive direct payments")
        assert [str(each.value) for each in workspace.figures(measure)][-1] == "14.04"
        (england,) = workspace.comparators(measure)
        assert (england.name, str(england.value), str(england.year)) == ("England", "26.6", "2021-22")
        about = [each for each in workspace.commentaries(sample("monthly").period) if each.subject is Subject.SECTION]
        assert len(about) == 6


def test_safeguarding_stands_beside_the_framework(tmp_path: Path) -> None:
    with new_workspace(tmp_path / "ascof.ascdesk", "ascof") as workspace:
        measure = workspace.measure("Completion of safeguarding enquiries – within 28 days target")
        assert [str(each.value) for each in workspace.figures(measure)] == ["60"]


def test_commentaries_stand_at_every_stage() -> None:
    stages = {said["status"] for name in REPORTS for said in sample(name).commentaries}
    assert {CommentaryStatus.DRAFT, CommentaryStatus.SUBMITTED, CommentaryStatus.APPROVED} <= stages


def test_the_samples_are_listed_with_the_invented_one_named_so() -> None:
    lines = done("new", "--sample", "list").out.splitlines()
    assert [line.split()[0] for line in lines] == list(SAMPLES)
    assert lines[0].startswith("anytown  Anytown – an invented council; every figure is invented")


def test_the_samples_are_small() -> None:
    assert sum(path.stat().st_size for path in resources.path("samples").iterdir()) < 200_000


@needs_shared
def test_no_phrase_of_a_report_is_in_a_sample(filled: tuple[Sample, Workspace]) -> None:
    chosen, workspace = filled
    names = [chosen.title, *(each.title for each in workspace.sections()), *_NAMES]
    for each in workspace.measures():
        names += [f"Appendix 1: {each.framework}", f"{each.code}: {each.title}"]
    allowed = {phrase for name in names for phrase in phrases(name)}
    printed = {
        phrase
        for report in (SHARED / "reports").glob("*.txt")
        for phrase in phrases(report.read_text(encoding="utf-8"))
    }
    assert printed
    said = [*texts(json.loads(resources.text(f"samples/{chosen.name}.json")))]
    said += [text for source in chosen.sources for text in _said(source)]
    assert sorted({phrase for text in said for phrase in phrases(text)} & printed - allowed) == []


def phrases(text: str) -> Iterator[str]:
    words = re.findall(r"[a-z]+", re.sub(r"['’]", "", text.lower()))
    for at in range(len(words) - PHRASE + 1):
        yield " ".join(words[at : at + PHRASE])


def _said(source: Path) -> Iterator[str]:
    if source.suffix != ".xlsx":
        yield from re.split("[\n,]", source.read_text(encoding="utf-8"))
        return
    for sheet in openpyxl.load_workbook(source):
        for row in sheet.iter_rows(values_only=True):
            yield from (cell for cell in row if isinstance(cell, str) and not _FIGURE.match(cell))


def texts(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, dict):
        for value in said.values():
            yield from texts(value)
    elif isinstance(said, list):
        for each in said:
            yield from texts(each)
