"""A small report that has one of everything, which the other tests of reports write and read back."""

from __future__ import annotations

import datetime
from dataclasses import replace
from decimal import Decimal

import pytest

from ascdesk.identity import (
    commentary_id,
    comparator_id,
    figure_id,
    judgement_id,
    measure_id,
    placement_id,
    section_id,
    target_id,
)
from ascdesk.model import (
    Base,
    Commentary,
    Comparator,
    Figure,
    Flag,
    Marker,
    Measure,
    Placement,
    Polarity,
    Rating,
    RatingOverride,
    Section,
    Subject,
    Target,
    TargetKind,
    ToleranceUnit,
    Unit,
)
from ascdesk.periods import Period
from ascdesk.reports.cells import Amount
from ascdesk.reports.contents import REPORTS, CommentaryLine, Contents, figure_line
from ascdesk.reports.tables import figures_table, scorecard_table, tally_sentence
from ascdesk.reports.trends import find_trends, trend_table
from ascdesk.scorecard import Holdings, build
from ascdesk.wording import read_polarity

NOW = Period.quarter(2023, 2)
LAST_YEAR = Period.year(2022)
MADE_AT = datetime.datetime(2023, 11, 6, 9, 5, tzinfo=datetime.UTC)
FRAMEWORK = "Corporate plan 2023-24"


def a_measure(code: str, title: str, unit: Unit = Unit.PERCENT, decimals: int = 1, **more) -> Measure:
    more.setdefault("polarity", Polarity.HIGHER)
    return Measure(
        id=measure_id(FRAMEWORK, code, title),
        framework=FRAMEWORK,
        code=code,
        title=title,
        unit=unit,
        decimals=decimals,
        **more,
    )


def a_figure(measure: Measure, period: Period, value: str | None, part: str = "", **more) -> Figure:
    return Figure(
        id=figure_id(measure.id, period, part),
        measure=measure.id,
        period=period,
        part=part,
        value=None if value is None else Decimal(value),
        **more,
    )


def a_target(measure: Measure, value: str, part: str = "", **more) -> Target:
    year = NOW.financial_year
    more.setdefault("kind", TargetKind.NUMBER)
    return Target(
        id=target_id(measure.id, year, part),
        measure=measure.id,
        year=year,
        part=part,
        value=Decimal(value),
        **more,
    )


HOMES = a_measure("A1", "People still at home 91 days after discharge")
ADMISSIONS = a_measure("A2", "Admissions to care homes", Unit.PER_100K, 1, polarity=Polarity.LOWER)
CARERS = a_measure("A3", "Carers and users who are satisfied", parts=("Users", "Carers"), decimals=0)
COST = a_measure("B1", "Weekly cost of a home care package", Unit.POUNDS, 0, polarity=Polarity.NONE)
WAITING = a_measure("B2", "Waiting lists", Unit.COUNT, 0, polarity=Polarity.LOWER, direction_base=Base.LAST_YEAR)
SCORE = a_measure("B3", "Quality of life", Unit.SCORE, 3)
MEASURES = (HOMES, ADMISSIONS, CARERS, COST, WAITING, SCORE)

LIVING, MONEY = (
    Section(id=section_id(FRAMEWORK, title), framework=FRAMEWORK, title=title, position=position)
    for position, title in enumerate(("Living well", "Money"))
)

FIGURES = (
    *(
        a_figure(HOMES, NOW.shift(-back), value)
        for back, value in (
            (8, "84.4"),
            (7, "82.1"),
            (6, "81.0"),
            (4, "79.9"),
            (3, "83.3"),
            (2, "80.5"),
            (1, "79.2"),
        )
    ),
    a_figure(
        HOMES,
        NOW,
        "41.2",
        numerator=Decimal("3221"),
        denominator=Decimal("7818"),
        flags=(Flag.PROVISIONAL,),
        raw="41.2% (3,221/7818)",
        note="Counted late",
    ),
    a_figure(HOMES, LAST_YEAR, "81.65"),
    *(a_figure(ADMISSIONS, NOW.shift(-back), value) for back, value in ((2, "301"), (1, "289.95"))),
    a_figure(ADMISSIONS, NOW, "304.5", numerator=Decimal("19.5"), denominator=Decimal(820)),
    a_figure(CARERS, NOW, "66", "Users"),
    a_figure(CARERS, NOW, None, "Carers", marker=Marker.NOT_APPLICABLE, raw="No carers survey"),
    a_figure(COST, NOW, "-1466"),
    a_figure(COST, NOW.previous(), "466"),
    a_figure(WAITING, NOW, "2122"),
    a_figure(WAITING, NOW.same_last_year(), "2375"),
    a_figure(SCORE, NOW, "0.39600000000000000001", flags=(Flag.ESTIMATED, Flag.BREAK)),
)
TARGETS = (
    a_target(HOMES, "85", threshold=Decimal(80)),
    a_target(ADMISSIONS, "304.0", tolerance=Decimal(1), tolerance_unit=ToleranceUnit.PERCENT),
    a_target(CARERS, "65", "Users"),
    a_target(WAITING, "0", kind=TargetKind.REDUCE, raw="To reduce"),
)


def comparator(measure: Measure, name: str, year: int, value: str, **more) -> Comparator:
    when = Period.year(year)
    return Comparator(
        id=comparator_id(measure.id, name, when),
        measure=measure.id,
        name=name,
        year=when,
        value=Decimal(value),
        **more,
    )


COMPARATORS = (
    comparator(HOMES, "England", 2021, "81.8"),
    comparator(HOMES, "England", 2022, "82.3", rank=126, out_of=150, tie=True),
    comparator(HOMES, "South East", 2022, "80.1", rank=3),
)
SAID = "Staffing was short in July.\nTwo teams are being recruited."


def commentary(measure: Measure, text: str) -> Commentary:
    return Commentary(
        id=commentary_id(Subject.MEASURE, measure.id, NOW),
        subject=Subject.MEASURE,
        subject_id=measure.id,
        period=NOW,
        text=text,
    )


def override(measure: Measure) -> RatingOverride:
    return RatingOverride(
        id=judgement_id("override", measure.id, NOW),
        measure=measure.id,
        period=NOW,
        rating=Rating.AMBER,
        reason="The list was cleaned.",
        person="J. Rowe",
    )


def holdings(text: str = SAID) -> Holdings:
    keys = {(figure.measure, figure.part, "", figure.period): figure for figure in FIGURES}
    placed = (
        *((LIVING, measure) for measure in MEASURES[:3]),
        *((MONEY, measure) for measure in MEASURES[3:]),
    )
    placed = (*placed, (MONEY, HOMES))
    return Holdings(
        earlier=tuple(sorted({figure.period for figure in FIGURES if figure.period != NOW})),
        measures={measure.id: measure for measure in MEASURES},
        sections=(LIVING, MONEY),
        placements=tuple(
            Placement(
                id=placement_id(section.id, measure.id),
                section=section.id,
                measure=measure.id,
                position=number,
            )
            for number, (section, measure) in enumerate(placed)
        ),
        figures=keys,
        targets={(target.measure, target.part, target.year): (target,) for target in TARGETS},
        comparators={(HOMES.id, ""): COMPARATORS},
        overrides={(WAITING.id, ""): override(WAITING)},
        commentaries={(HOMES.id, ""): commentary(HOMES, text)},
        published={},
    )


def contents(text: str = SAID) -> Contents:
    by_id = {measure.id: measure for measure in MEASURES}
    return Contents(
        title="Adult social care scorecard",
        period=NOW,
        scorecard=build(NOW, holdings(text)),
        figures=tuple(figure_line(by_id[figure.measure], figure, "q2.xlsx, Sheet1!C4") for figure in FIGURES),
        commentaries=(CommentaryLine(subject=Subject.SECTION, about="Money", text="Spending is under control."),),
        made_at=MADE_AT,
        file_name="kent-2023-24.ascdesk",
        head_hash="ab12",
    )


def hostile_contents(text: str) -> Contents:
    """The same report with one text in every place that takes text."""
    plain = contents(text)
    rows = []
    for row in plain.scorecard.rows:
        measure = replace(row.measure, code=text, title=text, framework=text, unit_label=text)
        section = replace(row.section, title=text) if row.section else None
        compared = tuple(replace(each, name=text) for each in row.comparators)
        judged, travel = replace(row.judged, reason=text), replace(row.travel, reason=text)
        figure = replace(row.figure, value=None, marker=None, raw=text) if row.figure else None
        case = replace(row.case, measure=measure, standing=replace(row.standing, figure=figure))
        if row.target:
            said = replace(row.target, kind=TargetKind.TEXT, raw=text)
            case = replace(case, target_of={row.period: said, row.standing.period: said}.get)
        rows.append(
            replace(
                row,
                measure=measure,
                section=section,
                part=text,
                comparators=compared,
                judged=judged,
                travel=travel,
                figure=figure,
                case=case,
            )
        )
    lines = tuple(
        replace(line, framework=text, code=text, title=text, part=text, series=text, dimension=text, category=text)
        for line in plain.figures
    )
    return replace(
        plain,
        title=text,
        scorecard=replace(plain.scorecard, rows=tuple(rows)),
        figures=tuple(replace(line, value=None, raw=text, note=text, source=text) for line in lines),
        commentaries=(CommentaryLine(subject=Subject.SECTION, about=text, text=text, status=text),),
        file_name=text,
        head_hash=text,
    )


def compared(*comparators: Comparator) -> dict:
    """The cells of the first row where it stands beside these comparators."""
    full = contents()
    row = replace(full.scorecard.rows[0], comparators=comparators)
    table = scorecard_table(replace(full, scorecard=replace(full.scorecard, rows=(row,))))
    return dict(zip([column.heading for column in table.columns], next(table.rows()), strict=True))


def test_a_comparator_stands_under_its_own_name():
    local = replace(COMPARATORS[1], name="National average", series="Local data", value=Decimal(90))
    cells = compared(local, replace(COMPARATORS[0], name="National average"))
    assert (cells["Comparator"], cells["Comparator year"]) == ("National average", "2021/22")
    assert cells["Comparator value"] == Amount(Decimal("81.8"), Unit.PERCENT, 1)
    assert cells["Other comparators"] == "National average, Local data: 90.0%, rank 126/150 (=) (2022/23)"
    assert compared(local)["Comparator"] == "National average, Local data"


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("South East", "National average", "England"), "England"),
        (("South East", "National average"), "National average"),
        (("South East", "Neighbours"), "South East"),
        ((), ""),
    ],
)
def test_england_is_preferred_then_the_national_average_then_the_first(names, shown):
    cells = compared(*(comparator(HOMES, name, 2022, "80.1", rank=number) for number, name in enumerate(names, 1)))
    assert cells["Comparator"] == shown
    assert str(cells["Rank"]) == (str(names.index(shown) + 1) if shown else "")


def test_every_report_is_described_in_a_line():
    assert list(REPORTS) == ["scorecard", "figures", "commentaries"]
    assert all("\n" not in description and description for description in REPORTS.values())


def test_the_tally_is_a_sentence():
    said = tally_sentence(contents().scorecard.tally)
    assert said == "Rated: 4 (1 Green, 2 Amber, 1 Red). Not rated: 3. Given by hand: 1."


def test_a_figure_line_carries_all_of_its_figure():
    line = figure_line(HOMES, FIGURES[7], "q2.xlsx")
    assert (line.code, line.raw, line.source) == ("A1", "41.2% (3,221/7818)", "q2.xlsx")
    assert (line.value, line.numerator) == (Decimal("41.2"), Decimal(3221))
    assert (line.unit, line.decimals, line.polarity, line.flags, line.source) == (
        Unit.PERCENT,
        1,
        Polarity.HIGHER,
        (Flag.PROVISIONAL,),
        "q2.xlsx",
    )


def test_a_trend_needs_three_figures_and_stands_once():
    titles = [trend.title for trend in find_trends(contents().scorecard)]
    assert titles == ["A1 People still at home 91 days after discharge", "A2 Admissions to care homes"]


def test_a_trend_keeps_the_periods_without_a_figure():
    trend = next(trend for trend in find_trends(contents().scorecard) if trend.row.measure == HOMES)
    assert [point.period for point in trend.points] == [NOW.shift(-back) for back in range(8, -1, -1)]
    assert [point.figure is None for point in trend.points].index(True) == 3


def test_a_target_stands_over_its_own_year_alone():
    table = trend_table(contents(), find_trends(contents().scorecard))
    headings = [column.heading for column in table.columns]
    assert headings[-2:] == ["Target 2023/24", "Amber limit 2023/24"]
    homes = [row[3:] for row in table.rows() if row[0] == "A1"]
    assert {tuple(row[2:]) for row in homes[:-2]} == {("", "")}
    assert [row[0] for row in homes[-2:]] == ["Q1 23/24", "Q2 23/24"]
    target, limit = (Amount(Decimal(value), Unit.PERCENT, 1) for value in (85, 80))
    assert [row[2:] for row in homes[-2:]] == [[target, limit]] * 2


def test_a_trend_without_a_period_of_the_targets_year_has_no_target():
    years = tuple(a_figure(HOMES, LAST_YEAR.shift(-back), "80") for back in (2, 1, 0))
    full = contents().scorecard
    (trend,) = find_trends(replace(full, rows=(replace(full.rows[0], before=years, figure=None),)))
    assert (trend.targets, trend.target_name, trend.limit_name) == (0, "", "")


@pytest.mark.parametrize(
    ("note", "shown"),
    [
        ("admissions *", "admissions, starred in the source"),
        ("*", "starred in the source"),
        ("5*", "5*"),
        ("* late", "* late"),
        ("", ""),
    ],
)
def test_a_bare_star_is_said_in_words_where_the_note_need_not_come_back(note, shown):
    full = contents()
    full = replace(full, figures=(replace(full.figures[0], note=note),))
    for report, expected in (("scorecard", shown), ("figures", note)):
        table = figures_table(full, report)
        cells = dict(zip([column.heading for column in table.columns], next(table.rows()), strict=True))
        assert cells["Note"] == expected


@pytest.mark.parametrize("polarity", Polarity)
def test_a_polarity_is_written_as_an_import_reads_it(polarity):
    full = contents()
    (line,) = (replace(line, polarity=polarity) for line in full.figures[:1])
    table = figures_table(replace(full, figures=(line,)), "figures")
    cells = dict(zip([column.heading for column in table.columns], next(table.rows()), strict=True))
    assert read_polarity(str(cells["Polarity"])) is polarity


def test_the_scorecard_compares_with_the_period_of_the_direction():
    table = scorecard_table(contents())
    headings = [column.heading for column in table.columns]
    earlier = headings.index("Earlier figure")
    assert headings[earlier + 1 : earlier + 3] == ["Compared with", "Base period"]
    row = dict(zip(headings, next(table.rows()), strict=True))
    assert "Outturn 2022/23" in headings
    assert row["Earlier figure"] == Amount(Decimal("79.2"), Unit.PERCENT, 1)
    assert (row["Compared with"], row["Base period"]) == ("previous period", "Quarter 1 2023/24")
    assert (row["Direction"], row["Other comparators"]) == (
        "▼ Worse",
        "England: 81.8% (2021/22); South East: 80.1%, rank 3 (2022/23)",
    )
