"""What the speed is measured on: invented data as large as a council's."""

import random
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from ascdesk.identity import figure_id, measure_id, placement_id, section_id, target_id
from ascdesk.model import Figure, Frequency, Measure, Placement, Polarity, Section, Target, TargetKind, Unit
from ascdesk.periods import Period
from ascdesk.workspace import Workspace
from db.store import create

MEASURES = 500
ROWS = 20_000


def workbook(path: Path, rows: int = ROWS) -> None:
    """Write a workbook of figures, one to a line, as a system's export has them."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Returns")
    sheet.append(["Code", "Measure", "Period", "Numerator", "Denominator", "Value", "Note"])
    chance = random.Random(1)
    months = [Period.month(2021, 4).shift(step) for step in range(rows // MEASURES)]
    for number in range(MEASURES):
        for month in months:
            of = chance.randint(50, 5000)
            count = chance.randint(0, of)
            value = WriteOnlyCell(sheet, value=round(count / of, 3))
            value.number_format = "0.0%"
            title = f"Percentage of people in invented service {number:03d} seen on time"
            sheet.append([f"INV{number:03d}", title, str(month), count, of, value, "from the case system"])
    book.save(path)


def council(path: Path, months: int = 120) -> Workspace:
    """Make a file of 500 measures in 20 sections with ten years of months, and open it."""
    store = create(path, author="bench")
    titles = [f"Section {number}" for number in range(20)]
    sections = [
        Section(id=section_id("Invented", title), framework="Invented", title=title, position=number)
        for number, title in enumerate(titles)
    ]
    measures = [_measure(number) for number in range(MEASURES)]
    places = [
        Placement(
            id=placement_id(sections[n // 25].id, each.id), section=sections[n // 25].id, measure=each.id, position=n
        )
        for n, each in enumerate(measures)
    ]
    periods = [Period.month(2025, 9).shift(-back) for back in range(months)]
    years = sorted({period.financial_year for period in periods})
    with store.step("Invented figures"):
        store.write([*sections, *measures, *places])
        store.write([_target(each, year) for each in measures for year in years])
        store.write([_figure(each, period, n) for n, each in enumerate(measures) for period in periods])
    return Workspace(store, "bench", lambda: datetime(2026, 1, 1, tzinfo=UTC))


def _measure(number: int) -> Measure:
    title = f"Percentage of people in invented service {number:03d} seen on time"
    code = f"INV{number:03d}"
    return Measure(
        id=measure_id("Invented", code, title), framework="Invented", code=code, title=title,
        unit=Unit.PERCENT, decimals=1, frequency=Frequency.MONTHLY,
        polarity=Polarity.HIGHER if number % 3 else Polarity.LOWER,
    )  # fmt: skip


def _target(measure: Measure, year: Period) -> Target:
    return Target(
        id=target_id(measure.id, year), measure=measure.id, year=year, kind=TargetKind.NUMBER,
        value=Decimal(75), threshold=Decimal(70),
    )  # fmt: skip


def _figure(measure: Measure, period: Period, number: int) -> Figure:
    seen = Decimal((number * 37 + period.last * 11) % 1000)
    return Figure(
        id=figure_id(measure.id, period), measure=measure.id, period=period, value=seen / 10, raw=str(seen / 10),
        numerator=seen, denominator=Decimal(1000),
    )  # fmt: skip
