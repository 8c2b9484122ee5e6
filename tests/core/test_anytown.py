import json
import re
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import TypeVar

import pytest

import resources
from ascdesk.__main__ import new_workspace, open_workspace
from ascdesk.checking.findings import Concern, findings
from ascdesk.invented.council import Step, steps
from ascdesk.model import (
    Action,
    Base,
    Basis,
    Commentary,
    CommentaryStatus,
    Course,
    Direction,
    Entity,
    EntityId,
    Figure,
    Flag,
    Frequency,
    Marker,
    Measure,
    Movement,
    Placement,
    Polarity,
    Population,
    Rating,
    RatingOverride,
    Rule,
    Section,
    Significance,
    Subject,
    SupportingFigure,
    Target,
    TargetKind,
    ToleranceUnit,
    Unit,
)
from ascdesk.periods import Period, PeriodKind
from ascdesk.workspace import Workspace
from tests.conftest import SHARED, done, needs_shared
from tests.core.test_samples import phrases, texts

E = TypeVar("E", bound=Entity)
QUARTER = Period.quarter(2025, 2)
# Typed as something else than their fraction gives.
PLANTED = {("SG05", QUARTER)}
_SCALES = {Unit.PERCENT: 100, Unit.PER_100K: 100_000}


@cache
def _steps() -> tuple[Step, ...]:
    return tuple(steps())


def of(kind: type[E]) -> list[E]:
    """Everything of a kind that Anytown ends up with: what is written later replaces what was before."""
    held = {each.id: each for step in _steps() for each in step.entities}
    return [each for each in held.values() if isinstance(each, kind)]


MEASURES: dict[str, Measure] = {each.id: each for each in of(Measure)}
FIGURES: list[Figure] = of(Figure)


@pytest.fixture(scope="module")
def anytown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with new_workspace(tmp_path_factory.mktemp("anytown") / "anytown.ascdesk", "anytown") as workspace:
        yield workspace


def test_every_name_says_that_it_is_invented(anytown: Workspace) -> None:
    assert {each.framework for each in MEASURES.values()} == {"Anytown – invented figures"}
    (report,) = (each for each in anytown.commentaries(QUARTER) if each.subject is Subject.REPORT)
    assert "every figure in this report is invented" in report.text


def test_there_are_sixty_measures_and_each_stands_in_a_section() -> None:
    assert len(MEASURES) == 60
    sections = {each.id: each for each in of(Section)}
    placed = {each.measure for each in of(Placement)}
    assert placed == set(MEASURES)
    assert {each.parent for each in sections.values()} - {None} <= set(sections)
    (narrative,) = (each for each in sections.values() if each.narrative)
    assert narrative.id not in {each.section for each in of(Placement)}
    assert max(Counter(each.measure for each in of(Placement)).values()) == 2


def test_every_kind_of_measure_occurs() -> None:
    held = MEASURES.values()
    assert {each.unit for each in held} == set(Unit)
    assert {each.basis for each in held} == set(Basis)
    assert {each.polarity for each in held} == set(Polarity)
    assert {each.frequency for each in held} == set(Frequency)
    assert {each.rule for each in held} == set(Rule)
    assert {each.direction_base for each in held} == set(Base)
    assert {each.significance for each in held} == set(Significance)
    assert {each.course for each in held} >= {Course.EVEN, Course.LAST_YEAR}
    assert any(each.parts_count_once for each in held)
    assert any(each.same_within for each in held)
    assert {each.lag_months for each in held} == {0, 3}
    assert {part for each in held for part in each.parts} == {"Users", "Carers", "Statutory", "Local"}
    assert {name for each in held for name in each.series} == {"Completed", "Waiting"}


def test_every_kind_of_target_occurs() -> None:
    targets = of(Target)
    without = {each.measure for each in targets}
    kinds = {each.kind for each in targets} | ({TargetKind.NONE} if set(MEASURES) - without else set())
    assert kinds == set(TargetKind)
    assert {each.tolerance_unit for each in targets} - {None} == set(ToleranceUnit)
    assert {len(each.profile) for each in targets} == {0, 4, 12}
    assert any(each.base for each in targets)
    assert any(each.numerator for each in targets)
    thresholds = {MEASURES[each.measure].polarity for each in targets if each.threshold is not None}
    assert {Polarity.HIGHER, Polarity.LOWER} <= thresholds


def test_every_marker_and_flag_occurs() -> None:
    assert {each.marker for each in FIGURES} - {None} == set(Marker)
    assert {flag for each in FIGURES for flag in each.flags} == set(Flag)
    assert all(each.note for each in FIGURES if Flag.BREAK in each.flags or Flag.REVISED in each.flags)


def test_there_are_five_years_of_months() -> None:
    months = {each.period for each in FIGURES if each.period.kind is PeriodKind.MONTH}
    assert (min(months), max(months), len(months)) == (Period.month(2020, 10), Period.month(2025, 9), 60)
    monthly = {key for key, each in MEASURES.items() if each.frequency is Frequency.MONTHLY}
    whole = Counter(
        each.measure for each in FIGURES
        if each.period.kind is PeriodKind.MONTH and not (each.series or each.dimension)
    )  # fmt: skip
    assert set(whole) == monthly
    assert set(whole.values()) == {59, 60}


def _lines() -> dict[tuple[str, str, str], dict[Period, Figure]]:
    lines: dict[tuple[str, str, str], dict[Period, Figure]] = {}
    for each in FIGURES:
        if not each.dimension:
            lines.setdefault((each.measure, each.part, each.series), {})[each.period] = each
    return lines


def _as_counted(measure: Measure, series: str, months: list[Figure]) -> Decimal:
    """The figure of a quarter or year as an officer would work it out from its months."""
    last = months[-1]
    assert last.value is not None
    if measure.basis is not Basis.IN_PERIOD or series == "Waiting":
        return last.value
    if last.denominator is not None:
        top = sum((each.numerator or Decimal(0) for each in months), Decimal(0))
        return top * _SCALES.get(measure.unit, 1) / sum((each.denominator or Decimal(0) for each in months), Decimal(0))
    total = sum((each.value or Decimal(0) for each in months), Decimal(0))
    return total if measure.unit is Unit.COUNT else total / len(months)


def test_quarters_and_years_agree_with_their_months() -> None:
    compared: Counter[Basis] = Counter()
    for (key, _, series), held in _lines().items():
        measure = MEASURES[key]
        if measure.frequency is not Frequency.MONTHLY:
            continue
        for period, figure in held.items():
            months = [held.get(month) for month in period.parts(PeriodKind.MONTH)]
            known = [each for each in months if each is not None and each.value is not None]
            if period.kind is PeriodKind.MONTH or len(known) < len(months):
                continue
            assert figure.value is not None
            step = Decimal(1).scaleb(-measure.decimals)
            assert abs(figure.value - _as_counted(measure, series, known)) <= step, (measure.code, period)
            compared[measure.basis] += 1
    assert set(compared) == set(Basis) - {Basis.SURVEY}
    assert sum(compared.values()) > 900


def test_figures_agree_with_their_fractions() -> None:
    for each in FIGURES:
        if each.denominator is None or each.value is None:
            continue
        measure = MEASURES[each.measure]
        assert each.numerator is not None
        worked_out = each.numerator * _SCALES.get(measure.unit, 1) / each.denominator
        agrees = abs(worked_out - each.value) <= Decimal(1).scaleb(-measure.decimals) / 2
        assert agrees is ((measure.code, each.period) not in PLANTED or bool(each.dimension)), (
            measure.code,
            each.period,
        )


def test_breakdowns_add_up() -> None:
    whole = {(each.measure, each.period): each for each in FIGURES if not (each.dimension or each.part or each.series)}
    found: dict[tuple[EntityId, Period, str], list[Figure]] = {}
    for each in FIGURES:
        if each.dimension:
            found.setdefault((each.measure, each.period, each.dimension), []).append(each)
    for (key, period, _), shared in found.items():
        figure = whole[key, period]
        if figure.denominator is not None:
            assert sum(each.numerator or 0 for each in shared) == figure.numerator
            assert sum(each.denominator or 0 for each in shared) == figure.denominator
        else:
            assert sum(each.value or 0 for each in shared) == figure.value
    dimensions = Counter((dimension, MEASURES[key].code) for key, _, dimension in found)
    assert Counter(dimension for dimension, _ in dimensions) == {
        "Age band": 3, "Sex": 3, "Division": 3, "Contract": 2, "Service": 2,
    }  # fmt: skip


def test_figures_can_be() -> None:
    for each in FIGURES:
        measure = MEASURES[each.measure]
        if each.value is None:
            continue
        assert each.value >= 0 or measure.code == "FI03", (measure.code, each.period)
        assert measure.unit is not Unit.PERCENT or each.value <= 100, (measure.code, each.period)
        assert measure.unit is not Unit.COUNT or each.value == each.value.to_integral_value()
        assert each.value == each.value.quantize(Decimal(1).scaleb(-measure.decimals))


def test_two_makes_are_the_same() -> None:
    assert tuple(steps()) == _steps()


def test_the_file_opens_at_the_latest_quarter_and_is_sound(anytown: Workspace) -> None:
    assert anytown.default_period() == QUARTER
    assert anytown.check_file() == []


def test_its_scorecard_has_every_rating_direction_and_movement(anytown: Workspace) -> None:
    rows = anytown.scorecard(QUARTER).rows
    assert {row.rating for row in rows} == set(Rating)
    assert {row.travel.direction for row in rows} == set(Direction)
    assert {row.travel.movement for row in rows} == set(Movement)
    assert sum(row.override is not None for row in rows) == 2
    assert {row.target.kind for row in rows if row.target} == set(TargetKind) - {TargetKind.NONE}
    tally = anytown.scorecard(QUARTER).tally
    assert min(tally.green, tally.amber, tally.red, tally.none) >= 4


def test_the_checks_have_something_to_say(anytown: Workspace) -> None:
    found = findings(anytown.scorecard(QUARTER))
    said = {(each.concern, each.row.measure.code) for each in found}
    missing = {code for concern, code in said if concern is Concern.MISSING_FIGURE}
    lagging = {each.code for each in MEASURES.values() if each.lag_months}
    assert missing - lagging == {"RH06", "FI04", "CX05", "CX06", "PR02", "PR03", "PR04"}
    assert {code for concern, code in said if concern is Concern.ODD_FIGURE} == {"SG05", "CX03"}
    red = {row.measure.code for row in anytown.scorecard(QUARTER).rows if row.rating is Rating.RED}
    silent = {code for concern, code in said if concern is Concern.MISSING_COMMENTARY}
    assert silent
    assert red - silent


def test_a_figure_was_never_sent_between_others(anytown: Workspace) -> None:
    held = {figure.period for figure in anytown.figures(anytown.measure("WF04"))}
    assert {Period.quarter(2024, 4), QUARTER} <= held
    assert Period.quarter(2025, 1) not in held


def test_earlier_values_stay_in_the_log(anytown: Workspace) -> None:
    measure, quarter = anytown.measure("SU04"), Period.quarter(2025, 1)
    (now,) = (each for each in anytown.figures(measure, quarter) if not each.dimension)
    assert Flag.REVISED in now.flags
    values = [getattr(each.after, "value", None) for each in anytown.history(measure, quarter)]
    assert [str(value) for value in values] == [str(now.value), "542"]
    assert [step.label for step in reversed(anytown.steps())] == [
        "Set up Anytown, an invented council",
        "Enter the figures up to Quarter 1 2025/26",
        "Enter the figures of Quarter 2 2025/26",
        "Revise what was entered late",
        "Write the commentaries of Quarter 2 2025/26",
    ]


def test_commentaries_stand_at_every_stage_with_their_numbers() -> None:
    written = of(Commentary)
    assert {each.status for each in written} == set(CommentaryStatus)
    assert {each.subject for each in written} == {Subject.MEASURE, Subject.SECTION, Subject.REPORT}
    assert {str(each.period) for each in written} == {"2025-26 Q1", "2025-26 Q2"}
    assert all(each.remark for each in written if each.status is CommentaryStatus.RETURNED)
    assert all(each.text and not re.search(r"[{}]|  | \.", each.text) for each in written)


def test_what_people_did_is_there() -> None:
    assert sum(not each.done for each in of(Action)) == 5
    assert all(each.reason and each.person for each in of(RatingOverride))
    assert {each.subject for each in of(SupportingFigure)} == {Subject.MEASURE, Subject.SECTION, Subject.REPORT}
    assert {each.age_band for each in of(Population)} >= {"18 to 64", "65 and over"}


def test_the_budget_and_its_overspend_agree() -> None:
    code = {each.code: key for key, each in MEASURES.items()}
    forecast = {each.period: each.value for each in FIGURES if each.measure == code["FI02"] and not each.dimension}
    budget = {each.year: each.value for each in of(Target) if each.measure == code["FI02"] and not each.dimension}
    over = {each.period: each.value for each in FIGURES if each.measure == code["FI03"]}
    assert over == {period: (value or 0) - (budget[period.financial_year] or 0) for period, value in forecast.items()}


def test_exported_figures_of_anytown_come_back_the_same(anytown: Workspace, tmp_path) -> None:
    out, second = tmp_path / "figures.csv", tmp_path / "second.ascdesk"
    anytown.export("figures", QUARTER, out)
    done("new", second)
    taken = done("import", second, out, "--adopt", "--json").json
    assert {each["text"] for each in taken["problems"]} <= {"Good", "Requires improvement"}
    with open_workspace(second) as copy:
        assert _held(copy) == _held(anytown)


def _held(workspace: Workspace) -> set[tuple[object, ...]]:
    """The figures, without what tells where they came from; a text is no figure to a return."""
    names = ("measure", "period", "part", "series", "dimension", "category", "value", "numerator", "denominator")
    return {
        (*(getattr(each, name) for name in names), each.marker, each.flags, each.note)
        for each in workspace.figures()
        if each.value is not None or each.marker is not None
    }


@needs_shared
def test_no_phrase_of_a_report_is_in_anytown() -> None:
    said = {phrase for text in texts(json.loads(resources.text("samples/anytown.json"))) for phrase in phrases(text)}
    said -= {phrase for each in MEASURES.values() for phrase in phrases(each.title)}
    for report in (SHARED / "reports").glob("*.txt"):
        assert said & set(phrases(report.read_text(encoding="utf-8"))) == set(), report.name
